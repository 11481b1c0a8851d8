"""Exact numbers of a viewer's own units. Made in `queries/own/` only, after the viewer's scope was checked."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from queries.answer import Shown
from queries.own.question import OwnQuestion
from queries.statistics.intervals import Interval


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A number over `n` stays that have it. Interval bounds are None where n is too small to have any.

    `mean` has Student's t interval, `median` the exact one from order statistics (`queries/statistics`); both
    95 %. Quartiles by linear interpolation (type 7). All in the variable's own unit; None among no stays.
    """

    n: int
    mean: float | None
    mean_interval: Interval | None
    median: float | None
    median_interval: Interval | None
    quartiles: tuple[float, float] | None
    extremes: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class OwnRow:
    """One row: `group` is the id of a unit, country or variable group, or the first day of a step of time.

    `cells` are one per category, each with the denominator it is a share of; `not_counted` counts stays of the
    row that are in no category, by reason (`missing`, `not_applicable`). `summary` is there for a quantity.
    """

    group: str
    stays: int
    cells: tuple[Shown, ...]
    not_counted: Mapping[str, int]
    summary: Summary | None = None


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """The reply to `asked`. `units` are those counted; rows come in the order of the units, time or codes, with
    empty steps of time as zeros. `undated` counts stays without a date on the axis asked for, in no row."""

    asked: OwnQuestion
    units: tuple[int, ...]
    categories: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    undated: int
    first: datetime.date | None
    last: datetime.date | None
