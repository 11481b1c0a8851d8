"""Follow-up: a form that only the Norwegian units fill in regularly."""

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
    chance,
    days,
    guids,
    pick_codes,
    pick_rows,
    skewed,
)
from queries.sources.synthetic.neurology import NOT_CHOSEN
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
    how, place = pick_codes(rng, c.HOW_PERFORMED, size), _place(rng, stays, forms)
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


def _follow_up(rng: Rng, world: World, stays: Stays, keys: Texts, number: int) -> Attachments:
    probability, months = c.FOLLOW_UPS[number]
    norwegian = world.of_unit("norwegian_forms", stays.people.unit) > 0
    invited = chance(rng, probability * np.where(norwegian, 1.0, c.FOLLOW_UP_ELSEWHERE), len(stays))
    date = stays.discharge + days(skewed(rng, median=months * DAYS_A_MONTH, sigma=0.15, size=len(stays)))
    stay = np.flatnonzero(invited & (date <= world.until) & (stays.place != DECEASED))
    return Attachments(stay=stay, parent=keys[stay], key=guids(rng, len(stay)), date=date[stay])


def _place(rng: Rng, stays: Stays, forms: Attachments) -> Integers:
    """Where people live now: most where they went at discharge, if that was a place to live in."""
    kinds = np.select(
        [stays.place[forms.stay] == code for code in c.MOVED_FROM], range(len(c.MOVED_FROM)), -1
    )
    return np.array(c.MOVED_TO)[pick_rows(rng, c.FOLLOW_UP_PLACES[kinds])]


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
