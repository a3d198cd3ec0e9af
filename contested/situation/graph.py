"""An undirected graph as flat arrays, the form every algorithm of this room takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Nodes ``0..n-1``; the neighbours of `v` are ``indices[indptr[v]:indptr[v + 1]]``."""

    n: int
    indptr: IntArray
    indices: IntArray

    @classmethod
    def from_edges(cls, n: int, edges: npt.ArrayLike) -> Graph:
        """A graph of `n` nodes from an (m, 2) array of node pairs.

        Loops are dropped and repeated edges kept once. Raises ValueError for a node outside
        ``0..n-1``.
        """
        pairs: npt.NDArray[Any] = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
        if len(pairs) and (pairs.min() < 0 or pairs.max() >= n):
            raise ValueError(f"an edge names a node outside 0..{n - 1}")
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        both = np.concatenate([pairs, pairs[:, ::-1]])
        keys = np.unique(both[:, 0] * max(n, 1) + both[:, 1])
        heads, tails = keys // max(n, 1), keys % max(n, 1)
        indptr = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(heads, minlength=n), out=indptr[1:])
        return cls(n, indptr, tails)

    def neighbours(self, node: int) -> IntArray:
        """The nodes joined to `node`, in ascending order."""
        return self.indices[self.indptr[node] : self.indptr[node + 1]]

    def edges(self) -> IntArray:
        """Every edge once, as an (m, 2) array with the smaller node first."""
        heads = np.repeat(np.arange(self.n), np.diff(self.indptr))
        keep = heads < self.indices
        return np.stack([heads[keep], self.indices[keep]], axis=1)
