"""What a model may answer: its schema, and the check of an answer against schema and report."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from contested.claim.claim import PREDICATES, Extent, Factuality
from contested.partial_date import is_partial_date

MAX_CLAIMS = 300
MAX_NAME = 200
MAX_EVIDENCE = 1_000
_CHOICES: dict[str, tuple[str, ...]] = {
    "predicate": tuple(sorted(PREDICATES)),
    "extent": get_args(Extent),
    "factuality": get_args(Factuality),
}
_STRINGS = ("speaker", "evidence")
_OPTIONAL = (
    "actor", "actor_text", "target", "target_text", "place", "toponym", "speaker_text", "channel",
    "on", "since", "until", "from", "to",
)  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the strict form that endpoints can enforce."""
    fields: dict[str, Any] = {
        **{name: {"type": "string", "enum": list(values)} for name, values in _CHOICES.items()},
        **{name: {"type": "string"} for name in _STRINGS},
        **{name: {"type": ["string", "null"]} for name in _OPTIONAL},
    }
    claim = {
        "type": "object", "properties": fields, "required": list(fields),
        "additionalProperties": False,
    }  # fmt: skip
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


@cache
def instructions() -> str:
    """What a model is told to do, the same for every report."""
    return (resources.files("contested.claim.model") / "prompt.txt").read_text("utf-8").strip()


@cache
def version() -> str:
    """A digest of the instructions and the schema: with others, reports are asked about anew."""
    told = instructions() + json.dumps(schema(), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of an answer that fits the schema, and where its words stand in the report."""

    fields: dict[str, str | None]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer after the check: the claims that stand, and why the others were dropped."""

    said: tuple[Said, ...]
    dropped: tuple[str, ...]


def parse(content: str) -> list[Any] | None:
    """The claims of an answer as it came, or None if it is no answer of this form."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or not isinstance(answer.get("claims"), list):
        return None
    claims: list[Any] = answer["claims"]
    return claims


def check(claims: list[Any], text: str) -> Checked:
    """Keep the claims that fit the schema and whose evidence and toponym stand in `text`."""
    said: list[Said] = []
    dropped: list[str] = []
    if len(claims) > MAX_CLAIMS:
        dropped += [f"more than {MAX_CLAIMS} claims"] * (len(claims) - MAX_CLAIMS)
    for row in claims[:MAX_CLAIMS]:
        fault = _fault(row)
        if fault is not None:
            dropped.append(fault)
            continue
        span = find_words(row["evidence"], text)
        if span is None:
            dropped.append("evidence that is not in the report")
            continue
        fields: dict[str, str | None] = {
            name: (row.get(name) or None) for name in (*_CHOICES, *_STRINGS, *_OPTIONAL)
        }
        if fields["place"] is not None and not _quoted(fields["toponym"], text):
            dropped.append("a place that is not named in the report")
            continue
        for name in ("actor_text", "target_text", "speaker_text", "toponym"):
            if not _quoted(fields[name], text):
                fields[name] = None
        for name in ("on", "since", "until"):
            if fields[name] is not None and not is_partial_date(fields[name] or ""):
                fields[name] = None
        said.append(Said(fields, *span))
    return Checked(tuple(said), tuple(dropped))


def find_words(words: str, text: str) -> tuple[int, int] | None:
    """Where `words` stand in `text`, (start, end); only white space may differ.

    >>> find_words("the  army took", "On Monday the army\\ntook the town.")
    (10, 23)
    >>> find_words("the army lost", "On Monday the army took the town.") is None
    True
    """
    at = text.find(words) if words.strip() else -1
    if at >= 0:
        return at, at + len(words)
    parts = words.split()
    if not parts:
        return None
    found = re.search(r"\s+".join(re.escape(part) for part in parts), text)
    return found.span() if found else None


def _quoted(words: str | None, text: str) -> bool:
    return words is not None and find_words(words, text) is not None


def _fault(row: Any) -> str | None:
    """Why a claim does not fit the schema, or None if it does."""
    if not isinstance(row, dict):
        return "a claim that is no object"
    for name, values in _CHOICES.items():
        if row.get(name) not in values:
            return f"no {name} of the list"
    for name in _STRINGS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            return f"no {name}"
    for name in _OPTIONAL:
        if row.get(name) is not None and not isinstance(row[name], str):
            return f"{name} is no text"
    if any(len(row.get(name) or "") > MAX_NAME for name in (*_OPTIONAL, "speaker")):
        return "a name that is too long"
    if len(row["evidence"]) > MAX_EVIDENCE:
        return "evidence that is too long"
    if row["predicate"] == "supports" and not row.get("target"):
        return "support for nobody"
    return None
