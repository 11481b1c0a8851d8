"""Lengths and weights of a stay: days in hospital, days until it was registered, body mass.

A bin of days goes from its first day up to, not including, the first of the next; the last is open-ended.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, literal
from sqlalchemy.sql import ColumnElement

from queries.sources.readers import days_between
from queries.variable import MISSING, Columns, Level, Quantity, Variable
from queries.variables.characteristics import OLDEST_PLAUSIBLE
from queries.variables.reading import NO, YES, Number, binned, column, one_each, recorded


def _days(firsts: Sequence[int]) -> dict[str, float]:
    """Bins of days by the first day of each, e.g. `days_0_19`, `days_20_plus`."""
    lasts = [f"{after - 1}" for after in firsts[1:]]
    return {f"days_{first}_{last}": first for first, last in zip(firsts, [*lasts, "plus"], strict=True)}


def _day_levels(bins: Mapping[str, float], *coarser: Sequence[int]) -> tuple[Level, ...]:
    """Levels from coarse to fine: in two, in a few, and as binned, by the first day of each group."""
    levels: list[Level] = []
    for id_, firsts in zip(("two_groups", "four_groups"), coarser, strict=True):
        groups = {group: _within(bins, least, firsts) for group, least in _days(firsts).items()}
        finer = tuple(level.id for level in levels[-1:])
        levels.append(Level(id=id_, coarser=finer, groups={**groups, MISSING: (MISSING,)}))
    return (*levels, recorded(*bins, MISSING, coarser=("four_groups",)))


def _within(bins: Mapping[str, float], least: float, firsts: Sequence[int]) -> tuple[str, ...]:
    beyond = next((first for first in firsts if first > least), float("inf"))
    return tuple(code for code, first in bins.items() if least <= first < beyond)


# --- Days in hospital ------------------------------------------------------------------------------
_REHAB = _days(range(0, 181, 20))
REHAB_DAYS = Variable(
    id="rehab_days",
    needs=frozenset({"stay.rehab_days", "stay.admission"}),
    codes=(*_REHAB, MISSING),
    levels=_day_levels(_REHAB, (0, 80), (0, 40, 80, 120)),
    code=binned(column("stay.rehab_days"), _REHAB),
    reference="ISCoS Core 3.0: days in specialised rehabilitation, leave not subtracted",
    keys=("DagerRehab",),
    first_admission=datetime.date(2015, 1, 1),
    quantity=Quantity(number=column("stay.rehab_days"), unit="days", step=1, bins=_REHAB),
)

# Shorter stays seldom leave time for a second examination: classification is reported for these apart.
LONG_REHAB_DAYS = 28
OVER_28_DAYS = Variable(
    id="over_28_days",
    needs=REHAB_DAYS.needs,
    codes=(YES, NO, MISSING),
    levels=(recorded(YES, NO, MISSING),),
    code=binned(column("stay.rehab_days"), {NO: 0, YES: LONG_REHAB_DAYS + 1}),
    reference="Registry: specialised rehabilitation of more than 28 days",
    first_admission=REHAB_DAYS.first_admission,
)

_TO_REHAB = _days(range(0, 101, 10))
DAYS_TO_REHAB = Variable(
    id="days_to_rehab",
    needs=frozenset({"stay.days_to_rehab", "stay.admission"}),
    codes=(*_TO_REHAB, MISSING),
    levels=_day_levels(_TO_REHAB, (0, 20), (0, 10, 20, 40)),
    code=binned(column("stay.days_to_rehab"), _TO_REHAB),
    reference="ISCoS Core 3.0: days from acute admission to specialised rehabilitation",
    keys=("DagerTilRehab",),
    first_admission=datetime.date(2015, 1, 1),
    quantity=Quantity(number=column("stay.days_to_rehab"), unit="days", step=1, bins=_TO_REHAB),
)

_TOTAL = _days(range(0, 241, 30))
TOTAL_DAYS = Variable(
    id="total_days",
    needs=frozenset({"stay.total_days", "stay.admission"}),
    codes=(*_TOTAL, MISSING),
    levels=_day_levels(_TOTAL, (0, 120), (0, 60, 120, 180)),
    code=binned(column("stay.total_days"), _TOTAL),
    reference="ISCoS Core 3.0: total days hospitalised, leave subtracted",
    keys=("OpphTot",),
    first_admission=datetime.date(2011, 1, 1),
    quantity=Quantity(number=column("stay.total_days"), unit="days", step=1, bins=_TOTAL),
)


# --- Registration ----------------------------------------------------------------------------------
def _delay(columns: Columns) -> ColumnElement[Any]:
    return days_between(columns["stay.first_closed"], columns["stay.discharge"])


# The first bin ends with one day, the others with 7, 14, 30, 90 and 365: the registry's goal is 30 at most.
_DELAYS = _days((0, 2, 8, 15, 31, 91, 366))
REGISTRATION_DELAY = Variable(
    id="registration_delay",
    needs=frozenset({"stay.first_closed", "stay.discharge"}),
    codes=(*_DELAYS, MISSING),
    levels=_day_levels(_DELAYS, (0, 31), (0, 8, 31, 91)),
    code=binned(_delay, _DELAYS),
    reference="Registry: days from discharge to the first closing of the main form",
    keys=("RegForsinkelse",),
    quantity=Quantity(number=_delay, unit="days", step=1, bins=_DELAYS),
)

# --- Body mass -------------------------------------------------------------------------------------
_ADULT = 18
# World Health Organization, Technical Report Series 894 (2000), table 2.1. Nobody's index is zero.
_BODY_MASS = {
    "bmi_under_18_5": 5,
    "bmi_18_5_25": 18.5,
    "bmi_25_30": 25,
    "bmi_30_35": 30,
    "bmi_35_40": 35,
    "bmi_40_plus": 40,
}
_OBESE = ("bmi_30_35", "bmi_35_40", "bmi_40_plus")
_NOT_OVERWEIGHT = ("bmi_under_18_5", "bmi_18_5_25")


def _adults(columns: Columns) -> ColumnElement[bool]:
    return columns["stay.age"].between(_ADULT, OLDEST_PLAUSIBLE)


def _body_mass(time: str, key: str) -> tuple[Variable, Variable]:
    """The body mass index at a time, and whether height and weight were both measured so that there is one."""
    index: Number = column(f"stay.bmi_{time}")
    needs = frozenset({f"stay.bmi_{time}", "stay.age", "stay.admission"})
    reference = f"Registry: body mass index at {time}; groups of the World Health Organization"
    since = datetime.date(2025, 1, 1)
    measured = binned(index, {YES: _BODY_MASS["bmi_under_18_5"]})
    return (
        Variable(
            id=f"bmi_{time}",
            needs=needs,
            codes=(*_BODY_MASS, MISSING),
            levels=(
                Level(
                    id="overweight_or_not",
                    groups={
                        "bmi_under_25": _NOT_OVERWEIGHT,
                        "bmi_25_plus": ("bmi_25_30", *_OBESE),
                        MISSING: (MISSING,),
                    },
                ),
                Level(
                    id="weight_classes",
                    coarser=("overweight_or_not",),
                    groups={
                        **one_each(*_NOT_OVERWEIGHT, "bmi_25_30"),
                        "bmi_30_plus": _OBESE,
                        MISSING: (MISSING,),
                    },
                ),
                recorded(*_BODY_MASS, MISSING, coarser=("weight_classes",)),
            ),
            code=binned(index, _BODY_MASS),
            reference=reference,
            keys=(key,),
            first_admission=since,
            among=_adults,
            quantity=Quantity(number=index, unit="kg_m2", step=0.5, bins=_BODY_MASS),
        ),
        Variable(
            id=f"bmi_measured_{time}",
            needs=needs,
            codes=(YES, NO),
            levels=(recorded(YES, NO),),
            code=lambda columns: case((measured(columns) == YES, literal(YES)), else_=literal(NO)),
            reference=reference,
            keys=(key,),
            first_admission=since,
            among=_adults,
        ),
    )


LENGTH_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        DAYS_TO_REHAB,
        REHAB_DAYS,
        OVER_28_DAYS,
        TOTAL_DAYS,
        REGISTRATION_DELAY,
        *_body_mass("admission", "ABMI"),
        *_body_mass("discharge", "FBMI"),
    )
}
