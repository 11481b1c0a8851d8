"""Groups of dimensions for the attack on single combinations: which there are, which to try first, and their
numbers as equations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from queries.indicators import INDICATORS, MET, NOT_MET
from queries.release.audit.atoms import Block, Combinations, Dimensions, Group, Targets
from queries.release.audit.evidence import Integers, Places, Publication
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Header, Label, Table
from queries.variable import MISSING
from queries.variables import CHARACTERISTICS


def every_group(header: Header, tables: Iterable[Table], most: int) -> tuple[Dimensions, ...]:
    """Groups of two to `most` characteristics, each outcome with up to one less, and each process indicator that
    is a function of characteristics with these."""
    shown = {(table.breakdown.variables, table.breakdown.indicator) for table in tables}
    variables = [id_ for id_ in header.dimensions if ((id_,), None) in shown]
    plain = [group for size in range(2, most + 1) for group in combinations(variables, size)]
    indicators = sorted({indicator for _, indicator in shown if indicator})
    outcomes = [group for id_ in indicators for group in _with_outcome(id_, variables, most)]
    derived = [
        (*(id_ for id_ in variables if id_ in INDICATORS[process].derived_from), process)
        for process in header.process_indicators
        if INDICATORS[process].derived_from
    ]
    return tuple(dict.fromkeys([*plain, *outcomes, *derived]))


def _with_outcome(id_: str, variables: Sequence[str], most: int) -> Iterator[Dimensions]:
    """An outcome with its gate and up to most - 1 characteristics, whether released together or not: what two
    tables tell of an outcome may be more than either."""
    gate = INDICATORS[id_].gate
    for size in range(1, most):
        for chosen in combinations(variables, size):
            if gate is None or gate[0] in chosen:
                yield (*chosen, id_)


def make_group(
    publications: Sequence[Publication], places: Places, dimensions: Dimensions, found: Combinations
) -> Group:
    """A group's numbers, with some combinations of codes (see `support.py`) as its unknowns."""
    header = publications[0][0]
    blocks = [
        block
        for release, tables in publications
        for table in tables
        if set(table.breakdown.variables) <= set(dimensions)
        and table.breakdown.indicator in (None, *dimensions)
        for block in _blocks(release, table, places, dimensions, found)
    ]
    process = [place for place, id_ in enumerate(dimensions) if id_ in header.process_indicators]
    facts = np.array([any(codes[place] != MET for place in process) for codes in found], dtype=bool)
    return Group(dimensions=dimensions, places=places, combinations=found, blocks=tuple(blocks), facts=facts)


def without_unit(group: Group, unit: int, truth: Integers) -> tuple[Group, Integers]:
    """A group as staff of one unit see it, who know its stays: its unit-years are no unknowns. With the truth
    about the other places."""
    others = group.places.units != unit
    left = truth[others]
    blocks = tuple(
        Block(
            sets=block.sets[:, others], cells=block.cells, values=block.sets[:, others] @ left @ block.cells.T
        )
        for block in group.blocks
    )
    places = Places(units=group.places.units[others], years=group.places.years[others])
    return replace(group, places=places, blocks=blocks), left


# --- Numbers as equations ---------------------------------------------------------------------------
def _blocks(
    header: Header, table: Table, places: Places, dimensions: Dimensions, found: Combinations
) -> Iterator[Block]:
    sets = np.array([places.inside(header, rectangle) for rectangle in table.counts], dtype=np.int64)
    cells = _cells(table, dimensions, found)
    yield Block(sets=sets, cells=cells, values=_values(table, STAYS))
    measures = next(iter(table.counts.values()), {})
    for place, id_ in enumerate(dimensions):
        for code in (MET, NOT_MET):
            if f"{id_}:{code}" in measures:
                has = np.array([codes[place] == code for codes in found], dtype=np.int64)
                yield Block(sets=sets, cells=cells * has, values=_values(table, f"{id_}:{code}"))


