"""Trend to the table of a file."""

from collections.abc import Iterator, Sequence

from dashboard.downloads import SHARE_DECIMALS, release_facts
from dashboard.files import FileTable, Record, name_of
from dashboard.language import _
from dashboard.texts import definition
from dashboard.trends.judging import Judged
from dashboard.trends.moments import Moment
from dashboard.trends.tables import signal_words
from dashboard.trends.timelines import Stretch, TimeLine, TimeLines
from dashboard.words import Heading
from queries import Shown

SHARES = frozenset({6, 7, 8})  # share, and the ends of its interval


def file_table(
    lines: TimeLines, judged: Judged | None, moments: Sequence[Moment], heading: Heading
) -> FileTable:
    """The table of a trend, and what it is."""
    return FileTable(
        name=file_name(lines),
        about=tuple(_about(lines, moments, heading)),
        head=head(),
        rows=tuple(_records(lines, judged)),
        shares=SHARES,
    )


def file_name(lines: TimeLines) -> str:
    """What the file holds, as its name."""
    trend = lines.trend
    marks = [
        "synthetic" if trend.provenance.synthetic else "",
        "own-unit-data" if trend.contains_own_unit_data else "",
    ]
    source = f"release-{trend.provenance.release}" if lines.released else "live"
    shown = trend.shown.shows if lines.indicator else f"{trend.shown.shows}-{lines.category}"
    return name_of("trend", shown, source, *marks)


def head() -> Record:
    """The names of the columns."""
    return (
        _("Whose"),
        _("First day"),
        _("Last day"),
        _("Complete"),
        _("Count"),
        _("Stays"),
        _("Share"),
        _("95 % interval from"),
        _("95 % interval to"),
        _("Not recorded"),
        _("Chart"),
        _("Read from"),
    )


def _records(lines: TimeLines, judged: Judged | None) -> Iterator[Record]:
    for line in lines.all_lines:
        for stretch in line.stretches:
            said = signal_words(judged, stretch) if judged is not None and judged.line == line else ""
            yield _record(line, stretch, said)
        if not line.stretches:
            yield (line.name, *[None] * 10, _("release"))


def _record(line: TimeLine, stretch: Stretch, said: str) -> Record:
    cell, point = stretch.cell, stretch.point
    shares = (point.share, point.interval.low, point.interval.high) if point else (None, None, None)
    return (
        line.name,
        stretch.first.isoformat(),
        stretch.last.isoformat(),
        _("yes") if stretch.complete else _("no"),
        cell.count if isinstance(cell, Shown) else None,
        cell.total if isinstance(cell, Shown) else None,
        *(None if value is None else round(value, SHARE_DECIMALS) for value in shares),
        stretch.not_counted,
        said or None,
        _("live registry") if line.own else _("release"),
    )


def _about(lines: TimeLines, moments: Sequence[Moment], heading: Heading) -> Iterator[tuple[str, str]]:
    yield _("Shown"), heading.title
    yield _("Question"), " · ".join(heading.facts)
    yield _("Definition"), definition(lines.trend.shown.shows)
    yield _("Source"), " · ".join(heading.source)
    if lines.released:
        yield from release_facts(lines.trend.provenance)
    for moment in moments:
        yield _("Marked"), moment.words
    for warning in heading.warnings:
        yield _("Note"), warning
