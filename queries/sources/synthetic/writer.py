"""Writes a synthetic registry into a database, chunk by chunk, in bounded memory."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Column as SqlColumn
from sqlalchemy import (
    Connection,
    Double,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    inspect,
)
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.types import TypeEngine

from queries import settings
from queries.errors import QueryError, SourceUnavailable
from queries.settings import Unit
from queries.sources import layout as physical
from queries.sources.layout import KEY, PARENT_KEY, SYNTHETIC_MARKER, UNIT, ColumnType, Layout, PhysicalTable
from queries.sources.synthetic.draws import Rng
from queries.sources.synthetic.loading import bulk_engine, loader
from queries.sources.synthetic.people import World, make_world
from queries.sources.synthetic.quirks import add_quirks
from queries.sources.synthetic.rendering import TICKS_AS_TEXT, Rendered, render, tick_values
from queries.sources.synthetic.tables import Registry

MADE_BY = "nordicscir-synthetic 2"  # changes whenever the same seed gives other rows
UNTIL = datetime.date(2026, 9, 30)
CHUNK = 10_000  # people drawn together; part of what a seed means
INDEXED = (KEY, PARENT_KEY, UNIT)
Progress = Callable[[int, int], None]
SQL_TYPES: Mapping[ColumnType, TypeEngine[Any]] = {
    "guid": String(36),
    "date": String(19),
    "integer": Integer(),
    "number": Double(),
    "tick": Integer(),
    "text": String(64),
}


class RegistryNotEmpty(QueryError):
    """The database already holds registry tables that may not be overwritten."""


@dataclass(frozen=True, kw_only=True)
class SyntheticReport:
    """What was written: people, rows per table, and what to ask for to get the same again."""

    patients: int
    seed: int
    layout: Layout
    until: datetime.date
    quirks: bool
    rows: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class _Order:
    patients: int
    seed: int
    layout: Layout
    until: datetime.date
    quirks: bool
    units: tuple[Unit, ...]

    def __post_init__(self) -> None:
        if self.patients < 1 or self.seed < 0:
            raise ValueError("a synthetic registry needs at least one patient and a seed of 0 or more")
        if self.layout not in ("current", "2019"):
            raise ValueError(f"unknown layout {self.layout!r}")


def write_synthetic_registry(  # noqa: PLR0913  every choice about a registry is named in its order
    url: str,
    *,
    patients: int,
    seed: int,
    layout: Layout = "current",
    until: datetime.date = UNTIL,
    quirks: bool = True,
    progress: Callable[[int, int], None] | None = None,
    replace: bool = False,
    units: tuple[Unit, ...] | None = None,
) -> SyntheticReport:
    """Write a made-up registry of `patients` people, whose forms were completed by `until`, into a database.

    The same order gives the same rows on every database. `progress` is told (people written, people in all).
    `units` are those of the settings unless given. Raises RegistryNotEmpty where registry tables exist (but
    synthetic ones make room if `replace`), SourceUnavailable where the database cannot be written, ValueError
    for an impossible order.
    """
    order = _Order(
        patients=patients, seed=seed, layout=layout, until=until, quirks=quirks,
        units=settings.load().units if units is None else units,
    )  # fmt: skip
    with _connected(url) as connection:
        _make_room(connection, replace=replace)
        rows = _write(connection, order, progress or _silent)
    return SyntheticReport(patients=patients, seed=seed, layout=layout, until=until, quirks=quirks, rows=rows)


def _write(connection: Connection, order: _Order, progress: Progress) -> dict[str, int]:
    """The marker's table comes first, its row last: an unfinished registry is known as synthetic."""
    tables = {table.name: sql_table(table, order.layout) for table in physical.tables(order.layout)}
    marker = _marker_table()
    for table in (marker, *tables.values()):
        table.create(connection)
    written = Counter(dict.fromkeys(tables, 0))
    load = loader(connection)
    for chunk, people in _chunks(order, progress):
        for name, rows in chunk.items():
            if rows[KEY]:
                load(connection, tables[name], rows)
            written[name] += len(rows[KEY])
        progress(people, order.patients)
    _index(connection, tables)
    connection.execute(insert(marker).values(_marker(order)))
    return dict(written)


