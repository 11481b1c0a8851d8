"""A trend made ready to show: named lines, each with its periods in order and a mark for each.

Figures, table, sentence and file are all made from this, so that they cannot disagree. Whatever depends on a number
depends on shown cells only.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dashboard.comparison import Mark, Point, mark_of, name_of_group
from dashboard.language import _
from dashboard.own.steps import end_of, start_of, step_name
from dashboard.texts import group_name, shown_name, years
from queries import (
    INDICATORS,
    VARIABLES,
    Cell,
    Group,
    Indicator,
    OwnRow,
    OwnSeries,
    Row,
    Series,
    Settings,
    Shown,
    Trend,
    Viewer,
    complete_after,
)

Lane = Literal["own", "shared"]
MOST = 7
NORDIC = "nordic"
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A period of a line, first and last day: what is shown of it.

    `cell` is the count and its total, `mark` its share. A stretch that is not `complete` is not over, or so recent
    that registrations are still to come: it is drawn, and never judged.
    """

    first: datetime.date
    last: datetime.date
    name: str
    cell: Cell
    mark: Mark
    not_counted: int | None
    complete: bool = True

    @property
    def start(self) -> float:
        """Where it begins on an axis of years; stretches begin with a month and end with one."""
        return self.first.year + (self.first.month - 1) / 12

    @property
    def end(self) -> float:
        """Where it ends on an axis of years."""
        after = self.last + DAY
        return after.year + (after.month - 1) / 12

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return (self.start + self.end) / 2

    @property
    def months(self) -> int:
        """How long it is."""
        return round((self.end - self.start) * 12)

    @property
    def point(self) -> Point | None:
        """Its share, where there is one."""
        return self.mark if isinstance(self.mark, Point) else None


@dataclass(frozen=True, kw_only=True)
class TimeLine:
    """Whose stays, and their stretches in order; none where nothing can be shown. `key` names it in an address."""

    key: str
    name: str
    members: tuple[str, ...]
    lane: Lane
    stretches: tuple[Stretch, ...]
    series: OwnSeries | None = None

    @property
    def own(self) -> bool:
        """Whether it is a unit of the viewer's own."""
        return self.lane == "own"

    @property
    def label(self) -> str:
        """The name as it stands beside the line; colour alone does not say whose it is."""
        return _("{unit} (you)", unit=self.name) if self.own else self.name

    @property
    def points(self) -> tuple[Point, ...]:
        """The shares that are shown."""
        return tuple(stretch.point for stretch in self.stretches if stretch.point is not None)

    @property
    def complete(self) -> tuple[Stretch, ...]:
        """The stretches that may be judged."""
        return tuple(stretch for stretch in self.stretches if stretch.complete)

    @property
    def lengths(self) -> frozenset[int]:
        """How many months its stretches have."""
        return frozenset(stretch.months for stretch in self.stretches)


@dataclass(frozen=True, kw_only=True)
class TimeLines:
    """A trend of one category: `lines` are compared, own units first, those with nothing to show last."""

    trend: Trend
    category: str
    lines: tuple[TimeLine, ...]
    references: tuple[TimeLine, ...]

    @property
    def indicator(self) -> Indicator | None:
        """The indicator shown; None where a group of a characteristic is."""
        return INDICATORS.get(self.trend.shown.shows)

    @property
    def title(self) -> str:
        """What is shown."""
        name = shown_name(self.trend.shown.shows)
        if self.indicator is not None:
            return name
        return _("{characteristic}: {groups}", characteristic=name, groups=group_name(self.category))

    @property
    def all_lines(self) -> tuple[TimeLine, ...]:
        """The lines compared, then the references."""
        return (*self.lines, *self.references)

    @property
    def drawn(self) -> tuple[TimeLine, ...]:
        """As many lines as a figure may have, of those with something to show."""
        return tuple(line for line in self.lines if line.stretches)[:MOST]

    @property
    def hidden(self) -> tuple[TimeLine, ...]:
        """The lines of which nothing can be shown."""
        return tuple(line for line in self.lines if not line.stretches)

    @property
    def own_lines(self) -> tuple[TimeLine, ...]:
        """The viewer's own units."""
        return tuple(line for line in self.lines if line.own)

    @property
    def nothing_shown(self) -> bool:
        """Whether there is no share to show, for whatever reason."""
        return not any(line.points for line in self.all_lines)

    @property
    def nothing_recorded(self) -> bool:
        """Whether every line is shown and nobody is in any."""
        return self.nothing_shown and all(line.stretches for line in self.lines)

    @property
    def released(self) -> bool:
        """Whether anything shown comes from the release; else all of it was read live."""
        shown = [line for line in self.all_lines if line.points]
        return not shown or not all(line.own for line in shown)

    def line(self, key: str) -> TimeLine | None:
        """The line with a key."""
        return next((line for line in self.all_lines if line.key == key), None)


