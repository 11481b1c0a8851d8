"""What an attacker may know of combinations of codes: which could occur, which never do, and, for the build's own
use, how many there are of each."""

from collections.abc import Iterator
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from queries.indicators import INDICATORS
from queries.release.audit.atoms import Combinations, Dimensions, Group
from queries.release.audit.evidence import Integers
from queries.release.content import Header
from queries.release.cube import Cube
from queries.variable import NOT_APPLICABLE
from queries.variables import CHARACTERISTICS

# Which combinations an attacker takes to be possible. "structural": all but those that never occur although
# five or more would be expected, so that everybody in the field knows they do not. "occurring": he knows of
# every combination of the whole registry whether it ever occurs.
Support = Literal["every", "structural", "occurring"]
_EXPECTED = 5.0


def combinations_of(
    header: Header, dimensions: Dimensions, cube: Cube | None, support: Support
) -> Combinations:
    """The combinations of codes that are unknowns to an attacker; without a cube every possible one."""
    if cube is None or support == "every":
        return tuple(codes for codes in _product(header, dimensions) if _possible(dimensions, codes))
    counts, expected = _tables(cube, header, dimensions)
    # A process indicator comes with the characteristics it is a function of: it has no other combinations.
    function = bool(set(dimensions) & set(header.process_indicators))
    least = 0.0 if function or support == "occurring" else _EXPECTED
    ruled_out = (counts == 0) & (expected >= least)
    every = zip(_product(header, dimensions), ruled_out.ravel().tolist(), strict=True)
    return tuple(codes for codes, out in every if not out and _possible(dimensions, codes))


def dependence(cube: Cube, header: Header, group: Dimensions) -> float:
    """Share of stays, 0 to 1, that combinations which never occur would have if the dimensions were independent.

    Near 0 by chance; large where one dimension decides another, which is where the proof's premise fails.
    """
    counts, expected = _tables(cube, header, group)
    could = np.array([_possible(group, found) for found in _product(header, group)]).reshape(counts.shape)
    return float(expected[(counts == 0) & could].sum() / max(expected[could].sum(), 1))


def _tables(cube: Cube, header: Header, group: Dimensions) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Stays by combination, and how many there would be if the dimensions were independent."""
    codes = [_codes_of_stays(cube, header, id_) for id_ in group]
    sizes = [len(header.dimensions[id_]) for id_ in group]
    counts = np.zeros(sizes)
    np.add.at(counts, tuple(codes), cube.stays)
    total = counts.sum()
    expected = np.array(total)
    for axis in range(len(group)):
        others = tuple(other for other in range(len(group)) if other != axis)
        expected = np.multiply.outer(expected, counts.sum(axis=others) / total)
    return counts, expected


def _product(header: Header, dimensions: Dimensions) -> Iterator[tuple[str, ...]]:
    return product(*(header.dimensions[id_] for id_ in dimensions))


def _possible(dimensions: Dimensions, codes: tuple[str, ...]) -> bool:
    """Not applicable is what an indicator is outside its gate, and only there."""
    chosen = dict(zip(dimensions, codes, strict=True))
    for id_ in set(dimensions) & set(INDICATORS):
        gate = INDICATORS[id_].gate
        inside = gate is None or chosen[gate[0]] in CHARACTERISTICS[gate[0]].level(gate[1]).groups[gate[2]]
        if inside != (chosen[id_] != NOT_APPLICABLE):
            return False
    return True


def true_counts(group: Group, cube: Cube, header: Header) -> Integers:
    """True people (a lower bound) by place and combination (places x combinations)."""
    place = {codes: number for number, codes in enumerate(group.combinations)}
    names = [header.dimensions[id_] for id_ in group.dimensions]
    codes = np.stack([_codes_of_stays(cube, header, id_) for id_ in group.dimensions], axis=1).tolist()
    column = [place[tuple(name[code] for name, code in zip(names, row, strict=True))] for row in codes]
    units, years = np.array(cube.units)[cube.unit], np.array(cube.years)[cube.year]
    pairs = zip(group.places.units.tolist(), group.places.years.tolist(), strict=True)
    row_of = {pair: number for number, pair in enumerate(pairs)}
    rows = [row_of[pair] for pair in zip(units.tolist(), years.tolist(), strict=True)]
    counts = np.zeros((group.places.size, len(group.combinations)), dtype=np.int64)
    np.add.at(counts, (rows, column), cube.people)
    return counts


def _codes_of_stays(cube: Cube, header: Header, id_: str) -> NDArray[np.int64]:
    """The place of each row's code among the finest released codes of a dimension."""
    place = {code: number for number, code in enumerate(header.dimensions[id_])}
    if id_ in INDICATORS:
        return np.array([place.get(code, -1) for code in INDICATORS[id_].codes])[cube.codes[id_]]
    variable = CHARACTERISTICS[id_]
    of_code = [place.get(_finest(id_, code), -1) for code in variable.codes]
    return np.array(of_code)[cube.codes[id_]]


def _finest(variable_id: str, code: str) -> str:
    groups = CHARACTERISTICS[variable_id].shared_levels[-1].groups
    return next(group for group, members in groups.items() if code in members)
