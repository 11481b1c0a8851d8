"""Made-up answers about own units, of every shape that the page must show. Tests may build answers, the product not."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast
from unittest import mock

from sqlalchemy import literal

from dashboard import texts
from dashboard.own.display import Display, display
from dashboard.texts.text import Text
from queries import (
    INDICATORS,
    MONTHS,
    MULTIPLES,
    PEOPLE,
    STAYS,
    VARIABLES,
    Level,
    OwnAnswer,
    OwnQuestion,
    OwnRow,
    Settings,
    Shown,
    Summary,
    Unit,
    Variable,
)
from queries.own.measures import summary_of
from tests.dashboard.made_up import HAUKELAND, SETTINGS

TODAY = datetime.date(2026, 5, 20)
FIRST, LAST = datetime.date(2016, 3, 1), datetime.date(2026, 5, 9)
SCORE = "bowel_dysfunction"
SHOWN = {
    "stays": OwnQuestion(shows=STAYS),
    "people": OwnQuestion(shows=PEOPLE),
    "indicator": OwnQuestion(shows="nursing_home", axis="discharge"),
    "indicator, more is better": OwnQuestion(shows="bladder_assessed", axis="discharge"),
    "groups": OwnQuestion(shows="ais_discharge"),
    "coarse groups": OwnQuestion(shows="cause", detail="main_causes"),
    "several answers": OwnQuestion(shows="bladder_main"),
    "bins": OwnQuestion(shows=SCORE),
    "whole numbers": OwnQuestion(shows="quality_of_life_general"),
    "mean": OwnQuestion(shows=SCORE, statistic="mean"),
    "median": OwnQuestion(shows=SCORE, statistic="median"),
}
SPLITS = (None, "unit", "ais_admission", "year", "month")
SIZES = ("usual", "empty", "one row", "all missing", "very large")
Kind = tuple[str, str | None, str]
KINDS: tuple[Kind, ...] = tuple(
    (shown, split, size)
    for shown in SHOWN
    for split in SPLITS
    for size in SIZES
    # By group and over all, nothing is larger than usual.
    if size != "very large" or split in ("unit", "month")
)


def made(shown: str = "groups", split: str | None = None, size: str = "usual", **asked: Any) -> Display:
    """An answer of some kind, ready to show."""
    question = replace(SHOWN[shown], split=split, **asked)
    settings = _forty_units() if size == "very large" else SETTINGS
    return ready(answer(question, size, settings), settings)


def ready(given: OwnAnswer, settings: Settings = SETTINGS) -> Display:
    """Any answer, ready to show."""
    return display(given, settings=settings, today=TODAY)


def answer(question: OwnQuestion, size: str = "usual", settings: Settings = SETTINGS) -> OwnAnswer:
    """An answer to a question; its counts follow from the place of the row and the category alone."""
    groups = list(_groups(question, size, settings))
    units = (
        tuple(unit.id for unit in settings.units) if question.split in ("unit", "country") else (HAUKELAND,)
    )
    return OwnAnswer(
        asked=question,
        units=units,
        categories=tuple(categories(question)),
        rows=tuple(row(question, group, _weight(size, place)) for place, group in enumerate(groups)),
        undated=0 if size == "empty" else 2,
        first=None if size == "empty" else FIRST,
        last=None if size == "empty" else LAST,
    )


def row(question: OwnQuestion, group: str, weight: int) -> OwnRow:
    """A row with more stays the greater its weight; 0: nobody, below: nobody with an answer."""
    shows, names = question.shows, list(categories(question))
    counts = [max(weight, 0) * (1 + (7 * place + len(group)) % 5) for place in range(len(names))]
    summary = _summary(shows, weight)
    if shows in (STAYS, PEOPLE):
        stays = abs(weight) * 3
        return OwnRow(group=group, stays=stays, cells=(Shown(count=stays, total=stays),), not_counted={})
    if summary is not None:
        counts = _by_bin(question, weight)
    total = counts[0] + 2 * max(weight, 0) if shows in INDICATORS else sum(counts)
    totals = [total + place if total and shows in MULTIPLES else total for place in range(len(names))]
    missing = 4 if weight else 0
    return OwnRow(
        group=group,
        stays=max(totals, default=0) + missing,
        cells=tuple(Shown(count=count, total=of) for count, of in zip(counts, totals, strict=True)),
        not_counted={"missing": missing, "not_applicable": 0},
        summary=summary,
    )


def categories(question: OwnQuestion) -> Iterator[str]:
    """What the cells of an answer stand for."""
    shows = question.shows
    if shows in (STAYS, PEOPLE):
        yield shows
    elif shows in INDICATORS:
        yield "met"
    elif shows in MULTIPLES:
        yield from MULTIPLES[shows].answers
    else:
        levels = VARIABLES[shows].levels
        level = VARIABLES[shows].level(question.detail) if question.detail else levels[-1]
        yield from (group for group, codes in level.groups.items() if codes != ("missing",))


def _summary(shows: str, weight: int) -> Summary | None:
    if shows not in VARIABLES or VARIABLES[shows].quantity is None:
        return None
    return summary_of({float(value): 1 for value in _values(weight)})


def _values(weight: int) -> range:
    return range(1, 1 + 5 * max(weight, 0))


def _by_bin(question: OwnQuestion, weight: int) -> list[int]:
    quantity = VARIABLES[question.shows].quantity
    if quantity is None:
        raise ValueError("no number")
    starts = list(quantity.bins.values())
    ends = [*starts[1:], float("inf")]
    return [
        sum(low <= value < high for value in _values(weight)) for low, high in zip(starts, ends, strict=True)
    ]


def _weight(size: str, place: int) -> int:
    return {"empty": 0, "all missing": -1}.get(size, 1 + place % 4)


def _groups(question: OwnQuestion, size: str, settings: Settings) -> Iterator[str]:
    split, few = question.split, 1 if size == "one row" else None
    if split is None:
        yield "all"
    elif split == "unit":
        yield from [str(unit.id) for unit in settings.units][:few]
    elif split == "country":
        yield from settings.countries()[:few]
    elif split in MONTHS:
        steps = {"usual": 11, "one row": 1, "all missing": 11, "very large": 124}.get(size, 0)
        yield from (_step(split, place).isoformat() for place in range(steps))
    else:
        yield from (*[group for level in VARIABLES[split].levels[-1:] for group in level.groups],)[:few]


def _step(split: str, place: int) -> datetime.date:
    """Steps that end with the one that is going on."""
    month = TODAY.year * 12 + TODAY.month - 1
    start = (month // MONTHS[split] - 10 + place) * MONTHS[split]
    return datetime.date(start // 12, start % 12 + 1, 1)


def _forty_units() -> Settings:
    names = (f"Selkäydinvammayksikkö numero {number}" for number in range(1, 41))
    units = (Unit(id=place, name=name, country="FI", active_from=2017) for place, name in enumerate(names, 1))
    return replace(SETTINGS, units=tuple(units))


@contextmanager
def sixty_categories() -> Iterator[OwnQuestion]:
    """While it lasts there is a variable with sixty codes, and this is a question about it."""
    codes = tuple(f"code {number}" for number in range(60))
    many = Variable(
        id="many",
        needs=frozenset({"stay.sex"}),
        codes=codes,
        levels=(Level(id="recorded", groups={code: (code,) for code in codes}),),
        code=lambda _columns: literal(""),
        reference="made up",
    )
    variables, named = cast("dict[str, Variable]", VARIABLES), cast("dict[str, Text]", texts.VARIABLE_TEXTS)
    with (
        mock.patch.dict(variables, {"many": many}),
        mock.patch.dict(named, {"many": Text(label="Many things")}),
    ):
        yield OwnQuestion(shows="many")
