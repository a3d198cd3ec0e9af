"""Who acts in what stands before a sentence's own verb: participles, infinitives, clefts."""

from __future__ import annotations

from contested.claim.clause import Clause, VerbGroup, clause_empty
from contested.claim.phrase import Phrase, speaks


def share_forwards(clauses: list[Clause], *, subject_behind: bool = False) -> None:
    """What opens a sentence without a finite verb has the subject of the clause behind it.

    "Having lost X, the army ...", "Dopo aver perso X, l'esercito ...". Where a subject may stand
    behind its verb, so may what a participle tells: "Perduta X, l'esercito ...".
    """
    for clause in clauses:
        verb = clause.verb
        if verb is None or clause.subj is not None:
            continue
        if not (verb.gerund or verb.participle or (verb.infinitive and clause.kind == "inf")):
            continue
        if subject_behind and _is_cleft(clause, verb):
            continue
        main = clause.parent
        if main is None or main.verb is None or main.verb is verb:
            main = next((c for c in clauses if c.kind == "main" and c.start > clause.start), None)
        if main is not None and main.subj is not None and main.subj.start > verb.start:
            clause.subj = main.subj
    for clause in clauses if subject_behind else ():
        if clause.kind == "red" and clause.verb is not None and clause.verb.start < 2:
            _absolute(clause, clause.verb)


def _absolute(clause: Clause, verb: VerbGroup) -> None:
    """ "Taken X, the rebels ...": X is what was taken, and the rebels are who took it."""
    main = clause.parent
    behind = [p for p in clause.args if not p.prep and not p.time and p.start == verb.end]
    if not verb.passive or main is None or not behind or any("by" in p.prep for p in clause.args):
        return
    if behind[0].place is None and behind[0].cue is None:
        return
    doer = clause.subj if clause.subj is main.subj else None
    clause.args.remove(behind[0])
    clause.subj = behind[0]
    clause.agent = doer if doer is not None and doer.place is None else None


def _is_cleft(clause: Clause, verb: VerbGroup) -> bool:
    """Turn "A prendere X sono stati i ribelli" round, so that the rebels are who took X."""
    main = clause.parent
    if main is None or not clause_empty(main) or verb.start != 0:
        return False
    for child in clause.children:
        said = child.subj
        named = [p for p in child.args if not p.prep and not p.time]
        if (
            child.kind == "comp" and child.verb is not None and child.verb.copula
            and said is not None and said.start == verb.end and len(named) == 1
            and (speaks(named[0]) or bool(named[0].source))
        ):  # fmt: skip
            clause.args.append(said)
            clause.subj, child.subj = named[0], None
            clause.children.remove(child)
            child.kind, child.parent = "main", None
            clause.kind, clause.parent = "main", None
            verb.infinitive, verb.finite = False, True
            return True
    return False


def asked_of(clause: Clause, last: Phrase | None, aims: frozenset[str]) -> Phrase | None:
    """Who is to do what the infinitive behind a clause says, where its subject is not.

    "Forced the rebels to leave", "ha permesso ai ribelli di entrare"; an aim or attempt (`aims`)
    stands for whose it is: "repelled the rebels' attempt to enter".
    """
    above = clause.verb
    nearest = clause.args[-1] if clause.args else None
    if nearest is None or last is None or above is None or above.form is None:
        return None
    if not nearest.prep and nearest.head_word in aims and nearest.end == last.end:
        return nearest
    if nearest is not last:
        return None
    if not nearest.prep and nearest.actor is not None and nearest.cue is None:
        return nearest
    if "to" in nearest.prep and nearest.actor is not None and nearest.place is None and (
        above.is_a("control") and not above.is_a("rule") and not above.is_a("speech", "say")
    ):  # fmt: skip
        return nearest
    return None
