"""Control charts for one unit over time: shares, means and rare events; over counts and means in time order.

Each gives a `Chart`, or `TooFew` where the steps of time are too few to say what is usual there. Rules that
signal are in `queries/statistics/rules.py`.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from scipy.stats import nbinom

from queries.statistics.intervals import Interval
from queries.statistics.limits import ALARM, binomial_limits, outside_chance
from queries.statistics.rules import RUN, Point, judged, run_chance

# Limits of shares follow from the binomial distribution; elsewhere the points themselves have to show their
# spread, for which Provost & Murray (The Health Care Data Guide, 2011) ask for a dozen at the least.
FEWEST_SHARES, FEWEST = RUN, 12
# 3 standard deviations, estimated from the mean moving range: 3 / 1.128.
RANGES = 2.66
SIMULATIONS = 2000


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Points round a centre line, in the unit of what was charted.

    `by_chance` is the probability that a process that never changed shows at least one signal on such a chart.
    p- and g-charts state it for a known centre: it is less where the centre is that of the points themselves.
    """

    centre: float
    points: tuple[Point, ...]
    by_chance: float


@dataclass(frozen=True, kw_only=True)
class TooFew:
    """Too few points to judge: how many `there` are and how many are `needed`."""

    there: int
    needed: int


def p_chart(counts: Sequence[tuple[int, int]], centre: float | None = None) -> Chart | TooFew:
    """Shares (0 to 1) of (count, total) per step of time, within exact binomial limits at 99.8 %.

    Shewhart's p-chart with limits from the binomial distribution itself, since three standard deviations mislead
    at small totals (Benneyan, Int J Qual Health Care 1998;10:69-73). `centre`: a share known from elsewhere;
    otherwise that of all steps together. Steps without anybody stay empty. ValueError for impossible counts.
    """
    if any(not 0 <= count <= total for count, total in counts):
        raise ValueError("a count lies outside its total")
    totals = [total for _, total in counts if total]
    if len(totals) < FEWEST_SHARES:
        return TooFew(there=len(totals), needed=FEWEST_SHARES)
    line = sum(count for count, _ in counts) / sum(totals) if centre is None else centre
    shares = [count / total if total else None for count, total in counts]
    limits = [binomial_limits(line, total) if total else None for _, total in counts]
    quiet = math.prod(1 - outside_chance(line, total) for total in totals)
    points = judged(shares, limits, line)
    return Chart(centre=line, points=points, by_chance=_either(1 - quiet, run_chance(len(totals))))


def xmr_chart(values: Sequence[float | None]) -> Chart | TooFew:
    """Single values (such as means per step of time) within limits from their moving ranges; None: no value.

    Nelson (J Qual Technol 1982;14:172-173) and Wheeler & Chambers (Understanding Statistical Process Control,
    1992): mean +- 2.66 mean moving ranges. `by_chance` is simulated for normal values, with a fixed seed. Means of
    skewed values signal falsely several times as often (docs/method_statistics.md): give means of logarithms.
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return TooFew(there=len(known), needed=FEWEST)
    centre, points = _individuals(values, known)
    return Chart(centre=centre, points=points, by_chance=_individuals_chance(len(known)))


def g_chart(gaps: Sequence[int]) -> Chart | TooFew:
    """Stays between one rare event and the next (0: the next stay), within exact geometric limits at 99.8 %.

    Benneyan (Health Care Manag Sci 2001;4:305-318), with probability limits, since the distribution is far too
    skew for standard deviations, and the median for a centre line. The lower limit is 0 for rare events: that
    they come more often shows as a run below. ValueError for a gap below 0.
    """
    if any(gap < 0 for gap in gaps):
        raise ValueError("a gap is at least 0 stays")
    if len(gaps) < FEWEST:
        return TooFew(there=len(gaps), needed=FEWEST)
    event = len(gaps) / (len(gaps) + sum(gaps))
    # Stays before the first event, geometrically distributed.
    low, centre, high = (float(nbinom.ppf(p, 1, event)) for p in ((1 - ALARM) / 2, 0.5, (1 + ALARM) / 2))
    limits = Interval(low=low, high=high)
    outside = float(nbinom.cdf(low - 1, 1, event) + nbinom.sf(high, 1, event))
    points = judged([float(gap) for gap in gaps], [limits] * len(gaps), centre)
    chance = _either(1 - (1 - outside) ** len(gaps), run_chance(len(gaps)))
    return Chart(centre=centre, points=points, by_chance=chance)


def _individuals(values: Sequence[float | None], known: Sequence[float]) -> tuple[float, tuple[Point, ...]]:
    centre = math.fsum(known) / len(known)
    ranges = [abs(one - other) for one, other in pairwise(known)]
    half = RANGES * math.fsum(ranges) / len(ranges)
    limits = Interval(low=centre - half, high=centre + half)
    return centre, judged(values, [None if value is None else limits for value in values], centre)


@cache
def _individuals_chance(points: int) -> float:
    """How often steady normal values signal; it depends on their number only, not on their mean and spread."""
    normal = random.Random(points)  # noqa: S311 (a simulation, no secret)
    drawn = ([normal.gauss() for _ in range(points)] for _ in range(SIMULATIONS))
    return sum(any(point.signals for point in _individuals(one, one)[1]) for one in drawn) / SIMULATIONS


def _either(outside: float, run: float) -> float:
    """The chance of a signal by either rule, as if one had nothing to do with the other."""
    return 1 - (1 - outside) * (1 - run)
