"""From declarations to SQL: pure construction of SELECTs, never a connection.

`facts` is the one relation every question counts: a row per stay, with its unit, its year of discharge and one
code for each variable or indicator asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Integer, Select, Subquery, and_, cast, func, or_, select
from sqlalchemy.sql import ColumnElement, FromClause

from queries.forms import FORMS
from queries.indicators import Indicator
from queries.sources.nordicscir import Source
from queries.variable import Variable

Declared = Variable | Indicator
UNKNOWN_UNIT = -1
_ALWAYS = ("id", "unit", "admission", "discharge")


def lacking(source: Source, declared: Declared) -> tuple[str, ...]:
    """The logical columns a declaration needs and the registry lacks, as "table.column", sorted."""
    return tuple(sorted(declared.needs & source.missing))


def facts(
    source: Source,
    declared: Iterable[Declared],
    *,
    units: Iterable[int] | None = None,
    also: Iterable[str] = (),
) -> Subquery:
    """A relation with a row per stay: `unit`, `year` (of discharge; NULL if it has none), the stay columns
    named in `also`, and the code of each declaration under its id."""
    declared = tuple(declared)
    wanted = _columns(source, declared)
    stay_columns = tuple(dict.fromkeys((*_ALWAYS, *wanted.pop("stay", ()), *also)))
    stay = source.stays(stay_columns, units).cte("stay")
    forms = {name: _last_form(source, name, columns, stay) for name, columns in sorted(wanted.items())}
    offered = _offered(stay, forms)
    statement = select(
        stay.c.unit,
        cast(func.substr(stay.c.discharge, 1, 4), Integer).label("year"),
        *(stay.c[column] for column in also),
        *(item.value(offered).label(item.id) for item in declared),
    )
    return statement.select_from(_joined(stay, forms)).subquery("facts")


def grouped(relation: Subquery, columns: Iterable[str], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Stays counted by some columns of `facts`, under `conditions`; the count is labelled `stays`."""
    keys = [relation.c[column] for column in columns]
    return select(*keys, func.count().label("stays")).where(*conditions).group_by(*keys)


def _columns(source: Source, declared: tuple[Declared, ...]) -> dict[str, list[str]]:
    """Logical columns by table: those needed, and optional ones of the same tables that the registry has."""
    wanted: dict[str, list[str]] = {}
    for name in sorted({need for item in declared for need in (*item.needs, *item.helped_by)}):
        table, column = name.split(".")
        if name not in source.missing:
            wanted.setdefault(table, []).append(column)
    return wanted


def attached(source: Source, name: str, columns: Iterable[str]) -> Subquery:
    """The forms of a kind, with the `id` of each, its `date`, some columns, and as `stay` the key of its stay."""
    through, wanted = FORMS[name].through, tuple(dict.fromkeys(("id", "stay", "date", *columns)))
    form = source.rows(name, wanted).subquery(f"{name}_form")
    if through is None:
        return form
    # For SQLite, which otherwise compares each form with every parent. Grouped, the parents are a table in which
    # it can look keys up; joined from outside, and with a stay that is never NULL, it cannot begin with them.
    parent = source.rows(through, ("id", "stay")).subquery(f"{name}_parent_form")
    keys = select(parent.c.id, func.max(parent.c.stay).label("stay")).group_by(parent.c.id)
    hangs_on = keys.subquery(f"{name}_parent")
    of_stay = func.coalesce(hangs_on.c.stay, "").label("stay")
    kept = (of_stay, *(form.c[column] for column in wanted if column != "stay"))
    joined = form.outerjoin(hangs_on, hangs_on.c.id == form.c.stay)
    return select(*kept).select_from(joined).subquery(f"{name}_of_stay")


def _last_form(source: Source, name: str, columns: list[str], stay: FromClause) -> FromClause:
    """Of each stay's forms that qualify (`queries/forms.py`) the last one; `of_stay` says that there is one."""
    read = tuple(column for column in FORMS[name].read if f"{name}.{column}" not in source.missing)
    form = attached(source, name, (*columns, *read))
    latest = (func.coalesce(form.c.date, "").desc(), func.coalesce(form.c.id, "").desc())
    nth = func.row_number().over(partition_by=(stay.c.unit, stay.c.id), order_by=latest)
    numbered = (
        select(
            stay.c.unit, stay.c.id.label("of_stay"), *(form.c[column] for column in columns), nth.label("nth")
        )
        .select_from(form.join(stay, and_(*_qualifies(name, form, stay))))
        .subquery(f"{name}_numbered")
    )
    kept = (numbered.c.unit, numbered.c.of_stay, *(numbered.c[column] for column in columns))
    return select(*kept).where(numbered.c.nth == 1).cte(name)


def _qualifies(name: str, form: FromClause, stay: FromClause) -> Iterator[ColumnElement[bool]]:
    rule = FORMS[name]
    yield form.c.stay == stay.c.id
    if rule.by_discharge:
        yield form.c.date <= stay.c.discharge
    yield from (form.c[column] == value for column, value in rule.only.items() if column in form.c)
    for column, value in rule.never.items():
        if column in form.c:
            yield or_(form.c[column].is_(None), form.c[column] != value)


def _offered(stay: FromClause, forms: Mapping[str, FromClause]) -> dict[str, ColumnElement[Any]]:
    columns = {f"stay.{column.name}": column for column in stay.c}
    return columns | {f"{name}.{column.name}": column for name, form in forms.items() for column in form.c}


def _joined(stay: FromClause, forms: Mapping[str, FromClause]) -> FromClause:
    joined = stay
    for form in forms.values():
        # A stay without a unit is still a stay; an unknown unit equals itself here.
        same_unit = func.coalesce(form.c.unit, UNKNOWN_UNIT) == func.coalesce(stay.c.unit, UNKNOWN_UNIT)
        joined = joined.outerjoin(form, and_(same_unit, form.c.of_stay == stay.c.id))
    return joined
