"""`contested explain`: one claim, back to the words it came from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contested.claim.claim import OUTLET
from contested.claim.coded_report import EXTRACTOR as CODED
from contested.claim.quote import sentence_around
from contested.cli.claims import check_moment
from contested.cli.reading_trail import trail_lines, trail_of, trail_record
from contested.cli.terminal import heading, print_marked, print_records, say
from contested.cli.wording import counted, report_line, sentence, stored_record, when, who
from contested.errors import ContestedError
from contested.ledger.records import StoredClaim
from contested.ledger.store import Ledger
from contested.place.resolve import PlaceMatch, Resolver
from contested.place.theatre import load_theatre, shipped_theatres
from contested.report.copies import Copy
from contested.report.report import Report

_SURE = 0.8
# Up to so many copies are listed one by one.
_COPIES_LISTED = 3


def explain_claim(
    ledger_path: Path, claim_id: str, theatre: str | None, recorded_by: str | None, as_json: bool
) -> int:
    """Print everything behind one claim; the exit code. Raises NotFoundError."""
    check_moment("--recorded-by", recorded_by)
    with Ledger.open(ledger_path) as ledger:
        stored = ledger.claim(claim_id, recorded_by)
        report = ledger.report(stored.claim.report_id)
        copies = ledger.copies_of(report.id)
        others = {key for one in copies for key in (one.report_id, one.copy_of)} - {report.id}
        publishers = {key: _outlet(ledger.report(key)) for key in others}
        newest = ledger.newest_extractors().get(report.id, "")
    match = _resolve_anew(stored, report, theatre)
    trail = trail_of(stored, report, newest)
    if as_json:
        record = _record(stored, report, copies, match)
        print_records([record | {"reading": trail_record(trail)}])
        return 0
    claim = stored.claim
    heading(f"{stored.id}: {sentence(claim)}")
    say(f"says {who(claim, report.publisher)}, {when(claim, report.published_on)}")
    say()
    start, end = sentence_around(report, claim.start, claim.end)
    print_marked(report.text[start:end], claim.start - start, claim.end - start)
    say(f"  {report_line(report)}, characters {claim.start}-{claim.end}")
    for title, lines in (
        ("Who says so", _chain(stored)),
        ("Where", _where(stored, match)),
        ("How it was read", trail_lines(trail, stored)),
        (f"Why {claim.confidence:.2f}", confidence_reasons(stored, report)),
        ("Copies", _copies(report, copies, publishers)),
        ("Record", _history(stored)),
    ):
        say()
        heading(title)
        for line in lines:
            say(f"  {line}")
    return 0


def confidence_reasons(stored: StoredClaim, report: Report) -> list[str]:
    """What was certain about a claim and what was guessed, as far as the record shows."""
    claim, resolution = stored.claim, stored.resolution
    if claim.extractor == CODED:
        return ["coded by people; the confidence is theirs, 1.00 if they gave none"]
    reasons = []
    if stored.correction is not None and not stored.is_withdrawn:
        reasons.append("as a reviewer put it, so that no doubt of the reader's is left")
    if claim.actor is None:
        reasons.append("who did it is not said")
    elif claim.actor_text:
        reasons.append(f"actor: the text says «{claim.actor_text}»")
    else:
        reasons.append("actor: not named here, taken from the context")
    if claim.place is not None:
        if resolution is None or (resolution.place_id, resolution.lat_deg) == (None, None):
            reasons.append(f"place: «{claim.toponym or claim.place}» is in no gazetteer used")
        else:
            level = "sure" if resolution.score >= _SURE else "a guess"
            reasons.append(
                f"place: «{claim.toponym}» was resolved with score {resolution.score:.2f}, {level}"
            )
    if claim.speaker == OUTLET:
        reasons.append("speaker: nobody is named, so the outlet itself")
    elif claim.speaker_text:
        reasons.append(f"speaker: the text says «{claim.speaker_text}»")
    else:
        reasons.append("speaker: carried over from a sentence before")
    if claim.on or claim.since or claim.until:
        reasons.append(f"date: stated or implied ({when(claim, None)})")
    elif report.published_at:
        reasons.append(f"date: none stated; published {report.published_on}")
    else:
        reasons.append("date: none stated, and the report carries none")
    if claim.factuality != "actual":
        reasons.append(f"factuality: {claim.factuality}, by the speaker's own words")
    return reasons


def _chain(stored: StoredClaim) -> list[str]:
    claim = stored.claim
    chain = [*(claim.speaker_chain or (claim.speaker,))]
    for name in (stored.agency, stored.publisher):
        if name and name not in chain:
            chain.append(name)
    shown = [name for name in chain if name != OUTLET] or [stored.publisher or "the report itself"]
    lines = [" -> ".join(shown)]
    if claim.channel:
        lines.append(f"by way of {claim.channel}")
    if claim.speaker_text:
        lines.append(f"in the text: «{claim.speaker_text}»")
    return lines


def _where(stored: StoredClaim, match: PlaceMatch | None) -> list[str]:
    claim, resolution = stored.claim, stored.resolution
    if claim.place is None:
        return ["no place"]
    lines = [f"{claim.place}, in the text «{claim.toponym or claim.place}»"]
    if resolution is None or (resolution.place_id, resolution.lat_deg) == (None, None):
        lines.append("resolved to no known place")
    else:
        spot = ""
        if resolution.lat_deg is not None and resolution.lon_deg is not None:
            spot = f" at {resolution.lat_deg:.4f}, {resolution.lon_deg:.4f}"
        by = f"(score {resolution.score:.2f}, by {resolution.resolver})"
        what = resolution.place_id or "an area that has no id of its own"
        lines.append(f"resolved to {what}{spot} {by}")
    if match is not None and match.candidates:
        lines.append("candidates for the name by itself:")
        lines += [
            f"  {score:.2f} {place.name} ({place.kind}, {place.id})"
            for place, score in match.candidates
        ]
    return lines


def _copies(report: Report, copies: list[Copy], of: Mapping[str, str]) -> list[str]:
    """A line for each report that repeats this one or that it repeats; where there are more than
    a few, one for each outlet (`of` gives it by report)."""
    lines = []
    for verb, found in (
        ("repeats", {c.copy_of: c for c in copies if c.report_id == report.id}),
        ("is repeated by", {c.report_id: c for c in copies if c.report_id != report.id}),
    ):
        if len(found) <= _COPIES_LISTED:
            lines += [
                f"{verb} {key} of {of[key]} ({one.reason}, {one.similarity:.0%} alike)"
                for key, one in found.items()
            ]
            continue
        lines.append(f"{verb} {counted(len(found), 'reports')}:")
        families: dict[str, list[str]] = {}
        for key in found:
            families.setdefault(of[key], []).append(key)
        for outlet, keys in sorted(families.items(), key=lambda item: -len(item[1])):
            alike = [found[key].similarity for key in keys]
            spread = f"{min(alike):.0%} to {max(alike):.0%}" if len(keys) > 1 else f"{alike[0]:.0%}"
            more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
            lines.append(f"  {outlet}: {keys[0]}{more}, {spread} alike")
    return lines or ["none found"]


def _outlet(report: Report) -> str:
    return report.publisher or report.agency or report.source or "no outlet named"


def _history(stored: StoredClaim) -> list[str]:
    lines = [f"read by {stored.claim.extractor}, recorded {stored.recorded_at}"]
    if stored.correction is not None:
        correction = stored.correction
        what = "found wrong" if stored.is_withdrawn else f"changed {correction.changes}"
        lines.append(
            f"{what} by {correction.reviewer} on {correction.recorded_at}: {correction.reason}"
        )
    return lines


def _resolve_anew(stored: StoredClaim, report: Report, theatre: str | None) -> PlaceMatch | None:
    """The name by itself against the theatre its place is of: shows what else it could mean."""
    if not stored.claim.toponym:
        return None
    place_id = stored.resolution.place_id if stored.resolution else None
    prefix = (place_id or "").partition(":")[0]
    name = theatre or (prefix if prefix in shipped_theatres() else None)
    try:
        if name is not None:
            return Resolver(load_theatre(name), None).resolve(stored.claim.toponym, report.language)
        from contested.place.world import open_world

        return Resolver(None, open_world()).resolve(stored.claim.toponym, report.language)
    except ContestedError:
        return None


def _record(
    stored: StoredClaim, report: Report, copies: list[Copy], match: PlaceMatch | None
) -> dict[str, Any]:
    start, end = sentence_around(report, stored.claim.start, stored.claim.end)
    return stored_record(stored) | {
        "sentence": report.text[start:end],
        "sentence_start": start,
        "sentence_end": end,
        "chain": _chain(stored)[0].split(" -> "),
        "reasons": confidence_reasons(stored, report),
        "candidates": [
            {"place_id": place.id, "name": place.name, "kind": place.kind, "score": score}
            for place, score in (match.candidates if match else ())
        ],
        "copies": [
            {"report": copy.report_id, "copy_of": copy.copy_of, "similarity": copy.similarity,
             "reason": copy.reason}
            for copy in copies
        ],
    }  # fmt: skip
