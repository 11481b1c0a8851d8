"""What a bowel form says of a stay: docs/method.md, section 8, with plain loops."""

from tests.naive_codes import Row, whole
from tests.naive_urinary import YES_NO, among, boxes, choices, code, first_ticked

METHODS = (
    (("DefcmthM8",), "colostomy"),
    (("DefcmthM1",), "normal_defaecation"),
    (("DefcmthM2",), "bowel_straining"),
    (("DefcmthM3",), "digital_stimulation"),
    (("DefcmthM4",), "suppositories"),
    (("DefcmthM5",), "manual_evacuation"),
    (("DefcmthM6",), "mini_enema"),
    (("DefcmthM7",), "enema"),
    (("DefcmthM9",), "bowel_sacral"),
    (("DefcmthM10",), "other_bowel_method"),
    (("DefcmthNa",), "answered_not_applicable"),
    (("DefcmthUn",), "not_known"),
)
MAIN = {
    "bowel_main_normal": ("DefcmthM1",),
    "bowel_main_straining": ("DefcmthM2",),
    "bowel_main_digital": ("DefcmthM3",),
    "bowel_main_suppositories": ("DefcmthM4",),
    "bowel_main_manual": ("DefcmthM5",),
    "bowel_main_mini_enema": ("DefcmthM6",),
    "bowel_main_enema": ("DefcmthM7",),
    "bowel_main_colostomy": ("DefcmthM8",),
    "bowel_main_sacral": ("DefcmthM9",),
    "bowel_main_other": ("DefcmthM10",),
    "bowel_main_not_applicable": ("DefcmthNa",),
    "bowel_main_not_known": ("DefcmthUn",),
}
EXTRA = {
    "bowel_extra_normal": ("OthdefS1",),
    "bowel_extra_straining": ("OthdefS2",),
    "bowel_extra_digital": ("OthdefS3",),
    "bowel_extra_suppositories": ("OthdefS4",),
    "bowel_extra_manual": ("OthdefS5",),
    "bowel_extra_mini_enema": ("OthdefS6",),
    "bowel_extra_enema": ("OthdefS7",),
    "bowel_extra_sacral": ("OthdefS9",),
    "bowel_extra_other": ("OthdefS10", "OthdefS8"),
}
NAMED = tuple(f"DefcmthM{number}" for number in range(1, 11))
LAXATIVES = {
    "laxative_osmotic_drops": "Osmodrp",
    "laxative_osmotic_tablets": "Osmotab",
    "laxative_irritant_drops": "Irrtdrp",
    "laxative_irritant_tablets": "Irrttab",
    "laxative_prokinetic": "Prokinet",
    "laxative_other": "Othorlax",
}
SURGERY = {
    "bowel_surgery_appendicectomy": ("Apndec",),
    "bowel_surgery_cholecystectomy": ("Chcyec",),
    "bowel_surgery_colostomy": ("Colost",),
    "bowel_surgery_ileostomy": ("Ileost",),
    "bowel_surgery_haemorrhoids": ("Hemec",),
    "bowel_surgery_appendicostomy": ("Apndic",),
    "bowel_surgery_other": ("Otgisurg",),
}
INCONTINENCE = {
    1: "daily",
    2: "one_to_six_a_week",
    3: "one_to_four_a_month",
    4: "less_than_monthly_or_never",
    7: "less_than_monthly_or_never",
    8: "answered_not_applicable",
    9: "not_known",
}
INCONTINENCE_TO_2018 = {
    1: "more_than_daily",
    2: "daily",
    3: "weekly",
    4: "more_than_monthly",
    5: "monthly",
    6: "less_than_monthly",
    7: "never",
    9: "not_known",
}
SEVERITIES = ((0, 6, "very_minor"), (7, 9, "minor"), (10, 13, "moderate"), (14, 47, "severe"))


def bowel(form: Row | None, *, from_2016: bool) -> dict[str, str]:
    """Every bowel variable of a stay with this form (None: with none)."""
    form = form or {}
    said = {
        "bowel_emptying": first_ticked(form, METHODS),
        "faecal_incontinence": _incontinence(form),
        "faecal_incontinence_to_2018": code(form, "Fcincfrq", INCONTINENCE_TO_2018),
        "oral_laxatives": code(form, "OralLaxatives", YES_NO),
        "bowel_surgery": code(form, "SurgicalIntervention", YES_NO),
        "bowel_dysfunction": _severity(form),
        **boxes(form, MAIN),
        **boxes(form, EXTRA, others=NAMED),
        **among(whole(form.get("OralLaxatives")) == 1, choices(form, LAXATIVES)),
        **among(whole(form.get("SurgicalIntervention")) == 1, boxes(form, SURGERY)),
    }
    return among(from_2016, said)


def _incontinence(form: Row) -> str:
    first = whole(form.get("Fcincfrq2"))
    return code(form, "Fcincfrq3" if first is None or first == -1 else "Fcincfrq2", INCONTINENCE)


def _severity(form: Row) -> str:
    score = points(form)
    for least, most, severity in SEVERITIES:
        if score is not None and least <= score <= most:
            return f"nbd_{severity}"
    return "missing"


def points(form: Row | None) -> int | None:
    """The neurogenic bowel dysfunction score, None where there is none."""
    score = whole((form or {}).get("NBD"))
    return score if score is not None and 0 <= score <= 47 else None
