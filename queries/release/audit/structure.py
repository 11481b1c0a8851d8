"""The shape of a release: the premises of the proof, read from what is stored.

Complete tables, one tree of units over nested time lines with siblings that share theirs, and every finer
breakdown contained in each coarser one: with these, every set that can be derived is a union of released
rectangles. None of this uses the code that makes plans.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from queries.indicators import INDICATORS
from queries.release.audit.checks import exempt, not_additive, small_cells
from queries.release.audit.evidence import Places
from queries.release.audit.modular import Spans
from queries.release.audit.report import Check
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Header, Label, Rectangle, Table, rectangles
from queries.release.lines import cuts_of
from queries.release.plan import Node, Plan
from queries.variable import NOT_APPLICABLE
from queries.variables import CHARACTERISTICS

Integers = NDArray[np.int64]


def check_structure(header: Header, tables: Sequence[Table], places: Places, spans: Spans) -> Iterator[Check]:
    """Every check of a release's shape."""
    cells = sum(len(counts[STAYS]) for table in tables for counts in table.counts.values())
    note = _smallest(header, tables)
    of_cells = small_cells(header, tables)
    yield _check("cells", "Every sensitive cell stands for at least k", of_cells, cells, "cells", note)
    of_tables = (
        ("complete", "Every table holds every cell of every period", incomplete(header, tables)),
        ("siblings", "The parts of a pool share one time line, within the pool's", uneven(header, tables)),
        ("nesting", "Every breakdown lies within each coarser one", outside(header, tables, places, spans)),
        ("sums", "Cells add up; process indicators count no more than there are", not_additive(tables)),
    )
    for id_, title, failures in of_tables:
        yield _check(id_, title, failures, len(tables), "breakdowns")


def _check(id_: str, title: str, failures: Iterable[str], examined: int, of: str, note: str = "") -> Check:
    told = tuple(dict.fromkeys(failures))
    return Check(id=id_, title=title, kind="exact", examined=examined, of=of, failures=told, note=note)


def _smallest(header: Header, tables: Iterable[Table]) -> str:
    """The smallest released sensitive cell; it is released, so that telling it tells nothing new."""
    smallest = min(
        (
            value
            for table in tables
            for counts in table.counts.values()
            for label, value in zip(table.labels, counts[STAYS], strict=False)
            if not exempt(table.breakdown, label)
        ),
        default=0,
    )
    return f"smallest released sensitive cell: {smallest} stays (k = {header.k})"


# --- Complete tables -----------------------------------------------------------------------------
def incomplete(header: Header, tables: Sequence[Table]) -> Iterator[str]:
    """Tables with a cell, a rectangle or a number missing or too many, and breakdowns with two tables.

    Subtraction finds a cell that alone is left out, and the proof is about complete tables only.
    """
    for breakdown, times in Counter(table.breakdown for table in tables).items():
        if times > 1:
            yield f"{breakdown.key}: more than one table"
    for table in tables:
        if Counter(table.labels) != Counter(_every_label(header, table.breakdown)):
            yield f"{_told(table)}: not every cell is there"
        if set(table.counts) != {r for r in rectangles(table.plan) if _active(header, r)}:
            yield f"{_told(table)}: its periods are not those of its plan"
        measures = (values for counts in table.counts.values() for values in counts.values())
        if any(len(values) != len(table.labels) for values in measures):
            yield f"{_told(table)}: a period lacks a number"


def _every_label(header: Header, breakdown: Breakdown) -> Iterator[Label]:
    """Every possible cell over the groups that occur."""
    groups = [_occurring(header, variable, level) for variable, level in breakdown.levels]
    for label in product(*groups):
        if breakdown.indicator is None:
            yield label
            continue
        gate = INDICATORS[breakdown.indicator].gate
        inside = gate is None or label[breakdown.variables.index(gate[0])] == gate[2]
        codes = header.dimensions[breakdown.indicator]
        yield from ((*label, code) for code in codes if (code != NOT_APPLICABLE) == inside)


def _occurring(header: Header, variable_id: str, level_id: str) -> list[str]:
    variable = CHARACTERISTICS[variable_id]
    codes = variable.expand(header.dimensions[variable_id])
    return [group for group, members in variable.level(level_id).groups.items() if codes & set(members)]


def _active(header: Header, rectangle: Rectangle) -> bool:
    node, start, end = rectangle
    years = range(header.first_year + start, header.first_year + end)
    return any(year in years for index in node for year in header.active[header.units[index]])


# --- One tree ------------------------------------------------------------------------------------
def uneven(header: Header, tables: Iterable[Table]) -> Iterator[str]:
    """Plans that are no tree: parts of a pool overlap, do not make it up, do not share one time line, or have
    a cut that the pool has not."""
    for table in tables:
        if any(cuts[0] != 0 or cuts[-1] > header.years for cuts in map(cuts_of, table.plan.lines.values())):
            yield f"{_told(table)}: a time line does not start at the first year, or ends after the last"
        for parent, children in _families(table.plan).items():
            yield from (f"{_told(table)}: {fault}" for fault in _faults(table.plan, parent, children))


def _families(plan: Plan) -> dict[Node | None, list[Node]]:
    """Nodes by the smallest node around them; None for the roots."""
    families: dict[Node | None, list[Node]] = {}
    for node in plan.lines:
        around = [other for other in plan.lines if set(node) < set(other)]
        families.setdefault(min(around, key=len, default=None), []).append(node)
    return families


def _faults(plan: Plan, parent: Node | None, children: Sequence[Node]) -> Iterator[str]:
    if any(set(one) & set(other) for one, other in combinations(children, 2)):
        yield "pools overlap"
    if parent is None:
        return
    if sum(map(len, children)) != len(parent):
        yield "parts of a pool do not make it up"
    if len({plan.lines[child] for child in children}) > 1:
        yield "parts of a pool have different time lines"
    if any(plan.lines[child] & plan.lines[parent] != plan.lines[child] for child in children):
        yield "a part of a pool has a cut that the pool has not"


# --- Containment -----------------------------------------------------------------------------------
def outside(header: Header, tables: Sequence[Table], places: Places, spans: Spans) -> Iterator[str]:
    """Breakdowns with a rectangle that a coarser breakdown cannot make from its own: two plans that are each
    safe could then add up to one that is not."""
    sets = {table.breakdown: _sets(header, table, places) for table in tables}
    for breakdown, rows in sets.items():
        for coarser in breakdown.coarser():
            own = sets.get(coarser, np.zeros((0, places.size), dtype=np.int64))
            if spans.of(own).remainder(rows).any():
                yield f"{breakdown.key}: not contained in {coarser.key or 'the plain counts'}"


def _sets(header: Header, table: Table, places: Places) -> Integers:
    sets = [places.inside(header, rectangle) for rectangle in table.counts]
    return np.unique(np.array(sets, dtype=np.int64).reshape(-1, places.size), axis=0)


def _told(table: Table) -> str:
    return table.breakdown.key or "plain counts"
