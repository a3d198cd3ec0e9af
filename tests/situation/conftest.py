"""Stand-ins for the belief room: claims of a gold file weighed crudely into beliefs by day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contested.actor.actors import Actors
from contested.actor.load import load_actors
from contested.belief.testimony import ToldClaim
from contested.claim.claim import Claim, Resolution
from contested.place.theatre import Theatre, load_theatre
from contested.situation.evidence import Evidence, FixedBeliefs, Resolver, evidence_of

_GAIN = {"controls": "actor", "captures": "actor"}


@cache
def syria() -> tuple[Theatre, Actors, Resolver]:
    theatre = load_theatre("syria")
    actors = load_actors(theatre.path)
    return theatre, actors, Resolver(theatre, actors)


def read_gold(row: Mapping[str, Any], report: str, published: date, **more: Any) -> Evidence:
    """A row of a gold file as evidence."""
    _, _, resolver = syria()
    names = [row["place"], *row.get("accepts_place", ())]
    place = next((n for n in names if n and resolver.place(n)), row["place"])
    claim = Claim(
        report_id=report,
        predicate=row["predicate"],
        actor=row["actor"],
        target=row["target"],
        place=place,
        extent=row["extent"],
        speaker=row["speaker"],
        factuality=row["factuality"],
        evidence=row["cue"],
        start=0,
        end=0,
        on=row.get("on"),
        since=row.get("since"),
        until=row.get("until"),
        route_from=row.get("from"),
        route_to=row.get("to"),
    )
    number = more.pop("claim_id", None) or row.get("id")
    return evidence_of(
        claim, published, resolver, claim_id=number, publisher=more.get("publisher"),
        copy_of=more.get("copy_of"),
    )  # fmt: skip


def crude_beliefs(
    evidence: Iterable[Evidence], left_out: str | None = None, speakers: bool = True
) -> FixedBeliefs:
    """Who said last what holds, by day: parties half as much as others. For tests only."""
    _, actors, _ = syria()
    rows = [one for one in evidence if one.place and one.speaker != left_out]
    said: dict[str, list[tuple[date, str, float]]] = {}
    for one in rows:
        if one.predicate not in ("controls", "captures", "withdraws") or one.actor is None:
            continue
        if one.factuality != "actual":
            continue
        party = one.speaker in actors and actors.get(one.speaker).is_belligerent
        weight = 1.0 if party else 3.0
        holder = actors.side_of(one.actor, one.first) or one.actor
        if one.extent == "part":
            holder = "divided"
        day = one.first
        if one.predicate == "controls" and not one.dated:
            day = one.published - timedelta(days=1)  # the state before the day's events
        if one.predicate == "withdraws":
            continue
        said.setdefault(one.place or "", []).append((day, holder, weight))
    days = sorted({day for claims in said.values() for day, _, _ in claims})
    table: dict[date, dict[str, dict[str, float]]] = {}
    for day in days:
        table[day] = {}
        for place, claims in said.items():
            before = [c for c in claims if c[0] <= day]
            if not before:
                continue
            last = max(c[0] for c in before)
            row = {"unknown": 0.05}
            total = sum(c[2] for c in before if c[0] == last)
            for _, holder, weight in (c for c in before if c[0] == last):
                row[holder] = row.get(holder, 0.0) + 0.95 * weight / total
            table[day][place] = row
    others: dict[str, FixedBeliefs] = {}
    if speakers:
        for speaker in {one.speaker for one in rows}:
            others[speaker] = crude_beliefs(rows, speaker, speakers=False)
    return FixedBeliefs(table, others)


@pytest.fixture(scope="session")
def founding(shared: Path) -> list[Evidence]:
    data = json.loads((shared / "founding-report" / "claims.json").read_text("utf-8"))
    published = date.fromisoformat(data["published"])
    return [read_gold(row, "founding", published) for row in data["claims"]]


@pytest.fixture(scope="session")
def dispatches() -> list[Evidence]:
    return read_dispatches()


def read_dispatches() -> list[Evidence]:
    """The gold claims of the demonstration's dispatches."""
    folder = Path(__file__).resolve().parents[2] / "contested" / "demo" / "syria"
    heads: dict[str, dict[str, str]] = {}
    for path in sorted((folder / "dispatches").glob("*.txt")):
        head = path.read_text("utf-8").split("\n\n")[0].splitlines()
        heads[path.stem] = dict(
            line.split(": ", 1) for line in head if ": " in line and not line.startswith("#")
        )
    found = []
    seen: dict[tuple[str, str], str] = {}
    for number, line in enumerate((folder / "gold.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        about = heads[row["report"]]
        published = date.fromisoformat(about["published"][:10])
        copy = None
        if about.get("agency"):
            key = (about["agency"], row["cue"])
            copy = seen.setdefault(key, row["report"])
            copy = None if copy == row["report"] else copy
        found.append(
            read_gold(
                row, row["report"], published, publisher=about["publisher"], copy_of=copy,
                claim_id=f"{row['report']}-{number}",
            )
        )  # fmt: skip
    return found


def told(evidence: Iterable[Evidence]) -> list[ToldClaim]:
    """Evidence as the belief room takes claims."""
    return [
        ToldClaim(
            one.claim_id,
            one.claim,
            one.published.isoformat(),
            Resolution(
                one.claim_id, one.place, one.actor, one.target, None, None, None, "test", 1.0
            ),
            one.publisher,
            None,
            one.copy_of,
        )
        for one in evidence
        if one.claim is not None
    ]
