"""Quality of life, function, satisfaction and EQ-5D-5L of a stay: docs/method.md, section 11, with plain loops."""

from tests.naive_codes import Row, whole
from tests.naive_urinary import code

LIFE = {
    "quality_of_life_general": "SatGenrl",
    "quality_of_life_physical": "SatPhys",
    "quality_of_life_psychological": "SatPsych",
    "quality_of_life_social": "SatSocIf",
}
MOBILITY = {
    0: "total_assistance",
    1: "mobility_electric_or_help",
    2: "mobility_manual_wheelchair",
    3: "mobility_supervision",
    4: "mobility_frame_crutches",
    5: "mobility_two_canes",
    6: "mobility_one_cane",
    7: "mobility_orthosis",
    8: "mobility_unaided",
    99: "not_known",
}
DRESSING = {
    0: "total_assistance",
    1: "partial_assistance",
    2: "independent_aids",
    3: "independent_no_fastenings",
    4: "independent",
    99: "not_known",
}
FEEDING = {
    0: "total_assistance",
    1: "partial_assistance",
    2: "independent_aids",
    3: "independent",
    99: "not_known",
}
TOILETING = {
    0: "total_assistance",
    1: "toileting_cleans_not_self",
    2: "toileting_cleans_self",
    3: "independent_aids",
    4: "independent",
    99: "not_known",
}
SATISFIED = {0: "not_satisfied", 1: "fairly_satisfied", 2: "very_satisfied", 99: "not_known"}
DOING = {
    1: "no_problems",
    2: "slight_problems",
    3: "moderate_problems",
    4: "severe_problems",
    5: "unable",
}
SUFFERING = {
    1: "no_symptoms",
    2: "slight_symptoms",
    3: "moderate_symptoms",
    4: "severe_symptoms",
    5: "extreme_symptoms",
}


def quality_of_life(form: Row | None, *, of_age: bool) -> dict[str, str]:
    """The four scores of a stay with this form (None: with none)."""
    said = {id_: _score(form or {}, column) for id_, column in LIFE.items()}
    return said if of_age else dict.fromkeys(said, "not_applicable")


def function(form: Row | None, *, from_2017: bool) -> dict[str, str]:
    """How the person manages four activities."""
    form = form or {}
    said = {
        "function_mobility": code(form, "Mobilmod", MOBILITY),
        "function_dressing": code(form, "Dreslbdy", DRESSING),
        "function_feeding": code(form, "Feeding", FEEDING),
        "function_toileting": code(form, "Toiletin", TOILETING),
    }
    return said if from_2017 else dict.fromkeys(said, "not_applicable")


def satisfaction(form: Row | None, *, from_2017: bool) -> dict[str, str]:
    """How satisfied the person is with each."""
    form = form or {}
    said = {
        "satisfaction_mobility": code(form, "MobilmodS", SATISFIED),
        "satisfaction_dressing": code(form, "DreslbdyS", SATISFIED),
        "satisfaction_feeding": code(form, "FeedingS", SATISFIED),
        "satisfaction_toileting": code(form, "ToiletinS", SATISFIED),
    }
    return said if from_2017 else dict.fromkeys(said, "not_applicable")


def eq5d(form: Row | None) -> dict[str, str]:
    """Five dimensions, and health today in tens of points."""
    form = form or {}
    return {
        "eq5d_mobility": code(form, "Eq5dQ1Mobility", DOING),
        "eq5d_self_care": code(form, "Eq5dQ2Selfcare", DOING),
        "eq5d_usual_activities": code(form, "Eq5dQ3UsualActivities", DOING),
        "eq5d_pain": code(form, "Eq5dQ4PainDiscomfort", SUFFERING),
        "eq5d_anxiety": code(form, "Eq5dQ5AnxietyDepression", SUFFERING),
        "eq5d_health": _tens(_health(form)),
    }


def reported_numbers(of_life: Row | None, of_health: Row | None) -> dict[str, float | None]:
    """The scores that are numbers."""
    scores = {id_: whole((of_life or {}).get(column)) for id_, column in LIFE.items()}
    return {
        **{f"number of {id_}": score if score in range(11) else None for id_, score in scores.items()},
        "number of eq5d_health": _health(of_health or {}),
    }


def _score(form: Row, column: str) -> str:
    score = whole(form.get(column))
    return f"score_{score}" if score in range(11) else "missing"


def _health(form: Row) -> int | None:
    points = whole(form.get("Eq5dQ6HealthToday"))
    return points if points in range(101) else None


def _tens(points: int | None) -> str:
    if points is None:
        return "missing"
    if points >= 90:
        return "points_90_100"
    tens = points // 10 * 10
    return f"points_{tens}_{tens + 9}"
