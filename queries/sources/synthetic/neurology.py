"""Neurological level and AIS grade at admission and discharge: as they are, and as they get recorded.

A level is a segment counted from the top: C1 is 0, T1 is 8, L1 is 20, S1 is 25, S4 is 28. Grades 1-5 are A-E.
"""

from dataclasses import dataclass

import numpy as np

from queries.sources.synthetic import parameters as p
from queries.sources.synthetic.draws import (
    Integers,
    Numbers,
    Rng,
    Ticks,
    chance,
    pick,
    pick_codes,
    pick_rows,
    shifted,
    year_of,
)
from queries.sources.synthetic.people import People, Rows, World

FIRST_OF_REGION = np.array([0, 8, 20, 25])
LOWEST_LEVEL = 28
C5, T1, T10 = 4, 8, 17
INTACT, UNANSWERED, UNKNOWN = 29, -1, 30  # what a side's recorded level may be besides a segment
NOT_CHOSEN, UNKNOWN_CODE, INTACT_CODE = -1, 9, 5
A, D, E = 1, 4, 5
SIDES = 4


@dataclass(frozen=True, kw_only=True)
class Neurology(Rows):
    """The true state. `level` is that of the lesion, also for grade E, where none can be found any more."""

    level: Integers
    grade: Integers
    level_discharge: Integers
    grade_discharge: Integers


@dataclass(frozen=True, kw_only=True)
class Examination(Rows):
    """What was written down: grade code, not-done tick, and per row four levels (see module constants)."""

    grade: Integers
    not_done: Ticks
    levels: Integers


def draw_neurology(rng: Rng, world: World, people: People) -> Neurology:
    """Level by cause (for falls also age), grade by cause and level; those at discharge from these."""
    region = _region(rng, people)
    level = FIRST_OF_REGION[region] + _segment(rng, region)
    tables = np.where(people.traumatic[:, None], p.GRADE_TRAUMATIC[region], p.GRADE_NONTRAUMATIC[region])
    grade = 1 + pick_rows(rng, tables)
    change = pick_codes(rng, p.LEVEL_CHANGE, len(people))
    return Neurology(
        level=level,
        grade=grade,
        level_discharge=(level + change).clip(0, LOWEST_LEVEL),
        grade_discharge=1 + pick_rows(rng, _conversion(world, people, level, grade)),
    )


def draw_examinations(
    rng: Rng, world: World, people: People, neurology: Neurology, rehab_days: Integers
) -> tuple[Examination, Examination]:
    """The examinations at admission and at discharge; what was not done is missing as a whole."""
    target = _classified_target(world, people)
    not_admission = p.NOT_ADMISSION * (1 - target)
    admission_done = ~chance(rng, not_admission, len(people))
    seen = 1 - not_admission - p.UNKNOWN_ADMISSION
    not_discharge = 1 - target / seen * (1 + p.UNKNOWN_DISCHARGE)
    not_discharge = _harder(not_discharge.clip(0.01, 0.9), neurology, rehab_days)
    # Who missed the first examination tends to miss the second.
    discharge_done = rng.random(len(people)) >= np.where(
        admission_done, not_discharge, (not_discharge * 2.5).clip(max=0.9)
    )
    return (
        _recorded(rng, neurology.grade, neurology.level, admission_done, p.UNKNOWN_ADMISSION),
        _recorded(
            rng, neurology.grade_discharge, neurology.level_discharge, discharge_done, p.UNKNOWN_DISCHARGE
        ),
    )


def region_code(levels: Integers) -> Integers:
    """The region code of recorded levels: 1-4, 5 intact, 9 unknown, -1 not answered."""
    region = np.searchsorted(FIRST_OF_REGION, levels, side="right")
    special = {INTACT: INTACT_CODE, UNKNOWN: UNKNOWN_CODE, UNANSWERED: NOT_CHOSEN}
    for level, code in special.items():
        region = np.where(levels == level, code, region)
    return region


def segment_code(levels: Integers, region: int) -> Integers:
    """The segment (from 1) of recorded levels within region 1-4, -1 where they lie elsewhere."""
    return np.where(region_code(levels) == region, levels - FIRST_OF_REGION[region - 1] + 1, NOT_CHOSEN)


