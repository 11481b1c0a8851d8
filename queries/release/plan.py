"""The release plan: for each breakdown, which units or pools of units are shown at which periods.

A plan is a tree over a fixed chain of pools. The root is every unit; at each step the largest remaining units
may leave the pool and stand alone, the rest stay together as the next pool. All children of a pool share one
time line, and a time line only gets coarser downwards. Every rectangle (pool or unit, period) of the tree must
be *good*: every sensitive cell of the breakdown stands for at least k people there, and still does when any one
unit's own patients are taken away. What can be derived from such a tree is exactly its disjoint unions of
rectangles, which is why nothing small can be derived; `docs/privacy.md` has the theorem and its assumptions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from queries.release.lines import Line, Menu, cuts_of, nearness, segments_of

Node = tuple[int, ...]  # unit indices, ascending
Counts = NDArray[np.int64]

_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, kw_only=True)
class Domain:
    """The units and years a release covers, in the settings' frozen order of units.

    `active` (units x years) says when each unit takes part; `weights` are the worth of each unit, each country
    and the whole; `trusted[u]` the units whose patients the staff of u may single out.
    """

    units: int
    menu: Menu
    active: NDArray[np.bool_]
    unit_weights: tuple[float, ...]
    country_weights: Mapping[Node, float]
    whole_weight: float
    trusted: tuple[frozenset[int], ...]
    insider_safe: bool
    k: int

    @cached_property
    def pools(self) -> tuple[Node, ...]:
        """The chain of pools of two units or more, from all units to the two smallest."""
        return tuple(tuple(range(first, self.units)) for first in range(self.units - 1))

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Pools, then single units."""
        return (*self.pools, *((unit,) for unit in range(self.units)))

    @cached_property
    def needed(self) -> Counts:
        """The fewest people a sensitive cell needs, by segment: twice k in early years, so that what remains of
        the block can still be shown when it closes."""
        early = np.array([start >= self.menu.closed for start, _ in self.menu.segments])
        return np.where(early, 2 * self.k, self.k)

    @cached_property
    def tests(self) -> tuple[tuple[Node, Node], ...]:
        """(node, what must be good for it): the node itself, and what is left of it for each insider."""
        whole = [(node, node) for node in self.nodes]
        return (*whole, *((node, rest) for node in self.pools for rest in self.left_by_insiders(node)))

    def left_by_insiders(self, node: Node) -> tuple[Node, ...]:
        """What is left of some units for each insider among them who may not see through to the rest."""
        if not self.insider_safe:
            return ()
        rests = ((insider, tuple(unit for unit in node if unit != insider)) for insider in node)
        return tuple(rest for insider, rest in rests if not set(rest) <= self.trusted[insider])


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Which nodes are released, each with its line. Empty: the breakdown is not released at all."""

    lines: Mapping[Node, Line]

    def cuts(self, units: Iterable[int]) -> Line | None:
        """Cuts at which exactly these units can be shown together; None if they cannot.

        They can where the largest released nodes inside them make them up exactly, at the cuts these share.
        """
        parts = self.parts(units)
        if not parts:
            return None
        common = self.lines[parts[0]]
        for part in parts[1:]:
            common &= self.lines[part]
        return common

    def parts(self, units: Iterable[int]) -> tuple[Node, ...]:
        """The released nodes whose sum is exactly these units; none if there is no such sum."""
        wanted = tuple(sorted(units))
        if wanted in self.lines:
            return (wanted,)
        parts = self._largest_inside(frozenset(wanted))
        return tuple(parts) if sum(map(len, parts)) == len(wanted) else ()

    def _largest_inside(self, wanted: frozenset[int]) -> list[Node]:
        inside = [node for node in self.lines if wanted.issuperset(node)]
        return [node for node in inside if not any(set(node) < set(other) for other in inside)]


EMPTY = Plan(lines={})


def good_segments(domain: Domain, people: Counts) -> dict[Node, frozenset[tuple[int, int]]]:
    """For each node the periods in which it is good.

    `people` is (sensitive cells) x units x years: a lower bound on the distinct people in each cell. A
    rectangle in which no unit takes part is good: there is nothing to show in it.
    """
    segments = domain.menu.segments
    starts, ends = np.array(segments).T
    until = np.concatenate([np.zeros_like(people[..., :1]), people.cumsum(axis=2)], axis=2)
    by_segment = until[..., ends] - until[..., starts]
    members = np.array([[unit in tested for unit in range(domain.units)] for _, tested in domain.tests])
    smallest = np.tensordot(by_segment, members.astype(np.int64), axes=([1], [1])).min(axis=0).T
    active = np.stack([domain.active[:, start:end].any(axis=1) for start, end in segments])
    empty = ~(members.astype(int) @ active.T.astype(int)).astype(bool)
    passed = (smallest >= domain.needed) | empty
    good: dict[Node, NDArray[np.bool_]] = {}
    for (node, _), row in zip(domain.tests, passed, strict=True):
        good[node] = good[node] & row if node in good else row
    return {
        node: frozenset(s for s, ok in zip(segments, row, strict=True) if ok) for node, row in good.items()
    }


def make_plan(domain: Domain, people: Counts, parents: Sequence[Plan], before: "Plan" = EMPTY) -> Plan:
    """The best plan for one breakdown.

    `parents` are the plans of the breakdowns one step coarser. Every node of the result can be shown in each of
    them at the same cuts (containment): without it, two safe plans could add up to an unsafe one. `before` is
    the plan of the release that this one appends to: all its nodes and cuts are kept, so that old and new
    numbers together are the new release. Empty where nothing (more than before) can be shown.
    """
    if any(not parent.lines for parent in parents) or not people.shape[0] or not domain.active.any():
        return EMPTY
    allowed = _allowed_lines(domain, good_segments(domain, people), parents, before)
    joining = Joining(domain, people)
    candidates = [_peel(domain, allowed, countries, before, joining) for countries in (1.0, 0.0)]
    candidates.append(_own_lines(domain, allowed))
    kept = [plan for plan in candidates if set(before.lines) <= set(plan.lines)]
    return max(kept, key=lambda plan: score(domain, plan), default=EMPTY)


def score(domain: Domain, plan: Plan) -> float:
    """How near a plan comes to answering every unit, country and the whole for every single year."""
    asked: list[tuple[Node, float]] = [((unit,), weight) for unit, weight in enumerate(domain.unit_weights)]
    asked += list(domain.country_weights.items())
    asked.append((tuple(range(domain.units)), domain.whole_weight))
    return sum(weight * _worth(domain, plan.cuts(units)) for units, weight in asked)


def _worth(domain: Domain, line: Line | None) -> float:
    if line is None:
        return 0.0
    return sum((end - start) * nearness(end - start) for start, end in segments_of(line)) / domain.menu.years


def _allowed_lines(
    domain: Domain,
    good: Mapping[Node, frozenset[tuple[int, int]]],
    parents: Sequence[Plan],
    before: Plan,
) -> dict[Node, tuple[Line, ...]]:
    allowed = {}
    for node in domain.nodes:
        limits = [parent.cuts(node) for parent in parents]
        kept = before.lines.get(node, 0)
        allowed[node] = tuple(
            line
            for line in domain.menu.lines
            if line & kept == kept
            and all(limit is not None and line & limit == line for limit in limits)
            and good[node].issuperset(segments_of(line))
        )
    return allowed


def _own_lines(domain: Domain, allowed: Mapping[Node, tuple[Line, ...]]) -> Plan:
    """Every unit on its own best line, no pools: the fallback where the whole cannot be shown."""
    singles = [(unit,) for unit in range(domain.units)]
    return Plan(
        lines={
            node: max(allowed[node], key=lambda line: _worth(domain, line))
            for node in singles
            if allowed[node]
        }
    )


def _peel(
    domain: Domain,
    allowed: Mapping[Node, tuple[Line, ...]],
    country_weight: float,
    before: Plan,
    joining: "Joining",
) -> Plan:
    """The best tree over the chain of pools, by dynamic programming from the smallest pool to the whole."""
    search = _Search(domain, allowed, country_weight, before, joining)
    roots = [(search.value(0, line), line) for line in allowed[domain.nodes[0]]]
    best, line = max(roots, default=(_IMPOSSIBLE, 0))
    return Plan(lines=search.trace(0, line)) if best > _IMPOSSIBLE else EMPTY


class _Search:
    """Values of subtrees, remembered. Pool i is units i and on; the last one is a single unit."""

    def __init__(
        self,
        domain: Domain,
        allowed: Mapping[Node, tuple[Line, ...]],
        country_weight: float,
        before: Plan,
        joining: "Joining",
    ) -> None:
        self._before = before
        self._joining = joining
        self._domain = domain
        self._allowed = {node: frozenset(lines) for node, lines in allowed.items()}
        self._country_weight = country_weight
        self._values: dict[tuple[int, Line], float] = {}
        self._splits: dict[tuple[int, Line], tuple[int, Line] | None] = {}
        self._best: dict[tuple[int, Line], tuple[float, int]] = {}

    def value(self, pool: int, line: Line) -> float:
        """Worth of the best subtree below a pool that stands on a line; minus infinity if it may not."""
        if pool == self._domain.units - 1:
            return self._leaf(pool, line)
        if (pool, line) not in self._values:
            self._values[pool, line] = self._pool_value(pool, line)
        return self._values[pool, line]

    def trace(self, pool: int, line: Line) -> dict[Node, Line]:
        """The nodes and lines of the best subtree."""
        node = tuple(range(pool, self._domain.units))
        split = self._splits.get((pool, line))
        if split is None:
            return {node: line}
        rest, child_line = split
        leaves = {(unit,): child_line for unit in range(pool, rest)}
        return {node: line} | leaves | self.trace(rest, child_line)

    def _pool_value(self, pool: int, line: Line) -> float:
        node = tuple(range(pool, self._domain.units))
        if line not in self._allowed[node]:
            return _IMPOSSIBLE
        finer = [other for other in self._domain.menu.lines if other & line == other]
        options = [
            (*self._split(pool, other), other)
            for other in finer
            if self._joining.keeps_apart(node, line, other)
        ]
        best, rest, child = max(options, default=(_IMPOSSIBLE, pool, line))
        if best == _IMPOSSIBLE and self._was_split(pool):
            return _IMPOSSIBLE
        self._splits[pool, line] = (rest, child) if best > 0 else None
        return self._weight(node) * _worth(self._domain, line) + max(best, 0.0)

    def _split(self, pool: int, line: Line) -> tuple[float, int]:
        """Best worth of the children if they stand on `line`, and the first unit of the pool that remains."""
        if (pool, line) in self._best:
            return self._best[pool, line]
        leaves, options = 0.0, []
        for rest in range(pool + 1, self._domain.units):
            leaves += self._leaf(rest - 1, line)
            if leaves == _IMPOSSIBLE:
                break
            if rest == self._split_before.get(pool, rest):
                options.append((leaves + self.value(rest, line), rest))
        self._best[pool, line] = max(options, default=(_IMPOSSIBLE, pool))
        return self._best[pool, line]

    def _was_split(self, pool: int) -> bool:
        return pool in self._split_before

    @cached_property
    def _split_before(self) -> dict[int, int]:
        """For each pool that had children in the release before, the first unit of the pool that remained.

        The same units must leave it again: all its nodes are kept.
        """
        last = self._domain.units - 1
        pools = sorted({node[0] for node in self._before.lines if len(node) > 1} | {last})
        nodes = self._before.lines
        follows = pairwise(pools)
        return {
            pool: rest for pool, rest in follows if (pool,) in nodes or tuple(range(rest, last + 1)) in nodes
        }

    def _leaf(self, unit: int, line: Line) -> float:
        if line not in self._allowed[(unit,)]:
            return _IMPOSSIBLE
        return self._weight((unit,)) * _worth(self._domain, line)

    def _weight(self, node: Node) -> float:
        whole = self._domain.whole_weight if len(node) == self._domain.units else 0.0
        single = self._domain.unit_weights[node[0]] if len(node) == 1 else 0.0
        return whole + single + self._country_weight * self._domain.country_weights.get(node, 0.0)


class Joining:
    """Whether units that join or stop within a period can be told apart from the others there.

    A unit that takes no part in some years of a sibling's period has, in effect, a cut that its siblings have
    not: all units in the first year are then the old ones alone. So whoever takes part on both sides of a cut of
    the pool, where others do not, must be good on each side.
    """

    def __init__(self, domain: Domain, people: Counts) -> None:
        self._domain = domain
        self._people = people
        self._known: dict[tuple[Node, int, int], bool] = {}

    def keeps_apart(self, pool: Node, line: Line, children: Line) -> bool:
        """Whether a pool on a line may have children on a coarser one."""
        return all(
            self._apart(pool, start, cut, end)
            for start, end in segments_of(children)
            for cut in cuts_of(line)
            if start < cut < end
        )

    def _apart(self, pool: Node, start: int, cut: int, end: int) -> bool:
        earlier, later = self._taking_part(pool, start, cut), self._taking_part(pool, cut, end)
        both = tuple(unit for unit in earlier if unit in later)
        return (both == earlier or self._good(both, start, cut)) and (
            both == later or self._good(both, cut, end)
        )

    def _taking_part(self, pool: Node, start: int, end: int) -> Node:
        return tuple(unit for unit in pool if self._domain.active[unit, start:end].any())

    def _good(self, units: Node, start: int, end: int) -> bool:
        if (units, start, end) not in self._known:
            wholes = [units, *self._domain.left_by_insiders(units)]
            self._known[units, start, end] = all(self._enough(whole, start, end) for whole in wholes)
        return self._known[units, start, end]

    def _enough(self, units: Node, start: int, end: int) -> bool:
        if not self._taking_part(units, start, end):
            return True
        counts = self._people[:, list(units), start:end].sum(axis=(1, 2))
        return bool(counts.min() >= self._domain.k)
