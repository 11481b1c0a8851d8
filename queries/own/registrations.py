"""Registrations of a viewer's own units: which forms stays have, and how long registering them took."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql import ColumnElement, FromClause

from queries.answer import Shown
from queries.errors import InvalidSelection, NotRecorded
from queries.forms import FORMS
from queries.own.answer import Summary
from queries.own.measures import summary_of
from queries.own.question import Axis
from queries.own.scope import units_asked
from queries.settings import Settings
from queries.sources.nordicscir import Source
from queries.sources.readers import days_between
from queries.statement import attached
from queries.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class OwnStays:
    """Stays of some units (none: every one in the viewer's scope) by a day on `axis`, both ends inclusive.

    An open end is None. Raises InvalidSelection where the first day is after the last.
    """

    units: tuple[int, ...] = ()
    dates: tuple[datetime.date | None, datetime.date | None] = (None, None)
    axis: Axis = "admission"

    def __post_init__(self) -> None:
        first, last = self.dates
        if first is not None and last is not None and first > last:
            raise InvalidSelection("dates", "the first day is after the last")

    def within(self, day: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Conditions that a day lies in the dates; without dates every stay does, one without a day too."""
        first, last = self.dates
        conditions = [] if first is None else [day >= first.isoformat()]
        return conditions if last is None else [*conditions, day <= last.isoformat()]


@dataclass(frozen=True, kw_only=True)
class FormCount:
    """Stays that have a form of one kind: at all, dated on or before discharge, and dated after it.

    A stay may have forms before and after; a form without a day, or of a stay without discharge, is in neither.
    """

    at_all: Shown
    before_discharge: Shown
    after_discharge: Shown


@dataclass(frozen=True, kw_only=True)
class LinkedForms:
    """Main forms of a unit, one a stay, and how many have each other form the registry knows, by its table."""

    unit: int
    stays: int
    forms: Mapping[str, FormCount]


@dataclass(frozen=True, kw_only=True)
class Delays:
    """Days from discharge to the first closing of the main form: how many stays took how many, and summed up.

    `implausible` were closed before discharge; of `unknown` one of the days is not recorded.
    """

    unit: int
    days: Mapping[int, int]
    summary: Summary
    implausible: int
    unknown: int


def linked(
    connection: Connection, source: Source, viewer: Viewer, stays: OwnStays, settings: Settings
) -> tuple[LinkedForms, ...]:
    """Each unit's stays, and how many of them have each other form. Raises NotAllowed outside the scope."""
    units = units_asked(viewer, stays.units, settings)
    kinds = tuple(name for name, form in FORMS.items() if name in source.offered and not form.view_of)
    found = connection.execute(_linked(source, stays, units, kinds)).mappings()
    by_unit: dict[int, RowMapping] = {row["unit"]: row for row in found}
    return tuple(_linked_forms(unit, by_unit.get(unit), kinds) for unit in units)


def delays(
    connection: Connection, source: Source, viewer: Viewer, stays: OwnStays, settings: Settings
) -> tuple[Delays, ...]:
    """Each unit's registration delay. Raises NotAllowed outside the scope, NotRecorded without day of closing."""
    units = units_asked(viewer, stays.units, settings)
    if "stay.first_closed" in source.missing:
        raise NotRecorded("registration_delay", ("stay.first_closed",))
    by_unit: dict[int, Counter[int | None]] = defaultdict(Counter)
    for unit, days, count in connection.execute(_delays(source, stays, units)):
        by_unit[unit][days] += count
    return tuple(_delays_of(unit, by_unit[unit]) for unit in units)


def closed_since(
    connection: Connection,
    source: Source,
    viewer: Viewer,
    units: tuple[int, ...],
    day: datetime.date,
    settings: Settings,
) -> int:
    """Stays of some units whose main form was first closed on a day or later. Raises NotAllowed, NotRecorded."""
    asked = units_asked(viewer, units, settings)
    if "stay.first_closed" in source.missing:
        raise NotRecorded("registration_delay", ("stay.first_closed",))
    stay = source.stays(("id", "unit", "first_closed"), asked).subquery("stay")
    closed = select(func.count()).select_from(stay).where(stay.c.first_closed >= day.isoformat())
    return int(connection.execute(closed).scalar_one())


def _linked(source: Source, stays: OwnStays, units: tuple[int, ...], kinds: tuple[str, ...]) -> Select[Any]:
    stay = source.stays(("id", "unit", "admission", "discharge"), units).cte("stay")
    joined: FromClause = stay
    counted: list[ColumnElement[Any]] = []
    for kind in kinds:
        forms = _forms(source, kind)
        joined = joined.outerjoin(forms, forms.c.stay == stay.c.id)
        counted += _form_counts(kind, forms, stay.c.discharge)
    statement = select(stay.c.unit, func.count().label("stays"), *counted).select_from(joined)
    return statement.where(*stays.within(stay.c[stays.axis])).group_by(stay.c.unit)


def _forms(source: Source, kind: str) -> FromClause:
    """The first and last day of the forms of one kind that name a stay, one row a stay."""
    form = attached(source, kind, ())
    days = (func.min(form.c.date).label("earliest"), func.max(form.c.date).label("latest"))
    return select(form.c.stay, *days).where(form.c.stay.is_not(None)).group_by(form.c.stay).subquery(kind)


def _form_counts(kind: str, forms: FromClause, discharge: ColumnElement[Any]) -> Iterator[ColumnElement[int]]:
    conditions = {
        "at_all": forms.c.stay.is_not(None),
        "before_discharge": forms.c.earliest <= discharge,
        "after_discharge": forms.c.latest > discharge,
    }
    for when, condition in conditions.items():
        yield func.sum(case((condition, 1), else_=0)).label(f"{kind}_{when}")


def _linked_forms(unit: int, row: RowMapping | None, kinds: tuple[str, ...]) -> LinkedForms:
    stays = 0 if row is None else row["stays"]

    def shown(kind: str, when: str) -> Shown:
        return Shown(count=0 if row is None else int(row[f"{kind}_{when}"]), total=stays)

    forms = {
        kind: FormCount(
            at_all=shown(kind, "at_all"),
            before_discharge=shown(kind, "before_discharge"),
            after_discharge=shown(kind, "after_discharge"),
        )
        for kind in kinds
    }
    return LinkedForms(unit=unit, stays=stays, forms=forms)


def _delays(source: Source, stays: OwnStays, units: tuple[int, ...]) -> Select[Any]:
    stay = source.stays(("id", "unit", "admission", "discharge", "first_closed"), units).subquery("stay")
    known = and_(stay.c.first_closed.is_not(None), stay.c.discharge.is_not(None))
    days = case((known, days_between(stay.c.first_closed, stay.c.discharge))).label("days")
    within = stays.within(stay.c[stays.axis])
    taken = select(stay.c.unit, days).where(*within).subquery("taken")
    return select(taken.c.unit, taken.c.days, func.count()).group_by(taken.c.unit, taken.c.days)


def _delays_of(unit: int, found: Counter[int | None]) -> Delays:
    known = {days: count for days, count in found.items() if days is not None}
    plausible = {days: known[days] for days in sorted(known) if days >= 0}
    return Delays(
        unit=unit,
        days=plausible,
        summary=summary_of({float(days): count for days, count in plausible.items()}),
        implausible=sum(count for days, count in known.items() if days < 0),
        unknown=found[None],
    )
