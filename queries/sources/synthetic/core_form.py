"""The main form of each stay: what is known about the stay, in the registry's columns and codes."""

import datetime

import numpy as np

from queries.sources.layout import COMPLICATIONS, LEVELS, REGIONS, Layout
from queries.sources.synthetic import parameters as p
from queries.sources.synthetic.draws import (
    NO_DAY,
    NULL,
    Days,
    Integers,
    Numbers,
    Rng,
    Texts,
    chance,
    days,
    pick_codes,
    pick_rows,
    year_of,
)
from queries.sources.synthetic.neurology import NOT_CHOSEN, Examination, region_code, segment_code
from queries.sources.synthetic.people import World
from queries.sources.synthetic.stays import VENTILATED, Stays

Columns = dict[str, Integers | Numbers | Days | Texts]
MAN, WOMAN = 1, 2
UNKNOWN = 9
PLANNED_HOME = 11


def core_forms(rng: Rng, world: World, stays: Stays, keys: Texts, layout: Layout) -> Columns:
    """Columns of the main form, one row per stay; `keys` are the form keys."""
    return {
        "SkjemaGUID": keys,
        **_identity(world, stays),
        **_dates_and_days(rng, stays),
        **_examination(rng, "A", stays.admission_examination, stays.rehab_start, earliest=0, latest=6),
        **_examination(rng, "F", stays.discharge_examination, stays.discharge, earliest=-10, latest=1),
        **_causes(rng, stays),
        **_discharge(rng, world, stays),
        **_surgery_and_ventilation(rng, stays, layout),
        **_complications(rng, stays),
        **_body_mass(rng, stays),
    }


def since(first: int, day: Days, values: Integers) -> Integers:
    """Values where the item was already on the form (from the start of a calendar year), NULL before."""
    return np.where(year_of(day) >= first, values, NULL)


def until_year(last: int, day: Days, values: Integers) -> Integers:
    """Values while an item was still on the form (to the end of a calendar year), not answered after."""
    return np.where(year_of(day) <= last, values, NOT_CHOSEN)


# In the 2019 layout the newer questions do not exist, so the older ones go on being answered.
def last_year(year: int, layout: Layout) -> int:
    """The last year of an older question."""
    return datetime.MAXYEAR if layout == "2019" else year


def _identity(world: World, stays: Stays) -> Columns:
    people = stays.people
    ids, names = (np.array([getattr(unit, field) for unit in world.units]) for field in ("id", "name"))
    return {
        "PatientInRegistryGuid": people.person,
        "UnitId": ids[people.unit],
        "HealthUnitShortName": names[people.unit],
        "PatientAge": people.age,
        "PatientGender": np.where(people.woman, WOMAN, MAN),
    }


def _dates_and_days(rng: Rng, stays: Stays) -> Columns:
    size, admission = len(stays), stays.people.admission
    no_date = ~stays.people.traumatic & chance(rng, 0.7, size)
    known = stays.leave_days > 0
    return {
        "AdmitDt": admission,
        "AdmitRehDt": stays.rehab_start,
        "DischgDt": stays.discharge,
        "InjuryDt": np.where(no_date, NO_DAY, admission - days(rng.geometric(0.8, size) - 1)),
        "InjuryDateUnknown": no_date.astype(np.int64),
        "FirstTimeClosed": stays.closed,
        "BeforeRehDy": stays.before_days,
        "RehabDy": stays.rehab_days,
        "HosptlDy": stays.before_days + stays.rehab_days - stays.leave_days,
        "OutOfHosptlDy": np.where(known, stays.leave_days, np.where(chance(rng, 0.2, size), 0, NULL)),
        "OutOfHosptlDy2": np.where(chance(rng, 0.4, size), 0, NULL),
        "OutOfRehabDy": np.where(known | chance(rng, 0.2, size), stays.leave_days, NULL),
    }


def _examination(
    rng: Rng, prefix: str, examination: Examination, around: Days, *, earliest: int, latest: int
) -> Columns:
    day = around + days(rng.integers(earliest, latest, len(around)))
    answered = examination.grade != NOT_CHOSEN
    return {
        f"{prefix}NeuExmDt": np.where(answered, day, NO_DAY),
        f"{prefix}NeuNoMeasure": examination.not_done.astype(np.int64),
        f"{prefix}Ais": examination.grade,
        **_levels(rng, prefix, examination.levels),
    }


