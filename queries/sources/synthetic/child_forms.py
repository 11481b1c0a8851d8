"""Bladder, bowel and quality of life: the three forms every unit fills in."""

from collections.abc import Mapping

import numpy as np

from queries.sources.layout import Layout
from queries.sources.synthetic import child_parameters as c
from queries.sources.synthetic.attachments import Attachments
from queries.sources.synthetic.core_form import Columns, last_year, since, until_year
from queries.sources.synthetic.draws import (
    NO_DAY,
    Integers,
    Numbers,
    Rng,
    Ticks,
    Weights,
    chance,
    days,
    pick_codes,
    pick_rows,
)
from queries.sources.synthetic.neurology import C5, NOT_CHOSEN, T1, D, E
from queries.sources.synthetic.people import World
from queries.sources.synthetic.stays import Stays

YES, NO = 1, 0


def keys_of(world: World, stays: Stays, forms: Attachments) -> Columns:
    """Key, parent key, person and unit of child forms."""
    people = stays.people.take(forms.stay)
    aged = (forms.date - people.admission).astype(np.int64) // 365
    return {
        "SkjemaGUID": forms.key,
        "HovedskjemaGUID": forms.parent,
        "PatientInRegistryGuid": people.person,
        "UnitId": np.array([unit.id for unit in world.units])[people.unit],
        "PatientAge": people.age + aged,
        "PatientGender": np.where(people.woman, 2, 1),
    }


def bladder_methods(rng: Rng, world: World, stays: Stays) -> Integers:
    """The main way each person empties the bladder at discharge, as the number of the method."""
    weights = c.BLADDER[_bladder_group(stays)].astype(np.float64)
    people, old = stays.people, (stays.people.age > 65).astype(np.float64)
    weights = _moved(weights, "self", "attendant", c.HELP_IF_OLD * old)
    weights = _moved(weights, "self", "suprapubic", c.INDWELLING_IF_OLD * old)
    weights = _moved(weights, "self", "suprapubic", world.of_unit("indwelling", people.unit))
    return np.array(tuple(c.BLADDER_METHODS.values()))[pick_rows(rng, weights)]


def urinary_forms(
    rng: Rng, stays: Stays, forms: Attachments, methods: tuple[Integers, Integers], layout: Layout
) -> Columns:
    """Lower urinary tract function; `methods` are each stay's usual one and the other one that may occur."""
    size = len(forms)
    severe = stays.neurology.grade_discharge[forms.stay] < D
    usual, other = (method[forms.stay] for method in methods)
    method = np.where(chance(rng, c.METHOD_CHANGED, size), other, usual)
    return {
        "LutfxnDt": forms.date,
        **_bladder_ticks(rng, method, other),
        **_incontinence(rng, forms, severe, layout),
        **_urinary_drugs(rng, forms, severe, layout),
        **_urinary_surgery(rng, method),
    }


def bowel_forms(rng: Rng, stays: Stays, forms: Attachments, layout: Layout) -> Columns:
    """Bowel function by severity at discharge."""
    severe = stays.neurology.grade_discharge[forms.stay] < D
    size = len(forms)
    weights = np.where(severe[:, None], c.BOWEL_SEVERE, c.BOWEL_SLIGHT)
    method, other = pick_rows(rng, weights) + 1, pick_rows(rng, weights) + 1
    unknown, inapplicable = chance(rng, c.UNKNOWN_METHOD, size), chance(rng, c.BOWEL_INAPPLICABLE, size)
    answered = ~(unknown | inapplicable | chance(rng, c.NO_ANSWER, size))
    return {
        "BfxnbaDt": forms.date,
        "DefcmthUn": unknown.astype(np.int64),
        "DefcmthNa": (inapplicable & ~unknown).astype(np.int64),
        **_methods(rng, "DefcmthM", 10, answered, method, other),
        **_supplements(rng, "OthdefS", 10, c.BOWEL_SUPPLEMENT, answered & (method != 1)),
        **_laxatives(rng, severe),
        **_faecal_incontinence(rng, forms, severe, layout),
        **_bowel_surgery(rng, stays, forms, method == c.COLOSTOMY),
        "NBD": _dysfunction_score(rng, severe),
    }


