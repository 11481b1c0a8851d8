"""What the proof asks of the declarations: levels that refine each other, and nothing that follows from another."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from queries.indicators import INDICATORS
from queries.release.breakdown import Breakdown, every_breakdown
from queries.settings import load
from queries.variables import CHARACTERISTICS

PAIRS = [
    (variable.id, one.id, other.id)
    for variable in CHARACTERISTICS.values()
    for one, other in combinations(variable.shared_levels, 2)
]


def columns(variable_id: str, level_id: str) -> NDArray[np.float64]:
    """The indicator of each group over the codes (codes x groups)."""
    variable = CHARACTERISTICS[variable_id]
    groups = variable.level(level_id).groups.values()
    return np.array([[code in group for group in groups] for code in variable.codes], dtype=float)


def rank(matrix: NDArray[np.float64]) -> int:
    return int(np.linalg.matrix_rank(matrix))


@pytest.mark.parametrize(("variable_id", "one", "other"), PAIRS)
def test_two_levels_have_in_common_only_what_a_coarser_level_has(
    variable_id: str, one: str, other: str
) -> None:
    """Levels may branch (traumatic causes, non-traumatic causes) as long as what both can tell apart is told
    apart by a level below both: the parts of the proof are then still a direct sum."""
    left, right = columns(variable_id, one), columns(variable_id, other)
    common = rank(left) + rank(right) - rank(np.concatenate([left, right], axis=1))
    below = [
        rank(columns(variable_id, level))
        for level in {one, *coarser(variable_id, one)} & {other, *coarser(variable_id, other)}
    ]
    assert common == max(below, default=1)


def coarser(variable_id: str, level_id: str) -> set[str]:
    """Every level that a level refines."""
    steps = set(CHARACTERISTICS[variable_id].level(level_id).coarser)
    return steps.union(*(coarser(variable_id, step) for step in steps))


@pytest.mark.parametrize("variable_id", CHARACTERISTICS)
def test_levels_branch_into_two_at_most(variable_id: str) -> None:
    """Two chains always generate a distributive lattice; three need not."""
    levels = [level.id for level in CHARACTERISTICS[variable_id].shared_levels]
    for three in combinations(levels, 3):
        related = [
            a in coarser(variable_id, b) or b in coarser(variable_id, a) for a, b in combinations(three, 2)
        ]
        assert any(related)


def test_no_breakdown_joins_an_indicator_with_what_it_is_a_function_of() -> None:
    offered = frozenset({*CHARACTERISTICS, *INDICATORS})
    rule = load().rule
    for breakdown in every_breakdown(rule, offered):
        if breakdown.indicator:
            assert not INDICATORS[breakdown.indicator].derived_from & set(breakdown.variables)


def test_a_gated_outcome_is_always_released_with_its_gate() -> None:
    gated = [id_ for id_, indicator in INDICATORS.items() if indicator.gate]
    rule = load().rule
    breakdowns = every_breakdown(rule, frozenset({*CHARACTERISTICS, *INDICATORS}))
    with_gate = [one for one in breakdowns if one.indicator in gated]
    assert with_gate
    for breakdown in with_gate:
        gate = INDICATORS[str(breakdown.indicator)].gate
        assert gate is not None
        assert gate[:2] in breakdown.levels
        assert all(gate[:2] in one.levels for one in breakdown.coarser() if one.indicator)


def test_every_coarser_breakdown_is_itself_released_or_barred_with_all_finer_ones() -> None:
    breakdowns = every_breakdown(load().rule, frozenset({*CHARACTERISTICS, *INDICATORS}))
    place = {breakdown: number for number, breakdown in enumerate(breakdowns)}
    assert breakdowns[0] == Breakdown()
    assert all(place[coarse] < place[one] for one in breakdowns for coarse in one.coarser())
