"""The logical tables every question is written against: names and types, no physical layout.

Dates are ISO text (`YYYY-MM-DD`) that names a day that exists, or NULL; they compare as text. Ticks are 0, 1
or NULL. Codes are the registry's own integers, unknown ones included: what a code means is said in
`variables.py`. Ids are lower case. A source may lack any column that is not in `REQUIRED`.
"""

from collections.abc import Mapping
from typing import Literal

ColumnType = Literal["id", "date", "code", "tick"]

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
    "spinal_surgery": "code",
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

TABLES: Mapping[str, Mapping[str, ColumnType]] = {
    "stay": STAY,
    "quality_of_life": _FORM,
    "urinary": URINARY,
    "bowel": BOWEL,
}

REQUIRED: Mapping[str, frozenset[str]] = {
    "stay": frozenset({"id", "unit", "admission", "discharge"}),
    "quality_of_life": frozenset({"id", "stay", "date"}),
    "urinary": frozenset({"id", "stay", "date"}),
    "bowel": frozenset({"id", "stay", "date"}),
}
