"""The registry check counts what a plain loop counts, on every database, and survives strange registries."""

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    create_engine,
    delete,
    insert,
    text,
)

from queries.settings import Unit, load
from queries.sources.check import check_registry, report_lines
from queries.sources.layout import EQ5D, KEY, MAIN, PARENT_KEY, QUALITY_OF_LIFE, TABLES, UNIT, URINARY
from queries.sources.registry_report import KINDS, RegistryReport
from queries.sources.synthetic import UNTIL, write_synthetic_registry
from queries.sources.synthetic.writer import sql_table
from tests.sources.naive_check import naive_findings
from tests.sources.written import read_rows

PEOPLE, SEED = 2_000, 5
UNITS = load().units
UNCOUNTED = frozenset({"never_together", "column_missing", "table_missing", "unknown_column"})


@pytest.fixture(scope="module")
def synthetic_url(module_database_url: str) -> str:
    write_synthetic_registry(module_database_url, patients=PEOPLE, seed=SEED)
    return module_database_url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def checked(url: str) -> RegistryReport:
    engine = create_engine(url)
    try:
        return check_registry(engine, today=UNTIL)
    finally:
        engine.dispose()


def counts(report: RegistryReport) -> Counter[tuple[str, str, str | None, str | None]]:
    return Counter(
        {
            (each.kind, each.table, each.column, each.value): each.count or 0
            for each in report.findings
            if each.kind not in UNCOUNTED
        }
    )


# --- A whole registry -----------------------------------------------------------------------------
def test_every_finding_is_what_a_plain_loop_finds(synthetic_url: str) -> None:
    expected = naive_findings(read_rows(synthetic_url), {unit.id for unit in UNITS}, UNTIL)
    assert counts(checked(synthetic_url)) == expected
    assert {kind for kind, *_ in expected} >= KINDS.keys() - UNCOUNTED - {
        "unreachable",
        "required_table_missing",
        "required_column_missing",
        "not_counted",
        "unreadable_value",
    }


def test_units_tables_and_dates_are_told(synthetic_url: str) -> None:
    report, rows = checked(synthetic_url), read_rows(synthetic_url)
    assert {table.name: table.rows for table in report.tables} == {t.name: len(rows[t.name]) for t in TABLES}
    assert {unit.unit: unit.stays for unit in report.units} == Counter(row[UNIT] for row in rows[MAIN])
    assert [unit.name for unit in report.units[: len(UNITS)]] == [unit.name for unit in UNITS]
    assert {unit.name for unit in report.units[len(UNITS) :]} == {None}
    last = max(row["DischgDt"] for row in rows[MAIN] if row["DischgDt"] < "2100")[:10]
    assert {dates.column: dates.last for dates in report.dates}["DischgDt"] == last
    assert report.synthetic is not None
    assert report.synthetic["seed"] == str(SEED)
    assert report.status == 1


def test_codes_that_exclude_each_other_are_told_and_others_are_not(synthetic_url: str) -> None:
    told = {(each.column, each.value) for each in checked(synthetic_url).of_kind("never_together")}
    assert ("FAis", "4 with FNeuNoMeasure 1") in told
    assert any(column == "Scietiol" and "4 with Ntsci 2" in str(value) for column, value in told)
    assert not any(column == "AAis" and str(value).startswith("1 with ASens") for column, value in told)


def test_the_report_is_json_and_text(synthetic_url: str) -> None:
    report = checked(synthetic_url)
    content = json.loads(json.dumps(report.to_dict()))
    assert content["status"] == 1
    assert len(content["findings"]) == len(report.findings)
    lines = report_lines(report)
    assert lines[0].startswith("SYNTHETIC DATA, no real patients")
    assert lines[-1] == "Usable, with findings."
    assert any("Sunnaas" in line for line in lines)
    assert max(map(len, lines)) < 130


# --- What is missing --------------------------------------------------------------------------------
def test_an_empty_database_is_unusable(engine: Engine) -> None:
    report = check_registry(engine)
    assert report.status == 2
    assert [each.table for each in report.of_kind("required_table_missing")] == [MAIN]
    assert len(report.of_kind("table_missing")) == len(TABLES) - 1


def test_a_database_that_cannot_be_reached_is_unusable(tmp_path: Any) -> None:
    report = check_registry(create_engine(f"sqlite:///{tmp_path / 'no' / 'such' / 'registry'}"))
    assert report.status == 2
    assert report_lines(report)[-1] == "Unusable."


