"""When a chart over time signals: a point outside its limits, or a run on one side of the centre line.

Two rules only, for every rule more adds false alarms: Shewhart's own, and eight points in a row on one side
(Western Electric, Statistical Quality Control Handbook, 1956; Nelson, J Qual Technol 1984;16:237-239, asks for
nine). Points on the centre line and empty ones neither break nor lengthen a run (Perla et al., BMJ Qual Saf
2011;20:46-51).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from queries.statistics.intervals import Interval

RUN = 8

Signal = Literal["above", "below", "run_above", "run_below"]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a chart, in the unit of the chart; value and limits are None where a step of time is empty."""

    value: float | None
    limits: Interval | None
    signals: frozenset[Signal] = frozenset()


def judged(
    values: Sequence[float | None], limits: Sequence[Interval | None], centre: float
) -> tuple[Point, ...]:
    """The points with what each signals; every point of a long enough run carries the run's signal.

    Raises ValueError where there are not as many limits as values.
    """
    runs = _runs(values, centre)
    return tuple(
        Point(value=value, limits=limit, signals=_outside(value, limit) | runs.get(place, frozenset()))
        for place, (value, limit) in enumerate(zip(values, limits, strict=True))
    )


def run_chance(points: int, length: int = RUN) -> float:
    """The exact chance of a run of `length` (at least 1) or more among independent points, each side as likely.

    Sequences without one are made of stretches shorter than `length`; they are counted by the length of their
    last stretch (Schilling, Coll Math J 1990;21:196-207).
    """
    without = [1]
    for n in range(1, points + 1):
        without.append(sum(without[max(0, n - length + 1) : n]))
    return 1 - 2 * without[points] / 2**points if points else 0.0


def _outside(value: float | None, limits: Interval | None) -> frozenset[Signal]:
    if value is None or limits is None or limits.includes(value):
        return frozenset()
    return frozenset({"above"}) if value > limits.high else frozenset({"below"})


def _runs(values: Sequence[float | None], centre: float) -> dict[int, frozenset[Signal]]:
    """The places within a run of `RUN` or more, and the run's signal."""
    sided = [(place, value > centre) for place, value in enumerate(values) if value not in (None, centre)]
    found: dict[int, frozenset[Signal]] = {}
    for above, stretch in groupby(sided, key=lambda item: item[1]):
        places = [place for place, _ in stretch]
        if len(places) >= RUN:
            found |= dict.fromkeys(places, frozenset({"run_above" if above else "run_below"}))
    return found
