"""What the main form records of a stay besides its characteristics and its lengths.

Sources: International SCI Core Data Set 3.0 (Biering-Sørensen et al., Spinal Cord 2023;61:65) and Non-traumatic Data
Set (New & Marshall, Spinal Cord 2014;52:123); planned place, recommended follow-up and complications are the
registry's own questions.
"""

import datetime
from collections.abc import Mapping

from sqlalchemy import and_, case, literal, or_
from sqlalchemy.sql import ColumnElement

from queries.schema import COMPLICATIONS, SIDES
from queries.variable import MISSING, Columns, Level, Multiple, Variable
from queries.variables.characteristics import NONTRAUMATIC, NONTRAUMATIC_REST, TUMOURS
from queries.variables.reading import (
    NO,
    NOT_KNOWN,
    YES,
    YES_NO_CODES,
    Condition,
    answers,
    coded,
    first_ticked,
    one_each,
    recorded,
    several,
    yes_no,
)

# --- Cause -----------------------------------------------------------------------------------------
NONTRAUMATIC_CAUSE = Variable(
    id="nontraumatic_cause",
    needs=frozenset({"stay.cause", "stay.nontraumatic_cause", "stay.admission"}),
    codes=(*NONTRAUMATIC.values(), MISSING),
    levels=(
        Level(
            id="nontraumatic_main",
            groups={
                "degenerative": ("degenerative",),
                "tumour": TUMOURS,
                "nontraumatic_not_degenerative_tumour": ("vascular", "infection", *NONTRAUMATIC_REST),
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="nontraumatic_kinds",
            coarser=("nontraumatic_main",),
            groups={
                **one_each("degenerative", "vascular", "infection"),
                "tumour": TUMOURS,
                "nontraumatic_rest": NONTRAUMATIC_REST,
                MISSING: (MISSING,),
            },
        ),
        recorded(*NONTRAUMATIC.values(), MISSING, coarser=("nontraumatic_kinds",)),
    ),
    code=coded("stay.nontraumatic_cause", NONTRAUMATIC),
    among=lambda columns: columns["stay.cause"] == 6,
    reference="ISCoS Non-traumatic 2014: aetiology",
    keys=("Ntsci",),
    first_admission=datetime.date(2018, 1, 1),
)


# --- Tetraplegia or paraplegia ---------------------------------------------------------------------
def _plegia(time: str, key: str) -> Variable:
    """The neurological level in short, for the unit's own pages: others see that variable at its level `plegia`."""
    names = tuple(f"stay.area_{side}_{time}" for side in SIDES)

    def code(columns: Columns) -> ColumnElement[str]:
        areas = [columns[name] for name in names]
        return case(
            (or_(*(area == 1 for area in areas)), literal("tetraplegia")),
            (and_(*(area == 5 for area in areas)), literal("intact")),
            (and_(*(area.in_((2, 3, 4, 5)) for area in areas)), literal("t1_s5")),
            else_=literal("not_classified"),
        )

    codes = ("tetraplegia", "t1_s5", "intact", "not_classified")
    return Variable(
        id=f"plegia_{time}",
        needs=frozenset(names),
        codes=codes,
        levels=(recorded(*codes, shared=False),),
        code=code,
        reference="ISNCSCI 2019 / ISCoS Core 3.0: neurological level of injury",
        keys=(key,),
    )


# --- Treatment -------------------------------------------------------------------------------------
SPINAL_SURGERY = Variable(
    id="spinal_surgery",
    needs=frozenset({"stay.spinal_surgery", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("stay.spinal_surgery"),
    reference="ISCoS Core 3.0: spinal surgery",
    keys=("SpnlSurg2",),
    first_admission=datetime.date(2024, 1, 1),
)

_VENTILATED = ("ventilated_part_time", "ventilated_full_time", "ventilated_hours_not_known")

VENTILATION = Variable(
    id="ventilation",
    needs=frozenset({"stay.ventilation", "stay.admission"}),
    codes=("no", "ventilated_sleep", *_VENTILATED, NOT_KNOWN, MISSING),
    levels=(
        # Support for disordered breathing in sleep alone is no dependence on a ventilator.
        Level(
            id="ventilator_dependence",
            groups={
                "not_ventilator_dependent": ("no", "ventilated_sleep"),
                "ventilator_dependent": _VENTILATED,
                **one_each(NOT_KNOWN, MISSING),
            },
        ),
        recorded(
            "no", "ventilated_sleep", *_VENTILATED, NOT_KNOWN, MISSING, coarser=("ventilator_dependence",)
        ),
    ),
    code=coded(
        "stay.ventilation",
        {0: "no", 4: "ventilated_sleep", **dict(enumerate(_VENTILATED, start=1)), 9: NOT_KNOWN},
    ),
    reference="ISCoS Core 3.0: ventilatory assistance at discharge",
    keys=("VentAssi2",),
    first_admission=datetime.date(2025, 1, 1),
)

_COMPLICATIONS = "Registry: complications during primary rehabilitation"
_COMPLICATIONS_SINCE = datetime.date(2023, 1, 1)

COMPLICATION_ANSWERS = answers(
    {f"complication_{name}": f"stay.complication_{name}" for name in COMPLICATIONS},
    reference=_COMPLICATIONS,
    first_admission=_COMPLICATIONS_SINCE,
)


def any_complication(
    id_: str,
    form: str,
    *,
    needs: frozenset[str],
    reference: str,
    age: str = "stay.age",
    first_admission: datetime.date | None = None,
    among: Condition | None = None,
) -> Variable:
    """Whether a form ticks any complication; "no" is its box for none. Who ticks both has had one."""
    boxes = {name: f"{form}.complication_{name}" for name in COMPLICATIONS}
    none = boxes.pop("none")
    return Variable(
        id=id_,
        needs=needs | {*boxes.values(), none},
        codes=(YES, NO, MISSING),
        levels=(recorded(YES, NO, MISSING),),
        code=first_ticked({YES: tuple(boxes.values()), NO: (none,)}),
        reference=reference,
        age=age,
        first_admission=first_admission,
        among=among,
    )


ANY_COMPLICATION = any_complication(
    "any_complication",
    "stay",
    needs=frozenset({"stay.admission"}),
    reference=_COMPLICATIONS,
    first_admission=_COMPLICATIONS_SINCE,
)
STAY_COMPLICATIONS = several("complications", COMPLICATION_ANSWERS, keys=("KomplPrim",))

# --- Discharge -------------------------------------------------------------------------------------
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
    99: NOT_KNOWN,
}
_SUPPORTED = ("assisted_living", "group_living")
_ELSEWHERE = ("correctional", "hotel", "homeless", "deceased", "other_place", "planned_home")
_UNANSWERED = one_each(NOT_KNOWN, MISSING)


def place_levels() -> tuple[Level, ...]:
    """Home is the place people live in; a home that is still only planned is not that."""
    institutions = ("hospital", "nursing_home", *_SUPPORTED)
    return (
        Level(
            id="home_or_not",
            groups={"home": ("home",), "not_home": (*institutions, *_ELSEWHERE), **_UNANSWERED},
        ),
        Level(
            id="kinds_of_place",
            coarser=("home_or_not",),
            groups={"home": ("home",), "care": institutions, "elsewhere": _ELSEWHERE, **_UNANSWERED},
        ),
        Level(
            id="main_places",
            coarser=("kinds_of_place",),
            groups={
                **one_each("home", "hospital", "nursing_home"),
                "supported_living": _SUPPORTED,
                "elsewhere": _ELSEWHERE,
                **_UNANSWERED,
            },
        ),
        # One prison or hotel in a thousand stays: no level for others could ever show them.
        recorded(*PLACES.values(), MISSING, coarser=("main_places",), shared=False),
    )


DISCHARGE_PLACE = Variable(
    id="discharge_place",
    needs=frozenset({"stay.discharge_place"}),
    codes=(*PLACES.values(), MISSING),
    levels=place_levels(),
    code=coded("stay.discharge_place", PLACES),
    reference="ISCoS Core 3.0: place of discharge",
    keys=("UtTil",),
)

_PLANNED = {1: "nursing_respite", 2: "training_institution", 3: "hospital", 4: "family", 8: "other_place"}

PLANNED_PLACE = Variable(
    id="planned_place",
    needs=frozenset({"stay.planned_place", "stay.discharge_place", "stay.admission"}),
    codes=(*_PLANNED.values(), MISSING),
    levels=(
        Level(
            id="institution_or_not",
            groups={
                "institution": ("nursing_respite", "training_institution", "hospital"),
                "family_or_other": ("family", "other_place"),
                MISSING: (MISSING,),
            },
        ),
        recorded(*_PLANNED.values(), MISSING, coarser=("institution_or_not",)),
    ),
    code=coded("stay.planned_place", _PLANNED),
    # Asked of who waits for a home; who answered it was asked, whatever the place of discharge says.
    among=lambda columns: or_(
        columns["stay.discharge_place"] == 11, columns["stay.planned_place"].in_(_PLANNED)
    ),
    reference="Registry: planned temporary place of discharge",
    keys=("PPlaceDis",),
    first_admission=datetime.date(2018, 1, 1),
)

_WITHIN = {years: f"within_{years}_years" for years in range(2, 6)}
_NO_FOLLOW_UP = {
    6: "follow_up_not_applicable",
    7: "follow_up_not_arranged",
    8: "follow_up_not_relevant",
}
_RECOMMENDED = {1: "within_1_year", **_WITHIN, **_NO_FOLLOW_UP}

RECOMMENDED_FOLLOW_UP = Variable(
    id="recommended_follow_up",
    needs=frozenset({"stay.recommended_follow_up"}),
    codes=(*_RECOMMENDED.values(), MISSING),
    levels=(
        Level(
            id="follow_up_or_not",
            groups={
                "follow_up_recommended": ("within_1_year", *_WITHIN.values()),
                "no_follow_up": tuple(_NO_FOLLOW_UP.values()),
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="follow_up_times",
            coarser=("follow_up_or_not",),
            groups={
                "within_1_year": ("within_1_year",),
                "after_1_year": tuple(_WITHIN.values()),
                "no_follow_up": tuple(_NO_FOLLOW_UP.values()),
                MISSING: (MISSING,),
            },
        ),
        recorded(*_RECOMMENDED.values(), MISSING, coarser=("follow_up_times",)),
    ),
    code=coded("stay.recommended_follow_up", _RECOMMENDED),
    reference="Registry: recommended time to follow-up",
    keys=("AnbefTidKtr",),
)

STAY_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        NONTRAUMATIC_CAUSE,
        _plegia("admission", "NivaaInn"),
        _plegia("discharge", "NivaaUt"),
        SPINAL_SURGERY,
        VENTILATION,
        ANY_COMPLICATION,
        *COMPLICATION_ANSWERS,
        DISCHARGE_PLACE,
        PLANNED_PLACE,
        RECOMMENDED_FOLLOW_UP,
    )
}
STAY_MULTIPLES: Mapping[str, Multiple] = {STAY_COMPLICATIONS.id: STAY_COMPLICATIONS}
