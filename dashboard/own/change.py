"""What an answer over time says of change: only as much as its intervals carry, and never which is better."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.comparison import Point
from dashboard.own.display import Display, Line, together
from queries import Interval, newcombe


@dataclass(frozen=True, kw_only=True)
class Halves:
    """The earlier and the later half of the whole steps taken together, and the difference with its interval."""

    earlier: Point
    later: Point
    names: tuple[str, str]
    difference: float
    interval: Interval


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The first and the last whole step that have an interval."""

    first: Line
    last: Line
    apart: bool


def whole_steps(display: Display) -> Sequence[Line]:
    """Steps that are over and not cut by the dates asked for."""
    return [line for line in display.lines if not line.partial]


def halves(display: Display, place: int) -> Halves | None:
    """The share of one category in both halves of the whole steps; None where either half has no stays.

    Of an odd number of steps the middle one is in neither half.
    """
    there = [line for line in whole_steps(display) if line.points[place] is not None]
    size = len(there) // 2
    if not size:
        return None
    before, after = there[:size], there[-size:]
    earlier, later = (together(line.points[place] for line in half) for half in (before, after))
    if earlier is None or later is None:
        return None
    return Halves(
        earlier=earlier,
        later=later,
        names=(_span(before), _span(after)),
        difference=later.share - earlier.share,
        interval=newcombe((later.count, later.total), (earlier.count, earlier.total)),
    )


def ends(display: Display) -> Ends | None:
    """The first and last whole step whose number has an interval, and whether these lie apart.

    Two 95 % intervals that do not overlap are stronger evidence than a test at that level asks for.
    """
    is_mean = display.answer.asked.statistic == "mean"
    there = [
        (line, interval)
        for line in whole_steps(display)
        if (interval := line.summary.mean_interval if is_mean else line.summary.median_interval) is not None
    ]
    if len(there) < 2:
        return None
    (first, one), (last, other) = there[0], there[-1]
    return Ends(first=first, last=last, apart=one.high < other.low or other.high < one.low)


def _span(lines: Sequence[Line]) -> str:
    """The name of the first step, or the names of the first and last with a dash between."""
    first, last = lines[0].name, lines[-1].name
    dash = " – " if " " in first else "–"  # noqa: RUF001 - a range
    return first if first == last else f"{first}{dash}{last}"
