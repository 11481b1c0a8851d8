"""An answer about own units to the table of a file: a row for each row and category, whatever the page draws."""

from collections.abc import Iterator

from dashboard.files import FileTable, Record, name_of
from dashboard.language import _, ngettext
from dashboard.own.display import Display, Line
from dashboard.own.names import unit_of_measure, what_it_means
from dashboard.words import Heading
from queries import MISSING, NOT_APPLICABLE, Interval

DECIMALS = 4
SHARES = frozenset({6, 7, 8})  # share, and the ends of its interval


def file_table(display: Display, heading: Heading) -> FileTable:
    """The table of an answer, and what it is."""
    numbers = display.kind == "numbers"
    return FileTable(
        name=file_name(display, synthetic=len(heading.warnings) > 1),
        about=tuple(_about(display, heading)),
        head=_number_head(display) if numbers else _head(),
        rows=tuple(_number_records(display) if numbers else _records(display)),
        shares=frozenset() if numbers else SHARES,
    )


def file_name(display: Display, *, synthetic: bool) -> str:
    """What the file holds, as its name."""
    asked = display.answer.asked
    by = f"by-{asked.split}" if asked.split else ""
    days = [day.isoformat() for day in (display.answer.first, display.answer.last) if day]
    marks = ["synthetic"] if synthetic else []
    statistic = "" if asked.statistic == "count" else asked.statistic
    return name_of(asked.shows, statistic, by, "_".join(days), "live", *marks, "own-unit-data")


def _about(display: Display, heading: Heading) -> Iterator[tuple[str, str]]:
    yield _("Shown"), heading.title
    yield _("Question"), " · ".join(heading.facts)
    yield _("Definition"), what_it_means(display.shows)
    if display.kind == "numbers" or display.bins:
        yield _("Unit of measurement"), unit_of_measure(display.measure)
    yield _("Not counted"), _undated(display)
    yield _("Source"), " · ".join(heading.source)
    for warning in heading.warnings:
        yield _("Note"), warning


def _undated(display: Display) -> str:
    undated = display.answer.undated
    if display.answer.asked.axis == "admission":
        return ngettext(
            "{n} stay without a date of admission",
            "{n} stays without a date of admission",
            undated,
            n=undated,
        )
    return ngettext(
        "{n} stay without a date of discharge", "{n} stays without a date of discharge", undated, n=undated
    )


def _head() -> Record:
    return (
        _("Row"),
        _("Row id"),
        _("Group"),
        _("Group id"),
        _("Count"),
        _("Stays"),
        _("Share"),
        _("95 % interval from"),
        _("95 % interval to"),
        _("All stays of the row"),
        _("Missing"),
        _("Not applicable"),
        _("Incomplete"),
    )


def _records(display: Display) -> Iterator[Record]:
    ids = display.answer.categories
    for line in display.lines:
        for place, name in enumerate(display.categories):
            cell = line.row.cells[place]
            shares = (None, None, None) if display.kind == "counts" else _shares(line, place)
            yield (
                line.name,
                line.row.group,
                name,
                ids[place],
                cell.count,
                cell.total,
                *shares,
                *_row_end(line),
            )


def _shares(line: Line, place: int) -> Record:
    point = line.points[place]
    if point is None:
        return None, None, None
    values = point.share, point.interval.low, point.interval.high
    return tuple(round(value, DECIMALS) for value in values)


def _number_head(display: Display) -> Record:
    value = _("Mean") if display.answer.asked.statistic == "mean" else _("Median")
    return (
        _("Row"),
        _("Row id"),
        value,
        _("95 % interval from"),
        _("95 % interval to"),
        _("Lower quartile"),
        _("Upper quartile"),
        _("Lowest"),
        _("Highest"),
        _("Stays"),
        _("All stays of the row"),
        _("Missing"),
        _("Not applicable"),
        _("Incomplete"),
    )


def _number_records(display: Display) -> Iterator[Record]:
    is_mean = display.answer.asked.statistic == "mean"
    for line in display.lines:
        summary = line.summary
        interval = summary.mean_interval if is_mean else summary.median_interval
        yield (
            line.name,
            line.row.group,
            _rounded(summary.mean if is_mean else summary.median),
            *_ends(interval),
            *(summary.quartiles or (None, None)),
            *(summary.extremes or (None, None)),
            summary.n,
            *_row_end(line),
        )


def _row_end(line: Line) -> Record:
    outside = line.row.not_counted
    missing, elsewhere = outside.get(MISSING, 0), outside.get(NOT_APPLICABLE, 0)
    return line.row.stays, missing, elsewhere, _("yes") if line.partial else ""


def _ends(interval: Interval | None) -> Record:
    return (None, None) if interval is None else (_rounded(interval.low), _rounded(interval.high))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
