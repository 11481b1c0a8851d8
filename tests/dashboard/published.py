"""Made-up lists of releases, and a registry that has published them."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from queries import Answer, Header, Listed
from queries.release.audit.report import Check, make_report
from tests.dashboard import made_up
from tests.dashboard.made_up import SETTINGS, MadeUpRegistry

MADE = datetime.datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - kept without a zone
CHECKS = (
    Check(id="cells", title="cells as filed", kind="exact", examined=31_751, of="cells", note="smallest: 5"),
    Check(id="sets_105593", title="sets as filed", kind="exact", examined=1_062_480, of="sets"),
    Check(id="intervals", title="intervals as filed", kind="sampled", examined=0, of="numbers"),
)


def listed(release: str, *, checks: tuple[Check, ...] = CHECKS, **described: Any) -> Listed:
    """A release in service with what is `described` of it, and a report as it comes out of the store."""
    described = {"k": 5, "insider_safe": True, "max_filters": 2, "left_out": {}, "lacking": {}, **described}
    header = Header(
        id=release,
        created=MADE,
        first_year=2017,
        frozen_through=2025,
        units=SETTINGS.unit_ids(),
        active={},
        process_indicators=tuple(sorted(SETTINGS.rule.process_indicators)),
        dimensions={},
        settings_hash="s",
        code_hash="c",
        data_hash="79b0c3920ad2195a4e690e5b41a71cd4",
        synthetic=True,
        **described,
    )
    report = make_report(header, checks, level="default", seed=1, with_registry=True)
    return Listed(header=header, audit=as_stored(report.to_dict()), withdrawn=None, withdrawn_because=None)


def as_stored(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """A report after it was written and read again."""
    stored: Mapping[str, Any] = json.loads(json.dumps(report))
    return stored


class ReleasedRegistry(MadeUpRegistry):
    """A made-up registry with a list of releases, or one that fails when it is asked for them."""

    def __init__(self, published: tuple[Listed, ...] | Exception, given: Answer | None = None) -> None:
        super().__init__(given or made_up.usual())
        self.published = published

    def releases(self) -> tuple[Listed, ...]:
        """The list, oldest first."""
        if isinstance(self.published, Exception):
            raise self.published
        return self.published
