"""The ledger keeps everything once, in order of time, and gives it back as known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import Claim, Resolution
from contested.errors import LedgerError, NotFoundError
from contested.ledger.extractor import _KINDS, extractor_name, theatre_of
from contested.ledger.query import ClaimFilter
from contested.ledger.store import Ledger
from contested.report.report import Report

WORDS = (
    "The rebels said on Saturday that they had broken the siege of the eastern districts after "
    "taking the artillery college and most of Ramouseh in a week of fighting with the army."
)


class Clock:
    """A clock that a test sets; every look at it takes a second."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "l.db", create=True, clock=clock) as opened:
        yield opened


def report(text: str = WORDS, publisher: str = "A", day: str = "2016-08-06") -> Report:
    return Report(
        text, None, publisher, None, None, "en", f"{day}T10:00:00+00:00", "given", "a.txt"
    )


def claim(of: Report, start: int = 0, place: str | None = "Ramouseh", **named: Any) -> Claim:
    base = Claim(
        report_id=of.id, predicate="controls", actor="Syrian rebels", target=None, place=place,
        extent="unspecified", speaker="SOHR", factuality="actual", evidence="took", start=start,
        end=start + 4, speaker_chain=("SOHR", "AFP"), extractor="v1", confidence=0.8,
    )  # fmt: skip
    return replace(base, **named)


def resolution(of: Claim, place_id: str = "syria:ramouseh") -> Resolution:
    return Resolution(of.id, place_id, "syrian-rebels", None, "sohr", 36.16, 37.13, "g1", 0.9)


def test_what_goes_in_comes_out_the_same(ledger: Ledger) -> None:
    one = report("Νέα «είδηση»\n\nΟι αντάρτες مقاتلون \u202e\x1b[31m.")
    said = claim(one, on="2016-08-06", channel="Twitter", route_from="a", route_to="b")
    done = ledger.ingest(one, "v1", [said], [resolution(said)], ["a note"])
    assert (done.new_report, done.new_reading, done.claims) == (True, True, 1)
    (stored,) = ledger.claims()
    assert stored.claim == said
    assert stored.id == said.id
    assert stored.resolution == resolution(said)
    assert ledger.report(one.id) == one
    assert list(ledger.reports()) == [one]
    assert stored.publisher == "A"


def test_the_same_report_again_adds_nothing(ledger: Ledger) -> None:
    one = report()
    ledger.ingest(one, "v1", [claim(one)], [resolution(claim(one))])
    before = ledger.counts()
    again = ledger.ingest(replace(one, source="elsewhere.txt"), "v1", [claim(one, start=9)])
    assert (again.new_report, again.new_reading, again.claims) == (False, False, 0)
    assert ledger.counts() == before


def test_a_claim_made_twice_by_one_reading_is_kept_once(ledger: Ledger) -> None:
    one = report()
    assert ledger.ingest(one, "v1", [claim(one), claim(one)]).claims == 1


def test_a_new_extractor_adds_a_reading_and_the_old_one_stays(ledger: Ledger, clock: Clock) -> None:
    one = report()
    kept, better, lost = claim(one), claim(one, 5), claim(one, 10)
    ledger.ingest(one, "v1", [kept, claim(one, 5, extent="unspecified", confidence=0.5), lost])
    clock.now += timedelta(days=1)
    new = claim(one, 20)
    ledger.ingest(one, "v2", [kept, replace(better, confidence=0.9, on="2016-08-06"), new])

    assert {stored.claim.start for stored in ledger.claims()} == {0, 5, 20}
    old = ledger.claims(ClaimFilter(recorded_by="2026-01-01"))
    assert {stored.claim.start for stored in old} == {0, 5, 10}
    changes = {
        (change.kind, (change.after or change.before or kept).start, change.fields)
        for change in ledger.difference("v1", "v2")
    }
    assert changes == {
        ("changed", 5, ("on", "confidence")), ("dropped", 10, ()), ("added", 20, ()),
    }  # fmt: skip
    assert ledger.extractors() == [("v1", 1), ("v2", 1)]
    # A claim that only an older reading has can still be looked up.
    assert ledger.claim(lost.id).claim.start == 10


def test_a_report_without_claims_is_remembered_as_read(ledger: Ledger) -> None:
    one = report()
    ledger.ingest(one, "v1", [])
    assert ledger.has_reading(one.id, "v1")
    assert not ledger.has_reading(one.id, "v2")


