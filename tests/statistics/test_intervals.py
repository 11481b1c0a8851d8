"""Intervals against the examples printed in Newcombe's two papers (Stat Med 1998;17:857 and 873)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.statistics.intervals import Interval, newcombe, wilson

COUNTS = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_the_published_examples(count: int, total: int, low: float, high: float) -> None:
    interval = wilson(count, total)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_equals_the_published_examples(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    interval = newcombe(first, second)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(COUNTS)
def test_wilson_holds_the_share_and_stays_possible(counted: tuple[int, int]) -> None:
    count, total = counted
    interval = wilson(count, total)
    assert 0 <= interval.low <= count / total <= interval.high <= 1


@given(COUNTS)
def test_wilson_is_symmetric(counted: tuple[int, int]) -> None:
    count, total = counted
    met, not_met = wilson(count, total), wilson(total - count, total)
    assert met.low == pytest.approx(1 - not_met.high)
    assert met.high == pytest.approx(1 - not_met.low)


@given(COUNTS, COUNTS)
def test_newcombe_turns_round_with_its_arguments(first: tuple[int, int], second: tuple[int, int]) -> None:
    one, other = newcombe(first, second), newcombe(second, first)
    assert one.low == pytest.approx(-other.high)
    assert -1 <= one.low <= first[0] / first[1] - second[0] / second[1] <= one.high <= 1


def test_a_lower_level_gives_a_narrower_interval() -> None:
    wide, narrow = wilson(25, 32), wilson(25, 32, level=0.8)
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 5), (6, 5)])
def test_an_impossible_share_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, total)


def test_an_interval_includes_its_ends() -> None:
    interval = Interval(low=0.2, high=0.4)
    assert [interval.includes(value) for value in (0.19, 0.2, 0.3, 0.4, 0.41)] == [
        False,
        True,
        True,
        True,
        False,
    ]
