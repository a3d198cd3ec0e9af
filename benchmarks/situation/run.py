"""Speed and exactness of the graph algorithms, in one run against networkx and scipy.

    python benchmarks/situation/run.py [--write]

Prints a table; with ``--write`` also freezes it in ``results.json`` and ``results.md`` beside this
file. networkx is timed on a few days and scaled, being too slow for all of them. Seconds are of
processor time, everything here running on one thread: other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import scipy
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

from benchmarks.goal import GOAL_MISSED
from contested.situation.assess import Situation
from contested.situation.believed import believed
from contested.situation.graph import Graph
from contested.situation.reliability import brute_force, compile_diagram
from contested.situation.sampling import daily_components, joined_prob, reach_probs
from contested.situation.whatif import baseline, single_changes, suppose

HERE = Path(__file__).parent
NODES, DAYS, PEER_DAYS = 33_000, 1_700, 4


def planar(n: int, seed: int) -> Graph:
    """A triangulation of random points, as a road map would be: about three edges a node."""
    points = np.random.default_rng(seed).random((n, 2))
    triangles = Delaunay(points).simplices
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    return Graph.from_edges(n, edges)


def grid(side: int) -> Graph:
    """A square grid, the widest of the planar graphs of its size."""
    at = np.arange(side * side).reshape(side, side)
    right = np.stack([at[:, :-1].ravel(), at[:, 1:].ravel()], axis=1)
    below = np.stack([at[:-1].ravel(), at[1:].ravel()], axis=1)
    return Graph.from_edges(side * side, np.concatenate([right, below]))


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def best_of(times: int, call: Callable[[], Any]) -> tuple[float, Any]:
    runs = [timed(call) for _ in range(times)]
    return min(seconds for seconds, _ in runs), runs[0][1]


def connectivity() -> list[dict[str, Any]]:
    graph = planar(NODES, 1)
    rng = np.random.default_rng(2)
    holder = np.repeat((rng.random(NODES) < 0.5).astype(np.int8)[None], DAYS, axis=0)
    flips = rng.integers(0, NODES, (DAYS, 200))
    for day in range(DAYS):
        holder[day:, flips[day]] ^= 1
    daily_components(graph, holder[:2])
    ours, labels = timed(lambda: daily_components(graph, holder))
    edges = graph.edges()

    def by_scipy(days: int) -> list[int]:
        counts = []
        for day in range(days):
            row = holder[day]
            kept = edges[row[edges[:, 0]] == row[edges[:, 1]]]
            matrix = coo_matrix((np.ones(len(kept)), kept.T), shape=(NODES, NODES))
            counts.append(connected_components(matrix, directed=False)[0])
        return counts

    def by_networkx() -> list[int]:
        counts = []
        for day in range(PEER_DAYS):
            row = holder[day]
            kept = edges[row[edges[:, 0]] == row[edges[:, 1]]]
            peer = nx.Graph()
            peer.add_nodes_from(range(NODES))
            peer.add_edges_from(kept.tolist())
            counts.append(nx.number_connected_components(peer))
        return counts

    scipy_days = 170
    scipy_s, scipy_counts = timed(lambda: by_scipy(scipy_days))
    networkx_s, networkx_counts = timed(by_networkx)
    counts = [len(np.unique(labels[day])) for day in range(scipy_days)]
    assert counts == scipy_counts
    assert counts[:PEER_DAYS] == networkx_counts
    what = f"components of {NODES:,} nodes on {DAYS:,} days"
    return [
        {"what": what, "who": "ours", "seconds": ours, "limit_s": 3.0},
        {"what": what, "who": f"scipy ({scipy_days} days, scaled)",
         "seconds": scipy_s * DAYS / scipy_days},
        {"what": what, "who": f"networkx ({PEER_DAYS} days, scaled)",
         "seconds": networkx_s * DAYS / PEER_DAYS},
    ]  # fmt: skip


def sampling() -> list[dict[str, Any]]:
    graph = planar(NODES, 3)
    rng = np.random.default_rng(4)
    p = rng.uniform(0.5, 1.0, NODES)
    sources = np.zeros(NODES, bool)
    sources[:5] = True
    reach_probs(graph, p, sources, 64)
    ours, _ = best_of(2, lambda: reach_probs(graph, p, sources, 1024))
    edges = graph.edges()

    def one_by_networkx() -> int:
        up = rng.random(NODES) < p
        peer = nx.Graph()
        peer.add_nodes_from(np.flatnonzero(up).tolist())
        peer.add_edges_from(edges[up[edges].all(axis=1)].tolist())
        return sum(len(nx.node_connected_component(peer, v)) for v in range(5) if up[v])

    peer_s, _ = timed(lambda: [one_by_networkx() for _ in range(3)])
    what = f"1,024 samples to every one of {NODES:,} nodes"
    return [
        {"what": what, "who": "ours", "seconds": ours, "limit_s": 2.0},
        {"what": what, "who": "networkx (3 samples, scaled)", "seconds": peer_s * 1024 / 3},
    ]


def exact() -> list[dict[str, Any]]:
    rows = []
    for name, graph in (("grid", grid(10)), ("road map", planar(100, 5))):
        sources, targets = np.zeros(100, bool), np.zeros(100, bool)
        sources[0] = targets[99] = True
        p = np.full(100, 0.9)
        seconds, (prob, _) = best_of(
            3, lambda g=graph, s=sources, t=targets, q=p: compile_diagram(g, s, t).evaluate(q)
        )
        sampled, error, _ = joined_prob(graph, p, sources, targets, 65536)
        assert abs(sampled - prob) < 5 * error
        rows.append(
            {"what": f"exact two-terminal, 100 nodes ({name})", "who": "ours",
             "seconds": seconds, "limit_s": 1.0, "prob": prob, "sampled": sampled,
             "standard_error": error}
        )  # fmt: skip
    rng = np.random.default_rng(6)
    worst, count = 0.0, 250
    start = time.process_time()
    for _ in range(count):
        n = int(rng.integers(2, 15))
        edges = [(a, b) for a in range(n) for b in range(a) if rng.random() < 0.35]
        graph = Graph.from_edges(n, edges or np.zeros((0, 2)))
        p = rng.random(n)
        sources, targets = rng.random(n) < 0.3, rng.random(n) < 0.3
        value = compile_diagram(graph, sources, targets).evaluate(p)[0]
        worst = max(worst, abs(value - brute_force(graph, p, sources, targets)))
    rows.append(
        {"what": f"exact against all states, {count} random graphs of up to 14 nodes",
         "who": "ours", "seconds": time.process_time() - start, "largest_difference": worst}
    )  # fmt: skip
    return rows


def whatif() -> list[dict[str, Any]]:
    sys.path.insert(0, str(HERE.parents[1]))
    from tests.situation.conftest import read_dispatches, syria, told

    theatre, actors, _ = syria()
    evidence = read_dispatches()
    beliefs = believed(theatre, actors, told(evidence))
    situation = Situation(theatre, actors, beliefs, evidence)
    rng = np.random.default_rng(7)
    times = []
    for day in (date(2016, 7, 20), date(2016, 8, 20), date(2016, 11, 20)):
        base = baseline(situation, day)
        suppose(base, {"syria:castello": "syrian-rebels"})
        for place in rng.choice(situation.control.nodes, 20, replace=False).tolist():
            side = rng.choice(["syrian-rebels", "syrian-government"])
            times.append(timed(lambda b=base, p=place, s=side: suppose(b, {p: str(s)}))[0])
    ranked, _ = timed(lambda: single_changes(base))
    fresh = Situation(theatre, actors, beliefs, evidence, control=situation.control)
    whole, _ = timed(lambda: fresh.findings(date(2016, 11, 20)))
    what = "what-if on the Syria pack with the demonstration's claims"
    return [
        {"what": what + ": median of 60", "who": "ours", "seconds": float(np.median(times)),
         "limit_s": 0.1},
        {"what": what + ": slowest of 60", "who": "ours", "seconds": max(times), "limit_s": 0.1},
        {"what": what + ": all single changes ranked", "who": "ours", "seconds": ranked},
        {"what": "all findings of a day, followed over five months", "who": "ours",
         "seconds": whole},
    ]  # fmt: skip


def main() -> int:
    """Run everything and print it; `GOAL_MISSED` if a limit was passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="freeze the results")
    write = parser.parse_args().write
    rows = [*connectivity(), *sampling(), *exact(), *whatif()]
    lines = ["| what | who | seconds | at most |", "|---|---|---|---|"]
    lines += [
        f"| {r['what']} | {r['who']} | {r['seconds']:.3f} | {r.get('limit_s', '')} |" for r in rows
    ]
    print("\n".join(lines))
    late = [r["what"] for r in rows if r["seconds"] > r.get("limit_s", float("inf"))]
    if write:
        about = {
            "machine": f"{platform.machine()}, 2 cores shared, Python {platform.python_version()}",
            "numpy": np.__version__, "scipy": scipy.__version__, "networkx": nx.__version__,
        }  # fmt: skip
        frozen = json.dumps({"about": about, "rows": rows}, indent=1) + "\n"
        (HERE / "results.json").write_text(frozen, encoding="utf-8")
        (HERE / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if late:
        print("too slow: " + "; ".join(late), file=sys.stderr)
    return GOAL_MISSED if late else 0


if __name__ == "__main__":
    sys.exit(main())
