"""A question over time: released time lines of everybody else, the viewer's own units live and exact beside them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from queries.answer import Change, Group, Provenance
from queries.errors import InvalidSelection, NotRecorded
from queries.own.answer import OwnAnswer
from queries.own.ask import ask
from queries.own.gaps import Gaps, gaps_between
from queries.own.question import OwnQuestion, Step
from queries.own.registrations import Delays, OwnStays, delays
from queries.release.book import Book
from queries.release.trend import Series, released_trend
from queries.selection import Selection
from queries.settings import Settings
from queries.sources.nordicscir import Source
from queries.viewer import Viewer

TREND_STEPS: tuple[Step, ...] = ("year", "halfyear", "quarter")
# Delays are learnt from three years of stays, of which the latest ended a year ago: by then nearly all are closed.
LEARNT_FROM, LEARNT_UNTIL = datetime.timedelta(days=4 * 365), datetime.timedelta(days=365)
LEARNT_DAYS = (LEARNT_FROM - LEARNT_UNTIL).days


@dataclass(frozen=True, kw_only=True)
class OwnSeries:
    """A unit of the viewer's own: exact rows by step of time, through today.

    `gaps` are the stays between one event and the next, of an indicator; None of a variable. `delays` are those of
    stays discharged in three years that ended a year ago; None where the day of closing is not recorded.
    """

    group: Group
    answer: OwnAnswer
    gaps: Gaps | None
    delays: Delays | None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The reply to `asked`: own series first, then what is compared, and the references.

    `shown` is the question really answered (a trend has no period); `changes` names how it differs from the one
    asked. `through` is the last day of the own series.
    """

    asked: Selection
    shown: Selection
    step: Step
    through: datetime.date
    categories: tuple[str, ...]
    own: tuple[OwnSeries, ...]
    series: tuple[Series, ...]
    references: tuple[Series, ...]
    changes: tuple[Change, ...]
    provenance: Provenance

    @property
    def contains_own_unit_data(self) -> bool:
        """Whether any of it was read live for the viewer's own units."""
        return bool(self.own)


@dataclass(frozen=True, kw_only=True)
class Live:
    """The registry, opened for one viewer."""

    connection: Connection
    source: Source
    viewer: Viewer
    settings: Settings


def make_trend(book: Book, live: Live, selection: Selection, step: Step, today: datetime.date) -> Trend:
    """The trend of a selection. Raises InvalidSelection for a step that is not among `TREND_STEPS`, NotRecorded
    where the registry lacks what is asked."""
    if step not in TREND_STEPS:
        raise InvalidSelection("step", "no such step of time")
    released = released_trend(book, selection, live.viewer.scope)
    units = _own_units(book, selection, live.viewer)
    own = tuple(_own_series(book, live, released.shown, unit, step, today) for unit in units)
    return Trend(
        asked=replace(selection, period=None),
        shown=released.shown,
        step=step,
        through=today,
        categories=released.categories,
        own=own,
        series=released.series,
        references=released.references,
        changes=released.changes,
        provenance=book.provenance,
    )


def _own_units(book: Book, selection: Selection, viewer: Viewer) -> Iterator[int]:
    """The viewer's own units: those of the units compared, or beside countries every one of them."""
    by_unit = replace(selection, split_by="unit", period=None)
    for group in book.there.groups(by_unit):
        if viewer.sees_exactly(group.units[0]):
            yield group.units[0]


def _own_series(
    book: Book, live: Live, shown: Selection, unit: int, step: Step, today: datetime.date
) -> OwnSeries:
    question = OwnQuestion(
        shows=shown.shows,
        detail=shown.detail,
        units=(unit,),
        split=step,
        where=shown.where,
        dates=(datetime.date(book.header.first_year, 1, 1), today),
        axis="discharge",
    )
    return OwnSeries(
        group=Group(scope="unit", key=str(unit), units=(unit,)),
        answer=ask(live.connection, live.source, live.viewer, question, live.settings),
        gaps=gaps_between(live.connection, live.source, live.viewer, question, live.settings),
        delays=_delays(live, unit, today),
    )


def _delays(live: Live, unit: int, today: datetime.date) -> Delays | None:
    span = (today - LEARNT_FROM, today - LEARNT_UNTIL - datetime.timedelta(days=1))
    stays = OwnStays(units=(unit,), dates=span, axis="discharge")
    try:
        (found,) = delays(live.connection, live.source, live.viewer, stays, live.settings)
    except NotRecorded:
        return None
    return found
