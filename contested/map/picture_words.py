"""What a picture or a page is of, in words: a day, a place, whose word, whose borders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from babel.dates import format_date

from contested.belief.believe import place_of
from contested.map.export_rows import exported_stored
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.scene import sheet_words
from contested.map.selector import Selector


@dataclass(frozen=True, slots=True)
class Asked:
    """What a picture is of: a day, whose word, a place or (None) the theatre, and a language."""

    selector: Selector
    at: date
    place: str | None = None
    language: str = "en"


def day_in(day: date, language: str) -> str:
    """A day in the words of a language."""
    return format_date(day, sheet_words()[language]["date"], locale=language)


def heard_in(state: State, asked: Asked) -> str:
    """According to whom, as known when: ``All told, as known then``."""
    words = sheet_words()[asked.language]
    selector, snapshot = asked.selector, state.snapshot

    def named(name: str) -> str:
        one = snapshot.speaker_names.get(name)
        return one.names.get(asked.language, name) if one else name

    if selector.only_side is not None:
        names = snapshot.holder(selector.only_side).names
        parts = [words["alone"].format(name=names.get(asked.language, names["en"]))]
    elif selector.only_speaker is not None:
        parts = [words["alone"].format(name=named(selector.only_speaker))]
    else:
        parts = [words["all_told"]]
    if selector.without:
        parts.append(words["without"].format(names=", ".join(map(named, selector.without))))
    parts.append(words[selector.mode])
    limit = selector.limit(asked.at) or snapshot.last_day
    parts.append(words["known"].format(day=day_in(limit, asked.language)))
    return ", ".join(parts)


def title_of(state: State, asked: Asked) -> str:
    """``Ramouseh, Syria, 6 Aug 2016``."""
    snapshot = state.snapshot
    title = snapshot.namer.theatre_names()
    theatre = title.get(asked.language, title["en"])
    names = snapshot.namer.place(asked.place) if asked.place else None
    place = f"{names.get(asked.language, names['en'])}, " if names else ""
    return f"{place}{theatre}, {day_in(asked.at, asked.language)}"


def credits_of(words: Mapping[str, str], with_districts: bool = True) -> str:
    """Whose the borders, places and districts of a map are."""
    parts = ["Contested", words["borders"], words["places"]]
    return " · ".join((*parts, words["districts"]) if with_districts else parts)


def text(value: str) -> str:
    """Foreign text as it may stand in a file: neutral and escaped, quotation marks too."""
    return escape(neutral(value))


def speaking_sides(state: State, asked: Asked) -> list[str]:
    """The sides, in the map's order, of whoever said something that counts, of the place asked for
    or a part of it."""
    snapshot, place = state.snapshot, asked.place
    within = None if place is None else snapshot.places.within(place)
    speaking = {
        snapshot.speaker_names[snapshot.speaker_of_claim[one.id]].side
        for one in exported_stored(state, asked.selector, asked.at)
        if within is None or place_of(one) in within
    }
    return [holder.id for holder in snapshot.holders if holder.id in speaking]
