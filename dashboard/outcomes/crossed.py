"""An outcome by starting group made ready to show: named groups, each with the marks of everybody it is shown for.

Figures, tables, sentences and files are all made from this. What is summed up here ("improved by a grade") is summed
from shown cells; nothing of the kind is ever released itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dashboard.comparison import Comparison, Line, Mark, Point, compare
from dashboard.language import _, listed
from dashboard.texts import group_name
from queries import CHARACTERISTICS, Grid, Indicator, Provenance, Settings, Shown, Viewer, wilson

# Grades from the worst; a letter that comes later is a better grade.
MOST_UNITS = 2
GRADED, BELOW_D = frozenset("ABCDE"), frozenset("ABC")


@dataclass(frozen=True, kw_only=True)
class Crossed:
    """A grid with a comparison for each of its starting groups; the same lines stand in each, in the same order."""

    grid: Grid
    starts: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    provenance: Provenance | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(comparison.all_lines for comparison in self.comparisons) or self.nothing_shown

    @property
    def nothing_shown(self) -> bool:
        """Whether no line has a number in any row."""
        return all(comparison.nothing_shown for comparison in self.comparisons)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Whose patients: the units laid beside, then the whole and the country, as far as any number is shown."""
        return tuple(line for place, line in enumerate(self._all_lines) if self._is_shown(place))

    @property
    def drawn(self) -> tuple[Line, ...]:
        """As many lines as have room beside each other: the first of the units, the whole, the country."""
        units = [line for line in self.lines if line.row.group.scope == "unit"]
        return (*units[:MOST_UNITS], *(line for line in self.lines if line not in units))

    @property
    def hidden(self) -> tuple[Line, ...]:
        """Those of whom nothing is shown here."""
        return tuple(line for place, line in enumerate(self._all_lines) if not self._is_shown(place))

    @cached_property
    def _all_lines(self) -> tuple[Line, ...]:
        return self.comparisons[0].all_lines if self.comparisons else ()

    def _is_shown(self, place: int) -> bool:
        return any(comparison.all_lines[place].points for comparison in self.comparisons)

    @property
    def own(self) -> Line | None:
        """The viewer's own unit, if it is there."""
        return next((line for line in self.lines if line.own), None)

    @property
    def whole(self) -> Line | None:
        """The Nordic whole."""
        return next((line for line in self.lines if line.row.group.scope == "nordic"), None)

    @property
    def indicator(self) -> Indicator | None:
        """The indicator shown, if one is."""
        return self.comparisons[0].indicator if self.comparisons else None

    @property
    def categories(self) -> tuple[str, ...]:
        """What each mark stands for, as it is called."""
        if not self.comparisons:
            return ()
        return (_("met"),) if self.indicator else self.comparisons[0].category_names()

    @property
    def contains_own_unit_data(self) -> bool:
        """Whether any row was read live."""
        return any(comparison.answer.contains_own_unit_data for comparison in self.comparisons)

    def row(self, line: Line, start: int) -> Line:
        """A line's numbers for a starting group."""
        return self.comparisons[start].all_lines[self._all_lines.index(line)]

    def marks(self, line: Line, start: int) -> tuple[Mark, ...]:
        """A line's marks for a starting group, one for each category."""
        return self.row(line, start).marks

    def total(self, line: Line, start: int) -> int | None:
        """Stays of a starting group with an answer; None where they are not shown."""
        cell = self.row(line, start).row.cells[0]
        return cell.total if isinstance(cell, Shown) else None


def cross(grid: Grid, *, settings: Settings, viewer: Viewer) -> Crossed:
    """Make a grid ready for a viewer."""
    comparisons = tuple(
        compare(answer, settings=settings, viewer=viewer, order="name") for answer in grid.answers
    )
    return Crossed(
        grid=grid,
        starts=tuple(start_name(start) for start in grid.starts),
        comparisons=comparisons,
        provenance=grid.answers[0].provenance if grid.answers else None,
    )


def start_name(start: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """A starting group in words: its level, then its grade."""
    by_variable = dict(start)
    first: list[str] = [
        variable for variable in ("level_admission", "ais_admission") if variable in by_variable
    ]
    order = [*first, *(variable for variable in by_variable if variable not in first)]
    names = [listed([group_name(group) for group in by_variable[variable]]) for variable in order]
    return ", ".join(names)


# --- Improved by a grade ------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Improved:
    """How many of a starting group had a better grade at discharge, among those with a grade.

    `at_least` are surely better; where the groups shown join a better grade with the same one, up to `at_most` are.
    """

    start: str
    at_least: int
    at_most: int
    total: int

    @property
    def exact(self) -> bool:
        """Whether the groups shown tell better from same."""
        return self.at_least == self.at_most

    @property
    def point(self) -> Point:
        """The share that surely improved, with its interval."""
        interval = wilson(self.at_least, self.total)
        share = self.at_least / self.total
        return Point(count=self.at_least, total=self.total, share=share, interval=interval)


def improvements(crossed: Crossed, line: Line) -> Iterator[Improved]:
    """For each starting grade below D: how many improved. Rows that are hidden, or of nobody, are left out, and all
    where the groups shown join patients with and without a grade."""
    if crossed.grid.by != "ais_admission" or crossed.grid.asked.shows != "ais_discharge":
        return
    for place, start in enumerate(crossed.grid.starts):
        before = _codes("ais_admission", str(crossed.grid.scheme), start[0][1][0])
        if before <= BELOW_D and (made := _improved(crossed, line, place, before)):
            yield made


def _improved(crossed: Crossed, line: Line, place: int, before: frozenset[str]) -> Improved | None:
    answer, row = crossed.comparisons[place].answer, crossed.row(line, place).row
    least = most = total = 0
    for category, cell in zip(answer.categories, row.cells, strict=True):
        after = _codes("ais_discharge", str(answer.shown.detail), category)
        graded = after & GRADED
        if not isinstance(cell, Shown) or (graded and graded != after):
            return None
        if graded:
            total += cell.count
            least += cell.count if min(after) > max(before) else 0
            most += cell.count if max(after) > min(before) else 0
    if not total:
        return None
    return Improved(start=crossed.starts[place], at_least=least, at_most=most, total=total)


def _codes(variable: str, level: str, group: str) -> frozenset[str]:
    return frozenset(CHARACTERISTICS[variable].level(level).groups.get(group, ()))
