"""Lower urinary tract function: what the urinary form records of a stay.

The form of a stay is the last one dated on or before discharge. Collected for stays admitted from 2015, the drugs
of the last four weeks from 2019. The wordings before and since 2019 are variables of their own, never mixed.

Source: International SCI Lower Urinary Tract Function Basic Data Set 2.0 (Biering-Sørensen et al., Spinal Cord Ser
Cases 2018;4:60).
"""

import datetime
from collections.abc import Mapping

from sqlalchemy import and_
from sqlalchemy.sql import ColumnElement

from queries.schema import BLADDER_METHODS, URINARY_DRUGS, URINARY_SURGERIES
from queries.variable import MISSING, Columns, Level, Multiple, Replaced, Variable
from queries.variables.reading import (
    ANSWERED_NOT_APPLICABLE,
    CHOSEN,
    NO,
    NOT_KNOWN,
    YES_NO_CODES,
    answers,
    coded,
    first_ticked,
    one_each,
    recorded,
    several,
    yes_no,
)

FIRST_ADMISSION = datetime.date(2015, 1, 1)
NEW_WORDING = datetime.date(2019, 1, 1)
_REFERENCE = "ISCoS Lower Urinary Tract Function 2.0: "
_UNANSWERED = one_each(NOT_KNOWN, MISSING)

# --- Emptying the bladder --------------------------------------------------------------------------
# One method a stay, by precedence where several are ticked. The three that count as met in the indicator of the
# bladder regime come first, so that met and not met are groups of this variable; then indwelling catheters, which
# say most about a patient whatever else is done; then the rest in the order of the form.
_EMPTYING = {
    "normal_voiding": ("urinary.method_normal",),
    "self_catheter": ("urinary.method_self_catheter",),
    "attendant_catheter": ("urinary.method_attendant_catheter",),
    "transurethral": ("urinary.method_transurethral",),
    "suprapubic": ("urinary.method_suprapubic",),
    "reflex_voluntary": ("urinary.method_reflex_voluntary",),
    "reflex_involuntary": ("urinary.method_reflex_involuntary",),
    "bladder_straining": ("urinary.method_straining",),
    "bladder_compression": ("urinary.method_compression",),
    "urinary_diversion": ("urinary.method_diversion",),
    # Sacral stimulation was retired in 2020 and has no answer of its own in any figure.
    "other_bladder_method": ("urinary.method_other", "urinary.method_sacral"),
}
_METHODS = tuple(_EMPTYING)
_REST = {"reflex_to_other": _METHODS[5:]}
_INDWELLING_OR_OTHER = {"indwelling_or_other": _METHODS[3:]}

BLADDER_EMPTYING = Variable(
    id="bladder_emptying",
    needs=frozenset(f"urinary.method_{name}" for name in BLADDER_METHODS) | {"stay.admission"},
    helped_by=frozenset({"urinary.method_sacral", "urinary.method_not_known"}),
    codes=(*_METHODS, NOT_KNOWN, MISSING),
    levels=(
        Level(
            id="two_groups",
            groups={"voiding_or_intermittent": _METHODS[:3], **_INDWELLING_OR_OTHER, **_UNANSWERED},
        ),
        Level(
            id="three_groups",
            coarser=("two_groups",),
            groups={
                **one_each("normal_voiding"),
                "intermittent": _METHODS[1:3],
                **_INDWELLING_OR_OTHER,
                **_UNANSWERED,
            },
        ),
        # What is neither voiding nor a catheter is one in thirty: alone, it would keep a unit from the next step.
        Level(
            id="four_groups",
            coarser=("three_groups",),
            groups={
                **one_each("normal_voiding"),
                "intermittent": _METHODS[1:3],
                "indwelling": _METHODS[3:5],
                **_REST,
                **_UNANSWERED,
            },
        ),
        Level(
            id="six_groups",
            coarser=("four_groups",),
            groups={**one_each(*_METHODS[:5]), **_REST, **_UNANSWERED},
        ),
        recorded(*_METHODS, NOT_KNOWN, MISSING, coarser=("six_groups",), shared=False),
    ),
    code=first_ticked(_EMPTYING | {NOT_KNOWN: ("urinary.method_not_known",)}),
    reference=_REFERENCE + "bladder emptying, main method",
    first_admission=FIRST_ADMISSION,
)


