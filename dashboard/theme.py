"""How figures look: colours, type, and the one factory that every graph on a page is made with.

The colours are those of `assets/theme.css`, where the same names stand as custom properties; they are told apart
with any kind of colour vision, and colour is never the only sign.
"""

from collections.abc import Mapping
from typing import Any

from dash import dcc

from dashboard.language import separators

Figure = dict[str, Any]

INK = "#17222b"
SOFT = "#53616c"
LINE = "#d9dfe3"
PAPER = "#ffffff"
MAIN = "#0f5c6e"
OWN = "#a84c08"
BANDS = {"high": "#dff0e8", "moderate": "#faf1d2", "low": "#f9e4df"}
CLASS_SIGNS = {"high": "●", "moderate": "◐", "low": "○"}

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
SIZE, SMALL = 15, 13

# The tool bar would offer to send the chart to a foreign service. It is off, and each way there is shut.
CONFIG: Mapping[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": ["sendChartToCloud", "sendDataToCloud"],
    "showLink": False,
    "editable": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}


def graph(figure: Figure, *, id: str) -> dcc.Graph:  # noqa: A002 - as every component calls it
    """A graph that keeps its height while it loads and talks to no other host."""
    height = f"{figure['layout']['height']}px"
    config: Any = dict(CONFIG)  # Dash's own type of it lacks half of what Plotly takes
    return dcc.Graph(
        id=id,
        figure=figure,
        config=config,
        responsive=True,
        className="answer-graph",
        style={"height": height},
    )


def aria(**attributes: str) -> dict[str, Any]:
    """ARIA attributes as Dash takes them: `aria(label="Pages")` is `aria-label`."""
    return {f"aria-{name}": value for name, value in attributes.items()}


def layout(*, height: int, **parts: Any) -> Figure:
    """A layout in our look. Written out instead of Plotly's default template, which weighs 25 kB a page."""
    return {
        "height": height,
        "autosize": True,
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": SIZE, "color": INK},
        "separators": separators(),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": SOFT,
            "font": {"family": FONT, "size": SMALL, "color": INK},
            "align": "left",
        },
        **parts,
    }
