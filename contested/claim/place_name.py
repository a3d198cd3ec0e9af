"""Named places: the one a name means here, its canonical English name, and its parts."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from contested.claim.canonical import (
    ADJECTIVES,
    ANY_SITE,
    AREA_SUFFIXES,
    INSTALLATIONS,
    LANGUAGE,
    SAME_GROUND,
    kind_noun,
    lies_within,
    part_name,
    with_noun,
)
from contested.claim.ground import Ground, GroundedPlace
from contested.claim.phrase import INSTALLED, Phrase, PlaceRef
from contested.claim.site_quality import is_told_apart, qualified
from contested.claim.text import fold
from contested.place.distance import distance_km
from contested.place.place import SITE_KINDS, Place
from contested.place.toponym import same_place, script

AREAS = frozenset({"province", "region", "governorate", "state", "oblast"})
# kinds that one and the same place may be called by
_ALIKE: tuple[frozenset[str] | set[str], ...] = (
    {"city", "town", "village", "camp", "settlement", "suburb", "hamlet"},
    {"neighbourhood", "district", "old_city", "industrial_area", "quarter", "city_part", "suburb"},
    AREAS,
    {"base", "airport", "airbase", "academy", "camp", "barracks", "headquarters", "complex"},
    SITE_KINDS - {"airport", "airbase", "base", "barracks", "border"},
    {"route", "road", "corridor", "highway"},
    {"border", "crossing"},
)  # fmt: skip
_QUARTERS = frozenset({"neighbourhood", "district", "region"})
_INLAND = frozenset({"city", "town", "village", "province"})
_NEAR_KM = 60.0  # how far a town's airport or refinery may lie
_AROUND_KM = 100.0  # how far a village may lie from those told of before it
_SLIPS = 4  # letters of a name for each one that another spelling may change
_SPOKEN = 6  # how many of those count
_LANDS = frozenset({"countryside", "suburbs"})  # what lies around a city, by its own name
_STEM = 3  # letters that must be left of an adjective


def named_place(ground: Ground, ref: PlaceRef) -> GroundedPlace | None:
    """The place a name means; the name in English where no reference knows it."""
    if ref.weak:
        name = ground.actors.countries[ref.country].name if ref.country else ref.text
        return finish_place(
            ground, GroundedPlace(name, "", ref.text, "country", "", None, 0.9), ref
        )
    if ref.ids:
        theatre = ground.names.theatre
        place = _fitting(ground, ref, [theatre.places[i] for i in ref.ids]) if theatre else None
        if place is not None:
            name = _as_land(ground, place, ref)
            return finish_place(
                ground, GroundedPlace(name, place.id, ref.text, place.kind, "", place), ref
            )
    place, name, score = _looked_up(ground, ref)
    if place is None and not ref.kind:
        return None
    if place is None:
        name = unlisted_name(ground, ref)
        said = bool(ref.noun) and fold(ref.text).endswith(f" {ref.noun}")  # "Shan State"
        if ref.kind in AREA_SUFFIXES and not said and not name.endswith(AREA_SUFFIXES[ref.kind]):
            name += AREA_SUFFIXES[ref.kind]
        kind = "" if ref.kind in INSTALLED else ref.kind  # its noun is still to be said
        return finish_place(ground, GroundedPlace(name, "", ref.text, kind, "", None, 0.5), ref)
    name = _spelling(ground, place, ref)
    return finish_place(
        ground, GroundedPlace(name, place.id, ref.text, place.kind, "", place, score), ref
    )


def _as_land(ground: Ground, place: Place, ref: PlaceRef) -> str:
    """The name of a province that a text calls the land around its city ("X countryside"), and of
    such land where the text says only which side of the city it means ("southern X")."""
    theatre, form_of = ground.names.theatre, ground.names.lexicon.form
    if place.kind not in AREAS or ref.kind in AREA_SUFFIXES or theatre is None:
        return place.name
    forms = [form_of(word) for word in ground.names.lexicon.writing.split(ref.text)]
    if any(noun.kind == "place" and noun.arg in AREA_SUFFIXES for f in forms for noun in f.nouns):
        return place.name
    said = {form.compass for form in forms}
    for part in _LANDS - said:
        side = place.name.removesuffix(f" {part}")
        if side != place.name and lies_within(side):
            return side
    for part in _LANDS & said:
        if place.name.endswith(f" {part}"):
            return place.name  # "northern X countryside" is called so itself
        for language, name in theatre.names_of(place.id):
            if language == LANGUAGE and name.endswith(f" {part}") and name[:1].isupper():
                return name
    return place.name


def _looked_up(ground: Ground, ref: PlaceRef) -> tuple[Place | None, str, float]:
    """What the gazetteers know by a name; a province is looked up with its noun too."""
    if ref.full:  # "the Republican Palace", "the camp Hamza"
        whole = ground.lookup(ref.full, ground.language, ref.kind)
        if whole[0] is not None and fits_kind(whole[0].kind, ref.kind):
            return whole
    place, name, score = ground.lookup(ref.text, ground.language, ref.kind)
    abroad = place is not None and bool(ground.countries) and place.country not in ground.countries
    base = ref.text
    if ref.unknown and (place is None or abroad):
        base = ground.bases.base(ref.text, ref.cases)
    if base != ref.text:  # the form that the report's other forms of it share
        other = ground.lookup(base, ground.language, ref.kind)
        if place is None or other[0] is not None or ground.bases.is_met(base):
            place, name, score = other
    if place is None and ref.unknown and ref.kind:
        for town in _towns_of_adjective(ground, base):
            found = ground.lookup(town, ground.language, ref.kind)
            if found[0] is not None and found[0].country in ground.countries:
                place, name, score = found
                break
    if ref.kind not in AREA_SUFFIXES or (place is not None and place.kind in AREAS):
        return place, name, score
    for noun in (ref.noun, ref.kind) if ground.language == LANGUAGE else ():
        area = ground.lookup(f"{ref.text} {noun}", LANGUAGE, ref.kind)
        if noun and area[0] is not None and area[0].kind in AREAS:
            return area
    if place is not None and ground.countries and place.country not in ground.countries:
        return None, name, 0.0  # a namesake abroad
    return place, name, score


def _towns_of_adjective(ground: Ground, word: str) -> list[str]:
    """The names that an adjective can be made of, where a language says by which endings."""
    settings = ground.names.lexicon.settings
    bases: list[str] = ["", *settings.get("place_adjective_bases", ())]
    stems = [
        word[: -len(ending)] for ending in settings.get("place_adjectives", ())
        if word.endswith(ending) and len(word) - len(ending) >= _STEM
    ]  # fmt: skip
    stems.sort(key=len, reverse=True)
    return [stem + last for stem in stems for last in bases]


def unlisted_name(ground: Ground, ref: PlaceRef) -> str:
    """The canonical name of a place in no list: its dictionary form in Latin letters."""
    return ground.bases.canonical(ground.bases.base(ref.text, ref.cases))


def _spelling(ground: Ground, place: Place, ref: PlaceRef) -> str:
    """A place outside the theatre keeps the report's own English spelling, the first met."""
    known = ground.spellings.get(place.id)
    if known is None:
        known = place.name
        bare = ref.text.split("'")[0]
        if (
            ref.unknown and ground.language == LANGUAGE and script(ref.text) == "LATIN"
            and place.kind in ("city", "town", "village")
            and not place.id.startswith(ground.pack_prefix)
            and (same_place(bare, place.name) or place.kind == "village" or _respelt(bare, place))
        ):  # fmt: skip
            known = bare
        if not ref.kind and not place.id.startswith(ground.pack_prefix):
            for suffix in (" District", " Province", " Governorate", " Region"):
                known = known.removesuffix(suffix)  # the text names no district
        ground.spellings[place.id] = known
    return known


