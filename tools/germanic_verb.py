"""What German and Dutch verbs share: particles that part from them, prefixes that do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def split_verb(verb: str, particles: Iterable[str], whole: Iterable[str]) -> tuple[str, str]:
    """The particle of a separable verb, and the verb below it; none for one that stays `whole`.

    >>> split_verb("zurückziehen", ("zurück", "zu"), ())
    ('zurück', 'ziehen')
    """
    if verb not in whole:
        for particle in particles:
            rest = verb.removeprefix(particle)
            if rest != verb and len(rest) > 3:
                return particle, rest
    return "", verb


def strong_forms(verb: str, known: Mapping[str, str], prefixes: Iterable[str]) -> list[str]:
    """The listed forms of a strong verb, its participle last; none for a verb that is not listed.

    An unstressed prefix takes the place of the participle's "ge-".

    >>> strong_forms("bezwingen", {"zwingen": "zwingt zwang gezwungen"}, ("be",))
    ['bezwingt', 'bezwang', 'bezwungen']
    """
    for prefix in ("", *prefixes):
        rest = verb.removeprefix(prefix)
        if (not prefix or rest != verb) and rest in known:
            *forms, participle = known[rest].split()
            if prefix:
                participle = participle.removeprefix("ge")
            return [prefix + form for form in (*forms, participle)]
    return []
