"""What the rows of an own-unit answer are: the SQL that tells a stay's row, and the rows in their order."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

from sqlalchemy import String, Subquery, case, func, literal
from sqlalchemy.sql import ColumnElement

from queries.own.question import OwnQuestion, Step
from queries.settings import Settings
from queries.variable import MISSING, NOT_APPLICABLE, Level
from queries.variables import VARIABLES

ALL, UNKNOWN_COUNTRY = "all", "unknown_country"
NO_ANSWER = frozenset({MISSING, NOT_APPLICABLE})
STEPS: tuple[str, ...] = get_args(Step)
MONTHS: Mapping[str, int] = {"year": 12, "halfyear": 6, "quarter": 3, "month": 1}

Span = tuple[datetime.date | None, datetime.date | None]


def row_of_a_stay(
    question: OwnQuestion, stays: Subquery, units: tuple[int, ...], settings: Settings
) -> ColumnElement[str]:
    """The id of a stay's row, as text; NULL where its step of time is not known."""
    match question.split:
        case None:
            return literal(ALL)
        case "unit":
            return case(*((stays.c.unit == unit, literal(str(unit))) for unit in units))
        case "country":
            return _country(stays.c.unit, settings)
        case step if step in STEPS:
            return _step(stays.c[question.axis], MONTHS[step])
        case variable:
            groups = split_level(question).groups.items()
            listed = ((stays.c[variable].in_(codes), literal(group)) for group, codes in groups)
            return case(*listed, else_=literal(NOT_APPLICABLE))


def rows_in_order(
    question: OwnQuestion, units: tuple[int, ...], settings: Settings, span: Span, found: Collection[str]
) -> tuple[str, ...]:
    """Every row of the answer, empty ones too; `found` are the rows that have a stay."""
    match question.split:
        case None:
            return (ALL,)
        case "unit":
            return tuple(map(str, units))
        case "country":
            known = [unit for unit in settings.units if unit.id in units]
            countries = [one for one in settings.countries() if one in {unit.country for unit in known}]
            return (*countries, *([UNKNOWN_COUNTRY] if len(known) < len(units) else ()))
        case step if step in STEPS:
            return tuple(day.isoformat() for day in _steps(span, MONTHS[step]))
        case _:
            groups = dict.fromkeys((*split_level(question).groups, NOT_APPLICABLE))
            return tuple(group for group in groups if group not in NO_ANSWER or group in found)


def split_level(question: OwnQuestion) -> Level:
    """The level of detail of rows made of a variable: the one asked for, or as recorded."""
    variable = VARIABLES[str(question.split)]
    return variable.level(question.split_level) if question.split_level else variable.levels[-1]


def _country(unit: ColumnElement[Any], settings: Settings) -> ColumnElement[str]:
    listed = ((unit.in_(settings.unit_ids(one)), literal(one)) for one in settings.countries())
    return case(*listed, else_=literal(UNKNOWN_COUNTRY))


def _step(day: ColumnElement[str], months: int) -> ColumnElement[str]:
    """The first day of the step of `months` months that a day lies in."""
    month = func.substr(day, 6, 2, type_=String)
    firsts = [(f"{first + months - 1:02}", f"-{first:02}-01") for first in range(1, 13, months)]
    rest = case(*((month <= last, literal(first)) for last, first in firsts))
    return func.substr(day, 1, 4, type_=String).concat(rest)


def _steps(span: Span, months: int) -> Iterator[datetime.date]:
    """The first days of the steps that a span touches, none left out."""
    first, last = span
    if first is None or last is None:
        return
    month = (first.year * 12 + first.month - 1) // months * months
    while month <= last.year * 12 + last.month - 1:
        yield datetime.date(month // 12, month % 12 + 1, 1)
        month += months