def _respelt(text: str, place: Place) -> bool:
    """Whether a name is only another spelling of a place's own: "Sinja" and "Singa"."""
    one, other = fold(text), fold(place.name)
    return one[:1] == other[:1] and Levenshtein.distance(one, other) <= len(one) // _SLIPS


def _fitting(ground: Ground, ref: PlaceRef, places: list[Place]) -> Place:
    """Among places of one name, the one of the kind the text says; a city before its province,
    and of villages and towns the one near places spoken of."""
    if ref.kind:
        fitting = [p for p in places if p.kind == ref.kind or fits_kind(p.kind, ref.kind)]
        places = fitting or places
    if len(places) == 1:
        return places[0]
    order = {"city": 0, "town": 1, "village": 2, "neighbourhood": 3, "district": 4}
    spoken = [known.place for known in ground.places[-_SPOKEN:] if known.place is not None]

    def rank(place: Place) -> tuple[bool, int, int]:
        told = spoken if place.kind in ("town", "village", "neighbourhood") else []
        gaps = [gap for other in told if (gap := distance_km(place, other)) is not None]
        far = bool(gaps) and min(gaps) > _AROUND_KM
        return far, order.get(place.kind, 5), -(place.population or 0)

    return min(places, key=rank)


def finish_place(ground: Ground, found: GroundedPlace, ref: PlaceRef) -> GroundedPlace:
    """Apply the kind ("province", "airbase") and the compass the text gives to a bare name."""
    if ref.kind in (
        "province",
        "region",
        "airport",
        "base",
        "site",
        "route",
    ) and not fits_kind(found.kind, ref.kind):
        base = found.name
        if ref.kind in ("province", "region"):
            found = canonical_place(ground, f"{base} {ref.kind}", ref, found)
        else:
            noun = installation_noun(ground, ref)
            said = base.lower().rpartition(" ")[2]  # "Bagram airbase" is a base
            alike = said != noun and any(said in one and noun in one for one in SAME_GROUND)
            if noun not in base.lower().split() and not base.lower().endswith(noun) and not alike:
                found = canonical_place(ground, with_noun(base, noun), ref, found)
    found = named_quarter(ground, ref, found) or found
    inland = (ref.kind in _INLAND or _named_with_kind(ground, ref)) and not ref.beside
    if ref.compass and not inland:  # "the northern city of X" is X
        found = compass_part(ground, found, ref.compass, ref)
    return found


