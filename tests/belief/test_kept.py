"""What is kept of speakers and of runs comes back as it was, and nothing else is taken for it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from contested.belief.belief import Kind, Run
from contested.belief.learnt import Learnt, SpeakerRecord
from contested.belief.speech import CELLS
from contested.belief.store import BeliefStore
from contested.belief.testimony import Speaker
from contested.belief.transition import BINS, FIGHTING, Hazards
from contested.errors import LedgerError

PATH = Path("kept.belief")


def some_learnt() -> Learnt:
    rng = np.random.default_rng(2)
    hazards = Hazards(
        rng.random((BINS, FIGHTING)), rng.random((BINS, FIGHTING)), rng.random(FIGHTING)
    )
    record = SpeakerRecord(
        "party", rng.random(CELLS), 0.12345678, 0.2, 100 * rng.random(CELLS), 3, {"a": 1.23456}
    )
    return Learnt(hazards, {"S": record}, {"agency": rng.random(CELLS)}, "2016-08-06", 42)


def test_what_is_learnt_is_written_with_its_digits_and_read_again() -> None:
    learnt = some_learnt()
    again = Learnt.from_json(learnt.as_json(), PATH)
    for part in ("leave", "share_divided", "settle"):
        assert getattr(again.hazards, part).tolist() == getattr(learnt.hazards, part).tolist()
    mine, theirs = learnt.speakers["S"], again.speakers["S"]
    assert theirs.cells.tolist() == mine.cells.round(6).tolist()
    assert theirs.counts.tolist() == mine.counts.round(3).tolist()
    assert (theirs.echo, theirs.repeat) == (0.123457, 0.2)
    assert (theirs.kind, theirs.delay_days, theirs.presence) == ("party", 3, {"a": 1.2346})
    assert again.kinds["agency"].tolist() == learnt.kinds["agency"].round(6).tolist()
    assert (again.fitted_on, again.testimonies) == ("2016-08-06", 42)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 0}, "another version (format 0, not 1)"),
        ({"speakers": 3}, "cannot be read"), ({"leave": "x"}, "cannot be read"), (None, "kept"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_makes_it_anew(
    change: dict[str, object] | None, told: str
) -> None:
    text = "{" if change is None else json.dumps({**json.loads(some_learnt().as_json()), **change})
    with pytest.raises(LedgerError) as error:
        Learnt.from_json(text, PATH)
    assert told in str(error.value)
    assert "kept.belief" in str(error.value)
    assert "contested believe" in str(error.value)


def test_a_speaker_speaks_of_a_side_as_learnt_and_of_others_as_anybody() -> None:
    learnt = some_learnt()
    speakers = [Speaker("S", "party"), Speaker("T", "agency")]
    speech = learnt.speech(speakers, ("b", "a"))
    assert speech.presence is not None
    assert speech.presence.tolist() == [[1.0, 1.23456, 1.0], [1.0, 1.0, 1.0]]
    assert speech.cells[0].tolist() == learnt.speakers["S"].cells.tolist()
    assert speech.cells[1].tolist() == learnt.kinds["agency"].tolist()
    assert speech.echo[0] == 0.12345678
    nobody = learnt.speech([], ("b", "a"))
    assert nobody.presence is not None
    assert nobody.cells.shape == (0, CELLS)
    assert nobody.presence.shape == (0, 3)


def run(place: str, first: int, last: int, kind: Kind = "smoothed", holder: str = "X") -> Run:
    return Run(place, date(2016, 8, first), date(2016, 8, last), holder, 0.5, kind)


def test_runs_are_kept_by_place_kind_and_day_and_replaced_place_by_place(tmp_path: Path) -> None:
    path = tmp_path / "x.belief"
    with BeliefStore(path) as store:
        assert store.learnt() is None
        assert store.runs() == []
        p = [run("p", 5, 9), run("p", 1, 4, holder="Y"), run("p", 1, 9, "filtered")]
        store.keep([*p, run("q", 2, 3)], ["p", "q"], some_learnt())
        assert store.runs("p") == [p[2], p[1], p[0]]
        assert [one.place for one in store.runs()] == ["p", "p", "p", "q"]
        store.keep([run("p", 7, 8)], ["p"])
        assert store.runs() == [run("p", 7, 8), run("q", 2, 3)]
    with BeliefStore(path) as again:
        assert again.runs("q") == [run("q", 2, 3)]
        kept = again.learnt()
        assert kept is not None
        assert kept.testimonies == 42
        again._set_meta("format", "0")
        again._connection.commit()
    with pytest.raises(LedgerError, match="another version; delete it"):
        BeliefStore(path)
