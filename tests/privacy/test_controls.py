"""The audit can fail: releases with a known fault, each caught by the check meant for it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from queries.indicators import INDICATORS, Indicator
from queries.release.audit import DEFAULT, AuditReport, audit
from queries.release.audit.evidence import Places
from queries.release.audit.structure import incomplete
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Rectangle, Table
from queries.release.cube import Cube, make_cells
from queries.release.plan import Node, Plan
from queries.variables import CHARACTERISTICS
from tests.privacy.cubes import FIRST_YEAR, Built, Shape, build, cube_of, first_years, make_cube
from tests.privacy.numbers import Integers, Number, group_of, recovered

SHAPE = Shape(sizes=(40.0, 22.0, 12.0, 6.0), seed=3)
SEX = Breakdown(levels=(("sex", "sex"),))
SEVERITY = Breakdown(levels=(("ais_admission", "severity"),))
BOTH = Breakdown(levels=(("sex", "sex"), ("ais_admission", "severity")))
YEARLY = 0b1111111
ALL_YEARS = 0b1000001
QUICK = replace(DEFAULT, groups=2, insider_groups=0, interval_groups=1, intervals=3, problems=12)


@pytest.fixture(scope="module")
def cube() -> Cube:
    """One registry for all controls."""
    return make_cube(SHAPE)


@pytest.fixture(scope="module")
def built(cube: Cube) -> Built:
    """Its release, which nothing is wrong with."""
    return build(SHAPE, cube)


def failed(report: AuditReport) -> set[str]:
    """Ids of the checks that failed."""
    return {check.id for check in report.checks if not check.passed}


def test_a_sound_release_passes_every_check(cube: Cube, built: Built) -> None:
    report = audit(*built, cube=cube, sample=QUICK)
    assert report.passed, report.reasons
    assert all(check.examined for check in report.checks if check.id != "combinations_insiders")


# --- Tables with cells left out ------------------------------------------------------------------
PERIODS = [(start, end) for start in range(6) for end in range(start + 1, 7)]


def view(cube: Cube, period: tuple[int, int]) -> Integers:
    """Units, and all of them, by sex, and both: the true table of one period."""
    counts = cube.counts(make_cells(cube, SEX), cube.stays)[:, :, period[0] : period[1]].sum(axis=2).T
    rows = np.concatenate([counts, counts.sum(axis=0)[None]])
    return np.concatenate([rows, rows.sum(axis=1)[:, None]], axis=1)


def primary(table: Integers) -> NDArray[np.bool_]:
    """Cells that hold 1 to k - 1."""
    return (table > 0) & (table < SHAPE.k)


def secondary(table: Integers) -> NDArray[np.bool_]:
    """Also a second cell in every row and column that would else give the first away by subtraction."""
    hidden = primary(table)
    for _ in range(2):
        for row, cells in enumerate(hidden):
            if cells.sum() == 1:
                hidden[row, np.where(cells, np.iinfo(np.int64).max, table[row]).argmin()] = True
        for column, cells in enumerate(hidden.T):
            if cells.sum() == 1:
                hidden[np.where(cells, np.iinfo(np.int64).max, table[:, column]).argmin(), column] = True
    return hidden


def shown(cube: Cube, places: Places, hide: object) -> Iterator[Number]:
    """Every number that is not hidden, over all periods."""
    units = [places.units == unit for unit in cube.units] + [np.ones(places.size, dtype=bool)]
    codes = np.array([[1, 0], [0, 1], [1, 1]])
    for start, end in PERIODS:
        table = view(cube, (start, end))
        hidden = primary(table) if hide == "primary" else secondary(table)
        inside = (places.years >= FIRST_YEAR + start) & (places.years < FIRST_YEAR + end)
        for row, column in np.argwhere(~hidden):
            yield (units[row] & inside).astype(np.int64), codes[column], int(table[row, column])


@pytest.mark.parametrize("hide", ["primary", "secondary"])
def test_hiding_small_cells_alone_is_undone_by_subtraction(cube: Cube, built: Built, hide: str) -> None:
    places = Places.of([built[0]])
    truth = cube.counts(make_cells(cube, SEX), cube.stays).reshape(2, -1).T
    group = group_of(("sex",), places, (("woman",), ("man",)), shown(cube, places, hide))
    small, found = recovered(group, truth, SHAPE.k)
    assert small > 10
    assert found > small / 2


def test_a_cell_left_out_of_a_table_is_noticed(built: Built) -> None:
    header, tables = built
    whole = next(table for table in tables if table.breakdown == SEX)
    counts = {where: {STAYS: values[STAYS][:1]} for where, values in whole.counts.items()}
    partial = replace(whole, labels=whole.labels[:1], counts=counts)
    assert any("not every cell" in told for told in incomplete(header, [partial]))


# --- Plans -----------------------------------------------------------------------------------------
def table_of(cube: Cube, breakdown: Breakdown, lines: dict[Node, int]) -> Table:
    """A table with true counts on whatever plan."""
    cells = make_cells(cube, breakdown)
    stays = cube.counts(cells, cube.stays)
    counts: dict[Rectangle, dict[str, tuple[int, ...]]] = {}
    for node, line in lines.items():
        cuts = [year for year in range(7) if line >> year & 1]
        for start, end in pairwise(cuts):
            values = stays[:, list(node), start:end].sum(axis=(1, 2))
            counts[node, start, end] = {STAYS: tuple(values.tolist())}
    return Table(breakdown=breakdown, labels=cells.labels, plan=Plan(lines=lines), counts=counts)


def release_of(built: Built, *tables: Table) -> Built:
    """A release of these tables only."""
    return built[0], list(tables)


PLAIN = {(0, 1, 2, 3): YEARLY, (0,): YEARLY, (1,): YEARLY, (2,): YEARLY, (3,): YEARLY}


def test_one_cut_too_many_in_one_part_of_a_pool_is_noticed(cube: Cube, built: Built) -> None:
    plain = table_of(cube, Breakdown(), PLAIN)
    lines = {
        (0, 1, 2, 3): YEARLY,
        (0,): YEARLY,
        (1, 2, 3): YEARLY,
        (1,): ALL_YEARS,
        (2,): ALL_YEARS,
        (3,): ALL_YEARS,
    }
    report = audit(*release_of(built, plain, table_of(cube, SEX, lines)), sample=QUICK)
    assert "siblings" not in failed(report)
    too_many = lines | {(3,): 0b1001001}
    report = audit(*release_of(built, plain, table_of(cube, SEX, too_many)), sample=QUICK)
    assert "siblings" in failed(report)


def test_two_safe_plans_that_add_up_to_an_unsafe_one_are_noticed(cube: Cube, built: Built) -> None:
    plain = table_of(cube, Breakdown(), PLAIN)
    coarse = table_of(cube, SEX, {(0, 1, 2): YEARLY, (3,): ALL_YEARS})
    severity = table_of(cube, SEVERITY, {(0, 1, 2): YEARLY, (3,): ALL_YEARS})
    finer = table_of(cube, BOTH, {(0,): ALL_YEARS, (1, 2, 3): YEARLY})
    report = audit(*release_of(built, plain, coarse, severity, finer), cube=cube, sample=QUICK)
    assert "nesting" in failed(report)
    assert failed(report) & {"sets", "sets_1", "sets_2", "sets_3", "sets_4"}


def test_numbers_that_do_not_add_up_are_noticed(built: Built) -> None:
    header, tables = built
    sex = next(place for place, table in enumerate(tables) if table.breakdown == SEX)
    where, counts = next(iter(tables[sex].counts.items()))
    wrong = {**tables[sex].counts, where: {**counts, STAYS: (counts[STAYS][0] + 1, *counts[STAYS][1:])}}
    tables = [*tables[:sex], replace(tables[sex], counts=wrong), *tables[sex + 1 :]]
    assert {"additive", "sums"} <= failed(audit(header, tables, sample=QUICK))


# --- A variable that follows from others -------------------------------------------------------------
def improved_cube(shape: Shape) -> Cube:
    """Both AIS grades, most alike, and whether the grade improved, as if it were an outcome of its own."""
    random = np.random.default_rng(shape.seed)
    unit, year = np.indices((len(shape.sizes), shape.years)).reshape(2, -1)
    stays = random.poisson(np.repeat(shape.sizes, shape.years))
    unit, year = np.repeat(unit, stays), np.repeat(year, stays)
    before = random.choice(5, unit.size, p=[0.3, 0.15, 0.2, 0.3, 0.05])
    change = random.choice([-1, 0, 1], unit.size, p=[0.01, 0.62, 0.37])
    after = np.clip(before + change, 0, 4)
    grade = {"ais_admission": before, "ais_discharge": after}
    codes = {
        id_: np.array([CHARACTERISTICS[id_].codes.index(g) for g in "ABCDE"])[of] for id_, of in grade.items()
    }
    met, not_met = (INDICATORS["nursing_home"].codes.index(code) for code in ("met", "not_met"))
    return cube_of(shape, unit, year, codes | {"improved": np.where(after > before, met, not_met)})


def test_a_derived_variable_beside_its_parents_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    home = INDICATORS["nursing_home"]
    improved = Indicator(
        id="improved", kind="outcome", better="higher", needs=home.needs, met=home.met, reference="made up"
    )
    monkeypatch.setitem(INDICATORS, "improved", improved)
    shape = Shape(sizes=(80.0, 60.0, 50.0), dimensions=(), seed=5)
    cube = improved_cube(shape)
    report = audit(*build(shape, cube), cube=cube, sample=QUICK)
    assert "combinations" in failed(report)


# --- Over time and by role -------------------------------------------------------------------------
def test_a_release_that_keeps_the_earlier_numbers_passes(cube: Cube, built: Built) -> None:
    assert audit(*built, cube=cube, previous=built, sample=QUICK).passed


def test_a_refresh_with_late_registrations_is_noticed(cube: Cube, built: Built) -> None:
    late = replace(cube, stays=cube.stays + (np.arange(cube.stays.size) % 40 == 0))
    refreshed = build(SHAPE, replace(late, people=late.stays), release_id="made-2")
    assert "additive_together" in failed(audit(*refreshed, previous=built, sample=QUICK))


def test_a_frozen_year_cut_anew_is_noticed(cube: Cube) -> None:
    shape, early = first_years(SHAPE, cube, 3)
    old = build(shape, early)
    header, tables = build(SHAPE, cube, release_id="made-2")
    anew = [table_of(cube, table.breakdown, {(0, 1, 2, 3): ALL_YEARS}) for table in tables]
    assert "kept" in failed(audit(header, anew, previous=old, sample=QUICK))


def test_two_roles_with_separate_plans_are_attacked_together(cube: Cube, built: Built) -> None:
    plain = table_of(cube, Breakdown(), {(0, 1, 2): YEARLY, (3,): ALL_YEARS})
    other = table_of(cube, Breakdown(), {(0, 1, 2, 3): YEARLY})
    report = audit(*release_of(built, plain), beside=release_of(built, other), sample=QUICK)
    assert "sets_together" in failed(report)
    assert "sets" not in failed(report)
