"""The place a whole phrase means: its name with complements, holders and ends of roads."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.canonical import AREA_SUFFIXES, HELD, LANGUAGE, SIDES, canonical_spelling
from contested.claim.ground import Ground, GroundedActor, GroundedPlace
from contested.claim.phrase import INSTALLED, ActorRef, Phrase, PlaceRef
from contested.claim.place_anaphor import (
    anaphoric_place,
    is_recent,
    latest_place,
    latest_route,
    place_pair,
    salient_places,
)
from contested.claim.place_name import (
    beside_place,
    canonical_place,
    compass_part,
    finish_place,
    installation_noun,
    is_called,
    is_named_group,
    named_place,
    named_quarter,
    unlisted_name,
)
from contested.claim.site_quality import numbered_unit, own
from contested.claim.text import fold
from contested.claim.unit_name import unit_name

_UNLISTED = 0.65  # how sure a name in no list is a place where the text says that it is one
_TOWNS = frozenset({"city", "town", "village"})
_SUFFIXED = frozenset({"airport", "base", "site", "route"})


def phrase_place(
    ground: Ground, phrase: Phrase | None, depth: int = 0, *, unknown_ok: bool = False
) -> GroundedPlace | None:
    """The place a whole phrase means, or None."""
    if phrase is None or depth > 4:
        return None
    ref = phrase.place
    if ref is None or phrase.ordinary:
        return _through(ground, phrase, depth)
    if ref.kind in INSTALLED and own(phrase, ref) != ref.qualities:
        ref = replace(ref, qualities=own(phrase, ref))
    described = phrase.head
    if (
        ref.anaphor and described is not None
        and (phrase.of is None or phrase.of.place is None)
        and described.apposition is phrase and described.place is not None
        and not described.place.anaphor
    ):  # fmt: skip
        return phrase_place(ground, described, depth + 1)  # "X, a town of two mosques"
    if phrase.start in ground.coming and phrase is ground.coming[phrase.start][0]:
        return ground.coming[phrase.start][1]  # "a strategic town ... The loss of X"
    extent = phrase.extent
    if ref.kind == "route" and not ref.anaphor:
        number = ref.text.rpartition(" ")[2]
        if number.isdigit() and phrase.number_value == number and ref.text[:1].islower():
            name = f"{installation_noun(ground, ref).title()} {number}"
            return GroundedPlace(name, "", ref.text, "route", extent, None, 0.75)
        one, _, other_end = ref.text.partition("-")
        one = one.removeprefix(f"{ref.noun} ")  # "autostrada A-B"
        if other_end.casefold().endswith(f" {ref.noun}"):
            other_end = other_end[: -len(ref.noun) - 1]  # "A-B highway"
        if (ref.unknown or one[:1].isupper()) and other_end[:1].isupper():  # "the A-B highway"
            plain = replace(ref, kind="town", ids=(), country="", weak=False)
            ends = [replace(plain, text=text) for text in (one, other_end)]
            both = [p for end in ends if (p := named_place(ground, end)) is not None]
            if len(both) == 2:
                return _road_between(ground, both, ref)
        first = named_place(ground, replace(ref, kind="town"))
        for other in phrase.post:
            last = None
            if other.joined_end:
                last = phrase_place(ground, other, depth + 1, unknown_ok=True)
            if first is not None and last is not None:
                return _road_between(ground, [first, last], ref)
    found: GroundedPlace | None
    inner = _complement(ground, phrase, depth)
    if inner is not None and inner.kind == "country" and not inner.place and ref.anaphor and (
        ref.kind in _TOWNS
    ):  # fmt: skip
        inner = None  # "the capital of the country", "a city of the country"
    if ref.kind == "route" and ref.anaphor:
        return _route(ground, phrase, ref, inner, depth + 1)
    if phrase.held and inner is not None and ref.anaphor and ref.plural:
        return _held_part(ground, phrase.held[0], ref, inner)
    if (
        ref.plural and ref.kind in ("neighbourhood", "district") and not ref.compass
        and (phrase.adj_actor is not None or ref.holder is not None) and ref.anaphor
    ):  # fmt: skip
        city = inner or anaphoric_place(ground, replace(ref, plural=True), phrase)
        if city is not None:
            holder = ref.holder or phrase.adj_actor
            assert holder is not None
            return _held_part(ground, ("controls", holder), ref, city)
    if (
        inner is not None and not ref.anaphor and ref.kind in _TOWNS and phrase.of is not None
        and phrase.of.place is not None and not phrase.of.place.anaphor
        and not ground.names.lexicon.verb_final  # "Humus'un Rastan ilçesi" is Rastan
    ):  # fmt: skip
        return _with_extent(inner, extent)  # "the Mediterranean port city of X"
    unit = _unit_base(ground, phrase, ref)
    if unit is not None:
        return unit
    named = phrase.apposition
    if (
        ref.anaphor and not ref.plural and phrase.of is None and named is not None
        and named.place is not None and not named.place.anaphor and not named.place.weak
        and ref.kind != "pronoun"
    ):  # fmt: skip
        return phrase_place(ground, named, depth + 1, unknown_ok=True)  # "the last town in A, B"
    elif ref.anaphor and ref.kind != "pronoun":
        if inner is not None:
            found = _part_of(ground, phrase, ref, inner)
        elif phrase.adj_place is not None and not phrase.adj_place.weak:
            base = named_place(ground, phrase.adj_place)
            found = _part_of(ground, phrase, ref, base) if base is not None else None
        else:
            found = anaphoric_place(ground, ref, phrase)
    elif ref.anaphor:
        found = latest_place(ground, phrase.start)
    else:
        found = named_place(ground, ref)
        if (
            found is None
            and unknown_ok
            and ref.unknown
            and (ref.text.split()[-1] not in ground.persons)
        ):
            name = unlisted_name(ground, ref)
            found = finish_place(ground, GroundedPlace(name, "", ref.text, "", "", None, 0.45), ref)
        if (
            found is not None and inner is not None and ref.unknown and found.place is None
            and not ref.kind and (phrase.of is not None or phrase.possessor is not None)
        ):  # fmt: skip
            return None  # "the Council of X"; but an unlisted name "in X" is a place
        if found is not None and inner is not None and ref.unknown and found.place is None:
            found = replace(found, place=inner.place, sure=max(found.sure, _UNLISTED))
    if found is None:
        return None
    return _with_extent(found, extent)


def _unit_base(ground: Ground, phrase: Phrase, ref: PlaceRef) -> GroundedPlace | None:
    """ "the base of the 137th Regiment": an installation that is called after who sits there."""
    if ref.kind not in ("base", "site") or not ref.anaphor or ref.plural:
        return None
    kind = installation_noun(ground, phrase.place or ref).split()
    if len(kind) > 1 and phrase.number_value:  # "the 6th Division headquarters"
        whole = numbered_unit(phrase.number_value, (*kind[:-1],))
        if whole:
            return _seat(ground, phrase, ref, f"{whole} {kind[-1]}")
    owner = phrase.of or phrase.possessor
    if owner is None:
        return None
    unit = owner.actor
    if unit is None or unit.id or unit.country or unit.role or owner.place is not None:
        return None
    named = ground.names.lexicon.capitals_mark_names
    words = [w for w in unit.text.split() if (named and w[:1].isupper()) or w[:1].isdigit()]
    if not words or owner.pronoun:
        return None
    noun = installation_noun(ground, replace(ref, qualities=()))
    lexicon = ground.names.lexicon
    arm = f"{unit.text} {owner.of.head_word}" if owner.of is not None else unit.text
    name = unit_name(lexicon, arm) or unit_name(lexicon, unit.text)
    name = name or canonical_spelling(unit.text, ground.language)
    return _seat(ground, phrase, ref, f"{name} {noun}")


def _seat(ground: Ground, phrase: Phrase, ref: PlaceRef, name: str) -> GroundedPlace:
    """The installation of that name of a unit, by the place that was told of last."""
    near = latest_place(ground, phrase.start)
    at = near.place if near is not None else None
    return GroundedPlace(name, "", ref.text, ref.kind, "", at, 0.6)


def _through(ground: Ground, phrase: Phrase, depth: int) -> GroundedPlace | None:
    """A part noun or an unlisted noun whose complement is a place ("a part of X")."""
    if phrase.extent and phrase.of is not None and not phrase.cue:
        inner = phrase_place(ground, phrase.of, depth + 1)
        if inner is not None:
            return _with_extent(inner, phrase.extent)
    if phrase.extent and not phrase.head_word and not phrase.prep and phrase.of is None:
        known = latest_place(ground)  # "they hold only 20 per cent"
        return _with_extent(known, phrase.extent) if known is not None else None
    if phrase.ordinary and phrase.of is not None and phrase.head_word and not phrase.cue:
        lexicon = ground.names.lexicon
        if lexicon.case and not lexicon.form(phrase.head_word).known:
            inner = phrase_place(ground, phrase.of, depth + 1)
            if inner is not None and inner.kind not in ("country", "province", "region"):
                return replace(inner, extent="part", sure=inner.sure * 0.6)  # an unlisted part of X
    return None


def _with_extent(found: GroundedPlace, extent: str) -> GroundedPlace:
    if not extent:
        return found
    return replace(found, extent=extent)


def _complement(ground: Ground, phrase: Phrase, depth: int) -> GroundedPlace | None:
    if phrase.of is not None and phrase.of.place is not None:
        found = phrase_place(ground, phrase.of, depth + 1, unknown_ok=True)
        if found is not None and found.place is None and phrase.of.place.unknown:
            return replace(found, sure=max(found.sure, _UNLISTED))  # "the town of X"
        return found
    if (
        phrase.possessor is not None
        and phrase.possessor.place is not None
        and not (phrase.possessor.place.weak or phrase.possessor.place.kind == "country")
    ):
        return phrase_place(ground, phrase.possessor, depth + 1)
    listed = phrase.leader if phrase.possessive else None
    if listed is not None and listed.place is not None and not listed.place.anaphor:
        return phrase_place(ground, listed, depth + 1, unknown_ok=True)  # "X and its airport"
    shared = [p for p in phrase.post if "with" in p.prep and p.actor is not None]
    behind = [other for p in shared if p.actor is not None and p.actor.country for other in p.post]
    for other in (*phrase.post, *behind):  # "a border crossing with Turkey at X"
        inside = {"in", "at", "near", "around", "on"}
        if phrase.place is not None and phrase.place.kind == "compass":
            inside.add("from")
        roles = set(other.prep) & inside
        if roles and other.place is not None and other.cue is None and not other.place.weak:
            found = phrase_place(ground, other, depth + 1, unknown_ok=True)
            if found is not None and ("around" in roles or "near" in roles):
                word = "around" if "around" in roles else "near"
                return beside_place(found, word)
            return found
    return None


def held_by(
    ground: Ground, place: GroundedPlace, phrase: Phrase, holder: GroundedActor
) -> GroundedPlace:
    """Unnamed districts of a city that somebody holds, by the name the theatre has for them."""
    ref = phrase.place
    if ref is None or not ref.plural or ref.kind not in ("neighbourhood", "district"):
        return place
    if place.extent != "part" or place.kind not in ("city", "town"):
        return place
    for role in ("rebels", "state"):
        actor = ground.actors.role(role, ground.country, ground.on)
        if actor is not None and actor.id == holder.id:
            return _held_part(ground, ("controls", ActorRef(role, role=role)), ref, place)
    return place


def _held_part(
    ground: Ground, held: tuple[str, ActorRef], place_ref: PlaceRef, inner: GroundedPlace
) -> GroundedPlace:
    """ "rebel-held districts of Aleppo": named after its holder where no name is known."""
    predicate, ref = held
    holder = ground.actor(ref)
    side = ref.text.lower()
    if holder is not None and not ref.role:
        for role in ("rebels", "state"):
            known_side = ground.actors.role(role, ground.country, ground.on)
            if known_side is not None and known_side.id == holder.id:
                ref = ActorRef(ref.text, role=role)
    if ref.role:
        side = SIDES.get(ref.role, side)
    elif holder is not None:
        side = holder.name
    name = f"{side}-{HELD.get(predicate, HELD['controls'])} districts of {inner.base or inner.name}"
    known, _, score = ground.lookup(name, LANGUAGE, "")
    if known is not None and score > 0.9:
        return GroundedPlace(
            known.name, known.id, place_ref.text, known.kind, "", known, 0.9, inner.name
        )
    return replace(inner, extent=inner.extent or "part", sure=inner.sure * 0.9)


def _is_of_place(phrase: Phrase) -> bool:
    return phrase.of is not None and phrase.of.place is not None


def _part_of(
    ground: Ground, phrase: Phrase, ref: PlaceRef, inner: GroundedPlace | None
) -> GroundedPlace | None:
    """An unnamed place inside or beside a named one."""
    if inner is None:
        return None
    extent = phrase.extent
    base = inner.base or inner.name
    quarter = named_quarter(ground, ref, inner)
    if quarter is not None:
        return quarter
    if ref.compass and not (
        ref.kind in ("city", "town", "village", "province", "airport", "base", "site")
        and not ref.plural
    ):
        found = compass_part(ground, inner, ref.compass, ref)
        return replace(found, extent="part") if ref.plural else found
    if ref.kind in ("base", "site") and phrase.det == "indefinite" and not _is_of_place(phrase):
        return replace(inner, extent=extent or "part", text=ref.text, sure=inner.sure * 0.9)
    if ref.kind in _SUFFIXED and ref.kind != "route" and (
        not ref.plural or is_named_group(ground, ref, phrase)
    ):  # fmt: skip
        noun = installation_noun(ground, ref)
        known = next(
            (p for p in reversed(ground.places)
             if is_called(p, ref, noun) and p.base in (base, "") and base in p.name),
            None,
        )  # fmt: skip
        if known is not None:
            return known
        if base.lower().endswith(f" {noun.lower()}"):
            return inner
        whole = inner.base if inner.base and inner.base in base else base  # "in the north of X"
        return canonical_place(ground, f"{whole} {noun}", ref, inner)
    if ref.kind == "province" and base.endswith(AREA_SUFFIXES[ref.kind]):
        return inner
    if ref.kind == "province" and inner.kind not in ("country",):
        return canonical_place(ground, f"{base} province", ref, inner)
    if ref.kind == "region" and not ref.plural and inner.kind not in ("country", "region"):
        return inner
    if (
        ref.kind in ("city", "town", "village")
        and not ref.plural
        and inner.kind != "country"
        and (inner.kind not in ("province", "region"))
    ):
        return inner  # "the city of Aleppo"
    if (
        ref.kind in ("district", "neighbourhood")
        and not ref.plural
        and (
            inner.kind in ("district", "neighbourhood")
            or (phrase.det == "definite" and inner.kind == "town" and _is_of_place(phrase))
        )
    ):
        return inner  # "the suburb of X"
    return replace(inner, extent=extent or "part", text=ref.text, sure=inner.sure * 0.9)


def _road_between(ground: Ground, ends: list[GroundedPlace], ref: PlaceRef) -> GroundedPlace:
    """The road between two places, under its name in the gazetteer if it has one."""
    a, b = ends[0].base or ends[0].name, ends[1].base or ends[1].name
    for first, second in ((a, b), (b, a)):
        for noun in ("highway", "road"):
            known, _, score = ground.lookup(f"{first}-{second} {noun}", LANGUAGE, "route")
            if known is not None and score > 0.9:
                name = known.name if {a, b} & set(known.name.split("-")) else f"{a}-{b} road"
                return GroundedPlace(name, known.id, ref.text, "route", "", known, 0.9)
    return GroundedPlace(f"{a}-{b} road", "", ref.text, "route", "", ends[0].place, 0.75)


def _route(
    ground: Ground, phrase: Phrase, ref: PlaceRef, inner: GroundedPlace | None, depth: int
) -> GroundedPlace | None:
    """An unnamed road: named by its two ends, else by where it leads or lies."""
    ends: list[GroundedPlace] = []
    for other in phrase.post:
        if set(other.prep) & {"between", "from", "to", "with", "into", "toward", "for"}:
            for part in (other, *other.conjuncts):
                ends += place_pair(ground, part) if part.pair else []
                named = None if part.pair else phrase_place(ground, part, depth, unknown_ok=True)
                if named is not None:
                    ends.append(named)
            for last in other.post:
                if set(last.prep) & {"to", "with", "into"}:
                    named = phrase_place(ground, last, depth, unknown_ok=True)
                    ends += [named] if named is not None else []
    start = phrase.of  # "the road from A to B", where "of" and "from" are one word
    if len(ends) == 1 and inner is not None and start is not None and "from" in start.prep:
        ends.insert(0, inner)
    if len(ends) >= 2 and ends[0].name != ends[1].name:
        road = _road_between(ground, ends, ref)
        ground.places.append(road)
        return road
    joined = _road_from_here(ground, phrase, ref, ends[0]) if ends else None
    if joined is not None and start is None:
        return joined
    new = _is_new(ground, phrase, ref)
    if inner is not None and not ref.plural and not (new and phrase.of is None):
        coast = phrase.of is not None and phrase.of.place is not None and phrase.of.place.anaphor
        if coast and phrase.cue is None and phrase.possessor is None:
            return inner  # "cut the coast road at X"
        return canonical_place(ground, f"{inner.base or inner.name} road", ref, inner)
    if joined is not None:
        return joined
    for other in phrase.post:
        if set(other.prep) & {"in", "near", "at", "to", "into", "through"}:
            place = phrase_place(ground, other, depth, unknown_ok=True)
            if place is not None:
                return place
    if ends:
        return ends[0]
    known = None if new else latest_route(ground)
    return known or latest_place(ground, roads=not new) or inner


def _road_from_here(
    ground: Ground, phrase: Phrase, ref: PlaceRef, end: GroundedPlace
) -> GroundedPlace | None:
    """ "The road to X" where the report is about another town: the road between the two."""
    leads = any(set(p.prep) & {"to", "toward", "for", "into"} for p in phrase.post)
    comes = any("from" in p.prep for p in phrase.post)
    if (
        not (leads or comes)
        or ref.plural
        or end.kind in ("country", "province", "region", "border")
    ):
        return None
    for town in salient_places(
        ground, phrase.start,
        lambda p: 0.0 if p.kind in _TOWNS and p.place is not None and not p.base else None,
    ):  # fmt: skip
        if town.name != end.name and is_recent(ground, town):
            return _road_between(ground, [town, end] if leads else [end, town], ref)
    return None


def _is_new(ground: Ground, phrase: Phrase, ref: PlaceRef) -> bool:
    """Whether a way is none told of before: "a corridor", "humanitarian corridors"."""
    stems = ground.names.lexicon.settings.get("new_ways", ())
    words = fold(ref.text).split()
    named = any(word.startswith(fold(stem)) for stem in stems for word in words)
    return ref.plural or phrase.det == "indefinite" or named
