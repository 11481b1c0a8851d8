"""The stay: complications, ventilation, days, discharge and when the form was completed."""

from dataclasses import dataclass

import numpy as np

from queries.sources.synthetic import parameters as p
from queries.sources.synthetic.draws import (
    Days,
    Integers,
    Numbers,
    Rng,
    Ticks,
    chance,
    days,
    pick_rows,
    skewed,
    year_of,
)
from queries.sources.synthetic.neurology import (
    C5,
    T1,
    D,
    Examination,
    Neurology,
    draw_examinations,
    draw_neurology,
)
from queries.sources.synthetic.people import FIRST_YEAR, People, Rows, World, draw_people, draw_returns

CLOSING_HOURS = (8, 17)
FEWEST_DRAWN = 200
VENTILATED = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Stays(Rows):
    """Primary stays, whole days. Leave is subtracted from the total only; `closed` has a time of day."""

    people: People
    neurology: Neurology
    admission_examination: Examination
    discharge_examination: Examination
    complications: Ticks
    ventilation: Integers
    before_days: Integers
    rehab_days: Integers
    leave_days: Integers
    place: Integers
    closed: Days

    def __len__(self) -> int:
        return len(self.people)

    @property
    def rehab_start(self) -> Days:
        return self.people.admission + days(self.before_days)

    @property
    def discharge(self) -> Days:
        return self.rehab_start + days(self.rehab_days)


