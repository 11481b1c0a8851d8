"""Every quality indicator, declared once: what counts, among whom, which way is better, and its targets by date.

Definitions follow the registry's published indicator set; `docs/method.md` gives each in words with the
data-set reference and says where the older service computes differently.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, case, literal, or_
from sqlalchemy.sql import ColumnElement

from queries.schema import BLADDER_METHODS
from queries.sources.readers import days_between
from queries.variable import MISSING, NOT_APPLICABLE, Columns
from queries.variables import AIS_ADMISSION, AIS_DISCHARGE, GRADES, LEVEL_DISCHARGE, OLDEST_PLAUSIBLE

MET, NOT_MET = "met", "not_met"
TargetClass = Literal["high", "moderate", "low"]


@dataclass(frozen=True, kw_only=True)
class Target:
    """Target limits in per cent, valid for periods that start in `from_year` or later.

    A share strictly beyond `high` is high; up to and including `moderate` it is moderate; the rest is low. So
    a share of exactly 90 with limits 90 and 75 is moderate.
    """

    from_year: int
    high: float
    moderate: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """A rate over stays. `among`, `known` and `met` build SQL conditions; `met` is read only where both hold.

    `gate` names the variable group whose stays alone are counted; the indicator then refines that variable.
    `derived_from` names variables of which this is a function: never combined with them in the shared lane.
    `first_admission`: stays admitted earlier are not applicable, because the form did not exist.
    """

    id: str
    kind: Literal["process", "outcome"]
    better: Literal["higher", "lower"]
    needs: frozenset[str]
    helped_by: frozenset[str] = frozenset()
    met: Callable[[Columns], ColumnElement[bool]]
    known: Callable[[Columns], ColumnElement[bool]] | None = None
    among: Callable[[Columns], ColumnElement[bool]] | None = None
    gate: tuple[str, str, str] | None = None  # variable, level, group
    derived_from: frozenset[str] = frozenset()
    first_admission: datetime.date | None = None
    targets: tuple[Target, ...] = ()
    reference: str

    codes: tuple[str, ...] = (MET, NOT_MET, MISSING, NOT_APPLICABLE)

    def value(self, columns: Columns) -> ColumnElement[str]:
        """The indicator's value for a stay: met, not met, missing, or not applicable."""
        outside = [(~condition, literal(NOT_APPLICABLE)) for condition in self._conditions(columns)]
        unknown = [] if self.known is None else [(~self.known(columns), literal(MISSING))]
        return case(*outside, *unknown, (self.met(columns), literal(MET)), else_=literal(NOT_MET))

    def _conditions(self, columns: Columns) -> list[ColumnElement[bool]]:
        conditions = [] if self.among is None else [self.among(columns)]
        if self.first_admission is not None:
            admission = columns["stay.admission"]
            started = and_(admission.is_not(None), admission >= self.first_admission.isoformat())
            conditions.append(started)
        return conditions

    def target_for(self, first_year: int, last_year: int) -> Target | None:
        """The limits valid for a whole period; None where there are none or they changed within it."""
        at_start = [target for target in self.targets if target.from_year <= first_year]
        at_end = [target for target in self.targets if target.from_year <= last_year]
        return at_end[-1] if at_end and at_start and at_start[-1] == at_end[-1] else None

    def target_class(self, share: float, target: Target) -> TargetClass:
        """Where a share (0 to 1) stands against limits."""
        percent = round(share * 100, 9)  # the limit itself must not fall to either side by binary rounding
        if self.better == "lower":
            return "high" if percent < target.high else "moderate" if percent <= target.moderate else "low"
        return "high" if percent > target.high else "moderate" if percent >= target.moderate else "low"


def _graded(code: ColumnElement[str]) -> ColumnElement[bool]:
    return code.in_(GRADES)


def _classified(columns: Columns) -> ColumnElement[bool]:
    return and_(_graded(AIS_ADMISSION.code(columns)), _graded(AIS_DISCHARGE.code(columns)))


def _form_present(form: str) -> Callable[[Columns], ColumnElement[bool]]:
    """The statement joins the last form dated on or before discharge, or none."""
    return lambda columns: columns[f"{form}.of_stay"].is_not(None)


def _methods(columns: Columns, *names: str) -> ColumnElement[bool]:
    # Ticks may be NULL (not delivered); a condition used under NOT must never be.
    asked = (f"urinary.method_{name}" for name in names)
    ticked = (columns[name] for name in asked if name in columns)
    return or_(*(and_(tick.is_not(None), tick == 1) for tick in ticked))


