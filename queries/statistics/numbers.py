"""Means, quantiles and their intervals; pure functions over values given as {value: how often it occurs}.

Every result is in the unit of the values, and None where there are too few values to have one. A count below
zero raises ValueError. A mean carries Student's t interval (Student, Biometrika 1908;6:1-25); a median the exact
one between two order statistics (Thompson, Ann Math Stat 1936;7:122-128), which needs no assumption about the
distribution and with ties only covers more (Scheffé & Tukey, Ann Math Stat 1945;16:187-192).
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from scipy.stats import binom
from scipy.stats import t as student

from queries.statistics.intervals import LEVEL, Interval


def mean(values: Mapping[float, int]) -> float | None:
    """The arithmetic mean; None for no values."""
    n = _ordered(values).n
    return math.fsum(value * count for value, count in values.items()) / n if n else None


def mean_interval(values: Mapping[float, int], level: float = LEVEL) -> Interval | None:
    """Student's t interval for the mean; None below two values, and no width where all values are the same."""
    centre, n = mean(values), _ordered(values).n
    if centre is None or n < 2:
        return None
    squares = math.fsum(count * (value - centre) ** 2 for value, count in values.items())
    half = float(student.ppf((1 + level) / 2, n - 1)) * math.sqrt(squares / (n - 1) / n)
    return Interval(low=centre - half, high=centre + half)


def median(values: Mapping[float, int]) -> float | None:
    """The median, between the two middle values halfway; None for no values."""
    return quantile(values, 0.5)


def median_interval(values: Mapping[float, int], level: float = LEVEL) -> Interval | None:
    """The narrowest interval between the d-th lowest and the d-th highest value that covers the median.

    It covers with probability 1 - 2 P(X < d), X binomial (n, 1/2), which is at least `level`. None where even the
    two extremes do not cover that surely: below six values at 95 %.
    """
    ordered = _ordered(values)
    # The smallest k with P(X <= k) >= (1 - level) / 2: below it lies less than what may be left out.
    d = int(binom.ppf((1 - level) / 2, ordered.n, 0.5)) if ordered.n else 0
    if d < 1:
        return None
    return Interval(low=ordered.at(d - 1), high=ordered.at(ordered.n - d))


def quantile(values: Mapping[float, int], p: float) -> float | None:
    """The quantile at `p` (0 to 1, else ValueError) by linear interpolation; None for no values.

    Type 7 of Hyndman & Fan (Am Stat 1996;50:361-365), what R, numpy and spreadsheets give unasked.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"no quantile at {p}")
    ordered = _ordered(values)
    if not ordered.n:
        return None
    place = (ordered.n - 1) * p
    below, above = ordered.at(math.floor(place)), ordered.at(math.ceil(place))
    return below + (place - math.floor(place)) * (above - below)


@dataclass(frozen=True, kw_only=True)
class _Ordered:
    """Distinct values in order, and how many values there are up to each."""

    values: tuple[float, ...]
    up_to: tuple[int, ...]

    @property
    def n(self) -> int:
        return self.up_to[-1] if self.up_to else 0

    def at(self, place: int) -> float:
        """The order statistic at a place, the lowest being at 0."""
        return self.values[bisect_right(self.up_to, place)]


def _ordered(values: Mapping[float, int]) -> _Ordered:
    if any(count < 0 for count in values.values()):
        raise ValueError("a value cannot occur less than never")
    distinct = sorted(value for value, count in values.items() if count)
    return _Ordered(values=tuple(distinct), up_to=tuple(accumulate(values[value] for value in distinct)))
