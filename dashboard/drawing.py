"""The pieces that every figure is put together from: marks, axes, reference lines, words.

Figures are plain dictionaries in Plotly's form: building them through its classes takes ten times as long.
"""

import html
import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.comparison import Comparison, Line, Mark, NobodyThere, Point
from dashboard.language import _, integer, percent
from dashboard.texts import years
from dashboard.theme import Figure

Piece = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Style:
    """How the marks of one kind of line are drawn: shape as well as colour."""

    symbol: str
    colour: str
    size: int
    thickness: int


OTHERS = Style(symbol="circle", colour=theme.MAIN, size=13, thickness=3)
OWN = Style(symbol="square", colour=theme.OWN, size=14, thickness=4)
REFERENCE = Style(symbol="diamond-open", colour=theme.INK, size=12, thickness=2)
STYLES = (OTHERS, OWN, REFERENCE)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A line at its height in the figure, counted in lines from the top, and how it is drawn."""

    y: float
    line: Line
    style: Style


def place(comparison: Comparison, gap: float, *, hidden_height: float = 1.0) -> list[Placed]:
    """What is compared from the top, then after a gap the references that are shown; heights in lines."""
    placed, y = [], 0.0
    for line in comparison.lines:
        placed.append(Placed(y=y, line=line, style=OWN if line.own else OTHERS))
        y = round(y + (1.0 if line.points else hidden_height), 4)
    start = y + (gap if placed else 0)
    shown = [line for line in comparison.references if line.points]
    return [*placed, *(Placed(y=start + rank, line=line, style=REFERENCE) for rank, line in enumerate(shown))]


def traces(
    placed: Sequence[Placed], category: int = 0, *, down: float = 0.0, axis: str = "", scale: float = 1.0
) -> list[Figure]:
    """The marks of one category, a trace for each style; `down` moves them below their words, in lines."""
    found = []
    for style in STYLES:
        marked = [(item, item.line.marks[category]) for item in placed if item.style == style]
        points = [(item, mark) for item, mark in marked if isinstance(mark, Point)]
        if points:
            found.append(_trace(points, style, down=down, axis=axis, scale=scale))
    return found


def _trace(
    points: list[tuple[Placed, Point]], style: Style, *, down: float, axis: str, scale: float
) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(point.share, 4) for _item, point in points],
        "y": [round(item.y + down, 4) for item, _point in points],
        "error_x": interval_bars([point for _item, point in points], style, scale=scale),
        "marker": {
            "symbol": style.symbol,
            "color": style.colour,
            "size": style.size * scale,
            "opacity": 1,
            "line": {"width": 2.5 * scale if style == REFERENCE else 0, "color": style.colour},
        },
        "text": [hover(item.line, point) for item, point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def interval_bars(points: Sequence[Point], style: Style, *, scale: float = 1.0) -> Piece:
    """The 95 % intervals round the marks of some points."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [round(point.interval.high - point.share, 4) for point in points],
        "arrayminus": [round(point.share - point.interval.low, 4) for point in points],
        "color": style.colour,
        "thickness": style.thickness * scale,
        "width": 0,
    }


def hover(line: Line, point: Point) -> str:
    """What is said of a mark that is pointed at: nothing that the table does not say."""
    low, high = percent(point.interval.low), percent(point.interval.high)
    count, total = integer(point.count), integer(point.total)
    return "<br>".join(
        (
            f"<b>{safe(line.label)}: {percent(point.share)}</b>",
            _("{count} of {total} stays", count=count, total=total),
            _("95 % interval {low} to {high}", low=low, high=high),
            _("discharged {years}", years=years(line.row.period)),
        )
    )


def gap_words(line: Line, mark: Mark) -> str:
    """What stands where there is no mark."""
    if isinstance(mark, NobodyThere):
        return _("no stays")
    if line.row.instead is not None:
        return _("not shown here, but with {years}", years=years(line.row.instead))
    return _("not shown")


def share_axis(top: float, *, most_ticks: int = 6, **parts: Any) -> Piece:
    """An axis of shares from 0 to `top`."""
    values = share_ticks(top, most_ticks)
    return {
        **plain_axis(),
        "range": [0, top],
        "tickvals": values,
        "ticktext": [percent(value) for value in values],
        "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
        "tickangle": 0,
        "showticklabels": True,
        **parts,
    }


