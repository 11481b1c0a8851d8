"""Urinary and bowel function answered in SQL agrees with the naive twin, on every kind of database."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from queries import INDICATORS, MULTIPLES, VARIABLES, Variable
from queries.schema import TABLES
from queries.sources.urinary_and_bowel import BOWEL_COLUMNS, URINARY_COLUMNS
from queries.variables.bowel import BOWEL_MULTIPLES, BOWEL_VARIABLES
from queries.variables.urinary import URINARY_MULTIPLES, URINARY_VARIABLES
from tests import naive
from tests.agreement import answers, assert_agreement
from tests.form_columns import BOWEL_CODES, BOWEL_TICKS, URINARY_CODES, URINARY_TICKS
from tests.naive import BOWEL, URINARY
from tests.registry_rows import STORAGES, Storage, registries, registry
from tests.registry_tables import Registry

QUESTIONS = {**URINARY_VARIABLES, **BOWEL_VARIABLES}
PHYSICAL = {"urinary": (URINARY, URINARY_COLUMNS), "bowel": (BOWEL, BOWEL_COLUMNS)}
LACKABLE = [
    *((URINARY, column) for column in (*URINARY_CODES, *URINARY_TICKS)),
    *((BOWEL, column) for column in (*BOWEL_CODES, *BOWEL_TICKS)),
]
# Who is asked has said that antibiotics are used, which is an answer in the block.
NEVER_MISSING = ("urinary_drug_treatment", "urinary_drug_prophylaxis")
THOROUGHLY = settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a registry takes many minutes
)
# A dozen at a time: a statement over all of them takes longer to compile than to run.
SOME = st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=1, max_size=12, unique=True)


@THOROUGHLY
@given(registries(stays=6), SOME)
def test_small_registries(contents: Registry, asked: list[str]) -> None:
    assert_agreement("sqlite://", contents, asked)


@pytest.mark.parametrize("storage", STORAGES, ids=range(len(STORAGES)))
def test_a_large_registry(database_url: str, storage: Storage) -> None:
    assert_agreement(database_url, registry(Random(17), 250, storage), QUESTIONS)


def test_numbers_stored_as_text(database_url: str) -> None:
    contents = registry(Random(18), 100, STORAGES[0]).with_numbers_as_text()
    assert_agreement(database_url, contents, QUESTIONS)


@THOROUGHLY
@given(registries(stays=6), st.sets(st.sampled_from(LACKABLE), min_size=1, max_size=12), SOME)
def test_registries_that_lack_columns(
    contents: Registry, lacking: set[tuple[str, str]], asked: list[str]
) -> None:
    without = contents.without(lacking)
    answerable = [id_ for id_ in asked if not lacking & set(_needed(QUESTIONS[id_]))]
    assert_agreement("sqlite://", without, answerable)


def _needed(variable: Variable) -> Iterable[tuple[str, str]]:
    for name in variable.needs - {"stay.admission"}:
        table, column = name.split(".")
        yield PHYSICAL[table][0], PHYSICAL[table][1][column]


def test_every_code_of_every_variable_occurs() -> None:
    """Or the agreement would say little."""
    found: dict[str, set[object]] = {id_: set() for id_ in QUESTIONS}
    for seed in range(6):
        for stay in naive.stays(registry(Random(seed), 250, STORAGES[0]).tables):
            for id_ in QUESTIONS:
                found[id_].add(stay[id_])
    for id_, variable in QUESTIONS.items():
        never = {"missing"} if id_ in NEVER_MISSING else set()
        assert found[id_] == {*variable.codes, "not_applicable"} - never, id_


def test_met_and_not_met_are_the_coarsest_groups_of_bladder_emptying(database_url: str) -> None:
    groups = VARIABLES["bladder_emptying"].levels[0].groups
    regime = {
        **dict.fromkeys(groups["voiding_or_intermittent"], "met"),
        **dict.fromkeys(groups["indwelling_or_other"], "not_met"),
        "not_known": "missing",
        "missing": "missing",
    }
    contents = registry(Random(19), 900, STORAGES[0])
    asked = ("bladder_emptying", "bladder_regime")
    paraplegia = [
        stay for stay in answers(database_url, contents, asked) if stay["bladder_regime"] != "not_applicable"
    ]
    assert {stay["bladder_emptying"] for stay in paraplegia} == set(regime)
    assert all(regime[str(stay["bladder_emptying"])] == stay["bladder_regime"] for stay in paraplegia)
    assert INDICATORS["bladder_regime"].first_admission == VARIABLES["bladder_emptying"].first_admission


@pytest.mark.parametrize("multiple", [*URINARY_MULTIPLES, *BOWEL_MULTIPLES])
def test_answers_of_several_have_no_shared_level(multiple: str) -> None:
    assert not any(VARIABLES[answer].shared_levels for answer in MULTIPLES[multiple].answers)


@pytest.mark.parametrize("table", ["urinary", "bowel"])
def test_every_column_of_the_form_is_read_by_something(table: str) -> None:
    read = {name for variable in QUESTIONS.values() for name in variable.needs | variable.helped_by}
    columns = set(TABLES[table]) - {"id", "stay", "date"}
    assert {f"{table}.{column}" for column in columns} <= read
