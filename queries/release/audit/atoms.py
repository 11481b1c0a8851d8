"""The exact linear attack without any theory: every unit-year and every combination of codes is an unknown.

One group of dimensions at a time. The attack finds a direction in which the unknowns could change while every
released number stays as it is. A set of unknowns that changes along a random such direction cannot be derived:
that is a proof for this set. One that does not change is derived (but for a chance of about one in a billion),
and its value must be k or more. Where it is known which combinations of codes occur, only these are unknowns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from queries.release.audit.evidence import Places
from queries.release.audit.modular import PRIME, Integers, solve

Dimensions = tuple[str, ...]
Combinations = tuple[tuple[str, ...], ...]

_WITNESSES = 2
_ENTRIES = 4  # random non-zeros by unknown in the sketch that stands for all unknowns
_SPARE = 40
_FIRST_WIDTH = 700


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Numbers of one table: `values` (rows x cells) of `sets` (rows x places, 0/1) and `cells` (cells x
    combinations, 0/1)."""

    sets: Integers
    cells: Integers
    values: Integers


@dataclass(frozen=True, kw_only=True, eq=False)
class Targets:
    """Products: every one of `sets` (sets x places) with every one of `codes` (code sets x combinations).

    `exempt` marks the code sets that may be small.
    """

    sets: Integers
    codes: Integers
    exempt: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """How many products there are."""
        return len(self.sets) * len(self.codes)


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """A group of dimensions: the `combinations` of codes that may occur, and every released number about them.

    `facts` marks combinations that a process indicator may tell apart: sets of only these may be small.
    """

    dimensions: Dimensions
    places: Places
    combinations: Combinations
    blocks: tuple[Block, ...]
    facts: NDArray[np.bool_]

    @property
    def name(self) -> str:
        """The dimensions in words."""
        return " x ".join(self.dimensions)

    @property
    def unknowns(self) -> int:
        """How many unknown counts there are."""
        return self.places.size * len(self.combinations)

    def matrix(self) -> "sparse.csr_array":
        """The numbers as equations: rows by block, set and cell; columns by place and combination."""
        parts = [sparse.kron(block.sets, block.cells, format="csr") for block in self.blocks]
        return sparse.csr_array(sparse.vstack(parts, format="csr"), dtype=np.float64)

    def values(self) -> Integers:
        """The right side of the equations."""
        return np.concatenate([block.values.ravel() for block in self.blocks])

    def told(self, targets: Targets, row: int, column: int) -> str:
        """A target in words: its codes and its unit-years."""
        held = [self.combinations[place] for place in np.flatnonzero(targets.codes[column])]
        parts = []
        for place, id_ in enumerate(self.dimensions):
            kind = sorted({codes[place] for codes in held})
            if len(kind) < len({codes[place] for codes in self.combinations}):
                parts.append(f"{id_} {'/'.join(kind)}")
        where = self.places.told(targets.sets[row].astype(bool))
        return f"{', '.join(parts) or 'any code'}: {where}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Derived:
    """What can be derived of some targets (sets x code sets): which, and the values of those."""

    found: NDArray[np.bool_]
    values: Integers


class Unsolved(Exception):
    """The numbers of a group contradict each other."""


def derive(group: Group, targets: Targets, random: np.random.Generator) -> Derived:
    """What everybody can derive from the released numbers. Raises Unsolved where these contradict each other."""
    solution, witnesses = _solve(group, random)
    shape = (group.places.size, len(group.combinations))
    changes = [totals(targets, witness.reshape(shape)) for witness in witnesses]
    return Derived(
        found=np.logical_and.reduce([change % PRIME == 0 for change in changes]),
        values=totals(targets, solution.reshape(shape)) % PRIME,
    )


def totals(targets: Targets, unknowns: Integers) -> Integers:
    """Sums of unknowns (places x combinations) over each target (sets x code sets)."""
    by_set = (targets.sets.astype(np.float64) @ unknowns.astype(np.float64)) % PRIME
    sums: Integers = (by_set @ targets.codes.T.astype(np.float64)).astype(np.int64)
    return sums


def _solve(group: Group, random: np.random.Generator) -> tuple[Integers, list[Integers]]:
    """One solution of all equations, and random changes of the unknowns that no equation notices."""
    matrix, right = group.matrix(), group.values()
    guesses = random.integers(0, PRIME, (matrix.shape[1], _WITNESSES))
    noticed = _sparse_times(matrix, guesses)
    sides = np.concatenate([right[:, None] % PRIME, noticed], axis=1)
    # Many tables say the same; equations that answer both random guesses alike are the same equation.
    _, distinct = np.unique(noticed, axis=0, return_index=True)
    unknowns = _unknowns(matrix[distinct], sides[distinct], random)
    if unknowns is None or (_sparse_times(matrix, unknowns) != sides).any():
        raise Unsolved(group.name)
    return unknowns[:, 0], [(guesses[:, i] - unknowns[:, i + 1]) % PRIME for i in range(_WITNESSES)]


def _unknowns(matrix: "sparse.csr_array", sides: Integers, random: np.random.Generator) -> Integers | None:
    """Some X with matrix @ X == sides.

    Unknowns and equations are too many to eliminate. A random sketch of the unknowns, wider than the rank, spans
    the same right sides, and so many random sums of equations have the same solutions; what comes out is tried
    on every equation, and the sketch widened until it fits.
    """
    most = min(matrix.shape) + _SPARE
    width = min(_FIRST_WIDTH, most)
    while True:
        sketch = _sketch(matrix.shape[1], width, random)
        mixed = sparse.csr_array(matrix @ sketch).toarray() % PRIME
        found = solve(*_summed(mixed, sides.astype(np.float64), width + _SPARE, random))
        if found is not None:
            unknowns = _sparse_times(sketch, found)
            if (_sparse_times(matrix, unknowns) == sides).all():
                return unknowns
        if width == most:
            return None
        width = min(2 * width, most)


def _summed(
    left: NDArray[np.float64], right: NDArray[np.float64], rows: int, random: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Equations as so many random sums of them, or as they are where that would not be fewer."""
    if len(left) <= rows:
        return left, right
    sums = _sketch(len(left), rows, random).T
    return (sums @ left) % PRIME, (sums @ right) % PRIME


def _sketch(height: int, width: int, random: np.random.Generator) -> "sparse.csr_array":
    """A random sparse matrix with a few entries in every row."""
    rows = np.repeat(np.arange(height), _ENTRIES)
    columns = random.integers(0, width, rows.size)
    entries = random.integers(1, PRIME, rows.size).astype(np.float64)
    return sparse.csr_array((entries, (rows, columns)), shape=(height, width))


def _sparse_times(left: "sparse.csr_array", right: Integers) -> Integers:
    product: Integers = (left @ right.astype(np.float64)).astype(np.int64) % PRIME
    return product
