"""What registration delay still hides: against a day-by-day count and a simulated registry."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.statistics.delay import FEWEST_STAYS, complete_after, unregistered

DELAYS = st.dictionaries(st.integers(0, 400), st.integers(0, 5), min_size=1).filter(
    lambda found: sum(found.values()) >= FEWEST_STAYS
)


@given(DELAYS, st.integers(0, 200), st.integers(0, 200))
def test_it_is_the_share_not_seen_of_each_day(delays: dict[int, int], youngest: int, more: int) -> None:
    stays, oldest = sum(delays.values()), youngest + more
    pace, expected = stays / 1000, 0.0
    for age in range(youngest, oldest + 1):
        seen = sum(count for days, count in delays.items() if days <= age)
        expected += pace * (1 - seen / stays)
    found = unregistered(delays, 1000, youngest, oldest)
    assert found is not None
    assert found.expected == pytest.approx(expected)


def test_the_interval_holds_what_a_steady_registry_hides() -> None:
    draw, held, hidden = random.Random(5), 0, []
    for _ in range(400):
        earlier = [round(draw.lognormvariate(3.2, 1.2)) for _ in range(90)]
        delays = {days: earlier.count(days) for days in set(earlier)}
        found = unregistered(delays, 3 * 365, 0, 200)
        stays = [age for age in range(201) for _ in range(2) if draw.random() < 90 / (3 * 365) / 2]
        missing = sum(round(draw.lognormvariate(3.2, 1.2)) > age for age in stays)
        assert found is not None
        held += found.interval.includes(missing)
        hidden.append(found.expected - missing)
    assert held / 400 > 0.9
    assert abs(fmean(hidden)) < 0.3


@pytest.mark.parametrize("delays", [{}, {10: FEWEST_STAYS - 1}])
def test_too_few_stays_say_nothing(delays: dict[int, int]) -> None:
    assert unregistered(delays, 100, 0, 10) is None
    assert complete_after(delays) is None


def test_nobody_is_hidden_where_all_are_registered_at_once() -> None:
    found = unregistered({0: 50}, 100, 0, 90)
    assert found is not None
    assert (found.expected, found.interval.low, found.interval.high) == (0, 0, 0)


@pytest.mark.parametrize(("days", "youngest", "oldest"), [(0, 0, 1), (10, 3, 2), (10, -1, 2)])
def test_impossible_days_are_refused(days: int, youngest: int, oldest: int) -> None:
    with pytest.raises(ValueError, match="days"):
        unregistered({1: 30}, days, youngest, oldest)


def test_complete_is_when_so_many_are_registered() -> None:
    assert complete_after({1: 10, 5: 9, 40: 1}) == 5
    assert complete_after({1: 10, 5: 8, 40: 2}) == 40
    assert complete_after({1: 10, 5: 10, 40: 0}, share=0.4) == 1
