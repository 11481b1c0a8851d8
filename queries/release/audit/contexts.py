"""The exact linear attack on sets of unit-years, all numbers of a release together.

Because the cells of every table are complete, what can be derived about a product of codes depends only on the
unit-year sets of the tables that are at least as fine: a set can be derived with a breakdown's cells exactly if
its 0/1 row is a combination of theirs. (The argument is the direct sum in `docs/privacy.md`; the attack in
`atoms.py` does without it.) Whatever can be derived must stand for k in every sensitive cell.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from queries.release.audit.evidence import Numbers, Places
from queries.release.audit.modular import PRIME, Reduced, Spans, reduce_rows
from queries.release.audit.report import Check

Integers = NDArray[np.int64]
# True people by place and cell of a breakdown (places x cells).
Truth = Callable[[Numbers], Integers]
_ALL_SUBSETS_UP_TO = 8
_SUBSETS_DRAWN = 200


@dataclass(frozen=True, kw_only=True)
class Insider:
    """Somebody who knows his own unit's patients; `trusted` units (his own too) he may single out. Unit ids."""

    unit: int
    trusted: frozenset[int]


def attack_contexts(
    all_numbers: Sequence[Numbers],
    places: Places,
    k: int,
    *,
    truth: Truth | None = None,
    insider: Insider | None = None,
    spans: Spans,
    random: np.random.Generator,
) -> Check:
    """Look for sets of unit-years that can be derived and are small. An insider's run needs the truth: what is
    left of a number after taking off his own patients is not stored."""
    attack = _Attack(places, candidate_sets(places, random), insider, spans)
    failures: list[str] = []
    for numbers in all_numbers:
        values = truth(numbers) if truth else None
        derivable = attack.derivable(numbers.sets)
        small = _small(numbers, derivable, spans.of(numbers.sets), values, k)
        name = numbers.breakdown.key or "plain counts"
        failures += [f"{name}: {places.told(chosen.astype(bool))}" for chosen in small]
    who = f"by staff of unit {insider.unit}" if insider else "by anybody"
    return Check(
        id=f"sets_{insider.unit}" if insider else "sets",
        title=f"No set of unit-years with a small cell can be derived {who}",
        kind="exact",
        examined=len(all_numbers) * len(attack.candidates),
        of="sets of unit-years, counted once for each breakdown",
        failures=tuple(failures),
    )


class _Attack:
    """The candidates, and what of them an attacker can derive from each row space."""

    def __init__(self, places: Places, candidates: Integers, insider: Insider | None, spans: Spans) -> None:
        self._foreign = np.ones(places.size, dtype=np.int64)
        touching = np.ones(places.size, dtype=np.int64)
        if insider:
            self._foreign = (places.units != insider.unit).astype(np.int64)
            touching = (~np.isin(places.units, sorted(insider.trusted))).astype(np.int64)
        self._touching = touching
        self._spans = spans
        self._found: dict[bytes, Integers] = {}
        self.candidates = np.unique(candidates * self._foreign, axis=0)

    def derivable(self, sets: Integers) -> Integers:
        """Sets that touch a unit this attacker may not see through, and can be derived from the given ones."""
        key = sets.tobytes()
        if key not in self._found:
            self._found[key] = self._search(sets)
        return self._found[key]

    def _search(self, sets: Integers) -> Integers:
        # His own unit's columns are known to an insider; what is left of the rows spans what he can derive.
        reduced = reduce_rows(self._spans.of(sets).rows * self._foreign)
        witness = reduced.kernel(2, np.random.default_rng(0))
        more = _differences(np.unique(sets * self._foreign, axis=0))
        candidates = np.concatenate([self.candidates, more, _zero_one(reduced.rows)])
        found = candidates[~(_times(candidates, witness) % PRIME).any(axis=1)]
        return found[(found @ self._touching) > 0]


def _differences(sets: Integers) -> Integers:
    """Each set minus each set inside it: what subtraction of two answers gives."""
    inside = (sets @ (1 - sets).T) == 0
    rows, wholes = np.nonzero(inside & ~np.eye(len(sets), dtype=bool))
    return sets[wholes] - sets[rows]


def _zero_one(rows: Integers) -> Integers:
    return rows[(rows <= 1).all(axis=1)]


def _small(numbers: Numbers, derivable: Integers, span: Reduced, truth: Integers | None, k: int) -> Integers:
    """Derivable sets with a sensitive cell below k: in truth, or, without it, as calculated from the numbers."""
    values = _calculated(numbers, derivable, span) if truth is None else _times(derivable, truth)
    return np.unique(derivable[(values[:, numbers.sensitive] < k).any(axis=1)], axis=0)


def _calculated(numbers: Numbers, derivable: Integers, span: Reduced) -> Integers:
    return _times(span.combine(derivable), numbers.counts) % PRIME


def contradictions(all_numbers: Sequence[Numbers], spans: Spans) -> Check:
    """Whether all numbers can be of one and the same set of stays: cells add up, within and across tables and
    releases. A frozen year that was counted again, with other stays, shows here."""
    failures = [
        f"{numbers.breakdown.key or 'plain counts'}: numbers that cannot all be true"
        for numbers in all_numbers
        if (_times(spans.of(numbers.sets).relations, numbers.counts) % PRIME).any()
    ]
    return Check(
        id="additive",
        title="All numbers agree with each other",
        kind="exact",
        examined=sum(numbers.counts.size for numbers in all_numbers),
        of="numbers",
        failures=tuple(failures),
    )


def _times(left: Integers, right: Integers) -> Integers:
    """A matrix product by the fast float routine; exact, because every sum stays below 2**53."""
    product: Integers = (left.astype(np.float64) @ right.astype(np.float64)).astype(np.int64)
    return product


def candidate_sets(places: Places, random: np.random.Generator) -> Integers:
    """Sets somebody might ask for: every set of units (a sample of sets, if there are many units) in every
    period of consecutive years."""
    subsets = np.array(list(_subsets(places.unit_ids, random)), dtype=np.int64)
    of_unit = (places.units[None, :] == np.array(places.unit_ids)[:, None]).astype(np.int64)
    years = range(int(places.years.min()), int(places.years.max()) + 1)
    periods = [(start, end) for start in years for end in years if start <= end]
    of_period = np.array([(places.years >= start) & (places.years <= end) for start, end in periods])
    rows = ((subsets @ of_unit)[:, None, :] * of_period[None]).reshape(-1, places.size)
    return np.unique(rows[rows.any(axis=1)], axis=0)


def _subsets(units: tuple[int, ...], random: np.random.Generator) -> Iterator[tuple[int, ...]]:
    count = len(units)
    if count <= _ALL_SUBSETS_UP_TO:
        for number in range(1, 2**count):
            yield tuple(number >> unit & 1 for unit in range(count))
        return
    for chosen in (*combinations(range(count), 1), *combinations(range(count), 2)):
        yield tuple(int(unit in chosen) for unit in range(count))
        yield tuple(int(unit not in chosen) for unit in range(count))
    for start in range(count):
        yield tuple(int(unit >= start) for unit in range(count))
    yield from map(tuple, random.integers(0, 2, (_SUBSETS_DRAWN, count)).tolist())
