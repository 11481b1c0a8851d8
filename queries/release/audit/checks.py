"""Checks that a release must pass before it is published, from its own numbers alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from queries.errors import ReleaseRefused
from queries.indicators import MET, NOT_MET
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Header, Rectangle, Table
from queries.release.plan import Plan
from queries.variable import MISSING


def check_tables(header: Header, tables: Sequence[Table]) -> None:
    """Raise ReleaseRefused, naming every failed check, unless all hold."""
    reasons = tuple(sorted({*small_cells(header, tables), *uncontained(tables), *not_additive(tables)}))
    if reasons:
        raise ReleaseRefused(reasons)


def small_cells(header: Header, tables: Iterable[Table]) -> Iterator[str]:
    """Every sensitive cell stands for at least k stays (the plan counted people, who are no more than these)."""
    for table in tables:
        for rectangle, counts in table.counts.items():
            for label, stays in zip(table.labels, counts[STAYS], strict=True):
                if not exempt(table.breakdown, label) and stays < header.k:
                    yield f"{table.breakdown.key}: a cell of {_told(header, rectangle)} is below {header.k}"


def exempt(breakdown: Breakdown, label: tuple[str, ...]) -> bool:
    """Whether a cell may be small: stays for which an outcome was not recorded."""
    return breakdown.indicator is not None and label[-1] == MISSING


def uncontained(tables: Iterable[Table]) -> Iterator[str]:
    """Every node of a plan can be shown at the same cuts in the plan of each coarser breakdown."""
    plans = {table.breakdown.key: table.plan for table in tables}
    for table in tables:
        for parent in table.breakdown.coarser():
            if not _contains(plans.get(parent.key), table.plan):
                yield f"{table.breakdown.key}: not contained in {parent.key or 'the plain counts'}"


def _contains(parent: Plan | None, plan: Plan) -> bool:
    if parent is None:
        return False
    limits = ((line, parent.cuts(node)) for node, line in plan.lines.items())
    return all(limit is not None and line & limit == line for line, limit in limits)


def not_additive(tables: Sequence[Table]) -> Iterator[str]:
    """The cells of a rectangle add up to its plain count, and a process indicator to no more than its stays."""
    plain = next((table for table in tables if table.breakdown == Breakdown()), None)
    for table in tables:
        for rectangle, counts in table.counts.items():
            if plain is None or sum(counts[STAYS]) != _plain_count(plain, rectangle):
                yield f"{table.breakdown.key}: cells do not add up"
            if not _process_fits(counts):
                yield f"{table.breakdown.key}: a process indicator counts more stays than there are"


def _plain_count(plain: Table, rectangle: Rectangle) -> int:
    node, start, end = rectangle
    parts = plain.plan.parts(node)
    return sum(
        counts[STAYS][0]
        for (part, first, after), counts in plain.counts.items()
        if part in parts and start <= first and after <= end
    )


def _process_fits(counts: Mapping[str, tuple[int, ...]]) -> bool:
    measures = {name.rpartition(":")[0] for name in counts if ":" in name}
    return all(
        met + not_met <= stays
        for measure in measures
        for met, not_met, stays in zip(
            counts[f"{measure}:{MET}"], counts[f"{measure}:{NOT_MET}"], counts[STAYS], strict=True
        )
    )


def _told(header: Header, rectangle: Rectangle) -> str:
    node, start, end = rectangle
    units = ", ".join(str(header.units[index]) for index in node)
    return f"{units} in {header.first_year + start}-{header.first_year + end - 1}"
