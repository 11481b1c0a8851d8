"""`python -m benchmarks.statistics`: what intervals cover, and when funnels and charts raise an alarm.

Over the sizes that occur here: 5 to 80 stays in a unit, shares of 2 to 98 %, skewed lengths of stay. Shares are
worked out exactly, all else is simulated with fixed seeds, so that every run prints the same with the same libraries.
"""

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from statistics import NormalDist, fmean

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

from queries.statistics.charts import Chart, TooFew, g_chart, p_chart, xmr_chart
from queries.statistics.intervals import LEVEL, Interval, newcombe, wilson
from queries.statistics.limits import ALARM, WARNING, expected_outside, outside_chance, standing
from queries.statistics.numbers import mean_interval, median_interval

TOTALS = range(5, 81)
SHARES = [percent / 100 for percent in range(2, 99)]
# A median stay of six weeks, and a quarter of the stays longer than eleven; made up, but as skewed as such stays are.
MEDIAN_DAYS, SPREAD = 42, 0.9
REPEATS = 2000
UNITS = (80, 60, 45, 30, 20, 12, 8)

Line = tuple[str, ...]
Table = tuple[str, Line, list[Line]]


def main() -> None:
    """Print every table as soon as it is there."""
    for measured in TABLES:
        title, head, lines = measured()
        sys.stdout.write(
            f"\n{title}\n\n" + "\n".join(_row(line) for line in (head, _rule(head), *lines)) + "\n"
        )
        sys.stdout.flush()


def coverage_of_shares() -> Table:
    """Wilson's interval beside the textbook's, over every total and share."""
    lines: list[Line] = []
    for name, interval in (("Wilson", wilson), ("textbook (Wald)", _wald)):
        for totals in (range(5, 21), range(21, 81)):
            held = [_coverage(interval, total) for total in totals]
            lines.append((name, f"{totals[0]}-{totals[-1]}", *_told(np.concatenate(held))))
    return "Shares: 95 % intervals, exact", ("method", "stays", "mean", "lowest", "below 93 %"), lines


def coverage_of_differences() -> Table:
    """Newcombe's interval, a unit against the rest."""
    lines: list[Line] = []
    for unit, rest in product((5, 10, 20, 40, 80), (20, 80, 300)):
        held = _difference_coverage(unit, rest)
        lines.append((str(unit), str(rest), *_told(held)))
    return "Differences: Newcombe, 95 %, exact", ("unit", "rest", "mean", "lowest", "below 93 %"), lines


def coverage_of_days() -> Table:
    """Student's t for the mean and order statistics for the median of skewed, whole days."""
    days = Random(1)
    mean, median = _true_mean(), _true_median()
    lines: list[Line] = []
    for n in (5, 6, 10, 20, 40, 80):
        drawn = [Counter(_stay(days) for _ in range(n)) for _ in range(REPEATS)]
        of_mean = _held([mean_interval(values) for values in drawn], mean)
        of_median = _held([median_interval(values) for values in drawn], median)
        lines.append((str(n), of_mean, of_median))
    title = f"Lengths of stay: 95 %, {REPEATS} repeats; mean {mean:.1f}, median {median} days"
    return title, ("stays", "mean (t)", "median (order statistics)"), lines


def funnels() -> Table:
    """The chance of a unit like the reference to lie outside, over every total and share."""
    lines: list[Line] = []
    for level in (WARNING, ALARM):
        chances = np.array([outside_chance(share, total, level) for total in TOTALS for share in SHARES])
        lines.append((_round(level), _percent(chances.mean()), _percent(chances.max())))
    return "Funnels: a unit like the reference outside, exact", ("limits", "mean", "highest"), lines


def own_references() -> Table:
    """Units outside per funnel where they are all alike and make up their reference themselves."""
    lines: list[Line] = []
    for level, share in product((WARNING, ALARM), (0.5, 0.8, 0.95)):
        stated, found = _funnel_alarms(share, level)
        lines.append((_round(level), _round(share), f"{stated:.3f}", f"{found:.3f}"))
    title = f"Funnels of 7 alike units round their own share: units outside, {REPEATS} repeats"
    return title, ("limits", "share", "stated", "found"), lines


def charts() -> Table:
    """Charts of a unit that never changed: how many signal, and what the chart says about that."""
    return (
        f"Charts without a change: share that signal, {REPEATS} repeats",
        ("chart", "points", "outside", "run", "either", "stated"),
        [*_steady_shares(), *_steady_means(), *_steady_gaps()],
    )


