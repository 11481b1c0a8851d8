"""Figure of one indicator: what is compared under each other, target bands behind, shares and counts beside."""

from collections.abc import Iterator, Sequence

from dashboard import theme
from dashboard.bands import band, edges
from dashboard.comparison import Comparison, Point
from dashboard.drawing import (
    REFERENCE,
    Piece,
    Placed,
    axis_top,
    gap_words,
    grid,
    most_lines,
    name,
    named_axis,
    own_weight,
    place,
    plain_axis,
    reference_lines,
    share_axis,
    soft,
    traces,
    unseen,
    words,
)
from dashboard.language import _, integer, percent
from dashboard.texts import TargetClass, class_limits, class_name
from dashboard.theme import Figure

# In lines: the gap before the references; on a phone, how far marks lie below their words, and how high a line
# is that has none.
GAP, BELOW, HIDDEN_HEIGHT = 0.35, 0.3, 0.62
STRIP = 15  # half the height in pixels of the band behind a mark on a phone
SHARES_AT, COUNTS_AT = 66, 200  # pixels right of the plot


def wide(comparison: Comparison) -> Figure:
    """For a wide window: names at the left, shares and counts in columns at the right."""
    placed = place(comparison, GAP)
    names = [name(item.line, 28) for item in placed]
    line_height = max(40, 8 + 19 * most_lines(names))
    layout = _dots_layout(comparison, placed, line_height, {"l": 8, "r": COUNTS_AT + 10, "t": 54, "b": 36})
    layout["yaxis"] = named_axis(placed, names, range=layout["yaxis"]["range"])
    layout["annotations"] = [
        *_band_words(comparison),
        *_column_heads(),
        *(piece for item in placed for piece in _beside(item)),
    ]
    return {"data": traces(placed), "layout": layout}


def narrow(comparison: Comparison) -> Figure:
    """For a phone: name, counts and share above each line, which takes the whole width."""
    placed = place(comparison, GAP, hidden_height=HIDDEN_HEIGHT)
    names = [name(item.line, 28) for item in placed]
    line_height = 58 + 20 * most_lines(names)
    layout = _dots_layout(comparison, placed, line_height, {"l": 16, "r": 24, "t": 10, "b": 32}, down=BELOW)
    layout["annotations"] = [
        *(piece for item, text in zip(placed, names, strict=True) for piece in _above(item, text)),
    ]
    return {"data": traces(placed, down=BELOW), "layout": layout}


def _dots_layout(
    comparison: Comparison,
    placed: Sequence[Placed],
    line_height: int,
    margin: dict[str, int],
    *,
    down: float = 0.0,
) -> Figure:
    last = placed[-1].y if placed else 0.0
    top = _top(comparison)
    strips = _strips(placed, STRIP / line_height) if down else ()
    whole = ((-0.5, len(comparison.lines) - 0.5),)
    return theme.layout(
        height=round((last + 1) * line_height) + margin["t"] + margin["b"],
        margin=margin,
        xaxis=share_axis(top),
        yaxis={**plain_axis(), "range": [last + 0.5, -0.5]},
        shapes=[
            *(band for strip in strips or whole for band in _bands(comparison, top, *strip)),
            *([] if down else grid(top, last + 0.5)),
            *reference_lines(placed, strips=strips),
        ],
    )


def _strips(placed: Sequence[Placed], half: float) -> tuple[tuple[float, float], ...]:
    """On a phone bands and references lie behind the marks only, so that words stand on white."""
    compared = (item.y + BELOW for item in placed if item.line.points and item.style != REFERENCE)
    return tuple((y - half, y + half) for y in compared)


def _top(comparison: Comparison) -> float:
    points = (point for line in comparison.all_lines for point in line.points)
    return axis_top(points, _least_top(comparison))


def _least_top(comparison: Comparison) -> float:
    """Far enough to see every band, and for all to see how far from 100 % they are where more is better."""
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or indicator.better == "higher":
        return 1.0
    return 0.0 if target is None else 1.5 * max(target.high, target.moderate) / 100


def _bands(comparison: Comparison, top: float, upper: float, lower: float) -> list[Piece]:
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or target is None:
        return []
    return [band(name, ends, (upper, lower)) for name, ends in edges(indicator, target, top).items()]


def _band_words(comparison: Comparison) -> Iterator[Piece]:
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or target is None:
        return
    limits = class_limits(indicator, target)
    for target_class, middle in _middles(comparison).items():
        text = f"{class_name(target_class)}<br>{limits[target_class]}"
        yield words(soft(text), x=middle, xanchor="center", **_over_the_plot())


def _middles(comparison: Comparison) -> dict[TargetClass, float]:
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or target is None:
        return {}
    found = edges(indicator, target, _top(comparison))
    return {target_class: (start + end) / 2 for target_class, (start, end) in found.items()}


def _over_the_plot() -> Piece:
    return {"xref": "x", "yref": "y", "y": -0.5, "yanchor": "bottom", "yshift": 3}


def _column_heads() -> Iterator[Piece]:
    for text, shift in ((_("share"), SHARES_AT), (_("stays"), COUNTS_AT)):
        head = words(soft(text), xref="paper", x=1, xanchor="right", xshift=shift)
        yield {**head, "yref": "y", "y": -0.5, "yanchor": "bottom", "yshift": 3}


def _beside(item: Placed) -> Iterator[Piece]:
    """Share and counts in columns right of a line, or why there are none."""
    mark = item.line.marks[0]
    at = {"yref": "y", "y": item.y}
    if not isinstance(mark, Point):
        yield unseen(gap_words(item.line, mark), xref="x", x=0, xshift=10, **at)
        return
    right = {**at, "xref": "paper", "x": 1, "xanchor": "right"}
    yield words(own_weight(percent(mark.share), item.line), xshift=SHARES_AT, **right)
    yield words(soft(_of(mark)), xshift=COUNTS_AT, **right)


def _above(item: Placed, text: str) -> Iterator[Piece]:
    """Name and counts above a line and its share at the right, or why there is none."""
    mark = item.line.marks[0]
    at = {"xref": "paper", "yref": "y", "y": item.y - 0.5, "yanchor": "top", "yshift": -6, "align": "left"}
    under = _of(mark) if isinstance(mark, Point) else gap_words(item.line, mark)
    yield words(f"{text}<br>{soft(under)}", x=0, **at)
    if isinstance(mark, Point):
        share = own_weight(percent(mark.share), item.line)
        yield words(share, **{**at, "x": 1, "xanchor": "right", "align": "right"})


def _of(point: Point) -> str:
    return _("{count} of {total}", count=integer(point.count), total=integer(point.total))
