"""The funnel: units' shares over how many stays they stand for, within exact limits round the reference.

From shown cells only, like every figure. What the limits find and miss is in docs/method_statistics.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard import theme
from dashboard.comparison import Comparison, Line, Point
from dashboard.drawing import OTHERS, OWN, Piece, hover, plain_axis, safe, share_axis
from dashboard.files import Record
from dashboard.language import _, integer, listed, ngettext, number, percent
from dashboard.theme import Figure, aria
from dashboard.words import Words, bold
from queries import ALARM, WARNING, Standing, Thirds, binomial_limits, expected_outside, standing, thirds

HEIGHT, CURVE_POINTS = 460, 60
SURE = 0.9  # a chance that is worth a word


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A unit in the funnel: where it stands at both limits, and how probably at either end of the units."""

    line: Line
    point: Point
    warning: Standing
    alarm: Standing
    ends: Thirds | None


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """Units round a reference share; `by_chance` of them would lie outside each limit if all were alike."""

    reference: Point
    reference_name: str
    units: tuple[Placed, ...]
    by_chance: dict[float, float]

    def outside(self, level: float) -> tuple[Placed, ...]:
        """The units outside the limits of a level."""
        wide = level == ALARM
        return tuple(u for u in self.units if (u.alarm if wide else u.warning) in ("below", "above"))


def make_funnel(comparison: Comparison) -> Funnel | None:
    """The funnel of an indicator; None without a reference or without units that are shown."""
    reference = comparison.reference
    lines = [line for line in comparison.lines if line.points and line.row.group.scope != "group"]
    if comparison.indicator is None or reference is None or not lines:
        return None
    share = reference.points[0].share
    counts = [(line.points[0].count, line.points[0].total) for line in lines]
    ends = thirds(counts) or (None,) * len(lines)
    return Funnel(
        reference=reference.points[0],
        reference_name=reference.name,
        units=tuple(
            Placed(
                line=line,
                point=line.points[0],
                warning=standing(count, total, share, WARNING),
                alarm=standing(count, total, share, ALARM),
                ends=end,
            )
            for line, (count, total), end in zip(lines, counts, ends, strict=True)
        ),
        by_chance={
            level: expected_outside(share, [n for _count, n in counts], level) for level in (WARNING, ALARM)
        },
    )


# --- Words ------------------------------------------------------------------------------------------
def sentence(funnel: Funnel) -> Words:
    """Who lies outside, how many would by chance, and what inside means."""
    far, near = funnel.outside(ALARM), funnel.outside(WARNING)
    chance = number(funnel.by_chance[WARNING], 1)
    if far:
        names = listed([unit.line.label for unit in far])
        head = bold(
            _("Outside the 99.8 % limits, further from {reference} than chance explains: **{units}**."),
            units=names,
            reference=funnel.reference_name,
        )
    elif near:
        names = listed([unit.line.label for unit in near])
        head = bold(_("Outside the 95 % limits, but inside the 99.8 % limits: **{units}**."), units=names)
    else:
        head = bold(_("**No unit lies outside** the limits."))
    tail = _(
        " Were all units alike, {n} of {total} would lie outside the 95 % limits by chance. Inside does not mean"
        " alike: few stays hide large differences."
    )
    return (*head, *bold(tail, n=chance, total=integer(len(funnel.units))))


def standing_word(unit: Placed) -> str:
    """Where a unit stands, in words."""
    if unit.warning == "too_few":
        return _("too few to judge")
    if unit.alarm in ("below", "above"):
        return _("below the 99.8 % limits") if unit.alarm == "below" else _("above the 99.8 % limits")
    if unit.warning in ("below", "above"):
        return _("below the 95 % limits") if unit.warning == "below" else _("above the 95 % limits")
    return _("inside")


def end_words(ends: Thirds | None) -> tuple[str, str]:
    """The chances of being among the lowest and the highest third."""
    if ends is None:
        return _("too few units"), _("too few units")
    return percent(ends.lowest), percent(ends.highest)


# --- Table and file ---------------------------------------------------------------------------------
def head() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Centre"),
        _("Stays"),
        _("Share"),
        _("95 % limits"),
        _("99.8 % limits"),
        _("Stands"),
        _("Chance of the lowest third"),
        _("Chance of the highest third"),
    )


def table(funnel: Funnel, caption: str) -> Component:
    """Every number of the funnel."""
    rows = [
        html.Tr(
            [
                html.Th(unit.line.label, scope="row"),
                html.Td(integer(unit.point.total), className="number"),
                html.Td(percent(unit.point.share), className="number"),
                *(html.Td(_limits(funnel, unit, level), className="number") for level in (WARNING, ALARM)),
                html.Td(standing_word(unit)),
                *(html.Td(word, className="number") for word in end_words(unit.ends)),
            ],
            className="own" if unit.line.own else "",
        )
        for unit in funnel.units
    ]
    heads = [
        html.Th(name, scope="col", className="" if place in (0, 5) else "number")
        for place, name in enumerate(head())
    ]
    made = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="table"
    )
    return html.Div(made, className="table-box", tabIndex="0", role="region", **aria(label=caption))


def _limits(funnel: Funnel, unit: Placed, level: float) -> str:
    limits = binomial_limits(funnel.reference.share, unit.point.total, level)
    return _("{low} to {high}", low=percent(limits.low), high=percent(limits.high))


