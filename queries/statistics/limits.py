"""Funnel limits round a reference share, and how many units fall outside them by chance; over shown counts.

Exact binomial limits after Spiegelhalter (Stat Med 2005;24:1185-1202, appendix A.1.1): not an interval round a
unit's own share, but where shares of so many stays lie if the unit is like the reference. He interpolates the
lower limit so that it is passed with at most the nominal probability, the upper one so that it is passed with at
least that; here the upper limit mirrors the lower, so that neither side gives more false alarms than promised and
a share of "met" is judged like its "not met". Units are taken to differ by chance alone (no overdispersion).
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from scipy.special import bdtr

from queries.statistics.intervals import Interval

# Spiegelhalter's two pairs: what two and three standard deviations are to a normal distribution.
WARNING, ALARM = 0.95, 0.998

Standing = Literal["below", "inside", "above", "too_few"]


def binomial_limits(reference: float, total: int, level: float = ALARM) -> Interval:
    """Limits (shares, 0 to 1) for a unit of `total` stays, to be drawn as a curve over `total`.

    A share counts as outside only beyond them. Raises ValueError for no stays or a share outside 0 to 1.
    """
    _check(reference, total)
    low, mirrored = _low(reference, total, level), _low(1 - reference, total, level)
    return Interval(low=low, high=1 - mirrored)


def standing(count: int, total: int, reference: float, level: float = ALARM) -> Standing:
    """Where `count` of `total` stands; `too_few` where not even none or all of so many would be outside.

    Raises ValueError as `binomial_limits` does, and for a count outside 0 to `total`.
    """
    _check(reference, total)
    if not 0 <= count <= total:
        raise ValueError(f"no share of {count} among {total}")
    lowest, highest = _inside(reference, total, level)
    if (lowest, highest) == (0, total):
        return "too_few"
    return "below" if count < lowest else "above" if count > highest else "inside"


def outside_chance(reference: float, total: int, level: float = ALARM) -> float:
    """The exact probability that a unit like the reference lies outside; at most 1 - `level`."""
    _check(reference, total)
    lowest, highest = _inside(reference, total, level)
    return _up_to(lowest - 1, total, reference) + _up_to(total - highest - 1, total, 1 - reference)


def expected_outside(reference: float, totals: Iterable[int], level: float = ALARM) -> float:
    """How many of some units lie outside on average if all are like the reference: what a funnel shows anyway."""
    return sum(outside_chance(reference, total, level) for total in totals)


def _inside(reference: float, total: int, level: float) -> tuple[int, int]:
    """The lowest and the highest count inside the limits."""
    return _lowest(reference, total, level), total - _lowest(1 - reference, total, level)


def _low(reference: float, total: int, level: float) -> float:
    r, tail = _lowest(reference, total, level), (1 - level) / 2
    up_to, below = _up_to(r, total, reference), _up_to(r - 1, total, reference)
    return max(0.0, (r - (up_to - tail) / (up_to - below)) / total)


def _lowest(reference: float, total: int, level: float) -> int:
    """The smallest count that is not too low: fewer than it come up with probability (1 - level) / 2 at most."""
    return bisect_right(range(total), (1 - level) / 2, key=lambda count: _up_to(count, total, reference))


def _up_to(count: int, total: int, share: float) -> float:
    """The binomial probability of `count` or fewer."""
    return float(bdtr(count, total, share)) if count >= 0 else 0.0


def _check(reference: float, total: int) -> None:
    if total < 1 or not 0 <= reference <= 1:
        raise ValueError(f"no limits round {reference} for {total} stays")