@pytest.mark.parametrize(
    ("column", "status"),
    [(KEY, 2), (UNIT, 2), ("AdmitDt", 2), ("DischgDt", 2), ("AAis", 1), ("PatientAge", 1)],
)
def test_a_missing_column_weighs_as_much_as_what_needs_it(engine: Engine, column: str, status: int) -> None:
    _create(engine, lambda name: name != column)
    report = check_registry(engine)
    kind = "required_column_missing" if status == 2 else "column_missing"
    assert (MAIN, column) in {(each.table, each.column) for each in report.of_kind(kind)}
    assert report.status == status
    assert not report.of_kind("not_counted")


def test_a_missing_child_table_and_an_unknown_column_are_told(engine: Engine) -> None:
    _create(engine, extra="NotOurs", leave_out=EQ5D)
    report = check_registry(engine)
    assert [each.table for each in report.of_kind("table_missing")] == [EQ5D]
    assert {each.column for each in report.of_kind("unknown_column")} == {"NotOurs"}
    assert report.status == 1


def test_the_2019_layout_is_usable(engine: Engine, database_url: str) -> None:
    write_synthetic_registry(database_url, patients=50, seed=1, layout="2019", quirks=False)
    report = check_registry(engine, today=UNTIL)
    assert {each.kind for each in report.findings if each.weight != "note"} == {
        "column_missing",
        "table_missing",
    }
    assert report.status == 1


# --- What is strange --------------------------------------------------------------------------------
def test_a_small_registry_read_by_eye(engine: Engine) -> None:
    tables = _create(engine)
    stay: dict[str, Any] = {
        KEY: "a",
        UNIT: 1,
        "AdmitDt": "2020-01-10 00:00:00",
        "DischgDt": "2020-02-01 00:00:00",
    }
    stays = [
        stay,
        {**stay, KEY: "A"},
        {**stay, KEY: "b", UNIT: 2, "DischgDt": "2020-01-09 00:00:00", "AAis": 7},
        {**stay, KEY: "c", UNIT: None, "DischgDt": "2022-01-10 00:00:00"},
        {**stay, KEY: "d", "AdmitDt": "", "DischgDt": "soon"},
        {**stay, KEY: "e", "DischgDt": "2022-01-09 00:00:00"},  # 730 days: not too long
    ]
    forms: list[dict[str, Any]] = [
        {KEY: "q1", PARENT_KEY: "A", "QolDt": "2020-02-01 00:00:00"},
        {KEY: "q2", PARENT_KEY: "a", "QolDt": "2020-02-02 00:00:00"},
        {KEY: "q3", PARENT_KEY: None, "QolDt": ""},
    ]
    _fill(engine, {tables[MAIN]: stays, tables[QUALITY_OF_LIFE]: forms})
    report = check_registry(
        engine,
        units=(Unit(id=1, name="One", country="NO", active_from=2017),),
        today=datetime.date(2022, 1, 9),
    )
    assert counts(report) == {
        ("duplicate_key", MAIN, KEY, None): 1,
        ("unlisted_unit", MAIN, None, "2"): 1,
        ("unlisted_unit", MAIN, None, None): 1,
        ("unlisted_code", MAIN, "AAis", "7"): 1,
        ("implausible_date", MAIN, "DischgDt", None): 1,
        ("unreadable_date", MAIN, "DischgDt", None): 1,
        ("missing_date", MAIN, "AdmitDt", None): 1,
        ("stay_without_dates", MAIN, None, None): 1,
        ("negative_stay", MAIN, None, None): 1,
        ("long_stay", MAIN, None, None): 1,
        ("orphan", QUALITY_OF_LIFE, PARENT_KEY, None): 1,
        ("after_discharge", QUALITY_OF_LIFE, "QolDt", None): 1,
        ("form_without_date", QUALITY_OF_LIFE, "QolDt", None): 1,
    }