def sql_table(table: PhysicalTable, layout: Layout) -> Table:
    """The database table of a form in a layout, without indexes."""
    as_text = tick_values(table, layout) is TICKS_AS_TEXT
    types = {**SQL_TYPES, "tick": String(5)} if as_text else SQL_TYPES
    return Table(
        table.name, MetaData(), *(SqlColumn(column.name, types[column.type]) for column in table.columns)
    )


def _chunks(order: _Order, progress: Progress) -> Iterator[tuple[dict[str, Rendered], int]]:
    """Rendered tables of each chunk, and how many people there are up to its end."""
    progress(0, order.patients)
    sizes = [CHUNK] * (order.patients // CHUNK) + [order.patients % CHUNK]
    world_seed, *seeds = np.random.SeedSequence(order.seed).spawn(1 + len(sizes))
    world = make_world(_generator(world_seed), order.units, np.datetime64(order.until, "D"))
    done = 0
    for size, seed in zip(sizes, seeds, strict=True):
        if size:
            done += size
            yield _chunk(_generator(seed), world, size, order), done


def _chunk(rng: Rng, world: World, size: int, order: _Order) -> dict[str, Rendered]:
    columns = Registry(rng, world, size, order.layout).columns()
    rendered = {
        table.name: render(table, columns[table.name], order.layout)
        for table in physical.tables(order.layout)
    }
    if order.quirks:
        add_quirks(rng, rendered)
    return rendered


def _generator(seed: np.random.SeedSequence) -> Rng:
    return np.random.Generator(np.random.PCG64(seed))


def _index(connection: Connection, tables: Mapping[str, Table]) -> None:
    """Plain indexes, as repeated keys occur; made after loading, which is faster."""
    for name, table in tables.items():
        form_type = name.rsplit("_", 1)[-1]
        for column in INDEXED:
            if column in table.c:
                Index(f"ix_{form_type}_{column}", table.c[column]).create(connection)


def _marker_table() -> Table:
    return Table(
        SYNTHETIC_MARKER,
        MetaData(),
        SqlColumn("made_by", String(64)),
        SqlColumn("seed", String(40)),
        SqlColumn("patients", Integer),
        SqlColumn("layout", String(16)),
        SqlColumn("until", String(10)),
    )


def _marker(order: _Order) -> dict[str, object]:
    return {
        "made_by": MADE_BY,
        "seed": str(order.seed),
        "patients": order.patients,
        "layout": order.layout,
        "until": order.until.isoformat(),
    }


def _make_room(connection: Connection, *, replace: bool) -> None:
    """Drop an earlier synthetic registry if asked to; never touch a real one."""
    there = {name.lower(): name for name in inspect(connection).get_table_names()}
    ours = [
        there[name]
        for name in (*(table.name for table in physical.TABLES), SYNTHETIC_MARKER)
        if name in there
    ]
    if ours and not (replace and SYNTHETIC_MARKER in there):
        kind = (
            "a synthetic registry" if SYNTHETIC_MARKER in there else "registry tables that are not synthetic"
        )
        raise RegistryNotEmpty(f"the database already holds {kind}")
    for name in ours:
        Table(name, MetaData()).drop(connection)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """One transaction. An error is told by its kind only: the driver's message may repeat the URL."""
    engine = bulk_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    except (OperationalError, InterfaceError) as error:
        kind = type(error.orig).__name__
        raise SourceUnavailable(f"the database could not be written ({kind})") from error
    finally:
        engine.dispose()


def _silent(_done: int, _total: int) -> None:
    return None
