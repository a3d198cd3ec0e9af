"""Swapping two actors' names in a text, in every form that their grammar shares.

A class lists actors whose names behave alike (number, gender, article, ending); the forms of all
its actors stand in the same order, so that the n-th of one takes the place of the n-th of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from contested.claim.context import choose_setting
from contested.claim.lexicon import load_lexicon
from contested.claim.text import sentences
from contested.report.report import Report

_TR, _RU, _IL, _IR, _UA = ("Turkey", "Russia", "Israel", "Iran", "Ukraine")


def _forms(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# language -> classes -> canonical name -> forms
CLASSES: dict[str, tuple[dict[str, tuple[str, ...]], ...]] = {
    "en": (
        {  # states: name, adjective, people
            _RU: ("Russia", "Russian", "Russians"),
            _UA: ("Ukraine", "Ukrainian", "Ukrainians"),
            _IR: ("Iran", "Iranian", "Iranians"),
            "Armenia": ("Armenia", "Armenian", "Armenians"),
            "Rwanda": ("Rwanda", "Rwandan", "Rwandans"),
            "Nigeria": ("Nigeria", "Nigerian", "Nigerians"),
            "Chad": ("Chad", "Chadian", "Chadians"),
            "Ethiopia": ("Ethiopia", "Ethiopian", "Ethiopians"),
            _IL: ("Israel", "Israeli", "Israelis"),
            "Azerbaijan": ("Azerbaijan", "Azerbaijani", "Azerbaijanis"),
            "Iraq": ("Iraq", "Iraqi", "Iraqis"),
        },
        {  # acronyms with an article
            name: (name,) for name in _forms("SDF YPG RSF LNA GNA TPLF MNDAA TNLA CSP PKK ISWAP")
        },
        {  # names without an article
            "Hezbollah": ("Hezbollah",),
            "Hamas": ("Hamas",),
            "Boko Haram": ("Boko Haram",),
            "Ahrar al-Sham": ("Ahrar al-Sham",),
            "Jaish al-Islam": ("Jaish al-Islam",),
            "Hayat Tahrir al-Sham": ("Hayat Tahrir al-Sham",),
            "Jabhat al-Nusra": ("Jabhat al-Nusra",),
            "M23": ("M23",),
        },
        {"Houthis": ("Houthis", "Houthi"), "Taliban": ("Taliban", "Taliban")},
        {"Reuters": ("Reuters",), "AFP": ("AFP",)},
        {"Islamic State": ("Islamic State",), "Arakan Army": ("Arakan Army",)},
    ),
    "el": (
        {
            _RU: _forms(
                "Ρωσία Ρωσίας Ρώσος Ρώσου Ρώσο Ρώσοι Ρώσων Ρώσους ρωσικός ρωσική ρωσικό ρωσικού "
                "ρωσικής ρωσικές ρωσικά ρωσικοί ρωσικών ρωσικούς Ρωσική Ρωσικές Ρωσικά"
            ),
            _TR: _forms(
                "Τουρκία Τουρκίας Τούρκος Τούρκου Τούρκο Τούρκοι Τούρκων Τούρκους τουρκικός "
                "τουρκική τουρκικό τουρκικού τουρκικής τουρκικές τουρκικά τουρκικοί τουρκικών "
                "τουρκικούς Τουρκική Τουρκικές Τουρκικά"
            ),
        },
        {
            "Ukraine": _forms(
                "Ουκρανία Ουκρανίας Ουκρανός Ουκρανού Ουκρανό Ουκρανοί Ουκρανών Ουκρανούς "
                "ουκρανικός ουκρανική ουκρανικό ουκρανικού ουκρανικής ουκρανικές ουκρανικά "
                "ουκρανικοί ουκρανικών ουκρανικούς"
            ),
            "Russia": _forms(
                "Ρωσία Ρωσίας Ρώσος Ρώσου Ρώσο Ρώσοι Ρώσων Ρώσους ρωσικός ρωσική ρωσικό ρωσικού "
                "ρωσικής ρωσικές ρωσικά ρωσικοί ρωσικών ρωσικούς"
            ),
        },
        {"Hezbollah": ("Χεζμπολάχ",), "Hamas": ("Χαμάς",)},
        {"Taliban": ("Ταλιμπάν",), "Houthis": ("Χούτι",)},
        {"RSF": ("RSF",), "YPG": ("YPG",), "SDF": ("SDF",), "Hayat Tahrir al-Sham": ("HTS",)},
        {name: (name,) for name in ("Reuters", "AFP", "Al Jazeera", "BBC")},
        {name: (name,) for name in ("TPLF", "CSP", "PKK", "M23")},
    ),
}


@dataclass(frozen=True)
class Swap:
    """Two actors of a class, and which form of the one stands for which of the other."""

    one: str
    other: str
    forms: tuple[tuple[str, str], ...]

    def text(self, text: str) -> str:
        """The text with the two swapped."""
        table = {**dict(self.forms), **{b: a for a, b in self.forms}}
        longest = sorted(table, key=len, reverse=True)
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
        return pattern.sub(lambda match: table[match.group()], text)

    def name(self, name: str | None) -> str | None:
        """A canonical name with the two swapped."""
        return {self.one: self.other, self.other: self.one}.get(name or "", name)

    def covers(self, words: str) -> bool:
        """Whether words are nothing but a form of either."""
        return any(words in pair for pair in self.forms)

    def said(self, text: str | None) -> bool:
        """Whether a text has a form of either."""
        return text is not None and self.text(text) != text


def obstacle(swap: Swap, report: Report, theatre: str | None) -> str | None:
    """Why the swap cannot be told in this text by names alone, None if it can.

    A name of either that is in no form of the class ("Moscow", a president) stays behind, and in
    a war of either's own country "the army" and "the rebels" are theirs without being named.
    """
    lexicon = load_lexicon(report.language or "")
    assert lexicon is not None
    parts = sentences(report.text, lexicon.abbreviations, writing=lexicon.writing)
    setting = choose_setting(theatre, lexicon, parts)
    actors = setting.names.actors
    ids = {actor.id for name in (swap.one, swap.other) if (actor := actors.lookup(name))}
    countries = {
        code for id_ in ids if actors.get(id_).kind == "state" for code in actors.get(id_).countries
    }
    if countries & set(setting.countries):
        return "a war of its own country"
    for part in parts:
        i = 0
        while i < len(part.tokens):
            token = part.tokens[i]
            entity = setting.names.match(part.tokens, i) if token.kind == "word" else None
            length = entity.length if entity is not None else 1
            if entity is not None:
                words = report.text[token.start : part.tokens[i + length - 1].end]
                named = {*entity.actors, entity.people} & ids or entity.country in countries
                if named and not swap.covers(words):
                    return "another name of it"
            i += length
    return None


def swaps(language: str, text: str) -> list[Swap]:
    """All swaps of a language's classes of which at least one name is in the text."""
    found = []
    for actors in CLASSES.get(language, ()):
        for one, other in combinations(sorted(actors), 2):
            swap = Swap(one, other, tuple(zip(actors[one], actors[other], strict=True)))
            if swap.said(text):
                found.append(swap)
    return found
