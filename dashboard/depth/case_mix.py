"""The same comparison for the same case mix: what is observed beside what is expected of such patients.

Expected shares come from the release, rounded there (docs/privacy.md). Observed is never "corrected".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard import theme
from dashboard.comparison import Comparison, Line, Point
from dashboard.drawing import OTHERS, OWN, Piece, Placed, axis_top, grid, named_axis, safe, share_axis, traces
from dashboard.files import Record
from dashboard.language import _, integer, listed, number, percent
from dashboard.texts import short_name
from dashboard.theme import Figure, aria
from dashboard.words import Words, bold
from queries import CaseMix, Decomposition, Interval, decompose, shrunken_ratios

ROW = 46


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """A unit: its share, what is expected of its patients, the difference split in two, and its shrunken ratio."""

    line: Line
    point: Point
    expected: float
    parts: Decomposition
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """Units that could be adjusted, round a reference; `left_out` are shown units that could not."""

    reference: Point
    reference_name: str
    model: CaseMix
    units: tuple[Adjusted, ...]
    left_out: tuple[str, ...]


def make_adjustment(comparison: Comparison) -> Adjustment | None:
    """The adjusted comparison; None where the model was refused, or nothing could be adjusted."""
    model, reference = comparison.answer.case_mix, comparison.reference
    if model is None or model.refused or reference is None:
        return None
    shown = [line for line in comparison.lines if line.points]
    there = [(line, line.row.expected) for line in shown if line.row.expected is not None]
    if not there:
        return None
    points = [line.points[0] for line, _expected in there]
    wanted = [point.total * (expected or 0.0) for point, (_line, expected) in zip(points, there, strict=True)]
    if sum(wanted) <= 0:
        return None
    ratios = shrunken_ratios([point.count for point in points], wanted, overall=1.0)
    base = reference.points[0].share
    units = tuple(
        Adjusted(
            line=line,
            point=point,
            expected=expected or 0.0,
            parts=decompose(point.share, expected or 0.0, base),
            ratio=ratio,
        )
        for (line, expected), point, ratio in zip(there, points, ratios, strict=True)
    )
    adjusted = {unit.line.name for unit in units}
    return Adjustment(
        reference=reference.points[0],
        reference_name=reference.name,
        model=model,
        units=units,
        left_out=tuple(line.name for line in shown if line.name not in adjusted),
    )


# --- Words ------------------------------------------------------------------------------------------
def sentence(adjustment: Adjustment) -> Words:
    """The viewer's unit, or the one furthest from what is expected of its patients."""
    own = [unit for unit in adjustment.units if unit.line.own]
    unit = own[0] if own else max(adjustment.units, key=lambda one: abs(one.parts.rest))
    values = {
        "unit": unit.line.name,
        "observed": percent(unit.point.share),
        "expected": _expected(unit.expected),
        "low": percent(unit.point.interval.low),
        "high": percent(unit.point.interval.high),
    }
    if _within(unit.point.interval, unit.expected):
        said = _(
            "**{unit}: {observed}**, where {expected} is expected of patients like these. The interval,"
            " {low} to {high}, includes what is expected, so this is no sign of a difference."
        )
    else:
        said = _(
            "**{unit}: {observed}**, where {expected} is expected of patients like these. The interval,"
            " {low} to {high}, does not include what is expected: case mix alone does not explain it."
        )
    return bold(said, **values)


def _expected(share: float) -> str:
    """An expected share no finer than the release tells it."""
    return percent(share, 0 if round(100 * share, 1).is_integer() else 1)


def _within(interval: Interval, value: float) -> bool:
    return interval.low <= value <= interval.high


def refused(model: CaseMix) -> str:
    """Why there is no adjusted comparison."""
    reasons = {
        "too_few_events": _("There are too few of these outcomes in the registry to adjust for case mix."),
        "poor_discrimination": _(
            "What the registry records of patients tells too little of this outcome: adjusting for it would mislead."
        ),
        "poor_calibration": _(
            "The model does not hold for patients it has not seen: adjusting with it would mislead."
        ),
    }
    return reasons.get(model.refused or "", _("No group shown here could be adjusted for case mix."))


def about(model: CaseMix) -> Iterator[str]:
    """What the model knows, how good it is, and what it lacks."""
    factors = listed([short_name(factor) for factor in model.factors])
    yield _("Adjusted for {factors}, as recorded at admission.", factors=factors)
    if model.discrimination is not None and model.slope is not None:
        yield _(
            "In patients it had not seen the model has an area under the ROC curve of {area} and a calibration slope of"
            " {slope} (1 is perfect).",
            area=number(model.discrimination, 2),
            slope=number(model.slope, 2),
        )
    yield _(
        "Not recorded, so not adjusted for: other illness, muscle strength, living alone. What remains"
        " is not a measure of quality by itself."
    )
    yield _(
        "Expected shares are rounded so that they tell nothing of single patients; small groups have none."
    )


