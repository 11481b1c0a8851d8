"""The logical tables every question is written against: names and types, no physical layout.

Dates are ISO text (`YYYY-MM-DD`) that names a day that exists, or NULL; they compare as text. Ticks are 0, 1
or NULL. Codes are the registry's own integers, unknown ones included: what a code means is said in
`variables/`. Numbers need not be whole. Ids are lower case. A source may lack any column that is not in
`REQUIRED`.
"""

from collections.abc import Mapping
from typing import Literal

ColumnType = Literal["id", "date", "code", "number", "tick"]

SIDES = ("sensory_left", "sensory_right", "motor_left", "motor_right")
TIMES = ("admission", "discharge")
BLADDER_METHODS = (
    "normal",
    "reflex_voluntary",
    "reflex_involuntary",
    "straining",
    "compression",
    "self_catheter",
    "attendant_catheter",
    "transurethral",
    "suprapubic",
    "diversion",
    "other",
)
BOWEL_METHODS = (
    "normal",
    "straining",
    "digital",
    "suppositories",
    "manual",
    "mini_enema",
    "enema",
    "colostomy",
    "sacral",
    "other",
)
URINARY_SURGERIES = (
    "suprapubic",
    "bladder_stone",
    "upper_stone",
    "augmentation",
    "stent",
    "botulinum",
    "sphincter",
    "ileovesicostomy",
    "ileoureterostomy",
    "valve",
    "sacral",
    "other",
)
BOWEL_SURGERIES = (
    "appendicectomy",
    "cholecystectomy",
    "colostomy",
    "ileostomy",
    "haemorrhoids",
    "appendicostomy",
    "other",
)
URINARY_DRUGS = ("bladder", "sphincter", "antibiotics", "treatment", "prophylaxis", "other")
LAXATIVES = ("osmotic_drops", "osmotic_tablets", "irritant_drops", "irritant_tablets", "prokinetic", "other")

COMPLICATIONS = (
    "pressure_ulcer",
    "thromboembolism",
    "urinary_infection",
    "sepsis",
    "pneumonia",
    "spasticity",
    "syringomyelia",
    "ossification",
    "dysreflexia",
    "hypotension",
    "osteoporosis",
    "other",
    "none",
)
ACTIVITIES = ("mobility", "dressing", "feeding", "toileting")
SATISFACTIONS = ("general", "physical", "psychological", "social")
EQ5D_DIMENSIONS = ("mobility", "self_care", "usual_activities", "pain", "anxiety")


def _levels() -> dict[str, ColumnType]:
    """Region and cervical segment of the four recorded levels, at admission and at discharge."""
    return {
        f"{what}_{side}_{time}": "code" for what in ("area", "cervical") for side in SIDES for time in TIMES
    }


STAY: Mapping[str, ColumnType] = {
    "id": "id",
    "person": "id",
    "unit": "code",
    "admission": "date",
    "discharge": "date",
    "first_closed": "date",
    "age": "code",
    "sex": "code",
    "cause": "code",
    "nontraumatic_cause": "code",
    "ais_admission": "code",
    "ais_discharge": "code",
    "ais_not_done_admission": "tick",
    "ais_not_done_discharge": "tick",
    "discharge_place": "code",
    "planned_place": "code",
    "recommended_follow_up": "code",
    "days_to_rehab": "code",
    "rehab_days": "code",
    "total_days": "code",
    "spinal_surgery": "code",
    "ventilation": "code",
    "bmi_admission": "number",
    "bmi_discharge": "number",
    **{f"complication_{name}": "tick" for name in COMPLICATIONS},
    **_levels(),
}

_FORM: Mapping[str, ColumnType] = {"id": "id", "stay": "id", "date": "date"}

# `method_` is ticked for a main method of emptying, `extra_` for a supplementary one.
URINARY: Mapping[str, ColumnType] = {
    **_FORM,
    "incontinence": "code",
    "incontinence_to_2018": "code",
    "drugs": "code",
    "drugs_to_2018": "code",
    **{f"drug_{name}": "code" for name in URINARY_DRUGS},
    "surgery": "code",
    **{f"surgery_{name}": "tick" for name in URINARY_SURGERIES},
    "method_not_known": "tick",
    **{f"{kind}_{name}": "tick" for kind in ("method", "extra") for name in (*BLADDER_METHODS, "sacral")},
}

BOWEL: Mapping[str, ColumnType] = {
    **_FORM,
    "incontinence_2": "code",
    "incontinence_3": "code",
    "incontinence_to_2018": "code",
    "laxatives": "code",
    **{f"laxative_{name}": "code" for name in LAXATIVES},
    "surgery": "code",
    **{f"surgery_{name}": "tick" for name in BOWEL_SURGERIES},
    "method_not_known": "tick",
    "method_not_applicable": "tick",
    **{f"{kind}_{name}": "tick" for kind in ("method", "extra") for name in BOWEL_METHODS},
    "dysfunction_score": "code",
}

FOLLOW_UP: Mapping[str, ColumnType] = {
    **_FORM,
    "number": "code",
    "status": "code",
    "created": "date",
    "age": "code",
    "ais": "code",
    "place": "code",
    "carried_out": "code",
    **{f"complication_{name}": "tick" for name in COMPLICATIONS},
}

TABLES: Mapping[str, Mapping[str, ColumnType]] = {
    "stay": STAY,
    "quality_of_life": {**_FORM, **dict.fromkeys(SATISFACTIONS, "code")},
    "urinary": URINARY,
    "bowel": BOWEL,
    "performance": {**_FORM, **dict.fromkeys(ACTIVITIES, "code")},
    "satisfaction": {**_FORM, **dict.fromkeys(ACTIVITIES, "code")},
    "eq5d": {**_FORM, **dict.fromkeys((*EQ5D_DIMENSIONS, "health"), "code")},
    "follow_up": FOLLOW_UP,
    "missed_follow_up": {**_FORM, "status": "code", "reason": "code"},
}

_ALWAYS = frozenset(_FORM)

# `stay` of a form names the stay, or, of a satisfaction form, the performance form that it hangs on.
REQUIRED: Mapping[str, frozenset[str]] = {
    "stay": frozenset({"id", "unit", "admission", "discharge"}),
    **dict.fromkeys(("quality_of_life", "urinary", "bowel", "performance", "satisfaction", "eq5d"), _ALWAYS),
    "follow_up": _ALWAYS | {"number"},
    "missed_follow_up": _ALWAYS | {"status"},
}
