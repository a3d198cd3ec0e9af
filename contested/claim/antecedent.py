"""What a relative pronoun takes up: by gender and number, over modifiers that stand between."""

from __future__ import annotations

from contested.claim.clause import Clause
from contested.claim.form import Form
from contested.claim.phrase import INSTALLED, Phrase
from contested.claim.walk import COMMAS, Walk
from contested.claim.words import Word

_ENDS = ".!?;:…"
_ASIDE = 2  # words between a place and the country that it is said to be in
_PARTS = INSTALLED | {"neighbourhood", "district", "compass"}  # what a town has


def antecedent_of(walk: Walk, i: int) -> Phrase | None:
    """The phrase that the relative pronoun at word `i` takes up; the last one without cases."""
    last = walk.last
    if last is None:
        return None
    if not walk.grammar.case:
        if walk.words[i].form.comp and not walk.comma:
            last = kind_described(last) or last
        if walk.words[i].form.rel == "relative_place":
            last = _not_country(walk, last)
        whole = _named_by(walk, _whole(_described(last)))
        return _road(walk, last) or _listed(walk, i, _beside_which(walk, whole))
    form = walk.words[i].form
    if last.joined_end:  # "the road A - B, which": the road
        last = next((p for p in reversed(walk.found) if last in p.post), last)
    candidates = [_host(c) for c in _candidates(walk, last)]
    if form.det_number:  # the pronoun itself shows number and gender
        fitting = [c for c in candidates if _agrees(c, form)]
        typed = [c for c in fitting if c.typed and not _aside(c)] or fitting
        return typed[0] if typed else last
    return _bare_antecedent(walk, i, last, candidates)


def _beside_which(walk: Walk, last: Phrase) -> Phrase:
    """The place whose whereabouts stand before a relative pronoun: "X, north of Y, which"."""
    ref = last.place
    if ref is None or ref.kind != "compass" or not ref.beside or last.prep or last.of is None:
        return last
    gap = walk.words[last.start - 1].text in COMMAS if last.start else False
    for phrase in reversed(walk.found):
        if phrase.end == last.start - gap and phrase.place is not None and phrase.cue is None:
            return phrase if not phrase.time else last
    return last


def joined_relative(walk: Walk, i: int) -> Clause | None:
    """The relative clause that another one of the same noun is joined to by "and": "X, which A
    backs and which holds B"."""
    joined = i and walk.words[i - 1].form.conj in ("and", "but", "or")
    clause: Clause | None = walk.current if joined else None
    while clause is not None and clause.kind in ("inf", "ger", "comp", "red"):
        clause = clause.parent
    if clause is None or clause.kind != "rel" or clause.antecedent is None or clause.verb is None:
        return None
    number, known = walk.words[i].form.det_number, clause.antecedent.number
    if number and known and number != known and not clause.antecedent.conjuncts:
        return None
    return clause


def kind_described(last: Phrase) -> Phrase | None:
    """The kind of place behind whose whereabouts a "that" stands: "X, the only town in Y that";
    the name that it describes, if one does."""
    head = last.head
    if head is None or head.place is None or not head.place.anaphor or head.place.plural:
        return None
    if last not in head.post and head.of is not last:
        return None
    if head.det != "definite" or head.cue is not None:
        return None
    return _host(head)


def _road(walk: Walk, last: Phrase) -> Phrase | None:
    """The road whose end the last phrase is: "the road from A to B, which", "between A and B"."""
    for phrase in reversed(walk.found):
        if phrase.place is not None and phrase.place.kind == "route" and phrase is not last:
            if any(c.antecedent is phrase and last in c.args for c in walk.clauses if c.verb):
                return phrase  # "the road that joins A with B, by which"
            ends = [end for part in phrase.post for end in (part, *part.conjuncts)]
            return phrase if any(end is last for end in ends) or phrase in _chain(last) else None
    return None


def _listed(walk: Walk, i: int, last: Phrase) -> Phrase:
    """The first of a list of names where the pronoun or the verb behind it is of several ("X and
    Y, which are besieged"), or a list opens the clause that another party does something to."""
    leader, place = last.leader, last.place
    if leader is None or leader.place is None or place is None or last.number == "pl":
        return last
    if place.anaphor or place.plural or leader.place.anaphor:
        return last
    several = walk.phrases.lexicon.settings.get("plural_verbs", ())
    following = walk.words[i + 1].form.fold if i + 1 < len(walk.words) else ""
    if following in several or walk.words[i].form.det_number == "pl":
        return leader
    # "In X and Y, which the army besieges": a subject of its own follows, and no verb came before.
    opens = walk.current.verb is None and leader.start >= walk.current.start
    done_to = walk.verbs.read(walk.words, i + 1, False) is None
    return leader if opens and done_to and walk.comma_between(last.end, i) else last


def _described(last: Phrase) -> Phrase:
    """What a relative clause describes: the noun before it, over "of two million people"."""
    probe: Phrase | None = last
    while probe is not None and not probe.typed and not probe.official and not probe.source:
        head = probe.head
        if head is None or head.of is not probe:
            return last
        probe = head
    return probe or last


def _not_country(walk: Walk, last: Phrase) -> Phrase:
    """The place in a country that "where" goes on with: "X, in the north of Y, where"."""
    if last.place is None or not (last.place.weak and last.place.country):
        return last
    first = _chain(last)[-1].start
    for phrase in reversed(walk.found):
        ref = phrase.place
        if phrase.end > first or first - phrase.end > _ASIDE:
            continue
        if ref is not None and not ref.weak and phrase.cue is None and ref.kind != "country":
            return _whole(phrase)
    return last


