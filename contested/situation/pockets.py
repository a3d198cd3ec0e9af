"""Pockets: pieces of ground that a side holds and that are known to be cut off, said or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from contested.situation.control import Picture
from contested.situation.definitions import Definitions
from contested.situation.encircle import heartland
from contested.situation.sampling import components, reach_probs

_SAMPLES = 512


@dataclass(frozen=True, slots=True)
class Pocket:
    """Nodes that `side` holds, joined to each other, cut off with probability `prob`."""

    side: str
    nodes: tuple[int, ...]
    prob: float


def pockets(picture: Picture, definitions: Definitions) -> list[Pocket]:
    """Every pocket on the day, with all unknown places taken as open.

    One sampling per side gives the probability to get from its territory or a border to every
    node at once; only nodes with evidence of their own count.
    """
    graph, exits = picture.control.graph, picture.control.exits
    through = definitions.encirclement["divided_passable_prob"]
    threshold = definitions.encirclement["threshold_prob"]
    nobody = np.zeros(graph.n, dtype=np.bool_)
    found: list[Pocket] = []
    for side in picture.holders:
        held = picture.held_by(side)
        ours = (held >= 0.5) & picture.spoken
        if not ours.any():
            continue
        passable = np.clip(held + through * picture.divided + picture.unknown, 0.0, 1.0)
        passable[exits] = 1.0
        targets = exits | heartland(
            picture, nobody, side, None, definitions.encirclement["territory_places"]
        )
        reach, _ = reach_probs(graph, passable, targets, _SAMPLES)
        cut_off = ours & (1.0 - reach / np.maximum(passable, 1e-9) >= threshold)
        if not cut_off.any():
            continue
        labels = components(graph, (held >= 0.5) & (reach < threshold))
        for label in np.unique(labels[cut_off]):
            nodes = np.flatnonzero(labels == label)
            prob = float(np.mean(1.0 - reach[nodes]))
            if label >= 0 and not _listed(found, nodes.tolist()):
                found.append(Pocket(side, tuple(nodes.tolist()), prob))
    return found


def _listed(found: list[Pocket], nodes: list[int]) -> bool:
    return any(set(nodes) & set(one.nodes) for one in found)
