"""Calibration of the child forms: bladder, bowel, quality of life, function. Shares unless said otherwise.

Sources as in `parameters.py`; bladder regimes also after Dutch and Swiss series. "Severe" is AIS A-C at
discharge, "slight" AIS D or E.
"""

import numpy as np

BLADDER_METHODS = {
    "normal": 1, "reflex": 2, "involuntary": 3, "straining": 4, "compression": 5, "self": 6, "attendant": 7,
    "transurethral": 8, "suprapubic": 9, "sacral": 10, "diversion": 11, "other": 12,
}  # fmt: skip
GROUP_E, GROUP_D, GROUP_C, GROUP_AB_HIGH, GROUP_AB_LOW, GROUP_AB_PARA = range(6)
# Columns in the order of BLADDER_METHODS. Method 10, sacral stimulation, was retired in 2020: never drawn.
BLADDER = np.array(
    [
        [95, 0, 0, 1.0, 0, 3, 0, 0.5, 0.3, 0, 0, 0.2],
        [68, 0.4, 0.2, 1.2, 0.1, 19, 3, 4.2, 3.2, 0, 0.2, 0.5],
        [20, 0.8, 0.4, 1.2, 0.3, 43, 10, 11, 12, 0, 0.5, 0.8],
        [2, 1.5, 1.0, 0.3, 0.4, 14, 30, 17, 32, 0, 1.0, 0.8],
        [3, 1.2, 0.8, 0.5, 0.3, 38, 17, 12, 26, 0, 0.7, 0.5],
        [3, 0.5, 0.3, 0.8, 0.2, 75, 6, 5, 8, 0, 0.7, 0.5],
    ]
)
HELP_IF_OLD, INDWELLING_IF_OLD = 0.12, 0.13
METHOD_CHANGED, UNKNOWN_METHOD, NO_ANSWER, TWO_MAIN_METHODS = 0.1, 0.008, 0.012, 0.07
BLADDER_SUPPLEMENT = {
    1: 0.12, 2: 0.02, 3: 0.01, 4: 0.04, 5: 0.02, 6: 0.06, 7: 0.05, 8: 0.02, 9: 0.01, 11: 0.001, 12: 0.01,
}  # fmt: skip
INCONTINENCE_OLD_SEVERE = {0: 50, 1: 12, 2: 9, 3: 13, 4: 9, 9: 5, -1: 2}
INCONTINENCE_OLD_SLIGHT = {0: 67, 1: 5, 2: 6, 3: 11, 4: 5, 9: 4, -1: 2}
INCONTINENCE_SEVERE = {1: 14, 2: 11, 3: 14, 7: 46, 8: 8, 9: 5, -1: 2}
INCONTINENCE_SLIGHT = {1: 5, 2: 7, 3: 13, 7: 67, 8: 3, 9: 3, -1: 2}
DRUGS_SEVERE = {0: 42, 1: 54, 9: 2, -1: 2}
DRUGS_SLIGHT = {0: 66, 1: 30, 9: 2, -1: 2}
DRUGS = {"Bladrelx": 0.55, "Spncrelx": 0.30, "DrugsAnti": 0.28, "Othdrg": 0.10}
ANTIBIOTICS = {"Antiuti": 0.65, "Antiprop": 0.42}
OTHER_IF_UNNAMED, OTHER_TOO = 0.92, 0.1  # another operation than those named on the form
URINARY_SURGERY = 0.05
URINARY_SURGERIES = {
    "Spcath": 0.15, "Bstnrm": 0.20, "Ustnrm": 0.12, "Bladag": 0.02, "Ustent": 0.03, "Botox": 0.28,
    "Artsph": 0.01, "Ilvscs": 0.005, "Ilurts": 0.02, "Ccathv": 0.01, "Sarstm": 0.0,
}  # fmt: skip

