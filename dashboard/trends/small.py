"""Figure of a trend: a small panel for each line on one scale, its periods drawn as long as they are."""

import textwrap
from collections.abc import Iterator, Sequence

from dashboard import theme
from dashboard.drawing import OTHERS, OWN, Piece, Style, interval_bars, safe, soft, words
from dashboard.language import _, integer, percent
from dashboard.multiples import Grid
from dashboard.theme import Figure
from dashboard.trends.axes import (
    Span,
    hatched,
    marked_days,
    period_names,
    share_axis,
    span_of,
    target_bands,
    year_axis,
)
from dashboard.trends.marks import connected, hover, open_mark, spans
from dashboard.trends.moments import Moment
from dashboard.trends.timelines import Stretch, TimeLine, TimeLines

PANEL, TITLE_LINE, UNDER = 128, 19, 40
MARKS = 0.7  # the size of marks: there are many
WIDE, NARROW = 1020, 300  # pixels that panels have together


def draw(lines: TimeLines, moments: Sequence[Moment], *, narrow: bool) -> Figure:
    """Panels beside each other, or under each other on a phone. Marked days stand with the viewer's own units."""
    drawn = lines.drawn or lines.references[:1]
    span = span_of(lines, drawn)
    grid = _grid(len(drawn), max(len(_title(line, 40)) for line in drawn), narrow=narrow)
    layout = theme.layout(
        height=round(grid.height) + grid.title + UNDER,
        margin={"l": 48, "r": 10, "t": grid.title, "b": UNDER},
        shapes=[],
        annotations=[],
        barmode="overlay",
    )
    figure: Figure = {"data": [], "layout": layout}
    for index, line in enumerate(drawn):
        _add_panel(figure, grid, index, span=span, line=line, lines=lines, moments=moments, narrow=narrow)
    return figure


def _grid(panels: int, title_lines: int, *, narrow: bool) -> Grid:
    columns = 1 if narrow or panels == 1 else 2 if panels in (2, 4) else 3
    return Grid(
        columns=columns,
        rows=-(-panels // columns),
        panel=PANEL,
        title=14 + TITLE_LINE * title_lines,
        beside=0.045,
        axis=30,
    )


def _add_panel(
    figure: Figure,
    grid: Grid,
    index: int,
    *,
    span: Span,
    line: TimeLine,
    lines: TimeLines,
    moments: Sequence[Moment],
    narrow: bool,
) -> None:
    width = NARROW if narrow else WIDE
    axis, layout = "" if index == 0 else str(index + 1), figure["layout"]
    across, up = grid.domains(index)
    names = period_names(line.stretches, span, width * (across[1] - across[0]))
    first = index % grid.columns == 0
    layout[f"xaxis{axis}"] = year_axis(span, names, domain=across, anchor=f"y{axis}")
    layout[f"yaxis{axis}"] = share_axis(span, most=3, told=first, domain=up, anchor=f"x{axis}")
    layout["shapes"] += target_bands(lines, span, axis)
    layout["annotations"] += _titles(line, axis)
    figure["data"] += [
        *hatched(line.stretches, span, axis),
        *_reference(lines, axis),
        *_marks(line, axis),
    ]
    if line.own:
        for upright, text in marked_days(moments, span, axis, told=False):
            layout["shapes"].append(upright)
            layout["annotations"].append(text)


def _titles(line: TimeLine, axis: str) -> Iterator[Piece]:
    """The line's name, and under it its latest share with its counts."""
    at = {"xref": f"x{axis} domain", "x": 0, "yref": f"y{axis} domain", "y": 1}
    text = "<br>".join(_title(line, 40))
    yield words(text, **at, yanchor="bottom", yshift=16, align="left")


def _title(line: TimeLine, width: int) -> list[str]:
    name = [f"<b>{safe(part)}</b>" for part in textwrap.wrap(line.label, width)]
    if line.own:
        name = [f'<span style="color:{theme.OWN}">{part}</span>' for part in name]
    latest = next((stretch for stretch in reversed(line.complete) if stretch.point is not None), None)
    return [*name, soft(_latest(latest) if latest else _("nobody in any complete period"))]


def _latest(stretch: Stretch) -> str:
    point = stretch.point
    if point is None:
        raise ValueError("the latest stretch with a share has one")
    return _(
        "{period}: {share} ({count} of {total})",
        period=stretch.name,
        share=percent(point.share),
        count=integer(point.count),
        total=integer(point.total),
    )


def _reference(lines: TimeLines, axis: str) -> Iterator[Figure]:
    """The whole as a thin dashed line, as long as its periods are."""
    if lines.references:
        yield spans(lines.references[0].stretches, theme.INK, axis, width=1.2, dash="dash")


def _marks(line: TimeLine, axis: str) -> Iterator[Figure]:
    style: Style = OWN if line.own else OTHERS
    shown = [stretch for stretch in line.stretches if stretch.point is not None]
    long = [stretch for stretch in shown if stretch.months > 12]
    yield connected(shown, style.colour, axis)
    if long:
        yield spans(long, style.colour, axis, width=style.thickness + 1.5)
    yield {
        "type": "scatter",
        "mode": "markers",
        "x": [round(stretch.middle, 4) for stretch in shown],
        "y": [round(stretch.point.share, 4) for stretch in shown if stretch.point],
        "error_y": interval_bars([stretch.point for stretch in shown if stretch.point], style, scale=0.5),
        "marker": {
            "symbol": [open_mark(style.symbol, stretch) for stretch in shown],
            "color": style.colour,
            "size": round(style.size * MARKS, 1),
            "opacity": 1,
        },
        "text": [hover(line, stretch) for stretch in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }
