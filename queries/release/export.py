"""Every number that anyone can obtain from a release, one by one, for a data-protection officer or an auditor.

Everything the interface shows is a sum or a quotient of these: nothing else leaves the release.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from queries.release.audit import exempt
from queries.release.content import STAYS, Header, Label, Rectangle, Table
from queries.variables import CHARACTERISTICS

Line = dict[str, Any]


def export_lines(header: Header, tables: Iterable[Table]) -> Iterator[Line]:
    """The release described, then one line per number.

    `kind` is "count"; "exempt", stays for which an outcome was not recorded; or "process", what a process
    indicator counts: the latter two may be small. `where` maps dimensions to their finest codes; a dimension
    that is not named is not restricted. A unit adds nothing to years in which it takes no part.
    """
    yield describe(header)
    for table in tables:
        for rectangle, counts in table.counts.items():
            for measure, values in counts.items():
                for label, value in zip(table.labels, values, strict=True):
                    yield _line(header, table, rectangle, measure, label, value)


def describe(header: Header) -> Line:
    """A release in words and lists, fit for JSON."""
    return {
        "id": header.id,
        "created": header.created.isoformat(),
        "k": header.k,
        "mode": "insider-safe" if header.insider_safe else "outsider-safe",
        "max_filters": header.max_filters,
        "years": list(range(header.first_year, header.frozen_through + 1)),
        "units": list(header.units),
        "active": {str(unit): list(years) for unit, years in header.active.items()},
        "dimensions": {name: list(codes) for name, codes in header.dimensions.items()},
        "process_indicators": list(header.process_indicators),
        "population": "stays with a known sex and cause, of patients of 16 or older, admitted since the settings' date",
        "left_out_percent": dict(header.left_out),
        "lacking": {name: list(columns) for name, columns in header.lacking.items()},
        "synthetic": header.synthetic,
        "appends": header.appends,
        "because": header.because,
        "settings_hash": header.settings_hash,
        "code_hash": header.code_hash,
    }


def _line(header: Header, table: Table, rectangle: Rectangle, measure: str, label: Label, value: int) -> Line:
    node, start, end = rectangle
    where = _where(header, table, label)
    process, _, code = measure.partition(":")
    show = table.breakdown.indicator
    if measure == STAYS:
        kind = "exempt" if exempt(table.breakdown, label) else "count"
    else:
        kind, show = "process", process
        where[process] = [code]
    return {
        "kind": kind,
        "show": show,
        "units": [header.units[index] for index in node],
        "years": list(range(header.first_year + start, header.first_year + end)),
        "where": where,
        "value": value,
    }


def _where(header: Header, table: Table, label: Label) -> dict[str, list[str]]:
    where = {
        variable: _finest(header, variable, level, group)
        for (variable, level), group in zip(table.breakdown.levels, label, strict=False)
    }
    if table.breakdown.indicator:
        where[table.breakdown.indicator] = [label[-1]]
    return where


def _finest(header: Header, variable_id: str, level_id: str, group: str) -> list[str]:
    """The finest released codes that a group stands for."""
    variable = CHARACTERISTICS[variable_id]
    members = set(variable.level(level_id).groups[group])
    return [code for code in header.dimensions[variable_id] if variable.expand([code]) <= members]
