"""The wire agency a text credits: in its dateline, at its end, or in a source line."""

from __future__ import annotations

import re
from functools import lru_cache

# Canonical name -> the signs by which texts of any language credit it.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Reuters": ("Reuters", "Ρόιτερς", "Ρόιτερ", "رويترز", "Рейтер", "Рейтерс"),
    "AFP": ("AFP", "Agence France-Presse", "Γαλλικό Πρακτορείο", "فرانس برس", "أ ف ب", "АФП"),
    "AP": ("AP", "Associated Press", "أسوشيتد برس"),
    "ANA-MPA": ("ANA-MPA", "ΑΠΕ-ΜΠΕ", "ΑΠΕ", "AMNA"),
    "DPA": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "TASS": ("TASS", "ТАСС", "ITAR-TASS"),
    "Interfax": ("Interfax", "Интерфакс"),
    "Interfax-Ukraine": ("Interfax-Ukraine", "Інтерфакс-Україна"),
    "Ukrinform": ("Ukrinform", "Укрінформ"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Xinhua": ("Xinhua", "Σινχουά", "شينخوا", "Синьхуа"),
    "Anadolu": ("Anadolu", "AA", "Anadolu Ajansı", "الأناضول"),
    "SANA": ("SANA", "سانا"),
    "UPI": ("UPI",),
    "CNA": ("CNA",),
    "Petra": ("Petra",),
}
_CREDIT_LINE_CHARS = 100


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    found = []
    for name, signs in AGENCIES.items():
        either = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
        bracketed = re.compile(rf"[(\[/]\s*(?:[^()\[\]/\n]{{0,30}}[,/ ]\s*)?(?:{either})\s*[)\]/,]")
        alone = re.compile(rf"^(?:[^:\n]{{2,25}}:\s*|[-–—]\s*)?(?:{either})\.?$")
        found.append((name, bracketed, alone))
    return tuple(found)


def agency_in(text: str) -> str | None:
    """The canonical name of the agency credited by `text`, or None.

    A credit stands in brackets or slashes in the first lines, or as a last or first line of its
    own ("Source: AFP"). An agency that is merely quoted in a sentence is not a credit.
    """
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    if not lines:
        return None
    head = [line[:_CREDIT_LINE_CHARS] for line in lines[:3]]
    tail = [line[-_CREDIT_LINE_CHARS:] for line in lines[-2:]]
    own_lines = [line for line in [*lines[:4], *lines[-3:]] if len(line) <= _CREDIT_LINE_CHARS]
    for name, bracketed, alone in _patterns():
        if any(alone.match(line) for line in own_lines):
            return name
        if any(bracketed.search(line) for line in head):
            return name
        if any((match := bracketed.search(line)) and match.end() >= len(line) - 1 for line in tail):
            return name
    return None
