"""Questions made up from the OpenAPI description, put to the application."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from contested.map.session import COOKIE, sessions_in

API = "/api/v1"
# The first never ends and has no parameter; the second would log out whoever asks.
LEFT_OUT = {("GET", f"{API}/events"), ("DELETE", f"{API}/session")}

DAYS = {"at", "day", "from", "to", "known_at"}
KNOWN = {"place_id": "syria:ramouseh", "format_name": "geojson"}


@dataclass
class Probed:
    """How many questions were answered with each status, and which of them broke the server."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def _bring_near(case: Any) -> None:
    """Turn days and places that the ledger does not know, as made-up ones are, into known ones,
    so that more than refusals is tried."""
    for name in DAYS & set(case.query or ()):
        case.query[name] = f"2016-08-{1 + len(str(case.query)) % 28:02d}"
    for name, known in KNOWN.items():
        if name in (case.path_parameters or ()):
            case.path_parameters[name] = known


def probe(app: FastAPI, how: settings, password: str) -> Probed:
    """Put questions, valid and not, to every address as somebody logged in; `how` says how many
    of each."""
    token = sessions_in(app).log_in(password, "probe", "probe")
    own = {"Host": "localhost", "Cookie": f"{COOKIE}={token}"}
    description = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers=own)
    probed = Probed()
    for result in description.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if (operation.method.upper(), operation.path) in LEFT_OUT:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            # An address without parameters cannot be asked for wrongly.
            with suppress(Unsatisfiable):
                _ask(operation, mode, how, own, probed)
    return probed


def _ask(
    operation: Any, mode: GenerationMode, how: settings, own: dict[str, str], probed: Probed
) -> None:
    @how
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            _bring_near(case)
        answer = case.call(headers=own)
        probed.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            probed.broken.append(f"{case.method} {case.path}: {answer.text[:200]}")

    ask()
