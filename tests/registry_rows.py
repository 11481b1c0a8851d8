"""Random registries with every quirk of the real one: second deliveries, mixed case, gaps, impossible dates.

Generated from a `random.Random`: one that Hypothesis controls, so that a failure shrinks, or a seeded one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer, String
from sqlalchemy.types import TypeEngine

from tests.form_rows import (
    bowel_answers,
    eq5d_answers,
    follow_up_answers,
    performance_answers,
    quality_of_life_answers,
    satisfaction_answers,
    stay_answers,
    urinary_answers,
)
from tests.naive import BOWEL, EQ5D, FOLLOW_UP, MAIN, PERFORMANCE, QUALITY_OF_LIFE, SATISFACTION, URINARY
from tests.registry_tables import DATED, LEVELS, Registry, layout

Form = dict[str, object]
Tables = dict[str, list[Form]]


@dataclass(frozen=True, kw_only=True)
class Storage:
    """How a delivery stores its tick-boxes: the column's type, the values for ticked, and those for all else."""

    type: TypeEngine[Any]
    ticked: tuple[object, ...]
    unticked: tuple[object, ...]


STORAGES = (
    Storage(type=Integer(), ticked=(1,), unticked=(0, 0, 0, 9, 2, None)),
    Storage(type=Integer(), ticked=(-1,), unticked=(0, 0, 0, 9, None)),
    Storage(type=Integer(), ticked=(1, -1), unticked=(0, None)),
    Storage(type=String(8), ticked=("True",), unticked=("False", "False", "", None)),
    Storage(type=Boolean(), ticked=(True,), unticked=(False, False, None)),
)
ANSWERS: Mapping[str, Callable[["Delivery"], Form]] = {
    URINARY: urinary_answers,
    BOWEL: bowel_answers,
    QUALITY_OF_LIFE: quality_of_life_answers,
    PERFORMANCE: performance_answers,
    SATISFACTION: satisfaction_answers,
    EQ5D: eq5d_answers,
    FOLLOW_UP: follow_up_answers,
}
UNLISTED = (-1, 0, 7, 8, 9, 10, 12, 99, None)
UNITS = (105593, 106896, 30000001, 40000001, 60000001, 2, 99, None)
AGES = (0, 14, 15, 16, 17, 18, 29, 30, 44, 45, 59, 60, 74, 75, 119, 120, -2, 121, 999, None)
# The day before and the first day of what began some year.
FIRST_DAYS = tuple(
    date(year, 1, 1) - timedelta(days=before)
    for year in (2011, 2015, 2016, 2017, 2018, 2019, 2023, 2024, 2025)
    for before in (1, 0)
)
NO_DAYS = (
    None,
    "",
    "0000-00-00 00:00:00",
    "2019-02-29 00:00:00",
    "1900-02-29",
    "2021-02-30 00:00:00",
    "2020-04-31",
    "2020-13-01 00:00:00",
    "2020-00-10",
    "2020-06-00 00:00:00",
)
TIMES = ("", " 00:00:00", " 00:00:00", " 23:59:59")


def registries(*, stays: int) -> st.SearchStrategy[Registry]:
    """Registries of up to `stays` stays, their tick-boxes stored in any of the STORAGES."""
    randoms = st.randoms(use_true_random=False)
    return st.builds(registry, randoms, st.integers(0, stays), st.sampled_from(STORAGES))


