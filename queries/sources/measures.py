"""What the registry check counts, as statements: everything is aggregated in the database.

Nothing here trusts a type or a spelling: every physical value goes through the readers, and a measure is taken
only where the columns it needs are there.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    Row,
    Select,
    String,
    Subquery,
    Table,
    case,
    cast,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from queries.settings import Unit
from queries.sources.layout import (
    FOLLOW_UP,
    KEY,
    MAIN,
    PARENT_KEY,
    UNIT,
    ColumnType,
    PhysicalColumn,
    PhysicalTable,
)
from queries.sources.readers import days_between, read_code, read_date, read_id, read_number, read_tick
from queries.sources.registry_report import DateRange, Finding, UnitFound

READERS: Mapping[ColumnType, Any] = {
    "guid": read_id,
    "date": read_date,
    "integer": read_code,
    "number": read_number,
    "tick": read_tick,
}
EARLIEST = "1900-01-01"
LONG_STAY_DAYS = 730
MOST_CODES = 10  # unlisted codes told per column
EXPECTED_TOGETHER = 20  # two codes are common if so many rows would hold both by chance alone
# The main form has its own measures; a follow-up that was not carried out has no date of examination.
UNDATED = frozenset({MAIN, FOLLOW_UP})
PAIRS = (
    ("AAis", "ASensLvlAreaL"),
    ("FAis", "FSensLvlAreaL"),
    ("AAis", "ANeuNoMeasure"),
    ("FAis", "FNeuNoMeasure"),
    ("AAis", "FAis"),
    ("ASensLvlAreaL", "AMtrLvlAreaL"),
    ("FSensLvlAreaL", "FMtrLvlAreaL"),
    ("Scietiol", "Ntsci"),
    ("Scietiol", "VrtbrInj"),
    ("Scietiol", "ASensLvlAreaL"),
    ("PlaceDis", "PPlacedis"),
    ("PlaceDis", "FAis"),
    ("PatientGender", "Scietiol"),
    ("VentAssi", "VentAssi2"),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """A declared table as the database has it."""

    declared: PhysicalTable
    table: Table

    def has(self, *columns: str) -> bool:
        return all(column in self.table.c for column in columns)

    def present(self) -> Iterator[PhysicalColumn]:
        """The declared columns that are there."""
        return (column for column in self.declared.columns if column.name in self.table.c)

    def read(self, column: str) -> ColumnElement[Any]:
        """The logical value of a column."""
        return READERS[self.declared.column(column).type](self.table.c[column])  # type: ignore[no-any-return]

    def filled(self, column: str) -> ColumnElement[bool]:
        """Whether a column holds anything at all."""
        return func.coalesce(cast(self.table.c[column], String(64)), "") != ""


class Asker:
    """Runs one statement at a time. One that fails becomes a finding, so that a strange table stops nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.failed: list[Finding] = []

    def rows(
        self, table: str, measure: str, statement: Select[*tuple[Any, ...]]
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows of a statement, none if it fails."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(statement).all()
        except SQLAlchemyError as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            self.failed.append(Finding(kind="not_counted", table=table, value=f"{measure}: {kind}"))
            return ()

    def counts(
        self, table: str, measure: str, findings: Mapping[Finding, ColumnElement[bool]], source: Any
    ) -> Iterator[Finding]:
        """Findings with their counts, those that occur; all counted in one pass over the table."""
        sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in findings.values()]
        rows = self.rows(table, measure, select(*sums).select_from(source)) if sums else ()
        for row in rows:
            for finding, count in zip(findings, row, strict=True):
                if count:
                    yield counted(finding, count)


def counted(finding: Finding, count: Any) -> Finding:
    """The finding with a count; MariaDB sums to decimals."""
    return Finding(
        kind=finding.kind, table=finding.table, column=finding.column, value=finding.value, count=int(count)
    )


def row_count(ask: Asker, found: Found) -> int | None:
    """Rows of a table, None where they cannot be counted."""
    rows = ask.rows(found.declared.name, "rows", select(func.count()).select_from(found.table))
    return int(rows[0][0]) if rows else None


