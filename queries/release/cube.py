"""The stays of a release, already counted: one row per combination that occurs, read grouped from the database.

Nothing here outlives the build. Only `build.py` uses it, and only counts of good rectangles leave it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Subquery, and_, case, func, not_, or_, select
from sqlalchemy.sql import ColumnElement

from queries.errors import ReleaseRefused
from queries.indicators import INDICATORS
from queries.release.breakdown import Breakdown
from queries.settings import Settings
from queries.sources.nordicscir import Source
from queries.statement import Declared, facts, grouped, lacking
from queries.variable import MISSING, NOT_APPLICABLE, Variable
from queries.variables import CHARACTERISTICS

Codes = NDArray[np.int16]
Counts = NDArray[np.int64]
_FETCH = 20_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Cube:
    """Combinations that occur. `codes[id]` indexes into the declaration's codes (variables) or indicator codes.

    `stays` counts stays; `people` counts those that are their person's first here, a lower bound on the
    distinct people of any cell that adds up over cells.
    """

    unit: Codes
    year: Codes
    codes: dict[str, Codes]
    stays: Counts
    people: Counts
    units: tuple[int, ...]
    years: tuple[int, ...]
    left_out: dict[str, int]
    lacking: dict[str, tuple[str, ...]]
    data_hash: str

    @property
    def offered(self) -> frozenset[str]:
        """Ids of the variables and indicators that could be read."""
        return frozenset(self.codes)

    @cached_property
    def occurring(self) -> dict[str, frozenset[int]]:
        """The codes of each declaration that any stay has."""
        return {id_: frozenset(np.unique(codes).tolist()) for id_, codes in self.codes.items()}

    def counts(self, cells: "Cells", weight: Counts) -> Counts:
        """A weight summed into (cells, units, years)."""
        flat = (cells.index * len(self.units) + self.unit) * len(self.years) + self.year
        size = cells.size * len(self.units) * len(self.years)
        summed = np.bincount(flat, weights=weight, minlength=size)
        return summed.astype(np.int64).reshape(cells.size, len(self.units), len(self.years))


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The cells of a breakdown: `labels` (group ids, and the indicator's code last if there is one), which of
    them can occur, which are exempt (an outcome not recorded), and the cell of each combination of the cube."""

    labels: tuple[tuple[str, ...], ...]
    possible: NDArray[np.bool_]
    exempt: NDArray[np.bool_]
    index: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many cells there are, impossible ones included."""
        return len(self.labels)

    @property
    def sensitive(self) -> NDArray[np.bool_]:
        """Cells that must stand for at least k people wherever they are shown."""
        return self.possible & ~self.exempt


def make_cells(cube: Cube, breakdown: Breakdown) -> Cells:
    """The cells of a breakdown over the groups that occur anywhere in the cube."""
    labels: list[tuple[str, ...]] = [()]
    index = np.zeros(len(cube.stays), dtype=np.int64)
    for variable, level in breakdown.levels:
        groups, of_row = groups_of(cube, variable, level)
        labels = [(*label, group) for label in labels for group in groups]
        index = index * len(groups) + of_row
    if breakdown.indicator:
        codes = INDICATORS[breakdown.indicator].codes
        labels = [(*label, code) for label in labels for code in codes]
        index = index * len(codes) + cube.codes[breakdown.indicator]
    possible = np.array([_possible(breakdown, label) for label in labels], dtype=bool)
    exempt = [breakdown.indicator is not None and label[-1] == MISSING for label in labels]
    return Cells(labels=tuple(labels), possible=possible, exempt=np.array(exempt, dtype=bool), index=index)


def groups_of(cube: Cube, variable_id: str, level_id: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The groups of a level that occur, and the group of each combination."""
    variable = CHARACTERISTICS[variable_id]
    occurring = {variable.codes[place] for place in cube.occurring[variable_id]}
    groups = {id_: codes for id_, codes in variable.level(level_id).groups.items() if occurring & set(codes)}
    place = {code: number for number, codes in enumerate(groups.values()) for code in codes}
    of_code = np.array([place.get(code, -1) for code in variable.codes], dtype=np.int64)
    return tuple(groups), of_code[cube.codes[variable_id]]


def _possible(breakdown: Breakdown, label: tuple[str, ...]) -> bool:
    """A gated outcome is recorded inside its gate and not applicable outside; an ungated one always applies."""
    if breakdown.indicator is None:
        return True
    gate = INDICATORS[breakdown.indicator].gate
    inside = gate is None or label[breakdown.variables.index(gate[0])] == gate[2]
    return inside == (label[-1] != NOT_APPLICABLE)


def read_cube(
    connection: Connection, settings: Settings, through: int, first_year: int | None = None
) -> Cube:
    """Count the registry's stays discharged from `first_year`, or the first released year, through `through`."""
    source = Source(connection)
    declared: list[Declared] = [*CHARACTERISTICS.values(), *INDICATORS.values()]
    missing = {item.id: lacking(source, item) for item in declared}
    offered = [item for item in declared if not missing[item.id]]
    years = tuple(range(first_year or settings.population.first_year, through + 1))
    seen = tuple(range(settings.population.first_year, through + 1))
    rows = connection.execution_options(yield_per=_FETCH).execute(
        _population(source, offered, settings, seen, years[0])
    )
    reader = _Reader(offered, settings.unit_ids(), years)
    for part in rows.partitions():
        reader.add(part)
    left_out = _left_out(connection, source, offered, settings, years)
    return reader.cube(settings, left_out, {id_: names for id_, names in missing.items() if names})


