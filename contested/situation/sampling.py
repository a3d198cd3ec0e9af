"""Estimates by sampling, 64 samples to a machine word, for graphs too wide for the exact method."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from contested.situation.graph import BoolArray, FloatArray, Graph


def reach_probs(
    graph: Graph, p: FloatArray, sources: BoolArray, samples: int = 1024, seed: int = 1
) -> tuple[FloatArray, FloatArray]:
    """For every node, P(joined to an up source by up nodes) and its standard error, both (n,).

    `samples` is rounded up to a multiple of 64. The standard error is sqrt(q (1 - q) / samples)
    with q = (hits + 1) / (samples + 2), so that it is not zero where every sample agrees.
    """
    from contested.situation import kernels

    words = max(1, -(-samples // 64))
    up = kernels.sample_words(np.ascontiguousarray(p, dtype=np.float64), words, seed)
    hits = kernels.count_bits(kernels.spread(graph.indptr, graph.indices, up, sources))
    total = words * 64
    smoothed = (hits + 1.0) / (total + 2.0)
    return hits / total, np.sqrt(smoothed * (1.0 - smoothed) / total)


def joined_prob(
    graph: Graph,
    p: FloatArray,
    sources: BoolArray,
    targets: BoolArray,
    samples: int = 1024,
    seed: int = 1,
) -> tuple[float, float, FloatArray]:
    """P(some up source joined to some up target), its standard error, each node's influence.

    The influence P(joined | v up) - P(joined | v down) is estimated from the same samples; it is
    0 for a node that was always up or always down in them.
    """
    from contested.situation import kernels

    words = max(1, -(-samples // 64))
    up = kernels.sample_words(np.ascontiguousarray(p, dtype=np.float64), words, seed)
    reach = kernels.spread(graph.indptr, graph.indices, up, sources)
    hit = np.bitwise_or.reduce(reach[targets], axis=0) if targets.any() else up[:0].sum(axis=0)
    hit = np.asarray(hit, dtype=np.uint64).reshape(1, words)
    total = words * 64
    joined = int(kernels.count_bits(hit)[0])
    ups = kernels.count_bits(up)
    both = kernels.count_bits(up & hit)
    with np.errstate(invalid="ignore", divide="ignore"):
        influence = both / ups - (joined - both) / (total - ups)
    smoothed = (joined + 1.0) / (total + 2.0)
    error = float(np.sqrt(smoothed * (1.0 - smoothed) / total))
    return joined / total, error, np.nan_to_num(influence, nan=0.0)


def daily_components(graph: Graph, holder: npt.NDArray[np.int8]) -> npt.NDArray[np.int32]:
    """Components of every day: `holder` (days, n) is who holds each node, -1 for nobody.

    Joined nodes with the same holder on a day are connected. Returns (days, n): the least node of
    the component, -1 for a node that nobody holds. Needs 4 bytes per node and day.
    """
    from contested.situation import kernels

    labels = np.empty(holder.shape, dtype=np.int32)
    kernels.components_by_day(graph.indptr, graph.indices, np.ascontiguousarray(holder), labels)
    return labels


def components(graph: Graph, nodes: BoolArray) -> npt.NDArray[np.int32]:
    """The least node of the connected piece of `nodes` that each is in, (n,); -1 for the others."""
    holder: npt.NDArray[np.int8] = np.negative(~nodes, dtype=np.int8)
    labels = daily_components(graph, holder[None])
    return np.asarray(labels[0])