def quality_of_life_forms(rng: Rng, stays: Stays, forms: Attachments, latent: Numbers) -> Columns:
    """Four items 0-10, correlated by the `latent` well-being (standard normal) of each person."""
    neurology, age = stays.neurology, stays.people.age
    effect = c.QOL_SEVERE * (neurology.grade_discharge < D) + c.QOL_OLDER * (age >= 60)
    columns: Columns = {"QolDt": forms.date}
    for name, (mean, sd) in c.QOL_ITEMS.items():
        physical = c.QOL_TETRAPLEGIA * (neurology.level_discharge < T1) * (name == "SatPhys")
        common, own = np.sqrt(c.QOL_CORRELATION), np.sqrt(1 - c.QOL_CORRELATION)
        noise = common * latent[forms.stay] + own * rng.standard_normal(len(forms))
        score = (mean + (effect + physical)[forms.stay] + sd * noise).round().clip(0, 10).astype(np.int64)
        columns[name] = np.where(chance(rng, c.QOL_ITEM_MISSING, len(forms)), NOT_CHOSEN, score)
    columns["SatSocIf"] = since(c.QOL_SOCIAL_SINCE, forms.date, np.asarray(columns["SatSocIf"]))
    return columns


def well_being(rng: Rng, stays: Stays) -> Numbers:
    """A standard normal number per stay, behind all its quality-of-life forms."""
    return rng.standard_normal(len(stays))


def _bladder_group(stays: Stays) -> Integers:
    """Rows of the table of bladder methods."""
    neurology = stays.neurology
    grade, high = neurology.grade_discharge, neurology.level_discharge < C5
    cervical = neurology.level_discharge < T1
    conditions = [grade == E, grade == D, grade == 3, high, cervical]
    return np.select(
        conditions, [c.GROUP_E, c.GROUP_D, c.GROUP_C, c.GROUP_AB_HIGH, c.GROUP_AB_LOW], c.GROUP_AB_PARA
    )


def _moved(weights: Numbers, source: str, target: str, share: Numbers) -> Numbers:
    """Weights with a share of one method moved to another."""
    names = tuple(c.BLADDER_METHODS)
    moved = weights[:, names.index(source)] * share
    result = weights.copy()
    result[:, names.index(source)] -= moved
    result[:, names.index(target)] += moved
    return result


def _methods(rng: Rng, prefix: str, last: int, answered: Ticks, method: Integers, other: Integers) -> Columns:
    """Tick-boxes 1..last for the main method; now and then the other one is ticked as well."""
    second = np.where(chance(rng, c.TWO_MAIN_METHODS, len(method)), other, method)
    return {
        f"{prefix}{n}": (answered & ((method == n) | (second == n))).astype(np.int64)
        for n in range(1, last + 1)
    }


def _supplements(rng: Rng, prefix: str, last: int, rates: Weights, among: Ticks) -> Columns:
    return {
        f"{prefix}{n}": (among & chance(rng, rates.get(n, 0.0), len(among))).astype(np.int64)
        for n in range(1, last + 1)
    }


def _bladder_ticks(rng: Rng, method: Integers, other: Integers) -> Columns:
    size = len(method)
    unknown = chance(rng, c.UNKNOWN_METHOD, size)
    answered = ~(unknown | chance(rng, c.NO_ANSWER, size))
    catheter = answered & (method != 1)
    return {
        "EmbladUn": unknown.astype(np.int64),
        **_methods(rng, "EmbladM", 12, answered, method, other),
        **_supplements(rng, "EmbladS", 12, c.BLADDER_SUPPLEMENT, catheter),
    }


def _incontinence(rng: Rng, forms: Attachments, severe: Ticks, layout: Layout) -> Columns:
    older = _by_severity(rng, severe, c.INCONTINENCE_OLD_SEVERE, c.INCONTINENCE_OLD_SLIGHT)
    newer = _by_severity(rng, severe, c.INCONTINENCE_SEVERE, c.INCONTINENCE_SLIGHT)
    return {
        "Incontnc": until_year(last_year(2018, layout), forms.date, older),
        "Incontnc2": since(2019, forms.date, newer),
    }


def _urinary_drugs(rng: Rng, forms: Attachments, severe: Ticks, layout: Layout) -> Columns:
    drugs = _by_severity(rng, severe, c.DRUGS_SEVERE, c.DRUGS_SLIGHT)
    columns = _details(rng, drugs == YES, c.DRUGS)
    on_antibiotics = np.asarray(columns["DrugsAnti"]) == YES
    return {
        "AnyDrugs": until_year(last_year(2018, layout), forms.date, drugs),
        "AnyDrugs2": since(2019, forms.date, drugs),
        **columns,
        **_details(rng, on_antibiotics, c.ANTIBIOTICS),
    }


