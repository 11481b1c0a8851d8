"""The work list: stays of a viewer's own units whose registration lacks something or cannot be right."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, and_, case, literal, not_, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql import ColumnElement

from queries.indicators import INDICATORS, NOT_MET
from queries.own.expected import Years, expected, years_sent
from queries.own.registrations import OwnStays
from queries.own.scope import units_asked
from queries.settings import Settings
from queries.sources.layout import MAIN, tables
from queries.sources.nordicscir import PHYSICAL_COLUMNS, Source
from queries.sources.readers import days_between
from queries.statement import facts, lacking
from queries.variable import Columns, Variable
from queries.variables import OLDEST_PLAUSIBLE
from queries.viewer import Viewer

LONGEST_STAY_DAYS, OPEN_DAYS = 730, 365
# Indicators that say whether a stay has a form (or an examination), and what is the matter where it has not.
LACKING = {
    "bladder_assessed": "lacks_urinary",
    "bowel_assessed": "lacks_bowel",
    "quality_of_life_reported": "lacks_quality_of_life",
    "classification": "ais_not_classified",
}
# Forms that only some units use (`queries/own/expected.py`).
EXPECTED_FORMS = ("performance", "satisfaction", "eq5d")
_YES, _NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something wrong with a stay: `what` is an id of `gap_kinds()`, `detail` the stay's column it is about.

    `key` is the main form's key in lower case, None where it has none. It names a patient to the unit's own
    staff, so it is not in the representation, which a log might hold. `since` is the day from which it is wrong.
    """

    unit: int
    key: str | None = field(repr=False)
    admission: datetime.date | None
    discharge: datetime.date | None
    what: str
    detail: str | None
    since: datetime.date | None


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """One thing that can be wrong: asked of each stay like a variable."""

    what: str
    since: Literal["admission", "discharge"]
    needs: frozenset[str]
    wrong: Callable[[Columns], ColumnElement[bool]]
    helped_by: frozenset[str] = frozenset()
    detail: str | None = None

    @property
    def variable(self) -> Variable:
        """A condition that is neither true nor false, for want of a value, is nothing wrong."""
        return Variable(
            id="_".join(filter(None, (self.what, self.detail))),
            needs=self.needs,
            helped_by=self.helped_by,
            codes=(_YES, _NO),
            levels=(),
            code=lambda columns: case((self.wrong(columns), literal(_YES)), else_=literal(_NO)),
            reference="",
        )


def worklist(
    connection: Connection,
    source: Source,
    viewer: Viewer,
    stays: OwnStays,
    settings: Settings,
    *,
    today: datetime.date,
    open_days: int = OPEN_DAYS,
) -> tuple[Gap, ...]:
    """Everything that is wrong, as far as the registry has the columns to tell; by unit, then longest first.

    A stay without a day on the axis is in it whatever the dates. A stay is missed by its discharge when it has
    had none for more than `open_days` days. Raises NotAllowed outside the viewer's scope.
    """
    units = units_asked(viewer, stays.units, settings)
    sent = years_sent(connection, source, units, [form for form in EXPECTED_FORMS if form in source.offered])
    every = _kinds(source, sent, today, open_days)
    kinds = [kind for kind in every if not lacking(source, kind.variable)]
    asked = [kind.variable for kind in kinds]
    relation = facts(source, asked, units=units, also=("id", "admission", "discharge"))
    day = relation.c[stays.axis]
    wrong = or_(*(relation.c[variable.id] == _YES for variable in asked))
    statement = select(relation).where(wrong, or_(day.is_(None), and_(True, *stays.within(day))))
    rows = connection.execute(statement).mappings()
    gaps = [gap for row in rows for gap in _gaps(row, kinds)]
    return tuple(
        sorted(gaps, key=lambda gap: (units.index(gap.unit), gap.since or datetime.date.min, gap.what))
    )


def gap_kinds() -> tuple[str, ...]:
    """Every id that `Gap.what` may have."""
    forms = (f"lacks_{form}" for form in EXPECTED_FORMS)
    plain = (kind.what for kind in (*_missing(datetime.date.min, 0), *_implausible()))
    return (*LACKING.values(), *forms, *plain, "unlisted_code")


