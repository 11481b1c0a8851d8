"""What is counted in a row: stays by the code of a variable or indicator, by several answers, or stays and people.

A measure says what the statement has to group by and count, and makes a row of what was found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Subquery, and_, case, func
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql import ColumnElement

from queries.answer import Shown
from queries.indicators import INDICATORS, MET, NOT_MET
from queries.own.answer import OwnRow, Summary
from queries.own.question import PEOPLE, STAYS, OwnQuestion
from queries.own.rows import NO_ANSWER
from queries.statement import Declared
from queries.statistics.numbers import mean, mean_interval, median, median_interval, quantile
from queries.variable import MISSING, NOT_APPLICABLE, Multiple, Variable
from queries.variables import MULTIPLES, VARIABLES

YES, NO = "yes", "no"
NUMBER = "number"
FoundRows = Sequence[RowMapping]
Columns = tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]


class Measure(Protocol):
    """One way to count the stays of a row; `also` names the stay columns it reads besides what is declared."""

    @property
    def declared(self) -> tuple[Declared, ...]: ...
    @property
    def also(self) -> tuple[str, ...]: ...
    @property
    def categories(self) -> tuple[str, ...]: ...

    def columns(self, stays: Subquery) -> Columns:
        """What the stays of a row are told apart by, and what is counted besides stays, labelled."""

    def row(self, group: str, found: FoundRows) -> OwnRow:
        """A row of the answer; nothing found makes one of zeros."""


def measure(question: OwnQuestion) -> Measure:
    """How what a question shows is counted."""
    if question.shows in (STAYS, PEOPLE):
        return Counted(shows=question.shows)
    if question.shows in MULTIPLES:
        return Answers(multiple=MULTIPLES[question.shows])
    if question.shows in INDICATORS:
        return Coded(shown=INDICATORS[question.shows], members={MET: (MET,)}, also_counted=(NOT_MET,))
    variable = VARIABLES[question.shows]
    level = variable.level(question.detail) if question.detail else variable.levels[-1]
    members = {group: codes for group, codes in level.groups.items() if not NO_ANSWER.issuperset(codes)}
    return Coded(shown=variable, members=members)


@dataclass(frozen=True, kw_only=True)
class Coded:
    """Stays by code: `members` are the codes of each category; `also_counted` belong to the denominator too."""

    shown: Declared
    members: Mapping[str, tuple[str, ...]]
    also_counted: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def declared(self) -> tuple[Declared, ...]:
        return (self.shown, *((_number(self.shown),) if _is_number(self.shown) else ()))

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(self.members)

    def columns(self, stays: Subquery) -> Columns:
        number = [stays.c[NUMBER]] if _is_number(self.shown) else []
        return [stays.c[self.shown.id].label("code"), *number], []

    def row(self, group: str, found: FoundRows) -> OwnRow:
        codes: Counter[str] = Counter()
        for one in found:
            codes[one["code"]] += one["stays"]
        counts = {category: sum(codes[code] for code in own) for category, own in self.members.items()}
        total = sum(counts.values()) + sum(codes[code] for code in self.also_counted)
        placed = {code for own in self.members.values() for code in own}
        return OwnRow(
            group=group,
            stays=codes.total(),
            cells=tuple(Shown(count=count, total=total) for count in counts.values()),
            not_counted=_not_counted(
                codes.total() - total, 0 if NOT_APPLICABLE in placed else codes[NOT_APPLICABLE]
            ),
            summary=_summary(found) if _is_number(self.shown) else None,
        )


@dataclass(frozen=True, kw_only=True)
class Answers:
    """A question with several answers: a stay may count in any number of them, each among yes and no alone."""

    multiple: Multiple
    also: tuple[str, ...] = ()

    @property
    def declared(self) -> tuple[Declared, ...]:
        return tuple(VARIABLES[answer] for answer in self.multiple.answers)

    @property
    def categories(self) -> tuple[str, ...]:
        return self.multiple.answers

    def columns(self, stays: Subquery) -> Columns:
        answers = {answer: stays.c[answer] for answer in self.categories}
        said = [
            _how_many(code == one).label(f"{id_}_{one}") for id_, code in answers.items() for one in (YES, NO)
        ]
        unasked = _how_many(and_(*(code == NOT_APPLICABLE for code in answers.values())))
        silent = _how_many(and_(*(code.not_in((YES, NO)) for code in answers.values())))
        return [], [*said, silent.label("silent"), unasked.label("unasked")]

    def row(self, group: str, found: FoundRows) -> OwnRow:
        yes = [_sum(found, f"{answer}_{YES}") for answer in self.categories]
        no = [_sum(found, f"{answer}_{NO}") for answer in self.categories]
        return OwnRow(
            group=group,
            stays=_sum(found, "stays"),
            cells=tuple(Shown(count=one, total=one + other) for one, other in zip(yes, no, strict=True)),
            not_counted=_not_counted(_sum(found, "silent"), _sum(found, "unasked")),
        )


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Stays, or distinct people among them: a stay without a person is somebody nobody else is."""

    shows: str
    declared: tuple[Declared, ...] = ()

    @property
    def also(self) -> tuple[str, ...]:
        return ("person",) if self.shows == PEOPLE else ()

    @property
    def categories(self) -> tuple[str, ...]:
        return (self.shows,)

    def columns(self, stays: Subquery) -> Columns:
        if self.shows == STAYS:
            return [], []
        person = stays.c.person
        return [], [(func.count(person.distinct()) + func.count() - func.count(person)).label(PEOPLE)]

    def row(self, group: str, found: FoundRows) -> OwnRow:
        stays = _sum(found, "stays")
        cell = Shown(count=_sum(found, self.shows), total=stays)
        return OwnRow(group=group, stays=stays, cells=(cell,), not_counted={})


def _is_number(shown: Declared) -> bool:
    return isinstance(shown, Variable) and shown.quantity is not None


def _number(shown: Declared) -> Variable:
    """The number behind a variable, asked for like a variable: `Variable.number` knows when it is NULL."""
    if not isinstance(shown, Variable):
        raise TypeError(f"{shown.id} is not a number")
    return Variable(
        id=NUMBER,
        needs=shown.needs,
        helped_by=shown.helped_by,
        codes=(),
        levels=(),
        code=shown.number,
        reference=shown.reference,
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _sum(found: Iterable[RowMapping], column: str) -> int:
    return sum(int(one[column]) for one in found)


def _not_counted(stays: int, not_applicable: int) -> dict[str, int]:
    return {MISSING: stays - not_applicable, NOT_APPLICABLE: not_applicable}


def _summary(found: FoundRows) -> Summary:
    values: Counter[float] = Counter()
    for one in found:
        if one[NUMBER] is not None:
            values[float(one[NUMBER])] += one["stays"]
    return summary_of(values)


def summary_of(values: Mapping[float, int]) -> Summary:
    """Values, given with how often each occurs, summed up."""
    low, high = quantile(values, 0.25), quantile(values, 0.75)
    return Summary(
        n=sum(values.values()),
        mean=mean(values),
        mean_interval=mean_interval(values),
        median=median(values),
        median_interval=median_interval(values),
        quartiles=None if low is None or high is None else (low, high),
        extremes=(min(values), max(values)) if values else None,
    )