def registry(random: Random, stays: int, storage: Storage) -> Registry:
    """A registry of `stays` main forms, not counting second deliveries and those of a second unit."""
    delivery = Delivery(random=random, storage=storage)
    people = (*(delivery.guid() for _ in range(1 + stays * 2 // 3)), None, None, "")
    tables: Tables = {MAIN: [], **{table: [] for table in DATED}}
    for _ in range(stays):
        _add_stay(delivery, tables, random.choice(people))
    for rows in tables.values():
        random.shuffle(rows)
    return Registry(rows=tables, columns=layout(ticks=storage.type))


def _add_stay(delivery: "Delivery", tables: Tables, person: str | None) -> None:
    key, admitted = delivery.guid(), delivery.admission()
    discharged = delivery.after(admitted, (-5, 0, 1, 45, 61, 200, 365, 731, 900))
    main = _main_form(delivery, key, person, admitted, discharged)
    tables[MAIN].append(main)
    _deliver_again(delivery, tables[MAIN], main, admitted, discharged)
    of_function = len(tables[PERFORMANCE])
    for table in DATED:
        for _ in range(delivery.random.choice((0, 1, 1, 2, 3))):
            functions = [str(form["SkjemaGUID"]) for form in tables[PERFORMANCE][of_function:]]
            parent = delivery.random.choice((*functions, delivery.guid())) if table == SATISFACTION else key
            form = _form(delivery, table, parent, discharged)
            tables[table].extend([form, dict(form)] if delivery.happens(10) else [form])
    _add_strays(delivery, tables, discharged)


def _deliver_again(
    delivery: "Delivery", forms: list[Form], main: Form, admitted: date, discharged: date
) -> None:
    """Second deliveries, closed on other days; a form of the same key in another unit; an exact copy of each."""
    key, person, unit = str(main["SkjemaGUID"]), main["PatientInRegistryGuid"], main["UnitId"]
    again = [main]
    closings = (date(2009, 1, 1), date(2014, 1, 1), discharged + timedelta(days=1000), date(2050, 1, 1))
    for closed in delivery.random.sample(closings, delivery.random.choice((0, 0, 0, 1, 2))):
        later = _main_form(delivery, key, person, admitted, discharged)
        again.append({**later, "UnitId": unit, "FirstTimeClosed": f"{closed} 00:00:00"})
    if delivery.happens(10):
        elsewhere = _main_form(delivery, key, person, admitted, discharged)
        again.append({**elsewhere, "UnitId": 105593 if unit != 105593 else None})
    copies = [{**form, "SkjemaGUID": delivery.cased(key)} for form in again if delivery.happens(10)]
    forms.extend([*again[1:], *copies])


def _add_strays(delivery: "Delivery", tables: Tables, discharged: date) -> None:
    """Forms that belong to no stay: of a follow-up, of nobody, without a parent key, or on a form of a wrong kind."""
    others = [tables[FOLLOW_UP][-2:], tables[BOWEL][-1:], tables[MAIN][-1:]]
    keys = [str(form["SkjemaGUID"]) for forms in others for form in forms]
    parents = [delivery.guid(), None, "", *keys]
    for parent in parents:
        if delivery.happens(15):
            table = delivery.random.choice(tuple(DATED))
            tables[table].append(_form(delivery, table, parent, discharged))


def _main_form(delivery: "Delivery", key: str, person: object, admitted: date, discharged: date) -> Form:
    closed = delivery.after(discharged, (-1, 0, 1, 5, 14, 29, 30, 31, 32, 400))
    return {
        "SkjemaGUID": delivery.cased(key),
        "PatientInRegistryGuid": delivery.cased(person) if isinstance(person, str) else None,
        "UnitId": delivery.random.choice(UNITS),
        "AdmitDt": delivery.day(admitted),
        "DischgDt": delivery.day(discharged),
        "FirstTimeClosed": delivery.day(closed),
        "PatientAge": delivery.random.choice(AGES),
        "PatientGender": delivery.code((1, 2)),
        "Scietiol": delivery.code((1, 2, 3, 4, 5, 6, 6, 6)),
        "Ntsci": delivery.code((1, 2, 3, 4, 5, 6, 8)),
        "PlaceDis": delivery.code((1, 1, 2, 3, 3, 4, 5, 6, 9, 11, 11)),
        **{f"{time}Ais": delivery.code((1, 2, 3, 4, 5, -1, -1)) for time in "AF"},
        **{f"{time}NeuNoMeasure": delivery.tick(delivery.happens(40)) for time in "AF"},
        **_levels(delivery),
        **stay_answers(delivery),
    }


def _levels(delivery: "Delivery") -> Form:
    """Areas that often agree, as four areas drawn apart would hardly ever all be known."""
    levels: Form = {}
    for level in LEVELS[::2]:
        areas = delivery.random.choice(
            ((1,), (5,), (2, 3, 4), (2, 3, 4, 5), (1, 2, 5), (1, 9), (-1, 0, 2, 5, 6, 9, None))
        )
        segments = delivery.random.choice(((5, 6, 7, 8), (1, 4, 5, 8), (0, 5, 8, 9, -1, None)))
        for prefix in (level, level.replace("Sens", "Mtr")):
            for side in "LR":
                levels[f"{prefix}Area{side}"] = delivery.random.choice(areas)
                levels[f"{prefix}{side}C"] = delivery.random.choice(segments)
    return levels


def _form(delivery: "Delivery", table: str, parent: str | None, discharged: date) -> Form:
    day = delivery.after(discharged, (-40, -1, -1, 0, 0, 1, 30))
    form: Form = {
        "SkjemaGUID": delivery.cased(delivery.guid()),
        "HovedskjemaGUID": delivery.cased(parent),
        DATED[table]: delivery.day(day),
    }
    return form | ANSWERS[table](delivery)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Draws values the way one delivery writes them."""

    random: Random
    storage: Storage
    numbers: Iterator[int] = field(default_factory=count)

    def happens(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def guid(self) -> str:
        """A key no other form has, even where all that is random about it has shrunk to nothing."""
        return str(UUID(int=(self.random.getrandbits(96) << 32) + next(self.numbers)))

    def cased(self, key: str | None) -> str | None:
        """The key in lower case, upper case or both."""
        return key and self.random.choice((key, key.upper(), key[:9].upper() + key[9:]))

    def code(self, listed: Sequence[int]) -> int | None:
        return self.random.choice(UNLISTED if self.happens(20) else listed)

    def tick(self, ticked: bool) -> object:
        return self.random.choice(self.storage.ticked if ticked else self.storage.unticked)

    def day(self, day: date) -> str | None:
        return self.random.choice(NO_DAYS) if self.happens(8) else f"{day}{self.random.choice(TIMES)}"

    def after(self, day: date, days: Sequence[int]) -> date:
        return day + timedelta(days=self.random.choice(days))

    def admission(self) -> date:
        if self.happens(30):
            return self.random.choice(FIRST_DAYS)
        return date(2013, 1, 1) + timedelta(days=self.random.randrange(4900))
