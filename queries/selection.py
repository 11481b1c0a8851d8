"""The question: everything that could change a number, frozen and validated, and its query string both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from queries.errors import InvalidSelection
from queries.indicators import INDICATORS
from queries.settings import COUNTRIES
from queries.variables import CHARACTERISTICS

Query = Mapping[str, str | list[str]]
Filter = tuple[str, tuple[str, ...]]
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
DEFAULT_SHOWN = "bladder_regime"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A question about stays. Ids only, so that it hashes and compares.

    `shows` is an indicator or a variable, the latter grouped at `detail` (a level id; None: as fine as can be
    shown). `where` holds (variable id, group ids) pairs, sorted. `period` is the first and last year of
    discharge, both inclusive; None: the latest block of years that is released. Empty `units`: all units of
    `country`, or of all countries. Raises InvalidSelection.
    """

    shows: str = DEFAULT_SHOWN
    detail: str | None = None
    split_by: Literal["unit", "country"] = "unit"
    country: str | None = None
    units: tuple[int, ...] = ()
    where: tuple[Filter, ...] = ()
    period: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", tuple(sorted(set(self.units))))
        object.__setattr__(self, "where", _sorted_filters(self.where))
        _check_shows(self.shows, self.detail)
        _check_split(self.split_by)
        _check_country(self.country)
        _check_period(self.period)
        for variable, groups in self.where:
            _check_filter(variable, groups)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters by variable id."""
        return dict(self.where)

    def with_filter(self, variable: str, groups: tuple[str, ...]) -> "Selection":
        """The same question with one filter set, or dropped where `groups` is empty."""
        others = tuple(item for item in self.where if item[0] != variable)
        return replace(self, where=(*others, (variable, groups)) if groups else others)

    def to_query(self) -> dict[str, str]:
        """The question as query-string fields; defaults are left out, so that links stay short."""
        fields = {
            "show": self.shows if self.shows != DEFAULT_SHOWN else "",
            "detail": self.detail or "",
            "by": self.split_by if self.split_by != "unit" else "",
            "country": self.country or "",
            "unit": ",".join(map(str, self.units)),
            "period": "-".join(map(str, self.period or ())),
            **{variable: ",".join(groups) for variable, groups in self.where},
        }
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A query string read: the question, and the fields that were not understood and left at their defaults."""

    selection: Selection
    ignored: tuple[str, ...] = ()


def read_query(query: Query) -> Reading:
    """Read untrusted query-string fields, never raising.

    A field that is not understood is named in `ignored` and left at its default, so that a mistyped or old
    link still answers something and says what it did not answer. Fields of the view are not looked at.
    """
    selection, ignored = Selection(), []
    for name in QUERY_FIELDS:
        text = _single(query.get(name))
        if text is None:
            continue
        try:
            selection = _with_field(selection, name, text)
        except InvalidSelection:
            ignored.append(name)
    return Reading(selection=selection, ignored=tuple(ignored))


QUERY_FIELDS = ("show", "detail", "by", "country", "unit", "period", *CHARACTERISTICS)


def _with_field(selection: Selection, name: str, text: str) -> Selection:
    match name:
        case "show":
            return replace(selection, shows=text)
        case "detail":
            return replace(selection, detail=text)
        case "by":
            return replace(selection, split_by=_split(text))
        case "country":
            return replace(selection, country=text)
        case "unit":
            return replace(selection, units=tuple(_number(part, "unit") for part in text.split(",")))
        case "period":
            return replace(selection, period=_period(text))
        case _:
            return selection.with_filter(name, tuple(text.split(",")))


def _single(value: str | list[str] | None) -> str | None:
    """Query values arrive as text or as a list of texts; an empty one is not there."""
    text = value[-1] if isinstance(value, list) and value else value
    return text if isinstance(text, str) and text else None


def _number(text: str, part: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidSelection(part, "not a number")
    return int(text)


def _split(text: str) -> Literal["unit", "country"]:
    match text:
        case "unit":
            return "unit"
        case "country":
            return "country"
        case _:
            raise InvalidSelection("by", "compare units or countries")


def _period(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return _number(first, "period"), _number(last or first, "period")


def _sorted_filters(where: tuple[Filter, ...]) -> tuple[Filter, ...]:
    return tuple(sorted((variable, tuple(sorted(set(groups)))) for variable, groups in where))


def _check_shows(shows: str, detail: str | None) -> None:
    if shows not in CHARACTERISTICS and shows not in INDICATORS:
        raise InvalidSelection("show", "no such variable or indicator")
    if detail is None:
        return
    if shows in INDICATORS or detail not in {level.id for level in CHARACTERISTICS[shows].levels}:
        raise InvalidSelection("detail", "what is shown has no such level of detail")


def _check_split(split_by: str) -> None:
    _split(split_by)


def _check_country(country: str | None) -> None:
    if country is not None and country not in COUNTRIES:
        raise InvalidSelection("country", "no such country")


def _check_period(period: tuple[int, int] | None) -> None:
    if period is not None and not EARLIEST_YEAR <= period[0] <= period[1] <= LATEST_YEAR:
        raise InvalidSelection("period", "years are out of order or out of range")


def _check_filter(variable: str, groups: tuple[str, ...]) -> None:
    if variable not in CHARACTERISTICS:
        raise InvalidSelection(variable, "no such filter")
    if not groups or not set(groups) <= set(CHARACTERISTICS[variable].group_ids):
        raise InvalidSelection(variable, "no such group")