def _population(
    source: Source,
    offered: Sequence[Declared],
    settings: Settings,
    years: Sequence[int],
    first_year: int,
) -> Any:
    """Stays of the shared lane from `first_year`, grouped by everything, with whether each is the first of its
    person in all of `years`: somebody counted in a frozen year is not counted as a new person."""
    also = [
        column
        for column in ("id", "person", "admission", "discharge")
        if f"stay.{column}" not in source.missing
    ]
    relation = facts(source, offered, units=settings.unit_ids(), also=also)
    person = func.coalesce(relation.c.person, relation.c.id) if "person" in also else relation.c.id
    order = (relation.c.discharge, relation.c.unit, relation.c.id)
    first = case((func.row_number().over(partition_by=person, order_by=order) == 1, 1), else_=0)
    columns = ("unit", "year", *(item.id for item in offered))
    inside = and_(
        in_years(relation, years), *(not_(c) for c in outside(relation, offered, settings).values())
    )
    kept = (
        select(*(relation.c[name] for name in columns), first.label("first")).where(inside).subquery("kept")
    )
    return grouped(kept, (*columns, "first"), kept.c.year >= first_year)


def in_years(relation: Subquery, years: Sequence[int]) -> ColumnElement[bool]:
    """Stays discharged in the released years."""
    return relation.c.year.between(years[0], years[-1])


def outside(
    relation: Subquery, offered: Sequence[Declared], settings: Settings
) -> dict[str, ColumnElement[bool]]:
    """Why a stay is not in the shared lane, by reason; a stay may have several. Never NULL."""
    admission, start = relation.c.admission, settings.population.admitted_from.isoformat()
    reasons: dict[str, ColumnElement[bool]] = {
        "admitted_early_or_undated": or_(admission.is_(None), admission < start)
    }
    for item in offered:
        if isinstance(item, Variable) and item.left_out:
            reasons[f"without_{item.id}"] = relation.c[item.id].in_(sorted(item.left_out))
    return reasons


def _left_out(
    connection: Connection,
    source: Source,
    offered: Sequence[Declared],
    settings: Settings,
    years: Sequence[int],
) -> dict[str, int]:
    """How many stays are not in the shared lane, by first reason, for the registry as a whole."""
    characteristics = [item for item in offered if isinstance(item, Variable) and item.left_out]
    relation = facts(source, characteristics, units=settings.unit_ids(), also=("admission",))
    conditions = outside(relation, characteristics, settings)
    reason = case(*((condition, name) for name, condition in conditions.items()), else_="")
    reasons = select(reason.label("reason")).where(in_years(relation, years)).subquery("reasons")
    return {row.reason: row.stays for row in connection.execute(grouped(reasons, ("reason",))) if row.reason}


class _Reader:
    """Turns fetched rows into arrays, part by part, and fingerprints them."""

    def __init__(self, offered: Iterable[Declared], units: Sequence[int], years: Sequence[int]) -> None:
        self._ids = [item.id for item in offered]
        self._units, self._years = tuple(units), tuple(years)
        lookups: list[Mapping[Any, int]] = [_places(item.codes) for item in offered]
        self._lookups = [_places(units), _places(years), *lookups, _places((0, 1))]
        self._parts: list[NDArray[np.int64]] = []

    def add(self, rows: Iterable[Any]) -> None:
        """Take over some fetched rows; the last value of each is its number of stays."""
        columns = list(zip(*rows, strict=True))
        coded = [
            [lookup[value] for value in column]
            for lookup, column in zip(self._lookups, columns[:-1], strict=True)
        ]
        self._parts.append(np.array([*coded, columns[-1]], dtype=np.int64))

    def cube(self, settings: Settings, left_out: dict[str, int], lacking: dict[str, tuple[str, ...]]) -> Cube:
        """The finished cube: years in which a unit takes no part are left out of it."""
        width = len(self._lookups) + 1
        table = np.concatenate(self._parts, axis=1) if self._parts else np.zeros((width, 0), dtype=np.int64)
        active = np.array([[unit.active(year) for year in self._years] for unit in settings.units])
        taking_part = active[table[0], table[1]]
        early = int(table[-1][~taking_part].sum())
        table = table[:, taking_part]
        # Row order is the database's business; the fingerprint must not depend on it.
        table = table[:, np.lexsort(table)]
        return Cube(
            unit=table[0].astype(np.int16),
            year=table[1].astype(np.int16),
            codes={id_: table[2 + place].astype(np.int16) for place, id_ in enumerate(self._ids)},
            stays=table[-1],
            people=table[-1] * table[-2],
            units=self._units,
            years=self._years,
            left_out=left_out | ({"before_the_unit_joined": early} if early else {}),
            lacking=lacking,
            data_hash=hashlib.sha256(table.tobytes()).hexdigest(),
        )


def _places(values: Iterable[Any]) -> Mapping[Any, int]:
    return {value: place for place, value in enumerate(values)}


def require_applicable(cube: Cube, rule_process: frozenset[str]) -> None:
    """Refuse a population in which an ungated indicator does not apply to some stay.

    Its denominator would then differ from the plan's cell by exactly those stays, and subtraction would show
    them.
    """
    for id_ in cube.offered & frozenset(INDICATORS):
        indicator = INDICATORS[id_]
        place = indicator.codes.index(NOT_APPLICABLE)
        if indicator.gate is None and bool((cube.codes[id_] == place).any()):
            raise ReleaseRefused(
                (f"{id_} does not apply to some stays: change admitted_from in the settings",)
            )
        if indicator.gate is not None and id_ in rule_process:
            raise ReleaseRefused((f"{id_} counts a subgroup, so it cannot be a process indicator",))
