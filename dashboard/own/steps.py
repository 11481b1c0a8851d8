"""Steps of time: what they are called, when they end, and whether a row holds all of its step."""

import datetime

from dashboard.language import _, month_of, quarter_of
from queries import MONTHS

Dates = tuple[datetime.date | None, datetime.date | None]


def start_of(group: str) -> datetime.date:
    """The first day of the step that a row stands for."""
    return datetime.date.fromisoformat(group)


def end_of(start: datetime.date, step: str) -> datetime.date:
    """The last day of a step."""
    month = start.year * 12 + start.month - 1 + MONTHS[step]
    return datetime.date(month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)


def step_name(start: datetime.date, step: str) -> str:
    """A step as it is called: "2024", "2024, second half", "Q3 2024", "Mar 2024"."""
    match step:
        case "year":
            return str(start.year)
        case "halfyear":
            half = _("{year}, first half") if start.month == 1 else _("{year}, second half")
            return half.format(year=start.year)
        case "quarter":
            return quarter_of(start)
        case _:
            return month_of(start)


def is_partial(start: datetime.date, step: str, dates: Dates, today: datetime.date) -> bool:
    """Whether a step is not over yet, or cut by the dates asked for: its numbers are no whole step's."""
    end, (first, last) = end_of(start, step), dates
    return end >= today or (first is not None and first > start) or (last is not None and last < end)


def place_on_axis(day: datetime.date, first: datetime.date, step: str) -> float:
    """Where a day lies on an axis of steps, counted in steps: that of `first` is at 0, and begins at -0.5."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return months / MONTHS[step] - 0.5
