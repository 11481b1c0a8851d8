"""Every declaration has its words, and no words are left for what is no longer declared."""

import pytest

from dashboard import texts
from dashboard.language import in_language
from dashboard.trends.controls import FIELDS as TREND_FIELDS
from queries import CHARACTERISTICS, INDICATORS, MULTIPLES, QUERY_FIELDS, VARIABLES

GROUPS = {group for variable in VARIABLES.values() for group in variable.group_ids}
LEVELS = {level.id for variable in VARIABLES.values() for level in variable.levels}
MERGED = (texts.VARIABLE_TEXTS, texts.LEVEL_TEXTS, texts.GROUP_TEXTS)
COUNTRIES = {"DK", "FI", "IS", "NO", "SE"}


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        (texts.INDICATOR_TEXTS, set(INDICATORS)),
        (texts.VARIABLE_TEXTS, {*VARIABLES, *MULTIPLES}),
        (texts.LEVEL_TEXTS, LEVELS),
        (texts.GROUP_TEXTS, GROUPS),
        (texts.COUNTRY_NAMES, COUNTRIES),
        (texts.FIELD_NAMES, {*QUERY_FIELDS, *TREND_FIELDS} - set(CHARACTERISTICS)),
    ],
)
def test_words_and_declarations_are_the_same_set(written: dict[str, object], declared: set[str]) -> None:
    assert set(written) == declared


@pytest.mark.parametrize("shows", [*INDICATORS, *VARIABLES, *MULTIPLES])
def test_what_is_shown_has_a_name_and_a_definition(shows: str) -> None:
    assert texts.shown_name(shows)
    assert texts.short_name(shows)
    assert texts.definition(shows).endswith(".")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_an_indicator_says_whose_share_it_is(indicator: str) -> None:
    assert texts.counted_among(indicator).startswith("Share of ")


def test_no_words_stand_in_two_files() -> None:
    """Merged from a file for each form, one would hide the other."""
    for kind in ("TEXTS", "LEVELS", "GROUPS"):
        files = [module for name, module in vars(texts).items() if name.endswith(f"_{kind}")]
        written = [id_ for words in files if words not in MERGED for id_ in words]
        assert sorted(set(written)) == sorted(written)


@pytest.mark.parametrize("variable", VARIABLES)
def test_groups_of_one_level_have_different_names(variable: str) -> None:
    for level in VARIABLES[variable].levels:
        names = [texts.group_name(group) for group in level.groups]
        assert len(set(names)) == len(names)


def test_period_of_one_year_is_that_year() -> None:
    assert texts.years((2024, 2024)) == "2024"
    assert texts.years((2020, 2024)) == "2020\N{EN DASH}2024"


def test_a_list_of_groups_is_in_the_readers_language() -> None:
    with in_language("nb"):
        norwegian = texts.group_names(["A", "B"])
    assert texts.group_names(["A", "B"]) == "AIS A and AIS B"
    assert " og " in norwegian
