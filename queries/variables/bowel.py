"""Bowel function: what the bowel form records of a stay.

The form of a stay is the last one dated on or before discharge. Collected for stays admitted from 2016. The wordings
before and since 2019 are variables of their own, never mixed.

Source: International SCI Bowel Function Basic Data Set 2.0 (Krogh et al., Spinal Cord 2017;55:692); neurogenic bowel
dysfunction score (Krogh et al., Spinal Cord 2006;44:625).
"""

import datetime
from collections.abc import Mapping

from sqlalchemy import and_, case
from sqlalchemy.sql import ColumnElement

from queries.schema import BOWEL_METHODS, BOWEL_SURGERIES, LAXATIVES
from queries.variable import MISSING, Columns, Level, Multiple, Quantity, Replaced, Variable
from queries.variables.reading import (
    ANSWERED_NOT_APPLICABLE,
    CHOSEN,
    NOT_KNOWN,
    YES_NO_CODES,
    answers,
    binned,
    coded,
    column,
    first_ticked,
    one_each,
    recorded,
    several,
    yes_no,
)

FIRST_ADMISSION = datetime.date(2016, 1, 1)
NEW_WORDING = datetime.date(2019, 1, 1)
_REFERENCE = "ISCoS Bowel Function 2.0: "
_UNANSWERED = one_each(NOT_KNOWN, MISSING)

# --- Defaecation -----------------------------------------------------------------------------------
# One method a stay, by precedence where several are ticked: a colostomy, which leaves no room for another main
# method; then in the order of the form.
_EMPTYING = {
    "colostomy": ("bowel.method_colostomy",),
    "normal_defaecation": ("bowel.method_normal",),
    "bowel_straining": ("bowel.method_straining",),
    "digital_stimulation": ("bowel.method_digital",),
    "suppositories": ("bowel.method_suppositories",),
    "manual_evacuation": ("bowel.method_manual",),
    "mini_enema": ("bowel.method_mini_enema",),
    "enema": ("bowel.method_enema",),
    "bowel_sacral": ("bowel.method_sacral",),
    "other_bowel_method": ("bowel.method_other",),
    ANSWERED_NOT_APPLICABLE: ("bowel.method_not_applicable",),
}
_METHODS = tuple(_EMPTYING)
_BY_HAND = ("digital_stimulation", "manual_evacuation")
_BY_AGENT = ("suppositories", "mini_enema", "enema")
_REST = ("colostomy", "bowel_sacral", "other_bowel_method", ANSWERED_NOT_APPLICABLE)

BOWEL_EMPTYING = Variable(
    id="bowel_emptying",
    needs=frozenset(f"bowel.method_{name}" for name in BOWEL_METHODS) | {"stay.admission"},
    helped_by=frozenset({"bowel.method_not_applicable", "bowel.method_not_known"}),
    codes=(*_METHODS, NOT_KNOWN, MISSING),
    levels=(
        Level(
            id="two_groups",
            groups={
                **one_each("normal_defaecation"),
                "not_normal_defaecation": ("bowel_straining", *_BY_HAND, *_BY_AGENT, *_REST),
                **_UNANSWERED,
            },
        ),
        Level(
            id="three_groups",
            coarser=("two_groups",),
            groups={
                **one_each("normal_defaecation"),
                "rectal_emptying": (*_BY_HAND, *_BY_AGENT),
                "straining_to_other": ("bowel_straining", *_REST),
                **_UNANSWERED,
            },
        ),
        Level(
            id="five_groups",
            coarser=("three_groups",),
            groups={
                **one_each("normal_defaecation", "bowel_straining"),
                "rectal_by_hand": _BY_HAND,
                "rectal_by_agent": _BY_AGENT,
                "colostomy_or_other": _REST,
                **_UNANSWERED,
            },
        ),
        recorded(*_METHODS, NOT_KNOWN, MISSING, coarser=("five_groups",), shared=False),
    ),
    code=first_ticked(_EMPTYING | {NOT_KNOWN: ("bowel.method_not_known",)}),
    reference=_REFERENCE + "defaecation, main method",
    first_admission=FIRST_ADMISSION,
)

