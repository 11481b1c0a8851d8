"""Rows by categories: a small panel for each category, all on one scale, with every row in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard import theme
from dashboard.drawing import Piece, most_lines, plain_axis, safe, soft, vertical, words
from dashboard.language import integer, percent
from dashboard.multiples import AXIS, Grid
from dashboard.own.display import Display
from dashboard.own.figures import scales
from dashboard.own.figures.distribution import share_entry
from dashboard.own.figures.rows import Entry, marks
from dashboard.own.figures.scales import Scale
from dashboard.own.figures.text import broken, small
from dashboard.own.names import is_missing
from dashboard.theme import Figure

MOST = 7
BESIDE, BESIDE_LAST = (
    0.075,
    52,
)  # room for the shares: between panels a part of the width, after the last pixels
TITLE_LINE = 19
BAR = 0.55


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One category: its title and its value in every row."""

    title: str
    entries: tuple[Entry, ...]


def drawn(display: Display) -> tuple[int, ...]:
    """The places of the categories that are drawn: those with the most stays, in their own order."""
    return tuple(sorted(display.most_common[:MOST]))


def draw(display: Display, *, narrow: bool) -> Figure:
    """Panels beside each other, or under each other on a phone."""
    width, places = 22 if narrow else 24, drawn(display)
    panels = [_panel(display, place, width) for place in places]
    names = [_name(display, place, 18 if narrow else 26) for place in range(len(display.lines))]
    grid = _grid(panels, names, narrow=narrow)
    points = [line.points[place] for line in display.lines for place in places]
    scale = scales.shares([one for one in points if one is not None], most_ticks=2 if narrow else 4)
    figure: Figure = {"data": [], "layout": _layout(grid)}
    for index, panel in enumerate(panels):
        _add(figure, grid, panel, index, scale=scale, names=names)
    return figure


def _panel(display: Display, place: int, width: int) -> Panel:
    name = display.categories[place]
    title = "<br>".join(f"<b>{line}</b>" for line in broken(name, width).split("<br>"))
    entries = (share_entry(line.name, line.points[place]) for line in display.lines)
    return Panel(title=title, entries=tuple(replace(entry, hover=_hover(name, entry)) for entry in entries))


def _hover(category: str, entry: Entry) -> str:
    return f"{safe(category)}<br>{entry.hover}"


def _name(display: Display, place: int, width: int) -> str:
    """A row's name, with its denominator where all categories have the same."""
    line = display.lines[place]
    there = [one for one in line.points if one is not None]
    total = f" {soft(integer(there[0].total))}" if there and display.kind == "groups" else ""
    name = broken(line.name, width)
    return small(f"{soft(name) if is_missing(line.row.group) else name}{total}")


def _grid(panels: Sequence[Panel], names: Sequence[str], *, narrow: bool) -> Grid:
    columns = 1 if narrow else 2 if len(panels) in (2, 4) else 3
    lines = most_lines(names)
    return Grid(
        columns=columns,
        rows=-(-len(panels) // columns),
        panel=len(names) * (26 if lines == 1 else 8 + 17 * lines),
        title=8 + TITLE_LINE * most_lines(panel.title for panel in panels),
        beside=BESIDE,
    )


def _layout(grid: Grid) -> Figure:
    return theme.layout(
        height=round(grid.height) + grid.title + AXIS + 12,
        margin={"l": 8, "r": BESIDE_LAST, "t": grid.title + 4, "b": AXIS + 8},
        shapes=[],
        annotations=[],
    )


def _add(figure: Figure, grid: Grid, panel: Panel, index: int, *, scale: Scale, names: Sequence[str]) -> None:
    axis = "" if index == 0 else str(index + 1)
    across, up = grid.domains(index)
    count, layout = len(names), figure["layout"]
    layout[f"xaxis{axis}"] = scale.axis(domain=across, anchor=f"y{axis}")
    layout[f"yaxis{axis}"] = {
        **(_named(names) if index % grid.columns == 0 else plain_axis()),
        "domain": up,
        "anchor": f"x{axis}",
        "range": [count - 0.5, -0.5],
    }
    layout["shapes"] += [
        vertical(x, -0.5, count - 0.5, colour=theme.GRID, axis=axis, width=1) for x in scale.ticks
    ]
    over = {"xref": f"x{axis}", "x": 0, "yref": f"y{axis}", "y": -0.5, "yanchor": "bottom", "yshift": 5}
    layout["annotations"] += [words(panel.title, align="left", **over), *_values(panel, scale, axis)]
    there = [(place, entry) for place, entry in enumerate(panel.entries) if entry.value is not None]
    figure["data"].append(
        marks([entry for _, entry in there], [place for place, _ in there], "bar", width=BAR, axis=axis)
    )


def _named(names: Sequence[str]) -> Piece:
    return {
        **plain_axis(),
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "ticks": "outside",
        "ticklen": 8,
        "tickcolor": theme.NONE,
        "showticklabels": True,
        "automargin": True,
    }


def _values(panel: Panel, scale: Scale, axis: str) -> list[Piece]:
    """The shares right of a panel; a dash where there are no stays."""
    told = [
        percent(entry.value) if entry.value is not None else soft("–")  # noqa: RUF001
        for entry in panel.entries
    ]
    at = {"xref": f"x{axis}", "x": scale.high, "xshift": 10, "yref": f"y{axis}"}
    return [words(small(text), y=place, **at) for place, text in enumerate(told)]
