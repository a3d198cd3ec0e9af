"""Month and weekday names of a language, from CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from contested.claim.text import fold


@lru_cache(maxsize=32)
def capital_names(code: str) -> bool:
    """Whether the language writes the names of months and weekdays with a capital."""
    locale = Locale.parse(code)
    return str(locale.days["format"]["wide"][0])[:1].isupper()


@lru_cache(maxsize=32)
def calendar(code: str) -> tuple[dict[str, int], dict[str, int]]:
    """Month and weekday names of a language (folded) to their numbers; Monday is 0."""
    locale = Locale.parse(code)
    months: dict[str, int] = {}
    days: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[form][width].items():
                months.setdefault(fold(name.rstrip(".")), number)
            for number, name in locale.days[form][width].items():
                days.setdefault(fold(name.rstrip(".")), number)
    return months, days
