"""How most variables are read: the pieces that declarations are put together from."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import and_, case, literal, or_
from sqlalchemy.sql import ColumnElement

from queries.variable import MISSING, Columns, Level, Multiple, Variable

Reader = Callable[[Columns], ColumnElement[str]]
Number = Callable[[Columns], ColumnElement[Any]]
Condition = Callable[[Columns], ColumnElement[bool]]

YES, NO = "yes", "no"
# The form's own "unknown" was answered: somebody looked and could not say. Not missing, where nobody answered.
NOT_KNOWN = "not_known"
# The form's own "not applicable" was answered: a fact about the patient. `NOT_APPLICABLE` is a stay not asked.
ANSWERED_NOT_APPLICABLE = "answered_not_applicable"
YES_NO_CODES = (YES, NO, NOT_KNOWN, MISSING)

# What counts as an answer in a block of questions: an unticked box alone says nothing, a chosen "no" does.
TICKED, CHOSEN = (1,), (0, 1)


def one_each(*codes: str) -> dict[str, tuple[str, ...]]:
    """A group for each code."""
    return {code: (code,) for code in codes}


def recorded(*codes: str, coarser: tuple[str, ...] = (), shared: bool = True) -> Level:
    """The finest level: every code a group of its own."""
    return Level(id="recorded", groups=one_each(*codes), coarser=coarser, shared=shared)


def coded(column: str, codes: Mapping[int, str], otherwise: str = MISSING) -> Reader:
    """A reader for a plain code list; codes that are not in it are missing."""
    return lambda columns: case(
        *((columns[column] == value, literal(code)) for value, code in codes.items()),
        else_=literal(otherwise),
    )


def yes_no(column: str) -> Reader:
    """A reader for 0 no, 1 yes, 9 unknown; its codes are `YES_NO_CODES`."""
    return coded(column, {1: YES, 0: NO, 9: NOT_KNOWN})


def column(name: str) -> Number:
    """A reader for a number as it stands in a column."""
    return lambda columns: columns[name]


def binned(number: Number, bins: Mapping[str, float], most: float | None = None) -> Reader:
    """A reader for bins of a number: code -> its least number, in ascending order.

    A bin ends before the next begins, and the last is open-ended. Missing is what lies below the first, or above
    `most` where nothing can.
    """
    falling = sorted(bins.items(), key=lambda item: item[1], reverse=True)

    def code(columns: Columns) -> ColumnElement[str]:
        value = number(columns)
        possible = [] if most is None else [value <= most]
        return case(
            *((and_(value >= least, *possible), literal(bin_)) for bin_, least in falling),
            else_=literal(MISSING),
        )

    return code


def first_ticked(methods: Mapping[str, tuple[str, ...]]) -> Reader:
    """A reader for the first of some codes any of whose tick-boxes is ticked; missing where none is."""

    def code(columns: Columns) -> ColumnElement[str]:
        boxes = {code: _there(columns, names) for code, names in methods.items()}
        return case(
            *((_any_in(there, TICKED), literal(code)) for code, there in boxes.items() if there),
            else_=literal(MISSING),
        )

    return code


def answers(
    named: Mapping[str, str | tuple[str, ...]],
    *,
    reference: str,
    answered: tuple[int, ...] = TICKED,
    also: Iterable[str] = (),
    needs: Iterable[str] = (),
    age: str = "stay.age",
    first_admission: datetime.date | None = None,
    among: Condition | None = None,
) -> tuple[Variable, ...]:
    """The variables of a question with several answers: variable id -> its column, or several, the first needed.

    An answer is yes where any of its columns is 1, and no where none is but the block has any answer (`answered`:
    the values that are one). A form whose whole block has none is missing. `also` are columns of the block that are
    no answers of their own; `needs` are columns that `among` reads.
    """
    own = {id_: (names,) if isinstance(names, str) else names for id_, names in named.items()}
    block = frozenset((*chain.from_iterable(own.values()), *also))
    always = frozenset(needs) | ({"stay.admission"} if first_admission else frozenset())
    return tuple(
        Variable(
            id=id_,
            needs=always | {names[0]},
            helped_by=block - {names[0]},
            codes=(YES, NO, MISSING),
            # Answers overlap, so tables of several would not add up to a partition that a release can protect.
            levels=(recorded(YES, NO, MISSING, shared=False),),
            code=_answer(names, block, answered),
            reference=reference,
            age=age,
            first_admission=first_admission,
            among=among,
        )
        for id_, names in own.items()
    )


def _answer(own: tuple[str, ...], block: frozenset[str], answered: tuple[int, ...]) -> Reader:
    return lambda columns: case(
        (_any_in(_there(columns, own), (1,)), literal(YES)),
        (_any_in(_there(columns, sorted(block)), answered), literal(NO)),
        else_=literal(MISSING),
    )


def _there(columns: Columns, names: Iterable[str]) -> list[ColumnElement[Any]]:
    return [columns[name] for name in names if name in columns]


def _any_in(columns: Iterable[ColumnElement[Any]], values: tuple[int, ...]) -> ColumnElement[bool]:
    return or_(*(column.in_(values) for column in columns))


def several(id_: str, answered_by: Iterable[Variable], *, keys: tuple[str, ...] = ()) -> Multiple:
    """The question that some answers belong to."""
    answered_by = tuple(answered_by)
    return Multiple(
        id=id_,
        answers=tuple(answer.id for answer in answered_by),
        reference=answered_by[0].reference,
        keys=keys,
    )
