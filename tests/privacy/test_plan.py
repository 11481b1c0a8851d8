"""Plans against brute force: the menu, which sums can be shown, the search, and what every plan promises."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from queries.release.audit.modular import reduce_rows
from queries.release.lines import Line, Menu, cuts_of, nearness, segments_of
from queries.release.plan import Domain, Node, Plan, good_segments, make_plan, score

Counts = NDArray[np.int64]


def menu_of(years: int, block: int) -> Menu:
    """A menu for a release that appends to nothing: lines end with the last year."""
    return Menu(years=years, block=block, ends=frozenset({years}))


def domain_of(units: int, years: int, *, k: int = 5, insider_safe: bool = True, block: int = 3) -> Domain:
    """A domain in which every unit takes part every year, two countries, unequal weights."""
    return Domain(
        units=units,
        menu=menu_of(years, block),
        active=np.ones((units, years), dtype=bool),
        unit_weights=tuple(0.5 * (units - unit) / units for unit in range(units)),
        country_weights={tuple(range(units // 2)): 0.1, tuple(range(units // 2, units)): 0.1},
        whole_weight=0.3,
        trusted=tuple(frozenset({unit}) for unit in range(units)),
        insider_safe=insider_safe,
        k=k,
    )


@st.composite
def people(draw: st.DrawFn, units: int, years: int) -> Counts:
    """Counts of one to three cells, from too small to ample."""
    cells = draw(st.integers(1, 3))
    size = draw(st.sampled_from((2.0, 6.0, 15.0)))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    shrink = np.exp(-0.7 * np.arange(units))[None, :, None]
    return random.poisson(size * 2 * shrink, (cells, units, years)).astype(np.int64)


# --- The menu ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("years", "block"), product(range(1, 8), (1, 2, 3, 4)))
def test_the_menu_holds_single_years_and_unions_of_whole_blocks(years: int, block: int) -> None:
    allowed = {
        (start, end)
        for start, end in combinations(range(years + 1), 2)
        if end - start == 1 or (start % block == 0 and end % block == 0)
    }
    assert set(menu_of(years, block).segments) == allowed


@pytest.mark.parametrize(("years", "block"), product(range(1, 8), (1, 2, 3, 4)))
def test_lines_are_all_sequences_of_allowed_periods(years: int, block: int) -> None:
    menu = menu_of(years, block)
    every = {
        1 | 1 << years | sum(1 << cut for cut in inner)
        for size in range(years)
        for inner in combinations(range(1, years), size)
    }
    assert set(menu.lines) == {line for line in every if set(segments_of(line)) <= set(menu.segments)}
    assert len(menu.lines) == len(set(menu.lines))


@given(cuts=st.sets(st.integers(1, 12)))
def test_cuts_and_periods_of_a_line(cuts: set[int]) -> None:
    line = sum(1 << cut for cut in {0, 13, *cuts})
    assert cuts_of(line) == tuple(sorted({0, 13, *cuts}))
    assert [end for _, end in segments_of(line)] == sorted({13, *cuts})


def test_a_shorter_period_is_never_worth_less() -> None:
    assert all(nearness(years) >= nearness(years + 1) > 0 for years in range(1, 12))


# --- Goodness ------------------------------------------------------------------------------------------
@given(counts=people(4, 3), insider_safe=st.booleans(), trusting=st.booleans())
def test_good_is_k_in_every_cell_and_without_any_insider(
    counts: Counts, insider_safe: bool, trusting: bool
) -> None:
    domain = domain_of(4, 3, insider_safe=insider_safe)
    if trusting:
        friends = frozenset({2, 3})
        trusted = (frozenset({0}), frozenset({1}), friends, friends)
        domain = replace(domain, trusted=trusted)
    found = good_segments(domain, counts)
    for node in domain.nodes:
        for start, end in domain.menu.segments:
            rests = [set(node) - {unit} for unit in node if insider_safe and len(node) > 1]
            watched = [
                rest for unit, rest in zip(node, rests, strict=False) if not rest <= domain.trusted[unit]
            ]
            sums = [
                counts[:, sorted(part), start:end].sum(axis=(1, 2)).min() for part in (set(node), *watched)
            ]
            assert ((start, end) in found[node]) == (min(sums) >= domain.k)


# --- Which sums can be shown -----------------------------------------------------------------------------
@given(counts=people(4, 3), insider_safe=st.booleans())
@settings(deadline=None)
def test_exactly_the_sums_of_released_periods_can_be_shown(counts: Counts, insider_safe: bool) -> None:
    domain = domain_of(4, 3, insider_safe=insider_safe)
    plan = make_plan(domain, counts, [])
    span = reduce_rows(rectangle_rows(plan, 4, 3))
    for size in range(1, 5):
        for units in combinations(range(4), size):
            line = plan.cuts(units) or 0
            for start, end in combinations(range(4), 2):
                row = np.zeros((4, 3), dtype=np.int64)
                row[list(units), start:end] = 1
                derivable = not span.remainder(row.reshape(1, -1)).any()
                assert derivable == bool(line >> start & 1 and line >> end & 1)


def rectangle_rows(plan: Plan, units: int, years: int) -> Counts:
    """Every released rectangle as 0 and 1 by unit and year."""
    rows = []
    for node, line in plan.lines.items():
        for start, end in segments_of(line):
            row = np.zeros((units, years), dtype=np.int64)
            row[list(node), start:end] = 1
            rows.append(row.ravel())
    return np.array(rows, dtype=np.int64).reshape(-1, units * years)


@given(counts=people(3, 3), insider_safe=st.booleans())
@settings(deadline=None, max_examples=60)
def test_every_derivable_set_is_good_for_anybody_and_for_each_insider(
    counts: Counts, insider_safe: bool
) -> None:
    """All 2^9 sets of unit-years, not only products."""
    domain = domain_of(3, 3, insider_safe=insider_safe)
    rows = rectangle_rows(make_plan(domain, counts, []), 3, 3)
    if not rows.size:
        return
    for insider in (None, *(range(3) if insider_safe else ())):
        seen = np.array([[unit != insider] * 3 for unit in range(3)]).ravel()
        every = np.array(list(product((0, 1), repeat=int(seen.sum()))), dtype=np.int64)[1:]
        derivable = every[~reduce_rows(rows[:, seen]).remainder(every).any(axis=1)]
        values = derivable @ counts.reshape(len(counts), 9)[:, seen].T
        assert (values >= domain.k).all()


# --- The search ----------------------------------------------------------------------------------------
def trees(domain: Domain, good: dict[Node, frozenset[tuple[int, int]]]) -> list[dict[Node, Line]]:
    """Every tree over the chain of pools with good periods, built without the search."""

    def fits(node: Node, line: Line) -> bool:
        return good[node].issuperset(segments_of(line))

    def below(first: int, line: Line) -> list[dict[Node, Line]]:
        node = tuple(range(first, domain.units))
        if not fits(node, line):
            return []
        found = [{node: line}]
        if len(node) == 1:
            return found
        for rest in range(first + 1, domain.units):
            for child in (other for other in domain.menu.lines if other & line == other):
                if all(fits((unit,), child) for unit in range(first, rest)):
                    leaves = {(unit,): child for unit in range(first, rest)}
                    found += [{node: line} | leaves | tree for tree in below(rest, child)]
        return found

    return [tree for line in domain.menu.lines for tree in below(0, line)]


@given(counts=people(3, 3), insider_safe=st.booleans())
@settings(deadline=None)
def test_the_search_finds_the_best_tree(counts: Counts, insider_safe: bool) -> None:
    """Without countries, which the search only guesses at, nothing among all trees and forests of single units
    scores better."""
    whole = domain_of(3, 3, insider_safe=insider_safe)
    domain = replace(whole, country_weights={})
    good = good_segments(domain, counts)
    found = score(domain, make_plan(domain, counts, []))
    best = max((tree_score(domain, tree) for tree in trees(domain, good)), default=0.0)
    assert found >= best - 1e-9


def tree_score(domain: Domain, tree: dict[Node, Line]) -> float:
    """Worth of a tree for its own nodes: units and the whole."""
    asked: list[tuple[Node, float]] = [((unit,), weight) for unit, weight in enumerate(domain.unit_weights)]
    asked.append((tuple(range(domain.units)), domain.whole_weight))
    lengths = (
        (weight, end - start)
        for node, weight in asked
        if node in tree
        for start, end in segments_of(tree[node])
    )
    return sum(weight * length * nearness(length) / domain.menu.years for weight, length in lengths)


@given(counts=people(4, 6))
@settings(deadline=None, max_examples=60)
def test_every_rectangle_is_good_and_lies_within_the_parents(counts: Counts) -> None:
    domain = domain_of(4, 6)
    parent = make_plan(domain, counts.sum(axis=0, keepdims=True), [])
    plan = make_plan(domain, counts, [parent])
    good = good_segments(domain, counts)
    for node, line in plan.lines.items():
        assert good[node].issuperset(segments_of(line))
        limit = parent.cuts(node)
        assert limit is not None
        assert line & limit == line


@given(counts=people(4, 3))
def test_a_breakdown_with_an_unreleased_parent_is_not_released(counts: Counts) -> None:
    assert make_plan(domain_of(4, 3), counts, [Plan(lines={})]) == Plan(lines={})
