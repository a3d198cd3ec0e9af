"""What a run of words refers to: a place, an actor, a cue noun, a speaker, or anything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from contested.claim.affix import DEFINITE
from contested.claim.agreement import READ_FIRST
from contested.claim.canonical import ADJECTIVES
from contested.claim.form import NounSense
from contested.claim.formation import begins_name
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.words import Word

_FEW = 4  # numbers up to this one may stand beside what looks like a singular ("two brigades")


@dataclass(slots=True)
class _Parts:
    """The words of a run by what they can be, and where the deciding ones stand."""

    actor: ActorRef | None = None
    actor_at: int = -1
    place: PlaceRef | None = None
    compass: list[str] = field(default_factory=list)
    compass_at: int = -1
    compass_adjective: bool = False  # the last compass word says which part
    head: NounSense | None = None
    head_at: int = -1
    head_word: Word | None = None
    role_adj: tuple[str, Word] | None = None
    has_kind: bool = False  # a noun such as "town" is among the words
    unknown: list[Word] = field(default_factory=list)

    @property
    def capitalised(self) -> list[Word]:
        """The unlisted capitalised words, with the particles between them ("Cabo de Hornos")."""
        named = [w for w in self.unknown if w.capital and w.kind == "word"]
        if len(named) < 2:
            return named
        return [
            w for w in self.unknown
            if w in named
            or (len(w.text) <= 3 and named[0].index < w.index < named[-1].index)
        ]  # fmt: skip


def interpret(lexicon: Lexicon, phrase: Phrase, words: list[Word], first: int, end: int) -> None:
    """Fill in what the words `first` to `end` refer to."""
    run = words[first:end]
    if not run:
        return
    parts = _sort_words(lexicon, phrase, run)
    head, actor, last = parts.head, parts.actor, run[-1]
    # an ordinary last word makes the names before it modifiers: "Turkish lira"
    ordinary = (
        lexicon.head_last and last in parts.unknown and not last.capital and last.entity is None
    )
    if not lexicon.head_last and parts.unknown and head is None and parts.unknown[0] is run[0]:
        ordinary = not run[0].capital and (actor is None or parts.actor_at > 0)
    named = ordinary and not lexicon.head_last and _is_named(parts, run)
    if not lexicon.head_last and head is None and last in parts.unknown and not last.capital:
        ordinary = ordinary or _is_described(parts, run)
    ordinary = ordinary and not named
    if lexicon.agreement and head is None and any(
        not w.capital and w.kind == "word" and not w.form.fold.endswith(lexicon.adjectival)
        for w in parts.unknown
    ):  # fmt: skip
        ordinary = True  # "Italian giants"
    phrase.head_word = (parts.head_word or last).form.fold
    modifier = _modified(actor, parts.role_adj)
    if ordinary or (head is not None and head.kind == "ordinary"):
        phrase.ordinary = True
        phrase.adj_actor, phrase.adj_place = modifier, parts.place
        return
    capitalised = parts.capitalised
    if head is not None and (
        parts.head_at > parts.actor_at or not lexicon.head_last or head.kind in ("place", "cue")
    ):
        _headed(phrase, head, modifier, parts, run)
    elif actor is not None or parts.place is not None:
        phrase.actor, phrase.place = modifier, parts.place
        if actor is not None and actor.described and capitalised and not lexicon.head_last:
            name = _span(capitalised)  # "the Islamist group X", X in no list
            phrase.actor = ActorRef(name, person=name, anaphor="group")
        if phrase.place is not None:
            phrase.place.compass = tuple(parts.compass)
    elif parts.role_adj is not None:
        phrase.actor = modifier
    elif parts.compass:
        phrase.place = PlaceRef(
            " ".join(w.text for w in run), kind="compass", anaphor=True,
            compass=tuple(parts.compass),
            beside=_beside(lexicon, phrase, run) and not parts.compass_adjective,
        )  # fmt: skip
    elif capitalised:
        text = _span(capitalised)
        phrase.place = PlaceRef(text, unknown=True)
        phrase.actor = ActorRef(text, person=text, weak=True)
    if capitalised and phrase.place is not None and phrase.place.kind == "compass":
        phrase.place = PlaceRef(_span(capitalised), unknown=True, compass=tuple(parts.compass))
    if parts.has_kind and phrase.place is not None and not phrase.place.kind and head:
        phrase.place.kind = head.arg


def _beside(lexicon: Lexicon, phrase: Phrase, run: list[Word]) -> bool:
    """Whether a compass word says beside a place ("north of X"), not inside it."""
    if lexicon.agreement:
        sides = [w.form for w in run if w.form.compass in ADJECTIVES]
        if not sides or any(form.adj_cases for form in sides):
            return False  # "the center", "the eastern part"
        return not set(phrase.prep) & {"in", "on", "from", "into"} or "toward" in phrase.prep
    return not phrase.det


def _is_named(parts: _Parts, run: list[Word]) -> bool:
    """Whether an unlisted noun only says what kind of thing the name behind it is."""
    plain = [w for w in parts.unknown if not w.capital]
    named = [w for w in run if w.capital]
    return len(plain) == 1 and plain[0] is run[0] and run[1:] == named and bool(named)


def _is_described(parts: _Parts, run: list[Word]) -> bool:
    """Whether the actor is only an adjective before an unlisted noun: "Russian energy"."""
    word = run[parts.actor_at] if parts.actor is not None else None
    return (
        word is not None and not word.capital and word.index < run[-1].index
        and word.entity is not None and word.entity.gentilic
    )  # fmt: skip


def _sort_words(lexicon: Lexicon, phrase: Phrase, run: list[Word]) -> _Parts:
    """What each word of a run can be; marks of case, number and time go to the phrase."""
    head_last = lexicon.head_last
    parts = _Parts()
    skip = -1
    for k, word in enumerate(run):
        if k <= skip:
            continue
        form = word.form
        following = run[k + 1] if k + 1 < len(run) else None
        before_noun = (
            lexicon.agreement and following is not None and following.entity is None
            and bool(following.form.nouns)
        )  # fmt: skip
        if following is not None and following.joined and following.form.compound:
            holder = _holder(word)
            if following.form.compound != "ignored" and holder is not None:
                phrase.held.append((following.form.compound, holder))
            skip = k + 1
        elif form.attribute and word.entity is None and following is not None:
            phrase.attribute = form.attribute
        elif word.entity is not None and not _ends_name(run, k):
            _take_name(lexicon, phrase, parts, run, k)
        elif (
            form.compass and word.capital and word.index and not word.joined
            and following is not None and following.capital and following.entity is None
            and not following.form.known
        ):  # fmt: skip
            parts.unknown.append(word)  # "North Kivu"
        elif form.compass:
            parts.compass.append(form.compass)
            parts.compass_at, parts.compass_adjective = k, form.compass_adjective
            phrase.cases = phrase.cases or form.adj_cases
        elif form.role_adj and (not form.nouns or before_noun or (head_last and k < len(run) - 1)):
            parts.role_adj = (form.role_adj, word)
        elif (
            lexicon.agreement and form.adjective and word.capital and following is not None
            and following.capital and following.entity is None and not following.form.known
        ):  # fmt: skip
            parts.unknown.append(word)  # "Velykyi Burluk": the adjective is of the name
        elif form.adjective and (not form.nouns or before_noun) and not form.channel:
            phrase.cases = phrase.cases or form.adj_cases
        elif form.quant and not form.nouns:
            continue
        else:
            if form.channel:
                phrase.channel = form.channel
            sense = _noun(form.nouns, phrase if lexicon.agreement else None)
            if sense is not None and sense.kind in ("cue", "ordinary") and _in_name(run, k):
                sense = None  # "Raid Jubbouri"
            if sense is not None and sense.kind == "role" and _names_area(run, k):
                sense = next((s for s in form.nouns if s.kind == "place"), sense)
            if sense is not None:
                _take_noun(lexicon, phrase, parts, sense, run, k)
            elif word.kind == "num" or form.number:
                phrase.number_value = word.text
                two = form.number == 2 or word.text == "2"
                phrase.pair = phrase.pair or (two and phrase.det == "definite")
            elif form.time is not None:
                phrase.time = form.time[0]
            else:
                parts.unknown.append(word)
                if head_last and not word.capital:
                    parts.head, parts.head_at, parts.head_word = None, k, word
    return parts


def _in_name(run: list[Word], k: int) -> bool:
    """Whether a capitalised noun inside a sentence is a part of an unlisted name."""
    word = run[k]
    if not word.capital or not word.index or word.text.isupper():
        return False
    beside = [run[j] for j in (k - 1, k + 1) if 0 <= j < len(run)]
    return any(w.capital and not w.form.known and w.entity is None for w in beside)


def _ends_name(run: list[Word], k: int) -> bool:
    """Whether a known name is only the end of a longer unlisted one: "Santa Maria da Praia"."""
    entity = run[k].entity
    if entity is None:
        return False
    following = run[k + 1] if k + 1 < len(run) else None
    if (
        entity.people and entity.length == 1 and following is not None and following.capital
        and following.entity is None and not following.form.known
    ):  # fmt: skip
        return True  # another one of that name
    if not k:
        return False
    particle, first = run[k - 1], run[k - 2] if k > 1 else run[k - 1]
    if particle.capital and entity.places and not run[k].joined:
        return (  # "Omar Homs"
            particle.entity is None and not particle.form.known and particle.kind == "word"
            and bool(particle.index)
        )  # fmt: skip
    return k > 1 and (
        not particle.form.known and not particle.capital and len(particle.text) <= 3
        and first.capital and first.entity is None and not first.form.known
    )  # fmt: skip


def _names_area(run: list[Word], k: int) -> bool:
    """Whether a noun such as "state" stands behind a name that is not an adjective of a country."""
    before = run[k - 1] if k else None
    return (
        before is not None and before.capital and before.kind == "word"
        and not before.form.role_adj
        and not (before.entity is not None and before.entity.gentilic)
    )  # fmt: skip


def _take_name(lexicon: Lexicon, phrase: Phrase, parts: _Parts, run: list[Word], k: int) -> None:
    """Read a name: of an actor, a place, or a place that says who holds it."""
    word = run[k]
    held = _held_name(lexicon, word)
    if held is not None:
        phrase.held.append(held)
    ref, where = _actor_of(word), _place_of(word)
    if lexicon.capitals_mark_names and not word.capital and where is not None and where.country:
        where = (
            None  # "the Syrian town" in a language where its adjective has the country's letters
        )
    actor, place = parts.actor, parts.place
    if ref is not None and (
        actor is None or actor.weak or (not ref.weak and actor.country and not actor.id)
        or (actor.described and ref.id and not ref.described)  # "the Islamist group X"
    ):  # fmt: skip
        if actor is not None and actor.country and not ref.country and ref.role:
            ref.country = actor.country
        before = run[k - 1] if k else None
        if (
            ref.id and word.entity is not None and word.entity.people and before is not None
            and before.capital and before.entity is None and not before.form.known
        ):  # fmt: skip
            ref.person = f"{before.text} {word.text}"  # perhaps a namesake
        parts.actor, parts.actor_at = ref, k
    if where is not None and (place is None or place.weak or place.unknown):
        parts.place = where


def _take_noun(
    lexicon: Lexicon, phrase: Phrase, parts: _Parts, sense: NounSense, run: list[Word], k: int
) -> None:
    """Read a class noun: the head of the phrase, or a role word beside its head."""
    head, head_last = parts.head, lexicon.head_last
    if head is not None and head.kind == "role" and sense.kind == "force":
        parts.role_adj = parts.role_adj or (head.arg, run[parts.head_at])
    if (
        head is not None and not head_last
        and head.kind == "role" and run[parts.head_at].form.role_adj
        and sense.kind in ("cue", "place", "official", "source", "supplies", "ordinary")
    ):  # fmt: skip
        parts.role_adj = parts.role_adj or (head.arg, run[parts.head_at])  # "government control"
        parts.head = head = None
    if (
        head is not None and not head_last and sense.kind == "role"
        and head.kind in ("force", "group", "official", "place", "cue")
    ):  # fmt: skip
        parts.role_adj = parts.role_adj or (sense.arg, run[k])
    if head is None or (head_last and sense.kind != "time") or head.kind == "ordinary":
        parts.head, parts.head_at, parts.head_word = sense, k, run[k]
    cases = run[k].form.adj_cases if sense.kind == "role" and run[k].form.role_adj else sense.cases
    if (cases or sense.cases) and not lexicon.agreement:
        cases = cases or sense.cases
        phrase.cases = (phrase.cases & cases) or phrase.cases or cases
    if sense.number and not phrase.number and not lexicon.agreement:
        phrase.number = sense.number
    if sense.kind == "place" and DEFINITE in run[k].marks:
        phrase.pair = phrase.pair or run[k].form.fold.endswith(lexicon.dual_endings)
    if sense.gender and not phrase.gender and not run[k].form.role_adj:
        phrase.gender = sense.gender
    parts.has_kind = parts.has_kind or sense.kind == "place"


def _headed(
    phrase: Phrase, head: NounSense, actor: ActorRef | None, parts: _Parts, run: list[Word]
) -> None:
    """A phrase whose head noun is known: force, role, place kind, cue, official, source."""
    text = _span(run)
    place, compass, capitalised = parts.place, parts.compass, parts.capitalised
    head_word = parts.head_word
    match head.kind:
        case "force" | "role" | "group":
            if head.kind != "role" and begins_name(actor, run, parts.actor_at, parts.head_at):
                phrase.actor = ActorRef(text, person=text, anaphor="formation")
                return
            if actor is not None and actor.weak and actor.country and head.kind == "group":
                actor = None  # "Syria terrorists": where, not whose
            if (
                actor is not None and actor.country and not actor.id and actor.role == "state"
                and head.kind == "group"
            ):  # fmt: skip  # "the Palestinian organisation"
                phrase.actor = ActorRef(text, anaphor="group", country=actor.country)
            elif actor is not None and (actor.id or (actor.country and head.kind != "role")):
                phrase.actor = actor
                if head.kind == "force" and actor.weak:
                    actor.weak = False
            elif head.kind == "role":
                country = actor.country if actor is not None else ""
                phrase.actor = ActorRef(text, role=head.arg, country=country)
            elif head.arg == "own" and phrase.det != "possessive":
                phrase.ordinary = True
            elif actor is not None:
                phrase.actor = actor
            elif capitalised:
                phrase.actor = ActorRef(text, person=_span(capitalised), anaphor=head.arg)
            elif head.kind == "force" and head.number != "pl" and _ordinal(phrase.number_value):
                phrase.actor = ActorRef(text, anaphor="regular")  # "the 17th Division"
                phrase.number_value = ""
            else:
                phrase.actor = ActorRef(text, anaphor=head.arg)
            phrase.adj_place = place
        case "place":
            plural = head.number == "pl"
            if place is not None and not (place.weak and head.arg not in ("border",)):
                phrase.place = place
                place.text = place.text if place.unknown else text
                place.kind = head.arg
                place.plural = plural
            elif capitalised:
                phrase.place = PlaceRef(_span(capitalised), kind=head.arg, unknown=True)
            else:
                phrase.place = PlaceRef(text, kind=head.arg, anaphor=True, plural=plural)
                if place is not None:
                    phrase.adj_place = place
            phrase.place.compass = tuple(compass)
            phrase.place.noun = head_word.form.fold if head_word is not None else ""
            phrase.place.beside = (
                bool(compass) and parts.compass_at > parts.head_at and not parts.compass_adjective
            )
            phrase.adj_actor = actor
        case "cue":
            phrase.cue = head
            if head.arg == "supply_noun":  # a supply line is a road too: it can be cut
                phrase.place = PlaceRef(text, kind="route", anaphor=True)
            if head.rule is not None and head.rule.frame.ally:
                phrase.actor = actor
            phrase.adj_actor = actor
            phrase.adj_place = place or (
                PlaceRef(_span(capitalised), unknown=True) if capitalised else None
            )
        case "official":
            phrase.official = True
            phrase.person = _span(capitalised) if capitalised else ""
            phrase.adj_actor = actor
            phrase.actor = actor
            phrase.adj_place = place
            if actor is None and not capitalised and compass and run[0].capital and run[0].index:
                phrase.actor = ActorRef(text, person=text, weak=True)  # "the Western Command"
            elif actor is None and capitalised:
                phrase.actor = ActorRef(text, person=_span(capitalised), weak=True)
            elif actor is not None:
                actor.weak = False
        case "source":
            phrase.source = head.arg
            phrase.adj_actor = actor
            phrase.actor = ActorRef(text, source=head.arg)
            if place is not None:
                phrase.adj_place = place
        case "time":
            phrase.time = head.arg
        case "supplies":
            phrase.supplies = phrase.ordinary = True
            phrase.adj_actor = actor
        case _:
            phrase.ordinary = True
            phrase.adj_actor = actor
            phrase.adj_place = place


def _ordinal(number: str) -> bool:
    """Whether a number beside a noun in the singular tells a unit from others."""
    digits = "".join(c for c in number if c.isdigit())
    return bool(digits) and int(digits) > _FEW


def _span(run: list[Word]) -> str:
    parts = [run[0].text]
    for before, word in pairwise(run):
        parts.append(("-" if word.joined else "" if word.start == before.end else " ") + word.text)
    return "".join(parts)


def _modified(actor: ActorRef | None, role_adj: tuple[str, Word] | None) -> ActorRef | None:
    """An actor name and a role word together: "Syrian" + "rebel" is one description."""
    if role_adj is None:
        return actor
    role, word = role_adj
    if actor is None or actor.person:
        return ActorRef(word.text, role=role)
    if actor.country and not actor.id:
        return ActorRef(f"{actor.text} {word.text}", role=role, country=actor.country)
    return actor


def _noun(senses: list[NounSense], agreeing: Phrase | None = None) -> NounSense | None:
    """The reading that counts; among equal ones that of the phrase's own case and number."""
    if len(senses) < 2:
        return senses[0] if senses else None
    if agreeing is None:
        return min(senses, key=lambda s: READ_FIRST.get(s.kind, 9))
    several = agreeing.number == "pl" or not (agreeing.number or agreeing.prep)
    if several and any(s.kind == "role" and s.number == "pl" for s in senses):
        senses = [s for s in senses if s.kind != "cue"]  # "powers" are those who rule
    return min(
        senses,
        key=lambda s: (
            READ_FIRST.get(s.kind, 9),
            bool(agreeing.cases) and not s.cases & agreeing.cases,
            bool(agreeing.number) and s.number != agreeing.number,
        ),
    )


