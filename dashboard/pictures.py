"""A figure as a picture to keep: its question, source and marks inside, at a fixed size."""

import textwrap
from collections.abc import Iterator

from dashboard import theme
from dashboard.drawing import Piece, safe
from dashboard.theme import Figure
from dashboard.words import Heading

PICTURE_WIDTH = 1200
EDGE, TITLE_LINE = 28, 22


def picture(figure: Figure, heading: Heading, *, width: int = PICTURE_WIDTH) -> Figure:
    """The figure of a page, drawn for a wide window, as a picture `width` pixels wide. The figure stays as it is."""
    layout, lines = figure["layout"], list(_title_lines(heading))
    margin, above = layout["margin"], 2 * EDGE + TITLE_LINE * len(lines)
    height = layout["height"] + above
    return {
        "data": figure["data"],
        "layout": {
            **layout,
            "paper_bgcolor": theme.PAPER,
            "autosize": False,
            "width": width,
            "height": height,
            "margin": {
                "l": margin["l"] + EDGE,
                "r": margin["r"] + EDGE,
                "t": margin["t"] + above,
                "b": margin["b"] + EDGE // 2,
            },
            "title": _title("<br>".join(lines), x=EDGE / width, y=1 - EDGE / height),
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
