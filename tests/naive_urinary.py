"""What a urinary form says of a stay: docs/method.md, section 7, with plain loops."""

from collections.abc import Mapping, Sequence

from tests.naive_codes import Row, ticked, whole

METHODS = (
    (("EmbladM1",), "normal_voiding"),
    (("EmbladM6",), "self_catheter"),
    (("EmbladM7",), "attendant_catheter"),
    (("EmbladM8",), "transurethral"),
    (("EmbladM9",), "suprapubic"),
    (("EmbladM2",), "reflex_voluntary"),
    (("EmbladM3",), "reflex_involuntary"),
    (("EmbladM4",), "bladder_straining"),
    (("EmbladM5",), "bladder_compression"),
    (("EmbladM11",), "urinary_diversion"),
    (("EmbladM12", "EmbladM10"), "other_bladder_method"),
    (("EmbladUn",), "not_known"),
)
MAIN = {
    "bladder_main_normal": ("EmbladM1",),
    "bladder_main_reflex_voluntary": ("EmbladM2",),
    "bladder_main_reflex_involuntary": ("EmbladM3",),
    "bladder_main_straining": ("EmbladM4",),
    "bladder_main_compression": ("EmbladM5",),
    "bladder_main_self_catheter": ("EmbladM6",),
    "bladder_main_attendant_catheter": ("EmbladM7",),
    "bladder_main_transurethral": ("EmbladM8",),
    "bladder_main_suprapubic": ("EmbladM9",),
    "bladder_main_diversion": ("EmbladM11",),
    "bladder_main_other": ("EmbladM12", "EmbladM10"),
    "bladder_main_not_known": ("EmbladUn",),
}
EXTRA = {
    "bladder_extra_normal": ("EmbladS1",),
    "bladder_extra_reflex_voluntary": ("EmbladS2",),
    "bladder_extra_reflex_involuntary": ("EmbladS3",),
    "bladder_extra_straining": ("EmbladS4",),
    "bladder_extra_compression": ("EmbladS5",),
    "bladder_extra_self_catheter": ("EmbladS6",),
    "bladder_extra_attendant_catheter": ("EmbladS7",),
    "bladder_extra_transurethral": ("EmbladS8",),
    "bladder_extra_suprapubic": ("EmbladS9",),
    "bladder_extra_diversion": ("EmbladS11",),
    "bladder_extra_other": ("EmbladS12", "EmbladS10"),
}
SURGERY = {
    "urinary_surgery_suprapubic": ("Spcath",),
    "urinary_surgery_bladder_stone": ("Bstnrm",),
    "urinary_surgery_upper_stone": ("Ustnrm",),
    "urinary_surgery_augmentation": ("Bladag",),
    "urinary_surgery_stent": ("Ustent",),
    "urinary_surgery_botulinum": ("Botox",),
    "urinary_surgery_sphincter": ("Artsph",),
    "urinary_surgery_ileovesicostomy": ("Ilvscs",),
    "urinary_surgery_ileoureterostomy": ("Ilurts",),
    "urinary_surgery_valve": ("Ccathv",),
    "urinary_surgery_other": ("Othsrg", "Sarstm"),
}
DRUGS = {
    "urinary_drug_bladder": "Bladrelx",
    "urinary_drug_sphincter": "Spncrelx",
    "urinary_drug_antibiotics": "DrugsAnti",
    "urinary_drug_other": "Othdrg",
}
ANTIBIOTICS = {"urinary_drug_treatment": "Antiuti", "urinary_drug_prophylaxis": "Antiprop"}
LEAKAGE = {
    1: "daily",
    2: "weekly_not_daily",
    3: "less_than_weekly",
    7: "never",
    8: "answered_not_applicable",
    9: "not_known",
}
LEAKAGE_TO_2018 = {
    0: "no",
    1: "daily",
    2: "weekly",
    3: "monthly",
    4: "answered_not_applicable",
    9: "not_known",
}
YES_NO = {0: "no", 1: "yes", 9: "not_known"}
SINCE_2019 = ("urinary_drugs", *DRUGS, *ANTIBIOTICS)


def urinary(form: Row | None, *, from_2015: bool, from_2019: bool) -> dict[str, str]:
    """Every urinary variable of a stay with this form (None: with none), by the days from which they were asked."""
    form = form or {}
    said = {
        "bladder_emptying": first_ticked(form, METHODS),
        "urinary_incontinence": code(form, "Incontnc2", LEAKAGE),
        "urinary_incontinence_to_2018": code(form, "Incontnc", LEAKAGE_TO_2018),
        "urinary_drugs": code(form, "AnyDrugs2", YES_NO),
        "urinary_drugs_to_2018": code(form, "AnyDrugs", YES_NO),
        "urinary_surgery": code(form, "Surgicalpr", YES_NO),
        **boxes(form, MAIN),
        **boxes(form, EXTRA, others=[box for own in MAIN.values() for box in own if box != "EmbladUn"]),
        **among(whole(form.get("Surgicalpr")) == 1, boxes(form, SURGERY)),
        **_drugs(form),
    }
    asked = {id_: from_2019 if id_ in SINCE_2019 else from_2015 for id_ in said}
    return {id_: answer if asked[id_] else "not_applicable" for id_, answer in said.items()}


def _drugs(form: Row) -> dict[str, str]:
    on_drugs = whole(form.get("AnyDrugs2")) == 1
    on_antibiotics = on_drugs and whole(form.get("DrugsAnti")) == 1
    said = choices(form, {**DRUGS, **ANTIBIOTICS})
    return {
        **among(on_drugs, {id_: said[id_] for id_ in DRUGS}),
        **among(on_antibiotics, {id_: said[id_] for id_ in ANTIBIOTICS}),
    }


def code(form: Row, column: str, codes: Mapping[int, str]) -> str:
    """The code of a question with one answer."""
    number = whole(form.get(column))
    return "missing" if number is None else codes.get(number, "missing")


def first_ticked(form: Row, methods: Sequence[tuple[Sequence[str], str]]) -> str:
    """The first method any of whose boxes is ticked."""
    for columns, method in methods:
        if any(ticked(form.get(column)) for column in columns):
            return method
    return "missing"


def boxes(form: Row, answers: Mapping[str, Sequence[str]], others: Sequence[str] = ()) -> dict[str, str]:
    """The answers of a block of tick-boxes; `others` are boxes of the block that are no answers of their own."""
    block = [*others, *(column for columns in answers.values() for column in columns)]
    if not any(ticked(form.get(column)) for column in block):
        return dict.fromkeys(answers, "missing")
    return {
        id_: "yes" if any(ticked(form.get(column)) for column in columns) else "no"
        for id_, columns in answers.items()
    }


def choices(form: Row, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers of a block of choices."""
    said = {id_: whole(form.get(column)) for id_, column in answers.items()}
    if not any(choice in (0, 1) for choice in said.values()):
        return dict.fromkeys(answers, "missing")
    return {id_: "yes" if choice == 1 else "no" for id_, choice in said.items()}


def among(asked: bool, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers if they were asked for."""
    return {id_: answer if asked else "not_applicable" for id_, answer in answers.items()}
