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
from contested.belief.living import believe_table, days_since_moved
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


def flipping(flips: list[int], days: int) -> ControlTable:
    """A map of 200 places on which so many change, and stay changed, on each of some days."""
    shown = np.zeros((1, 200, days), dtype=np.int8)
    first = 0
    for day, count in enumerate(flips, 1):
        shown[0, first : first + count, day:] = 1
        first += count
    return ControlTable(
        ("a",), tuple(map(str, range(200))), ("A", "B"), date(2022, 1, 1), shown
    )  # fmt: skip


@pytest.mark.parametrize(
    ("flips", "suspected"),
    [
        ([20], [20]),
        ([19], []),  # fewer than twenty
        ([7, 21], [21]),
        ([8, 23], []),  # not three times as many as on a day before
        ([20, 20], [20]),
    ],
)
def test_a_mass_flip_of_a_map_is_suspected_from_its_limits_on(
    flips: list[int], suspected: list[int]
) -> None:
    assert [count for _, _, count in mass_flips(flipping(flips, 10))] == suspected
    # Of 201 places, twenty are less than a tenth.
    wide = flipping([20], 10)
    more = np.concatenate([wide.shown, np.zeros((1, 1, 10), dtype=np.int8)], axis=1)
    places = (*wide.places, "x")
    assert mass_flips(ControlTable(("a",), places, wide.statuses, wide.first_day, more)) == []


def test_thirty_days_after_a_busy_day_a_flip_is_no_longer_compared_with_it() -> None:
    shown = flipping([10, *[0] * 29, 20, 0, 0], 40)
    assert mass_flips(shown) == []  # day 1 is the first of the thirty before day 31
    shown = flipping([10, *[0] * 30, 20, 0], 40)
    assert mass_flips(shown) == [("a", date(2022, 2, 2), 20)]


def test_what_a_map_keeps_showing_after_a_mass_flip_is_blanked_for_a_week_at_most() -> None:
    table = flipping([0, 0, 20], 15)
    table.shown[0, 0, 6:] = 0  # one place goes back after three days
    cleaned = without_flips(table, [("a", date(2022, 1, 4), 20)]).shown[0]
    assert cleaned[1].tolist() == [0] * 3 + [-1] * 7 + [1] * 5
    assert cleaned[0].tolist() == [0] * 3 + [-1] * 3 + [0] * 9
    assert (cleaned[20:] == 0).all()


def test_changes_of_two_places_are_laid_out_over_the_days_of_both(tmp_path: Path) -> None:
    path = written(tmp_path / "c.csv", "name,day,from,to\nX,2022-03-05,A,B\n"
                   "Y,2022-03-03,B,A\nX,2022-03-03,C,A\n")  # fmt: skip
    table = read_control_table(path, "wiki")
    assert (table.first_day, table.places) == (date(2022, 3, 2), ("X", "Y"))
    shown = [[table.statuses[status] for status in row] for row in table.shown[0]]
    assert shown == [["C", "A", "A", "B"], ["B", "A", "A", "A"]]


def test_what_is_presumed_of_chains_is_that_they_stay_recognise_and_seldom_err() -> None:
    table = ControlTable(("a",), ("1",), ("A", "B", "C"), date(2022, 1, 1),
                         np.zeros((1, 1, 3), dtype=np.int8))  # fmt: skip
    _, _, fitted = believe_table(table, max_iterations=0)
    assert fitted.log_likelihoods == ()
    assert fitted.transition_matrix[0].tolist() == pytest.approx([0.997, 0.0015, 0.0015])
    for answers in fitted.answers[0]:
        assert answers[1, 1].tolist() == pytest.approx([0.001, 0.998, 0.001])
        # The truth is B and A is shown: recognised with 0.12, C for B with 0.001.
        assert answers[1, 0].tolist() == pytest.approx([0.878 / 0.999, 0.12 / 0.999, 0.001 / 0.999])
    two = ControlTable(("a",), ("1",), ("A", "B"), date(2022, 1, 1), table.shown)
    _, _, fitted = believe_table(two, max_iterations=0)
    assert fitted.answers[0, 0, 1, 0].tolist() == pytest.approx([0.88, 0.12])


def test_staleness_counts_from_the_last_day_on_which_any_source_moved() -> None:
    shown = np.zeros((2, 2, 7), dtype=np.int8)
    shown[0, 0, 2:] = 1
    shown[1, 0, 4:] = 1
    shown[1, 1, 3] = -1  # what shows nothing does not move
    assert days_since_moved(shown).tolist() == [[0, 1, 0, 1, 0, 1, 2], [0, 1, 2, 3, 4, 5, 6]]


def test_what_is_learnt_of_a_source_is_kept_by_how_stale_the_place_was_the_day_before() -> None:
    # Shown for a hundred days without a change: of the hundred steps but the first, those up to
    # the eighth day are of the first week, and so on for a month and a quarter.
    shown = np.zeros((1, 1, 100), dtype=np.int8)
    table = ControlTable(("a",), ("1",), ("A", "B"), date(2022, 1, 1), shown)
    _, _, start = believe_table(table, max_iterations=0)
    _, _, once = believe_table(table, max_iterations=1)
    # With 200 days of prior, so many shares rise by what was seen: count it back from them.
    counts = []
    for before, after in zip(start.answers[0], once.answers[0], strict=True):
        seen = 0.0
        for truth in range(2):
            prior, now = before[truth, 0] * 200, after[truth, 0]
            seen += prior[1] / now[1] - 200  # B was never shown
        counts.append(seen)
    assert counts == pytest.approx([7, 23, 60, 9], abs=1e-6)


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
    runs = history(believer, "village 1", kind="smoothed")
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


def test_a_speaker_speaks_more_of_what_it_is_learnt_to_speak_more_of() -> None:
    believer = Believer(Observer(load_actors()))
    rebels, government = "Syrian rebels", "Syrian government"
    said = [
        (who, actor, f"{actor} village {n}", day)
        for n in range(4)
        for day in (1, 9, 17)
        for who, actor in (("SOHR", rebels), ("AFP", government))
    ]
    said.append(("SOHR", government, f"{rebels} village 0", 20))
    believer.tell(
        told(claim(who, "controls", actor, place, report_id=f"{who}-{place}-{day}"),
             f"2016-08-{day:02d}")
        for who, actor, place, day in said
    )  # fmt: skip
    learnt = learn_speakers(believer)
    (war,) = believer.wars()
    sides = {name: side for side, name in zip(war.sides, war.names, strict=True)}
    for name, more, less in (
        ("SOHR", sides[rebels], sides[government]), ("AFP", sides[government], sides[rebels])
    ):  # fmt: skip
        presence = learnt.speakers[name].presence
        assert set(presence) == {*war.sides, "divided"}
        assert presence[more] > 1.02 > 0.98 > presence[less]
        assert presence["divided"] == 1.0


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
