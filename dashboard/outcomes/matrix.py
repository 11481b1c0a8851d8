"""Figure of an outcome by starting group: a matrix for each line, with shares and counts in its cells."""

import textwrap
from collections.abc import Iterator

from dashboard import theme
from dashboard.comparison import Line, Mark, NobodyThere, Point
from dashboard.drawing import Piece, plain_axis, safe, soft, words
from dashboard.language import _, integer, percent
from dashboard.multiples import Grid
from dashboard.outcomes.crossed import Crossed
from dashboard.theme import Figure

ROW, HEAD, TITLE = 58, 44, 34  # pixels: a row, the heads over a matrix, the name over that
DARKEST = 0.62  # how strong the tint of a whole row in one cell is, so that words on it can be read
NAMES_WIDE, NAMES_NARROW = 150, 92  # pixels for the names of rows


def draw(crossed: Crossed, *, narrow: bool) -> Figure:
    """Matrices beside each other, or under each other on a phone."""
    lines = crossed.drawn
    columns = 1 if narrow else len(lines)
    grid = Grid(
        columns=columns,
        rows=-(-len(lines) // columns),
        panel=ROW * len(crossed.starts),
        title=TITLE + HEAD,
        beside=0.03,
        axis=0,
    )
    left = NAMES_NARROW if narrow else NAMES_WIDE
    layout = theme.layout(
        height=round(grid.height) + grid.title + 14,
        margin={"l": left, "r": 6, "t": grid.title, "b": 10},
        shapes=[],
        annotations=[],
    )
    figure: Figure = {"data": [], "layout": layout}
    for index, line in enumerate(lines):
        _add(figure, crossed, grid, index, line, names=index % columns == 0, narrow=narrow)
    return figure


def _add(
    figure: Figure, crossed: Crossed, grid: Grid, index: int, line: Line, *, names: bool, narrow: bool
) -> None:
    axis, layout = "" if index == 0 else str(index + 1), figure["layout"]
    across, up = grid.domains(index)
    wide, high = len(crossed.categories), len(crossed.starts)
    layout[f"xaxis{axis}"] = {**plain_axis(), "range": [0, wide], "domain": across, "anchor": f"y{axis}"}
    layout[f"yaxis{axis}"] = {**plain_axis(), "range": [high, 0], "domain": up, "anchor": f"x{axis}"}
    layout["annotations"] += _heads(crossed, line, axis, narrow=narrow)
    if names:
        layout["annotations"] += _names(crossed, axis, narrow=narrow)
    colour = theme.OWN if line.own else theme.MAIN
    told: list[tuple[float, float, str]] = []
    for row in range(high):
        for column, mark in enumerate(crossed.marks(line, row)):
            layout["shapes"] += _cell(crossed, row, column, mark, colour, axis)
            layout["annotations"] += _words(row, column, mark, axis, narrow=narrow)
            if isinstance(mark, Point):
                told.append((column + 0.5, row + 0.5, _told(crossed, line, row, column, mark)))
    figure["data"].append(_hover(told, axis))


def _cell(crossed: Crossed, row: int, column: int, mark: Mark, colour: str, axis: str) -> Iterator[Piece]:
    """The cell, the stronger tinted the larger its share, and framed where nothing changed."""
    if isinstance(mark, Point):
        yield {**_rect(axis, row, column), "fillcolor": colour, "opacity": round(DARKEST * mark.share, 3)}
    same = crossed.starts[row] == crossed.categories[column]
    look = {"color": theme.INK, "width": 1.6} if same else {"color": theme.LINE, "width": 1}
    yield {**_rect(axis, row, column), "line": look, "layer": "above" if same else "below"}


def _rect(axis: str, row: int, column: int) -> Piece:
    return {
        "type": "rect",
        "xref": f"x{axis}",
        "yref": f"y{axis}",
        "x0": column,
        "x1": column + 1,
        "y0": row,
        "y1": row + 1,
        "layer": "below",
        "line": {"width": 0},
    }


def _words(row: int, column: int, mark: Mark, axis: str, *, narrow: bool) -> Iterator[Piece]:
    at = {"xref": f"x{axis}", "x": column + 0.5, "yref": f"y{axis}", "y": row + 0.5, "xanchor": "center"}
    match mark:
        case Point():
            size = 14 if narrow else theme.SIZE
            share = f'<span style="font-size:{size}px">{percent(mark.share)}</span>'
            yield words(f"{share}<br>{soft(integer(mark.count))}", **at)
        case NobodyThere():
            yield words(soft(_("nobody")), **at)
        case _:
            yield words(soft("–"), **at)  # noqa: RUF001 - the sign of a hidden number


def _heads(crossed: Crossed, line: Line, axis: str, *, narrow: bool) -> Iterator[Piece]:
    """The line's name over the matrix, and what each column stands for."""
    at = {"yref": f"y{axis}", "y": 0, "yanchor": "bottom"}
    name = "<br>".join(f"<b>{safe(part)}</b>" for part in textwrap.wrap(line.label, 40))
    coloured = f'<span style="color:{theme.OWN}">{name}</span>' if line.own else name
    yield words(coloured, xref=f"x{axis}", x=0, yshift=HEAD, **at)
    for place, category in enumerate(crossed.categories):
        text = "<br>".join(safe(part) for part in textwrap.wrap(category, 9 if narrow else 12))
        yield words(soft(text), xref=f"x{axis}", x=place + 0.5, xanchor="center", yshift=4, **at)


def _names(crossed: Crossed, axis: str, *, narrow: bool) -> Iterator[Piece]:
    for row, start in enumerate(crossed.starts):
        text = "<br>".join(safe(part) for part in textwrap.wrap(start, 11 if narrow else 18))
        yield words(
            f'<span style="font-size:{theme.SMALL}px">{text}</span>',
            xref=f"x{axis}",
            x=0,
            xanchor="right",
            xshift=-8,
            align="right",
            yref=f"y{axis}",
            y=row + 0.5,
        )


def _told(crossed: Crossed, line: Line, row: int, column: int, mark: Point) -> str:
    low, high = percent(mark.interval.low), percent(mark.interval.high)
    return "<br>".join(
        (
            f"<b>{safe(line.label)}</b>",
            _("{before} at admission, {after} at discharge").format(
                before=safe(crossed.starts[row]), after=safe(crossed.categories[column])
            ),
            _("{count} of {total} stays", count=integer(mark.count), total=integer(mark.total)),
            _("95 % interval {low} to {high}", low=low, high=high),
        )
    )


def _hover(told: list[tuple[float, float, str]], axis: str) -> Figure:
    """What is said of a cell that is pointed at; the mark itself is not seen."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _y, _text in told],
        "y": [y for _x, y, _text in told],
        "marker": {"size": 36, "opacity": 0, "color": theme.MAIN},
        "text": [text for _x, _y, text in told],
        "hovertemplate": "%{text}<extra></extra>",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }
