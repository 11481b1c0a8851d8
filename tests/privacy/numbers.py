"""Releases nobody should make: tables of single numbers, some of them hidden, as equations for the attack."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.release.audit.atoms import Block, Group, Targets, derive, totals
from queries.release.audit.evidence import Places
from queries.release.audit.groups import draw_targets

Integers = NDArray[np.int64]
Number = tuple[Integers, Integers, int]  # unit-years (0/1), combinations (0/1), value


def group_of(
    dimensions: tuple[str, ...],
    places: Places,
    combinations: tuple[tuple[str, ...], ...],
    numbers: Iterable[Number],
) -> Group:
    """A group of which single numbers are known."""
    blocks = tuple(
        Block(sets=chosen[None], cells=codes[None], values=np.array([[value]]))
        for chosen, codes, value in numbers
    )
    nothing = np.zeros(len(combinations), dtype=bool)
    return Group(
        dimensions=dimensions, places=places, combinations=combinations, blocks=blocks, facts=nothing
    )


def numbers_of(
    lines: Iterable[Mapping[str, Any]],
    dimensions: tuple[str, ...],
    places: Places,
    combinations: tuple[tuple[str, ...], ...],
) -> Iterator[Number]:
    """The export's counts about some dimensions only."""
    for line in lines:
        if line["kind"] != "process" and set(line["where"]) <= set(dimensions):
            inside = np.isin(places.units, line["units"]) & np.isin(places.years, line["years"])
            codes = [_has(dimensions, found, line["where"]) for found in combinations]
            yield inside.astype(np.int64), np.array(codes, dtype=np.int64), line["value"]


def _has(dimensions: tuple[str, ...], codes: tuple[str, ...], where: Mapping[str, list[str]]) -> bool:
    chosen = dict(zip(dimensions, codes, strict=True))
    return all(chosen[id_] in listed for id_, listed in where.items())


def recovered(group: Group, truth: Integers, k: int, *, seed: int = 0) -> tuple[int, int]:
    """How many small targets (1 to k - 1) there are, and how many of them can be calculated."""
    random = np.random.default_rng(seed)
    targets = draw_targets(group, 0, random)
    counts, derived = totals(targets, truth), derive(group, targets, random)
    small = (counts > 0) & (counts < k) & ~targets.exempt
    assert (derived.values[derived.found] == counts[derived.found]).all(), "what is calculated is true"
    return int(small.sum()), int((small & derived.found).sum())


def all_targets(group: Group) -> Targets:
    """Products of single codes over plain unit-year sets."""
    return draw_targets(group, 0, np.random.default_rng(0))
