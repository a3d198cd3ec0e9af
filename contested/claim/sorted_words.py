"""The words of a noun phrase by what each can be: name, kind of place, role, compass, head noun."""

from __future__ import annotations

from dataclasses import dataclass, field

from contested.claim.affix import DEFINITE
from contested.claim.agreement import READ_FIRST
from contested.claim.form import NounSense
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.word_reference import actor_of, held_by_name, holder_of, place_of
from contested.claim.words import Word


@dataclass(slots=True)
class Parts:
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


def sort_words(lexicon: Lexicon, phrase: Phrase, run: list[Word]) -> Parts:
    """What each word of a run can be; marks of case, number and time go to the phrase."""
    head_last = lexicon.head_last
    opposing = lexicon.settings.get("opposing_prefixes", ())
    parts = Parts()
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
            holder = holder_of(word)
            if following.form.compound == "installs":
                phrase.installer = holder
            elif following.form.compound != "ignored" and holder is not None:
                phrase.held.append((following.form.compound, holder))
            skip = k + 1
        elif (
            following is not None and following.joined
            and form.fold in opposing
        ):  # fmt: skip
            skip = k + 1  # "anti-IS fighters": against whom they are
        elif _whence_backed_fighters(lexicon, phrase, run, k):
            continue
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
        elif form.adjective and not form.channel and (
            not form.nouns or before_noun or _describes(lexicon, word, following)
        ):  # fmt: skip
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


def _describes(lexicon: Lexicon, word: Word, following: Word | None) -> bool:
    """Whether a noun that is also an adjective describes the cue behind it: "main supply route",
    where "main" is "master" too."""
    if not lexicon.case or following is None or following.entity is not None:
        return False
    return any(s.kind == "cue" for s in word.form.nouns) and any(
        s.kind in ("cue", "place") for s in following.form.nouns
    )


def _whence_backed_fighters(lexicon: Lexicon, phrase: Phrase, run: list[Word], k: int) -> bool:
    """Whether a name only says where fighters are from whom another state backs.

    "US-backed Syrian fighters" are no soldiers of Syria.
    """
    entity = run[k].entity
    if entity is None or not entity.gentilic or entity.actors or k + 1 >= len(run):
        return False
    irregular = lexicon.settings.get("irregulars", ())
    return any(held == "supports" for held, _ in phrase.held) and any(
        s.lemma in irregular for s in run[-1].form.nouns
    )


def _in_name(run: list[Word], k: int) -> bool:
    """Whether a capitalised noun inside a sentence is a part of an unlisted name."""
    word = run[k]
    if not word.capital or not word.index or word.text.isupper():
        return False
    beside = [run[j] for j in (k - 1, k + 1) if 0 <= j < len(run)]
    last = run[k + 1] if k + 2 == len(run) else None
    if last is not None and not last.capital and last.entity is None and any(
        s.kind == "place" for s in last.form.nouns
    ):  # fmt: skip
        return not word.form.adjective  # "Unity state", but "Shiite villages"
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
    surname = bool(entity.actors) and entity.length == 1 and not entity.acronym
    surname = surname and not entity.member and not run[k].text.isupper()
    if particle.capital and run[k].capital and (entity.places or surname) and not run[k].joined:
        return (  # "Omar Homs", "Teresa Wagner"
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


def _take_name(lexicon: Lexicon, phrase: Phrase, parts: Parts, run: list[Word], k: int) -> None:
    """Read a name: of an actor, a place, or a place that says who holds it."""
    word = run[k]
    held = held_by_name(lexicon, word)
    if held is not None:
        phrase.held.append(held)
    ref, where = actor_of(word), place_of(word)
    if lexicon.capitals_mark_names and not word.capital and where is not None and where.country:
        where = (
            None  # "the Syrian town" in a language where its adjective has the country's letters
        )
    actor, place = parts.actor, parts.place
    if ref is not None and (
        actor is None
        or ((actor.weak or (not ref.weak and actor.country and not actor.id))
            and not _sits_for(actor, ref, word))
        or (actor.described and ref.id and not ref.described)  # "the Islamist group X"
        or _only_describes(parts, run, k)
    ):  # fmt: skip
        if actor is not None and actor.country and not ref.country and ref.role:
            ref.country = actor.country
        before = run[k - 1] if k else None
        if (
            ref.id and word.entity is not None and word.entity.people and before is not None
            and before.capital and before.entity is None and not before.form.known
        ):  # fmt: skip
            if parts.head is not None and parts.head.kind == "role":
                return  # "the rebels' commander X Y", where the name follows their case
            ref.person = f"{before.text} {word.text}"  # perhaps a namesake
        parts.actor, parts.actor_at = ref, k
    if where is not None and (place is None or place.weak or place.unknown):
        parts.place = where


def _only_describes(parts: Parts, run: list[Word], k: int) -> bool:
    """Whether the word for a people only describes the party named behind it: "Kurdish X"."""
    before = run[k - 1].entity if parts.actor_at == k - 1 >= 0 else None
    named = run[k].entity
    return (
        before is not None and before.member and named is not None and bool(named.actors)
        and not named.member and run[k].capital
    )  # fmt: skip


def _sits_for(actor: ActorRef, ref: ActorRef, word: Word) -> bool:
    """Whether a seat that stands for a state is another's, named before it."""
    metonym = word.entity is not None and word.entity.metonym
    return metonym and bool(actor.country) and actor.country != ref.country


def _take_noun(
    lexicon: Lexicon, phrase: Phrase, parts: Parts, sense: NounSense, run: list[Word], k: int
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
        and head.kind in ("force", "official", "place", "cue")
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


def _noun(senses: list[NounSense], agreeing: Phrase | None = None) -> NounSense | None:
    """The reading that counts; among equal ones that of the phrase's own case and number."""
    if len(senses) < 2:
        return senses[0] if senses else None
    if agreeing is None:
        if any(s.kind == "role" and s.number == "pl" for s in senses):
            senses = [s for s in senses if s.kind != "cue"]  # "authorities", not what they have
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
