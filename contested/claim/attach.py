"""Which clause, noun or list a phrase belongs to."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.coordination import apposes, coordinates, named_out_of
from contested.claim.paradigm import ACCUSATIVE, GENITIVE, INSTRUMENTAL, NOMINATIVE
from contested.claim.phrase import INSTALLED, Phrase, PlaceRef
from contested.claim.text import fold
from contested.claim.walk import Walk

# kinds of place with a name right behind them ("the camp X")
_NAMED = INSTALLED | {"city", "town", "village", "neighbourhood", "district", "province"}


def read_phrase(walk: Walk, i: int) -> Phrase | None:
    """Read and attach the noun phrase at word `i`, with its possessors; None if none is there."""
    words = walk.words
    phrase = walk.phrases.read(words, i)
    if phrase is None:
        return None
    while phrase.end < len(words) and words[phrase.end].kind == "poss":
        inner = walk.phrases.read(words, phrase.end + 1)
        if inner is None or inner.prep:
            phrase.end += 1
            break
        inner.possessor = phrase
        inner.prep, inner.start = phrase.prep, phrase.start
        if phrase.extent and phrase.place is not None and inner.place is not None:
            inner.extent = inner.extent or phrase.extent  # "nine of the city's ten districts"
        _take_as_building(walk, phrase, inner)
        walk.found.append(phrase)
        phrase = inner
    walk.found.append(phrase)
    if walk.words[i].form.partitive and _indefinite(walk, phrase):
        phrase.prep = ()
        if not walk.phrases.ends.noun_capitals:  # there the nominative has the genitive's article
            phrase.det = "indefinite"
    if walk.pending_prep and not phrase.prep:
        phrase.prep = walk.pending_prep
    walk.pending_prep = ()
    attach(walk, phrase)
    return phrase


def _take_as_building(walk: Walk, owner: Phrase, seat: Phrase) -> None:
    """Let "the governor's office" be a building where a verb says that it is taken or held."""
    verb = walk.current.verb
    if not (owner.official and seat.official) or seat.head_word not in walk.phrases.seats:
        return
    if verb is None or not verb.is_a("rule") or verb.is_a("speech"):
        return
    noun = f"{owner.head_word}'s {seat.head_word}"
    seat.official, seat.actor, seat.person, seat.possessor = False, None, "", None
    seat.place = PlaceRef(noun, kind="site", anaphor=True, noun=noun)


def attach(walk: Walk, phrase: Phrase) -> None:
    """Put a phrase where it belongs: a list, a noun before it, or a role of the open clause."""
    clause = walk.current
    if walk.road is not None:
        phrase.joined_end = True
        walk.road.post.append(phrase)
        walk.road.end = phrase.end
        walk.road, walk.last = None, phrase
        return
    last = walk.last
    contiguous = last is not None and last.end == phrase.start
    comma, conj = walk.comma, walk.conj
    walk.comma, walk.conj = False, ""
    if named_out_of(phrase, last):
        walk.last = phrase
        return
    if contiguous and last is not None and walk.grammar.case and _is_share(last, phrase):
        _take_share(last, phrase)
        walk.found.remove(phrase)
        return
    if walk.grammar.agreement and contiguous and last is not None:
        last = _behind_agent(phrase, last)
    if (contiguous or comma) and last is not None and last.time and "of" in phrase.prep:
        ends = (last.start, last.start - 1) if comma else (last.start,)  # "the capture, on Monday,"
        cue = next((p for p in reversed(walk.found) if p.end in ends and not p.time), None)
        if cue is not None and cue.cue is not None and cue.of is None:
            cue.of, phrase.head, walk.last = phrase, cue, phrase  # "the capture on Monday of X"
            return
    if contiguous and last is not None and "of" in phrase.prep and phrase.place is not None:
        taken = _done_by(last)
        if taken is not None and not phrase.place.weak and not phrase.time:
            taken.of, phrase.head, walk.last = phrase, taken, phrase
            return
    genitive = "of" in phrase.prep or _complements(walk, phrase, last) or (
        walk.grammar.case and not phrase.prep and phrase.cases
        and phrase.cases & GENITIVE and not phrase.cases & (NOMINATIVE | ACCUSATIVE)
    )  # fmt: skip
    if (
        genitive
        and contiguous
        and last is not None
        and not (_is_date(last) and "of" in phrase.prep)
    ):
        last.of = phrase
        phrase.head = last
        if last is walk.last:
            _advance(walk, phrase, last)
        walk.last = phrase
        walk.conj, walk.comma = conj, comma  # what stands before the noun still does
        return
    if (conj in ("and", "or") or comma) and last is not None:
        joined = coordinates(walk, phrase, last, conj, comma)
        if joined is not None:
            joined.conjuncts.append(phrase)
            walk.mark_at = min(walk.mark_at, joined.start - 1)
            phrase.leader = joined
            if not phrase.prep:
                phrase.prep = joined.prep
            walk.last = phrase
            return
        agreeing = walk.grammar.case and phrase.cases & last.cases
        if (
            comma
            and not conj
            and not phrase.prep
            and (agreeing or not walk.closed or _says_what(phrase, last))
            and (not walk.grammar.case or walk.comma_between(last.end, phrase.start))
            and apposes(walk, phrase, last)
        ):
            target = _described(phrase, last)
            target.apposition = phrase
            phrase.head = target
            walk.last = phrase
            return
    if (
        contiguous and last is not None and not phrase.prep and last.actor is not None
        and (last.actor.anaphor == "group" or (last.actor.role and not last.actor.country))
        and phrase.actor is not None and phrase.actor.id and last.apposition is None
        and walk.grammar.case
    ):  # fmt: skip
        last.apposition = phrase  # "the Islamist organisation X"
        phrase.head = last
        last.end = phrase.end
        return
    if (
        contiguous and last is not None and last.official and last.possessive and not phrase.prep
        and not phrase.det and walk.words[phrase.start].capital and last.apposition is None
        and phrase.place is None
    ):  # fmt: skip
        last.apposition, phrase.head = phrase, last  # "their spokesman X"
        last.end = phrase.end
        return
    walk.after_comma = phrase if comma and not conj else walk.after_comma
    if phrase.prep:
        if contiguous and last is not None:
            phrase.head = last
            holder: Phrase | None = last
            while holder is not None:  # a phrase behind "positions of X" says where both are
                holder.post.append(phrase)
                outer = holder.head
                holder = outer if outer is not None and outer.of is holder else None
        (clause.args if clause.verb is not None else clause.before).append(phrase)
    elif clause.verb is None:
        if clause.subj is None:
            clause.subj = phrase
        elif _better_subject(walk, phrase, clause.subj):
            clause.before.append(clause.subj)
            clause.subj = phrase
        else:
            clause.before.append(phrase)
    else:
        _climb(walk, phrase, clause).args.append(phrase)
    if conj or comma:
        # remember the separation for _fresh_subject's caller
        walk.conj, walk.comma = conj, comma
    walk.last = phrase


def _says_what(phrase: Phrase, last: Phrase) -> bool:
    """Whether a nameless place behind a named one can only say what that is: "X, a town in Y"."""
    kind, name = phrase.place, last.place
    cue = phrase.cue.rule if phrase.cue is not None else None
    if cue is not None and cue.frame.head_state and name is not None and last.cue is None:
        return bool(phrase.det)  # "X, the last stronghold of Y"
    return (
        phrase.det == "indefinite" and kind is not None and kind.anaphor and not kind.plural
        and name is not None and not name.anaphor and last.cue is None
    )  # fmt: skip


def _done_by(last: Phrase) -> Phrase | None:
    """The noun of an event whose agent a phrase ends with: "the capture by [the army of] X"."""
    agent = last
    while agent.head is not None and agent.head.of is agent:
        agent = agent.head
    cue = agent.head
    if "by" not in agent.prep or cue is None or cue.cue is None or cue.of is not None:
        return None
    named = any(p.actor is not None and not p.actor.weak for p in (agent, last))
    return cue if named and last.place is None else None


def _is_date(phrase: Phrase) -> bool:
    """Whether a phrase is a time, or a bare year: "besieged since 2012 by the army"."""
    year = phrase.number_value
    bare = phrase.end - phrase.start == 1 + bool(phrase.prep)
    return bool(phrase.time) or (year is not None and len(year) == 4 and year.isdigit() and bare)


def _behind_agent(phrase: Phrase, last: Phrase) -> Phrase:
    """ "the capture by rebels of the town": what follows the agent belongs to the cue noun."""
    head = last.head
    if (
        "by" in last.prep and last.of is None and head is not None and head.cue is not None
        and head.of is None and not phrase.prep and phrase.place is not None
        and (not phrase.cases or phrase.cases & GENITIVE)
    ):  # fmt: skip
        return head
    return last


def _complements(walk: Walk, phrase: Phrase, last: Phrase | None) -> bool:
    """Whether a bare phrase right behind another is its genitive, where no article shows it."""
    if not walk.grammar.agreement or phrase.time or phrase.pronoun or last is None:
        return False
    positions = phrase.place is not None and phrase.place.kind == "positions"
    if positions and last.actor is not None and last.cue is None and phrase.cases & ACCUSATIVE and (
        phrase.place is not None and phrase.place.anaphor and walk.current.verb is not None
        and not any(not p.prep and not p.time for p in walk.current.args)
    ):  # fmt: skip
        return False  # "took from the troops positions south of X"
    if _names_kind(walk, phrase, last) or _names_taken(walk, phrase, last):
        phrase.prep = ()
        return True
    if phrase.prep:
        return False
    counted = phrase.extent or phrase.number_value
    if counted and last.cue is not None and last.of is None and phrase.place is not None:
        return True  # "the capture of eight villages"
    if last.time or last.pronoun:
        return False
    if phrase.cases:
        return bool(phrase.cases & GENITIVE)
    if last.actor is not None and (last.actor.anaphor or last.actor.role):
        owner = phrase.actor
        return owner is not None and (not owner.weak or bool(owner.country))
    kind = last.place is not None and last.place.anaphor
    word = walk.words[phrase.start]
    if kind and word.entity is not None and " " in word.text and (
        fold(word.text) == fold(word.entity.text)
    ):  # fmt: skip
        return False  # "in the town the Forces of X": a name of several words would be inflected
    return phrase.typed and (last.cue is not None or kind or last.ordinary or last.official)


def _names_kind(walk: Walk, phrase: Phrase, last: Phrase) -> bool:
    """Whether an unlisted name behind "town", in whatever case it seems to stand, is the town's."""
    kind, name = last.place, phrase.place
    return (
        kind is not None and kind.anaphor and not kind.plural and last.of is None
        and last.cue is None and kind.kind in _NAMED
        and name is not None and name.unknown and not walk.words[phrase.start].form.prep
    )  # fmt: skip


