"""From drafts to claims: dates and offsets added; of claims that say the same, the surest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from contested.claim.claim import OUTLET, Claim, Extent, Factuality, Predicate, Resolution
from contested.claim.confidence import confidence, least_chance, traits
from contested.claim.draft import Draft
from contested.claim.when import Stated, dates_of
from contested.claim.words import Word
from contested.report.report import Report

EXTRACTOR = "grammar-1"
_HOLDING = frozenset({"controls", "captures", "withdraws", "besieges", "breaks_siege"})


_HISTORY = 3  # years before the report up to which what happened is more than history


class Record:
    """The claims of one report so far, in the order in which they were met.

    `unmarked` says that the text has lost its commas, so that what is unsure is not told.
    `trails`, if it is given, is told by claim id the rule that read each and its traits.
    """

    def __init__(
        self,
        report: Report,
        published: date | None,
        trails: dict[str, tuple[str, dict[str, float]]] | None = None,
        unmarked: bool = False,
    ) -> None:
        self.report = report
        self._unmarked = unmarked
        self._trails = trails
        self.published = published
        self._report_id = report.id
        self._claims: dict[tuple[str | None, ...], tuple[str, Claim]] = {}
        self._resolutions: dict[str, Resolution] = {}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims kept so far."""
        return tuple(claim for _, claim in self._claims.values())

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """What each claim's words were taken to mean, in the order of `claims`."""
        return tuple(self._resolutions[claim_id] for claim_id, _ in self._claims.values())

    def keep(self, draft: Draft, words: list[Word], stated: list[Stated]) -> None:
        """Add a draft of a sentence, given its words and its dates, once for each speaker."""
        self._add(draft, words, stated)
        for other in draft.speaker.also if draft.speaker is not None else ():
            draft.speaker = other
            self._add(draft, words, stated)

    def _own_words(self, text: str) -> str:
        """Words as the report has them: an article may be fused with what stands before it."""
        if text in self.report.text:
            return text
        return next((text[i:] for i in (1, 2) if text[i:] and text[i:] in self.report.text), text)

    def _add(self, draft: Draft, words: list[Word], stated: list[Stated]) -> None:
        told = words[draft.start : max(draft.start + 1, draft.end)]
        # Words need not stand in the order in which they were read.
        start, end = min(word.start for word in told), max(word.end for word in told)
        on, since, until = dates_of(draft, words, stated, self.published)
        if (
            self.published is not None
            and on is not None
            and int(on[:4]) < self.published.year - _HISTORY
        ):
            return  # history
        chance = round(confidence(draft), 3)
        if chance < least_chance(draft.predicate, self._unmarked):
            return
        place, actor, target, speaker = draft.place, draft.actor, draft.target, draft.speaker
        claim = Claim(
            report_id=self._report_id,
            predicate=cast(Predicate, draft.predicate),
            actor=actor.name if actor is not None else None,
            target=target.name if target is not None else None,
            place=place.name if place is not None else None,
            extent=cast(Extent, draft.extent),
            speaker=speaker.name if speaker is not None else OUTLET,
            factuality=cast(Factuality, draft.factuality),
            evidence=self.report.text[start:end],
            start=start,
            end=end,
            channel=speaker.channel or None if speaker is not None else None,
            on=on,
            since=since,
            until=until,
            actor_text=self._own_words(actor.text) if actor is not None else None,
            target_text=self._own_words(target.text) if target is not None else None,
            toponym=self._own_words(place.text) if place is not None else None,
            speaker_text=self._own_words(speaker.text) if speaker is not None else None,
            speaker_chain=(speaker.name, *speaker.chain) if speaker is not None else (),
            extractor=EXTRACTOR,
            confidence=chance,
        )
        key = (
            claim.predicate,
            claim.actor,
            claim.place or claim.target,
            claim.speaker,
            claim.factuality,
        )
        known = self._claims.get(key)
        if known is not None and _weight(known[1]) >= _weight(claim):
            return
        claim_id = claim.id
        if claim_id in self._resolutions and known is None:
            claim = replace(claim, toponym=claim.place)  # two places told in the very same words
            claim_id = claim.id
        if self._trails is not None:
            self._trails[claim_id] = draft.rule, traits(draft)
        at = place.place if place is not None else None
        place_id = place.id or None if place is not None else None
        if place is not None and place.is_beside and draft.predicate in _HOLDING:
            place_id = None  # it is told where it lies, and of no place in a reference
        self._claims[key] = claim_id, claim
        self._resolutions[claim_id] = Resolution(
            claim_id,
            place_id,
            actor.id or None if actor is not None else None,
            target.id or None if target is not None else None,
            speaker.id or None if speaker is not None else None,
            at.lat_deg if at is not None else None,
            at.lon_deg if at is not None else None,
            EXTRACTOR,
            round(place.sure if place is not None else 1.0, 3),
        )


def _weight(claim: Claim) -> tuple[bool, float]:
    """Of two wordings of one claim, the one that says since when counts, then the surer one."""
    return claim.since is not None, claim.confidence
