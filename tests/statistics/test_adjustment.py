"""Case-mix adjustment against plain loops, and what it is for: units that differ by their patients only."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from queries.statistics.adjustment import (
    PENALTY,
    area_under_curve,
    decompose,
    fit_case_mix,
    shrunken_ratios,
)

Counts = NDArray[np.int64]
SEED = 20


def patients(stays: int, *, effect: float, base: float, seed: int = SEED) -> tuple[Counts, Counts, Counts]:
    """Factors (three ages, two sexes, four grades), met and not met, one row a patient."""
    random = np.random.default_rng(seed)
    factors = np.column_stack(
        [random.integers(0, 3, stays), random.integers(0, 2, stays), random.integers(0, 4, stays)]
    )
    odds = base + effect * factors[:, 0] - effect * (factors[:, 2] == 3)
    met = (random.random(stays) < 1 / (1 + np.exp(-odds))).astype(np.int64)
    return factors, met, 1 - met


def naive_chances(factors: Counts, met: Counts, not_met: Counts) -> NDArray[np.float64]:
    """Newton's method on the penalised likelihood, the intercept not penalised, patient by patient."""
    rows = []
    for one in factors:
        row = [1.0]
        for place in range(factors.shape[1]):
            row += [float(one[place] == group) for group in sorted(set(factors[:, place].tolist()))[1:]]
        rows.append(row)
    design = np.array(rows)
    weights = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], PENALTY)
    penalty[0] = 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        total = met + not_met
        gradient = design.T @ (met - total * chance) - penalty * weights
        hessian = (design.T * (total * chance * (1 - chance))) @ design + np.diag(penalty)
        weights = weights + np.linalg.solve(hessian, gradient)
    return np.asarray(1 / (1 + np.exp(-design @ weights)))


def test_chances_are_those_of_newtons_method() -> None:
    factors, met, not_met = patients(1500, effect=0.8, base=-1.0)
    model = fit_case_mix(factors, met, not_met)
    assert model.refused is None
    np.testing.assert_allclose(model.chances, naive_chances(factors, met, not_met), atol=1e-4)


def test_as_many_are_expected_as_there_were() -> None:
    factors, met, not_met = patients(1500, effect=0.8, base=-1.0)
    assert fit_case_mix(factors, met, not_met).chances.sum() == pytest.approx(met.sum(), rel=1e-4)


def test_rows_of_patients_that_are_alike_may_be_put_together() -> None:
    factors, met, not_met = patients(1500, effect=0.8, base=-1.0)
    alike, place = np.unique(factors, axis=0, return_inverse=True)
    together = [np.bincount(place.ravel(), weights=count).astype(np.int64) for count in (met, not_met)]
    one_by_one = fit_case_mix(factors, met, not_met).chances
    np.testing.assert_allclose(fit_case_mix(alike, *together).chances[place.ravel()], one_by_one, atol=1e-5)


def test_units_that_differ_by_their_patients_only_are_as_expected() -> None:
    factors, met, not_met = patients(20_000, effect=1.0, base=-1.0)
    old = factors[:, 0] == 2
    of_unit = np.random.default_rng(1).random(len(met)) < np.where(old, 0.7, 0.2)
    chances = fit_case_mix(factors, met, not_met).chances
    crude = met[of_unit].mean() - met.mean()
    split = decompose(met[of_unit].mean(), chances[of_unit].mean(), met.mean())
    assert crude > 0.1
    assert split.whole == pytest.approx(crude)
    assert abs(split.rest) < 0.02


def test_a_unit_that_does_better_with_the_same_patients_keeps_its_difference() -> None:
    factors, met, not_met = patients(20_000, effect=1.0, base=-1.0)
    random = np.random.default_rng(1)
    of_unit = random.random(len(met)) < 0.1
    helped = of_unit & (met == 0) & (random.random(len(met)) < 0.3)
    met, not_met = met + helped, not_met - helped
    chances = fit_case_mix(factors, met, not_met).chances
    split = decompose(met[of_unit].mean(), chances[of_unit].mean(), met.mean())
    assert split.rest > 0.1
    assert abs(split.case_mix) < 0.02


