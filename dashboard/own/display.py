"""An answer about own units made ready to show: named lines, each with its shares and intervals.

Figure, table, sentence and file are all made from this, so that they cannot disagree.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dashboard.comparison import Point
from dashboard.language import _
from dashboard.own.names import group_or_reason, numeric, place_name, unit_name, what_is_shown
from dashboard.own.steps import is_partial, start_of, step_name
from dashboard.texts import short_name
from queries import (
    ALL,
    INDICATORS,
    MONTHS,
    MULTIPLES,
    PEOPLE,
    STAYS,
    VARIABLES,
    Level,
    OwnAnswer,
    OwnRow,
    Settings,
    Shown,
    Summary,
    wilson,
)

Kind = Literal["counts", "share", "groups", "answers", "numbers"]
Arrangement = Literal["whole", "rows", "time"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row with its name and, for each category, its share of at least one stay. `partial`: not all of a step."""

    row: OwnRow
    name: str
    points: tuple[Point | None, ...]
    partial: bool = False

    @property
    def summary(self) -> Summary:
        """The row's number. ValueError where what is shown is none."""
        if self.row.summary is None:
            raise ValueError("what is shown is no number")
        return self.row.summary

    @property
    def counts(self) -> tuple[int, ...]:
        """The count of each category."""
        return tuple(cell.count for cell in self.row.cells)


@dataclass(frozen=True, kw_only=True)
class Display:
    """An answer with named lines in its own order; `made_on` is the day on which it was given."""

    answer: OwnAnswer
    lines: tuple[Line, ...]
    settings: Settings
    made_on: datetime.date

    @property
    def shows(self) -> str:
        """The id of what is shown."""
        return self.answer.asked.shows

    @property
    def kind(self) -> Kind:
        """What the cells are: plain counts, one share, shares that add up to all, shares of their own, a number."""
        if self.shows in (STAYS, PEOPLE):
            return "counts"
        if self.shows in INDICATORS:
            return "share"
        if self.shows in MULTIPLES:
            return "answers"
        return "groups" if self.answer.asked.statistic == "count" else "numbers"

    @property
    def arrangement(self) -> Arrangement:
        """What the rows are."""
        split = self.answer.asked.split
        return "whole" if split is None else "time" if split in MONTHS else "rows"

    @property
    def categories(self) -> tuple[str, ...]:
        """What each cell stands for, as it is called."""
        match self.kind:
            case "counts":
                return (what_is_shown(self.shows),)
            case "share":
                return (_("Met"),)
            case "answers":
                return tuple(short_name(answer) for answer in self.answer.categories)
            case _:
                return tuple(group_or_reason(group) for group in self.answer.categories)

    @property
    def level(self) -> Level:
        """The level of detail shown of a variable."""
        variable, detail = VARIABLES[self.shows], self.answer.asked.detail
        return variable.level(detail) if detail else variable.levels[-1]

    @property
    def bins(self) -> tuple[float, ...]:
        """Where each category of a number begins, in its own unit; empty where not all of them are bins."""
        variable = numeric(self.shows)
        if variable is None or variable.quantity is None or self.kind != "groups":
            return ()
        least, groups = variable.quantity.bins, self.level.groups
        begins = [least.get(groups[category][0]) for category in self.answer.categories]
        return tuple(start for start in begins if start is not None) if None not in begins else ()

    @property
    def measure(self) -> str:
        """The unit of the number shown. ValueError where it is none."""
        variable = numeric(self.shows)
        if variable is None or variable.quantity is None:
            raise ValueError(f"{self.shows} is no number")
        return variable.quantity.unit

    @property
    def stays(self) -> int:
        """All stays of all rows."""
        return sum(line.row.stays for line in self.lines)

    @property
    def not_counted(self) -> dict[str, int]:
        """Stays that are in no category, by reason."""
        found: dict[str, int] = {}
        for line in self.lines:
            for reason, count in line.row.not_counted.items():
                found[reason] = found.get(reason, 0) + count
        return found

    @property
    def counted(self) -> int:
        """Stays that the shares or numbers are taken of."""
        return self.stays - sum(self.not_counted.values())

    @property
    def nothing_recorded(self) -> bool:
        """Whether there is nothing to draw: no stays at all, or none with an answer.

        No stays by month are months of none, which is something.
        """
        if self.kind == "counts":
            return self.stays == 0 and (self.arrangement != "time" or not self.lines)
        return self.counted == 0

    @cached_property
    def most_common(self) -> tuple[int, ...]:
        """The places of the categories, those with the most stays first."""
        totals = [sum(line.counts[place] for line in self.lines) for place in range(len(self.categories))]
        return tuple(sorted(range(len(totals)), key=lambda place: -totals[place]))

    @property
    def is_matrix(self) -> bool:
        """Whether two variables are crossed, each group of one with each of the other."""
        return self.kind == "groups" and self.answer.asked.split in VARIABLES

    @property
    def paired(self) -> bool:
        """Whether both sides of a matrix have the same groups, so that a stay can be in the same one twice."""
        groups = {line.row.group for line in self.lines}
        return self.is_matrix and bool(groups & set(self.answer.categories))


def display(answer: OwnAnswer, *, settings: Settings, today: datetime.date) -> Display:
    """Make an answer ready to show."""
    lines = tuple(_line(answer, row, settings, today) for row in answer.rows)
    return Display(answer=answer, lines=lines, settings=settings, made_on=today)


def point(cell: Shown) -> Point | None:
    """A cell's share with its interval; None among no stays."""
    if not cell.total:
        return None
    interval = wilson(cell.count, cell.total)
    return Point(count=cell.count, total=cell.total, share=cell.count / cell.total, interval=interval)


def together(points: Iterable[Point | None]) -> Point | None:
    """The share in several disjoint rows taken together."""
    there = [one for one in points if one is not None]
    count, total = sum(one.count for one in there), sum(one.total for one in there)
    interval = wilson(count, total) if total else None
    if interval is None:
        return None
    return Point(count=count, total=total, share=count / total, interval=interval)


def _line(answer: OwnAnswer, row: OwnRow, settings: Settings, today: datetime.date) -> Line:
    asked = answer.asked
    partial = asked.split in MONTHS and is_partial(start_of(row.group), str(asked.split), asked.dates, today)
    points = tuple(point(cell) for cell in row.cells)
    return Line(row=row, name=_name(answer, row.group, settings), points=points, partial=partial)


def _name(answer: OwnAnswer, group: str, settings: Settings) -> str:
    split = answer.asked.split
    match split:
        case None:
            return _("All together") if group == ALL else group
        case "unit":
            return unit_name(int(group), settings)
        case "country":
            return place_name(group)
        case step if step in MONTHS:
            return step_name(start_of(group), step)
        case _:
            return group_or_reason(group)