def _names_taken(walk: Walk, phrase: Phrase, last: Phrase) -> bool:
    """Whether an unlisted name behind the noun of an event, in a case that is not the genitive by
    its ending, is what the event is of: "the loss of Ngungu"."""
    place = phrase.place
    return (
        last.cue is not None and last.of is None and last.cue.rule is not None
        and last.cue.rule.frame.name in ("capture_noun", "loss_noun", "siege_noun")
        and place is not None and bool(place.unknown or place.ids) and not place.anaphor
        and not walk.words[phrase.start].form.prep and phrase.cases != INSTRUMENTAL
        and not (place.unknown and phrase.cases & NOMINATIVE)
        and not (last.prep and phrase.cases & ACCUSATIVE)
    )  # fmt: skip


def _indefinite(walk: Walk, phrase: Phrase) -> bool:
    """Whether a fused article is an indefinite one here: "des rebelles ont pris ..."."""
    last, clause = walk.last, walk.current
    if walk.conj and last is not None and "of" in (last.leader or last).prep:
        return _parallel(walk, phrase, last)
    told = clause.verb is not None and clause.verb.is_a("speech") and last is not None and (
        bool(last.time) and last.start == clause.verb.end
    )  # fmt: skip  # "ont indiqué lundi des sources"
    if last is not None and last.end == phrase.start and not walk.conj and not told:
        return False
    verb = clause.verb
    if walk.conj and _goes_on_governed(walk, phrase):
        return False
    if verb is None or walk.conj or walk.comma:
        return True
    senses = [*verb.senses("rule"), *verb.senses("light"), *verb.senses("speech")]
    kept = walk.words[phrase.start].form.unfused
    return bool(senses) and not verb.passive and not any(
        kept in s.particles or (s.rule is not None and {"from", "of"} & set(s.rule.frame.place))
        for s in senses
    )  # fmt: skip


