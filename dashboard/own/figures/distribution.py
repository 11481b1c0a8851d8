"""One value a row: a distribution over categories, or one share, count or number of each unit, country or group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard.bands import band, edges
from dashboard.comparison import Point
from dashboard.drawing import Piece
from dashboard.language import _, integer, number, percent
from dashboard.own.display import Display, Line
from dashboard.own.figures import scales
from dashboard.own.figures.rows import BELOW, Entry, Heads, draw
from dashboard.own.figures.scales import Scale
from dashboard.own.figures.text import (
    hover,
    interval_of,
    number_words,
    of_total,
    share_words,
    stays_words,
    value_of,
)
from dashboard.own.names import exact, is_missing, unit_of_measure
from dashboard.own.targets import target_of
from dashboard.theme import Figure
from queries import INDICATORS

STRIP = 0.2  # of a line: half the height of a target band behind a mark on a phone


def of_categories(display: Display, *, narrow: bool) -> Figure:
    """One row of an answer: a bar for each category."""
    (line,) = display.lines
    points = [one for one in line.points if one is not None]
    scale = scales.shares(points, _least(display), most_ticks=_ticks(narrow))
    entries = [share_entry(name, one) for name, one in zip(display.categories, line.points, strict=True)]
    heads = Heads(value=_("share"), under=_("stays"))
    back = _bands(display, scale, len(entries), narrow=narrow)
    return draw(entries, scale, mark="bar", heads=heads, narrow=narrow, back=back)


def of_shares(display: Display, *, narrow: bool) -> Figure:
    """An indicator: a bar for each row."""
    points = [line.points[0] for line in display.lines]
    scale = scales.shares(
        [one for one in points if one is not None], _least(display), most_ticks=_ticks(narrow)
    )
    entries = [
        replace(share_entry(line.name, one), aside=is_missing(line.row.group))
        for line, one in zip(display.lines, points, strict=True)
    ]
    heads = Heads(value=_("share"), under=_("stays"))
    back = _bands(display, scale, len(entries), narrow=narrow)
    return draw(entries, scale, mark="bar", heads=heads, narrow=narrow, back=back)


def of_counts(display: Display, *, narrow: bool) -> Figure:
    """Stays or people: a bar for each row."""
    counts = [line.counts[0] for line in display.lines]
    scale = scales.counts(counts, most_ticks=_ticks(narrow))
    entries = [
        Entry(
            name=line.name,
            value=float(count),
            told=integer(count),
            hover=hover(line.name, integer(count)),
            aside=is_missing(line.row.group),
        )
        for line, count in zip(display.lines, counts, strict=True)
    ]
    heads = Heads(value=display.categories[0].lower(), under="")
    return draw(entries, scale, mark="bar", heads=heads, narrow=narrow)


def of_numbers(display: Display, *, narrow: bool) -> Figure:
    """A mean or median: a dot for each row, its interval, and with a median the middle half behind it."""
    entries = [_number_entry(display, line) for line in display.lines]
    scale = scales.numbers(_extents(entries), most_ticks=_ticks(narrow))
    is_mean = display.answer.asked.statistic == "mean"
    name = _("mean, {unit}") if is_mean else _("median, {unit}")
    heads = Heads(value=name.format(unit=unit_of_measure(display.measure)), under=_("stays"))
    return draw(entries, scale, mark="dot", heads=heads, narrow=narrow)


def share_entry(name: str, point: Point | None) -> Entry:
    """A share as a row."""
    if point is None:
        return Entry(name=name, value=None, gap=_("no stays"))
    return Entry(
        name=name,
        value=point.share,
        interval=point.interval,
        told=percent(point.share),
        under=of_total(point),
        hover=hover(name, *share_words(point)),
    )


def _number_entry(display: Display, line: Line) -> Entry:
    summary, statistic = line.summary, display.answer.asked.statistic
    value = value_of(summary, statistic)
    if value is None:
        return Entry(name=line.name, value=None, gap=_("no stays"))
    return Entry(
        name=line.name,
        value=value,
        interval=interval_of(summary, statistic),
        quartiles=summary.quartiles if statistic == "median" else None,
        told=number(value) if statistic == "mean" else exact(value),
        under=stays_words(summary.n),
        hover=hover(line.name, *number_words(summary, statistic, display.measure)),
        aside=is_missing(line.row.group),
    )


def _extents(entries: Sequence[Entry]) -> Iterator[float]:
    for entry in entries:
        yield from () if entry.value is None else (entry.value,)
        yield from (entry.interval.low, entry.interval.high) if entry.interval else ()
        yield from entry.quartiles or ()


def _least(display: Display) -> float:
    """Of a share of which more is better, all of it is seen; else far enough to see every target band."""
    if display.kind != "share":
        return 0.0
    indicator, target = INDICATORS[display.shows], target_of(display)
    if indicator.better == "higher":
        return 1.0
    return 0.0 if target is None else 1.5 * max(target.high, target.moderate) / 100


def _bands(display: Display, scale: Scale, rows: int, *, narrow: bool) -> Iterable[Piece]:
    """On a phone behind the marks only, so that words stand on white."""
    target = target_of(display)
    if target is None:
        return
    whole = [(-0.5, rows - 0.5)]
    strips = [(place + BELOW - STRIP, place + BELOW + STRIP) for place in range(rows)]
    for ends in strips if narrow else whole:
        for name, across in edges(INDICATORS[display.shows], target, scale.high).items():
            yield band(name, across, ends)


def _ticks(narrow: bool) -> int:
    return 4 if narrow else 8
