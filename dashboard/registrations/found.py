"""What the registry holds of the registrations asked about: read through the own-unit lane, summed up here."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from dashboard.registrations.asked import Asked, Order
from queries import PEOPLE, STAYS, Delays, Gap, LinkedForms, Registry, Viewer

# Days from discharge to completion, the first and last of each bin inclusive. The registry's goal is 30 days.
BINS: tuple[tuple[int, int | None], ...] = (
    (0, 1),
    (2, 7),
    (8, 14),
    (15, 30),
    (31, 90),
    (91, 365),
    (366, None),
)
GOAL_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Over:
    """Stays by step of time: of each unit, of all, and the people among them. `steps` are first days."""

    steps: tuple[datetime.date, ...]
    by_unit: Mapping[int, tuple[int, ...]]
    people: tuple[int, ...]
    everybody: int
    undated: int

    @property
    def totals(self) -> tuple[int, ...]:
        """Stays of all units in each step."""
        return tuple(map(sum, zip(*self.by_unit.values(), strict=True))) if self.by_unit else ()


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The work list: gaps in order, and how many there are of each kind before it was narrowed to one."""

    gaps: tuple[Gap, ...]
    kinds: Mapping[str, int]
    stays: int


def over_time(registry: Registry, asked: Asked, units: tuple[int, ...], viewer: Viewer) -> Over:
    """Stays of each unit and people of all by step of time. Raises QueryError."""
    answers = {unit: registry.ask(asked.question(STAYS, (unit,)), viewer) for unit in units}
    people = registry.ask(asked.question(PEOPLE, units), viewer)
    whole = registry.ask(replace(asked.question(PEOPLE, units), split=None), viewer)
    return Over(
        steps=tuple(datetime.date.fromisoformat(row.group) for row in people.rows),
        by_unit={unit: tuple(row.stays for row in answer.rows) for unit, answer in answers.items()},
        people=tuple(row.cells[0].count for row in people.rows),
        everybody=whole.rows[0].cells[0].count,
        undated=people.undated,
    )


def binned(delays: Delays) -> tuple[int, ...]:
    """How many stays took how long, by bin."""
    return tuple(
        sum(count for days, count in delays.days.items() if first <= days and (last is None or days <= last))
        for first, last in BINS
    )


def together(delays: Iterable[Delays]) -> Counter[int]:
    """The delays of several units as one: days and how many stays took so many."""
    found: Counter[int] = Counter()
    for one in delays:
        found.update(dict(one.days))
    return found


def median_days(days: Mapping[int, int]) -> float | None:
    """The median of days given with how often each occurs; None of none."""
    ordered = sorted(taken for taken, count in days.items() for _ in range(count))
    return float(median(ordered)) if ordered else None


def in_time(days: Mapping[int, int]) -> int:
    """Stays completed within the goal."""
    return sum(count for taken, count in days.items() if taken <= GOAL_DAYS)


def with_form(linked: Iterable[LinkedForms], form: str) -> tuple[int, int]:
    """Stays with a form of one kind, and stays, of several units."""
    counts = [one.forms[form].at_all for one in linked]
    return sum(cell.count for cell in counts), sum(cell.total for cell in counts)


def listed(gaps: Iterable[Gap], what: str, order: Order) -> Listed:
    """The work list as it is asked for."""
    every = tuple(gaps)
    kept = [gap for gap in every if what in ("", gap.what)]
    return Listed(
        gaps=tuple(sorted(kept, key=lambda gap: _place(gap, order))),
        kinds=Counter(gap.what for gap in every),
        stays=len({(gap.unit, gap.key, gap.admission, gap.discharge) for gap in kept}),
    )


def _place(gap: Gap, order: Order) -> tuple[object, ...]:
    since = gap.since or datetime.date.min
    places: Mapping[Order, tuple[object, ...]] = {
        "since": (since, gap.unit),
        "unit": (gap.unit, since),
        "what": (gap.what, gap.detail or "", since),
        "key": (gap.key or "", since),
    }
    return places[order]
