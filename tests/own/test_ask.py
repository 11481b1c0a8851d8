"""Every answer about own units agrees with plain loops over the stays, on every kind of database."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from queries import (
    INDICATORS,
    SPLITS,
    VARIABLES,
    InvalidSelection,
    NotRecorded,
    OwnAnswer,
    OwnQuestion,
    Viewer,
)
from queries import load_settings as load
from queries.own.ask import ask
from queries.sources.nordicscir import Source
from tests.naive import MAIN
from tests.own import made_up, naive_own
from tests.registry_rows import STORAGES, registry
from tests.registry_tables import Registry, delivered

SETTINGS = load()
SCOPE = (106896, 105593, 60000001, 2)  # in the order of the unit table; a unit that is not in it comes last
CLINICIAN = Viewer(role="clinician", scope=frozenset(SCOPE))
SHOWN = (
    "stays",
    "people",
    "made_up_help",
    "made_up_days",
    "sex",
    "ais_admission",
    "cause",
    "level_discharge",
    "bladder_emptying",
    "urinary_drugs_which",
    "bowel_extra",
    "bowel_dysfunction",
    "complications",
    "follow_up_complications",
    "follow_up_carried_out",
    "ais_follow_up",
    "discharge_place",
    "satisfaction_feeding",
    "missed_follow_up_reason",
    *(id_ for id_ in naive_own.NUMBERS if id_ in VARIABLES),
    *INDICATORS,
)
SPLIT_BY = (
    None,
    *SPLITS,
    "sex",
    "made_up_days",
    "ais_discharge",
    "cause",
    "bowel_emptying",
    "discharge_place",
    "eq5d_health",
)
FILTERS = {
    "cause": ("traumatic", "nontraumatic", "degenerative", "missing", "assault_other"),
    "sex": ("woman", "man", "missing"),
    "ais_admission": ("A_C", "D", "not_done", "not_classified"),
    "made_up_days": ("short", "missing"),
    "urinary_drug_treatment": ("yes", "missing"),
    "bladder_emptying": ("intermittent", "normal_voiding", "not_known"),
}
DAYS = st.dates(date(2013, 1, 1), date(2026, 12, 31))
BOTH = (date(2015, 2, 10), date(2019, 11, 5))


@pytest.fixture(autouse=True, scope="module")
def made_up_variables() -> Iterator[None]:
    with made_up.declared():
        yield


@st.composite
def questions(draw: st.DrawFn) -> OwnQuestion:
    shows, split = draw(st.sampled_from(SHOWN)), draw(st.sampled_from(SPLIT_BY))
    filtered = draw(st.lists(st.sampled_from(list(FILTERS)), unique=True, max_size=2))
    names = {v: draw(st.lists(st.sampled_from(FILTERS[v]), min_size=1, max_size=3)) for v in filtered}
    return OwnQuestion(
        shows=shows,
        detail=_level(draw, shows),
        units=tuple(draw(st.lists(st.sampled_from(SCOPE), max_size=2))),
        split=split,
        split_level=_level(draw, split),
        where=tuple((variable, tuple(chosen)) for variable, chosen in names.items()),
        ages=draw(st.sampled_from([(None, None), (None, None), (16, None), (None, 44), (15, 75), (0, 130)])),
        dates=draw(
            st.just((None, None))
            | st.tuples(DAYS, DAYS).map(lambda p: (min(p), max(p)))
            | st.tuples(DAYS, st.none())
        ),
        axis=draw(st.sampled_from(["admission", "discharge"])),
    )


def _level(draw: st.DrawFn, variable: str | None) -> str | None:
    levels = [level.id for level in VARIABLES[str(variable)].levels] if variable in VARIABLES else []
    return draw(st.none() | st.sampled_from(levels)) if levels else None


@settings(max_examples=60)
@given(questions(), st.integers(0, 5), st.sampled_from(STORAGES))
def test_any_question(question: OwnQuestion, seed: int, storage: object) -> None:
    contents = registry(Random(seed), 60, storage)  # type: ignore[arg-type]
    with delivered("sqlite://", contents) as connection:
        _assert_agreement(connection, contents, question)


def test_some_questions_on_every_database(database_url: str) -> None:
    contents = registry(Random(3), 200, STORAGES[0])
    with delivered(database_url, contents) as connection:
        for question in _questions():
            answer = _assert_agreement(connection, contents, question)
            assert sum(row.stays for row in answer.rows) > 0


def _questions() -> tuple[OwnQuestion, ...]:
    return (
        OwnQuestion(
            shows="stays", split="month", dates=(date(2014, 12, 31), date(2016, 2, 1)), axis="discharge"
        ),
        OwnQuestion(shows="people", split="unit"),
        OwnQuestion(shows="people", split="cause", split_level="injury_type"),
        OwnQuestion(shows="ais_discharge", detail="grades", split="ais_admission"),
        OwnQuestion(shows="made_up_days", statistic="median", split="quarter", dates=BOTH),
        OwnQuestion(shows="made_up_days", statistic="mean", split="country"),
        OwnQuestion(shows="made_up_help", split="halfyear"),
        OwnQuestion(shows="made_up_help", where=(("cause", ("nontraumatic",)),)),
        OwnQuestion(shows="urinary_drugs_which", split="year"),
        OwnQuestion(shows="bladder_extra", where=(("bladder_emptying", ("intermittent",)),)),
        OwnQuestion(shows="bowel_dysfunction", statistic="median", split="bowel_emptying"),
        OwnQuestion(shows="ais_follow_up", split="ais_discharge", split_level="grades"),
        OwnQuestion(shows="place_follow_up", detail="home_or_not", split="discharge_place"),
        OwnQuestion(shows="complications", split="quarter", where=(("plegia_discharge", ("tetraplegia",)),)),
        OwnQuestion(shows="follow_up_complications", ages=(15, 59), split="unit"),
        OwnQuestion(shows="follow_up_carried_out", ages=(16, None)),
        OwnQuestion(shows="bmi_discharge", statistic="mean", split="sex"),
        OwnQuestion(shows="age", statistic="median", split="cause", split_level="injury_type"),
        OwnQuestion(shows="function_mobility", split="satisfaction_mobility"),
        OwnQuestion(shows="bladder_regime", split="year", ages=(15, 60)),
        OwnQuestion(
            shows="nursing_home", split="made_up_days", where=(("ais_admission", ("A_C", "not_done")),)
        ),
    )


def _assert_agreement(connection: Connection, contents: Registry, question: OwnQuestion) -> OwnAnswer:
    answer = _ask(connection, question)
    stays, units = naive_own.stays(contents), question.units or SCOPE
    assert answer.units == tuple(unit for unit in SCOPE if unit in units)
    assert naive_own.told(answer) == naive_own.rows(question, stays, units, SETTINGS)
    assert answer.undated == naive_own.undated(question, stays, units)
    return answer


def _ask(connection: Connection, question: OwnQuestion) -> OwnAnswer:
    return ask(connection, Source(connection), CLINICIAN, question, SETTINGS)


def _form(key: str, **changes: object) -> dict[str, object]:
    form = {"UnitId": 105593, "AdmitDt": "2020-01-15", "DischgDt": "2020-03-31", "PatientAge": 40}
    return {**form, "SkjemaGUID": key, "PatientInRegistryGuid": key, **changes}


def _answered(question: OwnQuestion, *forms: dict[str, object]) -> OwnAnswer:
    with delivered("sqlite://", Registry(rows={MAIN: forms})) as connection:
        return _ask(connection, question)


def test_without_dates_the_answer_stands_for_the_first_to_the_last_day_found() -> None:
    forms = _form("a"), _form("b", AdmitDt="2020-04-01"), _form("c", AdmitDt=None)
    answer = _answered(OwnQuestion(shows="stays", split="month"), *forms)
    assert (answer.first, answer.last, answer.undated) == (date(2020, 1, 15), date(2020, 4, 1), 1)
    assert [(row.group, row.stays) for row in answer.rows] == [
        ("2020-01-01", 1),
        ("2020-02-01", 0),
        ("2020-03-01", 0),
        ("2020-04-01", 1),
    ]


def test_no_stays_make_no_steps_unless_days_are_asked_for() -> None:
    assert _answered(OwnQuestion(shows="stays", split="month")).rows == ()
    asked = OwnQuestion(shows="stays", split="quarter", dates=(date(2020, 3, 31), date(2020, 4, 1)))
    assert [row.group for row in _answered(asked).rows] == ["2020-01-01", "2020-04-01"]


def test_a_slip_of_the_pen_makes_no_thousand_months() -> None:
    forms = _form("a"), _form("b", AdmitDt="0202-01-15"), _form("c", AdmitDt="2112-05-09")
    answer = _answered(OwnQuestion(shows="stays", split="month"), *forms)
    assert (len(answer.rows), answer.undated) == (1, 2)
    ages_ago = OwnQuestion(shows="stays", split="year", dates=(date(1, 1, 1), date(9999, 1, 1)))
    assert [row.group for row in _answered(ages_ago, *forms).rows][:1] == ["1900-01-01"]


@pytest.mark.parametrize(
    ("ages", "stays"), [((None, None), 4), ((0, None), 2), ((None, 120), 2), ((40, 40), 1), ((41, 130), 1)]
)
def test_ages_are_inclusive_and_drop_missing_ones(ages: tuple[int | None, int | None], stays: int) -> None:
    forms = [_form(str(age), PatientAge=age) for age in (40, 120, 121, None)]
    (row,) = _answered(OwnQuestion(shows="stays", ages=ages), *forms).rows
    assert row.stays == stays


def test_a_person_counts_once_and_nobody_known_each_time() -> None:
    people = ("x", "X", None, "")
    forms = [_form(f"stay {number}", PatientInRegistryGuid=one) for number, one in enumerate(people)]
    (row,) = _answered(OwnQuestion(shows="people"), *forms).rows
    assert [(cell.count, cell.total) for cell in row.cells] == [(3, 4)]


@pytest.mark.parametrize(
    ("question", "lacks", "named"),
    [
        (OwnQuestion(shows="sex"), "PatientGender", ("sex", ("stay.sex",))),
        (OwnQuestion(shows="people"), "PatientInRegistryGuid", ("people", ("stay.person",))),
        (OwnQuestion(shows="stays", ages=(1, 2)), "PatientAge", ("age", ("stay.age",))),
        (OwnQuestion(shows="stays", split="sex"), "PatientGender", ("sex", ("stay.sex",))),
        (OwnQuestion(shows="stays", where=(("sex", ("man",)),)), "PatientGender", ("sex", ("stay.sex",))),
    ],
)
def test_what_is_not_recorded_is_named(
    question: OwnQuestion, lacks: str, named: tuple[str, tuple[str, ...]]
) -> None:
    contents = Registry(rows={MAIN: [_form("a")]}).without({(MAIN, lacks)})
    with delivered("sqlite://", contents) as connection, pytest.raises(NotRecorded) as refused:
        _ask(connection, question)
    assert (refused.value.declared, refused.value.columns) == named


def test_answers_that_the_registry_lacks_are_left_out_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    second = made_up.ANSWERS[1]
    lacking = type(second)(**{**vars(second), "needs": frozenset({"stay.never"})})
    monkeypatch.setitem(VARIABLES, second.id, lacking)
    with delivered("sqlite://", Registry(rows={MAIN: [_form("a")]})) as connection:
        source = Source(connection)
        source.missing = frozenset({"stay.never"})
        answer = ask(connection, source, CLINICIAN, OwnQuestion(shows="made_up_help"), SETTINGS)
    assert answer.categories == ("made_up_help_first",)


def test_only_numbers_have_a_mean() -> None:
    with pytest.raises(InvalidSelection):
        OwnQuestion(shows="nursing_home", statistic="mean")


@pytest.mark.parametrize(
    ("first", "last", "stays"), [(15, 15, 1), (15, 16, 2), (16, 16, 1), (14, 14, 0), (17, 31, 0)]
)
def test_days_are_inclusive_at_both_ends(first: int, last: int, stays: int) -> None:
    forms = _form("a", AdmitDt="2020-01-15 23:59:59"), _form("b", AdmitDt="2020-01-16 00:00:00")
    dates = date(2020, 1, first), date(2020, 1, last)
    (row,) = _answered(OwnQuestion(shows="stays", dates=dates), *forms).rows
    assert row.stays == stays
