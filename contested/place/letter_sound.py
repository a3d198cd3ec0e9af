"""Letters that stand for two sounds in foreign names.

Inside a word Greek μπ is "b" or "mb", ντ is "d" or "nd": names of Arabic or Slavic countries have
the plain sounds, most others south of the Sahara, in southern Asia and in Latin America the nasal
ones (Μπαμπάρι is Bambari, Κατατούμπο Catatumbo). Cyrillic в is "v" or "w" (Киванджа is Kiwanja).
"""

from __future__ import annotations

import re

from contested.place.toponym import other_spelling

_VOICED = re.compile(r"(?<=[αεηιουωάέήίόύώϊϋΐΰ])(μ)π(?=\w)|(?<=[αεηιουωάέήίόύώϊϋΐΰ])(ν)τ(?=\w)")
_COUNTRIES = (
    "AO BF BI BJ BR BW CD CF CG CI CM CO EC ET GA GH GM GN GQ GW HT ID IN KE KH LA LK LR LS MG ML "
    "MM MW MZ NA NE NG NP PE PG PH RW SL SN SS SZ TG TH TL TZ UG VE VN ZA ZM ZW"
)


def nasal_reading(text: str) -> str:
    """The spelling that says the nasal outright, or the text itself where nothing is in doubt.

    >>> nasal_reading("Καλέμπα"), nasal_reading("Μπουκάβου")
    ('Καλέμμπα', 'Μπουκάβου')
    """
    return _VOICED.sub(lambda found: (found[1] or found[2]) + found[0], text)


def other_readings(text: str, language: str | None = None) -> tuple[str, ...]:
    """Spellings that say outright the less usual sounds of a name's letters.

    >>> other_readings("Валикале"), other_readings("Kiwanja"), other_readings("Gasni", "de")
    (('уаликале',), (), ('gazni',))
    """
    found = nasal_reading(text), text.lower().replace("в", "у"), other_spelling(text, language)
    return tuple(other for other in found if other.lower() != text.lower())


def reads_nasal(country: str | None) -> bool:
    """Whether the names of a country (ISO code) are mostly meant with the nasal."""
    return country is not None and country in _COUNTRIES
