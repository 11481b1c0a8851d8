"""EQ-5D-5L: five dimensions of health in five degrees, and self-rated health today from 0 to 100.

Source: EuroQol, EQ-5D-5L User Guide 3.0 (2019), which pools degrees into "no problems" and "problems". No index
value is computed: value sets are national.
"""

from collections.abc import Mapping

from queries.schema import EQ5D_DIMENSIONS
from queries.variable import MISSING, Level, Quantity, Variable
from queries.variables.reading import binned, coded, column, recorded

# What a person has difficulty doing ends with being unable, what a person suffers from with the extreme.
_DOING = ("no_problems", "slight_problems", "moderate_problems", "severe_problems", "unable")
_SUFFERING = ("no_symptoms", "slight_symptoms", "moderate_symptoms", "severe_symptoms", "extreme_symptoms")
_KEYS = (
    "Eq5dQ1Mobility",
    "Eq5dQ2Selfcare",
    "Eq5dQ3UsualActivities",
    "Eq5dQ4PainDiscomfort",
    "Eq5dQ5AnxietyDepression",
)


def _dimension(name: str, key: str) -> Variable:
    degrees, kind = (_SUFFERING, "symptoms") if name in ("pain", "anxiety") else (_DOING, "problems")
    none, few, many = degrees[:1], degrees[1:3], degrees[3:]
    return Variable(
        id=f"eq5d_{name}",
        needs=frozenset({f"eq5d.{name}"}),
        codes=(*degrees, MISSING),
        levels=(
            Level(
                id="any_problems",
                groups={f"no_{kind}": none, f"any_{kind}": (*few, *many), MISSING: (MISSING,)},
            ),
            Level(
                id="three_groups",
                coarser=("any_problems",),
                groups={
                    f"no_{kind}": none,
                    f"slight_moderate_{kind}": few,
                    f"severe_extreme_{kind}": many,
                    MISSING: (MISSING,),
                },
            ),
            recorded(*degrees, MISSING, coarser=("three_groups",)),
        ),
        code=coded(f"eq5d.{name}", dict(enumerate(degrees, start=1))),
        reference="EQ-5D-5L",
        keys=(key,),
    )


_POINTS = {f"points_{low}_{low + 9}": low for low in range(0, 90, 10)} | {"points_90_100": 90}
_BINS = tuple(_POINTS)
_health = column("eq5d.health")

HEALTH_TODAY = Variable(
    id="eq5d_health",
    needs=frozenset({"eq5d.health"}),
    codes=(*_BINS, MISSING),
    levels=(
        Level(
            id="two_groups",
            groups={"points_0_49": _BINS[:5], "points_50_100": _BINS[5:], MISSING: (MISSING,)},
        ),
        Level(
            id="three_groups",
            coarser=("two_groups",),
            groups={
                "points_0_49": _BINS[:5],
                "points_50_69": _BINS[5:7],
                "points_70_100": _BINS[7:],
                MISSING: (MISSING,),
            },
        ),
        recorded(*_BINS, MISSING, coarser=("three_groups",), shared=False),
    ),
    code=binned(_health, _POINTS, most=100),
    reference="EQ-5D-5L: visual analogue scale",
    keys=("Eq5dQ6HealthToday",),
    quantity=Quantity(number=_health, unit="points", step=5, bins=_POINTS),
)

EQ5D_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        *(_dimension(name, key) for name, key in zip(EQ5D_DIMENSIONS, _KEYS, strict=True)),
        HEALTH_TODAY,
    )
}
