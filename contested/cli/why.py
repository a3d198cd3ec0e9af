"""`contested situation --why`: what a siege's probability is made of, back to the words."""

from __future__ import annotations

from collections.abc import Sequence

from contested.claim.claim import OUTLET
from contested.cli.assessed import Assessed
from contested.cli.terminal import heading, print_records, print_table, say
from contested.cli.wording import counted
from contested.situation.conclude import concerns
from contested.situation.evidence import DIVIDED, UNKNOWN, Evidence
from contested.situation.why import Way, Why, why

REPORT_COLUMNS = ("day", "speaker", "says", "times likelier", "then", "claim", "words")
WAY_COLUMNS = ("place", "by", "lets through", "held by", "turns on it", "claims")
_TELLS = {1: "is so, or began", -1: "ended", 0: "is so"}


def print_why(assessed: Assessed, place: str | None, every: bool, as_json: bool) -> int:
    """Print the trace of every siege at a place (id) or anywhere; how many there are. Ways of which
    nobody spoke and on which nothing turns are counted, with `every` listed."""
    theatre = assessed.situation.theatre
    traces = [
        trace
        for subject in assessed.situation.subjects()
        if place is None or concerns(theatre, subject.place, place)
        if (trace := why(assessed.situation, subject, assessed.at)) is not None
    ]
    if as_json:
        print_records(_record(one, assessed) for one in traces)
    else:
        for one in traces:
            _print(one, assessed, every)
    return len(traces)


def _print(one: Why, assessed: Assessed, every: bool) -> None:
    by = f" by {assessed.side(one.subject.besieger)}" if one.subject.besieger else ""
    whose = f", held by {assessed.side(one.subject.side)}" if one.subject.side else ""
    heading(f"{assessed.name(one.subject.place)} on {one.at}: besieged{by}{whose}: {one.prob:.2f}")
    print_table(
        REPORT_COLUMNS,
        [
            (
                str(row.day), _speaker(row.evidence),
                f"{_claim_words(row.evidence)} ({_TELLS[row.tells]})", f"{row.ratio:.3g}",
                f"{row.prob:.2f}", row.evidence.claim_id, row.evidence.text,
            )
            for row in one.said
        ],
        "What reports say of it",
    )  # fmt: skip
    settings = ", ".join(f"{name} {value:g}" for name, value in one.settings.items())
    say(f"together, on {one.at}: {one.reported_prob:.4f} (settings: {settings})")
    if one.ways:
        ways = [way for way in one.ways if every or way.claims or way.influence or _is_known(way)]
        print_table(
            WAY_COLUMNS,
            [
                (
                    assessed.name(way.place) or way.place, ", ".join(way.roads),
                    "" if way.passable_prob is None else f"{way.passable_prob:.2f}",
                    _holders(way.holders, assessed),
                    f"{way.influence:.2f}" if way.influence else "",
                    "; ".join(f"{c.claim_id} {c.published} {_speaker(c)}: {c.text}"
                              for c in way.claims),
                )
                for way in ways
            ],
            "The ways out, who holds them and who says so",
        )  # fmt: skip
        if len(ways) < len(one.ways):
            rest = len(one.ways) - len(ways)
            say(f"and {counted(rest, 'places')} of which nobody spoke (--all lists them)")
        if one.low_prob is not None:
            say(f"the ground alone: between {one.low_prob:.4f} and {one.high_prob:.4f}")
    say(one.rule)
    say()


def _is_known(way: Way) -> bool:
    return way.holders.get(UNKNOWN, 0.0) < 0.9


def _holders(holders: dict[str, float], assessed: Assessed) -> str:
    return ", ".join(f"{_holder(name, assessed)} {prob:.2f}" for name, prob in holders.items())


def _holder(name: str, assessed: Assessed) -> str:
    return name if name in (DIVIDED, UNKNOWN) else assessed.side(name)


def _claim_words(one: Evidence) -> str:
    denied = "" if one.factuality == "actual" else f"{one.factuality}: "
    return denied + one.predicate.replace("_", " ")


def _speaker(one: Evidence) -> str:
    return one.publisher or one.title or OUTLET if one.speaker == OUTLET else one.speaker_name


def _record(one: Why, assessed: Assessed) -> dict[str, object]:
    row = one.as_dict()
    for key in ("place", "whose", "by"):
        row[f"{key}_id"] = row[key]
        row[key] = assessed.name(row[key])
    ways: Sequence[dict[str, object]] = row["ways"]
    for way in ways:
        way["place_id"], way["place"] = way["place"], assessed.name(str(way["place"]))
    return row
