"""The table of claims: filtered, the newest first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contested.belief.believe import place_of
from contested.belief.observe import published_on
from contested.claim.claim import PREDICATES
from contested.errors import QuestionError
from contested.ledger.records import StoredClaim
from contested.map.answers_day import ClaimsAnswer
from contested.map.claim_rows import ClaimRows, Folded, fold_copies
from contested.map.snapshot import Snapshot
from contested.place.toponym import fold


@dataclass(frozen=True, slots=True)
class ClaimQuestion:
    """Which claims are wanted; None asks for all. `place` includes its parts; `words` are looked
    for in the evidence, whatever case and accents."""

    place: str | None = None
    actor: str | None = None
    speaker: str | None = None
    predicate: str | None = None
    first: date | None = None
    last: date | None = None
    words: str | None = None


def claim_page(
    rows: ClaimRows, question: ClaimQuestion, limit: int, cursor: str | None
) -> ClaimsAnswer:
    """At most `limit` claims from the one after `cursor` (a claim's id) on.

    Raises QuestionError for an unknown predicate or cursor, NotFoundError for an unknown place or
    speaker.
    """
    found = matching(rows.snapshot, question)
    start = 0
    if cursor is not None:
        ids = [one.stored.id for one in found]
        if cursor not in ids:
            raise QuestionError(f"the cursor {cursor!r} is not of these claims; begin anew")
        start = ids.index(cursor) + 1
    page = found[start : start + limit]
    more = start + limit < len(found)
    return ClaimsAnswer(
        rows=rows.rows(page), total=len(found), next=page[-1].stored.id if more and page else None
    )


def matching(snapshot: Snapshot, question: ClaimQuestion) -> list[Folded]:
    """The claims asked for, copies folded, the newest first."""
    if question.predicate is not None and question.predicate not in PREDICATES:
        known = ", ".join(sorted(PREDICATES))
        raise QuestionError(f"no predicate is called {question.predicate!r}; there are: {known}")
    places = None
    if question.place is not None:
        places = snapshot.places.within(snapshot.places.find(question.place).id)
    speaker = snapshot.speaker(question.speaker).name if question.speaker else None
    actors = _actor_names(snapshot, question.actor) if question.actor else None
    words = fold(question.words) if question.words else None

    def fits(one: StoredClaim) -> bool:
        day = published_on(one)
        return (
            (places is None or place_of(one) in places)
            and (speaker is None or snapshot.speaker_of_claim[one.id] == speaker)
            and (actors is None or bool(actors & {one.claim.actor, one.claim.target}))
            and question.predicate in (None, one.claim.predicate)
            and (question.first is None or (day is not None and day >= question.first))
            and (question.last is None or (day is not None and day <= question.last))
            and (words is None or words in fold(one.claim.evidence))
        )

    folded = fold_copies(one for one in snapshot.claims.values() if fits(one))
    return sorted(
        folded,
        key=lambda one: (published_on(one.stored) or date.min, one.stored.id),
        reverse=True,
    )


def _actor_names(snapshot: Snapshot, text: str) -> set[str | None]:
    known = snapshot.actors.get(text) if text in snapshot.actors else snapshot.actors.lookup(text)
    return {known.name, known.id} if known is not None else {text}
