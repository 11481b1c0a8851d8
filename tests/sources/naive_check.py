"""The findings of the registry check once more, by plain loops over the rows as the driver hands them out.

Written apart from the statements it is compared with: it knows dates by `datetime`, keys by dictionaries.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

from queries.sources.layout import FOLLOW_UP, KEY, MAIN, PARENT_KEY, UNIT, PhysicalTable, tables
from tests.sources.written import Rows, day

Row = dict[str, Any]
Key = tuple[str, str, str | None, str | None]  # kind, table, column, value
FIRST_PLAUSIBLE = datetime.date(1900, 1, 1)


def naive_findings(rows: Rows, units: set[int], today: datetime.date) -> Counter[Key]:
    """How often each finding occurs, pairs of codes and columns that are missing or unknown left out."""
    found: Counter[Key] = Counter()
    for table in tables("current"):
        for row in rows[table.name]:
            found.update(_of_values(table, row, today))
        found.update(_of_keys(table, rows[table.name]))
        found.update(_of_parents(table, rows))
    for row in rows[MAIN]:
        found.update(_of_stay(row, units))
    found.update(_of_people(rows[MAIN]))
    return found


def _of_values(table: PhysicalTable, row: Row, today: datetime.date) -> Iterator[Key]:
    for column in table.columns:
        value = row[column.name]
        if column.type == "date":
            yield from _of_date(table, column.name, value, today)
        elif column.codes is not None and value is not None and value not in column.codes:
            yield "unlisted_code", table.name, column.name, str(value)


def _of_date(table: PhysicalTable, column: str, value: object, today: datetime.date) -> Iterator[Key]:
    named = day(value)
    if value in (None, ""):
        if table.name == MAIN and column in ("AdmitDt", "DischgDt"):
            yield "missing_date", MAIN, column, None
        if table.name not in (MAIN, FOLLOW_UP) and column == table.date:
            yield "form_without_date", table.name, column, None
    elif named is None:
        yield "unreadable_date", table.name, column, None
    elif not FIRST_PLAUSIBLE <= named <= today:
        yield "implausible_date", table.name, column, None


def _of_keys(table: PhysicalTable, rows: list[Row]) -> Iterator[Key]:
    for times in Counter(row[KEY].lower() for row in rows).values():
        if times > 1:
            yield "duplicate_key", table.name, KEY, None


def _of_parents(table: PhysicalTable, rows: Rows) -> Iterator[Key]:
    parents = {name: {row[KEY].lower(): row for row in rows[name]} for name in table.parents}
    for row in rows[table.name] if parents else ():
        key = row[PARENT_KEY].lower()
        if not any(key in forms for forms in parents.values()):
            yield "orphan", table.name, PARENT_KEY, None
        if key in parents.get(FOLLOW_UP, {}):
            yield "on_follow_up", table.name, PARENT_KEY, None
        if table.name != FOLLOW_UP and key in parents.get(MAIN, {}):
            date, discharge = day(row[table.date]), day(parents[MAIN][key]["DischgDt"])
            if date and discharge and date > discharge:
                yield "after_discharge", table.name, table.date, None


def _of_stay(row: Row, units: set[int]) -> Iterator[Key]:
    admission, discharge, closed = (day(row[name]) for name in ("AdmitDt", "DischgDt", "FirstTimeClosed"))
    if row[UNIT] not in units:
        yield "unlisted_unit", MAIN, None, str(row[UNIT])
    if not admission and not discharge:
        yield "stay_without_dates", MAIN, None, None
    if admission and discharge and discharge < admission:
        yield "negative_stay", MAIN, None, None
    if admission and discharge and (discharge - admission).days > 730:
        yield "long_stay", MAIN, None, None
    if closed and discharge and closed < discharge:
        yield "closed_before_discharge", MAIN, None, None


def _of_people(rows: list[Row]) -> Iterator[Key]:
    stays: dict[str, set[str]] = {}
    for row in rows:
        stays.setdefault(row["PatientInRegistryGuid"].lower(), set()).add(row[KEY].lower())
    for keys in stays.values():
        if len(keys) > 1:
            yield "several_stays", MAIN, "PatientInRegistryGuid", None
