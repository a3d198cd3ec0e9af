"""Situation reports and what-if questions in a small land, sentence by sentence and by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contested.errors import NotFoundError
from contested.situation.access import Access
from contested.situation.assess import Situation
from contested.situation.control import ControlGraph
from contested.situation.evidence import Evidence, FixedBeliefs
from contested.situation.render import html, markdown
from contested.situation.sitrep import Sentence, Sitrep, sitrep
from contested.situation.whatif import Change, baseline, distrust, single_changes, suppose
from tests.situation.conftest import syria
from tests.situation.land import (
    ARMY,
    DAY,
    JIHAD,
    OPEN,
    OURS,
    REBELS,
    SHUT,
    THEIRS,
    Rows,
    after,
    believed,
    claim,
    drawn,
)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> ControlGraph:
    return drawn(
        tmp_path_factory.mktemp("packs") / "told",
        {"home": "town of 5000", "pass": "town", "side": "town of 70", "gate": ""},
        [("home", "pass"), ("pass", "gate"), ("side", "pass")],
        {"road": "home pass gate"},
    )


BESIEGED = claim(1, "besieges")
SUPPLY = claim(5, "supply_route", place="land:road", actor=REBELS, target=None)


def situation(
    control: ControlGraph, beliefs: Mapping[int, Rows], *claims: Evidence, **more: Any
) -> Situation:
    _, actors, _ = syria()
    table = believed(beliefs)
    others = {speaker: FixedBeliefs({day: {} for day in table}) for speaker in more.pop("only", ())}
    return Situation(control.theatre, actors, FixedBeliefs(table, others), claims, **more)


def written(
    control: ControlGraph, beliefs: Mapping[int, Rows], day: int, *claims: Evidence, **more: Any
) -> dict[str, list[str]]:
    report = sitrep(situation(control, beliefs, *claims, **more), after(day))
    return {one.key: [sentence.text for sentence in one.sentences] for one in report.sections}


# -- what changed --------------------------------------------------------------------------------


def test_a_siege_is_new_for_a_week_after_the_day_since_which_it_is(control: ControlGraph) -> None:
    new = "Home: encircled since 10 July 2016, by Syrian government (probability >99%)."
    for day, told in ((0, True), (6, True), (7, False)):
        changes = written(control, {0: SHUT}, day, BESIEGED)["changes"]
        assert changes == ([new] if told else [])


def test_a_siege_that_ended_is_told_for_a_week_and_one_that_was_lost_in_its_own_words(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 8)
    ended = "Home: encirclement ended on 18 July 2016, after 8 days."
    for day, told in ((8, True), (14, True), (15, False)):
        assert (
            ended in written(control, {0: SHUT, 8: OPEN}, day, BESIEGED, broken)["changes"]
        ) is told
    fallen = {0: SHUT, 8: {"home": THEIRS}}
    (lost,) = written(control, fallen, 8, BESIEGED, claim(3, "controls", 8))["changes"]
    assert lost == (
        "Home: no longer held by Syrian rebels; the encirclement of 10 July 2016 is over."
    )
    short = {0: SHUT, 1: OPEN}
    one_day = written(control, short, 1, BESIEGED, claim(2, "breaks_siege", 1))["changes"]
    assert "Home: encirclement ended on 11 July 2016, after 1 day." in one_day


def test_a_siege_that_ended_in_the_days_of_the_report_is_told_however_many_they_are(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 8)
    made = situation(control, {0: SHUT, 8: OPEN}, BESIEGED, broken)
    ended = "Home: encirclement ended on 18 July 2016, after 8 days."
    for since, told in ((7, True), (8, False)):
        changes, *_ = sitrep(made, after(40), after(since)).sections
        assert (ended in [one.text for one in changes.sentences]) is told
    assert made.findings(after(40)) == []


def test_a_broken_siege_is_told_by_whom_and_who_denies_it_though_none_was_known(
    control: ControlGraph,
) -> None:
    broken = [claim(2, "breaks_siege", 3, speaker="x"), claim(3, "breaks_siege", 4, speaker="y")]
    denied = claim(4, "breaks_siege", 4, speaker="z", factuality="negated")
    said = "Home: siege broken, according to x, y; denied by z."
    assert said in written(control, {0: OPEN}, 4, *broken, denied)["changes"]
    assert said not in written(control, {0: OPEN}, 12, *broken, denied)["changes"]
    only = written(control, {0: OPEN}, 4, denied)["changes"]
    assert not [text for text in only if "siege broken" in text]


def test_a_route_is_told_when_its_status_is_new(control: ControlGraph) -> None:
    held = {0: OPEN, 9: SHUT}
    mark = claim(6, "controls", 9, place="land:side")
    new = "Road: now cut (probability of being open <1%), since 19 July 2016."
    for day, told in ((9, True), (15, True), (16, False)):
        changes = written(control, held, day, SUPPLY, mark)["changes"]
        assert (new in changes) is told, day
    first = written(control, held, 3, SUPPLY)["changes"]
    assert first == ["Road: now open (probability of being open >99%), since 10 July 2016."]


# -- sieges, corridors, watch --------------------------------------------------------------------


def test_a_siege_is_told_with_its_people_what_it_turns_on_and_the_definitions(
    control: ControlGraph,
) -> None:
    told = written(control, {0: SHUT}, 3, BESIEGED)
    assert told["sieges"] == [
        "Home: encircled by Syrian government, probability >99%, since 10 July 2016 (3 days). "
        "Reports and the map both bear on it. Population of the place: 5,000.",
        "Home: besieged by OCHA's definition: encircled, not yet for long. Not known: whether aid "
        "enters regularly, whether people can leave regularly.",
        "Home: Siege Watch: Watchlist.",
    ]
    assert told["corridors"] == []
    assert told["watch"] == ["Pass: on it turns whether 5,000 people are cut off (Home)."]
    aid = Access("land:home", aid_enters_regularly=True)
    assert len(written(control, {0: SHUT}, 3, BESIEGED, access=(aid,))["sieges"]) == 2


def test_a_siege_that_is_over_is_told_with_the_way_that_opened(control: ControlGraph) -> None:
    broken = claim(2, "breaks_siege", 8)
    told = written(control, {0: SHUT, 8: OPEN}, 9, BESIEGED, broken)
    over = told["sieges"][0]
    assert over.startswith("Home: not encircled now (probability <1%); it was from 10 July 2016 to "
                           "18 July 2016. Reports and the map both bear on it.")  # fmt: skip
    assert told["corridors"] == [
        "Home: a way is open, probability >99%, through Pass; open, since 18 July 2016."
    ]


def test_sieges_that_last_come_first_then_those_with_most_people(control: ControlGraph) -> None:
    side = [
        claim(11, "besieges", place="land:side"),
        claim(12, "breaks_siege", 3, place="land:side", speaker="s1"),
        claim(13, "breaks_siege", 3, place="land:side", speaker="s2"),
    ]
    rows = {0: {**SHUT, "side": OURS}, 3: {**SHUT, "side": OURS}}
    both = written(control, rows, 1, BESIEGED, side[0])["sieges"]
    names = [text.partition(":")[0] for text in both]
    assert names == ["Home"] * 3 + ["Side"] * 3
    turned = {0: {"home": OURS, "pass": THEIRS, "side": OURS},
              3: {"home": OURS, "pass": OURS, "side": THEIRS}}  # fmt: skip
    lasting = [claim(14, "besieges", place="land:side", actor=REBELS, target=ARMY)]
    over = [BESIEGED, claim(2, "breaks_siege", 3), *lasting]
    ordered = [t.partition(":")[0] for t in written(control, turned, 3, *over)["sieges"]]
    assert ordered[0] == "Side"
    assert set(ordered) == {"Side", "Home"}


def test_a_road_is_told_with_whose_it_is_and_what_decides(control: ControlGraph) -> None:
    told = written(control, {0: SHUT}, 0, SUPPLY)["corridors"]
    assert told == [
        "Road (Syrian rebels): cut, probability of being open <1%, since 10 July 2016. "
        "It turns on: Pass."
    ]
    assert written(control, {0: SHUT}, 0, SUPPLY)["watch"] == ["Pass: on it turns the route Road."]


# -- disputes, captures, sources -----------------------------------------------------------------


def test_what_graph_and_reports_say_against_each_other_is_disputed(control: ControlGraph) -> None:
    other = claim(2, "besieges", 0, factuality="negated", speaker="residents")
    told = written(control, {0: SHUT}, 0, BESIEGED, other)["disputed"]
    assert told == [
        "Home: besieged, according to SOHR; not besieged, according to residents. "
        "Probability of being encircled: >99%."
    ]
    opened = written(control, {0: SHUT, 4: OPEN}, 4, BESIEGED)["disputed"]
    assert opened == ["Home: said to be besieged, yet a way is open on the map."]


def test_who_contradicts_whom_about_a_siege_and_a_road_is_told_in_the_week_of_it(
    control: ControlGraph,
) -> None:
    broken = claim(2, "breaks_siege", 5, speaker="x")
    denied = claim(3, "breaks_siege", 6, speaker="y", factuality="negated")
    rows = {0: SHUT, 5: OPEN}
    told = written(control, rows, 6, BESIEGED, broken, denied)["disputed"]
    assert told[0].startswith(
        "Home: siege not broken, according to y; siege broken, according to x. Probability of "
    )
    # Besieged, then relieved: nobody contradicts anybody.
    assert written(control, rows, 6, BESIEGED, broken)["disputed"] == []
    # "Is besieged", said after it was said to be relieved, is no new siege.
    still = claim(4, "besieges", 6, speaker="y", dated=False)
    assert "Home: besieged, according to y; siege broken" in " ".join(
        written(control, rows, 6, BESIEGED, broken, still)["disputed"]
    )
    anew = claim(4, "besieges", 6, speaker="y", dated=True)
    assert "siege broken" not in str(written(control, rows, 6, broken, anew)["disputed"])
    # In the next report it is no news, and of a copy it never was.
    late = written(control, rows, 13, BESIEGED, broken, denied)["disputed"]
    assert not [text for text in late if "according to" in text]
    copied = replace(denied, copy_of="r9")
    assert written(control, rows, 6, BESIEGED, broken, copied)["disputed"] == []
    cut = claim(6, "cuts_route", 1, place="land:road", actor=ARMY, target=REBELS, speaker="x")
    open_ = replace(cut, claim_id="c7", report_id="r7", speaker="y", factuality="negated")
    (road,) = written(control, {0: SHUT}, 1, SUPPLY, cut, open_)["disputed"]
    assert road == (
        "Road: open, according to y; not open, according to x. Probability of being open: <1%."
    )
    # A road of nobody's.
    lane = [replace(one, place="land:side", target=None) for one in (cut, open_)]
    (road,) = written(control, {0: {}}, 1, *lane)["disputed"]
    assert road == "Side: open, according to y; not open, according to x."


def test_a_dispute_tells_the_last_word_of_each_and_who_is_believed(control: ControlGraph) -> None:
    def holds(number: int, who: str, actor: str, day: int = 0, **more: Any) -> Evidence:
        return claim(number, "controls", day, place="land:side", actor=actor, speaker=who, **more)

    belief: dict[str, float] = {ARMY: 0.6, REBELS: 0.33, "divided": 0.05, "unknown": 0.02}
    rows = {0: {"side": belief}}
    told = written(control, rows, 1, holds(1, "x", REBELS), holds(2, "y", ARMY, extent="part"))
    assert told["disputed"] == [
        "Side: held by Syrian rebels (all of it), according to x; held by Syrian government "
        "(a part of it), according to y. Belief: Syrian government 60%, Syrian rebels 33%, "
        "divided 5%."
    ]
    # Who has changed its mind is heard as it is now; five speak, the last four are told.
    many = [holds(k, f"s{k}", REBELS if k % 2 else ARMY, k) for k in range(5)]
    (one,) = written(control, rows, 5, *many)["disputed"]
    assert [name for name in ("s0", "s1", "s2", "s3", "s4") if f"according to {name}" in one] == [
        "s1", "s2", "s3", "s4"]  # fmt: skip
    changed = [holds(1, "x", REBELS), holds(2, "y", ARMY), holds(3, "x", ARMY, 1)]
    assert written(control, {0: {"side": {ARMY: 1.0}}}, 1, *changed)["disputed"] == []
    # Only what was published in the week counts, and no copies.
    old = [holds(1, "x", REBELS), holds(2, "y", ARMY, 5)]
    assert len(written(control, rows, 6, *old)["disputed"]) == 1
    assert written(control, rows, 7, *old)["disputed"] == []
    copied = [holds(1, "x", REBELS), holds(2, "y", ARMY, copy_of="r9")]
    assert written(control, rows, 1, *copied)["disputed"] == []
    denied = [holds(1, "x", REBELS), holds(2, "y", ARMY, factuality="negated")]
    assert written(control, rows, 1, *denied)["disputed"] == []
    attacked = [holds(1, "x", REBELS), replace(holds(2, "y", ARMY), predicate="attacks")]
    assert written(control, rows, 1, *attacked)["disputed"] == []


def test_captures_name_four_who_tell_and_three_who_deny(control: ControlGraph) -> None:
    tell = [claim(k, "captures", 1, place="land:side", speaker=f"t{k}") for k in range(5)]
    deny = [
        claim(10 + k, "captures", 1, place="land:side", speaker=f"d{k}", factuality="negated")
        for k in range(4)
    ]
    report = sitrep(situation(control, {0: {}}, *tell, *deny), after(1))
    (one,) = report.sections[0].sentences
    assert one.text == (
        "Side: taken by Syrian rebels (all of it), according to t0, t1, t2, t3; "
        "denied by d0, d1, d2."
    )
    assert one.claims == ("c0", "c1", "c10")


def test_beyond_so_many_changes_their_number_is_told(control: ControlGraph) -> None:
    names = [f"actor {k}" for k in range(14)]
    tell = [
        claim(k, "captures", 1, place="land:side", actor=name, speaker=f"t{k}")
        for k, name in enumerate(names)
    ]
    for count, more in ((12, None), (13, "And 1 more"), (14, "And 2 more")):
        report = sitrep(situation(control, {0: {}}, *tell[:count]), after(1))
        sentences = report.sections[0].sentences
        assert len(sentences) == min(count, 12) + (more is not None)
        if more:
            assert sentences[-1].text == f"{more}, not told here."
            assert len(sentences[-1].claims) == count - 12


def test_sources_are_numbered_as_they_are_first_used_and_cut_to_160_characters(
    control: ControlGraph,
) -> None:
    long = replace(BESIEGED, text="x" * 161, publisher="The Paper")
    fits = claim(2, "besieges", 0, speaker="y", text="y  " * 80 + "end", title="A title")
    undated = claim(3, "besieges", 0, speaker="outlet", dated_report=False, text="z" * 160)
    made = situation(control, {0: SHUT}, long, fits, undated)
    report = sitrep(made, DAY)
    texts = {one.claim_id: one.text for one in report.sources}
    assert [one.number for one in report.sources] == list(range(1, len(report.sources) + 1))
    first = [c for section in report.sections for s in section.sentences for c in s.claims]
    assert [one.claim_id for one in report.sources] == list(dict.fromkeys(first))
    assert f"“{'x' * 157}...”" in texts["c1"]
    assert "in The Paper, 10 July 2016" in texts["c1"]
    assert "in A title, 10 July 2016" in texts["c2"]
    assert "y y y" in texts["c2"]
    assert texts["c3"] == f"the outlet itself, in r3, undated: “{'z' * 160}”"
    assert report.title == "Situation report: Land, 10 July 2016"
    assert report.period.startswith("Covers 3 July 2016 to 10 July 2016.")
    asked = sitrep(made, DAY, since=after(-3))
    assert asked.period.startswith("Covers 7 July 2016")


def test_chances_near_nought_and_one_are_not_rounded_to_them(control: ControlGraph) -> None:
    from contested.situation.sitrep import _Writer

    writer = _Writer(situation(control, {0: {}}), DAY, DAY, "en")
    found = [writer._prob(p) for p in (0.0, 0.0099, 0.01, 0.255, 0.5, 0.99, 0.9901, 1.0)]
    assert found == ["<1%", "<1%", "1%", "26%", "50%", "99%", ">99%", ">99%"]


def test_a_report_in_markdown_marks_sources_and_escapes_what_is_not_markup(
    control: ControlGraph,
) -> None:
    report = sitrep(situation(control, {0: SHUT}, BESIEGED), DAY)
    first = report.sections[0]
    text = markdown(report)
    assert f"- {first.sentences[0].text} [1]" in text
    assert "## What is disputed\n\nNothing to report.\n" in text
    assert text.count("Nothing to report.") == sum(not one.sentences for one in report.sections)
    page = html(report)
    assert page.count("<p>Nothing to report.</p>") == text.count("Nothing to report.")
    assert '<sup><a href="#s1">1</a></sup>' in page
    odd: Sitrep = replace(
        report, sections=(replace(first, sentences=(Sentence("a *b* \\ `c`  _d_ | #e", ("c1",)),)),)
    )
    assert "- a \\*b\\* \\\\ \\`c\\` \\_d\\_ \\| \\#e [1]" in markdown(odd)


# -- what if -------------------------------------------------------------------------------------


def by_kind(changes: list[Change]) -> dict[str, Change]:
    return {one.kind: one for one in changes}


def test_taking_the_pass_relieves_the_town_and_opens_its_road(control: ControlGraph) -> None:
    base = baseline(situation(control, {0: SHUT}, BESIEGED, SUPPLY), DAY)
    assert [subject.place for subject, _ in base.sieges] == ["land:home"]
    assert base.at == DAY
    now = by_kind(suppose(base, {"land:pass": REBELS}))
    siege, road = now["encirclement"], now["supply_route"]
    assert (siege.place, siege.whose, siege.population) == ("land:home", REBELS, 5000)
    assert (siege.before_status, siege.after_status, siege.changes_status) == (
        "encircled", "open", True)  # fmt: skip
    assert (siege.before_prob, siege.after_prob) == (1.0, 0.0)
    assert (road.place, road.before_status, road.after_status) == ("land:road", "cut", "open")
    assert (road.before_prob, road.after_prob, road.population) == (0.0, 1.0, None)
    # A name will do, and whoever fights on their side.
    other = by_kind(suppose(base, {"land:pass": "Free Syrian Army"}))["encirclement"]
    assert other.after_prob == 0.0
    lost = by_kind(suppose(base, {"land:home": ARMY}))["encirclement"]
    assert (lost.after_status, lost.after_prob, lost.deciding) == ("lost", 0.0, ())
    same = by_kind(suppose(base, {"land:side": ARMY}))["encirclement"]
    assert (same.after_prob, same.changes_status, same.deciding) == (1.0, False, ())
    assert by_kind(suppose(base, {"land:pass": "divided"}))["encirclement"].deciding == (
        "land:pass",)  # fmt: skip
    with pytest.raises(NotFoundError):
        suppose(base, {"land:pass": "The Unheard Of"})


def test_single_changes_tell_whom_they_besiege_and_relieve(control: ControlGraph) -> None:
    shut = single_changes(baseline(situation(control, {0: SHUT}, BESIEGED, SUPPLY), DAY))
    (one,) = shut
    assert (one.place, one.holder) == ("land:pass", REBELS)
    assert (one.relieves, one.people_relieved) == (("land:home",), 5000)
    assert (one.besieges, one.people_besieged) == ((), 0)
    assert (one.routes_opened, one.routes_cut) == (("land:road",), ())
    assert one.expected_people == pytest.approx(-5000.0)
    row = one.as_dict()
    assert (row["expected_people"], row["people_relieved"]) == (-5000, 5000)
    broken = claim(2, "breaks_siege", 3)
    rows = {0: SHUT, 3: OPEN}
    (cut,) = single_changes(baseline(situation(control, rows, BESIEGED, broken, SUPPLY), after(3)))
    assert (cut.place, cut.holder) == ("land:pass", ARMY)
    assert (cut.besieges, cut.people_besieged) == (("land:home",), 5000)
    assert (cut.relieves, cut.people_relieved, cut.routes_opened) == ((), 0, ())
    assert cut.routes_cut == ("land:road",)
    assert cut.expected_people > 4000
    # Nine tenths held are as good as all.
    most = {0: {"home": OURS, "pass": {ARMY: 0.9, REBELS: 0.1}}}
    base = baseline(situation(control, most, BESIEGED), DAY)
    assert [(c.place, c.holder) for c in single_changes(base)] == [("land:pass", REBELS)]
    less = {0: {"home": OURS, "pass": {ARMY: 0.89, REBELS: 0.11}}}
    base = baseline(situation(control, less, BESIEGED), DAY)
    assert {(c.place, c.holder) for c in single_changes(base)} == {
        ("land:pass", REBELS), ("land:pass", ARMY)}  # fmt: skip
    assert len(single_changes(base, limit=1)) == 1
    first, second = single_changes(base)
    assert first.holder == REBELS  # it relieves; the other only makes the siege surer
    assert second.expected_people > 0


def test_without_a_speaker_what_it_alone_said_is_not_spoken_of(control: ControlGraph) -> None:
    made = situation(control, {0: SHUT}, BESIEGED, SUPPLY, only=("SOHR", "sohr"))
    _, actors, _ = syria()
    name = actors.find("sohr").name
    changes = by_kind(distrust(made, [name], DAY))
    siege, road = changes["encirclement"], changes["supply_route"]
    assert (siege.before_status, siege.after_status) == ("encircled", "not spoken of")
    assert (siege.before_prob, siege.after_prob, siege.population) == (1.0, 0.0, 5000)
    assert (road.before_status, road.after_status, road.after_prob) == ("cut", "not known", 0.5)
    two = situation(control, {0: SHUT}, BESIEGED, claim(2, "besieges", speaker="residents"),
                    replace(SUPPLY, speaker="residents", speaker_name="residents"))  # fmt: skip
    kept = by_kind(distrust(two, [name], DAY))
    assert kept["encirclement"].after_status == "encircled"
    assert kept["supply_route"].after_status == "cut"
    assert [e.claim_id for e in two.without([name]).evidence] == ["c2", "c5"]
    assert [e.claim_id for e in two.without(["residents"]).evidence] == ["c1"]
    outlet = situation(
        control, {0: SHUT}, replace(BESIEGED, speaker="outlet", speaker_name="outlet")
    )
    assert outlet.without(["outlet"]).evidence == ()


def test_changes_are_printed_to_four_digits() -> None:
    siege = Change("encirclement", "p", "s", 0.123456, 0.77777, "open", "encircled", 5, ("q",))
    assert siege.as_dict() == {
        "kind": "encirclement", "place": "p", "whose": "s", "before_prob": 0.1235,
        "after_prob": 0.7778, "before": "open", "after": "encircled", "population": 5,
        "deciding_places": ["q"],
    }  # fmt: skip
    assert replace(siege, kind="supply_route").as_dict()["route"] == "p"


def test_asking_for_a_route_tells_it_alone(control: ControlGraph) -> None:
    made = situation(control, {0: SHUT}, BESIEGED, SUPPLY)
    assert [one.kind for one in made.findings(DAY, route="land:road")] == ["supply_route"]
    assert made.findings(DAY, route="land:lane") == []
    kinds = [one.kind for one in made.findings(DAY)]
    assert kinds.count("supply_route") == 1
    assert "encirclement" in kinds
    assert "supply_route" not in [one.kind for one in made.findings(DAY, place="land:home")]
    late = claim(9, "controls", 4, actor=JIHAD)
    assert situation(control, {0: SHUT}, BESIEGED, late).last_day() == after(4)


def test_a_supply_line_through_a_besieged_town_is_shut_in_with_it(control: ControlGraph) -> None:
    through = claim(7, "supply_route", actor=REBELS, target=None)
    made = situation(control, {0: SHUT}, BESIEGED, through)
    for asked in (None, "land:home"):
        (route,) = [f for f in made.findings(DAY, route=asked) if f.kind == "supply_route"]
        assert route.prob == 0.0
        assert route.notes == ("said_open_but_encircled",)
        assert route.status == "threatened"
    other = claim(8, "supply_route", actor=ARMY, target=None)
    made = situation(control, {0: SHUT}, BESIEGED, other)
    (route,) = [f for f in made.findings(DAY) if f.kind == "supply_route"]
    assert (route.whose, route.notes) == (ARMY, ())  # not the besieged side's


def test_a_supply_line_is_not_shut_in_with_another_town_or_a_named_road(tmp_path: Path) -> None:
    control = drawn(
        tmp_path / "two", dict.fromkeys(["home", "pass", "side", "gate"], "town"),
        [("home", "pass"), ("pass", "gate"), ("side", "gate")], {"road": "home pass gate"},
    )  # fmt: skip
    rows = {0: {"home": OURS, "pass": THEIRS, "side": OURS}}
    through = claim(7, "supply_route", place="land:side", actor=REBELS, target=None)
    besieged = claim(9, "besieges", place="land:side")

    def notes(*claims: Evidence) -> tuple[str, ...]:
        found = situation(control, rows, BESIEGED, *claims).findings(DAY)
        (route,) = [f for f in found if f.kind == "supply_route"]
        return route.notes

    assert notes(through) == ()  # nobody besieges it
    assert notes(through, besieged) == ()  # somebody does, they say, but a way is open
    held = {0: {"home": THEIRS, "pass": OURS, "gate": THEIRS}}
    named = claim(5, "supply_route", place="land:pass", actor=REBELS, target=None,
                  route_from="land:home", route_to="land:gate")  # fmt: skip
    shut = situation(control, held, named, claim(9, "besieges", place="land:pass"))
    (route,) = shut.routes()
    assert (route.route, route.via) == ("land:road", "land:pass")
    (road,) = [f for f in shut.findings(DAY) if f.kind == "supply_route"]
    assert "said_open_but_encircled" not in road.notes
