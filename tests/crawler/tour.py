"""Which questions the crawler asks: all of some kinds, seeded samples of the rest, and what nobody should ask."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Literal
from urllib.parse import urlencode

from dashboard.pages.address import ORDERS, View, query_of
from queries import CHARACTERISTICS, INDICATORS, Period, Selection, Settings

SHOWN = (*INDICATORS, *CHARACTERISTICS)
ALL_YEARS: Period = (2017, 2025)
PERIODS: tuple[Period | None, ...] = (
    None,
    ALL_YEARS,
    *((year, year) for year in range(2017, 2026)),
    *((year, year + 2) for year in (2017, 2020, 2023)),
)
ODD_PERIODS: tuple[Period, ...] = ((2018, 2021), (2026, 2026), (2025, 2030), (1995, 1999), (2016, 2017))
SPLITS: tuple[Literal["unit", "country"], ...] = ("unit", "country")
NONSENSE = (
    "?show=nothing&period=2024-2020",
    "?unit=40000009,1&country=XX",
    "?unit=105593&country=DK",
    "?sex=x&age=60_plus,../../etc",
    "?detail=recorded&show=sex",
    "?viewer=clinician&scope=50000001&role=manager&show=cause",
    "?show=cause&show=sex&period=2020&period=2021-2021",
    "?lane=own&unit=50000001",
    "?=&&;%00&period=9999999999-1",
    "?view=table&order=count&n=3",
)


def details(shows: str) -> tuple[str | None, ...]:
    """Every detail that can be asked for, those of own units included."""
    levels = CHARACTERISTICS[shows].levels if shows in CHARACTERISTICS else ()
    return (None, *(level.id for level in levels))


def every_shown() -> Iterator[Selection]:
    """Each indicator, and each characteristic at each detail, at the latest years and over all years."""
    for shows in SHOWN:
        for detail in details(shows):
            yield Selection(shows=shows, detail=detail)
            yield Selection(shows=shows, detail=detail, period=ALL_YEARS)


def every_split(settings: Settings) -> Iterator[Selection]:
    """Each thing shown by unit and by country, for each country and each centre."""
    for shows in SHOWN:
        yield from (Selection(shows=shows, split_by=by, period=ALL_YEARS) for by in SPLITS)
        yield from (Selection(shows=shows, country=country) for country in ("FI", *settings.countries()))
        yield from (Selection(shows=shows, units=(unit,)) for unit in settings.unit_ids())


def every_period() -> Iterator[Selection]:
    """Each thing shown for each period of the menu, and some for periods that are not on it."""
    for shows in SHOWN:
        yield from (Selection(shows=shows, period=period) for period in PERIODS[2:])
    for shows in SHOWN[::4]:
        yield from (Selection(shows=shows, period=period) for period in ODD_PERIODS)


def single_filters(seed: int, each: int = 3) -> Iterator[Selection]:
    """Every single group as a filter of `each` shown things; these and the period are drawn."""
    draw = random.Random(seed)
    for variable in CHARACTERISTICS.values():
        for group in variable.group_ids:
            for shows in draw.sample(SHOWN, each):
                where = ((variable.id, (group,)),)
                yield Selection(shows=shows, where=where, period=draw.choice(PERIODS))


def filter_pairs(seed: int, each: int = 5) -> Iterator[Selection]:
    """Every pair of variables as filters of `each` shown things; these, the groups and the period are drawn."""
    draw = random.Random(seed)
    for pair in combinations(CHARACTERISTICS, 2):
        for shows in draw.sample(SHOWN, each):
            where = tuple((variable, (draw.choice(shared_groups(variable)),)) for variable in pair)
            yield Selection(shows=shows, where=where, period=draw.choice(PERIODS[:2] + PERIODS[-3:]))


def larger(seed: int, count: int, settings: Settings) -> Iterator[Selection]:
    """Questions of any shape: up to four filters of up to two groups, some units, any split and period."""
    draw = random.Random(seed)
    for _ in range(count):
        chosen = draw.sample(list(CHARACTERISTICS), draw.randint(1, 4))
        where = tuple(
            (v, tuple(draw.sample(CHARACTERISTICS[v].group_ids, draw.randint(1, 2)))) for v in chosen
        )
        units = draw.sample(settings.unit_ids(), draw.choice((0, 0, 2, 3)))
        shows = draw.choice(SHOWN)
        yield Selection(
            shows=shows,
            detail=draw.choice(details(shows)),
            split_by=draw.choice(SPLITS),
            units=tuple(units),
            where=where,
            period=draw.choice((*PERIODS, *ODD_PERIODS)),
        )


def sample(seed: int, count: int, settings: Settings) -> list[Selection]:
    """Some questions of every kind above."""
    draw = random.Random(seed)
    kinds = (every_shown(), every_split(settings), every_period(), single_filters(seed), filter_pairs(seed))
    drawn = [draw.sample(list(kind), count // 5) for kind in kinds]
    return [question for kind in drawn for question in kind] + list(larger(seed, count // 5, settings))


def about(variable: str, settings: Settings) -> Iterator[Selection]:
    """Every question about one characteristic: shown in every way, and as a filter of everything else."""
    for detail in details(variable):
        shown = [Selection(shows=variable, detail=detail, period=period) for period in PERIODS]
        yield from shown
        yield from (replace(shown[1], split_by="country", country=c) for c in settings.countries())
        yield from (replace(shown[1], units=(unit,)) for unit in settings.unit_ids())
    for shows in SHOWN:
        for group in CHARACTERISTICS[variable].group_ids:
            yield Selection(shows=shows, where=((variable, (group,)),), period=ALL_YEARS)


def shared_groups(variable: str) -> list[str]:
    """Groups that a release may hold."""
    return list(
        dict.fromkeys(group for level in CHARACTERISTICS[variable].shared_levels for group in level.groups)
    )


def address(question: Selection, place: int) -> str:
    """The query string of the question at some place of a tour: views and orders take turns."""
    shape: Literal["figure", "table"] = "table" if place % 4 == 3 else "figure"
    order = list(ORDERS.values())[place // 2 % 2]
    return query_of(question, View(shape=shape, order=order))


def hostile() -> Iterator[str]:
    """Addresses that nobody should send."""
    yield from NONSENSE
    yield "?" + urlencode({"show": "cause", "age": "75_plus," * 300})
