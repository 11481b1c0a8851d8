"""Bulk insertion by the fastest way each database offers; values are those of `rendering.py`."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection, Engine, Table, event, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from queries.sources.synthetic.rendering import Rendered, Value

Loader = Callable[[Connection, Table, Rendered], None]

COPY_NULL = "\\N"
# A file that was not finished is made anew, so it needs no protection against a power cut meanwhile.
SQLITE_BULK_PRAGMAS = ("journal_mode=MEMORY", "synchronous=OFF", "temp_store=MEMORY", "cache_size=-65536")


def load(connection: Connection, table: Table, rows: Rendered) -> None:
    """Append rows to a table whose columns have the names of the rendered ones."""
    if any(rows.values()):
        LOADERS.get(connection.dialect.name, _execute_many)(connection, table, rows)


def prepare(engine: Engine) -> None:
    """Set an engine up for one bulk load."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _relax)


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
    """COPY in its text format. No value holds a tab, line break or backslash: all are made here."""
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(name) for name in rows)
    fields = (map(_copy_field, values) for values in rows.values())
    lines = map("\t".join, zip(*fields, strict=True))
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {quote.format_table(table)} ({columns}) FROM STDIN") as copy:
        for block in _blocks(lines):
            copy.write(block)


def _copy_field(value: Value) -> str:
    return COPY_NULL if value is None else str(value)


def _blocks(lines: Iterable[str], size: int = 1000) -> Iterable[str]:
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == size:
            yield "\n".join(block) + "\n"
            block.clear()
    if block:
        yield "\n".join(block) + "\n"


LOADERS: Mapping[str, Loader] = {"postgresql": _copy}
