"""From a place name as it stands in a sentence to the forms a gazetteer may have.

«της Μοσούλης» is Μοσούλη, «под Бахмутом» Бахмут, بالموصل is الموصل, "Menbiç'te" Menbiç. The rules
are data (``data/endings.toml``), applied to folded text; they overshoot, which does no harm, as
a form counts only if a place is called so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice, product

from contested.errors import LanguageError
from contested.place.toponym import fold

MIN_STEM = 3  # letters that must be left of a word
MAX_FORMS = 24
APOSTROPHES = ("'", "’", "ʼ")


@dataclass(frozen=True, slots=True)
class _Rules:
    endings: tuple[tuple[str, str], ...]
    prefixes: tuple[tuple[str, str], ...]
    apostrophe: bool


@lru_cache(maxsize=1)
def _rules() -> dict[str, _Rules]:
    file = resources.files("contested.place") / "data" / "endings.toml"
    found: dict[str, _Rules] = {}
    for language, raw in tomllib.loads(file.read_text(encoding="utf-8")).items():
        unknown = set(raw) - {"endings", "prefixes", "apostrophe"}
        if unknown:
            raise LanguageError(f"{language}: unknown keys {sorted(unknown)}", path=str(file))
        found[language] = _Rules(
            tuple((fold(old), fold(new)) for old, new in raw.get("endings", ())),
            tuple((fold(old), fold(new)) for old, new in raw.get("prefixes", ())),
            bool(raw.get("apostrophe", False)),
        )
    return found


@lru_cache(maxsize=50_000)
def base_forms(name: str, language: str | None) -> tuple[str, ...]:
    """Folded forms that `name` may be an inflected form of, the likeliest first, without the
    name itself; none for languages that have no rules.

    >>> base_forms("Μοσούλης", "el")[0], base_forms("Бахмутом", "ru")[-1]
    ('μοσουλη', 'бахмут')
    """
    rules = _rules().get((language or "").split("-", 1)[0])
    if rules is None:
        return ()
    if rules.apostrophe:
        for mark in APOSTROPHES:
            head, found, _ = name.partition(mark)
            if found and len(head) >= MIN_STEM:
                return (fold(head),)
    folded = fold(name)
    whole = [folded[: -len(old)] + new for old, new in rules.endings if _fits(folded, old)]
    words = folded.split(" ")
    # Adjectives in front of a name change with it: every word may stand in another form.
    options = [[word, *_of_word(word, rules)] for word in words]
    options[-1] = [*options[-1][1:], words[-1]]
    forms = [*(form for form in whole if " " in form), *map(" ".join, product(*options))]
    unique = (form for form in dict.fromkeys(forms) if form != folded)
    return tuple(islice(unique, MAX_FORMS))


def _fits(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= MIN_STEM


def _of_word(word: str, rules: _Rules) -> Iterator[str]:
    for old, new in rules.endings:
        if _fits(word, old):
            yield word[: -len(old)] + new
    for old, new in rules.prefixes:
        if word.startswith(old) and len(word) - len(old) >= MIN_STEM:
            yield new + word[len(old) :]