def _urinary_surgery(rng: Rng, method: Integers) -> Columns:
    suprapubic = method == c.BLADDER_METHODS["suprapubic"]
    yes = suprapubic | chance(rng, c.URINARY_SURGERY, len(method))
    ticks = {name: yes & chance(rng, rate, len(method)) for name, rate in c.URINARY_SURGERIES.items()}
    ticks["Spcath"] = suprapubic | ticks["Spcath"]
    ticks["Othsrg"] = _another(rng, yes, ticks)
    answer = np.where(yes, YES, pick_codes(rng, {NO: 96, 9: 2, NOT_CHOSEN: 2}, len(method)))
    return {"Surgicalpr": answer, **{name: tick.astype(np.int64) for name, tick in ticks.items()}}


def _another(rng: Rng, yes: Ticks, named: Mapping[str, Ticks]) -> Ticks:
    """The tick-box for another operation: of those who had any, nearly all have at least one box ticked."""
    unnamed = ~np.logical_or.reduce(list(named.values()))
    return yes & chance(rng, np.where(unnamed, c.OTHER_IF_UNNAMED, c.OTHER_TOO), len(yes))


def _details(rng: Rng, among: Ticks, rates: Mapping[str, float]) -> Columns:
    """Yes or no to each sub-question, not answered where the leading question does not apply."""
    size = len(among)
    return {
        name: np.where(among, chance(rng, rate, size).astype(np.int64), NOT_CHOSEN)
        for name, rate in rates.items()
    }


def _laxatives(rng: Rng, severe: Ticks) -> Columns:
    answer = _by_severity(rng, severe, c.LAXATIVES_SEVERE, c.LAXATIVES_SLIGHT)
    return {"OralLaxatives": answer, **_details(rng, answer == YES, c.LAXATIVES)}


def _faecal_incontinence(rng: Rng, forms: Attachments, severe: Ticks, layout: Layout) -> Columns:
    """Three wordings in turn: to 2018, 2019 to 2021, since 2022."""
    older = _by_severity(rng, severe, c.FAECAL_OLD_SEVERE, c.FAECAL_OLD_SLIGHT)
    newer = _by_severity(rng, severe, c.FAECAL_SEVERE, c.FAECAL_SLIGHT)
    third = np.where(newer == 7, 4, newer)
    return {
        "Fcincfrq": until_year(last_year(2018, layout), forms.date, older),
        "Fcincfrq2": until_year(2021, forms.date, since(2019, forms.date, newer)),
        "Fcincfrq3": since(2022, forms.date, third),
    }


def _bowel_surgery(rng: Rng, stays: Stays, forms: Attachments, colostomy: Ticks) -> Columns:
    size = len(forms)
    yes = colostomy | chance(rng, c.BOWEL_SURGERY, size)
    ticks = {name: yes & chance(rng, rate, size) for name, rate in c.BOWEL_SURGERIES.items()}
    ticks["Colost"] = colostomy
    ticks["Otgisurg"] = _another(rng, yes, ticks)
    answer = np.where(yes, YES, pick_codes(rng, {NO: 96, 9: 2, NOT_CHOSEN: 2}, size))
    years_ago = days(365.25 * rng.exponential(9, size) + 30)
    dated = ticks["Chcyec"] & chance(rng, 0.7, size)
    return {
        "SurgicalIntervention": answer,
        **{name: tick.astype(np.int64) for name, tick in ticks.items()},
        "ChcyecDt": np.where(dated, stays.people.admission[forms.stay] - years_ago, NO_DAY),
    }


def _dysfunction_score(rng: Rng, severe: Ticks) -> Integers:
    """Neurogenic bowel dysfunction score 0-47, -1 where it could not be calculated."""
    size = len(severe)
    band = pick_rows(rng, np.where(severe[:, None], c.NBD_SEVERE, c.NBD_SLIGHT))
    low, high = np.array(c.NBD_BANDS)[band].T
    score = low + (rng.random(size) ** np.where(band == 3, 2.2, 1.0) * (high - low + 1)).astype(np.int64)
    return np.where(chance(rng, c.NBD_MISSING, size), NOT_CHOSEN, score)


def _by_severity(rng: Rng, severe: Ticks, if_severe: Weights, if_slight: Weights) -> Integers:
    size = len(severe)
    return np.where(severe, pick_codes(rng, if_severe, size), pick_codes(rng, if_slight, size))
