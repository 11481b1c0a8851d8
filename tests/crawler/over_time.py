"""Holds every number of a trend on its page against the cells of the trend, asked for again of `queries` alone.

A table's row is judged by its own line and period, a mark by its own line; words by the union of all that is shown
and of what a control chart makes of it. What is drawn otherwise (heights, margins, places of words) is compared
between twins, byte by byte.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.comparison import name_of_group
from dashboard.language import date, in_language
from dashboard.own.steps import end_of, start_of, step_name
from dashboard.texts import years
from dashboard.trends.address import read_address
from queries import (
    INDICATORS,
    LEARNT_DAYS,
    RUN,
    Chart,
    OwnSeries,
    Registry,
    Series,
    Shown,
    Trend,
    Viewer,
    complete_after,
    g_chart,
    p_chart,
    unregistered,
    wilson,
)
from tests.crawler.crawl import Reply
from tests.crawler.parse import numbers_beside, plain, take_apart

DAY = datetime.timedelta(days=1)
# 998 in 1,000 within limits, so many in a row, how many a chart needs, 95 % intervals, patients under 16.
ALWAYS_SAID = {998.0, 1000.0, float(RUN), 12.0, 95.0, 16.0}
Numbers = set[float]


@dataclass(kw_only=True)
class Facts:
    """What a trend permits: by line and period, by line (as written, and as decimals), as marks, and in words."""

    periods: dict[tuple[str, str], Numbers] = field(default_factory=dict)
    lines: dict[str, Numbers] = field(default_factory=dict)
    decimals: dict[str, Numbers] = field(default_factory=dict)
    heights: Numbers = field(default_factory=set)
    places: Numbers = field(default_factory=set)
    words: Numbers = field(default_factory=set)
    phrases: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A period of a line, as a naive reader of the trend sees it."""

    label: str
    first: datetime.date
    last: datetime.date
    name: str
    count: int
    total: int
    missing: int
    complete: bool


def facts_of(registry: Registry, search: str, viewer: Viewer, language: str, today: datetime.date) -> Facts:
    """Ask the question of an address again, and work out what its trend permits."""
    asked = read_address(search, registry.settings)
    trend = registry.trend(asked.selection, viewer, step=asked.step, today=today)
    found = Facts()
    with in_language(language):
        lines = list(_lines(trend, registry, asked.group))
        for label, stretches, series in lines:
            _add_line(found, label, stretches)
            _add_charts(found, stretches, series, trend)
        _add_words(found, trend, [label for label, _s, _o in lines], asked.selection.where)
    return found


# --- The lines, naively ------------------------------------------------------------------------------
def _lines(
    trend: Trend, registry: Registry, group: str | None
) -> Iterator[tuple[str, list[Stretch], OwnSeries | None]]:
    for place in range(len(trend.categories)):
        if group in trend.categories and trend.categories[place] != group:
            continue
        for own in trend.own:
            label = f"{name_of_group(own.group, registry.settings)} {_you()}"
            yield label, list(_own_stretches(own, trend, label, place)), own
        for series in (*trend.series, *trend.references):
            label = name_of_group(series.group, registry.settings)
            yield label, list(_released(series, label, place)), None


def _you() -> str:
    from dashboard.language import _  # noqa: PLC0415 - in the language in force

    return _("{unit} (you)", unit="").strip()


def _released(series: Series, label: str, place: int) -> Iterator[Stretch]:
    for row in series.rows:
        cell, missing = row.cells[place], row.not_counted
        if isinstance(cell, Shown) and isinstance(missing, Shown):
            yield Stretch(
                label=label,
                first=datetime.date(row.period[0], 1, 1),
                last=datetime.date(row.period[1], 12, 31),
                name=years(row.period),
                count=cell.count,
                total=cell.total,
                missing=missing.count,
                complete=True,
            )


