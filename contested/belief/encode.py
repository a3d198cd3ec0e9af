"""From testimonies to the arrays of inference, given which sides there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from contested.belief.evidence import Codes, Observations, Voices
from contested.belief.panel import Floats, Ints
from contested.belief.testimony import DIVIDED, Content, Speaker, Testimony

# The sides that testimonies join by speaking of one place belong to one war; of these at most so
# many are told apart, and "another side" stands for the rest.
MAX_SIDES = 10
OTHER_SIDE = "another side"
# How much a vague word on the holder ("perhaps", "not X") counts as news of the place.
_VAGUE_WEIGHT = 0.5
# How finely the chance that words were read rightly is told apart, so that kinds of words stay few.
_READ_STEP = 0.02
# Prefixes of place ids that do not belong to one theatre.
_WORLDWIDE = ("gn", "region")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Testimonies as arrays: N observations with their voices and codes, and the speakers.

    `weight` (N,) is how much each is news of the holder: 1 firm and surely read, 0 a mere hint.
    """

    observations: Observations
    voices: Voices
    codes: Codes
    speakers: list[Speaker]
    weight: Floats


def wars(testimonies: Sequence[Testimony]) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """The sides that are spoken of at the same places, and those places, war by war. The places of
    one theatre pack belong to one war, and those of two packs never to the same: who fights in both
    holds nothing for the others of one in the other.

    Sides come in the order of how often they are said to hold something; of a war with only one
    side, `OTHER_SIDE` is the second.
    """
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    count: Counter[str] = Counter()
    spoken: dict[str, Counter[str]] = {}  # by side, in which packs it is spoken of
    for one in testimonies:
        for side in sides_of(one.content):
            spoken.setdefault(side, Counter())[_pack_of(one.place)] += 1
    for one in testimonies:
        place, pack = "place " + one.place, _pack_of(one.place)
        root(place)
        for side in sides_of(one.content):
            # A place of no pack belongs where its side is spoken of most.
            packs = [name for name, _ in spoken[side].most_common() if name]
            key = f"side {pack or (packs[0] if packs else '')} {side}"
            count[key] += one.content.spoken
            parent[root(key)] = root(place)
        if pack:
            parent[root("pack " + pack)] = root(place)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for key in list(parent):
        group = found.setdefault(root(key), ([], []))
        what, name = key.split(" ", 1)
        if what == "place":
            group[1].append(name)
        elif what == "side" and count[key]:
            group[0].append(key)
    result = []
    for sides, places in found.values():
        if not places:
            continue
        told: Counter[str] = Counter()
        for key in sides:
            told[key.split(" ", 2)[2]] += count[key]
        ordered = sorted(told, key=lambda side: (-told[side], side))
        if len(ordered) > MAX_SIDES:
            ordered = [*ordered[: MAX_SIDES - 1], OTHER_SIDE]
        for padding in (OTHER_SIDE, "yet another side")[: max(0, 2 - len(ordered))]:
            ordered.append(padding)
        result.append((tuple(ordered), frozenset(places)))
    return sorted(result, key=lambda war: (-len(war[1]), war[0]))


def _pack_of(place: str) -> str:
    """The theatre pack that a place belongs to, "" for none."""
    pack = place.partition(":")[0]
    return "" if pack == place or pack in _WORLDWIDE else pack


def encode(
    testimonies: Sequence[Testimony],
    sides: Sequence[str],
    places: Sequence[str],
    origin: date,
) -> Encoded:
    """Arrays for testimonies that are sorted by place, in the order of `places`, and day.

    Days count from `origin`; earlier ones become 0.
    """
    place_number = {place: number for number, place in enumerate(places)}
    index = {side: number for number, side in enumerate(sides)}
    speakers: dict[str, int] = {}
    kept: list[Speaker] = []
    voices: dict[tuple[int, bool, frozenset[str]], int] = {}
    codes: dict[tuple[Content, float], int] = {}
    count = len(testimonies)
    columns = np.zeros((5, count), dtype=np.int32)
    weight = np.zeros(count)
    for row, one in enumerate(testimonies):
        if one.speaker.name not in speakers:
            speakers[one.speaker.name] = len(kept)
            kept.append(one.speaker)
        voice = (speakers[one.speaker.name], one.party, one.own)
        columns[:, row] = (
            place_number[one.place],
            max(0, (one.day - origin).days),
            voices.setdefault(voice, len(voices)),
            codes.setdefault((one.content, _in_steps(one.read_prob)), len(codes)),
            max(0, (one.known_on - origin).days),
        )
        firm = 0.0 if not one.content.spoken else 1.0 if one.content.said else _VAGUE_WEIGHT
        weight[row] = firm * one.read_prob
    observations = Observations(
        columns[0], columns[1], columns[2], columns[3].astype(np.int16), len(places), columns[4]
    )
    own = np.zeros((len(voices), len(sides)), dtype=bool)
    for number, (_, _, mine) in enumerate(voices):
        for side in mine:
            if (position := _position(side, index)) is not None:
                own[number, position] = True
    voice_table = Voices(
        np.array([speaker for speaker, _, _ in voices], dtype=np.int64),
        np.array([party for _, party, _ in voices], dtype=bool),
        own,
    )
    table = code_table([content for content, _ in codes], index)
    read = np.array([prob for _, prob in codes])
    table = replace(table, read=None if (read == 1.0).all() else read)
    return Encoded(observations, voice_table, table, kept, weight)


def _in_steps(prob: float) -> float:
    return round(round(prob / _READ_STEP) * _READ_STEP, 6)


def code_table(contents: Sequence[Content], index: dict[str, int]) -> Codes:
    """Rows of `Codes` for contents, with the sides in the order of `index`."""
    states = len(index) + 1
    content, factor = np.zeros((len(contents), states)), np.ones((len(contents), states))
    said: Ints = np.full(len(contents), -1, dtype=np.int64)
    for row, one in enumerate(contents):
        content[row] = one.rest
        factor[row] = one.rest_hint
        # A side that is nowhere said to hold anything is no state, and a hint of it says nothing.
        for side, value in one.says:
            if (position := _position(side, index)) is not None:
                content[row, position] = value
        for side, value in one.hints:
            if (position := _position(side, index)) is not None:
                factor[row, position] = value
        if one.hints and DIVIDED not in dict(one.hints):
            factor[row, -1] = one.rest_hint
        if one.said is not None and (position := _position(one.said, index)) is not None:
            said[row] = position
    spoken = np.array([one.spoken for one in contents], dtype=bool)
    return Codes(content, factor, spoken, said)


def _position(side: str, index: dict[str, int]) -> int | None:
    return len(index) if side == DIVIDED else index.get(side, index.get(OTHER_SIDE))


def sides_of(content: Content) -> set[str]:
    """The sides that a content speaks of."""
    return {side for side, _ in (*content.says, *content.hints) if side != DIVIDED}
