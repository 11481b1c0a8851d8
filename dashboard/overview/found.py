"""What the Overview needs to know: read through both lanes with few questions, summed up here."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.own.steps import start_of
from dashboard.texts import TargetClass
from queries import (
    INDICATORS,
    STAYS,
    VARIABLES,
    Answer,
    Chart,
    Gap,
    Indicator,
    NoRelease,
    NotRecorded,
    OwnQuestion,
    OwnRow,
    OwnStays,
    Registry,
    Row,
    Selection,
    Shown,
    Summary,
    TooFew,
    Viewer,
    p_chart,
)

YEARS_BACK, MONTHS_A_YEAR, MONTHS_A_STEP = 5, 12, 6
# Lengths of stay, in the order in which they are told.
LENGTHS = ("total_days", "rehab_days", "days_to_rehab")
NOBODY = Viewer(role="council")
Counts = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One indicator of own units: the last twelve months, half-years before and up to now, and the release.

    `now` and each of `steps` are (met, of so many). `rule` is the control chart over the steps.
    """

    indicator: Indicator
    now: Counts
    steps: tuple[Counts, ...]
    rule: Chart | TooFew
    nordic: Row | None
    country: Row | None
    release: Answer | None

    @property
    def share(self) -> float | None:
        """The share of the last twelve months; None of nobody."""
        return self.now[0] / self.now[1] if self.now[1] else None

    def target_class(self, year: int) -> TargetClass | None:
        """Where it stands against this year's target; None without a target or a stay."""
        target = self.indicator.target_for(year, year)
        return (
            None if target is None or self.share is None else self.indicator.target_class(self.share, target)
        )

    @property
    def signals(self) -> tuple[int, ...]:
        """The steps that the chart's rules signal."""
        if isinstance(self.rule, TooFew):
            return ()
        return tuple(place for place, point in enumerate(self.rule.points) if point.signals)

    @property
    def worse(self) -> bool | None:
        """Whether the last step signals a change for the worse (True) or the better (False); None: no signal."""
        if isinstance(self.rule, TooFew) or not self.rule.points or not self.rule.points[-1].signals:
            return None
        fell = bool(self.rule.points[-1].signals & {"below", "run_below"})
        return fell == (self.indicator.better == "higher")


@dataclass(frozen=True, kw_only=True)
class Months:
    """Stays by month on one axis: the last twelve, and for each the fewest and most in the years before."""

    firsts: tuple[datetime.date, ...]
    counts: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """Stays of the last twelve months."""
        return sum(self.counts)

    @property
    def earlier_totals(self) -> tuple[int, ...]:
        """Stays of each twelve months before, oldest first."""
        return tuple(map(sum, zip(*self.before, strict=True))) if self.before else ()


