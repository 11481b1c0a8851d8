"""Files of answers about own units: every cell, and what it is."""

import io

import openpyxl
import pytest

from dashboard.files import KINDS as FILE_KINDS
from dashboard.own import downloads
from dashboard.own.heading import heading
from tests.dashboard.own_answers import KINDS, Kind, made


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_file_holds_every_cell(kind: Kind) -> None:
    given = made(*kind)
    table = downloads.file_table(given, heading(given, synthetic=True))
    assert all(len(row) == len(table.head) for row in table.rows)
    if given.kind != "numbers":
        cells = [(line.row.group, cell.count) for line in given.lines for cell in line.row.cells]
        assert [(row[1], row[4]) for row in table.rows] == cells
    else:
        assert [row[9] for row in table.rows] == [line.summary.n for line in given.lines]
    assert FILE_KINDS["csv"].write(table)


def test_a_workbook_says_what_it_is_and_whose() -> None:
    given = made("groups", "year")
    table = downloads.file_table(given, heading(given, synthetic=True))
    book = openpyxl.load_workbook(io.BytesIO(FILE_KINDS["xlsx"].write(table)))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows() if row[0].value != "Note"}
    assert about["Shown"] == "AIS grade at discharge, by year"
    notes = [row[1].value for row in book["About"].iter_rows() if row[0].value == "Note"]
    assert notes[-1] == "Contains live data of your own unit: do not pass on"
    assert table.name == "nordicscir_ais_discharge_by-year_2016-03-01_2026-05-09_live_synthetic_own-unit-data"
