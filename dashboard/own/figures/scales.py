"""Axes for shares, counts and numbers: where they begin and end, and what stands at their ticks."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.comparison import Point
from dashboard.drawing import Piece, axis_top, plain_axis, share_axis
from dashboard.language import integer, number

FEWEST_TICKS = 3
# Numbers need no axis from zero; where all of them lie in its upper part, one that begins later shows more.
LATER_START = 0.5


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An axis from `low` to `high` with words at its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def axis(self, **parts: Any) -> Piece:
        """The axis in Plotly's form."""
        return {
            **plain_axis(),
            "range": [self.low, self.high],
            "tickvals": list(self.ticks),
            "ticktext": list(self.labels),
            "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
            "tickangle": 0,
            "showticklabels": True,
            **parts,
        }


def shares(points: Iterable[Point], least: float = 0.0, most_ticks: int = 6) -> Scale:
    """From zero to beyond every interval."""
    top = axis_top(points, least)
    axis = share_axis(top, most_ticks=most_ticks)
    return Scale(low=0.0, high=top, ticks=tuple(axis["tickvals"]), labels=tuple(axis["ticktext"]))


def counts(values: Iterable[int], most_ticks: int = 6) -> Scale:
    """From zero to beyond every count."""
    return _plain(0.0, float(max(values, default=0)), most_ticks, whole=True)


def numbers(values: Iterable[float], most_ticks: int = 6) -> Scale:
    """Beyond every value, from zero unless all lie far above it."""
    found = list(values)
    low, high = min(found, default=0.0), max(found, default=0.0)
    return _plain(low if low > LATER_START * high else 0.0, high, most_ticks, whole=False)


def _plain(low: float, high: float, most_ticks: int, *, whole: bool) -> Scale:
    step = _step(max(high - low, 1.0 if whole else 0.1), most_ticks, least=1.0 if whole else 0.1)
    start = math.floor(round(low / step, 6)) * step
    end = max(math.ceil(round(high / step, 6)) * step, start + step)
    places = round((end - start) / step)
    ticks = tuple(round(start + place * step, 6) for place in range(places + 1))
    decimals = 0 if step >= 1 else 1
    labels = tuple(number(tick, decimals) if decimals else integer(round(tick)) for tick in ticks)
    return Scale(low=start, high=end, ticks=ticks, labels=labels)


def _step(extent: float, most_ticks: int, *, least: float) -> float:
    """The smallest round distance that puts at most so many ticks on an axis."""
    step = 10.0 ** math.floor(math.log10(extent / max(most_ticks, FEWEST_TICKS)))
    for factor in (1, 2, 5, 10):
        if extent / (factor * step) <= most_ticks:
            return max(factor * step, least)
    return max(10 * step, least)
