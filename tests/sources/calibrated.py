"""The synthetic registry as data frames, and what comparing it with published figures takes."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

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
from queries.sources.synthetic import write_synthetic_registry
from tests.sources.written import frame, read_rows

PEOPLE = 20_000
HAUKELAND, SUNNAAS, ST_OLAVS = 105593, 106896, 107627
NORWAY = (HAUKELAND, SUNNAAS, ST_OLAVS)
AREAS = ("SensLvlAreaL", "SensLvlAreaR", "MtrLvlAreaL", "MtrLvlAreaR")


@dataclass(frozen=True)
class Registry:
    stays: pd.DataFrame
    quality_of_life: pd.DataFrame
    urinary: pd.DataFrame
    bowel: pd.DataFrame
    performance: pd.DataFrame
    satisfaction: pd.DataFrame
    eq5d: pd.DataFrame
    follow_up: pd.DataFrame

    @property
    def norway(self) -> pd.DataFrame:
        return self.stays[self.stays[UNIT].isin(NORWAY)]

    def assessed(self, forms: pd.DataFrame, date: str) -> pd.Series:
        """Whether each stay has a form dated on or before discharge."""
        joined = forms.merge(self.stays[[KEY, "DischgDt"]], left_on=PARENT_KEY, right_on=KEY)
        in_time = joined[joined[date] <= joined.DischgDt]
        return self.stays[KEY].isin(in_time[PARENT_KEY])


def calibrated(url: str) -> Registry:
    """A clean synthetic registry of the size that the tolerances are for, written to `url`."""
    write_synthetic_registry(url, patients=PEOPLE, seed=11, quirks=False)
    rows = read_rows(url)
    stays = frame(rows[MAIN])
    stays["traumatic"] = stays.Scietiol.between(1, 5)
    others = (QUALITY_OF_LIFE, URINARY, BOWEL, PERFORMANCE, SATISFACTION, EQ5D, FOLLOW_UP)
    return Registry(stays, *(frame(rows[table]) for table in others))


def as_dict(values: pd.Series) -> dict[int, float]:
    return {int(code): float(value) for code, value in zip(values.index, values, strict=True)}


def shares(values: pd.Series) -> dict[int, float]:
    """Per cent of each value."""
    return as_dict(values.value_counts(normalize=True) * 100)


def close(found: Mapping[int, float], published: Mapping[int, float], *, points: float) -> None:
    """Every published per cent is met within so many percentage points."""
    off = {code: (found.get(code, 0.0), share) for code, share in published.items()}
    assert {code: pair for code, pair in off.items() if abs(pair[0] - pair[1]) > points} == {}
