"""Answers about own units a second time, with plain loops over stays: written from what is promised, not the SQL."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from queries import INDICATORS, MULTIPLES, VARIABLES, OwnAnswer, OwnQuestion, Settings
from tests import naive
from tests.naive_codes import whole
from tests.registry_tables import Registry

Stay = Mapping[str, Any]
NOTHING = ("missing", "not_applicable")
# What a stay calls the number behind a variable.
NUMBERS = {
    "made_up_days": "days",
    "bowel_dysfunction": "points",
    **{
        id_: f"number of {id_}"
        for id_ in (
            "age",
            "age_follow_up",
            "rehab_days",
            "registration_delay",
            "bmi_discharge",
            "quality_of_life_social",
            "eq5d_health",
        )
    },
}
# What is shown of a follow-up goes by age at follow-up.
AT_FOLLOW_UP = ("follow_up_carried_out", "follow_up_complications")
STEPS = {"year": 12, "halfyear": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row as a reader would write it down."""

    group: str
    stays: int
    cells: list[tuple[int, int]]
    not_counted: dict[str, int]
    numbers: tuple[int, float, float, tuple[float, float], tuple[float, float]] | None = None


def stays(registry: Registry) -> list[dict[str, Any]]:
    """Every stay with its codes, its days of admission and discharge, its age, and the made-up answers."""
    forms = naive.counted_forms(registry.tables)
    coded = naive.stays(registry.tables)
    return [_stay(code, form) for code, form in zip(coded, forms, strict=True)]


def _stay(codes: Stay, form: naive.Row) -> dict[str, Any]:
    admitted, discharged = naive._day(form.get("AdmitDt")), naive._day(form.get("DischgDt"))
    days = (discharged - admitted).days if admitted and discharged else None
    asked = admitted is not None and admitted >= date(2015, 1, 1)
    known = asked and days is not None and 0 <= days <= 800
    sex, traumatic = codes["sex"], whole(form.get("Scietiol")) in range(1, 6)
    return {
        **codes,
        "admission": admitted,
        "discharge": discharged,
        "years": whole(form.get("PatientAge")),
        "made_up_days": ("short" if (days or 0) < 60 else "long")
        if known
        else "missing"
        if asked
        else "not_applicable",
        "days": days if known else None,
        "made_up_help_first": {"man": "yes", "woman": "no"}.get(sex, "missing"),
        "made_up_help_second": {"man": "no", "woman": "yes"}.get(sex, "missing")
        if traumatic
        else "not_applicable",
    }


def rows(question: OwnQuestion, every: Iterable[Stay], units: Sequence[int], settings: Settings) -> list[Row]:
    """The rows of the answer, in order."""
    counted = [stay for stay in every if _asked(question, stay, units) and _in_dates(question, stay)]
    groups = _groups(question, counted, units, settings)
    return [
        _row(question, group, [s for s in counted if _group(question, s, settings) == group])
        for group in groups
    ]


def undated(question: OwnQuestion, every: Iterable[Stay], units: Sequence[int]) -> int:
    """Stays asked for that have no day on the axis."""
    return sum(stay[question.axis] is None for stay in every if _asked(question, stay, units))


def told(answer: OwnAnswer) -> list[Row]:
    """What an answer says, to be compared with `rows`."""
    return [
        Row(
            group=row.group,
            stays=row.stays,
            cells=[(cell.count, cell.total) for cell in row.cells],
            not_counted=dict(row.not_counted),
            numbers=_told_numbers(row.summary) if row.summary and row.summary.n else None,
        )
        for row in answer.rows
    ]


def _told_numbers(summary: Any) -> Any:
    low, high = summary.quartiles
    places = (
        round(summary.mean, 6),
        round(summary.median, 6),
        (round(low, 6), round(high, 6)),
        summary.extremes,
    )
    return summary.n, *places


def _asked(question: OwnQuestion, stay: Stay, units: Sequence[int]) -> bool:
    youngest, oldest = question.ages
    if stay["unit"] not in units:
        return False
    if question.ages != (None, None):
        years = stay["years at follow-up" if question.shows in AT_FOLLOW_UP else "years"]
        if years is None or not 0 <= years <= 120:
            return False
        if (youngest is not None and years < youngest) or (oldest is not None and years > oldest):
            return False
    return all(
        any(_is_in(variable, name, stay[variable]) for name in names) for variable, names in question.where
    )


def _is_in(variable: str, name: str, code: str) -> bool:
    """A name is a group of any level, or else a plain code."""
    for level in VARIABLES[variable].levels:
        if name in level.groups:
            return code in level.groups[name]
    return code == name


