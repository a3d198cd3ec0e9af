"""Findings as rows of a table and as records: sides, places and speakers by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contested.claim.claim import OUTLET
from contested.cli.assessed import Assessed
from contested.situation.finding import DISAGREE, Finding
from contested.situation.reported import ROUTE_SIGN, SIEGE_SIGN

COLUMNS = ("what", "where", "is", "prob", "since", "until", "by", "whose", "besieged", "rests on",
           "turns on", "population", "said by", "against")  # fmt: skip
_SLIGHT_PROB = 0.2


def finding_rows(
    found: Sequence[Finding], assessed: Assessed, verbose: bool = False
) -> list[tuple[str, ...]]:
    """Rows under `COLUMNS`. The definitions of a siege stand in a cell of the place's first row:
    ``reported yes, ocha not known``; with `verbose` each has a row of its own instead."""
    if verbose:
        return [_cells(one, assessed, "") for one in found]
    defined: dict[str | None, list[str]] = {}
    for one in found:
        if one.kind == "siege":
            words = f"{one.definition} {one.status}".replace("_", " ")
            defined.setdefault(one.place, []).append(words)
    first = {one.place: one for one in reversed(found) if one.kind in ("siege", "encirclement")}
    rows = []
    for one in found:
        opens = one.kind in ("siege", "encirclement") and first[one.place] is one
        if one.kind == "siege" and not opens:
            continue
        rows.append(_cells(one, assessed, ", ".join(defined.get(one.place, ())) if opens else ""))
    return rows


def is_slight(one: Finding) -> bool:
    """Whether a finding is hardly likely and no news: a siege that ended lately is, and a road of
    which reports tell that it is cut."""
    is_cut = one.kind == "supply_route" and (one.reported_prob or 1.0) < _SLIGHT_PROB
    return one.prob < _SLIGHT_PROB and one.last is None and not is_cut


def finding_record(finding: Finding, assessed: Assessed) -> dict[str, Any]:
    """A finding as a JSON record: names, with the ids beside them."""
    row = finding.as_dict()
    for key in ("place", "route"):
        row[f"{key}_id"] = row[key]
        row[key] = assessed.name(row[key])
    for key in ("by", "whose"):
        row[f"{key}_id"] = row[key]
        row[key] = assessed.side(row[key]) or None
    row["named"] = [assessed.names.actor_name(one) for one in finding.named]
    row["said_by"], row["said_against"] = _speakers(finding, assessed)
    row["deciding_place_ids"] = row["deciding_places"]
    for key in ("deciding_places", "ways"):
        row[key] = assessed.named(row[key])
    for key in ("influence", "joint_influence"):
        row[key] = {assessed.name(place): value for place, value in row[key].items()}
    return row


def _cells(one: Finding, assessed: Assessed, besieged: str) -> tuple[str, ...]:
    what = one.kind if one.kind != "siege" else f"siege ({one.definition})"
    return (
        what.replace("_", " "),
        assessed.name(one.place if one.kind != "supply_route" else one.route) or "",
        f"{one.status}, disputed" if one.disputed else one.status,
        f"{one.prob:.2f}",
        since_cell(one),
        one.last.isoformat() if one.last else "",
        assessed.side(one.by, one.named),
        assessed.side(one.whose) if one.kind != "supply_route" else "",
        besieged,
        one.basis,
        ", ".join(assessed.named([d.place for d in one.deciding])),
        f"{one.population:,}" if one.population is not None else "",
        *(", ".join(names) for names in _speakers(one, assessed)),
    )


def since_cell(one: Finding) -> str:
    """Since when: a day, the month or year that a report names, or ``by`` the first day of which
    it is told where nobody says since when."""
    if one.first is None:
        return ""
    if not one.first_known:
        return f"by {one.first}"
    return one.first_said or one.first.isoformat()


def _speakers(finding: Finding, assessed: Assessed) -> tuple[list[str], list[str]]:
    """Who says so and who says the contrary, in the claims that the finding rests on."""
    if finding.kind == "siege":
        return [], []  # the same as of the encirclement
    signs = ROUTE_SIGN if finding.kind == "supply_route" else SIEGE_SIGN
    so = -1 if finding.kind == "corridor" else 1
    sides: tuple[dict[str, None], dict[str, None]] = {}, {}
    for one in assessed.situation.evidence:
        if one.claim_id not in finding.claims:
            continue
        sign = so * signs.get(one.predicate, 0) * (-1 if one.factuality == "negated" else 1)
        name = one.publisher or one.title or OUTLET if one.speaker == OUTLET else one.speaker_name
        if sign:
            sides[sign < 0].setdefault(name)
    return list(sides[0]), list(sides[1])


_NOTES = {
    "said_besieged_but_way_open": "said to be besieged, yet a way is open on the map",
    "said_open_but_every_way_held": "said to be open, yet every known way is held by others",
    DISAGREE: "speakers disagree on whether it is besieged",
    "said_open_but_encircled": "said to be open, yet the place is encircled",
    "said_cut_but_ground_held": "said to be cut, yet every place on it is held",
    "said_open_but_held": "said to be open, yet others hold",
    "contested": "the way is contested at",
}


def note_words(one: Finding, note: str, assessed: Assessed) -> str:
    """What a finding's note says, with the place it is about."""
    key, _, place = note.partition(":")
    if key == DISAGREE and one.kind == "supply_route":
        return "speakers disagree on whether it is open"
    words = _NOTES.get(key, key)
    return f"{words} {assessed.name(place)}" if place else words
