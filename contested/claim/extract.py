"""The reader: from a report to its claims.

`Reader(theatre).read(report)` splits the text, parses its sentences, gives every clause its
speaker, fills the roles of the cues it meets, resolves names, and returns the claims with their
resolutions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from contested.claim.attribute import Attribution, Attributor
from contested.claim.bracket import unbracketed
from contested.claim.capital_noun import capital_nouns
from contested.claim.caseless_name import tell_names
from contested.claim.cataphor import name_to_come, waits_for_name
from contested.claim.claim import CONTROL_PREDICATES, Claim, Resolution
from contested.claim.clause import Clause, Parse
from contested.claim.context import Setting, apart, choose_setting
from contested.claim.draft import Draft
from contested.claim.echo import echoed, told_before
from contested.claim.factuality import (
    deny_predicates,
    hedge_almost,
    hedge_beside,
    note_ordinals,
)
from contested.claim.formation import Formations
from contested.claim.ground import Ground, PlaceMention
from contested.claim.lexicon import load_lexicon
from contested.claim.listed import listed
from contested.claim.lost_apostrophe import restore_possessives
from contested.claim.lost_comma import has_lost_commas, restore_commas
from contested.claim.paragraph_label import label_end, opens_line, said_of_label
from contested.claim.parse import clause_reader
from contested.claim.phrase import Phrase
from contested.claim.place_anaphor import is_regional, place_of_office, prominence
from contested.claim.place_phrase import phrase_place
from contested.claim.quotation import closing_sentence, copied
from contested.claim.record import EXTRACTOR, Record
from contested.claim.roles import drafts_of
from contested.claim.scenery import country_of_scene, only_describes
from contested.claim.standing import with_standing
from contested.claim.text import sentences
from contested.claim.trim import (
    is_furniture,
    without_caption,
    without_dateline,
    without_scare_quotes,
    without_title,
)
from contested.claim.untrue import negate_untrue
from contested.claim.when import Stated, stated_dates
from contested.claim.whole_name import whole_names
from contested.claim.words import Word, split_words
from contested.place.world import open_world
from contested.report.report import Report

_OFFICE = 0.5  # how much a sentence is about the town whose mayor speaks

_THERE = frozenset({"in", "at", "near", "around", "into"})  # where a capital is no party
WHERE = frozenset(
    {"in", "from", "to", "near", "at", "around", "toward", "into", "through", "between", "on"}
)
SURE_PLACE = 0.85  # a listed name is a place from here on, whatever stands around it
SURE_INFLECTED = 0.9  # the same where names inflect and are met by their stems


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one report. `notes` are plain messages about what could not be read,
    `theatre` is the pack or the countries that its names were looked up in."""

    claims: tuple[Claim, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    notes: tuple[str, ...] = ()
    theatre: str = ""


class Reader:
    """Reads reports. Cheap to make: languages, names and gazetteers load when first needed.

    `theatre` is the name or path of a theatre pack, a country or a conflict's usual name; None lets
    each report's own places decide.
    """

    extractor = EXTRACTOR

    def __init__(self, theatre: str | None = None) -> None:
        self.theatre = theatre
        self._prepared: set[str] = set()

    def prepare(self, language: str) -> None:
        """Load a language, its names and the gazetteer, so that reading takes only its own time.

        On a machine where they were never loaded they are compiled first (some seconds).
        """
        if language not in self._prepared:
            self._prepared.add(language)
            open_world()
            self.read(Report("", language=language))

    def read(
        self, report: Report, trails: dict[str, tuple[str, dict[str, float]]] | None = None
    ) -> Reading:
        """All claims of a report, in the order of the text. Raises nothing for odd texts.

        `trails` is told by claim id the rule that read each and its traits (`claim.trail`).
        """
        language = (report.language or "").split("-")[0]
        lexicon = load_lexicon(language)
        if lexicon is None:
            return Reading(notes=(f"no rules for language {report.language or 'unknown'!r}",))
        published = _day(report.published_at)
        parts = sentences(
            report.text, lexicon.abbreviations, writing=lexicon.writing,
            ordinal_stops=bool(lexicon.settings.get("ordinal_stops")), units=lexicon.units,
            headed=report.headed,
        )  # fmt: skip
        parts = apart(parts, lexicon)
        setting: Setting = choose_setting(self.theatre, lexicon, parts, published)
        ground = Ground(
            setting.names, setting.resolver, setting.countries, published, setting.glosses
        )
        attributor = Attributor(ground)
        clauses = clause_reader(lexicon)
        nouns = capital_nouns(lexicon)
        formations = Formations(lexicon)
        ordinals = frozenset(lexicon.settings.get("ordinals", ()))
        outcomes = frozenset(lexicon.settings.get("outcomes", ()))
        paragraph = -1
        previous: list[Draft] = []
        headline: list[tuple[Draft, list[Word], list[Stated]]] = []
        waiting: list[tuple[Draft, list[Word], list[Stated]]] = []  # of the sentence before
        parts = restore_possessives(parts, report.text, lexicon, setting.names)
        split = [split_words(s, report.text, lexicon, setting.names) for s in parts]
        split = [whole_names(words, report.text, lexicon, open_world()) for words in split]
        record = Record(report, published, trails, has_lost_commas(split, report.text))
        split = restore_commas(split, report.text, lexicon, ground.actors)
        if lexicon.caseless:
            tell_names(split)
        for words in split:
            ground.bases.note(words)
        ground.foresee(
            [w.entity.actors[0] for words in split for w in words
             if w.entity is not None and w.entity.actors]
        )  # fmt: skip

        def parsed(words: list[Word]) -> Parse:
            words = formations.named(without_scare_quotes(words, lexicon.verb_final))
            words = with_standing(words, lexicon, ground.actors, setting.countries, published)
            if nouns is not None:
                words = nouns.told(words)
            if lexicon.settings.get("verb_bracket"):
                words = unbracketed(words, lexicon)
            return clauses.parse(words)

        for index, (sentence, words) in enumerate(zip(parts, split, strict=True)):
            if not sentence.headline and is_furniture(words, report.title or "", lexicon):
                continue
            if not sentence.headline and sentence.paragraph == 1 and paragraph < 1:
                words = without_title(words, report.title or "")
            opens = not sentence.headline and opens_line(report.text, sentence.start)
            colon = label_end(words, ground) if opens else -1
            if colon > 0:
                words = said_of_label(words, colon, lexicon)
            elif not sentence.headline and sentence.paragraph == 1 and paragraph < 1:
                words = without_dateline(words, caseless=lexicon.caseless)
            if not sentence.headline:
                words = without_caption(words)
            if colon > 0 or sentence.paragraph != paragraph:
                ground.label = None
            paragraph = sentence.paragraph
            last = closing_sentence(parts, index)
            if last is not None:
                attributor.foretell(parsed(copied(split[last])))
            parse = parsed(words)
            words = parse.words
            ground.coming = {}
            nameless = [p for p in parse.phrases if waits_for_name(p)]
            if nameless and index + 1 < len(parts) and not sentence.headline:
                _look_ahead(ground, nameless, parsed(copied(split[index + 1])))
            hedge_almost(parse, lexicon.almost)
            hedge_beside(parse)
            note_ordinals(parse, ordinals, outcomes)
            deny_predicates(parse, lexicon)
            ground.scene_country = country_of_scene(parse)
            attribution = attributor.attribute(parse, sentence.opens_in_quote)
            reporter = told_before(parse, attribution, lexicon.echo_verbs)
            for draft, said, on in waiting:
                record.keep(draft if draft.speaker else replace(draft, speaker=reporter), said, on)
            waiting = []
            drafts = _drafts(ground, parse, attribution, previous, colon)
            if not drafts:
                continue
            previous = drafts
            stated = stated_dates(words, published)
            if words and words[-1].text in lexicon.question_marks:
                drafts = []  # a question claims nothing
            for draft in drafts:
                if sentence.headline:
                    headline.append((draft, words, stated))
                else:
                    waiting.append((draft, words, stated))
        for draft, words, stated in waiting:
            record.keep(draft, words, stated)
        told = {(c.predicate, c.place) for c in record.claims}
        held = {c.place for c in record.claims}
        for draft, words, stated in headline:
            name = draft.place.name if draft.place is not None else None
            if (
                draft.predicate == "captures"
                and draft.actor is not None
                and name in held
                and (draft.predicate, name) not in told
            ):
                record.keep(draft, words, stated)
        notes = []
        if setting.note:
            notes.append(setting.note)
        if published is None:
            notes.append("no publication date: relative dates are left open")
        return Reading(record.claims, record.resolutions, tuple(notes), setting.theatre)


def _drafts(
    ground: Ground, parse: Parse, attribution: Attribution, previous: list[Draft], colon: int = -1
) -> list[Draft]:
    """What a sentence says; `previous` is what the last telling sentence said, `colon` the word
    up to which it is the label of its paragraph.

    Afterwards `ground` knows the places and actors that the sentence names.
    """
    phrases = sorted(parse.phrases, key=lambda p: p.start)
    ground.begin_sentence(parse.words)
    ground.here = named_places(parse, phrases, ground)
    ground.sides = [
        PlaceMention(side, ground.sentence, p.start) for p in phrases
        if p.place is not None and p.place.kind == "compass" and set(p.prep) & {"in", "at"}
        and p.of is not None and p.of.place is not None and not p.of.place.anaphor
        and (side := phrase_place(ground, p)) is not None
    ]  # fmt: skip
    if colon > 0 and ground.here and ground.here[0].start < colon:
        ground.label = ground.here[0].place
    here = [p for p in parse.phrases if p.actor is not None and p.actor.id in ground.actors]
    ground.here_groups = [ground.by_id(p.actor.id) for p in here if p.actor is not None]
    ground.here_starts = [p.start for p in here]
    drafts = drafts_of(ground, parse, attribution)
    for mention in ground.here:
        ground.note_place(mention.place, mention.weight)
    subjects = {id(clause.subj) for clause in parse.clauses if not _is_teller(clause)}
    for phrase in phrases:
        if phrase.actor is not None and not phrase.actor.anaphor and not phrase.actor.weak:
            if only_describes(phrase, phrases, parse):
                continue
            ground.note_actor(ground.phrase_actor(phrase), subject=id(phrase) in subjects)
    for clause in sorted(parse.clauses, key=lambda c: c.kind == "main"):
        if clause.subj is not None and clause.verb is not None and not clause.subj.official:
            number = "pl" if clause.subj.conjuncts else clause.subj.number
            ground.note_subject(ground.phrase_actor(clause.subj), number)
    drafts.extend(list(echoed(ground, parse, attribution, previous, drafts)))
    drafts.extend(list(listed(ground, parse, attribution, previous)))
    ground.history.extend(drafts)
    return negate_untrue(drafts, previous, parse, attribution, ground.names.lexicon)


def _look_ahead(ground: Ground, nameless: list[Phrase], following: Parse) -> None:
    """Note which places the next sentence names that this one tells of without a name."""
    phrases = sorted(following.phrases, key=lambda p: p.start)
    coming = named_places(following, phrases, ground)
    known = {m.place.name for m in ground.mentions}
    for phrase in nameless:
        place = name_to_come(phrase, following, coming, known)
        if place is not None:
            named = replace(place, text=phrase.place.text if phrase.place else "", extent="")
            ground.coming[phrase.start] = (phrase, replace(named, sure=named.sure * 0.8))


def _is_of_office(phrase: Phrase) -> bool:
    """Whether a place only says of which area somebody is an official."""
    area = phrase.head
    return (
        area is not None and area.of is phrase and area.place is not None and area.place.anaphor
        and area.place.kind in ("province", "region", "district") and area.head is not None
        and area.head.of is area and (area.head.official or bool(area.head.source))
    )  # fmt: skip


def _is_teller(clause: Clause) -> bool:
    """Whether the subject of a clause is a person who only tells what others do."""
    verb, subject = clause.verb, clause.subj
    if verb is None or subject is None or not verb.is_a("speech") or verb.is_a("rule"):
        return False
    ref = subject.actor
    return subject.official or (ref is not None and (ref.human or bool(ref.person)))


def named_places(parse: Parse, phrases: list[Phrase], ground: Ground) -> list[PlaceMention]:
    """The places that the phrases of a sentence name, in their order."""
    found = []
    sure = SURE_INFLECTED if ground.names.lexicon.case else SURE_PLACE
    for phrase in phrases:
        ref = phrase.place
        if phrase.official or (phrase.head is not None and phrase.head.official):
            seat = place_of_office(ground, phrase)
            if seat is not None:
                found.append(PlaceMention(seat, ground.sentence, phrase.start, _OFFICE))
            continue
        if ref is None or ref.anaphor or ref.weak or phrase.cue is not None:
            continue
        if _is_of_office(phrase):
            continue  # "an official of the region of X"
        if phrase.channel and ref.unknown:
            continue  # "reached on WhatsApp"
        if is_regional(ground, phrase):
            continue  # "Luhansk governor X": of the province
        if phrase.actor is not None and phrase.actor.weak and phrase.actor.country and not (
            phrase.actor.country in ground.countries
            and ((set(phrase.prep) & _THERE and not _is_seat(phrase)) or _leaves(parse, phrase))
        ):  # fmt: skip
            continue  # a capital that speaks or acts
        if _tells(parse, phrase):
            continue  # so does another town that announces something
        lives = _lives(ground, phrase) or _is_of_kind(phrase)
        placed = bool(not ref.unknown or ref.kind or lives or set(phrase.prep) & WHERE)
        placed = placed or _is_taken(parse, phrase)
        named = lives or ref.kind or "of" not in phrase.prep
        place = phrase_place(ground, phrase, unknown_ok=bool(placed and named))
        if not placed and (place is None or place.sure < sure or " " in ref.text):
            continue  # a capitalised word that nothing says to be a place
        if place is not None and place.kind in ("city", "town") and _is_called_region(phrase):
            place = replace(place, kind="region")
        if place is not None and place.kind not in ("country", "border"):
            if len(phrase.conjuncts) == 1:
                other = phrase_place(ground, phrase.conjuncts[0])
                if other is not None and other.name != place.name:
                    ground.couples.append((place.name, other.name))
            weight = prominence(parse, phrase)
            found.append(PlaceMention(place, ground.sentence, phrase.start, weight))
    return found


def _is_called_region(phrase: Phrase) -> bool:
    """Whether a town's name is that of a region of a country: "the Ukrainian region of X"."""
    head = phrase.head
    if head is None or head.of is not phrase or head.place is None or head.place.plural:
        return False
    kind = head.place.kind
    return kind == "province" or (kind == "region" and head.adj_actor is not None)


def _tells(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase names who says something: "Erbil announced the fall of the town"."""
    return not phrase.prep and any(
        clause.subj is phrase
        and clause.verb is not None
        and clause.verb.is_a("speech")
        and not clause.verb.passive
        and not clause.verb.is_a("rule")
        for clause in parse.clauses
    )


def _is_taken(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase is what somebody takes, holds, or a party enters: a name there is one of a
    place."""
    for clause in parse.clauses:
        if clause.verb is None or phrase.prep or phrase not in clause.args:
            continue
        frames = [s.rule.frame for s in clause.verb.senses("rule") if s.rule is not None]
        party = clause.subj is not None and clause.subj.actor is not None
        if any(
            (f.place[:1] == ("obj",) and f.predicate in CONTROL_PREDICATES)
            or (f.name == "advance" and party and not clause.verb.passive)
            for f in frames
        ):  # fmt: skip
            return True
    return False


def _is_seat(phrase: Phrase) -> bool:
    """Whether a phrase only says where a government sits or something was agreed on."""
    head = phrase.head
    return head is not None and (head.official or head.actor is not None or head.ordinary)


def _leaves(parse: Parse, phrase: Phrase) -> bool:
    """Whether a phrase says from where somebody withdraws."""
    return "from" in phrase.prep and any(
        clause.verb is not None and phrase in clause.args
        and any(
            s.rule is not None and s.rule.frame.predicate == "withdraws"
            for s in clause.verb.senses("rule")
        )
        for clause in parse.clauses
    )  # fmt: skip


def _lives(ground: Ground, phrase: Phrase) -> bool:
    """Whether a phrase says where people are from: "residents of X"."""
    head = phrase.head
    if head is None or head.of is not phrase:
        return False
    if head.source:
        return True
    actor_id = head.actor.id if head.actor is not None else ""
    return actor_id in ground.actors and not ground.actors.get(actor_id).is_belligerent


def _is_of_kind(phrase: Phrase) -> bool:
    """Whether a phrase is the name behind a word for one town: "the village of X"."""
    head = phrase.head
    kind = head.place if head is not None and head.of is phrase else None
    return kind is not None and kind.kind in ("city", "town", "village") and not kind.plural


def _day(published_at: str | None) -> date | None:
    try:
        return date.fromisoformat(published_at[:10]) if published_at else None
    except ValueError:
        return None
