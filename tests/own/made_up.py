"""Variables that no registry has, to ask what today's do not: a number, and a question with several answers."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from unittest import mock

from sqlalchemy import and_, case, literal
from sqlalchemy.sql import ColumnElement

from queries import MULTIPLES, VARIABLES, Level, Multiple, Quantity, Variable
from queries.sources.readers import days_between
from queries.variable import Columns


def _days(columns: Columns) -> ColumnElement[int]:
    return days_between(columns["stay.discharge"], columns["stay.admission"])


def _bin(columns: Columns) -> ColumnElement[str]:
    days = _days(columns)
    known = and_(
        columns["stay.discharge"].is_not(None), columns["stay.admission"].is_not(None), days.between(0, 800)
    )
    return case(
        (and_(known, days < 60), literal("short")), (known, literal("long")), else_=literal("missing")
    )


def _help(yes: int, no: int) -> "Variable":
    name = "first" if yes == 1 else "second"
    return Variable(
        id=f"made_up_help_{name}",
        needs=frozenset({"stay.sex", "stay.cause"}),
        codes=("yes", "no", "missing"),
        levels=(Level(id="recorded", groups={"yes": ("yes",), "no": ("no",), "missing": ("missing",)}),),
        code=lambda columns: case(
            (columns["stay.sex"] == yes, literal("yes")),
            (columns["stay.sex"] == no, literal("no")),
            else_=literal("missing"),
        ),
        among=None if yes == 1 else lambda columns: columns["stay.cause"].between(1, 5),
        reference="made up",
    )


DAYS = Variable(
    id="made_up_days",
    needs=frozenset({"stay.admission", "stay.discharge"}),
    codes=("short", "long", "missing"),
    levels=(Level(id="recorded", groups={"short": ("short",), "long": ("long",), "missing": ("missing",)}),),
    code=_bin,
    first_admission=datetime.date(2015, 1, 1),
    quantity=Quantity(number=_days, unit="days", step=1, bins={"short": 0, "long": 60}),
    reference="made up",
)
ANSWERS = (_help(1, 2), _help(2, 1))
HELP = Multiple(id="made_up_help", answers=tuple(answer.id for answer in ANSWERS), reference="made up")


@contextmanager
def declared() -> Iterator[None]:
    """While it lasts they are variables like any other."""
    variables = cast(dict[str, Variable], VARIABLES)
    multiples = cast(dict[str, Multiple], MULTIPLES)
    with (
        mock.patch.dict(variables, {one.id: one for one in (DAYS, *ANSWERS)}),
        mock.patch.dict(multiples, {HELP.id: HELP}),
    ):
        yield
