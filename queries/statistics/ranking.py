"""How sure a place in a ranking is: the chance to be among the lowest or the highest third; over shown counts.

Places are mostly chance where units are small (Goldstein & Spiegelhalter, J R Stat Soc A 1996;159:385-443), so that
none is given: only how probable each end is, each unit's share having the Beta posterior of Jeffreys' prior
(Brown, Cai & DasGupta, Stat Sci 2001;16:101-133), independently of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

FEWEST_UNITS = 3
# So many cells of equal probability for each unit; all cells together cut the shares. Errors stay below 0.001.
CELLS = 200

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Thirds:
    """Probabilities (0 to 1) that a unit's share is among the lowest third of the units', or the highest."""

    lowest: float
    highest: float


def thirds(counts: Sequence[tuple[int, int]]) -> tuple[Thirds, ...] | None:
    """For each unit's (count, total) the chance of either end; None for fewer than three units.

    A third of n units are n // 3, so that the two ends never overlap. Integrated numerically, without random
    numbers. Raises ValueError for a unit without stays or a count outside 0 to its total.
    """
    if any(total < 1 or not 0 <= count <= total for count, total in counts):
        raise ValueError("every unit needs a share")
    if len(counts) < FEWEST_UNITS:
        return None
    below, mass = _posteriors(counts)
    return tuple(_third(below, mass, unit) for unit in range(len(counts)))


def _posteriors(counts: Sequence[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    """Per unit (row) and cell of shares (column): the probability to lie below its middle, and to lie in it."""
    a = np.array([[count + 0.5] for count, _ in counts])
    b = np.array([[total - count + 0.5] for count, total in counts])
    cuts = np.unique(betaincinv(a, b, np.linspace(0, 1, CELLS + 1)))
    up_to = betainc(a, b, cuts)
    return (up_to[:, :-1] + up_to[:, 1:]) / 2, np.diff(up_to, axis=1)


def _third(below: Numbers, mass: Numbers, unit: int) -> Thirds:
    others, size = np.delete(below, unit, axis=0), len(below) // 3
    lower = _how_many(others)
    return Thirds(
        lowest=float(mass[unit] @ lower[:size].sum(axis=0)),
        highest=float(mass[unit] @ lower[-size:].sum(axis=0)),
    )


def _how_many(chances: Numbers) -> Numbers:
    """Per number of units (row, from 0) the probability that so many lie below each cell (column)."""
    spread = np.zeros((len(chances) + 1, chances.shape[1]))
    spread[0] = 1
    for chance in chances:
        spread[1:] = spread[1:] * (1 - chance) + spread[:-1] * chance
        spread[0] *= 1 - chance
    return spread