def test_the_difference_of_an_unknown_extractor_names_the_known_ones(ledger: Ledger) -> None:
    ledger.ingest(report(), "v1", [])
    with pytest.raises(NotFoundError, match="there are: v1"):
        ledger.difference("v1", "v9")


def test_what_was_published_by_a_day_counts_whenever_it_was_recorded(ledger: Ledger) -> None:
    reports = [report(day="2016-08-06"), report("Another text.", "B", "2016-08-08")]
    undated = Report("A text without a date.")
    for one in (*reports, undated):
        ledger.ingest(one, "v1", [claim(one)])

    def known(day: str) -> list[str]:
        found = ledger.claims(ClaimFilter(published_by=day))
        return [stored.claim.report_id for stored in found]

    assert known("2016-08-05") == []
    assert known("2016-08-06") == [reports[0].id]
    assert known("2030-01-01") == [one.id for one in reports]
    assert ledger.first_recorded() is not None


def test_a_claim_is_found_as_it_was_known_on_a_day(ledger: Ledger, clock: Clock) -> None:
    one, two = report(), report("Another text about Manbij altogether.", "B")
    ledger.ingest(one, "v1", [claim(one)])
    clock.now += timedelta(days=3)
    ledger.ingest(two, "v1", [claim(two, place="Manbij")])

    def known(day: str) -> list[str | None]:
        return [stored.claim.place for stored in ledger.claims(ClaimFilter(recorded_by=day))]

    assert known("2025-12-31") == []
    assert known("2026-01-01") == ["Ramouseh"]
    assert known("2026-01-01T11:00+00:00") == []
    assert sorted(map(str, known("2026-01-04"))) == ["Manbij", "Ramouseh"]
    with pytest.raises(NotFoundError, match="not yet recorded"):
        ledger.claim(claim(one).id, recorded_by="2025-12-31")


def test_a_day_that_is_none_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="not a date"):
        ledger.claims(ClaimFilter(recorded_by="tomorrow"))


@pytest.mark.parametrize(
    ("when", "first", "last", "fits"),
    [
        ({"on": "2016-08-06"}, "2016-08-06", "2016-08-06", True),
        ({"on": "2016-08-06"}, "2016-08-07", None, False),
        ({"on": "2016-08"}, "2016-08-30", None, True),
        ({"on": "2016"}, None, "2015-12-31", False),
        ({"since": "2016-07-17"}, "2020-01-01", None, True),
        ({"since": "2016-07-17"}, None, "2016-07-16", False),
        ({"since": "2016-06", "until": "2016-07"}, "2016-08-01", None, False),
        ({"until": "2016-02"}, None, "2016-02-29", True),
        ({"until": "2016-02"}, "2016-03-01", None, False),
        ({}, "2016-08-06", "2016-08-06", True),
        ({}, "2016-08-07", None, False),
    ],
)
def test_days_are_those_the_claim_speaks_of_else_of_publication(
    ledger: Ledger, when: dict[str, Any], first: str | None, last: str | None, fits: bool
) -> None:
    one = report()
    ledger.ingest(one, "v1", [claim(one, **when)])
    assert bool(ledger.claims(ClaimFilter(first_day=first, last_day=last))) is fits


def test_claims_are_filtered_by_place_actor_speaker_and_predicate(ledger: Ledger) -> None:
    one = report()
    here, there = claim(one), claim(one, 9, "Manbij", actor="SDF", speaker="SANA")
    ledger.ingest(one, "v1", [here, there], [resolution(here), resolution(there, "syria:manbij")])

    def starts(**named: Any) -> list[int]:
        return [stored.claim.start for stored in ledger.claims(ClaimFilter(**named))]

    assert starts(places=frozenset({"Manbij"})) == [9]
    assert starts(place_ids=frozenset({"syria:ramouseh"})) == [0]
    assert starts(actors=frozenset({"SDF"}), speakers=frozenset({"SANA"})) == [9]
    assert starts(predicates=frozenset({"captures"})) == []
    assert starts(places=frozenset()) == []


