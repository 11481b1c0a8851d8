"""Declarations that must hold together: levels partition codes, chains nest, references exist."""

import pytest

from queries import (
    CHARACTERISTICS,
    INDICATORS,
    MULTIPLES,
    OWN_QUERY_FIELDS,
    PEOPLE,
    SPLITS,
    STAYS,
    VARIABLES,
    Indicator,
    Level,
    Multiple,
    Variable,
)
from queries.indicators import Target
from queries.schema import TABLES
from queries.sources.nordicscir import PHYSICAL_COLUMNS, PHYSICAL_TABLES

LEVELS = [(variable, level) for variable in VARIABLES.values() for level in variable.levels]


def named(item: object) -> str | None:
    return getattr(item, "id", None)


@pytest.mark.parametrize(("variable", "level"), LEVELS, ids=named)
def test_every_level_puts_each_code_into_one_group(variable: Variable, level: Level) -> None:
    codes = [code for group in level.groups.values() for code in group]
    assert sorted(codes) == sorted(variable.codes)


@pytest.mark.parametrize(("variable", "level"), LEVELS, ids=named)
def test_every_step_of_a_chain_only_splits_groups(variable: Variable, level: Level) -> None:
    for coarser in level.coarser:
        whole = [set(group) for group in variable.level(coarser).groups.values()]
        for group in level.groups.values():
            assert any(set(group) <= parent for parent in whole)


@pytest.mark.parametrize("variable", CHARACTERISTICS.values(), ids=named)
def test_shared_levels_hang_on_shared_levels(variable: Variable) -> None:
    shared = {level.id for level in variable.shared_levels}
    assert variable.shared_levels
    assert all(set(level.coarser) <= shared for level in variable.shared_levels)


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=named)
def test_a_group_id_means_the_same_codes_at_every_level(variable: Variable) -> None:
    meaning: dict[str, tuple[str, ...]] = {}
    for level in variable.levels:
        for group, codes in level.groups.items():
            assert meaning.setdefault(group, codes) == codes


@pytest.mark.parametrize("declared", [*VARIABLES.values(), *INDICATORS.values()], ids=named)
def test_needed_columns_are_logical_columns(declared: Variable | Indicator) -> None:
    for name in declared.needs | declared.helped_by:
        table, column = name.split(".")
        assert column in TABLES[table]


def test_an_id_names_one_thing() -> None:
    fields = [name for name in OWN_QUERY_FIELDS if name not in VARIABLES]
    ids = [*VARIABLES, *MULTIPLES, *INDICATORS, STAYS, PEOPLE, *{*SPLITS, *fields}]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=named)
def test_a_variable_with_a_first_admission_needs_the_admission(variable: Variable) -> None:
    assert variable.first_admission is None or "stay.admission" in variable.needs


@pytest.mark.parametrize("multiple", MULTIPLES.values(), ids=named)
def test_the_answers_of_a_question_are_variables(multiple: Multiple) -> None:
    assert all({"yes", "no"} <= set(VARIABLES[answer].codes) for answer in multiple.answers)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=named)
def test_an_indicator_refers_to_what_exists(indicator: Indicator) -> None:
    assert indicator.derived_from <= set(CHARACTERISTICS)
    if indicator.gate:
        variable, level, group = indicator.gate
        assert CHARACTERISTICS[variable].level(level).shared
        assert group in CHARACTERISTICS[variable].level(level).groups


def test_every_logical_column_has_a_physical_one() -> None:
    assert set(PHYSICAL_TABLES) == set(TABLES) == set(PHYSICAL_COLUMNS)
    for table, columns in TABLES.items():
        assert set(PHYSICAL_COLUMNS[table]) == set(columns)


@pytest.mark.parametrize(
    ("indicator", "percent", "expected"),
    [
        ("classification", 90.1, "high"),
        ("classification", 90.0, "moderate"),
        ("classification", 75.0, "moderate"),
        ("classification", 74.9, "low"),
        ("bladder_assessed", 79.9, "low"),
        ("bladder_assessed", 80.0, "moderate"),
        ("bladder_regime", 75.0, "moderate"),
        ("bladder_regime", 50.0, "moderate"),
        ("nursing_home", 9.9, "high"),
        ("nursing_home", 10.0, "moderate"),
        ("nursing_home", 20.0, "moderate"),
        ("nursing_home", 20.1, "low"),
    ],
)
def test_a_share_on_the_limit_is_moderate(indicator: str, percent: float, expected: str) -> None:
    target = INDICATORS[indicator].target_for(2020, 2022)
    assert target is not None
    assert INDICATORS[indicator].target_class(percent / 100, target) == expected


def test_the_limit_does_not_depend_on_binary_rounding() -> None:
    target = Target(from_year=2011, high=7, moderate=5)
    assert INDICATORS["classification"].target_class(0.07, target) == "moderate"  # 0.07 * 100 > 7 in binary


def test_targets_are_those_of_the_period_and_none_where_they_changed_within_it() -> None:
    quality_of_life = INDICATORS["quality_of_life_reported"]
    assert quality_of_life.target_for(2015, 2016) == Target(from_year=2011, high=80, moderate=50)
    assert quality_of_life.target_for(2017, 2025) == Target(from_year=2017, high=90, moderate=75)
    assert quality_of_life.target_for(2016, 2017) is None
    assert INDICATORS["registered_in_time"].target_for(2020, 2022) is None
    assert INDICATORS["classification"].target_for(2009, 2012) is None


@pytest.mark.parametrize("variable", [one for one in VARIABLES.values() if one.quantity], ids=named)
def test_the_bins_of_a_number_are_its_codes_in_ascending_order(variable: Variable) -> None:
    quantity = variable.quantity
    assert quantity is not None
    assert [code for code in variable.codes if code in quantity.bins] == list(quantity.bins)
    assert list(quantity.bins.values()) == sorted(set(quantity.bins.values()))
    for level in variable.levels:
        binned = [codes for codes in level.groups.values() if quantity.bins.keys() & codes]
        assert [code for codes in binned for code in codes] == list(quantity.bins)


@pytest.mark.parametrize("variable", [one for one in VARIABLES.values() if one.replaces], ids=named)
def test_what_was_replaced_is_another_variable_of_the_same_kind(variable: Variable) -> None:
    replaced = variable.replaces
    assert replaced is not None
    assert replaced.variable in VARIABLES.keys() - {variable.id}
