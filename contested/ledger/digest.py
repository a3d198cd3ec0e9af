"""A hash of claims, by which whoever has a ledger can tell that it holds what a study used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from contested.ledger.records import StoredClaim


def digest(claims: Iterable[StoredClaim]) -> str:
    """SHA-256, in hexadecimal, of claims as they are asked: as corrected, resolved, with their
    reports' heads, in any order.

    When they were recorded is no part of it: the same reports, read by the same reader and
    corrected alike, give the same hash in another ledger.
    """
    lines = sorted(
        json.dumps(
            [
                one.id, asdict(one.claim), asdict(one.resolution) if one.resolution else None,
                one.correction.verdict if one.correction else None, one.publisher, one.agency,
                one.published_at, one.copy_of,
            ],
            sort_keys=True, ensure_ascii=True,
        )
        for one in claims
    )  # fmt: skip
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode("ascii") + b"\n")
    return found.hexdigest()
