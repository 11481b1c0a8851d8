"""A sparkline: a few values over time as a small drawing in the text, in the colours of the theme.

Its other half is `assets/spark.js`. A dozen of them cost less than one figure by Plotly.
"""

from collections.abc import Sequence

from dash.development.base_component import Component


class Spark(Component):
    """Values from 0 to 1 in time order (None: nobody), `bands` behind them as [from, to, class], and the places
    that a chart's rules signal. `label` says the same in words."""

    _children_props: list[str] = []  # noqa: RUF012 - the base class declares it so
    _namespace = "nordicscir"
    _type = "Spark"

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - as every component calls it
        values: Sequence[float | None],
        bands: Sequence[tuple[float, float, str]],
        signals: Sequence[int],
        label: str,
    ) -> None:
        self._prop_names = ["id", "values", "bands", "signals", "label"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(  # type: ignore[no-untyped-call]
            id=id,
            values=[None if value is None else round(value, 4) for value in values],
            bands=[list(band) for band in bands],
            signals=list(signals),
            label=label,
        )
