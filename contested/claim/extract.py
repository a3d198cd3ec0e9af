"""The reader: from a report to its claims.

`Reader(theatre).read(report)` splits the text, parses its sentences, gives every clause its
speaker, fills the roles of the cues it meets, resolves names, and returns the claims with their
resolutions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from contested.claim.attribute import Attributor
from contested.claim.claim import OUTLET, Claim, Resolution
from contested.claim.clause import Parse
from contested.claim.context import Setting, choose_setting
from contested.claim.draft import Draft
from contested.claim.echo import echoed
from contested.claim.ground import Ground, GroundedPlace
from contested.claim.lexicon import load_lexicon
from contested.claim.parse import ClauseReader
from contested.claim.place_phrase import phrase_place
from contested.claim.roles import drafts_of
from contested.claim.text import sentences
from contested.claim.when import dates_of, stated_dates
from contested.claim.words import Word, split_words
from contested.report.report import Report

EXTRACTOR = "grammar-1"
WHERE = frozenset(
    {"in", "from", "to", "near", "at", "around", "toward", "into", "through", "between", "on"}
)
QUOTES = '«»“”„"'


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one report. `notes` are plain messages about what could not be read."""

    claims: tuple[Claim, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _State:
    claims: dict[tuple[str | None, ...], Claim] = field(default_factory=dict)
    resolutions: dict[str, Resolution] = field(default_factory=dict)


class Reader:
    """Reads reports. Cheap to make: languages, names and gazetteers load when first needed.

    `theatre` is the name or path of a theatre pack, a country or a conflict's usual name; None lets
    each report's own places decide.
    """

    extractor = EXTRACTOR

    def __init__(self, theatre: str | None = None) -> None:
        self.theatre = theatre

    def read(self, report: Report) -> Reading:
        """All claims of a report, in the order of the text. Raises nothing for odd texts."""
        language = (report.language or "").split("-")[0]
        lexicon = load_lexicon(language)
        if lexicon is None:
            return Reading(notes=(f"no rules for language {report.language or 'unknown'!r}",))
        published = _day(report.published_at)
        parts = sentences(report.text, lexicon.abbreviations)
        setting: Setting = choose_setting(self.theatre, lexicon, parts, published)
        ground = Ground(
            setting.names, setting.resolver, setting.countries, published, setting.glosses
        )
        clauses = ClauseReader(lexicon)
        attributor = Attributor(ground)
        state = _State()
        paragraph = -1
        previous: list[Draft] = []
        headline: list[tuple[Draft, list[Word]]] = []
        for sentence in parts:
            words = split_words(sentence, report.text, lexicon, setting.names)
            if not sentence.headline and sentence.paragraph == 1 and paragraph < 1:
                words = without_dateline(words)
            words = without_scare_quotes(words)
            parse = clauses.parse(words)
            attribution = attributor.attribute(
                parse, sentence.opens_in_quote, sentence.paragraph != paragraph
            )
            paragraph = sentence.paragraph
            ground.begin_sentence()
            ground.here = named_places(parse, ground)
            ground.here_groups = [
                ground.by_id(p.actor.id) for p in parse.phrases
                if p.actor is not None and p.actor.id in ground.actors
            ]  # fmt: skip
            drafts = drafts_of(ground, parse, attribution)
            for _, place in ground.here:
                ground.note_place(place)
            for phrase in sorted(parse.phrases, key=lambda p: p.start):
                if phrase.actor is not None and not phrase.actor.anaphor and not phrase.actor.weak:
                    subject = any(c.subj is phrase for c in parse.clauses)
                    ground.note_actor(ground.phrase_actor(phrase), subject=subject)
            drafts += list(echoed(ground, parse, attribution, previous))
            if drafts:
                previous = drafts
            for draft in drafts:
                if sentence.headline:
                    headline.append((draft, words))
                    continue
                self._keep(draft, words, report, state, lexicon, published)
                for other in draft.speaker.also if draft.speaker is not None else ():
                    draft.speaker = other
                    self._keep(draft, words, report, state, lexicon, published)
        told = {(c.predicate, c.place) for c in state.claims.values()}
        held = {c.place for c in state.claims.values()}
        for draft, words in headline:
            name = draft.place.name if draft.place is not None else None
            if (
                draft.predicate == "captures"
                and draft.actor is not None
                and name in held
                and ((draft.predicate, name) not in told)
            ):
                self._keep(draft, words, report, state, lexicon, published)
        notes = []
        if setting.note:
            notes.append(setting.note)
        if published is None:
            notes.append("no publication date: relative dates are left open")
        claims = tuple(state.claims.values())
        return Reading(claims, tuple(state.resolutions[c.id] for c in claims), tuple(notes))

    def _keep(self, draft: Draft, words, report, state, lexicon, published) -> None:  # type: ignore[no-untyped-def]
        start = words[draft.start].start
        end = words[max(draft.start, draft.end - 1)].end
        on, since, until = dates_of(draft, words, stated_dates(words, published), published)
        place = draft.place
        speaker = draft.speaker
        if published is not None and on is not None and int(on[:4]) < published.year - 1:
            return  # history
        claim = Claim(
            report_id=report.id,
            predicate=draft.predicate,  # type: ignore[arg-type]
            actor=draft.actor.name if draft.actor is not None else None,
            target=draft.target.name if draft.target is not None else None,
            place=place.name if place is not None else None,
            extent=draft.extent,  # type: ignore[arg-type]
            speaker=speaker.name if speaker is not None else OUTLET,
            factuality=draft.factuality,  # type: ignore[arg-type]
            evidence=report.text[start:end],
            start=start,
            end=end,
            channel=speaker.channel or None if speaker is not None else None,
            on=on,
            since=since,
            until=until,
            actor_text=draft.actor.text if draft.actor is not None else None,
            target_text=draft.target.text if draft.target is not None else None,
            toponym=place.text if place is not None else None,
            speaker_text=speaker.text if speaker is not None else None,
            speaker_chain=(speaker.name, *speaker.chain) if speaker is not None else (),
            extractor=EXTRACTOR,
            confidence=round(draft.sure, 3),
        )
        key = (
            claim.predicate,
            claim.actor,
            claim.place or claim.target,
            claim.speaker,
            claim.factuality,
        )
        known = state.claims.get(key)
        if known is not None and known.confidence >= claim.confidence:
            return
        state.claims[key] = claim
        state.resolutions[claim.id] = Resolution(
            claim.id,
            place.id or None if place is not None else None,
            draft.actor.id or None if draft.actor is not None else None,
            draft.target.id or None if draft.target is not None else None,
            speaker.id or None if speaker is not None else None,
            place.place.lat_deg if place is not None and place.place is not None else None,
            place.place.lon_deg if place is not None and place.place is not None else None,
            EXTRACTOR,
            round(place.sure if place is not None else 1.0, 3),
        )


def named_places(parse: Parse, ground: Ground) -> list[tuple[int, GroundedPlace]]:
    """The places a sentence names, with the position of each, in order."""
    found = []
    for phrase in sorted(parse.phrases, key=lambda p: p.start):
        ref = phrase.place
        if ref is None or ref.anaphor or ref.weak or phrase.cue is not None or phrase.official:
            continue
        if phrase.head is not None and (phrase.head.official or phrase.head.source):
            continue  # where somebody sits who speaks
        if phrase.actor is not None and phrase.actor.weak and phrase.actor.country:
            continue  # a capital that speaks or acts
        place = phrase_place(ground, phrase)
        placed = not ref.unknown or ref.kind or set(phrase.prep) & WHERE
        if not placed and (place is None or place.sure < 0.9 or " " in ref.text):
            continue  # a capitalised word that nothing says to be a place
        if place is not None and place.kind not in ("country", "border"):
            found.append((phrase.start, place))
    return found


def without_scare_quotes(words: list[Word]) -> list[Word]:
    """The words without quotation marks round a few of them, which quote no sentence."""
    dropped: set[int] = set()
    opened = -1
    for i, word in enumerate(words):
        if word.kind != "punct" or word.text not in QUOTES:
            continue
        if opened < 0:
            opened = i
            continue
        inside = words[opened + 1 : i]
        if 0 < len(inside) <= 6 and not any(w.text in ".!?;" for w in inside[:-1]) and opened > 0:
            dropped |= {opened, i}
        opened = -1
    if not dropped:
        return words
    kept = [w for i, w in enumerate(words) if i not in dropped]
    for index, word in enumerate(kept):
        word.index = index
    return kept


def without_dateline(words: list[Word]) -> list[Word]:
    """The words behind an opening such as "BEIRUT (AP) -" or "KYIV, Oct. 3:"."""
    for i, word in enumerate(words[:16]):
        if word.kind == "punct" and word.text in "-–—:•|":
            rest = words[i + 1 :]
            for index, other in enumerate(rest):
                other.index = index
            return rest
        if word.kind == "word" and not word.capital and word.form.time is None:
            break
        if word.form.verbs and not word.capital:
            break
    return words


def _day(published_at: str | None) -> date | None:
    try:
        return date.fromisoformat(published_at[:10]) if published_at else None
    except ValueError:
        return None
