"""Words in figures: broken where they are long, and nothing that Plotly would read as markup."""

import textwrap
from collections.abc import Sequence

from dashboard import theme
from dashboard.comparison import Point
from dashboard.drawing import safe
from dashboard.language import _, integer, number, percent
from dashboard.own.names import amount, exact, unit_of_measure
from queries import Interval, Summary


def broken(text: str, width: int, most: int = 4) -> str:
    """A text in lines; what is longer than `most` of them ends in an ellipsis."""
    lines = textwrap.wrap(text, width) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: width - 1]}…"]
    return "<br>".join(safe(line) for line in lines)


def small(text: str) -> str:
    """Words in small type."""
    return f'<span style="font-size:{theme.SMALL}px">{text}</span>'


def hover(name: str, *told: str) -> str:
    """What is said of a mark that is pointed at: nothing that the table does not say."""
    return "<br>".join([f"<b>{safe(name)}</b>", *(safe(line) for line in told if line)])


def share_words(point: Point, *, of: str = "") -> Sequence[str]:
    """A share with its counts and its interval, in lines."""
    count, total = integer(point.count), integer(point.total)
    low, high = percent(point.interval.low), percent(point.interval.high)
    return (
        percent(point.share) if not of else f"{of}: {percent(point.share)}",
        _("{count} of {total} stays", count=count, total=total),
        _("95 % interval {low} to {high}", low=low, high=high),
    )


def of_total(point: Point) -> str:
    """How many of how many."""
    return _("{count} of {total}", count=integer(point.count), total=integer(point.total))


def number_words(summary: Summary, statistic: str, unit: str) -> Sequence[str]:
    """A mean or median with its interval, the quartiles and what it is of, in lines."""
    value, interval = value_of(summary, statistic), interval_of(summary, statistic)
    if value is None:
        return ()
    decimals = 1 if statistic == "mean" else 0
    told = amount(value, unit, decimals) if statistic == "mean" else f"{exact(value)} {unit_of_measure(unit)}"
    name = _("Mean: {value}", value=told) if statistic == "mean" else _("Median: {value}", value=told)
    return (
        name,
        interval_words(interval, decimals=decimals),
        quartile_words(summary),
        stays_words(summary.n),
    )


def value_of(summary: Summary, statistic: str) -> float | None:
    """The mean or the median of a row."""
    return summary.mean if statistic == "mean" else summary.median


def interval_of(summary: Summary, statistic: str) -> Interval | None:
    """Its interval."""
    return summary.mean_interval if statistic == "mean" else summary.median_interval


def interval_words(interval: Interval | None, *, decimals: int) -> str:
    """An interval of a number, or that there are too few for one."""
    if interval is None:
        return _("too few stays for an interval")
    low, high = _plain(interval.low, decimals), _plain(interval.high, decimals)
    return _("95 % interval {low} to {high}", low=low, high=high)


def quartile_words(summary: Summary) -> str:
    """Between which values the middle half lies."""
    if summary.quartiles is None:
        return ""
    low, high = summary.quartiles
    return _("half of them between {low} and {high}", low=exact(low), high=exact(high))


def stays_words(count: int) -> str:
    """How many stays a number is of."""
    return _("n = {n}", n=integer(count))


def _plain(value: float, decimals: int) -> str:
    return number(value, decimals) if decimals else exact(value)