# Normal, straining, digital, suppositories, manual, mini-enema, enema, colostomy, sacral, other.
BOWEL_SEVERE = np.array([15, 10, 20, 4, 3, 28, 3, 8, 0, 9])
BOWEL_SLIGHT = np.array([68, 9, 2.5, 3, 0.5, 6, 2, 2, 0, 7])
COLOSTOMY = 8
BOWEL_INAPPLICABLE = 0.005
BOWEL_SUPPLEMENT = {1: 0.10, 2: 0.14, 3: 0.12, 4: 0.07, 5: 0.06, 6: 0.10, 7: 0.03, 8: 0.001, 10: 0.04}
LAXATIVES_SEVERE = {0: 18, 1: 79, 9: 2, -1: 1}
LAXATIVES_SLIGHT = {0: 42, 1: 55, 9: 2, -1: 1}
LAXATIVES = {
    "Osmodrp": 0.62,
    "Osmotab": 0.06,
    "Irrtdrp": 0.33,
    "Irrttab": 0.18,
    "Prokinet": 0.01,
    "Othorlax": 0.08,
}
FAECAL_OLD_SEVERE = {1: 2, 2: 5, 3: 11, 4: 6, 5: 9, 6: 22, 7: 33, 9: 8, -1: 4}
FAECAL_OLD_SLIGHT = {1: 1, 2: 2, 3: 4, 4: 3, 5: 5, 6: 14, 7: 57, 9: 10, -1: 4}
FAECAL_SEVERE = {1: 6, 2: 13, 3: 14, 4: 23, 7: 33, 8: 4, 9: 5, -1: 2}
FAECAL_SLIGHT = {1: 2, 2: 5, 3: 7, 4: 15, 7: 60, 8: 3, 9: 6, -1: 2}
BOWEL_SURGERY = 0.10
BOWEL_SURGERIES = {
    "Apndec": 0.42,
    "Chcyec": 0.25,
    "Ileost": 0.03,
    "Hemec": 0.07,
    "Apndic": 0.01,
}
NBD_BANDS = ((0, 6), (7, 9), (10, 13), (14, 47))
NBD_SEVERE = np.array([20.0, 14, 22, 44])
NBD_SLIGHT = np.array([75.0, 11, 7, 7])
NBD_MISSING = 0.06

# Mean and standard deviation before rounding and clipping to 0-10.
QOL_ITEMS = {
    "SatGenrl": (6.55, 2.4),
    "SatPhys": (6.05, 2.5),
    "SatPsych": (6.85, 2.5),
    "SatSocIf": (6.45, 2.6),
}
QOL_CORRELATION, QOL_SEVERE, QOL_TETRAPLEGIA, QOL_OLDER = 0.64, -0.4, -0.3, 0.2
QOL_ITEM_MISSING, QOL_SOCIAL_SINCE, QOL_YOUNGEST = 0.02, 2020, 16

