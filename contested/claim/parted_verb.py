"""Verbs whose parts stand in two places: a participle that completes the verb read before it."""

from __future__ import annotations

from contested.claim.clause import VerbGroup
from contested.claim.walk import Walk


def completes_verb(walk: Walk, group: VerbGroup) -> bool:
    """Whether a bare participle only completes the verb right before it ("keep besieged")."""
    verb = walk.current.verb
    if not group.participle or verb is None or walk.comma or walk.conj:
        return False
    if not walk.grammar.case:
        if verb is group:
            return False
        if _is_kept(walk, verb, group) or _becomes(verb, group):
            return True
        return verb.have and _is_parted(walk, verb, group)
    return verb is not group and all(w.form.adverb for w in walk.words[verb.end : group.start])


def _is_kept(walk: Walk, verb: VerbGroup, group: VerbGroup) -> bool:
    """Whether a verb of keeping stands right before the participle of what is kept so, its object
    behind: "mantiene cortada la carretera"."""
    if not verb.is_a("light", "keep") or verb.passive or verb.end != group.start:
        return False
    if group.end - group.start != 1 or group.form is None or not group.is_a("rule"):
        return False
    words, k = walk.words, group.end
    if k >= len(words) or words[k].kind != "word":
        return False
    following = walk.phrases.read(words, k)
    while following is not None and following.time and following.end < len(words):
        following = walk.phrases.read(words, following.end)
    if following is None or following.prep or walk.current.children:
        return False
    verb.head, verb.form, verb.end = group.head, group.form, group.end
    return True


def _becomes(verb: VerbGroup, group: VerbGroup) -> bool:
    """Whether a verb of becoming or staying makes a passive with the participle behind it:
    "quedó sitiada"."""
    fits = verb.is_a("light", "be") and not verb.copula and not verb.is_a("rule")
    if not fits or verb.passive or verb.end != group.start or group.end - group.start != 1:
        return False
    if group.form is None or group.form.voice or not group.is_a("rule"):
        return False
    verb.head, verb.form, verb.end = group.head, group.form, group.end
    verb.passive = True
    return True


def _is_parted(walk: Walk, verb: VerbGroup, group: VerbGroup) -> bool:
    """Whether only phrases that say how or when part "have" from its participle, which then is the
    clause's verb: "avevano in precedenza liberato X"."""
    clause = walk.current
    between = [p for p in clause.args if p.start >= verb.end]
    behind = any(child.start >= verb.end for child in clause.children)
    if verb.passive or behind or not between or group.end - group.start != 1:
        return False
    if any(not (p.prep or p.time) or p.typed or p.det for p in between):
        return False
    if between[-1].end != group.start or group.form is None:
        return False
    verb.head, verb.form, verb.end = group.head, group.form, group.end
    verb.have, verb.having, verb.perfect = False, True, group.perfect
    return True
