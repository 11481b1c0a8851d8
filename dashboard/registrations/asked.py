"""What is asked about registrations, and its address."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from queries import OwnQuestion, OwnStays, Settings, Viewer, gap_kinds

Part = Literal["stays", "forms", "delay", "worklist"]
Step = Literal["month", "quarter", "halfyear", "year"]
Axis = Literal["discharge", "admission"]
Order = Literal["since", "unit", "what", "key"]
Fields = Mapping[str, str | list[str]]
MONTHS_SHOWN = 12
MOST_STEPS = 120
MONTHS_OF: Mapping[Step, int] = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question about registrations. `scope` is a unit's id or a country's code; empty: every own unit.

    `dates` lie on `axis`, both inclusive. `what` and `order` are of the work list alone. `ignored` are fields of
    the address that were not understood.
    """

    part: Part = "stays"
    scope: str = ""
    dates: tuple[datetime.date, datetime.date]
    axis: Axis = "discharge"
    step: Step = "month"
    what: str = ""
    order: Order = "since"
    ignored: tuple[str, ...] = ()

    def units(self, viewer: Viewer, settings: Settings) -> tuple[int, ...]:
        """The units asked about, those of the viewer's scope only; a country only where all of it is in scope."""
        own = [unit for unit in settings.units if viewer.sees_exactly(unit.id)]
        whole = [one for one in settings.countries() if all(map(viewer.sees_exactly, settings.unit_ids(one)))]
        if self.scope in whole:
            return tuple(unit.id for unit in own if unit.country == self.scope)
        return tuple(unit.id for unit in own if self.scope in ("", str(unit.id)))

    def stays(self, units: tuple[int, ...]) -> OwnStays:
        """The stays asked about. Raises InvalidSelection for days out of order."""
        return OwnStays(units=units, dates=self.dates, axis=self.axis)

    def question(self, shows: str, units: tuple[int, ...]) -> OwnQuestion:
        """Stays or people by step of time. Raises InvalidSelection for days out of order."""
        return OwnQuestion(shows=shows, units=units, split=self.step, dates=self.dates, axis=self.axis)

    def to_query(self, today: datetime.date) -> dict[str, str]:
        """The question as fields of an address; what is as at first is left out."""
        first = at_first(today)
        fields = {
            "part": self.part,
            "scope": self.scope,
            "from": self.dates[0].isoformat(),
            "to": self.dates[1].isoformat(),
            "axis": self.axis,
            "step": self.step,
            "what": self.what if self.part == "worklist" else "",
            "order": self.order if self.part == "worklist" else "since",
        }
        usual = {
            "part": first.part,
            "from": first.dates[0].isoformat(),
            "to": first.dates[1].isoformat(),
            "axis": first.axis,
            "step": first.step,
            "order": first.order,
        }
        return {name: value for name, value in fields.items() if value and value != usual.get(name)}


def at_first(today: datetime.date) -> Asked:
    """What is asked before anything was chosen: the months of the last year up to today."""
    month = today.year * 12 + today.month - MONTHS_SHOWN
    return Asked(dates=(datetime.date(month // 12, month % 12 + 1, 1), today))


def read(fields: Fields, viewer: Viewer, settings: Settings, today: datetime.date) -> Asked:
    """Read an address, whatever stands in it. A field that is not understood is named in `ignored`."""
    asked, ignored = at_first(today), []
    for name, apply in _FIELDS.items():
        text = _single(fields.get(name))
        if text:
            try:
                asked = apply(asked, text)
            except ValueError:
                ignored.append(name)
    if not asked.units(viewer, settings):
        asked, ignored = replace(asked, scope=""), [*ignored, "scope"]
    if asked.dates[0] > asked.dates[1]:
        asked, ignored = replace(asked, dates=at_first(today).dates), [*ignored, "from"]
    if _steps(asked) > MOST_STEPS:
        asked = replace(asked, step="year")
    return replace(asked, ignored=tuple(ignored))


def _steps(asked: Asked) -> int:
    first, last = asked.dates
    return (last.year - first.year + 1) * 12 // MONTHS_OF[asked.step]


def _single(value: str | list[str] | None) -> str:
    text = value[-1] if isinstance(value, list) and value else value
    return text if isinstance(text, str) else ""


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise ValueError("no such choice")
    return text


def _day(text: str) -> datetime.date:
    day = datetime.date.fromisoformat(text)
    if not 1900 <= day.year <= 2100:
        raise ValueError("no day of any registry")
    return day


_FIELDS: Mapping[str, Callable[[Asked, str], Asked]] = {
    "part": lambda asked, text: replace(asked, part=_one_of(text, get_args(Part))),  # type: ignore[arg-type]
    "scope": lambda asked, text: replace(asked, scope=text),
    "from": lambda asked, text: replace(asked, dates=(_day(text), asked.dates[1])),
    "to": lambda asked, text: replace(asked, dates=(asked.dates[0], _day(text))),
    "axis": lambda asked, text: replace(asked, axis=_one_of(text, get_args(Axis))),  # type: ignore[arg-type]
    "step": lambda asked, text: replace(asked, step=_one_of(text, get_args(Step))),  # type: ignore[arg-type]
    "what": lambda asked, text: replace(asked, what=_one_of(text, gap_kinds())),
    "order": lambda asked, text: replace(asked, order=_one_of(text, get_args(Order))),  # type: ignore[arg-type]
}
FIELDS = tuple(_FIELDS)
