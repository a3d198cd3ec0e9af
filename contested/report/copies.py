"""Near-copies: reports that say the same in the same words. They are linked, never dropped.

A report is a set of shingles (four folded words each). Its MinHash signature (rensa) is cut into
bands; two reports that share a band are compared shingle by shingle. Bands are plain numbers, so
that a ledger can keep them in a table and find candidates among millions of reports.
"""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from contested.report.report import Report

CopyReason = Literal["same-agency", "near-identical"]

SHINGLE_WORDS = 4
ROWS_PER_BAND = 3
BANDS = 40
NEAR_IDENTICAL = 0.7
SAME_AGENCY = 0.4
# An outlet's next report on the same front repeats much of its last one and is no copy of it.
SAME_PUBLISHER = 0.9
# Two flashes of one sentence may share all words but the place: so short, only the same is a copy.
FEWEST_WORDS = 25
MAX_DAYS_APART = 7.0
_SEED = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """`report_id` repeats `copy_of`, the earlier of the two.

    `similarity` is the share of the shorter text's shingles that the other one has, 0 to 1.
    """

    report_id: str
    copy_of: str
    similarity: float
    reason: CopyReason


def shingles(text: str) -> frozenset[str]:
    """The runs of `SHINGLE_WORDS` folded words of `text`; a shorter text is one shingle."""
    words = _fold(text).split()
    if not words:
        return frozenset()
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(count))


def bands(text: str) -> tuple[int, ...]:
    """`BANDS` signed 64-bit numbers; texts that share many shingles are likely to share one.

    Two texts of Jaccard similarity J share at least one with probability 1 - (1 - J^3)^40.
    """
    from rensa import RMinHash

    found = shingles(text)
    if not found:
        return ()
    minhash = RMinHash(num_perm=ROWS_PER_BAND * BANDS, seed=_SEED)
    minhash.update(sorted(found))
    digest = minhash.digest()
    # Signatures of another version of the algorithm must never meet these.
    version = str(getattr(RMinHash, "ALGORITHM_VERSION", "")).encode()
    numbers = []
    for band in range(BANDS):
        rows = digest[band * ROWS_PER_BAND : (band + 1) * ROWS_PER_BAND]
        key = struct.pack(f"<H{len(rows)}Q", band, *rows) + version
        numbers.append(
            int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big", signed=True)
        )
    return tuple(numbers)


def similarity(a: str, b: str) -> float:
    """The share of the shorter text's shingles that the other has, 0 to 1."""
    one, other = _cached_shingles(a), _cached_shingles(b)
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def compare(report: Report, other: Report) -> Copy | None:
    """The link between two reports if one repeats the other, else None. Order does not matter."""
    if report.id == other.id or _days_apart(report, other) > MAX_DAYS_APART:
        return None
    one, two = _cached_words(report.text), _cached_words(other.text)
    if min(len(one), len(two)) < FEWEST_WORDS and one != two:
        return None
    share = similarity(report.text, other.text)
    same_agency = report.agency is not None and report.agency == other.agency
    needed = SAME_AGENCY if same_agency else NEAR_IDENTICAL
    if report.publisher is not None and report.publisher == other.publisher:
        needed = SAME_PUBLISHER
    if share < needed:
        return None
    reason: CopyReason = "same-agency" if same_agency else "near-identical"
    first, second = sorted((report, other), key=_seniority)
    return Copy(second.id, first.id, round(share, 4), reason)


class CopyFinder:
    """Finds copies among the reports it was shown, in memory."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._by_band: dict[int, list[str]] = {}

    def add(self, report: Report) -> tuple[Copy, ...]:
        """Remember `report` and return its links to the reports shown before, best first."""
        if report.id in self._reports:
            return ()
        own = bands(report.text)
        candidates = {other for band in own for other in self._by_band.get(band, ())}
        self._reports[report.id] = report
        for band in own:
            self._by_band.setdefault(band, []).append(report.id)
        return links(report, (self._reports[other] for other in sorted(candidates)))


def links(report: Report, candidates: Iterable[Report]) -> tuple[Copy, ...]:
    """The copy links between `report` and each candidate that repeats it, most similar first."""
    found = [copy for other in candidates if (copy := compare(report, other))]
    return tuple(sorted(found, key=lambda copy: (-copy.similarity, copy.copy_of, copy.report_id)))


@lru_cache(maxsize=256)
def _cached_shingles(text: str) -> frozenset[str]:
    return shingles(text)


@lru_cache(maxsize=256)
def _cached_words(text: str) -> tuple[str, ...]:
    return tuple(_fold(text).split())


class _Folded(dict[int, str]):
    """Letters and digits stay, accents go, anything else becomes a space; looked up once each."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = character if character.isalnum() else ""
        self[code] = found = kept or ("" if unicodedata.combining(character) else " ")
        return found


_FOLDED = _Folded()


def _fold(text: str) -> str:
    """Lower case, without accents and punctuation: copies differ in these."""
    return unicodedata.normalize("NFD", text.casefold()).translate(_FOLDED)


def _seniority(report: Report) -> tuple[float, bool, str]:
    """Earlier first; at the same time the one with fewer hands between it and the agency."""
    when = _moment(report)
    is_agency = report.agency is not None and report.publisher in (None, report.agency)
    return (when if when is not None else float("inf"), not is_agency, report.id)


def _moment(report: Report) -> float | None:
    if report.published_at is None:
        return None
    return datetime.fromisoformat(report.published_at).timestamp()


def _days_apart(a: Report, b: Report) -> float:
    first, second = _moment(a), _moment(b)
    return 0.0 if first is None or second is None else abs(first - second) / 86400
