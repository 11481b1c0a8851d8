"""The targets of an indicator that hold for an answer."""

from dashboard.own.display import Display
from queries import INDICATORS, Target


def target_of(display: Display) -> Target | None:
    """The limits valid for the whole time the answer stands for; None where there are none or they changed."""
    answer = display.answer
    if display.kind != "share" or answer.first is None or answer.last is None:
        return None
    return INDICATORS[display.shows].target_for(answer.first.year, answer.last.year)


def targets_in(display: Display, years: range) -> dict[int, Target | None]:
    """The limits valid in each of some years."""
    if display.kind != "share":
        return {}
    return {year: INDICATORS[display.shows].target_for(year, year) for year in years}