def _whole(last: Phrase) -> Phrase:
    """The part or installation of a town that a relative clause behind the town's name describes:
    "the airport of X, which"."""
    head, place = last.head, last.place
    if head is None or head.of is not last or place is None or place.anaphor or last.det:
        return last
    part = head.place
    whole = part is not None and part.anaphor and not part.plural and part.kind in _PARTS
    return head if whole and head.cue is None and head.det != "indefinite" else last


def _named_by(walk: Walk, phrase: Phrase) -> Phrase:
    """The name that "a town" describes: "X, a town that ...", "X is a town that ..."."""
    if phrase.det != "indefinite" or phrase.actor is not None or phrase.cue is not None:
        return phrase
    if phrase.place is not None and not phrase.place.anaphor:
        return phrase
    clause, head = walk.current, phrase.head
    if head is None or head.apposition is not phrase:
        copula = clause.verb is not None and clause.verb.copula and phrase in clause.args
        head = clause.subj if copula and not phrase.prep else None
    named = head is not None and head.place is not None and not head.place.anaphor
    return head if head is not None and named else phrase


def _bare_antecedent(walk: Walk, i: int, last: Phrase, candidates: list[Phrase]) -> Phrase:
    """What an uninflected pronoun takes up: the whole noun phrase rather than its complement."""
    group = walk.verbs.read(walk.words, i + 1, False)
    chosen = candidates[0] if candidates else last
    number = group.number if group is not None else ""
    aside = bool(chosen.prep) and i > 0 and walk.words[i - 1].text in COMMAS
    if aside and number and chosen.number and chosen.number != number:  # "X, near Y, which"
        chosen = next((c for c in candidates if c.number == number), chosen)
    for outer in candidates[1:]:
        both_places = chosen.place is not None and outer.place is not None and outer.actor is None
        both_actors = chosen.actor is not None and outer.actor is not None and not outer.source
        if outer.cue is not None or outer.official or not (both_places or both_actors):
            continue
        if group is not None and group.number and not both_places:
            number = "pl" if outer.conjuncts else outer.number
            if number and number != group.number:
                continue
        chosen = outer
    return chosen


def _candidates(walk: Walk, last: Phrase) -> list[Phrase]:
    """The last phrase and what it hangs on, inside out; then what stands before an aside."""
    found = _chain(last)
    outermost = found[-1]
    before = next(
        (p for p in reversed(walk.found) if p.end <= outermost.start and p not in found), None
    )
    if before is not None:
        gap = walk.words[before.end : outermost.start]
        comma = len(gap) == 1 and gap[0].text in COMMAS
        if (comma and outermost.prep) or (not gap and _aside(outermost)):
            found += [p for p in _chain(before) if p not in found]
    if last.leader is not None and last.leader not in found:
        found.append(last.leader)
    return found


def _chain(phrase: Phrase) -> list[Phrase]:
    """A phrase and the phrases that it modifies, inside out."""
    found = [phrase]
    while found[-1].head is not None and found[-1].head not in found:
        found.append(found[-1].head)
    return found


def _host(phrase: Phrase) -> Phrase:
    """The named phrase that an apposition such as ", a town near X" describes."""
    head = phrase.head
    if head is None or head.apposition is not phrase or not head.typed:
        return phrase
    named = head.place is not None and not head.place.anaphor
    described = phrase.place is not None and phrase.place.anaphor
    return head if named and described else phrase


def _aside(phrase: Phrase) -> bool:
    """Whether a phrase only says where: "north of X", "in the country X"."""
    place = phrase.place
    if place is None:
        return False
    holder = phrase.head
    beside = holder is not None and holder.of is phrase and holder.place is not None
    return (
        place.kind in ("compass", "country")
        or (beside and holder is not None and holder.place is not None
            and holder.place.kind == "compass")
    )  # fmt: skip


def _agrees(phrase: Phrase, form: Form) -> bool:
    """Whether a phrase has the number and gender of a pronoun, as far as both are known."""
    number = "pl" if phrase.conjuncts else phrase.number
    if number and form.det_number not in ("*", number):
        return False
    known = phrase.gender.replace("*", "")
    wanted = form.det_gender.replace("*", "")
    return not known or not wanted or bool(set(known) & set(wanted))


def describes_what_is_told(walk: Walk, i: int) -> bool:
    """Whether a "that" which can be a relative pronoun too stands, behind a comma, by the place
    that the content of a speech ends with: "say they have taken X, which the army left"."""
    form, clause, last = walk.words[i].form, walk.current, walk.last
    return (
        bool(form.rel) and not walk.conj and walk.words[i - 1].text in COMMAS and last is not None
        and last.end == i - 1 and last.place is not None and not last.place.anaphor
        and clause.kind in ("inf", "comp") and clause.verb is not None
        and not clause.verb.is_a("speech") and last in clause.args
    )  # fmt: skip


def stands_for_what_was_said(words: list[Word], i: int) -> bool:
    """Whether a "that" opens nothing because the clause ends behind it: "denied that, but ..."."""
    if not words[i].form.det or i + 1 >= len(words):
        return False
    k = i + 2 if words[i + 1].text in COMMAS else i + 1
    if k >= len(words):
        return False
    if words[k].form.conj == "but":
        return True
    return k == i + 1 and words[k].kind == "punct" and words[k].text in _ENDS
