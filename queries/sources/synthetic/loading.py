"""Bulk insertion by the fastest way each database offers; values are those of `rendering.py`."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    insert,
    literal_column,
    make_url,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from queries.sources.synthetic.rendering import Rendered, Value

Loader = Callable[[Connection, Table, Rendered], None]

# A file that was not finished is made anew, so it needs no protection against a power cut meanwhile.
SQLITE_BULK_PRAGMAS = ("journal_mode=MEMORY", "synchronous=OFF", "temp_store=MEMORY", "cache_size=-65536")
# MariaDB fills a new table without an undo log if nothing has to be checked row by row.
PYMYSQL_BULK = {"local_infile": True, "init_command": "SET unique_checks=0, foreign_key_checks=0"}
# Rows are bound by position.
ENGINE_ARGUMENTS: Mapping[str, Mapping[str, Any]] = {
    "pymysql": {"paramstyle": "format", "connect_args": PYMYSQL_BULK},
}
TEXT_NULL = "\\N"


def bulk_engine(url: str) -> Engine:
    """An engine set up for one bulk load."""
    arguments = ENGINE_ARGUMENTS.get(make_url(url).get_driver_name(), {})
    engine = create_engine(url, hide_parameters=True, **arguments)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _relax)
    return engine


def loader(connection: Connection) -> Loader:
    """How to append rendered rows to a table whose columns have the same names, on this database."""
    if connection.dialect.name == "postgresql":
        return _copy
    if connection.dialect.driver == "pymysql" and connection.scalar(select(literal_column("@@local_infile"))):
        return _load_file
    return _execute_many


def _relax(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in SQLITE_BULK_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _execute_many(connection: Connection, table: Table, rows: Rendered) -> None:
    """The driver's own executemany, past SQLAlchemy's work on each row; PyMySQL makes multi-row inserts."""
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows))
    connection.exec_driver_sql(str(statement), list(zip(*rows.values(), strict=True)))


def _copy(connection: Connection, table: Table, rows: Rendered) -> None:
    table_name, columns = _names(connection, table, rows)
    with connection.connection.cursor().copy(f"COPY {table_name} {columns} FROM STDIN") as copy:
        for line in _lines(rows):
            copy.write(line)


def _load_file(connection: Connection, table: Table, rows: Rendered) -> None:
    """Several times faster than inserts, where the server allows it."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(rows))
        file.flush()
        table_name, columns = _names(connection, table, rows)
        statement = f"LOAD DATA LOCAL INFILE %s INTO TABLE {table_name} CHARACTER SET utf8mb4 {columns}"
        connection.exec_driver_sql(statement, (file.name,))


def _names(connection: Connection, table: Table, rows: Rendered) -> tuple[str, str]:
    """A table and the list of its columns, quoted."""
    quote = connection.dialect.identifier_preparer
    return quote.format_table(table), f"({', '.join(map(quote.quote, rows))})"


def _lines(rows: Rendered) -> Iterator[str]:
    """Rows as tab-separated text. No value holds a tab, line break or backslash: all are made here."""
    fields = (map(_field, values) for values in rows.values())
    return (f"{line}\n" for line in map("\t".join, zip(*fields, strict=True)))


def _field(value: Value) -> str:
    return TEXT_NULL if value is None else str(value)