def _named_with_kind(ground: Ground, ref: PlaceRef) -> bool:
    """Whether a name as it is listed opens with its kind: "city of Aleppo"."""
    first, _, rest = ref.text.partition(" ")
    if not rest or not first.islower():
        return False
    nouns = ground.names.lexicon.form(fold(first)).nouns
    return any(s.kind == "place" and s.arg in _INLAND for s in nouns)


def canonical_place(
    ground: Ground, name: str, ref: PlaceRef, inner: GroundedPlace
) -> GroundedPlace:
    """The place of a made-up canonical name; beside `inner` where no reference knows it."""
    place, _, score = ground.lookup(name, LANGUAGE, ref.kind)
    if place is not None and (score > 0.9 or (score > 0.6 and _beside(place, inner, ref))):
        return GroundedPlace(place.name, place.id, ref.text, place.kind, "", place, score)
    return GroundedPlace(name, "", ref.text, ref.kind, "", inner.place, 0.7, name)


def named_quarter(ground: Ground, ref: PlaceRef, base: GroundedPlace) -> GroundedPlace | None:
    """ "the old city", "the industrial zone": a quarter that its very noun tells from others."""
    gloss = ground.glosses.get(ref.noun, "")
    if " " not in gloss or ref.plural or ref.kind not in _QUARTERS:
        return None
    if base.kind in ("country", "province", "region"):
        return None
    return canonical_place(ground, f"{gloss} of {base.base or base.name}", ref, base)


def _beside(place: Place, inner: GroundedPlace, ref: PlaceRef) -> bool:
    """Whether a place of the kind that is meant lies by the one that it is called after."""
    at = inner.place
    if at is None or at.id == place.id or not fits_kind(place.kind, ref.kind):
        return False
    apart = distance_km(at, place)
    return apart is not None and apart < _NEAR_KM


