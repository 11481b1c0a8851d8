"""Control charts: a printed example, exact distributions by brute force, and too few points to judge."""

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries.statistics.charts import Chart, TooFew, g_chart, p_chart, xmr_chart
from queries.statistics.limits import binomial_limits, outside_chance
from queries.statistics.rules import run_chance

# Viscosity of primer paint (Montgomery, Introduction to Statistical Quality Control, the individuals chart).
VISCOSITY = [
    33.75,
    33.05,
    34.0,
    33.81,
    33.46,
    34.02,
    33.68,
    33.27,
    33.49,
    33.2,
    33.62,
    33.0,
    33.54,
    33.12,
    33.84,
]
COUNTS = st.lists(
    st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=30
)
MEANS = st.lists(st.one_of(st.none(), st.floats(-1e3, 1e3)), max_size=25)


def test_montgomerys_viscosity() -> None:
    chart = _chart(xmr_chart(VISCOSITY))
    limits = chart.points[0].limits
    assert limits is not None
    assert [round(number, 2) for number in (chart.centre, limits.low, limits.high)] == [33.52, 32.24, 34.8]
    assert not any(point.signals for point in chart.points)


def test_empty_steps_do_not_move_the_limits_of_means() -> None:
    full, with_gaps = (
        _chart(xmr_chart(VISCOSITY)),
        _chart(xmr_chart([None, *VISCOSITY[:7], None, *VISCOSITY[7:]])),
    )
    assert with_gaps.centre == full.centre
    assert [point for point in with_gaps.points if point.value is not None] == list(full.points)
    assert [(point.value, point.limits) for point in with_gaps.points if point.value is None] == [
        (None, None)
    ] * 2


def test_twelve_means_are_enough() -> None:
    assert len(_chart(xmr_chart(VISCOSITY[:12])).points) == 12
    assert xmr_chart(VISCOSITY[:11]) == TooFew(there=11, needed=12)


def test_means_that_never_differ_give_no_signal() -> None:
    chart = _chart(xmr_chart([5.0] * 20))
    assert not any(point.signals for point in chart.points)


def test_the_false_alarms_of_means_are_those_of_other_normal_values() -> None:
    drawn = random.Random(987)
    charts = [_chart(xmr_chart([drawn.gauss(200, 30) for _ in range(16)])) for _ in range(2000)]
    alarms = sum(any(point.signals for point in chart.points) for chart in charts) / len(charts)
    assert charts[0].by_chance == pytest.approx(alarms, abs=0.02)


@given(MEANS)
def test_a_chart_of_means_has_a_point_for_each_step(values: list[float | None]) -> None:
    chart = xmr_chart(values)
    there = sum(value is not None for value in values)
    if there < 12:
        assert chart == TooFew(there=there, needed=12)
    else:
        assert [point.value for point in _chart(chart).points] == values


@example([(1, 1), (0, 0), *[(3, 4)] * 8])
@given(COUNTS)
def test_a_chart_of_shares_has_exact_limits(counts: list[tuple[int, int]]) -> None:
    chart, totals = p_chart(counts), [total for _, total in counts if total]
    if len(totals) < 8:
        assert chart == TooFew(there=len(totals), needed=8)
        return
    chart = _chart(chart)
    assert chart.centre == pytest.approx(sum(count for count, _ in counts) / sum(totals))
    for point, (count, total) in zip(chart.points, counts, strict=True):
        assert point.limits == (binomial_limits(chart.centre, total) if total else None)
        assert point.value == (count / total if total else None)


def test_the_false_alarms_of_shares_are_at_least_those_of_either_rule() -> None:
    chart = _chart(p_chart([(16, 20)] * 10))
    outside = 1 - (1 - outside_chance(0.8, 20)) ** 10
    assert chart.by_chance == pytest.approx(outside + run_chance(10) - outside * run_chance(10))


def test_a_known_centre_is_kept() -> None:
    counts = [(6, 20)] * 8
    assert not any(point.signals for point in _chart(p_chart(counts)).points)
    far = _chart(p_chart(counts, centre=0.8))
    assert far.centre == 0.8
    assert {point.signals for point in far.points} == {frozenset({"below", "run_below"})}


@pytest.mark.parametrize("count", [-1, 21])
def test_impossible_counts_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="outside its total"):
        p_chart([(16, 20)] * 9 + [(count, 20)])


@given(st.lists(st.integers(0, 60), min_size=12, max_size=40))
def test_rare_events_have_exact_limits(gaps: list[int]) -> None:
    chart = _chart(g_chart(gaps))
    limits = chart.points[0].limits
    none_yet = sum(gaps) / (len(gaps) + sum(gaps))  # the chance that a stay goes by without an event
    assert limits is not None
    assert limits.high == next(gap for gap in range(9999) if none_yet ** (gap + 1) <= 0.001 + 1e-12)
    assert limits.low == next(gap for gap in range(9999) if 1 - none_yet ** (gap + 1) >= 0.001 - 1e-12)
    assert chart.centre == next(gap for gap in range(9999) if 1 - none_yet ** (gap + 1) >= 0.5 - 1e-12)
    inside = none_yet**limits.low - none_yet ** (limits.high + 1)
    assert 1 - chart.by_chance == pytest.approx(inside ** len(gaps) * (1 - run_chance(len(gaps))))


def test_a_long_wait_and_a_cluster_of_events_signal() -> None:
    steady = [12, 3, 30, 8, 1, 22, 15, 40, 5, 9, 18, 2, 27, 11]
    assert not any(point.signals for point in _chart(g_chart(steady)).points)
    assert _chart(g_chart([*steady, 200])).points[-1].signals == {"above"}
    assert "run_below" in _chart(g_chart([*steady, *[1] * 8])).points[-1].signals


def test_events_at_every_stay_are_nothing_unusual() -> None:
    chart = _chart(g_chart([0] * 12))
    assert chart.centre == 0
    assert not any(point.signals for point in chart.points)


def test_too_few_events_to_judge() -> None:
    assert g_chart([3] * 11) == TooFew(there=11, needed=12)
    assert g_chart([]) == TooFew(there=0, needed=12)


def test_a_gap_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        g_chart([-1])


def _chart(made: Chart | TooFew) -> Chart:
    if isinstance(made, TooFew):
        pytest.fail(f"too few: {made}")
    return made