def named_axis(placed: Sequence[Placed], names: Sequence[str], **parts: Any) -> Piece:
    """An upright axis with the lines' names beside it, from the first line to the last."""
    return {
        **plain_axis(),
        "tickvals": [item.y for item in placed],
        "ticktext": list(names),
        "ticks": "outside",
        "ticklen": 10,
        "tickcolor": theme.NONE,
        "showticklabels": True,
        "automargin": True,
        **parts,
    }


def plain_axis() -> Piece:
    """An axis without line, grid or numbers, that cannot be dragged."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "showticklabels": False,
    }


def axis_top(points: Iterable[Point], least: float = 0.0) -> float:
    """A round end of the axis beyond every shown interval, at least `least`, at most 1."""
    highest = max((point.interval.high for point in points), default=1.0)
    highest = max(highest, least, 0.05)
    step = _step(highest)
    return min(1.0, round(math.ceil(round(highest / step, 6)) * step, 4))


def share_ticks(top: float, most: int) -> list[float]:
    """Round shares from 0 to `top`, at most so many steps."""
    step = _step(top, most)
    return [round(step * place, 4) for place in range(int(top / step + 1e-9) + 1)]


def _step(top: float, most: int = 6) -> float:
    """The smallest round distance of ticks that puts at most so many on the axis."""
    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
    return next((step for step in steps if top / step <= most), 1.0)


def grid(top: float, bottom: float, axis: str = "", *, most_ticks: int = 6) -> list[Piece]:
    """Thin lines at the ticks, over the tinted bands and under the marks."""
    at = share_ticks(top, most_ticks)
    return [vertical(x, -0.5, bottom, colour=theme.GRID, axis=axis, width=1) for x in at]


def reference_lines(
    placed: Sequence[Placed], category: int = 0, *, strips: Sequence[tuple[float, float]] = (), axis: str = ""
) -> list[Piece]:
    """A dashed line from each reference's own mark up through what is compared with it; the first is bolder.

    With `strips` (heights from and to) it is drawn there only, and runs through no words.
    """
    references = [item for item in placed if item.style == REFERENCE]
    lines = []
    for rank, item in enumerate(references):
        mark = item.line.marks[category]
        if isinstance(mark, Point):
            look = {"dash": "dash", "width": 1.6} if rank == 0 else {"dash": "dot", "width": 1.2}
            look |= {"dash": "solid"} if strips else {}  # too short for a pattern
            for start, end in strips or ((-0.5, item.y),):
                lines.append(
                    vertical(mark.share, start, end, colour=theme.INK, layer="above", axis=axis, **look)
                )
    return lines


def vertical(
    x: float,
    start: float,
    end: float,
    *,
    colour: str,
    layer: str = "below",
    axis: str = "",
    **look: Any,
) -> Piece:
    """A vertical line at a share, between two heights in lines."""
    return {
        "type": "line",
        "xref": f"x{axis}",
        "yref": f"y{axis}",
        "x0": round(x, 4),
        "x1": round(x, 4),
        "y0": start,
        "y1": end,
        "layer": layer,
        "line": {"color": colour, **look},
    }


def words(text: str, **place: Any) -> Piece:
    """Words at a place in the figure."""
    return {"text": text, "showarrow": False, "xanchor": "left", "yanchor": "middle", **place}


def soft(text: str) -> str:
    """Words that stand back."""
    return f'<span style="color:{theme.SOFT};font-size:{theme.SMALL}px">{text}</span>'


def unseen(text: str, **place: Any) -> Piece:
    """Words in place of a mark, readable over whatever line runs behind them."""
    return words(soft(text), bgcolor=theme.VEIL, borderpad=3, **place)


def own_weight(text: str, line: Line) -> str:
    """The viewer's own unit in bold and its colour, a hidden line standing back."""
    if line.own:
        return f'<b><span style="color:{theme.OWN}">{text}</span></b>'
    return f'<span style="color:{theme.SOFT}">{text}</span>' if line.hidden else text


def name(line: Line, width: int) -> str:
    """A line's label, broken where it is long."""
    parts = textwrap.wrap(line.label, width)
    return own_weight("<br>".join(safe(part) for part in parts), line)


def most_lines(texts: Iterable[str]) -> int:
    """Into how many lines the longest text is broken."""
    return max((text.count("<br>") + 1 for text in texts), default=1)


def safe(text: str) -> str:
    """Text that Plotly will not read as markup."""
    return html.escape(text, quote=False)
