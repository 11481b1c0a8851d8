"""Outcomes to the table of a file."""

from collections.abc import Iterator

from dashboard.comparison import Comparison, Line, Mark, Point
from dashboard.downloads import SHARE_DECIMALS, release_facts
from dashboard.files import FileTable, Record, name_of
from dashboard.language import _
from dashboard.outcomes.address import Asked
from dashboard.outcomes.crossed import Crossed
from dashboard.outcomes.patients import Outcomes, whose
from dashboard.texts import definition, shown_name
from dashboard.words import Heading
from queries import Cell, Provenance, Shown

SHARES = frozenset({6, 7, 8})  # share, and the ends of its interval


def crossed_file(crossed: Crossed, asked: Asked, heading: Heading) -> FileTable:
    """The table of outcomes by starting group, and what it is."""
    shows = asked.selection.shows
    name = _name(asked, shows, crossed.provenance, own=crossed.contains_own_unit_data)
    about = tuple(_about(heading, crossed.provenance, shows))
    return FileTable(
        name=name, about=about, head=head(), rows=tuple(_crossed_records(crossed)), shares=SHARES
    )


def patients_file(
    outcomes: Outcomes, asked: Asked, heading: Heading, provenance: Provenance | None
) -> FileTable:
    """The table of patients like these, and what it is."""
    name = _name(asked, "", provenance, own=outcomes.contains_own_unit_data)
    rows = tuple(record for one in outcomes.shown for record in _patient_records(one))
    return FileTable(
        name=name, about=tuple(_about(heading, provenance)), head=head(), rows=rows, shares=SHARES
    )


def _name(asked: Asked, shows: str, provenance: Provenance | None, *, own: bool) -> str:
    release = f"release-{provenance.release}" if provenance else "live"
    synthetic = provenance is not None and provenance.synthetic
    marks = ["synthetic" if synthetic else "", "own-unit-data" if own else ""]
    return name_of("outcomes", asked.view, shows, release, *marks)


def head() -> Record:
    """The names of the columns."""
    return (
        _("Whose"),
        _("Patients"),
        _("Outcome"),
        _("Group"),
        _("Count"),
        _("Stays"),
        _("Share"),
        _("95 % interval from"),
        _("95 % interval to"),
        _("Not recorded"),
        _("First year"),
        _("Last year"),
        _("Read from"),
    )


def _crossed_records(crossed: Crossed) -> Iterator[Record]:
    for start, comparison in zip(crossed.starts, crossed.comparisons, strict=True):
        for line in comparison.all_lines:
            yield from _records(comparison, line, start)


def _patient_records(comparison: Comparison) -> Iterator[Record]:
    for line in (*comparison.references, *comparison.lines):
        yield from _records(comparison, line, whose(comparison))


def _records(comparison: Comparison, line: Line, patients: str) -> Iterator[Record]:
    names = [_("met")] if comparison.indicator else comparison.category_names()
    for name, cell, mark in zip(names, line.row.cells, line.marks, strict=True):
        yield (
            line.name,
            patients,
            shown_name(comparison.answer.shown.shows),
            name,
            *_counts(cell),
            *_shares(mark),
            line.row.not_counted.count if isinstance(line.row.not_counted, Shown) else None,
            *line.row.period,
            _("live registry") if line.row.lane == "own" else _("release"),
        )


def _counts(cell: Cell) -> Record:
    return (cell.count, cell.total) if isinstance(cell, Shown) else (None, None)


def _shares(mark: Mark) -> Record:
    if not isinstance(mark, Point):
        return None, None, None
    ends = mark.share, mark.interval.low, mark.interval.high
    return tuple(round(end, SHARE_DECIMALS) for end in ends)


def _about(
    heading: Heading, provenance: Provenance | None, shows: str | None = None
) -> Iterator[tuple[str, str]]:
    yield _("Shown"), heading.title
    yield _("Question"), " · ".join(heading.facts)
    if shows:
        yield _("Definition"), definition(shows)
    yield _("Source"), " · ".join(heading.source)
    if provenance:
        yield from release_facts(provenance)
    for warning in heading.warnings:
        yield _("Note"), warning