def stays_by_unit(ask: Asker, main: Found, units: Iterable[Unit]) -> tuple[UnitFound, ...]:
    """Main forms of each unit: those of the unit table first, also without a stay, then all others."""
    if not main.has(UNIT):
        return ()
    names = {unit.id: unit.name for unit in units}
    code = main.read(UNIT).label("unit")
    rows = ask.rows(MAIN, "units", select(code, func.count()).group_by(code).select_from(main.table))
    stays = {row[0]: int(row[1]) for row in rows}
    others = sorted((unit for unit in stays if unit not in names), key=lambda unit: (unit is None, unit))
    return tuple(
        UnitFound(unit=unit, name=names.get(unit), stays=stays.get(unit, 0)) for unit in (*names, *others)
    )


def date_ranges(ask: Asker, main: Found, today: datetime.date) -> tuple[DateRange, ...]:
    """First and last plausible admission and discharge."""
    ranges = []
    for column in filter(main.has, ("AdmitDt", "DischgDt")):
        day = main.read(column)
        statement = select(func.min(day), func.max(day)).where(day >= EARLIEST, day <= today.isoformat())
        ranges += [
            DateRange(column=column, first=row[0], last=row[1]) for row in ask.rows(MAIN, column, statement)
        ]
    return tuple(ranges)


def values(ask: Asker, found: Found, today: datetime.date) -> Iterator[Finding]:
    """Dates and codes that cannot be what they should."""
    name = found.declared.name
    suspects: dict[Finding, ColumnElement[bool]] = {}
    for column in found.present():
        for kind, condition in _suspicions(found, column, today):
            suspects[Finding(kind=kind, table=name, column=column.name)] = condition
    for finding in ask.counts(name, "values", suspects, found.table):
        if finding.kind == "unlisted_code":
            yield from _unlisted(ask, found, found.declared.column(str(finding.column)))
        else:
            yield finding


def keys(ask: Asker, found: Found) -> Iterator[Finding]:
    """Keys that occur more than once."""
    if found.has(KEY):
        key = found.read(KEY).label("key")
        repeated = select(key).group_by(key).having(func.count() > 1).select_from(found.table).subquery()
        statement = select(func.count()).select_from(repeated)
        yield from _one(ask, Finding(kind="duplicate_key", table=found.declared.name, column=KEY), statement)


def people(ask: Asker, main: Found) -> Iterator[Finding]:
    """People with more than one stay; a stay delivered twice is one stay."""
    column = "PatientInRegistryGuid"
    if main.has(KEY, column):
        person, stays = main.read(column).label("person"), func.count(main.read(KEY).distinct())
        several = select(person).where(person.is_not(None)).group_by(person).having(stays > 1).subquery()
        statement = select(func.count()).select_from(several)
        yield from _one(ask, Finding(kind="several_stays", table=MAIN, column=column), statement)


def stays(ask: Asker, main: Found) -> Iterator[Finding]:
    """Admission, discharge and completion that contradict each other."""
    if not main.has("AdmitDt", "DischgDt"):
        return
    admission, discharge = main.read("AdmitDt"), main.read("DischgDt")
    suspects = {
        "stay_without_dates": admission.is_(None) & discharge.is_(None),
        "negative_stay": discharge < admission,
        "long_stay": days_between(discharge, admission) > LONG_STAY_DAYS,
    }
    if main.has("FirstTimeClosed"):
        suspects["closed_before_discharge"] = main.read("FirstTimeClosed") < discharge
    findings = {Finding(kind=kind, table=MAIN): condition for kind, condition in suspects.items()}
    yield from ask.counts(MAIN, "stays", findings, main.table)


def attachment(ask: Asker, found: Mapping[str, Found], child: Found) -> Iterator[Finding]:
    """Which forms hang on nothing that is there, which on a follow-up, and which date from after discharge."""
    if not child.has(PARENT_KEY):
        return
    declared = [found[name] for name in child.declared.parents if name in found]
    parents = {parent.declared.name: _ids(parent) for parent in declared if parent.has(KEY)}
    joined: Any = child.table
    for ids in parents.values():
        joined = joined.outerjoin(ids, ids.c.id == child.read(PARENT_KEY))
    findings = {
        Finding(kind=kind, table=child.declared.name, column=column): condition
        for kind, column, condition in _attachments(child, parents)
    }
    yield from ask.counts(child.declared.name, "parents", findings, joined)