def _gaps(row: RowMapping, kinds: list[_Kind]) -> Iterator[Gap]:
    days = {name: _day(row[name]) for name in ("admission", "discharge")}
    for kind in kinds:
        if row[kind.variable.id] == _YES:
            yield Gap(
                unit=row["unit"],
                key=row["id"],
                **days,
                what=kind.what,
                detail=kind.detail,
                since=days[kind.since],
            )


def _kinds(
    source: Source, sent: Mapping[str, Years], today: datetime.date, open_days: int
) -> Iterator[_Kind]:
    yield from _lacks(today)
    yield from (_lacks_form(form, years, today) for form, years in sent.items() if years)
    yield from _missing(today, open_days)
    yield from _implausible()
    yield from _unlisted(source)


def _lacks(today: datetime.date) -> Iterator[_Kind]:
    """Discharged stays that an indicator counts as not met: its own definition, so that list and share agree."""
    for id_, what in LACKING.items():
        indicator = INDICATORS[id_]
        yield _Kind(
            what=what,
            since="discharge",
            needs=indicator.needs,
            helped_by=indicator.helped_by,
            wrong=lambda columns, asked=indicator: and_(  # type: ignore[misc]
                _discharged(columns, today), asked.value(columns) == NOT_MET
            ),
        )


def _lacks_form(form: str, sent: Years, today: datetime.date) -> _Kind:
    return _Kind(
        what=f"lacks_{form}",
        since="discharge",
        needs=frozenset({f"{form}.id"}),
        wrong=lambda columns: and_(
            _discharged(columns, today), expected(columns, sent), columns[f"{form}.of_stay"].is_(None)
        ),
    )


def _missing(today: datetime.date, open_days: int) -> tuple[_Kind, ...]:
    before = datetime.date.fromordinal(max(1, today.toordinal() - open_days)).isoformat()
    return (
        _Kind(
            what="not_discharged",
            since="admission",
            needs=frozenset(),
            wrong=lambda columns: and_(
                columns["stay.discharge"].is_(None), columns["stay.admission"] < before
            ),
        ),
        _Kind(
            what="no_admission",
            since="discharge",
            needs=frozenset(),
            wrong=lambda columns: columns["stay.admission"].is_(None),
        ),
    )


def _implausible() -> tuple[_Kind, ...]:
    return (
        _Kind(
            what="discharge_before_admission",
            since="discharge",
            needs=frozenset(),
            wrong=lambda columns: columns["stay.discharge"] < columns["stay.admission"],
        ),
        _Kind(what="long_stay", since="discharge", needs=frozenset(), wrong=_long_stay),
        _Kind(
            what="implausible_age",
            since="admission",
            needs=frozenset({"stay.age"}),
            wrong=lambda columns: not_(columns["stay.age"].between(0, OLDEST_PLAUSIBLE)),
        ),
        _Kind(
            what="closed_before_discharge",
            since="discharge",
            needs=frozenset({"stay.first_closed"}),
            wrong=lambda columns: columns["stay.first_closed"] < columns["stay.discharge"],
        ),
    )


def _long_stay(columns: Columns) -> ColumnElement[bool]:
    days: ColumnElement[Any] = days_between(columns["stay.discharge"], columns["stay.admission"])
    return days > LONGEST_STAY_DAYS


def _unlisted(source: Source) -> Iterator[_Kind]:
    """Codes that the form does not offer, by the column they stand in."""
    main = {table.name: table for table in tables("current")}[MAIN]
    listed = {column.name: column.codes for column in main.columns}
    for column in source.offered["stay"]:
        codes = listed.get(PHYSICAL_COLUMNS["stay"][column])
        if codes:
            yield _Kind(
                what="unlisted_code",
                since="admission",
                detail=column,
                needs=frozenset({f"stay.{column}"}),
                wrong=lambda columns, column=column, codes=codes: columns[f"stay.{column}"].not_in(  # type: ignore[misc]
                    sorted(codes)
                ),
            )


def _discharged(columns: Columns, today: datetime.date) -> ColumnElement[bool]:
    return and_(columns["stay.discharge"].is_not(None), columns["stay.discharge"] <= today.isoformat())


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
