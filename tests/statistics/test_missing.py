"""Bounds for missing answers are those of filling them in, every way there is."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.statistics.intervals import Interval
from queries.statistics.missing import share_bounds


@pytest.mark.parametrize("missing", range(1, 8))
@pytest.mark.parametrize(("count", "total"), [(0, 0), (0, 5), (3, 5), (5, 5)])
def test_bounds_are_reached_and_never_passed(count: int, total: int, missing: int) -> None:
    shares = [(count + sum(filled)) / (total + missing) for filled in product((0, 1), repeat=missing)]
    assert share_bounds(count, total, missing) == Interval(low=min(shares), high=max(shares))


@pytest.mark.parametrize(
    ("total", "missing", "wanted"),
    [(90, 10, False), (89, 11, True), (9, 1, False), (8, 1, True), (10, 0, False), (1, 0, False)],
)
def test_bounds_are_given_below_ninety_per_cent(total: int, missing: int, wanted: bool) -> None:
    assert (share_bounds(total // 2, total, missing) is not None) == wanted


@given(st.integers(1, 80), st.integers(9, 80), st.data())
def test_bounds_hold_the_share_of_those_who_answered(total: int, missing: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    bounds = share_bounds(count, total, missing)
    assert bounds is None or bounds.low <= count / total <= bounds.high


@pytest.mark.parametrize(("count", "total", "missing"), [(0, 0, 0), (-1, 5, 3), (6, 5, 3), (1, 5, -1)])
def test_impossible_counts_are_refused(count: int, total: int, missing: int) -> None:
    with pytest.raises(ValueError, match="no bounds"):
        share_bounds(count, total, missing)
