"""Reads any registry database and says what is there, what is missing and what is wrong with it."""

import datetime
from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Engine, Inspector, MetaData, Table, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from queries import settings
from queries.settings import Unit
from queries.sources import measures
from queries.sources.layout import MAIN, SYNTHETIC_MARKER, TABLES, PhysicalTable, tables
from queries.sources.measures import Asker, Found
from queries.sources.registry_report import Finding, RegistryReport, TableFound, report_lines

__all__ = ["RegistryReport", "check_registry", "report_lines"]

UNREACHABLE = RegistryReport(
    synthetic=None,
    tables=(),
    other_tables=0,
    units=(),
    dates=(),
    findings=(Finding(kind="unreachable", table="database"),),
)


def check_registry(
    engine: Engine, *, units: tuple[Unit, ...] | None = None, today: datetime.date | None = None
) -> RegistryReport:
    """Check the registry behind an engine, reading only; never raises for what it finds there.

    `units` are those of the settings unless given; dates after `today` (UTC unless given) are implausible.
    """
    try:
        inspector = inspect(engine)
        names = {name.lower(): name for name in inspector.get_table_names() + inspector.get_view_names()}
        there = {name: _table(inspector, physical) for name, physical in names.items()}
    except SQLAlchemyError:
        return UNREACHABLE
    found = {
        declared.name: Found(declared=declared, table=there[declared.name])
        for declared in TABLES
        if declared.name in there
    }
    day = today or datetime.datetime.now(datetime.UTC).date()
    return _report(Asker(engine), there, found, settings.load().units if units is None else units, day)


def _table(inspector: Inspector, name: str) -> Table:
    columns = (Column(column["name"], column["type"]) for column in inspector.get_columns(name))
    return Table(name, MetaData(), *columns)


def _report(
    ask: Asker,
    there: Mapping[str, Table],
    found: Mapping[str, Found],
    units: tuple[Unit, ...],
    today: datetime.date,
) -> RegistryReport:
    main = found.get(MAIN)
    by_unit = measures.stays_by_unit(ask, main, units) if main else ()
    strangers = tuple(
        Finding(
            kind="unlisted_unit",
            table=MAIN,
            value=None if each.unit is None else str(each.unit),
            count=each.stays,
        )
        for each in by_unit
        if each.name is None
    )
    report_tables = tuple(
        TableFound(name=name, rows=measures.row_count(ask, each), columns=len(each.table.c))
        for name, each in found.items()
    )
    dates = measures.date_ranges(ask, main, today) if main else ()
    findings = (*_lacking(found), *strangers, *_measured(ask, found, today))
    return RegistryReport(
        synthetic=_marker(ask, there),
        tables=report_tables,
        other_tables=len(there.keys() - found.keys() - {SYNTHETIC_MARKER}),
        units=by_unit,
        dates=dates,
        findings=(*findings, *ask.failed),
    )


def _lacking(found: Mapping[str, Found]) -> Iterator[Finding]:
    """Tables and columns of the current layout that are missing, and columns nobody asks for."""
    for declared in tables("current"):
        if declared.name not in found:
            kind = "required_table_missing" if declared.required else "table_missing"
            yield Finding(kind=kind, table=declared.name)
        else:
            yield from _lacking_columns(declared, found[declared.name])


def _lacking_columns(declared: PhysicalTable, found: Found) -> Iterator[Finding]:
    for wanted in declared.columns:
        if not found.has(wanted.name):
            required = wanted.required and declared.required
            kind = "required_column_missing" if required else "column_missing"
            yield Finding(kind=kind, table=declared.name, column=wanted.name)
    known = {column.name for column in found.declared.columns}
    for column in found.table.c:
        if column.name not in known:
            yield Finding(kind="unknown_column", table=declared.name, column=column.name)


def _measured(ask: Asker, found: Mapping[str, Found], today: datetime.date) -> Iterator[Finding]:
    for name, each in found.items():
        yield from measures.keys(ask, each)
        yield from measures.values(ask, each, today)
        if name == MAIN:
            yield from measures.stays(ask, each)
            yield from measures.people(ask, each)
            yield from measures.pairs(ask, each)
        else:
            yield from measures.attachment(ask, found, each)


def _marker(ask: Asker, there: Mapping[str, Table]) -> dict[str, str] | None:
    """Who made a synthetic registry and how; empty if it was not finished, None for a real registry."""
    if SYNTHETIC_MARKER not in there:
        return None
    rows = ask.rows(SYNTHETIC_MARKER, "marker", select(there[SYNTHETIC_MARKER]).limit(1))
    return {name: str(value) for row in rows for name, value in row._asdict().items()}
