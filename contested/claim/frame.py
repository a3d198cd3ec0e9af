"""Frames (meaning, one table for all languages) and rules (a language's cues for a frame)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from contested.actor.source import key_line
from contested.claim.claim import PREDICATES
from contested.claim.datafile import known_keys, read_toml
from contested.errors import LanguageError

CLAIMS = Path(__file__).parent / "claims.toml"
# Slots of the grammar; the others are roles of prepositions.
_SLOTS = ("subj", "obj", "of", "poss", "adj", "head", "subj_of", "pred", "onto", "way", "remnants")


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with the grammatical functions in which its roles stand (claims.toml)."""

    name: str
    predicate: str
    actor: tuple[str, ...]
    place: tuple[str, ...]
    target: tuple[str, ...]
    noun: bool = False
    state: bool = False
    head_state: bool = False
    mutual: bool = False
    route: bool = False
    ally: bool = False
    needs: tuple[str, ...] = ()
    without_actor: str = ""
    with_verb: dict[str, str] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the claims due from it.

    Each claim is ``(predicate, actor, place, speaker, factuality)``.
    """

    text: str
    claims: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Cue words of one frame in one language, with what they must and must not read."""

    frame: Frame
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    examples: tuple[Example, ...]
    near_misses: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def load_frames() -> dict[str, Frame]:
    """The frames of claims.toml. Raises LanguageError for an unknown predicate, key or slot."""
    text = CLAIMS.read_text(encoding="utf-8")
    frames: dict[str, Frame] = {}
    for name, table in tomllib.loads(text)["frame"].items():
        for key, amiss in _amiss(table):
            raise LanguageError(
                f"frame {name}: {amiss}",
                path=CLAIMS,
                line=key_line(text, f"[frame.{name}]", 0, key),
            )
        frames[name] = Frame(
            name=name,
            predicate=table["predicate"],
            actor=tuple(table.get("actor", ())),
            place=tuple(table.get("place", ())),
            target=tuple(table.get("target", ())),
            noun=table.get("noun", False),
            state=table.get("state", False),
            head_state=table.get("head_state", False),
            mutual=table.get("mutual", False),
            ally=table.get("ally", False),
            route=table.get("route", False),
            needs=tuple(table.get("needs", ())),
            without_actor=table.get("without_actor", ""),
            with_verb=table.get("with_verb", {}),
        )
    return frames


def _amiss(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys of a frame whose value means nothing, and what to say of them."""
    if table.get("predicate") not in PREDICATES:
        yield "predicate", f"unknown predicate {table.get('predicate')!r}"
    known = [one.name for one in fields(Frame) if one.name != "name"]
    for key in table:
        if key not in known:
            yield key, f"unknown key {key!r}; there are: {', '.join(known)}"
    slots = (*_SLOTS, *known_keys()["language"]["prepositions"])
    for key in ("actor", "place", "target"):
        for slot in table.get(key, ()):
            if slot not in slots:
                yield key, f"unknown slot {slot!r} of {key}; there are: {', '.join(slots)}"


def read_rules(path: Path, frames: dict[str, Frame]) -> list[Rule]:
    """A language's rules. Raises LanguageError where a rule lacks an example or a near-miss."""
    raw = read_toml(path)
    text = path.read_text(encoding="utf-8")
    rules = []
    for number, table in enumerate(raw.get("rule", []), 1):
        where = f"rule {number} ({table.get('frame', 'no frame')})"
        line = partial(key_line, text, "[[rule]]", number - 1)
        frame = frames.get(table.get("frame", ""))
        if frame is None:
            raise LanguageError(
                f"{where}: no such frame in claims.toml", path=path, line=line("frame")
            )
        if not table.get("examples") or not table.get("near_misses"):
            raise LanguageError(
                f"{where}: a rule needs at least one example and one near-miss",
                path=path,
                line=line("examples"),
            )
        rules.append(
            Rule(
                frame,
                tuple(table.get("verbs", ())),
                tuple(table.get("nouns", ())),
                tuple(_example(e, where, path, text) for e in table["examples"]),
                tuple(table["near_misses"]),
                where,
            )
        )
    return rules


def _example(line: str, where: str, path: Path, source: str) -> Example:
    text, arrow, wanted = line.partition("=>")
    at = source.count("\n", 0, max(source.find(line), 0)) + 1
    if not arrow:
        raise LanguageError(f"{where}: example without '=> claims': {line!r}", path=path, line=at)
    claims = tuple(tuple(part.strip() for part in claim.split("|")) for claim in wanted.split(";"))
    for claim in claims:
        if claim[0] not in PREDICATES or len(claim) < 3:
            raise LanguageError(
                f"{where}: example claim must be 'predicate | actor | place': {claim}",
                path=path,
                line=at,
            )
    return Example(text.strip(), claims)
