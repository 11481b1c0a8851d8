"""An answer made ready to show: named lines in order, each with its shares and intervals.

Figure, table, sentence and file are all made from this, so that they cannot disagree. Whatever depends on a
number (order, interval, target class) depends on shown cells only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dashboard.language import _, listed
from dashboard.texts import country_name, group_name
from queries import (
    INDICATORS,
    Answer,
    Cell,
    Group,
    Hidden,
    Indicator,
    Interval,
    Row,
    Settings,
    Shown,
    Target,
    Viewer,
    wilson,
)

Order = Literal["value", "name"]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A shown share (0 to 1) of `total` stays, at least one, with its 95 % interval."""

    count: int
    total: int
    share: float
    interval: Interval


@dataclass(frozen=True, kw_only=True)
class NotShown:
    """Stands where a number is hidden. It says nothing about the number."""


@dataclass(frozen=True, kw_only=True)
class NobodyThere:
    """Stands where a number is shown and there are no stays to take a share of."""


Mark = Point | NotShown | NobodyThere


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of an answer: its name, whether it is the viewer's own unit, and a mark for each category.

    `members` are the names of the units it counts.
    """

    row: Row
    name: str
    members: tuple[str, ...]
    own: bool
    marks: tuple[Mark, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """The marks that are numbers."""
        return tuple(mark for mark in self.marks if isinstance(mark, Point))

    @property
    def hidden(self) -> bool:
        """Whether no number of the line is shown."""
        return all(isinstance(mark, NotShown) for mark in self.marks)

    @property
    def label(self) -> str:
        """The name as it stands beside the line; colour alone does not say whose it is."""
        return _("{unit} (you)", unit=self.name) if self.own else self.name


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """An answer with its lines in reading order; `references` are the Nordic whole and the country."""

    answer: Answer
    lines: tuple[Line, ...]
    references: tuple[Line, ...]

    @property
    def indicator(self) -> Indicator | None:
        """The indicator shown; None where a characteristic is."""
        return INDICATORS.get(self.answer.shown.shows)

    @property
    def target(self) -> Target | None:
        """The target limits valid for the whole period shown."""
        return None if self.indicator is None else self.indicator.target_for(*self.answer.period)

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines compared, then the references."""
        return (*self.lines, *self.references)

    @property
    def own_lines(self) -> tuple[Line, ...]:
        """The viewer's own units."""
        return tuple(line for line in self.lines if line.own)

    @property
    def reference(self) -> Line | None:
        """The first reference that is shown: the Nordic whole, or as much of it as can be."""
        return next((line for line in self.references if line.points), None)

    @property
    def completeness(self) -> float | None:
        """Of the stays that the reference could count, the share that has an answer; None where it is not shown."""
        missing = None if self.reference is None else self.reference.row.not_counted
        if not isinstance(missing, Shown) or missing.share is None:
            return None
        return 1 - missing.share

    @property
    def released(self) -> bool:
        """Whether anything shown comes from the release; else all of it was read live."""
        shown = [line for line in self.all_lines if not line.hidden]
        return not shown or any(line.row.lane == "shared" for line in shown)

    @property
    def nothing_recorded(self) -> bool:
        """Whether every line is shown and has no stays at all."""
        marks = [mark for line in self.all_lines for mark in line.marks]
        return all(isinstance(mark, NobodyThere) for mark in marks)

    @property
    def nothing_shown(self) -> bool:
        """Whether there is no number to show, for whatever reason."""
        return not any(line.points for line in self.all_lines)

    def category_names(self) -> tuple[str, ...]:
        """What each mark of a characteristic stands for."""
        return tuple(group_name(category) for category in self.answer.categories)


def compare(answer: Answer, *, settings: Settings, viewer: Viewer, order: Order = "value") -> Comparison:
    """Make an answer ready for a viewer. A characteristic has no single value: its lines always go by name."""
    lines = [_line(row, settings, viewer) for row in answer.rows]
    comparison = Comparison(
        answer=answer,
        lines=tuple(sorted(lines, key=_by_name)),
        references=tuple(_line(row, settings, viewer) for row in answer.references),
    )
    if order == "name" or comparison.indicator is None:
        return comparison
    ordered = tuple(_by_value(comparison.lines, comparison.indicator))
    return Comparison(answer=answer, lines=ordered, references=comparison.references)


def _by_name(line: Line) -> tuple[bool, str]:
    return line.hidden, line.name.casefold()


def _by_value(lines: Iterable[Line], indicator: Indicator) -> Iterator[Line]:
    """The best first; what has no value keeps its order by name, at the end."""
    lines = tuple(lines)
    sign = 1 if indicator.better == "lower" else -1
    yield from sorted((line for line in lines if line.points), key=lambda line: sign * line.points[0].share)
    yield from (line for line in lines if not line.points)


def _line(row: Row, settings: Settings, viewer: Viewer) -> Line:
    group = row.group
    own = row.lane == "own" or (group.scope == "unit" and viewer.sees_exactly(int(group.key)))
    marks = tuple(mark_of(cell) for cell in row.cells)
    members = tuple(settings.unit(unit).name for unit in group.units)
    return Line(row=row, name=name_of_group(group, settings), members=members, own=own, marks=marks)


def mark_of(cell: Cell) -> Mark:
    """What stands for a cell: its share, or why there is none."""
    match cell:
        case Hidden():
            return NotShown()
        case Shown(total=0):
            return NobodyThere()
        case Shown(count=count, total=total):
            interval = wilson(count, total)
            return Point(count=count, total=total, share=count / total, interval=interval)


def name_of_group(group: Group, settings: Settings) -> str:
    """What those are called whose stays a row counts."""
    match group.scope:
        case "unit":
            return settings.unit(int(group.key)).name
        case "country":
            return country_name(group.key)
        case "nordic":
            return _("All Nordic units")
        case "group":
            return _joint_name(group, settings)


def _joint_name(group: Group, settings: Settings) -> str:
    """Members by name; of nearly all, those left out, so that a part is never taken for the whole."""
    left_out = [unit for unit in settings.unit_ids() if unit not in group.units]
    if 0 < len(left_out) < len(group.units) - 1:
        return _("Nordic units except {units}", units=_unit_names(left_out, settings))
    return _unit_names(group.units, settings)


def _unit_names(units: Iterable[int], settings: Settings) -> str:
    return listed([settings.unit(unit).name for unit in units])
