"""Control tables of any known shape, living maps as chains, and what is kept beside a ledger."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from contested.actor.load import load_actors
from contested.belief.answer import history, who_holds
from contested.belief.believe import Believer
from contested.belief.learning import learn_speakers, reliabilities
from contested.belief.living import believe_table
from contested.belief.observe import Observer
from contested.belief.store import BeliefStore
from contested.belief.table import (
    ControlTable,
    join,
    mass_flips,
    read_control_table,
    read_polygons,
    without_flips,
)
from contested.errors import LedgerError, ReportError
from tests.belief.founding import claim, told


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_table_with_a_column_for_each_source_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "v.csv", "geonameid,date,status_wiki,status_isw\n"
                   "1,20220301,UA,RU\n1,20220302,RU,\n2,20220302,UA,UA\n")  # fmt: skip
    table = read_control_table(path)
    assert (table.sources, table.places) == (("wiki", "isw"), ("1", "2"))
    assert table.first_day == date(2022, 3, 1)
    assert table.statuses == ("RU", "UA")
    assert table.shown.tolist() == [[[1, 0], [-1, 1]], [[0, -1], [-1, 1]]]


def test_a_table_of_changes_holds_until_the_next_one(tmp_path: Path) -> None:
    path = written(tmp_path / "c.csv", "name,day,from,to\nX,2022-03-02,A,B\nX,2022-03-04,B,A\n")
    table = read_control_table(path, "wiki")
    assert [table.statuses[s] for s in table.shown[0, 0]] == ["A", "B", "B", "A"]


def test_a_table_of_stretches_is_read_and_joined(tmp_path: Path) -> None:
    path = written(tmp_path / "s.csv", "name,held_by,first_seen,last_seen\n"
                   "X,A,2022-03-01,2022-03-02\n")  # fmt: skip
    other = written(tmp_path / "o.csv", "name,day,from,to\nY,2022-03-03,A,B\n")
    table = join([read_control_table(path, "one"), read_control_table(other, "two")])
    assert table.shown.shape == (2, 2, 3)
    assert table.shown[0, 0].tolist() == [0, 0, -1]


def test_an_unknown_table_says_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no control table"):
        read_control_table(written(tmp_path / "x.csv", "a,b\n1,2\n"))
    with pytest.raises(ReportError, match=r"y\.csv:2: 'soon' is no date"):
        read_control_table(written(tmp_path / "y.csv", "name,day,from,to\nX,soon,A,B\n"))


def test_polygons_say_who_holds_the_points_in_them(tmp_path: Path) -> None:
    ring = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    feature = {"type": "Feature", "properties": {"status": "RU"},
               "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    path = written(tmp_path / "day.geojson", json.dumps({"features": [feature]}))
    table = read_polygons({date(2022, 3, 1): path}, {"in": (1.0, 1.0), "out": (3.0, 1.0)}, "map")
    assert table.places == ("in",)


def test_a_map_that_flips_everywhere_for_a_day_is_blanked() -> None:
    shown = np.zeros((2, 50, 10), dtype=np.int8)
    shown[0, :40, 5] = 1
    table = ControlTable(
        ("a", "b"), tuple(map(str, range(50))), ("A", "B"), date(2022, 1, 1), shown
    )
    flips = mass_flips(table)
    assert ("a", date(2022, 1, 6), 40) in flips
    cleaned = without_flips(table, flips[:1])
    assert (cleaned.shown[0, :40, 5] == -1).all()
    assert (cleaned.shown[1] == 0).all()


def test_chains_follow_the_maps_and_prefer_the_many() -> None:
    rng = np.random.default_rng(0)
    truth = np.zeros((40, 120), dtype=np.int8)
    for place in range(40):
        truth[place, int(rng.integers(30, 90)) :] = 1
    shown = np.stack([np.roll(truth, lag, axis=1) for lag in (1, 2, 4)])
    shown[:, :, :5] = 0
    table = ControlTable(("a", "b", "c"), tuple(map(str, range(40))), ("A", "B"),
                         date(2022, 1, 1), shown)  # fmt: skip
    filtered, smoothed, fitted = believe_table(table)
    assert np.diff(fitted.log_likelihoods).min() > -1e-6
    np.testing.assert_allclose(filtered.sum(axis=2), 1.0)
    assert (smoothed.argmax(axis=2) == truth).mean() > 0.95


@pytest.mark.parametrize("restated_days", [0, 14])
def test_changes_of_control_are_dated_within_two_days(shared: Path, restated_days: int) -> None:
    from benchmarks.belief.recovery import recovered

    folder = shared / "data" / "ua_wikipedia_control"
    if not (folder / "wiki_status_changes.csv").exists():
        pytest.skip("the table of control is not on this machine")
    assert recovered(folder, restated_days)["recovered_share"] >= 0.9


def some_believer() -> Believer:
    believer = Believer(Observer(load_actors()))
    believer.tell(
        told(claim("SOHR", "controls", actor, f"village {n}", report_id=f"r-{n}-{day}"),
             f"2016-08-{day:02d}")
        for n in range(4)
        for day in (1, 8, 15)
        for actor in ["Syrian rebels" if n % 2 else "Syrian government"]
    )  # fmt: skip
    return believer


def test_what_is_learnt_and_the_runs_are_kept(tmp_path: Path) -> None:
    believer = some_believer()
    learnt = learn_speakers(believer)
    assert learnt.testimonies == 12  # three of each of four places
    runs = history(believer, "village 1")
    assert (runs[0].first_day, runs[-1].last_day) == (date(2016, 8, 1), date(2016, 8, 15))
    with BeliefStore(tmp_path / "x.belief") as store:
        store.keep(runs, ["village 1"], learnt)
        store.keep(runs, ["village 1"])
        again = store.learnt()
        assert store.runs("village 1") == runs
    assert again is not None
    assert again.as_json() == learnt.as_json()
    other = Believer(Observer(load_actors()), learnt=again)
    other.tell(one for group in believer._by_report.values() for one in group)
    here, there = (who_holds(one, "village 1").probs for one in (believer, other))
    assert there == pytest.approx(here, abs=1e-4)


def test_a_file_that_holds_no_beliefs_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "x.belief", "no database at all " * 100)
    with pytest.raises(LedgerError, match=r"x\.belief"):
        BeliefStore(path)


def test_a_speaker_of_few_words_cannot_be_judged() -> None:
    letters = {one.speaker: one.letter for one in reliabilities(learn_speakers(some_believer()))}
    assert letters["SOHR"] in "AB"
    believer = Believer(Observer(load_actors()))
    believer.tell([told(claim("AFP", "controls", "Syrian rebels", "X"), "2016-08-01")])
    (only,) = reliabilities(learn_speakers(believer))
    assert only.as_dict()["admiralty"] == "cannot be judged"
    assert only.as_dict()["right_prob"] is None


def test_records_become_tables() -> None:
    pytest.importorskip("pandas", reason="the extra bench is not installed")
    pytest.importorskip("pyarrow", reason="the extra geo is not installed")
    from contested.belief.frame import as_arrow, as_pandas

    believer = some_believer()
    frame = as_pandas([who_holds(believer, f"village {n}") for n in range(4)])
    assert frame.groupby("place")["prob"].sum().tolist() == pytest.approx([1.0] * 4)
    assert as_arrow(history(believer, "village 1")).column_names[:2] == ["place", "from"]
