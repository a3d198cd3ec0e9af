"""What a run of words refers to: a place, an actor, a cue noun, a speaker, or anything else."""

from __future__ import annotations

from itertools import pairwise

from contested.claim.canonical import ADJECTIVES
from contested.claim.form import NounSense
from contested.claim.formation import begins_name
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import INSTALLED, ActorRef, Phrase, PlaceRef
from contested.claim.site_quality import compass_left, qualities
from contested.claim.sorted_words import Parts, sort_words
from contested.claim.words import Word

_FEW = 4  # numbers up to this one may stand beside what looks like a singular ("two brigades")
_ROAD_DIGITS = 3  # a number of more is a year


def interpret(lexicon: Lexicon, phrase: Phrase, words: list[Word], first: int, end: int) -> None:
    """Fill in what the words `first` to `end` refer to."""
    run = words[first:end]
    if not run:
        return
    parts = sort_words(lexicon, phrase, run)
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
    if head is not None and parts.head_word is not None and parts.head_word.form.site:
        phrase.site = (
            *qualities(run, parts.head_at, lexicon.head_last), parts.head_word.form.site
        )  # fmt: skip
    modifier = _modified(actor, parts.role_adj)
    if head is None and modifier is not None:
        phrase.adj_actor = modifier
        if _is_side(lexicon, phrase):
            return
        phrase.adj_actor = None
    if ordinary or (head is not None and head.kind == "ordinary"):
        phrase.adj_actor, phrase.adj_place = modifier, parts.place
        phrase.ordinary = not _is_side(lexicon, phrase)
        return
    capitalised = parts.capitalised
    if head is not None and (
        parts.head_at > parts.actor_at or not lexicon.head_last or head.kind in ("place", "cue")
    ):
        _headed(phrase, head, modifier, parts, run)
        if phrase.place is not None and phrase.place.kind in INSTALLED and head.kind == "place":
            phrase.place.qualities = qualities(run, parts.head_at, lexicon.head_last)
            phrase.place.compass = compass_left(run, parts.compass, phrase.place.qualities)
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
            beside=_beside(lexicon, phrase, run)
            and not (parts.compass_adjective or phrase.held),  # "X's rebel-held east" is in X
        )  # fmt: skip
    elif capitalised:
        text = _span(capitalised)
        phrase.place = PlaceRef(text, unknown=True)
        phrase.actor = ActorRef(text, person=text, weak=True)
    if capitalised and phrase.place is not None and phrase.place.kind == "compass":
        phrase.place = PlaceRef(_span(capitalised), unknown=True, compass=tuple(parts.compass))
    if parts.has_kind and phrase.place is not None and not phrase.place.kind and head:
        phrase.place.kind = head.arg


def _is_side(lexicon: Lexicon, phrase: Phrase) -> bool:
    """Whether a phrase is the side of something that lies in some country, and so a part of it:
    "the Palestinian side of the crossing"."""
    country = phrase.adj_actor.country if phrase.adj_actor is not None else ""
    if not country or phrase.det != "definite" or phrase.head_word not in lexicon.part_nouns:
        return False
    phrase.extent, phrase.head_word = phrase.extent or "part", ""
    return True


def _beside(lexicon: Lexicon, phrase: Phrase, run: list[Word]) -> bool:
    """Whether a compass word says beside a place ("north of X"), not inside it."""
    if lexicon.agreement:
        sides = [w.form for w in run if w.form.compass in ADJECTIVES]
        if not sides or any(form.adj_cases for form in sides):
            return False  # "the center", "the eastern part"
        bare = lexicon.settings.get("compass_nouns", ())
        if not phrase.prep and any(w.form.fold in bare for w in run):
            return False  # "took the south of X", where adverbs and prepositions say beside
        return not set(phrase.prep) & {"in", "on", "from", "into"} or "toward" in phrase.prep
    return not phrase.det


