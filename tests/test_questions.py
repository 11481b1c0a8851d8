"""Every question answered in SQL agrees with the naive twin and with written cases, on every kind of database."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from queries.indicators import INDICATORS
from queries.sources.nordicscir import Source
from queries.statement import facts, grouped
from queries.variables import CHARACTERISTICS
from tests import naive
from tests.agreement import answers, assert_agreement, by_person
from tests.naive import BLADDER_METHODS, BOWEL, MAIN, QUALITY_OF_LIFE, URINARY, Stay
from tests.registry_rows import STORAGES, Storage, registries, registry
from tests.registry_tables import AREAS, SEGMENTS, Registry, delivered
from tests.spec.reader import Case, written

QUESTIONS: Mapping[str, Any] = {**CHARACTERISTICS, **INDICATORS}

# What each question needs of the main form and of another, as docs/method.md has it. The keys, the unit and the
# days of admission, discharge and closing are left out: without them nothing can be asked.
NEEDED_OF_MAIN: Mapping[str, tuple[str, ...]] = {
    "cause": ("Scietiol", "Ntsci"),
    "sex": ("PatientGender",),
    "age": ("PatientAge",),
    "ais_admission": ("AAis",),
    "ais_discharge": ("FAis",),
    "level_admission": (*AREAS[:4], *SEGMENTS[:4]),
    "level_discharge": (*AREAS[4:], *SEGMENTS[4:]),
    "classification": ("AAis", "FAis"),
    "bladder_assessed": (),
    "bladder_regime": (*AREAS[4:], *SEGMENTS[4:]),
    "nursing_home": ("PlaceDis",),
    "bowel_assessed": (),
    "quality_of_life_reported": ("PatientAge",),
    "registered_in_time": (),
}
NEEDED_FORM = {
    "bladder_assessed": (URINARY, "LutfxnDt"),
    "bladder_regime": (URINARY, "LutfxnDt", *BLADDER_METHODS),
    "bowel_assessed": (BOWEL, "BfxnbaDt"),
    "quality_of_life_reported": (QUALITY_OF_LIFE, "QolDt"),
}
# Without these a grade is at worst missing: a box that is not there is not ticked.
HELPFUL = ("ANeuNoMeasure", "FNeuNoMeasure")
Lacking = tuple[str, str | None]
LACKABLE: tuple[Lacking, ...] = (
    *((MAIN, name) for name in sorted({name for needed in NEEDED_OF_MAIN.values() for name in needed})),
    *((MAIN, name) for name in HELPFUL),
    *((table, name) for table, *names in NEEDED_FORM.values() for name in (*names, None)),
)
THOROUGHLY = settings(
    max_examples=40,
    deadline=None,  # a statement over fourteen questions takes long to compile, and longer on a busy machine
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a registry takes many minutes
)


def test_every_question_has_a_twin() -> None:
    assert set(QUESTIONS) == set(NEEDED_OF_MAIN)


def test_the_naive_twin_gives_the_written_answers() -> None:
    contents, cases = written()
    assert _given(naive.stays(contents.tables), cases) == _expected(cases)


def test_the_written_answers(database_url: str) -> None:
    contents, cases = written()
    asked = sorted({name for case in cases for name in case.answers} - {"unit", "year"})
    assert _given(answers(database_url, contents, asked), cases) == _expected(cases)


@THOROUGHLY
@given(registries(stays=6))
def test_small_registries(contents: Registry) -> None:
    assert_agreement("sqlite://", contents, QUESTIONS)


@pytest.mark.parametrize("storage", STORAGES, ids=range(len(STORAGES)))
def test_a_large_registry(database_url: str, storage: Storage) -> None:
    assert_agreement(database_url, registry(Random(7), 250, storage), QUESTIONS)


def test_numbers_stored_as_text(database_url: str) -> None:
    assert_agreement(database_url, registry(Random(11), 100, STORAGES[0]).with_numbers_as_text(), QUESTIONS)


@THOROUGHLY
@given(registries(stays=6), st.sets(st.sampled_from(LACKABLE), min_size=1, max_size=6))
def test_registries_that_lack_columns_and_tables(contents: Registry, lacking: set[Lacking]) -> None:
    assert_agreement("sqlite://", contents.without(lacking), _answerable(lacking))


def test_a_registry_without_the_other_forms(database_url: str) -> None:
    lacking = {
        (URINARY, None),
        (BOWEL, None),
        (QUALITY_OF_LIFE, None),
        (MAIN, "Ntsci"),
        (MAIN, "AAis"),
        (MAIN, "FNeuNoMeasure"),
    }
    asked = _answerable(lacking)
    assert set(QUESTIONS) - set(asked) == {*NEEDED_FORM, "cause", "ais_admission", "classification"}
    contents = registry(Random(8), 100, STORAGES[1])
    assert_agreement(database_url, contents.without(lacking), asked)


@pytest.mark.parametrize(
    ("unit", "form_key"),
    [
        pytest.param(105593, "form", id="every key given"),
        pytest.param(None, "form", id="a stay without a unit"),
        pytest.param(105593, None, id="a form without a key of its own"),
    ],
)
def test_a_stay_keeps_the_form_that_names_it(
    database_url: str, unit: int | None, form_key: str | None
) -> None:
    stay = {"SkjemaGUID": "stay", "UnitId": unit, "AdmitDt": "2020-01-01", "DischgDt": "2020-06-30"}
    form = {"SkjemaGUID": form_key, "HovedskjemaGUID": "stay", "LutfxnDt": "2020-06-01"}
    contents = Registry(rows={MAIN: [stay], URINARY: [form]})
    assert [answer["bladder_assessed"] for answer in naive.stays(contents.tables)] == ["met"]
    assert [answer["bladder_assessed"] for answer in answers(database_url, contents, QUESTIONS)] == ["met"]


def test_counts_by_unit_and_year(database_url: str) -> None:
    contents, by = registry(Random(9), 250, STORAGES[0]), ["unit", "year", "cause"]
    with delivered(database_url, contents) as connection:
        relation = facts(Source(connection), [QUESTIONS["cause"]])
        counted = connection.execute(grouped(relation, by)).mappings()
        found = {tuple(row[name] for name in by): row["stays"] for row in counted}
    assert found == naive.counts(naive.stays(contents.tables), by)


def test_only_the_units_asked_for(database_url: str) -> None:
    contents, units = registry(Random(10), 100, STORAGES[0]), (105593, 30000001)
    expected = [stay for stay in naive.stays(contents.tables) if stay["unit"] in units]
    answered = answers(database_url, contents, QUESTIONS, units)
    assert expected
    assert by_person(answered, QUESTIONS) == by_person(expected, QUESTIONS)


def test_the_shared_population() -> None:
    form = {
        "AdmitDt": "2018-01-01",
        "DischgDt": "2018-06-30",
        "PatientAge": 16,
        "PatientGender": 2,
        "Scietiol": 6,
    }
    changes: dict[str, dict[str, object]] = {
        "counted": {},
        "counted, first day of admission": {"AdmitDt": "2015-01-01"},
        "counted, first year of its unit": {"UnitId": 2, "DischgDt": "2019-01-01"},
        "counted, last year of its unit": {"UnitId": 3, "DischgDt": "2019-12-31"},
        "admitted too early": {"AdmitDt": "2014-12-31"},
        "admission unknown": {"AdmitDt": None},
        "before the first year": {"DischgDt": "2016-12-31"},
        "after the last year": {"DischgDt": "2021-01-01"},
        "discharge unknown": {"DischgDt": ""},
        "unit not yet active": {"UnitId": 2},
        "unit no longer active": {"UnitId": 3, "DischgDt": "2020-01-01"},
        "unit not listed": {"UnitId": 4},
        "unit unknown": {"UnitId": None},
        "too young": {"PatientAge": 15},
        "age unknown": {"PatientAge": None},
        "sex unknown": {"PatientGender": 9},
        "cause unknown": {"Scietiol": 9},
    }
    rows = [
        {"UnitId": 1, **form, **change, "SkjemaGUID": name, "PatientInRegistryGuid": name}
        for name, change in changes.items()
    ]
    tables = {MAIN: rows}
    units = {1: (None, None), 2: (2019, None), 3: (None, 2019)}
    population = naive.shared_population(
        naive.stays(tables), tables, 2017, 2020, admitted_from=date(2015, 1, 1), units=units
    )
    assert [stay["person"] for stay in population] == [name for name in changes if name.startswith("counted")]


def _answerable(lacking: Collection[Lacking]) -> list[str]:
    """The questions whose columns and tables are all there."""
    return [name for name in QUESTIONS if not _needs(name) & set(lacking)]


def _needs(name: str) -> set[Lacking]:
    table, *columns = NEEDED_FORM.get(name, (MAIN,))
    of_main = {(MAIN, column) for column in NEEDED_OF_MAIN[name]}
    return {*of_main, (table, None), *((table, column) for column in columns)}


def _expected(cases: Sequence[Case]) -> dict[str, list[dict[str, str]]]:
    return {case.place: [dict(case.answers)] for case in cases}


def _given(stays: Sequence[Stay], cases: Sequence[Case]) -> dict[str, list[dict[str, str]]]:
    """For each case what was answered about its unit, which should be the answers about one stay."""
    of_unit: dict[object, list[Stay]] = defaultdict(list)
    for stay in stays:
        of_unit[stay["unit"]].append(stay)
    return {
        case.place: [{name: str(stay[name]) for name in case.answers} for stay in of_unit[case.unit]]
        for case in cases
    }