def _own_stretches(own: OwnSeries, trend: Trend, label: str, place: int) -> Iterator[Stretch]:
    category = own.answer.categories.index(trend.categories[place])
    late = (complete_after(own.delays.days) or 0) if own.delays else 0
    for row in own.answer.rows:
        first = start_of(row.group)
        yield Stretch(
            label=label,
            first=first,
            last=end_of(first, trend.step),
            name=step_name(first, trend.step),
            count=row.cells[category].count,
            total=row.cells[category].total,
            missing=row.not_counted["missing"],
            complete=end_of(first, trend.step) + datetime.timedelta(days=late) <= trend.through,
        )


def _add_line(found: Facts, label: str, stretches: Sequence[Stretch]) -> None:
    of_line = found.lines.setdefault(label, set())
    for one in stretches:
        numbers = {float(one.count), float(one.total), float(one.missing)} | _per_cents(one)
        named = {float(year) for year in (one.first.year, one.last.year)} | {float(one.last.year % 100)}
        named |= set(numbers_beside(one.name, "en"))
        found.periods.setdefault((label, one.name), set()).update(numbers | named)
        of_line |= numbers | named
        found.places |= {
            _place(one.first),
            _place(one.last + DAY),
            (_place(one.first) + _place(one.last + DAY)) / 2,
        }
        if one.total:
            interval, share = wilson(one.count, one.total), one.count / one.total
            found.heights |= {share, interval.high - share, share - interval.low}
            ends = (share, interval.low, interval.high)
            found.decimals.setdefault(label, set()).update(round(end, 4) for end in ends)
            found.words |= {float(value) for value in _rounded(100 * one.total / (one.total + one.missing))}


def _place(day: datetime.date) -> float:
    return day.year + (day.month - 1) / 12


def _per_cents(one: Stretch) -> Numbers:
    if not one.total:
        return set()
    interval = wilson(one.count, one.total)
    ends = (one.count / one.total, interval.low, interval.high)
    return {float(value) for end in ends for value in _rounded(100 * end)}


def _rounded(value: float) -> set[int]:
    """To a whole number; exactly between two, either."""
    return {round(value - 1e-9), round(value + 1e-9)}


# --- What charts make of them ------------------------------------------------------------------------
def _add_charts(found: Facts, stretches: Sequence[Stretch], own: OwnSeries | None, trend: Trend) -> None:
    complete = [one for one in stretches if one.complete]
    found.words |= {float(len(complete)), float(len([one for one in complete if one.total]))}
    found.words |= {float(run) for run in range(RUN, len(complete) + 1)}
    chart = p_chart([(one.count, one.total) for one in complete])
    if isinstance(chart, Chart):
        ends = {
            end for point in chart.points if point.limits for end in (point.limits.low, point.limits.high)
        }
        found.heights |= ends | {chart.centre}
        shares = (*ends, chart.centre, chart.by_chance)
        found.words |= {float(value) for share in shares for value in _rounded(100 * share)}
    if own is not None and own.gaps is not None:
        _add_events(found, own)
    if own is not None and own.delays is not None:
        _add_hidden(found, stretches, own.delays.days, trend)


def _add_events(found: Facts, own: OwnSeries) -> None:
    events = own.gaps.events if own.gaps else ()
    gaps = [event.after for event in events[1:]]
    chart = g_chart(gaps)
    found.heights |= set(map(float, gaps))
    found.words |= {float(len(gaps)), *map(float, gaps)}
    found.places |= {event.day.year + (event.day.timetuple().tm_yday - 1) / 366 for event in events}
    found.phrases += [_day_of(event.day) for event in events]
    if isinstance(chart, Chart):
        ends = {point.limits.high for point in chart.points if point.limits}
        found.heights |= ends | {chart.centre}
        found.words |= {float(round(end)) for end in (*ends, chart.centre)} | {
            float(value) for value in _rounded(100 * chart.by_chance)
        }


def _day_of(day: datetime.date) -> str:
    from dashboard.language import day_of  # noqa: PLC0415

    return day_of(day)


