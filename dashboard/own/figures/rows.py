"""Rows under each other: a bar from zero for a share or a count, a dot for a number, each with its 95 % interval."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard import theme
from dashboard.drawing import Piece, most_lines, plain_axis, soft, unseen, vertical, words
from dashboard.own.figures.scales import Scale
from dashboard.own.figures.text import broken
from dashboard.theme import Figure
from queries import Interval

Mark = Literal["bar", "dot"]
NAME_WIDTH, PHONE_NAME_WIDTH = 34, 40
VALUES_AT, UNDER_AT = 104, 226  # pixels right of the plot
BAR, PHONE_BAR, BELOW = 0.56, 0.24, 0.28  # in lines; on a phone, how far marks lie below their words


BAR_LOOK = {"color": theme.BAR, "line": {"color": theme.BAR_EDGE, "width": 1}}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row: its value with interval and quartiles where it has them, and both in words; `gap` says why not.

    One that is `aside` (stays without an answer) stands back.
    """

    name: str
    value: float | None
    told: str = ""
    under: str = ""
    gap: str = ""
    aside: bool = False
    hover: str = ""
    interval: Interval | None = None
    quartiles: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Heads:
    """What stands over the two columns right of the plot."""

    value: str
    under: str


def draw(
    entries: Sequence[Entry],
    scale: Scale,
    *,
    mark: Mark,
    heads: Heads,
    narrow: bool,
    back: Iterable[Piece] = (),
) -> Figure:
    """The figure; `back` are shapes behind everything, their heights from -0.5 to the number of rows less a half."""
    drawn = _phone(entries, scale, mark) if narrow else _wide(entries, scale, mark, heads)
    drawn["layout"]["shapes"] = [*back, *drawn["layout"]["shapes"]]
    return drawn


def _wide(entries: Sequence[Entry], scale: Scale, mark: Mark, heads: Heads) -> Figure:
    names = [_name(entry, NAME_WIDTH) for entry in entries]
    line_height = max(34, 8 + 19 * most_lines(names))
    layout = _layout(entries, scale, line_height, {"l": 8, "r": UNDER_AT + 10, "t": 30, "b": 34})
    layout["yaxis"] |= {
        "tickvals": list(range(len(entries))),
        "ticktext": names,
        "ticks": "outside",
        "ticklen": 10,
        "tickcolor": theme.NONE,
        "showticklabels": True,
        "automargin": True,
    }
    layout["annotations"] = [
        *_heads(heads),
        *(piece for place, entry in enumerate(entries) for piece in _beside(place, entry, scale)),
    ]
    layout["shapes"] = _grid(scale, len(entries))
    return {"data": list(_traces(entries, mark, down=0.0, width=BAR)), "layout": layout}


def _phone(entries: Sequence[Entry], scale: Scale, mark: Mark) -> Figure:
    names = [_name(entry, PHONE_NAME_WIDTH) for entry in entries]
    line_height = 52 + 20 * most_lines(names)
    layout = _layout(entries, scale, line_height, {"l": 14, "r": 18, "t": 6, "b": 30})
    layout["annotations"] = [
        piece
        for place, (entry, name) in enumerate(zip(entries, names, strict=True))
        for piece in _above(place, entry, name)
    ]
    layout["shapes"] = []
    return {"data": list(_traces(entries, mark, down=BELOW, width=PHONE_BAR)), "layout": layout}


def _name(entry: Entry, width: int) -> str:
    name = broken(entry.name, width)
    return soft(name) if entry.aside else name


def _layout(entries: Sequence[Entry], scale: Scale, line_height: int, margin: dict[str, int]) -> Figure:
    count = len(entries)
    return theme.layout(
        height=count * line_height + margin["t"] + margin["b"],
        margin=margin,
        xaxis=scale.axis(),
        yaxis={**plain_axis(), "range": [count - 0.5, -0.5]},
        barmode="overlay",
    )


