"""From claims to testimonies: who says what of which place as of which day, counted once.

Copies of a report, and several reports that carry the same word of the same speaker about the same
day, give one testimony. Names the reference does not know are sides and speakers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from contested.actor.actors import Actors
from contested.belief.speech import SpeakerKind
from contested.belief.testimony import (
    ATTACKED,
    CHANGED,
    DIVIDED,
    QUIET,
    Content,
    Speaker,
    Testimony,
    Told,
    hint,
    holds,
    holds_most,
    holds_not,
    holds_part,
    perhaps,
    remains,
)
from contested.claim.canonical import lies_within
from contested.claim.claim import OUTLET, Claim
from contested.partial_date import first_day, last_day
from contested.place.theatre import Theatre
from contested.place.world import open_world

_KINDS: dict[str, SpeakerKind] = {
    "monitor": "monitor",
    "international_org": "monitor",
    "aid_org": "monitor",
    "agency": "agency",
    "media": "agency",
    "state_media": "allied_media",
    "crowd": "resident",
    "source": "unknown",
}
_HOLDING = ("controls", "captures")
_STATES = ("controls", "supply_route")
_ATTACKS = ("attacks", "besieges")


@dataclass(frozen=True, slots=True)
class _Word:
    """One claim on its way to a testimony."""

    told: Told
    place: str
    day: date
    known_on: date
    speaker: Speaker
    dated: bool


class Observer:
    """Turns claims into testimonies with the help of the actors' sides and alliances."""

    def __init__(self, actors: Actors, theatres: Sequence[Theatre] = ()) -> None:
        """`theatres` say which places of a part's name are places of their own."""
        self._actors = actors
        self._theatres = theatres
        self._sides: dict[tuple[str, date], str] = {}
        self._ids: dict[str, str | None] = {}
        self._own: dict[tuple[str, str, date], bool] = {}

    def observe(self, told: Iterable[Told]) -> list[Testimony]:
        """The testimonies of these claims, in canonical order.

        The claims of a report should come together: what it says was so before a capture is dated
        before it.
        """
        claims = sorted(told, key=lambda one: (one.published_at or "", one.id))
        first_told = {(one.claim.report_id, *_said(one.claim)): _published(one) for one in claims}
        by_report: dict[str, list[Told]] = {}
        for one in claims:
            by_report.setdefault(one.claim.report_id, []).append(one)
        words = [
            word for group in by_report.values() for word in self._words(group, first_told)
        ]  # fmt: skip
        merged: dict[tuple[object, ...], list[_Word]] = {}
        for word in words:
            key = (word.place, word.speaker.name, word.day, _family(word.told.claim))
            merged.setdefault(key, []).append(word)
        found = [one for group in merged.values() for one in self._merge(group)]
        return sorted(found, key=_order)

    def side_of(self, actor: str, actor_id: str | None, on: date) -> str:
        """The side an actor is on that day; an actor unknown to the reference is its own."""
        key = (actor_id or actor, on)
        if key not in self._sides:
            known = self._known(actor, actor_id)
            side = self._actors.side_of(known, on) if known is not None else None
            self._sides[key] = side or known or actor
        return self._sides[key]

    def name_of(self, side: str) -> str:
        """A side's name: that of the actor that leads it."""
        return self._actors.get(side).name if side in self._actors else side

    def side_named(self, name: str, on: date) -> str | None:
        """The side on which the actor called `name` fights on a day, or None."""
        known = self._known(name, None)
        return self._actors.side_of(known, on) if known is not None else None

    def speaker_of(self, told: Told, on: date) -> Speaker:
        """Who speaks: for the report's own words, its agency or else its publisher."""
        claim = told.claim
        if claim.speaker == OUTLET:
            name = told.agency or told.publisher or OUTLET
            speaker_id = None
        else:
            name = claim.speaker
            speaker_id = told.resolution.speaker_id if told.resolution else None
        known = self._known(name, speaker_id)
        if known is None:
            # Of an outlet that nobody has described it is not known what its word is worth either.
            return Speaker(name, "unknown")
        actor = self._actors.get(known)
        side = self._actors.side_of(known, on)
        if actor.is_belligerent:
            return Speaker(actor.name, "party", side)
        kind = _KINDS.get(actor.kind, "unknown")
        return Speaker(actor.name, "allied_media" if actor.speaks_for else kind, side)

    def is_own(self, speaker: Speaker, side: str, on: date) -> bool:
        """Whether a side is the speaker's own or fights on the same side."""
        if speaker.side is None or speaker.side == side:
            return speaker.side is not None
        key = (speaker.side, side, on)
        if key not in self._own:
            self._own[key] = self._actors.beside(speaker.side, side, on)
        return self._own[key]

    def _known(self, name: str, actor_id: str | None) -> str | None:
        if actor_id is not None and actor_id in self._actors:
            return actor_id
        if name not in self._ids:
            found = self._actors.lookup(name)
            self._ids[name] = found.id if found is not None else None
            if found is None and name in self._actors:
                self._ids[name] = name
        return self._ids[name]

    def _words(
        self, group: Sequence[Told], first_told: dict[tuple[str | None, ...], date | None]
    ) -> list[_Word]:
        """The claims of one report that bear on who holds a place, each with its days.

        `first_told` says when a report was published, by its id and what it says (`_said`).
        """
        found: list[_Word] = []
        for one in group:
            claim, known_on = one.claim, _published(one)
            if one.copy_of is not None:
                # What the original does not say was not known when the original was published.
                original = first_told.get((one.copy_of, *_said(claim)))
                known_on = min(filter(None, (known_on, original)), default=None)
            place = one.resolution.place_id if one.resolution else None
            place = place or claim.place
            known_on = known_on or _spoken_of_until(claim)
            if place is None or known_on is None or not (claim.actor or claim.target):
                continue
            for day, dated in _days(claim, known_on):
                speaker = self.speaker_of(one, day)
                found.append(_Word(one, place, day, known_on, speaker, dated))
        return [self._before_capture(word, found) for word in found]

    def _before_capture(self, word: _Word, found: list[_Word]) -> _Word:
        """What comes before a capture in the same report is dated the day before it: what the
        loser held ("held by t until s took it") and the attack of the one who took it."""
        claim = word.told.claim
        if claim.predicate not in (*_STATES, *_ATTACKS) or word.dated or claim.extent == "part":
            return word
        if claim.factuality != "actual" or not claim.actor:
            return word
        mine = self._side(word, claim.actor)
        for other in found:
            capture = other.told.claim
            if (
                other.place == word.place
                and capture.predicate == "captures"
                and capture.factuality == "actual"
                and capture.extent != "part"
                and capture.actor
                and (self._side(other, capture.actor) == mine) == (claim.predicate in _ATTACKS)
                and (word.speaker == other.speaker or claim.speaker == OUTLET)
            ):
                return replace(word, day=other.day - timedelta(1 if other.dated else 2), dated=True)
        return word

    def _side(self, word: _Word, actor: str) -> str:
        claim, resolution = word.told.claim, word.told.resolution
        actor_id = None
        if resolution is not None:
            if actor == claim.actor:
                actor_id = resolution.actor_id
            elif actor == claim.target:
                actor_id = resolution.target_id
        return self.side_of(actor, actor_id, word.day)

    def _merge(self, group: list[_Word]) -> list[Testimony]:
        """One testimony for what one speaker says of the holder that day, one for each hint."""
        if _family(group[0].told.claim) != "holder":
            content, fighting = self._content(group[0])
            sure = _read_prob(group)
            return [self._testimony(group, content, fighting, sure)] if content else []
        contents = [(word, *self._content(word)) for word in group]
        fighting = max(level for _, _, level in contents)
        firm = [(word, content) for word, content, _ in contents if content and content.said]
        vague = dict.fromkeys(one for _, one, _ in contents if one and not one.said)
        result = []
        if firm:
            result += self._firm(group, firm)
        else:
            for content in vague:
                of_it = [word for word, one, _ in contents if one == content]
                result.append(self._testimony(group, content, fighting, _read_prob(of_it)))
        return result

    def _firm(self, group: list[_Word], firm: list[tuple[_Word, Content]]) -> list[Testimony]:
        """What a speaker says firmly of one place and day: one testimony, and a further one from
        each publication on by which she says something else of that day."""
        found: list[tuple[date, Content, list[_Word]]] = []
        for known_on in sorted({word.known_on for word, _ in firm}):
            by_then = [(word, one) for word, one in firm if word.known_on <= known_on]
            content = self._reconcile(by_then)
            # Words on parts of a place make one content together.
            of_it = [word for word, one in by_then if one.said == content.said]
            if found and found[-1][1].said == content.said:
                found[-1] = (found[-1][0], content, of_it)
            else:
                found.append((known_on, content, of_it))
        ends = [known_on for known_on, _, _ in found[1:]]
        result = []
        for (begin, content, of_it), end in zip(found, [*ends, date.max], strict=True):
            words = [
                word for word in group
                if word.known_on < end and (word.known_on >= begin or begin == found[0][0])
            ]  # fmt: skip
            fighting = max(self._content(word)[1] for word in words)
            result.append(self._testimony(words, content, fighting, _read_prob(of_it)))
        return result

    def _reconcile(self, firm: list[tuple[_Word, Content]]) -> Content:
        """What a speaker says who says several things of one place and day.

        A part outweighs the whole (the more exact word), the later report the earlier, taking the
        place outweighs having held it.
        """
        parts = [word for word, content in firm if content.said == DIVIDED]
        if parts:
            # The one who took a part is named first.
            parts.sort(key=lambda word: word.told.claim.predicate != "captures")
            sides = [self._side(word, word.told.claim.actor or "") for word in parts]
            name = parts[0].told.claim.actor or ""
            return holds_part(list(dict.fromkeys(sides)), name)
        return max(
            firm,
            key=lambda pair: (
                pair[0].told.published_at or "",
                pair[0].told.claim.predicate == "captures",
                pair[0].told.claim.start,
                # Before the claim's id, which hangs on whom it names.
                pair[0].told.claim.report_id,
                pair[0].told.id,
            ),
        )[1]

    def _content(self, word: _Word) -> tuple[Content | None, int]:
        claim = word.told.claim
        name = claim.actor or claim.target or ""
        actor = self._side(word, claim.actor) if claim.actor else None
        target = self._side(word, claim.target) if claim.target else None
        match claim.predicate:
            case "captures" | "controls":
                return self._holding(word, actor, target, name)
            case "withdraws":
                if actor is None:
                    return None, QUIET
                gone = holds_not(actor, name)
                if claim.factuality == "actual":
                    return gone, CHANGED
                if claim.factuality == "negated":
                    return remains(actor, name), ATTACKED
                return (perhaps(gone) if claim.factuality == "possible" else None), ATTACKED
        return _hint(claim, actor, target, name)

    def _holding(
        self, word: _Word, actor: str | None, target: str | None, name: str
    ) -> tuple[Content | None, int]:
        claim = word.told.claim
        taken = claim.predicate == "captures"
        if actor is None:
            known = taken and target is not None and claim.factuality == "actual"
            return (holds_not(target or "", name) if known else None), CHANGED
        match claim.extent_of(self._own_name(word)):
            case "part":
                content = holds_part([actor, *([target] if target else [])], name)
            case "most":
                content = holds_most(actor, name)
            case _:
                content = holds(actor, name)
        match claim.factuality:
            case "actual":
                return content, CHANGED if taken else QUIET
            case "negated":
                return holds_not(actor, name), ATTACKED if taken else QUIET
            case "possible":
                return perhaps(content), ATTACKED if taken else QUIET
        return hint({actor: 0.5}, 1.0, f"{name} means to take it"), ATTACKED

    def _own_name(self, word: _Word) -> str:
        """What the place of a claim is called, if it is not what the claim calls it."""
        name, place = word.told.claim.place or "", word.place
        if name == place or not lies_within(name):
            return name
        known = next((t.places[place].name for t in self._theatres if place in t.places), None)
        return known or _world_name(place)

    def _mover(self, group: list[_Word], predicate: str) -> str | None:
        """The one side that the words say took or left the place, if it is one."""
        sides = {
            self._side(word, word.told.claim.actor)
            for word in group
            if word.told.claim.predicate == predicate and word.told.claim.actor
        }
        return sides.pop() if len(sides) == 1 else None

    def _testimony(
        self, group: list[_Word], content: Content, fighting: int, read_prob: float
    ) -> Testimony:
        first = min(group, key=lambda word: (word.known_on, word.told.published_at or ""))
        claim, speaker, day = first.told.claim, first.speaker, first.day
        sides = {one for one, _ in (*content.says, *content.hints) if one != DIVIDED}
        for word in group:
            sides |= {self._side(word, a) for a in (word.told.claim.actor, claim.target) if a}
        own = frozenset(side for side in sides if self.is_own(speaker, side, day))
        # The day is that of the change, if one is told, and not of what is told beside it.
        movers = [word for word in group if word.told.claim.predicate in ("captures", "withdraws")]
        concerned = bool(own) or (speaker.side is not None and not claim.target)
        if concerned and speaker.side is not None:
            # "The rebels hold X", said by the government, which held it: it admits that.
            own |= {speaker.side}
        return Testimony(
            place=first.place,
            day=day,
            known_on=first.known_on,
            speaker=speaker,
            own=own,
            party=concerned,
            content=content,
            fighting=fighting,
            dated=any(word.dated for word in movers)
            if fighting == CHANGED and movers
            else first.dated,
            claim_ids=tuple(sorted({word.told.id for word in group})),
            taker=self._mover(group, "captures") if fighting == CHANGED else None,
            leaver=self._mover(group, "withdraws") if fighting == CHANGED else None,
            read_prob=read_prob,
        )


