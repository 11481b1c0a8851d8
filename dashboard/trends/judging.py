"""Whether a line has changed: a control chart of its complete periods, or why there can be none."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from dashboard.trends.timelines import Stretch, TimeLine
from queries import (
    LEARNT_DAYS,
    Chart,
    ChartPoint,
    Event,
    Shown,
    TooFew,
    Trend,
    Unregistered,
    g_chart,
    p_chart,
    unregistered,
)

Kind = Literal["shares", "events"]
Side = Literal["above", "below"]
# With fewer events a step shares have no lower limit worth the name, and stays between events say more (Provost &
# Murray, The Health Care Data Guide, 2011: counts of 0 in more than a fifth of the steps).
EVENTS_A_STEP = 1.6


@dataclass(frozen=True, kw_only=True)
class Uneven:
    """The periods have different lengths, which are not judged against each other."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A line with its chart: of `stretches` by share, or of `events` by the stays between them."""

    line: TimeLine
    kind: Kind
    chart: Chart | TooFew | Uneven
    stretches: tuple[Stretch, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def points(self) -> tuple[ChartPoint, ...]:
        """The points of the chart; none where there is none."""
        return self.chart.points if isinstance(self.chart, Chart) else ()

    @property
    def signals(self) -> tuple["Told", ...]:
        """What the chart says, in order of time."""
        return tuple(_signals(self))


@dataclass(frozen=True, kw_only=True)
class Told:
    """A signal: one point outside the limits, or a `run` on one side, over some points by their places."""

    side: Side
    run: bool
    places: tuple[int, ...]


def judge(line: TimeLine, kind: Kind | None = None) -> Judged:
    """A line's chart, of the kind asked for or that suits it."""
    chosen = kind if kind in kinds(line) else suiting(line)
    return _by_events(line) if chosen == "events" else _by_shares(line)


def kinds(line: TimeLine) -> tuple[Kind, ...]:
    """The kinds of chart that a line can have: events are known one by one of own units only."""
    return ("shares", "events") if line.series is not None and line.series.gaps is not None else ("shares",)


def suiting(line: TimeLine) -> Kind:
    """Stays between events for rare ones, if there are enough of them; else shares."""
    gaps = None if line.series is None else line.series.gaps
    steps = [stretch for stretch in line.complete if stretch.point is not None]
    if gaps is None or not steps:
        return "shares"
    rare = len(gaps.events) / len(steps) < EVENTS_A_STEP
    enough = not isinstance(g_chart(_gaps(gaps.events)), TooFew)
    return "events" if rare and enough else "shares"


def _by_shares(line: TimeLine) -> Judged:
    steps = line.complete
    if len({stretch.months for stretch in steps}) > 1:
        return Judged(line=line, kind="shares", chart=Uneven(), stretches=steps)
    counts = [_count(stretch) for stretch in steps]
    return Judged(line=line, kind="shares", chart=p_chart(counts), stretches=steps)


def _by_events(line: TimeLine) -> Judged:
    gaps = None if line.series is None else line.series.gaps
    events = gaps.events if gaps else ()
    # Before the first event stays were not counted from an event on.
    return Judged(line=line, kind="events", chart=g_chart(_gaps(events)), events=events[1:])


def _gaps(events: Sequence[Event]) -> list[int]:
    return [event.after for event in events[1:]]


def _count(stretch: Stretch) -> tuple[int, int]:
    return (stretch.cell.count, stretch.cell.total) if isinstance(stretch.cell, Shown) else (0, 0)


def _signals(judged: Judged) -> Iterator[Told]:
    sides: tuple[Side, Side] = ("above", "below")
    for place, point in enumerate(judged.points):
        for side in sides:
            if side in point.signals:
                yield Told(side=side, run=False, places=(place,))
    for side in sides:
        yield from (Told(side=side, run=True, places=places) for places in _runs(judged, side))


def _runs(judged: Judged, side: Side) -> Iterator[tuple[int, ...]]:
    """The places of each run on a side; points on the centre line and empty ones neither break nor lengthen it."""
    centre = judged.chart.centre if isinstance(judged.chart, Chart) else None
    sided = [(place, point) for place, point in enumerate(judged.points) if point.value not in (None, centre)]
    for is_run, found in groupby(sided, key=lambda item: f"run_{side}" in item[1].signals):
        if is_run:
            yield tuple(place for place, _point in found)


# --- What is not registered yet -----------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class StillHidden:
    """Stays of a line's latest, incomplete periods that are expected and not registered yet."""

    since: datetime.date
    found: Unregistered


def still_hidden(line: TimeLine, trend: Trend) -> StillHidden | None:
    """What registration delay still hides of an own unit's incomplete periods; None where nothing can be said."""
    late = [stretch for stretch in line.stretches if not stretch.complete]
    delays = None if line.series is None else line.series.delays
    if not late or delays is None:
        return None
    oldest = (trend.through - late[0].first).days
    found = unregistered(delays.days, LEARNT_DAYS, 0, max(0, oldest))
    return None if found is None else StillHidden(since=late[0].first, found=found)