# --- Norwegian forms ----------------------------------------------------------------------------
PERFORMANCE, SATISFACTION, EQ5D, EQ5D_SINCE = 0.72, 0.88, 0.60, 2021
MOBILITY_SEVERE = {0: 14, 1: 27, 2: 46, 3: 3, 4: 3.5, 5: 1, 6: 0.5, 7: 1, 8: 2, 99: 1, -1: 1}
MOBILITY_SLIGHT = {0: 1.5, 1: 7, 2: 8, 3: 4, 4: 15, 5: 4, 6: 4, 7: 0.5, 8: 54, 99: 1, -1: 1}
DRESSING_SEVERE = {0: 33, 1: 24, 2: 19, 3: 6, 4: 16, 99: 1, -1: 1}
DRESSING_SLIGHT = {0: 4, 1: 6, 2: 6, 3: 2, 4: 80, 99: 1, -1: 1}
FEEDING_SEVERE = {0: 6, 1: 8, 2: 30, 3: 54, 99: 1, -1: 1}
FEEDING_SLIGHT = {0: 0.5, 1: 1.5, 2: 8, 3: 88, 99: 1, -1: 1}
TOILETING_SEVERE = {0: 38, 1: 8, 2: 8, 3: 32, 4: 12, 99: 1, -1: 1}
TOILETING_SLIGHT = {0: 5, 1: 3, 2: 6, 3: 14, 4: 70, 99: 1, -1: 1}
SATISFIED = {
    "MobilmodS": {0: 8, 1: 50, 2: 40, 99: 1, -1: 1},
    "DreslbdyS": {0: 12, 1: 46, 2: 40, 99: 1, -1: 1},
    "FeedingS": {0: 4, 1: 33, 2: 61, 99: 1, -1: 1},
    "ToiletinS": {0: 17, 1: 41, 2: 40, 99: 1, -1: 1},
}
EQ5D_SEVERE = {
    "Eq5dQ1Mobility": {1: 3, 2: 6, 3: 12, 4: 17, 5: 62},
    "Eq5dQ2Selfcare": {1: 14, 2: 18, 3: 26, 4: 18, 5: 24},
    "Eq5dQ3UsualActivities": {1: 8, 2: 17, 3: 31, 4: 24, 5: 20},
    "Eq5dQ4PainDiscomfort": {1: 12, 2: 31, 3: 38, 4: 16, 5: 3},
    "Eq5dQ5AnxietyDepression": {1: 42, 2: 31, 3: 20, 4: 5, 5: 2},
}
EQ5D_SLIGHT = {
    "Eq5dQ1Mobility": {1: 24, 2: 30, 3: 26, 4: 13, 5: 7},
    "Eq5dQ2Selfcare": {1: 58, 2: 20, 3: 14, 4: 5, 5: 3},
    "Eq5dQ3UsualActivities": {1: 16, 2: 29, 3: 32, 4: 15, 5: 8},
    "Eq5dQ4PainDiscomfort": {1: 17, 2: 36, 3: 34, 4: 11, 5: 2},
    "Eq5dQ5AnxietyDepression": {1: 50, 2: 29, 3: 16, 4: 4, 5: 1},
}
EQ5D_FELT = ("Eq5dQ4PainDiscomfort", "Eq5dQ5AnxietyDepression")
HEALTH_TODAY, HEALTH_SEVERE, HEALTH_SD = 63, -6, 19
# Share of an answer's variation that goes with how well a person manages or feels; how much severity weighs in
# satisfaction with what is possible, in standard deviations.
ANSWERS_CORRELATION, SATISFACTION_SEVERE = 0.55, -1.0

# Follow-up number: probability among those discharged, median months after discharge.
FOLLOW_UPS = {1: (0.66, 12), 2: (0.42, 30), 3: (0.24, 60)}
FOLLOW_UP_ELSEWHERE = 0.03  # of the above, in units that do not take part in follow-up as a rule
FOLLOW_UP_INTERRUPTED, FOLLOW_UP_GRADE_MISSING = 0.14, 0.25
INTERRUPTED_REASONS = {1: 18, 2: 14, 3: 12, 4: 12, 5: 8, 6: 9, 7: 14, 8: 5, 9: 8}
HOW_PERFORMED = {1: 22, 2: 63, 3: 6, 4: 9}
# By place of discharge, the last row for all others: where people live at follow-up.
MOVED_FROM = (1, 2, 3, 4, 11)
MOVED_TO = (1, 2, 3, 4, 5, 9, 10, 99, -1)
FOLLOW_UP_PLACES = np.array(
    [
        [93.5, 0.6, 1.4, 1.6, 0.2, 0.4, 0.7, 0.6, 1],
        [58, 7, 18, 8, 0.5, 2.5, 4, 1, 1],
        [22, 2, 61, 9, 0.5, 3, 1, 0.5, 1],
        [14, 1, 7, 73, 2, 1, 0.5, 0.5, 1],
        [82, 1, 5, 8, 0.5, 0.5, 1.5, 0.5, 1],
        [70, 2, 6, 8, 1, 1, 9, 2, 1],
    ]
)
# By grade at discharge: one year later. Further recovery from C, little from A.
FOLLOW_UP_CONVERSION = np.array(
    [
        [94, 3.5, 1.8, 0.7, 0],
        [4, 66, 18, 12, 0],
        [1.5, 2.5, 82, 14, 0],
        [0.3, 0.5, 1.7, 96.5, 1],
        [0, 0, 0, 8.0, 92],
    ]
)
FOLLOW_UP_COMPLICATIONS = np.array([16, 2, 14, 1.5, 4, 10, 1, 2.5, 6, 5, 6, 14]) / 100
FOLLOW_UP_FORMS = {"quality_of_life": 0.62, "urinary": 0.52, "bowel": 0.48, "performance": 0.42, "eq5d": 0.45}
