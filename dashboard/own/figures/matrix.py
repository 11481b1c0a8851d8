"""Two variables crossed: a tinted cell for each pair of groups, with its count and its share of the row."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard import theme
from dashboard.comparison import Point
from dashboard.drawing import Piece, most_lines, plain_axis, safe, soft, words
from dashboard.language import integer, percent
from dashboard.own.display import Display, Line
from dashboard.own.figures.text import broken, hover, share_words, small, stays_words
from dashboard.own.names import is_missing
from dashboard.texts import short_name
from dashboard.theme import Figure

CELL, PHONE_CELL = 46, 44
CELLS_WIDTH, LETTER = 860, 8  # pixels that all cells of a row, and a letter over them, have
LEAST_HEAD, MOST_HEAD = 8, 18
DARKEST = 0.62  # how strong the tint of a whole row in one cell is, so that words on it can be read


def draw(display: Display, *, narrow: bool) -> Figure:
    """Rows from above, columns from the left; cells of the same group twice have a frame."""
    display = _with_somebody(display)
    columns, rows = len(display.categories), len(display.lines)
    heads = [broken(name, 9 if narrow else _head_width(columns)) for name in display.categories]
    names = [_name(line, narrow=narrow) for line in display.lines]
    above = 44 + 16 * most_lines(heads)
    height = max(PHONE_CELL if narrow else CELL, 6 + 17 * most_lines(names))
    layout = theme.layout(
        height=rows * height + above + 14,
        margin={"l": 24, "r": 8, "t": above, "b": 14},
        xaxis={
            **plain_axis(),
            "range": [-0.5, columns - 0.5],
            "side": "top",
            "tickvals": list(range(columns)),
            "ticktext": [small(head) for head in heads],
            "tickangle": 0,
            "showticklabels": True,
        },
        yaxis={
            **plain_axis(),
            "range": [rows - 0.5, -0.5],
            "tickvals": list(range(rows)),
            "ticktext": names,
            "ticks": "outside",
            "ticklen": 8,
            "tickcolor": theme.NONE,
            "showticklabels": True,
            "automargin": True,
        },
        shapes=[*_tints(display), *_frames(display)],
        annotations=[*_cells(display), *_sides(display, above, narrow=narrow)],
    )
    return {"data": [_hovers(display)], "layout": layout}


def _with_somebody(display: Display) -> Display:
    """Without rows of nobody; the table has them."""
    return replace(display, lines=tuple(line for line in display.lines if any(line.points)))


def _head_width(columns: int) -> int:
    """How many letters have room over a cell."""
    return max(LEAST_HEAD, min(MOST_HEAD, CELLS_WIDTH // (columns * LETTER)))


def least_width(display: Display) -> int:
    """Below this many pixels the words in the cells would run together."""
    return 110 + 60 * len(display.categories)


def _name(line: Line, *, narrow: bool) -> str:
    total = next((point.total for point in line.points if point is not None), 0)
    name = broken(line.name, 14 if narrow else 28)
    name = soft(name) if is_missing(line.row.group) else name
    return small(f"{name}<br>{soft(stays_words(total))}")


def _tints(display: Display) -> Iterator[Piece]:
    for row, line in enumerate(display.lines):
        for column, point in enumerate(line.points):
            strength = DARKEST * point.share if point is not None else 0.0
            look = {"fillcolor": theme.BAR, "opacity": round(strength, 4), "line": {"width": 0}}
            yield _box(row, column, **look)


def _frames(display: Display) -> Iterator[Piece]:
    for row, line in enumerate(display.lines):
        if line.row.group in display.answer.categories:
            column = display.answer.categories.index(line.row.group)
            yield _box(row, column, line={"width": 1.5, "color": theme.MAIN}, fillcolor=theme.NONE)


def _box(row: int, column: int, **look: object) -> Piece:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": column - 0.47,
        "x1": column + 0.47,
        "y0": row - 0.46,
        "y1": row + 0.46,
        "layer": "below",
        **look,
    }


def _cells(display: Display) -> Iterator[Piece]:
    for row, line in enumerate(display.lines):
        for column, point in enumerate(line.points):
            if point is not None:
                yield words(_told(point), x=column, y=row, xanchor="center")


def _told(point: Point) -> str:
    """A zero stands back and needs no share."""
    if not point.count:
        return soft("0")
    return f"<b>{integer(point.count)}</b><br>{small(percent(point.share))}"


def _sides(display: Display, above: int, *, narrow: bool) -> Iterator[Piece]:
    """What the columns and the rows are."""
    after, before = short_name(display.shows), short_name(str(display.answer.asked.split))
    over = {"xref": "paper", "x": 0, "yref": "paper", "y": 1, "yanchor": "bottom"}
    yield words(f"<b>{safe(after)}</b> →", yshift=above - 26, **over)
    side = f"<b>{small(broken(before, 12 if narrow else 28))}</b> ↓"
    yield words(side, align="right", **{**over, "xanchor": "right", "xshift": -8, "yshift": 6})


def _hovers(display: Display) -> Figure:
    """Unseen marks that say what is pointed at."""
    there = [
        (row, column, hover(f"{line.name} → {name}", *share_words(point)))
        for row, line in enumerate(display.lines)
        for column, (name, point) in enumerate(zip(display.categories, line.points, strict=True))
        if point is not None
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [column for _row, column, _text in there],
        "y": [row for row, _column, _text in there],
        "marker": {"size": 30, "symbol": "square", "opacity": 0},
        "hovertext": [text for _row, _column, text in there],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
