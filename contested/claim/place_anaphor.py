"""Unnamed places: the one spoken of before that "the town" or "several villages" can mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from contested.claim.canonical import ADJECTIVES
from contested.claim.clause import Parse
from contested.claim.ground import CLAIMED, Ground, GroundedPlace
from contested.claim.phrase import Phrase, PlaceRef
from contested.claim.place_name import (
    canonical_place,
    compass_part,
    fits_kind,
    installation_noun,
    is_called,
    is_named_group,
    named_place,
    named_quarter,
)
from contested.claim.text import fold
from contested.place.place import REGION_KINDS, ROUTE_KINDS

_SETTLED = frozenset({"city", "town", "village", "district", "neighbourhood"})


_BEHIND = 0.4  # what is left of a mention's weight in the sentence behind it
_LABEL = 0.55  # the weight of what a paragraph's label names in every sentence of it
_FADING = 0.7  # and in each one after that
_ABOUT = 0.9  # how much a sentence is about the place that it is about
_TOLD = 0.3  # how much a sentence is about the place where something is said
_FAR = frozenset({"from", "to", "toward", "between", "near", "out"})  # where the telling is not
_SURE = 0.5  # how sure a name in no list is where the text says that it is a place
_WIDE = (REGION_KINDS - {"country"}) | {"city", "town"}


def prominence(parse: Parse, phrase: Phrase) -> float:
    """How much a sentence is about a place that it names, 0 to 1."""
    if phrase.place is not None and phrase.place.beside:
        return 0.25  # "20 km south of X"
    head = phrase.head
    if head is not None and head.place is not None and not head.place.anaphor:
        if head.apposition is phrase:
            return 0.8
        return 0.3  # "A in the province of B", "A, south of B"
    if not phrase.prep:
        return 1.0
    if phrase.prep == ("about",):
        return 0.9  # "spoke of X"
    if any(c.verb is not None and c.verb.is_a("speech") and phrase in c.args
           for c in parse.clauses):  # fmt: skip
        return _TOLD  # "told reporters at X"
    roles = set(phrase.prep)
    if "of" in roles and head is not None:
        return 0.8 if head.prep == () else 0.7
    return 0.4 if roles & _FAR and not roles & {"in", "at"} else 0.7


def is_regional(ground: Ground, office: Phrase) -> bool:
    """Whether a phrase is of an official of a province: "Luhansk governor X"."""
    lexicon = ground.names.lexicon
    words = lexicon.settings.get("regional_officials", ())
    return office.head_word in {lexicon.key(word) for word in words}


def place_of_office(ground: Ground, phrase: Phrase) -> GroundedPlace | None:
    """ "the mayor of X": the town that an official is of, which he then speaks of as "the city"; no
    capital, whose officials speak of the whole country, not where somebody only sits; a governor
    is of the province called after the town."""
    office = phrase if phrase.official else phrase.head
    if office is not None and is_regional(ground, office):
        return None
    ref = phrase.adj_place if phrase.official else phrase.place
    if ref is None or ref.anaphor or ref.weak or ref.unknown:
        return None
    if not phrase.official and "of" not in phrase.prep:
        return None
    place = named_place(ground, ref)
    if place is None or place.place is None or place.kind not in _SETTLED:
        return None
    country = ground.actors.countries.get(place.place.country or "")
    capitals = {name for names in country.capitals.values() for name in names} if country else ()
    return None if place.name in capitals else place


def salient_places(
    ground: Ground, before: int, fits: Callable[[GroundedPlace], float | None]
) -> list[GroundedPlace]:
    """The places spoken of, those that a description at word `before` means best first.

    `fits` gives what a place's kind adds to its weight, or None where it cannot be meant.
    """
    weights: dict[str, float] = {}
    counted: dict[tuple[str, int, bool], float] = {}
    latest: dict[str, GroundedPlace] = {}
    here = [m for m in ground.here if m.start < before]
    for mention in (*ground.mentions, *here):
        extra = fits(mention.place)
        if extra is None:
            continue
        name = mention.place.name
        age = ground.sentence - mention.sentence
        faded: float = _BEHIND * _FADING ** (age - 1) if age else 1.0
        told = (name, mention.sentence, mention.weight == CLAIMED)  # three claims weigh as one
        gain = max(mention.weight * faded - counted.get(told, 0.0), 0.0)
        counted[told] = counted.get(told, 0.0) + gain
        weights[name] = weights.get(name, extra) + gain
        latest[name] = mention.place
    extra = fits(ground.label) if ground.label is not None else None
    if ground.label is not None and extra is not None:
        name = ground.label.name
        weights[name] = max(weights.get(name, 0.0), _LABEL + extra)
        latest.setdefault(name, ground.label)
    return sorted(latest.values(), key=lambda place: -weights[place.name])


def is_recent(ground: Ground, place: GroundedPlace) -> bool:
    """Whether this sentence or the one before it names a place."""
    return any(
        m.place.name == place.name and ground.sentence - m.sentence < 2
        for m in (*ground.mentions, *ground.here)
    )


def place_pair(ground: Ground, phrase: Phrase) -> list[GroundedPlace]:
    """ "both towns", "the two": the two places spoken of most; empty where it means none."""
    ref = phrase.place
    if ref is not None and not ref.anaphor:
        return []
    counted = bool(phrase.head_word) and phrase.head_word == phrase.number_value
    alone = phrase.pair and not (phrase.head_word or phrase.actor or phrase.cue)  # "gave both up"
    if ref is None and not (counted or alone):
        return []
    kind = ref.kind if ref is not None and ref.kind != "pronoun" else ""
    found = salient_places(ground, phrase.start, lambda p: _fit(p, kind))
    for couple in reversed(ground.couples):
        joined = [p for p in found if p.name in couple]
        if len(joined) == 2:
            found = joined
            break
    found = found[:2]
    if len(found) < 2:
        return []
    return [
        replace(p, sure=p.sure * 0.8, extent="")
        for p in sorted(found, key=lambda p: _first_named(ground, p))
    ]


def _first_named(ground: Ground, place: GroundedPlace) -> int:
    return next(
        (i for i, m in enumerate((*ground.mentions, *ground.here)) if m.place.name == place.name), 0
    )


def anaphoric_place(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """ "the town", "the villages": the place that can be meant and is spoken of most."""
    if phrase.det == "indefinite" and not ref.plural and ref.kind in ("city", "town", "village"):
        return None
    if ref.kind == "country" and ref.plural and phrase.number != "pl":
        ref = replace(ref, plural=False)  # a genitive that looks like the plural
    if phrase.det in ("indefinite", "negative") and not phrase.extent:
        return _vague(ground, ref, phrase)
    if ref.plural and not is_named_group(ground, ref, phrase):
        side = _side_named(ground, ref, phrase) if ref.compass else None
        return side or _vague(ground, ref, phrase)
    if ref.noun in ground.names.lexicon.settings.get("unbounded", ()) and not phrase.det:
        return None  # "seized territory": nowhere in particular
    if ref.kind in ("former", "latter"):
        pair = ground.pair
        if len(pair) == 2:
            return replace(pair[0 if ref.kind == "former" else 1], text=ref.text, extent="")
        return None
    wanted = ref.kind
    if wanted == "compass":
        if phrase.det == "indefinite" and ref.compass == ("center",):
            return None  # "a centre for the group"
        side = _side_named(ground, ref, phrase)
        if side is not None:
            return side
        wide = _side_of_country(ground, ref, phrase)
        if wide is not None:
            return wide
        base = anaphoric_place(ground, replace(ref, kind="town", compass=()), phrase)
        return compass_part(ground, base, ref.compass, ref) if base is not None else None
    if wanted in ("base", "site", "airport"):
        return _installation(ground, ref, phrase)
    if phrase.det == "indefinite" and wanted in _SETTLED:
        return None
    if wanted == "country":
        country = ground.actors.countries.get(ground.country or "")
        shared = bool(phrase.extent) and not ref.plural  # "two thirds of the country"
        lexicon = ground.names.lexicon  # without articles a bare "of country" is of the country
        bare = (lexicon.agreement or lexicon.verb_final) and not (phrase.det or ref.plural)
        known = phrase.det == "definite" or shared or bare
        if country is not None and known and not ref.compass:
            return GroundedPlace(country.name, "", ref.text, "country", "", None, 0.7)
        if country is not None and phrase.det == "definite" and set(ref.compass) & set(ADJECTIVES):
            whole = GroundedPlace(country.name, "", ref.text, "country", "", None, 0.7)
            return compass_part(ground, whole, ref.compass, replace(ref, beside=False))
    seat = _capital(ground, ref, phrase)
    if seat is not None:
        return seat
    if " " in ground.glosses.get(ref.noun, "") and phrase.det != "indefinite":
        settled = salient_places(ground, phrase.start, lambda p: _fit(p, "town"))
        quarter = named_quarter(ground, ref, settled[0]) if settled else None
        if quarter is not None:
            return quarter
    for known in salient_places(ground, phrase.start, lambda p: _fit(p, wanted)):
        found = replace(known, text=ref.text, sure=known.sure * 0.85, extent="")
        if (phrase.extent == "part" or phrase.number_value) and (
            wanted in ("neighbourhood", "district")
        ):
            found = replace(_side_told(ground, known, phrase), text=ref.text, extent="")
        if ref.compass and wanted not in ("city", "town", "village"):
            return compass_part(ground, found, ref.compass, ref)
        return found
    return None


def _side_named(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """ "The rebel-held east": the side of that name that was told of last, if it is of a town."""
    if not phrase.held or (phrase.det != "definite" and not ref.plural):
        return None
    sides = [ADJECTIVES[part] for part in ref.compass if part in ADJECTIVES]
    for mention in reversed((*ground.mentions, *ground.here)):
        if any(mention.place.name.lower().startswith(f"{side} ") for side in sides):
            return replace(mention.place, text=ref.text, sure=0.8, extent="")
    return None


def _side_of_country(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """ "in the south": of the country, unless the sentence is about a town."""
    country = ground.actors.countries.get(ground.country or "")
    if country is None or not ref.compass or any(p not in ADJECTIVES for p in ref.compass):
        return None  # "the eastern outskirts" are of a town
    counted = bool(phrase.extent) and phrase.det == "definite"  # "most of the south"
    if not set(phrase.prep) & {"in", "from", "out", "of"} and not counted:
        return None  # "moves to the north"
    if phrase.of is not None or phrase.possessor is not None or ref.plural or (
        phrase.extent and not counted
    ):  # fmt: skip
        return None  # "in the east of the town"
    recent = (*ground.mentions[-12:], *ground.here)
    if phrase.held and any(m.place.kind in _SETTLED for m in recent):
        return None  # "the rebel-held east": of a town rather than of a country
    before = [m for m in ground.mentions if ground.sentence - m.sentence == 1]
    if any(m.weight >= _ABOUT and m.place.kind in _SETTLED and not m.place.base for m in before):
        return None  # the sentence before is about a town
    sides = [ADJECTIVES[part] for part in ref.compass if part in ADJECTIVES]
    for mention in reversed((*ground.mentions[-12:], *ground.here)):
        if mention.place.base and any(side in mention.place.name for side in sides):
            return replace(mention.place, text=ref.text, sure=0.6, extent="")
    near = 0.4 if counted else 0.0  # "driven out of X but still holds most of the south"
    if any(
        m.start < phrase.start and m.weight > near and m.place.kind in _SETTLED for m in ground.here
    ):
        return None
    base = GroundedPlace(country.name, "", ref.text, "country", "", None, 0.7)
    return compass_part(ground, base, ref.compass, replace(ref, beside=False))


def _capital(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """ "the capital", of no province: the capital of the country that a report is about, or of the
    one that it is said to be of ("the Syrian capital")."""
    nouns = ground.names.lexicon.capital_nouns
    said = phrase.adj_actor.country if phrase.adj_actor is not None else ""
    said = said or (phrase.adj_place.country if phrase.adj_place is not None else "")
    if ref.noun not in nouns or not (said or fold(ref.text) in nouns):
        return None
    country = ground.actors.countries.get(said or ground.country or "")
    if country is None or not country.capitals.get(ground.language):
        return None
    place, name, score = ground.lookup(country.capitals[ground.language][0], ground.language, "")
    if place is None or place.country != country.code:
        return None
    return GroundedPlace(name, place.id, ref.text, place.kind, "", place, score * 0.85)


def _fit(known: GroundedPlace, wanted: str) -> float | None:
    """What a place's kind adds to its weight for a description of a kind; None: it cannot be."""
    if known.kind in ("country", "border") and wanted != known.kind:
        return None
    if not wanted:
        return 0.0
    if not _fits(known, wanted):
        return None
    return 0.3 if known.kind == wanted else 0.0


