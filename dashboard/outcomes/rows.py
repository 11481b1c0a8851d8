"""Figure of shares under each other: rows in blocks, in each row a mark for everybody it is shown for."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard import theme
from dashboard.comparison import Line, Mark, NobodyThere, Point
from dashboard.drawing import (
    OTHERS,
    OWN,
    REFERENCE,
    Piece,
    Style,
    axis_top,
    interval_bars,
    plain_axis,
    safe,
    share_axis,
    share_ticks,
    soft,
    unseen,
    vertical,
    words,
)
from dashboard.language import _, integer, percent
from dashboard.theme import Figure

MARK, ROOM, HEAD = 25, 12, 20  # pixels: a mark's line, between rows, a line of a block's heading
SHARE_AT, COUNT_AT = 54, 170  # pixels right of the plot
NAMES_WIDE = 250  # pixels for the names of rows
COUNTRY = Style(symbol="circle-open", colour=theme.INK, size=11, thickness=2)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A named row with a mark for each line that it is shown for."""

    name: str
    marks: tuple[tuple[Line, Mark], ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """Rows that belong together, under a heading if there is one."""

    rows: tuple[Row, ...]
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A mark at its height in pixels from the top."""

    y: float
    line: Line
    mark: Mark
    row: str


def style_of(line: Line) -> Style:
    """The mark of a line: squares are the reader's own, dots other units, diamonds the whole, rings a country."""
    if line.own:
        return OWN
    scope = line.row.group.scope
    return REFERENCE if scope == "nordic" else COUNTRY if scope == "country" else OTHERS


def draw(blocks: Sequence[Block], *, narrow: bool) -> Figure:
    """The figure, for a wide window or a phone, where names stand over their rows."""
    placed, texts, height = _place(blocks, narrow=narrow)
    points = [item.mark for item in placed if isinstance(item.mark, Point)]
    top = axis_top(points)
    layout = theme.layout(
        height=round(height) + 40,
        margin={"l": 12 if narrow else NAMES_WIDE, "r": 126 if narrow else COUNT_AT + 10, "t": 6, "b": 34},
        xaxis=share_axis(top, most_ticks=3 if narrow else 6),
        yaxis={**plain_axis(), "range": [height, 0]},
        shapes=[vertical(x, 0, height, colour=theme.GRID, width=1) for x in share_ticks(top, 6)],
        annotations=[*texts, *(piece for item in placed for piece in _beside(item, narrow=narrow))],
    )
    return {"data": list(_traces(placed)), "layout": layout}


def _place(blocks: Sequence[Block], *, narrow: bool) -> tuple[list[Placed], list[Piece], float]:
    """Every mark at its height, the words at theirs, and how high all of it is."""
    placed, texts, y = list[Placed](), list[Piece](), 0.0
    for block in blocks:
        if block.heading:
            parts = textwrap.wrap(block.heading, 36 if narrow else 90)
            texts.append(_heading("<br>".join(f"<b>{safe(part)}</b>" for part in parts), y, narrow=narrow))
            y += HEAD * len(parts) + ROOM
        for row in block.rows:
            over = 20 if narrow else 0
            middle = y + over / 2 if narrow else y + MARK * len(row.marks) / 2
            texts.append(_left(_wrapped(row.name, narrow=narrow), middle, narrow=narrow))
            y += over
            for place, (line, mark) in enumerate(row.marks):
                placed.append(Placed(y=y + MARK * (place + 0.5), line=line, mark=mark, row=row.name))
            y += MARK * len(row.marks) + ROOM
    return placed, texts, y


def _wrapped(name: str, *, narrow: bool) -> str:
    return "<br>".join(safe(part) for part in textwrap.wrap(name, 44 if narrow else 30))


def _heading(text: str, y: float, *, narrow: bool) -> Piece:
    """A heading over a block, from where names begin."""
    shift = 0 if narrow else 4 - NAMES_WIDE
    at = {"xref": "paper", "x": 0, "xshift": shift, "yref": "y", "y": round(y, 1), "yanchor": "top"}
    return words(text, **at, align="left")


def _left(text: str, y: float, *, narrow: bool) -> Piece:
    """The name of a row: beside the plot, on a phone over its marks."""
    at = {"xref": "paper", "x": 0, "yref": "y", "y": round(y, 1), "align": "left"}
    return words(text, **at) if narrow else words(text, **at, xanchor="right", xshift=-12)


def _beside(item: Placed, *, narrow: bool) -> Iterator[Piece]:
    """Share and counts right of a mark, or why there are none."""
    at = {"yref": "y", "y": round(item.y, 1)}
    if not isinstance(item.mark, Point):
        text = _("no stays") if isinstance(item.mark, NobodyThere) else _("not shown")
        yield unseen(f"{safe(item.line.label)}: {text}", xref="x", x=0, xshift=8, **at)
        return
    colour = theme.OWN if item.line.own else theme.INK
    share = f'<span style="color:{colour}">{percent(item.mark.share)}</span>'
    count = _("{count} of {total}", count=integer(item.mark.count), total=integer(item.mark.total))
    right = {**at, "xref": "paper", "x": 1, "xanchor": "right"}
    yield words(share, xshift=40 if narrow else SHARE_AT, **right)
    yield words(soft(count), xshift=122 if narrow else COUNT_AT, **right)


def _traces(placed: Iterable[Placed]) -> Iterator[Figure]:
    by_style: dict[Style, list[tuple[Placed, Point]]] = {}
    for item in placed:
        if isinstance(item.mark, Point):
            by_style.setdefault(style_of(item.line), []).append((item, item.mark))
    for style, found in by_style.items():
        yield {
            "type": "scatter",
            "mode": "markers",
            "x": [round(point.share, 4) for _item, point in found],
            "y": [round(item.y, 1) for item, _point in found],
            "error_x": interval_bars([point for _item, point in found], style, scale=0.8),
            "marker": {
                "symbol": style.symbol,
                "color": style.colour,
                "size": round(style.size * 0.85, 1),
                "opacity": 1,
                "line": {"width": 2 if style.symbol.endswith("-open") else 0, "color": style.colour},
            },
            "text": [_hover(item, point) for item, point in found],
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
        }


def _hover(item: Placed, point: Point) -> str:
    low, high = percent(point.interval.low), percent(point.interval.high)
    return "<br>".join(
        (
            f"<b>{safe(item.line.label)}: {percent(point.share)}</b>",
            safe(item.row),
            _("{count} of {total} stays", count=integer(point.count), total=integer(point.total)),
            _("95 % interval {low} to {high}", low=low, high=high),
        )
    )