@lru_cache(maxsize=1024)
def _world_name(place_id: str) -> str:
    found = open_world().by_id(place_id)
    return found.name if found is not None else ""


def _read_prob(words: Iterable[_Word]) -> float:
    """The chance that one of these words at least was read as it stands: that of the surest.
    Copies have the same words, so that a second one is no second reading."""
    return max(word.told.claim.confidence for word in words)


def _said(claim: Claim) -> tuple[str | None, ...]:
    """What a claim says, and on whose word, whatever report it stands in."""
    return claim.predicate, claim.actor, claim.place, claim.speaker, claim.factuality


def _hint(
    claim: Claim, actor: str | None, target: str | None, name: str
) -> tuple[Content | None, int]:
    """Predicates that say something of the holder only by the way."""
    if claim.factuality != "actual" or actor is None:
        return None, QUIET
    against = {target: 1.0} if target and target != actor else {}
    match claim.predicate:
        case "attacks":
            hints = {actor: 0.5, DIVIDED: 1.0, **against}
            return hint(hints, 0.8, f"{name} attacks it"), ATTACKED
        case "besieges":
            hints = {actor: 0.2, DIVIDED: 0.6, **against}
            return hint(hints, 0.6 if against else 1.0, f"{name} besieges it"), ATTACKED
        case "breaks_siege":
            hints = {actor: 1.0, DIVIDED: 0.6, **({target: 0.25} if against and target else {})}
            return hint(hints, 0.5, f"{name} breaks the siege of it"), QUIET
        case "cuts_route":
            return hint({actor: 1.0, DIVIDED: 0.9}, 0.6, f"{name} cuts a route there"), ATTACKED
        case "opens_route":
            return hint({actor: 1.0, DIVIDED: 0.8}, 0.5, f"{name} opens a route there"), QUIET
        case "supply_route":
            return hint({actor: 1.0, DIVIDED: 0.6}, 0.4, f"{name} is supplied through it"), QUIET
    return None, QUIET