def month_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month so many months before a day's."""
    month = day.year * 12 + day.month - 1 - months
    return datetime.date(month // 12, month % 12 + 1, 1)


def windows(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first day of the twelve months that end with this one, and that of the five years that do."""
    whole = YEARS_BACK * MONTHS_A_YEAR
    return month_before(today, MONTHS_A_YEAR - 1), month_before(today, whole - 1)


def standings(
    registry: Registry, units: tuple[int, ...], viewer: Viewer, today: datetime.date
) -> tuple[Standing, ...]:
    """Every indicator that the registry records, for some own units. Raises QueryError."""
    found = []
    for indicator in INDICATORS.values():
        try:
            rows = _by_month(registry, indicator.id, units, viewer, today, "discharge")
        except NotRecorded:
            continue
        found.append(_standing(registry, indicator, units, [row.cells[0] for row in rows]))
    return tuple(found)


def classified_long(
    registry: Registry, units: tuple[int, ...], viewer: Viewer, today: datetime.date
) -> Counts | None:
    """Of the last twelve months' stays over 28 days: classified at both times, of so many. None: not recorded."""
    question = OwnQuestion(
        shows="classification",
        units=units,
        where=(("over_28_days", ("yes",)),),
        dates=(windows(today)[0], today),
        axis="discharge",
    )
    try:
        (row,) = registry.ask(question, viewer).rows
    except NotRecorded:
        return None
    return row.cells[0].count, row.cells[0].total


def _by_month(
    registry: Registry, shows: str, units: tuple[int, ...], viewer: Viewer, today: datetime.date, axis: str
) -> tuple[OwnRow, ...]:
    _year, first = windows(today)
    question = OwnQuestion(
        shows=shows,
        units=units,
        split="month",
        dates=(first, today),
        axis=axis,  # type: ignore[arg-type]
    )
    return registry.ask(question, viewer).rows


def _standing(
    registry: Registry, indicator: Indicator, units: tuple[int, ...], months: list[Shown]
) -> Standing:
    steps = tuple(
        _summed(months[start : start + MONTHS_A_STEP]) for start in range(0, len(months), MONTHS_A_STEP)
    )
    release = _released(registry, indicator.id, _country_of(registry, units))
    references = release.references if release else ()
    return Standing(
        indicator=indicator,
        now=_summed(months[-MONTHS_A_YEAR:]),
        steps=steps,
        rule=p_chart(steps),
        nordic=next((row for row in references if row.group.scope != "country" and row.shown), None),
        country=next((row for row in references if row.group.scope == "country" and row.shown), None),
        release=release,
    )


def _summed(cells: Iterable[Shown]) -> Counts:
    kept = list(cells)
    return sum(cell.count for cell in kept), sum(cell.total for cell in kept)


def _country_of(registry: Registry, units: tuple[int, ...]) -> str | None:
    countries = {registry.settings.unit(unit).country for unit in units}
    return countries.pop() if len(countries) == 1 else None


def _released(registry: Registry, shows: str, country: str | None) -> Answer | None:
    """The latest released years of everybody. Asked as somebody without a unit, so that nothing is read live."""
    try:
        return registry.answer(Selection(shows=shows, country=country), NOBODY)
    except (NoRelease, NotRecorded):
        return None


def by_country(registry: Registry) -> tuple[Answer, ...]:
    """Each indicator by country, as released. Raises NoRelease, SourceUnavailable."""
    found = []
    for id_ in INDICATORS:
        try:
            found.append(registry.answer(Selection(shows=id_, split_by="country"), NOBODY))
        except NotRecorded:
            continue
    return tuple(found)


def stays_by_month(
    registry: Registry, units: tuple[int, ...], viewer: Viewer, today: datetime.date, axis: str
) -> Months:
    """Stays by month, the last twelve beside the same months of the four years before."""
    rows = _by_month(registry, STAYS, units, viewer, today, axis)
    counts = [row.stays for row in rows]
    return Months(
        firsts=tuple(start_of(row.group) for row in rows[-MONTHS_A_YEAR:]),
        counts=tuple(counts[-MONTHS_A_YEAR:]),
        before=tuple(
            tuple(counts[place : len(counts) - MONTHS_A_YEAR : MONTHS_A_YEAR])
            for place in range(MONTHS_A_YEAR)
        ),
    )


def lengths(
    registry: Registry, units: tuple[int, ...], viewer: Viewer, today: datetime.date
) -> Mapping[str, Summary]:
    """Each length of stay that is recorded, of the last twelve months."""
    found = {}
    for id_ in LENGTHS:
        if id_ not in VARIABLES:
            continue
        question = OwnQuestion(
            shows=id_, statistic="median", units=units, dates=(windows(today)[0], today), axis="discharge"
        )
        try:
            (row,) = registry.ask(question, viewer).rows
        except NotRecorded:
            continue
        if row.summary is not None:
            found[id_] = row.summary
    return found


def to_do(
    registry: Registry, units: tuple[int, ...], viewer: Viewer, today: datetime.date
) -> Mapping[str, int]:
    """How many stays of the last twelve months lack what, or hold what cannot be right; most first."""
    gaps: tuple[Gap, ...] = registry.worklist(_year(units, today), viewer, today=today)
    return dict(Counter(gap.what for gap in gaps).most_common())


def delay_days(
    registry: Registry, units: tuple[int, ...], viewer: Viewer, today: datetime.date
) -> Counter[int]:
    """Days from discharge to completion in the last twelve months. Raises NotRecorded."""
    days: Counter[int] = Counter()
    for one in registry.registration_delays(_year(units, today), viewer):
        days.update(dict(one.days))
    return days


def _year(units: tuple[int, ...], today: datetime.date) -> OwnStays:
    return OwnStays(units=units, dates=(windows(today)[0], today), axis="discharge")
