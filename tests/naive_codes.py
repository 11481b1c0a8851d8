"""The code of one main form, column by column: the codings of docs/method.md, section 2, with plain ifs."""

import re
from collections.abc import Mapping

Row = Mapping[str, object]
Codes = Mapping[int | None, str]

TRAUMATIC: Codes = {1: "sport", 2: "assault", 3: "transport", 4: "fall", 5: "other_traumatic"}
NON_TRAUMATIC: Codes = {
    1: "congenital",
    2: "degenerative",
    3: "tumour_benign",
    4: "tumour_malignant",
    5: "vascular",
    6: "infection",
    8: "nontraumatic_other",
}
AGES = (
    (0, 14, "0_14"),
    (15, 15, "15"),
    (16, 29, "16_29"),
    (30, 44, "30_44"),
    (45, 59, "45_59"),
    (60, 74, "60_74"),
    (75, 120, "75_plus"),
)
SEXES: Codes = {1: "man", 2: "woman"}
GRADES: Codes = {1: "A", 2: "B", 3: "C", 4: "D", 5: "E", 9: "unknown"}
CERVICAL, THORACIC, LUMBAR, SACRAL, INTACT = range(1, 6)


def cause(form: Row) -> str:
    """Cause of injury; a non-traumatic injury takes its code from Ntsci."""
    injury = whole(form.get("Scietiol"))
    if injury == 6:
        return NON_TRAUMATIC.get(whole(form.get("Ntsci")), "nontraumatic_unspecified")
    return TRAUMATIC.get(injury, "missing")


def sex(form: Row) -> str:
    """Sex assigned at birth."""
    return SEXES.get(whole(form.get("PatientGender")), "missing")


def age(form: Row) -> str:
    """Age group in years at acute admission."""
    years = whole(form.get("PatientAge"))
    for youngest, oldest, code in AGES:
        if years is not None and youngest <= years <= oldest:
            return code
    return "missing"


def ais(form: Row, time: str) -> str:
    """AIS grade at admission (`time` is "A") or discharge ("F"), whenever the stay began."""
    grade = whole(form.get(f"{time}Ais"))
    if grade in GRADES:
        return GRADES[grade]
    if grade in (-1, None) and ticked(form.get(f"{time}NeuNoMeasure")):
        return "not_done"
    return "missing"


def level(form: Row, time: str) -> str:
    """Neurological level at admission (`time` is "A") or discharge ("F"): the most rostral of four."""
    sides = [_side(form, f"{time}{kind}Lvl", side) for kind in ("Sens", "Mtr") for side in ("L", "R")]
    areas = [area for area, _ in sides]
    if CERVICAL in areas:
        return _cervical(sides)
    if all(area == INTACT for area in areas):
        return "intact"
    return "t1_s5" if all(_below(area) for area in areas) else "not_classified"


def _side(form: Row, prefix: str, side: str) -> tuple[int | None, int | None]:
    return whole(form.get(f"{prefix}Area{side}")), whole(form.get(f"{prefix}{side}C"))


def _cervical(sides: list[tuple[int | None, int | None]]) -> str:
    cervical = [segment for area, segment in sides if area == CERVICAL]
    if any(segment is not None and 1 <= segment <= 4 for segment in cervical):
        return "c1_4"
    others_below = all(_below(area) for area, _ in sides if area != CERVICAL)
    if others_below and all(segment is not None and 5 <= segment <= 8 for segment in cervical):
        return "c5_8"
    return "cervical_unspecified"


def _below(area: int | None) -> bool:
    return area in (THORACIC, LUMBAR, SACRAL, INTACT)


def place_known(form: Row) -> bool:
    """Whether the place of discharge is one on the list."""
    place = whole(form.get("PlaceDis"))
    return place is not None and 1 <= place <= 11


def ticked(value: object) -> bool:
    """Whether a tick-box is ticked, in any of the ways it was delivered over the years."""
    return value is True or value == "True" or whole(value) in (1, -1)


def whole(value: object) -> int | None:
    """A code as a number; None for NULL, truth values and everything else that is no whole number."""
    if isinstance(value, bool) or not re.fullmatch("-?[0-9]+", str(value)):
        return None
    return int(str(value))


def decimal(value: object) -> float | None:
    """A number that need not be whole; None for NULL and everything else that is none."""
    if isinstance(value, int | float):
        return float(value)
    text = str(value).replace(",", ".")
    return float(text) if re.fullmatch(r"[0-9]+([.][0-9]+)?", text) else None
