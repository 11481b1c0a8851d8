"""What a release is: its description, and for each breakdown the plan and the counts of its good rectangles."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from queries.release.breakdown import Breakdown
from queries.release.lines import segments_of
from queries.release.plan import Node, Plan

STAYS = "stays"
Label = tuple[str, ...]
Rectangle = tuple[Node, int, int]  # unit indices, first year index, year index after the last


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a model expects of patients like those of each released row of an outcome indicator.

    `factors` are the characteristics it knows; `discrimination` is the area under its ROC curve and `slope` its
    calibration slope, in patients it had not seen; `shares` are from 0 to 1. A model that was `refused`, and why,
    expects nothing.
    """

    indicator: str
    factors: tuple[str, ...]
    refused: str | None
    discrimination: float | None
    slope: float | None
    shares: Mapping[Rectangle, float]


@dataclass(frozen=True, kw_only=True)
class Header:
    """A release described: everything about it but its counts. Years are calendar years, inclusive.

    `left_out` is in whole per cent of all stays, by reason. `appends` is the release whose frozen years it
    keeps, `because` the reason of a re-freeze.
    """

    id: str
    created: datetime.datetime
    first_year: int
    frozen_through: int
    k: int
    insider_safe: bool
    max_filters: int
    units: tuple[int, ...]
    active: Mapping[int, tuple[int, ...]]
    process_indicators: tuple[str, ...]
    dimensions: Mapping[str, tuple[str, ...]]
    lacking: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, int]
    settings_hash: str
    code_hash: str
    data_hash: str
    synthetic: bool
    appends: str | None = None
    because: str | None = None
    expected: tuple[Expected, ...] = ()

    @property
    def years(self) -> int:
        """How many years are released."""
        return self.frozen_through - self.first_year + 1

    def unit_index(self, unit: int) -> int:
        """The place of a unit id in the release's order."""
        return self.units.index(unit)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One breakdown as released: cell labels (possible cells only), its plan, and counts by rectangle.

    `counts[rectangle][measure]` has one number per label: stays, or, for each process indicator, those met
    and those not met (measures `id:met`, `id:not_met`); `exempt` labels may be small.
    """

    breakdown: Breakdown
    labels: tuple[Label, ...]
    plan: Plan
    counts: Mapping[Rectangle, Mapping[str, tuple[int, ...]]]

    @cached_property
    def parts(self) -> Mapping[Node, tuple[Rectangle, ...]]:
        """The released rectangles of each node that hold anything."""
        parts: dict[Node, list[Rectangle]] = {}
        for rectangle in self.counts:
            parts.setdefault(rectangle[0], []).append(rectangle)
        return {node: tuple(sorted(rectangles, key=lambda r: r[1])) for node, rectangles in parts.items()}


def rectangles(plan: Plan) -> tuple[Rectangle, ...]:
    """Every rectangle of a plan, those without any active unit included."""
    return tuple((node, start, end) for node, line in plan.lines.items() for start, end in segments_of(line))