def left_out(adjustment: Adjustment) -> str:
    """Which shown groups are too small to adjust."""
    if not adjustment.left_out:
        return ""
    return _("Not adjusted, because too few: {units}.", units=listed(adjustment.left_out))


# --- Table and file ---------------------------------------------------------------------------------
def head() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Centre"),
        _("Stays"),
        _("Observed"),
        _("Expected"),
        _("Difference from the reference"),
        _("of it case mix"),
        _("of it remains"),
        _("Observed to expected, shrunken"),
    )


def table(adjustment: Adjustment, caption: str) -> Component:
    """Every number of the figure."""
    rows = [
        html.Tr(
            [
                html.Th(unit.line.label, scope="row"),
                html.Td(integer(unit.point.total), className="number"),
                html.Td(percent(unit.point.share), className="number"),
                html.Td(_expected(unit.expected), className="number"),
                *(
                    html.Td(_points(part), className="number")
                    for part in (unit.parts.whole, unit.parts.case_mix, unit.parts.rest)
                ),
                html.Td(number(unit.ratio, 2), className="number"),
            ],
            className="own" if unit.line.own else "",
        )
        for unit in adjustment.units
    ]
    heads = [
        html.Th(name, scope="col", className="number" if place else "") for place, name in enumerate(head())
    ]
    made = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="table"
    )
    return html.Div(made, className="table-box", tabIndex="0", role="region", **aria(label=caption))


def _points(share: float) -> str:
    """A difference in percentage points, always with its sign."""
    sign = "+" if share > 0 else "\N{MINUS SIGN}" if share < 0 else ""
    return f"{sign}{number(abs(100 * share), 1)}"


def records(adjustment: Adjustment) -> Iterator[Record]:
    """The rows of a file."""
    for unit in adjustment.units:
        shares = (unit.point.share, unit.expected, unit.parts.whole, unit.parts.case_mix, unit.parts.rest)
        yield (unit.line.name, unit.point.total, *(round(share, 4) for share in shares), round(unit.ratio, 3))


# --- Figure -----------------------------------------------------------------------------------------
def draw(adjustment: Adjustment) -> Figure:
    """The observed share with its interval, and an outline of dashes where it is expected."""
    lines = tuple(unit.line for unit in adjustment.units)
    top = axis_top([*(unit.point for unit in adjustment.units), adjustment.reference])
    placed = _place(lines)
    expected = {
        "type": "scatter",
        "mode": "markers",
        "x": [unit.expected for unit in adjustment.units],
        "y": [item.y for item in placed],
        "marker": {"symbol": "line-ns-open", "size": 22, "color": theme.INK, "line": {"width": 3}},
        "text": [
            _("{unit}: {share} expected", unit=safe(unit.line.label), share=_expected(unit.expected))
            for unit in adjustment.units
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }
    names = [f"<b>{safe(line.label)}</b>" if line.own else safe(line.name) for line in lines]
    bottom = len(lines) - 0.5
    return {
        "data": [*traces(placed), expected],
        "layout": theme.layout(
            height=ROW * len(lines) + 60,
            margin={"l": 8, "r": 24, "t": 10, "b": 36},
            xaxis=share_axis(top),
            yaxis=named_axis(placed, names, range=[bottom, -0.5]),
            shapes=[*grid(top, bottom), _reference_line(adjustment, bottom)],
        ),
    }


def _place(lines: tuple[Line, ...]) -> list[Placed]:
    return [
        Placed(y=float(rank), line=line, style=OWN if line.own else OTHERS) for rank, line in enumerate(lines)
    ]


def _reference_line(adjustment: Adjustment, bottom: float) -> Piece:
    share = adjustment.reference.share
    return {
        "type": "line",
        "x0": share,
        "x1": share,
        "y0": -0.5,
        "y1": bottom,
        "line": {"color": theme.INK, "width": 1.5, "dash": "dash"},
    }


def key() -> str:
    """What the marks mean."""
    return " · ".join(
        (
            _("Dot: observed share"),
            _("line: 95 % interval (Wilson)"),
            _("upright mark: expected for this case mix"),
            _("dashed: reference"),
            _("square: your unit"),
        )
    )