def _installation(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """ "the base": one named before, else the one of the town spoken of most."""
    noun = installation_noun(ground, ref)
    scene = _scene_before(ground, phrase.start)
    for known in salient_places(
        ground, phrase.start, lambda p: 0.0 if is_called(p, ref, noun) else None
    ):
        town = scene or _town_since(ground, known, phrase.start)
        if town is not None and known.base == known.name and town.name not in known.name:
            return canonical_place(ground, f"{town.name} {noun}", ref, town)
        return replace(known, text=ref.text, sure=known.sure * 0.85, extent="")
    if ref.kind == "airport":  # of a city, not of the quarter that was spoken of last
        for known in salient_places(
            ground, phrase.start,
            lambda p: 0.0 if p.kind in ("city", "town") and p.place is not None else None,
        ):  # fmt: skip
            return canonical_place(ground, f"{known.base or known.name} {noun}", ref, known)
    for known in salient_places(
        ground, phrase.start, lambda p: 0.0 if p.kind in _SETTLED or not p.kind else None
    ):
        return canonical_place(ground, f"{known.base or known.name} {noun}", ref, known)
    return None


def _town_since(ground: Ground, known: GroundedPlace, before: int) -> GroundedPlace | None:
    """The town that the report has turned to since it told of an unnamed installation."""
    told = [*ground.mentions, *(m for m in ground.here if m.start < before)]
    last = max((m.sentence for m in told if m.place.name == known.name), default=0)
    since = [
        m.place for m in told
        if m.sentence > last and m.weight >= 0.7 and m.place.kind in ("city", "town")
    ]  # fmt: skip
    return since[-1] if since else None


def _scene_before(ground: Ground, before: int) -> GroundedPlace | None:
    """The town that opens the sentence and so says where it is: "In X, rebels hold the base"."""
    first = min((m for m in ground.here if m.start < before), key=lambda m: m.start, default=None)
    if first is None or first.start > 1 or first.weight < 0.7 or first.place.base:
        return None
    return first.place if first.place.kind in ("city", "town", "village") else None


def _side_told(ground: Ground, known: GroundedPlace, phrase: Phrase) -> GroundedPlace:
    """The side of a town that the sentence says things happen in, or the town itself."""
    return next(
        (m.place for m in ground.sides
         if known.name in (m.place.base, m.place.name.partition(" ")[2])
         and m.start < phrase.start), known,
    )  # fmt: skip


def _vague(ground: Ground, ref: PlaceRef, phrase: Phrase) -> GroundedPlace | None:
    """Unnamed places ("several villages"): a part of the area spoken of most."""
    wide = _WIDE
    if ref.kind in ("neighbourhood", "district"):
        wide = frozenset({"city", "town"})
    for known in salient_places(ground, phrase.start, lambda p: 0.0 if p.kind in wide else None):
        if ref.compass:
            return compass_part(ground, replace(known, text=ref.text), ref.compass, ref)
        beside = _told_beside(ground, phrase) if known.kind in _SETTLED or not known.kind else ""
        if beside and not ref.kind.startswith("neigh"):
            found = compass_part(ground, replace(known, text=ref.text), (beside,), ref)
            return replace(found, extent="part", sure=known.sure * 0.6)
        extent = phrase.extent if phrase.extent in ("most", "whole") else "part"
        side = _side_told(ground, known, phrase)
        return replace(side, text=ref.text, extent=extent, sure=known.sure * 0.5, vague=True)
    return None


def _told_beside(ground: Ground, phrase: Phrase) -> str:
    """Whether unnamed places are said to lie "near" or "around" what is spoken of, by their
    adjective or an adverb behind them: "surrounding villages", "two villages nearby"."""
    settings = ground.names.lexicon.settings
    words = {w.form.fold for w in ground.words[phrase.start : phrase.end + 1] if w.entity is None}
    for part in ("near", "around"):
        if not words.isdisjoint(settings.get(f"{part}_words", ())):
            return part
    return ""


def latest_place(ground: Ground, before: int = 10_000, roads: bool = True) -> GroundedPlace | None:
    """The place spoken of most, whatever its kind: what "it" and "there" mean at word `before`;
    without `roads` none that is a way."""
    told = {place.name for place in ground.centers}
    for known in salient_places(
        ground, before, lambda p: _fit(p, "") if _is_sure(p) or p.name in told else None
    ):  # fmt: skip
        road = known.kind == "route" or (
            known.place is not None and known.place.kind in ROUTE_KINDS
        )
        if roads or not road:
            return replace(known, sure=known.sure * 0.75, extent="")
    return None


def latest_left(ground: Ground, before: int) -> GroundedPlace | None:
    """The place that somebody can have left: the one spoken of most, but rather a town that this
    sentence or the one before it names than the province around it."""
    place = latest_place(ground, before)
    if place is None or place.kind not in ("province", "region"):
        return place
    near = {
        m.place.name for m in (*ground.mentions, *ground.here) if ground.sentence - m.sentence < 2
    }
    for town in salient_places(ground, before, lambda p: _fit(p, "town") if _is_sure(p) else None):
        if town.name in near and town.kind not in ("province", "region"):
            return replace(town, sure=town.sure * 0.75, extent="")
    return place


def _is_sure(known: GroundedPlace) -> bool:
    """Whether more than its capital says that a name is one of a place."""
    return known.place is not None or bool(known.kind) or known.sure >= _SURE


def place_told_of(ground: Ground, predicates: frozenset[str]) -> GroundedPlace | None:
    """The place of which one of some things was told last: whose "the siege" is; under a label
    the one that it names."""
    if ground.label is not None:
        return replace(ground.label, sure=ground.label.sure * 0.8, extent="")
    for predicate, known in reversed(ground.told_of):
        if predicate in predicates:
            return replace(known, sure=known.sure * 0.8, extent="")
    return None


def latest_route(ground: Ground) -> GroundedPlace | None:
    """The road spoken of last."""
    for known in reversed([*ground.places, *ground.centers[-2:]]):
        if known.kind == "route":
            return replace(known, sure=known.sure * 0.8)
    return None


def _fits(known: GroundedPlace, wanted: str) -> bool:
    if wanted == "city" and known.kind == "camp":
        return False
    if wanted in ("city", "town", "village"):
        return known.kind in ("city", "town", "village", "")
    return fits_kind(known.kind, wanted)
