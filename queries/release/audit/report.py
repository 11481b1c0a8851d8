"""What an audit says, as data and in words that a data-protection officer can file. Never a value of a hidden cell."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from queries.release.content import Header

Kind = Literal["exact", "sampled", "measured"]
_FAILURES_TOLD = 20


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: what it asked (`title`), how many of what it looked at, and every failure in words.

    `exact` checks decide their question for everything they name; `sampled` ones only for the sample;
    `measured` ones have no verdict, because nothing is promised against that attacker. `note` holds what was
    measured beside the verdict, or why nothing could be examined.
    """

    id: str
    title: str
    kind: Kind
    examined: int
    of: str
    failures: tuple[str, ...] = ()
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.failures

    @property
    def verdict(self) -> str:
        """In one word: passed, failed, measured only, or not run where nothing was examined."""
        if not self.passed:
            return "FAILED"
        verdict = "measured" if self.kind == "measured" else "passed"
        return verdict if self.examined else "not run"

    def lines(self) -> Iterator[str]:
        """The check in plain lines."""
        yield f"[{self.verdict}] {self.title}"
        yield f"    {self.examined:,} {self.of} ({self.kind}); {len(self.failures):,} failures"
        if self.note:
            yield f"    {self.note}"
        yield from (f"    - {failure}" for failure in self.failures[:_FAILURES_TOLD])
        if len(self.failures) > _FAILURES_TOLD:
            yield f"    - and {len(self.failures) - _FAILURES_TOLD:,} more"


@dataclass(frozen=True, kw_only=True)
class AuditReport:
    """Every check of one audit. `with_registry`: true counts and combinations that occur were at hand."""

    release: str
    k: int
    insider_safe: bool
    years: tuple[int, int]
    data_hash: str
    level: str
    seed: int
    with_registry: bool
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check held."""
        return all(check.passed for check in self.checks)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What failed, fit for ReleaseRefused."""
        return tuple(
            f"{check.title}: {failure}"
            for check in self.checks
            for failure in check.failures[:_FAILURES_TOLD]
        )

    def lines(self) -> Iterator[str]:
        """The whole report for a terminal or a file."""
        mode = (
            "and staff who know their own unit's patients"
            if self.insider_safe
            else "without inside knowledge"
        )
        yield f"Audit of release {self.release}: years {self.years[0]}-{self.years[1]}, k = {self.k}"
        yield f"Against everybody who can sign in {mode}."
        yield f"Data {self.data_hash[:16]}, level {self.level}, seed {self.seed}, " + (
            "with the registry at hand" if self.with_registry else "from the stored numbers alone"
        )
        for check in self.checks:
            yield ""
            yield from check.lines()
        yield ""
        yield f"Verdict: {'every check passed' if self.passed else 'NOT SAFE TO PUBLISH'}"

    def to_dict(self) -> dict[str, Any]:
        """The report for JSON."""
        checks = [asdict(check) | {"verdict": check.verdict} for check in self.checks]
        return asdict(self) | {"checks": checks, "passed": self.passed}


def make_report(
    header: Header, checks: Iterable[Check], *, level: str, seed: int, with_registry: bool
) -> AuditReport:
    """The report of the checks made on a release."""
    return AuditReport(
        release=header.id,
        k=header.k,
        insider_safe=header.insider_safe,
        years=(header.first_year, header.frozen_through),
        data_hash=header.data_hash,
        level=level,
        seed=seed,
        with_registry=with_registry,
        checks=tuple(checks),
    )
