"""The release store: releases are added or withdrawn, never changed.

It holds the only shared numbers that the web process can read."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    inspect,
    select,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.exc import SQLAlchemyError

from queries.errors import NoRelease, SourceUnavailable
from queries.release import content
from queries.release.breakdown import Breakdown
from queries.release.plan import Node, Plan

_LONG_TEXT = Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")
_KEY_LENGTH = 200
_INSERT_ROWS = 1_000

_METADATA = MetaData()
_RELEASE = Table(
    "release_version",
    _METADATA,
    Column("id", String(40), primary_key=True),
    Column("created", DateTime, nullable=False),
    Column("header", _LONG_TEXT, nullable=False),
    Column("audit", _LONG_TEXT, nullable=False),
    Column("withdrawn", DateTime),
    Column("withdrawn_because", Text),
)
_PLAN = Table(
    "release_plan",
    _METADATA,
    Column("release_id", ForeignKey("release_version.id"), primary_key=True),
    Column("breakdown", String(_KEY_LENGTH), primary_key=True),
    Column("labels", _LONG_TEXT, nullable=False),
    Column("cuts", _LONG_TEXT, nullable=False),
)
_COUNT = Table(
    "release_count",
    _METADATA,
    Column("release_id", ForeignKey("release_version.id"), primary_key=True),
    Column("breakdown", String(_KEY_LENGTH), primary_key=True),
    Column("units", String(40), primary_key=True),
    Column("first_year", Integer, primary_key=True),
    Column("last_year", Integer, primary_key=True),
    Column("counts", _LONG_TEXT, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A release in the list: its description, the report of the audit it passed, and when and why it was
    withdrawn, if it was."""

    header: content.Header
    audit: Mapping[str, Any]
    withdrawn: datetime.datetime | None
    withdrawn_because: str | None


