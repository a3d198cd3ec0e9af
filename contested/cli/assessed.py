"""What the commands about sieges, corridors and routes do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from contested.actor.load import load_actors
from contested.belief.store import Kept, kept_beside
from contested.cli.claims import check_moment, none_recorded
from contested.cli.options import OptionError, day_of
from contested.cli.terminal import print_records, print_table, say, tell
from contested.cli.undated import undated_line
from contested.cli.wording import counted
from contested.errors import LedgerError, NotFoundError
from contested.ledger.in_theatre import in_theatres, of_theatre
from contested.ledger.query import ClaimFilter
from contested.ledger.records import StoredClaim
from contested.ledger.store import Ledger
from contested.place.theatre import Theatre, load_theatre, shipped_theatres
from contested.situation.access import load_access
from contested.situation.assess import Situation
from contested.situation.believed import believed
from contested.situation.definitions import load_definitions, shipped_definitions
from contested.situation.evidence import (
    DIVIDED,
    SPOKEN_PREDICATES,
    UNKNOWN,
    Resolver,
    known_on,
    told_evidence,
)
from contested.situation.whatif import baseline, distrust, single_changes, suppose

ROUTE_COLUMNS = ("route", "whose", "is", "prob open", "since", "rests on", "turns on", "through")
CHANGE_COLUMNS = ("what", "where", "now", "prob now", "then", "prob then")
SINGLE_COLUMNS = ("if", "were held by", "besieges", "relieves", "people", "routes cut",
                  "routes opened")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options that these commands share, as typed."""

    ledger: Path
    theatre: str | None
    at: str | None
    hindsight: bool
    recorded_by: str | None
    definitions: Path | None
    access: Path | None
    as_known: str | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """A situation, the day asked about, and the names of its places and actors."""

    situation: Situation
    at: date
    names: Resolver

    def place(self, text: str) -> str:
        """The id of the place called `text` in any script; raises NotFoundError."""
        found = self.names.place(text)
        if found is None:
            from contested.place.resolve import Resolver as ToponymResolver

            match = ToponymResolver(self.situation.theatre, None).resolve(text)
            found = match.place.id if match.place is not None else None
        return found if found is not None else self.names.find_place(text)

    def holder(self, text: str) -> str:
        """The id of the actor called `text`, or `divided`, or `unknown`; raises NotFoundError."""
        if text in (DIVIDED, UNKNOWN):
            return text
        return self.situation.actors.find(text).id

    def name(self, place_or_actor: str | None) -> str | None:
        """The canonical English name of a place or actor id."""
        if place_or_actor is None:
            return None
        if place_or_actor in self.situation.theatre.places:
            return self.names.place_name(place_or_actor)
        return self.names.actor_name(place_or_actor)

    def side(self, actor: str | None, named: Sequence[str] = ()) -> str:
        """The side of an actor id as `who` and the page call it, and in brackets the actor itself
        where it is another, and who on that side is `named`: ``Syrian rebels (Ahrar al-Sham)``;
        "" for nobody."""
        if actor is None:
            return ""
        if actor not in self.situation.actors:
            return self.names.actor_name(actor)
        side = self.situation.actors.side_of(actor, self.at) or actor
        title = self.situation.theatre.settings.get("sides", {}).get(side)
        title = str(title or self.names.actor_name(side))
        others = [one for one in dict.fromkeys((actor, *named)) if one != side]
        within = [name for name in map(self.names.actor_name, others) if name not in title]
        return f"{title} ({', '.join(within)})" if within else title

    def named(self, ids: Sequence[str]) -> list[str]:
        """Names for ids."""
        return [self.name(one) or one for one in ids]


def assess(wanted: Wanted) -> Assessed:
    """Open the ledger and work out the situation that the options ask for."""
    check_moment("--recorded-by", wanted.recorded_by)
    at, as_known = day_of("--at", wanted.at), day_of("--as-known", wanted.as_known)
    published_by = as_known.isoformat() if as_known else None
    with Ledger.open(wanted.ledger) as ledger:
        stored = ledger.claims(
            ClaimFilter(published_by=published_by, recorded_by=wanted.recorded_by)
        )
        hint = none_recorded(ledger, wanted.recorded_by)
        undated = undated_line(ledger.undated())
    if not stored and hint:
        raise LedgerError(f"{wanted.ledger}: {hint}")
    if not stored and as_known:
        raise LedgerError(f"{wanted.ledger}: no report with a claim was published by {as_known}")
    if not stored:
        raise LedgerError(f"{wanted.ledger}: there is no claim in it; ingest reports first")
    if undated:
        tell(undated)
    theatre = _theatre(wanted.theatre, stored)
    told_of = stored
    stored = of_theatre(in_theatres(stored, [theatre]), theatre)
    actors = load_actors(theatre.path)
    names = Resolver(theatre, actors)
    evidence = [one for told in stored if (one := told_evidence(told, names)) is not None]
    if not evidence:
        raise LedgerError(f"{wanted.ledger}: no claim in it has a date")
    if wanted.theatre is None:
        _tell_theatre(theatre, told_of)
    day = at or max(one.published for one in evidence)
    # With --as-known a later day than the one asked about, the days between are hindsight.
    hindsight = wanted.hindsight or (as_known is not None and as_known > day)
    known = None if hindsight else day
    definitions = (
        load_definitions(wanted.definitions) if wanted.definitions else shipped_definitions()
    )
    access = load_access(wanted.access, names.find_place) if wanted.access else ()
    kept = kept_beside(wanted.ledger)
    learnt: Kept | Literal["anew"] | None = (
        kept if wanted.recorded_by is None or not kept else "anew"
    )
    beliefs = believed(
        theatre, actors, stored, kind="smoothed" if hindsight else "filtered",
        known=known or as_known, learnt=learnt,
    )  # fmt: skip
    situation = Situation(
        theatre, actors, beliefs, evidence, definitions=definitions, access=access, known=known
    )
    return Assessed(situation, day, names)


