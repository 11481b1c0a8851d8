"""The application's connection to the registry cannot write: the database refuses, on each kind."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table, create_engine, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from queries import SourceUnavailable, write_synthetic_registry
from queries.registry import Registry
from queries.settings import load
from queries.sources import open_registry
from queries.sources.nordicscir import PHYSICAL_TABLES

MAIN = PHYSICAL_TABLES["stay"]
WRITES = (
    f"DELETE FROM {MAIN}",
    f"UPDATE {MAIN} SET {{unit}} = 0",
    f"DROP TABLE {MAIN}",
    "CREATE TABLE left_behind (a INTEGER)",
)


@pytest.mark.parametrize("statement", WRITES)
def test_no_write_gets_through(written: str, statement: str) -> None:
    before = stays(written)
    engine = open_registry(written)
    quoted = engine.dialect.identifier_preparer.quote("UnitId")
    with engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(text(statement.format(unit=quoted)))
    engine.dispose()
    assert stays(written) == before > 0


def test_an_insert_does_not_get_through_either(written: str) -> None:
    engine = open_registry(written)
    table = Table(MAIN, MetaData(), autoload_with=engine)
    with engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(insert(table).values(UnitId=1))
    engine.dispose()


def test_reading_does_not_create_a_registry_that_is_not_there(tmp_path: Path) -> None:
    registry = Registry.open(
        registry_url=f"sqlite:///{tmp_path}/mistyped.sqlite",
        releases_url=f"sqlite:///{tmp_path}/releases.sqlite",
        settings=load(),
    )
    with pytest.raises(SourceUnavailable):
        registry.unavailable()
    assert not (tmp_path / "mistyped.sqlite").exists()


@pytest.fixture(scope="module")
def written(module_database_url: str) -> str:
    """A small registry on each kind of database."""
    write_synthetic_registry(module_database_url, patients=60, seed=1)
    return module_database_url


def stays(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        table = Table(MAIN, MetaData(), autoload_with=engine)
        counted = connection.execute(select(func.count()).select_from(table)).scalar_one()
    engine.dispose()
    return int(counted)
