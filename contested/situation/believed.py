"""Beliefs of the belief room as this room's input: every place spoken of, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from contested.actor.actors import Actors
from contested.belief.answer import all_days
from contested.belief.belief import Kind
from contested.belief.believe import Believer
from contested.belief.learning import learn_speakers, learn_then
from contested.belief.observe import Observer
from contested.belief.panel import Floats
from contested.belief.store import Kept
from contested.belief.testimony import Told
from contested.place.theatre import Theatre
from contested.situation.evidence import DIVIDED, UNKNOWN, PlaceProbs


class Believed:
    """`contested.situation.evidence.Beliefs` out of a believer.

    `kind` says whether a day is seen as known then (``filtered``) or in hindsight (``smoothed``);
    `known` leaves out what was published later. A place is computed when a day is first asked for.
    """

    def __init__(
        self,
        believer: Believer,
        *,
        kind: Kind = "filtered",
        known: date | None = None,
        left_out: frozenset[str] = frozenset(),
    ) -> None:
        self._believer, self._kind, self._known = believer, kind, known
        self._left_out = left_out
        self._rows: dict[str, tuple[tuple[str, ...], Floats]] | None = None

    def on(self, day: date) -> PlaceProbs:
        """The beliefs of one day; a day before anything was said knows nothing."""
        self._believer.until(day)
        number = (day - self._believer.origin).days
        found: dict[str, dict[str, float]] = {}
        for place, (names, probs) in self._computed().items():
            if 0 <= number < len(probs):
                found[place] = dict(zip(names, probs[number].tolist(), strict=True))
        return found

    def without(self, speaker: str) -> Believed:
        """The same if this speaker (by its canonical name) had said nothing."""
        return Believed(
            self._believer,
            kind=self._kind,
            known=self._known,
            left_out=self._left_out | {speaker},
        )

    def _computed(self) -> dict[str, tuple[tuple[str, ...], Floats]]:
        if self._rows is None:
            self._rows = {}
            for place in self._believer.places:
                row = self._place(place)
                if row is not None:
                    self._rows[place] = row
        return self._rows

    def _place(self, place: str) -> tuple[tuple[str, ...], Floats] | None:
        believer = self._believer
        war = believer.war_of(place)
        told = [
            one
            for one in believer.testimonies(place)
            if one.speaker.name not in self._left_out
            and (self._known is None or one.known_on <= self._known)
        ]
        if war is None or not told:
            return None
        probs, _ = all_days(believer, place, told, self._kind, known=self._known)
        return (*war.sides, DIVIDED, UNKNOWN), probs


def believed(
    theatre: Theatre,
    actors: Actors,
    told: Iterable[Told],
    *,
    kind: Kind = "filtered",
    known: date | None = None,
    learnt: Kept | Literal["anew"] | None = None,
) -> Believed:
    """Beliefs of a theatre from its claims. Places are joined to their neighbours of the pack;
    speakers are judged by what was `learnt` of them, or is learnt anew from these claims, else by
    their kind."""

    def neighbours(place: str) -> Sequence[str]:
        return theatre.neighbours(place)

    believer = Believer(Observer(actors, [theatre]), neighbours)
    believer.tell(told)
    if learnt == "anew":
        learn_speakers(believer)
    elif learnt is not None:
        believer.forget(learnt.learnt, learnt.then)
    if learnt is not None and not believer.then:
        learn_then(believer)
    return Believed(believer, kind=kind, known=known)
