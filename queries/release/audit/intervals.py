"""The interval attack: between which bounds a hidden number must lie, because no count is negative.

Linear programming over the same unknowns as in `atoms.py`. A measurement on a sample, not a proof: counts are
also whole numbers, and the attacker may know more than that they are not negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from queries.release.audit.atoms import Derived, Group, Targets
from queries.release.audit.modular import Integers

# The solver's own tolerance is 1e-7; a count nearer than this to a bound has reached it.
_CLOSE = 1e-4
_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Bounds of the number of stays in a target, and the target in words."""

    low: float
    high: float
    target: str

    @property
    def width(self) -> float:
        """From bound to bound."""
        return self.high - self.low

    def tells(self, k: int) -> bool:
        """Whether a hidden number that may be below k is pinned, or known to less than k."""
        return self.low < k - _CLOSE and self.width < k - _CLOSE


def small_hidden(
    targets: Targets, derived: Derived, truth: Integers | None, k: int, most: int, random: np.random.Generator
) -> list[tuple[int, int]]:
    """A sample of hidden targets (set, code set): with the truth only of those that are small."""
    hidden = ~derived.found & ~targets.exempt
    if truth is not None:
        hidden &= (truth > 0) & (truth < k)
    places = np.argwhere(hidden)
    chosen = random.permutation(len(places))[:most]
    return [(int(row), int(column)) for row, column in places[chosen]]


def bounds(group: Group, targets: Targets, chosen: Sequence[tuple[int, int]]) -> list[Interval]:
    """The interval of each chosen target; targets for which the solver gives up in time are left out."""
    matrix, right = _merged(group.matrix(), group.values())
    found = []
    for row, column in chosen:
        weights = np.kron(targets.sets[row], targets.codes[column]).astype(np.float64)
        low, high = _extreme(matrix, right, weights), _extreme(matrix, right, -weights)
        if low is not None and high is not None:
            found.append(Interval(low=low, high=-high, target=group.told(targets, row, column)))
    return found


def _merged(matrix: "sparse.csr_array", right: Integers) -> tuple["sparse.csr_array", Integers]:
    """Equations without those that stand twice (from several tables)."""
    patterns: dict[bytes, int] = {}
    for row in range(matrix.shape[0]):
        span = slice(matrix.indptr[row], matrix.indptr[row + 1])
        patterns.setdefault(np.sort(matrix.indices[span]).tobytes(), row)
    kept = sorted(patterns.values())
    return matrix[kept], right[kept]


def _extreme(matrix: "sparse.csr_array", right: Integers, weights: NDArray[np.float64]) -> float | None:
    """The least weighted sum over counts that are not negative and agree with every equation."""
    found = linprog(weights, A_eq=matrix, b_eq=right, method="highs", options={"time_limit": _SECONDS})
    return float(found.fun) if found.status == 0 else None