def _delay_known(columns: Columns) -> ColumnElement[bool]:
    closed, discharge = columns["stay.first_closed"], columns["stay.discharge"]
    return and_(closed.is_not(None), discharge.is_not(None), closed >= discharge)


_URINARY_METHODS = frozenset(f"urinary.method_{name}" for name in BLADDER_METHODS)
TIMELY_DAYS = 30
_SHARE_90_75 = (Target(from_year=2011, high=90, moderate=75),)
_SHARE_90_80 = (Target(from_year=2011, high=90, moderate=80),)

INDICATORS: Mapping[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        Indicator(
            id="classification",
            kind="process",
            better="higher",
            needs=AIS_ADMISSION.needs | AIS_DISCHARGE.needs,
            met=_classified,
            derived_from=frozenset({AIS_ADMISSION.id, AIS_DISCHARGE.id}),
            first_admission=datetime.date(2015, 1, 1),
            targets=_SHARE_90_75,
            reference="ISNCSCI 2019: examination at admission and at discharge, AIS grade A to E",
        ),
        Indicator(
            id="bladder_assessed",
            kind="process",
            better="higher",
            needs=frozenset({"urinary.id", "stay.admission"}),
            met=_form_present("urinary"),
            first_admission=datetime.date(2015, 1, 1),
            targets=_SHARE_90_80,
            reference="ISCoS Lower Urinary Tract Function 2.0: form dated on or before discharge",
        ),
        Indicator(
            id="bladder_regime",
            kind="outcome",
            better="higher",
            needs=LEVEL_DISCHARGE.needs | _URINARY_METHODS | {"urinary.id", "stay.admission"},
            # Sacral stimulation was retired in 2020; where it was ticked, it is a method known.
            helped_by=LEVEL_DISCHARGE.helped_by | {"urinary.method_sacral"},
            among=lambda columns: LEVEL_DISCHARGE.code(columns) == "t1_s5",
            known=lambda columns: and_(
                _form_present("urinary")(columns), _methods(columns, *BLADDER_METHODS, "sacral")
            ),
            met=lambda columns: _methods(columns, "normal", "self_catheter", "attendant_catheter"),
            gate=(LEVEL_DISCHARGE.id, "plegia", "t1_s5"),
            first_admission=datetime.date(2015, 1, 1),
            targets=(Target(from_year=2011, high=75, moderate=50),),
            reference="ISCoS Lower Urinary Tract Function 2.0: bladder emptying, main method",
        ),
        Indicator(
            id="nursing_home",
            kind="outcome",
            better="lower",
            needs=frozenset({"stay.discharge_place"}),
            known=lambda columns: and_(
                columns["stay.discharge_place"].is_not(None), columns["stay.discharge_place"].between(1, 11)
            ),
            met=lambda columns: columns["stay.discharge_place"] == 3,
            targets=(Target(from_year=2011, high=10, moderate=20),),
            reference="ISCoS Core 3.0: place of discharge",
        ),
        Indicator(
            id="bowel_assessed",
            kind="process",
            better="higher",
            needs=frozenset({"bowel.id", "stay.admission"}),
            met=_form_present("bowel"),
            first_admission=datetime.date(2016, 1, 1),
            targets=_SHARE_90_80,
            reference="ISCoS Bowel Function 2.0: form dated on or before discharge",
        ),
        Indicator(
            id="quality_of_life_reported",
            kind="process",
            better="higher",
            needs=frozenset({"quality_of_life.id", "stay.age"}),
            among=lambda columns: and_(
                columns["stay.age"].is_not(None), columns["stay.age"].between(16, OLDEST_PLAUSIBLE)
            ),
            met=_form_present("quality_of_life"),
            targets=(
                Target(from_year=2011, high=80, moderate=50),
                Target(from_year=2017, high=90, moderate=75),
            ),
            reference="ISCoS Quality of Life 2.0: form dated on or before discharge, patients of 16 or older",
        ),
        Indicator(
            id="registered_in_time",
            kind="process",
            better="higher",
            needs=frozenset({"stay.first_closed"}),
            known=_delay_known,
            met=lambda columns: (
                days_between(columns["stay.first_closed"], columns["stay.discharge"]) <= TIMELY_DAYS
            ),
            reference="Registry goal: main form closed within 30 days of discharge; no target limits are set",
        ),
    )
}