def _grid(scale: Scale, count: int) -> list[Piece]:
    return [vertical(x, -0.5, count - 0.5, colour=theme.GRID, width=1) for x in scale.ticks]


def _traces(entries: Sequence[Entry], mark: Mark, *, down: float, width: float) -> Iterator[Figure]:
    """The quartiles behind, then the values with their intervals."""
    there = [(place, entry) for place, entry in enumerate(entries) if entry.value is not None]
    if any(entry.quartiles for _place, entry in there):
        yield _quartiles(there, down, width)
    yield marks(
        [entry for _place, entry in there],
        [place + down for place, _entry in there],
        mark,
        width=width,
    )


def marks(
    entries: Sequence[Entry], heights: Sequence[float], mark: Mark, *, width: float, axis: str = ""
) -> Figure:
    """The values of some rows at their heights, with intervals; also for a panel among others (`axis`)."""
    shared: Figure = {
        "x": [_number(entry.value) for entry in entries],
        "y": [round(height, 4) for height in heights],
        "error_x": _intervals(entries, theme.INK if mark == "bar" else theme.MAIN),
        "hovertext": [entry.hover for entry in entries],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }
    if mark == "bar":
        return {"type": "bar", "orientation": "h", "width": width, "marker": BAR_LOOK, **shared}
    dot = {"symbol": "circle", "color": theme.MAIN, "size": 12, "opacity": 1, "line": {"width": 0}}
    return {"type": "scatter", "mode": "markers", "marker": dot, **shared}


def _intervals(entries: Sequence[Entry], colour: str) -> Piece:
    """Intervals as distances from the values; no width where there is none."""
    pairs = [(entry.value or 0.0, entry.interval) for entry in entries]
    return {
        "type": "data",
        "symmetric": False,
        "array": [round(one.high - value, 4) if one else 0 for value, one in pairs],
        "arrayminus": [round(value - one.low, 4) if one else 0 for value, one in pairs],
        "color": colour,
        "thickness": 2 if colour == theme.INK else 3,
        "width": 0,
    }


def _quartiles(there: Sequence[tuple[int, Entry]], down: float, width: float) -> Figure:
    """The middle half of the values as a bar that begins at the lower quartile."""
    boxes = [(place, entry.quartiles) for place, entry in there if entry.quartiles]
    return {
        "type": "bar",
        "orientation": "h",
        "width": width,
        "base": [_number(low) for _place, (low, _high) in boxes],
        "x": [_number(high - low) for _place, (low, high) in boxes],
        "y": [round(place + down, 4) for place, _quartiles in boxes],
        "marker": {"color": theme.QUIET, "line": {"color": theme.BAR_EDGE, "width": 1}},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _number(value: float | None) -> float:
    return 0.0 if value is None else round(value, 4)


def _heads(heads: Heads) -> Iterator[Piece]:
    for text, shift in ((heads.value, VALUES_AT), (heads.under, UNDER_AT)):
        head = words(soft(text), xref="paper", x=1, xanchor="right", xshift=shift)
        yield {**head, "yref": "y", "y": -0.5, "yanchor": "bottom", "yshift": 3}


def _beside(place: int, entry: Entry, scale: Scale) -> Iterator[Piece]:
    at = {"yref": "y", "y": place}
    right = {**at, "xref": "paper", "x": 1, "xanchor": "right"}
    if entry.value is None:
        yield unseen(entry.gap, xref="x", x=scale.low, xshift=10, **at)
    else:
        yield words(entry.told, xshift=VALUES_AT, **right)
    if entry.under:
        yield words(soft(entry.under), xshift=UNDER_AT, **right)


def _above(place: int, entry: Entry, name: str) -> Iterator[Piece]:
    at = {"xref": "paper", "yref": "y", "y": place - 0.5, "yanchor": "top", "yshift": -4}
    under = entry.under if entry.value is not None else entry.gap
    yield words(f"{name}<br>{soft(under)}", x=0, align="left", **at)
    if entry.value is not None:
        yield words(entry.told, x=1, align="right", **{**at, "xanchor": "right"})
