"""The own-unit lane: exact counts, live from the registry, for units in the viewer's scope and no others."""

from collections.abc import Sequence

from sqlalchemy import Connection, Subquery
from sqlalchemy.sql import ColumnElement

from queries.answer import Group, Period, Row, Shown
from queries.errors import NotAllowed, NotRecorded
from queries.indicators import INDICATORS, MET, NOT_MET
from queries.selection import Selection
from queries.sources.nordicscir import Source
from queries.statement import Declared, facts, grouped, lacking
from queries.variable import MISSING
from queries.variables import CHARACTERISTICS
from queries.viewer import Viewer


def own_rows(
    connection: Connection,
    source: Source,
    viewer: Viewer,
    selection: Selection,
    categories: tuple[str, ...],
    groups: Sequence[Group],
    period: Period,
) -> tuple[Row, ...]:
    """One row of exact counts per group of the viewer's own units: every stay the registry holds for them.

    Raises NotAllowed for a unit outside the viewer's scope, and NotRecorded where the registry lacks what is
    asked.
    """
    units = {unit for group in groups for unit in group.units}
    if not all(viewer.sees_exactly(unit) for unit in units):
        raise NotAllowed("only units of the viewer's own are read from the registry")
    counts = _counts(connection, source, selection, units, period)
    return tuple(_row(selection, categories, group, period, counts) for group in groups)


def _counts(
    connection: Connection, source: Source, selection: Selection, units: set[int], period: Period
) -> dict[tuple[int, str], int]:
    """Stays by unit and code of what is shown."""
    declared = {item.id: item for item in _asked(selection)}
    for item in declared.values():
        if columns := lacking(source, item):
            raise NotRecorded(item.id, columns)
    relation = facts(source, declared.values(), units=units)
    conditions = (relation.c.year.between(*period), *_filters(relation, selection))
    rows = connection.execute(grouped(relation, ("unit", selection.shows), *conditions))
    return {(row[0], row[1]): row[2] for row in rows}


def _asked(selection: Selection) -> list[Declared]:
    shown: Declared = (
        INDICATORS[selection.shows] if selection.shows in INDICATORS else CHARACTERISTICS[selection.shows]
    )
    return [shown, *(CHARACTERISTICS[variable] for variable, _ in selection.where)]


def _filters(relation: Subquery, selection: Selection) -> list[ColumnElement[bool]]:
    return [
        relation.c[variable].in_(sorted(CHARACTERISTICS[variable].expand(groups)))
        for variable, groups in selection.where
    ]


def _row(
    selection: Selection,
    categories: tuple[str, ...],
    group: Group,
    period: Period,
    counts: dict[tuple[int, str], int],
) -> Row:
    def stays(*codes: str) -> int:
        return sum(counts.get((unit, code), 0) for unit in group.units for code in codes)

    members = _members(selection, categories)
    total = stays(*(code for codes in members for code in codes), *_other_counted(selection))
    missing = 0 if any(MISSING in codes for codes in members) else stays(MISSING)
    cells = tuple(Shown(count=stays(*codes), total=total) for codes in members)
    not_counted = Shown(count=missing, total=total + missing)
    return Row(group=group, period=period, cells=cells, not_counted=not_counted, lane="own")


def _members(selection: Selection, categories: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The codes behind each category."""
    if selection.shows in INDICATORS:
        return [(MET,)]
    variable = CHARACTERISTICS[selection.shows]
    groups = variable.level(selection.detail or variable.levels[-1].id).groups
    return [groups[category] for category in categories]


def _other_counted(selection: Selection) -> tuple[str, ...]:
    """Codes of the denominator that are no category of their own: missing and not applicable never are."""
    return (NOT_MET,) if selection.shows in INDICATORS else ()
