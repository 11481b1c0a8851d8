"""Answer to the table of a file."""

from collections.abc import Iterator

from dashboard.comparison import Comparison, Line, Mark, Point
from dashboard.files import FileTable, Record, name_of
from dashboard.language import _
from dashboard.texts import class_name, definition
from dashboard.words import Heading
from queries import Cell, Provenance, Shown

SHARE_DECIMALS = 4
SHARES = frozenset({5, 6, 7})  # share, and the ends of its interval


def file_table(comparison: Comparison, heading: Heading) -> FileTable:
    """The table of an answer, and what it is."""
    return FileTable(
        name=file_name(comparison),
        about=tuple(provenance(comparison, heading)),
        head=head(),
        rows=tuple(records(comparison)),
        shares=SHARES,
    )


def file_name(comparison: Comparison) -> str:
    """What the file holds, as its name."""
    answer = comparison.answer
    marks = [
        "synthetic" if answer.provenance.synthetic else "",
        "own-unit-data" if answer.contains_own_unit_data else "",
    ]
    period = "-".join(str(year) for year in dict.fromkeys(answer.period))
    source = f"release-{answer.provenance.release}" if comparison.released else "live"
    return name_of(answer.shown.shows, period, source, *marks)


def head() -> Record:
    """The names of the columns."""
    return (
        _("Compared"),
        _("Kind"),
        _("Group"),
        _("Count"),
        _("Stays"),
        _("Share"),
        _("95 % interval from"),
        _("95 % interval to"),
        _("Target"),
        _("Not recorded"),
        _("First year"),
        _("Last year"),
        _("Read from"),
    )


def records(comparison: Comparison) -> Iterator[Record]:
    """One row for each line and group, references last."""
    names = [_("met")] if comparison.indicator else comparison.category_names()
    for line in comparison.all_lines:
        for place, name in enumerate(names):
            yield _record(comparison, line, place, name)


def _record(comparison: Comparison, line: Line, place: int, name: str) -> Record:
    row = line.row
    cell, mark = row.cells[place], line.marks[place]
    return (
        line.name,
        _kinds()[row.group.scope],
        name,
        cell.count if isinstance(cell, Shown) else None,
        cell.total if isinstance(cell, Shown) else None,
        *_shares(mark),
        _class(comparison, mark),
        _count(row.not_counted),
        *row.period,
        _("live registry") if row.lane == "own" else _("release"),
    )


def _kinds() -> dict[str, str]:
    return {
        "unit": _("centre"),
        "country": _("country"),
        "nordic": _("reference"),
        "group": _("several centres"),
    }


def _shares(mark: Mark) -> Record:
    if not isinstance(mark, Point):
        return None, None, None
    values = mark.share, mark.interval.low, mark.interval.high
    return tuple(round(value, SHARE_DECIMALS) for value in values)


def _class(comparison: Comparison, mark: Mark) -> str | None:
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or target is None or not isinstance(mark, Point):
        return None
    return class_name(indicator.target_class(mark.share, target))


def _count(cell: Cell) -> int | None:
    return cell.count if isinstance(cell, Shown) else None


def provenance(comparison: Comparison, heading: Heading) -> Iterator[tuple[str, str]]:
    """What the numbers are, where they come from, and how they may be used, as name and value."""
    yield _("Shown"), heading.title
    yield _("Question"), " · ".join(heading.facts)
    yield _("Definition"), definition(comparison.answer.shown.shows)
    yield _("Source"), " · ".join(heading.source)
    if comparison.released:
        yield from release_facts(comparison.answer.provenance)
    for warning in heading.warnings:
        yield _("Note"), warning


def release_facts(source: Provenance) -> Iterator[tuple[str, str]]:
    """What a release is, as name and value."""
    yield _("Release"), source.release
    yield _("Made"), source.created.isoformat()
    yield _("Frozen through"), str(source.frozen_through)
    yield _("Smallest group (patients)"), str(source.k)
