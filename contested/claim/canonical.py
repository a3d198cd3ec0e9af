"""Canonical names are English: the words that make the name of a place or a source."""

from __future__ import annotations

from contested.place.letter_sound import nasal_reading, reads_nasal
from contested.place.resolve import english_rendering

LANGUAGE = "en"
ADJECTIVES = {
    "north": "northern", "south": "southern", "east": "eastern", "west": "western",
    "northeast": "northeastern", "northwest": "northwestern", "southeast": "southeastern",
    "southwest": "southwestern", "central": "central",
}  # fmt: skip
AREA_SUFFIXES = {"province": " province", "region": " region"}
ANY_SITE = frozenset(
    {"building", "complex", "compound", "facility", "factory", "installation", "plant", "site"}
)  # nouns by which a site of any kind may be called
# nouns of installations, and those that one and the same may be called by
INSTALLATIONS = frozenset(
    {"academy", "airbase", "airport", "barracks", "base", "camp", "checkpoint", "citadel",
     "crossing", "depot", "fort", "fortress", "headquarters", "outpost", "post", "station"}
)  # fmt: skip
PLAIN_INSTALLATIONS = INSTALLATIONS - {"academy", "headquarters"}  # an army's base is a base
SAME_GROUND = (
    {"airbase", "airport", "base"}, {"barracks", "base", "camp", "headquarters", "outpost", "post"},
    {"checkpoint", "crossing", "post"}, {"citadel", "fort", "fortress"},
)  # fmt: skip
UNITS = frozenset({"division", "brigade", "regiment", "battalion", "corps", "command"})
SOURCES = {
    "military": "military source", "medical": "medical source", "security": "security source",
    "tribal": "tribal source", "local": "local sources", "diplomatic": "diplomatic source",
    "rebel": "rebel source",
}  # fmt: skip
SIDES = {"rebels": "rebel", "opposition": "rebel", "state": "government"}
# words that tell no base or airport from others
UNSAID = frozenset({"the", "a", "an", "army", "military", "civilian", "main", "hilltop"})
_BESIDE = ("near ", "around ")
_OUTSIDE = (" countryside", " suburbs")
_CENTER = "center of "
_PARTS = frozenset(ADJECTIVES.values())
HELD = {"controls": "held", "besieges": "besieged"}


def canonical_spelling(name: str, language: str, country: str | None = None) -> str:
    """A name that no reference knows, in Latin letters as English has it.

    The country (ISO code) says how letters are meant that stand for several sounds.
    """
    return english_rendering(nasal_reading(name) if reads_nasal(country) else name, language)


def kind_noun(text: str, kind: str) -> str:
    """The word for a kind of installation: a Latin text's own words, "army" and "the" left out."""
    words = [w.lower() for w in text.split()]
    if words and words[-1] in PLAIN_INSTALLATIONS:
        words = [w for w in words if w not in UNSAID]
    return " ".join(words) if words and words[-1].isascii() else kind


def with_noun(name: str, noun: str) -> str:
    """A name with the noun for what it names: "X base", but "Mount X"."""
    return f"Mount {name}" if noun == "mount" else f"{name} {noun}"


def ordinal(number: str) -> str:
    """A number as it counts.

    >>> [ordinal(n) for n in ("1", "2", "3", "4", "11", "22", "113")]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = (
        "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    )
    return number + ending


def part_name(name: str, part: str, beside: bool) -> str:
    """The name of a part of a place: "southern X", "center of X"; beside it, "south of X"."""
    if part == "center":
        return f"{_CENTER}{name}"
    if part in ("outskirts", "around"):
        return f"around {name}"
    if part == "near":
        return f"near {name}"
    if part in ("countryside", "suburbs"):
        return f"{name} {part}"
    if part in ADJECTIVES:
        return f"{part} of {name}" if beside else f"{ADJECTIVES[part]} {name}"
    return name


def lies_beside(name: str) -> bool:
    """Whether a name that `part_name` made is of ground beside the place, none of its own.

    >>> lies_beside("near Manbij"), lies_beside("south of Manbij"), lies_beside("southern Manbij")
    (True, True, False)
    """
    before, of, _ = name.partition(" of ")
    return (
        name.startswith(_BESIDE) or name.endswith(_OUTSIDE) or (bool(of) and before in ADJECTIVES)
    )


def lies_within(name: str) -> bool:
    """Whether a name is, as `part_name` makes them, that of a part of another place; a place of its
    own may be called so too ("eastern Ghouta").

    >>> lies_within("southern Manbij"), lies_within("center of Manbij"), lies_within("Manbij")
    (True, True, False)
    """
    before, _, rest = name.partition(" ")
    return name.startswith(_CENTER) or (bool(rest) and before in _PARTS)
