"""The synthetic registry resembles the published one: margins within tolerance, and the joint structure is there.

Figures are those of the Norwegian annual reports and of the cohorts the generator is calibrated to. The
tolerances leave room for chance at this size and for the years since: more non-traumatic injuries, older patients.
"""

import numpy as np
import pandas as pd
import pytest

from queries.sources.layout import UNIT
from tests.sources.calibrated import (
    AREAS,
    HAUKELAND,
    ST_OLAVS,
    SUNNAAS,
    Registry,
    as_dict,
    close,
    shares,
)

HORNBAEK, VIBORG, REYKJAVIK, LINKOPING = 40000001, 40000002, 50000001, 60000001
UNITS = (HAUKELAND, SUNNAAS, ST_OLAVS, HORNBAEK, VIBORG, REYKJAVIK, LINKOPING)
LEVELS = {
    "classified": (87, 86, 80, 85, 78, 69, 93),
    "bladder": (92, 91, 82, 90, 85, 77, 95),
    "bowel": (90, 88, 78, 87, 81, 72, 94),
    "quality of life": (82, 84, 72, 79, 70, 62, 90),
    "in time": (66, 61, 44, 57, 39, 31, 81),
}


def delay(stays: pd.DataFrame) -> pd.Series:
    return (pd.to_datetime(stays.FirstTimeClosed) - pd.to_datetime(stays.DischgDt)).dt.days


# --- Who comes ----------------------------------------------------------------------------------
def test_units_share_the_intake_as_in_a_full_year(registry: Registry) -> None:
    recent = registry.stays[pd.to_datetime(registry.stays.DischgDt).dt.year.between(2019, 2025)]
    intake = {SUNNAAS: 70, ST_OLAVS: 33, HAUKELAND: 21, HORNBAEK: 78, VIBORG: 50, REYKJAVIK: 9, LINKOPING: 19}
    close(shares(recent[UNIT]), {unit: 100 * n / 280 for unit, n in intake.items()}, points=2)


def test_causes_within_trauma(registry: Registry) -> None:
    trauma = registry.norway[registry.norway.traumatic]
    close(shares(trauma.Scietiol), {1: 23, 2: 2, 3: 19, 4: 45, 5: 11}, points=2.5)


def test_nontraumatic_injuries_become_the_majority(registry: Registry) -> None:
    year = pd.to_datetime(registry.stays.AdmitDt).dt.year
    nontraumatic = registry.stays.Scietiol.eq(6).groupby(year).mean()
    assert 0.42 < nontraumatic[2017] < 0.50
    assert 0.52 < nontraumatic.loc[2021:2025].mean() < 0.58


def test_nontraumatic_causes(registry: Registry) -> None:
    known = registry.stays[registry.stays.Ntsci > 0]
    close(shares(known.Ntsci), {1: 1, 2: 33, 3: 13, 4: 13, 5: 18, 6: 11, 8: 9, 9: 2}, points=2)


def test_age_and_sex(registry: Registry) -> None:
    age = registry.norway.PatientAge
    assert abs(age.mean() - 50.1) < 3
    assert abs(age.median() - 54) < 3
    assert abs(age.std() - 19) < 2
    bands = pd.cut(age, [-1, 14, 29, 44, 59, 74, 200], labels=False)
    close(shares(bands), {0: 2.6, 1: 16.7, 2: 16.5, 3: 25.7, 4: 31.8, 5: 6.6}, points=6)
    assert 0.31 < registry.stays.PatientGender.eq(2).mean() < 0.37


def test_age_goes_with_the_cause(registry: Registry) -> None:
    mean = registry.stays.groupby("Scietiol").PatientAge.mean()
    assert mean[4] - mean[1] > 15
    assert mean[1] < mean[3] < mean[4]


def test_traumatic_injuries_peak_in_june(registry: Registry) -> None:
    month = pd.to_datetime(registry.stays.AdmitDt).dt.month
    traumatic, other = (month[registry.stays.traumatic == kind].value_counts() for kind in (True, False))
    assert traumatic.idxmax() == 6
    assert traumatic[6] / traumatic.mean() > 1.25
    assert other[6] / other.mean() < 1.15


