"""What anybody can read from releases: numbers over unit-years, by breakdown, whatever plan they came from.

A unit-year in which a unit takes no part is no unknown but a known zero, so it is no place at all here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from queries.release.audit.checks import exempt
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Header, Label, Rectangle, Table
from queries.variables import CHARACTERISTICS

Integers = NDArray[np.int64]
Publication = tuple[Header, Sequence[Table]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """The unit-years of some releases: unit ids and calendar years, in the order of the columns."""

    units: Integers
    years: Integers

    @classmethod
    def of(cls, headers: Iterable[Header]) -> "Places":
        """Every active unit-year of any of the releases."""
        pairs = sorted(
            {(unit, year) for header in headers for unit, years in header.active.items() for year in years}
        )
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return cls(units=table[:, 0], years=table[:, 1])

    @property
    def size(self) -> int:
        """How many unit-years there are."""
        return len(self.units)

    @cached_property
    def unit_ids(self) -> tuple[int, ...]:
        """Units that take part at all."""
        return tuple(np.unique(self.units).tolist())

    def inside(self, header: Header, rectangle: Rectangle) -> NDArray[np.bool_]:
        """Which unit-years a released rectangle covers."""
        node, start, end = rectangle
        units = [header.units[index] for index in node]
        first, after = header.first_year + start, header.first_year + end
        return np.isin(self.units, units) & (self.years >= first) & (self.years < after)

    def told(self, chosen: NDArray[np.bool_]) -> str:
        """Some unit-years in words."""
        parts = []
        for unit in np.unique(self.units[chosen]):
            years = self.years[chosen & (self.units == unit)]
            whole = years.max() - years.min() + 1 == years.size
            parts.append(f"{unit} in {_span(years) if whole else ', '.join(map(str, years))}")
        return "; ".join(parts)


def _span(years: Integers) -> str:
    return f"{years.min()}-{years.max()}" if years.size > 1 else str(years[0])


@dataclass(frozen=True, kw_only=True, eq=False)
class Numbers:
    """All that is known of one breakdown: `counts` (rows x cells) of sets of unit-years (rows x places, 0/1).

    Rows are of the breakdown's own tables and of every finer one, whose cells are added up. The same set stands
    twice only where two sources disagree.
    """

    breakdown: Breakdown
    labels: tuple[Label, ...]
    sets: Integers
    counts: Integers

    @property
    def sensitive(self) -> NDArray[np.bool_]:
        """Cells that may not be small."""
        return np.array([not exempt(self.breakdown, label) for label in self.labels], dtype=bool)


def numbers_by_breakdown(publications: Sequence[Publication], places: Places) -> Iterator[Numbers]:
    """The numbers of every breakdown that anything is known of, finest first.

    Each breakdown hands its rows on to those one step coarser, so that all finer ones arrive.
    """
    sheets: dict[Breakdown, list[Numbers]] = {}
    for header, tables in publications:
        for table in tables:
            sheets.setdefault(table.breakdown, []).append(_own(header, table, places))
    for breakdown in _finest_first(sheets):
        numbers = _merged(breakdown, sheets.pop(breakdown))
        for coarser in breakdown.coarser():
            sheets.setdefault(coarser, []).append(_coarsened(numbers, coarser))
        yield numbers


def _own(header: Header, table: Table, places: Places) -> Numbers:
    sets = [places.inside(header, rectangle) for rectangle in table.counts]
    counts = [measures[STAYS] for measures in table.counts.values()]
    return Numbers(
        breakdown=table.breakdown,
        labels=table.labels,
        sets=np.array(sets, dtype=np.int64).reshape(-1, places.size),
        counts=np.array(counts, dtype=np.int64).reshape(-1, len(table.labels)),
    )


def _finest_first(found: Iterable[Breakdown]) -> list[Breakdown]:
    steps: dict[Breakdown, int] = {}
    for breakdown in found:
        _measure(breakdown, steps)
    return sorted(steps, key=lambda breakdown: -steps[breakdown])


def _measure(breakdown: Breakdown, steps: dict[Breakdown, int]) -> int:
    """Steps from the plain counts to a breakdown, remembered for it and all coarser ones."""
    if breakdown not in steps:
        steps[breakdown] = 1 + max((_measure(one, steps) for one in breakdown.coarser()), default=-1)
    return steps[breakdown]


def _merged(breakdown: Breakdown, sheets: Sequence[Numbers]) -> Numbers:
    labels = tuple(dict.fromkeys(label for sheet in sheets for label in sheet.labels))
    place = {label: number for number, label in enumerate(labels)}
    rows: dict[bytes, Integers] = {}
    for sheet in sheets:
        width = sheet.sets.shape[1]
        whole = np.zeros((len(sheet.sets), width + len(labels)), dtype=np.int64)
        whole[:, :width] = sheet.sets
        whole[:, [width + place[label] for label in sheet.labels]] = sheet.counts
        rows.update((row.tobytes(), row) for row in whole)
    table = np.array(list(rows.values()), dtype=np.int64).reshape(len(rows), -1)
    sets, counts = np.split(table, [table.shape[1] - len(labels)], axis=1)
    return Numbers(breakdown=breakdown, labels=labels, sets=sets, counts=counts)


def _coarsened(numbers: Numbers, coarser: Breakdown) -> Numbers:
    to = [coarse_label(numbers.breakdown, label, coarser) for label in numbers.labels]
    labels = tuple(dict.fromkeys(to))
    place = {label: number for number, label in enumerate(labels)}
    adding = np.zeros((len(to), len(labels)), dtype=np.int64)
    adding[np.arange(len(to)), [place[label] for label in to]] = 1
    return Numbers(breakdown=coarser, labels=labels, sets=numbers.sets, counts=numbers.counts @ adding)


def coarse_label(breakdown: Breakdown, label: Label, coarser: Breakdown) -> Label:
    """The cell of a coarser breakdown that a cell is part of."""
    levels = dict(breakdown.levels)
    groups = dict(zip(breakdown.variables, label, strict=False))
    found = [
        _coarse_group(variable, levels[variable], groups[variable], to) for variable, to in coarser.levels
    ]
    return (*found, label[-1]) if coarser.indicator else tuple(found)


@cache
def _coarse_group(variable_id: str, level: str, group: str, to: str) -> str:
    variable = CHARACTERISTICS[variable_id]
    code = variable.level(level).groups[group][0]
    return next(name for name, codes in variable.level(to).groups.items() if code in codes)
