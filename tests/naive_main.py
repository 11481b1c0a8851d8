"""What the main form says of a stay besides its characteristics: docs/method.md, section 10, with plain loops."""

from collections.abc import Mapping
from datetime import date

from tests.form_columns import COMPLICATIONS
from tests.naive_codes import NON_TRAUMATIC, Row, decimal, level, ticked, whole
from tests.naive_urinary import boxes, code

CAUSES = {
    **{number: cause for number, cause in NON_TRAUMATIC.items() if number is not None},
    9: "nontraumatic_unspecified",
}
PLACES = {
    1: "home",
    2: "hospital",
    3: "nursing_home",
    4: "assisted_living",
    5: "group_living",
    6: "correctional",
    7: "hotel",
    8: "homeless",
    9: "deceased",
    10: "other_place",
    11: "planned_home",
    99: "not_known",
}
PLANNED = {1: "nursing_respite", 2: "training_institution", 3: "hospital", 4: "family", 8: "other_place"}
RECOMMENDED = {
    1: "within_1_year",
    2: "within_2_years",
    3: "within_3_years",
    4: "within_4_years",
    5: "within_5_years",
    6: "follow_up_not_applicable",
    7: "follow_up_not_arranged",
    8: "follow_up_not_relevant",
}
VENTILATION = {
    0: "no",
    1: "ventilated_part_time",
    2: "ventilated_full_time",
    3: "ventilated_hours_not_known",
    4: "ventilated_sleep",
    9: "not_known",
}
NAMES = (
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
PLEGIA = {"c1_4": "tetraplegia", "c5_8": "tetraplegia", "cervical_unspecified": "tetraplegia"}
TO_REHAB, REHAB, TOTAL = range(0, 101, 10), range(0, 181, 20), range(0, 241, 30)
DELAY = (0, 2, 8, 15, 31, 91, 366)
# The number each bin begins with.
BODY_MASS = {
    5: "bmi_under_18_5",
    18.5: "bmi_18_5_25",
    25: "bmi_25_30",
    30: "bmi_30_35",
    35: "bmi_35_40",
    40: "bmi_40_plus",
}
Numbers = dict[str, float | None]


def main_form(form: Row, admitted: date | None, delay: int | None) -> dict[str, str]:
    """Every variable of a main form; `delay` is in days."""
    found = main_numbers(form, admitted, delay)

    def since(year: int, said: str, among: bool = True) -> str:
        return said if among and admitted and admitted >= date(year, 1, 1) else "not_applicable"

    nontraumatic, planned = whole(form.get("Scietiol")) == 6, code(form, "PPlacedis", PLANNED)
    years = whole(form.get("PatientAge"))
    adult = years is not None and 18 <= years <= 120
    return {
        "nontraumatic_cause": since(2018, code(form, "Ntsci", CAUSES), nontraumatic),
        "plegia_admission": _plegia(form, "A"),
        "plegia_discharge": _plegia(form, "F"),
        "spinal_surgery": since(2024, code(form, "SpnlSurg2", {0: "no", 1: "yes", 9: "not_known"})),
        "ventilation": since(2025, code(form, "VentAssi2", VENTILATION)),
        "discharge_place": code(form, "PlaceDis", PLACES),
        "planned_place": since(2018, planned, whole(form.get("PlaceDis")) == 11 or planned != "missing"),
        "recommended_follow_up": code(form, "RecCtrl", RECOMMENDED),
        **{id_: since(2023, said) for id_, said in complications(form, "").items()},
        "days_to_rehab": since(2015, days_bin(found["number of days_to_rehab"], TO_REHAB)),
        "rehab_days": since(2015, days_bin(found["number of rehab_days"], REHAB)),
        "over_28_days": since(2015, _over_28(found["number of rehab_days"])),
        "total_days": since(2011, days_bin(found["number of total_days"], TOTAL)),
        "registration_delay": days_bin(found["number of registration_delay"], DELAY),
        **{f"bmi_{time}": since(2025, _weight(form, prefix), adult) for time, prefix in TIMES},
        **{f"bmi_measured_{time}": since(2025, _measured(form, prefix), adult) for time, prefix in TIMES},
    }


def _over_28(days: float | None) -> str:
    return "missing" if days is None else "yes" if days > 28 else "no"


TIMES = (("admission", "A"), ("discharge", "F"))


def main_numbers(form: Row, admitted: date | None, delay: int | None) -> Numbers:
    """The numbers behind variables, where they are in a bin and were asked for."""
    from_2015 = admitted is not None and admitted >= date(2015, 1, 1)
    from_2011 = admitted is not None and admitted >= date(2011, 1, 1)
    from_2025 = admitted is not None and admitted >= date(2025, 1, 1)
    years = whole(form.get("PatientAge"))
    known = years is not None and 0 <= years <= 120
    adult = years is not None and 18 <= years <= 120
    body = {time: decimal(form.get(f"{prefix}BMI")) for time, prefix in TIMES}
    return {
        "number of age": years if known else None,
        "number of days_to_rehab": _not_negative(whole(form.get("BeforeRehDy"))) if from_2015 else None,
        "number of rehab_days": _not_negative(whole(form.get("RehabDy"))) if from_2015 else None,
        "number of total_days": _not_negative(whole(form.get("HosptlDy"))) if from_2011 else None,
        "number of registration_delay": _not_negative(delay),
        **{
            f"number of bmi_{time}": index
            if from_2025 and adult and index is not None and index >= 5
            else None
            for time, index in body.items()
        },
    }


def complications(form: Row, prefix: str) -> dict[str, str]:
    """The boxes for complications, named with a `C` first on a follow-up form, and whether there was any."""
    columns = {name: f"{prefix}{column}" for name, column in zip(NAMES, COMPLICATIONS, strict=True)}
    kind = "follow_up_" if prefix else ""
    said = boxes(form, {f"{kind}complication_{name}": (column,) for name, column in columns.items()})
    if any(ticked(form.get(column)) for name, column in columns.items() if name != "none"):
        return {**said, f"{kind}any_complication": "yes"}
    none = ticked(form.get(columns["none"]))
    return {**said, f"{kind}any_complication": "no" if none else "missing"}


def days_bin(days: float | None, firsts: range | tuple[int, ...]) -> str:
    """The bin that a number of days lies in."""
    if days is None:
        return "missing"
    first = max(one for one in firsts if one <= days)
    later = [one for one in firsts if one > days]
    return f"days_{first}_{later[0] - 1}" if later else f"days_{first}_plus"


def _plegia(form: Row, time: str) -> str:
    neurological = level(form, time)
    return PLEGIA.get(neurological, neurological)


def _weight(form: Row, prefix: str) -> str:
    return _in_bin(decimal(form.get(f"{prefix}BMI")), BODY_MASS)


def _measured(form: Row, prefix: str) -> str:
    return "no" if _weight(form, prefix) == "missing" else "yes"


def _in_bin(number: float | None, bins: Mapping[float, str]) -> str:
    found = "missing"
    for least, bin_ in bins.items():
        if number is not None and number >= least:
            found = bin_
    return found


def _not_negative(days: int | None) -> int | None:
    return days if days is not None and days >= 0 else None
