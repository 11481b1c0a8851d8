"""Reads the written cases of this folder: small tables of registry rows, and the answer each must give.

A table starts with its name in brackets and a line of registry columns; after `||` come the questions and their
answers. An empty cell is the column's default, `NULL` and `''` are what they say. Keys are made unique to their file,
and each stay without a unit of its own is given one, so that all files fit into one registry.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import String

from tests.form_columns import DECIMALS
from tests.naive import BOWEL, EQ5D, FOLLOW_UP, MAIN, PERFORMANCE, QUALITY_OF_LIFE, SATISFACTION, URINARY
from tests.registry_tables import NUMBERS, TICKS, Columns, Registry, layout

FOLDER = Path(__file__).parent
TABLES = {
    "main": MAIN,
    "urinary": URINARY,
    "bowel": BOWEL,
    "quality_of_life": QUALITY_OF_LIFE,
    "performance": PERFORMANCE,
    "satisfaction": SATISFACTION,
    "eq5d": EQ5D,
    "follow_up": FOLLOW_UP,
}
DEFAULTS: Mapping[str, object] = {
    "AdmitDt": "2020-02-03 00:00:00",
    "DischgDt": "2020-06-30 00:00:00",
    "FirstTimeClosed": "2020-07-10 00:00:00",
    "PatientAge": 50,
    "PatientGender": 1,
}
# Tick-boxes that the written registry stores as text, where others are numbers.
WORDS = ("FNeuNoMeasure", "EmbladM6", "DefcmthM3", "Sepsis", "CSpasticity")
FIRST_UNIT = 1000


@dataclass(frozen=True, kw_only=True)
class Case:
    """The answers that the one stay of a unit must give; `place` is the file and the line it is written in."""

    place: str
    unit: object
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One written row: the values given, and the answers after the double bar."""

    place: str
    table: str
    row: dict[str, object]
    answers: dict[str, str]


def written() -> tuple[Registry, list[Case]]:
    """The registry that holds the rows of every file, and the cases written about it."""
    lines = [line for path in sorted(FOLDER.glob("*.txt")) for line in _lines(path)]
    _complete([line.row for line in lines if line.table == MAIN])
    rows = {table: [line.row for line in lines if line.table == table] for table in TABLES.values()}
    cases = [
        Case(place=line.place, unit=line.row["UnitId"], answers=line.answers)
        for line in lines
        if any(line.answers.values())
    ]
    return Registry(rows=rows, columns=_columns()), cases


def _complete(forms: list[dict[str, object]]) -> None:
    """Gives main forms the defaults, and one unit to all deliveries of a stay."""
    units: dict[str, int] = {}
    for form in forms:
        unit = units.setdefault(str(form["SkjemaGUID"]).lower(), FIRST_UNIT + len(units))
        form.update({"UnitId": unit, **DEFAULTS, **form})


def _columns() -> dict[str, Columns]:
    return {
        table: {name: String(8) if name in WORDS else kind for name, kind in columns.items()}
        for table, columns in layout().items()
    }


def _lines(path: Path) -> Iterator[_Line]:
    table, header = "", ""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text or text.startswith("#"):
            continue
        if text.startswith("["):
            table, header = TABLES[text.strip("[]")], ""
        elif not header:
            header = text
        else:
            yield _line(f"{path.name}:{number}", table, header, text)


def _line(place: str, table: str, header: str, text: str) -> _Line:
    (columns, questions), (cells, answers) = _halves(header), _halves(text)
    file = place.partition(":")[0]
    given = {name: _value(name, cell, file) for name, cell in zip(columns, cells, strict=True) if cell}
    return _Line(
        place=place,
        table=table,
        row={"SkjemaGUID": place, **given},
        answers=dict(zip(questions, answers, strict=True)),
    )


def _halves(line: str) -> tuple[list[str], list[str]]:
    given, _, answers = line.partition("||")
    return _cells(given), _cells(answers) if answers else []


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def _value(column: str, cell: str, file: str) -> object:
    if cell == "NULL":
        return None
    if cell == "''":
        return ""
    if column in ("SkjemaGUID", "HovedskjemaGUID"):
        return f"{file}/{cell}"
    if column in DECIMALS:
        return float(cell)
    number = column in NUMBERS or (column in TICKS and column not in WORDS)
    return int(cell) if number and re.fullmatch("-?[0-9]+", cell) else cell
