"""What signals on a chart over time, and how often that happens by chance: written cases and every toss of a coin."""

from collections.abc import Sequence
from itertools import groupby, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.statistics.intervals import Interval
from queries.statistics.rules import RUN, judged, run_chance

WIDE = Interval(low=-100, high=100)
VALUES = st.lists(st.one_of(st.none(), st.integers(-3, 3).map(float)), max_size=30)


def test_a_point_signals_only_beyond_its_own_limits() -> None:
    limits = [
        Interval(low=1, high=2),
        Interval(low=1, high=2),
        Interval(low=1, high=2),
        Interval(low=0, high=3),
    ]
    assert _signals([0.9, 1.0, 2.1, 2.1], limits, centre=1.5) == [{"below"}, set(), {"above"}, set()]


@pytest.mark.parametrize("length", [RUN - 1, RUN, RUN + 3])
@pytest.mark.parametrize(("side", "signal"), [(1.0, "run_above"), (-1.0, "run_below")])
def test_a_run_signals_from_eight_points(length: int, side: float, signal: str) -> None:
    values = [-side, *[side] * length, -side]
    expected = [set(), *[{signal} if length >= RUN else set()] * length, set()]
    assert _signals(values, [WIDE] * len(values)) == expected


def test_empty_points_and_points_on_the_line_neither_break_nor_lengthen_a_run() -> None:
    whole = [1.0, 1.0, None, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    found = _signals(whole, [WIDE] * 10)
    assert [bool(signals) for signals in found] == [value == 1 for value in whole]
    assert not any(_signals(whole[:-1], [WIDE] * 9))


def test_a_point_can_signal_twice() -> None:
    values = [101.0, *[1.0] * 7]
    assert _signals(values, [WIDE] * 8)[0] == {"above", "run_above"}


@given(VALUES)
def test_points_turn_round_with_their_values(values: list[float | None]) -> None:
    limits = [None if value is None else Interval(low=-2, high=2) for value in values]
    turned = _signals([None if value is None else -value for value in values], limits)
    other = {"above": "below", "below": "above", "run_above": "run_below", "run_below": "run_above"}
    assert turned == [{other[signal] for signal in signals} for signals in _signals(values, limits)]


def test_as_many_limits_as_values() -> None:
    with pytest.raises(ValueError, match="zip"):
        judged([1.0, 2.0], [WIDE], 0)


@pytest.mark.parametrize("length", [1, 2, 3, 8])
@pytest.mark.parametrize("points", range(1, 13))
def test_the_chance_of_a_run_as_counted(points: int, length: int) -> None:
    tosses = list(product((0, 1), repeat=points))
    with_run = sum(_longest(toss) >= length for toss in tosses)
    assert run_chance(points, length) == with_run / len(tosses)


def test_the_chance_of_six_alike_in_two_hundred_tosses() -> None:
    # The well-known classroom example, 96.5 %.
    assert round(run_chance(200, 6), 4) == 0.9653


def test_no_points_have_no_run() -> None:
    assert run_chance(0) == 0
    assert run_chance(RUN - 1) == 0


def _longest(toss: Sequence[int]) -> int:
    return max(len(list(stretch)) for _, stretch in groupby(toss))


def _signals(
    values: Sequence[float | None], limits: Sequence[Interval | None], centre: float = 0
) -> list[set[str]]:
    return [set(point.signals) for point in judged(values, limits, centre)]
