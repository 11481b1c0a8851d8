"""The main form, quality of life, function, EQ-5D and follow-up in SQL agree with the naive twin, everywhere."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from queries import CHARACTERISTICS, MULTIPLES, VARIABLES, Variable
from queries.schema import TABLES
from queries.sources.nordicscir import PHYSICAL_COLUMNS, PHYSICAL_TABLES, Source
from queries.statement import facts
from queries.variables.bowel import BOWEL_VARIABLES
from queries.variables.urinary import URINARY_VARIABLES
from tests import naive
from tests.agreement import assert_agreement
from tests.form_columns import COMPLICATIONS, DECIMALS, STAY_CODES
from tests.naive import EQ5D, FOLLOW_UP, MAIN, PERFORMANCE, QUALITY_OF_LIFE, SATISFACTION
from tests.registry_rows import STORAGES, Storage, registries, registry
from tests.registry_tables import BOXES, CODES, Registry, delivered

ELSEWHERE = {**CHARACTERISTICS, **URINARY_VARIABLES, **BOWEL_VARIABLES}
QUESTIONS = {id_: variable for id_, variable in VARIABLES.items() if id_ not in ELSEWHERE}
NUMBERS = ["age", *(id_ for id_, variable in QUESTIONS.items() if variable.quantity)]
OTHER_TABLES = (QUALITY_OF_LIFE, PERFORMANCE, SATISFACTION, EQ5D, FOLLOW_UP)
LACKABLE = [
    *((MAIN, column) for column in (*STAY_CODES, *DECIMALS, *COMPLICATIONS, "PatientAge")),
    *((table, column) for table in OTHER_TABLES for column in (*CODES[table], *BOXES.get(table, ()))),
    (FOLLOW_UP, "CreationDate"),
]
ALWAYS_ASKED = (
    "plegia_admission",
    "plegia_discharge",
    "discharge_place",
    "recommended_follow_up",
    "registration_delay",
    "place_follow_up",
    "age_follow_up",
    "follow_up_carried_out",
    *(id_ for id_ in QUESTIONS if id_.startswith("eq5d")),
)
THOROUGHLY = settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a registry takes many minutes
)
SOME = st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=1, max_size=12, unique=True)


@THOROUGHLY
@given(registries(stays=6), SOME)
def test_small_registries(contents: Registry, asked: list[str]) -> None:
    assert_agreement("sqlite://", contents, asked)


@pytest.mark.parametrize("storage", STORAGES, ids=range(len(STORAGES)))
def test_a_large_registry(database_url: str, storage: Storage) -> None:
    assert_agreement(database_url, registry(Random(27), 250, storage), QUESTIONS)


def test_numbers_stored_as_text(database_url: str) -> None:
    contents = registry(Random(28), 150, STORAGES[0]).with_numbers_as_text()
    assert_agreement(database_url, contents, QUESTIONS)


@THOROUGHLY
@given(registries(stays=6), st.sets(st.sampled_from(LACKABLE), min_size=1, max_size=12), SOME)
def test_registries_that_lack_columns(
    contents: Registry, lacking: set[tuple[str, str]], asked: list[str]
) -> None:
    answerable = [id_ for id_ in asked if not lacking & set(_needed(QUESTIONS[id_]))]
    assert_agreement("sqlite://", contents.without(lacking), answerable)


def _needed(variable: Variable) -> Iterable[tuple[str, str]]:
    for name in variable.needs:
        table, column = name.split(".")
        yield PHYSICAL_TABLES[table], PHYSICAL_COLUMNS[table][column]
        if table == "follow_up":
            yield FOLLOW_UP, "CNum"
        if table == "missed_follow_up":
            yield from ((FOLLOW_UP, "ControlStatus"), (FOLLOW_UP, "CreationDate"))


def test_every_code_of_every_variable_occurs() -> None:
    """Or the agreement would say little."""
    found: dict[str, set[object]] = {id_: set() for id_ in QUESTIONS}
    for seed in range(8):
        for stay in naive.stays(registry(Random(seed), 250, STORAGES[0]).tables):
            for id_ in QUESTIONS:
                found[id_].add(stay[id_])
    for id_, variable in QUESTIONS.items():
        always = set() if id_ in ALWAYS_ASKED else {"not_applicable"}
        assert found[id_] == {*variable.codes, *always}, id_


@pytest.mark.parametrize("as_text", [False, True], ids=["numbers", "text"])
def test_the_numbers_behind_the_codes(database_url: str, as_text: bool) -> None:
    contents = registry(Random(29), 250, STORAGES[0])
    contents = contents.with_numbers_as_text() if as_text else contents
    expected = naive.stays(contents.tables)
    with delivered(database_url, contents) as connection:
        asked = [_number(VARIABLES[id_]) for id_ in NUMBERS]
        found = connection.execute(select(facts(Source(connection), asked))).mappings().all()
    for id_ in NUMBERS:
        numbers = [None if row[id_] is None else float(row[id_]) for row in found]
        assert sorted(numbers, key=str) == sorted(_twins(expected, id_), key=str), id_
        assert len({*numbers}) > 2


def _twins(stays: list[naive.Stay], id_: str) -> list[float | None]:
    found = [stay[f"number of {id_}"] for stay in stays]
    return [None if number is None else float(str(number)) for number in found]


def _number(variable: Variable) -> Variable:
    return Variable(
        id=variable.id,
        needs=variable.needs,
        helped_by=variable.helped_by,
        codes=(),
        levels=(),
        code=variable.number,
        reference="",
    )


def test_the_older_layout_lacks_only_what_was_asked_later(database_url: str) -> None:
    newer = {
        (MAIN, column) for column in ("ABMI", "FBMI", "RecCtrl", "SpnlSurg2", "VentAssi2", *COMPLICATIONS)
    }
    newer |= {(QUALITY_OF_LIFE, "SatSocIf"), (FOLLOW_UP, "CreationDate")}
    newer |= {(FOLLOW_UP, f"Control{name}") for name in ("Status", "InterruptedReason", "Performed")}
    newer |= {(FOLLOW_UP, column) for column in BOXES[FOLLOW_UP]}
    contents = registry(Random(30), 100, STORAGES[1]).without({*newer, (EQ5D, None)})
    asked = [id_ for id_ in QUESTIONS if not newer & set(_needed(QUESTIONS[id_])) and "eq5d" not in id_]
    assert {"ais_follow_up", "place_follow_up", "quality_of_life_general", "satisfaction_feeding"} <= set(
        asked
    )
    assert_agreement(database_url, contents, asked)
    with delivered(database_url, contents) as connection:
        missing = Source(connection).missing
    assert all(QUESTIONS[id_].needs & missing for id_ in QUESTIONS if id_ not in asked)


def test_satisfaction_cannot_be_asked_without_the_forms_it_hangs_on(database_url: str) -> None:
    contents = registry(Random(31), 20, STORAGES[0]).without({(PERFORMANCE, None)})
    with delivered(database_url, contents) as connection:
        source = Source(connection)
        assert "satisfaction" not in source.offered
        assert "satisfaction.mobility" in source.missing


@pytest.mark.parametrize("multiple", ["complications", "follow_up_complications"])
def test_answers_of_several_are_a_block_of_their_form(multiple: str) -> None:
    answers = [VARIABLES[answer] for answer in MULTIPLES[multiple].answers]
    assert len(answers) == len(COMPLICATIONS)
    blocks = {frozenset(one.needs | one.helped_by) for one in answers}
    assert len(blocks) == 1


def test_every_column_of_the_forms_is_read_by_something() -> None:
    read = {name for variable in VARIABLES.values() for name in variable.needs | variable.helped_by}
    keys = {"id", "stay", "date", "number", "status"}
    tables = ("quality_of_life", "performance", "satisfaction", "eq5d", "follow_up", "missed_follow_up")
    assert {f"{table}.{name}" for table in tables for name in set(TABLES[table]) - keys} <= read
    assert {f"stay.{name}" for name in TABLES["stay"]} - read == {"stay.id", "stay.person", "stay.unit"}
