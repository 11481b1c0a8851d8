"""Answer to figure: dots with their 95 % intervals, drawn for a wide window or redrawn for a phone.

Whatever a figure holds (order, axis ranges, hover texts) comes from shown cells only.
"""

import textwrap
from collections.abc import Iterator

from dashboard import dots, panels, theme
from dashboard.comparison import Comparison
from dashboard.drawing import Piece, safe
from dashboard.theme import Figure
from dashboard.words import Heading

PICTURE_WIDTH = 1200
EDGE, TITLE_LINE = 28, 22


def draw(comparison: Comparison, *, narrow: bool) -> Figure:
    """The figure of an answer, for a wide window or a phone."""
    if comparison.indicator is None:
        return panels.draw(comparison, narrow=narrow)
    return dots.narrow(comparison) if narrow else dots.wide(comparison)


def picture(comparison: Comparison, heading: Heading) -> Figure:
    """The figure as a picture to keep: its question, source and marks inside, at a fixed size."""
    figure = draw(comparison, narrow=False)
    layout, lines = figure["layout"], list(_title_lines(heading))
    margin, above = layout["margin"], 2 * EDGE + TITLE_LINE * len(lines)
    height = layout["height"] + above
    return {
        "data": figure["data"],
        "layout": {
            **layout,
            "paper_bgcolor": theme.PAPER,
            "autosize": False,
            "width": PICTURE_WIDTH,
            "height": height,
            "margin": {
                "l": margin["l"] + EDGE,
                "r": margin["r"] + EDGE,
                "t": margin["t"] + above,
                "b": margin["b"] + EDGE // 2,
            },
            "title": _title("<br>".join(lines), x=EDGE / PICTURE_WIDTH, y=1 - EDGE / height),
        },
    }


def _title(text: str, *, x: float, y: float) -> Piece:
    place = {"xref": "container", "x": x, "xanchor": "left", "yref": "container", "y": y, "yanchor": "top"}
    return {"text": text, "font": {"size": theme.SIZE, "color": theme.INK}, **place}


def _title_lines(heading: Heading) -> Iterator[str]:
    yield f'<b><span style="font-size:22px">{safe(heading.title)}</span></b>'
    for parts in (heading.facts, heading.source):
        for line in textwrap.wrap(" · ".join(parts), 130):
            yield f'<span style="color:{theme.SOFT}">{safe(line)}</span>'
    for warning in heading.warnings:
        yield f"<b>{safe(warning)}</b>"
