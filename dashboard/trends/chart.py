"""Figure of one line: its control chart, with limits, centre line, signals and marked days."""

from collections.abc import Iterator, Sequence

from dashboard import theme
from dashboard.drawing import OTHERS, OWN, Piece, Style, plain_axis, soft, words
from dashboard.language import _, day_of, integer, percent
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
from dashboard.trends.judging import Judged
from dashboard.trends.marks import connected, hover, open_mark, spans
from dashboard.trends.moments import Moment
from dashboard.trends.timelines import Stretch, TimeLine, TimeLines
from queries import Chart, ChartPoint, Event

HEIGHT, NARROW_HEIGHT = 420, 360
ABOVE = 56  # pixels over the plot: two rows of words of marked days
WIDE, NARROW = 900, 300  # pixels that the plot has
CLOSE = 0.05  # of the upright axis: words that lie closer would run into each other
BIGGER = 1.35  # a signal is a larger mark of another shape


def draw(lines: TimeLines, judged: Judged, moments: Sequence[Moment], *, narrow: bool) -> Figure:
    """The chart of a line; without limits where there is too little to judge."""
    span = span_of(lines, [judged.line])
    layout = theme.layout(
        height=NARROW_HEIGHT if narrow else HEIGHT,
        margin={"l": 52, "r": 16 if narrow else 128, "t": ABOVE if moments else 16, "b": 40},
        shapes=[],
        annotations=[],
        barmode="overlay",
    )
    figure: Figure = {"data": [], "layout": layout}
    names = period_names(judged.line.stretches, span, NARROW if narrow else WIDE)
    layout["xaxis"] = year_axis(span, names)
    if judged.kind == "events":
        _draw_events(figure, judged, span)
    else:
        _draw_shares(figure, lines, judged, span)
    if isinstance(judged.chart, Chart) and not narrow:
        layout["annotations"] += _line_names(judged, judged.chart, layout["yaxis"]["range"][1])
    for upright, text in marked_days(moments, span, told=not narrow):
        layout["shapes"].append(upright)
        layout["annotations"].append(text)
    return figure


def _style(line: TimeLine) -> Style:
    return OWN if line.own else OTHERS


# --- Shares ---------------------------------------------------------------------------------------
def _draw_shares(figure: Figure, lines: TimeLines, judged: Judged, span: Span) -> None:
    line, layout = judged.line, figure["layout"]
    layout["yaxis"] = share_axis(span, most=6, told=True)
    layout["shapes"] += target_bands(lines, span)
    shown = [stretch for stretch in line.stretches if stretch.point is not None]
    long = [stretch for stretch in shown if stretch.months > 12]
    points = dict(zip((stretch.first for stretch in judged.stretches), judged.points, strict=False))
    figure["data"] += [
        *hatched(line.stretches, span),
        *(
            [spans(lines.references[0].stretches, theme.INK, width=1.2, dash="dash")]
            if lines.references
            else []
        ),
        *_limit_lines(judged),
        connected(shown, _style(line).colour),
        spans(long, _style(line).colour, width=4),
        _marks(line, shown, [points.get(stretch.first) for stretch in shown]),
    ]


def _limit_lines(judged: Judged) -> Iterator[Figure]:
    """Limits as steps, since they follow from how many stays a period has, and the centre line."""
    if not isinstance(judged.chart, Chart):
        return
    limited = [
        (stretch, point.limits)
        for stretch, point in zip(judged.stretches, judged.points, strict=True)
        if point.limits is not None
    ]
    across = [end for stretch, _limits in limited for end in (stretch.start, stretch.end)]
    for ends in ([one.low for _s, one in limited], [one.high for _s, one in limited]):
        yield _level(across, [end for end in ends for _twice in range(2)], dash="solid", colour=theme.SOFT)
    centre = judged.chart.centre
    yield _level([across[0], across[-1]], [centre, centre], dash="solid", colour=theme.INK)


def _level(across: Sequence[float], up: Sequence[float], *, dash: str, colour: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [round(x, 4) for x in across],
        "y": [round(y, 4) for y in up],
        "line": {"color": colour, "width": 1.3, "dash": dash},
        "hoverinfo": "skip",
    }


