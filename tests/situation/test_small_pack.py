"""The graph, the picture and the roads of a land small enough to work everything out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contested.errors import NotFoundError
from contested.place.theatre import load_theatre
from contested.situation.assess import Situation
from contested.situation.conclude import route_finding
from contested.situation.control import ControlGraph, Picture, picture
from contested.situation.definitions import shipped_definitions
from contested.situation.evidence import Evidence, FixedBeliefs, PlaceProbs
from contested.situation.finding import Finding
from contested.situation.route import Route, find_routes, follow_route, route_on
from contested.situation.sitrep import Sentence, sitrep
from tests.situation.conftest import syria

ARMY, REBELS = "syrian-government", "syrian-rebels"
DAY = date(2016, 7, 10)
DEFINITIONS = shipped_definitions()
PLACES = """id,name,kind,lat,lon,part_of,population,external_ids,country
land,Land,country,35,38,,,,SY
province,Province,province,35,38,land,,,SY
rural,Rural,district,35,38,province,,,SY
alpha,Alpha,town,35.0,38.0,rural,100,,SY
beta,Beta,village,35.1,38.0,rural,,,SY
city,City,city,35.2,38.0,province,,,SY
east,East,district,35.2,38.1,city,,,SY
mill,Mill,neighbourhood,35.2,38.1,east,30,,SY
dock,Dock,neighbourhood,35.2,38.0,city,20,,SY
hut,Hut,village,35.3,38.3,rural,,,SY
gate,Gate,border,35.4,38.0,land,,,SY
abroad,Abroad,town,35.5,38.0,,,,TR
beta-road,Beta road,road,35.1,38.0,land,,,SY
lane,Lane,road,35.1,38.1,land,,,SY
"""
LINKS = "a,b,kind,name\nalpha,beta,road,\nbeta,mill,road,\nmill,dock,adjacent,\ndock,gate,road,\n"
ROUTES = "id,via\nbeta-road,alpha beta mill\nlane,beta mill\n"
SETTINGS = 'name = "made"\ntitle = "Made"\ncountries = ["SY"]\nlanguages = ["en"]\n'


def ids(*names: str) -> tuple[str, ...]:
    return tuple(f"made:{name}" for name in names)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    folder = tmp_path_factory.mktemp("packs") / "made"
    folder.mkdir()
    files = {
        "theatre.toml": SETTINGS, "places.csv": PLACES, "links.csv": LINKS + "gate,abroad,road,\n",
        "routes.csv": ROUTES, "names.csv": "place,language,name\n",
    }  # fmt: skip
    for name, text in files.items():
        Path(folder / name).write_text(text, encoding="utf-8")
    return ControlGraph(load_theatre(folder))


def shown(control: ControlGraph, beliefs: PlaceProbs, day: date = DAY) -> Picture:
    _, actors, _ = syria()
    return picture(control, day, {f"made:{k}": v for k, v in beliefs.items()}, actors, DEFINITIONS)


def test_nodes_are_linked_places_one_can_stand_on_and_exits_lead_abroad(
    control: ControlGraph,
) -> None:
    assert control.nodes == ids("alpha", "beta", "mill", "dock", "gate", "abroad")
    assert control.exits.tolist() == [False, False, False, False, True, True]


def test_an_area_stands_for_the_nodes_inside_it_and_a_road_for_those_along_it(
    control: ControlGraph,
) -> None:
    def names(place: str) -> set[str]:
        return {control.nodes[v] for v in control.members(f"made:{place}")}

    assert names("city") == set(ids("mill", "dock"))
    assert names("province") == set(ids("alpha", "beta", "mill", "dock"))
    assert names("beta-road") == set(ids("alpha", "beta", "mill"))
    assert names("mill") == set(ids("mill"))
    assert names("hut") == set()
    with pytest.raises(NotFoundError):
        control.members("syria:aleppo")


def test_a_road_runs_through_its_inner_places_or_both_where_it_has_but_two(
    control: ControlGraph,
) -> None:
    assert control.routes_through("made:beta") == [*ids("beta-road", "lane")]
    assert control.routes_through("made:mill") == [*ids("lane")]
    assert control.routes_through("made:alpha") == []


def test_a_place_without_a_figure_has_the_people_of_its_parts(control: ControlGraph) -> None:
    counted = {name: control.population(f"made:{name}") for name in
               ("alpha", "beta", "rural", "east", "city", "province", "abroad")}  # fmt: skip
    assert counted == {"alpha": 100, "beta": None, "rural": 100, "east": 30, "city": 50,
                       "province": 150, "abroad": None}  # fmt: skip


def test_what_is_unknown_of_a_place_comes_from_its_roads_and_then_its_areas(
    control: ControlGraph,
) -> None:
    def sources(place: str) -> list[tuple[str, str]]:
        at = control.index[f"made:{place}"]
        return [
            (str(area).removeprefix("made:"), str(keys[at]))
            for areas, keys in control.handed_down()
            if (area := areas[at]) is not None
        ]

    assert sources("mill") == [
        ("lane", "inherit_from_route_prob"), ("east", "inherit_from_area_prob"),
        ("city", "inherit_from_split_city_prob"), ("province", "inherit_from_region_prob"),
        ("land", "inherit_from_region_prob"),
    ]  # fmt: skip
    assert sources("alpha") == [
        ("rural", "inherit_from_area_prob"), ("province", "inherit_from_region_prob"),
        ("land", "inherit_from_region_prob"),
    ]  # fmt: skip
    assert sources("abroad") == []


def test_each_area_fills_its_share_of_what_is_left_unknown(control: ControlGraph) -> None:
    made = shown(control, {"east": {ARMY: 0.8}, "city": {REBELS: 1.0}})
    assert made.holders == (ARMY, REBELS)
    mill, dock = (made.probs[control.index[place]] for place in ids("mill", "dock"))
    # 0.95 of a district's 0.8; then 0.4 of a divided city's 1.0, of the 0.24 that are left.
    assert mill.tolist() == pytest.approx([0.76, 0.096, 0.0, 0.144])
    assert dock.tolist() == pytest.approx([0.0, 0.4, 0.0, 0.6])
    assert not made.spoken.any()
    assert not made.spoken_itself.any()
    assert made.areas["made:east"] == pytest.approx(
        {ARMY: 0.8, REBELS: 0.0, "divided": 0.0, "unknown": 0.2}
    )


def test_beliefs_that_sum_to_more_than_one_are_brought_down_to_it(control: ControlGraph) -> None:
    made = shown(control, {"alpha": {ARMY: 0.9, REBELS: 0.9}, "beta": {ARMY: 0.3}})
    assert made.probs[control.index["made:alpha"]].tolist() == pytest.approx([0.5, 0.5, 0, 0])
    assert made.spoken.tolist() == [True, False, False, False, False, False]
    assert made.spoken_itself.tolist() == [True, True, False, False, False, False]


def test_the_side_of_a_place_is_its_likeliest_holder_and_how_likely_it_is(
    control: ControlGraph,
) -> None:
    made = shown(control, {"alpha": {ARMY: 0.3, REBELS: 0.2, "divided": 0.5}, "mill": {REBELS: 0.6},
                           "dock": {REBELS: 0.4}})  # fmt: skip
    side, prob = made.side_of("made:alpha")
    assert (side, round(prob, 9)) == (ARMY, 0.3)
    side, prob = made.side_of("made:city")  # the mean of its two parts
    assert (side, round(prob, 9)) == (REBELS, 0.5)
    assert made.side_of("made:gate") == (None, 0.0)
    assert made.side_of("made:hut") == (None, 0.0)


def test_a_place_is_lost_with_its_town_unless_its_own_side_holds_it(control: ControlGraph) -> None:
    made = shown(control, {"city": {REBELS: 0.5}})
    assert made.is_lost("made:mill", ARMY)
    assert not made.is_lost("made:mill", REBELS)
    assert not made.is_lost("made:alpha", ARMY)
    own = shown(control, {"city": {REBELS: 0.9}, "mill": {ARMY: 0.5}})
    assert not own.is_lost("made:mill", ARMY)
    assert not shown(control, {"city": {REBELS: 0.49}}).is_lost("made:mill", ARMY)
    assert not shown(control, {"province": {REBELS: 0.9}}).is_lost("made:mill", ARMY)


# -- roads ---------------------------------------------------------------------------------------

ROAD = Route("made:beta-road", None, None, None, ARMY, ids("alpha", "beta", "mill"), ())
HELD = {"alpha": {ARMY: 1.0}, "beta": {ARMY: 0.5, "divided": 0.2}, "mill": {ARMY: 0.3}}


@pytest.mark.parametrize(
    ("reported", "prob", "status"),
    [(None, 0.6, "threatened"), (0.2, 0.2, "cut"), (0.45, 0.45, "threatened"), (0.9, 0.84, "open")],
)
def test_a_road_is_as_open_as_its_weakest_place_and_reports_say_where_between(
    control: ControlGraph, reported: float | None, prob: float, status: str
) -> None:
    # Beta lets through 0.5 + half of 0.2 for sure, at most 0.3 more; Mill 0.3 and at most all.
    day = route_on(ROAD, shown(control, HELD), reported, DEFINITIONS)
    assert [day.low_prob, day.high_prob] == pytest.approx([0.3, 0.9])
    assert day.prob == pytest.approx(prob)
    assert day.status == status
    assert day.weakest == ()
    assert day.reported_prob == reported


def test_a_road_through_a_divided_place_is_at_best_threatened(control: ControlGraph) -> None:
    whole = {"alpha": {ARMY: 1.0}, "mill": {ARMY: 1.0}}
    split = shown(control, {**whole, "beta": {ARMY: 0.7, "divided": 0.3}})
    assert route_on(ROAD, split, 1.0, DEFINITIONS).status == "threatened"
    less = shown(control, {**whole, "beta": {ARMY: 0.71, "divided": 0.29}})
    assert route_on(ROAD, less, 1.0, DEFINITIONS).status == "open"


def test_the_places_that_others_hold_decide_the_worst_one_first(control: ControlGraph) -> None:
    made = shown(control, {"alpha": {ARMY: 0.4, REBELS: 0.6}, "beta": {ARMY: 0.1, REBELS: 0.9},
                           "mill": {ARMY: 1.0}})  # fmt: skip
    day = route_on(ROAD, made, None, DEFINITIONS)
    assert [(one.place, one.influence) for one in day.weakest] == [
        ("made:beta", 1.0), ("made:alpha", 0.0)]  # fmt: skip
    assert day.status == "cut"


def test_of_a_road_of_which_nothing_is_known_nothing_is_said(control: ControlGraph) -> None:
    day = route_on(ROAD, shown(control, {}), None, DEFINITIONS)
    assert (day.low_prob, day.high_prob, day.status) == (0.0, 1.0, "not known")
    abroad = Route(None, "made:gate", None, None, ARMY, ids("gate", "abroad"), ())
    assert route_on(abroad, shown(control, {}), 0.5, DEFINITIONS).high_prob == 1.0
    assert route_on(abroad, shown(control, {}), 0.5, DEFINITIONS).status == "threatened"


def told(
    predicate: str, place: str, *, actor: str | None = None, target: str | None = None,
    start: str | None = None, end: str | None = None, factuality: str = "actual",
) -> Evidence:  # fmt: skip
    return Evidence(
        "c1", predicate, actor, target, f"made:{place}", "sohr", "sohr", factuality, "whole", DAY,
        None, DAY, route_from=start and f"made:{start}", route_to=end and f"made:{end}",
        report_id="r1",
    )  # fmt: skip


def found(
    control: ControlGraph, *claims: Evidence, beliefs: PlaceProbs | None = None
) -> list[Route]:
    _, actors, _ = syria()
    return find_routes(
        control, claims, actors, DEFINITIONS, lambda day: shown(control, beliefs or {}, day)
    )


@pytest.mark.parametrize(
    ("via", "start", "end", "road"),
    [
        ("beta", "alpha", "mill", "beta-road"),
        ("beta", "rural", "mill", "lane"),  # Beta itself is in the area it begins in
        ("mill", "beta", "mill", "lane"),  # the shorter of two
        ("beta", None, None, "beta-road"),  # named after it
        ("beta", "alpha", None, "beta-road"),
    ],
)
def test_what_is_said_of_a_way_is_said_of_the_named_road_it_runs_along(
    control: ControlGraph, via: str, start: str | None, end: str | None, road: str
) -> None:
    (route,) = found(control, told("supply_route", via, actor=ARMY, start=start, end=end))
    assert (route.route, route.side) == (f"made:{road}", ARMY)
    assert route.stops == control.theatre.routes[f"made:{road}"]


def test_a_way_without_a_name_takes_the_fewest_places(control: ControlGraph) -> None:
    (route,) = found(control, told("supply_route", "mill", actor=ARMY, start="alpha", end="dock"))
    assert (route.route, route.via, route.key) == (None, "made:mill", "made:mill")
    assert route.stops == ids("alpha", "beta", "mill", "dock")


@pytest.mark.parametrize("factuality", ["intended", "possible"])
def test_what_is_only_intended_or_possible_is_no_road(
    control: ControlGraph, factuality: str
) -> None:
    assert not found(control, told("supply_route", "lane", actor=ARMY, factuality=factuality))
    assert found(control, told("supply_route", "lane", actor=ARMY, factuality="negated"))


def test_a_cut_road_was_whose_held_half_of_what_is_known_of_it(control: ControlGraph) -> None:
    cut = told("cuts_route", "beta-road", actor=REBELS)
    half = {"alpha": {ARMY: 0.25, REBELS: 0.75}, "beta": {ARMY: 0.25}}
    (route,) = found(control, cut, beliefs=half)
    assert route.side == ARMY  # not of those who cut it, much as they hold
    less = {"alpha": {ARMY: 0.25, REBELS: 0.75}, "beta": {ARMY: 0.24}}
    assert not found(control, cut, beliefs=less)


def test_a_cut_of_a_road_that_is_somebodys_makes_no_second_one(control: ControlGraph) -> None:
    supply, cut = (told(p, "lane", actor=a) for p, a in
                   (("supply_route", ARMY), ("cuts_route", REBELS)))  # fmt: skip
    (route,) = found(control, cut, supply)
    assert route.side == ARMY
    assert {one.evidence.predicate for one in route.weighed} == {"supply_route", "cuts_route"}


def test_an_opened_way_that_no_road_is_known_by_is_nobodys_supply_route(
    control: ControlGraph,
) -> None:
    assert not found(control, told("opens_route", "dock", actor=ARMY))


def test_a_road_is_followed_from_its_first_claim_to_the_day_asked_for(
    control: ControlGraph,
) -> None:
    claim = told("supply_route", "lane", actor=ARMY)
    (route,) = found(control, claim)
    made = shown(control, {"beta": {ARMY: 1.0}, "mill": {ARMY: 1.0}})
    assert follow_route(route, date(2016, 7, 9), lambda day: made, [claim], DEFINITIONS) == []
    days = follow_route(route, DAY, lambda day: made, [claim], DEFINITIONS)
    assert [(one.status, one.prob) for one in days] == [("open", 1.0)]


# -- what is said of roads and of who holds what -------------------------------------------------

SOLE = {ARMY: 1.0}


def supposed(
    control: ControlGraph, beliefs: Mapping[date, PlaceProbs], claims: list[Evidence]
) -> Situation:
    _, actors, _ = syria()
    by_day = {
        day: {f"made:{place}": row for place, row in rows.items()} for day, rows in beliefs.items()
    }
    return Situation(control.theatre, actors, FixedBeliefs(by_day), claims)


def road(control: ControlGraph, beliefs: Mapping[date, PlaceProbs], *claims: Evidence) -> Finding:
    """The one finding on the lane four days after it was first spoken of."""
    situation = supposed(control, beliefs, list(claims))
    (route,) = situation.routes()
    finding = route_finding(situation, route, date(2016, 7, 14))
    assert finding is not None
    return finding


@pytest.mark.parametrize(
    ("share", "notes"), [(0.67, ("said_cut_but_ground_held",)), (0.65, ())], ids=str
)
def test_a_road_said_to_be_cut_on_held_ground_is_noted(
    control: ControlGraph, share: float, notes: tuple[str, ...]
) -> None:
    supply = told("supply_route", "mill", actor=ARMY, start="beta", end="mill")
    day = date(2016, 7, 14)
    cut = replace(told("cuts_route", "lane", actor=REBELS), claim_id="c2", first=day, published=day)
    held: PlaceProbs = {"beta": SOLE, "mill": {ARMY: share, REBELS: 1 - share}}
    assert road(control, {DAY: held}, supply, cut).notes == notes
    assert road(control, {DAY: held}, supply).notes == ()  # nobody says that it is cut


def test_a_road_that_nobody_contradicts_rests_on_reports_and_ground(control: ControlGraph) -> None:
    supply = told("supply_route", "lane", actor=ARMY)
    finding = road(control, {DAY: {"beta": SOLE, "mill": SOLE}}, supply)
    assert (finding.notes, finding.status, finding.first) == ((), "open", DAY)
    assert finding.basis == "both"
    assert finding.claims == ("c1",)
    assert finding.ways == ids("beta", "mill")
    unknown = road(control, {}, supply)
    assert unknown.basis == "reported"


def test_a_road_told_open_again_over_lost_ground_names_who_blocks_it(control: ControlGraph) -> None:
    supply = told("supply_route", "lane", actor=ARMY)
    day = date(2016, 7, 13)
    again = replace(supply, claim_id="c2", first=day, published=day)
    lost = {DAY: {"beta": {ARMY: 0.34, REBELS: 0.66}, "mill": SOLE}}
    finding = road(control, lost, supply, again)
    assert finding.notes == ("said_open_but_held:made:beta",)
    assert (finding.status, finding.first) == ("cut", DAY)
    assert road(control, lost, supply).notes == ()  # nobody has spoken since it was lost
    partly = {DAY: {"beta": {ARMY: 0.35, REBELS: 0.65}, "mill": SOLE}}
    assert road(control, partly, supply, again).notes == ()


def test_a_road_has_its_status_from_the_day_on_which_it_last_changed(control: ControlGraph) -> None:
    supply = told("supply_route", "lane", actor=ARMY)
    day = date(2016, 7, 12)
    # On a day on which something is said, the road is looked at again.
    other = replace(told("supply_route", "lane", actor=ARMY), claim_id="c2", first=day)
    held = {"beta": SOLE, "mill": SOLE}
    lost = {DAY: held, day: {**held, "mill": {REBELS: 1.0}}}
    finding = road(control, lost, supply, replace(other, published=day))
    assert (finding.status, finding.first) == ("cut", day)


def disputed(control: ControlGraph, belief: PlaceProbs, *claims: Evidence) -> tuple[Sentence, ...]:
    report = sitrep(supposed(control, {DAY: belief}, list(claims)), DAY)
    return next(one.sentences for one in report.sections if one.key == "disputed")


def holds(number: int, actor: str, speaker: str, extent: str = "whole") -> Evidence:
    claim = told("controls", "beta", actor=actor)
    return replace(
        claim, claim_id=f"c{number}", speaker=speaker, speaker_name=speaker, extent=extent,
        report_id=f"r{number}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("belief", "told_of"),
    [
        ({ARMY: 0.7, "divided": 0.29, "unknown": 0.01}, False),
        ({ARMY: 0.7, "divided": 0.3}, True),
        ({ARMY: 0.69, "divided": 0.2, "unknown": 0.11}, True),
    ],
    ids=["sure", "divided", "unsure"],
)
def test_how_much_of_a_place_is_held_is_disputed_where_the_belief_is_unsure(
    control: ControlGraph, belief: dict[str, float], told_of: bool
) -> None:
    whole, part = holds(1, ARMY, "sohr"), holds(2, ARMY, "sana", "part")
    found = disputed(control, {"beta": belief}, whole, part)
    assert bool(found) is told_of
    assert all(set(one.claims) == {"c1", "c2"} for one in found)


def test_who_holds_a_place_is_disputed_however_sure_the_belief_is(control: ControlGraph) -> None:
    belief = {"beta": {ARMY: 1.0}}
    assert disputed(control, belief, holds(1, ARMY, "sohr"), holds(2, REBELS, "sana"))
    assert not disputed(control, belief, holds(1, ARMY, "sohr"), holds(2, ARMY, "sana"))
    # Who takes his word back does not contradict himself.
    assert not disputed(control, belief, holds(1, REBELS, "sohr"), holds(2, ARMY, "sohr"))
