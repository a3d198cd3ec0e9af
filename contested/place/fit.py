"""How well a place fits a name and what else a text says: the scores of the resolver, 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from contested.place import place as kinds
from contested.place.distance import angle_between_deg, bearing_deg, distance_km
from contested.place.place import Place
from contested.place.toponym import (
    consonant_distance,
    likeness,
    script,
    skeleton,
    sounds,
    writes_vowels,
)

_FAMILIES = (
    kinds.REGION_KINDS,
    kinds.SETTLEMENT_KINDS,
    kinds.QUARTER_KINDS,
    kinds.ROUTE_KINDS,
    kinds.SITE_KINDS,
)
KNOWN = 15_000  # inhabitants
_VOWELS = re.compile("[aiu]+")
_FAMILY = {kind: number for number, family in enumerate(_FAMILIES) for kind in family}


@dataclass(frozen=True, slots=True)
class Context:
    """What a text has told so far that helps to decide which place a name means.

    `countries` are ISO 3166 alpha-2 codes; `places` were resolved before in the report. `near`,
    `distance_km` and `bearing_deg` (0 north, 90 east; from `near` to the place sought) are what
    the text states about this toponym: "60 km north-east of Aleppo". `kind` is the kind of place
    the text says ("the province of ..."), one of `contested.place.place.KINDS`.
    """

    countries: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    near: Place | None = None
    distance_km: float | None = None
    bearing_deg: float | None = None
    kind: str | None = None


def spelling_score(form: str, name: str, language: str | None) -> float:
    """How surely `form` is a spelling of `name`, 0 if it should not be thought so.

    Cautious on purpose: an unresolved name costs less than a statesman taken for a village. The
    fewer consonants two names share, the more their vowels must agree.
    """
    bones, other = skeleton(form, language), skeleton(name)
    shorter = min(len(bones), len(other))
    heard, written = sounds(form, language), sounds(name)
    voiced = writes_vowels(form) and writes_vowels(name)
    if heard == written and voiced and len(heard) >= 4:
        return 0.9
    if shorter < 3 or (not voiced and bones != other):
        return 0.0
    if not voiced and shorter < (5 if writes_vowels(form) else 4):
        return 0.0
    alike = likeness(form, name, language)
    if not voiced:
        needed = 1.0
    elif bones == other and shorter == 3:
        needed = 0.88
        if len(_VOWELS.findall(heard)) != len(_VOWELS.findall(written)):
            return 0.0
    elif bones == other and shorter >= 5:
        needed = 0.8
    else:
        needed = 0.8 if 0 < consonant_distance(bones, other) < 1 else 0.85
    return 0.9 * alike if alike >= needed else 0.0


def is_settlement(place: Place) -> bool:
    return place.kind in kinds.SETTLEMENT_KINDS or place.kind in kinds.QUARTER_KINDS


def is_notable(place: Place) -> bool:
    """Whether a place is of note in a war."""
    return place.id.startswith("notable:") or any(key == "notable" for key, _ in place.external_ids)


def is_known(place: Place) -> bool:
    """Whether a place is large, or of note in a war: its short name is meant before a word is."""
    return is_notable(place) or (place.population or 0) >= KNOWN


def _weight(place: Place) -> int:
    """How much a place is spoken of, in inhabitants: the population on record, and at least
    what stands for a region's or for that of a place of note in a war."""
    if place.kind in kinds.REGION_KINDS:
        return place.population or 300_000
    if is_notable(place):
        return max(place.population or 0, 30_000)
    return place.population or 5_000


def is_usual_name(place: Place, form: str) -> bool:
    """Whether `form` is the place's usual name in another spelling, not one of its others;
    taken to be so where the script does not tell."""
    if script(form) not in ("LATIN", "CYRILLIC") or place.kind in kinds.REGION_KINDS:
        return True
    return consonant_distance(skeleton(form), skeleton(place.name)) <= 1


def prominence(place: Place, countries: frozenset[str], nearby: frozenset[str]) -> float:
    """How likely a place of the world is meant, before anything else is known of it."""
    if place.kind == "country":
        return 0.95
    people = _weight(place)
    large = min(1.0, people / 1_000_000)
    if place.country in countries:
        return 0.85 + 0.1 * large
    if place.country in nearby and people >= 5_000:
        return 0.6 + 0.15 * large
    if people >= 1_000_000:
        return 0.75
    if people >= 300_000:
        return 0.55 + 0.15 * large
    # Small towns of countries nobody spoke of: only where no country is spoken of at all.
    return 0.45 if people >= 15_000 and not countries else 0.3 if people >= 15_000 else 0.2


def context_fit(place: Place, context: Context, parents: Collection[str] = ()) -> float:
    """How much the context speaks for `place` (positive) or against it, to be added to the
    score of its name. `parents` are the ids of what the place is part of."""
    change = 0.0
    if context.kind is not None:
        if place.kind == context.kind:
            change += 0.06
        elif _FAMILY.get(place.kind) == _FAMILY.get(context.kind):
            change += 0.05
        else:
            change -= 0.1
    if context.near is not None and context.near.id != place.id:
        change += _stated_position(place, context)
    if context.places:
        gaps = [
            gap
            for other in context.places[-20:]
            if other.id != place.id and (gap := distance_km(place, other)) is not None
        ]
        if gaps:
            change += 0.03 if min(gaps) < 100 else -0.05 if min(gaps) > 1500 else 0.0
        if any(other.id in parents for other in context.places):
            change += 0.02
    return change


def _stated_position(place: Place, context: Context) -> float:
    """Whether `place` lies where the text says: at the distance and bearing from `near`."""
    assert context.near is not None
    gap = distance_km(context.near, place)
    if gap is None:
        return 0.0
    change = 0.0
    if context.distance_km is not None:
        # Distances in reports are rounded, and some are by road.
        slack = max(10.0, 0.4 * context.distance_km)
        change += 0.15 if abs(gap - context.distance_km) <= slack else -0.3
    elif gap > 150:
        change -= 0.1
    if context.bearing_deg is not None and gap > 1.0:
        heading = bearing_deg(context.near, place)
        if heading is not None:
            off = angle_between_deg(heading, context.bearing_deg)
            change += 0.1 if off <= 45 else 0.0 if off <= 70 else -0.25
    return change
