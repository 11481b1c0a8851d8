"""Answer to table: every number of the figure, and what is not counted, by reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Point
from dashboard.language import _, integer, number, percent
from dashboard.own.display import Display, Line
from dashboard.own.names import exact, group_or_reason, is_missing, unit_of_measure, what_is_shown
from dashboard.texts import percent_range
from dashboard.theme import aria
from queries import MISSING, MONTHS, NOT_APPLICABLE, Interval, Summary

Content = str | Component | Sequence[str | Component]
DASH = "\N{EN DASH}"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table before it is drawn: heads, then rows that begin with their name; `aside` rows stand back."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]
    aside: frozenset[int] = frozenset()


def draw(display: Display, *, caption: str, seen: bool) -> Component:
    """The table; one that is `seen` scrolls inside itself, else only those who hear the page find it."""
    grid = whole(display) if display.arrangement == "whole" else by_rows(display)
    named = html.Caption([html.Span(f"{caption}. ", className="visually-hidden"), html.Span(_how(display))])
    body = [
        html.Tr(
            [html.Th(row[0], scope="row"), *(html.Td(cell, className="number") for cell in row[1:])],
            className="aside" if place in grid.aside else "",
        )
        for place, row in enumerate(grid.rows)
    ]
    heads = [
        html.Th(head, scope="col", className="number" if at else "") for at, head in enumerate(grid.heads)
    ]
    table = html.Table([named, html.Thead(html.Tr(heads)), html.Tbody(body)], className="answer-table")
    if not seen:
        return html.Div(table)
    # What scrolls inside itself must be reached by the keyboard.
    box = "answer-table-box own-table-box"
    return html.Div(table, className=box, tabIndex="0", role="region", **aria(label=_("Table")))


def cells(display: Display) -> int:
    """About how many cells the table has."""
    return len(display.lines) * len(display.categories)


def whole(display: Display) -> Grid:
    """One row of an answer, a category under another, then the stays in none of them."""
    (line,) = display.lines
    if display.kind == "numbers":
        return by_rows(display)
    if display.kind == "counts":
        return Grid(heads=("", display.categories[0]), rows=((line.name, integer(line.counts[0])),))
    heads = (what_is_shown(display.shows), _("Share"), _("95 % interval"), _("Count"), _("Stays"))
    rows: list[tuple[Content, ...]] = [
        (name, *_share_cells(one)) for name, one in zip(display.categories, line.points, strict=True)
    ]
    outside = [(name, "", "", integer(count), "") for name, count in left_out(display)]
    aside = frozenset(range(len(rows), len(rows) + len(outside)))
    return Grid(heads=heads, rows=(*rows, *outside), aside=aside)


def by_rows(display: Display) -> Grid:
    """A line for each row, its categories beside each other, then what is not counted."""
    rows = tuple((_named(line), *_cells(display, line), *_outside(display, line)) for line in display.lines)
    aside = frozenset(place for place, line in enumerate(display.lines) if is_missing(line.row.group))
    heads = (_first_head(display), *_heads(display), *_outside_heads(display))
    return Grid(heads=heads, rows=rows, aside=aside)


def left_out(display: Display) -> Iterator[tuple[str, int]]:
    """What is not counted, by reason, as far as there is any."""
    for reason, count in display.not_counted.items():
        if count:
            yield group_or_reason(reason), count
    if display.answer.undated:
        admission = display.answer.asked.axis == "admission"
        yield (
            _("Without a date of admission") if admission else _("Without a date of discharge"),
            display.answer.undated,
        )


def _how(display: Display) -> str:
    """How to read a cell."""
    match display.kind:
        case "counts":
            return _("Every stay is counted, whatever is recorded of it.")
        case "numbers":
            unit = unit_of_measure(display.measure)
            return _(
                "In {unit}. The interval is of the mean or median; the middle half lies between the quartiles."
            ).format(unit=unit)
        case "answers":
            return _("A stay may have several answers: each share is of the stays that answered it.")
        case "share":
            return _("Share of the stays that the indicator applies to and that have an answer.")
        case _:
            if display.arrangement == "whole":
                return _("Share of the stays in any of the groups. Those below are in none of them.")
            return _(
                "Share of the stays of the row in any of the groups; under it the count and the 95 % interval."
            )


def _heads(display: Display) -> Iterator[str]:
    match display.kind:
        case "counts":
            yield display.categories[0]
        case "numbers":
            yield _("Mean") if display.answer.asked.statistic == "mean" else _("Median")
            yield from (_("95 % interval"), _("Quartiles"), _("Lowest and highest"), _("Stays"))
        case "share":
            yield from (_("Share"), _("95 % interval"), _("Met"), _("Stays"))
        case _:
            yield _("Stays")
            yield from display.categories
            yield from [_("Median"), _("Quartiles")] if display.bins else []


def _cells(display: Display, line: Line) -> Iterator[Content]:
    match display.kind:
        case "counts":
            yield integer(line.counts[0])
        case "numbers":
            yield from _number_cells(line.summary, display.answer.asked.statistic)
        case "share":
            yield from _share_cells(line.points[0])
        case _:
            yield integer(line.row.stays)
            yield from (_group_cell(one, total=display.kind == "answers") for one in line.points)
            yield from _middle(line.summary) if display.bins else ()


def _share_cells(point: Point | None) -> tuple[Content, ...]:
    if point is None:
        return _("no stays"), "", "", ""
    return (
        percent(point.share),
        percent_range(point.interval.low, point.interval.high),
        integer(point.count),
        integer(point.total),
    )


def _group_cell(point: Point | None, *, total: bool) -> Content:
    """A share with the count and the interval under it."""
    if point is None:
        return DASH
    count = integer(point.count)
    if total:
        count = _("{count} of {total}", count=count, total=integer(point.total))
    small = f"{count} · {percent_range(point.interval.low, point.interval.high)}"
    return [html.Span(percent(point.share)), html.Small(small)]


def _number_cells(summary: Summary, statistic: str) -> Iterator[Content]:
    is_mean = statistic == "mean"
    value = summary.mean if is_mean else summary.median
    if value is None:
        yield from (_("no stays"), "", "", "", integer(0))
        return
    yield number(value) if is_mean else exact(value)
    yield _interval(summary.mean_interval if is_mean else summary.median_interval, decimals=is_mean)
    yield _pair(summary.quartiles)
    yield _pair(summary.extremes)
    yield integer(summary.n)


def _middle(summary: Summary) -> tuple[str, str]:
    if summary.median is None:
        return DASH, DASH
    return exact(summary.median), _pair(summary.quartiles)


def _interval(interval: Interval | None, *, decimals: bool) -> str:
    if interval is None:
        return _("too few")
    told = number if decimals else exact
    return f"{told(interval.low)}–{told(interval.high)}"  # noqa: RUF001 - a range


def _pair(ends: tuple[float, float] | None) -> str:
    return DASH if ends is None else f"{exact(ends[0])}–{exact(ends[1])}"  # noqa: RUF001


def _outside_heads(display: Display) -> Iterator[str]:
    yield from [] if display.kind == "counts" else [group_or_reason(MISSING), group_or_reason(NOT_APPLICABLE)]


def _outside(display: Display, line: Line) -> Iterator[Content]:
    if display.kind != "counts":
        yield from (integer(line.row.not_counted.get(reason, 0)) for reason in (MISSING, NOT_APPLICABLE))


def _named(line: Line) -> Content:
    return [line.name, html.Small(_("incomplete"))] if line.partial else line.name


def _first_head(display: Display) -> str:
    split = display.answer.asked.split
    match split:
        case None:
            return ""
        case "unit":
            return _("Centre")
        case "country":
            return _("Country")
        case step if step in MONTHS:
            return _("Time")
        case variable:
            return what_is_shown(str(variable))
