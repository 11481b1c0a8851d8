"""Every irregularity of a real delivery occurs in the synthetic registry, and none where none was asked for."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from sqlalchemy import create_engine

from queries.settings import load
from queries.sources.check import check_registry
from queries.sources.layout import (
    BOWEL,
    EQ5D,
    FOLLOW_UP,
    KEY,
    MAIN,
    PARENT_KEY,
    PERFORMANCE,
    QUALITY_OF_LIFE,
    SATISFACTION,
    UNIT,
    URINARY,
)
from queries.sources.synthetic import UNTIL, write_synthetic_registry
from queries.sources.synthetic.quirks import CHILDREN, QUIRKS
from tests.sources.written import day, read_rows

ENOUGH = 2_000  # people from which on every quirk occurs
LISTED_UNITS = {unit.id for unit in load().units}
MIDNIGHT = " 00:00:00"
Raw = dict[str, pd.DataFrame]


class Dates(NamedTuple):
    admission: datetime.date
    discharge: datetime.date
    closed: datetime.date


def write(folder: Path, *, quirks: bool) -> Raw:
    url = f"sqlite:///{folder / 'registry'}"
    write_synthetic_registry(url, patients=ENOUGH, seed=3, quirks=quirks)
    return {name: pd.DataFrame(rows) for name, rows in read_rows(url).items()}


@pytest.fixture(scope="module")
def quirky(tmp_path_factory: pytest.TempPathFactory) -> Raw:
    return write(tmp_path_factory.mktemp("quirky"), quirks=True)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Raw:
    return write(tmp_path_factory.mktemp("clean"), quirks=False)


def is_(table: str, column: str, value: object) -> Callable[[Raw], bool]:
    def holds(raw: Raw) -> bool:
        values = raw[table][column]
        return bool(values.isna().any() if value is None else (values == value).any())

    return holds


def stay(condition: Callable[[Dates], bool]) -> Callable[[Raw], bool]:
    """Whether some stay with readable admission, discharge and completion fulfils a condition."""

    def holds(raw: Raw) -> bool:
        stays = (raw[MAIN][name].map(day) for name in ("AdmitDt", "DischgDt", "FirstTimeClosed"))
        dates = (Dates(*each) for each in zip(*stays, strict=True) if all(each))
        return any(condition(each) for each in dates if each.discharge <= UNTIL)

    return holds


def in_capitals(table: str, column: str) -> Callable[[Raw], bool]:
    return lambda raw: bool((raw[table][column] != raw[table][column].str.lower()).any())


def orphan(table: str) -> Callable[[Raw], bool]:
    def holds(raw: Raw) -> bool:
        parents = (PERFORMANCE,) if table == SATISFACTION else (MAIN, FOLLOW_UP)
        known = {key.lower() for parent in parents for key in raw[parent][KEY]}
        return bool((~raw[table][PARENT_KEY].str.lower().isin(known)).any())

    return holds


def no_date_at_all(raw: Raw) -> bool:
    return bool((raw[MAIN][["AdmitDt", "AdmitRehDt", "DischgDt"]] == "").all(axis=1).any())


FOUND: dict[tuple[str, str], Callable[[Raw], bool]] = {
    (MAIN, "stay over 730 days"): stay(lambda each: (each.discharge - each.admission).days > 730),
    (MAIN, "discharge before admission"): stay(lambda each: each.discharge < each.admission),
    (MAIN, "closed before discharge"): stay(lambda each: each.closed < each.discharge),
    (MAIN, "discharge in the far future"): is_(MAIN, "DischgDt", "2112-05-09" + MIDNIGHT),
    (MAIN, "discharge on a day that does not exist"): is_(MAIN, "DischgDt", "2021-02-30" + MIDNIGHT),
    (MAIN, "admission of zeros"): is_(MAIN, "AdmitDt", "0000-00-00" + MIDNIGHT),
    (MAIN, "rehabilitation start of zeros"): is_(MAIN, "AdmitRehDt", "0000-00-00" + MIDNIGHT),
    (MAIN, "admission missing"): is_(MAIN, "AdmitDt", ""),
    (MAIN, "discharge missing"): is_(MAIN, "DischgDt", ""),
    (MAIN, "rehabilitation start missing"): is_(MAIN, "AdmitRehDt", ""),
    (MAIN, "no date at all"): no_date_at_all,
    (MAIN, "never closed"): is_(MAIN, "FirstTimeClosed", ""),
    (MAIN, "sex missing"): is_(MAIN, "PatientGender", None),
    (MAIN, "sex unlisted"): is_(MAIN, "PatientGender", 0),
    (MAIN, "age missing"): is_(MAIN, "PatientAge", None),
    (MAIN, "cause NULL"): is_(MAIN, "Scietiol", None),
    (MAIN, "cause unlisted"): is_(MAIN, "Scietiol", 7),
    (MAIN, "non-traumatic cause unlisted"): is_(MAIN, "Ntsci", 7),
    (MAIN, "grade NULL"): is_(MAIN, "AAis", None),
    (MAIN, "grade at discharge NULL"): is_(MAIN, "FAis", None),
    (MAIN, "grade unlisted"): is_(MAIN, "AAis", 8),
    (MAIN, "not-done tick NULL"): is_(MAIN, "FNeuNoMeasure", None),
    (MAIN, "discharge place NULL"): is_(MAIN, "PlaceDis", None),
    (MAIN, "discharge place unlisted"): is_(MAIN, "PlaceDis", 12),
    (MAIN, "level areas NULL"): is_(MAIN, "FSensLvlAreaL", None),
    (MAIN, "unit of a country not taking part"): is_(MAIN, UNIT, 30000001),
    (MAIN, "unit unknown"): lambda raw: not set(raw[MAIN][UNIT]) <= LISTED_UNITS | {30000001},
    (BOWEL, "operation in the far future"): is_(BOWEL, "ChcyecDt", "2112-05-09" + MIDNIGHT),
    (QUALITY_OF_LIFE, "form date of zeros"): is_(QUALITY_OF_LIFE, "QolDt", "0000-00-00" + MIDNIGHT),
    (URINARY, "form date does not exist"): is_(URINARY, "LutfxnDt", "2021-02-30" + MIDNIGHT),
    (URINARY, "form date missing"): is_(URINARY, "LutfxnDt", ""),
    (BOWEL, "form date missing"): is_(BOWEL, "BfxnbaDt", None),
    (URINARY, "method ticks NULL"): is_(URINARY, "EmbladM1", None),
    (URINARY, "leakage unlisted"): is_(URINARY, "Incontnc2", 4),
    (BOWEL, "laxatives NULL"): is_(BOWEL, "OralLaxatives", None),
    (BOWEL, "score beyond its scale"): is_(BOWEL, "NBD", 48),
    (QUALITY_OF_LIFE, "score beyond its scale"): is_(QUALITY_OF_LIFE, "SatGenrl", 11),
    (PERFORMANCE, "form date missing"): is_(PERFORMANCE, "DataClDt", ""),
    (SATISFACTION, "satisfaction NULL"): is_(SATISFACTION, "FeedingS", None),
    (EQ5D, "form date missing"): is_(EQ5D, "Eq5d5lDt", None),
    (FOLLOW_UP, "no number"): is_(FOLLOW_UP, "CNum", None),
    (MAIN, "days in rehabilitation negative"): is_(MAIN, "RehabDy", -4),
    (MAIN, "complications NULL"): lambda raw: bool(
        raw[MAIN].ComplicNone[raw[MAIN].AdmitDt >= "2023"].isna().any()
    ),
    **{(table, "orphan"): orphan(table) for table in CHILDREN},
    **{(table, "parent key in capitals"): in_capitals(table, PARENT_KEY) for table in CHILDREN},
    (MAIN, "key in capitals"): in_capitals(MAIN, KEY),
    (MAIN, "person key in capitals"): in_capitals(MAIN, "PatientInRegistryGuid"),
    (MAIN, "delivered twice"): lambda raw: bool(raw[MAIN].duplicated().any()),
}


def test_every_quirk_is_looked_for() -> None:
    assert FOUND.keys() == {(quirk.table, quirk.name) for quirk in QUIRKS}


@pytest.mark.parametrize("quirk", FOUND, ids="-".join)
def test_a_quirk_occurs_if_and_only_if_quirks_are_asked_for(
    quirk: tuple[str, str], quirky: Raw, clean: Raw
) -> None:
    assert FOUND[quirk](quirky)
    assert not FOUND[quirk](clean)


def test_quirks_stay_rare(quirky: Raw) -> None:
    main = quirky[MAIN]
    unreadable = main.AdmitDt.map(day).isna() | main.DischgDt.map(day).isna()
    assert unreadable.mean() < 0.01
    assert (~main[UNIT].isin(LISTED_UNITS)).mean() < 0.003


def test_without_quirks_there_is_nothing_to_find(tmp_path: Path) -> None:
    write(tmp_path, quirks=False)
    report = check_registry(create_engine(f"sqlite:///{tmp_path / 'registry'}"), today=UNTIL)
    assert [finding for finding in report.findings if finding.weight != "note"] == []
    assert report.status == 0