def _in_dates(question: OwnQuestion, stay: Stay) -> bool:
    day, (first, last) = stay[question.axis], question.dates
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _groups(
    question: OwnQuestion, counted: Sequence[Stay], units: Sequence[int], settings: Settings
) -> list[str]:
    if question.split is None:
        return ["all"]
    if question.split == "unit":
        return [str(unit.id) for unit in settings.units if unit.id in units] + sorted(
            str(unit) for unit in units if unit not in settings.unit_ids()
        )
    if question.split == "country":
        countries = [unit.country for unit in settings.units if unit.id in units]
        strangers = ["unknown_country"] if any(unit not in settings.unit_ids() for unit in units) else []
        return [*dict.fromkeys(c for c in settings.countries() if c in countries), *strangers]
    if question.split in STEPS:
        return _all_steps(question, counted)
    found = {_group(question, stay, settings) for stay in counted}
    names = [*_level(question.split, question.split_level)]
    return [
        name
        for name in [*names, *(n for n in NOTHING if n not in names)]
        if name in found or name not in NOTHING
    ]


def _all_steps(question: OwnQuestion, counted: Sequence[Stay]) -> list[str]:
    days = [stay[question.axis] for stay in counted]
    first = question.dates[0] or (min(days) if days else None)
    last = question.dates[1] or (max(days) if days else None)
    if first is None or last is None:
        return []
    every = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
    touched = (
        day for day in every if (first.year, first.month) <= (day.year, day.month) <= (last.year, last.month)
    )
    return list(dict.fromkeys(_first_of_step(day, str(question.split)) for day in touched))


def _first_of_step(day: date, step: str) -> str:
    length = STEPS[step]
    return f"{day.year}-{(day.month - 1) // length * length + 1:02}-01"


def _group(question: OwnQuestion, stay: Stay, settings: Settings) -> str:
    split = question.split
    if split is None:
        return "all"
    if split == "unit":
        return str(stay["unit"])
    if split == "country":
        return {unit.id: unit.country for unit in settings.units}.get(stay["unit"], "unknown_country")
    if split in STEPS:
        return _first_of_step(stay[question.axis], split)
    level = _level(split, question.split_level)
    return next((name for name, codes in level.items() if stay[split] in codes), str(stay[split]))


def _level(variable: str, level: str | None) -> Mapping[str, tuple[str, ...]]:
    levels = {one.id: one.groups for one in VARIABLES[variable].levels}
    return levels[level] if level else list(levels.values())[-1]


def _row(question: OwnQuestion, group: str, members: Sequence[Stay]) -> Row:
    shows = question.shows
    if shows in ("stays", "people"):
        people = len({stay["person"] for stay in members}) if shows == "people" else len(members)
        return Row(group=group, stays=len(members), cells=[(people, len(members))], not_counted={})
    if shows in MULTIPLES:
        return _several(group, members, MULTIPLES[shows].answers)
    if shows in INDICATORS:
        return _coded(group, members, shows, [("met",)], ("met", "not_met"))
    level = _level(shows, question.detail)
    categories = [codes for codes in level.values() if set(codes) - set(NOTHING)]
    return _coded(group, members, shows, categories, [code for codes in categories for code in codes])


def _coded(
    group: str, members: Sequence[Stay], shows: str, categories: Sequence[Sequence[str]], among: Sequence[str]
) -> Row:
    said = [stay[shows] for stay in members]
    total = sum(code in among for code in said)
    outside = [code for code in said if code not in among]
    return Row(
        group=group,
        stays=len(members),
        cells=[(sum(code in codes for code in said), total) for codes in categories],
        not_counted={name: outside.count(name) for name in NOTHING},
        numbers=_numbers([stay[NUMBERS[shows]] for stay in members]) if shows in NUMBERS else None,
    )


def _several(group: str, members: Sequence[Stay], answers: Sequence[str]) -> Row:
    def many(test: Callable[[Stay], bool]) -> int:
        return sum(1 for stay in members if test(stay))

    cells = [
        (many(lambda s, a=a: s[a] == "yes"), many(lambda s, a=a: s[a] in ("yes", "no")))  # type: ignore[misc]
        for a in answers
    ]
    unasked = many(lambda s: all(s[a] == "not_applicable" for a in answers))
    silent = many(lambda s: not any(s[a] in ("yes", "no") for a in answers))
    return Row(
        group=group,
        stays=len(members),
        cells=cells,
        not_counted={"missing": silent - unasked, "not_applicable": unasked},
    )


def _numbers(found: Sequence[int | None]) -> Any:
    days = sorted(day for day in found if day is not None)
    if not days:
        return None
    cut = statistics.quantiles(days, n=4, method="inclusive") if len(days) > 1 else [days[0]] * 3
    middle = (round(statistics.fmean(days), 6), round(statistics.median(days), 6))
    return len(days), *middle, (round(cut[0], 6), round(cut[2], 6)), (days[0], days[-1])
