"""The attack itself: exact arithmetic against fractions, and releases attacked with nothing but their export."""

import datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from queries.registry import Registry
from queries.release.audit import DEFAULT, audit
from queries.release.audit.atoms import derive, totals
from queries.release.audit.evidence import Places
from queries.release.audit.groups import draw_targets, exempt_sets, make_group
from queries.release.audit.modular import PRIME, Integers, _residues, reduce_rows, solve
from queries.release.audit.support import combinations_of, true_counts
from queries.settings import load
from queries.sources.synthetic import write_synthetic_registry
from tests.privacy.cubes import Shape, build, make_cube
from tests.privacy.numbers import all_targets, group_of, numbers_of

MATRICES = st.tuples(st.integers(1, 7), st.integers(1, 7)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 1))
)


def rational_rank(rows: Integers) -> int:
    """Rank over the rational numbers, by plain elimination of fractions."""
    work = [[Fraction(int(value)) for value in row] for row in rows]
    rank = 0
    for column in range(rows.shape[1]):
        chosen = next((row for row in range(rank, len(work)) if work[row][column]), None)
        if chosen is None:
            continue
        work[rank], work[chosen] = work[chosen], work[rank]
        for row in range(rank + 1, len(work)):
            factor = work[row][column] / work[rank][column]
            work[row] = [a - factor * b for a, b in zip(work[row], work[rank], strict=True)]
        rank += 1
    return rank


@given(rows=MATRICES, target=arrays(np.int64, 7, elements=st.integers(0, 1)))
def test_in_the_span_modulo_the_prime_is_in_the_span(rows: Integers, target: Integers) -> None:
    target = target[None, : rows.shape[1]]
    reduced = reduce_rows(rows)
    inside = rational_rank(np.concatenate([rows, target])) == rational_rank(rows)
    assert len(reduced.pivots) == rational_rank(rows)
    assert (not reduced.remainder(target).any()) == inside
    if inside:
        assert ((reduced.combine(target) @ rows - target) % PRIME == 0).all()
    assert ((reduced.relations @ rows) % PRIME == 0).all()
    assert ((rows @ reduced.kernel(2, np.random.default_rng(0))) % PRIME == 0).all()


@given(rows=MATRICES, seed=st.integers(0, 1_000))
def test_solving_finds_a_solution_exactly_where_there_is_one(rows: Integers, seed: int) -> None:
    random = np.random.default_rng(seed)
    right = rows @ random.integers(0, 100, (rows.shape[1], 2))
    found = solve(rows.astype(float), right.astype(float))
    assert found is not None
    assert ((rows @ found - right) % PRIME == 0).all()
    beyond = np.concatenate([rows, rows.sum(axis=0, keepdims=True)])
    wrong = np.concatenate([right, right.sum(axis=0, keepdims=True) + 1])
    assert solve(beyond.astype(float), wrong.astype(float)) is None


@given(times=st.integers(-(2**28), 2**28), near=st.integers(-3, 3))
def test_residues_are_right_next_to_multiples_of_the_prime(times: int, near: int) -> None:
    """There the quotient, which is a float, rounds to either side."""
    value = times * PRIME + near
    assert _residues(np.array([[float(value)]])) == value % PRIME


def test_solving_works_across_many_panels() -> None:
    random = np.random.default_rng(1)
    rows = random.integers(0, 2, (300, 260))
    rows[200:] = rows[:100] + rows[100:200]
    wanted = random.integers(0, PRIME, (260, 1))
    right = np.array(
        [[sum(int(a) * int(b) for a, b in zip(row, wanted[:, 0], strict=True)) % PRIME] for row in rows]
    )
    found = solve(rows.astype(float), right.astype(float))
    assert found is not None
    assert ((rows @ found - right) % PRIME == 0).all()


def test_what_is_derived_has_its_true_value_and_nothing_small_is_among_it() -> None:
    shape = Shape(sizes=(40, 22, 12, 6), dimensions=("sex", "ais_admission"), seed=8)
    cube = make_cube(shape)
    header, tables = build(shape, cube)
    dimensions = ("sex", "ais_admission")
    found = combinations_of(header, dimensions, cube, "every")
    group = make_group([(header, tables)], Places.of([header]), dimensions, found)
    targets = draw_targets(group, 40, np.random.default_rng(2))
    derived, counts = (
        derive(group, targets, np.random.default_rng(2)),
        totals(targets, true_counts(group, cube, header)),
    )
    assert derived.found.sum() > 50
    assert (derived.values[derived.found] == counts[derived.found]).all()
    assert (counts[derived.found] >= shape.k).all()


