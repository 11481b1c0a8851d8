"""Which units send a form that only some units use, and of which stays it may therefore be missed.

A unit that never sent such a form is not asked for it, and one that began or ended is asked only around the time:
of a stay discharged in some year if the unit has the form of any stay discharged in that year or the year before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, and_, case, func, literal, or_
from sqlalchemy.sql import ColumnElement

from queries.sources.nordicscir import Source
from queries.statement import facts, grouped
from queries.variable import Columns, Variable
from queries.variables.reading import NO, YES

Years = Mapping[int, frozenset[int]]  # by unit: years of discharge of the stays that have a form


def years_sent(
    connection: Connection, source: Source, units: Iterable[int], forms: Iterable[str]
) -> Mapping[str, Years]:
    """By form and unit, in which years stays were discharged that have the form."""
    asked = [_has(form) for form in forms]
    if not asked:
        return {}
    relation = facts(source, asked, units=units)
    rows = connection.execute(grouped(relation, ("unit", "year", *(one.id for one in asked)))).mappings()
    found: dict[str, dict[int, set[int]]] = {one.id: defaultdict(set) for one in asked}
    for row in rows:
        for form, years in found.items():
            if row[form] == YES and row["year"] is not None:
                years[row["unit"]].add(row["year"])
    return {form: {unit: frozenset(in_) for unit, in_ in years.items()} for form, years in found.items()}


def expected(columns: Columns, sent: Years) -> ColumnElement[bool]:
    """Whether a stay's unit sent the form in the year of the stay's discharge or the year before; never NULL."""
    year = func.coalesce(func.substr(columns["stay.discharge"], 1, 4), "")
    return or_(
        literal(value=False),
        *(
            and_(columns["stay.unit"] == unit, year.in_(sorted(map(str, years | {one + 1 for one in years}))))
            for unit, years in sorted(sent.items())
        ),
    )


def _has(form: str) -> Variable:
    return Variable(
        id=form,
        needs=frozenset({f"{form}.id"}),
        codes=(YES, NO),
        levels=(),
        code=lambda columns: case((columns[f"{form}.of_stay"].is_not(None), literal(YES)), else_=literal(NO)),
        reference="",
    )
