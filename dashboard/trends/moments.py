"""Days that are marked along an axis of time: other codes, other targets, and the viewer's own notes."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.accounts import Note
from dashboard.language import _, date, day_of, percent
from queries import INDICATORS, VARIABLES, Indicator, Target

About = Literal["change", "note"]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A day, and what is said of it."""

    day: datetime.date
    text: str
    about: About

    @property
    def words(self) -> str:
        """The day and what is said of it."""
        return _("{date}: {text}", date=date(self.day), text=self.text)

    @property
    def place(self) -> float:
        """Where it lies on an axis of years."""
        year = datetime.date(self.day.year, 1, 1)
        days = (datetime.date(self.day.year + 1, 1, 1) - year).days
        return self.day.year + (self.day - year).days / days


def moments(shows: str, notes: Sequence[Note], first: float, last: float) -> tuple[Moment, ...]:
    """Every day to mark within an extent of years, in order."""
    noted = (Moment(day=note.day, text=note.text, about="note") for note in notes)
    found = [moment for moment in (*changes(shows), *noted) if first < moment.place < last]
    return tuple(sorted(found, key=lambda moment: moment.day))


def changes(shows: str) -> Iterator[Moment]:
    """The days from which something else is recorded or aimed at under the same name."""
    if shows in INDICATORS:
        yield from _target_changes(INDICATORS[shows])
    start = _first_admission(shows)
    if start is not None:
        text = _("collected of patients admitted from {date}", date=day_of(start))
        yield Moment(day=start, text=text, about="change")
    replaced = VARIABLES[shows].replaces if shows in VARIABLES else None
    if replaced is not None:
        text = _("other wording before {date}", date=day_of(replaced.on))
        yield Moment(day=replaced.on, text=text, about="change")


def _first_admission(shows: str) -> datetime.date | None:
    declared = INDICATORS[shows] if shows in INDICATORS else VARIABLES[shows]
    return declared.first_admission


def _target_changes(indicator: Indicator) -> Iterator[Moment]:
    for target in indicator.targets[1:]:
        day = datetime.date(target.from_year, 1, 1)
        text = _("target from {year}: {limit}", year=str(target.from_year), limit=_limit(indicator, target))
        yield Moment(day=day, text=text, about="change")


def _limit(indicator: Indicator, target: Target) -> str:
    limit = percent(target.high / 100)
    return _("under {limit}", limit=limit) if indicator.better == "lower" else _("over {limit}", limit=limit)
