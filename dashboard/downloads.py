"""Answer to file: the table as CSV or Excel, with its question, its source and its marks in the file itself.

Numbers are written so that every program reads them alike (a point for decimals, shares from 0 to 1); a hidden
number is an empty cell.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.comparison import Comparison, Heading, Line, Mark, Point
from dashboard.language import _
from dashboard.texts import class_name, definition
from queries import Cell, Provenance, Shown

Value = str | int | float | None
Record = tuple[Value, ...]
CSV_TYPE = "text/csv; charset=utf-8"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What makes a spreadsheet take a text for a formula; a full-width sign counts, and so does one behind a tab.
FORMULA = re.compile("^[\\s\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|^[\\t\\r\\n]")
SHARE_DECIMALS = 4
WIDEST = 60
FIRST_SHARE = 6  # share, and the ends of its interval


def file_name(comparison: Comparison) -> str:
    """What the file holds, fit for any file system, without its extension."""
    answer = comparison.answer
    marks = [
        "synthetic" if answer.provenance.synthetic else "",
        "own-unit-data" if answer.contains_own_unit_data else "",
    ]
    period = "-".join(str(year) for year in dict.fromkeys(answer.period))
    source = f"release-{answer.provenance.release}" if comparison.released else "live"
    parts = ["nordicscir", answer.shown.shows, period, source, *marks]
    safe = (re.sub(r"[^A-Za-z0-9_-]+", "-", part) for part in parts if part)
    return "_".join(safe)


def as_csv(comparison: Comparison, heading: Heading) -> bytes:
    """The table as CSV: what it is first, then an empty line, then a head and the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    about = [[name, value] for name, value in provenance(comparison, heading)]
    for record in (*about, (), head(), *records(comparison)):
        writer.writerow([_guarded(value) for value in record])
    # The byte order mark is what makes Excel read the file as UTF-8.
    return text.getvalue().encode("utf-8-sig")


def as_excel(comparison: Comparison, heading: Heading) -> bytes:
    """The table as a workbook: the numbers on the first sheet, what they are on the second."""
    book = Workbook()
    table = book.active
    table.title = _("Table")
    _fill(table, [head(), *records(comparison)])
    table.freeze_panes = "A2"
    for cells in table.iter_cols(min_col=FIRST_SHARE, max_col=FIRST_SHARE + 2, min_row=2):
        for cell in cells:
            cell.number_format = "0.0%"  # the value stays a share
    _fill(book.create_sheet(_("About")), list(provenance(comparison, heading)))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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
        yield from _release(comparison.answer.provenance)
    for warning in heading.warnings:
        yield _("Note"), warning


def _release(source: Provenance) -> Iterator[tuple[str, str]]:
    yield _("Release"), source.release
    yield _("Made"), source.created.isoformat()
    yield _("Frozen through"), str(source.frozen_through)
    yield _("Smallest group (patients)"), str(source.k)


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    for row in rows:
        sheet.append([_guarded(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for index, column in enumerate(zip(*rows, strict=True), start=1):
        width = max(len(str(value)) for value in column if value is not None) + 2
        sheet.column_dimensions[get_column_letter(index)].width = min(width, WIDEST)
    for (cell,) in sheet.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _guarded(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula is led by an apostrophe, which shows it as it is."""
    return f"'{value}" if isinstance(value, str) and FORMULA.search(value) else value
