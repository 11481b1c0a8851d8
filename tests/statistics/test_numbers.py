"""Means, quantiles and intervals: printed examples and tables, numpy and scipy, and counting by brute force."""

from collections import Counter
from collections.abc import Mapping
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from queries.statistics.numbers import mean, mean_interval, median, median_interval, quantile

LISTS = st.lists(st.integers(-50, 800), min_size=1, max_size=60)
# Student's own example, the additional hours of sleep of ten patients (Biometrika 1908;6:20).
SLEEP = Counter([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def test_students_sleep_data() -> None:
    interval = mean_interval(SLEEP)
    assert mean(SLEEP) == pytest.approx(2.33)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.8977, 3.7623)


@pytest.mark.parametrize(
    ("n", "rank"),  # of the lower end, as in the table of Conover, Practical Nonparametric Statistics, 1999
    [
        (5, None),
        (6, 1),
        (8, 1),
        (9, 2),
        (10, 2),
        (11, 2),
        (12, 3),
        (15, 4),
        (20, 6),
        (25, 8),
        (50, 18),
        (100, 40),
    ],
)
def test_the_ranks_of_a_median_interval(n: int, rank: int | None) -> None:
    interval = median_interval({float(value): 1 for value in range(1, n + 1)})
    assert (interval and (interval.low, interval.high)) == (rank and (rank, n + 1 - rank))


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("n", range(1, 81))
def test_a_median_interval_covers_enough_and_no_narrower_one_does(n: int, level: float) -> None:
    interval = median_interval({float(value): 1 for value in range(1, n + 1)}, level)
    d = 0 if interval is None else int(interval.low)
    assert _left_out(n, d + 1) > 1 - level
    assert d == 0 or _left_out(n, d) <= 1 - level


@given(LISTS, st.floats(0, 1))
def test_numbers_as_numpy_and_scipy_have_them(listed: list[int], p: float) -> None:
    values = _counted(listed)
    assert mean(values) == pytest.approx(np.mean(listed))
    assert median(values) == np.median(listed)
    assert quantile(values, p) == pytest.approx(float(np.quantile(listed, p, method="linear")), abs=1e-9)


@given(st.lists(st.integers(-50, 800), min_size=2, max_size=60), st.sampled_from([0.8, 0.95, 0.998]))
def test_the_interval_of_a_mean_as_scipy_has_it(listed: list[int], level: float) -> None:
    interval = mean_interval(_counted(listed), level)
    spread = stats.sem(listed)
    assert interval is not None
    low, high = (
        stats.t.interval(level, len(listed) - 1, np.mean(listed), spread) if spread else [np.mean(listed)] * 2
    )
    assert (interval.low, interval.high) == pytest.approx((low, high))


@given(LISTS)
def test_intervals_hold_what_they_are_of(listed: list[int]) -> None:
    values = _counted(listed)
    for number, interval in (
        (mean(values), mean_interval(values)),
        (median(values), median_interval(values)),
    ):
        assert number is not None
        assert interval is None or interval.low - 1e-9 <= number <= interval.high + 1e-9


@given(LISTS, st.integers(2, 5), st.integers(-9, 9))
def test_a_change_of_unit_changes_nothing_else(listed: list[int], factor: int, shift: int) -> None:
    values, other = _counted(listed), _counted([value * factor + shift for value in listed])
    for before, after in ((mean(values), mean(other)), (quantile(values, 0.3), quantile(other, 0.3))):
        assert before is not None
        assert after == pytest.approx(before * factor + shift)
    one, two = median_interval(values), median_interval(other)
    assert (one and one.low * factor + shift) == (two and two.low)


def test_quartiles_by_hand() -> None:
    values = {1.0: 2, 3.0: 1, 10.0: 1}
    assert [quantile(values, p) for p in (0, 0.25, 0.5, 0.75, 1)] == [1, 1, 2, 4.75, 10]


@pytest.mark.parametrize("values", [{}, {4.0: 0}])
def test_no_values_have_no_numbers(values: Mapping[float, int]) -> None:
    assert (mean(values), median(values), quantile(values, 0.25)) == (None, None, None)
    assert (mean_interval(values), median_interval(values)) == (None, None)


def test_one_value_has_no_interval() -> None:
    assert (mean({7.0: 1}), median({7.0: 1})) == (7, 7)
    assert (mean_interval({7.0: 1}), median_interval({7.0: 1})) == (None, None)


def test_a_value_that_never_occurs_changes_nothing() -> None:
    assert median_interval({1.0: 4, 2.0: 5, 99.0: 0}) == median_interval({1.0: 4, 2.0: 5})


def test_a_count_below_zero_and_a_share_above_one_are_refused() -> None:
    with pytest.raises(ValueError, match="less than never"):
        mean({1.0: 3, 2.0: -1})
    with pytest.raises(ValueError, match="no quantile"):
        quantile({1.0: 3}, 1.1)


def _left_out(n: int, d: int) -> float:
    """The chance that the median lies outside the d-th lowest to the d-th highest; 1 where these cross."""
    return min(1.0, 2 * sum(comb(n, k) for k in range(d)) / float(2**n))


def _counted(listed: list[int]) -> dict[float, int]:
    return {float(value): count for value, count in Counter(listed).items()}
