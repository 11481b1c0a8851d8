"""Rows of released cells: what one group's stays of one period are, or that nothing of them is shown."""

from queries.answer import HIDDEN, CaseMix, Cell, Group, Period, Row, Shown
from queries.indicators import MET, NOT_MET
from queries.release.availability import Availability
from queries.release.casemix import expected_of, rounded
from queries.release.content import STAYS, Expected, Header, Rectangle, Table
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
        expected=expected_share(there, question, table, group, period),
    )


def expected_share(
    there: Availability, question: Question, table: Table, group: Group, period: Period
) -> float | None:
    """What is expected of a group's patients: the mean over its released rows, by stays with a known outcome.

    None where the outcome was not adjusted, or is asked of some patients only.
    """
    expected = _adjusted(there.header, question)
    if expected is None or not there.is_shown(table, group, period):
        return None
    parts = list(there.parts(table, group, period))
    known = [_known(table, part) for part in parts]
    if not all(part in expected.shares for part in parts) or not sum(known):
        return None
    patients = sum(expected.shares[part] * stays for part, stays in zip(parts, known, strict=True))
    return rounded(patients / sum(known), sum(known), there.header.k)


def case_mix_of(header: Header, question: Question) -> CaseMix | None:
    """How the answer to a question was adjusted; None where it was not."""
    expected = _adjusted(header, question)
    if expected is None:
        return None
    return CaseMix(
        factors=expected.factors,
        discrimination=expected.discrimination,
        slope=expected.slope,
        refused=expected.refused,
    )


def _adjusted(header: Header, question: Question) -> Expected | None:
    asked = question.selection
    return None if asked.where else expected_of(header, asked.shows)


def _known(table: Table, rectangle: Rectangle) -> int:
    """Stays of a released row whose outcome is known."""
    counts = zip(table.labels, table.counts[rectangle][STAYS], strict=True)
    return sum(count for label, count in counts if label[-1] in (MET, NOT_MET))


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