def draw_stays(rng: Rng, world: World, people_wanted: int) -> Stays:
    """The stays of exactly so many people, with the few second stays among them.

    Only completed forms are delivered, so people still in hospital or whose form is open are drawn anew.
    """
    parts: list[Stays] = []
    while (lacking := people_wanted - sum(map(len, parts))) > 0:
        drawn = _stays_of(rng, world, draw_people(rng, world, lacking * 5 // 4 + FEWEST_DRAWN))
        delivered = _delivered(world, drawn)
        if not delivered.any():
            raise ValueError("hardly any stay can be completed by then in a unit that takes part")
        parts.append(drawn.take(delivered).take(slice(lacking)))
    first = Stays.join(parts)
    second = _stays_of(rng, world, draw_returns(rng, world, first.people, first.discharge))
    return Stays.join([first, second.take(_delivered(world, second))])


def _stays_of(rng: Rng, world: World, people: People) -> Stays:
    neurology = draw_neurology(rng, world, people)
    complications = _complications(rng, neurology)
    ventilation = _ventilation(rng, neurology)
    rehab = _rehab_days(rng, world, people, neurology, ventilation, complications)
    before = _before_days(rng, world, people, neurology, ventilation)
    examined = draw_examinations(rng, world, people, neurology, rehab)
    return Stays(
        people=people,
        neurology=neurology,
        admission_examination=examined[0],
        discharge_examination=examined[1],
        complications=complications,
        ventilation=ventilation,
        before_days=before,
        rehab_days=rehab,
        leave_days=_leave_days(rng, rehab),
        place=_place(rng, world, people, neurology, ventilation),
        closed=_closed(rng, world, people.admission + days(before + rehab), people.unit),
    )


def _delivered(world: World, stays: Stays) -> Ticks:
    """Completed by the end, and discharged in a year in which the unit took part."""
    in_time: Ticks = stays.closed.astype("datetime64[D]") <= world.until
    year = np.minimum(stays.discharge, world.until)
    active: Ticks = world.active[stays.people.unit, year_of(year) - FIRST_YEAR]
    return active & in_time


def _complications(rng: Rng, neurology: Neurology) -> Ticks:
    rates = p.COMPLICATION_RATES * p.COMPLICATION_FACTORS[neurology.grade - 1][:, None]
    drawn: Ticks = rng.random(rates.shape) < rates
    drawn[:, p.DYSREFLEXIA] &= neurology.level <= p.LOWEST_DYSREFLEXIA
    return drawn


def _severe(neurology: Neurology) -> Ticks:
    severe: Ticks = neurology.grade < D
    return severe


def _ventilation(rng: Rng, neurology: Neurology) -> Integers:
    high = _severe(neurology) & (neurology.level < C5)
    low = _severe(neurology) & (neurology.level < T1) & ~high
    weights = np.select(
        [high[:, None], low[:, None]], [p.VENTILATION_HIGH, p.VENTILATION_LOW_CERVICAL], p.VENTILATION_OTHER
    )
    return p.VENTILATION_CODES[pick_rows(rng, weights)]


def _severity_factor(neurology: Neurology, ventilation: Integers) -> Numbers:
    """The ventilator outweighs everything, then grade D, then the level."""
    factor = p.REHAB_FACTORS
    return np.select(
        [
            np.isin(ventilation, VENTILATED),
            ~_severe(neurology),
            neurology.level < C5,
            neurology.level < T1,
        ],
        [factor["ventilated"], factor["D"], factor["C1-4"], factor["C5-8"]],
        factor["below"],
    )


def _rehab_days(
    rng: Rng, world: World, people: People, neurology: Neurology, ventilation: Integers, complications: Ticks
) -> Integers:
    size = len(people)
    decades = (people.age - 50).clip(min=0) / 10
    expected = (
        p.REHAB_MEDIAN
        * _severity_factor(neurology, ventilation)
        * np.where(people.traumatic, 1.0, p.REHAB_NONTRAUMATIC)
        * p.REHAB_PER_DECADE_OVER_50**decades
        * np.where(complications.any(axis=1), p.REHAB_COMPLICATION, 1.0)
        * world.of_unit("rehab_length", people.unit)
        * np.where(chance(rng, p.BRIEF_STAY, size), p.BRIEF_FACTOR, 1.0)
    )
    drawn: Numbers = expected * rng.weibull(p.REHAB_SHAPE, size) / np.log(2) ** (1 / p.REHAB_SHAPE)
    return drawn.clip(*p.REHAB_RANGE).astype(np.int64)


def _before_days(
    rng: Rng, world: World, people: People, neurology: Neurology, ventilation: Integers
) -> Integers:
    size = len(people)
    median = (
        p.BEFORE_MEDIAN
        * world.of_unit("before_length", people.unit)
        * np.where(_severe(neurology), p.BEFORE_SEVERE, 1.0)
        * np.where(np.isin(ventilation, VENTILATED), p.BEFORE_VENTILATED, 1.0)
    )
    usual = skewed(rng, median=median, sigma=p.BEFORE_SIGMA, size=size)
    long = p.BEFORE_LONG_FROM + rng.exponential(30, size)
    drawn = np.where(chance(rng, p.BEFORE_LONG, size), long, usual)
    return drawn.clip(max=p.BEFORE_HIGHEST).astype(np.int64)


def _leave_days(rng: Rng, rehab: Integers) -> Integers:
    taken = rng.poisson(rehab * p.LEAVE_SHARE)
    return np.where(chance(rng, p.LEAVE_PROBABILITY, len(rehab)), taken, 0).clip(max=rehab)


def _place(rng: Rng, world: World, people: People, neurology: Neurology, ventilation: Integers) -> Integers:
    """Discharge place: nursing home by age, severity and unit; home is what the other places leave over."""
    severe = _severe(neurology)[:, None]
    codes = tuple(p.PLACES)
    others = np.array([p.PLACES[code] for code in codes])
    factors = np.array([p.PLACES_SEVERE.get(code, 1.0) for code in codes])
    others = others * np.where(severe, factors, 1.0)
    nursing = _nursing_home(world, people, neurology, ventilation)
    unanswered = np.full(len(people), p.PLACE_UNANSWERED)
    home = (1 - others.sum(axis=1) - nursing - unanswered).clip(min=0.05)
    weights = np.column_stack([home, nursing, unanswered, others])
    return np.array((1, 3, -1, *codes))[pick_rows(rng, weights)]


def _nursing_home(world: World, people: People, neurology: Neurology, ventilation: Integers) -> Numbers:
    by_age = p.NURSING_BY_AGE[np.digitize(people.age, (60, 75))]
    severe = _severe(neurology)
    by_severity = np.select([~severe, neurology.level < C5], [p.NURSING_GRADE_D, p.NURSING_HIGH], 1.0)
    ventilated = np.where(np.isin(ventilation, VENTILATED), p.NURSING_VENTILATED, 1.0)
    expected: Numbers = by_age * by_severity * ventilated * world.of_unit("nursing_home", people.unit)
    return expected.clip(max=0.6)


def _closed(rng: Rng, world: World, discharge: Days, unit: Integers) -> Days:
    """When the form was completed: days after discharge by unit, in working hours, to the second."""
    size = len(unit)
    delay = skewed(rng, median=world.of_unit("closing_days", unit), sigma=p.CLOSING_SIGMA, size=size)
    first, last = (hour * 3600 for hour in CLOSING_HOURS)
    second = rng.integers(first, last, size).astype("timedelta64[s]")
    closed: Days = (discharge + days(delay)).astype("datetime64[s]") + second
    return closed