def _theatres_seen(stored: Sequence[StoredClaim]) -> Counter[str]:
    shipped = shipped_theatres()
    ids = (one.resolution.place_id for one in stored if one.resolution)
    return Counter(name for id_ in ids if id_ and (name := id_.partition(":")[0]) in shipped)


def _tell_theatre(theatre: Theatre, stored: Sequence[StoredClaim]) -> None:
    """Which theatre is answered for, where the ledger speaks of others too."""
    others = _theatres_seen(stored)
    others.pop(theatre.name, None)
    if others:
        listed = ", ".join(f"{counted(n, 'claims')} in {name}" for name, n in others.most_common())
        tell(f"of {theatre.title}; the ledger has also {listed}: --theatre {min(others)} asks it")


def _theatre(asked: str | None, stored: Sequence[StoredClaim]) -> Theatre:
    if asked is not None:
        return load_theatre(asked)
    shipped = shipped_theatres()
    seen = _theatres_seen(stored)
    if seen:
        return load_theatre(seen.most_common(1)[0][0])
    if not shipped:
        raise NotFoundError("there is no theatre pack; name one with --theatre")
    return load_theatre(shipped[0])


@dataclass(frozen=True, slots=True)
class Shown:
    """How findings are shown: a row for each definition of a siege (`verbose`), what is hardly
    likely too (`every`), or what each siege rests on (`why`)."""

    verbose: bool = False
    every: bool = False
    why: bool = False


def show_situation(
    wanted: Wanted, place: str | None, route: str | None, shown: Shown, as_json: bool
) -> int:
    """Print the findings of a day; the exit code."""
    from contested.cli.findings import COLUMNS, finding_record, finding_rows, is_slight, note_words
    from contested.cli.why import print_why

    assessed = assess(wanted)
    if shown.why:
        if not print_why(assessed, assessed.place(place) if place else None, shown.every, as_json):
            tell(f"nobody spoke of a siege{f' of {place}' if place else ''} by {assessed.at}")
        return 0
    found = assessed.situation.findings(
        assessed.at,
        place=assessed.place(place) if place else None,
        route=assessed.place(route) if route else None,
    )
    if as_json:
        print_records(finding_record(one, assessed) for one in found)
        return 0
    title = f"{assessed.situation.theatre.title}, {assessed.at}"
    slight = [one for one in found if is_slight(one)] if not (shown.every or place or route) else []
    rows = finding_rows([one for one in found if one not in slight], assessed, shown.verbose)
    print_table(COLUMNS, rows, title)
    told = {
        f"{assessed.name(one.place or one.route)}: {note_words(one, note, assessed)}": None
        for one in found
        for note in one.notes
    }
    for line in told:
        tell(line)
    if place and not found:
        tell(f"nobody is believed to hold {place} on {assessed.at}, and no report says more")
    tell(f"{counted(len(rows), 'findings')} on {assessed.at}")
    if slight:
        named = ", ".join(f"{assessed.name(one.route or one.place)} {one.status}" for one in slight)
        tell(f"{len(slight)} more of a probability under 0.2 ({named}): --all lists them")
    if any(one.first is not None and not one.first_known for one in found):
        tell("since 'by DAY': nobody says since when; DAY is the first of which it is told")
    if not found and not place and not route:
        tell(_why_nothing(assessed))
    return 0


def _why_nothing(assessed: Assessed) -> str:
    situation = assessed.situation
    held = sum(
        max(probs, key=lambda name: probs[name]) not in (DIVIDED, UNKNOWN)
        for probs in situation.beliefs.on(assessed.at).values()
    )
    told = sum(
        one.predicate in SPOKEN_PREDICATES for one in known_on(situation.evidence, assessed.at)
    )
    spoken = (
        f"no siege and no route is likely by the {counted(told, 'claims')} known by then"
        if told
        else "no report known by then speaks of a siege or a route"
    )
    return (
        f"{spoken}, and of "
        f"{counted(held, 'places')} it is known who holds them, too few to close a ring; ingest "
        "more reports, choose another day with --at, or count later reports with --hindsight"
    )