def test_process_facts_go_no_further_than_which_examination_lacks_a_grade() -> None:
    """Both grades are filters and "classified" is a function of them, so that its counts tell something of the
    grades too: how many lack one, the other or both. That may be small; nothing about a grade itself is."""
    shape = Shape(sizes=(60, 40, 25, 12), dimensions=("ais_admission", "ais_discharge"), seed=4)
    cube = make_cube(shape)
    cube.codes["classification"] = np.where(
        (cube.codes["ais_admission"] < 5) & (cube.codes["ais_discharge"] < 5), 0, 1
    )
    header, tables = build(shape, cube)
    dimensions = ("ais_admission", "ais_discharge", "classification")
    found = combinations_of(header, dimensions, cube, "structural")
    group = make_group([(header, tables)], Places.of([header]), dimensions, found)
    targets = draw_targets(group, 40, np.random.default_rng(0))
    small = derive(group, targets, np.random.default_rng(0)).found & (
        totals(targets, true_counts(group, cube, header)) < shape.k
    )
    assert small[:, targets.exempt].any()
    assert not small[:, ~targets.exempt].any()
    assert audit(header, tables, cube=cube, sample=DEFAULT).passed


def test_only_what_a_process_indicator_counts_may_be_small() -> None:
    """All that it counts as met, and any part of what it does not; not a part of the met, nor both mixed."""
    shape = Shape(sizes=(60, 40), dimensions=("ais_admission", "ais_discharge"), seed=4)
    cube = make_cube(shape)
    cube.codes["classification"] = np.where(
        (cube.codes["ais_admission"] < 5) & (cube.codes["ais_discharge"] < 5), 0, 1
    )
    header, tables = build(shape, cube)
    dimensions = ("ais_admission", "ais_discharge", "classification")
    found = combinations_of(header, dimensions, cube, "structural")
    group = make_group([(header, tables)], Places.of([header]), dimensions, found)
    met = np.array([codes[2] == "met" for codes in found], dtype=np.int64)
    one_met, one_not = np.eye(len(found), dtype=np.int64)[[met.argmax(), met.argmin()]]
    sets = np.array([met, one_not, one_met, met | one_not])
    assert exempt_sets(group, sets).tolist() == [True, True, False, False]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Everything that leaves the release of a synthetic registry of 3,000 patients."""
    folder = tmp_path_factory.mktemp("registry")
    url = f"sqlite:///{folder / 'registry.sqlite'}"
    write_synthetic_registry(url, patients=3_000, seed=1)
    opened = Registry.open(
        registry_url=url,
        releases_url=f"sqlite:///{folder / 'releases.sqlite'}",
        archive_url=f"sqlite:///{folder / 'archive.sqlite'}",
        settings=load(),
    )
    built = opened.build_release(today=datetime.date(2026, 11, 22))
    return list(opened.export_release(built.id))


@pytest.mark.parametrize(
    "dimensions", [("sex",), ("sex", "ais_discharge"), ("level_admission", "level_discharge")]
)
def test_nothing_small_can_be_calculated_from_the_export(
    export: list[dict[str, Any]], dimensions: tuple[str, ...]
) -> None:
    """The attacker has the exported lines and nothing else."""
    header, *lines = export
    pairs = sorted((int(unit), year) for unit, years in header["active"].items() for year in years)
    units, years = np.array(pairs).T
    places = Places(units=units, years=years)
    codes = [header["dimensions"][id_] for id_ in dimensions]
    combinations = tuple(
        tuple(row) for row in np.array(np.meshgrid(*codes, indexing="ij")).reshape(len(codes), -1).T.tolist()
    )
    group = group_of(dimensions, places, combinations, numbers_of(lines, dimensions, places, combinations))
    derived = derive(group, all_targets(group), np.random.default_rng(0))
    assert derived.found.sum() > 50
    assert derived.values[derived.found].min() >= header["k"]
