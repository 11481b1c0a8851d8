"""Figure of an outcome by starting group as a flow: bands between how patients came and how they went.

A light drawing of our own: two columns of bars, and between them bands as thick as the number of patients.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import theme
from dashboard.comparison import Line, Point
from dashboard.drawing import Piece, plain_axis, safe, soft, words
from dashboard.language import _, integer, percent
from dashboard.multiples import Grid
from dashboard.outcomes.crossed import Crossed
from dashboard.theme import Figure

PANEL, TITLE = 380, 56
GAP = 0.03  # of the height, between the bars of a column
BAR = 0.045  # of the width
LEFT, RIGHT = 0.3, 0.7  # where the columns stand: names have room beside them
COLOURS = (*theme.STEPS[:4], theme.EDGE)


@dataclass(frozen=True, kw_only=True)
class Band:
    """From a start to an end: how high it begins and ends (from the top, of the height), and what it stands for."""

    start: int
    left: tuple[float, float]
    right: tuple[float, float]
    point: Point
    end: int


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A column: each bar's extent from the top, and how many patients it stands for."""

    extents: tuple[tuple[float, float], ...]
    counts: tuple[int, ...]


def drawable(crossed: Crossed, line: Line) -> bool:
    """Whether every number of a line is shown: of a part of the patients no flow is drawn."""
    rows = (crossed.row(line, start).row for start in range(len(crossed.starts)))
    return all(
        row.shown and len(crossed.row(line, n).points) in (0, len(row.cells)) for n, row in enumerate(rows)
    )