def _values(table: Table, measure: str) -> Integers:
    return np.array([counts[measure] for counts in table.counts.values()], dtype=np.int64)


def _cells(table: Table, dimensions: Dimensions, found: Combinations) -> Integers:
    """Which combinations each cell of a table counts (cells x combinations)."""
    number = {label: place for place, label in enumerate(table.labels)}
    cells = np.zeros((len(table.labels), len(found)), dtype=np.int64)
    for column, codes in enumerate(found):
        label = _label(table.breakdown, dict(zip(dimensions, codes, strict=True)))
        if label in number:
            cells[number[label], column] = 1
    return cells


def _label(breakdown: Breakdown, codes: dict[str, str]) -> Label:
    groups = tuple(_group(variable, level, codes[variable]) for variable, level in breakdown.levels)
    return (*groups, codes[breakdown.indicator]) if breakdown.indicator else groups


def _group(variable_id: str, level_id: str, finest: str) -> str:
    """The group of a level that a finest released code belongs to."""
    variable = CHARACTERISTICS[variable_id]
    member = variable.shared_levels[-1].groups[finest][0]
    return next(group for group, codes in variable.level(level_id).groups.items() if member in codes)


# --- What to look for -------------------------------------------------------------------------------
def draw_targets(group: Group, drawn: int, random: np.random.Generator) -> Targets:
    """Unit-years, unit x whole blocks, years and random sets of unit-years; with each: every product of single
    codes in up to three dimensions, and random choices of several codes in every dimension."""
    sets = np.concatenate([_plain_sets(group.places), random.integers(0, 2, (drawn, group.places.size))])
    codes = np.concatenate([_single_products(group), _several(group, drawn, random)])
    codes = np.unique(codes[codes.any(axis=1)], axis=0)
    sets = np.unique(sets[sets.any(axis=1)], axis=0)
    return Targets(sets=sets, codes=codes, exempt=exempt_sets(group, codes))


def _plain_sets(places: Places) -> Integers:
    units = places.units[None] == np.unique(places.units)[:, None]
    years = places.years[None] == np.unique(places.years)[:, None]
    return np.concatenate([np.eye(places.size, dtype=bool), units, years]).astype(np.int64)


def exempt_sets(group: Group, codes: Integers) -> NDArray[np.bool_]:
    """Sets of combinations that may be small: an outcome not recorded, what a process indicator counts as met, or
    any part of what it does not."""
    outcomes = [place for place, id_ in enumerate(group.dimensions) if _is_outcome(group, id_)]
    missing = [any(codes[place] == MISSING for place in outcomes) for codes in group.combinations]
    free = group.facts | np.array(missing, dtype=bool)
    inside = np.logical_not((codes[:, ~free] > 0).any(axis=1))
    process_count = ((codes > 0) != group.facts).all(axis=1)
    return np.logical_or(inside, process_count) if group.facts.any() else inside


def _is_outcome(group: Group, id_: str) -> bool:
    return id_ in INDICATORS and not group.facts.any()


def _askable(group: Group) -> list[int]:
    """Dimensions that a question may restrict: all but process indicators."""
    process = group.facts.any()
    return [place for place, id_ in enumerate(group.dimensions) if not (process and id_ in INDICATORS)]


def _single_products(group: Group) -> Integers:
    table = np.array(group.combinations)
    rows = []
    for size in range(min(3, len(group.dimensions)) + 1):
        for places in combinations(_askable(group), size):
            kinds = np.unique(table[:, places], axis=0) if places else np.zeros((1, 0), dtype=str)
            rows += [(table[:, places] == kind).all(axis=1) for kind in kinds]
    return np.array(rows, dtype=np.int64)


def _several(group: Group, drawn: int, random: np.random.Generator) -> Integers:
    table = np.array(group.combinations)
    chosen = np.ones((drawn, len(table)), dtype=np.int64)
    for place in _askable(group):
        codes, index = np.unique(table[:, place], return_inverse=True)
        chosen *= random.integers(0, 2, (drawn, len(codes)))[:, index]
    return chosen
