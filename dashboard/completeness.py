"""How complete a recorded fact is: of the stays it was asked of, how many have an answer, by unit and year.

Own units are counted live; of others, what the release shows for its latest years.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from queries import (
    CHARACTERISTICS,
    INDICATORS,
    Answer,
    OwnQuestion,
    OwnRow,
    Registry,
    Row,
    Selection,
    Shown,
    Viewer,
)

YEARS_BACK = 9
MISSING, NOT_APPLICABLE = "missing", "not_applicable"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """`known` of `asked` stays have an answer."""

    known: int
    asked: int

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None where nothing was asked."""
        return self.known / self.asked if self.asked else None


@dataclass(frozen=True, kw_only=True)
class UnitYears:
    """One of the viewer's own units: completeness by year of discharge."""

    unit: int
    years: dict[int, Recorded]

    @property
    def whole(self) -> Recorded:
        """All years together."""
        found = self.years.values()
        return Recorded(known=sum(one.known for one in found), asked=sum(one.asked for one in found))


def own_completeness(
    registry: Registry, shows: str, viewer: Viewer, today: datetime.date
) -> tuple[UnitYears, ...]:
    """Of each unit in the viewer's scope, by year, this year and the nine before it. Raises QueryError."""
    first = datetime.date(today.year - YEARS_BACK, 1, 1)
    units = [unit for unit in registry.settings.unit_ids() if viewer.sees_exactly(unit)]
    return tuple(UnitYears(unit=unit, years=_of_unit(registry, shows, viewer, unit, first)) for unit in units)


def _of_unit(
    registry: Registry, shows: str, viewer: Viewer, unit: int, first: datetime.date
) -> dict[int, Recorded]:
    question = OwnQuestion(shows=shows, units=(unit,), split="year", axis="discharge", dates=(first, None))
    rows = registry.ask(question, viewer).rows
    return {int(row.group[:4]): _recorded(row) for row in rows}


def _recorded(row: OwnRow) -> Recorded:
    asked = row.stays - row.not_counted.get(NOT_APPLICABLE, 0)
    return Recorded(known=asked - row.not_counted.get(MISSING, 0), asked=asked)


def released_completeness(registry: Registry, shows: str, viewer: Viewer) -> Answer | None:
    """The latest released years of everybody, as any answer; None for what no release holds."""
    if shows not in INDICATORS and shows not in CHARACTERISTICS:
        return None
    return registry.answer(Selection(shows=shows), viewer)


def recorded_of(row: Row) -> Recorded | None:
    """The completeness of a released row; None where it is not shown."""
    cell = row.not_counted
    return Recorded(known=cell.total - cell.count, asked=cell.total) if isinstance(cell, Shown) else None


def years_of(found: Iterable[UnitYears]) -> Iterator[int]:
    """Every year that any unit has, in order."""
    yield from sorted({year for unit in found for year in unit.years})
