"""Which country a report is about that names no country: that of the towns and provinces it names.

"Government forces took El Obeid on Friday" says no country and no nationality, as a short dispatch
often does; El Obeid does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from contested.claim.lexicon import Lexicon
from contested.claim.names import NameIndex
from contested.claim.text import Sentence, Token
from contested.place.fit import is_known, is_notable, is_settlement
from contested.place.inflect import base_forms
from contested.place.place import REGION_KINDS, Place
from contested.place.world import World

LONGEST = 3  # words of a name of a town
SHORTEST = 4  # letters of a word that may be one where no capital tells names
LARGE = 100_000  # inhabitants of a town that is thought of under a name the text does not write


def countries_of_towns(
    parts: list[Sentence], lexicon: Lexicon, names: NameIndex, world: World, on: date | None
) -> tuple[str, ...]:
    """The countries at war on the day that the towns and provinces of a text are in, at most two.

    A name counts once, for the most prominent town that bears it anywhere, so that a village in a
    war is not thought of where a well-known town of its name is elsewhere.
    """
    at_war = names.actors.at_war(on)
    towns = dict(_towns(parts, lexicon, world))
    countries = Counter(country for country in towns.values() if country in at_war)
    return tuple(code for code, _ in countries.most_common(2))


def _towns(parts: list[Sentence], lexicon: Lexicon, world: World) -> Iterator[tuple[str, str]]:
    """What the text names that is a known town, the longest name at each word, and its country."""
    for part in parts:
        i = 0
        while i < len(part.tokens):
            if not _may_open(part.tokens[i], lexicon):
                i += 1
                continue
            for length in range(min(LONGEST, len(part.tokens) - i), 0, -1):
                tokens = part.tokens[i : i + length]
                if length == 1 and lexicon.form(tokens[0].fold).known:
                    continue
                name = _written(tokens)
                country = _country(name, lexicon, world)
                if country:
                    yield name, country
                    i += length - 1
                    break
            i += 1


def _may_open(token: Token, lexicon: Lexicon) -> bool:
    if token.kind != "word":
        return False
    return token.capital if not lexicon.caseless else len(token.text) >= SHORTEST


def _written(tokens: list[Token]) -> str:
    written = tokens[0].text
    for token in tokens[1:]:
        written += ("-" if token.joined else " ") + token.text
    return written


def _country(name: str, lexicon: Lexicon, world: World) -> str | None:
    """The country of the most prominent place of that name if it is a known town, or None.

    A name that the text has only in another case is more likely somebody else's: the town must be
    large or of note in a war.
    """
    for form in (name, *base_forms(name, lexicon.code)):
        places = world.lookup(form)
        if places:
            first = places[0]
            known = is_known(first) if form == name else _is_prominent(first)
            told = is_settlement(first) and known
            return first.country if told or _is_region(first) else None
    return None


def _is_region(place: Place) -> bool:
    return place.kind in REGION_KINDS and place.kind != "country"


def _is_prominent(place: Place) -> bool:
    return is_notable(place) or (place.population or 0) >= LARGE
