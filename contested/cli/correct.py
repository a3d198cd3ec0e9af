"""`contested correct` and `contested difference`: a reviewer's word, and two readers compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from contested.claim.claim import OUTLET, Claim, Resolution
from contested.claim.coded_report import EXTRACTOR as CODED
from contested.cli.options import OptionError
from contested.cli.terminal import print_records, print_table, say, tell
from contested.cli.wording import sentence, stored_record, who
from contested.errors import LedgerError
from contested.ledger.query import ClaimFilter
from contested.ledger.records import CORRECTABLE, RESOLVED, REVIEWER, StoredClaim, check_changes
from contested.ledger.store import Ledger
from contested.map.snapshot import choose_theatre
from contested.map.statement import statements
from contested.place.theatre import Theatre, shipped_theatres
from contested.report.report import Report
from contested.study.correction import Meant, meant_by

_CODED_APART = (
    "`difference` compares two readers of the same reports, and coded claims have no text that a "
    "reader could read: to hold coders against each other or against a reader, put each into a "
    "ledger of its own, and compare their `contested export claims.jsonl`"
)


def correct_claim(
    ledger_path: Path,
    claim_id: str,
    wrong: bool,
    assignments: Sequence[str],
    reviewer: str,
    reason: str,
    theatre: str | None,
    as_json: bool,
) -> int:
    """Record a correction and print the claim as it now stands; the exit code."""
    changes = _fields(assignments)
    if wrong == bool(changes):
        raise OptionError("give either --wrong or one or more --set field=value")
    with Ledger.open(ledger_path) as ledger:
        before = ledger.claim(claim_id)
        full_id = before.id
        pack = _theatre_of(before, theatre, ledger)
        meant = meant_by(changes, pack)
        verdict = "wrong" if wrong else "changed"
        merged = {} if wrong else {**_kept(before, meant.changes), **meant.changes}
        ledger.correct(
            full_id,
            verdict,  # type: ignore[arg-type]  # one of the two above
            reviewer=reviewer,
            reason=reason,
            changes=merged or None,
        )
        stored = ledger.claim(full_id)
    return _show(stored, meant, as_json)


def _kept(stored: StoredClaim, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What an earlier correction replaced and this one leaves as it is."""
    earlier = stored.correction
    if earlier is None or earlier.verdict != "changed":
        return {}
    anew = {one for name in changes for one in (name, *RESOLVED.get(name, ()))}
    return {name: value for name, value in earlier.changes.items() if name not in anew}


def add_claim(
    ledger_path: Path,
    report: str,
    words: str,
    assignments: Sequence[str],
    reviewer: str,
    reason: str,
    theatre: str | None,
    as_json: bool,
) -> int:
    """Record a claim that the reader missed and print it; the exit code."""
    changes = _fields(assignments)
    if not words.strip():
        raise OptionError("--add asks for the report's own words: --words '...'")
    if not changes.get("predicate"):
        raise OptionError("--add asks for what is claimed: --set predicate=captures, for instance")
    if changes["predicate"] != "supports" and not changes.get("place"):
        raise OptionError("--add asks for the place of the claim: --set place=NAME")
    check_changes(changes)
    with Ledger.open(ledger_path) as ledger:
        found = _report_called(report, ledger)
        start = found.text.find(words.strip())
        if start < 0:
            raise LedgerError(f"{found.source or found.id} does not say {words.strip()!r}")
        of_it = list(ledger.claims(ClaimFilter(report_id=found.id)))
        meant = meant_by(changes, choose_theatre(theatre, of_it or ledger.claims()))
        said = {name: value for name, value in meant.changes.items() if name in CORRECTABLE}
        values = {"extent": "unspecified", "speaker": OUTLET, "factuality": "actual", **said}
        for name in ("actor", "target", "place"):
            values.setdefault(name, None)
        speaker = str(values["speaker"])
        claim = Claim(
            report_id=found.id,
            evidence=words.strip(),
            start=start,
            end=start + len(words.strip()),
            speaker_chain=() if speaker == OUTLET else (speaker,),
            extractor=REVIEWER,
            **values,  # type: ignore[arg-type]  # checked above
        )
        resolved = {name: meant.changes.get(name) for ids in RESOLVED.values() for name in ids}
        resolution = Resolution(claim.id, resolver=REVIEWER, score=1.0, **resolved)  # type: ignore[arg-type]  # as `meant_by` gives them
        ledger.add(claim, resolution, reviewer=reviewer, reason=reason)
        stored = ledger.claim(claim.id)
    return _show(stored, meant, as_json)


