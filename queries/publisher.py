"""The databases behind every answer, and from a registry to a release: build, append, withdraw, audit."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from queries.errors import ReleaseRefused, SourceUnavailable
from queries.release.answer import Release
from queries.release.archive import Archive, joined
from queries.release.audit import DEFAULT, THOROUGH, AuditReport, Sample, audit
from queries.release.audit.evidence import Publication
from queries.release.build import Progress, last_closed_year, make_header, make_tables
from queries.release.casemix import expected_values
from queries.release.content import Header, Table
from queries.release.cube import Cube, read_cube
from queries.release.export import Line, describe, export_lines
from queries.release.store import Listed, Store
from queries.release.utility import Utility, measure_utility
from queries.settings import Settings
from queries.sources import open_registry
from queries.sources.nordicscir import Source, is_synthetic


class Publisher:
    """A registry database and its release store. Nothing connects before the first question."""

    def __init__(
        self, *, engine: Engine, store: Store, archive: Archive | None, settings: Settings, sample: Sample
    ) -> None:
        self.settings = settings
        self._engine = engine
        self._store = store
        self._archive = archive
        self._sample = sample
        self._source: Source | None = None
        self._release: Release | None = None

    @classmethod
    def open(
        cls,
        *,
        registry_url: str,
        releases_url: str,
        settings: Settings,
        archive_url: str | None = None,
        audit_sample: Sample = DEFAULT,
    ) -> Self:
        """A registry to be read, never written, and a store of releases, by SQLAlchemy URLs.

        The archive of frozen years is needed to build releases only, and `audit_sample` says how much of the
        gate's audit that goes by samples it looks at. Raises SourceUnavailable for a URL that
        names no usable database.
        """
        try:
            engine, store = open_registry(registry_url), Store(releases_url)
            archive = Archive(archive_url) if archive_url else None
        except (SQLAlchemyError, ImportError) as error:
            raise SourceUnavailable("a database URL in the settings is not usable") from error
        return cls(engine=engine, store=store, archive=archive, settings=settings, sample=audit_sample)

    # --- Releases ---------------------------------------------------------------------------------
    def build_release(self, *, today: datetime.date, progress: Progress | None = None) -> Header:
        """Build the first release, of the blocks of years that are over, and publish it.

        Raises ReleaseRefused, and publishes nothing, when a check fails or there has been a release before,
        even one withdrawn: numbers counted anew would show, by difference, whom late registrations concern.
        """
        if self._store.releases():
            raise ReleaseRefused(
                ("years have been released before: append the years after them, or re-freeze",)
            )
        return self._build(last_closed_year(self.settings, today), progress)

    def refreeze_release(
        self, because: str, *, today: datetime.date, progress: Progress | None = None
    ) -> Header:
        """Count every year anew, late registrations and corrections included, for a reason that is kept.

        The release before and the new one are then two data sets: who has both can subtract them. Refusals as
        in `build_release`.
        """
        return self._build(last_closed_year(self.settings, today), progress, because=because)

    def append_release(self, *, today: datetime.date, progress: Progress | None = None) -> Header:
        """Add the years that are over to the release in service, which keeps its data and its cuts.

        Raises NoRelease, or ReleaseRefused where there is no new year or a check fails.
        """
        before = self._store.header(self._store.current_id())
        through = today.year - 1
        if through <= before.frozen_through:
            raise ReleaseRefused((f"no year after {before.frozen_through} is over yet",))
        return self._build(through, progress, before=before)

    def _build(
        self,
        through: int,
        progress: Progress | None,
        *,
        before: Header | None = None,
        because: str | None = None,
    ) -> Header:
        archive = self._open_archive()
        with self._connection() as connection:
            synthetic = is_synthetic(connection)
            first = before.frozen_through + 1 if before else None
            cube = read_cube(connection, self.settings, through, first)
        old = {table.breakdown.key: table for table in self._store.tables(before)} if before else {}
        if before:
            cube = joined(archive.frozen(before.id), cube)
        header = make_header(
            cube,
            self.settings,
            release_id=self._next_id(through),
            created=_now(),
            synthetic=synthetic,
            appends=before.id if before else None,
            because=because,
        )
        tables = list(make_tables(cube, self.settings, progress, old))
        header = replace(
            header,
            expected=expected_values(cube, tables, self.settings.rule, before.expected if before else ()),
        )
        report = self._audited(header, tables, cube, (before, list(old.values())) if before else None)
        archive.keep(header.id, cube)
        self._store.publish(header, tables, report.to_dict())
        return header

    def _audited(
        self, header: Header, tables: list[Table], cube: Cube, previous: Publication | None
    ) -> AuditReport:
        """The gate: every check must hold. Raises ReleaseRefused, naming what failed."""
        trusted, sample = self._trusted(), self._sample
        report = audit(header, tables, cube=cube, trusted=trusted, previous=previous, sample=sample)
        if not report.passed:
            raise ReleaseRefused(report.reasons)
        return report

    def _trusted(self) -> dict[int, frozenset[int]]:
        return {unit: self.settings.rule.trusted_by(unit) for unit in self.settings.unit_ids()}

    def _next_id(self, through: int) -> str:
        return f"{through}-{1 + sum(one.header.frozen_through == through for one in self._store.releases())}"

    def _open_archive(self) -> Archive:
        if self._archive is None:
            raise SourceUnavailable("building a release needs the archive of frozen years")
        return self._archive

    def releases(self) -> tuple[Listed, ...]:
        """Every release ever published, oldest first."""
        return self._store.releases()

    def export_release(self, release_id: str) -> Iterator[Line]:
        """A release described, then every number of it, one by one. Raises NoRelease."""
        header = self._store.header(release_id)
        return export_lines(header, self._store.tables(header))

    def describe_release(self, release_id: str) -> Line:
        """A release described. Raises NoRelease."""
        return describe(self._store.header(release_id))

    def release_utility(self, release_id: str) -> Utility:
        """How useful a release is, weighted by the patients the registry holds now. Raises NoRelease."""
        header = self._store.header(release_id)
        with self._connection() as connection:
            cube = read_cube(connection, self.settings, header.frozen_through)
        return measure_utility(header, self._store.tables(header), cube, self.settings)

    def audit_release(self, release_id: str, *, thorough: bool = False) -> AuditReport:
        """Attack a stored release again, from its own numbers alone. Raises NoRelease."""
        header = self._store.header(release_id)
        sample = THOROUGH if thorough else DEFAULT
        return audit(header, list(self._store.tables(header)), trusted=self._trusted(), sample=sample)

    def withdraw_release(self, release_id: str, because: str) -> None:
        """Stop serving a release, for a reason that is kept. Raises NoRelease if it is not in service."""
        self._store.withdraw(release_id, because, _now())

    # --- Behind -----------------------------------------------------------------------------------
    def _current(self) -> Release:
        """The release in service; asked anew each time, so that a withdrawn one is gone at once."""
        current = self._store.current_id()
        if self._release is None or self._release.header.id != current:
            self._release = Release(self._store, self._store.header(current), self.settings)
        return self._release

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise SourceUnavailable("the registry cannot be read") from error

    def _source_on(self, connection: Connection) -> Source:
        if self._source is None:
            self._source = Source(connection)
        return self._source


def _now() -> datetime.datetime:
    """This second, UTC, as the store keeps it."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0, tzinfo=None)