def _goes_on_governed(walk: Walk, phrase: Phrase) -> bool:
    """Whether a fused article repeats what a verb governs: "seized of X, now shut, and of Y"."""
    kept = walk.words[phrase.start].form.unfused
    clause: Clause | None = walk.current
    while clause is not None and clause.kind in ("red", "rel") and clause.parent is not None:
        clause = clause.parent
    if clause is None or clause.verb is None or phrase.place is None:
        return False
    governed = any(kept in s.particles for s in clause.verb.senses("rule"))
    return governed and any("of" in p.prep and p.place is not None for p in clause.args)


def _parallel(walk: Walk, phrase: Phrase, last: Phrase) -> bool:
    """Whether a second noun stands beside the first one's own: "fighters of X and soldiers"."""
    head = last.head
    return (
        head is not None and head.of is last and head.actor is not None
        and walk.words[head.start].form.partitive and head.det == "indefinite"
        and last.actor is not None and bool(last.actor.id)
        and phrase.actor is not None and not phrase.actor.id and bool(phrase.head_word)
    )  # fmt: skip


def _is_share(last: Phrase, phrase: Phrase) -> bool:
    """Whether "one" or "some" counts what follows: "one of its leaders", "some of the posts"."""
    return (
        not last.head_word and not last.typed and not last.pronoun and not last.prep
        and bool(last.extent or last.det == "indefinite") and "from" in phrase.prep
        and phrase.number == "pl"
        and (phrase.official or bool(phrase.source) or phrase.place is not None)
    )  # fmt: skip