MAIN_METHODS = answers(
    {
        f"bowel_main_{name}": f"bowel.method_{name}"
        for name in (*BOWEL_METHODS, "not_applicable", "not_known")
    },
    reference=_REFERENCE + "defaecation, main method",
    first_admission=FIRST_ADMISSION,
)


def _extra(name: str) -> tuple[str, ...]:
    # A colostomy is no supplement to another method; the form has a box for it all the same.
    return (f"bowel.extra_{name}", *(("bowel.extra_colostomy",) if name == "other" else ()))


# Nobody ticks "none": a form that names a main method and no supplementary one has answered that there is none.
EXTRA_METHODS = answers(
    {f"bowel_extra_{name}": _extra(name) for name in BOWEL_METHODS if name != "colostomy"},
    also=[f"bowel.method_{name}" for name in BOWEL_METHODS],
    reference=_REFERENCE + "defaecation, supplementary method",
    first_admission=FIRST_ADMISSION,
)

# --- Laxatives -------------------------------------------------------------------------------------
ORAL_LAXATIVES = Variable(
    id="oral_laxatives",
    needs=frozenset({"bowel.laxatives", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("bowel.laxatives"),
    reference=_REFERENCE + "oral laxatives",
    keys=("TarmAvfmiddel",),
    first_admission=FIRST_ADMISSION,
)
LAXATIVE_KINDS = answers(
    {f"laxative_{name}": f"bowel.laxative_{name}" for name in LAXATIVES},
    answered=CHOSEN,
    needs=("bowel.laxatives",),
    among=lambda columns: columns["bowel.laxatives"] == 1,
    reference=_REFERENCE + "oral laxatives, which",
    first_admission=FIRST_ADMISSION,
)

# --- Faecal incontinence ---------------------------------------------------------------------------
_MONTHLY = ("daily", "one_to_six_a_week", "one_to_four_a_month")
_RARELY = ("less_than_monthly_or_never", ANSWERED_NOT_APPLICABLE)
_HOW_OFTEN = coded(
    "bowel.incontinence",
    {
        1: "daily",
        2: "one_to_six_a_week",
        3: "one_to_four_a_month",
        4: "less_than_monthly_or_never",
        7: "less_than_monthly_or_never",
        8: ANSWERED_NOT_APPLICABLE,
        9: NOT_KNOWN,
    },
)


def _faecal_incontinence(columns: Columns) -> ColumnElement[str]:
    """By the first of the two wordings since 2019, unless it is not answered."""
    first, second = columns["bowel.incontinence_2"], columns["bowel.incontinence_3"]
    answered = and_(first.is_not(None), first != -1)
    return _HOW_OFTEN({"bowel.incontinence": case((answered, first), else_=second)})


FAECAL_INCONTINENCE = Variable(
    id="faecal_incontinence",
    needs=frozenset({"bowel.incontinence_2", "bowel.incontinence_3", "stay.admission"}),
    codes=(*_MONTHLY, *_RARELY, NOT_KNOWN, MISSING),
    levels=(
        Level(
            id="monthly_or_not",
            groups={"at_least_monthly": _MONTHLY, "less_or_not_applicable": _RARELY, **_UNANSWERED},
        ),
        Level(
            id="how_often",
            coarser=("monthly_or_not",),
            groups={**one_each(*_MONTHLY), "less_or_not_applicable": _RARELY, **_UNANSWERED},
        ),
        recorded(*_MONTHLY, *_RARELY, NOT_KNOWN, MISSING, coarser=("how_often",), shared=False),
    ),
    code=_faecal_incontinence,
    reference=_REFERENCE + "frequency of faecal incontinence",
    keys=("TarmInkontinensFra2019",),
    first_admission=FIRST_ADMISSION,
    replaces=Replaced(variable="faecal_incontinence_to_2018", on=NEW_WORDING),
)

_OLD_WEEKLY = ("more_than_daily", "daily", "weekly")
_OLD_MONTHLY = ("more_than_monthly", "monthly")
_OLD_RARELY = ("less_than_monthly", "never")

# Of these years hardly any is released, so that details are for a unit's own pages.
FAECAL_INCONTINENCE_TO_2018 = Variable(
    id="faecal_incontinence_to_2018",
    needs=frozenset({"bowel.incontinence_to_2018", "stay.admission"}),
    codes=(*_OLD_WEEKLY, *_OLD_MONTHLY, *_OLD_RARELY, NOT_KNOWN, MISSING),
    levels=(
        Level(
            id="monthly_or_not",
            groups={
                "at_least_monthly": (*_OLD_WEEKLY, *_OLD_MONTHLY),
                "less_than_monthly_or_never": _OLD_RARELY,
                **_UNANSWERED,
            },
        ),
        recorded(
            *_OLD_WEEKLY,
            *_OLD_MONTHLY,
            *_OLD_RARELY,
            NOT_KNOWN,
            MISSING,
            coarser=("monthly_or_not",),
            shared=False,
        ),
    ),
    code=coded(
        "bowel.incontinence_to_2018",
        {
            **dict(enumerate((*_OLD_WEEKLY, *_OLD_MONTHLY, *_OLD_RARELY), start=1)),
            9: NOT_KNOWN,
        },
    ),
    reference="ISCoS Bowel Function 1.0: frequency of faecal incontinence",
    keys=("TarmInkontinensTom2018",),
    first_admission=FIRST_ADMISSION,
)

# --- Surgery ---------------------------------------------------------------------------------------
SURGERY = Variable(
    id="bowel_surgery",
    needs=frozenset({"bowel.surgery", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("bowel.surgery"),
    reference=_REFERENCE + "surgical procedures on the gastrointestinal tract",
    keys=("TarmKirInngrep",),
    first_admission=FIRST_ADMISSION,
)
PROCEDURES = answers(
    {f"bowel_surgery_{name}": f"bowel.surgery_{name}" for name in BOWEL_SURGERIES},
    needs=("bowel.surgery",),
    among=lambda columns: columns["bowel.surgery"] == 1,
    reference=_REFERENCE + "surgical procedures on the gastrointestinal tract, which",
    first_admission=FIRST_ADMISSION,
)

# --- Neurogenic bowel dysfunction score ------------------------------------------------------------
MOST_POINTS = 47
_SCORE = column("bowel.dysfunction_score")
_SEVERITIES = {"nbd_very_minor": 0, "nbd_minor": 7, "nbd_moderate": 10, "nbd_severe": 14}
_SLIGHT, _GRAVE = tuple(_SEVERITIES)[:2], tuple(_SEVERITIES)[2:]

# -1, a score that was not calculated, lies below the first severity.
DYSFUNCTION = Variable(
    id="bowel_dysfunction",
    needs=frozenset({"bowel.dysfunction_score", "stay.admission"}),
    codes=(*_SEVERITIES, MISSING),
    levels=(
        Level(
            id="two_groups",
            groups={"nbd_at_most_minor": _SLIGHT, "nbd_at_least_moderate": _GRAVE, MISSING: (MISSING,)},
        ),
        recorded(*_SEVERITIES, MISSING, coarser=("two_groups",)),
    ),
    code=binned(_SCORE, _SEVERITIES, most=MOST_POINTS),
    quantity=Quantity(number=_SCORE, unit="points", step=1, bins=_SEVERITIES),
    reference="Neurogenic bowel dysfunction score, Krogh 2006: very minor 0-6, minor 7-9, moderate 10-13, severe 14-47",
    keys=("TarmNBD",),
    first_admission=FIRST_ADMISSION,
)

BOWEL_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        BOWEL_EMPTYING,
        *MAIN_METHODS,
        *EXTRA_METHODS,
        ORAL_LAXATIVES,
        *LAXATIVE_KINDS,
        FAECAL_INCONTINENCE,
        FAECAL_INCONTINENCE_TO_2018,
        SURGERY,
        *PROCEDURES,
        DYSFUNCTION,
    )
}
BOWEL_MULTIPLES: Mapping[str, Multiple] = {
    multiple.id: multiple
    for multiple in (
        several("bowel_main", MAIN_METHODS, keys=("TarmAvfHoved",)),
        several("bowel_extra", EXTRA_METHODS, keys=("TarmAvfTillegg",)),
        several("oral_laxatives_which", LAXATIVE_KINDS, keys=("TarmAvfmiddelHvilke",)),
        several("bowel_surgery_which", PROCEDURES, keys=("TarmKirInngrepHvilke",)),
    )
}