# --- Level and grade ----------------------------------------------------------------------------
def test_grades_at_admission_and_discharge(registry: Registry) -> None:
    norway = registry.norway
    published = {1: 16.4, 2: 6.4, 3: 14.9, 4: 56.7, 5: 0.6, 9: 1.1, -1: 3.9}
    close(shares(norway.AAis), published, points=4)
    early = norway[pd.to_datetime(norway.DischgDt).dt.year <= 2019]
    close(shares(early.FAis), {1: 13.1, 2: 4.6, 3: 9.8, 4: 55.1, 5: 0.4, 9: 0.6, -1: 16.6}, points=4)


def test_grades_convert_as_published(registry: Registry) -> None:
    known = registry.stays[registry.stays.AAis.between(1, 5) & registry.stays.FAis.between(1, 5)]
    to = {grade: shares(known.FAis[known.AAis == grade]) for grade in (1, 2, 3, 4)}
    assert abs(to[1][1] - 78.6) < 3
    close(to[2], {1: 6.6, 2: 40.8, 3: 31.0, 4: 21.5}, points=4)
    close(to[3], {1: 2.4, 2: 3.3, 3: 43.1, 4: 51.2}, points=4)
    close(to[4], {1: 0.7, 2: 0.6, 3: 2.9, 4: 95.4}, points=1.5)


def test_tetraplegia_is_commoner_after_trauma(registry: Registry) -> None:
    areas = registry.stays[[f"A{area}" for area in AREAS]]
    known = areas.isin([1, 2, 3, 4]).any(axis=1)
    tetraplegia = areas.eq(1).any(axis=1)[known].groupby(registry.stays.traumatic[known]).mean()
    assert 0.48 < tetraplegia[True] < 0.60
    assert 0.31 < tetraplegia[False] < 0.41


@pytest.mark.parametrize("time", ["A", "F"])
def test_what_was_not_examined_is_missing_as_a_whole_and_intact_goes_with_grade_e(
    registry: Registry, time: str
) -> None:
    stays = registry.stays
    areas = stays[[f"{time}{area}" for area in AREAS]]
    not_done = stays[f"{time}NeuNoMeasure"] == 1
    assert not_done.any()
    assert (areas[not_done] == -1).all(axis=None)
    assert (stays.loc[not_done, f"{time}Ais"] == -1).all()
    assert areas[stays[f"{time}Ais"] == 5].isin([5, 9, -1]).all(axis=None)
    assert not (areas[stays[f"{time}Ais"].between(1, 3)] == 5).any(axis=None)


def test_a_segment_is_given_within_the_region_and_nowhere_else(registry: Registry) -> None:
    for time in "AF":
        for side in ("SensLvl{}L", "SensLvl{}R", "MtrLvl{}L", "MtrLvl{}R"):
            area = registry.stays[time + side.format("Area")]
            for code, region in enumerate("CTLS", start=1):
                segment = registry.stays[time + side.format("") + region]
                assert (segment[area != code] == -1).all()
                assert (segment[area == code] > 0).mean() > 0.95


# --- The stay -----------------------------------------------------------------------------------
def test_days_agree_with_the_dates(registry: Registry) -> None:
    stays = registry.stays
    admission, start, discharge = (
        pd.to_datetime(stays[name]) for name in ("AdmitDt", "AdmitRehDt", "DischgDt")
    )
    assert ((start - admission).dt.days == stays.BeforeRehDy).all()
    assert ((discharge - start).dt.days == stays.RehabDy).all()
    assert ((discharge - admission).dt.days - stays.OutOfHosptlDy.fillna(0) == stays.HosptlDy).all()


@pytest.mark.parametrize(
    ("column", "mean", "median", "tolerance"),
    [("HosptlDy", 109, 102, 17), ("RehabDy", 77, 73, 9), ("BeforeRehDy", 25, 16, 3)],
)
def test_length_of_stay(
    registry: Registry, column: str, mean: float, median: float, tolerance: float
) -> None:
    found = registry.norway[column]
    assert abs(found.mean() - mean) < tolerance
    assert abs(found.median() - median) < tolerance


