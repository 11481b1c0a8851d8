"""Registries with something planted: twins that differ in hidden numbers only, and a canary.

Twins. A block of stays of two units in two years, of two kinds, is laid either one way or crosswise:

             2019  2024                2019  2024
    unit 1    p     q         unit 1    q     p
    unit 2    q     p         unit 2    p     q

Every sum over whole years, and every sum over both units, is the same for both: what is released is the same as
long as neither unit is released alone for less than both years. Besides, one twin has stays in other units in a
year that is not released yet. Canary: all stays of one unit are of one kind but three, so that neither number may
be shown, and 347 is the other's.
"""

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, create_engine, select

from queries import publisher, write_synthetic_registry
from tests.crawler.places import LINKOPING, REYKJAVIK, ST_OLAVS, VIBORG
from tests.release import registries
from tests.release.registries import Released

MAIN = "spinal_cord_injury_core_data_set_1"
Row = dict[str, Any]
Change = Callable[[Connection, Table], None]
MADE = datetime.datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - as the store keeps it
YEARS = (2019, 2024)
UNITS = (LINKOPING, REYKJAVIK)
# What the two kinds of planted stays differ in, and by whose id a question asks for it.
KINDS: Mapping[str, tuple[Row, Row]] = {
    "ais_admission": ({"AAis": 1}, {"AAis": 3}),
    "cause": ({"Scietiol": 4}, {"Scietiol": 6}),
    "nursing_home": ({"PlaceDis": 3}, {"PlaceDis": 1}),
}
COMMON: Row = {"AAis": 4, "FAis": 4, "Scietiol": 4, "PlaceDis": 1, "PatientAge": 50, "PatientGender": 1}
EACH = 2  # stays in each corner of the block
NOT_RELEASED = 2026
CANARY_SMALL, CANARY_LARGE = 3, 347


def twins(folder: Path, *, patients: int) -> tuple[Released, Released]:
    """Two registries whose releases are the same, and whose hidden numbers are not."""
    straight = _planted(folder / "straight", patients, lambda c, t: _insert(c, t, _block(crosswise=False)))
    crossed = _planted(
        folder / "crossed", patients, lambda c, t: _insert(c, t, [*_block(crosswise=True), *_unreleased()])
    )
    return straight, crossed


def _block(*, crosswise: bool) -> Iterator[Row]:
    for kinds in KINDS.values():
        for place, unit in enumerate(UNITS):
            for turn, year in enumerate(YEARS):
                kind = kinds[(place + turn + crosswise) % 2]
                yield from ({**COMMON, **kind, **_when(year), "UnitId": unit} for _ in range(EACH))


def _unreleased() -> Iterator[Row]:
    for unit in (ST_OLAVS, VIBORG, REYKJAVIK):
        yield from ({**COMMON, **_when(NOT_RELEASED), "UnitId": unit} for _ in range(7))


def canary(folder: Path, *, patients: int) -> Released:
    """A registry whose smallest unit has 347 stays with AIS grade D at admission and three with A."""

    def plant(connection: Connection, table: Table) -> None:
        connection.execute(table.delete().where(table.c.UnitId == REYKJAVIK))
        grades = [1] * CANARY_SMALL + [4] * CANARY_LARGE
        _insert(connection, table, [_canary(place, grade) for place, grade in enumerate(grades)])

    return _planted(folder / "canary", patients, plant)


def _canary(place: int, grade: int) -> Row:
    """Stays that are unlike in everything else, so that the unit can be shown by anything else."""
    several = {"Scietiol": 1 + place % 6, "PatientGender": 1 + place % 2, "PatientAge": 20 + place % 60}
    return {
        **COMMON,
        **several,
        "FAis": 1 + place % 4,
        "AAis": grade,
        **_when(2017 + place % 9),
        "UnitId": REYKJAVIK,
    }


def _planted(folder: Path, patients: int, change: Change) -> Released:
    """A synthetic registry, changed before its release is built; when that was is always the same."""

    def write(url: str, *, patients: int, seed: int) -> None:
        write_synthetic_registry(url, patients=patients, seed=seed)
        with create_engine(url).begin() as connection:
            change(connection, Table(MAIN, MetaData(), autoload_with=connection))

    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registries, "write_synthetic_registry", write)
        patch.setattr(publisher, "_now", lambda: MADE)
        return registries.released(folder, patients=patients, seed=11)


def _insert(connection: Connection, table: Table, stays: Iterable[Row]) -> None:
    """Add stays that are in everything not given like some stay of the registry."""
    some = select(table).where(table.c.AAis == 4).order_by(table.c.SkjemaGUID)
    model = connection.execute(some.limit(1)).mappings().one()
    for place, stay in enumerate(stays):
        keys = {
            "SkjemaGUID": str(uuid.UUID(int=place)),
            "PatientInRegistryGuid": str(uuid.UUID(int=place + 1)),
        }
        connection.execute(table.insert().values({**model, **stay, **keys}))


def _when(year: int) -> Row:
    days = {"AdmitDt": f"{year}-02-03", "DischgDt": f"{year}-04-05", "FirstTimeClosed": f"{year}-04-20"}
    return {name: f"{day} 00:00:00" for name, day in days.items()}