class Store:
    """Releases in one database. Methods raise SourceUnavailable when it cannot be reached."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url, pool_pre_ping=True)
        self._made = False

    def publish(
        self, header: content.Header, tables: Iterable[content.Table], audit: Mapping[str, Any]
    ) -> None:
        """Add a release with the report of its audit, all of it or nothing. From then on it is the current one."""
        _METADATA.create_all(self._engine)
        with self._engine.begin() as connection:
            connection.execute(_RELEASE.insert().values(_header_row(header, audit)))
            for table in tables:
                connection.execute(_PLAN.insert().values(_plan_row(header, table)))
                rows = list(_count_rows(header, table))
                for start in range(0, len(rows), _INSERT_ROWS):
                    connection.execute(_COUNT.insert(), rows[start : start + _INSERT_ROWS])

    def withdraw(self, release_id: str, because: str, when: datetime.datetime) -> None:
        """Stop serving a release. Its rows stay, for the record; raises NoRelease if it is not there."""
        statement = _RELEASE.update().where(_RELEASE.c.id == release_id, _RELEASE.c.withdrawn.is_(None))
        with self._engine.begin() as connection:
            if connection.execute(statement.values(withdrawn=when, withdrawn_because=because)).rowcount != 1:
                raise NoRelease(f"no release {release_id!r} in service")

    def releases(self) -> tuple[Listed, ...]:
        """Every release ever published, oldest first."""
        if not self._exists():
            return ()
        rows = self._all(select(_RELEASE).order_by(_RELEASE.c.created, _RELEASE.c.id))
        return tuple(
            Listed(
                header=_header(row.header),
                audit=json.loads(row.audit),
                withdrawn=row.withdrawn,
                withdrawn_because=row.withdrawn_because,
            )
            for row in rows
        )

    def current_id(self) -> str:
        """Id of the release in service: the latest that is not withdrawn. Raises NoRelease."""
        latest = select(_RELEASE.c.id).where(_RELEASE.c.withdrawn.is_(None))
        rows = (
            self._all(latest.order_by(_RELEASE.c.created.desc(), _RELEASE.c.id.desc()).limit(1))
            if self._exists()
            else []
        )
        if not rows:
            raise NoRelease("nothing has been released yet")
        return str(rows[0].id)

    def header(self, release_id: str) -> content.Header:
        """The description of a release; raises NoRelease."""
        rows = (
            self._all(select(_RELEASE.c.header).where(_RELEASE.c.id == release_id)) if self._exists() else []
        )
        if not rows:
            raise NoRelease(f"there is no release {release_id!r}")
        return _header(rows[0].header)

    def table(self, header: content.Header, breakdown: Breakdown) -> content.Table | None:
        """One breakdown of a release; None where it is not released at all."""
        plans = self._all(select(_PLAN).where(*_of(_PLAN, header, breakdown)))
        if not plans:
            return None
        return _table(
            header, breakdown, plans[0], self._all(select(_COUNT).where(*_of(_COUNT, header, breakdown)))
        )

    def tables(self, header: content.Header) -> Iterator[content.Table]:
        """Every breakdown of a release, by key."""
        of_release = select(_PLAN.c.breakdown).where(_PLAN.c.release_id == header.id)
        for row in self._all(of_release.order_by(_PLAN.c.breakdown)):
            table = self.table(header, breakdown_of(row.breakdown))
            if table is not None:
                yield table

    def _exists(self) -> bool:
        try:
            self._made = self._made or inspect(self._engine).has_table(_RELEASE.name)
        except SQLAlchemyError as error:
            raise SourceUnavailable("the release store cannot be read") from error
        return self._made

    def _all(self, statement: Any) -> list[Any]:
        try:
            with self._engine.connect() as connection:
                return list(connection.execute(statement))
        except SQLAlchemyError as error:
            raise SourceUnavailable("the release store cannot be read") from error


def breakdown_of(key: str) -> Breakdown:
    """The breakdown with a key."""
    levels, _, indicator = key.partition("|")
    pairs = (part.partition("@") for part in levels.split(",") if part)
    return Breakdown(
        levels=tuple((variable, level) for variable, _, level in pairs), indicator=indicator or None
    )


def _of(table: Table, header: content.Header, breakdown: Breakdown) -> tuple[Any, Any]:
    return table.c.release_id == header.id, table.c.breakdown == breakdown.key


def _header_row(header: content.Header, audit: Mapping[str, Any]) -> dict[str, Any]:
    described = {name: getattr(header, name) for name in header.__dataclass_fields__}
    described |= {
        "created": header.created.isoformat(),
        "expected": [_expected_row(header, one) for one in header.expected],
    }
    text = json.dumps(described, ensure_ascii=False)
    report = json.dumps(audit, ensure_ascii=False)
    return {"id": header.id, "created": header.created, "header": text, "audit": report}


def _header(text: str) -> content.Header:
    raw = json.loads(text)
    tuples = {name: tuple(raw[name]) for name in ("units", "process_indicators")}
    nested = {
        name: {key: tuple(value) for key, value in raw[name].items()} for name in ("dimensions", "lacking")
    }
    active = {int(unit): tuple(years) for unit, years in raw["active"].items()}
    created = datetime.datetime.fromisoformat(raw["created"])
    header = content.Header(
        **{**raw, **tuples, **nested, "active": active, "created": created, "expected": ()}
    )
    return replace(header, expected=tuple(_expected(header, one) for one in raw.get("expected", ())))


def _expected_row(header: content.Header, expected: content.Expected) -> dict[str, Any]:
    """Rows by units, first and last year, as in the table of counts."""
    rows = [
        (_units_text(header, node), header.first_year + start, header.first_year + end - 1, share)
        for (node, start, end), share in expected.shares.items()
    ]
    return {**{name: getattr(expected, name) for name in expected.__dataclass_fields__}, "shares": rows}


def _expected(header: content.Header, raw: dict[str, Any]) -> content.Expected:
    shares = {
        (_node(header, units), first - header.first_year, last - header.first_year + 1): value
        for units, first, last, value in raw["shares"]
    }
    return content.Expected(**{**raw, "factors": tuple(raw["factors"]), "shares": shares})


def _plan_row(header: content.Header, table: content.Table) -> dict[str, Any]:
    lines = {_units_text(header, node): line for node, line in table.plan.lines.items()}
    return {
        "release_id": header.id,
        "breakdown": table.breakdown.key,
        "labels": json.dumps(table.labels),
        "cuts": json.dumps(lines),
    }


def _count_rows(header: content.Header, table: content.Table) -> Iterator[dict[str, Any]]:
    for (node, start, end), counts in table.counts.items():
        yield {
            "release_id": header.id,
            "breakdown": table.breakdown.key,
            "units": _units_text(header, node),
            "first_year": header.first_year + start,
            "last_year": header.first_year + end - 1,
            "counts": json.dumps(counts),
        }


def _table(header: content.Header, breakdown: Breakdown, plan: Any, counts: list[Any]) -> content.Table:
    return content.Table(
        breakdown=breakdown,
        labels=tuple(tuple(label) for label in json.loads(plan.labels)),
        plan=Plan(lines={_node(header, units): line for units, line in json.loads(plan.cuts).items()}),
        counts={_rectangle(header, row): _measures(row.counts) for row in counts},
    )


def _rectangle(header: content.Header, row: Any) -> content.Rectangle:
    start, end = row.first_year - header.first_year, row.last_year - header.first_year + 1
    return _node(header, row.units), start, end


def _measures(text: str) -> Mapping[str, tuple[int, ...]]:
    return {name: tuple(values) for name, values in json.loads(text).items()}


def _units_text(header: content.Header, node: Node) -> str:
    """A unit's id, or, for a pool, that of its largest unit and a plus: pools are always that unit and all
    smaller ones, and forty ids would not fit a database key."""
    return f"{header.units[node[0]]}{'+' if len(node) > 1 else ''}"


def _node(header: content.Header, text: str) -> Node:
    first = header.unit_index(int(text.removesuffix("+")))
    return tuple(range(first, len(header.units))) if text.endswith("+") else (first,)