def _marks(line: TimeLine, shown: Sequence[Stretch], points: Sequence[ChartPoint | None]) -> Figure:
    style = _style(line)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(stretch.middle, 4) for stretch in shown],
        "y": [round(stretch.point.share, 4) for stretch in shown if stretch.point],
        "marker": {
            "symbol": [
                signal_mark(point) or open_mark(style.symbol, stretch)
                for stretch, point in zip(shown, points, strict=True)
            ],
            "size": [round(style.size * (BIGGER if signal_mark(point) else 0.9), 1) for point in points],
            "color": style.colour,
            "opacity": 1,
        },
        "text": [
            hover(line, stretch, *_limits_told(point)) for stretch, point in zip(shown, points, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def signal_mark(point: ChartPoint | None) -> str | None:
    """A triangle for a point that signals, pointing to the side it lies on."""
    signals = frozenset() if point is None else point.signals
    if signals & {"above", "run_above"}:
        return "triangle-up"
    return "triangle-down" if signals & {"below", "run_below"} else None


def _limits_told(point: ChartPoint | None) -> list[str]:
    if point is None or point.limits is None:
        return []
    low, high = percent(point.limits.low), percent(point.limits.high)
    return [_("limits {low} to {high}", low=low, high=high)]


# --- Events ---------------------------------------------------------------------------------------
def _draw_events(figure: Figure, judged: Judged, span: Span) -> None:
    highest = max((event.after for event in judged.events), default=1)
    if isinstance(judged.chart, Chart):
        limits = (point.limits.high for point in judged.points if point.limits)
        highest = max(highest, *(round(limit) for limit in limits))
    figure["layout"]["yaxis"] = {
        **plain_axis(),
        "range": [-0.04 * highest, 1.08 * highest],
        "nticks": 6,
        "showticklabels": True,
        "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
        "showgrid": True,
        "gridcolor": theme.GRID,
        "title": {"text": _("stays since the last one"), "font": {"size": theme.SMALL, "color": theme.SOFT}},
    }
    figure["data"] += [*_event_lines(judged, span), _event_marks(judged)]


def _event_lines(judged: Judged, span: Span) -> Iterator[Figure]:
    if not isinstance(judged.chart, Chart):
        return
    limits = next((point.limits for point in judged.points if point.limits), None)
    if limits is not None:
        yield _level([span.first, span.last], [limits.high] * 2, dash="solid", colour=theme.SOFT)
    yield _level([span.first, span.last], [judged.chart.centre] * 2, dash="solid", colour=theme.INK)


def _event_marks(judged: Judged) -> Figure:
    style, points = _style(judged.line), _event_points(judged)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [round(place_of(event), 4) for event in judged.events],
        "y": [event.after for event in judged.events],
        "line": {"color": style.colour, "width": 1},
        "marker": {
            "symbol": [signal_mark(point) or style.symbol for point in points],
            "size": [round(style.size * (BIGGER if signal_mark(point) else 0.8), 1) for point in points],
            "color": style.colour,
            "opacity": 1,
        },
        "text": [_event_told(event) for event in judged.events],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _event_points(judged: Judged) -> Sequence[ChartPoint | None]:
    return judged.points or [None] * len(judged.events)


def place_of(event: Event) -> float:
    """Where an event lies on an axis of years."""
    return event.day.year + (event.day.timetuple().tm_yday - 1) / 366


def _event_told(event: Event) -> str:
    return _("{date}: after {n} stays without one", date=day_of(event.day), n=integer(event.after))


# --- Words beside the plot --------------------------------------------------------------------------
def _line_names(judged: Judged, chart: Chart, height: float) -> Iterator[Piece]:
    """What the lines are, at their right end; of two that lie close together the first."""
    last = next((point.limits for point in reversed(chart.points) if point.limits), None)
    events = judged.kind == "events"
    value = integer(round(chart.centre)) if events else percent(chart.centre)
    centre = _("median {value}", value=value) if events else _("mean {value}", value=value)
    named = [(centre, chart.centre)]
    if last is not None:
        named += [(_("upper limit"), last.high), (_("lower limit"), last.low)]
    kept: list[float] = []
    for text, at in named:
        if all(abs(at - other) > CLOSE * height for other in kept):
            kept.append(at)
            yield words(soft(text), xref="paper", x=1, xshift=8, yref="y", y=round(at, 4))
