"""The smallest cell that can be derived: integer programming over every set of unit-years, of any shape.

`contexts.py` looks at the sets somebody would ask for; this looks for the worst of all 2^(unit-years) sets that
are combinations of released ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from queries.release.audit.contexts import Insider, Truth
from queries.release.audit.evidence import Numbers, Places
from queries.release.audit.modular import Integers
from queries.release.audit.report import Check

_SECONDS = 20.0
# Combinations of nested sets need coefficients of a few units; a bound keeps the solver's numbers small.
_LARGEST_COEFFICIENT = 50.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """Released sets (sets x places, 0/1), true counts by place, and the places of which one must be touched."""

    sets: Integers
    counts: NDArray[np.float64] | Integers
    touching: NDArray[np.bool_]


def attack_worst(
    all_numbers: Sequence[Numbers],
    places: Places,
    k: int,
    truth: Truth | None,
    insiders: Sequence[Insider],
    most: int,
    random: np.random.Generator,
) -> Check:
    """Solve for a sample of cells; with the truth by anybody and by each unit's staff in turn."""
    failures, worst = [], []
    attackers: list[Insider | None] = [None, *(insiders if truth else ())]
    for number, (numbers, cell) in enumerate(_drawn(all_numbers, most, random)):
        insider = attackers[number % len(attackers)]
        found = smallest(_problem(numbers, places, cell, truth, insider))
        if found is not None:
            worst.append(found[0])
        if found is not None and found[0] < k:
            who = f"staff of unit {insider.unit}: " if insider else ""
            failures.append(f"{who}{numbers.breakdown.key or 'plain counts'}: {places.told(found[1])}")
    return Check(
        id="worst",
        title="The smallest cell over every derivable set of unit-years, of whatever shape, is k or more",
        kind="sampled",
        examined=len(worst),
        of="cells of breakdowns",
        failures=tuple(failures),
        note=f"smallest found: {min(worst)}" if worst else "",
    )


def _drawn(
    all_numbers: Sequence[Numbers], most: int, random: np.random.Generator
) -> Iterator[tuple[Numbers, int]]:
    cells = [(n, cell) for n, numbers in enumerate(all_numbers) for cell in np.flatnonzero(numbers.sensitive)]
    for place in random.permutation(len(cells))[:most]:
        number, cell = cells[place]
        yield all_numbers[number], int(cell)


def _problem(
    numbers: Numbers, places: Places, cell: int, truth: Truth | None, insider: Insider | None
) -> Problem:
    foreign = np.ones(places.size, dtype=np.int64)
    touching = np.ones(places.size, dtype=bool)
    if insider:
        foreign = (places.units != insider.unit).astype(np.int64)
        touching = ~np.isin(places.units, sorted(insider.trusted))
    counts = truth(numbers)[:, cell] if truth else _consistent(numbers, cell)
    return Problem(sets=numbers.sets * foreign, counts=counts * foreign, touching=touching)


def _consistent(numbers: Numbers, cell: int) -> NDArray[np.float64]:
    """Counts by place (negative ones too) that give every released number: any such give derivable sets their
    true counts."""
    found, *_ = np.linalg.lstsq(numbers.sets.astype(float), numbers.counts[:, cell].astype(float))
    consistent: NDArray[np.float64] = found
    return consistent


def smallest(problem: Problem) -> tuple[int, NDArray[np.bool_]] | None:
    """The fewest counts of any derivable set that touches where it must, with that set; None if no such set
    exists or the solver does not finish in time."""
    sets = np.unique(problem.sets[problem.sets.any(axis=1)], axis=0)
    width, height = sets.shape[1], sets.shape[0]
    equal = LinearConstraint(np.concatenate([np.eye(width), -sets.T], axis=1), 0, 0)
    touched = LinearConstraint(np.concatenate([problem.touching, np.zeros(height)])[None].astype(float), 1)
    found = milp(
        np.concatenate([problem.counts, np.zeros(height)]).astype(float),
        constraints=[equal, touched],
        integrality=np.concatenate([np.ones(width), np.zeros(height)]),
        bounds=Bounds(
            np.concatenate([np.zeros(width), np.full(height, -_LARGEST_COEFFICIENT)]),
            np.concatenate([np.ones(width), np.full(height, _LARGEST_COEFFICIENT)]),
        ),
        options={"time_limit": _SECONDS},
    )
    if found.status != 0:
        return None
    chosen = found.x[:width] > 0.5
    return round(float(problem.counts[chosen].sum())), chosen
