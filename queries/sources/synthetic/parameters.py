"""What the synthetic registry is calibrated to.

Published Nordic figures where there are any (annual reports of the Norwegian registry 2011-2019, cohorts of
the Nordic countries), literature for conversion and function, and judgement for the rest: the units
outside Norway have no published figures of their own: their profiles are invented.
Weights need not add up to anything. Order of AIS grades: A, B, C, D, E; of regions: cervical, thoracic, lumbar, sacral.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True)
class UnitProfile:
    """How a unit differs. Probabilities are the levels of its indicators; `..._length` multiply days.

    `intake` is people per full year, `classified` holds for 2020 and rises a percentage point a year,
    `closing_days` is the median from discharge to the completed form, `indwelling` the probability of an
    indwelling catheter where intermittent catheterisation would be possible.
    """

    intake: float
    nontraumatic: float = 0.0
    trauma: str = "norway"
    older: float = 0.0
    classified: float
    bladder: float
    bowel: float
    quality_of_life: float
    closing_days: float
    indwelling: float
    nursing_home: float
    rehab_length: float
    before_length: float = 1.0
    conversion: float = 0.0
    norwegian_forms: bool = False


PROFILES: Mapping[int, UnitProfile] = {
    105593: UnitProfile(
        intake=21, nontraumatic=0.06, older=1.5, classified=0.86, bladder=0.92, bowel=0.90,
        quality_of_life=0.82, closing_days=18, indwelling=0.03, nursing_home=1.15, rehab_length=1.15,
        conversion=0.05, norwegian_forms=True,
    ),
    106896: UnitProfile(
        intake=70, nontraumatic=-0.05, older=-1.0, classified=0.85, bladder=0.91, bowel=0.88,
        quality_of_life=0.84, closing_days=22, indwelling=0.0, nursing_home=0.80, rehab_length=1.0,
        conversion=0.12, norwegian_forms=True,
    ),
    107627: UnitProfile(
        intake=33, nontraumatic=0.03, older=1.0, classified=0.79, bladder=0.82, bowel=0.78,
        quality_of_life=0.72, closing_days=38, indwelling=0.10, nursing_home=0.85, rehab_length=0.72,
        conversion=-0.10, norwegian_forms=True,
    ),
    40000001: UnitProfile(
        intake=78, nontraumatic=0.02, trauma="older", older=2.0, classified=0.84, bladder=0.90, bowel=0.87,
        quality_of_life=0.79, closing_days=25, indwelling=0.04, nursing_home=1.10, rehab_length=1.30,
        conversion=0.08,
    ),
    40000002: UnitProfile(
        intake=50, trauma="older", older=1.0, classified=0.77, bladder=0.85, bowel=0.81, quality_of_life=0.70,
        closing_days=45, indwelling=0.22, nursing_home=1.45, rehab_length=1.15, conversion=-0.15,
    ),
    50000001: UnitProfile(
        intake=9, nontraumatic=-0.06, trauma="iceland", older=-6.0, classified=0.68, bladder=0.77, bowel=0.72,
        quality_of_life=0.62, closing_days=60, indwelling=0.45, nursing_home=0.5, rehab_length=0.90,
        before_length=0.7, conversion=-0.05,
    ),
    60000001: UnitProfile(
        intake=19, nontraumatic=0.03, trauma="older", older=2.5, classified=0.92, bladder=0.95, bowel=0.94,
        quality_of_life=0.90, closing_days=10, indwelling=0.0, nursing_home=0.9, rehab_length=0.80,
        before_length=0.7, conversion=0.0,
    ),
}  # fmt: skip
# A unit in the settings that is none of the seven: the Nordic average, of modest size.
TYPICAL = UnitProfile(
    intake=20, classified=0.82, bladder=0.88, bowel=0.85, quality_of_life=0.78, closing_days=25,
    indwelling=0.06, nursing_home=1.0, rehab_length=1.0,
)  # fmt: skip

# --- Who comes, and why -------------------------------------------------------------------------
YEAR_TO_YEAR = 0.08  # standard deviation of a unit's yearly intake on the log scale, beyond chance
SECOND_STAY = 0.028  # probability that a person comes back; two in three within the years covered
OTHER_UNIT = 0.25  # probability that the second stay is at another unit
NONTRAUMATIC_BY_YEAR = ((2016, 0.44), (2017, 0.47), (2018, 0.50), (2019, 0.54), (2021, 0.55), (2026, 0.56))
MONTHS_TRAUMATIC = (0.80, 0.80, 0.86, 0.92, 1.12, 1.42, 1.28, 1.16, 1.02, 0.94, 0.86, 0.82)
MONTHS_NONTRAUMATIC = (1.06, 1.04, 1.05, 1.00, 1.02, 0.98, 0.82, 0.96, 1.03, 1.04, 1.04, 0.96)
# Sports, assault, transport, fall, other traumatic.
TRAUMA_MIX: Mapping[str, tuple[float, ...]] = {
    "norway": (23, 2, 19, 45, 11),
    "older": (14, 2, 21, 53, 10),
    "iceland": (20, 1, 28, 41, 10),
}
NONTRAUMATIC = 6
# Age in years by cause 1..6: mean, standard deviation. Inpatient units see few of the oldest.
AGE_MEAN = np.array([35.0, 35.5, 41.0, 55.0, 47.0, 55.5])
AGE_SD = np.array([16.0, 13.5, 18.5, 17.5, 18.0, 17.0])
AGE_HIGHEST, CHILDREN, CHILD_BELOW, OLDER_PER_YEAR = 86, 0.012, 15, 0.15
OLDEST_FROM, OLDEST_TURNED_AWAY, OLDEST_REPLACED_BY = 75, 0.45, (58, 75)
WOMEN = np.array([0.18, 0.15, 0.24, 0.28, 0.20, 0.42])
# Congenital, degenerative, benign tumour, malignant tumour, vascular, infection, other, unspecified.
NONTRAUMATIC_CODES = np.array([1, 2, 3, 4, 5, 6, 8, 9])
NONTRAUMATIC_MIX_YOUNGER = np.array([4.0, 14, 19, 9, 17, 14, 20, 3])
NONTRAUMATIC_MIX_OLDER = np.array([0.4, 38, 11.5, 14, 18, 10.5, 6, 1.6])
YOUNGER_BELOW = 45
CAUSE_UNKNOWN, CAUSE_UNANSWERED = 0.010, 0.003

# --- Level and grade ----------------------------------------------------------------------------
REGION_BY_CAUSE = np.array(
    [[60, 24, 14, 2], [38, 45, 14, 3], [48, 34, 15, 3], [53, 28, 16, 3], [42, 38, 16, 4], [35, 47, 15, 3]]
)
REGION_FALL_OLD = np.array([63, 21, 13, 3])
SEGMENTS = (
    np.array([3, 12, 19, 25, 18, 12, 7, 4]),
    np.array([4, 4, 8, 11, 8, 7, 5, 6, 6, 11, 12, 18]),
    np.array([38, 26, 18, 11, 7]),
    np.array([35, 30, 20, 15]),
)
GRADE_TRAUMATIC = np.array(
    [[15, 8, 19, 57.3, 0.7], [42, 8, 12, 37.5, 0.5], [14, 6, 17, 62.2, 0.8], [5, 4, 11, 79, 1]]
)
GRADE_NONTRAUMATIC = np.array(
    [[3, 5, 17, 74.5, 0.5], [13, 7, 16, 63.6, 0.4], [5, 5, 13, 76.4, 0.6], [3, 3, 9, 84.4, 0.6]]
)
# Rows: grade at admission; columns: at discharge. The A row is for lesions at T10 and below.
CONVERSION = np.array(
    [
        [78.5, 9.6, 7.5, 4.4, 0.0],
        [6.6, 40.8, 31.0, 21.4, 0.2],
        [2.4, 3.3, 43.1, 51.2, 0.0],
        [0.7, 0.6, 2.9, 95.4, 0.4],
        [0.0, 0.0, 0.0, 50.0, 50.0],
    ]
)
A_KEPT_CERVICAL, A_KEPT_T1_T9, A_KEPT_NONTRAUMATIC = 0.70, 0.885, 0.02
LEVEL_CHANGE = {-1: 5, 0: 68, 1: 16, 2: 7, 3: 4}  # segments; a positive change is recovery
SIDE_BELOW = {0: 60, 1: 22, 2: 10, 3: 5, 5: 3}  # segments a side lies below the most rostral one
SIDE_INTACT_GRADE_D, LEVEL_PARTLY_MISSING, SEGMENT_MISSING = 0.07, 0.03, 0.015
CLASSIFIED_PER_YEAR, CLASSIFIED_RANGE = 0.010, (0.50, 0.97)
NOT_ADMISSION = 0.24  # part of the stays missing the indicator that lack the examination at admission
UNKNOWN_ADMISSION, UNKNOWN_DISCHARGE, UNANSWERED = 0.011, 0.006, 0.004
NOT_DONE_SHORT_STAY, NOT_DONE_LONG_STAY, SHORT_STAY_DAYS = 1.6, 0.87, 28
NOT_DONE_BY_GRADE = np.array([0.75, 0.75, 0.75, 1.12, 1.12])

# --- The stay -----------------------------------------------------------------------------------
# Per cent in all; multiplied for grades A-B, C, and D-E.
COMPLICATION_RATES = np.array([12, 5, 12, 4, 9, 8, 0.7, 2, 6, 15, 3, 15]) / 100
COMPLICATION_FACTORS = np.array([2.1, 2.1, 1.3, 0.62, 0.62])
DYSREFLEXIA, LOWEST_DYSREFLEXIA = 8, 13  # position in the list; T6 as a level
COMPLICATIONS_UNANSWERED = 0.04
# No, below 24 h, 24 h, unknown hours, sleep-disordered breathing only, unknown.
VENTILATION_CODES = np.array([0, 1, 2, 3, 4, 9])
VENTILATION_HIGH = np.array([66, 20, 7, 0.6, 4, 2.4])
VENTILATION_LOW_CERVICAL = np.array([89, 6, 1.2, 0.3, 2.5, 1])
VENTILATION_OTHER = np.array([98.0, 0.3, 0.05, 0.05, 1.2, 0.4])
REHAB_MEDIAN, REHAB_SHAPE, REHAB_RANGE = 62.0, 2.3, (2, 600)
REHAB_FACTORS = {"D": 1.0, "below": 1.6, "C5-8": 2.0, "C1-4": 2.1, "ventilated": 2.5}
REHAB_NONTRAUMATIC, REHAB_PER_DECADE_OVER_50, REHAB_COMPLICATION = 0.9, 0.98, 1.15
BRIEF_STAY, BRIEF_FACTOR = 0.07, 0.22
BEFORE_MEDIAN, BEFORE_SIGMA, BEFORE_LONG, BEFORE_LONG_FROM = 15.5, 0.80, 0.025, 100
BEFORE_SEVERE, BEFORE_VENTILATED, BEFORE_HIGHEST = 1.2, 1.6, 250
LEAVE_PROBABILITY, LEAVE_SHARE = 0.45, 0.07
CLOSING_SIGMA = 1.3
# Probability by age: under 60, 60-74, 75 and over.
NURSING_BY_AGE = np.array([0.029, 0.115, 0.255])
NURSING_HIGH, NURSING_VENTILATED, NURSING_GRADE_D = 2.0, 3.0, 0.5
# Probabilities of the other places than home and nursing home, before severity.
PLACES = {
    2: 0.034,
    4: 0.016,
    5: 0.001,
    6: 0.0003,
    7: 0.0003,
    8: 0.001,
    9: 0.006,
    10: 0.115,
    11: 0.027,
    99: 0.005,
}
PLACES_SEVERE = {2: 1.7, 4: 1.9, 9: 1.8, 11: 1.7}
PLACE_UNANSWERED = 0.004
SURGERY_CODES = np.array([0, 1, 8, 9])
SURGERY_TRAUMATIC = np.array([13, 85, 0.5, 1.5])
SURGERY_COMPRESSIVE = np.array([19, 78, 1, 2])
SURGERY_OTHER = np.array([52, 32, 14, 2])
CONTROL_TIMES = {1: 70, 2: 9, 3: 6, 4: 1, 5: 3, 6: 4, 7: 4, 8: 3}
BMI_MEAN, BMI_SD, BMI_MEASURED_ADMISSION, BMI_MEASURED_DISCHARGE = 26.0, 4.6, 0.82, 0.72
