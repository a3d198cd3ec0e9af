"""What a run of words refers to: a place, an actor, a cue noun, a speaker, or anything else."""

from __future__ import annotations

from contested.claim.form import NounSense
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import ActorRef, Phrase, PlaceRef
from contested.claim.text import fold
from contested.claim.words import Word


def interpret(lexicon: Lexicon, phrase: Phrase, words: list[Word], first: int, end: int) -> None:
    """Fill in what the words `first` to `end` refer to."""
    run = words[first:end]
    if not run:
        return
    head_last = lexicon.head_last
    actor: ActorRef | None = None
    place: PlaceRef | None = None
    compass: list[str] = []
    head: NounSense | None = None
    head_word: Word | None = None
    role_adj: tuple[str, Word] | None = None
    kind_word: Word | None = None
    unknown: list[Word] = []
    actor_at = head_at = -1
    skip = compass_at = -1
    for k, word in enumerate(run):
        if k <= skip:
            continue
        form = word.form
        following = run[k + 1] if k + 1 < len(run) else None
        if following is not None and following.joined and following.form.compound:
            holder = _holder(word, run[:k])
            if following.form.compound != "ignored":
                if holder is not None:
                    phrase.held.append((following.form.compound, holder))
                skip = k + 1
                continue
            if following.form.compound == "ignored":
                skip = k + 1
                continue
        if form.attribute and word.entity is None and (following is not None):
            phrase.attribute = form.attribute
            continue
        entity = word.entity
        if entity is not None:
            held = _held_name(lexicon, word)
            if held is not None:
                phrase.held.append(held)
            ref = _actor_of(word)
            where = _place_of(word)
            if ref is not None and (
                actor is None or actor.weak or (not ref.weak and actor.country and not actor.id)
            ):
                if actor is not None and actor.country and not ref.country and ref.role:
                    ref.country = actor.country
                actor, actor_at = ref, k
            if where is not None and (place is None or place.weak or place.unknown):
                place = where
            phrase.cases = phrase.cases or 0
            continue
        if form.compass:
            compass.append(form.compass)
            compass_at = k
            if form.adj_cases and not phrase.cases:
                phrase.cases = form.adj_cases
            continue
        if form.role_adj and (not form.nouns or (head_last and k < len(run) - 1)):
            role_adj = (form.role_adj, word)
            continue
        if form.adjective and not form.nouns and not form.channel:
            if form.adj_cases and not phrase.cases:
                phrase.cases = form.adj_cases
            continue
        if form.quant and entity is None and not form.nouns:
            continue
        if form.channel:
            phrase.channel = form.channel
        sense = _noun(form.nouns, run, k)
        if sense is not None:
            better = (
                head is None or (head_last and sense.kind != "time") or (head.kind in ("ordinary",))
            )
            if head is not None and head.kind == "role" and sense.kind == "force":
                role_adj = role_adj or (head.arg, run[head_at])
            if (
                head is not None
                and not head_last
                and sense.kind == "role"
                and head.kind in ("force", "group", "official", "place", "cue")
            ):
                role_adj = role_adj or (sense.arg, word)
            if better:
                head, head_at, head_word = sense, k, word
            if sense.cases:
                phrase.cases = (phrase.cases & sense.cases) or phrase.cases or sense.cases
            if sense.number and not phrase.number:
                phrase.number = sense.number
            if sense.kind == "place":
                kind_word = word
            continue
        if word.kind == "num":
            phrase.number_value = word.text
            continue
        if form.time is not None:
            phrase.time = form.time[0]
            continue
        unknown.append(word)
        if head_last and not word.capital:
            head, head_at, head_word = None, k, word
    last = run[-1]
    # an ordinary last word makes the names before it modifiers: "Turkish lira"
    ordinary_head = head_last and last in unknown and not last.capital and last.entity is None
    if not head_last and unknown and head is None and unknown[0] is run[0]:
        ordinary_head = not unknown[0].capital and (actor is None or actor_at > 0)
    phrase.head_word = (head_word or last).form.fold
    capitalised = [w for w in unknown if w.capital and w.kind == "word"]
    if ordinary_head or (head is not None and head.kind == "ordinary"):
        phrase.ordinary = True
        phrase.adj_actor = _modified(actor, role_adj)
        phrase.adj_place = place
        return
    modifier = _modified(actor, role_adj)
    if head is not None and (head_at > actor_at or not head_last or head.kind in ("place", "cue")):
        _headed(phrase, head, head_word, modifier, place, capitalised, run, compass, compass_at)
    elif actor is not None or place is not None:
        phrase.actor = modifier
        phrase.place = place
        if phrase.place is not None:
            phrase.place.compass = tuple(compass)
    elif role_adj is not None:
        phrase.actor = modifier
    elif compass:
        phrase.place = PlaceRef(" ".join(w.text for w in run), anaphor=True, compass=tuple(compass))
        phrase.place.kind = "compass"
        phrase.place.beside = not phrase.det
    elif capitalised:
        text = _span(capitalised)
        phrase.place = PlaceRef(text, unknown=True)
        phrase.actor = ActorRef(text, person=text, weak=True)
    if capitalised and phrase.place is not None and phrase.place.kind == "compass":
        phrase.place = PlaceRef(_span(capitalised), unknown=True, compass=tuple(compass))
    if kind_word is not None and phrase.place is not None and not phrase.place.kind and head:
        phrase.place.kind = head.arg


def _headed(
    phrase: Phrase,
    head: NounSense,
    head_word: Word | None,
    actor: ActorRef | None,
    place: PlaceRef | None,
    capitalised: list[Word],
    run: list[Word],
    compass: list[str],
    compass_at: int = -1,
) -> None:
    """A phrase whose head noun is known: force, role, place kind, cue, official, source."""
    text = _span(run)
    match head.kind:
        case "force" | "role" | "group":
            if actor is not None and (actor.id or (actor.country and head.kind != "role")):
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
            else:
                phrase.actor = ActorRef(text, anaphor=head.arg)
            phrase.adj_place = place
        case "place":
            plural = head.number == "pl"
            if place is not None and not (place.weak and head.arg not in ("border",)):
                phrase.place = place
                place.text = text
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
                compass_at > run.index(head_word) if head_word in run and compass else False
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
            phrase.adj_actor = actor
            phrase.actor = actor
            phrase.adj_place = place
            if actor is None and capitalised:
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


def _span(run: list[Word]) -> str:
    parts = [run[0].text]
    for word in run[1:]:
        parts.append(("-" if word.joined else " ") + word.text)
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


def _noun(senses: list[NounSense], run: list[Word], k: int) -> NounSense | None:
    if not senses:
        return None
    if len(senses) == 1:
        return senses[0]
    order = {
        "cue": 0, "role": 1, "place": 2, "force": 3, "official": 4, "source": 5, "supplies": 6,
    }  # fmt: skip
    return min(senses, key=lambda s: order.get(s.kind, 9))


def _holder(word: Word, before: list[Word]) -> ActorRef | None:
    ref = _actor_of(word) if word.entity is not None else None
    if ref is not None:
        ref.weak = False
        if ref.country and ref.role == "" and word.entity is not None and word.entity.gentilic:
            return ref
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
    compound = lexicon.form(fold(second)).compound
    role = lexicon.form(fold(first)).role_adj
    return (compound, ActorRef(first, role=role)) if compound and role else None


def _actor_of(word: Word) -> ActorRef | None:
    entity = word.entity
    if entity is None:
        return None
    if entity.actors:
        return ActorRef(word.text, id=entity.actors[0])
    if entity.people:
        return ActorRef(word.text, id=entity.people)
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
