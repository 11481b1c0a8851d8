"""Follow-up, function, satisfaction and EQ-5D: forms that only the Norwegian units fill in regularly."""

from collections.abc import Mapping

import numpy as np

from queries.sources.layout import COMPLICATIONS
from queries.sources.synthetic import child_parameters as c
from queries.sources.synthetic.attachments import Attachments
from queries.sources.synthetic.core_form import Columns
from queries.sources.synthetic.draws import (
    NO_DAY,
    NULL,
    Days,
    Integers,
    Rng,
    Texts,
    Ticks,
    Weights,
    chance,
    days,
    guids,
    pick_codes,
    pick_rows,
    skewed,
)
from queries.sources.synthetic.neurology import NOT_CHOSEN, D
from queries.sources.synthetic.people import World
from queries.sources.synthetic.stays import Stays

DECEASED = 9
COMPLETED, INTERRUPTED = 0, 1
COMPLICATIONS_SINCE = np.datetime64("2023-02-15")
DAYS_A_MONTH = 30.4


def draw_follow_ups(rng: Rng, world: World, stays: Stays, keys: Texts) -> tuple[Attachments, Integers]:
    """Follow-ups 1 to 3 whose time has come, and the number of each."""
    parts = [_follow_up(rng, world, stays, keys, number) for number in c.FOLLOW_UPS]
    numbers = [np.full(len(part), number) for part, number in zip(parts, c.FOLLOW_UPS, strict=True)]
    return Attachments.join(parts), np.concatenate(numbers)


def follow_up_forms(
    rng: Rng, stays: Stays, forms: Attachments, number: Integers, completed: Ticks
) -> Columns:
    """The follow-up form; one that was not `completed` holds the reason and nothing else."""
    size = len(forms)
    reason = np.where(completed, NOT_CHOSEN, pick_codes(rng, c.INTERRUPTED_REASONS, size))
    how, place = pick_codes(rng, c.HOW_PERFORMED, size), pick_codes(rng, c.FOLLOW_UP_PLACES, size)
    return {
        "CNeuExmDt": np.where(completed, forms.date, NO_DAY),
        "CreationDate": forms.date,
        "CNum": np.where(completed | chance(rng, 0.5, size), number, NOT_CHOSEN),
        "ControlStatus": np.where(completed, COMPLETED, INTERRUPTED),
        "ControlInterruptedReason": reason,
        "ControlPerformed": np.where(completed, how, NOT_CHOSEN),
        "NoControl": (~completed).astype(np.int64),
        "NoControlReason": reason,
        "CAis": np.where(completed, _grade(rng, stays, forms), NOT_CHOSEN),
        "CPlaceDis": np.where(completed, place, NOT_CHOSEN),
        **_complications(rng, forms.date, completed),
    }


def performance_forms(rng: Rng, stays: Stays, forms: Attachments) -> Columns:
    """Four activities by severity at discharge."""
    severe = stays.neurology.grade_discharge[forms.stay] < D
    return {
        "DataClDt": forms.date,
        **_answers(
            rng,
            severe,
            {
                "Mobilmod": c.MOBILITY_SEVERE,
                "Dreslbdy": c.DRESSING_SEVERE,
                "Feeding": c.FEEDING_SEVERE,
                "Toiletin": c.TOILETING_SEVERE,
            },
            {
                "Mobilmod": c.MOBILITY_SLIGHT,
                "Dreslbdy": c.DRESSING_SLIGHT,
                "Feeding": c.FEEDING_SLIGHT,
                "Toiletin": c.TOILETING_SLIGHT,
            },
        ),
    }


def satisfaction_on(rng: Rng, performance: Attachments) -> Attachments:
    """Satisfaction hangs on the performance form, not on the stay."""
    answered = performance.take(chance(rng, c.SATISFACTION, len(performance)))
    return Attachments(
        stay=answered.stay, parent=answered.key, key=guids(rng, len(answered)), date=answered.date
    )


def satisfaction_forms(rng: Rng, forms: Attachments) -> Columns:
    """Satisfaction with the four activities."""
    items: Columns = {name: pick_codes(rng, weights, len(forms)) for name, weights in c.SATISFIED.items()}
    return {"DataClDtS": forms.date, **items}


def eq5d_forms(rng: Rng, stays: Stays, forms: Attachments) -> Columns:
    """EQ-5D-5L: five dimensions and self-rated health today (0-100)."""
    severe = stays.neurology.grade_discharge[forms.stay] < D
    health = c.HEALTH_TODAY + c.HEALTH_SEVERE * severe + c.HEALTH_SD * rng.standard_normal(len(forms))
    return {
        "Eq5d5lDt": forms.date,
        **_answers(rng, severe, c.EQ5D_SEVERE, c.EQ5D_SLIGHT),
        "Eq5dQ6HealthToday": health.round().clip(0, 100).astype(np.int64),
    }


def _follow_up(rng: Rng, world: World, stays: Stays, keys: Texts, number: int) -> Attachments:
    probability, months = c.FOLLOW_UPS[number]
    norwegian = world.of_unit("norwegian_forms", stays.people.unit) > 0
    invited = chance(rng, probability * np.where(norwegian, 1.0, c.FOLLOW_UP_ELSEWHERE), len(stays))
    date = stays.discharge + days(skewed(rng, median=months * DAYS_A_MONTH, sigma=0.15, size=len(stays)))
    stay = np.flatnonzero(invited & (date <= world.until) & (stays.place != DECEASED))
    return Attachments(stay=stay, parent=keys[stay], key=guids(rng, len(stay)), date=date[stay])


def _grade(rng: Rng, stays: Stays, forms: Attachments) -> Integers:
    grade = stays.neurology.grade_discharge[forms.stay]
    later = 1 + pick_rows(rng, c.FOLLOW_UP_CONVERSION[grade - 1])
    missing = pick_codes(rng, {NOT_CHOSEN: 85, 9: 15}, len(forms))
    return np.where(chance(rng, c.FOLLOW_UP_GRADE_MISSING, len(forms)), missing, later)


def _complications(rng: Rng, created: Days, completed: Ticks) -> Columns:
    drawn = rng.random((len(created), len(c.FOLLOW_UP_COMPLICATIONS))) < c.FOLLOW_UP_COMPLICATIONS
    ticks = np.hstack([drawn, ~drawn.any(axis=1, keepdims=True)]) & completed[:, None]
    asked = created >= COMPLICATIONS_SINCE
    return {
        f"C{name}": np.where(asked, ticks[:, n].astype(np.int64), NULL)
        for n, name in enumerate(COMPLICATIONS)
    }


def _answers(
    rng: Rng,
    severe: Ticks,
    if_severe: Mapping[str, Weights],
    if_slight: Mapping[str, Weights],
) -> Columns:
    size = len(severe)
    return {
        name: np.where(severe, pick_codes(rng, if_severe[name], size), pick_codes(rng, if_slight[name], size))
        for name in if_severe
    }
