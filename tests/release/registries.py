"""A synthetic registry with a release, and its stays as plain rows to count again by hand."""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select

from queries import (
    CHARACTERISTICS,
    INDICATORS,
    Registry,
    Selection,
    Settings,
    load_settings,
    write_synthetic_registry,
)
from queries.release.audit import DEFAULT
from queries.release.store import Store
from queries.sources.nordicscir import Source
from queries.statement import Declared, facts

# Exact checks stay whole; what goes by samples is looked at where the audit itself is tested.
QUICK = replace(DEFAULT, groups=1, drawn=5, interval_groups=0, intervals=0, problems=2, insider_groups=0)
TODAY = datetime.date(2026, 11, 22)
CHILDREN = ("0_14", "15")


@dataclass(frozen=True, kw_only=True, repr=False)  # its repr would be thousands of stays
class Released:
    """A registry with a release in service, and one dict per stay of the registry."""

    url: str
    store: Store
    registry: Registry
    settings: Settings
    stays: list[dict[str, Any]]

    def count(
        self, selection: Selection, units: set[int], period: tuple[int, int], *, shared: bool
    ) -> dict[str, int]:
        """Stays by code of what a selection shows, counted in a loop."""
        wanted = {variable: CHARACTERISTICS[variable].expand(groups) for variable, groups in selection.where}
        counts: dict[str, int] = {}
        for stay in self.stays:
            inside = (
                stay["unit"] in units and stay["year"] is not None and period[0] <= stay["year"] <= period[1]
            )
            if not inside or (shared and not self.in_shared_lane(stay)):
                continue
            if all(stay[variable] in codes for variable, codes in wanted.items()):
                counts[stay[selection.shows]] = counts.get(stay[selection.shows], 0) + 1
        return counts

    def in_shared_lane(self, stay: dict[str, Any]) -> bool:
        """Who is in the shared lane, as docs/method.md section 4 says."""
        known = stay["sex"] != "missing" and stay["cause"] != "missing" and stay["age"] != "missing"
        admitted = stay["admission"] is not None and stay["admission"] >= "2016-01-01"
        grown_up = stay["age"] not in CHILDREN
        active = self.settings.unit(stay["unit"]).active(stay["year"])
        return known and admitted and grown_up and active


def released(folder: Path, *, patients: int = 3000, seed: int = 7) -> Released:
    """Write a registry, build its release and read its stays."""
    url = f"sqlite:///{folder / 'registry.sqlite'}"
    write_synthetic_registry(url, patients=patients, seed=seed)
    settings = load_settings()
    registry = Registry.open(
        registry_url=url,
        releases_url=f"sqlite:///{folder / 'releases.sqlite'}",
        archive_url=f"sqlite:///{folder / 'archive.sqlite'}",
        audit_sample=QUICK,
        settings=settings,
    )
    registry.build_release(today=TODAY)
    store = Store(f"sqlite:///{folder / 'releases.sqlite'}")
    return Released(url=url, store=store, registry=registry, settings=settings, stays=_stays(url, settings))


def _stays(url: str, settings: Settings) -> list[dict[str, Any]]:
    with create_engine(url).connect() as connection:
        declared: list[Declared] = [*CHARACTERISTICS.values(), *INDICATORS.values()]
        relation = facts(
            Source(connection), declared, units=settings.unit_ids(), also=("admission", "discharge")
        )
        return [dict(row) for row in connection.execute(select(relation)).mappings()]
