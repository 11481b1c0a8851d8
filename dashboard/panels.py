"""Figure of one characteristic: a small panel for each group, all on one scale."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import theme
from dashboard.comparison import Comparison, Mark, Point
from dashboard.drawing import (
    Piece,
    Placed,
    axis_top,
    grid,
    most_lines,
    name,
    named_axis,
    own_weight,
    place,
    plain_axis,
    reference_lines,
    safe,
    share_axis,
    soft,
    traces,
    words,
)
from dashboard.language import integer, percent
from dashboard.multiples import AXIS, Grid
from dashboard.theme import Figure

MOST = 7
GAP = 0.3  # lines before the references
TITLE_LINE = 19  # pixels: a line over a panel
BESIDE = 0.075  # of the width, between panels: room for the shares
BESIDE_LAST = 52  # pixels: the same right of the last panel
MARKS = 0.75  # the size of marks: there are many


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """How many panels of how many lines stand beside and under each other; heights in pixels."""

    columns: int
    rows: int
    lines: float
    line_height: int
    title: int
    ticks: int

    @property
    def grid(self) -> Grid:
        """Where the panels lie."""
        panel = self.lines * self.line_height
        return Grid(columns=self.columns, rows=self.rows, panel=panel, title=self.title, beside=BESIDE)


def not_drawn(comparison: Comparison) -> int:
    """How many groups of a characteristic are in the table only."""
    return max(0, len(comparison.answer.categories) - MOST)


def draw(comparison: Comparison, *, narrow: bool) -> Figure:
    """Panels beside each other, or under each other on a phone."""
    placed = place(comparison, GAP)
    names = [_name(item, 18 if narrow else 26) for item in placed]
    titles = [_broken(group, 22 if narrow else 24) for group in comparison.category_names()[:MOST]]
    sheet = _sheet(len(titles), placed, most_lines(names), most_lines(titles), narrow=narrow)
    top = axis_top(point for item in placed for point in item.line.points)
    layout = theme.layout(
        height=round(sheet.grid.height) + sheet.title + AXIS + 12,
        margin={"l": 8, "r": BESIDE_LAST, "t": sheet.title + 4, "b": AXIS + 8},
        shapes=[],
        annotations=[],
    )
    figure = {"data": [], "layout": layout}
    for index, title in enumerate(titles):
        _add_panel(figure, sheet, placed, index, top=top, title=title, names=names)
    return figure


def _broken(text: str, width: int) -> str:
    return "<br>".join(f"<b>{safe(part)}</b>" for part in textwrap.wrap(text, width))


def _sheet(
    panels: int, placed: Sequence[Placed], name_lines: int, title_lines: int, *, narrow: bool
) -> Sheet:
    columns = 1 if narrow else 2 if panels in (2, 4) else 3
    return Sheet(
        columns=columns,
        rows=-(-panels // columns),
        lines=(placed[-1].y if placed else 0.0) + 1,
        line_height=28 if name_lines == 1 else 8 + 17 * name_lines,
        title=8 + TITLE_LINE * title_lines,
        ticks=2 if narrow else 4,
    )


def _name(item: Placed, width: int) -> str:
    """A line's name with its denominator, which is the same in every panel."""
    points = item.line.points
    total = f" {soft(integer(points[0].total))}" if points else ""
    return f'<span style="font-size:{theme.SMALL}px">{name(item.line, width)}{total}</span>'


def _add_panel(
    figure: Figure,
    sheet: Sheet,
    placed: Sequence[Placed],
    index: int,
    *,
    top: float,
    title: str,
    names: Sequence[str],
) -> None:
    axis = "" if index == 0 else str(index + 1)
    across, up = sheet.grid.domains(index)
    first, layout = index % sheet.columns == 0, figure["layout"]
    layout[f"xaxis{axis}"] = share_axis(top, most_ticks=sheet.ticks, domain=across, anchor=f"y{axis}")
    where: Piece = {"domain": up, "anchor": f"x{axis}", "range": [sheet.lines - 0.5, -0.5]}
    layout[f"yaxis{axis}"] = named_axis(placed, names, **where) if first else {**plain_axis(), **where}
    layout["shapes"] += [
        *grid(top, sheet.lines - 0.5, axis, most_ticks=sheet.ticks),
        *reference_lines(placed, index, axis=axis),
    ]
    layout["annotations"] += [_title(title, axis), *_shares(placed, index, top, axis)]
    figure["data"] += traces(placed, index, axis=axis, scale=MARKS)


def _title(text: str, axis: str) -> Piece:
    return words(
        text, xref=f"x{axis}", x=0, yref=f"y{axis}", y=-0.5, yanchor="bottom", yshift=5, align="left"
    )


def _shares(placed: Sequence[Placed], index: int, top: float, axis: str) -> Iterator[Piece]:
    for item in placed:
        mark = item.line.marks[index]
        text = _share(item, mark)
        small = f'<span style="font-size:{theme.SMALL}px">{text}</span>'
        yield words(small, xref=f"x{axis}", x=top, xshift=10, yref=f"y{axis}", y=item.y)


def _share(item: Placed, mark: Mark) -> str:
    """The share, or a dash: the table says why."""
    return own_weight(percent(mark.share), item.line) if isinstance(mark, Point) else soft("–")  # noqa: RUF001
