"""Trends: every period of every line is true, each line has the periods of its own plan, and rights hold."""

import datetime
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import (
    CHARACTERISTICS,
    INDICATORS,
    Event,
    InvalidSelection,
    OwnRow,
    Row,
    Selection,
    Series,
    Shown,
    Trend,
    Viewer,
)
from queries.release.lines import segments_of
from tests.release.registries import TODAY, Released

HAUKELAND, HORNBAEK, REYKJAVIK, LINKOPING = 105593, 40000001, 50000001, 60000001
COUNCIL = Viewer(role="council")
CLINICIAN = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@st.composite
def questions(draw: st.DrawFn) -> Selection:
    shows = draw(st.sampled_from([*CHARACTERISTICS, *INDICATORS]))
    chosen = draw(st.lists(st.sampled_from(list(CHARACTERISTICS)), max_size=2, unique=True))
    where = tuple((v, (draw(st.sampled_from(CHARACTERISTICS[v].group_ids)),)) for v in chosen)
    return Selection(
        shows=shows,
        where=where,
        split_by=draw(st.sampled_from(["unit", "country"])),
        country=draw(st.sampled_from([None, None, "NO", "IS"])),
    )


def asked(made: Released, selection: Selection, viewer: Viewer = COUNCIL, step: Any = "year") -> Trend:
    return made.registry.trend(selection, viewer, today=TODAY, step=step)


def rows_of(trend: Trend) -> Iterator[tuple[Series, Row]]:
    for series in (*trend.series, *trend.references):
        yield from ((series, row) for row in series.rows)


@given(selection=questions(), viewer=st.sampled_from([COUNCIL, CLINICIAN]))
@settings(max_examples=100, suppress_health_check=SLOW)
def test_every_period_is_true_and_follows_the_one_before(
    read_only: Released, selection: Selection, viewer: Viewer
) -> None:
    trend = asked(read_only, selection, viewer)
    for series, row in rows_of(trend):
        assert row.group == series.group
        assert row.lane == "shared"
        counts = read_only.count(trend.shown, set(row.group.units), row.period, shared=True)
        for category, cell in zip(trend.categories, row.cells, strict=True):
            assert isinstance(cell, Shown)
            assert cell.count == sum(counts.get(code, 0) for code in codes_of(trend, category))
    for series in (*trend.series, *trend.references):
        assert all(one.period[1] < other.period[0] for one, other in pairwise(series.rows))


def codes_of(trend: Trend, category: str) -> tuple[str, ...]:
    shows = trend.shown.shows
    if shows in INDICATORS:
        return (category,)
    return CHARACTERISTICS[shows].level(str(trend.shown.detail)).groups[category]


def test_each_line_has_the_finest_periods_of_its_own_plan(read_only: Released) -> None:
    trend = asked(read_only, Selection(shows="nursing_home"))
    header = read_only.store.header("2025-1")
    (table,) = [t for t in read_only.store.tables(header) if t.breakdown.key == "|nursing_home"]
    lengths = set()
    for series in (*trend.series, *trend.references):
        indices = tuple(sorted(header.unit_index(unit) for unit in series.group.units))
        line = table.plan.cuts(indices)
        expected = [] if line is None else [(2017 + a, 2016 + b) for a, b in segments_of(line)]
        years = header.active[series.group.units[0]] if len(series.group.units) == 1 else range(2017, 2026)
        active = [(a, b) for a, b in expected if any(a <= year <= b for year in years)]
        assert [row.period for row in series.rows] == active
        lengths.add(len(series.rows))
    assert len(lengths) > 2


def test_a_line_that_cannot_be_shown_is_there_without_periods_and_its_pool_beside_it(
    read_only: Released,
) -> None:
    trend = asked(read_only, Selection(shows="nursing_home"))
    by_key = {series.group.key: series for series in trend.series if series.group.scope == "unit"}
    assert by_key[str(REYKJAVIK)].rows == ()
    pools = [series for series in trend.series if series.group.scope == "group"]
    if "merged_units" in trend.changes:
        (pool,) = pools
        hidden = {int(key) for key, series in by_key.items() if not series.rows}
        assert hidden <= set(pool.group.units)
        assert pool.rows
    else:
        assert pools == []


def test_a_period_in_the_question_changes_nothing(read_only: Released) -> None:
    plain, dated = (
        asked(read_only, Selection(shows="cause", detail="injury_type", period=period))
        for period in (None, (2020, 2021))
    )
    assert plain == dated


def test_a_detail_without_a_course_is_made_coarser(read_only: Released) -> None:
    finest = asked(read_only, Selection(shows="ais_admission"))
    coarse = asked(read_only, Selection(shows="ais_admission", detail="severity"))
    assert coarse.shown.detail == "severity"
    periods = [len(one.rows) for one in finest.series]
    assert sum(length >= 3 for length in periods) * 2 >= len(periods)


# --- The viewer's own ---------------------------------------------------------------------------------
def test_the_council_has_no_own_line_and_a_unit_has_its_own(read_only: Released) -> None:
    assert asked(read_only, Selection(shows="nursing_home")).own == ()
    trend = asked(read_only, Selection(shows="nursing_home"), CLINICIAN)
    assert [one.group.units for one in trend.own] == [(HAUKELAND,)]
    assert all(HAUKELAND not in one.group.units for one in trend.series if one.group.scope == "unit")
    assert trend.contains_own_unit_data


@pytest.mark.parametrize(("country", "own"), [("NO", 1), ("DK", 0)])
def test_beside_countries_the_own_unit_is_shown_if_it_is_among_them(
    read_only: Released, country: str, own: int
) -> None:
    selection = Selection(shows="nursing_home", split_by="country", country=country)
    assert len(asked(read_only, selection, CLINICIAN).own) == own


STEPS = {"year": 12, "halfyear": 6, "quarter": 3}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "selection",
    [
        Selection(shows="nursing_home"),
        Selection(shows="bladder_regime", where=(("sex", ("man",)),)),
        Selection(shows="cause", detail="main_causes"),
    ],
    ids=lambda selection: selection.shows,
)
def test_own_steps_agree_with_a_loop(read_only: Released, selection: Selection, step: str) -> None:
    trend = asked(read_only, selection, CLINICIAN, step)
    (own,) = trend.own
    assert [row.group for row in own.answer.rows] == steps_from_2017(STEPS[step])
    for row in own.answer.rows:
        stays = [
            stay for stay in own_stays(read_only, trend.shown) if step_of(stay, STEPS[step]) == row.group
        ]
        assert row.stays == len(stays)
        for category, cell in zip(own.answer.categories, row.cells, strict=True):
            assert cell.count == sum(stay[trend.shown.shows] in codes_of(trend, category) for stay in stays)


def own_stays(made: Released, shown: Selection) -> list[dict[str, Any]]:
    wanted = {variable: CHARACTERISTICS[variable].expand(groups) for variable, groups in shown.where}
    return [
        stay
        for stay in made.stays
        if stay["unit"] == HAUKELAND
        and stay["discharge"] is not None
        and "2017-01-01" <= stay["discharge"] <= TODAY.isoformat()
        and all(stay[variable] in codes for variable, codes in wanted.items())
    ]


def step_of(stay: dict[str, Any], months: int) -> str:
    day = datetime.date.fromisoformat(stay["discharge"])
    return f"{day.year}-{(day.month - 1) // months * months + 1:02}-01"


def steps_from_2017(months: int) -> list[str]:
    return [
        f"{year}-{month:02}-01"
        for year in range(2017, TODAY.year + 1)
        for month in range(1, 13, months)
        if (year, month) <= (TODAY.year, TODAY.month)
    ]


def test_no_other_step_can_be_asked_for(read_only: Released) -> None:
    with pytest.raises(InvalidSelection):
        asked(read_only, Selection(), CLINICIAN, "month")


@pytest.mark.parametrize("shows", ["nursing_home", "bowel_assessed", "bladder_regime"])
def test_stays_between_events_agree_with_a_loop(read_only: Released, shows: str) -> None:
    (own,) = asked(read_only, Selection(shows=shows), CLINICIAN).own
    assert own.gaps is not None
    stays = own_stays(read_only, Selection(shows=shows))
    said = [stay[shows] for stay in stays]
    rarer = "met" if said.count("met") <= said.count("not_met") else "not_met"
    assert own.gaps.event == rarer
    days = sorted({stay["discharge"] for stay in stays})
    events, since = [], 0
    for day in days:
        of_day = [stay[shows] for stay in stays if stay["discharge"] == day]
        since += sum(code in ("met", "not_met") and code != rarer for code in of_day)
        for _ in range(of_day.count(rarer)):
            events.append(Event(day=datetime.date.fromisoformat(day), after=since))
            since = 0
    assert own.gaps.events == tuple(events)
    assert own.gaps.since == since
    assert len(events) > 3


def test_a_characteristic_has_no_events(read_only: Released) -> None:
    (own,) = asked(read_only, Selection(shows="sex"), CLINICIAN).own
    assert own.gaps is None


def test_delays_are_of_three_years_that_ended_a_year_ago(read_only: Released) -> None:
    (own,) = asked(read_only, Selection(), CLINICIAN).own
    assert own.delays is not None
    first, last = (TODAY - datetime.timedelta(days=days) for days in (4 * 365, 366))
    stays = [
        stay
        for stay in read_only.stays
        if stay["unit"] == HAUKELAND
        and stay["discharge"] is not None
        and first.isoformat() <= stay["discharge"] <= last.isoformat()
    ]
    delays = own.delays
    assert sum(delays.days.values()) + delays.implausible + delays.unknown == len(stays)


def test_a_row_says_how_many_have_no_answer(read_only: Released) -> None:
    (own,) = asked(read_only, Selection(shows="nursing_home"), CLINICIAN).own
    assert all(isinstance(row, OwnRow) for row in own.answer.rows)
    assert all(row.cells[0].total + row.not_counted["missing"] == row.stays for row in own.answer.rows)
