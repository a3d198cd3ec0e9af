"""Marks, conjunctions and relative pronouns: what opens a clause and what closes it."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.antecedent import (
    antecedent_of,
    describes_what_is_told,
    joined_relative,
    kind_described,
    stands_for_what_was_said,
)
from contested.claim.clause import Clause, VerbGroup
from contested.claim.enumeration import read_enumeration
from contested.claim.paradigm import GENITIVE
from contested.claim.phrase import ActorRef, Phrase
from contested.claim.walk import COMMAS, Walk
from contested.claim.words import Word

_LYING = frozenset({"in", "on", "near", "from", "at", "between"})
_INSERTED = 12  # how many words an apposition between commas may have at most


def read_mark(walk: Walk, i: int) -> int:
    """Read a punctuation mark; returns the index of the word behind it."""
    words = walk.words
    mark = words[i].text
    if mark in COMMAS:
        walk.comma = True
        walk.conj, walk.pending_prep = "", ()  # "moved in, a monitor said"
        walk.mark_at = i
        _close_on_comma(walk, i)
        return i + 1
    if mark in "([":
        depth, k = 1, i + 1
        while k < len(words) and depth:
            if words[k].text in "([":
                depth += 1
            elif words[k].text in ")]":
                depth -= 1
            k += 1
        if walk.last is not None and walk.last.end == i:
            walk.last.end = k
            if k == i + 3:
                _take_acronym(walk.last, words[i + 1])
        return k
    if mark in '«“"„':
        if mark != '"' or not walk.in_quote:
            walk.in_quote = True
            verb = walk.current.verb
            if verb is not None and verb.is_a("speech") and walk.current.kind != "comp" and (
                not _quotes_name(words, i)
            ):  # fmt: skip
                walk.push("comp", i)
        else:
            walk.in_quote = False
        if walk.last is not None and walk.last.end == i:
            walk.last.end = i + 1
        return i + 1
    if mark in "»”":
        walk.in_quote = False
        if walk.last is not None and walk.last.end == i:
            walk.last.end = i + 1
        return i + 1
    if mark in "—–-" and _road_goes_on(walk, i):
        return i + 1
    if mark in "—–-:" and (behind := read_enumeration(walk, i)):
        return behind
    if mark in "—–" and _dash_copula(walk, i):
        return i + 1
    if mark in "—–" and _dash_apposition(walk, i):
        walk.comma, walk.conj, walk.mark_at = True, "", i
        return i + 1
    if mark in ";·—–:-•|…" or mark in ".!?":
        walk.new_root(i)
        return i + 1
    if words[i].kind == "poss":
        return i + 1
    return i + 1


def _quotes_name(words: list[Word], i: int) -> bool:
    """Whether quotation marks hold a name and no words of anybody: "reports 'Interfax'"."""
    if i + 2 >= len(words) or words[i + 2].text not in '»”"':
        return False
    word = words[i + 1]
    return word.entity is not None or (word.capital and not word.form.known)


def _take_acronym(phrase: Phrase, word: Word) -> None:
    """ "the Group for the Support of X (GSX)": the acronym says who the whole phrase means."""
    entity = word.entity
    if entity is None or not entity.actors:
        return
    while True:
        if phrase.actor is not None and phrase.actor.id in entity.actors:
            return  # "in the hands of the Islamic State (IS)"
        outer = phrase.leader
        if outer is None and phrase.head is not None and phrase.head.of is phrase:
            outer = phrase.head
        rule = outer.cue.rule if outer is not None and outer.cue is not None else None
        if outer is None or (rule is not None and (rule.frame.state or rule.frame.head_state)):
            break
        phrase = outer
    known = phrase.actor
    if (phrase.place is not None and phrase.place.ids) or (known is not None and known.id):
        return
    phrase.actor = ActorRef(entity.text, id=entity.actors[0])
    phrase.cue = phrase.of = phrase.place = None
    phrase.ordinary = phrase.official = False
    phrase.source = ""


def _dash_copula(walk: Walk, i: int) -> bool:
    """ "X — a stronghold": a dash that does what "is" does between two phrases."""
    clause, last = walk.current, walk.last
    if (
        not walk.grammar.dash_copula or clause.verb is not None or clause.subj is None
        or last is None or last.end != i or walk.comma
    ):  # fmt: skip
        return False
    clause.verb = VerbGroup(i, i + 1, None, None, copula=True)
    return True


def _dash_apposition(walk: Walk, i: int) -> bool:
    """ "took X — the last stronghold": a dash before a phrase in the case of the one before it."""
    last = walk.last
    if not walk.grammar.dash_copula or last is None or last.end != i or walk.current.verb is None:
        return False
    phrase = walk.phrases.read(walk.words, i + 1) if i + 1 < len(walk.words) else None
    return phrase is not None and not phrase.prep and phrase.typed and (
        not last.cases or bool(phrase.cases & last.cases)
    )  # fmt: skip


def _close_on_comma(walk: Walk, i: int) -> None:
    clause = walk.current
    walk.closed = False
    broken = clause.interrupts is not None and clause.interrupts.verb is None
    said = clause.subj is not None or clause.args or (
        (walk.grammar.case or broken) and clause.verb is not None
    )  # fmt: skip
    if clause.interrupts is not None and said:
        clause.end = i
        clause = clause.interrupts
    while clause.parent is not None and clause.verb is not None and clause.kind in (
        "rel", "red", "ger", "sub"
    ):  # fmt: skip
        clause.end = i
        clause = clause.parent
        walk.closed = True
    walk.current = clause


def _road_goes_on(walk: Walk, i: int) -> bool:
    """ "the road A - B": read the other end as "to B"."""
    words, last = walk.words, walk.last
    if last is None or last.end != i or i + 1 >= len(words) or not words[i + 1].capital:
        return False
    road: Phrase | None = last
    while road is not None and (road.place is None or road.place.kind != "route"):
        road = road.head if road.head is not None and road.head.of is road else None
    if road is None:
        return False
    walk.pending_prep = ("to",)
    walk.road = road
    return True


def read_conjunction(walk: Walk, kind: str, i: int) -> None:
    """Note a conjunction; "but" also leaves the clauses below the main one."""
    if kind == "but":
        walk.leave_scope(i)
    walk.conj = kind
    walk.mark_at = i


def relative_here(walk: Walk, i: int) -> bool:
    """Whether a relative pronoun opens a relative clause here."""
    form = walk.words[i].form
    if form.comp:  # "that": relative only right after a phrase that is no speech
        verb = walk.current.verb
        if walk.grammar.open_relatives:
            return _relative_behind(walk, i)
        return (
            walk.last is not None and walk.last.end == i and not walk.comma
            and not (verb is not None and verb.is_a("speech") and walk.last in walk.current.args)
            and walk.verbs.read(walk.words, i + 1, False) is not None
        )  # fmt: skip
    return True


def names_part(walk: Walk, i: int) -> bool:
    """Whether a word that may be "whose" names a part of what stands before: ", of which X,"."""
    phrase = walk.phrases.read(walk.words, i)
    if phrase is None or phrase.place is None or not walk.comma:
        return False
    if phrase.end >= len(walk.words):
        return True
    behind = walk.words[phrase.end]
    return behind.kind == "punct" or behind.form.conj == "and"


def _relative_behind(walk: Walk, i: int) -> bool:
    """Whether "que" goes on with the phrase before it, perhaps behind a comma.

    It does where a verb follows, and before a subject of its own where nothing is being said.
    """
    last, verb = walk.last, walk.current.verb
    if last is None or last.time or last.end != i - walk.comma:
        return False
    told = verb is not None and verb.is_a("speech") and not any(
        child.kind == "comp" for child in walk.current.children
    )  # fmt: skip
    if told and not walk.comma:
        return False
    if walk.verbs.read(walk.words, i + 1, False) is not None:
        return True
    cue = last.cue.rule if last.cue is not None else None
    siege = cue is not None and cue.frame.state  # "a blockade that rebels had kept up"
    if walk.comma and verb is None and walk.current.kind == "main" and last.place is not None:
        where = (last.leader or last).prep  # "en X y Y, que los rebeldes sitian, ..."
        return last is walk.current.subj or bool({"in", "at"} & set(where))  # nothing is said yet
    if walk.comma and not told and last.place is not None and last.end == i - 1 and (
        walk.phrases.read(walk.words, i + 1) is not None
        and (not _says(walk) or describes_what_is_told(walk, i))
    ):  # fmt: skip
        return not (last.place.anaphor and last.place.plural)  # "when X fell, which M23 still has"
    if walk.comma or told or (last.cue is not None and not siege) or last.official:
        return False
    named = last.place is not None and not (last.place.kind or last.det)
    head = last.head  # "X, a hub that the army"
    if named and kind_described(last) is not None:
        return True
    told_of = head is not None and head.apposition is last and last.det == "indefinite"
    return (
        last.typed or (told_of and head is not None and head.typed)
    ) and not named  # "pledged from X that ...": a name is not told apart so


def open_relative(walk: Walk, i: int) -> int:
    """Open a relative clause; returns the index of the first word behind the pronoun."""
    before = joined_relative(walk, i)
    antecedent = before.antecedent if before is not None else antecedent_of(walk, i)
    if before is not None and before.parent is not None:
        before.end, walk.current = i, before.parent
    word = walk.words[i]
    prep = word.form.prep or walk.pending_prep
    walk.pending_prep = ()
    clause = walk.push("rel", i)
    clause.antecedent = antecedent
    if antecedent is None:
        return i + 1
    stand_in = antecedent
    bare_owner = walk.grammar.case and not prep and word.form.det_cases == GENITIVE
    if word.form.rel == "relative_owner" or bare_owner:
        walk.owner = antecedent  # "X, whose fighters hold Y"
    elif word.form.rel == "relative_place":
        whom = walk.grammar.case and antecedent.actor is not None
        where = prep if set(prep) & {"from", "through"} else ("to", "in") if whom else ("in",)
        clause.before.append(_copy(antecedent, where))
    elif prep:
        clause.before.append(_copy(antecedent, prep))
    elif word.form.rel == "relative_object":
        clause.args.append(_copy(antecedent, ()))
    else:
        group = _verb_past_times(walk, i + 1)
        if walk.grammar.agreement:
            cases = word.form.adj_cases
            clause.stand_in = replace(stand_in, prep=walk.phrases.roles.bare(cases), cases=cases)
            clause.args.append(clause.stand_in)
        elif walk.grammar.case:
            clause.stand_in = _copy(stand_in, (), word.form.det_cases)
            clause.args.append(clause.stand_in)
        elif group is not None:
            clause.subj = stand_in
        else:
            clause.args.append(_copy(stand_in, ()))
    return i + 1


def _verb_past_times(walk: Walk, k: int) -> VerbGroup | None:
    """The verb that opens a relative clause, past adverbs and times: "that for nine months is"."""
    words = walk.words
    while k < len(words):
        group = walk.verbs.read(words, k, False)
        if group is not None:
            return group
        if words[k].form.adverb and words[k].entity is None:
            k += 1
            continue
        phrase = walk.phrases.read(words, k) if words[k].kind in ("word", "num") else None
        when = phrase is not None and (phrase.time or _counts(phrase))
        if phrase is None or not when or phrase.end <= k:
            return None
        k = phrase.end
    return None


def _says(walk: Walk) -> bool:
    """Whether something is being said in the open clause or in one above it."""
    clause: Clause | None = walk.current
    while clause is not None:
        if clause.verb is not None and clause.verb.is_a("speech"):
            return True
        clause = clause.parent
    return False


def _counts(phrase: Phrase) -> bool:
    """Whether a phrase is a number behind "since" or "for": "since 2012", "for nine" months."""
    return bool(phrase.number_value) and bool(
        set(phrase.prep) & {"since", "during", "from", "until"}
    )


def past_verbless(walk: Walk, i: int) -> int:
    """The comma behind a relative clause that only says where a place lies, its verb left out.

    "From X, which [is] east of Y, the army withdrew". 0 where none stands at word `i`.
    """
    words, last = walk.words, walk.last
    if not walk.grammar.agreement or not walk.comma or last is None or last.end != i - 1:
        return 0
    if last.place is None or i + 1 >= len(words) or not set(words[i + 1].form.prep) & _LYING:
        return 0
    for k in range(i + 1, min(i + _INSERTED, len(words))):
        if words[k].text in COMMAS or (k + 1 == len(words) and words[k].kind == "punct"):
            return k
        if words[k].kind == "punct" or walk.verbs.read(words, k, True) is not None:
            return 0
    return 0


def leave_channel(walk: Walk) -> None:
    """Go back to the verb that reports: "said in a statement posted on X that ..."."""
    clause = walk.current
    above = clause.parent
    if (
        clause.kind == "red" and clause.verb is not None and clause.verb.passive
        and above is not None and above.verb is not None and above.verb.is_a("speech")
        and not any(child.kind == "comp" for child in above.children)
    ):  # fmt: skip
        walk.current = above


def complement_here(walk: Walk, i: int) -> bool:
    """Whether a word such as "that" opens a complement clause here."""
    following = walk.next_word(i)
    if following is None:
        return False
    form = walk.words[i].form
    if stands_for_what_was_said(walk.words, i):
        return False
    if (
        form.det
        and following.kind == "word"
        and not following.form.det
        and not (walk.current.verb is not None and walk.current.verb.is_a("speech"))
    ):
        # "that town": a demonstrative
        return walk.last is not None and walk.last.cue is None and walk.last.end == i
    return True


def between_commas(walk: Walk, i: int) -> bool:
    """Whether a word stands by itself between marks: "X, however, was taken"."""
    words = walk.words
    return (
        bool(words[i].form.adverb or words[i].form.conj == "but" or words[i].form.sub)
        and words[i].form.conj not in ("and", "or")
        and 0 < i < len(words) - 1 and words[i - 1].text in COMMAS and words[i + 1].text in COMMAS
    )  # fmt: skip


def subordinate_here(walk: Walk, i: int) -> bool:
    """Whether a conjunction-or-preposition ("after") opens a clause rather than a phrase."""
    form = walk.words[i].form
    if between_commas(walk, i):
        return False
    clause = walk.current
    if (
        form.sub == "contrast" and form.adverb and not walk.comma and walk.last is not None
        and walk.last.end == i and clause.verb is None and clause.subj is not None
    ):  # fmt: skip
        return False  # "the army meanwhile announced"
    if form.sub == "as":  # "as he said", not "such as X"
        return any(
            (group := walk.verbs.read(walk.words, k, False)) is not None and group.is_a("speech")
            for k in range(i + 1, min(i + 3, len(walk.words)))
        )
    if not form.prep:
        if not form.adverb or i + 1 >= len(walk.words):
            return True
        if walk.grammar.agreement and i and walk.words[i - 1].kind == "word" and (
            not walk.words[i - 1].form.conj and form.adverb
        ):  # fmt: skip
            return False  # a comma would stand before it: "is not yet confirmed"
        told = walk.phrases.read(walk.words, i + 1)  # "once a rebel stronghold, ..."
        return not (
            told is not None
            and told.det == "indefinite"
            and (told.end >= len(walk.words) or walk.words[told.end].kind == "punct")
        )
    k = i + 1
    words = walk.words
    if (
        k < len(words)
        and words[k].form.verbs
        and any("ger" in v.tenses for v in words[k].form.verbs)
        and not (words[k].form.nouns and (walk.grammar.case or _not_verb(words, k)))
    ):
        return True
    phrase = walk.phrases.read(words, k) if k < len(words) else None
    if phrase is None or phrase.prep:
        return False
    k = phrase.end
    for _ in range(3):
        if k < len(words) and words[k].kind == "poss":
            phrase = walk.phrases.read(words, k + 1)
            k = phrase.end if phrase is not None else k + 1
            continue
        if k < len(words) and words[k].form.conj == "and" and words[k].entity is None:
            joined = walk.phrases.read(words, k + 1)  # "after soldiers and their allies fled"
            if joined is not None and not joined.prep and (joined.actor or joined.place):
                k = joined.end
                continue
            break
        if k < len(words) and words[k].form.prep and not words[k].form.inf:
            phrase = walk.phrases.read(words, k)
            k = phrase.end if phrase is not None else k + 1
            continue
        break
    k = _past_insertion(words, k)
    if k >= len(words):
        return False
    group = walk.verbs.read(words, k, True)
    if group is None or not group.finite:
        return False
    bare = group.form is not None and "part" in group.form.tenses and group.end - group.start == 1
    agent = group.end < len(words) and "by" in words[group.end].form.prep
    return walk.grammar.case or not (bare and agent)  # "after the pauses declared by X"


def _not_verb(words: list[Word], k: int) -> bool:
    """Whether a gerund that may be a noun has no object behind it: "after the taking of X"."""
    behind = words[k + 1] if k + 1 < len(words) else None
    return behind is None or behind.kind != "word" or not (
        behind.form.det or behind.entity is not None or behind.capital
    )  # fmt: skip


def _past_insertion(words: list[Word], k: int) -> int:
    """The index behind a bracket and an apposition between commas, if they stand at `k`."""
    if k < len(words) and words[k].text == "(":
        k = next((j + 1 for j in range(k, len(words)) if words[j].text == ")"), k)
    if k < len(words) and words[k].text in COMMAS:
        inside = range(k + 1, min(k + _INSERTED, len(words)))
        close = next((j for j in inside if words[j].text in COMMAS), None)
        if close is not None and not any(words[j].form.rel for j in range(k + 1, close)):
            return close + 1
    return k


def open_subordinate(walk: Walk, kind: str, i: int) -> None:
    """Open an adverbial clause; one of contrast stands beside the clauses before it."""
    if kind == "contrast":
        scope: Clause | None = walk.current
        while scope is not None and scope.kind != "comp":
            scope = scope.parent
        if scope is None:
            walk.new_root(i)
            walk.current.contrast = True
        else:  # what goes on inside somebody's words stays theirs
            walk.current.end = i
            walk.current = walk.open("comp", scope.parent, i)
            walk.last = None
        walk.comma = False
        return
    base = walk.current
    while base.parent is not None and base.kind in ("rel", "red", "ger", "inf") and base.verb:
        base = base.parent
    walk.current = base
    clause = walk.push("sub", i)
    clause.sub = kind


def _copy(phrase: Phrase, prep: tuple[str, ...], cases: int = 0) -> Phrase:
    return replace(phrase, prep=prep, cases=cases)
