"""What became of a stay: docs/method.md, section 12, with plain loops."""

from datetime import date

from tests.naive_codes import Row, age, whole
from tests.naive_main import PLACES, complications
from tests.naive_urinary import code

GRADES = {1: "A", 2: "B", 3: "C", 4: "D", 5: "E", 9: "unknown"}
CARRIED_OUT = {
    1: "follow_up_inpatient",
    2: "follow_up_outpatient",
    3: "follow_up_video",
    4: "follow_up_telephone",
}
REASONS = {
    1: "did_not_attend",
    2: "patient_postponed",
    3: "no_contact",
    4: "health_reasons",
    5: "no_capacity",
    6: "followed_up_elsewhere",
    7: "declined",
    8: "death",
    9: "other_reason",
}


def follow_up(form: Row | None, made: date | None, *, from_2015: bool) -> dict[str, str]:
    """Of the first follow-up that was carried out (None: there was none); `made` is the day its form was made."""
    asked = form is None or (made is not None and made >= date(2023, 2, 15))
    form = form or {}
    said = complications(form, "C")
    return {
        "ais_follow_up": code(form, "CAis", GRADES) if from_2015 else "not_applicable",
        "place_follow_up": code(form, "CPlaceDis", PLACES),
        "age_follow_up": age(form),
        "follow_up_carried_out": code(form, "ControlPerformed", CARRIED_OUT),
        **(said if asked else dict.fromkeys(said, "not_applicable")),
    }


def follow_up_age(form: Row | None) -> int | None:
    """Years of age at the first follow-up."""
    return whole(form.get("PatientAge")) if form else None


def missed_follow_up(form: Row | None) -> dict[str, str]:
    """Why the last follow-up that was not carried out was not."""
    reason = code(form, "ControlInterruptedReason", REASONS) if form else "not_applicable"
    return {"missed_follow_up_reason": reason}
