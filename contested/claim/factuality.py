"""Factuality: actual, negated, possible or intended, from a verb and what it depends on."""

from __future__ import annotations

from contested.claim.attribute import Attribution
from contested.claim.clause import Clause, Parse, VerbGroup, is_cleft
from contested.claim.lexicon import Lexicon
from contested.claim.phrase import Phrase

_WISHED = frozenset({"obj", "for", "of", "to"})  # how a noun stands behind a verb of wishing
_AIMED = frozenset({"at", "for", "to", "toward"})  # how it stands behind what is aimed
# what a modal makes of what its verb lets come about
_OPEN = {"may": "possible", "can": "possible", "will": "intended", "should": "intended"}


def hedge_almost(parse: Parse, almost: frozenset[str]) -> None:
    """Note on verbs that what they say has only almost come about: "is almost surrounded"."""
    told = any(word.form.fold in almost and word.entity is None for word in parse.words)
    for clause in parse.clauses if told else ():
        verb = clause.verb
        if verb is None or verb.hedge:
            continue
        words = parse.words[max(0, verb.start - 1) : verb.end]
        behind = parse.words[verb.end : verb.end + 2]
        if len(behind) == 1 or (len(behind) == 2 and behind[1].kind == "punct"):
            words = [*words, *behind[:1]]
        if any(word.form.fold in almost and word.entity is None for word in words):
            verb.hedge = "possible"


def hedge_beside(parse: Parse) -> None:
    """Note on verbs what a hedge beside them says: "X, probably, took Y", "Probably X took Y".

    A hedge belongs to the verb behind it in its clause, or else to the one before it.
    """
    hedges = [
        w.index for w in parse.words if w.form.adverb == "possible" and w.entity is None
        and not w.form.nouns
    ]  # fmt: skip
    for at in hedges:
        spoken = [
            c for c in parse.clauses
            if c.verb is not None and c.kind not in ("red", "ger")
            and not (c.verb.is_a("speech") and c.children)
        ]  # fmt: skip
        k = at + 1
        while k < len(parse.words) and (
            parse.words[k].kind == "punct" or parse.words[k].form.adverb
        ):  # fmt: skip
            k += 1
        right = [c for c in spoken if c.verb is not None and c.verb.start == k]
        around = [
            c for c in spoken if c.verb is not None and c.start <= at <= max(c.end, c.verb.end)
        ]
        behind = right or [c for c in around if _opening(c) > at]
        nearest = min(behind, key=_opening) if behind else max(around, key=_opening, default=None)
        if nearest is not None and nearest.verb is not None and not nearest.verb.hedge:
            nearest.verb.hedge = "possible"


def _opening(clause: Clause) -> int:
    return clause.verb.start if clause.verb is not None else clause.start


def note_ordinals(
    parse: Parse, ordinals: frozenset[str], outcomes: frozenset[str] = frozenset()
) -> None:
    """Note on infinitives that they tell what has come about: behind "the first town", or behind a
    word of `outcomes`: "took X, only to lose it"."""
    ends = {p.end: p for p in parse.phrases}
    for clause in parse.clauses if ordinals else ():
        verb = clause.verb
        if verb is not None and clause.kind == "inf" and verb.start > 0 and (
            parse.words[verb.start - 1].form.fold in outcomes
        ):  # fmt: skip
            verb.come_about = True
            continue
        before = ends.get(verb.start) if verb is not None and clause.kind == "inf" else None
        if before is None or verb is None or before.actor is not None:
            continue
        told = [w.form.fold.split() for w in parse.words[before.start : before.end]]
        verb.come_about = any(part in ordinals for parts in told for part in parts)


def ended(verb: VerbGroup, predicate: str, factuality: str) -> tuple[str, str]:
    """What "no longer" makes of a predicate: who holds no longer has withdrawn, the rest is denied.

    "No longer holds X", "X is no longer besieged".
    """
    if not verb.no_longer or predicate == "withdraws":
        return predicate, factuality
    if predicate == "controls":
        return "withdraws", "actual"
    return predicate, "negated" if factuality == "actual" else factuality