def test_too_few_events_are_refused() -> None:
    factors, met, not_met = patients(200, effect=0.8, base=-3.0)
    model = fit_case_mix(factors, met, not_met)
    assert (model.refused, model.discrimination, model.slope) == ("too_few_events", None, None)
    assert model.events < 10 * model.factors
    np.testing.assert_allclose(model.chances, met.mean())


def test_factors_that_tell_nothing_are_refused() -> None:
    factors, met, not_met = patients(1500, effect=0.0, base=-1.0)
    model = fit_case_mix(factors, met, not_met)
    assert model.refused == "poor_discrimination"


def test_discrimination_and_slope_are_of_patients_not_seen() -> None:
    """Many groups of pure noise look telling to the model that saw them, and do not hold for others."""
    random = np.random.default_rng(SEED)
    factors = random.integers(0, 60, (700, 1))
    met = random.integers(0, 2, 700)
    model = fit_case_mix(factors, met, 1 - met)
    assert model.refused == "too_few_events"
    few = random.integers(0, 30, (900, 1))
    met = random.integers(0, 2, 900)
    model = fit_case_mix(few, met, 1 - met)
    seen = area_under_curve(model.chances, met, 1 - met)
    assert model.discrimination is not None
    assert model.discrimination < 0.58 < seen
    assert model.refused == "poor_discrimination"


@given(
    st.lists(
        st.tuples(st.sampled_from((0.1, 0.2, 0.5, 0.9)), st.integers(0, 4), st.integers(0, 4)),
        min_size=2,
        max_size=12,
    ).filter(lambda rows: sum(row[1] for row in rows) > 0 and sum(row[2] for row in rows) > 0)
)
def test_area_under_the_curve_is_that_of_every_pair(rows: list[tuple[float, int, int]]) -> None:
    pairs = wins = 0.0
    for chance, met, _ in rows:
        for other, _, not_met in rows:
            pairs += met * not_met
            wins += met * not_met * (1.0 if chance > other else 0.5 if chance == other else 0.0)
    chances, met_counts, not_met_counts = (np.array(column) for column in zip(*rows, strict=True))
    assert area_under_curve(chances, met_counts, not_met_counts) == pytest.approx(wins / pairs)


def test_ratios_are_marshalls() -> None:
    observed, expected = [12, 3, 30, 0], [6.0, 5.0, 28.0, 4.0]
    overall = sum(observed) / sum(expected)
    spread = sum(e * (o / e - overall) ** 2 for o, e in zip(observed, expected, strict=True)) / sum(expected)
    between = max(0.0, spread - overall / (sum(expected) / 4))
    wanted = [
        overall + between / (between + overall / e) * (o / e - overall)
        for o, e in zip(observed, expected, strict=True)
    ]
    assert shrunken_ratios(observed, expected) == pytest.approx(wanted)


def test_a_small_unit_is_drawn_further_in_than_a_large_one() -> None:
    small, large, rest = shrunken_ratios([4, 60, 36], [2.0, 30.0, 68.0])
    assert 1 < small < large < 2
    assert rest < 1


def test_units_no_further_apart_than_by_chance_are_all_the_same() -> None:
    assert shrunken_ratios([10, 11, 9], [10.0, 10.0, 10.0]) == pytest.approx([1.0, 1.0, 1.0])


def test_ratios_may_be_drawn_towards_one_that_is_known() -> None:
    assert shrunken_ratios([12, 11, 13], [10.0, 10.0, 10.0], 1.0)[0] < 1.2
    assert all(1 <= ratio < 1.3 for ratio in shrunken_ratios([12, 11, 13], [10.0, 10.0, 10.0], 1.0))


def test_a_unit_of_which_nothing_is_expected_has_the_overall_ratio() -> None:
    assert shrunken_ratios([12, 8, 0], [10.0, 10.0, 0.0])[2] == pytest.approx(1.0)


def test_what_cannot_be_fitted_is_an_error() -> None:
    none: Counts = np.zeros(3, dtype=np.int64)
    with pytest.raises(ValueError, match="no stay"):
        fit_case_mix(np.zeros((3, 1), dtype=np.int64), none, none)
    with pytest.raises(ValueError, match="numbers of rows"):
        fit_case_mix(np.zeros((2, 1), dtype=np.int64), none, none)
    with pytest.raises(ValueError, match="expected"):
        shrunken_ratios([0, 1], [0.0, 0.0])
