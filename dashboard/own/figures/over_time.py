"""Over time: counts as bars, shares and numbers as a line of dots with intervals; a panel for each category."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.comparison import Point
from dashboard.drawing import most_lines, words
from dashboard.language import _, integer
from dashboard.multiples import Grid
from dashboard.own.display import Display, Line
from dashboard.own.figures import scales
from dashboard.own.figures.panels import drawn
from dashboard.own.figures.scales import Scale
from dashboard.own.figures.text import broken, hover, interval_of, number_words, share_words, value_of
from dashboard.own.figures.time_axis import TimeAxis, hatching
from dashboard.own.names import unit_of_measure
from dashboard.theme import Figure
from queries import Interval

MOST_STEPS = 240  # twenty years of months; the table and the files have all
LEAST_STEP = 9  # pixels: what lies closer together cannot be told apart
HEIGHT, PANEL, TITLE_LINE, FLAG_LINE, AXIS, UNDER = 330, 120, 19, 16, 22, 46
WIDE, NARROW = 1080, 320  # pixels that a figure has
LABEL = 62  # pixels that words under a step take
FEW_STEPS, SOME_STEPS = 16, 30  # up to so many, three and two panels stand beside each other


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A step's value, where it has one."""

    value: float | None
    interval: Interval | None = None
    quartiles: tuple[float, float] | None = None
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One panel's marks, one for each step that is drawn."""

    title: str
    marks: tuple[Mark, ...]


def steps_drawn(display: Display) -> Sequence[Line]:
    """The last steps, as many as can be drawn."""
    return display.lines[-MOST_STEPS:]


def least_width(display: Display) -> int:
    """Below this many pixels steps would run together; the figure then scrolls inside itself."""
    return len(steps_drawn(display)) * LEAST_STEP + 90


