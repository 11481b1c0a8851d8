"""The tinted bands behind shares of an indicator: one for each target class."""

from collections.abc import Mapping

from dashboard import theme
from dashboard.texts import TargetClass
from dashboard.theme import Figure
from queries import Indicator, Target

Ends = tuple[float, float]


def edges(indicator: Indicator, target: Target, top: float) -> Mapping[TargetClass, Ends]:
    """Where each target class begins and ends on an axis of shares from 0 to `top`."""
    high, moderate = min(target.high / 100, top), min(target.moderate / 100, top)
    if indicator.better == "lower":
        return {"high": (0.0, high), "moderate": (high, moderate), "low": (moderate, top)}
    return {"low": (0.0, moderate), "moderate": (moderate, high), "high": (high, top)}


def band(target_class: TargetClass, across: Ends, up: Ends, axis: str = "") -> Figure:
    """A band over an extent across and one up, in the units of the axes."""
    return {
        "type": "rect",
        "xref": f"x{axis}",
        "yref": f"y{axis}",
        "x0": round(across[0], 4),
        "x1": round(across[1], 4),
        "y0": round(up[0], 4),
        "y1": round(up[1], 4),
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": theme.BANDS[target_class],
    }