def pairs(ask: Asker, main: Found) -> Iterator[Finding]:
    """Pairs of codes of two columns that chance alone would bring together often, and that never meet."""
    for first, second in PAIRS:
        if main.has(first, second):
            yield from _never_together(ask, main, first, second)


def _suspicions(
    found: Found, column: PhysicalColumn, today: datetime.date
) -> Iterator[tuple[str, ColumnElement[bool]]]:
    if column.type not in READERS or column.type == "guid":
        return
    value, filled = found.read(column.name), found.filled(column.name)
    if column.type == "date":
        yield "unreadable_date", filled & value.is_(None)
        yield "implausible_date", (value < EARLIEST) | (value > today.isoformat())
        if column.required:
            yield "missing_date", ~filled
        if column.name == found.declared.date and found.declared.name not in UNDATED:
            yield "form_without_date", ~filled
        return
    yield "unreadable_value", filled & value.is_(None)
    if column.codes is not None:
        yield "unlisted_code", value.not_in(column.codes)


def _attachments(
    child: Found, parents: Mapping[str, Subquery]
) -> Iterator[tuple[str, str, ColumnElement[bool]]]:
    """What to count of a child form joined to its possible parents."""
    on = {name: ids.c.id.is_not(None) for name, ids in parents.items()}
    yield "orphan", PARENT_KEY, ~or_(false(), *on.values())
    if FOLLOW_UP in on:
        yield "on_follow_up", PARENT_KEY, on[FOLLOW_UP]
    date = child.declared.date
    if MAIN in on and "discharge" in parents[MAIN].c and child.has(date) and child.declared.name != FOLLOW_UP:
        yield "after_discharge", date, child.read(date) > parents[MAIN].c.discharge


def _unlisted(ask: Asker, found: Found, column: PhysicalColumn) -> Iterator[Finding]:
    """The commonest codes of a column that are not in its list."""
    code = found.read(column.name).label("code")
    statement = (
        select(code, func.count())
        .where(code.not_in(column.codes or ()))
        .group_by(code)
        .order_by(func.count().desc(), code)
        .limit(MOST_CODES)
    )
    for row in ask.rows(found.declared.name, column.name, statement):
        finding = Finding(
            kind="unlisted_code", table=found.declared.name, column=column.name, value=str(row[0])
        )
        yield counted(finding, row[1])


def _one(ask: Asker, finding: Finding, statement: Select[*tuple[Any, ...]]) -> Iterator[Finding]:
    for row in ask.rows(finding.table, finding.kind, statement):
        if row[0]:
            yield counted(finding, row[0])


def _ids(parent: Found) -> Subquery:
    """Each key of a parent form once, for the main form with its discharge."""
    key = parent.read(KEY)
    columns = [key.label("id")]
    if parent.declared.name == MAIN and parent.has("DischgDt"):
        columns.append(func.max(parent.read("DischgDt")).label("discharge"))
    return select(*columns).where(key.is_not(None)).group_by(key).subquery()


def _never_together(ask: Asker, main: Found, first: str, second: str) -> Iterator[Finding]:
    left, right = main.read(first).label("first"), main.read(second).label("second")
    listed = [
        value.in_(main.declared.column(name).codes or (0, 1))
        for name, value in ((first, left), (second, right))
    ]
    statement = select(left, right, func.count()).where(*listed).group_by(left, right)
    together = {(row[0], row[1]): int(row[2]) for row in ask.rows(MAIN, f"{first}, {second}", statement)}
    total = sum(together.values())
    for one, count in sorted(_margin(together, 0).items()):
        never = [
            other
            for other, other_count in sorted(_margin(together, 1).items())
            if (one, other) not in together and count * other_count >= EXPECTED_TOGETHER * total
        ]
        if never:
            value = f"{one} with {second} {', '.join(map(str, never))}"
            yield Finding(kind="never_together", table=MAIN, column=first, value=value)


def _margin(together: Mapping[tuple[int, int], int], position: int) -> dict[int, int]:
    margin: dict[int, int] = {}
    for codes, count in together.items():
        margin[codes[position]] = margin.get(codes[position], 0) + count
    return margin
