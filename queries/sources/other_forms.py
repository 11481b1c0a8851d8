"""What the MRS layout calls the columns of quality of life, function, satisfaction, EQ-5D-5L and follow-up."""

from collections.abc import Mapping

from queries.schema import ACTIVITIES, COMPLICATIONS, EQ5D_DIMENSIONS, SATISFACTIONS
from queries.sources import layout

_KEYS = {"id": layout.KEY, "stay": layout.PARENT_KEY}

QUALITY_OF_LIFE_COLUMNS: Mapping[str, str] = {
    **_KEYS,
    "date": "QolDt",
    **dict(zip(SATISFACTIONS, ("SatGenrl", "SatPhys", "SatPsych", "SatSocIf"), strict=True)),
}

_ACTIVITIES = dict(zip(ACTIVITIES, ("Mobilmod", "Dreslbdy", "Feeding", "Toiletin"), strict=True))

PERFORMANCE_COLUMNS: Mapping[str, str] = {**_KEYS, "date": "DataClDt", **_ACTIVITIES}

SATISFACTION_COLUMNS: Mapping[str, str] = {
    **_KEYS,
    "date": "DataClDtS",
    **{activity: f"{name}S" for activity, name in _ACTIVITIES.items()},
}

EQ5D_COLUMNS: Mapping[str, str] = {
    **_KEYS,
    "date": "Eq5d5lDt",
    **dict(zip(EQ5D_DIMENSIONS, layout.EQ5D_ITEMS, strict=True)),
    "health": "Eq5dQ6HealthToday",
}

STAY_COMPLICATIONS: Mapping[str, str] = {
    f"complication_{name}": column for name, column in zip(COMPLICATIONS, layout.COMPLICATIONS, strict=True)
}

FOLLOW_UP_COLUMNS: Mapping[str, str] = {
    **_KEYS,
    "date": "CNeuExmDt",
    "number": "CNum",
    "status": "ControlStatus",
    "created": "CreationDate",
    "age": "PatientAge",
    "ais": "CAis",
    "place": "CPlaceDis",
    "carried_out": "ControlPerformed",
    **{name: f"C{column}" for name, column in STAY_COMPLICATIONS.items()},
}

# A follow-up that was not carried out has no day of examination; the day its form was made stands for it.
MISSED_FOLLOW_UP_COLUMNS: Mapping[str, str] = {
    **_KEYS,
    "date": "CreationDate",
    "status": "ControlStatus",
    "reason": "ControlInterruptedReason",
}
