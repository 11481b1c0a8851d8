"""Linked forms, registration delays and the work list, on every kind of database, and who may ask for them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import Connection

from queries import (
    Gap,
    InvalidSelection,
    NotAllowed,
    NotRecorded,
    OwnQuestion,
    OwnStays,
    Role,
    Viewer,
    gap_kinds,
)
from queries import Registry as Registered
from queries import load_settings as load
from queries.own.ask import ask
from queries.own.registrations import delays, linked
from queries.own.worklist import worklist
from queries.sources.nordicscir import Source
from tests import naive
from tests.naive import (
    BOWEL,
    EQ5D,
    FOLLOW_UP,
    MAIN,
    PERFORMANCE,
    QUALITY_OF_LIFE,
    SATISFACTION,
    URINARY,
)
from tests.naive_codes import whole
from tests.registry_rows import STORAGES, registry
from tests.registry_tables import DATED, Registry, delivered

SETTINGS = load()
TODAY = date(2026, 11, 22)
SCOPE = (106896, 105593, 2)
CLINICIAN = Viewer(role="clinician", scope=frozenset(SCOPE))
ALWAYS = {"quality_of_life": QUALITY_OF_LIFE, "urinary": URINARY, "bowel": BOWEL}
SOMEWHERE = {"performance": PERFORMANCE, "satisfaction": SATISFACTION, "eq5d": EQ5D}
KINDS = {**ALWAYS, **SOMEWHERE, "follow_up": FOLLOW_UP}
STAYS = (
    OwnStays(),
    OwnStays(units=(105593,), dates=(date(2015, 1, 1), date(2020, 12, 31))),
    OwnStays(dates=(None, date(2018, 6, 30)), axis="discharge"),
)
ENTRIES: dict[str, Callable[[Connection, Viewer, tuple[int, ...]], object]] = {
    "ask": lambda c, v, units: ask(c, Source(c), v, OwnQuestion(shows="stays", units=units), SETTINGS),
    "linked": lambda c, v, units: linked(c, Source(c), v, OwnStays(units=units), SETTINGS),
    "delays": lambda c, v, units: delays(c, Source(c), v, OwnStays(units=units), SETTINGS),
    "worklist": lambda c, v, units: worklist(c, Source(c), v, OwnStays(units=units), SETTINGS, today=TODAY),
}
CANARY = "ca9a47-secret-key"


def test_linked_forms_and_delays(database_url: str) -> None:
    contents = registry(Random(5), 200, STORAGES[1])
    forms = naive.counted_forms(contents.tables)
    with delivered(database_url, contents) as connection:
        source = Source(connection)
        for stays in STAYS:
            units = stays.units or SCOPE
            members = {unit: [form for form in forms if _is_member(form, unit, stays)] for unit in units}
            found = linked(connection, source, CLINICIAN, stays, SETTINGS)
            assert [(one.unit, one.stays) for one in found] == [(unit, len(members[unit])) for unit in units]
            for one in found:
                for kind, table in KINDS.items():
                    count = one.forms[kind]
                    cells = (count.at_all, count.before_discharge, count.after_discharge)
                    assert tuple(cell.count for cell in cells) == _linked(contents, members[one.unit], table)
                    assert {cell.total for cell in cells} == {one.stays}
            for took in delays(connection, source, CLINICIAN, stays, SETTINGS):
                days, implausible, unknown = _delays(members[took.unit])
                assert (took.days, took.implausible, took.unknown) == (days, implausible, unknown)
                assert took.summary.n == sum(days.values())


def _is_member(form: naive.Row, unit: int, stays: OwnStays) -> bool:
    day, (first, last) = _day(form, "AdmitDt" if stays.axis == "admission" else "DischgDt"), stays.dates
    within = stays.dates == (None, None) or (
        day is not None and (first is None or first <= day) and (last is None or day <= last)
    )
    return within and whole(form.get("UnitId")) == unit


def _linked(contents: Registry, members: list[naive.Row], table: str) -> tuple[int, int, int]:
    found = [0, 0, 0]
    for form in members:
        key, discharged = naive._key(form.get("SkjemaGUID")), _day(form, "DischgDt")
        own = list(naive._children(form, contents.tables, table)) if key else []
        days = [day for child in own if (day := _day(child, DATED[table])) and discharged]
        found[0] += bool(own)
        found[1] += any(day <= discharged for day in days if discharged)
        found[2] += any(day > discharged for day in days if discharged)
    return found[0], found[1], found[2]


def _delays(members: list[naive.Row]) -> tuple[dict[int, int], int, int]:
    pairs = [(_day(form, "FirstTimeClosed"), _day(form, "DischgDt")) for form in members]
    took = [(closed - discharged).days for closed, discharged in pairs if closed and discharged]
    return dict(Counter(day for day in took if day >= 0)), sum(d < 0 for d in took), len(pairs) - len(took)


def _day(form: naive.Row, column: str) -> date | None:
    return naive._day(form.get(column))


GOOD = {
    "SkjemaGUID": "KEY",
    "UnitId": 105593,
    "AdmitDt": "2020-01-01",
    "DischgDt": "2020-03-01",
    "FirstTimeClosed": "2020-03-05",
    "PatientAge": 40,
    "PatientGender": 1,
    "Scietiol": 1,
    "AAis": 4,
    "FAis": 4,
}
CHILDREN = dict.fromkeys(ALWAYS.values(), "2020-02-20")


def _gaps(connection: Connection, stays: OwnStays | None = None) -> tuple[Gap, ...]:
    return worklist(connection, Source(connection), CLINICIAN, stays or OwnStays(), SETTINGS, today=TODAY)


def _registry(changes: dict[str, object], children: dict[str, str] = CHILDREN) -> Registry:
    forms = {
        table: [{"SkjemaGUID": table, "HovedskjemaGUID": "key", DATED[table]: day}]
        for table, day in children.items()
    }
    return Registry(rows={MAIN: [{**GOOD, **changes}], **forms})


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({}, []),
        ({"DischgDt": "2019-12-31", "FirstTimeClosed": None}, ["discharge_before_admission"]),
        ({"DischgDt": None, "AdmitDt": str(TODAY - timedelta(days=366))}, ["not_discharged"]),
        ({"DischgDt": None, "AdmitDt": str(TODAY - timedelta(days=365))}, []),
        ({"AdmitDt": None}, ["no_admission"]),
        ({"AdmitDt": "2018-03-02"}, []),  # 730 days
        ({"AdmitDt": "2018-03-01"}, ["long_stay"]),
        ({"FirstTimeClosed": "2020-02-29"}, ["closed_before_discharge"]),
        ({"PatientAge": 121}, ["implausible_age"]),
        ({"PatientAge": -1}, ["implausible_age"]),
        ({"PatientAge": None}, []),
        ({"FAis": 9}, ["ais_not_classified"]),
        ({"Scietiol": 7}, ["unlisted_code cause"]),
        ({"PlaceDis": 77, "PatientGender": 3}, ["unlisted_code discharge_place", "unlisted_code sex"]),
        (
            {"DischgDt": "2026-11-23", "FirstTimeClosed": None, "AdmitDt": "2026-01-01", "FAis": None},
            [],
        ),  # not yet
    ],
)
def test_what_is_wrong_with_a_stay(changes: dict[str, object], what: list[str]) -> None:
    with delivered("sqlite://", _registry(changes)) as connection:
        found = [gap for gap in _gaps(connection) if not gap.what.startswith("lacks_")]
    assert sorted(" ".join(filter(None, (gap.what, gap.detail))) for gap in found) == what


@pytest.mark.parametrize("late", [None, "2020-03-02"])
def test_a_stay_lacks_a_form_that_is_not_there_or_came_after_discharge(
    database_url: str, late: str | None
) -> None:
    children = {table: day for table, day in CHILDREN.items() if table != URINARY}
    contents = _registry({}, children | ({URINARY: late} if late else {}))
    with delivered(database_url, contents) as connection:
        (gap,) = _gaps(connection)
    assert gap == Gap(
        unit=105593,
        key="key",
        admission=date(2020, 1, 1),
        discharge=date(2020, 3, 1),
        what="lacks_urinary",
        detail=None,
        since=date(2020, 3, 1),
    )
    assert "key=" not in repr(gap)


def _with_forms(*stays: tuple[str, int, str, bool], table: str = PERFORMANCE) -> Registry:
    """Stays by key, unit and day of discharge, some with a form on the day of discharge."""
    main = [
        {**GOOD, "SkjemaGUID": key, "UnitId": unit, "AdmitDt": "2015-01-01", "DischgDt": day, "FAis": 4}
        for key, unit, day, _ in stays
    ]
    forms = [
        {"SkjemaGUID": f"form of {key}", "HovedskjemaGUID": key, DATED[table]: day}
        for key, _, day, has in stays
        if has
    ]
    satisfied = [
        {"SkjemaGUID": f"satisfaction of {form['SkjemaGUID']}", "HovedskjemaGUID": form["SkjemaGUID"]}
        for form in forms
    ]
    return Registry(rows={MAIN: main, table: forms, SATISFACTION: satisfied})


@pytest.mark.parametrize(("form", "table"), [("performance", PERFORMANCE), ("eq5d", EQ5D)])
def test_a_form_that_only_some_units_use_is_missed_where_it_was_in_use(
    database_url: str, form: str, table: str
) -> None:
    contents = _with_forms(
        ("before", 105593, "2018-12-31", False),
        ("has", 105593, "2019-05-01", True),
        ("that year", 105593, "2019-01-01", False),
        ("year after", 105593, "2020-12-31", False),
        ("given up", 105593, "2021-01-01", False),
        ("begun again", 105593, "2022-06-01", True),
        ("then missed", 105593, "2022-07-01", False),
        ("not out", 105593, str(TODAY + timedelta(days=1)), False),
        ("elsewhere", 106896, "2019-06-01", False),
        table=table,
    )
    with delivered(database_url, contents) as connection:
        missed = [gap.key for gap in _gaps(connection) if gap.what == f"lacks_{form}"]
    assert missed == ["that year", "year after", "then missed"]


def test_satisfaction_is_missed_where_it_was_in_use() -> None:
    contents = _with_forms(("has", 105593, "2019-05-01", True), ("lacks", 105593, "2019-06-01", False))
    satisfied = [{**row, "DataClDtS": "2019-05-01"} for row in contents.rows[SATISFACTION]]
    with delivered("sqlite://", replace(contents, rows={**contents.rows, SATISFACTION: satisfied})) as c:
        missed = [(gap.key, gap.what) for gap in _gaps(c) if gap.what == "lacks_satisfaction"]
    assert missed == [("lacks", "lacks_satisfaction")]


def test_the_work_list_of_a_large_registry_runs_everywhere(database_url: str) -> None:
    with delivered(database_url, registry(Random(6), 200, STORAGES[0])) as connection:
        found = _gaps(connection)
    assert {gap.unit for gap in found} == set(SCOPE)
    assert {gap.what for gap in found} <= set(gap_kinds())
    assert {"lacks_urinary", "long_stay", "unlisted_code", "implausible_age"} <= {gap.what for gap in found}


@pytest.mark.parametrize(
    ("stays", "count"),
    [
        (OwnStays(dates=(date(2020, 1, 1), date(2020, 1, 1))), 1),
        (OwnStays(dates=(date(2020, 1, 2), None)), 0),
        (OwnStays(dates=(None, date(2020, 2, 29)), axis="discharge"), 0),
        (OwnStays(units=(2,)), 0),
    ],
)
def test_the_work_list_is_of_the_units_and_days_asked_for(stays: OwnStays, count: int) -> None:
    with delivered("sqlite://", _registry({"FAis": 9})) as connection:
        assert len(_gaps(connection, stays)) == count


def test_a_stay_without_a_day_on_the_axis_is_on_the_list_whatever_the_days() -> None:
    with delivered("sqlite://", _registry({"AdmitDt": None})) as connection:
        (gap,) = _gaps(connection, OwnStays(dates=(date(1999, 1, 1), date(1999, 1, 2))))
    assert gap.what == "no_admission"


def test_what_the_registry_lacks_is_not_on_the_list() -> None:
    contents = _registry({"FAis": 9, "PatientAge": 121}).without(
        {(MAIN, "FAis"), (MAIN, "FirstTimeClosed"), (BOWEL, None)}
    )
    with delivered("sqlite://", contents) as connection:
        assert [gap.what for gap in _gaps(connection)] == ["implausible_age"]
        with pytest.raises(NotRecorded):
            delays(connection, Source(connection), CLINICIAN, OwnStays(), SETTINGS)
        assert set(linked(connection, Source(connection), CLINICIAN, OwnStays(), SETTINGS)[0].forms) == {
            *(set(KINDS) - {"bowel"}),
        }


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(
    ("role", "scope", "units", "allowed"),
    [
        ("clinician", {105593}, (), True),
        ("clinician", {105593}, (105593,), True),
        ("clinician", {105593}, (106896,), False),
        ("clinician", {105593}, (105593, 106896), False),
        ("manager", {105593, 106896}, (106896,), True),
        ("manager", {105593, 106896}, (99,), False),
        ("council", set(), (), False),
        ("council", set(), (105593,), False),
        ("data_manager", {105593, 106896}, (), True),
        ("data_manager", set(), (), False),
        ("data_manager", {105593}, (106896,), False),
    ],
)
def test_only_units_of_the_viewers_own(
    entry: str, role: Role, scope: set[int], units: tuple[int, ...], allowed: bool
) -> None:
    contents = _registry({"UnitId": 106896, "SkjemaGUID": CANARY, "FAis": 9})
    viewer = Viewer(role=role, scope=frozenset(scope))
    with delivered("sqlite://", contents) as connection:
        if allowed:
            told = ENTRIES[entry](connection, viewer, units)
            assert ("106896" in str(told)) is (106896 in (units or scope))
        else:
            with pytest.raises(NotAllowed) as refused:
                ENTRIES[entry](connection, viewer, units)
            assert CANARY not in str(refused.value)


def test_days_out_of_order_are_refused() -> None:
    with pytest.raises(InvalidSelection):
        OwnStays(dates=(date(2020, 1, 2), date(2020, 1, 1)))


def test_the_registry_itself_opens_no_other_way(database_url: str) -> None:
    stranger = Viewer(role="clinician", scope=frozenset({105593}))
    stays, question = OwnStays(units=(106896,)), OwnQuestion(shows="stays", units=(106896,))
    with delivered(database_url, _registry({"UnitId": 106896, "FAis": 9})):
        registry = Registered.open(registry_url=database_url, releases_url="sqlite://", settings=SETTINGS)
        entries: list[Callable[[Viewer], object]] = [
            lambda viewer: registry.ask(question, viewer),
            lambda viewer: registry.linked_forms(stays, viewer),
            lambda viewer: registry.registration_delays(stays, viewer),
            lambda viewer: registry.worklist(stays, viewer, today=TODAY),
        ]
        for entry in entries:
            assert entry(CLINICIAN)
            with pytest.raises(NotAllowed):
                entry(stranger)
        registry._engine.dispose()