def deny_predicates(parse: Parse, lexicon: Lexicon) -> None:
    """Give a verb the negation that stands elsewhere: that of the copula a participle belongs to
    ("is no longer X besieged"), or of its subjects ("neither X nor Y holds it")."""
    for clause in parse.clauses:
        if clause.verb is not None and clause.subj is not None and lexicon.neither:
            first = clause.subj.leader or clause.subj
            if _is_neither(parse, first.start - 1, lexicon) or _is_neither(
                parse, first.start, lexicon
            ):
                clause.verb.negative = True
        above = clause.parent.verb if clause.parent is not None else None
        if (
            clause.kind == "red" and clause.verb is not None and above is not None
            and clause.parent is not None and not clause.parent.args
            and above.copula and above.negative and above.start < clause.verb.start
            and clause.subj is clause.parent.subj
        ):  # fmt: skip
            clause.verb.negative, clause.verb.no_longer = True, above.no_longer


def _is_neither(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    return at >= 0 and parse.words[at].form.fold in lexicon.neither


def factuality_of(clause: Clause, attribution: Attribution, noun: Phrase | None = None) -> str:
    """actual, negated, possible or intended, from the verb and what it depends on."""
    verb = clause.verb
    result = "actual"
    if verb is not None:
        if verb.negative and not verb.no_longer:
            result = "negated"
        elif verb.modal == "may" or verb.hedge or verb.modal == "can":
            result = "possible"
        elif verb.modal == "should":
            result = "intended" if clause.kind != "sub" else "possible"
        elif verb.modal == "will":
            result = "intended"
        if result == "actual" and (_is_wished(clause) or _wishes_for(clause, noun)):
            result = "intended"
        if (
            noun is not None
            and result == "actual"
            and ((noun in clause.args and not noun.prep) or (noun is clause.subj and verb.passive))
        ):
            if (
                verb.is_a("control", "intended")
                and not verb.is_a("light")
                and not verb.is_a("speech")
            ):
                result = "intended"
            elif verb.is_a("control", "negated") and not verb.is_a("light", "repel"):
                result = "negated"
    aimed = verb is not None and verb.predicative == "intended" and noun in clause.args
    if aimed and noun is not None and result == "actual" and set(noun.prep) & _AIMED:
        result = "intended"  # "the operation is aimed at the recapture of X"
    if result == "actual" and clause.parent is not None and is_cleft(clause):
        return factuality_of(clause.parent, attribution)  # "it was not X who took Y"
    if attribution.is_denied(clause):
        return "negated" if result != "negated" else "actual"
    if (
        clause.kind in ("sub", "inf")
        and clause.sub == "condition"
        and result in ("actual", "intended")
    ):
        return "possible"
    if result in ("actual", "intended") and is_feared(clause):
        return "possible"
    if clause.kind == "sub" and clause.sub == "purpose" and result == "actual":
        return "intended"
    if (
        noun is not None
        and verb is not None
        and verb.is_a("speech", "deny")
        and attribution.own.get(id(clause)) is not None
        and (noun in clause.args or noun.head is not None)
    ):
        return "negated"
    if result in ("actual", "negated") and _fear(clause):  # "craint qu'ils ne prennent X"
        return "possible"
    if clause.kind in ("inf", "ger") and clause.parent is not None:
        return _controlled(clause, result, attribution)
    return result


def _is_wished(clause: Clause) -> bool:
    """Whether a clause is what somebody wants of others: "demanded that X be left"."""
    above = clause.parent
    if clause.kind not in ("comp", "inf") or above is None or above.verb is None:
        return False
    return above.verb.is_a("control", "wished") and not above.verb.passive


def is_feared(clause: Clause) -> bool:
    """Whether a clause is what somebody fears or suspects: "fear that X will fall"."""
    verb = _fear(clause)
    return verb is not None and not verb.negative


def _fear(clause: Clause) -> VerbGroup | None:
    """The verb of fearing, suspecting or not ruling out that a clause is the content of."""
    above = clause.parent.verb if clause.kind == "comp" and clause.parent is not None else None
    return above if above is not None and above.is_a("control", "possible") else None


def _wishes_for(clause: Clause, noun: Phrase | None) -> bool:
    """Whether a noun names what its clause wants of others: "called for the withdrawal from X"."""
    verb = clause.verb
    if noun is None or verb is None or not verb.is_a("control", "wished"):
        return False
    if verb.passive:
        return noun is clause.subj
    return noun in clause.args and set(noun.prep) <= _WISHED


def _controlled(clause: Clause, result: str, attribution: Attribution) -> str:
    """An infinitive or participle takes its factuality from the verb above it."""
    parent = clause.parent
    assert parent is not None
    verb = parent.verb
    if verb is not None and verb.copula and parent.subj is None and clause.subj in parent.args:
        return result  # "sono stati i ribelli a prendere X"
    aim = clause.subj.head if clause.subj is not None and clause.subj.head else clause.subj
    if (
        clause.kind == "inf" and aim is not None and aim.ordinary
        and aim in parent.args and aim is not parent.subj
    ):  # fmt: skip
        return "intended"  # "repelled the rebels' attempt to take X"
    above = (
        factuality_of(parent, attribution)
        if parent.kind in ("inf", "ger")
        else ("negated" if verb is not None and verb.negative else "actual")
    )
    if clause.kind == "inf" and clause.sub == "after":
        return result  # "after taking X"
    if parent.sub == "condition" and verb is not None and verb.copula and result == "actual":
        return "possible"  # "if X were to fall"
    if (
        clause.kind == "inf" and verb is not None and clause.verb is not None
        and clause.verb.start < verb.start and parent.subj is not None
        and (parent.subj.ordinary or parent.subj.cue is not None)
        and parent.subj.end <= clause.verb.start
    ):  # fmt: skip
        failed = any(s.arg == "negated" for s in verb.senses("control"))
        return (
            "negated"
            if failed and not verb.negative
            else result
            if result != "actual"
            else ("intended")
        )  # "a bid to take X failed"
    if clause.verb is not None and clause.verb.come_about:
        return above if above != "actual" else result
    if clause.kind == "inf" and clause.sub == "aim" and result == "actual":
        return "negated" if above == "negated" else "intended"
    if verb is None:
        return result if clause.kind == "ger" else "intended"
    if clause.kind == "ger" and clause.opened_by_comma and not clause.sub:
        return above if above != "actual" else result  # "fought their way in, ending a siege"
    kinds = [verb.predicative] if verb.predicative else []
    kinds += [s.arg for s in verb.senses("control")]
    if result == "negated":
        return result
    if "negated" in kinds:
        return "negated" if above != "negated" else "actual"
    if "intended" in kinds and not (clause.kind == "ger" and clause.sub):
        return "negated" if above == "negated" else "intended"
    if "possible" in kinds:
        return "possible"
    if clause.kind == "inf" and result == "actual" and above == "actual" and any(
        p.cue is not None and p.cue.rule is not None and p.end <= clause.start and not p.prep
        and p.cue.rule.frame.predicate == "attacks"
        for p in parent.args
    ):  # fmt: skip
        return "intended"  # "began an offensive to retake X"
    if "actual" in kinds:
        if above == "actual" and result == "actual" and verb.modal in _OPEN:
            return _OPEN[verb.modal]  # "will be able to take X"
        return above if above != "actual" else result
    if verb.is_a("speech"):
        return result
    if clause.kind == "ger":
        return above if above in ("intended", "possible") else result
    return "intended" if result == "actual" else result
