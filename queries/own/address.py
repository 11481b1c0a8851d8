"""A question about own units read from a query string; `OwnQuestion.to_query` writes it."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from queries.errors import InvalidSelection
from queries.own.question import STAYS, OwnQuestion
from queries.selection import Query
from queries.variables import VARIABLES

_LONGEST_NUMBER = 9


@dataclass(frozen=True, kw_only=True)
class OwnReading:
    """A query string read: the question, and the fields that were not understood and left at their defaults."""

    question: OwnQuestion
    ignored: tuple[str, ...] = ()


def read_own_query(query: Query, default: OwnQuestion | None = None) -> OwnReading:
    """Read untrusted query-string fields over a default question (all stays, unless told), never raising.

    A field that is not understood is named in `ignored` and left as the default has it. Fields of the view are
    not looked at.
    """
    question, ignored = default or OwnQuestion(shows=STAYS), []
    for name in OWN_QUERY_FIELDS:
        text = _single(query.get(name))
        if text is None:
            continue
        try:
            question = _with_field(question, name, text)
        except (InvalidSelection, ValueError):
            ignored.append(name)
    return OwnReading(question=question, ignored=tuple(ignored))


def _with_field(question: OwnQuestion, name: str, text: str) -> OwnQuestion:
    if name in _FIELDS:
        return _FIELDS[name](question, text)
    others = tuple(item for item in question.where if item[0] != name)
    return replace(question, where=(*others, (name, tuple(text.split(",")))))


def _units(question: OwnQuestion, text: str) -> OwnQuestion:
    return replace(question, units=tuple(_number(part) for part in text.split(",")))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise ValueError("not a number")
    return int(text)


def _single(value: str | list[str] | None) -> str | None:
    """Query values arrive as text or as a list of texts; an empty one is not there."""
    text = value[-1] if isinstance(value, list) and value else value
    return text if isinstance(text, str) and text else None


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# In the order in which they are read: what is shown decides which details and statistics there are.
_FIELDS: Mapping[str, Callable[[OwnQuestion, str], OwnQuestion]] = {
    "show": lambda question, text: replace(question, shows=text, detail=None, statistic="count"),
    "detail": lambda question, text: replace(question, detail=text),
    "statistic": lambda question, text: replace(question, statistic=text),  # type: ignore[arg-type]
    "unit": _units,
    "split": lambda question, text: replace(question, split=text, split_level=None),
    "split_level": lambda question, text: replace(question, split_level=text),
    "age_from": lambda question, text: replace(question, ages=(_number(text), question.ages[1])),
    "age_to": lambda question, text: replace(question, ages=(question.ages[0], _number(text))),
    "from": lambda question, text: replace(question, dates=(_day(text), question.dates[1])),
    "to": lambda question, text: replace(question, dates=(question.dates[0], _day(text))),
    "axis": lambda question, text: replace(question, axis=text),  # type: ignore[arg-type]
}
OWN_QUERY_FIELDS = (*_FIELDS, *VARIABLES)