def _region(rng: Rng, people: People) -> Integers:
    old_fall = (people.cause == 4) & (people.age >= 60)
    weights = np.where(old_fall[:, None], p.REGION_FALL_OLD, p.REGION_BY_CAUSE[people.cause - 1])
    return pick_rows(rng, weights.astype(np.float64))


def _segment(rng: Rng, region: Integers) -> Integers:
    width = max(len(weights) for weights in p.SEGMENTS)
    table = np.array([np.pad(weights, (0, width - len(weights))) for weights in p.SEGMENTS], dtype=np.float64)
    return pick_rows(rng, table[region])


def _conversion(world: World, people: People, level: Integers, grade: Integers) -> Numbers:
    """Rows of the conversion matrix; for grade A by level, cause and unit."""
    rows = p.CONVERSION[grade - 1] / 100
    kept = np.select([level < T1, level < T10], [p.A_KEPT_CERVICAL, p.A_KEPT_T1_T9], p.CONVERSION[0, 0] / 100)
    kept = kept + np.where(people.traumatic, 0.0, p.A_KEPT_NONTRAUMATIC)
    kept = shifted(kept, -world.of_unit("conversion", people.unit))
    changed = p.CONVERSION[0, 1:] / p.CONVERSION[0, 1:].sum()
    of_a = np.column_stack([kept, (1 - kept)[:, None] * changed])
    return np.where((grade == A)[:, None], of_a, rows)


def _classified_target(world: World, people: People) -> Numbers:
    """Probability that both grades get recorded: the level of the unit, rising by the year."""
    later = year_of(people.admission) - 2020
    target: Numbers = world.of_unit("classified", people.unit) + p.CLASSIFIED_PER_YEAR * later
    return target.clip(*p.CLASSIFIED_RANGE)


def _harder(not_done: Numbers, neurology: Neurology, rehab_days: Integers) -> Numbers:
    """Brief stays and slight injuries are left unexamined more often."""
    brief = np.where(rehab_days < p.SHORT_STAY_DAYS, p.NOT_DONE_SHORT_STAY, p.NOT_DONE_LONG_STAY)
    harder: Numbers = not_done * brief * p.NOT_DONE_BY_GRADE[neurology.grade_discharge - 1]
    return harder.clip(0, 0.95)


def _recorded(rng: Rng, grade: Integers, level: Integers, done: Ticks, unknown: float) -> Examination:
    size = len(grade)
    undetermined = done & chance(rng, unknown, size)
    unanswered = ~undetermined & chance(rng, p.UNANSWERED, size)
    levels = _partly_missing(rng, _four_levels(rng, grade, level))
    levels[undetermined & chance(rng, 0.6, size)] = UNKNOWN
    levels[~done | unanswered] = UNANSWERED
    return Examination(
        grade=np.select([~done | unanswered, undetermined], [NOT_CHOSEN, UNKNOWN_CODE], grade),
        not_done=~done & ~unanswered,
        levels=levels,
    )


def _four_levels(rng: Rng, grade: Integers, level: Integers) -> Integers:
    """Sensory and motor, left and right: one side at the level, the others there or slightly below."""
    size = len(level)
    below = pick_codes(rng, p.SIDE_BELOW, size * SIDES).reshape(size, SIDES)
    intact = chance(rng, p.SIDE_INTACT_GRADE_D, size * SIDES).reshape(size, SIDES) & (grade == D)[:, None]
    highest = np.arange(SIDES) == pick(rng, (1.0,) * SIDES, size)[:, None]
    sides = np.where(intact, INTACT, (level[:, None] + below).clip(max=LOWEST_LEVEL))
    sides = np.where(highest, level[:, None], sides)
    return np.where((grade == E)[:, None], INTACT, sides)


def _partly_missing(rng: Rng, levels: Integers) -> Integers:
    """Leave one or two of the four sides unanswered or unknown in a few rows."""
    size = len(levels)
    some = chance(rng, p.LEVEL_PARTLY_MISSING, size)[:, None]
    gone = some & (
        np.argsort(rng.random((size, SIDES)), axis=1) < pick_codes(rng, {1: 6, 2: 4}, size)[:, None]
    )
    missing_as = np.where(chance(rng, 0.5, size), UNANSWERED, UNKNOWN)[:, None]
    return np.where(gone, missing_as, levels)