def timelines(trend: Trend, *, group: str | None, settings: Settings, viewer: Viewer) -> TimeLines:
    """Make a trend ready for a viewer. `group` is the group of a characteristic that is asked for."""
    del viewer  # own series are in the trend because the viewer may see them
    category = category_of(trend, group)
    own = [_own_line(one, category, trend, settings) for one in trend.own]
    others = [_line(one, trend.categories.index(category), settings) for one in trend.series]
    references = (_line(one, trend.categories.index(category), settings) for one in trend.references)
    return TimeLines(
        trend=trend,
        category=category,
        lines=(*sorted(own, key=_by_name), *sorted(others, key=_by_name)),
        references=tuple(line for line in references if line.stretches),
    )


def category_of(trend: Trend, group: str | None) -> str:
    """The category that is, or holds, the group asked for; else the first."""
    if group in trend.categories:
        return str(group)
    variable = VARIABLES.get(trend.shown.shows)
    if variable is not None and group in variable.group_ids:
        wanted, groups = variable.expand([str(group)]), variable.level(str(trend.shown.detail)).groups
        held = (category for category in trend.categories if wanted <= set(groups[category]))
        return next(held, trend.categories[0])
    return trend.categories[0]


def _by_name(line: TimeLine) -> tuple[bool, str]:
    return not line.stretches, line.name.casefold()


# --- Released -------------------------------------------------------------------------------------
def _line(series: Series, place: int, settings: Settings) -> TimeLine:
    return TimeLine(
        key=_key(series.group),
        name=name_of_group(series.group, settings),
        members=tuple(settings.unit(unit).name for unit in series.group.units),
        lane="shared",
        stretches=tuple(_released(row, place) for row in series.rows),
    )


def _key(group: Group) -> str:
    return group.key or (NORDIC if group.scope == "nordic" else "group")


def _released(row: Row, place: int) -> Stretch:
    missing, (first, last) = row.not_counted, row.period
    return Stretch(
        first=datetime.date(first, 1, 1),
        last=datetime.date(last, 12, 31),
        name=years(row.period),
        cell=row.cells[place],
        mark=mark_of(row.cells[place]),
        not_counted=missing.count if isinstance(missing, Shown) else None,
    )


# --- The viewer's own -------------------------------------------------------------------------------
def _own_line(series: OwnSeries, category: str, trend: Trend, settings: Settings) -> TimeLine:
    place = series.answer.categories.index(category)
    return TimeLine(
        key=series.group.key,
        name=name_of_group(series.group, settings),
        members=(name_of_group(series.group, settings),),
        lane="own",
        stretches=tuple(_own_stretches(series, place, trend)),
        series=series,
    )


def _own_stretches(series: OwnSeries, place: int, trend: Trend) -> Iterator[Stretch]:
    settled = trend.through - datetime.timedelta(days=_late_days(series))
    for row in series.answer.rows:
        first = start_of(row.group)
        last = end_of(first, trend.step)
        yield Stretch(
            first=first,
            last=last,
            name=step_name(first, trend.step),
            cell=row.cells[place],
            mark=mark_of(row.cells[place]),
            not_counted=_not_counted(row),
            complete=last <= settled,
        )


def _late_days(series: OwnSeries) -> int:
    """Days after which nearly all of the unit's stays are registered; 0 where that is not known."""
    return (complete_after(series.delays.days) or 0) if series.delays else 0


def _not_counted(row: OwnRow) -> int:
    return row.not_counted.get("missing", 0)
