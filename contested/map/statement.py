"""A claim as one sentence: ``Syrian rebels take a part of Ramouseh from Syrian government``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

from contested.claim.claim import Claim

# Of what is itself a way one says "opens" and "cuts".
_WAYS = frozenset(
    {"road", "roads", "highway", "motorway", "route", "routes", "corridor", "crossing", "bridge"}
)
# Beside a place: "near X", "north of X".
_BESIDE = re.compile(
    r"(near|around|outside|along|(north|south|east|west|(north|south)(east|west)) of) "
)
_PLURAL_NAMES = frozenset({"Houthis", "Peshmerga"})
Naming = Callable[[str], str]


@cache
def statements() -> dict[str, dict[str, Any]]:
    """Language to its wordings."""
    text = (resources.files("contested.map") / "statements.toml").read_text("utf-8")
    return tomllib.loads(text)


def statement(
    claim: Claim,
    language: str = "en",
    place: Naming = lambda name: name,
    actor: Naming = lambda name: name,
) -> str:
    """The claim as a sentence of `language`; `place` and `actor` give canonical names in it.

    A predicate without a wording is said by its own name. Raises KeyError for a language without
    wordings.
    """
    words = statements()[language]
    verbs = words["way"] if _is_way(claim) and claim.predicate in words["way"] else words["verb"]
    forms = verbs.get(claim.predicate) or [claim.predicate.replace("_", " ")] * 2
    verb = forms[_is_plural(claim.actor or "somebody")]
    parts = {
        "factuality": words["factuality"][claim.factuality],
        "actor": actor(claim.actor) if claim.actor else words["somebody"],
        "verb": verb,
    }
    if claim.predicate == "supports":
        target = actor(claim.target) if claim.target else words["somebody"]
        return str(words["support"]).format(**parts, target=target)
    route = target = ""
    if claim.route_from or claim.route_to:
        ends = [place(x) if x else words["unnamed"] for x in (claim.route_from, claim.route_to)]
        route = words["route"].format(start=ends[0], end=ends[1])
    if claim.target:
        key = "target_captures" if claim.predicate == "captures" else "target"
        target = words[key].format(target=actor(claim.target))
    return str(words["sentence"]).format(
        **parts,
        extent=words["extent"][claim.extent],
        place=_where(claim.place, place, words) if claim.place else words["nowhere"],
        route=route,
        target=target,
    )


def _where(name: str, place: Naming, words: dict[str, Any]) -> str:
    """A place; what only lies near it is an area of which there may be a part."""
    said = place(name)
    return str(words["area"]).format(place=said) if _BESIDE.match(name) else said


def _is_way(claim: Claim) -> bool:
    return not _WAYS.isdisjoint((claim.place or "").split())


def _is_plural(actor: str) -> bool:
    """ "Syrian rebels" and "Kurdish forces" are several; "United States" and "Hamas" are one."""
    last = actor.rpartition(" ")[2]
    return actor in _PLURAL_NAMES or (last.endswith("s") and last[0].islower())