def _ticks(kind: str) -> dict[str, tuple[str, ...]]:
    """The answers of one column of the form's table of methods, each with its tick-boxes."""
    left_out = {"other": (f"urinary.{kind}_sacral",)}
    return {
        f"bladder_{'main' if kind == 'method' else kind}_{name}": (
            f"urinary.{kind}_{name}",
            *left_out.get(name, ()),
        )
        for name in BLADDER_METHODS
    }


MAIN_METHODS = answers(
    _ticks("method") | {"bladder_main_not_known": ("urinary.method_not_known",)},
    reference=_REFERENCE + "bladder emptying, main method",
    first_admission=FIRST_ADMISSION,
)
# Nobody ticks "none": a form that names a main method and no supplementary one has answered that there is none.
EXTRA_METHODS = answers(
    _ticks("extra"),
    also=[name for names in _ticks("method").values() for name in names],
    reference=_REFERENCE + "bladder emptying, supplementary method",
    first_admission=FIRST_ADMISSION,
)

# --- Leakage ---------------------------------------------------------------------------------------
_NO_LEAKAGE = {"no_leakage": ("never", ANSWERED_NOT_APPLICABLE)}
_LEAKAGE = ("daily", "weekly_not_daily", "less_than_weekly")

INCONTINENCE = Variable(
    id="urinary_incontinence",
    needs=frozenset({"urinary.incontinence", "stay.admission"}),
    codes=(*_LEAKAGE, *_NO_LEAKAGE["no_leakage"], NOT_KNOWN, MISSING),
    levels=(
        Level(id="any_leakage", groups={"leakage": _LEAKAGE, **_NO_LEAKAGE, **_UNANSWERED}),
        Level(
            id="how_often",
            coarser=("any_leakage",),
            groups={**one_each(*_LEAKAGE), **_NO_LEAKAGE, **_UNANSWERED},
        ),
        recorded(
            *_LEAKAGE, *_NO_LEAKAGE["no_leakage"], NOT_KNOWN, MISSING, coarser=("how_often",), shared=False
        ),
    ),
    code=coded(
        "urinary.incontinence",
        {
            1: "daily",
            2: "weekly_not_daily",
            3: "less_than_weekly",
            7: "never",
            8: ANSWERED_NOT_APPLICABLE,
            9: NOT_KNOWN,
        },
    ),
    reference=_REFERENCE + "any involuntary urine leakage",
    keys=("UrinInkontinens",),
    first_admission=FIRST_ADMISSION,
    replaces=Replaced(variable="urinary_incontinence_to_2018", on=NEW_WORDING),
)

_OLD_LEAKAGE = ("daily", "weekly", "monthly")
_OLD_NO_LEAKAGE = (NO, ANSWERED_NOT_APPLICABLE)

# Of these years hardly any is released, so that details are for a unit's own pages.
INCONTINENCE_TO_2018 = Variable(
    id="urinary_incontinence_to_2018",
    needs=frozenset({"urinary.incontinence_to_2018", "stay.admission"}),
    codes=(*_OLD_LEAKAGE, *_OLD_NO_LEAKAGE, NOT_KNOWN, MISSING),
    levels=(
        Level(
            id="any_leakage",
            groups={"leakage": _OLD_LEAKAGE, "no_leakage": _OLD_NO_LEAKAGE, **_UNANSWERED},
        ),
        recorded(*_OLD_LEAKAGE, *_OLD_NO_LEAKAGE, NOT_KNOWN, MISSING, coarser=("any_leakage",), shared=False),
    ),
    code=coded(
        "urinary.incontinence_to_2018",
        {0: NO, 1: "daily", 2: "weekly", 3: "monthly", 4: ANSWERED_NOT_APPLICABLE, 9: NOT_KNOWN},
    ),
    reference="ISCoS Lower Urinary Tract Function 1.0: any involuntary urine leakage",
    keys=("UrinInkontinensTom2018",),
    first_admission=FIRST_ADMISSION,
)

