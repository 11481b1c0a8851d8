"""Answer to figure: dots with their 95 % intervals, drawn for a wide window or redrawn for a phone.

Whatever a figure holds (order, axis ranges, hover texts) comes from shown cells only.
"""

import textwrap
from collections.abc import Iterator

from dashboard import dots, panels, theme
from dashboard.comparison import Comparison, Heading
from dashboard.drawing import Piece, safe
from dashboard.theme import Figure

PICTURE_WIDTH = 1200


def draw(comparison: Comparison, *, narrow: bool) -> Figure:
    """The figure of an answer, for a wide window or a phone."""
    if comparison.indicator is None:
        return panels.draw(comparison, narrow=narrow)
    return dots.narrow(comparison) if narrow else dots.wide(comparison)


def picture(comparison: Comparison, heading: Heading) -> Figure:
    """The figure as a picture to keep: its question, source and marks inside, at a fixed size."""
    figure = draw(comparison, narrow=False)
    layout, lines = figure["layout"], list(_title_lines(heading))
    margin, above = layout["margin"], 40 + 21 * len(lines)
    return {
        "data": figure["data"],
        "layout": {
            **layout,
            "autosize": False,
            "width": PICTURE_WIDTH,
            "height": layout["height"] + above,
            "margin": {**margin, "t": margin["t"] + above, "l": margin["l"] + 20, "r": margin["r"] + 20},
            "title": _title("<br>".join(lines)),
        },
    }


def _title(text: str) -> Piece:
    return {
        "text": text,
        "font": {"size": 22, "color": theme.INK},
        "xref": "container",
        "x": 0,
        "xanchor": "left",
        "yref": "container",
        "y": 1,
        "yanchor": "top",
        "pad": {"t": 24, "l": 28},
    }


def _title_lines(heading: Heading) -> Iterator[str]:
    yield f"<b>{safe(heading.title)}</b>"
    for parts in (heading.facts, heading.source):
        for line in textwrap.wrap(" · ".join(parts), 130):
            yield f'<span style="font-size:{theme.SIZE}px;color:{theme.SOFT}">{safe(line)}</span>'
    for warning in heading.warnings:
        yield f'<b><span style="font-size:{theme.SIZE}px">{safe(warning)}</span></b>'
