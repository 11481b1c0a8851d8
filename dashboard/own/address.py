"""The address of a view of own units: the question and how it is looked at, from the query string and back.

What is typed into a range and contradicts the rest stays in the address and in its field, and is only not asked:
nothing that somebody typed is lost before they mend it.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlencode

from queries import OLDEST_PLAUSIBLE, OWN_QUERY_FIELDS, STAYS, OwnQuestion, read_own_query

Shape = Literal["figure", "matrix", "table"]
Fields = Mapping[str, str | list[str]]
SHAPES: Mapping[str, Shape] = {"figure": "figure", "matrix": "matrix", "table": "table"}
DAYS, AGES = ("from", "to"), ("age_from", "age_to")
RANGES = (*DAYS, *AGES)
# What the page begins with: how many stays there are a year.
START = OwnQuestion(shows=STAYS, split="year")


@dataclass(frozen=True, kw_only=True)
class View:
    """How an answer is looked at; nothing in here can change a number."""

    shape: Shape = "figure"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks. `ignored` are fields that were not understood or contradict the others; of these,
    `kept` holds what stands in the fields of a range, to be mended."""

    question: OwnQuestion
    view: View = field(default_factory=View)
    ignored: tuple[str, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """The query string, which reads as the same again."""
        return query_of(self.question, self.view, self.kept)


def read_address(search: str) -> Asked:
    """Read the query string of an address, whatever stands in it."""
    fields = parse_qs(search.removeprefix("?"))
    view = View(shape=SHAPES.get(fields.get("view", [""])[-1], "figure"))
    return read_fields(fields, view)


def read_fields(fields: Fields, view: View) -> Asked:
    """Read fields from wherever; without any, what the page begins with is asked."""
    texts = {name: _last(fields[name]) for name in OWN_QUERY_FIELDS if name in fields}
    if not any(texts.values()):
        return Asked(question=START, view=view)
    impossible = tuple(name for name in AGES if _too_old(texts.get(name, "")))
    reading = read_own_query({name: text for name, text in texts.items() if name not in impossible})
    ignored = (*reading.ignored, *impossible)
    kept = {name: texts[name] for name in ignored if name in RANGES and _is_plain(name, texts[name])}
    return Asked(question=reading.question, view=view, ignored=ignored, kept=kept)


def query_of(question: OwnQuestion, view: View | None = None, kept: Mapping[str, str] | None = None) -> str:
    """The query string of a question, with its view: "?..."."""
    fields = {**question.to_query(), **(kept or {})}
    if view is not None and view.shape != "figure":
        fields["view"] = view.shape
    return f"?{urlencode(fields, safe=',')}"


def _last(value: str | list[str]) -> str:
    text = value[-1] if isinstance(value, list) and value else value
    return text if isinstance(text, str) else ""


def _too_old(text: str) -> bool:
    return _is_number(text) and int(text) > OLDEST_PLAUSIBLE


def _is_plain(name: str, text: str) -> bool:
    """Whether a field can hold a text, sensible or not."""
    return _is_day(text) if name in DAYS else _is_number(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
