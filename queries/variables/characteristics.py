"""The characteristics: what stays are told apart by, in filters and comparisons, declared once.

A `Variable` gives each stay exactly one of its `codes`. Its `levels` group the codes, each level a partition;
`coarser` names the levels that a level refines, so that the levels form a chain (or a small lattice) in which
every step only splits groups. Levels that are not `shared` exist in own-unit pages only.

Sources: International SCI Core Data Set 2.0 and 3.0 (Biering-Sørensen et al., Spinal Cord 2017;55:759 and
2023;61:65), International standards for neurological classification (ASIA/ISCoS 2019), non-traumatic data set
(New & Marshall, Spinal Cord 2014;52:123).
"""

import datetime
from collections.abc import Callable, Mapping

from sqlalchemy import and_, case, literal, or_
from sqlalchemy.sql import ColumnElement

from queries.schema import SIDES
from queries.variable import MISSING, Columns, Level, Quantity, Variable
from queries.variables.reading import coded, column, one_each

# --- Cause -----------------------------------------------------------------------------------------
_TRAUMATIC = {1: "sport", 2: "assault", 3: "transport", 4: "fall", 5: "other_traumatic"}
NONTRAUMATIC = {
    1: "congenital",
    2: "degenerative",
    3: "tumour_benign",
    4: "tumour_malignant",
    5: "vascular",
    6: "infection",
    8: "nontraumatic_other",
    9: "nontraumatic_unspecified",
}


def _cause(columns: Columns) -> ColumnElement[str]:
    cause, detail = columns["stay.cause"], columns.get("stay.nontraumatic_cause")
    details = (
        []
        if detail is None
        else [(and_(cause == 6, detail == value), literal(code)) for value, code in NONTRAUMATIC.items()]
    )
    return case(
        *((cause == value, literal(code)) for value, code in _TRAUMATIC.items()),
        *details,
        (cause == 6, literal("nontraumatic_unspecified")),
        else_=literal(MISSING),
    )


_TRAUMATIC_CODES = tuple(_TRAUMATIC.values())
_NONTRAUMATIC_CODES = tuple(NONTRAUMATIC.values())
TUMOURS = ("tumour_benign", "tumour_malignant")
NONTRAUMATIC_REST = ("congenital", "nontraumatic_other", "nontraumatic_unspecified")

