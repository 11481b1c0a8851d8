"""How useful a release is: the share of questions answered as asked, for a longer period or coarser, or refused.

A question asks for one unit and one year, with some filters, and is weighted by the patients it is about. The same
is told for plain primary suppression (hide a number only if it is small itself) as a reference: it answers more
and protects nothing, since most of what it hides comes back by subtraction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from queries.indicators import INDICATORS, MET, NOT_MET
from queries.release.breakdown import Breakdown, every_breakdown
from queries.release.content import Header, Table
from queries.release.cube import Cells, Counts, Cube, make_cells
from queries.release.lines import Line, segments_of
from queries.release.plan import Plan
from queries.settings import Settings

Fate = Literal["exact", "longer", "coarser", "refused"]


@dataclass(kw_only=True)
class Tally:
    """Patients in questions, by what became of them; `primary` would be answered by hiding small cells only."""

    exact: float = 0
    longer: float = 0
    coarser: float = 0
    refused: float = 0
    primary: float = 0

    def share(self, fate: str) -> float:
        """A fate's share of all questions, weighted by patients; 0 where nothing was asked."""
        asked = self.exact + self.longer + self.coarser + self.refused
        return float(getattr(self, fate)) / asked if asked else 0.0

    def add(self, fate: Fate, patients: float) -> None:
        """Count a question."""
        setattr(self, fate, getattr(self, fate) + patients)


@dataclass(frozen=True, kw_only=True)
class Utility:
    """Tallies by number of filters, by unit and number of filters, and by what is shown and number of filters."""

    by_filters: Mapping[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_unit: Mapping[tuple[int, int], Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_shown: Mapping[tuple[str, int], Tally] = field(default_factory=lambda: defaultdict(Tally))

    def to_dict(self) -> dict[str, object]:
        """Shares, fit for JSON."""
        return {
            "by_filters": {
                str(filters): _shares(tally) for filters, tally in sorted(self.by_filters.items())
            },
            "by_unit": {
                f"{unit}, {filters} filters": _shares(t)
                for (unit, filters), t in sorted(self.by_unit.items())
            },
            "by_shown": {
                f"{id_}, {filters} filters": _shares(t) for (id_, filters), t in sorted(self.by_shown.items())
            },
        }


def measure_utility(header: Header, tables: Iterable[Table], cube: Cube, settings: Settings) -> Utility:
    """Ask a release every question about one unit and one year with up to two filters, at every level.

    `cube` is the registry the release was built from (or as near to it as there is): it gives the weights and
    the reference.
    """
    plans = {table.breakdown.key: table.plan for table in tables}
    utility = Utility()
    for shown, breakdown in _questions(header, settings):
        filters = len(breakdown.levels) - _gates(breakdown)
        cells = make_cells(cube, breakdown)
        weights = cube.counts(cells, cube.stays)[cells.possible].sum(axis=0)
        answered = _primary(cube, breakdown, cells, header.k)
        for index, unit in enumerate(header.units):
            fates = _fates(plans, breakdown, index, header.years)
            tallies = (
                utility.by_filters[filters],
                utility.by_unit[unit, filters],
                utility.by_shown[shown, filters],
            )
            for tally in tallies:
                tally.primary += float(answered[index].sum())
                for year, fate in enumerate(fates):
                    tally.add(fate, float(weights[index, year]))
    return utility


def _questions(header: Header, settings: Settings) -> Iterator[tuple[str, Breakdown]]:
    """What is shown, and the breakdown that a question with certain filters needs. "stays": plain counts."""
    offered = frozenset(header.dimensions)
    for breakdown in every_breakdown(settings.rule, offered):
        if breakdown.indicator:
            yield breakdown.indicator, breakdown
        elif len(breakdown.levels) <= header.max_filters:
            yield "stays", breakdown
            for id_ in header.process_indicators:
                if not INDICATORS[id_].derived_from & set(breakdown.variables):
                    yield id_, breakdown


def _gates(breakdown: Breakdown) -> int:
    """Characteristics that are in the breakdown because of the indicator, not as a filter."""
    return int(breakdown.indicator is not None and INDICATORS[breakdown.indicator].gate is not None)


def _fates(plans: Mapping[str, Plan], breakdown: Breakdown, unit: int, years: int) -> list[Fate]:
    """What becomes of a question for each year."""
    lengths = _lengths(plans.get(breakdown.key), unit, years)
    if None not in lengths:
        return ["exact" if length == 1 else "longer" for length in lengths]
    coarser = [one for one in breakdown.coarser() if one.indicator == breakdown.indicator]
    found = any(None not in _lengths(plans.get(one.key), unit, years) for one in _ancestors(coarser))
    return ["coarser" if found else "refused"] * years


def _ancestors(breakdowns: list[Breakdown]) -> Iterator[Breakdown]:
    """Breakdowns and all coarser ones that still show the same."""
    for breakdown in breakdowns:
        yield breakdown
        yield from _ancestors([one for one in breakdown.coarser() if one.indicator == breakdown.indicator])


def _lengths(plan: Plan | None, unit: int, years: int) -> list[int | None]:
    """The length of the shortest period around each year for a unit; None where it is not shown."""
    line: Line | None = plan.cuts((unit,)) if plan else None
    if line is None:
        return [None] * years
    return [end - start for start, end in segments_of(line) for _ in range(start, end)]


def _primary(cube: Cube, breakdown: Breakdown, cells: Cells, k: int) -> NDArray[np.float64]:
    """Patients by unit and year in questions that are answered if only small numbers themselves are hidden."""
    stays = cube.counts(cells, cube.stays)
    if breakdown.indicator:
        return _primary_outcome(cells, stays, k)
    answered: NDArray[np.float64] = np.where(stays >= k, stays, 0).sum(axis=0).astype(np.float64)
    return answered


def _primary_outcome(cells: Cells, stays: Counts, k: int) -> NDArray[np.float64]:
    """Both the numerator and the rest must reach k."""
    of = {label: place for place, label in enumerate(cells.labels)}
    answered = np.zeros(stays.shape[1:])
    for groups in {label[:-1] for label in cells.labels}:
        met, rest = stays[of[(*groups, MET)]], stays[of[(*groups, NOT_MET)]]
        everybody = sum(stays[of[label]] for label in cells.labels if label[:-1] == groups)
        answered += np.where((met >= k) & (rest >= k), everybody, 0)
    return answered


def _shares(tally: Tally) -> dict[str, float]:
    return {part.name: round(tally.share(part.name), 4) for part in fields(Tally)}