def _show(stored: StoredClaim, meant: Meant, as_json: bool) -> int:
    if as_json:
        print_records([stored_record(stored)])
    else:
        word = "withdrawn: " if stored.is_withdrawn else ""
        say(f"{stored.id}: {word}{who(stored.claim, stored.publisher)}: {sentence(stored.claim)}")
    for line in meant.told:
        tell(line)
    return 0


def _fields(assignments: Sequence[str]) -> dict[str, str | None]:
    """What ``--set`` says, by the ledger's names of the fields."""
    changes: dict[str, str | None] = {}
    for assignment in assignments:
        field, equals, value = assignment.partition("=")
        if not equals:
            raise OptionError(f"--set {assignment!r} is not of the form field=value")
        names = {"from": "route_from", "to": "route_to"}
        name = names.get(field.strip(), field.strip())
        changes[name] = _as_kept(name, value.strip()) or None
    return changes


def _report_called(name: str, ledger: Ledger) -> Report:
    """The report with this id, with a claim of this id, or from a file of this name."""
    if name.startswith("c-"):
        return ledger.report(ledger.claim(name).claim.report_id)
    found = [
        one for one in ledger.reports()
        if name in (one.id, one.source) or (one.source and Path(one.source).name == name)
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    known = f"{len(found)} reports are" if found else "no report of the ledger is"
    raise LedgerError(f"{known} called {name!r}: give its file, its id, or the id of a claim of it")


def _theatre_of(stored: StoredClaim, asked: str | None, ledger: Ledger) -> Theatre:
    """The theatre asked for, else that of the claim's place, else that of most claims."""
    at = stored.resolution.place_id if stored.resolution else None
    placed = (at or "").partition(":")[0] in shipped_theatres()
    return choose_theatre(asked, [stored] if placed or asked else ledger.claims())


@cache
def _shown_values() -> dict[tuple[str, str], str]:
    """(field, wording) to the value that is kept, for each wording that claims are shown with."""
    found = {
        ("factuality", "maybe"): "possible", ("factuality", "an aim"): "intended",
        ("factuality", "denied"): "negated", ("factuality", "so"): "actual",
    }  # fmt: skip
    for words in statements().values():
        for field in ("factuality", "extent"):
            for value, shown in words[field].items():
                if plain := str(shown).strip(" :(),").lower():
                    found[(field, plain)] = value
                    found[(field, f"{plain} it")] = value
        for value, forms in words["verb"].items():
            for form in forms:
                found[("predicate", str(form).lower())] = value
    return found


def _as_kept(field: str, value: str) -> str:
    """A value as the ledger keeps it, where it is given as claims show it.

    >>> _as_kept("factuality", "aim"), _as_kept("extent", "a part of"), _as_kept("place", "Manbij")
    ('intended', 'part', 'Manbij')
    """
    return _shown_values().get((field, " ".join(value.lower().split())), value)


def _one_reader(known: Sequence[str]) -> str:
    """Why there is no difference to show, and what to do about it."""
    if not known:
        return "nothing has been read into it yet"
    if known == [CODED]:
        return f"its claims were coded by people, and no reader has read them; {_CODED_APART}"
    return (
        f"one reader alone has read its reports, {known[0]}; after `contested reread`, with rules "
        "or data changed since, there are two to compare"
    )


def show_difference(ledger_path: Path, before: str | None, after: str | None, as_json: bool) -> int:
    """Print what one reader says and another does not; by default the last two; the exit code."""
    with Ledger.open(ledger_path) as ledger:
        known = [name for name, _ in ledger.extractors()]
        if (before is None or after is None) and len(known) < 2:
            raise LedgerError(f"{ledger_path}: {_one_reader(known)}")
        before, after = before or known[-2], after or known[-1]
        changes = ledger.difference(before, after)
        if not changes and CODED in (before, after):
            tell(_CODED_APART)
    if as_json:
        print_records(
            {
                "kind": change.kind,
                "report": change.report_id,
                "id": change.claim_id,
                "fields": list(change.fields),
                "before": asdict(change.before) if change.before else None,
                "after": asdict(change.after) if change.after else None,
            }
            for change in changes
        )
        return 0
    rows = []
    for change in changes:
        claim = change.after or change.before
        assert claim is not None
        rows.append(
            (change.kind, change.claim_id, who(claim), sentence(claim), ", ".join(change.fields))
        )
    print_table(("change", "claim", "who says so", "what", "fields"), rows)
    counts = Counter(change.kind for change in changes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in ("added", "dropped", "changed"))
    tell(f"{before} -> {after}: {told}")
    return 0
