"""Synthetic registries read back plainly, for tests: rows as dictionaries, tables as data frames."""

import datetime
import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd
from sqlalchemy import MetaData, RowMapping, create_engine, select

Rows = dict[str, list[dict[str, Any]]]


def read_rows(url: str) -> Rows:
    """Every table of a database with its rows as the driver hands them out."""
    engine, metadata = create_engine(url), MetaData()
    metadata.reflect(engine)
    try:
        with engine.connect() as connection:
            return {
                name: [_plain(row) for row in connection.execute(select(table)).mappings()]
                for name, table in metadata.tables.items()
            }
    finally:
        engine.dispose()


def _plain(row: RowMapping) -> dict[str, Any]:
    """SQLAlchemy hands out MariaDB's reflected doubles as decimals."""
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in row.items()}


def fingerprint(rows: Rows) -> str:
    """A hash of all rows of all tables, whatever the order in which they come."""
    content = {name: sorted(repr(sorted(row.items())) for row in table) for name, table in rows.items()}
    return hashlib.sha256(repr(sorted(content.items())).encode()).hexdigest()


def frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """A table as a data frame with keys in lower case and dates as days (NaT if they are none)."""
    table = pd.DataFrame(list(rows))
    for name in table.columns:
        if name.endswith(("GUID", "Guid")):
            table[name] = table[name].str.lower()
        elif name.endswith(("Dt", "DtS", "Date", "Closed")):
            table[name] = table[name].map(day)
    return table


def day(text: object) -> datetime.date | None:
    """The day that a stored date names, None if it names none."""
    try:
        return datetime.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
