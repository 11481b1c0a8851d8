"""Every number a second time, with plain loops over rows: written from docs/method.md alone, without the SQL.

Tables are `{table name of the registry: its rows}`, a row is `{column: value}`; an absent column reads as None.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tests.naive_bowel import bowel, points
from tests.naive_codes import age, ais, cause, level, place_known, sex, ticked, whole
from tests.naive_follow_up import follow_up, follow_up_age, missed_follow_up
from tests.naive_main import main_form, main_numbers
from tests.naive_reported import eq5d, function, quality_of_life, reported_numbers, satisfaction
from tests.naive_urinary import urinary

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]
Stay = dict[str, object]

MAIN = "spinal_cord_injury_core_data_set_1"
QUALITY_OF_LIFE = "registration_of_quality_of_life_3"
URINARY = "lower_urinary_tract_function_4"
BOWEL = "bowel_function_5"
PERFORMANCE = "activities_and_participation_performance_6"
SATISFACTION = "activities_and_participation_satisfaction_7"
EQ5D = "eq_5d_5l_9"
FOLLOW_UP = "control_form_2"

BLADDER_METHODS = tuple(f"EmbladM{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12))
KNOWN_METHODS = (*BLADDER_METHODS, "EmbladM10")
SELF_MANAGED = ("EmbladM1", "EmbladM6", "EmbladM7")
ADULT = ("16_29", "30_44", "45_59", "60_74", "75_plus")


def stays(tables: Tables) -> list[Stay]:
    """One dict a stay: unit and year (None if unknown), person, and its code of each variable and indicator."""
    return [_stay(form, number, tables) for number, form in enumerate(counted_forms(tables))]


def counts(stays: Sequence[Stay], by: Sequence[str]) -> Counter[tuple[object, ...]]:
    """How many stays there are of each combination of the values named in `by`."""
    return Counter(tuple(stay[name] for name in by) for stay in stays)


def shared_population(
    stays: Sequence[Stay],
    tables: Tables,
    first_year: int,
    through: int,
    admitted_from: date,
    units: Mapping[int, tuple[int | None, int | None]],
) -> list[Stay]:
    """The stays that shared pages count (method, section 4), of all `stays` of `tables` in their order.

    `units` holds the first and the last year (both inclusive, None where open) in which each unit was active.
    """
    return [
        stay
        for stay, form in zip(stays, counted_forms(tables), strict=True)
        if _discharged_in(stay, first_year, through, units)
        and "missing" not in (stay["sex"], stay["cause"])
        and stay["age"] in ADULT
        and _admitted_since(form, admitted_from)
    ]


def counted_forms(tables: Tables) -> list[Row]:
    """One main form a stay: of several deliveries the one closed last."""
    deliveries: dict[tuple[object, ...], list[Row]] = {}
    for number, form in enumerate(tables[MAIN]):
        deliveries.setdefault(_stay_key(number, form), []).append(form)
    return [max(forms, key=_closing) for forms in deliveries.values()]


def _stay_key(number: int, form: Row) -> tuple[object, ...]:
    key = _key(form.get("SkjemaGUID"))
    # A form without a key cannot be told to be a second delivery of another: it is a stay of its own.
    return (key, whole(form.get("UnitId"))) if key else (number,)


def _closing(form: Row) -> tuple[bool, str]:
    closed = form.get("FirstTimeClosed")
    return _day(closed) is not None, str(closed)


def _stay(form: Row, number: int, tables: Tables) -> Stay:
    discharged = _day(form.get("DischgDt"))
    return {
        "unit": whole(form.get("UnitId")),
        "year": discharged.year if discharged else None,
        "person": _key(form.get("PatientInRegistryGuid")) or f"nobody known, stay {number}",
        **_characteristics(form),
        **_indicators(form, tables),
        **_forms(form, tables),
        **_main(form),
        **_other_forms(form, tables),
        **_follow_ups(form, tables),
    }


def _characteristics(form: Row) -> Stay:
    classified = _admitted_since(form, date(2015, 1, 1))
    return {
        "cause": cause(form),
        "sex": sex(form),
        "age": age(form),
        "ais_admission": ais(form, "A") if classified else "not_applicable",
        "ais_discharge": ais(form, "F") if classified else "not_applicable",
        "level_admission": level(form, "A"),
        "level_discharge": level(form, "F"),
    }


def _indicators(form: Row, tables: Tables) -> Stay:
    of_urine = _form_of(form, tables, URINARY, "LutfxnDt")
    of_bowel = _form_of(form, tables, BOWEL, "BfxnbaDt")
    quality_of_life = _form_of(form, tables, QUALITY_OF_LIFE, "QolDt")
    from_2015 = _admitted_since(form, date(2015, 1, 1))
    graded = all(whole(form.get(column)) in range(1, 6) for column in ("AAis", "FAis"))
    return {
        "classification": _met(graded, among=from_2015),
        "bladder_assessed": _met(of_urine is not None, among=from_2015),
        "bladder_regime": _bladder_regime(form, of_urine) if from_2015 else "not_applicable",
        "nursing_home": _met(whole(form.get("PlaceDis")) == 3) if place_known(form) else "missing",
        "bowel_assessed": _met(of_bowel is not None, among=_admitted_since(form, date(2016, 1, 1))),
        "quality_of_life_reported": _met(quality_of_life is not None, among=age(form) in ADULT),
        "registered_in_time": _registered_in_time(form),
    }


def _forms(form: Row, tables: Tables) -> Stay:
    of_bowel = _form_of(form, tables, BOWEL, "BfxnbaDt")
    from_2016 = _admitted_since(form, date(2016, 1, 1))
    return {
        **urinary(
            _form_of(form, tables, URINARY, "LutfxnDt"),
            from_2015=_admitted_since(form, date(2015, 1, 1)),
            from_2019=_admitted_since(form, date(2019, 1, 1)),
        ),
        **bowel(of_bowel, from_2016=from_2016),
        "points": points(of_bowel) if from_2016 else None,
    }


def _main(form: Row) -> Stay:
    admitted, delay = _day(form.get("AdmitDt")), _delay(form)
    return {**main_form(form, admitted, delay), **main_numbers(form, admitted, delay)}


def _delay(form: Row) -> int | None:
    closed, discharged = _day(form.get("FirstTimeClosed")), _day(form.get("DischgDt"))
    return (closed - discharged).days if closed and discharged else None


def _other_forms(form: Row, tables: Tables) -> Stay:
    of_life = _form_of(form, tables, QUALITY_OF_LIFE, "QolDt")
    of_health = _last(_children(form, tables, EQ5D), "Eq5d5lDt")
    from_2017 = _admitted_since(form, date(2017, 1, 1))
    return {
        **quality_of_life(of_life, of_age=age(form) in ADULT),
        **function(_form_of(form, tables, PERFORMANCE, "DataClDt"), from_2017=from_2017),
        **satisfaction(_form_of(form, tables, SATISFACTION, "DataClDtS"), from_2017=from_2017),
        **eq5d(of_health),
        **reported_numbers(of_life if age(form) in ADULT else None, of_health),
    }


def _follow_ups(form: Row, tables: Tables) -> Stay:
    every = list(_children(form, tables, FOLLOW_UP))
    first = [one for one in every if whole(one.get("CNum")) == 1 and whole(one.get("ControlStatus")) != 1]
    missed = [one for one in every if whole(one.get("ControlStatus")) == 1]
    seen = _last(first, "CNeuExmDt")
    made, years = _day(seen.get("CreationDate")) if seen else None, follow_up_age(seen)
    return {
        **follow_up(seen, made, from_2015=_admitted_since(form, date(2015, 1, 1))),
        **missed_follow_up(_last(missed, "CreationDate")),
        "years at follow-up": years,
        "number of age_follow_up": years if years is not None and 0 <= years <= 120 else None,
    }


def _last(forms: Iterable[Row], dated: str) -> Row | None:
    """The last of some forms, whenever dated; one without a date before all others."""
    candidates = [(_day(one.get(dated)) or date.min, _key(one.get("SkjemaGUID")), one) for one in forms]
    return max(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def _met(met: bool, *, among: bool = True) -> str:
    if not among:
        return "not_applicable"
    return "met" if met else "not_met"


def _bladder_regime(form: Row, of_urine: Row | None) -> str:
    if level(form, "F") != "t1_s5":
        return "not_applicable"
    if of_urine is None or not any(ticked(of_urine.get(method)) for method in KNOWN_METHODS):
        return "missing"
    return _met(any(ticked(of_urine.get(method)) for method in SELF_MANAGED))


def _registered_in_time(form: Row) -> str:
    closed, discharged = _day(form.get("FirstTimeClosed")), _day(form.get("DischgDt"))
    if closed is None or discharged is None or closed < discharged:
        return "missing"
    return _met((closed - discharged).days <= 30)


def _form_of(form: Row, tables: Tables, table: str, dated: str) -> Row | None:
    """The last form of the kind dated on or before the day of discharge."""
    discharged, candidates = _day(form.get("DischgDt")), []
    for child in _children(form, tables, table):
        day = _day(child.get(dated))
        if day and discharged and day <= discharged:
            candidates.append((day, _key(child.get("SkjemaGUID")), child))
    return max(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def _children(form: Row, tables: Tables, table: str) -> Iterator[Row]:
    """The forms that name a stay; a satisfaction form names a function form that does."""
    named = {_key(form.get("SkjemaGUID"))}
    if table == SATISFACTION:
        named = {_key(function.get("SkjemaGUID")) for function in _children(form, tables, PERFORMANCE)}
    for child in tables.get(table, ()):
        if _key(child.get("HovedskjemaGUID")) in named - {""}:
            yield child


def _discharged_in(
    stay: Stay, first_year: int, through: int, units: Mapping[int, tuple[int | None, int | None]]
) -> bool:
    unit, year = stay["unit"], stay["year"]
    if not isinstance(year, int) or not isinstance(unit, int) or unit not in units:
        return False
    opened, closed = units[unit]
    return max(first_year, opened or first_year) <= year <= min(through, closed or through)


def _admitted_since(form: Row, first: date) -> bool:
    admitted = _day(form.get("AdmitDt"))
    return admitted is not None and admitted >= first


def _key(value: object) -> str:
    return "" if value is None else str(value).lower()


def _day(value: object) -> date | None:
    text = "" if value is None else str(value)[:10]
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
