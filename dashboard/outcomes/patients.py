"""Patients like these: the outcomes of the whole for some criteria, each at the nearest group that may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.comparison import Comparison, Line
from dashboard.language import _, listed
from dashboard.outcomes.rows import Block, Row
from dashboard.texts import filter_words, shown_name, years
from queries import IMPORTANCE, Selection


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """The same patients asked for several outcomes, an answer for each."""

    asked: Selection
    comparisons: tuple[Comparison, ...]

    @property
    def shown(self) -> tuple[Comparison, ...]:
        """Those of which anything is shown."""
        return tuple(one for one in self.comparisons if not one.nothing_shown)

    @property
    def nothing_shown(self) -> bool:
        """Whether nothing is shown at all."""
        return not self.shown

    @property
    def own(self) -> Line | None:
        """The viewer's own unit, if it is there."""
        return next((line for one in self.shown for line in one.own_lines if line.points), None)

    @property
    def contains_own_unit_data(self) -> bool:
        """Whether any row was read live."""
        return any(one.answer.contains_own_unit_data for one in self.comparisons)


def blocks(outcomes: Outcomes) -> tuple[Block, ...]:
    """A block for each outcome, a row for each of its groups; the whole first, then whoever is laid beside."""
    return tuple(_block(one) for one in outcomes.shown)


def _block(comparison: Comparison) -> Block:
    names = [_("Yes")] if comparison.indicator else comparison.category_names()
    lines = [line for line in (*comparison.references, *comparison.lines) if line.points]
    rows = (
        Row(name=name, marks=tuple((line, line.marks[place]) for line in lines))
        for place, name in enumerate(names)
    )
    return Block(
        heading=f"{shown_name(comparison.answer.shown.shows)} ({whose(comparison)})", rows=tuple(rows)
    )


def whose(comparison: Comparison) -> str:
    """Whose outcomes are really shown, in words."""
    answer = comparison.answer
    return listed_criteria(answer.shown, answer.period)


def listed_criteria(selection: Selection, period: tuple[int, int]) -> str:
    """Criteria and years in words."""
    criteria = [filter_words(variable, groups) for variable, groups in ordered(selection)]
    return " · ".join([*(criteria or [_("all patients")]), _("discharged {years}", years=years(period))])


def ordered(selection: Selection) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The criteria, the most important first."""
    known = [variable for variable in IMPORTANCE if variable in selection.filters]
    rest = [variable for variable in selection.filters if variable not in known]
    for variable in (*known, *rest):
        yield variable, selection.filters[variable]


def nearest_words(comparison: Comparison) -> str | None:
    """In one sentence why other patients are shown than were asked for; None where they are the same."""
    answer = comparison.answer
    changes = set(answer.changes)
    if not changes & {"coarser_filter", "fewer_filters", "longer_period", "unreleased_years"}:
        return None
    parts = [*_widened(answer.asked, answer.shown), *_left_out(answer.asked, answer.shown)]
    if changes & {"longer_period", "unreleased_years"}:
        parts.append(_("for {years}", years=years(answer.period)))
    return _("{outcome}: shown {parts}.", outcome=shown_name(answer.shown.shows), parts=listed(parts))


def _widened(asked: Selection, shown: Selection) -> Iterator[str]:
    for variable, groups in ordered(shown):
        if variable in asked.filters and groups != asked.filters[variable]:
            yield _("for the wider group {group}", group=filter_words(variable, groups))


def _left_out(asked: Selection, shown: Selection) -> Iterator[str]:
    dropped = [filter_words(v, groups) for v, groups in ordered(asked) if v not in shown.filters]
    if dropped:
        yield _("without {criteria}", criteria=listed(dropped))
