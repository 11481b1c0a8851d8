"""Which figure an answer is drawn as."""

from dashboard.own.display import Display
from dashboard.own.figures import distribution, histogram, matrix, over_time, panels
from dashboard.theme import Figure


def draw(display: Display, *, crossed: bool, narrow: bool) -> Figure:
    """The figure of an answer, for a wide window or a phone; `crossed`: two variables as a matrix."""
    if crossed and display.is_matrix:
        return matrix.draw(display, narrow=narrow)
    if display.arrangement == "time":
        return over_time.draw(display, narrow=narrow)
    match display.kind:
        case "counts":
            return distribution.of_counts(display, narrow=narrow)
        case "numbers":
            return distribution.of_numbers(display, narrow=narrow)
        case "share":
            return distribution.of_shares(display, narrow=narrow)
    if display.bins:
        return histogram.draw(display, narrow=narrow)
    if display.arrangement == "whole":
        return distribution.of_categories(display, narrow=narrow)
    return panels.draw(display, narrow=narrow)


def least_width(display: Display, *, crossed: bool) -> int:
    """Below this many pixels the figure scrolls inside itself; 0 where it fits any window."""
    if crossed and display.is_matrix:
        return matrix.least_width(display)
    return over_time.least_width(display) if display.arrangement == "time" else 0


def categories_left_out(display: Display, *, crossed: bool) -> int:
    """How many categories are in the table only."""
    one_panel_each = display.kind in ("groups", "answers") and display.arrangement != "whole"
    if crossed or not one_panel_each or (display.bins and display.arrangement == "rows"):
        return 0
    return len(display.categories) - len(panels.drawn(display))


def rows_left_out(display: Display, *, crossed: bool) -> int:
    """How many rows are in the table only."""
    if display.arrangement == "time":
        return len(display.lines) - len(over_time.steps_drawn(display))
    return histogram.not_drawn(display) if display.bins and not crossed else 0
