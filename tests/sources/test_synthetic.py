"""The synthetic registry: repeatable on every database, true to its layout, never over a real one."""

import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, inspect

from queries.errors import SourceUnavailable
from queries.settings import Unit
from queries.sources.layout import BOWEL, KEY, MAIN, PARENT_KEY, SYNTHETIC_MARKER, UNIT, Layout, tables
from queries.sources.synthetic import RegistryNotEmpty, SyntheticReport, write_synthetic_registry
from queries.sources.synthetic.draws import pick_rows, shifted
from queries.sources.synthetic.neurology import region_code, segment_code
from queries.sources.synthetic.writer import CHUNK
from tests.sources.written import Rows, fingerprint, frame, read_rows

PEOPLE, SEED = 400, 7
LAYOUTS: tuple[Layout, ...] = ("current", "2019")


def write(
    url: str, *, seed: int = SEED, layout: Layout = "current", patients: int = PEOPLE
) -> SyntheticReport:
    return write_synthetic_registry(url, patients=patients, seed=seed, layout=layout)


def on_sqlite(folder: Path, name: str, *, seed: int = SEED, layout: Layout = "current") -> Rows:
    url = f"sqlite:///{folder / name}"
    write(url, seed=seed, layout=layout)
    return read_rows(url)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_order_gives_the_same_rows_on_every_database(
    database_url: str, tmp_path: Path, layout: Layout
) -> None:
    write(database_url, layout=layout)
    expected = on_sqlite(tmp_path, "twin.sqlite", layout=layout)
    assert fingerprint(read_rows(database_url)) == fingerprint(expected)


def test_another_seed_gives_another_registry(tmp_path: Path) -> None:
    one, other = (on_sqlite(tmp_path, str(seed), seed=seed) for seed in (1, 2))
    assert fingerprint(one) != fingerprint(other)
    assert not {row[KEY] for row in one[MAIN]} & {row[KEY] for row in other[MAIN]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_and_columns_are_exactly_those_of_the_layout(database_url: str, layout: Layout) -> None:
    write(database_url, layout=layout)
    inspector = inspect(create_engine(database_url))
    written = {
        name: [column["name"] for column in inspector.get_columns(name)]
        for name in inspector.get_table_names()
        if name != SYNTHETIC_MARKER
    }
    assert written == {t.name: [column.name for column in t.columns] for t in tables(layout)}


def test_keys_and_units_have_plain_indexes(database_url: str) -> None:
    write(database_url)
    inspector = inspect(create_engine(database_url))
    for table in tables():
        indexed = {index["column_names"][0]: index["unique"] for index in inspector.get_indexes(table.name)}
        keys = {KEY, UNIT, *([PARENT_KEY] if table.parents else [])}
        assert indexed.keys() == keys
        assert not any(indexed.values())


def test_tick_boxes_are_spelt_as_the_layout_spells_them(tmp_path: Path) -> None:
    spelt = {
        (layout, table.name): {
            row[column.name] for row in rows[table.name] for column in table.columns if column.type == "tick"
        }
        for layout in LAYOUTS
        for rows in [on_sqlite(tmp_path, layout, layout=layout)]
        for table in tables(layout)
    }
    for (layout, name), values in spelt.items():
        ticked = {1} if layout == "current" else {"True", "False"} if name == BOWEL else {-1}
        assert values - {0, None} in (ticked, set()), (layout, name)
    assert spelt["2019", BOWEL] - {None} == {"True", "False"}
    assert spelt["2019", MAIN] == {0, -1}


def test_the_report_and_the_marker_say_what_was_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'registry'}"
    report = write(url)
    rows = read_rows(url)
    (marker,) = rows.pop(SYNTHETIC_MARKER)
    assert report.rows == {name: len(table) for name, table in rows.items()}
    assert marker == {
        "made_by": "nordicscir-synthetic 2",
        "seed": str(SEED),
        "patients": PEOPLE,
        "layout": "current",
        "until": "2026-09-30",
    }


def test_there_are_as_many_people_as_asked_for_and_a_few_come_back(tmp_path: Path) -> None:
    stays = frame(on_sqlite(tmp_path, "registry")[MAIN]).drop_duplicates(KEY)
    per_person = stays.PatientInRegistryGuid.value_counts()
    assert len(per_person) == PEOPLE
    assert set(per_person) == {1, 2}


