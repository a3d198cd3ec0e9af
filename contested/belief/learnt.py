"""What has been learnt of the speakers and of how places change hands, and how to keep it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from contested.belief.panel import Floats
from contested.belief.speech import CELLS, SpeakerKind, Speech, SpeechPrior, prior_of
from contested.belief.testimony import DIVIDED, Speaker
from contested.belief.transition import Hazards
from contested.errors import LedgerError

FORMAT = 1

# Taken at its word: for "according to".
_BELIEVED = np.array(
    [0.98, 0.01, 0.01, 0.01, 0.99, 0.98, 0.01, 0.01, 0.01, 0.98, 0.01, 0.005, 0.01, 0.98, 0.005]
)


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """One speaker's fitted table (CELLS,), echo and repeat chances, the number of claims each
    cell rests on (CELLS,), and how many days its undated words lag behind the event. `presence`
    gives, for a side or `divided`, how much more the speaker speaks where that is the state."""

    kind: SpeakerKind
    cells: Floats
    echo: float
    repeat: float
    counts: Floats
    delay_days: int = 0
    presence: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Parameters of the whole model. Speakers that are not in `speakers` speak as their kind."""

    hazards: Hazards = field(default_factory=Hazards)
    speakers: dict[str, SpeakerRecord] = field(default_factory=dict)
    kinds: dict[SpeakerKind, Floats] = field(default_factory=dict)
    fitted_on: str | None = None
    testimonies: int = 0

    def record(self, speaker: Speaker) -> SpeakerRecord:
        """The speaker's record, or that of its kind before any history."""
        found = self.speakers.get(speaker.name)
        return found if found is not None else _prior_record(speaker.kind, self.kinds)

    def speech(
        self, speakers: list[Speaker], sides: Sequence[str], *, at_their_word: bool = False
    ) -> Speech:
        """How these speakers speak, in order, of these sides; or that each is right, whatever it
        says."""
        if at_their_word:
            none = np.full(len(speakers), 1e-9)
            return Speech(np.tile(_BELIEVED, (len(speakers), 1)), none, none)
        records = [self.record(speaker) for speaker in speakers]
        return Speech(
            np.array([record.cells for record in records]).reshape(-1, CELLS),
            np.array([record.echo for record in records]),
            np.array([record.repeat for record in records]),
            np.array(
                [[one.presence.get(side, 1.0) for side in (*sides, DIVIDED)] for one in records]
            ).reshape(-1, len(sides) + 1),
        )

    def prior(self, speakers: list[Speaker]) -> SpeechPrior:
        """Pseudo-counts for these speakers, around their kinds' tables as far as learnt."""
        base = prior_of([speaker.kind for speaker in speakers])
        cells = base.cells.copy()
        for row, speaker in enumerate(speakers):
            if speaker.kind in self.kinds:
                weight = base.cells[row, :3].sum()
                cells[row] = self.kinds[speaker.kind] * weight
        return SpeechPrior(cells, base.echo, base.repeat)

    def as_json(self) -> str:
        """Everything, as text that `from_json` reads."""
        rows = {
            name: {
                "kind": one.kind,
                "cells": one.cells.round(6).tolist(),
                "echo": round(one.echo, 6),
                "repeat": round(one.repeat, 6),
                "counts": one.counts.round(3).tolist(),
                "delay_days": one.delay_days,
                "presence": {side: round(value, 4) for side, value in one.presence.items()},
            }
            for name, one in sorted(self.speakers.items())
        }
        record = {
            "format": FORMAT,
            "fitted_on": self.fitted_on,
            "testimonies": self.testimonies,
            "leave": self.hazards.leave.tolist(),
            "share_divided": self.hazards.share_divided.tolist(),
            "settle": self.hazards.settle.tolist(),
            "kinds": {kind: cells.round(6).tolist() for kind, cells in self.kinds.items()},
            "speakers": rows,
        }
        return json.dumps(record, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, path: Path) -> Learnt:
        """Read what `as_json` wrote. Raises LedgerError, naming `path`, if it is something else."""
        try:
            record: dict[str, Any] = json.loads(text)
            if record["format"] != FORMAT:
                raise LedgerError(
                    f"{path}: made by another version (format {record['format']}, not {FORMAT}); "
                    "`contested believe` makes it anew"
                )
            hazards = Hazards(
                *(
                    np.array(record[name], dtype=float)
                    for name in ("leave", "share_divided", "settle")
                )
            )
            speakers = {
                name: SpeakerRecord(
                    row["kind"],
                    np.array(row["cells"], dtype=float),
                    row["echo"],
                    row["repeat"],
                    np.array(row["counts"], dtype=float),
                    row["delay_days"],
                    row["presence"],
                )
                for name, row in record["speakers"].items()
            }
            kinds = {kind: np.array(one, dtype=float) for kind, one in record["kinds"].items()}
            return cls(hazards, speakers, kinds, record["fitted_on"], record["testimonies"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LedgerError(
                f"{path}: cannot be read as what was learnt of speakers ({error}); "
                "`contested believe` makes it anew"
            ) from error


@cache
def _prior_mean(kind: SpeakerKind) -> Speech:
    return prior_of([kind]).mean()


def _prior_record(kind: SpeakerKind, kinds: dict[SpeakerKind, Floats]) -> SpeakerRecord:
    mean = _prior_mean(kind)
    cells = kinds.get(kind, mean.cells[0])
    return SpeakerRecord(kind, cells, float(mean.echo[0]), float(mean.repeat[0]), np.zeros(CELLS))