def compass_part(
    ground: Ground, base: GroundedPlace, compass: tuple[str, ...], ref: PlaceRef
) -> GroundedPlace:
    """ "southern X", "the center of X", "the outskirts of X"."""
    name = base.base or base.name
    if any(p in ADJECTIVES for p in compass):  # "the western outskirts": the side is what counts
        compass = tuple(p for p in compass if p in ADJECTIVES or p == "countryside")
    if any(ADJECTIVES.get(p, p) in name.lower().split() for p in compass):
        return replace(base, text=ref.text)
    for part in reversed(compass):
        name = part_name(name, part, ref.beside)
    place, _, score = ground.lookup(name, LANGUAGE, "")
    if place is not None and (score > 0.95 or place.name.casefold() == name.casefold()):
        return GroundedPlace(name, place.id, ref.text, place.kind, base.extent, place)
    return replace(base, name=name, text=ref.text, base=base.base or base.name, id=base.id,
                   sure=base.sure * 0.95)  # fmt: skip


def fits_kind(kind: str, wanted: str) -> bool:
    """Whether a place of one kind may be called by the word for another."""
    if kind == wanted or not wanted:
        return True
    return any(kind in group and wanted in group for group in _ALIKE) or (
        wanted in ("region", "district", "neighbourhood", "positions")
        and kind in ("city", "town", "district", "neighbourhood", "region", "province")
    )


def installation_noun(ground: Ground, ref: PlaceRef) -> str:
    """The English noun for an installation: "airport", "refinery"."""
    noun = ground.glosses.get(ref.noun, "") or kind_noun(ref.noun or ref.text, ref.kind)
    if ref.plural and ref.kind in ("base", "site") and not noun.endswith("s"):
        noun += "s"
    return qualified(noun, ref)


def is_named_group(ground: Ground, ref: PlaceRef, phrase: Phrase) -> bool:
    """Whether sites in the plural are called by what they are: "the oil fields", all of them."""
    if ref.kind not in ("base", "site") or phrase.extent or phrase.number_value:
        return False
    lexicon = ground.names.lexicon
    articles = not (lexicon.agreement or lexicon.verb_final)
    if phrase.det not in (("definite",) if articles else ("definite", "")):
        return False
    return " " in installation_noun(ground, ref)


def is_called(known: GroundedPlace, ref: PlaceRef, noun: str) -> bool:
    """Whether a place told of before can be meant by the noun of an installation."""
    if is_told_apart(ref, known.name, noun):
        return False
    if noun and known.name.lower().split()[-1:] == noun.lower().split()[-1:]:
        return True  # "Handarat camp", a quarter, is "the camp"
    if not fits_kind(known.kind, ref.kind):
        return False
    if ref.kind != "site":
        return not _is_other(known, noun)
    last = noun.lower().split()[-1:]  # a hospital is no refinery
    if set(last) & ANY_SITE:
        return True
    kind = known.place.kind if known.place is not None else known.kind
    return last == [kind] or bool(set(last) & set(known.name.lower().split()))


def _is_other(known: GroundedPlace, noun: str) -> bool:
    """Whether a place called after what it is is something else: a headquarters is no airport."""
    words = (known.name.lower().split()[-1:], noun.lower().split()[-1:])
    said, meant = (word[0] if word else "" for word in words)
    if said == meant or said not in INSTALLATIONS or meant not in INSTALLATIONS:
        return False
    return not any(said in alike and meant in alike for alike in SAME_GROUND)


def beside_place(found: GroundedPlace, word: str) -> GroundedPlace:
    """The area near or around a place that is small enough to have one."""
    if found.kind in ("country", "province", "region", "route") or found.name.startswith(
        ("near ", "around ", "center of ")
    ):
        return found
    return replace(found, name=f"{word} {found.name}", base=found.base or found.name)
