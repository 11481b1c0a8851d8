"""Fresh, empty databases for tests: a SQLite file, or a database of its own on PostgreSQL or MariaDB."""

import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from tests.requirements import missing

DATABASES = ("sqlite", "postgresql", "mariadb")

CONNECT_TIMEOUT_SECONDS = 5


@dataclass(frozen=True, kw_only=True)
class Server:
    """A database server the tests may create databases on.

    `drop` is SQL with the place `{name}`: a test that forgot a connection must not leave its database behind.
    """

    name: str
    variable: str
    default_url: str
    drop: tuple[str, ...]

    def url(self, environment: Mapping[str, str] = os.environ) -> URL:
        return make_url(environment.get(self.variable) or self.default_url)


SERVERS = {
    "postgresql": Server(
        name="PostgreSQL",
        variable="NORDICSCIR_TEST_POSTGRESQL_URL",
        default_url="postgresql+psycopg://root@127.0.0.1:5432/test",
        drop=("DROP DATABASE IF EXISTS {name} WITH (FORCE)",),
    ),
    "mariadb": Server(
        name="MariaDB",
        variable="NORDICSCIR_TEST_MARIADB_URL",
        default_url="mysql+pymysql://root@127.0.0.1:3306/test",
        # The server's own limit is a day: a forgotten transaction would hang the run instead of failing it.
        drop=("SET SESSION lock_wait_timeout = 20", "DROP DATABASE IF EXISTS {name}"),
    ),
}


@contextmanager
def fresh_database(database: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of the kind `database` (one of DATABASES), gone afterwards.

    Skips the running test, or fails it under CI=true, where the server cannot be used.
    """
    if database == "sqlite":
        yield f"sqlite:///{folder / unique_name()}.sqlite"
        return
    server = SERVERS[database]
    reason = unusable(server, server.url())
    if reason is not None:
        missing(reason)
    with _database_on(server) as url:
        yield url


@cache  # once a process: a server that does not answer costs the whole time limit
def unusable(server: Server, url: URL) -> str | None:
    """Why no database can be had from the server, or None."""
    try:
        with _administration(url).connect():
            return None
    except SQLAlchemyError as error:
        # Only the kind of error: the driver's message may repeat the URL, and with it a password.
        kind = type(getattr(error, "orig", None) or error).__name__
        place = f"{url.host}:{url.port}"
        return f"{server.name} cannot be reached at {place} ({kind}): start it or set {server.variable}"


@contextmanager
def _database_on(server: Server) -> Iterator[str]:
    name, engine = unique_name(), _administration(server.url())
    _execute(engine, f"CREATE DATABASE {name}")
    try:
        yield server.url().set(database=name).render_as_string(hide_password=False)
    finally:
        _execute(engine, *(statement.format(name=name) for statement in server.drop))


def unique_name() -> str:
    """A name no other test process can hit upon: pytest-xdist workers and parallel runs share the servers."""
    return f"nordicscir_test_{uuid.uuid4().hex}"


def _administration(url: URL) -> Engine:
    return create_engine(
        url,
        isolation_level="AUTOCOMMIT",  # a database cannot be created inside a transaction
        poolclass=NullPool,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS},
    )


def _execute(engine: Engine, *statements: str) -> None:
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