CAUSE = Variable(
    id="cause",
    needs=frozenset({"stay.cause"}),
    helped_by=frozenset({"stay.nontraumatic_cause"}),
    codes=(*_TRAUMATIC_CODES, *_NONTRAUMATIC_CODES, MISSING),
    levels=(
        Level(
            id="injury_type",
            groups={"traumatic": _TRAUMATIC_CODES, "nontraumatic": _NONTRAUMATIC_CODES, MISSING: (MISSING,)},
        ),
        # Assault is one in a hundred: with its own group, no unit could ever show a cause of injury.
        Level(
            id="main_causes",
            coarser=("injury_type",),
            groups={
                **one_each("fall", "transport", "sport"),
                "assault_other": ("assault", "other_traumatic"),
                "nontraumatic": _NONTRAUMATIC_CODES,
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="traumatic_causes",
            coarser=("main_causes",),
            groups={
                **one_each("fall", "transport", "sport", "assault", "other_traumatic"),
                "nontraumatic": _NONTRAUMATIC_CODES,
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="nontraumatic_causes",
            coarser=("main_causes",),
            groups={
                **one_each("fall", "transport", "sport"),
                "assault_other": ("assault", "other_traumatic"),
                **one_each("degenerative", "vascular", "infection"),
                "tumour": TUMOURS,
                "nontraumatic_rest": NONTRAUMATIC_REST,
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="recorded",
            coarser=("traumatic_causes", "nontraumatic_causes"),
            groups=one_each(*_TRAUMATIC_CODES, *_NONTRAUMATIC_CODES, MISSING),
        ),
    ),
    code=_cause,
    reference="ISCoS Core 3.0: spinal cord injury aetiology; ISCoS Non-traumatic 2014",
    keys=("SkadeArsak",),
    left_out=frozenset({MISSING}),
)

# --- Sex and age -----------------------------------------------------------------------------------
SEX = Variable(
    id="sex",
    needs=frozenset({"stay.sex"}),
    codes=("woman", "man", MISSING),
    levels=(Level(id="sex", groups=one_each("woman", "man", MISSING)),),
    code=coded("stay.sex", {1: "man", 2: "woman"}),
    reference="ISCoS Core 3.0: sex assigned at birth",
    left_out=frozenset({MISSING}),
)

OLDEST_PLAUSIBLE = 120
# ISCoS reporting bands, the second split at 16 because quality of life is asked from that age: age groups
# and "asked" are then nested, and no patient of 15 can be found by subtracting one from the other.
_AGE_BANDS = (
    (0, "0_14"),
    (15, "15"),
    (16, "16_29"),
    (30, "30_44"),
    (45, "45_59"),
    (60, "60_74"),
    (75, "75_plus"),
)
AGE_BINS: Mapping[str, float] = {code: least for least, code in _AGE_BANDS}


def _age(columns: Columns) -> ColumnElement[str]:
    age = columns["stay.age"]
    return case(
        (or_(age.is_(None), age < 0, age > OLDEST_PLAUSIBLE), literal(MISSING)),
        *((age >= low, literal(code)) for low, code in reversed(_AGE_BANDS)),
        else_=literal(MISSING),
    )


AGE = Variable(
    id="age",
    needs=frozenset({"stay.age"}),
    codes=(*(code for _, code in _AGE_BANDS), MISSING),
    levels=(
        Level(
            id="two_bands",
            groups={
                "0_59": ("0_14", "15", "16_29", "30_44", "45_59"),
                "60_plus": ("60_74", "75_plus"),
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="three_bands",
            coarser=("two_bands",),
            groups={
                "0_44": ("0_14", "15", "16_29", "30_44"),
                "45_59": ("45_59",),
                "60_plus": ("60_74", "75_plus"),
                MISSING: (MISSING,),
            },
        ),
        Level(
            id="iscos_bands",
            coarser=("three_bands",),
            groups={
                "0_14": ("0_14",),
                "15_29": ("15", "16_29"),
                **one_each("30_44", "45_59", "60_74", "75_plus", MISSING),
            },
        ),
    ),
    code=_age,
    reference="ISCoS Core 3.0: age at injury groups (here age at acute admission)",
    keys=("Alder",),
    quantity=Quantity(number=column("stay.age"), unit="years", step=1, bins=AGE_BINS),
    left_out=frozenset({MISSING, "0_14", "15"}),
)

# --- AIS grade -------------------------------------------------------------------------------------
NOT_CLASSIFIED = ("unknown", "not_done", MISSING)
GRADES = ("A", "B", "C", "D", "E")


def _ais(time: str) -> Callable[[Columns], ColumnElement[str]]:
    def code(columns: Columns) -> ColumnElement[str]:
        grade = columns[f"stay.ais_{time}"]
        not_done = columns.get(f"stay.ais_not_done_{time}", literal(0))
        return case(
            *((grade == value, literal(letter)) for value, letter in enumerate(GRADES, start=1)),
            (grade == 9, literal("unknown")),
            (and_(or_(grade == -1, grade.is_(None)), not_done == 1), literal("not_done")),
            else_=literal(MISSING),
        )

    return code


def _ais_variable(time: str, *keys: str) -> Variable:
    # D and E are one shared group: E is an intact level under another name (structural zeros). The coarsest
    # level takes "not classified" with them, so that grade by level has no impossible cell.
    return Variable(
        id=f"ais_{time}",
        needs=frozenset({f"stay.ais_{time}", "stay.admission"}),
        helped_by=frozenset({f"stay.ais_not_done_{time}"}),
        codes=(*GRADES, *NOT_CLASSIFIED),
        levels=(
            Level(
                id="severity",
                groups={"A_C": ("A", "B", "C"), "D_E_not_classified": ("D", "E", *NOT_CLASSIFIED)},
            ),
            Level(
                id="grade_groups",
                coarser=("severity",),
                groups={"A": ("A",), "B_C": ("B", "C"), "D_E": ("D", "E"), "not_classified": NOT_CLASSIFIED},
            ),
            Level(
                id="grades",
                coarser=("grade_groups",),
                groups={**one_each("A", "B", "C"), "D_E": ("D", "E"), "not_classified": NOT_CLASSIFIED},
            ),
            Level(
                id="recorded", coarser=("grades",), groups=one_each(*GRADES, *NOT_CLASSIFIED), shared=False
            ),
        ),
        code=_ais(time),
        reference="ISNCSCI 2019 / ISCoS Core 3.0: AIS grade",
        keys=keys,
        first_admission=datetime.date(2015, 1, 1),
    )


AIS_ADMISSION = _ais_variable("admission", "AAis")
# Divided by the grade at admission it is the conversion from one to the other.
AIS_DISCHARGE = _ais_variable("discharge", "FAis", "AAisFAis")


# --- Neurological level ----------------------------------------------------------------------------
def _level(time: str) -> Callable[[Columns], ColumnElement[str]]:
    """Most rostral of the four recorded levels. Partly missing is not classified, never paraplegia; the
    cervical half is named only where nothing unrecorded could lie higher."""

    def code(columns: Columns) -> ColumnElement[str]:
        areas = [columns[f"stay.area_{side}_{time}"] for side in SIDES]
        segments = [columns.get(f"stay.cervical_{side}_{time}", literal(-1)) for side in SIDES]
        cervical = [area == 1 for area in areas]
        below = [area.in_((2, 3, 4)) for area in areas]
        intact = [area == 5 for area in areas]
        pairs = list(zip(areas, segments, strict=True))
        high = or_(*(and_(area == 1, segment.between(1, 4)) for area, segment in pairs))
        placed = [
            or_(area.in_((2, 3, 4, 5)), and_(area == 1, segment.between(5, 8))) for area, segment in pairs
        ]
        return case(
            (high, literal("c1_4")),
            (and_(or_(*cervical), *placed), literal("c5_8")),
            (or_(*cervical), literal("cervical_unspecified")),
            (and_(*intact), literal("intact")),
            (and_(*(or_(b, i) for b, i in zip(below, intact, strict=True))), literal("t1_s5")),
            else_=literal("not_classified"),
        )

    return code


def _level_variable(time: str) -> Variable:
    tetraplegia = ("c1_4", "c5_8", "cervical_unspecified")
    unclassified = ("intact", "not_classified")
    low_cervical = {"c5_8_or_unspecified": ("c5_8", "cervical_unspecified")}
    return Variable(
        id=f"level_{time}",
        needs=frozenset(f"stay.area_{side}_{time}" for side in SIDES),
        helped_by=frozenset(f"stay.cervical_{side}_{time}" for side in SIDES),
        codes=(*tetraplegia, "t1_s5", *unclassified),
        levels=(
            Level(
                id="cervical",
                groups={"tetraplegia": tetraplegia, "below_not_classified": ("t1_s5", *unclassified)},
            ),
            Level(
                id="plegia",
                coarser=("cervical",),
                groups={
                    "tetraplegia": tetraplegia,
                    "t1_s5": ("t1_s5",),
                    "not_classified_intact": unclassified,
                },
            ),
            Level(
                id="segments",
                coarser=("plegia",),
                groups={
                    "c1_4": ("c1_4",),
                    **low_cervical,
                    "t1_s5": ("t1_s5",),
                    "not_classified_intact": unclassified,
                },
            ),
            Level(
                id="recorded",
                coarser=("segments",),
                groups=one_each(*tetraplegia, "t1_s5", *unclassified),
                shared=False,
            ),
        ),
        code=_level(time),
        reference="ISNCSCI 2019 / ISCoS Core 3.0: neurological level of injury",
    )


LEVEL_ADMISSION = _level_variable("admission")
LEVEL_DISCHARGE = _level_variable("discharge")

CHARACTERISTICS: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (CAUSE, SEX, AGE, AIS_ADMISSION, AIS_DISCHARGE, LEVEL_ADMISSION, LEVEL_DISCHARGE)
}
