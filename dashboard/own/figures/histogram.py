"""The distribution of a number: a bar for each bin, the median with its quartiles and the mean where they lie.

Every bin has the same width, whatever it spans (a delay has bins of a day and of nine months); within its bin a
number lies where it is. For several rows a panel each, up to seven.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import theme
from dashboard.drawing import Piece, plain_axis, soft, words
from dashboard.language import _, number, percent
from dashboard.multiples import Grid
from dashboard.own.display import Display, Line
from dashboard.own.figures import scales
from dashboard.own.figures.rows import BAR_LOOK
from dashboard.own.figures.scales import Scale
from dashboard.own.figures.text import broken, hover, share_words, small, stays_words
from dashboard.own.names import exact, unit_of_measure
from dashboard.theme import Figure

MOST = 7
HEIGHT, PANEL = 300, 150
ABOVE, UNDER = 74, 62  # pixels over a panel for what is marked, and under it for bins and unit
NARROW_TICKS = 6
HEADROOM = 1.12  # over the highest interval, for the share that stands there
MOST_VALUES = 13  # bins: up to so many, shares have room over the bars


@dataclass(frozen=True, kw_only=True)
class Bins:
    """Bins by where each begins, in the number's unit; the last ends nowhere."""

    starts: tuple[float, ...]
    highest: float

    @property
    def single(self) -> bool:
        """Whether each bin is one whole number, which then stands in the middle of its bar."""
        gaps = {after - before for before, after in zip(self.starts, self.starts[1:], strict=False)}
        return gaps == {1.0}

    def place(self, value: float) -> float:
        """Where a number lies on the axis, counted in bins; the first bin begins at -0.5."""
        if self.single:
            return value - self.starts[0]
        last = len(self.starts) - 1
        index = max((place for place, start in enumerate(self.starts) if start <= value), default=0)
        start = self.starts[index]
        end = self.starts[index + 1] if index < last else max(self.highest, start + 1)
        return index - 0.5 + min((value - start) / (end - start), 1.0)

    def ticks(self, most: int) -> tuple[list[float], list[str]]:
        """Where words stand under the axis: at the edges of bins, or under whole numbers."""
        shift = 0.0 if self.single else -0.5
        every = -(-len(self.starts) // most)
        places = range(0, len(self.starts), every)
        return [place + shift for place in places], [exact(self.starts[place]) for place in places]


def draw(display: Display, *, narrow: bool) -> Figure:
    """One panel, or one for each of the first rows."""
    lines = display.lines[:MOST]
    grid = _grid(lines, narrow=narrow)
    points = [one for line in lines for one in line.points if one is not None]
    highest = max((one.interval.high for one in points), default=0.0)
    scale = scales.shares(points, min(1.0, HEADROOM * highest), most_ticks=4)
    figure: Figure = {"data": [], "layout": _layout(grid)}
    for index, line in enumerate(lines):
        _add(figure, grid, index, display=display, line=line, scale=scale)
    _tell_unit(figure, display)
    return figure


def not_drawn(display: Display) -> int:
    """How many rows are in the table only."""
    return max(0, len(display.lines) - MOST)


def _grid(lines: Sequence[Line], *, narrow: bool) -> Grid:
    if len(lines) == 1:
        return Grid(columns=1, rows=1, panel=HEIGHT, title=ABOVE, beside=0, axis=UNDER)
    columns = 1 if narrow else 2 if len(lines) in (2, 4) else 3
    rows = -(-len(lines) // columns)
    return Grid(columns=columns, rows=rows, panel=PANEL, title=ABOVE, beside=0.05, axis=28)


def _layout(grid: Grid) -> Figure:
    return theme.layout(
        height=round(grid.height) + ABOVE + UNDER,
        margin={"l": 52, "r": 14, "t": ABOVE, "b": UNDER},
        shapes=[],
        annotations=[],
        bargap=0.04,
    )


def _add(figure: Figure, grid: Grid, index: int, *, display: Display, line: Line, scale: Scale) -> None:
    axis = "" if index == 0 else str(index + 1)
    across, up = grid.domains(index)
    bins = _bins(display, line)
    at, names = bins.ticks(14 if grid.columns == 1 else NARROW_TICKS)
    layout = figure["layout"]
    layout[f"xaxis{axis}"] = {
        **plain_axis(),
        "range": [-0.5, len(bins.starts) - 0.5],
        "tickvals": at,
        "ticktext": names,
        "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
        "tickangle": 0,
        "showticklabels": True,
        "showline": True,
        "linecolor": theme.LINE,
        "domain": across,
        "anchor": f"y{axis}",
    }
    layout[f"yaxis{axis}"] = scale.axis(domain=up, anchor=f"x{axis}", showgrid=True, gridcolor=theme.GRID)
    figure["data"].append(_bars(display, line, axis))
    layout["annotations"] += _title(line, axis, alone=len(display.lines) == 1)
    if grid.columns == 1 and len(bins.starts) <= MOST_VALUES:
        layout["annotations"] += _values(line, axis)
    for piece in _marked(line, bins, axis):
        layout["annotations" if "text" in piece else "shapes"].append(piece)


def _bins(display: Display, line: Line) -> Bins:
    extremes = line.summary.extremes
    return Bins(starts=display.bins, highest=extremes[1] if extremes else 0.0)


def _bars(display: Display, line: Line, axis: str) -> Figure:
    there = [(place, one) for place, one in enumerate(line.points) if one is not None]
    return {
        "type": "bar",
        "x": [place for place, _ in there],
        "y": [round(one.share, 4) for _, one in there],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [round(one.interval.high - one.share, 4) for _, one in there],
            "arrayminus": [round(one.share - one.interval.low, 4) for _, one in there],
            "color": theme.INK,
            "thickness": 1.5,
            "width": 0,
        },
        "marker": BAR_LOOK,
        "hovertext": [hover(display.categories[place], *share_words(one)) for place, one in there],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def _values(line: Line, axis: str) -> Iterator[Piece]:
    """The shares over their intervals."""
    for place, one in enumerate(line.points):
        if one is not None:
            at = {"xref": f"x{axis}", "x": place, "yref": f"y{axis}", "y": round(one.interval.high, 4)}
            told = soft(percent(one.share))
            yield words(told, xanchor="center", yanchor="bottom", bgcolor=theme.VEIL, borderpad=1, **at)


def _title(line: Line, axis: str, *, alone: bool) -> list[Piece]:
    """The row's name over its panel; one panel alone has its name in the title of the answer."""
    count = soft(stays_words(line.summary.n))
    text = count if alone else f"<b>{small(broken(line.name, 34, most=1))}</b> {count}"
    over = {"xref": f"x{axis} domain", "x": 0, "yref": f"y{axis} domain", "y": 1}
    return [words(text, yanchor="bottom", yshift=46, **over)]


def _marked(line: Line, bins: Bins, axis: str) -> Iterator[Piece]:
    """The middle half as a bracket over the bars with the median in it, and the mean as a dotted line."""
    summary = line.summary
    if summary.median is None or summary.mean is None or summary.quartiles is None:
        return
    median, mean = bins.place(summary.median), bins.place(summary.mean)
    low, high = (bins.place(value) for value in summary.quartiles)
    yield _line(axis, (low, high), (1.04, 1.04), color=theme.MAIN, width=7)
    yield _line(axis, (median, median), (0.0, 1.07), color=theme.MAIN, width=2.5)
    yield _line(axis, (mean, mean), (0.0, 1.0), color=theme.INK, width=1.5, dash="dot")
    told = _("median {median}, half {low} to {high}; mean {mean}")
    text = told.format(
        median=exact(summary.median),
        low=exact(summary.quartiles[0]),
        high=exact(summary.quartiles[1]),
        mean=number(summary.mean),
    )
    over = {"xref": f"x{axis} domain", "x": 0, "yref": f"y{axis} domain", "y": 1}
    yield words(small(text), yanchor="bottom", yshift=24, **over)


def _line(axis: str, across: tuple[float, float], up: tuple[float, float], **look: object) -> Piece:
    """A line whose heights are parts of the panel's."""
    return {
        "type": "line",
        "xref": f"x{axis}",
        "yref": f"y{axis} domain",
        "x0": round(across[0], 4),
        "x1": round(across[1], 4),
        "y0": up[0],
        "y1": up[1],
        "line": look,
    }


def _tell_unit(figure: Figure, display: Display) -> None:
    """What the bins are counted in, under the last of them."""
    unit = soft(unit_of_measure(display.measure))
    figure["layout"]["annotations"].append(
        words(unit, xref="paper", x=1, xanchor="right", yref="paper", y=0, yanchor="top", yshift=-28)
    )