def test_a_correction_supersedes_and_the_earlier_word_can_still_be_asked_for(
    ledger: Ledger, clock: Clock
) -> None:
    one = report()
    said = claim(one)
    ledger.ingest(one, "v1", [said], [resolution(said)])
    clock.now += timedelta(days=1)
    ledger.correct(
        said.id, "changed", reviewer="eleni", reason="a part only",
        changes={"extent": "part", "place": "Hamdaniya"},
    )  # fmt: skip
    (now,) = ledger.claims()
    assert (now.id, now.claim.extent, now.claim.place) == (said.id, "part", "Hamdaniya")
    assert now.correction is not None
    assert now.correction.reviewer == "eleni"
    assert len(ledger.claims(ClaimFilter(places=frozenset({"Hamdaniya"})))) == 1
    assert ledger.claims(ClaimFilter(places=frozenset({"Ramouseh"}))) == []
    assert ledger.claims(ClaimFilter(place_ids=frozenset({"syria:ramouseh"}))) == []
    (then,) = ledger.claims(ClaimFilter(recorded_by="2026-01-01"))
    assert then.claim == said

    clock.now += timedelta(days=1)
    ledger.correct(said.id, "wrong", reviewer="maria", reason="misread")
    assert ledger.claims() == []
    assert len(ledger.claims(ClaimFilter(with_withdrawn=True))) == 1
    assert ledger.claim(said.id).is_withdrawn


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": "x"}, "cannot be corrected"),
        ({"extent": "half"}, "can be: whole, most, part"),
        ({"predicate": None}, "predicate cannot be None"),
        ({"speaker": None}, "'outlet'"),
        ({"on": "last week"}, "write 2016, 2016-08 or 2016-08-06"),
        ({}, "names fields"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    ledger: Ledger, changes: dict[str, str | None], said: str
) -> None:
    one = report()
    ledger.ingest(one, "v1", [claim(one)])
    with pytest.raises(LedgerError, match=said):
        ledger.correct(claim(one).id, "changed", reviewer="x", reason="y", changes=changes)
    assert ledger.counts()["corrections"] == 0


def test_a_correction_of_an_unknown_claim_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        ledger.correct("c-nothing", "wrong", reviewer="x", reason="y")


def test_a_claim_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    one = report()
    ledger.ingest(one, "v1", [claim(one), claim(one, 9)])
    assert ledger.claim(claim(one).id[:8]).id == claim(one).id
    with pytest.raises(NotFoundError, match="begins several"):
        ledger.claim("c-")
    for unknown in ("c-zzz", "", "%"):
        with pytest.raises(NotFoundError):
            ledger.claim(unknown)


def test_copies_are_linked_on_ingest_and_nothing_is_dropped(ledger: Ledger) -> None:
    late, early = report(day="2016-08-07"), report("Breaking\n\n" + WORDS, "B", "2016-08-06")
    ledger.ingest(late, "v1", [claim(late)])
    done = ledger.ingest(early, "v1", [claim(early)])
    (copy,) = done.copies
    assert (copy.report_id, copy.copy_of) == (late.id, early.id)
    assert ledger.copies_of(early.id) == [copy]
    assert ledger.copies_of(late.id) == [copy]
    found = {stored.claim.report_id: stored.copy_of for stored in ledger.claims()}
    assert found == {late.id: early.id, early.id: None}


def test_an_unknown_report_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError):
        ledger.report("r-nothing")


def test_every_kind_of_data_file_counts_in_the_name_of_an_extractor() -> None:
    package = Path(str(resources.files("contested")))
    rooms = [package / room for room in ("place", "actor", "claim", "theatres")]
    files = [path for room in rooms for path in room.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files if "__pycache__" not in path.parts}
    assert kinds - {".md", ".typed"} <= _KINDS


def test_a_change_of_a_packs_names_changes_the_name_of_its_extractor(tmp_path: Path) -> None:
    before = extractor_name("grammar-1", str(tmp_path))
    (tmp_path / "forms.tsv").write_text("a\tb\n")
    assert extractor_name("grammar-1", str(tmp_path)) != before


@pytest.mark.parametrize(
    ("name", "theatre"),
    [
        ("grammar-1@syria#3f9a2c01", "syria"),
        ("grammar-1@./a@b#c#3f9a2c01", "./a@b#c"),
        ("grammar-1@any#3f9a2c01", None),
        ("v1", None),
    ],
)
def test_the_theatre_is_read_back_from_the_name_of_an_extractor(
    name: str, theatre: str | None
) -> None:
    assert theatre_of(name) == theatre


def test_the_newest_reading_of_each_report_says_who_read_it(tmp_path: Path) -> None:
    one, other = report(), report("Something else entirely about the district.", "B")
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        for what, extractor in ((one, "v1"), (other, "v1"), (one, "v2")):
            ledger.ingest(what, extractor, [])
        assert ledger.newest_extractors() == {other.id: "v1", one.id: "v2"}
