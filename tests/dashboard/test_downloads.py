"""Files: the shown cells and nothing else, read alike everywhere, with question, source and marks inside."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import downloads, files, sentences
from dashboard.comparison import Comparison, compare
from dashboard.language import in_language
from queries import Settings, Shown
from tests.dashboard import made_up
from tests.dashboard.made_up import CLINICIAN, SETTINGS, every_kind

DASH = "\N{EN DASH}"


def of(answer: Any, settings: Settings = SETTINGS) -> Comparison:
    return compare(answer, settings=settings, viewer=CLINICIAN)


def read_csv(
    comparison: Comparison, settings: Settings = SETTINGS
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What a CSV says about itself, and its rows."""
    raw = files.as_csv(downloads.file_table(comparison, sentences.heading(comparison, settings)))
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    split = lines.index([])
    head, *rows = lines[split + 1 :]
    about = {line[0]: line[1] for line in lines[:split]}
    return about, [dict(zip(head, row, strict=True)) for row in rows]


def read_excel(comparison: Comparison, settings: Settings = SETTINGS) -> Any:
    raw = files.as_excel(downloads.file_table(comparison, sentences.heading(comparison, settings)))
    return openpyxl.load_workbook(io.BytesIO(raw))


@pytest.mark.parametrize("name", every_kind())
def test_every_kind_gives_both_files_with_the_same_numbers(name: str) -> None:
    answer, settings = every_kind()[name]
    comparison = of(answer, settings)
    _about, rows = read_csv(comparison, settings)
    sheet = read_excel(comparison, settings)["Table"]
    _head, *in_excel = [
        ["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)
    ]
    assert [list(row.values()) for row in rows] == in_excel
    shown = [c.count for line in comparison.all_lines for c in line.row.cells if isinstance(c, Shown)]
    assert [int(row["Count"]) for row in rows if row["Count"]] == shown


def test_a_row_holds_counts_share_interval_target_and_period() -> None:
    _about, rows = read_csv(of(made_up.usual()))
    own = next(row for row in rows if row["Compared"] == "Haukeland")
    assert own == {
        "Compared": "Haukeland",
        "Kind": "centre",
        "Group": "met",
        "Count": "25",
        "Stays": "32",
        "Share": "0.7812",
        "95 % interval from": "0.6125",
        "95 % interval to": "0.8898",
        "Target": "high",
        "Not recorded": "3",
        "First year": "2020",
        "Last year": "2024",
        "Read from": "live registry",
    }


def test_a_hidden_number_is_an_empty_cell() -> None:
    _about, rows = read_csv(of(made_up.usual()))
    hidden = next(row for row in rows if row["Compared"] == "Reykjavik")
    numbers = ("Count", "Stays", "Share", "95 % interval from", "95 % interval to", "Target", "Not recorded")
    assert {hidden[name] for name in numbers} == {""}


def test_a_csv_says_what_it_is() -> None:
    about, _rows = read_csv(of(made_up.usual()))
    assert about["Shown"] == "Bladder emptied normally or by intermittent catheter"
    assert about["Question"].startswith("Share of stays with paraplegia at discharge · Injury: Traumatic")
    assert (about["Release"], about["Smallest group (patients)"]) == ("2026-1", "5")
    assert about["Made"].startswith("2026-03-02T09:30")


def test_a_file_read_live_alone_names_no_release() -> None:
    comparison = of(replace(made_up.one_unit(), references=()))
    about, _rows = read_csv(comparison)
    assert about["Source"] == "Read live from the registry"
    assert "Release" not in about
    assert "_live_" in downloads.file_name(comparison)


def test_both_marks_are_in_both_files() -> None:
    comparison = of(made_up.usual())
    raw = files.as_csv(downloads.file_table(comparison, sentences.heading(comparison, SETTINGS))).decode(
        "utf-8-sig"
    )
    sheet = read_excel(comparison)["About"]
    in_excel = " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
    for mark in (f"Synthetic data {DASH} not real patients", "Contains live data of your own unit"):
        assert mark in raw
        assert mark in in_excel


def test_excel_holds_numbers_as_numbers() -> None:
    sheet = read_excel(of(made_up.usual()))["Table"]
    cells = {cell.value: cell.column for cell in sheet[1]}
    assert all(
        isinstance(sheet.cell(row=2, column=cells[name]).value, int | float)
        for name in ("Count", "Stays", "Share", "95 % interval from", "First year")
    )
    shares = [
        name for name, column in cells.items() if sheet.cell(row=2, column=column).number_format == "0.0%"
    ]
    assert shares == ["Share", "95 % interval from", "95 % interval to"]


def test_a_csv_begins_with_the_mark_that_excel_needs() -> None:
    comparison = of(made_up.usual())
    raw = files.as_csv(downloads.file_table(comparison, sentences.heading(comparison, SETTINGS)))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "Hornbæk".encode() in raw


def test_numbers_are_the_same_in_every_language() -> None:
    with in_language("nb"):
        raw = files.as_csv(
            downloads.file_table(of(made_up.usual()), sentences.heading(of(made_up.usual()), SETTINGS))
        )
    assert ",0.7812," in raw.decode("utf-8-sig")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\uff1d1"])
def test_a_name_is_never_run_as_a_formula(name: str) -> None:
    units = tuple(replace(u, name=name) if u.id == made_up.SUNNAAS else u for u in SETTINGS.units)
    settings = replace(SETTINGS, units=units)
    comparison = of(made_up.usual(), settings)
    _about, rows = read_csv(comparison, settings)
    assert rows[0]["Compared"] == f"'{name}"
    cell = read_excel(comparison, settings)["Table"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


@given(st.text())
def test_no_text_leaves_as_a_formula(text: str) -> None:
    guarded = str(files._guarded(text))
    assert guarded in (text, f"'{text}")
    assert not guarded.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", every_kind())
def test_a_file_name_says_what_is_in_it_and_fits_everywhere(name: str) -> None:
    answer, settings = every_kind()[name]
    found = downloads.file_name(of(answer, settings))
    assert re.fullmatch(r"[A-Za-z0-9_-]+", found)
    assert answer.shown.shows in found
    assert "2020-2024" in found
    assert "release-2026-1" in found
    assert "synthetic" in found
    assert ("own-unit-data" in found) == answer.contains_own_unit_data
