"""What may be shown. A number that may not be shown is not in here in any form.

`Shown` and `Answer` are built in the few files that `tests/test_architecture.py` lists (`queries/live.py` and
`queries/release/rows.py` before all); it walks the syntax tree for it. Everything a person can obtain (figure,
hover, table, file, sentence) is made from an Answer.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from queries.selection import Selection

Period = tuple[int, int]
Lane = Literal["shared", "own"]
Scope = Literal["unit", "country", "nordic", "group"]
Change = Literal[
    "unreleased_years", "longer_period", "coarser_detail", "coarser_filter", "fewer_filters", "merged_units"
]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`count` of `total` stays. Shares are divided only here, after protection."""

    count: int
    total: int

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None among no stays."""
        return self.count / self.total if self.total else None


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A number that is not shown. It carries nothing: every hidden cell equals every other."""


Cell = Shown | Hidden
HIDDEN = Hidden()


@dataclass(frozen=True, kw_only=True)
class Group:
    """Whose stays a row counts: one unit, a country, the Nordic whole, or a listed set of units.

    `key` is the unit id or country code as text; units are always listed, so that a partial sum is never
    taken for a country or for the whole.
    """

    scope: Scope
    key: str
    units: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One group's cells, one per category of the answer, over `period`.

    `not_counted` are stays without an answer (missing). `instead` is the shortest period that would be shown
    for this group where this one is hidden. `lane` says where the numbers come from. `expected` is the share
    (0 to 1) that is expected of patients like these, from the release; None where it was not adjusted.
    """

    group: Group
    period: Period
    cells: tuple[Cell, ...]
    not_counted: Cell
    lane: Lane
    instead: Period | None = None
    expected: float | None = None

    @property
    def shown(self) -> bool:
        """Whether any number of the row is shown."""
        return any(isinstance(cell, Shown) for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where shared numbers come from: the release, the rule in force and whether the data are made up."""

    release: str
    created: datetime.datetime
    frozen_through: int
    k: int
    synthetic: bool


@dataclass(frozen=True, kw_only=True)
class CaseMix:
    """How an answer was adjusted: by which characteristics, and how well the model does in patients it had not
    seen (area under the ROC curve, calibration slope). `refused` says why nothing is expected of anybody."""

    factors: tuple[str, ...]
    discrimination: float | None
    slope: float | None
    refused: str | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The reply to `asked`: rows to compare, reference rows, and what is shown instead of what was asked.

    `categories` are group ids of the level shown, or ("met",) for an indicator. `shown` is the question that is
    really answered; `changes` names how it differs from `asked`, in the order in which it was changed.
    """

    asked: Selection
    shown: Selection
    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    references: tuple[Row, ...]
    changes: tuple[Change, ...]
    provenance: Provenance
    case_mix: CaseMix | None = None

    @property
    def period(self) -> Period:
        """The years of discharge that the rows stand for, both inclusive."""
        if self.shown.period is None:
            raise ValueError("an answer always stands for a period")
        return self.shown.period

    @property
    def contains_own_unit_data(self) -> bool:
        """Whether any row was read live for the viewer's own unit."""
        return any(row.lane == "own" for row in (*self.rows, *self.references))
