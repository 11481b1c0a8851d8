"""Answers from a release: every shown number is true, what is shown instead is said, and rights hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from queries import (
    CHARACTERISTICS,
    HIDDEN,
    INDICATORS,
    Answer,
    Group,
    NoRelease,
    NotAllowed,
    NotRecorded,
    Row,
    Selection,
    Shown,
    SourceUnavailable,
    Viewer,
    load_settings,
    write_synthetic_registry,
)
from queries.live import own_rows
from queries.registry import Registry
from queries.release.availability import Availability
from queries.sources import open_registry
from queries.sources.nordicscir import Source
from tests.release.registries import QUICK, TODAY, Released, released

HAUKELAND, HORNBAEK, LINKOPING, REYKJAVIK = 105593, 40000001, 60000001, 50000001
COUNCIL = Viewer(role="council")
CLINICIAN = Viewer(role="clinician", scope=frozenset({HAUKELAND}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Released:
    return released(tmp_path_factory.mktemp("release"))


def all_rows(answer: Answer) -> tuple[Row, ...]:
    return (*answer.rows, *answer.references)


def by_unit(answer: Answer) -> dict[int, Row]:
    return {row.group.units[0]: row for row in answer.rows if row.group.scope == "unit"}


@st.composite
def questions(draw: st.DrawFn) -> Selection:
    shows = draw(st.sampled_from([*CHARACTERISTICS, *INDICATORS]))
    chosen = draw(st.lists(st.sampled_from(list(CHARACTERISTICS)), max_size=2, unique=True))
    shared = {
        v: [g for level in CHARACTERISTICS[v].shared_levels for g in level.groups if g != "missing"]
        for v in chosen
    }
    where = tuple(
        (v, tuple(draw(st.lists(st.sampled_from(shared[v]), min_size=1, max_size=2)))) for v in chosen
    )
    first = draw(st.integers(2017, 2025))
    return Selection(
        shows=shows,
        where=where,
        split_by=draw(st.sampled_from(["unit", "country"])),
        country=draw(st.sampled_from([None, None, "NO", "DK", "IS"])),
        period=draw(st.sampled_from([None, (first, first), (first, 2025), (2017, 2025)])),
    )


@given(selection=questions(), viewer=st.sampled_from([COUNCIL, CLINICIAN]))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_shown_number_is_true(made: Released, selection: Selection, viewer: Viewer) -> None:
    answer = made.registry.answer(selection, viewer)
    for row in all_rows(answer):
        shared = row.lane == "shared"
        counts = made.count(answer.shown, set(row.group.units), row.period, shared=shared)
        for category, cell in zip(answer.categories, row.cells, strict=True):
            if isinstance(cell, Shown):
                assert (cell.count, cell.total) == expected(answer, category, counts)
        if isinstance(row.not_counted, Shown) and answer.shown.shows in INDICATORS:
            assert row.not_counted.count == counts.get("missing", 0)


def expected(answer: Answer, category: str, counts: dict[str, int]) -> tuple[int, int]:
    shows = answer.shown.shows
    if shows in INDICATORS:
        return counts.get("met", 0), counts.get("met", 0) + counts.get("not_met", 0)
    variable = CHARACTERISTICS[shows]
    groups = variable.level(str(answer.shown.detail)).groups
    total = sum(counts.get(code, 0) for other in answer.categories for code in groups[other])
    return sum(counts.get(code, 0) for code in groups[category]), total


@given(selection=questions())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_sensitive_number_of_others_is_below_k(made: Released, selection: Selection) -> None:
    answer = made.registry.answer(selection, COUNCIL)
    process = answer.shown.shows in made.settings.rule.process_indicators
    for row in all_rows(answer):
        for cell in row.cells:
            if isinstance(cell, Shown):
                assert cell.total >= made.settings.rule.k
                others = cell.total - cell.count if answer.shown.shows in INDICATORS else made.settings.rule.k
                assert process or min(cell.count, others) >= made.settings.rule.k


@given(selection=questions())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_is_shown_instead_contains_what_was_asked(made: Released, selection: Selection) -> None:
    answer = made.registry.answer(selection, COUNCIL)
    asked, shown = answer.asked, answer.shown
    if asked.period is not None:
        assert answer.period[0] <= asked.period[0] <= asked.period[1] <= answer.period[1]
        assert ("longer_period" in answer.changes) == (answer.period != asked.period)
    if not {"coarser_filter", "fewer_filters"} & set(answer.changes):
        assert shown.where == asked.where
    for variable, groups in asked.where:
        kept = shown.filters.get(variable)
        assert kept is None or CHARACTERISTICS[variable].expand(groups) <= CHARACTERISTICS[variable].expand(
            kept
        )


def test_the_own_unit_is_exact_and_marked_and_no_other_is(made: Released) -> None:
    selection = Selection(shows="nursing_home", period=(2024, 2024))
    answer = made.registry.answer(selection, CLINICIAN)
    assert {unit for unit, row in by_unit(answer).items() if row.lane == "own"} == {HAUKELAND}
    assert isinstance(by_unit(answer)[HAUKELAND].cells[0], Shown)
    assert answer.contains_own_unit_data
    assert not made.registry.answer(selection, COUNCIL).contains_own_unit_data


def test_a_question_about_the_own_unit_alone_is_answered_with_any_filters_and_years(made: Released) -> None:
    where = (("sex", ("woman",)), ("age", ("60_plus",)), ("cause", ("fall",)), ("ais_admission", ("D",)))
    selection = Selection(
        shows="ais_discharge", detail="recorded", units=(HAUKELAND,), where=where, period=(2016, 2026)
    )
    answer = made.registry.answer(selection, CLINICIAN)
    (row,) = answer.rows
    counts = made.count(selection, {HAUKELAND}, (2016, 2026), shared=False)
    shown = {
        c: cell.count for c, cell in zip(answer.categories, row.cells, strict=True) if isinstance(cell, Shown)
    }
    assert answer.changes == ()
    assert shown == {category: counts.get(category, 0) for category in answer.categories}


def test_another_unit_cannot_be_read_live(made: Released) -> None:
    group = Group(scope="unit", key=str(HORNBAEK), units=(HORNBAEK,))
    with open_registry(made.url).connect() as connection:
        source = Source(connection)
        with pytest.raises(NotAllowed):
            own_rows(connection, source, CLINICIAN, Selection(), ("met",), [group], (2020, 2020))


def test_hidden_cells_carry_nothing(made: Released) -> None:
    answer = made.registry.answer(
        Selection(shows="nursing_home", period=(2024, 2024), units=(REYKJAVIK,)), COUNCIL
    )
    hidden = [cell for row in answer.rows for cell in row.cells if not isinstance(cell, Shown)]
    assert hidden
    assert all(cell == HIDDEN and not vars(cell) for cell in hidden)


def test_a_unit_that_had_not_joined_is_absent_not_zero(made: Released) -> None:
    there = Availability(made.store.header("2025-1"), made.settings)
    linkoping = Group(scope="unit", key=str(LINKOPING), units=(LINKOPING,))
    assert not there.active(linkoping, (2017, 2017))
    assert there.active(linkoping, (2017, 2019))
    before = Selection(shows="classification", period=(2017, 2017), units=(LINKOPING, HORNBAEK))
    answer = made.registry.answer(before, COUNCIL)
    assert (LINKOPING in by_unit(answer)) == (answer.period[1] > 2017)


def test_small_units_that_are_hidden_are_shown_together_with_their_names(made: Released) -> None:
    answer = made.registry.answer(Selection(shows="nursing_home", period=(2017, 2025)), COUNCIL)
    hidden = {unit for unit, row in by_unit(answer).items() if not row.shown}
    together = [row.group for row in answer.rows if row.group.scope == "group"]
    assert hidden
    assert "merged_units" in answer.changes
    assert all(hidden <= set(group.units) for group in together)


def test_a_total_is_called_nordic_only_if_every_unit_is_in_it(made: Released) -> None:
    everybody = set(made.settings.unit_ids())
    for shows in (*INDICATORS, *CHARACTERISTICS):
        for row in made.registry.answer(Selection(shows=shows), COUNCIL).references:
            assert (row.group.scope == "nordic") == (set(row.group.units) == everybody)


def test_years_that_are_not_released_are_said_to_be_so(made: Released) -> None:
    answer = made.registry.answer(Selection(shows="classification", period=(2026, 2026)), COUNCIL)
    assert answer.changes[0] == "unreleased_years"
    assert answer.period[1] <= 2025


def test_more_filters_than_the_rule_allows_are_dropped_and_said(made: Released) -> None:
    where = (("sex", ("woman",)), ("age", ("60_plus",)), ("cause", ("traumatic",)))
    answer = made.registry.answer(Selection(shows="classification", where=where), COUNCIL)
    assert "fewer_filters" in answer.changes
    assert len(answer.shown.where) <= made.settings.rule.max_filters


def test_an_indicator_is_not_combined_with_what_it_is_made_of(made: Released) -> None:
    selection = Selection(shows="classification", where=(("ais_admission", ("A",)),), period=(2017, 2025))
    answer = made.registry.answer(selection, COUNCIL)
    assert answer.shown.where == ()
    assert "fewer_filters" in answer.changes


def test_periods_offered_are_those_shown_as_asked(made: Released) -> None:
    offer = made.registry.offer(Selection(shows="classification"), COUNCIL)
    for choice in offer.periods:
        answer = made.registry.answer(Selection(shows="classification", period=choice.period), COUNCIL)
        assert choice.shown == ("longer_period" not in answer.changes)


def test_without_a_release_there_is_no_answer(tmp_path: Path, made: Released) -> None:
    registry = Registry.open(
        registry_url="sqlite:///nowhere",
        releases_url=f"sqlite:///{tmp_path}/none.sqlite",
        settings=made.settings,
    )
    with pytest.raises(NoRelease):
        registry.answer(Selection(), COUNCIL)


def test_a_withdrawn_release_is_gone_from_the_next_answer_on(tmp_path: Path) -> None:
    one = released(tmp_path, patients=400)
    one.registry.answer(Selection(), COUNCIL)
    one.registry.withdraw_release("2025-1", "test of withdrawal")
    with pytest.raises(NoRelease):
        one.registry.answer(Selection(), COUNCIL)


def test_released_pages_go_on_without_the_registry_and_own_rows_say_so(tmp_path: Path) -> None:
    one = released(tmp_path, patients=400)
    alone = Registry.open(
        registry_url="sqlite:///nowhere",
        releases_url=f"sqlite:///{tmp_path / 'releases.sqlite'}",
        settings=one.settings,
    )
    assert alone.answer(Selection(shows="classification"), COUNCIL).rows
    with pytest.raises(SourceUnavailable):
        alone.answer(Selection(shows="classification"), CLINICIAN)


def test_what_the_registry_does_not_record_is_refused_by_name(tmp_path: Path) -> None:
    one = released(tmp_path, patients=400)
    with create_engine(f"sqlite:///{tmp_path / 'registry.sqlite'}").begin() as connection:
        connection.execute(text("DROP TABLE bowel_function_5"))
    again = Registry.open(
        registry_url=f"sqlite:///{tmp_path / 'registry.sqlite'}",
        releases_url=f"sqlite:///{tmp_path / 'releases.sqlite'}",
        settings=one.settings,
    )
    unavailable = again.unavailable()
    assert unavailable["bowel_assessed"] == ("bowel.id",)
    assert all(column.startswith("bowel.") for columns in unavailable.values() for column in columns)
    with pytest.raises(NotRecorded) as refused:
        again.answer(Selection(shows="bowel_assessed"), CLINICIAN)
    assert (refused.value.declared, refused.value.columns) == ("bowel_assessed", ("bowel.id",))


def test_a_release_without_a_variable_refuses_it_to_everybody_and_answers_the_rest(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'registry.sqlite'}"
    write_synthetic_registry(url, patients=400, seed=1, layout="2019")
    with create_engine(url).begin() as connection:
        connection.execute(text("DROP TABLE bowel_function_5"))
    registry = Registry.open(
        registry_url=url,
        releases_url=f"sqlite:///{tmp_path}/r.sqlite",
        archive_url=f"sqlite:///{tmp_path}/a.sqlite",
        audit_sample=QUICK,
        settings=load_settings(),
    )
    registry.build_release(today=TODAY)
    assert registry.offer(Selection(), COUNCIL).unavailable == {"bowel_assessed": ("bowel.id",)}
    for viewer in (COUNCIL, CLINICIAN):
        with pytest.raises(NotRecorded):
            registry.answer(Selection(shows="bowel_assessed"), viewer)
        assert any(row.shown for row in registry.answer(Selection(shows="classification"), viewer).rows)