def records(funnel: Funnel) -> Iterator[Record]:
    """The rows of a file."""
    for unit in funnel.units:
        limits = [
            binomial_limits(funnel.reference.share, unit.point.total, level) for level in (WARNING, ALARM)
        ]
        ends = (unit.ends.lowest, unit.ends.highest) if unit.ends else (None, None)
        yield (
            unit.line.name,
            unit.point.total,
            round(unit.point.share, 4),
            *(round(end, 4) for limit in limits for end in (limit.low, limit.high)),
            standing_word(unit),
            *(None if end is None else round(end, 4) for end in ends),
        )


def file_head() -> Record:
    """The names of a file's columns."""
    return (
        _("Centre"),
        _("Stays"),
        _("Share"),
        _("95 % limits from"),
        _("95 % limits to"),
        _("99.8 % limits from"),
        _("99.8 % limits to"),
        _("Stands"),
        _("Chance of the lowest third"),
        _("Chance of the highest third"),
    )


# --- Figure -----------------------------------------------------------------------------------------
def draw(funnel: Funnel, *, narrow: bool) -> Figure:
    """Dots over the number of stays, curves of the limits, the reference dashed."""
    most = max(unit.point.total for unit in funnel.units) * 1.08
    low, high = _span(funnel)
    axis = {**share_axis(1.0), "range": [low, high]}
    return {
        "data": [*_curves(funnel, most), *_dots(funnel)],
        "layout": theme.layout(
            height=HEIGHT,
            margin={"l": 52, "r": 16 if narrow else 120, "t": 16, "b": 52},
            xaxis={
                **plain_axis(),
                "range": [0, most],
                "showticklabels": True,
                "tickformat": ",d",
                "nticks": 6,
                "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
                "title": {"text": _("Stays"), "font": {"size": theme.SMALL, "color": theme.SOFT}},
            },
            yaxis=axis,
            shapes=[_reference_line(funnel, most)],
            annotations=list(_names(funnel, narrow=narrow)),
        ),
    }


def _span(funnel: Funnel) -> tuple[float, float]:
    """Room for every dot and for the limits of the smallest unit."""
    fewest = min(unit.point.total for unit in funnel.units)
    limits = binomial_limits(funnel.reference.share, fewest, ALARM)
    shares = [unit.point.share for unit in funnel.units]
    return max(0.0, min(*shares, limits.low) - 0.04), min(1.0, max(*shares, limits.high) + 0.04)


def _curves(funnel: Funnel, most: float) -> Iterator[Piece]:
    step = max(1, int(most / CURVE_POINTS))
    totals = list(range(2, int(most) + 1, step))
    for level, dash in ((WARNING, "dot"), (ALARM, "solid")):
        limits = [binomial_limits(funnel.reference.share, total, level) for total in totals]
        for side in ("low", "high"):
            yield {
                "type": "scatter",
                "mode": "lines",
                "x": totals,
                "y": [round(getattr(limit, side), 4) for limit in limits],
                "line": {"color": theme.SOFT, "width": 1.5, "dash": dash},
                "hoverinfo": "skip",
            }


def _dots(funnel: Funnel) -> Iterator[Piece]:
    for style, own in ((OTHERS, False), (OWN, True)):
        units = [unit for unit in funnel.units if unit.line.own == own]
        if units:
            yield {
                "type": "scatter",
                "mode": "markers",
                "x": [unit.point.total for unit in units],
                "y": [round(unit.point.share, 4) for unit in units],
                "marker": {"symbol": style.symbol, "color": style.colour, "size": style.size},
                "text": [f"{hover(unit.line, unit.point)}<br>{safe(standing_word(unit))}" for unit in units],
                "hovertemplate": "%{text}<extra></extra>",
                "cliponaxis": False,
            }


def _reference_line(funnel: Funnel, most: float) -> Piece:
    share = funnel.reference.share
    return {
        "type": "line",
        "x0": 0,
        "x1": most,
        "y0": share,
        "y1": share,
        "line": {"color": theme.INK, "width": 1.5, "dash": "dash"},
    }


def _names(funnel: Funnel, *, narrow: bool) -> Iterator[Piece]:
    """A name beside each dot; on a phone only the own unit's and those outside."""
    for unit in _named(funnel.units, narrow=narrow):
        yield {
            "x": unit.point.total,
            "y": unit.point.share,
            "text": f"<b>{safe(unit.line.label)}</b>" if unit.line.own else safe(unit.line.name),
            "xanchor": "left",
            "xshift": 11,
            "showarrow": False,
            "bgcolor": theme.VEIL,
            "font": {"size": theme.SMALL, "color": theme.OWN if unit.line.own else theme.INK},
        }


def _named(units: Sequence[Placed], *, narrow: bool) -> Iterator[Placed]:
    for unit in units:
        if not narrow or unit.line.own or unit.warning in ("below", "above"):
            yield unit


def key() -> str:
    """What the marks mean."""
    return " · ".join(
        (
            _("Dot: share over the number of stays"),
            _("dotted: 95 % limits"),
            _("line: 99.8 % limits"),
            _("dashed: reference"),
            _("square: your unit"),
        )
    )


def not_judged(comparison: Comparison) -> str:
    """How many units the funnel leaves out."""
    hidden = sum(1 for line in comparison.lines if not line.points)
    return (
        ngettext("{n} unit is not shown.", "{n} units are not shown.", hidden, n=integer(hidden))
        if hidden
        else ""
    )