def _add_hidden(found: Facts, stretches: Sequence[Stretch], delays: Any, trend: Trend) -> None:
    late = [one for one in stretches if not one.complete]
    if late:
        hidden = unregistered(delays, LEARNT_DAYS, 0, max(0, (trend.through - late[0].first).days))
        found.phrases.append(date(late[0].first))
        if hidden is not None:
            told = (hidden.expected, hidden.interval.low, hidden.interval.high)
            found.words |= {float(round(number)) for number in told}


def _add_words(found: Facts, trend: Trend, labels: list[str], where: Sequence[object]) -> None:
    source = trend.provenance
    found.words |= ALWAYS_SAID | {float(source.k), float(source.frozen_through), float(len(where)), 2.0}
    found.words |= {float(count) for count in range(len(labels) + 1)}
    made = date(source.created.date())
    found.phrases += [source.created.isoformat(), f"release-{source.release}", source.release, made]
    found.phrases += trend.categories
    if trend.shown.shows in INDICATORS:
        for target in INDICATORS[trend.shown.shows].targets:
            found.words |= {float(target.from_year), target.high, target.moderate}
    found.words |= set().union(*found.lines.values()) if found.lines else set()


# --- Judging ------------------------------------------------------------------------------------------
def judge(reply: Reply, found: Facts) -> Iterator[tuple[str, str]]:
    """Every number in an answer on the page that its trend does not permit, and where."""
    # The reader's own notes are theirs; nobody has written any here.
    parts = take_apart({k: v for k, v in reply.parts.items() if k != "trends-note-form"}, "trends")
    yield from (("words", told) for told in _odd_words(parts.words, found, reply.language))
    for grid in parts.tables:
        for name, cells, own in grid.rows:
            yield from (("table", told) for told in _odd_cells(name, cells, found, reply.language))
            if own != name.endswith(_you_in(reply.language)):
                yield "table", f"{name!r} marked as the viewer's own: {own}"
    for figure in parts.figures:
        yield from _odd_marks(figure, found, reply.language)


def _you_in(language: str) -> str:
    with in_language(language):
        return _you()


def _odd_words(texts: Sequence[str], found: Facts, language: str) -> Iterator[str]:
    for text in texts:
        odd = set(numbers_beside(plain(text), language, tuple(found.phrases))) - found.words
        if odd:
            yield f"{sorted(odd)} in {text!r}"


def _odd_cells(name: str, cells: tuple[str, ...], found: Facts, language: str) -> Iterator[str]:
    matching = [
        numbers for (label, period), numbers in found.periods.items() if label == name and period in cells[0]
    ]
    allowed: Numbers = set().union(*matching) if matching else set()
    for cell in cells:
        if odd := set(numbers_beside(cell, language, tuple(found.phrases))) - allowed:
            yield f"{sorted(odd)} in row {name!r} of {cells[0]!r}"


def _odd_marks(figure: Any, found: Facts, language: str) -> Iterator[tuple[str, str]]:
    for trace in figure["data"]:
        if trace["type"] == "bar":
            continue  # hatching: its places follow from the calendar, its height from the axis
        bars = trace.get("error_y", {})
        up = [*(y for y in trace["y"] if y is not None), *bars.get("array", ()), *bars.get("arrayminus", ())]
        if odd := [y for y in up if not _near(y, found.heights)]:
            yield "mark", f"heights {odd[:3]}"
        ends = {figure["layout"]["xaxis"]["range"][0] + 0.08, figure["layout"]["xaxis"]["range"][1] - 0.08}
        across = [x for x in trace["x"] if x is not None]
        if odd := [x for x in across if not _near(x, found.places | ends)]:
            yield "mark", f"places {odd[:3]}"
        yield from (("mark", told) for told in _odd_words(trace.get("text", ()), found, language))
    notes = [note["text"] for note in figure["layout"].get("annotations", ())]
    yield from (("annotation", told) for told in _odd_words(notes, found, language))
    title = figure["layout"].get("title", {}).get("text", "")
    yield from (("title", told) for told in _odd_words([title], found, language))


def _near(value: float, allowed: Numbers) -> bool:
    return any(abs(value - one) < 1e-4 for one in allowed)
