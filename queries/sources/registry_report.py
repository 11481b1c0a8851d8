"""What the registry check found: counts and codes, never a row, a key or a date of one patient's."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

USABLE, USABLE_WITH_FINDINGS, UNUSABLE = 0, 1, 2

# Why a registry that lacks something, or holds something odd, is no longer as it should be. `note`: worth
# knowing, and as it should be.
Weight = Literal["unusable", "finding", "note"]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of finding: how much it weighs and how it is told."""

    weight: Weight
    text: str


KINDS: Mapping[str, Kind] = {
    "unreachable": Kind(weight="unusable", text="the database cannot be read"),
    "required_table_missing": Kind(weight="unusable", text="required table is missing"),
    "required_column_missing": Kind(weight="unusable", text="required column is missing"),
    "table_missing": Kind(weight="finding", text="table is missing: what needs it is not offered"),
    "column_missing": Kind(weight="finding", text="column is missing: what needs it is not offered"),
    "unknown_column": Kind(weight="note", text="column is not used"),
    "not_counted": Kind(weight="finding", text="could not be counted"),
    "missing_date": Kind(weight="finding", text="without a date"),
    "unreadable_date": Kind(weight="finding", text="not a day that exists"),
    "implausible_date": Kind(weight="finding", text="before 1900 or in the future"),
    "unreadable_value": Kind(weight="finding", text="not a value of this kind"),
    "unlisted_code": Kind(weight="finding", text="code is not in the code list"),
    "unlisted_unit": Kind(weight="finding", text="stays of a unit that is not in the unit table"),
    "duplicate_key": Kind(weight="finding", text="form keys delivered more than once"),
    "orphan": Kind(weight="finding", text="forms whose parent form is missing"),
    "on_follow_up": Kind(weight="note", text="forms that belong to a follow-up"),
    "after_discharge": Kind(weight="note", text="forms dated after discharge"),
    "form_without_date": Kind(weight="finding", text="forms without a date"),
    "several_stays": Kind(weight="note", text="people with more than one stay"),
    "stay_without_dates": Kind(weight="finding", text="stays with neither admission nor discharge"),
    "negative_stay": Kind(weight="finding", text="stays that end before they begin"),
    "long_stay": Kind(weight="finding", text="stays of more than 730 days"),
    "closed_before_discharge": Kind(weight="finding", text="forms completed before discharge"),
    "never_together": Kind(weight="note", text="common codes that never occur together"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding; `count` rows or things are affected, None where counting makes no sense."""

    kind: str
    table: str
    column: str | None = None
    value: str | None = None
    count: int | None = None

    @property
    def weight(self) -> Weight:
        return KINDS[self.kind].weight


@dataclass(frozen=True, kw_only=True)
class TableFound:
    """A registry table that is there, with its number of rows (None: could not be counted)."""

    name: str
    rows: int | None
    columns: int


@dataclass(frozen=True, kw_only=True)
class UnitFound:
    """Main forms of one unit. `unit` is None where the unit code cannot be read, `name` where it is not listed."""

    unit: int | None
    name: str | None
    stays: int


@dataclass(frozen=True, kw_only=True)
class DateRange:
    """First and last plausible day of a date column, as ISO text; None where there is none."""

    column: str
    first: str | None
    last: str | None


@dataclass(frozen=True, kw_only=True)
class RegistryReport:
    """The whole check. `synthetic` holds the marker of a made-up registry, None for a real one."""

    synthetic: Mapping[str, str] | None
    tables: tuple[TableFound, ...]
    other_tables: int
    units: tuple[UnitFound, ...]
    dates: tuple[DateRange, ...]
    findings: tuple[Finding, ...]

    @property
    def status(self) -> int:
        """0 usable, 1 usable with findings, 2 unusable: also the exit status of the command."""
        weights = {finding.weight for finding in self.findings}
        if "unusable" in weights:
            return UNUSABLE
        return USABLE_WITH_FINDINGS if "finding" in weights else USABLE

    def of_kind(self, kind: str) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        findings = [{**dataclasses.asdict(finding), "weight": finding.weight} for finding in self.findings]
        return {"status": self.status, **dataclasses.asdict(self), "findings": findings}


VERDICTS = {
    USABLE: "Usable.",
    USABLE_WITH_FINDINGS: "Usable, with findings.",
    UNUSABLE: "Unusable.",
}
HEADINGS: Mapping[Weight, str] = {
    "unusable": "Makes the registry unusable",
    "finding": "Findings",
    "note": "Good to know",
}
UNKNOWN_UNIT = "unreadable unit code"
NOT_LISTED = "not in the unit table"


def report_lines(report: RegistryReport) -> list[str]:
    """The report for a terminal, in plain English."""
    return [line for section in _sections(report) for line in section]


def _sections(report: RegistryReport) -> Iterator[list[str]]:
    yield _origin(report)
    yield _section("Tables", [(table.name, _number(table.rows)) for table in report.tables])
    yield _section("Stays by unit", [(_unit(unit), _number(unit.stays)) for unit in report.units])
    yield _section("Dates", [(dates.column, f"{dates.first} to {dates.last}") for dates in report.dates])
    for weight, heading in HEADINGS.items():
        found = [finding for finding in report.findings if finding.weight == weight]
        yield _findings(heading, found)
    yield ["", VERDICTS[report.status]]


def _origin(report: RegistryReport) -> list[str]:
    if report.synthetic is None:
        return []
    made = ", ".join(f"{name} {value}" for name, value in report.synthetic.items())
    return [f"SYNTHETIC DATA, no real patients ({made})" if made else "SYNTHETIC DATA, unfinished"]


def _section(heading: str, rows: list[tuple[str, str]]) -> list[str]:
    """A heading and two aligned columns; nothing where there are no rows."""
    if not rows:
        return []
    width = max(len(left) for left, _ in rows)
    return ["", heading, *(f"  {left:<{width}}  {right:>9}".rstrip() for left, right in rows)]


def _unit(unit: UnitFound) -> str:
    return UNKNOWN_UNIT if unit.unit is None else f"{unit.unit} {unit.name or NOT_LISTED}"


def _findings(heading: str, findings: list[Finding]) -> list[str]:
    """Findings under the name of their table."""
    if not findings:
        return []
    width = max(len(_what(finding)) for finding in findings)
    lines = ["", heading]
    for table, group in groupby(findings, key=lambda finding: finding.table):
        lines.append(f"  {table}")
        lines += [f"    {_what(each):<{width}}  {_number(each.count):>9}".rstrip() for each in group]
    return lines


def _what(finding: Finding) -> str:
    column = "" if finding.column is None else f"{finding.column}: "
    value = "" if finding.value is None else f" ({finding.value})"
    return f"{column}{KINDS[finding.kind].text}{value}"


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
