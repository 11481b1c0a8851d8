"""What lies along an axis of years whatever is drawn over it: its words, target bands, hatching, marked days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard import theme
from dashboard.bands import band, edges
from dashboard.drawing import Piece, axis_top, plain_axis, safe, share_ticks, soft, words
from dashboard.language import percent
from dashboard.theme import Figure
from dashboard.trends.moments import Moment
from dashboard.trends.timelines import Stretch, TimeLine, TimeLines

FLAG = "⚑"
LETTER, BETWEEN_NAMES = 7.5, 10  # pixels: a letter under an axis, and between two names there
ROOM = 0.04  # of the axis of shares: that no mark is cut in half at its end
SHORT = 24  # letters of a note that stand in a figure
RIGHT_PART = 0.6  # from here on words of a marked day stand left of it


@dataclass(frozen=True, kw_only=True)
class Span:
    """The years that a figure shows, and where its axis of shares ends."""

    first: float
    last: float
    top: float


def span_of(lines: TimeLines, drawn: Sequence[TimeLine]) -> Span:
    """From the first to the last year of any line drawn, whole years; shares from 0 to beyond every interval."""
    shown = [stretch for line in (*drawn, *lines.references) for stretch in line.stretches]
    points = (point for line in (*drawn, *lines.references) for point in line.points)
    first = min((stretch.start for stretch in shown), default=2017)
    last = max((stretch.end for stretch in shown), default=first + 1)
    return Span(
        first=float(int(first)), last=float(-int(-last // 1)), top=axis_top(points, _least_top(lines))
    )


def _least_top(lines: TimeLines) -> float:
    """For all to see how far from 100 % they are where more is better; else far enough to see the targets."""
    indicator = lines.indicator
    if indicator is None:
        return 0.0
    if indicator.better == "higher":
        return 1.0
    target = indicator.targets[-1] if indicator.targets else None
    return 0.0 if target is None else 1.5 * max(target.high, target.moderate) / 100


def share_axis(span: Span, *, most: int, told: bool, **parts: object) -> Piece:
    """The upright axis of shares."""
    values = share_ticks(span.top, most)
    return {
        **plain_axis(),
        "range": [-ROOM * span.top, span.top * (1 + ROOM)],
        "tickvals": values,
        "ticktext": [percent(value) for value in values],
        "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
        "showticklabels": told,
        "showgrid": True,
        "gridcolor": theme.GRID,
        **parts,
    }


def year_axis(span: Span, names: Sequence[tuple[float, str]], **parts: object) -> Piece:
    """The axis of years with words at some places."""
    return {
        **plain_axis(),
        "range": [round(span.first - 0.08, 4), round(span.last + 0.08, 4)],
        "tickvals": [round(place, 4) for place, _name in names],
        "ticktext": [name for _place, name in names],
        "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
        "tickangle": 0,
        "showticklabels": True,
        "showline": True,
        "linecolor": theme.LINE,
        **parts,
    }


def period_names(stretches: Sequence[Stretch], span: Span, pixels: float) -> list[tuple[float, str]]:
    """Where the periods of a line lie and what they are called, as far as there is room for so many `pixels`.

    A period of several years is named first: what its mark stands for is not seen otherwise. Of single years the
    newest goes before the others.
    """
    long = [(stretch.middle, _short(stretch)) for stretch in stretches if stretch.months > 12]
    years = sorted({int(stretch.start) for stretch in stretches if stretch.months <= 12}, reverse=True)
    named: list[tuple[float, str]] = []
    for place, name in [*long, *((year + 0.5, str(year)) for year in years)]:
        if all(_apart(place, name, *other, span=span, pixels=pixels) for other in named):
            named.append((place, name))
    return sorted(named)


def _apart(place: float, name: str, other: float, other_name: str, *, span: Span, pixels: float) -> bool:
    distance = abs(place - other) * pixels / (span.last - span.first)
    return distance >= LETTER * (len(name) + len(other_name)) / 2 + BETWEEN_NAMES


def _short(stretch: Stretch) -> str:
    return f"{stretch.first.year}–{stretch.last.year % 100:02}"  # noqa: RUF001 - a range


def target_bands(lines: TimeLines, span: Span, axis: str = "") -> Iterator[Piece]:
    """Target bands over the years in which each target holds."""
    indicator = lines.indicator
    if indicator is None:
        return
    years = range(int(span.first), int(span.last))
    for target, run in groupby(years, key=lambda year: indicator.target_for(year, year)):
        there = list(run)
        if target is not None:
            for name, up in edges(indicator, target, span.top).items():
                yield band(name, (there[0], there[-1] + 1), up, axis)


def hatched(stretches: Sequence[Stretch], span: Span, axis: str = "") -> Iterator[Figure]:
    """Hatching behind periods that are not complete."""
    late = [stretch for stretch in stretches if not stretch.complete]
    if late:
        yield {
            "type": "bar",
            "x": [round(stretch.middle, 4) for stretch in late],
            "y": [span.top] * len(late),
            "width": [round(stretch.end - stretch.start, 4) for stretch in late],
            "marker": {
                "color": theme.NONE,
                "pattern": {
                    "shape": "/",
                    "fgcolor": theme.SOFT,
                    "fgopacity": 0.6,
                    "size": 7,
                    "solidity": 0.2,
                },
            },
            "hoverinfo": "skip",
            "xaxis": f"x{axis}",
            "yaxis": f"y{axis}",
        }


def marked_days(
    found: Sequence[Moment], span: Span, axis: str = "", *, told: bool
) -> Iterator[tuple[Piece, Piece]]:
    """A line and words for each marked day: what is said of it, or a number or flag where there is no room."""
    number = 0
    for row, moment in enumerate(found):
        number += moment.about == "note"
        sign = str(number) if moment.about == "note" else FLAG
        late = moment.place > span.first + RIGHT_PART * (span.last - span.first)
        said = f"{_clipped(moment.text)} {sign}" if late else f"{sign} {_clipped(moment.text)}"
        at = {"xref": f"x{axis}", "x": round(moment.place, 4), "yref": f"y{axis} domain", "y": 1}
        text = soft(safe(said if told else sign))
        anchor = ("right" if late else "left") if told else "center"
        place = {**at, "xanchor": anchor, "yanchor": "bottom", "yshift": 16 * (row % 2) if told else 0}
        yield _upright(moment, axis), words(text, bgcolor=theme.VEIL, **place)


def _clipped(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def _upright(moment: Moment, axis: str) -> Piece:
    note = moment.about == "note"
    return {
        "type": "line",
        "xref": f"x{axis}",
        "yref": f"y{axis} domain",
        "x0": round(moment.place, 4),
        "x1": round(moment.place, 4),
        "y0": 0,
        "y1": 1.02,
        "layer": "above",
        "line": {
            "color": theme.OWN if note else theme.SOFT,
            "width": 1.4 if note else 1.2,
            "dash": "dash" if note else "dot",
        },
    }
