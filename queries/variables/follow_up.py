"""What became of a stay: the first follow-up that was carried out, and the last one that was not.

A stay without such a form has nothing recorded, so its answers are missing: whoever was not seen again is not
known to be well. Divided by the same at discharge, grade and place show the change from discharge to follow-up.
"""

import datetime
from collections.abc import Mapping

from sqlalchemy import or_
from sqlalchemy.sql import ColumnElement

from queries.schema import COMPLICATIONS
from queries.variable import MISSING, Columns, Level, Multiple, Quantity, Variable
from queries.variables.characteristics import AGE, AGE_BINS, GRADES
from queries.variables.reading import answers, coded, column, one_each, recorded, several
from queries.variables.stay import PLACES, any_complication, place_levels

_UNCLASSIFIED = one_each("unknown", MISSING)

AIS_FOLLOW_UP = Variable(
    id="ais_follow_up",
    needs=frozenset({"follow_up.ais", "stay.admission"}),
    codes=(*GRADES, "unknown", MISSING),
    # Unlike at discharge a missing grade is no group among others: most who lack one were not seen.
    levels=(
        Level(
            id="severity_in_two",
            groups={"A_C": GRADES[:3], "D_E": GRADES[3:], **_UNCLASSIFIED},
        ),
        Level(
            id="grade_groups",
            coarser=("severity_in_two",),
            groups={"A": ("A",), "B_C": GRADES[1:3], "D_E": GRADES[3:], **_UNCLASSIFIED},
        ),
        Level(
            id="grades",
            coarser=("grade_groups",),
            groups={**one_each("A", "B", "C"), "D_E": GRADES[3:], **_UNCLASSIFIED},
        ),
        recorded(*GRADES, "unknown", MISSING, coarser=("grades",), shared=False),
    ),
    code=coded("follow_up.ais", {**dict(enumerate(GRADES, start=1)), 9: "unknown"}),
    reference="ISNCSCI 2019: AIS grade",
    keys=("KontFAis",),
    first_admission=datetime.date(2015, 1, 1),
)

PLACE_FOLLOW_UP = Variable(
    id="place_follow_up",
    needs=frozenset({"follow_up.place"}),
    codes=(*PLACES.values(), MISSING),
    levels=place_levels(),
    code=coded("follow_up.place", PLACES),
    reference="ISCoS Core 3.0: place of discharge, asked again at follow-up",
    keys=("KontUtTil",),
)

_CARRIED_OUT = ("follow_up_inpatient", "follow_up_outpatient", "follow_up_video", "follow_up_telephone")

FOLLOW_UP_CARRIED_OUT = Variable(
    id="follow_up_carried_out",
    needs=frozenset({"follow_up.carried_out"}),
    codes=(*_CARRIED_OUT, MISSING),
    levels=(
        Level(
            id="met_or_remote",
            groups={
                "follow_up_met": _CARRIED_OUT[:2],
                "follow_up_remote": _CARRIED_OUT[2:],
                MISSING: (MISSING,),
            },
        ),
        recorded(*_CARRIED_OUT, MISSING, coarser=("met_or_remote",)),
    ),
    age="follow_up.age",
    code=coded("follow_up.carried_out", dict(enumerate(_CARRIED_OUT, start=1))),
    reference="Registry: how the follow-up was carried out",
    keys=("KontUtfHvordan",),
)

_REASONS = (
    "did_not_attend",
    "patient_postponed",
    "no_contact",
    "health_reasons",
    "no_capacity",
    "followed_up_elsewhere",
    "declined",
    "death",
    "other_reason",
)

MISSED_FOLLOW_UP = Variable(
    id="missed_follow_up_reason",
    needs=frozenset({"missed_follow_up.reason"}),
    codes=(*_REASONS, MISSING),
    levels=(
        Level(
            id="whose_reason",
            groups={
                "reason_of_unit": ("no_capacity", "followed_up_elsewhere"),
                "reason_of_patient": (
                    "did_not_attend",
                    "patient_postponed",
                    "no_contact",
                    "health_reasons",
                    "declined",
                    "death",
                    "other_reason",
                ),
                MISSING: (MISSING,),
            },
        ),
        recorded(*_REASONS, MISSING, coarser=("whose_reason",), shared=False),
    ),
    code=coded("missed_follow_up.reason", dict(enumerate(_REASONS, start=1))),
    # Unlike a result, the reason why there is none cannot be missing where there was nothing to miss.
    among=lambda columns: columns["missed_follow_up.of_stay"].is_not(None),
    reference="Registry: reason why the follow-up was not carried out",
    keys=("KontControlInterruptedReason",),
)

_COMPLICATIONS = "Registry: complications at follow-up"
COMPLICATIONS_SINCE = datetime.date(2023, 2, 15)


def _asked_about_complications(columns: Columns) -> ColumnElement[bool]:
    """The questions came into the form on a day of its own, so what counts is when the form was made."""
    made = columns["follow_up.created"] >= COMPLICATIONS_SINCE.isoformat()
    return or_(columns["follow_up.of_stay"].is_(None), made)


COMPLICATION_ANSWERS = answers(
    {f"follow_up_complication_{name}": f"follow_up.complication_{name}" for name in COMPLICATIONS},
    needs=("follow_up.created",),
    age="follow_up.age",
    among=_asked_about_complications,
    reference=_COMPLICATIONS,
)

ANY_COMPLICATION = any_complication(
    "follow_up_any_complication",
    "follow_up",
    needs=frozenset({"follow_up.created"}),
    age="follow_up.age",
    among=_asked_about_complications,
    reference=_COMPLICATIONS,
)

FOLLOW_UP_COMPLICATIONS = several("follow_up_complications", COMPLICATION_ANSWERS, keys=("KontrKompl",))


def _at_follow_up(columns: Columns) -> Columns:
    return {"stay.age": columns["follow_up.age"]}


AGE_FOLLOW_UP = Variable(
    id="age_follow_up",
    needs=frozenset({"follow_up.age"}),
    codes=AGE.codes,
    levels=AGE.levels,
    code=lambda columns: AGE.code(_at_follow_up(columns)),
    reference="ISCoS Core 3.0: age groups, here by age at follow-up",
    quantity=Quantity(number=column("follow_up.age"), unit="years", step=1, bins=AGE_BINS),
)

FOLLOW_UP_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        AIS_FOLLOW_UP,
        PLACE_FOLLOW_UP,
        AGE_FOLLOW_UP,
        FOLLOW_UP_CARRIED_OUT,
        MISSED_FOLLOW_UP,
        ANY_COMPLICATION,
        *COMPLICATION_ANSWERS,
    )
}
FOLLOW_UP_MULTIPLES: Mapping[str, Multiple] = {FOLLOW_UP_COMPLICATIONS.id: FOLLOW_UP_COMPLICATIONS}
