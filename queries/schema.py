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

TABLES: Mapping[str, Mapping[str, ColumnType]] = {
    "stay": STAY,
    "quality_of_life": _FORM,
    "urinary": {**_FORM, **{f"method_{name}": "tick" for name in BLADDER_METHODS}},
    "bowel": _FORM,
}

REQUIRED: Mapping[str, frozenset[str]] = {
    "stay": frozenset({"id", "unit", "admission", "discharge"}),
    "quality_of_life": frozenset({"id", "stay", "date"}),
    "urinary": frozenset({"id", "stay", "date"}),
    "bowel": frozenset({"id", "stay", "date"}),
}