def draw(crossed: Crossed, *, narrow: bool) -> Figure:
    """Flows beside each other, or under each other on a phone."""
    lines = [line for line in crossed.drawn if drawable(crossed, line)]
    columns = 1 if narrow else max(1, len(lines))
    grid = Grid(
        columns=columns, rows=-(-len(lines) // columns), panel=PANEL, title=TITLE, beside=0.04, axis=0
    )
    layout = theme.layout(
        height=round(grid.height) + TITLE + 20,
        margin={"l": 4, "r": 4, "t": TITLE, "b": 12},
        shapes=[],
        annotations=[],
    )
    figure: Figure = {"data": [], "layout": layout}
    for index, line in enumerate(lines):
        _add(figure, crossed, grid, index, line)
    return figure


def _add(figure: Figure, crossed: Crossed, grid: Grid, index: int, line: Line) -> None:
    axis, layout = "" if index == 0 else str(index + 1), figure["layout"]
    across, up = grid.domains(index)
    layout[f"xaxis{axis}"] = {**plain_axis(), "range": [0, 1], "domain": across, "anchor": f"y{axis}"}
    layout[f"yaxis{axis}"] = {**plain_axis(), "range": [1, 0], "domain": up, "anchor": f"x{axis}"}
    starts, ends, bands = flow_of(crossed, line)
    layout["shapes"] += [_shape(band, axis) for band in bands]
    layout["shapes"] += [
        *_bars(starts, LEFT - BAR, axis, COLOURS),
        *_bars(ends, RIGHT, axis, (theme.SOFT,) * 9),
    ]
    layout["annotations"] += [
        *_title(line, axis),
        *_names(crossed.starts, starts, axis, left=True),
        *_names(crossed.categories, ends, axis, left=False),
    ]
    figure["data"].append(_hover(crossed, line, bands, axis))


# --- Where everything lies ----------------------------------------------------------------------------
def flow_of(crossed: Crossed, line: Line) -> tuple[Bars, Bars, tuple[Band, ...]]:
    """Both columns of a line's flow, and the bands between them."""
    table = [
        [mark.count if isinstance(mark, Point) else 0 for mark in crossed.marks(line, start)]
        for start in range(len(crossed.starts))
    ]
    starts = _column([sum(row) for row in table])
    ends = _column([sum(column) for column in zip(*table, strict=True)])
    return starts, ends, tuple(_bands(crossed, line, table, starts, ends))


def _column(counts: Sequence[int]) -> Bars:
    room, everybody = 1 - GAP * (len(counts) - 1), sum(counts) or 1
    extents, top = [], 0.0
    for count in counts:
        bottom = top + room * count / everybody
        extents.append((top, bottom))
        top = bottom + GAP
    return Bars(extents=tuple(extents), counts=tuple(counts))


def _bands(
    crossed: Crossed, line: Line, table: Sequence[Sequence[int]], starts: Bars, ends: Bars
) -> Iterator[Band]:
    everybody = sum(starts.counts) or 1
    reached = [top for top, _bottom in ends.extents]
    for start, row in enumerate(table):
        left = starts.extents[start][0]
        room = 1 - GAP * (len(table) - 1)
        other = 1 - GAP * (len(row) - 1)
        for end, mark in enumerate(crossed.marks(line, start)):
            if isinstance(mark, Point) and mark.count:
                thick, there = room * mark.count / everybody, other * mark.count / everybody
                right = (reached[end], reached[end] + there)
                yield Band(start=start, left=(left, left + thick), right=right, point=mark, end=end)
                left += thick
                reached[end] += there


# --- How it is drawn ------------------------------------------------------------------------------------
def _shape(band: Band, axis: str) -> Piece:
    """A band whose edges leave and reach the bars level."""
    middle = round((LEFT + RIGHT) / 2, 4)
    (a, b), (c, d) = ((round(top, 4), round(bottom, 4)) for top, bottom in (band.left, band.right))
    path = (
        f"M {LEFT},{a} C {middle},{a} {middle},{c} {RIGHT},{c} "
        f"L {RIGHT},{d} C {middle},{d} {middle},{b} {LEFT},{b} Z"
    )
    return {
        "type": "path",
        "xref": f"x{axis}",
        "yref": f"y{axis}",
        "path": path,
        "fillcolor": _colour(band.start),
        "opacity": 0.5,
        "line": {"width": 0},
        "layer": "below",
    }


def _colour(start: int) -> str:
    return COLOURS[min(start, len(COLOURS) - 1)]


def _bars(bars: Bars, left: float, axis: str, colours: Sequence[str]) -> Iterator[Piece]:
    for place, (top, bottom) in enumerate(bars.extents):
        yield {
            "type": "rect",
            "xref": f"x{axis}",
            "yref": f"y{axis}",
            "x0": round(left, 4),
            "x1": round(left + BAR, 4),
            "y0": round(top, 4),
            "y1": round(bottom, 4),
            "fillcolor": colours[min(place, len(colours) - 1)],
            "line": {"width": 0},
        }


def _title(line: Line, axis: str) -> Iterator[Piece]:
    at = {"yref": f"y{axis}", "y": 0, "yanchor": "bottom"}
    name = "<br>".join(f"<b>{safe(part)}</b>" for part in textwrap.wrap(line.label, 34))
    coloured = f'<span style="color:{theme.OWN}">{name}</span>' if line.own else name
    yield words(coloured, xref=f"x{axis} domain", x=0, yshift=24, **at)
    for text, place, anchor in ((_("admission"), LEFT, "right"), (_("discharge"), RIGHT, "left")):
        yield words(soft(text), xref=f"x{axis}", x=place, xanchor=anchor, yshift=4, **at)


def _names(names: Sequence[str], bars: Bars, axis: str, *, left: bool) -> Iterator[Piece]:
    for name, (top, bottom), count in zip(names, bars.extents, bars.counts, strict=True):
        text = "<br>".join(safe(part) for part in textwrap.wrap(name, 14))
        yield words(
            f'<span style="font-size:{theme.SMALL}px">{text} {soft(integer(count))}</span>',
            xref=f"x{axis}",
            x=LEFT - BAR if left else RIGHT + BAR,
            xshift=-6 if left else 6,
            xanchor="right" if left else "left",
            align="right" if left else "left",
            yref=f"y{axis}",
            y=round((top + bottom) / 2, 4),
        )


def _hover(crossed: Crossed, line: Line, bands: Sequence[Band], axis: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round((LEFT + RIGHT) / 2, 4)] * len(bands),
        "y": [round((sum(band.left) + sum(band.right)) / 4, 4) for band in bands],
        "marker": {"size": 14, "opacity": 0, "color": theme.MAIN},
        "text": [_told(crossed, line, band) for band in bands],
        "hovertemplate": "%{text}<extra></extra>",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def _told(crossed: Crossed, line: Line, band: Band) -> str:
    point = band.point
    moved = _("{before} at admission, {after} at discharge").format(
        before=safe(crossed.starts[band.start]), after=safe(crossed.categories[band.end])
    )
    counted = _(
        "{count} of {total} stays, {share}",
        count=integer(point.count),
        total=integer(point.total),
        share=percent(point.share),
    )
    return "<br>".join((f"<b>{safe(line.label)}</b>", moved, counted))
