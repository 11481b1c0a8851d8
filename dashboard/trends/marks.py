"""The marks of a line over time: spans as long as their periods, thin lines between like ones, and what is said."""

from collections.abc import Sequence
from itertools import pairwise

from dashboard.drawing import safe
from dashboard.language import _, integer, percent
from dashboard.theme import Figure
from dashboard.trends.timelines import Stretch, TimeLine


def spans(
    stretches: Sequence[Stretch], colour: str, axis: str = "", *, width: float, dash: str = "solid"
) -> Figure:
    """A level line over each period with a share, from its first day to its last."""
    across: list[float | None] = []
    up: list[float | None] = []
    for stretch in stretches:
        if stretch.point is not None:
            across += [round(stretch.start, 4), round(stretch.end, 4), None]
            up += [round(stretch.point.share, 4)] * 2 + [None]
    return _line(across, up, {"color": colour, "width": width, "dash": dash}, axis)


def connected(stretches: Sequence[Stretch], colour: str, axis: str = "") -> Figure:
    """Thin lines between neighbouring periods of one length; none between periods of different length."""
    across: list[float | None] = []
    up: list[float | None] = []
    for one, other in pairwise(stretches):
        if one.months == other.months and abs(one.end - other.start) < 0.01 and one.point and other.point:
            across += [round(one.middle, 4), round(other.middle, 4), None]
            up += [round(one.point.share, 4), round(other.point.share, 4), None]
    return _line(across, up, {"color": colour, "width": 1}, axis)


def _line(across: list[float | None], up: list[float | None], look: Figure, axis: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": across,
        "y": up,
        "line": look,
        "hoverinfo": "skip",
        "cliponaxis": False,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def hover(line: TimeLine, stretch: Stretch, *more: str) -> str:
    """What is said of a mark that is pointed at: nothing that the table does not say."""
    point = stretch.point
    if point is None:
        raise ValueError("only a share has a mark")
    low, high = percent(point.interval.low), percent(point.interval.high)
    said = [
        f"<b>{safe(line.label)}, {safe(stretch.name)}: {percent(point.share)}</b>",
        _("{count} of {total} stays", count=integer(point.count), total=integer(point.total)),
        _("95 % interval {low} to {high}", low=low, high=high),
        *([] if stretch.complete else [_("incomplete")]),
        *more,
    ]
    return "<br>".join(said)


def open_mark(symbol: str, stretch: Stretch) -> str:
    """The symbol of a mark: open where its period is not complete."""
    return symbol if stretch.complete else f"{symbol}-open"