# --- Drugs -----------------------------------------------------------------------------------------
DRUGS = Variable(
    id="urinary_drugs",
    needs=frozenset({"urinary.drugs", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("urinary.drugs"),
    reference=_REFERENCE + "any drugs for the urinary tract within the last four weeks",
    keys=("UrinLegemidler",),
    first_admission=NEW_WORDING,
    replaces=Replaced(variable="urinary_drugs_to_2018", on=NEW_WORDING),
)

DRUGS_TO_2018 = Variable(
    id="urinary_drugs_to_2018",
    needs=frozenset({"urinary.drugs_to_2018", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("urinary.drugs_to_2018"),
    reference="ISCoS Lower Urinary Tract Function 1.0: any drugs for the urinary tract within the last year",
    keys=("UrinLegemidlerTom2018",),
    first_admission=FIRST_ADMISSION,
)

_FOR_INFECTION = ("treatment", "prophylaxis")


def _on_drugs(columns: Columns) -> ColumnElement[bool]:
    return columns["urinary.drugs"] == 1


def _on_antibiotics(columns: Columns) -> ColumnElement[bool]:
    return and_(_on_drugs(columns), columns["urinary.drug_antibiotics"] == 1)


DRUG_KINDS = answers(
    {f"urinary_drug_{name}": f"urinary.drug_{name}" for name in URINARY_DRUGS if name not in _FOR_INFECTION},
    also=[f"urinary.drug_{name}" for name in _FOR_INFECTION],
    answered=CHOSEN,
    needs=("urinary.drugs",),
    among=_on_drugs,
    reference=_REFERENCE + "drugs for the urinary tract, which",
    first_admission=NEW_WORDING,
)
ANTIBIOTICS_FOR = answers(
    {f"urinary_drug_{name}": f"urinary.drug_{name}" for name in _FOR_INFECTION},
    also=[f"urinary.drug_{name}" for name in URINARY_DRUGS],
    answered=CHOSEN,
    needs=("urinary.drugs", "urinary.drug_antibiotics"),
    among=_on_antibiotics,
    reference=_REFERENCE
    + "antibiotics or antiseptics, for treatment or prophylaxis of urinary tract infection",
    first_admission=NEW_WORDING,
)

# --- Surgery ---------------------------------------------------------------------------------------
SURGERY = Variable(
    id="urinary_surgery",
    needs=frozenset({"urinary.surgery", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("urinary.surgery"),
    reference=_REFERENCE + "surgical procedures on the urinary tract",
    first_admission=FIRST_ADMISSION,
)

# The sacral nerve stimulator was retired in 2020.
_PROCEDURES = {
    f"urinary_surgery_{name}": (
        f"urinary.surgery_{name}",
        *(("urinary.surgery_sacral",) if name == "other" else ()),
    )
    for name in URINARY_SURGERIES
    if name != "sacral"
}
PROCEDURES = answers(
    _PROCEDURES,
    needs=("urinary.surgery",),
    among=lambda columns: columns["urinary.surgery"] == 1,
    reference=_REFERENCE + "surgical procedures on the urinary tract, which",
    first_admission=FIRST_ADMISSION,
)

URINARY_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        BLADDER_EMPTYING,
        *MAIN_METHODS,
        *EXTRA_METHODS,
        INCONTINENCE,
        INCONTINENCE_TO_2018,
        DRUGS,
        DRUGS_TO_2018,
        *DRUG_KINDS,
        *ANTIBIOTICS_FOR,
        SURGERY,
        *PROCEDURES,
    )
}
URINARY_MULTIPLES: Mapping[str, Multiple] = {
    multiple.id: multiple
    for multiple in (
        several("bladder_main", MAIN_METHODS, keys=("UrinTomBlareHoved",)),
        several("bladder_extra", EXTRA_METHODS, keys=("UrinTomBlareTillegg",)),
        several("urinary_drugs_which", (*DRUG_KINDS, *ANTIBIOTICS_FOR), keys=("UrinLegemidlerHvilke",)),
        several("urinary_surgery_which", PROCEDURES, keys=("UrinKirInngr",)),
    )
}