def draw(display: Display, *, narrow: bool) -> Figure:
    """The figure, for a wide window or a phone."""
    lines = steps_drawn(display)
    series = list(_series(display, lines))
    grid = _grid(series, lines, narrow=narrow)
    scale = _scale(display, series)
    figure: Figure = {"data": [], "layout": _layout(grid)}
    room = max(
        (NARROW if narrow else WIDE) / grid.columns, len(lines) * LEAST_STEP if grid.columns == 1 else 0
    )
    time = TimeAxis(
        display=display,
        lines=lines,
        most=int(room // LABEL),
        with_n=len(series) == 1 and display.kind != "counts",
        scrolls=narrow and least_width(display) > NARROW,
    )
    for index, one in enumerate(series):
        _add(figure, grid, index, series=one, time=time, scale=scale)
    if display.kind == "numbers":
        _tell_unit(figure, display)
    return figure


def _series(display: Display, lines: Sequence[Line]) -> Iterator[Series]:
    match display.kind:
        case "counts":
            yield Series(title="", marks=tuple(_count(line) for line in lines))
        case "numbers":
            yield Series(title="", marks=tuple(_number(display, line) for line in lines))
        case "share":
            yield Series(title="", marks=tuple(_share(line.name, line.points[0]) for line in lines))
        case _:
            for place in drawn(display):
                name = display.categories[place]
                marks = (_share(f"{name}, {line.name}", line.points[place]) for line in lines)
                yield Series(title=name, marks=tuple(marks))


def _count(line: Line) -> Mark:
    count = line.counts[0]
    return Mark(value=float(count), told=hover(line.name, integer(count), _partial(line)))


def _share(name: str, point: Point | None) -> Mark:
    if point is None:
        return Mark(value=None)
    return Mark(value=point.share, interval=point.interval, told=hover(name, *share_words(point)))


def _number(display: Display, line: Line) -> Mark:
    statistic = display.answer.asked.statistic
    return Mark(
        value=value_of(line.summary, statistic),
        interval=interval_of(line.summary, statistic),
        quartiles=line.summary.quartiles if statistic == "median" else None,
        told=hover(line.name, *number_words(line.summary, statistic, display.measure), _partial(line)),
    )


def _partial(line: Line) -> str:
    return _("incomplete") if line.partial else ""


def _scale(display: Display, series: Sequence[Series]) -> Scale:
    marks = [mark for one in series for mark in one.marks if mark.value is not None]
    if display.kind == "counts":
        return scales.counts((round(mark.value or 0) for mark in marks), most_ticks=5)
    if display.kind == "numbers":
        return scales.numbers((end for mark in marks for end in _ends(mark)), most_ticks=5)
    points = [point for line in display.lines for point in line.points if point is not None]
    return scales.shares(
        points, 1.0 if display.kind == "share" else 0.0, most_ticks=5 if len(series) == 1 else 3
    )


def _ends(mark: Mark) -> Iterator[float]:
    yield from () if mark.value is None else (mark.value,)
    yield from (mark.interval.low, mark.interval.high) if mark.interval else ()
    yield from mark.quartiles or ()


def _grid(series: Sequence[Series], lines: Sequence[Line], *, narrow: bool) -> Grid:
    if len(series) == 1:
        return Grid(columns=1, rows=1, panel=HEIGHT, title=30, beside=0)
    columns = 1 if narrow or len(lines) > SOME_STEPS else 2 if len(lines) > FEW_STEPS else 3
    titles = most_lines(_title(one, columns) for one in series)
    rows, title = -(-len(series) // columns), 10 + TITLE_LINE * titles + FLAG_LINE
    return Grid(columns=columns, rows=rows, panel=PANEL, title=title, beside=0.05, axis=AXIS)


def _title(series: Series, columns: int) -> str:
    return "<br>".join(f"<b>{line}</b>" for line in broken(series.title, 90 // columns).split("<br>"))


def _layout(grid: Grid) -> Figure:
    return theme.layout(
        height=round(grid.height) + grid.title + UNDER,
        margin={"l": 56, "r": 48, "t": grid.title, "b": UNDER},
        shapes=[],
        annotations=[],
        barmode="overlay",
        bargap=0.18,
    )


def _add(figure: Figure, grid: Grid, index: int, *, series: Series, time: TimeAxis, scale: Scale) -> None:
    axis = "" if index == 0 else str(index + 1)
    across, up = grid.domains(index)
    layout = figure["layout"]
    layout[f"xaxis{axis}"] = time.axis(domain=across, anchor=f"y{axis}")
    layout[f"yaxis{axis}"] = scale.axis(
        domain=up,
        anchor=f"x{axis}",
        showgrid=True,
        gridcolor=theme.GRID,
        # A figure that scrolls is seen from its latest end, so that is where its numbers must be.
        side="right" if time.scrolls else "left",
    )
    layout["shapes"] += time.bands(scale, axis)
    flag = FLAG_LINE if time.breaks() else 0
    for piece in time.flags(axis, told=index == 0):
        layout["annotations" if "text" in piece else "shapes"].append(piece)
    if series.title:
        over = {"xref": f"x{axis} domain", "x": 0, "yref": f"y{axis} domain", "y": 1}
        layout["annotations"].append(
            words(_title(series, grid.columns), align="left", yanchor="bottom", yshift=6 + flag, **over)
        )
    if time.display.kind == "counts":
        figure["data"].append(_bars(series, time))
    else:
        figure["data"] += [
            *time.incomplete(scale, axis),
            *_quartiles(series, axis),
            _line(series, time, axis),
        ]


def _bars(series: Series, time: TimeAxis) -> Figure:
    partial = [line.partial for line in time.lines]
    hatched = {**hatching(theme.BAR), "shape": ["/" if one else "" for one in partial]}
    colours = [theme.QUIET if one else theme.BAR for one in partial]
    return {
        "type": "bar",
        "x": list(range(len(series.marks))),
        "y": [mark.value for mark in series.marks],
        "marker": {"color": colours, "pattern": hatched, "line": {"color": theme.BAR_EDGE, "width": 1}},
        "hovertext": [mark.told for mark in series.marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        **_values(series),
    }


def _values(series: Series) -> dict[str, Any]:
    """The counts over the bars, where there is room for them."""
    if len(series.marks) > SOME_STEPS:
        return {}
    told = [integer(round(mark.value)) if mark.value is not None else "" for mark in series.marks]
    font = {"size": theme.SMALL, "color": theme.INK}
    return {"text": told, "textposition": "outside", "textfont": font, "textangle": 0, "cliponaxis": False}


def _line(series: Series, time: TimeAxis, axis: str) -> Figure:
    """Dots with intervals on a line, which stops where there is nothing, and where something else was recorded."""
    steps = _with_breaks(series.marks, [place for place, _said in time.breaks()])
    dense = len(series.marks) > SOME_STEPS
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [place for place, _mark in steps],
        "y": [_rounded(mark.value) for _place, mark in steps],
        "connectgaps": False,
        "line": {"color": theme.MAIN, "width": 1 if dense else 1.6},
        "marker": {
            "color": theme.MAIN,
            "size": 5 if dense else 9,
            "symbol": ["circle-open" if _is_partial(place, time) else "circle" for place, _mark in steps],
        },
        "error_y": _error(steps, dense=dense),
        "hovertext": [mark.told for _place, mark in steps],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def _error(steps: Sequence[tuple[float, Mark]], *, dense: bool) -> dict[str, Any]:
    pairs = [(mark.value or 0.0, mark.interval) for _place, mark in steps]
    return {
        "type": "data",
        "symmetric": False,
        "array": [round(one.high - value, 4) if one else 0 for value, one in pairs],
        "arrayminus": [round(value - one.low, 4) if one else 0 for value, one in pairs],
        "color": theme.BAR if dense else theme.MAIN,
        "thickness": 1.5 if dense else 2.5,
        "width": 0,
    }


def _with_breaks(marks: Sequence[Mark], breaks: Sequence[float]) -> list[tuple[float, Mark]]:
    """The marks at their places, and nothing at the breaks, so that no line runs across them."""
    steps = [(float(place), mark) for place, mark in enumerate(marks)]
    return sorted([*steps, *((place, Mark(value=None)) for place in breaks)], key=lambda step: step[0])


def _is_partial(place: float, time: TimeAxis) -> bool:
    return place == int(place) and time.lines[int(place)].partial


def _quartiles(series: Series, axis: str) -> Iterator[Figure]:
    """The middle half of the values as a band, in pieces where steps have none."""
    if not any(mark.quartiles for mark in series.marks):
        return
    xs: list[float | None] = []
    ys: list[float | None] = []
    for run in _runs(series.marks):
        there = [(place, mark.quartiles) for place, mark in run if mark.quartiles]
        xs += [edge for place, _ in there for edge in (place - 0.5, place + 0.5)]
        ys += [low for _, (low, _high) in there for _edge in range(2)]
        xs += [edge for place, _ in reversed(there) for edge in (place + 0.5, place - 0.5)]
        ys += [high for _, (_low, high) in reversed(there) for _edge in range(2)]
        xs.append(None)
        ys.append(None)
    yield {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": [_rounded(value) for value in ys],
        "fill": "toself",
        "fillcolor": theme.QUIET,
        "line": {"width": 0, "color": theme.QUIET},
        "hoverinfo": "skip",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def _runs(marks: Sequence[Mark]) -> Iterator[list[tuple[int, Mark]]]:
    run: list[tuple[int, Mark]] = []
    for place, mark in enumerate(marks):
        if mark.quartiles:
            run.append((place, mark))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _tell_unit(figure: Figure, display: Display) -> None:
    unit = unit_of_measure(display.measure)
    figure["layout"]["annotations"].append(
        words(unit, xref="paper", x=0, xshift=-40, yref="paper", y=1, yanchor="bottom", yshift=8)
    )
