"""Rare events of a viewer's own units: how many stays lie between one and the next, in the order of discharge."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Subquery
from sqlalchemy.sql import ColumnElement

from queries.indicators import INDICATORS, MET, NOT_MET
from queries.own.question import OwnQuestion
from queries.own.scope import units_asked
from queries.settings import Settings
from queries.sources.nordicscir import Source
from queries.statement import Declared, facts, grouped
from queries.variables import VARIABLES
from queries.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Event:
    """A day of discharge with an event, and how many stays since the event before (or the first day) had none."""

    day: datetime.date
    after: int


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """Every event of a kind, the rarer of "met" and "not_met", in the order of time; `since` counts the stays after
    the last of them.

    Of stays that end on one day those without the event count as earlier: in which order they ended is not
    recorded.
    """

    event: str
    events: tuple[Event, ...]
    since: int


def gaps_between(
    connection: Connection, source: Source, viewer: Viewer, question: OwnQuestion, settings: Settings
) -> Gaps | None:
    """The gaps between the rarer of met and not met, for the units, filters and dates of a question.

    None where it shows no indicator. Needs the columns that `ask` checks. Raises NotAllowed outside the scope.
    """
    if question.shows not in INDICATORS:
        return None
    units = units_asked(viewer, question.units, settings)
    days = _days(connection, source, question, units)
    met, not_met = (sum(codes[code] for codes in days.values()) for code in (MET, NOT_MET))
    event, other = (MET, NOT_MET) if met <= not_met else (NOT_MET, MET)
    found, since = [], 0
    for day, codes in days.items():
        since += codes[other]
        for _one in range(codes[event]):
            found.append(Event(day=day, after=since))
            since = 0
    return Gaps(event=event, events=tuple(found), since=since)


def _days(
    connection: Connection, source: Source, question: OwnQuestion, units: Iterable[int]
) -> dict[datetime.date, Counter[str]]:
    """Each day with stays, in order, and how many of them have each code of the indicator."""
    shown = INDICATORS[question.shows]
    declared: list[Declared] = [shown, *(VARIABLES[variable] for variable in question.filters)]
    relation = facts(source, declared, units=units, also=("discharge",))
    statement = grouped(relation, ("discharge", shown.id), *_conditions(question, relation))
    by_day: dict[str, Counter[str]] = defaultdict(Counter)
    for day, code, stays in connection.execute(statement):
        by_day[day][code] += stays
    return {datetime.date.fromisoformat(day): by_day[day] for day in sorted(by_day)}


def _conditions(question: OwnQuestion, relation: Subquery) -> list[ColumnElement[bool]]:
    first, last = question.dates
    found: list[ColumnElement[bool]] = [relation.c.discharge.is_not(None)]
    for variable, groups in question.where:
        found.append(relation.c[variable].in_(sorted(VARIABLES[variable].expand(groups))))
    if first is not None:
        found.append(relation.c.discharge >= first.isoformat())
    if last is not None:
        found.append(relation.c.discharge <= last.isoformat())
    return found
