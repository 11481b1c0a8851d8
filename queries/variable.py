"""What a variable is: one code per stay, and levels that group the codes from coarse to fine."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, case, literal
from sqlalchemy.sql import ColumnElement

MISSING = "missing"
NOT_APPLICABLE = "not_applicable"

# Logical columns by "table.column", as the statement at hand offers them.
Columns = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True, kw_only=True)
class Level:
    """One way to group a variable's codes: group id -> codes, ordered. Every code is in exactly one group."""

    id: str
    groups: Mapping[str, tuple[str, ...]]
    coarser: tuple[str, ...] = ()
    shared: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Quantity:
    """A number behind a variable's codes: `number` builds its SQL, in `unit`; NULL where it is not recorded.

    `bins` are the codes that are bins, in ascending order, each with its least number: a bin ends before the next
    begins, and the last is open-ended. `step` is what a median or quartile is rounded to where others than the
    unit's own staff see it.
    """

    number: Callable[[Columns], ColumnElement[Any]]
    unit: Literal["years", "days", "points", "kg_m2"]
    step: float
    bins: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """A question that was asked in other words or with other codes before `on`: until then it is `variable`."""

    variable: str
    on: datetime.date


@dataclass(frozen=True, kw_only=True, eq=False)
class Variable:
    """A recorded fact about a stay, as one of `codes` (ordered); `code` builds its SQL from logical columns.

    It is not offered where the registry lacks a column that it `needs`; it does without those it is only
    `helped_by`. `keys` are the rows of the registry's variable list that it answers.
    `left_out` are codes that keep a stay out of the shared lane altogether: one rare "unknown" code would
    otherwise blank the whole characteristic. `age` is the column that years of age asked for are compared with.
    `first_admission`: not collected for stays admitted earlier; `among`: not asked of other stays. The codes of a
    `quantity` are its bins. `replaces` is the variable that recorded the same before, never counted together with
    this one.
    """

    id: str
    needs: frozenset[str]
    codes: tuple[str, ...]
    levels: tuple[Level, ...]
    code: Callable[[Columns], ColumnElement[str]]
    reference: str
    helped_by: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    age: str = "stay.age"
    keys: tuple[str, ...] = ()
    first_admission: datetime.date | None = None
    among: Callable[[Columns], ColumnElement[bool]] | None = None
    quantity: Quantity | None = None
    replaces: Replaced | None = None

    def value(self, columns: Columns) -> ColumnElement[str]:
        """The variable's code for a stay; not applicable where it was not collected of such a stay."""
        asked = self._asked(columns)
        return (
            case((and_(*asked), self.code(columns)), else_=literal(NOT_APPLICABLE))
            if asked
            else self.code(columns)
        )

    def number(self, columns: Columns) -> ColumnElement[Any]:
        """The number behind the code, NULL where the code is missing or not applicable. TypeError without one."""
        if self.quantity is None:
            raise TypeError(f"{self.id} is not a number")
        known = self.value(columns).not_in((MISSING, NOT_APPLICABLE))
        return case((known, self.quantity.number(columns)))

    def _asked(self, columns: Columns) -> list[ColumnElement[bool]]:
        asked = [] if self.among is None else [self.among(columns)]
        if self.first_admission is not None:
            asked.append(columns["stay.admission"] >= self.first_admission.isoformat())
        return asked

    def level(self, level_id: str) -> Level:
        """The level with an id; KeyError if there is none."""
        return {level.id: level for level in self.levels}[level_id]

    @property
    def shared_levels(self) -> tuple[Level, ...]:
        """Levels that a release may hold, coarse to fine."""
        return tuple(level for level in self.levels if level.shared)

    @property
    def group_ids(self) -> tuple[str, ...]:
        """Every id a filter may name: the groups of all levels, coarse to fine, each once."""
        return tuple(dict.fromkeys(group for level in self.levels for group in level.groups))

    def expand(self, groups: Iterable[str]) -> frozenset[str]:
        """The codes that some groups (of any levels) stand for; KeyError for an unknown group."""
        members = {group: codes for level in self.levels for group, codes in level.groups.items()}
        return frozenset(code for group in groups for code in members[group])

    def level_for(self, codes: frozenset[str]) -> Level | None:
        """The coarsest shared level whose groups make up `codes` exactly, codes left out not minded."""
        for level in self.shared_levels:
            if all(self._whole_or_absent(group, codes) for group in level.groups.values()):
                return level
        return None

    def _whole_or_absent(self, group: tuple[str, ...], codes: frozenset[str]) -> bool:
        members = frozenset(group) - self.left_out
        return members <= codes or not members & codes


@dataclass(frozen=True, kw_only=True)
class Multiple:
    """A question with several answers, each of them a variable of its own (yes, no, missing), by their ids."""

    id: str
    answers: tuple[str, ...]
    reference: str
    keys: tuple[str, ...] = ()