def _family(claim: Claim) -> str:
    """Claims of one family, by one speaker on one day, are one word about the holder."""
    if claim.predicate in _HOLDING and claim.factuality == "actual":
        return "holder"
    return f"{claim.predicate}/{claim.factuality}/{claim.actor}/{claim.target}"


def _days(claim: Claim, known_on: date) -> list[tuple[date, bool]]:
    """The days a claim gives evidence for, and whether its words give them; none after
    publication."""
    if claim.on:
        return [(min(last_day(claim.on), known_on), True)]
    first = first_day(claim.since) if claim.since else None
    last = last_day(claim.until) if claim.until else None
    if claim.predicate in _STATES:
        days = [(min(first, known_on), True)] if first else []
        end = (min(last, known_on), True) if last else (known_on, False)
        return list(dict.fromkeys([*days, end]))
    if claim.predicate in _ATTACKS and last is None:
        return [(known_on, False)]
    day = first or last
    return [(min(day, known_on), True)] if day else [(known_on, False)]


def published_on(told: Told) -> date | None:
    """The day from which a claim's words were known: its publication, else the last day it speaks
    of; None if it has neither."""
    return _published(told) or _spoken_of_until(told.claim)


def _published(told: Told) -> date | None:
    return date.fromisoformat(told.published_at[:10]) if told.published_at else None


def _spoken_of_until(claim: Claim) -> date | None:
    text = claim.on or claim.until or claim.since
    return last_day(text) if text else None


def _order(one: Testimony) -> tuple[object, ...]:
    return (one.place, one.day, one.known_on, one.speaker.name, one.content.words, one.claim_ids)
