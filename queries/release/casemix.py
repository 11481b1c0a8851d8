"""What is expected of patients like those of a released row, for each outcome indicator; made when a release is built.

An expected value is a fingerprint of the people behind it: with the model's exact coefficients one number could
tell the number of patients of every kind. So it is kept for released rows only, without any coefficient, and
rounded to steps of at least k patients: chances differ by less than one, so exchanging up to k patients of any kind
for others goes unnoticed. The audit tries what it still tells (`audit/knapsack.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queries.indicators import INDICATORS, MET, NOT_MET
from queries.release.breakdown import Breakdown
from queries.release.content import Expected, Header, Rectangle, Table
from queries.release.cube import Cube, groups_of
from queries.settings import Rule
from queries.statistics.adjustment import CaseMix, fit_case_mix

# Factors the registry has, as recommended by ISCoS for outcomes (DeVivo, Spinal Cord 2011;49:596): severity at
# admission, age, traumatic or not, sex. It lacks comorbidity, living alone and muscle strength.
FACTORS: Mapping[str, str] = {
    "ais_admission": "grades",
    "level_admission": "segments",
    "age": "iscos_bands",
    "cause": "injury_type",
    "sex": "sex",
}
STEPS = (0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1)
DECIMALS = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Chances:
    """Of each combination of the cube: stays with a known outcome, how many met it, and the chance of it."""

    known: NDArray[np.int64]
    met: NDArray[np.int64]
    model: CaseMix
    factors: tuple[str, ...]
    groups: NDArray[np.int64]  # combinations x factors
    rows: NDArray[np.bool_]  # combinations with a known outcome, those the model was fitted to

    @property
    def chance(self) -> NDArray[np.float64]:
        """The chance of every combination; of one without a known outcome it means nothing and is 0."""
        chances = np.zeros(len(self.known))
        chances[self.rows] = self.model.chances
        return chances


def adjusted(offered: frozenset[str], rule: Rule) -> tuple[str, ...]:
    """The indicators that are adjusted: outcomes, never processes, which say whether a unit did its work."""
    wanted = offered & rule.adjusted_outcomes - rule.process_indicators
    return tuple(one.id for one in INDICATORS.values() if one.kind == "outcome" and one.id in wanted)


def expected_values(
    cube: Cube, tables: Sequence[Table], rule: Rule, before: Sequence[Expected] = ()
) -> tuple[Expected, ...]:
    """For each outcome indicator, the model's quality and what it expects of each released row.

    Rows of a release `before` keep what they were published with.
    """
    kept = {one.indicator: one.shares for one in before}
    return tuple(
        _expected(cube, tables, id_, rule.k, kept.get(id_, {})) for id_ in adjusted(cube.offered, rule)
    )


def _expected(
    cube: Cube, tables: Sequence[Table], indicator: str, k: int, kept: Mapping[Rectangle, float]
) -> Expected:
    chances = make_chances(cube, indicator)
    model = chances.model
    table = plain_table(tables, indicator)
    shares = {} if model.refused or table is None else dict(_shares(cube, chances, table, k))
    return Expected(
        indicator=indicator,
        factors=chances.factors,
        refused=model.refused,
        discrimination=None if model.discrimination is None else round(model.discrimination, DECIMALS),
        slope=None if model.slope is None else round(model.slope, DECIMALS),
        shares={**shares, **kept},
    )


def make_chances(cube: Cube, indicator: str) -> Chances:
    """A model of one outcome, fitted to every stay of the cube for which it is known."""
    codes = INDICATORS[indicator].codes
    outcome = cube.codes[indicator]
    met = cube.stays * (outcome == codes.index(MET))
    known = met + cube.stays * (outcome == codes.index(NOT_MET))
    factors = tuple(id_ for id_ in FACTORS if id_ in cube.offered)
    columns = [groups_of(cube, id_, FACTORS[id_])[1] for id_ in factors]
    groups = np.stack(columns, axis=1) if columns else np.zeros((len(known), 0), dtype=np.int64)
    rows = known > 0
    return Chances(
        known=known,
        met=met,
        model=fit_case_mix(groups[rows], met[rows], (known - met)[rows]),
        factors=factors,
        groups=groups,
        rows=rows,
    )


def plain_table(tables: Sequence[Table], indicator: str) -> Table | None:
    """The table of an indicator without any filter; None where it is not released."""
    gate = INDICATORS[indicator].gate
    wanted = Breakdown(levels=(gate[:2],) if gate else (), indicator=indicator)
    return next((table for table in tables if table.breakdown == wanted), None)


def inside(cube: Cube, rectangle: Rectangle) -> NDArray[np.bool_]:
    """Which combinations of the cube a released row counts."""
    node, start, end = rectangle
    return np.isin(cube.unit, node) & (cube.year >= start) & (cube.year < end)


def step(stays: int, k: int) -> float | None:
    """How finely an expected share of so many stays is told: in steps of k patients or more. None: not at all."""
    return next((one for one in STEPS if one * stays >= k), None)


def rounded(share: float, stays: int, k: int) -> float | None:
    """An expected share as it is published; None of too few stays."""
    steps = step(stays, k)
    return None if steps is None else round(round(share / steps) * steps, 7)


def _shares(cube: Cube, chances: Chances, table: Table, k: int) -> Iterator[tuple[Rectangle, float]]:
    chance = chances.chance
    for rectangle in table.counts:
        stays = chances.known * inside(cube, rectangle)
        total = int(stays.sum())
        share = rounded(float((stays * chance).sum()) / total, total, k) if total else None
        if share is not None:
            yield rectangle, share


def expected_of(header: Header, indicator: str) -> Expected | None:
    """What a release expects of an indicator; None where it was not adjusted."""
    return next((one for one in header.expected if one.indicator == indicator), None)
