"""A question about a viewer's own units: everything that could change a number, frozen and validated."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from queries.errors import InvalidSelection
from queries.indicators import INDICATORS
from queries.variables import MULTIPLES, VARIABLES

Axis = Literal["admission", "discharge"]
Statistic = Literal["count", "mean", "median"]
Step = Literal["year", "halfyear", "quarter", "month"]
Filter = tuple[str, tuple[str, ...]]

STAYS, PEOPLE = "stays", "people"
SPLITS: tuple[str, ...] = ("unit", "country", *get_args(Step))


@dataclass(frozen=True, kw_only=True)
class OwnQuestion:
    """What of some units' stays is asked, exactly. Ids only, so that it hashes and compares.

    `shows` is a variable, a question with several answers (`MULTIPLES`), an indicator, `stays` or `people`.
    Empty `units`: every unit in the viewer's scope. `split` gives a row for each unit, country, step of time
    or group of a variable (its `split_level`, or as recorded); None: one row. `where` holds (variable id,
    codes or group ids) pairs. `ages` and `dates` are inclusive at both ends; an open end is None. Dates and
    steps of time lie on `axis`. Means and medians are of variables with a quantity. Raises InvalidSelection.
    """

    shows: str
    detail: str | None = None
    statistic: Statistic = "count"
    units: tuple[int, ...] = ()
    split: str | None = None
    split_level: str | None = None
    where: tuple[Filter, ...] = ()
    ages: tuple[int | None, int | None] = (None, None)
    dates: tuple[datetime.date | None, datetime.date | None] = (None, None)
    axis: Axis = "admission"

    def __post_init__(self) -> None:
        where = sorted((variable, tuple(sorted(set(groups)))) for variable, groups in self.where)
        object.__setattr__(self, "units", tuple(sorted(set(self.units))))
        object.__setattr__(self, "where", tuple(where))
        _check_shows(self)
        _check_split(self)
        for variable, groups in self.where:
            _check_filter(variable, groups)
        if None not in self.ages and self.ages[0] > self.ages[1]:  # type: ignore[operator]
            raise InvalidSelection("ages", "the youngest is older than the oldest")
        if None not in self.dates and self.dates[0] > self.dates[1]:  # type: ignore[operator]
            raise InvalidSelection("dates", "the first day is after the last")
        if self.axis not in get_args(Axis):
            raise InvalidSelection("axis", "time goes by admission or by discharge")

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]:
        """The filters by variable id."""
        return dict(self.where)

    def to_query(self) -> dict[str, str]:
        """The question as query-string fields; what is not asked is left out, so that links stay short."""
        fields = {
            "show": self.shows,
            "detail": self.detail or "",
            "statistic": self.statistic if self.statistic != "count" else "",
            "unit": ",".join(map(str, self.units)),
            "split": self.split or "",
            "split_level": self.split_level or "",
            "age_from": _text(self.ages[0]),
            "age_to": _text(self.ages[1]),
            "from": _text(self.dates[0]),
            "to": _text(self.dates[1]),
            "axis": self.axis if self.axis != "admission" else "",
            **{variable: ",".join(groups) for variable, groups in self.where},
        }
        return {name: value for name, value in fields.items() if value}


def _text(end: int | datetime.date | None) -> str:
    return "" if end is None else str(end)


def _check_shows(question: OwnQuestion) -> None:
    shows, detail = question.shows, question.detail
    if shows not in {*VARIABLES, *MULTIPLES, *INDICATORS, STAYS, PEOPLE}:
        raise InvalidSelection("show", "no such variable, indicator or count")
    if detail is not None and (shows not in VARIABLES or not _has_level(shows, detail)):
        raise InvalidSelection("detail", "what is shown has no such level of detail")
    if question.statistic not in get_args(Statistic):
        raise InvalidSelection("statistic", "no such statistic")
    is_number = shows in VARIABLES and VARIABLES[shows].quantity is not None
    if question.statistic != "count" and not is_number:
        raise InvalidSelection("statistic", "only numbers have a mean and a median")


def _check_split(question: OwnQuestion) -> None:
    split, level = question.split, question.split_level
    if split is not None and split not in SPLITS and split not in VARIABLES:
        raise InvalidSelection("split", "no such division into rows")
    if level is not None and (split not in VARIABLES or not _has_level(str(split), level)):
        raise InvalidSelection("split_level", "what rows are made of has no such level of detail")


def _has_level(variable: str, level: str) -> bool:
    return any(level == one.id for one in VARIABLES[variable].levels)


def _check_filter(variable: str, groups: tuple[str, ...]) -> None:
    if variable not in VARIABLES:
        raise InvalidSelection(variable, "no such filter")
    known = {*VARIABLES[variable].group_ids, *VARIABLES[variable].codes}
    if not groups or not set(groups) <= known:
        raise InvalidSelection(variable, "no such group")
