"""A figure on a page: Plotly's, in the colours of the theme in force, drawn when it comes into sight.

Its other half is `assets/plot.js`. Dash's own graph component cannot draw in the reader's theme, fetches the whole of
plotly.js before the page is usable, and would be parsed beside it.
"""

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component


class Plot(Component):
    """A figure as a dictionary in Plotly's form, whose colours are names of `assets/theme.css`: `var(--ink)`."""

    _children_props: list[str] = []  # noqa: RUF012 - the base class declares it so
    _namespace = "nordicscir"
    _type = "Plot"

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - as every component calls it
        figure: Mapping[str, Any],
        config: Mapping[str, Any],
        className: str,  # noqa: N803
        style: Mapping[str, str],
    ) -> None:
        self._prop_names = ["id", "figure", "config", "className", "style"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(  # type: ignore[no-untyped-call]
            id=id, figure=figure, config=config, className=className, style=style
        )
