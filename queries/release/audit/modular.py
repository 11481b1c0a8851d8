"""Linear algebra modulo a prime, exact where floating point would only be close.

Counts and 0/1 rows are integers, so that a question like "is this row a combination of those?" has an exact
answer. Modulo a prime it keeps every combination that exists over the rational numbers (unless the prime divides
one of its denominators, which for 0/1 systems of this kind would be a freak), so that a leak is never missed;
an apparent leak that is none has a chance of about one in the prime.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Products of two residues, summed over a block, must fit the 53 bits of a float.
PRIME = 4_194_301
_BLOCK = 32


@dataclass(frozen=True, kw_only=True, eq=False)
class Reduced:
    """Rows in reduced echelon form: `rows[i]` has its leading 1 in column `pivots[i]`, alone in that column.

    `origin @ original rows == rows` (modulo the prime); `relations @ original rows == 0`.
    """

    rows: Integers
    pivots: Integers
    origin: Integers
    relations: Integers

    def combine(self, targets: Integers) -> Integers:
        """Coefficients of each target (targets x columns, 0/1) by original row, valid if it is in the span."""
        product = targets[:, self.pivots].astype(np.float64) @ self.origin.astype(np.float64)
        return product.astype(np.int64) % PRIME

    def remainder(self, targets: Integers) -> Integers:
        """What is left of each target (targets x columns, 0/1) after taking off its part in the span."""
        found = targets[:, self.pivots].astype(np.float64) @ self.rows.astype(np.float64)
        return (targets - found.astype(np.int64)) % PRIME

    def kernel(self, vectors: int, random: np.random.Generator) -> Integers:
        """Random columns that every row takes to 0 (columns x vectors)."""
        width = self.rows.shape[1]
        free = np.setdiff1d(np.arange(width), self.pivots)
        kernel = np.zeros((width, vectors), dtype=np.int64)
        kernel[free] = random.integers(0, PRIME, (free.size, vectors))
        kernel[self.pivots] = -_product(self.rows[:, free], kernel[free]) % PRIME
        return kernel


class Spans:
    """Row spaces of unit-year sets, remembered: most breakdowns share theirs with others."""

    def __init__(self) -> None:
        self._reduced: dict[bytes, Reduced] = {}

    def of(self, sets: Integers) -> Reduced:
        """The reduced form of some sets, rows in the order given."""
        key = sets.tobytes()
        if key not in self._reduced:
            self._reduced[key] = reduce_rows(sets)
        return self._reduced[key]


def reduce_rows(rows: Integers) -> Reduced:
    """Reduced echelon form of a small matrix (up to some hundred rows and columns)."""
    height, width = rows.shape
    work = np.concatenate([rows % PRIME, np.eye(height, dtype=np.int64)], axis=1)
    pivots: list[int] = []
    for column in range(width):
        rank = len(pivots)
        candidates = np.flatnonzero(work[rank:, column])
        if candidates.size:
            _clear_column(work, rank, rank + int(candidates[0]), column)
            pivots.append(column)
    rank = len(pivots)
    return Reduced(
        rows=work[:rank, :width],
        pivots=np.array(pivots, dtype=np.int64),
        origin=work[:rank, width:],
        relations=work[rank:, width:],
    )


def _clear_column(work: Integers, rank: int, chosen: int, column: int) -> None:
    work[[rank, chosen]] = work[[chosen, rank]]
    work[rank] = work[rank] * pow(int(work[rank, column]), -1, PRIME) % PRIME
    others = np.flatnonzero(work[:, column])
    others = others[others != rank]
    work[others] = (work[others] - np.outer(work[others, column], work[rank])) % PRIME


def solve(matrix: Floats, right: Floats) -> Integers | None:
    """Some X with matrix @ X == right (modulo the prime), by blocked elimination; None if there is none."""
    width = matrix.shape[1]
    rows, pivots = _echelon(np.concatenate([matrix, right], axis=1))
    if pivots and pivots[-1] >= width:
        return None
    solution = np.zeros((width, right.shape[1]), dtype=np.int64)
    whole = rows.astype(np.int64)
    for place in reversed(range(len(pivots))):
        row, column = whole[place], pivots[place]
        rest = row[width:] - _product(row[None, column + 1 : width], solution[column + 1 :])[0]
        solution[column] = rest * pow(int(row[column]), -1, PRIME) % PRIME
    return solution


def _echelon(matrix: Floats) -> tuple[Floats, list[int]]:
    """Row echelon form and its pivot columns, by panels of columns, so that most work is one matrix product."""
    work = _residues(matrix)
    pivots: list[int] = []
    for start in range(0, work.shape[1], _BLOCK):
        if len(pivots) == work.shape[0]:
            break
        below = work[len(pivots) :]
        lower, order, columns = _panel(below[:, start : start + _BLOCK])
        below[:] = below[order]
        _update(below, lower, start, len(columns))
        pivots += [start + column for column in columns]
    return work[: len(pivots)], pivots


def _panel(panel: Floats) -> tuple[Floats, Integers, list[int]]:
    """Eliminate a copy of some columns: the multipliers used, the order of rows, and the pivot columns."""
    work = panel.copy()
    columns: list[int] = []
    lower, order = np.zeros((len(panel), panel.shape[1])), np.arange(len(panel))
    for column in range(panel.shape[1]):
        rank = len(columns)
        candidates = np.flatnonzero(work[rank:, column])
        if candidates.size:
            swap = [rank, rank + int(candidates[0])]
            for array in (work, lower, order):
                array[swap] = array[swap[::-1]]
            factors = _residues(work[rank + 1 :, column] * pow(int(work[rank, column]), -1, PRIME))
            lower[rank, rank], lower[rank + 1 :, rank] = 1, factors
            rest = work[rank + 1 :, column:]
            rest[:] = _residues(rest - np.outer(factors, work[rank, column:]))
            columns.append(column)
    return lower, order, columns


def _update(below: Floats, lower: Floats, start: int, rank: int) -> None:
    """Apply a panel's multipliers to its own and all later columns."""
    upper = below[:rank, start:].copy()
    for row in range(1, rank):
        upper[row] = _residues(upper[row] - lower[row, :row] @ upper[:row])
    below[:rank, start:] = upper
    below[rank:, start:] = _residues(below[rank:, start:] - lower[rank:, :rank] @ upper)


def _residues(values: Floats) -> Floats:
    """Values modulo the prime; several times faster than the remainder of floats, and exact up to 2**50."""
    rest: Floats = values - PRIME * np.floor(values * (1 / PRIME))
    rest -= PRIME * (rest >= PRIME)
    return rest


def _product(left: Integers, right: Integers) -> Integers:
    """A matrix product modulo the prime; the left side is split so that no sum overflows."""
    high, low = left >> 11, left & 2047
    return (((high @ right) % PRIME << 11) + low @ right) % PRIME
