"""Funnel limits against adding up binomial probabilities one by one."""

from math import comb, fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.statistics.limits import (
    ALARM,
    WARNING,
    binomial_limits,
    expected_outside,
    outside_chance,
    standing,
)

TOTALS = st.integers(1, 90)
SHARES = st.integers(1, 99).map(lambda percent: percent / 100)
LEVELS = st.sampled_from([WARNING, ALARM])


@given(TOTALS, SHARES, LEVELS)
def test_each_side_is_passed_as_rarely_as_promised_and_no_tighter_limit_would_be(
    total: int, reference: float, level: float
) -> None:
    at_most = (1 - level) / 2
    lower, upper = _tails(total, reference)
    for count in range(total + 1):
        stands = standing(count, total, reference, level)
        if stands == "too_few":
            assert lower[0] > at_most
            assert upper[total] > at_most
        else:
            assert (stands == "below") == (lower[count] <= at_most)
            assert (stands == "above") == (upper[count] <= at_most)


@given(TOTALS, SHARES, LEVELS)
def test_the_drawn_limits_say_what_the_standing_says(total: int, reference: float, level: float) -> None:
    limits = binomial_limits(reference, total, level)
    assert 0 <= limits.low <= limits.high <= 1
    for count in range(total + 1):
        inside = standing(count, total, reference, level) in ("inside", "too_few")
        assert limits.includes(count / total) == inside


@given(TOTALS, SHARES, LEVELS)
def test_the_limits_are_those_of_spiegelhalter(total: int, reference: float, level: float) -> None:
    lower, _ = _tails(total, reference)
    p = (1 - level) / 2
    r = next(count for count in range(total + 1) if lower[count] > p)
    before = lower[r - 1] if r else 0.0
    expected = (r - (lower[r] - p) / (lower[r] - before)) / total
    assert binomial_limits(reference, total, level).low == pytest.approx(max(0, expected), abs=1e-9)


@given(TOTALS, SHARES, LEVELS)
def test_a_share_is_judged_like_what_remains(total: int, reference: float, level: float) -> None:
    met, not_met = binomial_limits(reference, total, level), binomial_limits(1 - reference, total, level)
    assert (met.low, met.high) == pytest.approx((1 - not_met.high, 1 - not_met.low), abs=1e-6)


@given(TOTALS, SHARES, LEVELS)
def test_the_chance_to_be_outside(total: int, reference: float, level: float) -> None:
    outside = [
        _probability(count, total, reference)
        for count in range(total + 1)
        if standing(count, total, reference, level) in ("below", "above")
    ]
    assert outside_chance(reference, total, level) == pytest.approx(fsum(outside), abs=1e-12)
    assert outside_chance(reference, total, level) <= 1 - level


def test_units_expected_outside_add_up() -> None:
    one, other = outside_chance(0.8, 30, WARNING), outside_chance(0.8, 55, WARNING)
    assert expected_outside(0.8, [30, 55, 30], WARNING) == pytest.approx(2 * one + other)
    assert expected_outside(0.8, []) == 0


def test_more_stays_and_a_lower_level_narrow_the_limits() -> None:
    wide, narrow = binomial_limits(0.7, 20), binomial_limits(0.7, 200)
    assert wide.low < narrow.low < 0.7 < narrow.high < wide.high
    assert wide.low < binomial_limits(0.7, 20, WARNING).low


@pytest.mark.parametrize(
    ("count", "total", "reference", "expected"),
    [
        (0, 1, 0.5, "too_few"),
        (4, 4, 0.5, "too_few"),
        (0, 10, 0.5, "below"),
        (10, 10, 0.5, "above"),
        (5, 10, 0.5, "inside"),
        (0, 10, 0.0, "inside"),
        (1, 10, 0.0, "above"),
        (10, 10, 1.0, "inside"),
        (9, 10, 1.0, "below"),
    ],
)
def test_standings(count: int, total: int, reference: float, expected: str) -> None:
    assert standing(count, total, reference) == expected


@pytest.mark.parametrize(("reference", "total"), [(0.5, 0), (-0.1, 5), (1.1, 5)])
def test_impossible_limits_are_refused(reference: float, total: int) -> None:
    with pytest.raises(ValueError, match="no limits"):
        binomial_limits(reference, total)
    with pytest.raises(ValueError, match="no limits"):
        standing(0, total, reference)


@pytest.mark.parametrize("count", [-1, 6])
def test_an_impossible_count_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        standing(count, 5, 0.5)


def _tails(total: int, reference: float) -> tuple[list[float], list[float]]:
    """For each count the chance of so few, and of so many."""
    each = [_probability(count, total, reference) for count in range(total + 1)]
    return (
        [fsum(each[: count + 1]) for count in range(total + 1)],
        [fsum(each[count:]) for count in range(total + 1)],
    )


def _probability(count: int, total: int, reference: float) -> float:
    return float(comb(total, count) * reference**count * (1 - reference) ** (total - count))