def drops() -> Table:
    """A share that falls from 80 to 65 %: how soon the chart of one unit says so."""
    repeats, lines = REPEATS // 2, list[Line]()
    for stays in (5, 10, 20, 40):
        random = Random(stays)
        delays = sorted(_delay(random, stays, 0.65) for _ in range(repeats))
        false = [_delay(random, stays, 0.8) for _ in range(repeats)]
        seen = (_within(delays, 4), _within(delays, 8), _within(delays, 16), _within(false, 8))
        lines.append((str(stays), str(delays[repeats // 2]), *seen))
    head = ("stays a step", "median delay, steps", "within 4", "within 8", "within 16", "no drop, within 8")
    return f"p-chart: a drop from 80 to 65 % after 12 steps, {repeats} repeats", head, lines


def drops_as_shown() -> Table:
    """The same fall on the chart that the Trends page shows: its centre is that of all steps, the fallen ones too."""
    repeats, lines = REPEATS // 2, list[Line]()
    for stays in (5, 10, 20, 40):
        random = Random(100 + stays)
        delays = sorted(_shown_delay(random, stays, 0.65) for _ in range(repeats))
        false = [_shown_delay(random, stays, 0.8) for _ in range(repeats)]
        seen = (_within(delays, 4), _within(delays, 8), _within(delays, 16), _within(false, 8))
        lines.append((str(stays), str(delays[repeats // 2]), *seen))
    head = ("stays a step", "median delay, steps", "within 4", "within 8", "within 16", "no drop, within 8")
    return f"Trends page: a drop from 80 to 65 % after 12 steps, {repeats} repeats", head, lines


def low_units() -> Table:
    """The chance that a funnel shows a unit that is 15 points low, by its stays."""
    lines: list[Line] = [
        (str(total), *(_percent(_below(total, 0.65, level)) for level in (WARNING, ALARM)))
        for total in (10, 20, 40, 80, 160, 320)
    ]
    return "Funnels: a unit at 65 % found below 80 %, exact", ("stays", "95 %", "99.8 %"), lines


def _coverage(interval: Callable[[int, int], Interval], total: int) -> NDArray[np.float64]:
    """For each share the chance that the interval of so many stays holds it."""
    intervals = [interval(count, total) for count in range(total + 1)]
    holds = np.array([[one.includes(share) for one in intervals] for share in SHARES])
    covered: NDArray[np.float64] = (_chances(total, SHARES) * holds).sum(axis=1)
    return covered


def _difference_coverage(unit: int, rest: int) -> NDArray[np.float64]:
    shares = SHARES[::6]
    pairs = product(range(unit + 1), range(rest + 1))
    intervals = [newcombe((one, unit), (other, rest)) for one, other in pairs]
    low, high = (np.array([getattr(one, end) for one in intervals]) for end in ("low", "high"))
    of_unit, of_rest = _chances(unit, shares), _chances(rest, shares)
    held = []
    for one, other in product(range(len(shares)), repeat=2):
        difference = shares[one] - shares[other]
        chance = np.outer(of_unit[one], of_rest[other]).ravel()
        held.append(chance[(low <= difference) & (difference <= high)].sum())
    return np.array(held)


def _chances(total: int, shares: Sequence[float]) -> NDArray[np.float64]:
    """Per share (row) the probability of each count (column)."""
    up_to = [[bdtr(count, total, share) for count in range(total + 1)] for share in shares]
    return np.diff(np.array(up_to), axis=1, prepend=0)


def _wald(count: int, total: int) -> Interval:
    share = count / total
    half = NormalDist().inv_cdf((1 + LEVEL) / 2) * math.sqrt(share * (1 - share) / total)
    return Interval(low=share - half, high=share + half)


def _stay(random: Random) -> float:
    return float(math.ceil(random.lognormvariate(math.log(MEDIAN_DAYS), SPREAD)))


def _longer(days: int) -> float:
    """The chance of a stay of more than so many days."""
    return 1 - NormalDist(math.log(MEDIAN_DAYS), SPREAD).cdf(math.log(days)) if days else 1.0


def _true_mean() -> float:
    return math.fsum(_longer(days) for days in range(20_000))


def _true_median() -> int:
    return next(days for days in range(MEDIAN_DAYS * 2) if _longer(days) <= 0.5 + 1e-12)


def _held(intervals: Sequence[Interval | None], truth: float) -> str:
    known = [interval for interval in intervals if interval is not None]
    return _percent(fmean(interval.includes(truth) for interval in known)) if known else "none"


def _funnel_alarms(share: float, level: float) -> tuple[float, float]:
    """Units outside per funnel, as stated and as found, when the units themselves make the reference."""
    random, stated, found = np.random.default_rng(2), 0.0, 0
    for _ in range(REPEATS):
        counts = [int(random.binomial(total, share)) for total in UNITS]
        reference = sum(counts) / sum(UNITS)
        stated += expected_outside(reference, UNITS, level)
        pairs = zip(counts, UNITS, strict=True)
        found += sum(standing(count, total, reference, level) in ("below", "above") for count, total in pairs)
    return stated / REPEATS, found / REPEATS


def _steady_shares() -> Iterator[Line]:
    for points, total, share in ((9, 30, 0.8), (18, 15, 0.8), (36, 8, 0.8), (18, 15, 0.95)):
        random = np.random.default_rng(points)
        drawn = random.binomial(total, share, (REPEATS, points)).tolist()
        made = [p_chart([(count, total) for count in one]) for one in drawn]
        yield (f"p, {total} stays at {_round(share)}", str(points), *_alarms(made))


def _steady_means() -> Iterator[Line]:
    for points, stays in ((12, 15), (18, 15), (36, 8)):
        random = Random(points)
        drawn = [[[_stay(random) for _ in range(stays)] for _ in range(points)] for _ in range(REPEATS)]
        days = [xmr_chart([fmean(stay) for stay in one]) for one in drawn]
        logarithms = [xmr_chart([fmean(map(math.log, stay)) for stay in one]) for one in drawn]
        yield (f"XmR, mean of {stays} stays in days", str(points), *_alarms(days))
        yield (f"XmR, mean logarithm of {stays} stays", str(points), *_alarms(logarithms))


def _steady_gaps() -> Iterator[Line]:
    for points, event in ((12, 0.05), (20, 0.05), (40, 0.02)):
        drawn = np.random.default_rng(points).geometric(event, (REPEATS, points)) - 1
        yield (
            f"g, event at {_round(event)}",
            str(points),
            *_alarms([g_chart(one) for one in drawn.tolist()]),
        )


def _alarms(made: Sequence[Chart | TooFew]) -> Line:
    """The share of charts with a point outside, with a run and with either; and what they state."""
    known = [chart for chart in made if isinstance(chart, Chart)]
    signals = [frozenset().union(*(point.signals for point in chart.points)) for chart in known]
    outside, run = ({"above", "below"}, {"run_above", "run_below"})
    found = (fmean(bool(one & wanted) for one in signals) for wanted in (outside, run, outside | run))
    return (*map(_percent, found), _percent(fmean(chart.by_chance for chart in known)))


def _delay(random: Random, stays: int, share: float, before: int = 12, after: int = 40) -> int:
    """Steps after the change up to the first signal of a chart whose centre is that of the steps before it."""
    counts = [_drawn(random, stays, 0.8) for _ in range(before)]
    centre = sum(counts) / (stays * before)
    changed: list[tuple[int, int]] = []
    for step in range(1, after + 1):
        changed.append((_drawn(random, stays, share), stays))
        chart = p_chart([*[(count, stays) for count in counts], *changed], centre)
        # A run must end in the new step, or it was there before.
        if isinstance(chart, Chart) and {"below", "run_below"} & chart.points[-1].signals:
            return step
    return 99


def _shown_delay(random: Random, stays: int, share: float, before: int = 12, after: int = 40) -> int:
    """Steps after the change up to the first chart, of all steps until then, that gives a sign of a change.

    A chart that gave one before the change, which is a false alarm, is drawn again without: it is not looked at.
    """
    while True:
        counts = [(_drawn(random, stays, 0.8), stays) for _ in range(before)]
        if not _signs(counts):
            break
    for step in range(1, after + 1):
        counts.append((_drawn(random, stays, share), stays))
        if _signs(counts):
            return step
    return 99


def _signs(counts: Sequence[tuple[int, int]]) -> bool:
    chart = p_chart(counts)
    return isinstance(chart, Chart) and any(point.signals for point in chart.points)


def _drawn(random: Random, stays: int, share: float) -> int:
    return sum(random.random() < share for _ in range(stays))


def _within(delays: Sequence[int], steps: int) -> str:
    return _percent(fmean(delay <= steps for delay in delays))


def _below(total: int, share: float, level: float) -> float:
    """The chance that a unit with that share is found below a reference of 80 %."""
    chances = _chances(total, [share])[0]
    return math.fsum(
        chance for count, chance in enumerate(chances) if standing(count, total, 0.8, level) == "below"
    )


def _told(held: NDArray[np.float64]) -> Line:
    return _percent(held.mean()), _percent(held.min()), _percent((held < 0.93).mean())


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _round(share: float) -> str:
    return f"{100 * share:g} %"


def _row(line: Line) -> str:
    return f"| {' | '.join(line)} |"


def _rule(head: Line) -> Line:
    return ("---",) * len(head)


TABLES = (
    coverage_of_shares,
    coverage_of_differences,
    coverage_of_days,
    funnels,
    own_references,
    low_units,
    charts,
    drops,
    drops_as_shown,
)

if __name__ == "__main__":
    main()
