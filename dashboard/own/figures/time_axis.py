"""What lies along an axis of time whatever is drawn over it: its words, incomplete steps, changes, target bands."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard import theme
from dashboard.bands import band, edges
from dashboard.drawing import Piece, plain_axis, soft, words
from dashboard.own.display import Display, Line
from dashboard.own.figures.scales import Scale
from dashboard.own.figures.text import broken, small, stays_words
from dashboard.own.names import changes
from dashboard.own.steps import place_on_axis, start_of
from dashboard.own.targets import targets_in
from dashboard.theme import Figure
from queries import INDICATORS

FLAG = "⚑"
RIGHT_PART = 0.7  # from here on words of a flag stand left of it


@dataclass(frozen=True, kw_only=True)
class TimeAxis:
    """The steps that are drawn, in order, and how many words have room under them."""

    display: Display
    lines: Sequence[Line]
    most: int
    with_n: bool = False
    scrolls: bool = False

    @property
    def step(self) -> str:
        """The length of a step."""
        return str(self.display.answer.asked.split)

    @property
    def first(self) -> datetime.date:
        """The first day of the first step."""
        return start_of(self.lines[0].row.group)

    def axis(self, **parts: object) -> Piece:
        """The axis in Plotly's form."""
        at = self._ticks()
        return {
            **plain_axis(),
            "range": [-0.6, len(self.lines) - 0.4],
            "tickvals": at,
            "ticktext": [self._words(place, few=len(at) == len(self.lines)) for place in at],
            "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
            "tickangle": 0,
            "showticklabels": True,
            "showline": True,
            "linecolor": theme.LINE,
            **parts,
        }

    def _ticks(self) -> list[int]:
        """Every step where there is room, else the first step of years, every second or more where needed."""
        if len(self.lines) <= self.most:
            return list(range(len(self.lines)))
        places = range(len(self.lines))
        years = [place for place in places if start_of(self.lines[place].row.group).month == 1]
        # From the end, so that the newest year is always named.
        return years[:: -max(1, -(-len(years) // self.most))][::-1]

    def _words(self, place: int, *, few: bool) -> str:
        line = self.lines[place]
        if not few:
            return str(start_of(line.row.group).year)
        name = broken(line.name, 9)
        return f"{name}<br>{soft(stays_words(self._n(line)))}" if self.with_n else name

    def _n(self, line: Line) -> int:
        return line.row.cells[0].total if line.row.summary is None else line.row.summary.n

    def incomplete(self, scale: Scale, axis: str) -> Iterator[Figure]:
        """Hatching behind steps that are not whole."""
        places = [place for place, line in enumerate(self.lines) if line.partial]
        if places:
            yield {
                "type": "bar",
                "x": places,
                "y": [scale.high - scale.low] * len(places),
                "base": scale.low,
                "width": 1,
                "marker": {"color": theme.NONE, "pattern": hatching(theme.LINE)},
                "hoverinfo": "skip",
                "xaxis": f"x{axis}",
                "yaxis": f"y{axis}",
            }

    def breaks(self) -> list[tuple[float, str]]:
        """Where something else was recorded before, and what is said of it."""
        found = [
            (place_on_axis(day, self.first, self.step), said) for day, said in changes(self.display.shows)
        ]
        return [(place, said) for place, said in found if -0.5 < place < len(self.lines) - 0.5]

    def flags(self, axis: str, *, told: bool) -> Iterator[Piece]:
        """A line at each change, and where it is `told` a small flag with words."""
        for place, said in self.breaks():
            yield {
                "type": "line",
                "xref": f"x{axis}",
                "yref": f"y{axis} domain",
                "x0": round(place, 4),
                "x1": round(place, 4),
                "y0": -0.03,
                "y1": 1.02,
                "line": {"color": theme.SOFT, "width": 1.2, "dash": "dot"},
            }
            if not told:
                continue
            late = place > RIGHT_PART * len(self.lines)
            text = small(f"{said} {FLAG}" if late else f"{FLAG} {said}")
            at = {"xref": f"x{axis}", "x": round(place, 4), "yref": f"y{axis} domain", "y": 1.02}
            yield words(soft(text), **{**at, "xanchor": "right" if late else "left", "yanchor": "bottom"})

    def bands(self, scale: Scale, axis: str) -> Iterator[Piece]:
        """Target bands over the years in which each target holds."""
        years = [start_of(line.row.group).year for line in self.lines]
        targets = targets_in(self.display, range(years[0], years[-1] + 1))
        places = groupby(range(len(years)), key=lambda place: targets.get(years[place]))
        for target, run in places:
            if target is None:
                continue
            there = list(run)
            across = there[0] - 0.5, there[-1] + 0.5
            for name, up in edges(INDICATORS[self.display.shows], target, scale.high).items():
                yield band(name, across, up, axis)


def hatching(colour: str) -> Piece:
    """The pattern of whatever is not complete."""
    return {"shape": "/", "fgcolor": colour, "fgopacity": 1, "size": 7, "solidity": 0.28}
