"""Month and weekday names of a language, from CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale


@lru_cache(maxsize=32)
def capital_names(code: str) -> bool:
    """Whether the language writes the names of months and weekdays with a capital."""
    locale = Locale.parse(code)
    return str(locale.days["format"]["wide"][0])[:1].isupper()


@lru_cache(maxsize=32)
def calendar(code: str) -> tuple[dict[str, int], dict[str, int]]:
    """Month and weekday names of a language in small letters to their numbers; Monday is 0."""
    locale = Locale.parse(code)
    months: dict[str, int] = {}
    days: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[form][width].items():
                months.setdefault(name.rstrip(".").lower(), number)
            for number, name in locale.days[form][width].items():
                days.setdefault(name.rstrip(".").lower(), number)
    return months, days