def test_progress_reaches_the_end_over_several_chunks(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    wanted = CHUNK + 25
    report = write_synthetic_registry(
        f"sqlite:///{tmp_path / 'registry'}",
        patients=wanted,
        seed=SEED,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(0, wanted), (CHUNK, wanted), (wanted, wanted)]
    assert report.rows[MAIN] > wanted


def test_tables_that_are_not_synthetic_are_never_touched(database_url: str) -> None:
    table = Table(MAIN, MetaData(), Column(KEY, String(36)))
    engine = create_engine(database_url)
    table.create(engine)
    for replace in (False, True):
        with pytest.raises(RegistryNotEmpty, match="not synthetic"):
            write_synthetic_registry(database_url, patients=5, seed=1, replace=replace)
    assert inspect(engine).get_table_names() == [MAIN]
    engine.dispose()


def test_a_synthetic_registry_makes_room_only_when_told_and_other_tables_stay(database_url: str) -> None:
    engine = create_engine(database_url)
    Table("somebody_elses", MetaData(), Column("a", Integer)).create(engine)
    write(database_url)
    with pytest.raises(RegistryNotEmpty, match="a synthetic registry"):
        write(database_url)
    write_synthetic_registry(database_url, patients=20, seed=1, layout="2019", replace=True)
    names = set(inspect(engine).get_table_names())
    assert names == {table.name for table in tables("2019")} | {SYNTHETIC_MARKER, "somebody_elses"}
    engine.dispose()


def test_an_interrupted_registry_can_be_replaced(database_url: str) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_synthetic_registry(database_url, patients=20, seed=1, progress=stop)
    report = write_synthetic_registry(database_url, patients=20, seed=1, replace=True)
    rows = read_rows(database_url)
    assert len(rows[MAIN]) == report.rows[MAIN]
    assert len(rows[SYNTHETIC_MARKER]) == 1


def test_a_unit_has_no_stays_before_its_first_year_and_after_its_last(tmp_path: Path) -> None:
    units = (
        Unit(id=1, name="Old", country="NO", active_from=2017, active_to=2019),
        Unit(id=2, name="New", country="SE", active_from=2022),
    )
    url = f"sqlite:///{tmp_path / 'registry'}"
    write_synthetic_registry(url, patients=PEOPLE, seed=SEED, units=units, quirks=False)
    stays = frame(read_rows(url)[MAIN])
    years = stays.DischgDt.map(lambda day: day.year).groupby(stays[UNIT]).agg(["min", "max"])
    assert years.to_dict("index") == {1: {"min": 2017, "max": 2019}, 2: {"min": 2022, "max": 2026}}


def test_nothing_is_known_after_the_last_day(tmp_path: Path) -> None:
    until = datetime.date(2019, 3, 31)
    url = f"sqlite:///{tmp_path / 'registry'}"
    write_synthetic_registry(url, patients=PEOPLE, seed=SEED, until=until, quirks=False)
    for name, rows in read_rows(url).items():
        if name != SYNTHETIC_MARKER:
            table = frame(rows)
            days = [each for column in table for each in table[column] if isinstance(each, datetime.date)]
            assert max(days, default=until) <= until


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ({"patients": 0}, "at least one patient"),
        ({"seed": -1}, "seed of 0 or more"),
        ({"layout": "1999"}, "unknown layout"),
        ({"until": datetime.date(2016, 5, 1)}, "hardly any stay"),
    ],
)
def test_an_impossible_order_is_refused(tmp_path: Path, order: dict[str, object], message: str) -> None:
    arguments = {"patients": 10, "seed": 1, **order}
    with pytest.raises(ValueError, match=message):
        write_synthetic_registry(f"sqlite:///{tmp_path / 'registry'}", **arguments)  # type: ignore[arg-type]


def test_a_database_that_cannot_be_written_is_said_so_without_its_address(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable) as raised:
        write(f"sqlite:///{tmp_path / 'secret-folder' / 'registry'}")
    assert "secret" not in str(raised.value)


@given(
    weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=8),
    rows=st.integers(1, 50),
    seed=st.integers(0, 2**32),
    absent=st.integers(0, 7),
)
def test_a_choice_without_weight_is_never_picked(
    weights: list[float], rows: int, seed: int, absent: int
) -> None:
    table = np.tile(np.array([*weights, 1.0]), (rows, 1))
    table[:, absent % len(weights)] = 0
    picked = pick_rows(np.random.default_rng(seed), table)
    assert set(picked.tolist()) <= set(np.flatnonzero(table[0]).tolist())


@given(probability=st.floats(0, 1), logit=st.floats(-5, 5))
def test_a_shift_on_the_logit_scale_keeps_probabilities_and_their_direction(
    probability: float, logit: float
) -> None:
    (moved,) = shifted(np.array([probability]), np.array([logit]))
    assert 0 <= moved <= 1
    assert (moved - probability) * logit >= -1e-9


@given(level=st.integers(0, 28))
def test_every_segment_lies_in_one_region_with_its_own_number(level: int) -> None:
    levels = np.array([level])
    segments = [int(segment_code(levels, region)[0]) for region in (1, 2, 3, 4)]
    (region,) = region_code(levels)
    assert [segment != -1 for segment in segments] == [each == region for each in (1, 2, 3, 4)]
    assert sum((8, 12, 5)[: region - 1]) + segments[region - 1] == level + 1