def show_routes(wanted: Wanted, as_json: bool) -> int:
    """Print the supply routes of a day; the exit code."""
    from contested.cli.findings import finding_record

    assessed = assess(wanted)
    found = [f for f in assessed.situation.findings(assessed.at) if f.kind == "supply_route"]
    if as_json:
        print_records(finding_record(one, assessed) for one in found)
        return 0
    rows = [
        (
            assessed.name(one.route) or "",
            assessed.side(one.by),
            one.status,
            f"{one.prob:.2f}",
            one.first.isoformat() if one.first else "",
            one.basis,
            ", ".join(assessed.named([d.place for d in one.deciding])),
            " - ".join(assessed.named(one.ways)),
        )
        for one in found
    ]
    print_table(ROUTE_COLUMNS, rows)
    tell(f"{counted(len(found), 'routes')} on {assessed.at}")
    return 0


def show_whatif(
    wanted: Wanted, hold: Sequence[str], distrusted: Sequence[str], limit: int, as_json: bool
) -> int:
    """Print what would change; the exit code. Raises OptionError or NotFoundError for names."""
    assessed = assess(wanted)
    situation = assessed.situation
    if distrusted:
        for name in distrusted:
            if name != "outlet":
                situation.actors.find(name)
    if not hold and not distrusted:
        ranked = single_changes(baseline(situation, assessed.at), limit)
        if as_json:
            print_records(_named_record(one.as_dict(), assessed) for one in ranked)
            return 0
        singles = [
            (
                assessed.name(one.place) or "",
                assessed.side(one.holder),
                ", ".join(assessed.named(one.besieges)),
                ", ".join(assessed.named(one.relieves)),
                f"{one.people_besieged + one.people_relieved:,}",
                ", ".join(assessed.named(one.routes_cut)),
                ", ".join(assessed.named(one.routes_opened)),
            )
            for one in ranked
        ]
        print_table(SINGLE_COLUMNS, singles)
        if not singles:
            tell(f"no single change of hands would besiege or relieve a place on {assessed.at}")
        return 0
    holders = {}
    for text in hold:
        place, sign, holder = text.partition("=")
        if not sign or not place.strip() or not holder.strip():
            raise OptionError(f"--hold takes PLACE=HOLDER, not {text!r}")
        holders[assessed.place(place.strip())] = assessed.holder(holder.strip())
    changes = distrust(situation, distrusted, assessed.at) if distrusted else []
    if holders:
        trusted = situation.without(distrusted) if distrusted else situation
        changes = [*changes, *suppose(baseline(trusted, assessed.at), holders)]
    if as_json:
        print_records(_named_record(one.as_dict(), assessed) for one in changes)
        return 0
    rows = [
        (
            one.kind.replace("_", " "),
            assessed.name(one.place) or "",
            _status(one.kind, one.before_status, assessed),
            f"{one.before_prob:.2f}",
            _status(one.kind, one.after_status, assessed),
            f"{one.after_prob:.2f}",
        )
        for one in changes
    ]
    print_table(CHANGE_COLUMNS, rows)
    tell(f"{sum(one.changes_status for one in changes)} of {len(changes)} change")
    return 0


def _status(kind: str, status: str, assessed: Assessed) -> str:
    """A status in words: of a holder, its name."""
    held = kind == "holder" and status not in (DIVIDED, UNKNOWN)
    return assessed.side(status) if held else status


def _named_record(row: dict[str, Any], assessed: Assessed) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, list):
            named[key] = assessed.named(value)
        elif key in ("place", "route", "whose", "holder") and isinstance(value, str):
            sided = key in ("whose", "holder")
            named[key] = assessed.side(value) if sided else assessed.name(value)
            named[f"{key}_id"] = value
        elif key in ("before", "after") and row.get("kind") == "holder":
            named[key], named[f"{key}_id"] = _status("holder", value, assessed), value
        else:
            named[key] = value
    return named


def write_sitrep(
    wanted: Wanted, since: str | None, language: str, format_: str, out: Path | None
) -> int:
    """Print a situation report, or write it to a file; the exit code."""
    from contested.situation.render import html, markdown
    from contested.situation.sitrep import sitrep, wordings

    printers = {"markdown": markdown, "html": html}
    if format_ not in printers:
        raise OptionError(f"--format is markdown or html, not {format_!r}")
    if language not in wordings():
        raise OptionError(f"--language is one of {', '.join(wordings())}, not {language!r}")
    first = day_of("--since", since)
    assessed = assess(wanted)
    if first is not None and first >= assessed.at:
        raise OptionError(f"--since {first} is not before {assessed.at}")
    text = printers[format_](sitrep(assessed.situation, assessed.at, first, language))
    if out is None:
        say(text.rstrip("\n"))
    else:
        out.write_text(text, encoding="utf-8")
        tell(f"{out} written")
    return 0
