"""The one path from a question to an answer."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queries.answer import Answer, Group, Period, Row
from queries.errors import NotRecorded
from queries.indicators import INDICATORS
from queries.live import own_rows
from queries.own.answer import OwnAnswer
from queries.own.ask import ask
from queries.own.question import OwnQuestion, Step
from queries.own.registrations import Delays, LinkedForms, OwnStays, closed_since, delays, linked
from queries.own.worklist import OPEN_DAYS, Gap, worklist
from queries.publisher import Publisher
from queries.release.answer import Release
from queries.release.book import OwnRows
from queries.release.grid import Grid, grid
from queries.release.outcome import outcome
from queries.selection import Selection
from queries.settings import Settings
from queries.sources import check, open_registry
from queries.sources.nordicscir import is_synthetic
from queries.sources.registry_report import RegistryReport
from queries.statement import Declared, lacking
from queries.trends import Live, Trend, make_trend
from queries.variables import CHARACTERISTICS, VARIABLES
from queries.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class PeriodChoice:
    """A period a control may offer; `shown`: without it having to be made longer."""

    period: Period
    shown: bool


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What the controls may offer for a question. `unavailable` maps variables and indicators that the release
    lacks to the registry columns that are not there."""

    periods: tuple[PeriodChoice, ...]
    frozen_through: int
    unavailable: Mapping[str, tuple[str, ...]]


class Registry(Publisher):
    """Answers every question: the viewer's own units live, everybody else's from the release in service."""

    def answer(self, selection: Selection, viewer: Viewer) -> Answer:
        """Answer from the release, with the viewer's own units live beside it.

        Raises NoRelease, SourceUnavailable, or NotRecorded where the registry lacks what is asked.
        """

        return self._release_for(selection).answer(selection, viewer.scope, self._own_rows(viewer))

    def outcome(self, selection: Selection, viewer: Viewer) -> Answer:
        """The whole for what is asked, or for the nearest patients that can be shown; the viewer's own units or
        those chosen, and a country, beside it. Raises NoRelease, SourceUnavailable, NotRecorded."""
        return outcome(self._release_for(selection), selection, viewer.scope, self._own_rows(viewer))

    def grid(self, selection: Selection, viewer: Viewer, *, by: str, level: str | None = None) -> Grid:
        """The same by starting group: of the characteristic `by` (at a `level`), or of severity.

        Raises NoRelease, SourceUnavailable, NotRecorded, and InvalidSelection for another `by` or `level`.
        """
        release = self._release_for(selection)
        return grid(release, selection, by, viewer.scope, self._own_rows(viewer), level)

    def trend(
        self, selection: Selection, viewer: Viewer, *, today: datetime.date, step: Step = "year"
    ) -> Trend:
        """Answer over time: released time lines, and the viewer's own units live by `step`, through `today`.

        Raises NoRelease, SourceUnavailable, InvalidSelection, or NotRecorded where the registry lacks what is asked.
        """
        release = self._release_for(selection)
        with self._connection() as connection:
            source = self._source_on(connection)
            live = Live(connection=connection, source=source, viewer=viewer, settings=self.settings)
            return make_trend(release, live, selection, step, today)

    def _own_rows(self, viewer: Viewer) -> OwnRows:
        """Reads groups of a viewer's own units, and of no others."""

        def read(
            asked: Selection, categories: tuple[str, ...], groups: Sequence[Group], period: Period
        ) -> tuple[Row, ...]:
            with self._connection() as connection:
                source = self._source_on(connection)
                return own_rows(connection, source, viewer, asked, categories, groups, period)

        return read

    def _release_for(self, selection: Selection) -> Release:
        """The release in service. Raises NoRelease, and NotRecorded where it lacks what is asked."""
        release = self._current()
        for asked in (selection.shows, *selection.filters):
            if asked in release.header.lacking:
                raise NotRecorded(asked, release.header.lacking[asked])
        return release

    def ask(self, question: OwnQuestion, viewer: Viewer) -> OwnAnswer:
        """Answer live and exactly for units of the viewer's own; no release is needed.

        Raises NotAllowed, SourceUnavailable, or NotRecorded where the registry lacks what is asked.
        """
        with self._connection() as connection:
            return ask(connection, self._source_on(connection), viewer, question, self.settings)

    def linked_forms(self, stays: OwnStays, viewer: Viewer) -> tuple[LinkedForms, ...]:
        """Main forms by unit, and how many have each other form. Raises NotAllowed, SourceUnavailable."""
        with self._connection() as connection:
            return linked(connection, self._source_on(connection), viewer, stays, self.settings)

    def registration_delays(self, stays: OwnStays, viewer: Viewer) -> tuple[Delays, ...]:
        """Days from discharge to closing by unit. Raises NotAllowed, NotRecorded, SourceUnavailable."""
        with self._connection() as connection:
            return delays(connection, self._source_on(connection), viewer, stays, self.settings)

    def closed_since(self, units: tuple[int, ...], day: datetime.date, viewer: Viewer) -> int:
        """Stays of own units registered since a day. Raises NotAllowed, NotRecorded, SourceUnavailable."""
        with self._connection() as connection:
            source = self._source_on(connection)
            return closed_since(connection, source, viewer, units, day, self.settings)

    def worklist(
        self, stays: OwnStays, viewer: Viewer, *, today: datetime.date, open_days: int = OPEN_DAYS
    ) -> tuple[Gap, ...]:
        """What stays lack or cannot be right about them, as of `today`. Raises NotAllowed, SourceUnavailable."""
        with self._connection() as connection:
            source = self._source_on(connection)
            return worklist(
                connection, source, viewer, stays, self.settings, today=today, open_days=open_days
            )

    def offer(self, selection: Selection, viewer: Viewer) -> Offer:
        """What the controls may offer for a selection. Raises NoRelease, SourceUnavailable."""
        release = self._current()
        periods = release.periods(selection, viewer.scope)
        choices = (PeriodChoice(period=period, shown=shown) for period, shown in periods)
        header = release.header
        return Offer(periods=tuple(choices), frozen_through=header.frozen_through, unavailable=header.lacking)

    def compared(self) -> frozenset[str]:
        """Ids of what the release in service can compare. Raises NoRelease."""
        lacking_ = self._current().header.lacking
        return frozenset(id_ for id_ in (*CHARACTERISTICS, *INDICATORS) if id_ not in lacking_)

    def synthetic(self) -> bool:
        """Whether everything that can be shown is made up: the registry and, if there is one, the release.

        Anything else may hold real patients. Raises SourceUnavailable where that cannot be told.
        """
        return all(self._origins())

    def partly_synthetic(self) -> bool:
        """Whether anything that can be shown is made up. Raises SourceUnavailable where that cannot be told."""
        return any(self._origins())

    def _origins(self) -> tuple[bool, ...]:
        """Whether the registry, and each release in service, is made up. Asked anew each time."""
        with self._connection() as connection:
            registry = is_synthetic(connection)
        return registry, *(one.header.synthetic for one in self._store.releases() if not one.withdrawn)

    def unavailable(self) -> dict[str, tuple[str, ...]]:
        """Variables and indicators that the registry lacks columns for, with these, by id."""
        with self._connection() as connection:
            source = self._source_on(connection)
        declared: list[Declared] = [*VARIABLES.values(), *INDICATORS.values()]
        found = {item.id: lacking(source, item) for item in declared}
        return {id_: columns for id_, columns in found.items() if columns}


def check_registry(url: str, settings: Settings) -> RegistryReport:
    """What is in the registry behind a URL and what is wrong with it; never raises for what it finds."""
    return check.check_registry(open_registry(url), units=settings.units)