def test_stays_are_longer_the_graver_the_injury(registry: Registry) -> None:
    stays = registry.stays
    tetraplegia = stays.ASensLvlAreaL.eq(1)
    grave = stays.AAis.between(1, 3)
    groups = [stays.AAis.eq(4), grave & stays.ASensLvlAreaL.eq(2), grave & tetraplegia]
    quartiles = np.array([stays.RehabDy[group].quantile([0.25, 0.5, 0.75]) for group in groups])
    assert (np.diff(quartiles, axis=0) > 0).all()
    assert 1.4 < quartiles[1, 1] / quartiles[0, 1] < 2.0
    assert 1.8 < quartiles[2, 1] / quartiles[0, 1] < 2.5


def test_units_differ_in_length_of_stay_as_published(registry: Registry) -> None:
    mean = registry.stays.groupby(UNIT).RehabDy.mean()
    assert mean[ST_OLAVS] < mean[SUNNAAS] < mean[HAUKELAND]
    assert 0.6 < mean[ST_OLAVS] / mean[SUNNAAS] < 0.85


def test_discharge_places(registry: Registry) -> None:
    norway = registry.norway
    close(shares(norway.PlaceDis), {1: 71.0, 2: 4.1, 3: 6.1, 4: 2.0, 10: 13.3, 11: 3.3}, points=3)
    nursing = norway.PlaceDis.eq(3).groupby(pd.cut(norway.PatientAge, [-1, 59, 74, 200], labels=False)).mean()
    assert nursing[0] < 0.04 < nursing[1] < nursing[2]


# --- Indicators -----------------------------------------------------------------------------------
def test_process_indicators_have_their_levels_at_each_unit(registry: Registry) -> None:
    stays = registry.stays
    classified = stays.AAis.between(1, 5) & stays.FAis.between(1, 5)
    adults = stays.PatientAge >= 16
    met = {
        "classified": classified,
        "bladder": registry.assessed(registry.urinary, "LutfxnDt"),
        "bowel": registry.assessed(registry.bowel, "BfxnbaDt"),
        "quality of life": registry.assessed(registry.quality_of_life, "QolDt")[adults],
        "in time": delay(stays) <= 30,
    }
    assert met.keys() == LEVELS.keys()
    for indicator, stays_met in met.items():
        found = 100 * stays_met.groupby(stays[UNIT]).mean()
        close(as_dict(found), dict(zip(UNITS, LEVELS[indicator], strict=True)), points=4.5)


def test_outcome_indicators_lie_where_they_should(registry: Registry) -> None:
    nursing = 100 * registry.stays.PlaceDis.eq(3).groupby(registry.stays[UNIT]).mean()
    assert 5 < (100 * registry.stays.PlaceDis.eq(3)).mean() < 8
    assert nursing.idxmin() == REYKJAVIK
    assert nursing.idxmax() == VIBORG
    assert nursing.between(1, 14).all()


def test_classification_gets_better_over_the_years(registry: Registry) -> None:
    stays = registry.stays
    classified = stays.AAis.between(1, 5) & stays.FAis.between(1, 5)
    by_year = classified.groupby(pd.to_datetime(stays.DischgDt).dt.year).mean()
    assert 0.03 < by_year[2025] - by_year[2018] < 0.11


def test_registration_delay_is_skewed_and_differs_between_units(registry: Registry) -> None:
    days = delay(registry.stays)
    assert (days >= 0).all()
    assert 20 < days.median() < 32
    assert 1.1 < np.log(days[days > 0]).std() < 1.45
    medians = days.groupby(registry.stays[UNIT]).median()
    assert medians.idxmin() == LINKOPING
    assert medians.idxmax() == REYKJAVIK
    assert medians.between(7, 70).all()


def test_a_few_people_come_back_some_of_them_elsewhere(registry: Registry) -> None:
    by_person = registry.stays.groupby("PatientInRegistryGuid")
    stays, units = by_person.size(), by_person[UNIT].nunique()
    assert 0.012 < (stays > 1).mean() < 0.03
    assert 0.1 < (units[stays > 1] > 1).mean() < 0.35
