"""Outcomes of the whole and by starting group: true, of one period, and of the nearest patients where not as asked."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import (
    CHARACTERISTICS,
    IMPORTANCE,
    INDICATORS,
    SEVERITY_GROUPS,
    Answer,
    Grid,
    InvalidSelection,
    Selection,
    Shown,
    Viewer,
)
from queries.release.breakdown import Breakdown
from queries.release.nearest import nearest_groups
from queries.release.schemes import schemes
from tests.release.registries import Released

HAUKELAND, HORNBAEK, REYKJAVIK = 105593, 40000001, 50000001
COUNCIL = Viewer(role="council")
CLINICIAN = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
EVERYBODY = Viewer(role="data_manager", scope=frozenset({HAUKELAND, HORNBAEK, REYKJAVIK}))
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
CRITERIA = ("ais_admission", "level_admission", "age", "cause")
OUTCOMES = ("ais_discharge", "level_discharge", "nursing_home", "bladder_regime", "bowel_assessed")
ALL_YEARS = (2017, 2025)


@st.composite
def patients(draw: st.DrawFn) -> Selection:
    chosen = draw(st.lists(st.sampled_from(CRITERIA), max_size=4, unique=True))
    return Selection(
        shows=draw(st.sampled_from(OUTCOMES)),
        where=tuple((v, (draw(st.sampled_from(shared_groups(v))),)) for v in chosen),
        period=draw(st.sampled_from([None, (2023, 2025), (2019, 2019), (2025, 2027), (1999, 2001)])),
        units=draw(st.sampled_from([(), (HORNBAEK,), (REYKJAVIK, HAUKELAND)])),
        country=draw(st.sampled_from([None, "DK", "IS"])),
    )


def shared_groups(variable: str) -> list[str]:
    groups = (g for level in CHARACTERISTICS[variable].shared_levels for g in level.groups)
    return [group for group in dict.fromkeys(groups) if group not in ("missing", "0_14")]


def check_true(made: Released, answer: Answer) -> None:
    for row in (*answer.rows, *answer.references):
        counts = made.count(answer.shown, set(row.group.units), row.period, shared=row.lane == "shared")
        for category, cell in zip(answer.categories, row.cells, strict=True):
            if isinstance(cell, Shown):
                assert cell.count == sum(counts.get(code, 0) for code in codes_of(answer, category))


def codes_of(answer: Answer, category: str) -> tuple[str, ...]:
    shows = answer.shown.shows
    if shows in INDICATORS:
        return (category,)
    return CHARACTERISTICS[shows].level(str(answer.shown.detail)).groups[category]


@given(selection=patients(), viewer=st.sampled_from([COUNCIL, CLINICIAN, EVERYBODY]))
@settings(max_examples=120, suppress_health_check=SLOW)
def test_every_number_is_true_and_the_whole_is_always_shown(
    read_only: Released, selection: Selection, viewer: Viewer
) -> None:
    answer = read_only.registry.outcome(selection, viewer)
    check_true(read_only, answer)
    assert answer.references[0].group.scope == "nordic"
    assert answer.references[0].shown
    assert answer.asked == selection
    assert (set(answer.changes) & {"coarser_filter", "fewer_filters"} != set()) == (
        answer.shown.where != selection.where
    )
    own = {unit for row in answer.rows if row.lane == "own" for unit in row.group.units}
    assert own <= viewer.scope
    expected = set(selection.units or (viewer.scope if len(viewer.scope) <= 2 else ()))
    assert {unit for row in answer.rows for unit in row.group.units} <= expected


def test_without_a_period_it_stands_for_all_released_years(read_only: Released) -> None:
    assert read_only.registry.outcome(Selection(shows="nursing_home"), COUNCIL).period == ALL_YEARS


def test_a_group_too_small_for_the_years_asked_is_shown_for_more_before_it_is_made_wider(
    read_only: Released,
) -> None:
    selection = Selection(shows="nursing_home", where=(("ais_admission", ("A_C",)),), period=(2019, 2019))
    answer = read_only.registry.outcome(selection, COUNCIL)
    assert answer.shown.where == selection.where
    assert "longer_period" in answer.changes
    assert answer.period[0] <= 2019 <= answer.period[1]


# --- The nearest patients -------------------------------------------------------------------------
def test_what_matters_least_is_left_out_first() -> None:
    where = tuple((v, (shared_groups(v)[0],)) for v in CRITERIA)
    kept = [tuple(v for v, _ in found) for found, _ in nearest_groups(where, 2)]
    order = list(dict.fromkeys(frozenset(one) for one in kept))
    assert order[0] == {"ais_admission", "level_admission"}
    assert order[1] == {"ais_admission", "age"}
    assert order[-2:] == [{"cause"}, frozenset()]
    assert IMPORTANCE[:4] == CRITERIA


def test_wider_groups_come_before_fewer_criteria_and_hold_what_was_asked() -> None:
    where = (("ais_admission", ("B",)), ("age", ("60_74",)))
    found = list(nearest_groups(where, 2))
    assert found[0] == (tuple(sorted(where)), ())
    sizes = [len(kept) for kept, _ in found]
    assert sizes == sorted(sizes, reverse=True)
    for kept, changes in found:
        for variable, groups in kept:
            asked = CHARACTERISTICS[variable].expand(dict(where)[variable])
            assert asked <= CHARACTERISTICS[variable].expand(groups)
        assert ("fewer_filters" in changes) == (len(kept) < 2)
    assert [dict(kept)["age"] for kept, _ in found[:2]] == [("60_74",), ("60_plus",)]


def test_no_question_makes_an_endless_search() -> None:
    where = tuple((v, tuple(shared_groups(v)[:2])) for v in CHARACTERISTICS)
    assert sum(1 for _ in nearest_groups(where, 2)) < 1000


# --- By starting group ------------------------------------------------------------------------------
BY = ("ais_admission", "level_admission", SEVERITY_GROUPS)


@pytest.mark.parametrize(("shows", "by"), list(product(OUTCOMES, BY)))
def test_a_grid_is_true_and_of_one_period_and_detail(read_only: Released, shows: str, by: str) -> None:
    grid = read_only.registry.grid(Selection(shows=shows, country="DK"), CLINICIAN, by=by)
    if (shows, by) == ("bladder_regime", "level_admission"):
        # Counted among paraplegia at discharge, which hardly anybody has who came with tetraplegia.
        assert (grid.answers, grid.starts, grid.scheme) == ((), (), None)
        return
    assert grid.answers
    assert len({(answer.period, answer.shown.detail) for answer in grid.answers}) == 1
    for start, answer in zip(grid.starts, grid.answers, strict=True):
        check_true(read_only, answer)
        assert set(start) <= set(answer.shown.where)
        assert answer.references[0].shown


def test_the_rows_of_a_grid_hold_everybody_once(read_only: Released) -> None:
    grid = read_only.registry.grid(Selection(shows="ais_discharge"), COUNCIL, by="ais_admission")
    whole = read_only.registry.outcome(Selection(shows="ais_discharge", period=ALL_YEARS), COUNCIL)
    assert sum(total_of(answer) for answer in grid.answers) == total_of(whole)


def total_of(answer: Answer) -> int:
    cell = answer.references[0].cells[0]
    assert isinstance(cell, Shown)
    return cell.total


def test_a_grid_is_as_fine_as_a_plan_allows(read_only: Released) -> None:
    header = read_only.store.header("2025-1")
    grid = read_only.registry.grid(Selection(shows="ais_discharge"), COUNCIL, by="ais_admission")
    levels = ("grades", "grade_groups", "severity")
    shown = []
    for rows, columns in product(levels, levels):
        table = read_only.store.table(
            header, Breakdown(levels=(("ais_admission", rows), ("ais_discharge", columns)))
        )
        if table is not None and table.plan.cuts(range(len(header.units))) is not None:
            shown.append((levels.index(rows) + levels.index(columns), levels.index(rows), rows, columns))
    assert (grid.scheme, grid.answers[0].shown.detail) == min(shown)[2:]


def test_a_grid_can_be_asked_for_at_a_level(read_only: Released) -> None:
    selection = Selection(shows="ais_discharge", detail="severity", country="DK")
    grid = read_only.registry.grid(selection, COUNCIL, by="ais_admission", level="severity")
    assert grid.scheme == "severity"
    assert grid.answers[0].references[1].shown


def test_criteria_besides_are_widened_for_all_rows_alike(read_only: Released) -> None:
    selection = Selection(shows="ais_discharge", where=(("cause", ("fall",)), ("sex", ("woman",))))
    grid = read_only.registry.grid(selection, COUNCIL, by="ais_admission")
    besides = {
        tuple(one for one in answer.shown.where if one[0] != "ais_admission") for answer in grid.answers
    }
    assert len(besides) == 1
    assert "fewer_filters" in grid.changes


def test_a_criterion_on_what_rows_are_is_no_criterion(read_only: Released) -> None:
    where = (("ais_admission", ("A",)),)
    with_it, without = (
        read_only.registry.grid(Selection(shows="nursing_home", where=asked), COUNCIL, by="ais_admission")
        for asked in (where, ())
    )
    assert cells(with_it) == cells(without)


def cells(grid: Grid) -> list[object]:
    return [row.cells for answer in grid.answers for row in answer.references]


@pytest.mark.parametrize(("by", "level"), [("registered_in_time", None), ("ais_admission", "segments")])
def test_nothing_else_tells_starting_groups_apart(read_only: Released, by: str, level: str | None) -> None:
    with pytest.raises(InvalidSelection):
        read_only.registry.grid(Selection(), COUNCIL, by=by, level=level)


def test_severity_groups_go_from_five_to_two_and_never_overlap() -> None:
    found = schemes(SEVERITY_GROUPS)
    assert [len(scheme.starts) for scheme in found] == [4, 4, 3, 3, 3, 3, 4, 2]
    for scheme in found:
        for one, other in product(scheme.starts, scheme.starts):
            assert one == other or disjoint(dict(one), dict(other))


def disjoint(one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> bool:
    return any(
        not CHARACTERISTICS[v].expand(one[v]) & CHARACTERISTICS[v].expand(other[v])
        for v in one.keys() & other.keys()
    )
