"""Releases over time: frozen years stay as they were, new years come when they are good, and both fit together."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table, create_engine, delete, func, select

from queries import NoRelease, Registry, ReleaseRefused, load_settings, write_synthetic_registry
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Header
from queries.release.content import Table as Released
from queries.release.lines import cuts_of
from queries.release.store import Store
from queries.sources.nordicscir import PHYSICAL_TABLES
from tests.release.registries import QUICK

PLAIN, BY_SEX = Breakdown().key, Breakdown(levels=(("sex", "sex"),)).key


class Growing:
    """A registry whose years become known one by one, and its releases."""

    def __init__(self, folder: Path, patients: int) -> None:
        self.url = f"sqlite:///{folder / 'registry.sqlite'}"
        self.store = Store(f"sqlite:///{folder / 'releases.sqlite'}")
        write_synthetic_registry(self.url, patients=patients, seed=3)
        self.registry = Registry.open(
            registry_url=self.url,
            releases_url=f"sqlite:///{folder / 'releases.sqlite'}",
            archive_url=f"sqlite:///{folder / 'archive.sqlite'}",
            audit_sample=QUICK,
            settings=load_settings(),
        )

    def tables(self, header: Header) -> dict[str, Released]:
        return {table.breakdown.key: table for table in self.store.tables(header)}

    def forget(self, year: int, share: int) -> None:
        """Take away every so-many-th stay discharged in a year: as if they had not been registered yet."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            main = Table(PHYSICAL_TABLES["stay"], MetaData(), autoload_with=connection)
            discharged = func.substr(main.c.DischgDt, 1, 4) == str(year)
            keys = connection.scalars(select(main.c.SkjemaGUID).where(discharged)).all()
            connection.execute(delete(main).where(main.c.SkjemaGUID.in_(keys[::share])))
        engine.dispose()


@pytest.fixture(scope="module")
def yearly(tmp_path_factory: pytest.TempPathFactory) -> tuple[Growing, list[Header]]:
    """A release of the first block, and one appended for every year after it."""
    growing = Growing(tmp_path_factory.mktemp("yearly"), 3000)
    headers = [growing.registry.build_release(today=datetime.date(2020, 6, 1))]
    headers += [
        growing.registry.append_release(today=datetime.date(year, 6, 1)) for year in range(2021, 2027)
    ]
    return growing, headers


def ends(table: Released) -> set[int]:
    """How many years the lines of a plan cover."""
    return {cuts_of(line)[-1] for line in table.plan.lines.values()}


def test_each_release_keeps_every_number_of_the_one_before(yearly: tuple[Growing, list[Header]]) -> None:
    growing, headers = yearly
    assert [header.frozen_through for header in headers] == [2019, 2020, 2021, 2022, 2023, 2024, 2025]
    for before, after in pairwise(headers):
        assert after.appends == before.id
        later = growing.tables(after)
        for key, old in growing.tables(before).items():
            for rectangle, counts in old.counts.items():
                assert later[key].counts[rectangle][STAYS] == counts[STAYS]


def test_each_release_keeps_every_cut_of_the_one_before(yearly: tuple[Growing, list[Header]]) -> None:
    growing, headers = yearly
    for before, after in pairwise(headers):
        later = growing.tables(after)
        for key, old in growing.tables(before).items():
            for node, line in old.plan.lines.items():
                assert later[key].plan.lines[node] & line == line


def test_the_nordic_total_comes_each_year_and_units_when_their_block_closes(
    yearly: tuple[Growing, list[Header]],
) -> None:
    growing, headers = yearly
    everybody = tuple(range(len(headers[0].units)))
    for header in headers:
        assert cuts_of(growing.tables(header)[PLAIN].plan.lines[everybody])[-1] == header.years
    closed = growing.tables(headers[3])[BY_SEX]
    assert any(cuts_of(line)[-1] == 6 for node, line in closed.plan.lines.items() if len(node) == 1)


def test_years_that_are_not_good_wait_and_are_released_with_the_next(
    yearly: tuple[Growing, list[Header]],
) -> None:
    growing, headers = yearly
    early, closed = growing.tables(headers[1]), growing.tables(headers[3])
    waiting = {key for key, table in early.items() if max(ends(table)) == 3}
    assert {key for key in waiting if max(ends(closed[key])) == 6}


def test_a_late_registration_changes_no_frozen_number(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 1500)
    first = growing.registry.build_release(today=datetime.date(2023, 1, 1))
    before = growing.tables(first)
    growing.forget(2021, 3)
    appended = growing.registry.append_release(today=datetime.date(2026, 1, 1))
    after = growing.tables(appended)
    for key, old in before.items():
        assert all(after[key].counts[rectangle] == counts for rectangle, counts in old.counts.items())
    anew = growing.registry.refreeze_release("late registrations", today=datetime.date(2026, 1, 1))
    assert anew.because == "late registrations"
    assert growing.tables(anew)[PLAIN].counts != after[PLAIN].counts


def test_a_release_in_service_is_not_built_over(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 500)
    with pytest.raises(NoRelease):
        growing.registry.append_release(today=datetime.date(2026, 1, 1))
    growing.registry.build_release(today=datetime.date(2026, 1, 1))
    with pytest.raises(ReleaseRefused, match="released before"):
        growing.registry.build_release(today=datetime.date(2026, 1, 1))
    with pytest.raises(ReleaseRefused, match="no year"):
        growing.registry.append_release(today=datetime.date(2026, 1, 1))
    assert growing.store.current_id() == "2025-1"


def test_without_the_archive_years_cannot_be_appended(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 500)
    growing.registry.build_release(today=datetime.date(2023, 1, 1))
    elsewhere = Registry.open(
        registry_url=growing.url,
        releases_url=f"sqlite:///{tmp_path / 'releases.sqlite'}",
        archive_url=f"sqlite:///{tmp_path / 'another.sqlite'}",
        audit_sample=QUICK,
        settings=load_settings(),
    )
    with pytest.raises(ReleaseRefused, match="archive"):
        elsewhere.append_release(today=datetime.date(2026, 1, 1))
    assert growing.store.current_id() == "2022-1"
