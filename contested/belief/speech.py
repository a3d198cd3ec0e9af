"""What a speaker says given the truth: confusion tables by whose side is concerned, and echoes.

Claims are said about one of K contents: each side, or `divided` (the last). A table is kept in
relative terms, so that swapping two sides swaps nothing but names: how often the speaker names the
right side, a wrong one, its own, or calls the place divided. `priors.toml` explains the rows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from contested.belief.panel import Floats, Ints

SpeakerKind = Literal["party", "allied_media", "monitor", "agency", "resident", "unknown"]
SPEAKER_KINDS: tuple[SpeakerKind, ...] = (
    "party", "allied_media", "monitor", "agency", "resident", "unknown",
)  # fmt: skip

# Cells of a speaker's table: (held: right, divided, wrong), (divided: side, divided), then for a
# party (own: own, divided, other), (divided: own, divided, other), (other: own, divided, right,
# wrong). Each row sums to one.
ROWS: tuple[slice, ...] = (slice(0, 3), slice(3, 5), slice(5, 8), slice(8, 11), slice(11, 15))
CELLS = 15
# Of what a party says for its own camp where the camp holds the place, the share that names the
# right member of the camp.
_RIGHT_MEMBER = 0.9
# How many claims in a state the prior "all speak of it as they speak of any other" counts for.
PRESENCE_WEIGHT = 50.0


@dataclass(frozen=True, slots=True)
class Speech:
    """How J speakers speak: `cells` (J, CELLS), `echo` (J,) and `repeat` (J,) probabilities.

    `echo` is the chance that a claim repeats what others said in the last days, given that they
    said anything; `repeat` the chance that, if it does not, it repeats the speaker's own last.
    `presence` (J, K) is how much likelier it is that a claim is this speaker's, whoever speaks,
    where the state is k: P(j | k) over P(j). A party speaks more of what it holds. None: no such
    knowledge. It compares speakers with each other, so that silence is still no evidence. It is 1
    for `divided`: who speaks up only when something happens would make days of news divided ones.
    """

    cells: Floats
    echo: Floats
    repeat: Floats
    presence: Floats | None = None


@dataclass(frozen=True, slots=True)
class SpeechPrior:
    """Pseudo-counts of the Dirichlet priors: `cells` (J, CELLS), `echo` and `repeat` (J, 2)."""

    cells: Floats
    echo: Floats
    repeat: Floats

    def mean(self) -> Speech:
        """The speech before any history."""
        return _normalised(self.cells, self.echo, self.repeat)


@dataclass(frozen=True, slots=True)
class Types:
    """The distinct observations of a panel, T of them.

    `voice` (T,) is a row of `voice_speaker` (V,), `voice_party` (V,) and `voice_own` (V, K-1):
    who speaks, whether its own side is concerned, which sides are its own. `content` (T, K) is
    how much the claim says each content (rows of 0..1). `echoed` (T, K) marks what others said in
    the last days, `repeated` (T,) is what the speaker said last here, or -1. `factor` (T, K)
    multiplies the emission. A type that is not `spoken` has only its factor. `read` (T,) is the
    chance that the words were read rightly (None: all were); misread, they may say any content,
    whatever the state.
    """

    voice: Ints
    voice_speaker: Ints
    voice_party: NDArray[np.bool_]
    voice_own: NDArray[np.bool_]
    content: Floats
    echoed: NDArray[np.bool_]
    repeated: Ints
    factor: Floats
    spoken: NDArray[np.bool_]
    read: Floats | None = None

    @property
    def states(self) -> int:
        """K."""
        return int(self.content.shape[1])


@cache
def _tables() -> dict[str, tuple[Floats, float, float, float]]:
    text = (resources.files("contested.belief") / "priors.toml").read_text("utf-8")
    found = {}
    for kind, table in tomllib.loads(text).items():
        rows = [*table["neutral"].values(), *table["party"].values()]
        cells = np.array([value for row in rows for value in row])
        found[kind] = (cells, float(table["weight"]), float(table["echo"]), float(table["repeat"]))
    return found


def prior_of(kinds: list[SpeakerKind]) -> SpeechPrior:
    """Pseudo-counts for speakers of these kinds, in order."""
    tables = [_tables()[kind] for kind in kinds]
    weights = [weight for _, weight, _, _ in tables]
    return SpeechPrior(
        np.array([cells * weight for cells, weight, _, _ in tables]).reshape(-1, CELLS),
        np.array([[e * w, (1 - e) * w] for (_, _, e, _), w in zip(tables, weights, strict=True)]),
        np.array([[r * w, (1 - r) * w] for (_, _, _, r), w in zip(tables, weights, strict=True)]),
    )


def confusion_matrices(speech: Speech, types: Types) -> Floats:
    """M (V, K, K): the chance that voice v, speaking afresh where z is true, says c."""
    cell, split, _ = _layout(types)
    raw = speech.cells[types.voice_speaker[:, None, None], cell] * split
    # A cell without members ("a wrong side" where there are two) leaves its mass to its row.
    return np.asarray(raw / raw.sum(axis=2, keepdims=True))


def emission_table(speech: Speech, types: Types) -> Floats:
    """P(observation | state), (T, K), up to a factor that is the same for every state.

    e[z] = sum_c w_c (kappa [c echoed] / m + (1 - kappa) (rho [c repeated] + (1 - rho) M[z, c])),
    where kappa counts only if others spoke, and rho only if the speaker spoke here before. With
    the chance r that it was read rightly it is r e[z] + (1 - r) b, b the same for every state.
    """
    echo, repeat, fresh = _parts(speech, types)
    rightly = _rightly(speech, types, (echo + repeat)[:, None] + fresh.sum(axis=2))
    return rightly if types.read is None else rightly + _misread(types)[:, None]


def fitted(
    speech: Speech, types: Types, type_counts: Floats, prior: SpeechPrior
) -> tuple[Speech, Floats]:
    """The speech of highest posterior density given expected counts (T, K), and each speaker's
    expected number of claims made afresh in each cell (J, CELLS)."""
    echo, repeat, fresh = _parts(speech, types)
    whole = (echo + repeat)[:, None] + fresh.sum(axis=2)
    said_of = np.where(types.spoken, type_counts.sum(axis=1), 0.0)
    if types.read is not None:
        # What was misread says nothing of its speaker.
        rightly = _rightly(speech, types, whole)
        type_counts = type_counts * (rightly / (rightly + _misread(types)[:, None]))
    share = np.where(types.spoken[:, None], type_counts / np.maximum(whole, 1e-300), 0.0)
    speaker = types.voice_speaker[types.voice]
    echoed, said = echo * share.sum(axis=1), share.sum(axis=1)
    repeated, anew = repeat * said, (fresh * share[:, :, None])
    speakers, voices = len(speech.echo), len(types.voice_speaker)
    heard, known = types.echoed.any(axis=1), types.repeated >= 0
    anew_sum = anew.sum(axis=(1, 2))
    by_speaker = _summed(
        speaker,
        [echoed, np.where(heard, repeated + anew_sum, 0.0), repeated,
         np.where(known, anew_sum, 0.0)],
        speakers,
    )  # fmt: skip
    by_voice = _summed(types.voice, anew.reshape(len(anew), -1).T, voices).reshape(
        voices, types.states, types.states
    )
    cell, _, absent = _layout(types)
    counts = np.zeros((speakers, CELLS))
    rows = np.broadcast_to(types.voice_speaker[:, None, None], cell.shape)
    np.add.at(counts, (rows, cell), by_voice)
    # What is filled in helps the fit, but nobody said it.
    made = counts.copy()
    _add_unsayable(counts, speech, types, by_voice.sum(axis=2), absent)
    found = _normalised(
        counts + prior.cells, prior.echo + by_speaker[:, :2], prior.repeat + by_speaker[:, 2:]
    )
    said_in = _summed(speaker, np.where(types.spoken[:, None], type_counts, 0.0).T, speakers)
    (said_by,) = _summed(speaker, [said_of], speakers).T
    return replace(found, presence=_presence(said_in, said_by)), made


def log_prior(speech: Speech, prior: SpeechPrior, said: Floats | None = None) -> float:
    """Log density of the Dirichlet priors, up to a constant; `said` (J,) is how many claims each
    speaker made, which the prior of `presence` rests on."""
    present = 0.0
    if speech.presence is not None and said is not None:
        share = said / max(said.sum(), 1.0)
        present = PRESENCE_WEIGHT * float((share[:, None] * np.log(speech.presence)).sum())
    return present + float(
        (prior.cells * np.log(speech.cells)).sum()
        + (prior.echo * np.log(np.stack([speech.echo, 1 - speech.echo], axis=1))).sum()
        + (prior.repeat * np.log(np.stack([speech.repeat, 1 - speech.repeat], axis=1))).sum()
    )


def echo_shares(speech: Speech, types: Types, state_probs: Floats) -> Floats:
    """How likely each type of observation is an echo or a repetition, (T,), given the chances
    (T, K) of the state behind it."""
    echo, repeat, fresh = _parts(speech, types)
    whole = (echo + repeat)[:, None] + fresh.sum(axis=2)
    return np.asarray((state_probs * (echo + repeat)[:, None] / np.maximum(whole, 1e-300)).sum(1))


def _parts(speech: Speech, types: Types) -> tuple[Floats, Floats, Floats]:
    """The terms of the emission: echo (T,), repeat (T,) and fresh (T, K, K)."""
    speaker = types.voice_speaker[types.voice]
    others = types.echoed.sum(axis=1)
    kappa = np.where(others > 0, speech.echo[speaker], 0.0)
    echo = kappa * (types.content * types.echoed).sum(axis=1) / np.maximum(others, 1)
    known = types.repeated >= 0
    rho = np.where(known, speech.repeat[speaker], 0.0)
    again = types.content[np.arange(len(types.repeated)), np.maximum(types.repeated, 0)]
    repeat = (1 - kappa) * rho * again
    matrices = confusion_matrices(speech, types)[types.voice]
    fresh = ((1 - kappa) * (1 - rho))[:, None, None] * matrices * types.content[:, None, :]
    return echo, repeat, fresh


def _rightly(speech: Speech, types: Types, whole: Floats) -> Floats:
    """The chance (T, K) that an observation is read rightly and made, from `whole`, that of its
    content alone."""
    table = whole.copy()
    if speech.presence is not None:
        table *= speech.presence[types.voice_speaker[types.voice]]
    table[~types.spoken] = 1.0
    table *= types.factor
    return table if types.read is None else np.asarray(table * types.read[:, None])


def _misread(types: Types) -> Floats:
    """The chance (T,) that an observation is misread and made: any content is as likely."""
    assert types.read is not None
    says = np.where(types.spoken, types.content.mean(axis=1), 1.0)
    return np.asarray((1.0 - types.read) * says * types.factor.mean(axis=1))


def _presence(said_in: Floats, said_by: Floats) -> Floats:
    """P(j | k) / P(j) from expected claims by speaker and state (J, K), of all that each made
    (J,), shrunk towards one, and one for `divided`."""
    share = said_by[:, None] / max(float(said_by.sum()), 1.0)
    within = (said_in + PRESENCE_WEIGHT * share) / (said_in.sum(axis=0) + PRESENCE_WEIGHT)
    presence = np.where(share > 0, within / np.maximum(share, 1e-300), 1.0)
    presence[:, -1] = 1.0
    return np.asarray(presence)


def _summed(group: Ints, columns: Iterable[Floats], groups: int) -> Floats:
    """Each column summed by group, (groups, number of columns)."""
    return np.stack([np.bincount(group, column, groups) for column in columns], axis=1)


def _add_unsayable(
    counts: Floats, speech: Speech, types: Types, said: Floats, absent: NDArray[np.bool_]
) -> None:
    """Add the claims that would have fallen into cells without members.

    A truncated multinomial is fitted by filling in what was cut off (Dempster et al. 1977), which
    keeps every M-step an ascent.
    """
    lost = np.where(absent, speech.cells[types.voice_speaker][:, None, :], 0.0)
    filled = said[:, :, None] * lost / (1 - lost.sum(axis=2, keepdims=True))
    np.add.at(counts, types.voice_speaker, filled.sum(axis=1))


def _layout(types: Types) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    """For each voice, the cell of (state, content), the content's share of the cell, and the
    cells of the state's row that no content falls into, (V, K, CELLS)."""
    layouts = [
        _voice_layout(party, tuple(own), types.states)
        for party, own in zip(types.voice_party.tolist(), types.voice_own.tolist(), strict=True)
    ]
    shape = (-1, types.states, types.states)
    return (
        np.array([cell for cell, _, _ in layouts], dtype=np.int64).reshape(shape),
        np.array([split for _, split, _ in layouts]).reshape(shape),
        np.array([absent for _, _, absent in layouts], dtype=bool).reshape(*shape[:2], CELLS),
    )


