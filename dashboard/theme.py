"""How figures look: colours, type, and the one factory that every graph on a page is made with.

A colour is the name of one in `assets/theme.css`; the browser puts in what it stands for in the reader's theme
(`assets/plot.js`). They are told apart with any kind of colour vision, and colour is never the only sign.
"""

from collections.abc import Mapping
from typing import Any

from dashboard.language import separators
from dashboard.plot import Plot

Figure = dict[str, Any]

INK = "var(--ink)"
SOFT = "var(--soft)"
LINE = "var(--line)"
EDGE = "var(--edge)"
GRID = "var(--grid)"
PAPER = "var(--paper)"
VEIL = "var(--veil)"  # behind words that stand over marks
MAIN = "var(--main)"
TINT = "var(--main-tint)"
OWN = "var(--own)"
BANDS = {"high": "var(--high)", "moderate": "var(--moderate)", "low": "var(--low)"}
SERIES = tuple(f"var(--series-{place})" for place in range(1, 8))
STEPS = tuple(f"var(--step-{place})" for place in range(1, 6))
# A bar with its edge, and what lies behind marks and stands back.
BAR, BAR_EDGE, QUIET = STEPS[2], STEPS[1], STEPS[4]
NONE = "rgba(0,0,0,0)"
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
}


def graph(figure: Figure, *, id: str) -> Plot:  # noqa: A002 - as every component calls it
    """A graph that keeps its height while it loads and talks to no other host."""
    height = f"{figure['layout']['height']}px"
    return Plot(id=id, figure=figure, config=CONFIG, className="answer-graph", style={"height": height})


def aria(**attributes: str) -> dict[str, Any]:
    """ARIA attributes as Dash takes them: `aria(label="Pages")` is `aria-label`."""
    return {f"aria-{name}": value for name, value in attributes.items()}


def layout(*, height: int, **parts: Any) -> Figure:
    """A layout in our look. Written out instead of Plotly's default template, which weighs 25 kB a page."""
    return {
        "height": height,
        "autosize": True,
        "paper_bgcolor": NONE,
        "plot_bgcolor": NONE,
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