def _take_share(last: Phrase, phrase: Phrase) -> None:
    """Let "some" mean what is counted, and only a part of it."""
    last.actor, last.place, last.cue = phrase.actor, phrase.place, phrase.cue
    last.official, last.source, last.ordinary = phrase.official, phrase.source, phrase.ordinary
    last.of, last.possessive, last.head_word = phrase.of, phrase.possessive, phrase.head_word
    last.adj_actor, last.adj_place = phrase.adj_actor, phrase.adj_place
    last.extent = last.extent or ("part" if phrase.place is not None else "")
    last.end = phrase.end


def _climb(walk: Walk, phrase: Phrase, clause: Clause) -> Clause:
    """The clause a nominative behind nested relatives belongs to: one that lacks a subject."""
    if not walk.grammar.case or not phrase.cases & NOMINATIVE or phrase.cases & ACCUSATIVE:
        return clause
    probe: Clause | None = clause
    while probe is not None and probe.kind == "rel" and probe.verb is not None:
        number = "" if probe.stand_in is None else probe.stand_in.number
        if number and probe.verb.number and number != probe.verb.number:
            return probe  # its antecedent is no subject
        probe = probe.parent
    return clause


def _described(phrase: Phrase, last: Phrase) -> Phrase:
    """What ", X" names: the stronghold or kind noun further left, else the phrase before it."""
    if phrase.place is None or phrase.place.anaphor:
        return last
    probe = last.head
    if (
        probe is not None and probe.place is not None and probe.place.anaphor
        and not probe.place.plural and probe.apposition is None and probe.cue is None
        and set(last.prep) & {"in", "of", "near"} and probe.place.kind not in ("", "pronoun")
        and last in probe.post
    ):  # fmt: skip
        return probe  # "the last town in A, B"
    while probe is not None:
        cue = probe.cue.rule if probe.cue is not None else None
        if cue is not None and cue.frame.head_state and probe.apposition is None:
            return probe
        probe = probe.head
    return last


def _advance(walk: Walk, phrase: Phrase, head: Phrase) -> None:
    """After a genitive, the phrase ends where its complement ends."""
    outer: Phrase | None = head
    while outer is not None:
        outer.end = phrase.end
        outer = outer.head if outer.head is not None and outer.head.of is outer else None
    walk.last = phrase


def _better_subject(walk: Walk, phrase: Phrase, known: Phrase) -> bool:
    if walk.grammar.case and known.cases and phrase.cases:
        return bool(phrase.cases & NOMINATIVE) and not known.cases & NOMINATIVE
    beside = known.place is not None and known.place.kind == "compass" and not known.det
    marked = walk.mark_at == phrase.start - 1 and phrase.place is not None
    if beside and not known.prep and (phrase.actor is not None or marked) and known.of is None:
        return True  # "further west, tribesmen are besieging X"
    return bool(known.time or (known.ordinary and not known.typed))
