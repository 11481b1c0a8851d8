"""The fixtures keep their word: databases empty, separate and gone afterwards, and no silent skip in CI."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.databases import DATABASES, fresh_database
from tests.requirements import is_continuous_integration

ROOT = Path(__file__).parents[1]

# Port 1 of this machine: nothing listens there, and the refusal comes at once.
NOTHING_THERE = {
    "NORDICSCIR_TEST_POSTGRESQL_URL": "postgresql+psycopg://nobody:secret@127.0.0.1:1/test",
    "NORDICSCIR_TEST_MARIADB_URL": "mysql+pymysql://nobody:secret@127.0.0.1:1/test",
    "NORDICSCIR_TEST_CHROMIUM": "/nowhere/chromium",
}

FIXTURES = "from tests.conftest import browser, database_url\n"
TESTS_THAT_ASK = """
def test_database(database_url):
    assert database_url.startswith("sqlite")


def test_browser(browser):
    assert browser
"""


def test_database_is_empty_and_takes_a_table(database_url: str) -> None:
    engine = create_engine(database_url, poolclass=NullPool)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE stays (id INTEGER)"))
    assert inspect(engine).get_table_names() == ["stays"]


@pytest.mark.parametrize("database", DATABASES)
def test_two_databases_do_not_share_tables(database: str, tmp_path: Path) -> None:
    with fresh_database(database, tmp_path) as first, fresh_database(database, tmp_path) as second:
        with create_engine(first, poolclass=NullPool).begin() as connection:
            connection.execute(text("CREATE TABLE stays (id INTEGER)"))
        assert inspect(create_engine(second, poolclass=NullPool)).get_table_names() == []


@pytest.mark.parametrize("database", ["postgresql", "mariadb"])
def test_database_is_gone_even_if_a_connection_was_left_open(database: str, tmp_path: Path) -> None:
    with fresh_database(database, tmp_path) as url:
        forgotten = create_engine(url, poolclass=NullPool).connect()
        forgotten.execute(text("SELECT 1"))
    with pytest.raises(OperationalError, match=str(make_url(url).database)):
        create_engine(url, poolclass=NullPool).connect()
    forgotten.invalidate()


@pytest.mark.browser
def test_browser_draws_a_page(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content("<button>Compare units</button>")
        assert page.get_by_role("button").inner_text() == "Compare units"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"CI": "true"}, True), ({"CI": "TRUE"}, True), ({"CI": ""}, False), ({}, False)],
)
def test_what_counts_as_continuous_integration(environment: Mapping[str, str], expected: bool) -> None:
    assert is_continuous_integration(environment) is expected


def test_on_a_bare_machine_tests_are_skipped_and_say_why(tmp_path: Path) -> None:
    run = _run_on_a_bare_machine(tmp_path, CI="")
    assert run.returncode == 0, run.stdout
    assert "1 passed, 3 skipped" in run.stdout
    for reason in ("PostgreSQL cannot be reached", "MariaDB cannot be reached", "Chromium is not at"):
        assert reason in run.stdout
    assert "secret" not in run.stdout + run.stderr


def test_on_a_bare_machine_continuous_integration_fails(tmp_path: Path) -> None:
    run = _run_on_a_bare_machine(tmp_path, CI="true")
    assert run.returncode == 1, run.stdout
    assert "1 passed, 3 errors" in run.stdout
    assert "secret" not in run.stdout + run.stderr


def _run_on_a_bare_machine(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(FIXTURES)
    (folder / "test_asking.py").write_text(TESTS_THAT_ASK)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-rs",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:warnings",
            f"--rootdir={folder}",
            str(folder),
        ],
        cwd=folder,
        env={**os.environ, **NOTHING_THERE, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
