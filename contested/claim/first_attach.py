"""Where a noun phrase belongs in a sentence whose verb comes first: a list, a noun, a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.claim.affix import BEHIND
from contested.claim.canonical import ADJECTIVES
from contested.claim.coordination import named_out_of
from contested.claim.phrase import Phrase, kind_of

if TYPE_CHECKING:
    from contested.claim.verb_first import FirstWalk


def attach(walk: FirstWalk, phrase: Phrase) -> None:
    """Put a phrase where it belongs: a list, the noun before it, or the open clause."""
    walk.found.append(phrase)
    clause, last = walk.current, walk.last
    if clause.kind == "red" and clause.args and clause.parent is not None and not walk.conj and (
        phrase.prep and "of" not in phrase.prep and not (last is not None and last.construct)
    ):  # fmt: skip
        clause.end = phrase.start  # a participle takes one phrase; the others are the verb's
        clause = walk.current = clause.parent
    if walk.prep and not phrase.prep:
        phrase.prep = walk.prep
    comma, conj = walk.comma, walk.conj
    walk.comma, walk.conj, walk.prep = False, "", ()
    if named_out_of(phrase, last):
        walk.last = phrase
        return
    contiguous = last is not None and last.end == phrase.start
    if last is not None and contiguous and (
        (last.construct and not phrase.prep) or "of" in phrase.prep
        or (last.cue is not None and last.of is None and "to" in phrase.prep
            and phrase.actor is not None and not phrase.actor.weak
            and (last.cue.gender == "i" or last.construct))
        or (last.cue is not None and last.of is None and "on" in phrase.prep
            and phrase.place is not None and last.cue.arg == "unsiege_noun")
        or _side_of(last, phrase)
    ) and not phrase.time:  # fmt: skip
        _own(walk, last, phrase)
        return
    rule = phrase.cue.rule if phrase.cue is not None else None
    if (
        last is not None and comma and not conj and not phrase.prep and rule is not None
        and rule.frame.head_state and (place := _named_place(last)) is not None
    ):  # fmt: skip
        place.apposition = place.apposition or phrase  # "X, the stronghold of Y,"
        phrase.head = place
        walk.last = phrase
        return
    seat = phrase.head_word in walk.reader.lexicon.capital_nouns
    if (
        last is not None and not conj and (comma or (contiguous and seat)) and _says_what(phrase)
        and _named_place(last)
    ):  # fmt: skip
        walk.last = phrase  # "X, the capital of Y": X again
        return
    if last is not None and contiguous and (_takes_side(last, phrase) or _titled(last, phrase)):
        return
    if last is not None and contiguous and not phrase.prep and _describes(walk, phrase, last):
        last.apposition = last.apposition or phrase
        phrase.head = last
        last.end = phrase.end
        return
    if last is not None and contiguous and last.possessive and not phrase.prep and (
        walk.reader.phrases.adjectival(walk.words[phrase.start : phrase.end])
    ):  # fmt: skip
        last.adj_actor = last.adj_actor or phrase.actor  # "its Russian allies"
        last.end = phrase.end
        return
    if (
        last is not None and contiguous and last.possessive and not phrase.prep
        and phrase.ordinary and phrase.det == "definite" and not phrase.construct
    ):  # fmt: skip
        last.end = phrase.end  # an unlisted adjective behind "its borders"
        return
    if last is not None and contiguous and not conj and _lies_to(last, phrase):
        phrase.prep = ("near",)
        phrase.head = last
        last.post.append(phrase)
        walk.last = phrase
        return
    if last is not None and (conj in ("and", "or") or (comma and not conj)):
        leader = _joins(walk, phrase, last, bool(conj))
        if leader is not None:
            leader.conjuncts.append(phrase)
            phrase.leader = leader
            if not phrase.prep:
                phrase.prep = leader.prep
            walk.last = phrase
            return
    if (conj or comma) and not phrase.prep and clause.verb is not None and _opens(walk, phrase):
        base = walk.current
        while base.kind in ("rel", "red", "inf", "ger", "sub") and base.parent is not None:
            base = base.parent
        base.end = base.end or phrase.start
        clause = walk.current = walk.open(base.kind, base.parent, phrase.start)
        clause.coordinate_of = base
    elif conj == "and" or comma:
        walk.conj, walk.comma = conj, comma
    if phrase.prep and contiguous and last is not None:
        phrase.head = last
        holder: Phrase | None = last
        while holder is not None:
            holder.post.append(phrase)
            above = holder.head
            owner = "to" in holder.prep and holder.actor is not None  # "a base of the army in X"
            kind = above.place if above is not None and not above.det else None
            owned = above is not None and (
                above.of is holder or (owner and kind is not None and kind.anaphor)
            )
            holder = above if owned else None
    if clause.verb is not None:
        clause.args.append(phrase)
    elif phrase.prep or phrase.time or clause.subj is not None:
        clause.before.append(phrase)
    else:
        clause.subj = phrase
    walk.last = phrase


def _says_what(phrase: Phrase) -> bool:
    """Whether a bare phrase is a description of a place, with what it is the capital of."""
    place = phrase.place
    if place is None or phrase.prep or phrase.time or phrase.cue is not None:
        return False
    return place.kind == "city" or "center" in place.compass


def _takes_side(last: Phrase, side: Phrase) -> bool:
    """Whether an adjective of a side behind a named place tells which part of it is meant, and so
    belongs to it: "the countryside of X the eastern"."""
    ref, place = side.place, last.place
    if ref is None or ref.kind != "compass" or side.prep or side.det != "definite" or side.of:
        return False
    if place is None or place.anaphor or place.weak or place.kind or last.cue is not None:
        return False
    if not place.compass or not set(ref.compass) <= ADJECTIVES.keys():
        return False
    place.compass = (*ref.compass, *place.compass)
    last.end = side.end
    return True


def _titled(last: Phrase, person: Phrase) -> bool:
    """Whether a word for a unit is the rank of the person named behind it, and so means him."""
    rank, named = last.actor, person.actor
    if rank is None or rank.anaphor != "force" or last.det != "definite" or last.number != "sg":
        return False
    if named is None or not named.human or person.prep:
        return False
    last.actor, last.end = named, person.end
    return True


def _lies_to(last: Phrase, side: Phrase) -> bool:
    """Whether a bare side of another place says where a place before it lies: "X, south of Y"."""
    place, where = last.place, side.place
    if place is None or where is None or side.prep or side.cue is not None:
        return False
    return _named_place(last) is not None and where.beside and bool(where.compass)


def _side_of(last: Phrase, phrase: Phrase) -> bool:
    """Whether "to" says of which place a side or its quarters are: "the western side to X"."""
    part, place = last.place, phrase.place
    if part is None or not part.anaphor or not part.compass or last.det != "definite" or last.of:
        return False
    named = place is not None and not place.anaphor and not place.weak
    return named and "to" in phrase.prep and "into" not in phrase.prep


def _named_place(phrase: Phrase) -> Phrase | None:
    """The innermost phrase of a chain of owners that names a place, or None."""
    found: Phrase | None = None
    inner: Phrase | None = phrase
    while inner is not None:
        if inner.place is not None and not inner.place.anaphor and not inner.place.weak:
            found = inner
        inner = inner.of
    return found


def _own(walk: FirstWalk, last: Phrase, phrase: Phrase) -> None:
    """Make a phrase the complement of the noun before it."""
    cue = last
    if last.of is None:
        last.of = phrase
        phrase.head = last
        outer: Phrase | None = last
        while outer is not None:
            outer.end = phrase.end
            outer = outer.head if outer.head is not None and outer.head.of is outer else None
        walk.last = phrase
    else:
        cue.post.append(phrase)
        walk.current.args.append(phrase)
        walk.last = phrase


def _describes(walk: FirstWalk, phrase: Phrase, last: Phrase) -> bool:
    """Whether a bare phrase names the one before it: "the commander", a name."""
    if phrase.pronoun or phrase.extent:
        return False
    place = phrase.place
    named = (
        place is not None and place.unknown and phrase.actor is not None
        and not walk.words[phrase.start].capital
    )  # fmt: skip
    if phrase.time or phrase.cue is not None or (place is not None and not named):
        return False
    if last.official or last.source or last.actor is not None:
        known = phrase.official or not phrase.typed or (
            phrase.actor is not None and bool(phrase.actor.person)
        )  # fmt: skip
        return (known and not walk.words[phrase.start].form.nouns) or phrase.official
    return False


def _joins(walk: FirstWalk, phrase: Phrase, last: Phrase, conj: bool) -> Phrase | None:
    """The first of the list that a phrase goes on with, or None."""
    candidates = [last]
    probe = last
    while probe.head is not None and (probe.head.of is probe or probe in probe.head.post):
        probe = probe.head
        candidates.append(probe)
    if phrase.pronoun:
        return None
    waits = walk.current.verb is None and walk.current.subj is not None
    if _opens(walk, phrase) and not waits:
        return None
    for candidate in sorted(candidates, key=lambda c: kind_of(c) != kind_of(phrase)):
        first = candidate.leader or candidate
        same = (
            (first.place is not None and phrase.place is not None)
            or (first.actor is not None and phrase.actor is not None)
            or (first.official and phrase.official)
            or (first.cue is not None and phrase.cue is not None)
            or (first.ordinary and phrase.ordinary)
        )
        if not same or (not conj and kind_of(first) != kind_of(phrase)):
            continue
        if phrase.prep and (not first.prep or not set(phrase.prep) & set(first.prep)):
            continue
        if first.cue is None and phrase.cue is not None:
            continue
        return first
    return None


def _opens(walk: FirstWalk, phrase: Phrase) -> bool:
    """Whether a finite verb follows a phrase, over its complements, making it a subject."""
    if phrase.prep or phrase.time:
        return False
    k, words = phrase.end, walk.words
    construct = phrase.construct
    for _ in range(6):
        if k >= len(words) or words[k].kind != "word":
            return False
        if words[k].form.fold.startswith(BEHIND):
            k, construct = k + 1, False
            continue
        group = walk.reader.phrases.verb(words, k, False, False)
        if group is not None and not construct:
            return not group.participle
        if words[k].form.adverb and not words[k].form.nouns:
            k += 1
            continue
        if not construct and "of" not in words[k].form.prep and "in" not in words[k].form.prep:
            return False
        following = walk.reader.phrases.read(words, k)
        if following is None:
            return False
        k, construct = following.end, following.construct
    return False
