"""The declared tables: unambiguous, complete for the logical tables, and the older layout lacks what it lacked."""

import pytest

from queries.schema import TABLES as LOGICAL
from queries.sources import layout, nordicscir
from queries.sources.layout import COMPLICATIONS, KEY, MAIN, PARENT_KEY, TABLES, tables

TYPES = {"id": "guid", "date": "date", "code": "integer", "number": "number", "tick": "tick"}
BY_NAME = {table.name: table for table in TABLES}
LACKING_IN_2019 = {
    MAIN: {"ABMI", "FBMI", "RecCtrl", "SpnlSurg2", "VentAssi2", *COMPLICATIONS},
    layout.QUALITY_OF_LIFE: {"SatSocIf"},
    layout.URINARY: {"AnyDrugs2", "Incontnc2"},
    layout.BOWEL: {"Apndic", "Hemec", "DefcmthNa", "Fcincfrq2", "Fcincfrq3", "NBD"},
    layout.FOLLOW_UP: {
        "ControlStatus",
        "ControlInterruptedReason",
        "ControlPerformed",
        "CreationDate",
        *(f"C{name}" for name in COMPLICATIONS),
    },
}
ONLY_IN_2019 = {layout.FOLLOW_UP: {"NoControl", "NoControlReason"}}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_are_named_once_whatever_the_case(table: layout.PhysicalTable) -> None:
    names = [column.name.lower() for column in table.columns]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("logical", LOGICAL)
def test_every_logical_column_is_declared_with_its_type(logical: str) -> None:
    table = BY_NAME[nordicscir.PHYSICAL_TABLES[logical]]
    for column, kind in LOGICAL[logical].items():
        physical = table.column(nordicscir.PHYSICAL_COLUMNS[logical][column])
        assert physical.type == TYPES[kind], physical.name


def test_the_2019_layout_differs_by_exactly_what_came_and_went() -> None:
    current, older = ({t.name: {c.name for c in t.columns} for t in tables(of)} for of in ("current", "2019"))
    assert current.keys() - older.keys() == {layout.EQ5D}
    assert older.keys() <= current.keys()
    for name in older:
        assert current[name] - older[name] == LACKING_IN_2019.get(name, set())
        assert older[name] - current[name] == ONLY_IN_2019.get(name, set())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_code_lists_belong_to_integers_and_know_an_unanswered_question(table: layout.PhysicalTable) -> None:
    for column in table.columns:
        assert column.in_2019 or column.in_current, column.name
        if column.codes is not None:
            assert column.type == "integer", column.name
            assert layout.NOT_ANSWERED in column.codes, column.name


def test_child_forms_hang_on_declared_tables_and_have_the_keys_and_the_date_for_it() -> None:
    for table in TABLES:
        names = {column.name for column in table.columns}
        assert {KEY, table.date} <= names
        assert (PARENT_KEY in names) == bool(table.parents)
        assert set(table.parents) <= BY_NAME.keys()


def test_only_the_main_form_is_required() -> None:
    assert [table.name for table in TABLES if table.required] == [MAIN]
    required = {column.name for column in BY_NAME[MAIN].columns if column.required}
    assert required == {KEY, "UnitId", "AdmitDt", "DischgDt"}
