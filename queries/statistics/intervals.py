"""Intervals for shares and for differences between shares; pure functions over counts that are already shown.

Wilson's score interval (Wilson, JASA 1927;22:209-212) and its combination for the difference between two
independent shares, method 10 of Newcombe (Stat Med 1998;17:873-890). Both stay inside what is possible and
keep their coverage at the small counts of single units, where the textbook interval does not.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A closed interval: of shares (0 to 1), of differences between shares (-1 to 1) or in a variable's unit."""

    low: float
    high: float

    def includes(self, value: float) -> bool:
        """Whether a value lies in the interval, its ends included."""
        return self.low <= value <= self.high


def wilson(count: int, total: int, level: float = LEVEL) -> Interval:
    """Wilson's interval for the share `count` of `total`.

    Raises ValueError where there is nobody to take a share of, or `count` lies outside 0 to `total`.
    """
    if total < 1 or not 0 <= count <= total:
        raise ValueError(f"no share of {count} among {total}")
    share, z2 = count / total, _quantile(level) ** 2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = math.sqrt(z2 * (share * (1 - share) / total + z2 / (4 * total**2))) / (1 + z2 / total)
    # At 0 and at 100 % the bound is exact; rounding must not leave it a hair outside.
    return Interval(low=0.0 if count == 0 else centre - half, high=1.0 if count == total else centre + half)


def newcombe(first: tuple[int, int], second: tuple[int, int], level: float = LEVEL) -> Interval:
    """Newcombe's interval (method 10) for the first share minus the second, each as (count, total).

    The two must be independent: nobody may be counted in both. Raises ValueError as `wilson` does.
    """
    one, two = wilson(*first, level), wilson(*second, level)
    share_one, share_two = first[0] / first[1], second[0] / second[1]
    difference = share_one - share_two
    return Interval(
        low=difference - math.hypot(share_one - one.low, two.high - share_two),
        high=difference + math.hypot(one.high - share_one, share_two - two.low),
    )


def _quantile(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
