"""The loops that need compiled code. Imported only when one of them is first called.

Every function takes and returns plain arrays; `graph.py` says what `indptr` and `indices` are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any


@njit(cache=True)
def lower_neighbours(indptr: Array, indices: Array) -> tuple[Array, Array]:
    """The neighbours of each node that are smaller than it, as narrower arrays."""
    n = indptr.shape[0] - 1
    starts = np.zeros(n + 1, dtype=np.int32)
    lower = np.empty(indices.shape[0] // 2, dtype=np.int32)
    k = 0
    for v in range(n):
        for i in range(indptr[v], indptr[v + 1]):
            if indices[i] < v:
                lower[k] = indices[i]
                k += 1
        starts[v + 1] = k
    return starts, lower


@njit(cache=True)
def components_by_day(indptr: Array, indices: Array, holder: Array, labels: Array) -> None:
    """Fill `labels` (days, n) with the least node of each node's component, -1 where unheld.

    Two joined nodes are connected on a day if `holder` (days, n) gives both the same holder >= 0.
    Union by least index with path halving.
    """
    days, n = holder.shape
    starts, lower = lower_neighbours(indptr, indices)
    parent = np.empty(n, dtype=np.int32)
    for day in range(days):
        row = holder[day]
        out = labels[day]
        for v in range(n):
            h = row[v]
            a = np.int32(v)
            parent[v] = a
            if h < 0:
                continue
            for k in range(starts[v], starts[v + 1]):
                b = lower[k]
                if row[b] != h:
                    continue
                while parent[b] != b:
                    parent[b] = parent[parent[b]]
                    b = parent[b]
                if a < b:
                    parent[b] = a
                elif b < a:
                    parent[a] = b
                    a = b
        for v in range(n):
            # A parent is never larger than its child, so it already has its label.
            out[v] = -1 if row[v] < 0 else v if parent[v] == v else out[parent[v]]


@njit(cache=True)
def sample_words(prob: Array, words: int, seed: int) -> Array:
    """Random bits (n, words) uint64: each bit of row v is 1 with probability `prob[v]`.

    The bits of the probability are mixed in from the least of 24 on (binary expansion), so 64
    samples cost at most 24 random words. Generator: xorshift64*.
    """
    n = prob.shape[0]
    out = np.zeros((n, words), dtype=np.uint64)
    full = np.uint64(0xFFFFFFFFFFFFFFFF)
    x = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x2545F4914F6CDD1D)
    if x == 0:
        x = np.uint64(1)
    for v in range(n):
        p = prob[v]
        if p <= 0.0:
            continue
        scaled = int(p * 16777216.0 + 0.5)
        if scaled >= 16777216:
            for w in range(words):
                out[v, w] = full
            continue
        if scaled <= 0:
            continue
        first = 0
        while (scaled >> first) & 1 == 0:
            first += 1
        for w in range(words):
            acc = np.uint64(0)
            for bit in range(first, 24):
                x ^= x >> np.uint64(12)
                x ^= x << np.uint64(25)
                x ^= x >> np.uint64(27)
                r = x * np.uint64(0x2545F4914F6CDD1D)
                if (scaled >> bit) & 1:
                    acc |= r
                else:
                    acc &= r
            out[v, w] = acc
    return out


@njit(cache=True)
def spread(indptr: Array, indices: Array, up: Array, sources: Array) -> Array:
    """Bits (n, words): in which samples each node is joined to an up source by up nodes."""
    n, words = up.shape
    reach = np.zeros((n, words), dtype=np.uint64)
    queue = np.empty(n, dtype=np.int64)
    queued = np.zeros(n, dtype=np.bool_)
    head = 0
    waiting = 0
    for v in range(n):
        if sources[v]:
            some = False
            for w in range(words):
                reach[v, w] = up[v, w]
                some = some or up[v, w] != 0
            if some:
                queue[waiting] = v
                waiting += 1
                queued[v] = True
    while waiting > 0:
        v = queue[head]
        head = head + 1 if head + 1 < n else 0
        waiting -= 1
        queued[v] = False
        for k in range(indptr[v], indptr[v + 1]):
            u = indices[k]
            changed = False
            for w in range(words):
                new = reach[u, w] | (reach[v, w] & up[u, w])
                if new != reach[u, w]:
                    reach[u, w] = new
                    changed = True
            if changed and not queued[u]:
                tail = head + waiting
                queue[tail if tail < n else tail - n] = u
                waiting += 1
                queued[u] = True
    return reach


@njit(cache=True)
def count_bits(words: Array) -> Array:
    """How many bits are set in each row of a (n, words) uint64 array."""
    out = np.zeros(words.shape[0], dtype=np.int64)
    m1, m2 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
    m4, h = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
    for v in range(words.shape[0]):
        for w in range(words.shape[1]):
            x = words[v, w]
            x -= (x >> np.uint64(1)) & m1
            x = (x & m2) + ((x >> np.uint64(2)) & m2)
            x = (x + (x >> np.uint64(4))) & m4
            out[v] += np.int64((x * h) >> np.uint64(56))
    return out


@njit(cache=True)
def grow_layer(
    states: Array,
    width: int,
    joined: Array,
    at_source: bool,
    at_target: bool,
    keep: Array,
    source_later: bool,
    target_later: bool,
) -> tuple[Array, Array, Array]:
    """One step of the frontier diagram: decide one node up or down in every state.

    A state packs 4 bits per frontier slot: 0 down, 1 joined to the source, 2 to the target, 3 and
    more other components, numbered by first occurrence. `joined` holds the slots that the node is
    linked to; the node takes slot `width`; `keep` (width + 1) says which slots stay. Returns the
    next states and, per state, the next index if the node is up and if it is down
    (-1: can never connect, -2: connected).
    """
    count = states.shape[0]
    up = np.empty(count, dtype=np.int32)
    down = np.empty(count, dtype=np.int32)
    size = 16
    while size < 4 * count:
        size *= 2
    mask = np.uint64(size - 1)
    keys = np.zeros(size, dtype=np.uint64)
    slots = np.full(size, -1, dtype=np.int32)
    fresh = np.empty(2 * count, dtype=np.uint64)
    made = 0
    kept = np.flatnonzero(keep)
    base = np.zeros(16, dtype=np.int64)
    label = np.zeros(16, dtype=np.int64)
    renamed = np.zeros(16, dtype=np.int64)
    four, fifteen = np.uint64(4), np.uint64(15)
    for i in range(count):
        rest = states[i]
        for slot in range(width):
            base[slot] = np.int64(rest & fifteen)
            rest >>= four
        for choice in range(2):
            for slot in range(width):
                label[slot] = base[slot]
            label[width] = 0
            if choice == 1:
                source, target = at_source, at_target
                for slot in joined:
                    source = source or label[slot] == 1
                    target = target or label[slot] == 2
                if source and target:
                    up[i] = -2
                    continue
                new = 1 if source else (2 if target else 15)
                for slot in joined:
                    old = label[slot]
                    if old > 2 and old != new:
                        for other in range(width):
                            if label[other] == old:
                                label[other] = new
                label[width] = new
            has_source, has_target = source_later, target_later
            for k in range(3, 16):
                renamed[k] = 0
            following = 3
            packed = np.uint64(0)
            shift = np.uint64(0)
            for position in kept:
                name = label[position]
                if name > 2:
                    if renamed[name] == 0:
                        renamed[name] = following
                        following += 1
                    name = renamed[name]
                elif name == 1:
                    has_source = True
                elif name == 2:
                    has_target = True
                packed |= np.uint64(name) << shift
                shift += four
            outcome = -1
            if has_source and has_target:
                place = ((packed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)) & mask
                while slots[place] >= 0 and keys[place] != packed:
                    place = (place + np.uint64(1)) & mask
                if slots[place] < 0:
                    slots[place] = made
                    keys[place] = packed
                    fresh[made] = packed
                    made += 1
                outcome = int(slots[place])
            if choice == 1:
                up[i] = outcome
            else:
                down[i] = outcome
    return fresh[:made].copy(), up, down


@njit(cache=True)
def value_before(up: Array, down: Array, chance: float, after: Array) -> Array:
    """P(joined) from each state of a layer, given that from each state after it."""
    out = np.empty(up.shape[0])
    for s in range(up.shape[0]):
        a = after[up[s]] if up[s] >= 0 else (1.0 if up[s] == -2 else 0.0)
        b = after[down[s]] if down[s] >= 0 else (1.0 if down[s] == -2 else 0.0)
        out[s] = chance * a + (1.0 - chance) * b
    return out


@njit(cache=True)
def mass_after(
    up: Array, down: Array, chance: float, after: Array, mass: Array
) -> tuple[Array, float]:
    """The mass that gets to each state of the next layer, and the influence of the node."""
    out = np.zeros(after.shape[0])
    influence = 0.0
    for s in range(up.shape[0]):
        a = 1.0 if up[s] == -2 else 0.0
        b = 1.0 if down[s] == -2 else 0.0
        if up[s] >= 0:
            a = after[up[s]]
            out[up[s]] += chance * mass[s]
        if down[s] >= 0:
            b = after[down[s]]
            out[down[s]] += (1.0 - chance) * mass[s]
        influence += mass[s] * (a - b)
    return out, influence


@njit(cache=True)
def reachable(indptr: Array, indices: Array, passable: Array, sources: Array) -> Array:
    """Which nodes (n,) a walk over passable nodes gets to from the passable sources."""
    n = passable.shape[0]
    seen = np.zeros(n, dtype=np.bool_)
    stack = np.empty(n, dtype=np.int64)
    top = 0
    for v in range(n):
        if sources[v] and passable[v]:
            seen[v] = True
            stack[top] = v
            top += 1
    while top > 0:
        top -= 1
        v = stack[top]
        for k in range(indptr[v], indptr[v + 1]):
            u = indices[k]
            if passable[u] and not seen[u]:
                seen[u] = True
                stack[top] = u
                top += 1
    return seen


@njit(cache=True)
def degree_within(indptr: Array, indices: Array, nodes: Array) -> Array:
    """How many of its neighbours are in `nodes`, for each node in it; 0 for the others."""
    out = np.zeros(nodes.shape[0], dtype=np.int64)
    for v in range(nodes.shape[0]):
        if nodes[v]:
            for k in range(indptr[v], indptr[v + 1]):
                if nodes[indices[k]]:
                    out[v] += 1
    return out


@njit(cache=True)
def farthest(indptr: Array, indices: Array, nodes: Array, start: int) -> int:
    """A node at the greatest distance from `start` within `nodes`, of least degree."""
    n = nodes.shape[0]
    far = np.full(n, -1, dtype=np.int64)
    queue = np.empty(n, dtype=np.int64)
    queue[0] = start
    far[start] = 0
    head, tail = 0, 1
    while head < tail:
        v = queue[head]
        head += 1
        for k in range(indptr[v], indptr[v + 1]):
            u = indices[k]
            if nodes[u] and far[u] < 0:
                far[u] = far[v] + 1
                queue[tail] = u
                tail += 1
    degree = degree_within(indptr, indices, nodes)
    best = start
    for v in range(n):
        if far[v] > far[best] or (far[v] == far[best] and degree[v] < degree[best]):
            best = v
    return best


@njit(cache=True)
def greedy_order(
    indptr: Array, indices: Array, nodes: Array, start: int, limit: float
) -> tuple[Array, float]:
    """An order of `nodes` from `start`: always the waiting node that lets the frontier grow least,
    the one waiting longest among equals. Returns it with the sum of 3**width over the steps, or
    infinity as soon as that is no better than `limit`."""
    n = nodes.shape[0]
    left = degree_within(indptr, indices, nodes)
    degree = left.copy()
    since = np.full(n, -1, dtype=np.int64)
    undecided = nodes.copy()
    on_frontier = np.zeros(n, dtype=np.bool_)
    order = np.empty(nodes.sum(), dtype=np.int64)
    since[start] = 0
    width = 0
    cost = 0.0
    for step in range(order.shape[0]):
        chosen = -1
        least = 0
        for v in range(n):
            if undecided[v] and since[v] >= 0:
                growth = 1 if left[v] > 0 else 0
                for k in range(indptr[v], indptr[v + 1]):
                    u = indices[k]
                    if on_frontier[u] and left[u] == 1:
                        growth -= 1
                if chosen < 0 or growth < least or (growth == least and since[v] < since[chosen]):
                    chosen, least = v, growth
        if chosen < 0:
            for v in range(n):
                if undecided[v] and (chosen < 0 or degree[v] < degree[chosen]):
                    chosen = v
        undecided[chosen] = False
        order[step] = chosen
        on_frontier[chosen] = True
        width += 1
        cost += 3.0**width
        if cost >= limit:
            return order, np.inf
        for k in range(indptr[chosen], indptr[chosen + 1]):
            u = indices[k]
            if not nodes[u]:
                continue
            left[u] -= 1
            if undecided[u]:
                if since[u] < 0:
                    since[u] = step + 1
            elif left[u] == 0 and on_frontier[u]:
                on_frontier[u] = False
                width -= 1
        if left[chosen] == 0 and on_frontier[chosen]:
            on_frontier[chosen] = False
            width -= 1
    return order, cost
