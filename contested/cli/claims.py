"""`contested claims`: what the ledger says, filtered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from contested.claim.claim import OUTLET, PREDICATES
from contested.cli.options import OptionError
from contested.cli.terminal import print_records, print_table, tell
from contested.cli.undated import tell_undated
from contested.cli.wording import STORED_COLUMNS, counted, outlets, stored_cells, stored_record
from contested.errors import LedgerError, NotFoundError
from contested.ledger.query import ClaimFilter
from contested.ledger.records import StoredClaim, end_of
from contested.ledger.store import Ledger
from contested.place.toponym import fold
from contested.study.names import near_names, wanted_actors, wanted_places


@dataclass(frozen=True, slots=True)
class Question:
    """The options of `contested claims`, as typed."""

    place: str | None = None
    actor: str | None = None
    speaker: str | None = None
    predicate: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    as_known: str | None = None
    recorded_by: str | None = None
    theatre: str | None = None
    through: str | None = None
    least_sure: bool = False


def list_claims(ledger_path: Path, question: Question, as_json: bool) -> int:
    """Print the claims asked for; the exit code. Raises NotFoundError for an unknown name."""
    _check(question)
    with Ledger.open(ledger_path) as ledger:
        found = _asked(ledger, question)
        hint = none_recorded(ledger, question.recorded_by)
        tell_undated(ledger)
    if question.least_sure:
        found.sort(key=lambda stored: stored.claim.confidence)
    if as_json:
        print_records(stored_record(stored) for stored in found)
    else:
        print_table(STORED_COLUMNS, [stored_cells(stored) for stored in found])
        copied = sum(stored.copy_of is not None for stored in found)
        tell(counted(len(found), "claims") + (f", {copied} of them in copies" if copied else ""))
    if hint and not found:
        tell(hint)
    return 0


def _asked(ledger: Ledger, question: Question) -> list[StoredClaim]:
    """The claims asked for. An outlet is found by its name, as the speaker of its own words too."""
    through = question.through
    try:
        wanted = _filter(ledger, question)
        own = None
    except NotFoundError:
        # Not a speaker's name: an outlet's, whose own words bear none?
        own = question.speaker
        if own is None or not _is_outlet(ledger, own):
            raise
        wanted = replace(
            _filter(ledger, replace(question, speaker=None)), speakers=frozenset({OUTLET})
        )
    found = ledger.claims(wanted)
    if through is not None:
        found = [one for one in found if _came_through(one, through)]
        if not found and not _is_outlet(ledger, through):
            known = {name for one in ledger.claims() for name in outlets(one)}
            raise NotFoundError(f"no outlet is called {through!r}{near_names(through, known)}")
    return [one for one in found if own is None or _came_through(one, own)]


def _came_through(stored: StoredClaim, name: str) -> bool:
    return fold(name) in {fold(one) for one in outlets(stored)}


def _is_outlet(ledger: Ledger, name: str) -> bool:
    return any(_came_through(one, name) for one in ledger.claims())


def none_recorded(ledger: Ledger, recorded_by: str | None) -> str:
    """What to tell somebody who asks for a time before the ledger had learnt anything, else ""."""
    first = ledger.first_recorded()
    if recorded_by is None or first is None or end_of(recorded_by) >= first:
        return ""
    return (
        f"this ledger recorded nothing before {first[:10]}; for what was published by "
        f"{recorded_by[:10]}, whenever it was recorded: --as-known {recorded_by[:10]}"
    )


def _check(question: Question) -> None:
    if question.predicate is not None and question.predicate not in PREDICATES:
        near = near_names(question.predicate, sorted(PREDICATES))
        raise OptionError(
            f"--predicate: none is called {question.predicate!r}{near} "
            f"(there are: {', '.join(sorted(PREDICATES))})"
        )
    for name, value in (
        ("--from", question.first_day),
        ("--to", question.last_day),
        ("--as-known", question.as_known),
    ):
        check_day(name, value)
    check_moment("--recorded-by", question.recorded_by)
    if question.first_day and question.last_day and question.first_day > question.last_day:
        raise OptionError(f"--from {question.first_day} lies after --to {question.last_day}")


def check_day(option: str, value: str | None) -> None:
    """Raise OptionError unless `value` is None or a day."""
    check_moment(option, value)
    if value is not None and len(value) != 10:
        raise OptionError(f"{option} takes a day such as 2016-08-06, not {value!r}")


def check_moment(option: str, value: str | None) -> None:
    """Raise OptionError unless `value` is None, a day or a time."""
    if value is not None:
        try:
            end_of(value)
        except LedgerError as error:
            raise OptionError(f"{option} {error}") from error


def _filter(ledger: Ledger, question: Question) -> ClaimFilter:
    known = ledger.names()
    theatre = question.theatre
    places = wanted_places(question.place, known["place"], theatre) if question.place else None
    actors = wanted_actors(question.actor, known["actor"], theatre) if question.actor else None
    speakers = (
        wanted_actors(question.speaker, known["speaker"], theatre) if question.speaker else None
    )
    return ClaimFilter(
        places=places.names if places else None,
        place_ids=places.ids if places else None,
        actors=actors,
        speakers=speakers,
        predicates=frozenset({question.predicate}) if question.predicate else None,
        first_day=question.first_day,
        last_day=question.last_day,
        published_by=question.as_known,
        recorded_by=question.recorded_by,
    )