def _is_named(parts: Parts, run: list[Word]) -> bool:
    """Whether an unlisted noun only says what kind of thing the name behind it is."""
    plain = [w for w in parts.unknown if not w.capital]
    named = [w for w in run if w.capital]
    return len(plain) == 1 and plain[0] is run[0] and run[1:] == named and bool(named)


def _is_described(parts: Parts, run: list[Word]) -> bool:
    """Whether the actor is only an adjective before an unlisted noun: "Russian energy"."""
    word = run[parts.actor_at] if parts.actor is not None else None
    return (
        word is not None and not word.capital and word.index < run[-1].index
        and word.entity is not None and word.entity.gentilic
    )  # fmt: skip


def _numbered(run: list[Word], head_word: Word | None, kind: str) -> str:
    """The whole name of a road with a number: "National Road 3"; "" for any other."""
    if kind != "route" or head_word is None or not head_word.capital or run[-1].kind != "num":
        return ""
    return _span(run) if run[-1].index == head_word.index + 1 else ""


def _has_number(run: list[Word], head_word: Word | None) -> bool:
    """Whether a road is called by a number: "highway 47"; not by a year."""
    if head_word is None or run[-1].kind != "num" or not run[-1].text.isdigit():
        return False
    return len(run[-1].text) <= _ROAD_DIGITS and run[-1].index > head_word.index


def _headed(
    phrase: Phrase, head: NounSense, actor: ActorRef | None, parts: Parts, run: list[Word]
) -> None:
    """A phrase whose head noun is known: force, role, place kind, cue, official, source."""
    text = _span(run)
    place, compass, capitalised = parts.place, parts.compass, parts.capitalised
    head_word = parts.head_word
    match head.kind:
        case "force" | "role":
            if head.kind != "role" and begins_name(actor, run, parts.actor_at, parts.head_at):
                phrase.actor = ActorRef(text, person=text, anaphor="formation")
                return
            if actor is not None and actor.weak and actor.country and head.arg == "group":
                actor = None  # "Syria terrorists": where, not whose
            if (
                actor is not None and actor.country and not actor.id and actor.role == "state"
                and head.arg == "group"
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
            several = not head.number and any(w.form.number > 1 for w in run)
            plural = head.number == "pl" or several  # "three headquarters"
            if place is not None and not (place.weak and head.arg not in ("border",)):
                phrase.place = place
                named = [w for w in run if w.capital and w is not head_word]
                if head.arg == "route" and place.unknown and any(w.joined for w in named):
                    place.text = _span(named)  # "the X-Mogadishu road", where a capital has a role
                elif not place.unknown:
                    place.text = text
                place.kind = head.arg
                place.plural = plural
            elif capitalised:
                full = text if head.arg in INSTALLED else ""
                name = _numbered(run, head_word, head.arg) or _span(capitalised)
                phrase.place = PlaceRef(name, kind=head.arg, unknown=True, full=full)
            else:
                numbered = head.arg == "route" and not plural and _has_number(run, head_word)
                phrase.place = PlaceRef(
                    text, kind=head.arg, anaphor=not numbered, plural=plural, unknown=numbered
                )
                phrase.adj_place = place if place is not None else phrase.adj_place
            phrase.place.compass = tuple(compass)
            phrase.place.noun = head_word.form.fold if head_word is not None else ""
            phrase.place.beside = (
                bool(compass) and parts.compass_at > parts.head_at and not parts.compass_adjective
            )
            phrase.adj_actor = actor
        case "cue":
            phrase.cue = head = _state_under(phrase, head, head_word)
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


def _state_under(phrase: Phrase, head: NounSense, word: Word | None) -> NounSense:
    """What a noun for a deed and for what it leaves means behind "under": "under occupation"."""
    if "under" not in phrase.prep or head.rule is None or head.rule.frame.state or word is None:
        return head
    states = (s for s in word.form.nouns if s.rule is not None and s.rule.frame.state)
    return next(states, head)


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