@lru_cache(maxsize=4096)
def _voice_layout(
    party: bool, own: tuple[bool, ...], states: int
) -> tuple[Ints, Floats, NDArray[np.bool_]]:
    divided = states - 1
    cell = np.zeros((states, states), dtype=np.int64)
    split = np.zeros((states, states))
    absent = np.zeros((states, CELLS), dtype=bool)
    for state in range(states):
        for content in range(states):
            cell[state, content] = _cell(party, own, state, content, divided)
        for number in np.unique(cell[state]):
            members = cell[state] == number
            split[state, members] = 1.0 / members.sum()
            if number == 5 and members.sum() > 1:
                split[state, members] = (1 - _RIGHT_MEMBER) / (members.sum() - 1)
                split[state, state] = _RIGHT_MEMBER
        row = next(one for one in ROWS if one.start <= cell[state, 0] < one.stop)
        absent[state, row] = True
        absent[state, cell[state]] = False
    return cell, split, absent


def _cell(party: bool, own: tuple[bool, ...], state: int, content: int, divided: int) -> int:
    if not party:
        if state == divided:
            return 4 if content == divided else 3
        return 1 if content == divided else 0 if content == state else 2
    if state == divided:
        return 9 if content == divided else 8 if own[content] else 10
    if own[state]:
        return 6 if content == divided else 5 if own[content] else 7
    if content == divided:
        return 12
    return 11 if own[content] else 13 if content == state else 14


def _normalised(cells: Floats, echo: Floats, repeat: Floats) -> Speech:
    theta = cells.copy()
    for row in ROWS:
        theta[:, row] /= theta[:, row].sum(axis=1, keepdims=True)
    return Speech(theta, echo[:, 0] / echo.sum(axis=1), repeat[:, 0] / repeat.sum(axis=1))
