"""Which question a release answers in place of the one asked, and for which period.

What is shown instead of what was asked depends on plans alone, never on a count: a plan is the same for every
viewer, and what it tells by refusing is part of what the proof allows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from queries.answer import Group, Period
from queries.release.availability import Availability
from queries.release.content import Table
from queries.release.question import Question

# Questions with the tables that answer them, nearest to the one asked first.
Answerable = Iterable[tuple[Question, Table]]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A question with the table that answers it, and a period, with how many of the groups it shows."""

    question: Question
    table: Table
    period: Period
    shown: int
    enough: bool

    @property
    def length(self) -> int:
        """Years after the first."""
        return self.period[1] - self.period[0]


def best(
    there: Availability, answerable: Answerable, groups: Sequence[Group], asked: Period
) -> Candidate | None:
    """What was asked, for the shortest period that shows half the groups; else the nearest coarser question
    that does; else whatever shows most."""
    seen: list[Candidate] = []
    for question, table in answerable:
        if question.changes and (enough := [one for one in seen if one.enough]):
            return min(enough, key=lambda one: one.length)
        seen += candidates(there, question, table, groups, asked)
        exact = [one for one in seen if one.enough and one.period == asked]
        if exact:
            return exact[0]
    enough = [one for one in seen if one.enough]
    if enough:
        return min(enough, key=lambda one: one.length)
    return min(seen, key=lambda one: (-one.shown, len(one.question.changes), one.length), default=None)


def candidates(
    there: Availability, question: Question, table: Table, groups: Sequence[Group], asked: Period
) -> Iterator[Candidate]:
    """The shortest period around the one asked for each group, where it shows any of them."""
    found = (there.shortest(table, group, asked) for group in groups)
    for period in sorted({period for period in found if period is not None}):
        shown = sum(there.is_shown(table, group, period) for group in groups)
        enough = there.enough(table, groups, period)
        if shown:
            yield Candidate(question=question, table=table, period=period, shown=shown, enough=enough)
