"""A table to file: CSV or Excel, with its question, its source and its marks in the file itself.

Numbers are written so that every program reads them alike (a point for decimals, shares from 0 to 1); a hidden
number is an empty cell.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.language import _

Value = str | int | float | None
Record = tuple[Value, ...]
# What makes a spreadsheet take a text for a formula; a full-width sign counts, and so does one behind a tab.
FORMULA = re.compile("^[\\s\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|^[\\t\\r\\n]")
WIDEST = 60


@dataclass(frozen=True, kw_only=True)
class FileTable:
    """What a file holds: `about` is what it is, as name and value; `shares` are the places of columns of shares.

    `name` is fit for any file system, without an extension.
    """

    name: str
    about: tuple[tuple[str, str], ...]
    head: Record
    rows: tuple[Record, ...]
    shares: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file: how it is written and what it is called on the web."""

    write: Callable[[FileTable], bytes]
    media_type: str


def name_of(*parts: str) -> str:
    """A file name from some parts, those that are empty left out."""
    return "_".join(re.sub(r"[^A-Za-z0-9_-]+", "-", part) for part in ("nordicscir", *parts) if part)


def as_csv(table: FileTable) -> bytes:
    """The table as CSV: what it is first, then an empty line, then a head and the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for record in (*table.about, (), table.head, *table.rows):
        writer.writerow([_guarded(value) for value in record])
    # The byte order mark is what makes Excel read the file as UTF-8.
    return text.getvalue().encode("utf-8-sig")


def as_excel(table: FileTable) -> bytes:
    """The table as a workbook: the numbers on the first sheet, what they are on the second."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Table")
    _fill(sheet, [table.head, *table.rows])
    sheet.freeze_panes = "A2"
    for place in table.shares:
        for (cell,) in sheet.iter_rows(min_col=place + 1, max_col=place + 1, min_row=2):
            cell.number_format = "0.0%"  # the value stays a share
    _fill(book.create_sheet(_("About")), table.about)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


KINDS: Mapping[str, Kind] = {
    "csv": Kind(write=as_csv, media_type="text/csv; charset=utf-8"),
    "xlsx": Kind(
        write=as_excel,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


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