def _holder(word: Word) -> ActorRef | None:
    ref = _actor_of(word)
    if ref is not None:
        ref.weak = False
        return ref
    if word.form.role_adj:
        return ActorRef(word.text, role=word.form.role_adj)
    for sense in word.form.nouns:
        if sense.kind == "role":
            return ActorRef(word.text, role=sense.arg)
        if sense.kind == "group":
            return ActorRef(word.text, anaphor="group")
    return None


def _held_name(lexicon: Lexicon, word: Word) -> tuple[str, ActorRef] | None:
    """Who holds a place by its very name: "rebel-held Aleppo"."""
    first, hyphen, second = word.text.partition(" ")[0].partition("-")
    if not hyphen:
        return None
    compound = lexicon.form(lexicon.key(second)).compound
    role = lexicon.form(lexicon.key(first)).role_adj
    holds = bool(role) and compound not in ("", "ignored")
    return (compound, ActorRef(first, role=role)) if holds else None


def _actor_of(word: Word) -> ActorRef | None:
    entity = word.entity
    if entity is None:
        return None
    if entity.formation:
        return ActorRef(word.text, person=entity.formation, anaphor="formation")
    if entity.actors:
        described = not word.capital and " " in word.text
        return ActorRef(word.text, id=entity.actors[0], described=described)
    if entity.people:
        return ActorRef(word.text, id=entity.people, human=True)
    if entity.country:
        return ActorRef(word.text, country=entity.country, role="state", weak=not entity.gentilic)
    return None


def _place_of(word: Word) -> PlaceRef | None:
    entity = word.entity
    if entity is None:
        return None
    if entity.places:
        return PlaceRef(word.text, ids=entity.places, country=entity.country)
    if entity.country and not entity.gentilic:
        if entity.metonym:
            return PlaceRef(word.text, unknown=True)
        return PlaceRef(word.text, country=entity.country, weak=True, kind="country")
    return None
