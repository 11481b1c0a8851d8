"""Rows of released cells: what one group's stays of one period are, or that nothing of them is shown."""

from queries.answer import HIDDEN, Cell, Group, Period, Row, Shown
from queries.release.availability import Availability
from queries.release.content import STAYS, Table
from queries.release.question import Pick, Picks, Question, picks


def row_of(there: Availability, question: Question, table: Table, group: Group, period: Period) -> Row:
    """A group's row for exactly a period. LookupError where the table does not answer the question."""
    if not there.is_shown(table, group, period):
        return hidden_row(group, period, question.categories, there.shortest(table, group, period))
    found = picks(question, table)
    if found is None:
        raise LookupError(f"{table.breakdown.key} does not hold {question.selection.shows}")
    sums = there.sums(table, group, period)
    total = _sum(sums, found.total)
    return Row(
        group=group,
        period=period,
        cells=tuple(Shown(count=_sum(sums, pick), total=total) for pick in found.categories),
        not_counted=_not_counted(sums, found, total),
        lane="shared",
    )


def hidden_row(group: Group, period: Period, categories: tuple[str, ...], instead: Period | None) -> Row:
    """A row that shows nothing; `instead` is the shortest period that would be shown."""
    cells: tuple[Cell, ...] = (HIDDEN,) * len(categories)
    return Row(group=group, period=period, cells=cells, not_counted=HIDDEN, lane="shared", instead=instead)


def _sum(sums: dict[str, list[int]], chosen: tuple[Pick, ...]) -> int:
    return sum(sums[pick.measure][cell] for pick in chosen for cell in pick.cells)


def _not_counted(sums: dict[str, list[int]], found: Picks, total: int) -> Cell:
    """Stays without an answer. For a process indicator: those that are neither met nor not met."""
    stays = _sum(sums, found.not_counted)
    process = any(pick.measure != STAYS for pick in found.total)
    count = stays - total if process else stays
    return Shown(count=count, total=total + count)