def _levels(rng: Rng, prefix: str, levels: Integers) -> Columns:
    columns: Columns = {}
    for side, name in enumerate(LEVELS):
        forgotten = chance(rng, p.SEGMENT_MISSING, len(levels))
        columns[prefix + name.format("Area")] = region_code(levels[:, side])
        for region, letter in enumerate(REGIONS, start=1):
            segment = segment_code(levels[:, side], region)
            columns[prefix + name.format("") + letter] = np.where(forgotten, NOT_CHOSEN, segment)
    return columns


def _causes(rng: Rng, stays: Stays) -> Columns:
    people, size = stays.people, len(stays)
    unclear = rng.random(size)
    unanswered = p.CAUSE_UNKNOWN + p.CAUSE_UNANSWERED
    cause = np.select([unclear < p.CAUSE_UNKNOWN, unclear < unanswered], [UNKNOWN, NOT_CHOSEN], people.cause)
    injury = np.where(people.traumatic, pick_codes(rng, {0: 15, 1: 82, 9: 3}, size), 8)
    associated = np.where(people.traumatic, pick_codes(rng, {0: 60, 1: 36, 9: 4}, size), 8)
    nontraumatic = np.where(cause == p.NONTRAUMATIC, people.nontraumatic, NOT_CHOSEN)
    return {
        "Scietiol": cause,
        "Ntsci": since(2018, people.admission, nontraumatic),
        "VrtbrInj": injury,
        "AssocInj": associated,
    }


def _discharge(rng: Rng, world: World, stays: Stays) -> Columns:
    size = len(stays)
    planned = pick_codes(rng, {1: 34, 2: 30, 3: 14, 4: 12, 8: 10}, size)
    norwegian = world.of_unit("norwegian_forms", stays.people.unit) > 0
    control = pick_codes(rng, p.CONTROL_TIMES, size)
    return {
        "PlaceDis": stays.place,
        "PPlacedis": since(
            2018, stays.people.admission, np.where(stays.place == PLANNED_HOME, planned, NOT_CHOSEN)
        ),
        "RecCtrl": np.where(norwegian, control, NOT_CHOSEN),
    }


def _surgery_and_ventilation(rng: Rng, stays: Stays, layout: Layout) -> Columns:
    """The older and the newer question on each; a stay answers the one of its year of admission."""
    admission = stays.people.admission
    surgery = p.SURGERY_CODES[pick_rows(rng, _surgery_weights(stays))]
    ventilation = stays.ventilation
    by_hours = np.where(np.isin(ventilation, (*VENTILATED, UNKNOWN)), ventilation, 0)
    return {
        "SpnlSurg": until_year(last_year(2023, layout), admission, surgery),
        "SpnlSurg2": since(2024, admission, surgery),
        "VentAssi": until_year(last_year(2024, layout), admission, by_hours),
        "VentAssi2": since(2025, admission, ventilation),
    }


def _surgery_weights(stays: Stays) -> Numbers:
    people = stays.people
    compressive = np.isin(people.nontraumatic, (2, 3, 4))
    return np.select(
        [people.traumatic[:, None], compressive[:, None]],
        [p.SURGERY_TRAUMATIC, p.SURGERY_COMPRESSIVE],
        p.SURGERY_OTHER,
    ).astype(np.float64)


def _complications(rng: Rng, stays: Stays) -> Columns:
    unanswered = chance(rng, p.COMPLICATIONS_UNANSWERED, len(stays))[:, None]
    none = ~stays.complications.any(axis=1, keepdims=True)
    ticks = (np.hstack([stays.complications, none]) & ~unanswered).astype(np.int64)
    admission = stays.people.admission
    return {name: since(2023, admission, ticks[:, n]) for n, name in enumerate(COMPLICATIONS)}


def _body_mass(rng: Rng, stays: Stays) -> Columns:
    """Body mass index in kg/m2, one decimal; where it was not measured, NaN."""
    size = len(stays)
    asked = (year_of(stays.people.admission) >= 2025) & (stays.people.age >= 18)
    first = p.BMI_MEAN * np.exp(p.BMI_SD / p.BMI_MEAN * rng.standard_normal(size))
    last = first - 0.6 + rng.standard_normal(size)
    admission = asked & chance(rng, p.BMI_MEASURED_ADMISSION, size)
    discharge = asked & chance(rng, p.BMI_MEASURED_DISCHARGE, size)
    return {
        "ABMI": np.where(admission, first.clip(14, 60).round(1), np.nan),
        "FBMI": np.where(discharge, last.clip(14, 60).round(1), np.nan),
    }
