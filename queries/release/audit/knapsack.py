"""The knapsack attack: what an expected value tells of the patients behind it to somebody who knows the model.

The attacker is given more than anybody has: the chance of every kind of patient by the exact model, which kinds
there are in a row, and every released number of that very row. A row's expected share, rounded as it is published,
is then one more condition on whole numbers. It must not narrow the number of patients of any kind to fewer than k
where the other conditions did not. Solved by HiGHS (scipy.optimize.milp) on a sample of rows and kinds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from queries.indicators import MET, NOT_MET
from queries.release.audit.report import Check
from queries.release.casemix import Chances, inside, make_chances, plain_table, step
from queries.release.content import STAYS, Expected, Header, Rectangle, Table
from queries.release.cube import Cube, make_cells

TITLE = "No expected value tells of fewer than k patients of a kind, even with the exact model"
_SECONDS = 2.0
_SLACK = 1e-7  # the solver's own tolerance
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Knapsack:
    """A row as the attacker sees it: kinds of patients with their chances, and what is known of their numbers.

    `true` are the numbers; the attacker does not have them, they say which kinds are small.
    """

    chances: Floats
    true: NDArray[np.int64]
    equations: list[tuple[Floats, float]]
    expected: tuple[float, float]  # bounds of the sum of chances

    def bounds(self, kind: int, *, with_expected: bool) -> tuple[float, float] | None:
        """The fewest and the most patients of a kind; None where the solver gives up."""
        rows = [LinearConstraint(row, value, value) for row, value in self.equations]
        if with_expected:
            rows.append(LinearConstraint(self.chances, self.expected[0] - _SLACK, self.expected[1] + _SLACK))
        wanted = np.zeros(len(self.chances))
        wanted[kind] = 1.0
        found = [self._extreme(sign * wanted, rows) for sign in (1.0, -1.0)]
        return None if None in found else (float(found[0] or 0.0), -float(found[1] or 0.0))

    def _extreme(self, weights: Floats, rows: list[LinearConstraint]) -> float | None:
        found = milp(
            weights,
            constraints=rows,
            integrality=np.ones(len(weights)),
            bounds=Bounds(0, np.inf),
            options={"time_limit": _SECONDS},
        )
        return float(found.fun) if found.status == 0 else None


def attack_expected(
    header: Header, tables: Sequence[Table], cube: Cube | None, most: int, random: np.random.Generator
) -> Check:
    """Try a sample of `most` small kinds of patients in rows with an expected value."""
    if cube is None:
        return _check(0, (), "needs the registry: which kinds of patients there are")
    cases = list(_cases(header, cube))
    chosen = [cases[place] for place in random.permutation(len(cases))[:most]]
    told = [_told(header, cube, tables, case) for case in chosen]
    return _check(len(chosen), tuple(filter(None, told)), "")


def _check(examined: int, failures: tuple[str, ...], note: str) -> Check:
    return Check(
        id="knapsack",
        title=TITLE,
        kind="sampled",
        examined=examined,
        of="kinds of patients of whom a row with an expected value has fewer than k",
        failures=failures,
        note=note,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A kind of patient of which a row has one to k-1."""

    expected: Expected
    chances: Chances
    rectangle: Rectangle
    kind: int


def _cases(header: Header, cube: Cube) -> Iterator[Case]:
    for one in header.expected:
        if not one.shares:
            continue
        chances = make_chances(cube, one.indicator)
        for rectangle in one.shares:
            _kinds, _place, true = _kinds_of(cube, chances, rectangle)
            for kind in np.flatnonzero((true > 0) & (true < header.k)).tolist():
                yield Case(expected=one, chances=chances, rectangle=rectangle, kind=kind)


def _told(header: Header, cube: Cube, tables: Sequence[Table], case: Case) -> str | None:
    """What a kind is narrowed to by the expected value, in words; None where it is not."""
    row = make_knapsack(cube, tables, case.expected, case.chances, case.rectangle, header.k)
    after = row.bounds(case.kind, with_expected=True)
    if after is None or after[1] - after[0] >= header.k:
        return None
    before = row.bounds(case.kind, with_expected=False)
    if before is None or before[1] - before[0] < header.k:
        return None
    node, start, end = case.rectangle
    units = "+".join(str(header.units[index]) for index in node)
    years = f"{header.first_year + start}-{header.first_year + end - 1}"
    return f"{case.expected.indicator}, {units} in {years}: a kind of patient is narrowed to less than {header.k}"


def _kinds_of(
    cube: Cube, chances: Chances, rectangle: Rectangle
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Kinds of patients with a known outcome in a row, the kind of each combination, and how many there are."""
    here = inside(cube, rectangle) & chances.rows
    kinds, place = np.unique(chances.groups[here], axis=0, return_inverse=True)
    place = place.ravel()
    true = np.bincount(place, weights=chances.known[here], minlength=len(kinds)).astype(np.int64)
    return kinds, place, true


def make_knapsack(
    cube: Cube, tables: Sequence[Table], expected: Expected, chances: Chances, rectangle: Rectangle, k: int
) -> Knapsack:
    """A row as the attacker sees it."""
    here = inside(cube, rectangle) & chances.rows
    kinds, place, true = _kinds_of(cube, chances, rectangle)
    chance = np.zeros(len(kinds))
    chance[place] = chances.chance[here]
    share, stays = expected.shares[rectangle], int(true.sum())
    half = (step(stays, k) or 0.0) / 2
    return Knapsack(
        chances=chance,
        true=true,
        equations=list(_equations(cube, tables, expected, chances, rectangle, here, place, len(kinds))),
        expected=((share - half) * stays, (share + half) * stays),
    )


def _equations(
    cube: Cube,
    tables: Sequence[Table],
    expected: Expected,
    chances: Chances,
    rectangle: Rectangle,
    here: NDArray[np.bool_],
    place: NDArray[np.int64],
    size: int,
) -> Iterator[tuple[Floats, float]]:
    """Every released sum over kinds of patients in this very row, of the stays whose outcome is known."""
    own = plain_table(tables, expected.indicator)
    for table in tables:
        counts = table.counts.get(rectangle)
        if table.breakdown.indicator != expected.indicator or counts is None:
            continue
        if not set(table.breakdown.variables) <= {
            *chances.factors,
            *(own.breakdown.variables if own else ()),
        }:
            continue
        yield from _of_table(cube, table, counts, here, place, size)


def _of_table(
    cube: Cube,
    table: Table,
    counts: Mapping[str, tuple[int, ...]],
    here: NDArray[np.bool_],
    place: NDArray[np.int64],
    size: int,
) -> Iterator[tuple[Floats, float]]:
    """Stays with a known outcome in each group of a table: met and not met together."""
    known: dict[tuple[str, ...], int] = {}
    for label, count in zip(table.labels, counts[STAYS], strict=True):
        if label[-1] in (MET, NOT_MET):
            known[label[:-1]] = known.get(label[:-1], 0) + count
    cells = make_cells(cube, table.breakdown)
    of_row = [cells.labels[index][:-1] for index in cells.index[here]]
    for group, count in known.items():
        kinds = {int(kind) for kind, label in zip(place, of_row, strict=True) if label == group}
        others = {int(kind) for kind, label in zip(place, of_row, strict=True) if label != group}
        if kinds and not kinds & others:  # a group that cuts through a kind says nothing of it as a whole
            row = np.zeros(size)
            row[sorted(kinds)] = 1.0
            yield row, float(count)
