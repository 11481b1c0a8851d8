"""Answer to figure: dots with their 95 % intervals, drawn for a wide window or redrawn for a phone.

Whatever a figure holds (order, axis ranges, hover texts) comes from shown cells only.
"""

from dashboard import dots, panels, pictures
from dashboard.comparison import Comparison
from dashboard.theme import Figure
from dashboard.words import Heading


def draw(comparison: Comparison, *, narrow: bool) -> Figure:
    """The figure of an answer, for a wide window or a phone."""
    if comparison.indicator is None:
        return panels.draw(comparison, narrow=narrow)
    return dots.narrow(comparison) if narrow else dots.wide(comparison)


def picture(comparison: Comparison, heading: Heading) -> Figure:
    """The figure as a picture to keep."""
    return pictures.picture(draw(comparison, narrow=False), heading)
