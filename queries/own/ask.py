"""The engine of the own-unit lane: one grouped SELECT a question, exact, for units in the viewer's scope only."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql import ColumnElement

from queries.errors import NotRecorded
from queries.own.answer import OwnAnswer
from queries.own.measures import Answers, Measure, measure
from queries.own.question import OwnQuestion
from queries.own.rows import Span, row_of_a_stay, rows_in_order
from queries.own.scope import units_asked
from queries.settings import Settings
from queries.sources.nordicscir import Source
from queries.statement import Declared, facts, lacking
from queries.variable import Variable
from queries.variables import AGE, MULTIPLES, OLDEST_PLAUSIBLE, VARIABLES
from queries.viewer import Viewer

# A day outside these is a slip of the pen; counted as no day, or one slip would make a thousand empty months.
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
_YEARS_OF_AGE = "years_of_age"


def ask(
    connection: Connection, source: Source, viewer: Viewer, question: OwnQuestion, settings: Settings
) -> OwnAnswer:
    """Count what is asked, live.

    Without dates the answer stands for the first to the last day found on the axis. Raises NotAllowed for units
    outside the viewer's scope, and NotRecorded where the registry lacks what is asked.
    """
    units = units_asked(viewer, question.units, settings)
    counted = _recorded(source, question, measure(question))
    statement = _statement(source, question, counted, units, settings)
    rows = connection.execute(statement).mappings().all()
    dated = [row for row in rows if row["dated"]]
    return _answer(question, counted, units, settings, dated, sum(_stays(rows)) - sum(_stays(dated)))


def _answer(
    question: OwnQuestion,
    counted: Measure,
    units: tuple[int, ...],
    settings: Settings,
    dated: list[RowMapping],
    undated: int,
) -> OwnAnswer:
    by_row: dict[str, list[RowMapping]] = defaultdict(list)
    for row in dated:
        by_row[row["of_row"]].append(row)
    span = _span(question, dated)
    groups = rows_in_order(question, units, settings, span, by_row)
    return OwnAnswer(
        asked=question,
        units=units,
        categories=counted.categories,
        rows=tuple(counted.row(group, by_row.get(group, [])) for group in groups),
        undated=undated,
        first=span[0],
        last=span[1],
    )


def _recorded(source: Source, question: OwnQuestion, counted: Measure) -> Measure:
    """The measure as far as the registry has it: of several answers those that are recorded, of one all."""
    if isinstance(counted, Answers):
        there = tuple(one.id for one in counted.declared if not lacking(source, one))
        if there:
            counted = Answers(multiple=replace(counted.multiple, answers=there))
    lacks = [(question.shows, lacking(source, item)) for item in counted.declared]
    lacks += [
        (question.shows, tuple(f"stay.{name}" for name in counted.also if f"stay.{name}" in source.missing))
    ]
    lacks += [
        (AGE.id if item.id == _YEARS_OF_AGE else item.id, lacking(source, item))
        for item in _filtering(question)
    ]
    for name, columns in lacks:
        if columns:
            raise NotRecorded(name, columns)
    return counted


def _filtering(question: OwnQuestion) -> Iterator[Declared]:
    """Everything declared that a question needs besides what it shows."""
    yield from (VARIABLES[variable] for variable in question.filters)
    if question.split in VARIABLES:
        yield VARIABLES[str(question.split)]
    if question.ages != (None, None):
        yield _years_of_age(question)


def _years_of_age(question: OwnQuestion) -> Variable:
    """The age that ages asked for are compared with: at admission, unless what is shown goes by another."""
    shows = MULTIPLES[question.shows].answers[0] if question.shows in MULTIPLES else question.shows
    column = VARIABLES[shows].age if shows in VARIABLES else AGE.age
    return Variable(
        id=_YEARS_OF_AGE,
        needs=frozenset({column}),
        codes=(),
        levels=(),
        code=lambda columns: columns[column],
        reference=AGE.reference,
    )


def _statement(
    source: Source, question: OwnQuestion, counted: Measure, units: tuple[int, ...], settings: Settings
) -> Select[Any]:
    """Stays by row and by what is counted; those without a day on the axis apart (`dated` is 0)."""
    declared = {item.id: item for item in (*counted.declared, *_filtering(question))}
    relation = facts(source, declared.values(), units=units, also=(question.axis, *counted.also))
    row = row_of_a_stay(question, relation, units, settings)
    # Grouped one step further out: the same expression twice, with parameters in it, is not the same to PostgreSQL.
    wanted = (*relation.c, row.label("of_row"), _dated(relation.c[question.axis]).label("dated"))
    stays = select(*wanted).where(*_conditions(question, relation)).subquery("asked")
    told_apart, totals = counted.columns(stays)
    keys = [stays.c.dated, stays.c.of_row, *told_apart]
    day = stays.c[question.axis]
    of_all = (func.count().label("stays"), func.min(day).label("first"), func.max(day).label("last"))
    return select(*keys, *of_all, *totals).group_by(*keys)


def _conditions(question: OwnQuestion, relation: Subquery) -> list[ColumnElement[bool]]:
    day, (first, last) = relation.c[question.axis], question.dates
    within = [] if first is None else [day >= first.isoformat()]
    within += [] if last is None else [day <= last.isoformat()]
    filters = [relation.c[name].in_(sorted(_codes(name, groups))) for name, groups in question.where]
    undated = _dated(day) == 0
    return [*filters, *_of_age(question, relation), *([or_(undated, and_(*within))] if within else [])]


def _of_age(question: OwnQuestion, relation: Subquery) -> list[ColumnElement[bool]]:
    youngest, oldest = question.ages
    if question.ages == (None, None):
        return []
    # What nobody's age can be is missing, and a missing age is in no range.
    highest = OLDEST_PLAUSIBLE if oldest is None else min(oldest, OLDEST_PLAUSIBLE)
    return [relation.c[_YEARS_OF_AGE].between(max(youngest or 0, 0), highest)]


def _dated(day: ColumnElement[str]) -> ColumnElement[int]:
    return case((day.between(FIRST_DAY.isoformat(), LAST_DAY.isoformat()), 1), else_=0)


def _codes(variable: str, groups: Iterable[str]) -> frozenset[str]:
    """The codes that a filter's groups, of any level, and its plain codes stand for."""
    known = frozenset(VARIABLES[variable].group_ids)
    return VARIABLES[variable].expand(known.intersection(groups)) | frozenset(groups).difference(known)


def _span(question: OwnQuestion, dated: list[RowMapping]) -> Span:
    """The days asked for; an open end is the first or the last day found."""
    first, last = question.dates
    found = [(row["first"], row["last"]) for row in dated]
    if first is None and found:
        first = datetime.date.fromisoformat(min(one for one, _ in found))
    if last is None and found:
        last = datetime.date.fromisoformat(max(one for _, one in found))
    return first and max(first, FIRST_DAY), last and min(last, LAST_DAY)


def _stays(rows: Iterable[RowMapping]) -> Iterator[int]:
    return (row["stays"] for row in rows)
