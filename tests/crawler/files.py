"""Judges the tables as files: every record exactly, every other word against the answer, and what a zip may hide."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import openpyxl

from queries import Shown
from tests.crawler.allowed import Permit
from tests.crawler.crawl import Reply
from tests.crawler.parse import numbers_beside

Value = Any
Record = tuple[Value, ...]
# Name, kind, group; count, stays, share, interval from and to; target; not recorded, first and last year; source.
NUMBERS = slice(3, 8)
NOT_RECORDED, FIRST_YEAR, LAST_YEAR = 9, 10, 11
WORDS = (1, 2, 8, 12)
_STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*<")


def judge_file(reply: Reply, permitted: Permit) -> Iterator[str]:
    """What a file says that its question does not permit."""
    about, records = about_and_records(reply)
    expected, found = Counter(_expected(permitted)), Counter(map(_numbers_of, records))
    if expected != found:
        yield f"records {list((found - expected).elements())} for {list((expected - found).elements())}"
    name = reply.headers["Content-Disposition"]
    texts = [*about, *(str(record[place] or "") for record in records for place in WORDS), name]
    for text in texts:
        if odd := set(numbers_beside(text, permitted.language, permitted.phrases)) - permitted.words:
            yield f"{sorted(odd)} in {text!r}"


def about_and_records(reply: Reply) -> tuple[list[str], list[Record]]:
    """What a file says besides its records, and these, numbers as numbers."""
    return (_of_csv if reply.kind == "csv" else _of_excel)(reply.body)


def _of_csv(body: bytes) -> tuple[list[str], list[Record]]:
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    head = rows.index([]) + 1
    about = [text for row in (*rows[:head], rows[head]) for text in row]
    return about, [tuple(map(_read, row)) for row in rows[head + 1 :]]


def _read(text: str) -> Value:
    """A field as a workbook would hold it."""
    if not text:
        return None
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text


def _of_excel(body: bytes) -> tuple[list[str], list[Record]]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    table, about = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
    words = [str(value) for row in (*about, table[0]) for value in row if value is not None]
    return [*words, *book.sheetnames], table[1:]


def _numbers_of(record: Record) -> Record:
    return (record[0], *record[NUMBERS], record[NOT_RECORDED], record[FIRST_YEAR], record[LAST_YEAR])


def _expected(permitted: Permit) -> Iterator[Record]:
    """One record for each row and category: its numbers where they are shown, nothing where they are not."""
    for facts in permitted.facts:
        row = facts.line.row
        missing = row.not_counted.count if isinstance(row.not_counted, Shown) else None
        for cell, mark in zip(row.cells, facts.line.marks, strict=True):
            counts = (cell.count, cell.total) if isinstance(cell, Shown) else (None, None)
            yield facts.line.name, *counts, *_shares(mark), missing, *row.period


def _shares(mark: Any) -> Record:
    if not hasattr(mark, "share"):
        return None, None, None
    return tuple(round(value, 4) for value in (mark.share, mark.interval.low, mark.interval.high))


# --- What else is in a workbook ---------------------------------------------------------------------
def frame_of(body: bytes) -> frozenset[tuple[str, bytes]]:
    """The parts of a workbook that no question may change: styles, properties without their time, and names."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        names = [name for name in parts.namelist() if not _holds_cells(name)]
        kept = {name: _STAMP.sub(b"<", parts.read(name)) for name in names}
        comments = {f"comment of {info.filename}": info.comment + info.extra for info in parts.infolist()}
    return frozenset((kept | comments).items())


def _holds_cells(name: str) -> bool:
    return name.startswith("xl/worksheets/")


def without_times(body: bytes) -> dict[str, bytes]:
    """Everything in a workbook but when it was made."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return {name: _STAMP.sub(b"<", parts.read(name)) for name in parts.namelist()}
