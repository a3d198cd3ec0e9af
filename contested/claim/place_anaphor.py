"""Unnamed places: the one spoken of before that "the town" or "several villages" can mean."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.canonical import kind_noun
from contested.claim.ground import Ground, GroundedPlace
from contested.claim.phrase import Phrase, PlaceRef
from contested.claim.place_name import canonical_place, compass_part, fits_kind

_SETTLED = frozenset({"city", "town", "village", "district", "neighbourhood"})


def anaphoric_place(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """ "the town", "the villages": the latest place that can be meant."""
    if phrase.det == "indefinite" and not ref.plural and ref.kind in ("city", "town", "village"):
        return None
    if phrase.det in ("indefinite", "negative") and not phrase.extent:
        return _vague(ground, ref, phrase)
    if ref.plural:
        return _vague(ground, ref, phrase)
    if ref.kind in ("former", "latter"):
        pair = ground.pair
        if len(pair) == 2:
            return replace(pair[0 if ref.kind == "former" else 1], text=ref.text, extent="")
        return None
    wanted = ref.kind
    if wanted == "compass":
        base = anaphoric_place(ground, replace(ref, kind="town", compass=()), phrase)
        return compass_part(ground, base, ref.compass, ref) if base is not None else None
    if wanted in ("base", "site", "airport"):
        return _installation(ground, ref)
    if phrase.det == "indefinite" and wanted in _SETTLED:
        return None
    here = [p for at, p in ground.here if at < phrase.start]
    pools = [here, _by_weight(ground.centers[-5:]), ground.places]
    for exact, pool in [(True, pools[0]), (False, pools[0])] + [(False, p) for p in pools[1:]]:
        for known in reversed(pool):
            if _fits(known, wanted) and (not exact or known.kind == wanted):
                found = replace(known, text=ref.text, sure=known.sure * 0.85, extent="")
                if ref.compass and wanted not in ("city", "town", "village"):
                    return compass_part(ground, found, ref.compass, ref)
                return found
    return None


def _installation(ground: Ground, ref: PlaceRef) -> GroundedPlace | None:
    """ "the base": one named before, else the one of the town spoken of last."""
    for known in reversed(ground.places):
        if fits_kind(known.kind, ref.kind):
            return replace(known, text=ref.text, sure=known.sure * 0.85, extent="")
    for known in reversed(ground.places):
        if known.kind in _SETTLED:
            gloss = ground.glosses.get(ref.text.lower(), "") or ground.glosses.get(
                ref.text.lower().split()[-1], ""
            )
            noun = gloss or kind_noun(ref.noun or ref.text, ref.kind)
            return canonical_place(ground, f"{known.base or known.name} {noun}", ref, known)
    return None


def _vague(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """Unnamed places ("several villages"): a part of the area spoken of last."""
    here = [p for at, p in ground.here if at < phrase.start]
    wide = frozenset({"province", "region", "city", "town", "district"})
    if ref.kind in ("neighbourhood", "district"):
        wide = frozenset({"city", "town"})
    for known in [*reversed(here), *reversed(ground.centers[-3:]), *reversed(ground.places)]:
        if known.kind in wide:
            if ref.compass:
                return compass_part(ground, replace(known, text=ref.text), ref.compass, ref)
            extent = phrase.extent if phrase.extent in ("most", "whole") else "part"
            return replace(known, text=ref.text, extent=extent, sure=known.sure * 0.5)
    return None


def latest_place(ground: Ground) -> GroundedPlace | None:
    """The place spoken of last, whatever its kind."""
    for known in reversed([*ground.places, *ground.centers[-1:]]):
        if known.kind not in ("country", "border"):
            return replace(known, sure=known.sure * 0.75, extent="")
    return None


def latest_route(ground: Ground) -> GroundedPlace | None:
    """The road spoken of last."""
    for known in reversed([*ground.places, *ground.centers[-2:]]):
        if known.kind == "route":
            return replace(known, sure=known.sure * 0.8)
    return None


def _by_weight(centers: list[GroundedPlace]) -> list[GroundedPlace]:
    """Recent places, the one most claims were about last, then the latest."""
    names = [c.name for c in centers]
    return sorted(centers, key=lambda c: names.count(c.name))


def _fits(known: GroundedPlace, wanted: str) -> bool:
    if wanted in ("city", "town", "village"):
        return known.kind in ("city", "town", "village", "")
    return fits_kind(known.kind, wanted)
