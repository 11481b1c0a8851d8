"""The connection to the accounts database, its access log and its clock."""

import datetime
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, create_engine, insert, select
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateTable

from dashboard.accounts.tables import ACCESS_LOG, METADATA

Clock = Callable[[], datetime.datetime]
Action = Literal["signed in", "signed out", "refused", "password changed"]
AccountsUnavailable = OperationalError
LogEntry = tuple[datetime.datetime, int | None, Action]


def utc_now() -> datetime.datetime:
    """The time, with its zone."""
    return datetime.datetime.now(datetime.UTC)


class Database:
    """The accounts database at a SQLAlchemy URL. Nothing connects before it is first used."""

    def __init__(self, url: str, *, clock: Clock = utc_now) -> None:
        self._url = url
        self.now = clock

    def note(self, connection: Connection, action: Action, user_id: int | None) -> None:
        """Write one line of the access log: when, whose account if known, what."""
        entry = {"time": self.now(), "user_id": user_id, "action": action}
        connection.execute(insert(ACCESS_LOG).values(entry))

    def access_log(self) -> tuple[LogEntry, ...]:
        """Time, account id and action of every entry, oldest first."""
        columns = (ACCESS_LOG.c.time, ACCESS_LOG.c.user_id, ACCESS_LOG.c.action)
        with self.engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(ACCESS_LOG.c.id))
            return tuple((row.time, row.user_id, row.action) for row in rows)

    @cached_property
    def engine(self) -> Engine:
        """The engine, with every table there. Errors of the database pass through."""
        _make_private_file(self._url)
        # hide_parameters: an error message must not quote a hash or a name.
        engine = create_engine(self._url, hide_parameters=True, pool_pre_ping=True)
        with engine.begin() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
        return engine


def _make_private_file(url: str) -> None:
    """Let only the owner read an SQLite file: it holds password hashes."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return
    path = Path(parsed.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
