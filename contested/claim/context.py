"""Which war a report is about: the theatre asked for, or the countries its own words name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from contested.actor.load import load_actors
from contested.claim.canonical import LANGUAGE
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.names import NameIndex, load_names
from contested.claim.text import Sentence, fold
from contested.claim.whereabouts import countries_of_towns
from contested.claim.word_reference import party_of_noun
from contested.errors import TheatreError
from contested.place.resolve import Resolver
from contested.place.theatre import (
    load_theatre,
    pack_folder,
    shipped_theatres,
    theatre_countries,
)  # fmt: skip
from contested.place.world import open_world

# usual names of wars that are not names of countries, with the country whose words they use
CONFLICTS = {
    "drc": "CD", "congo": "CD", "karabakh": "AZ", "gaza": "PS", "palestine": "PS", "tigray": "ET",
    "sahel": "ML", "car": "CF", "donbas": "UA", "darfur": "SD", "kurdistan": "IQ", "burma": "MM",
    "artsakh": "AZ", "lake chad": "NG", "cabo delgado": "MZ", "kivu": "CD", "crimea": "UA",
    "israel palestine": "PS", "west bank": "PS", "sinai": "EG", "marawi": "PH", "amhara": "ET",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report's names are looked up in; `theatre` says which pack or countries, if any."""

    names: NameIndex
    resolver: Resolver
    countries: tuple[str, ...]
    glosses: dict[str, str]
    note: str = ""
    theatre: str = ""


@lru_cache(maxsize=8)
def _resolver(theatre: str | None) -> Resolver:
    if theatre is not None:
        return Resolver(load_theatre(theatre), open_world())
    # A town that a pack has is the pack's, though the report names too little to tell which war.
    return Resolver(None, open_world(), [load_theatre(name) for name in shipped_theatres()])


@lru_cache(maxsize=1)
def _packs() -> dict[str, tuple[str, ...]]:
    return {name: theatre_countries(name) for name in shipped_theatres()}


@lru_cache(maxsize=1)
def _widest() -> str | None:
    """The shipped pack with the longest list of places: its names help to tell where a report is.

    Told by its lines, since loading all packs takes as long as reading ten reports.
    """

    def line_count(name: str) -> int:
        return (pack_folder(name) / "places.csv").read_bytes().count(b"\n")

    return max(shipped_theatres(), key=line_count, default=None)


def _country_called(theatre: str) -> str | None:
    """The country of a theatre's name: "burkina-faso", "LY", "drc", "mali-niger" (the first)."""
    wanted = fold(theatre.replace("-", " ").replace("_", " "))
    called = {**CONFLICTS}
    for country in load_actors().countries.values():
        called[fold(country.name.replace("-", " "))] = country.code
        called[country.code.lower()] = country.code
        for name in country.names.get(LANGUAGE, ()):
            called.setdefault(fold(name.replace("-", " ")), country.code)
    if wanted in called:
        return called[wanted]
    return next((called[part] for part in wanted.split() if part in called), None)


@lru_cache(maxsize=64)
def _asked(theatre: str) -> tuple[str | None, tuple[str, ...]]:
    """A pack and its countries, or the country of that name. Raises TheatreError for neither."""
    try:
        return theatre, load_theatre(theatre).countries
    except TheatreError as error:
        code = _country_called(theatre)
        if code is None or "/" in theatre:
            raise error from None
        return None, (code,)


def apart(parts: list[Sentence], lexicon: Lexicon) -> list[Sentence]:
    """The sentences with what the language writes onto its words cut off them."""
    if lexicon.suffixes is not None:
        return [lexicon.suffixes.apart(part) for part in parts]
    if lexicon.affixes is None:
        return parts
    names, world = load_names(lexicon.code, _widest()), open_world()

    def is_place(word: str) -> bool:
        return len(word) > 2 and bool(world.lookup(word))

    return [lexicon.affixes.apart(part, names.words, is_place) for part in parts]


def choose_setting(
    theatre: str | None, lexicon: Lexicon, parts: list[Sentence], on: date | None = None
) -> Setting:
    """The names and the resolver for a report.

    Raises TheatreError where the theatre asked for is neither a pack nor a country.
    """
    if theatre is not None:
        pack, countries = _asked(theatre)
    else:
        widest = load_names(lexicon.code, _widest())
        countries = _countries(widest, parts, on)
        if not widest.actors.at_war(on).intersection(countries):
            towns = countries_of_towns(parts, lexicon, widest, open_world(), on)
            countries = (*towns, *countries)[:2]
        pack = next(
            (p for p, c in _packs().items() if countries and countries[0] in c),
            None,
        )
    names = load_names(lexicon.code, pack)
    note = "" if countries else "no country at war recognised: generic actors stay unnamed"
    return Setting(
        names, _resolver(pack), countries, lexicon.glosses, note, pack or ", ".join(countries)
    )


_MAY_OPEN: tuple[Form | None, frozenset[str]] = (None, frozenset())


def _countries(names: NameIndex, parts: list[Sentence], on: date | None) -> tuple[str, ...]:
    """Countries by how much the report speaks of them, those at war first."""
    weights: Counter[str] = Counter()
    for sentence in parts:
        for i, token in enumerate(sentence.tokens):
            written = token.text, token.fold, token.capital
            if token.kind != "word" or names.plain.get(written, _MAY_OPEN)[0] is not None:
                continue  # most words are known to begin no name
            entity = names.match(sentence.tokens, i)
            if entity is None or not (token.capital or entity.lower or not token.text[0].islower()):
                continue
            named = sentence.tokens[i : i + entity.length]
            proper = names.lexicon.caseless or any(part.capital for part in named)
            if entity.places and names.theatre is not None and proper:
                for code in names.theatre.countries:
                    weights[code] += 1
            if entity.country:
                weights[entity.country] += 2 if not entity.metonym else 1
            for actor_id in entity.actors[:1]:
                actor = names.actors.get(actor_id)
                if actor.kind == "state" or len(actor.countries) != 1:
                    continue
                if entity.length == 1 and party_of_noun(token.text, names.lexicon.form(token.fold)):
                    continue  # "separatists" are some in every country
                weights[actor.countries[0]] += 1
    at_war = names.actors.at_war(on)
    for code in weights:
        if code in at_war:
            weights[code] *= 4
    return tuple(code for code, _ in weights.most_common(2))
