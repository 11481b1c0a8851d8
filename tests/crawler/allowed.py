"""Which numbers an answer permits, worked out from its shown cells and nothing else.

A row permits its counts, totals and stays without an answer, its shares and the ends of their 95 % intervals
(in per cent, and as the four decimals of figures and files), and its years. A hidden row permits years only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dashboard.comparison import Comparison, Line, Order, compare
from dashboard.language import date, in_language
from queries import Answer, Period, Registry, Selection, Settings, Shown, Viewer, wilson

Numbers = frozenset[float]
Bar = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What one row of an answer permits: numbers, and bars as (share, interval above it, interval below it)."""

    line: Line
    numbers: Numbers
    bars: frozenset[Bar]
    years: Numbers

    @property
    def label(self) -> str:
        """The row's name as the page shows it."""
        return self.line.label

    @property
    def shares(self) -> Numbers:
        """Every share of the row, to four decimals."""
        return frozenset(bar[0] for bar in self.bars)


@dataclass(frozen=True, kw_only=True)
class Permit:
    """What an answer permits in one language, for one viewer and order."""

    answer: Answer
    comparison: Comparison
    settings: Settings
    language: str
    facts: tuple[Facts, ...]

    def of_label(self, label: str) -> list[Facts]:
        """The rows with a name; two rows may have the same."""
        return [facts for facts in self.facts if facts.label == label]

    @cached_property
    def numbers(self) -> Numbers:
        """What any row permits."""
        return frozenset().union(*(facts.numbers for facts in self.facts))

    @cached_property
    def years(self) -> Numbers:
        """The years of the question, of every row, and where release and menu begin and end."""
        asked = self.answer.asked.period or self.answer.period
        frozen = self.answer.provenance.frozen_through
        named = (*asked, *self.answer.period, self.settings.population.first_year, frozen)
        return frozenset().union(map(float, named), *(facts.years for facts in self.facts))

    @cached_property
    def words(self) -> Numbers:
        """What sentences, notes and labels may say besides: 95 %, k, and counts of what is shown."""
        few = {95, self.answer.provenance.k, self.settings.rule.max_filters, self.settings.rule.block_years}
        return self.numbers | self.years | few | frozenset(self._counted()) | frozenset(self._completeness())

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Wordings with numbers that are no counts: the release's name and when it was made."""
        source = self.answer.provenance
        with in_language(self.language):
            made = date(source.created.date())
        return source.created.isoformat(), f"release-{source.release}", source.release, made

    def _counted(self) -> Iterator[int]:
        """How many filters are set, groups are left for the table, and intervals do not hold the reference."""
        yield len(self.answer.asked.where)
        yield sum(variable != "cause" for variable, _ in self.answer.asked.where)
        yield max(0, len(self.answer.categories) - 7)
        shown = [line.row for line in self.comparison.lines if line.points]
        reference = self.comparison.reference
        if self.comparison.indicator is not None and reference is not None:
            share = reference.points[0].share
            yield len(shown)
            cells = [cell for row in shown for cell in row.cells[:1] if isinstance(cell, Shown)]
            yield sum(not wilson(cell.count, cell.total).includes(share) for cell in cells)

    def _completeness(self) -> Iterator[float]:
        reference = self.comparison.reference
        missing = None if reference is None else reference.row.not_counted
        if isinstance(missing, Shown) and missing.share is not None:
            yield from _per_cent(1 - missing.share)


def permit(
    registry: Registry, selection: Selection, viewer: Viewer, language: str, order: Order = "value"
) -> Permit:
    """Ask the question again, of `queries` alone, and work out what its answer permits."""
    answer = registry.answer(selection, viewer)
    with in_language(language):
        comparison = compare(answer, settings=registry.settings, viewer=viewer, order=order)
        facts = tuple(map(_facts, comparison.all_lines))
    return Permit(
        answer=answer, comparison=comparison, settings=registry.settings, language=language, facts=facts
    )


def _facts(line: Line) -> Facts:
    cells = [cell for cell in line.row.cells if isinstance(cell, Shown)]
    counts = [number for cell in cells for number in (cell.count, cell.total)]
    missing = list(_missing(line, cells))
    bars = frozenset(_bar(cell) for cell in cells if cell.total)
    in_words = (number for cell in cells if cell.total for number in _in_per_cent(cell))
    return Facts(
        line=line,
        numbers=frozenset((*map(float, (*counts, *missing)), *in_words)),
        bars=bars,
        years=_years((line.row.period, line.row.instead)),
    )


def _missing(line: Line, cells: list[Shown]) -> Iterator[float]:
    """Stays without an answer, of all that were asked, and the share if all of them were met, or none."""
    without = line.row.not_counted
    if not isinstance(without, Shown):
        return
    yield from (without.count, without.total)
    for cell in cells:
        asked = cell.total + without.count
        if asked:
            yield from _per_cent(cell.count / asked)
            yield from _per_cent((cell.count + without.count) / asked)


def _bar(cell: Shown) -> Bar:
    share, interval = cell.count / cell.total, wilson(cell.count, cell.total)
    return round(share, 4), round(interval.high - share, 4), round(share - interval.low, 4)


def _in_per_cent(cell: Shown) -> Iterator[float]:
    interval = wilson(cell.count, cell.total)
    for value in (cell.count / cell.total, interval.low, interval.high):
        yield from _per_cent(value)


def _per_cent(share: float) -> Iterator[float]:
    """A share as whole per cent; exactly between two, either."""
    yield from {float(value) for value in (round(100 * share - 1e-9), round(100 * share + 1e-9))}


def _years(periods: Iterable[Period | None]) -> Numbers:
    return frozenset(float(year) for period in periods if period for year in period)