def test_columns_of_unexpected_types_are_read_or_counted_as_unreadable(engine: Engine) -> None:
    main = Table(
        MAIN,
        MetaData(),
        Column(KEY, Integer),
        Column(UNIT, String(20)),
        Column("AdmitDt", Date),
        Column("DischgDt", DateTime),
        Column("PatientAge", Numeric(8, 2)),
        Column("AAis", String(20)),
        Column("ANeuNoMeasure", String(20)),
        Column("Scietiol", Numeric(4, 0)),
    )
    main.create(engine)
    rows = [
        {KEY: 1, UNIT: "106896", "AdmitDt": datetime.date(2020, 1, 1), "AAis": "4", "ANeuNoMeasure": "False"},
        {
            KEY: 1,
            UNIT: "Nesodden",
            "AdmitDt": datetime.date(2020, 1, 1),
            "AAis": "D",
            "ANeuNoMeasure": "maybe",
        },
    ]
    # A time of day without a zone, as a database column of this type holds it.
    noon = datetime.datetime.fromisoformat("2020-03-01 12:00:00")
    _fill(engine, {main: [{**row, "DischgDt": noon, "Scietiol": 4} for row in rows]})
    report = check_registry(engine)
    assert {unit.unit: unit.stays for unit in report.units if unit.stays} == {106896: 1, None: 1}
    found = counts(report)
    assert found["unreadable_value", MAIN, "AAis", None] == 1
    assert found["unreadable_value", MAIN, "ANeuNoMeasure", None] == 1
    assert found["duplicate_key", MAIN, KEY, None] == 1
    assert {dates.column: dates.first for dates in report.dates} == {
        "AdmitDt": "2020-01-01",
        "DischgDt": "2020-03-01",
    }


def test_columns_that_hold_no_text_at_all_stop_nothing(engine: Engine) -> None:
    blobs = [
        Column(name, LargeBinary) for name in (KEY, UNIT, "AdmitDt", "DischgDt", "AAis", "FNeuNoMeasure")
    ]
    main = Table(MAIN, MetaData(), *blobs)
    child = Table(URINARY, MetaData(), Column(KEY, Integer), Column(PARENT_KEY, LargeBinary))
    for table in (main, child):
        table.create(engine)
    _fill(
        engine,
        {main: [{column.name: b"\xff\x00" for column in blobs}], child: [{KEY: 1, PARENT_KEY: b"\xff"}]},
    )
    report = check_registry(engine)
    assert {table.name: table.rows for table in report.tables} == {MAIN: 1, URINARY: 1}
    assert report.status in (1, 2)
    assert report_lines(report)


def test_views_are_read_like_tables(engine: Engine) -> None:
    tables = _create(engine)
    _fill(engine, {tables[MAIN]: [{KEY: "a", UNIT: 1}]})
    quote = engine.dialect.identifier_preparer.quote
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {MAIN} RENAME TO elsewhere"))
        connection.execute(text(f"CREATE VIEW {MAIN} AS SELECT * FROM elsewhere WHERE {quote(UNIT)} = 1"))
    report = check_registry(engine)
    assert {table.name: table.rows for table in report.tables}[MAIN] == 1
    assert report.status == 1


def test_an_unfinished_synthetic_registry_is_known_as_synthetic(engine: Engine, database_url: str) -> None:
    write_synthetic_registry(database_url, patients=5, seed=1)
    marker = Table("nordicscir_synthetic", MetaData(), autoload_with=engine)
    with engine.begin() as connection:
        connection.execute(delete(marker))
    report = check_registry(engine)
    assert report.synthetic == {}
    assert report_lines(report)[0] == "SYNTHETIC DATA, unfinished"


def test_checking_changes_nothing(synthetic_url: str) -> None:
    before = read_rows(synthetic_url)
    checked(synthetic_url)
    assert read_rows(synthetic_url) == before


def _create(
    engine: Engine,
    wanted: Callable[[str], bool] = lambda _name: True,
    *,
    extra: str | None = None,
    leave_out: str | None = None,
) -> dict[str, Table]:
    """The current layout's tables, empty, with columns left out or added."""
    made = {}
    for declared in TABLES:
        if declared.name != leave_out:
            full = sql_table(declared, "current")
            columns = [Column(column.name, column.type) for column in full.c if wanted(column.name)]
            columns += [Column(extra, Integer)] if extra else []
            made[declared.name] = Table(declared.name, MetaData(), *columns)
            made[declared.name].create(engine)
    return made


def _fill(engine: Engine, rows: dict[Table, list[dict[str, Any]]]) -> None:
    with engine.begin() as connection:
        for table, values in rows.items():
            names = {name for row in values for name in row}
            connection.execute(insert(table), [{name: row.get(name) for name in names} for row in values])
