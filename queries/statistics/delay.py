"""What late registration still hides: stays that have ended and are not registered yet; over a unit's own delays.

A stay is seen once it is registered, so that the latest weeks always look emptier than they were. Of the stays
that ended so many days ago, the share seen is that of earlier stays registered within as many days (the reporting
delay distribution; Lawless, Can J Stat 1994;22:15-31). How many are not seen follows a Poisson distribution where
stays end at a steady pace.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scipy.stats import poisson

from queries.statistics.intervals import LEVEL, Interval

FEWEST_STAYS = 20


@dataclass(frozen=True, kw_only=True)
class Unregistered:
    """Stays expected to be missing, and the 95 % interval of their number."""

    expected: float
    interval: Interval


def unregistered(
    delays: Mapping[int, int], observed_days: int, youngest: int, oldest: int, level: float = LEVEL
) -> Unregistered | None:
    """Stays that ended `youngest` to `oldest` days ago, both inclusive, and are not registered yet.

    `delays` are days from end to registration of earlier stays and how many took so many, of all stays that ended
    within `observed_days`, long enough ago to be complete. None for fewer than 20 of them. Raises ValueError for
    impossible days.
    """
    if observed_days < 1 or not 0 <= youngest <= oldest or any(days < 0 for days in delays):
        raise ValueError("days are out of order or below 0")
    stays = sum(delays.values())
    if stays < FEWEST_STAYS:
        return None
    # A stay with a delay of d days is not seen on the days of age 0 to d - 1.
    unseen_days = sum(count * max(0, min(days - 1, oldest) - youngest + 1) for days, count in delays.items())
    expected = unseen_days / observed_days
    tail = (1 - level) / 2
    low, high = (float(poisson.ppf(p, expected)) if expected else 0.0 for p in (tail, 1 - tail))
    return Unregistered(expected=expected, interval=Interval(low=low, high=high))


def complete_after(delays: Mapping[int, int], share: float = LEVEL) -> int | None:
    """Days after which so large a share of stays is registered; None for fewer than 20 stays."""
    stays, seen = sum(delays.values()), 0
    if stays < FEWEST_STAYS:
        return None
    for days in sorted(delays):
        seen += delays[days]
        if seen >= share * stays:
            return days
    return max(delays)
