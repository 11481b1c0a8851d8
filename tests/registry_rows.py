"""Random registries with every quirk of the real one: second deliveries, mixed case, gaps, impossible dates.

Generated from a `random.Random`: one that Hypothesis controls, so that a failure shrinks, or a seeded one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer, String
from sqlalchemy.types import TypeEngine

from tests.form_rows import bowel_answers, urinary_answers
from tests.naive import BOWEL, MAIN, QUALITY_OF_LIFE, URINARY
from tests.registry_tables import DATED, FOLLOW_UP, LEVELS, Registry, layout

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
KINDS = (URINARY, BOWEL, QUALITY_OF_LIFE)
UNLISTED = (-1, 0, 7, 8, 9, 10, 12, 99, None)
UNITS = (105593, 106896, 30000001, 40000001, 60000001, 2, 99, None)
AGES = (0, 14, 15, 16, 29, 30, 44, 45, 59, 60, 74, 75, 119, 120, -2, 121, 999, None)
FIRST_DAYS = (date(2014, 12, 31), date(2015, 1, 1), date(2015, 12, 31), date(2016, 1, 1))
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
    for table in DATED:
        for _ in range(delivery.random.choice((0, 1, 1, 2, 3))):
            tables[table].append(_form(delivery, table, key, discharged))
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
    """Forms that belong to no stay: of a follow-up, of nobody, or without a parent key."""
    parents = [delivery.guid(), None, "", *(str(form["SkjemaGUID"]) for form in tables[FOLLOW_UP][-2:])]
    for parent in parents:
        if delivery.happens(15):
            table = delivery.random.choice(KINDS)
            tables[table].append(_form(delivery, table, parent, discharged))


def _main_form(delivery: "Delivery", key: str, person: object, admitted: date, discharged: date) -> Form:
    closed = delivery.after(discharged, (-1, 0, 1, 29, 30, 31, 32, 400))
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
        "PlaceDis": delivery.code((1, 1, 2, 3, 3, 4, 9, 11)),
        **{f"{time}Ais": delivery.code((1, 2, 3, 4, 5, -1, -1)) for time in "AF"},
        **{f"{time}NeuNoMeasure": delivery.tick(delivery.happens(40)) for time in "AF"},
        **_levels(delivery),
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
    answers = {URINARY: urinary_answers, BOWEL: bowel_answers}
    return form | answers[table](delivery) if table in answers else form


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
        return date(2013, 1, 1) + timedelta(days=self.random.randrange(4000))
