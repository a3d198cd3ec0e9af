"""Claims as the API gives them: names, the sentence with its evidence marked, copies folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from contested.belief.belief import Favour, Reliability
from contested.belief.believe import place_of
from contested.belief.observe import published_on
from contested.belief.testimony import Speaker
from contested.claim.claim import OUTLET, Claim
from contested.claim.quote import sentences_around
from contested.ledger.records import StoredClaim
from contested.map.answers import (
    ClaimAnswer,
    CopyAnswer,
    Named,
    ReliabilityAnswer,
    SpeakerAnswer,
)
from contested.map.snapshot import Snapshot
from contested.map.statement import statement, statements

_ROWS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Folded:
    """A claim with the claims of other reports that only repeat it."""

    stored: StoredClaim
    copies: tuple[StoredClaim, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The claim's id and those of its copies."""
        return (self.stored.id, *(one.id for one in self.copies))


def fold_copies(claims: Iterable[StoredClaim]) -> list[Folded]:
    """Claims with what copied reports repeat put under the original, in the order given.

    A copy whose original does not say the same stays by itself.
    """
    groups: dict[tuple[object, ...], list[StoredClaim]] = {}
    for one in claims:
        claim = one.claim
        speaker = claim.speaker if claim.speaker != OUTLET else ""
        key = (
            one.copy_of or claim.report_id, claim.predicate, claim.actor, claim.target,
            claim.place, claim.extent, claim.factuality, speaker,
        )  # fmt: skip
        groups.setdefault(key, []).append(one)
    found = []
    for same in groups.values():
        first = next((one for one in same if one.copy_of is None), same[0])
        copies = [one for one in same if one.claim.report_id != first.claim.report_id]
        own = [one for one in same if one.claim.report_id == first.claim.report_id]
        found += [Folded(own[0], tuple(copies)), *(Folded(one) for one in own[1:])]
    return found


