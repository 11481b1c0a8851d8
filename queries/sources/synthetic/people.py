"""Who is admitted where, when and why: the first step of the joint structure."""

from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np

from queries.settings import Unit
from queries.sources.synthetic import parameters as p
from queries.sources.synthetic.draws import (
    Days,
    Integers,
    Numbers,
    Rng,
    Texts,
    Ticks,
    between,
    chance,
    days,
    guids,
    pick,
    pick_rows,
)

FIRST_YEAR = 2016


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Arrays of equal length, or such groups of arrays: one entry per row."""

    def take(self, index: Any) -> Self:
        """The rows at an index (positions or a mask)."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(
            self, **{k: v.take(index) if isinstance(v, Rows) else v[index] for k, v in values.items()}
        )

    @classmethod
    def join(cls, parts: list[Self]) -> Self:
        """The rows of several groups after each other; at least one group."""
        columns = {field.name: [getattr(part, field.name) for part in parts] for field in fields(cls)}
        return cls(
            **{
                k: type(v[0]).join(v) if isinstance(v[0], Rows) else np.concatenate(v)
                for k, v in columns.items()
            }
        )


@dataclass(frozen=True, kw_only=True)
class World:
    """What all chunks of one registry share: the units, and how many each admits in each year.

    By unit and year since FIRST_YEAR, `share` is in proportion to the people admitted, `active` whether the unit
    takes part.
    """

    units: tuple[Unit, ...]
    profiles: tuple[p.UnitProfile, ...]
    until: np.datetime64
    share: Numbers
    active: Ticks

    def of_unit(self, name: str, unit: Integers) -> Numbers:
        """A figure of the unit profiles, spread to rows."""
        return np.array([getattr(profile, name) for profile in self.profiles], dtype=np.float64)[unit]


@dataclass(frozen=True, kw_only=True)
class People(Rows):
    """Admissions. `unit` is a position in World.units, `cause` 1-6, `nontraumatic` its code or 0."""

    person: Texts
    unit: Integers
    admission: Days
    cause: Integers
    nontraumatic: Integers
    age: Integers
    woman: Ticks
    diligence: Numbers

    @property
    def traumatic(self) -> Ticks:
        traumatic: Ticks = self.cause != p.NONTRAUMATIC
        return traumatic

    def __len__(self) -> int:
        return len(self.unit)


def make_world(rng: Rng, units: tuple[Unit, ...], until: np.datetime64) -> World:
    """Draw each unit's intake by year, also before the unit is active: such stays are dropped later."""
    profiles = tuple(p.PROFILES.get(unit.id, p.TYPICAL) for unit in units)
    years = range(FIRST_YEAR, until.astype(object).year + 1)
    noise = np.exp(p.YEAR_TO_YEAR * rng.standard_normal((len(units), len(years))))
    return World(
        units=units,
        profiles=profiles,
        until=until,
        share=np.array([[profile.intake] for profile in profiles]) * noise,
        active=np.array([[unit.active(year) for year in years] for unit in units]),
    )


def draw_people(rng: Rng, world: World, size: int) -> People:
    """First admissions of `size` people, from FIRST_YEAR to the end of the world's last year."""
    place = pick(rng, world.share.ravel(), size)
    unit, year = np.divmod(place, world.share.shape[1])
    traumatic = ~chance(rng, _nontraumatic_share(world, unit, year + FIRST_YEAR), size)
    cause = np.where(traumatic, _trauma_cause(rng, world, unit), p.NONTRAUMATIC)
    age = _age(rng, world, unit, year, cause)
    return People(
        person=guids(rng, size),
        unit=unit,
        admission=_admission(rng, year, traumatic),
        cause=cause,
        nontraumatic=_nontraumatic_cause(rng, cause, age),
        age=age,
        woman=chance(rng, p.WOMEN[cause - 1], size),
        diligence=rng.random(size),
    )


def draw_returns(rng: Rng, world: World, discharged: People, discharge: Days) -> People:
    """Second admissions of a few of the people discharged, months to years later, now and then elsewhere."""
    back = chance(rng, p.SECOND_STAY, len(discharged))
    people, size = discharged.take(back), int(back.sum())
    gap = days(60 + rng.gamma(1.6, 420, size))
    elsewhere = pick(rng, world.share.sum(axis=1), size)
    admission = discharge[back] + gap
    return replace(
        people,
        unit=np.where(chance(rng, p.OTHER_UNIT, size), elsewhere, people.unit),
        admission=admission,
        age=people.age + (admission - people.admission).astype(np.int64) // 365,
        diligence=rng.random(size),
    )


def _nontraumatic_share(world: World, unit: Integers, year: Integers) -> Numbers:
    known_years, shares = zip(*p.NONTRAUMATIC_BY_YEAR, strict=True)
    share: Numbers = np.interp(year, known_years, shares) + world.of_unit("nontraumatic", unit)
    return share


def _trauma_cause(rng: Rng, world: World, unit: Integers) -> Integers:
    mixes = np.array([p.TRAUMA_MIX[profile.trauma] for profile in world.profiles])
    return 1 + pick_rows(rng, mixes[unit])


def _admission(rng: Rng, year: Integers, traumatic: Ticks) -> Days:
    """A day in the year; injuries peak in June."""
    weights = np.where(traumatic[:, None], p.MONTHS_TRAUMATIC, p.MONTHS_NONTRAUMATIC)
    month = ((year + FIRST_YEAR - 1970) * 12 + pick_rows(rng, weights)).astype("datetime64[M]")
    first: Days = month.astype("datetime64[D]")
    length = ((month + 1).astype("datetime64[D]") - first).astype(np.int64)
    return np.add(first, days(rng.random(len(year)) * length))


def _age(rng: Rng, world: World, unit: Integers, year: Integers, cause: Integers) -> Integers:
    mean = p.AGE_MEAN[cause - 1] + world.of_unit("older", unit) + p.OLDER_PER_YEAR * year
    adult = _fewer_of_the_oldest(
        rng, between(rng, mean=mean, sd=p.AGE_SD[cause - 1], low=0, high=p.AGE_HIGHEST)
    )
    child = chance(rng, p.CHILDREN, len(unit))
    return np.where(child, rng.random(len(unit)) * p.CHILD_BELOW, adult).astype(np.int64)


def _fewer_of_the_oldest(rng: Rng, age: Numbers) -> Numbers:
    """Of the oldest many are never referred to specialised rehabilitation; younger people come instead."""
    away = (age >= p.OLDEST_FROM) & chance(rng, p.OLDEST_TURNED_AWAY, len(age))
    return np.where(away, rng.uniform(*p.OLDEST_REPLACED_BY, len(age)), age)


def _nontraumatic_cause(rng: Rng, cause: Integers, age: Integers) -> Integers:
    younger = (age < p.YOUNGER_BELOW)[:, None]
    drawn = pick_rows(rng, np.where(younger, p.NONTRAUMATIC_MIX_YOUNGER, p.NONTRAUMATIC_MIX_OLDER))
    return np.where(cause == p.NONTRAUMATIC, p.NONTRAUMATIC_CODES[drawn], 0)
