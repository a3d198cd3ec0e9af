"""What claims say of who holds a place, and the numbers made of them: rule by rule, by hand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contested.actor.load import load_actors
from contested.belief import testimony
from contested.belief.encode import MAX_SIDES, OTHER_SIDE, code_table, encode, wars
from contested.belief.observe import Observer
from contested.belief.speech import (
    CELLS,
    ROWS,
    Speech,
    Types,
    confusion_matrices,
    echo_shares,
    log_prior,
    prior_of,
)
from contested.belief.table import ControlTable, join, read_control_table, read_polygons
from contested.belief.testimony import (
    ATTACKED,
    CHANGED,
    DIVIDED,
    QUIET,
    Content,
    Speaker,
    Testimony,
)
from contested.claim.claim import Resolution
from contested.errors import ReportError
from tests.belief.founding import claim, told

OBSERVER = Observer(load_actors())
REBELS, GOVERNMENT = "Syrian rebels", "Syrian government"
R, G = "syrian-rebels", "syrian-government"
FIRST = date(2016, 8, 1)


def heard(predicate: str, actor: str | None = REBELS, **fields: Any) -> list[Testimony]:
    """What one claim of a monitor makes, published on 10 August."""
    who = fields.pop("who", "SOHR")
    return OBSERVER.observe([told(claim(who, predicate, actor, "X", **fields), "2016-08-10")])


def one(predicate: str, actor: str | None = REBELS, **fields: Any) -> Testimony:
    (found,) = heard(predicate, actor, **fields)
    return found


# -- contents ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("predicate", "fields", "content", "fighting"),
    [
        ("controls", {}, testimony.holds(R, REBELS), QUIET),
        ("controls", {"extent": "most"}, testimony.holds_most(R, REBELS), QUIET),
        ("controls", {"extent": "part"}, testimony.holds_part([R], REBELS), QUIET),
        ("controls", {"factuality": "negated"}, testimony.holds_not(R, REBELS), QUIET),
        ("controls", {"factuality": "possible"}, testimony.perhaps(testimony.holds(R, REBELS)),
         QUIET),
        ("controls", {"factuality": "intended"},
         testimony.hint({R: 0.5}, 1.0, f"{REBELS} means to take it"), ATTACKED),
        ("captures", {}, testimony.holds(R, REBELS), CHANGED),
        ("captures", {"factuality": "negated"}, testimony.holds_not(R, REBELS), ATTACKED),
        ("captures", {"factuality": "possible"}, testimony.perhaps(testimony.holds(R, REBELS)),
         ATTACKED),
        ("captures", {"factuality": "intended"},
         testimony.hint({R: 0.5}, 1.0, f"{REBELS} means to take it"), ATTACKED),
        ("withdraws", {}, testimony.holds_not(R, REBELS), CHANGED),
        ("withdraws", {"factuality": "negated"}, testimony.remains(R, REBELS), ATTACKED),
        ("withdraws", {"factuality": "possible"},
         testimony.perhaps(testimony.holds_not(R, REBELS)), ATTACKED),
        ("attacks", {}, testimony.hint({R: 0.5, DIVIDED: 1.0}, 0.8, f"{REBELS} attacks it"),
         ATTACKED),
        ("attacks", {"target": GOVERNMENT},
         testimony.hint({R: 0.5, DIVIDED: 1.0, G: 1.0}, 0.8, f"{REBELS} attacks it"), ATTACKED),
        ("attacks", {"target": REBELS},
         testimony.hint({R: 0.5, DIVIDED: 1.0}, 0.8, f"{REBELS} attacks it"), ATTACKED),
        ("besieges", {}, testimony.hint({R: 0.2, DIVIDED: 0.6}, 1.0, f"{REBELS} besieges it"),
         ATTACKED),
        ("besieges", {"target": GOVERNMENT},
         testimony.hint({R: 0.2, DIVIDED: 0.6, G: 1.0}, 0.6, f"{REBELS} besieges it"), ATTACKED),
        ("breaks_siege", {"target": GOVERNMENT},
         testimony.hint({R: 1.0, DIVIDED: 0.6, G: 0.25}, 0.5, f"{REBELS} breaks the siege of it"),
         QUIET),
        ("breaks_siege", {},
         testimony.hint({R: 1.0, DIVIDED: 0.6}, 0.5, f"{REBELS} breaks the siege of it"), QUIET),
        ("cuts_route", {},
         testimony.hint({R: 1.0, DIVIDED: 0.9}, 0.6, f"{REBELS} cuts a route there"), ATTACKED),
        ("opens_route", {},
         testimony.hint({R: 1.0, DIVIDED: 0.8}, 0.5, f"{REBELS} opens a route there"), QUIET),
        ("supply_route", {},
         testimony.hint({R: 1.0, DIVIDED: 0.6}, 0.4, f"{REBELS} is supplied through it"), QUIET),
    ],
)  # fmt: skip
def test_each_kind_of_claim_says_what_it_says_of_the_holder(
    predicate: str, fields: dict[str, str], content: Content, fighting: int
) -> None:
    found = one(predicate, **fields)
    assert found.content == content
    assert found.fighting == fighting


def test_what_says_nothing_of_a_holder_is_no_testimony() -> None:
    assert heard("withdraws", factuality="intended") == []
    assert heard("attacks", factuality="possible") == []
    assert heard("attacks", None, target=GOVERNMENT) == []
    assert heard("withdraws", None, target=GOVERNMENT) == []
    assert heard("controls", None, target=GOVERNMENT) == []
    assert heard("controls", None) == []
    # "Taken from the government", by nobody named: it is not theirs.
    lost = one("captures", None, target=GOVERNMENT)
    assert lost.content == testimony.holds_not(G, GOVERNMENT)
    assert heard("captures", None, target=GOVERNMENT, factuality="possible") == []
    no_day = OBSERVER.observe([told(claim("SOHR", "controls", REBELS, "X"), "")])
    assert no_day == []
    dated = OBSERVER.observe([told(claim("SOHR", "controls", REBELS, "X", on="2016-08"), "")])
    assert [(t.day, t.known_on) for t in dated] == [(date(2016, 8, 31), date(2016, 8, 31))]


def test_a_part_taken_from_somebody_is_named_with_both_the_taker_first() -> None:
    found = one("captures", extent="part", target=GOVERNMENT, factuality="possible")
    assert found.content == testimony.perhaps(testimony.holds_part([R, G], REBELS))
    two = OBSERVER.observe([
        told(claim("SOHR", "controls", GOVERNMENT, "X", extent="part"), "2016-08-10"),
        told(claim("SOHR", "captures", REBELS, "X", extent="part", start=9), "2016-08-10"),
    ])  # fmt: skip
    assert [t.content for t in two] == [testimony.holds_part([R, G], REBELS)]
    assert (two[0].fighting, two[0].taker, two[0].leaver) == (CHANGED, R, None)


def test_of_several_words_of_one_day_the_later_report_and_then_the_capture_counts() -> None:
    def said(*claims: tuple[str, str, str]) -> str | None:
        rows = [
            told(claim("SOHR", predicate, actor, "X", on="2016-08-09", report_id=f"r{k}"), at)
            for k, (predicate, actor, at) in enumerate(claims)
        ]
        found = OBSERVER.observe(rows)
        assert len({t.content.said for t in found}) == 1
        return found[0].content.said

    early, late = "2016-08-09T08:00:00+00:00", "2016-08-09T18:00:00+00:00"
    assert said(("controls", REBELS, late), ("controls", GOVERNMENT, early)) == R
    assert said(("captures", REBELS, early), ("controls", GOVERNMENT, late)) == G
    assert said(("captures", REBELS, early), ("controls", GOVERNMENT, early)) == R
    assert said(("controls", GOVERNMENT, early), ("captures", REBELS, early)) == R
    assert said(("controls", REBELS, early), ("controls", GOVERNMENT, early)) == G


def test_whose_word_it_is_and_whom_it_favours() -> None:
    army = one("controls", GOVERNMENT, who=GOVERNMENT)
    assert (army.speaker.kind, army.speaker.side) == ("party", G)
    assert (army.own, army.party) == (frozenset({G}), True)
    against = one("controls", REBELS, who=GOVERNMENT)
    # What it admits to another it may have held itself.
    assert (against.own, against.party) == (frozenset({G}), True)
    # Who names the loser too, and neither is its own, is not concerned.
    elsewhere = one("controls", REBELS, target="Islamic State", who=GOVERNMENT)
    assert (elsewhere.own, elsewhere.party) == (frozenset(), False)
    admits = one("controls", REBELS, target=GOVERNMENT, who=GOVERNMENT)
    assert (admits.own, admits.party) == (frozenset({G}), True)
    ally = one("controls", GOVERNMENT, who="Hezbollah")
    assert ally.own == frozenset({G, "hezbollah"})
    monitor = one("controls", REBELS)
    assert (monitor.speaker.kind, monitor.own, monitor.party) == ("monitor", frozenset(), False)
    stranger = one("controls", "The Unheard Of", who="Somebody")
    assert stranger.speaker == Speaker("Somebody", "unknown")
    assert stranger.content.said == "The Unheard Of"
    outlet = OBSERVER.speaker_of(
        told(claim("outlet", "controls", REBELS, "X"), "2016-08-10", publisher="A Paper"), FIRST
    )
    assert outlet == Speaker("A Paper", "unknown")
    state = OBSERVER.speaker_of(told(claim("SANA", "controls", G, "X"), "2016-08-10"), FIRST)
    assert (state.kind, state.side) == ("allied_media", G)
    made = claim("the army", "controls", "the army", "X")
    known = Resolution(made.id, "place-7", G, None, G, None, None, "test", 1.0)
    (resolved,) = OBSERVER.observe([told(made, "2016-08-10", resolution=known)])
    assert (resolved.place, resolved.content.said, resolved.speaker.side) == ("place-7", G, G)
    assert OBSERVER.side_named(REBELS, FIRST) == R
    assert OBSERVER.side_named("The Unheard Of", FIRST) is None
    assert OBSERVER.name_of(R) == REBELS
    assert OBSERVER.name_of("The Unheard Of") == "The Unheard Of"


def test_who_left_and_who_took_are_told_where_one_of_them_did() -> None:
    left = one("withdraws", GOVERNMENT)
    assert (left.taker, left.leaver) == (None, G)
    taken = one("captures", REBELS)
    assert (taken.taker, taken.leaver) == (R, None)
    both = OBSERVER.observe([
        told(claim("SOHR", "captures", side, "X", on="2016-08-09", start=k), "2016-08-10")
        for k, side in enumerate((REBELS, GOVERNMENT))
    ])  # fmt: skip
    assert [(t.taker, t.leaver, t.fighting) for t in both] == [(None, None, CHANGED)]
    held = one("controls", REBELS)
    assert (held.taker, held.leaver) == (None, None)


def test_a_denial_is_dated_as_the_first_who_tells_it_dates_it() -> None:
    denied = {"factuality": "negated", "extent": "whole"}
    for first, dated in (({}, False), ({"on": "2016-08-10"}, True)):
        rows = [
            told(claim("SOHR", "captures", REBELS, "X", **denied, **first), "2016-08-10"),
            told(claim("SOHR", "captures", REBELS, "X", on="2016-08-10", report_id="r2", **denied),
                 "2016-08-11"),
        ]  # fmt: skip
        (found,) = OBSERVER.observe(rows)
        assert (found.dated, found.fighting, found.known_on.day) == (dated, ATTACKED, 10)


def test_an_attack_that_ends_in_a_capture_comes_before_it() -> None:
    def days(attacker: str, **fields: Any) -> dict[str, tuple[int, bool]]:
        rows = [
            told(claim("SOHR", "captures", REBELS, "X", **{"on": "2016-08-06", **fields}),
                 "2016-08-10"),
            told(claim("SOHR", "attacks", attacker, "X", start=9), "2016-08-10"),
        ]  # fmt: skip
        return {t.content.words.split()[-2]: (t.day.day, t.dated) for t in OBSERVER.observe(rows)}

    assert days(REBELS)["attacks"] == (5, True)
    assert days(GOVERNMENT)["attacks"] == (10, False)
    assert days(REBELS, extent="part")["attacks"] == (10, False)
    assert days(REBELS, factuality="possible")["attacks"] == (10, False)


# -- arrays --------------------------------------------------------------------------------------


def word(place: str, side: str, day: int = 0, *, who: str = "S", hint: bool = False) -> Testimony:
    content = testimony.hint({side: 0.5}, 1.0, "w") if hint else testimony.holds(side, side)
    on = FIRST + timedelta(days=day)
    return Testimony(
        place, on, on + timedelta(days=2), Speaker(who, "monitor"), frozenset({side}), day % 2 == 1,
        content, 0, True, (f"{place}{side}{day}",),
    )  # fmt: skip


def test_sides_that_are_spoken_of_at_one_place_are_at_war_and_so_are_places_of_one_pack() -> None:
    told_of = [
        word("p", "a"), word("p", "b", 1), word("q", "b", 2), word("q", "c", 3), word("r", "d"),
        word("x:1", "e"), word("x:2", "f"), word("gn:1", "g"), word("gn:2", "h"),
    ]  # fmt: skip
    assert wars(told_of) == [
        (("b", "a", "c"), frozenset({"p", "q"})),
        (("e", "f"), frozenset({"x:1", "x:2"})),
        (("d", OTHER_SIDE), frozenset({"r"})),
        (("g", OTHER_SIDE), frozenset({"gn:1"})),
        (("h", OTHER_SIDE), frozenset({"gn:2"})),
    ]
    # A side that is only hinted at is none, but joins places all the same.
    hinted = [word("p", "a"), word("p", "b", 1, hint=True), word("q", "b", 2, hint=True)]
    assert wars(hinted) == [(("a", OTHER_SIDE), frozenset({"p", "q"}))]
    assert wars([word("p", "b", hint=True)]) == [
        ((OTHER_SIDE, "yet another side"), frozenset({"p"}))
    ]
    assert wars([]) == []


def test_beyond_ten_sides_the_least_named_are_one() -> None:
    for count in (MAX_SIDES, MAX_SIDES + 1):
        told_of = [word("p", f"s{k:02d}", day) for k in range(count) for day in range(20 - k)]
        ((sides, _),) = wars(told_of)
        assert len(sides) == MAX_SIDES == 10
        assert sides[:9] == tuple(f"s{k:02d}" for k in range(9))
        assert (sides[9] == OTHER_SIDE) is (count > MAX_SIDES)


def test_testimonies_become_columns_with_each_voice_and_content_once() -> None:
    told_of = [
        word("p", "a", -1), word("p", "a", 1), word("p", "b", 2, who="T"), word("q", "a", 3),
        word("q", "a", 4, hint=True),
    ]  # fmt: skip
    maybe = testimony.perhaps(testimony.holds("a", "a"))
    told_of.append(Testimony("q", FIRST, FIRST, Speaker("T", "monitor"), frozenset({"z"}), True,
                             maybe, 0, True, ("m",)))  # fmt: skip
    found = encode(told_of, ("a", "b"), ["p", "q"], FIRST)
    seen = found.observations
    assert seen.place.tolist() == [0, 0, 0, 1, 1, 1]
    assert seen.day.tolist() == [0, 1, 2, 3, 4, 0]
    assert seen.known is not None
    assert seen.known.tolist() == [1, 3, 4, 5, 6, 0]
    assert [one.name for one in found.speakers] == ["S", "T"]
    # S concerned and not, T for b, T for nobody known.
    assert seen.voice.tolist() == [0, 0, 1, 0, 2, 3]
    assert found.voices.speaker.tolist() == [0, 1, 0, 1]
    assert found.voices.party.tolist() == [True, False, False, True]
    assert found.voices.own.tolist() == [[True, False], [False, True], [True, False],
                                         [False, False]]  # fmt: skip
    assert seen.code.tolist() == [0, 0, 1, 0, 2, 3]
    assert found.weight.tolist() == [1.0, 1.0, 1.0, 1.0, 0.0, 0.5]
    assert seen.places == 2


def test_contents_become_rows_over_sides_and_divided() -> None:
    index = {"a": 0, "b": 1, OTHER_SIDE: 2}
    contents = [
        testimony.holds("a", "a"), testimony.holds("z", "z"), testimony.holds_not("b", "b"),
        testimony.holds_part(["b", "a"], "b"), testimony.hint({"a": 0.5}, 0.8, "w"),
        testimony.hint({"a": 0.5, DIVIDED: 0.9}, 0.8, "w"), testimony.holds_most("a", "a"),
    ]  # fmt: skip
    table = code_table(contents, index)
    assert table.content.tolist() == [
        [1, 0, 0, 0], [0, 0, 1, 0], [1, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0],
        [0.5, 0, 0, 0.5],
    ]  # fmt: skip
    assert table.factor.tolist() == [
        [1] * 4, [1] * 4, [1] * 4, [0.8, 1.0, 0.35, 1.0], [0.5, 0.8, 0.8, 0.8],
        [0.5, 0.8, 0.8, 0.9], [1] * 4,
    ]  # fmt: skip
    assert table.said.tolist() == [0, 2, -1, 3, -1, -1, 0]
    assert table.spoken.tolist() == [True, True, True, True, False, False, True]
    # Without a rest, a side that nobody holds anything for is no state.
    nobody = code_table([testimony.holds("z", "z"), testimony.hint({"z": 0.1}, 0.7, "w")], {"a": 0})
    assert nobody.content.tolist() == [[0, 0], [0, 0]]
    assert nobody.factor.tolist() == [[1, 1], [0.7, 0.7]]
    assert nobody.said.tolist() == [-1, -1]


# -- how speakers speak --------------------------------------------------------------------------


def test_each_voice_says_each_content_as_often_as_its_cell_and_the_share_in_it() -> None:
    rng = np.random.default_rng(3)
    cells = rng.random((1, CELLS))
    for row in ROWS:
        cells[0, row] /= cells[0, row].sum()
    c = cells[0]
    own = np.array([[False] * 3, [True, False, False], [True, True, False], [True] * 3])
    types = Types(
        np.zeros(1, dtype=np.int64), np.zeros(4, dtype=np.int64),
        np.array([False, True, True, True]), own, np.ones((1, 4)), np.zeros((1, 4), dtype=bool),
        np.array([-1]), np.ones((1, 4)), np.array([True]),
    )  # fmt: skip
    speech = Speech(cells, np.array([0.1]), np.array([0.1]))
    plain, single, double, all_own = confusion_matrices(speech, types)

    def over(*row: float) -> list[float]:
        return [value / sum(row) for value in row]

    for truth in range(3):
        wanted = [c[2] / 2] * 4
        wanted[truth], wanted[3] = c[0], c[1]
        assert plain[truth] == pytest.approx(wanted)
    assert plain[3] == pytest.approx([c[3] / 3] * 3 + [c[4]])
    assert single[0] == pytest.approx([c[5], c[7] / 2, c[7] / 2, c[6]])
    assert single[1] == pytest.approx([c[11], c[13], c[14], c[12]])
    assert single[2] == pytest.approx([c[11], c[14], c[13], c[12]])
    assert single[3] == pytest.approx([c[8], c[10] / 2, c[10] / 2, c[9]])
    # A camp of two names the right one of them nine times in ten.
    assert double[0] == pytest.approx([0.9 * c[5], 0.1 * c[5], c[7], c[6]])
    assert double[1] == pytest.approx([0.1 * c[5], 0.9 * c[5], c[7], c[6]])
    assert double[2] == pytest.approx(over(c[11] / 2, c[11] / 2, c[13], c[12]))
    assert double[3] == pytest.approx([c[8] / 2, c[8] / 2, c[10], c[9]])
    assert all_own[1] == pytest.approx(over(0.05 * c[5], 0.9 * c[5], 0.05 * c[5], c[6]))
    assert all_own[3] == pytest.approx(over(c[8] / 3, c[8] / 3, c[8] / 3, c[9]))


def test_an_unlikely_word_may_be_an_echo_all_the_same() -> None:
    cells = np.ones((1, CELLS)) / 3
    cells[0, :3] = [0.97, 0.01, 0.02]
    types = Types(
        np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.array([False]),
        np.zeros((1, 2), dtype=bool), np.array([[0.0, 1.0, 0.0]]),
        np.array([[True, True, True]]), np.array([-1]), np.ones((1, 3)), np.array([True]),
    )  # fmt: skip
    speech = Speech(cells, np.array([0.03]), np.array([0.5]))
    # Three contents may be echoed, this one of them; said afresh it is wrong.
    echo, afresh = 0.03 / 3, 0.97 * 0.02
    found = echo_shares(speech, types, np.array([[1.0, 0.0, 0.0]]))
    assert found.tolist() == pytest.approx([echo / (echo + afresh)])


def test_the_prior_of_speech_is_densest_at_its_own_mean_and_presence_at_one() -> None:
    prior = prior_of(["party", "agency"])
    mean = prior.mean()
    best = log_prior(mean, prior)
    rng = np.random.default_rng(5)
    for _ in range(20):
        cells = mean.cells * rng.uniform(0.9, 1.1, mean.cells.shape)
        for row in ROWS:
            cells[:, row] /= cells[:, row].sum(axis=1, keepdims=True)
        assert log_prior(Speech(cells, mean.echo, mean.repeat), prior) < best
        for moved in (
            Speech(mean.cells, mean.echo * rng.choice([0.8, 1.2]), mean.repeat),
            Speech(mean.cells, mean.echo, mean.repeat * rng.choice([0.8, 1.2])),
        ):
            assert log_prior(moved, prior) < best
    said = np.array([30.0, 10.0])
    one = Speech(mean.cells, mean.echo, mean.repeat, np.ones((2, 3)))
    assert log_prior(one, prior, said) == pytest.approx(best)
    other = Speech(mean.cells, mean.echo, mean.repeat, np.array([[1.2, 1.0, 1.0], [0.4, 1.0, 1.0]]))
    wanted = 50 * (0.75 * np.log(1.2) + 0.25 * np.log(0.4))
    assert log_prior(other, prior, said) == pytest.approx(best + wanted)


# -- tables of control ---------------------------------------------------------------------------


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_points_lie_in_the_first_polygon_that_holds_them_and_not_in_its_holes(
    tmp_path: Path,
) -> None:
    import json

    def square(low: float, high: float) -> list[list[float]]:
        return [[low, low], [high, low], [high, high], [low, high], [low, low]]

    def feature(status: str | None, kind: str, coordinates: Any) -> dict[str, Any]:
        return {"properties": None if status is None else {"status": status},
                "geometry": {"type": kind, "coordinates": coordinates}}  # fmt: skip

    features = [
        feature("A", "Polygon", [square(0, 10), square(4, 6)]),
        feature("B", "MultiPolygon", [[square(3, 7)], [square(20, 30)]]),
        feature(None, "Polygon", [square(40, 50)]),
        feature("C", "Polygon", [square(40, 50)]),
        {"properties": {"status": "D"}, "geometry": None},
    ]  # fmt: skip
    path = written(tmp_path / "a.geojson", json.dumps({"features": features}))
    points = {
        "in": (1.0, 2.0), "hole": (5.0, 5.0), "both": (3.5, 3.5), "second": (25.0, 21.0),
        "out": (15.0, 15.0), "lat": (25.0, 5.0), "lon": (5.0, 25.0), "unnamed": (45.0, 45.0),
    }  # fmt: skip
    table = read_polygons({FIRST: path}, points, "map")
    shown = {
        place: table.statuses[table.shown[0, row, 0]] for row, place in enumerate(table.places)
    }
    assert shown == {"in": "A", "hole": "B", "both": "A", "second": "B"}
    later = FIRST + timedelta(days=2)
    two = read_polygons({FIRST: path, later: path}, {"in": (1.0, 2.0)}, "map")
    assert two.shown.tolist() == [[[0, -1, 0]]]
    with pytest.raises(ReportError, match="no GeoJSON"):
        read_polygons({FIRST: written(tmp_path / "b.geojson", "[]")}, points, "map")


def test_tables_have_each_shape_of_date_and_say_which_line_is_wrong(tmp_path: Path) -> None:
    text = "name,held_by,first_seen,last_seen\nX,A,20160801,2016-08-02T10:00\n,A,x,y\nX,,x,y\n"
    table = read_control_table(written(tmp_path / "s.csv", text))
    assert (table.sources, table.first_day, table.shown.tolist()) == (("s",), FIRST, [[[0, 0]]])
    with pytest.raises(ReportError, match=r"c\.csv:3: '2016' is no date"):
        read_control_table(
            written(tmp_path / "c.csv", "name,day,from,to\nX,2016-08-01,A,B\nX,2016,B,A\n")
        )
    for empty in ("name,day,from,to\n", "name,held_by,first_seen,last_seen\n",
                  "name,date,status_a\nX,2016-08-01,\n"):  # fmt: skip
        with pytest.raises(ReportError, match="no rows"):
            read_control_table(written(tmp_path / "e.csv", empty))
    with pytest.raises(ReportError, match=r"columns \(none\) are"):
        read_control_table(written(tmp_path / "n.csv", ""))
    with pytest.raises(ReportError, match="are no control table"):
        read_control_table(written(tmp_path / "d.csv", "name,day\nX,2016-08-01\n"))


def test_a_table_spans_twenty_thousand_days_and_no_more(tmp_path: Path) -> None:
    for days, refused in ((20_000, False), (20_001, True)):
        last = FIRST + timedelta(days=days - 1)
        path = written(tmp_path / f"{days}.csv", "name,held_by,first_seen,last_seen\n"
                       f"X,A,{FIRST},{last}\n")  # fmt: skip
        if refused:
            with pytest.raises(ReportError, match="20001 days, more than 20000"):
                read_control_table(path)
        else:
            assert read_control_table(path).shown.shape == (1, 1, days)


def test_joined_tables_keep_what_each_shows_on_each_day() -> None:
    first = ControlTable(("a",), ("x", "y"), ("P", "Q"), FIRST,
                         np.array([[[0, 1, -1], [-1, -1, 0]]], dtype=np.int8))  # fmt: skip
    second = ControlTable(("b",), ("y",), ("Q", "R"), FIRST + timedelta(days=2),
                          np.array([[[1, 0]]], dtype=np.int8))  # fmt: skip
    table = join([first, second])
    assert (table.sources, table.places, table.statuses) == (
        ("a", "b"),
        ("x", "y"),
        ("P", "Q", "R"),
    )
    assert table.first_day == FIRST
    assert table.shown.tolist() == [
        [[0, 1, -1, -1], [-1, -1, 0, -1]], [[-1, -1, -1, -1], [-1, -1, 2, 1]],
    ]  # fmt: skip