class ClaimRows:
    """Makes `ClaimAnswer`s of one snapshot; sentences are cut once a report."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._quotes = lru_cache(maxsize=_ROWS_KEPT)(self._quote_report)

    def rows(
        self, folded: Iterable[Folded], weight: Mapping[str, tuple[float, float]] | None = None
    ) -> list[ClaimAnswer]:
        """The answers for folded claims; `weight` gives by claim id the log-odds it moved the
        belief by and how likely it is an echo."""
        return [self.row(one, weight) for one in folded]

    def row(
        self, folded: Folded, weight: Mapping[str, tuple[float, float]] | None = None
    ) -> ClaimAnswer:
        """The answer for one folded claim."""
        snapshot, stored = self.snapshot, folded.stored
        claim = stored.claim
        speaker = snapshot.speaker_of(stored)
        sentence, marks = self._quotes(claim.report_id)[stored.id]
        moved = next((weight[key] for key in folded.ids if key in weight), None) if weight else None
        days = [day if day and day < "9999" else None for day in stored.days]
        return ClaimAnswer(
            id=stored.id,
            report_id=claim.report_id,
            predicate=claim.predicate,
            factuality=claim.factuality,
            extent=claim.extent,
            actor=self.actor(
                claim.actor, stored.resolution.actor_id if stored.resolution else None
            ),
            target=self.actor(
                claim.target, stored.resolution.target_id if stored.resolution else None
            ),
            place=self._place(stored),
            route_from=claim.route_from,
            route_to=claim.route_to,
            speaker=self.speaker(speaker),
            chain=chain_of(stored),
            channel=claim.channel,
            on=claim.on,
            since=claim.since,
            until=claim.until,
            valid_from=days[0],
            valid_to=days[1],
            published_at=stored.published_at,
            published_on=published_on(stored),
            publisher=stored.publisher,
            agency=stored.agency,
            title=stored.title,
            language=snapshot.report(claim.report_id).language,
            sentence=sentence,
            sentence_marks=marks,
            statement=self.statements(claim),
            confidence=claim.confidence,
            reliability=self._reliability(stored, speaker),
            copy_of=stored.copy_of,
            copies=[
                CopyAnswer(
                    claim_id=one.id,
                    report_id=one.claim.report_id,
                    publisher=one.publisher,
                    published_at=one.published_at,
                )
                for one in folded.copies
            ],
            corrected_by=stored.correction.reviewer if stored.correction else None,
            contribution_log_odds=round(moved[0], 4) if moved else None,
            echo_prob=round(moved[1], 4) if moved else None,
        )

    def actor(self, name: str | None, actor_id: str | None = None) -> Named | None:
        """An actor by its canonical name."""
        if name is None:
            return None
        known = self.snapshot.actors.lookup(name)
        key = actor_id or (known.id if known else name)
        return Named(id=key, name={**self.snapshot.namer.actor(key), "en": name})

    def speaker(self, speaker: Speaker) -> SpeakerAnswer:
        """A speaker as belief sees it."""
        known = self.snapshot.speaker_names.get(speaker.name)
        return SpeakerAnswer(
            key=known.key if known else speaker.name,
            name=dict(known.names) if known else {"en": speaker.name},
            kind=speaker.kind,
            side=speaker.side,
            claims=known.claims if known else 0,
        )

    def statements(self, claim: Claim) -> dict[str, str]:
        """The claim as a sentence in each language that there are wordings for."""
        namer, known = self.snapshot.namer, self.snapshot.place_of_name
        found = {}
        for language in statements():
            if language == "en":
                found[language] = statement(claim)
                continue

            def place(name: str, language: str = language) -> str:
                return namer.place(known.get(name, name)).get(language, name)

            def actor(name: str, language: str = language) -> str:
                return namer.actor(name).get(language, name)

            found[language] = statement(claim, language, place, actor)
        return found

    def marks(self, report_id: str) -> dict[str, tuple[int, int]]:
        """By claim id the evidence in the report's text, in UTF-16 units."""
        text = self.snapshot.report(report_id).text
        return {
            one.id: (utf16(text, one.claim.start), utf16(text, one.claim.end))
            for one in self.snapshot.by_report.get(report_id, ())
        }

    def _quote_report(self, report_id: str) -> dict[str, tuple[str, tuple[int, int]]]:
        claims: Sequence[StoredClaim] = self.snapshot.by_report.get(report_id, ())
        report = self.snapshot.report(report_id)
        spans = sentences_around(report, [(one.claim.start, one.claim.end) for one in claims])
        found = {}
        for one, (first, last) in zip(claims, spans, strict=True):
            text = report.text[first:last]
            start, end = one.claim.start - first, one.claim.end - first
            found[one.id] = (text, (utf16(text, start), utf16(text, end)))
        return found

    def _place(self, stored: StoredClaim) -> Named | None:
        key = place_of(stored)
        return None if key is None else Named(id=key, name=self.snapshot.namer.place(key))

    def _reliability(self, stored: StoredClaim, speaker: Speaker) -> ReliabilityAnswer | None:
        wanted = self._favour(stored, speaker)
        rows = self.snapshot.reliability.get(speaker.name, [])
        best = next((row for row in rows if row.favour == wanted), None)
        return reliability_answer(best) if best is not None else None

    def _favour(self, stored: StoredClaim, speaker: Speaker) -> Favour:
        """Whether a word is to its speaker's gain: that its own side holds or takes a place."""
        claim, day = stored.claim, published_on(stored)
        if speaker.kind not in ("party", "allied_media") or day is None:
            return "neutral"
        observer = self.snapshot.observer
        sides = [
            observer.side_of(name, None, day) if name else None
            for name in (claim.actor, claim.target)
        ]
        own = [side is not None and observer.is_own(speaker, side, day) for side in sides]
        gains = claim.predicate in ("controls", "captures") and claim.factuality == "actual"
        if own[0]:
            return "gain" if gains else "against"
        return "against" if own[1] and gains else "gain" if own[1] else "neutral"


def reliability_answer(row: Reliability) -> ReliabilityAnswer:
    """A reliability of the belief room as the API gives it."""
    return ReliabilityAnswer(
        favour=row.favour,
        letter=row.letter,
        right_prob=round(row.right_prob, 4) if row.letter != "F" else None,
        rests_on=round(row.rests_on, 2),
        echo_prob=round(row.echo_prob, 4),
        delay_days=row.delay_days,
    )


def chain_of(stored: StoredClaim) -> list[str]:
    """Who a claim came through: the deepest source first, the publisher last."""
    claim = stored.claim
    chain = [name for name in (claim.speaker_chain or (claim.speaker,)) if name != OUTLET]
    for name in (stored.agency, stored.publisher):
        if name and name not in chain:
            chain.append(name)
    return chain


def utf16(text: str, offset: int) -> int:
    """An offset into a text in UTF-16 units, as JavaScript counts.

    >>> utf16("a😀b", 2)
    3
    """
    head = text[:offset]
    return len(head) if head.isascii() else len(head.encode("utf-16-le", "surrogatepass")) // 2
