"""What one size costs. Runs in a process of its own, so that its peak memory is its own."""

import datetime
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import bare
from queries import (
    CHARACTERISTICS,
    INDICATORS,
    Registry,
    Selection,
    Shown,
    Viewer,
    load_settings,
    write_synthetic_registry,
)

UNIT = 105593
YEARS = (2020, 2022)
TODAY = datetime.date(2026, 11, 22)
REPEATS = 7


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """Our answer against bare SQL for the same question, medians in milliseconds."""

    question: str
    ours_ms: float
    bare_ms: float


@dataclass(frozen=True, kw_only=True)
class Result:
    """Seconds, milliseconds and mebibytes for one number of patients."""

    patients: int
    synthesis_s: float
    build_s: float
    build_mib: float
    lookup_ms: float
    ratios: tuple[Ratio, ...]


def measure(patients: int, folder: Path) -> Result:
    """Write a synthetic registry, build its release, ask it, and ask the same in bare SQL."""
    file = folder / "registry.sqlite"
    url = f"sqlite:///{file}"
    synthesis = _seconds(lambda: write_synthetic_registry(url, patients=patients, seed=1))
    registry = Registry.open(
        registry_url=url,
        releases_url=f"sqlite:///{folder / 'releases.sqlite'}",
        archive_url=f"sqlite:///{folder / 'archive.sqlite'}",
        settings=load_settings(),
    )
    build = _seconds(lambda: registry.build_release(today=TODAY))
    return Result(
        patients=patients,
        synthesis_s=synthesis,
        build_s=build,
        build_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        lookup_ms=_lookup(registry),
        ratios=tuple(_ratios(registry, file)),
    )


def _lookup(registry: Registry) -> float:
    """Median over every question without filters, as somebody without a unit asks it, the second time."""
    viewer = Viewer(role="council")
    questions = [Selection(shows=shows) for shows in (*INDICATORS, *CHARACTERISTICS)]
    for question in questions:
        registry.answer(question, viewer)
    return statistics.median(_median_ms(partial(registry.answer, question, viewer)) for question in questions)


def _ratios(registry: Registry, file: Path) -> list[Ratio]:
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        return [_ratio(registry, connection, "nursing_home", bare.NURSING_HOME)]


def _ratio(registry: Registry, connection: sqlite3.Connection, shows: str, sql: str) -> Ratio:
    viewer = Viewer(role="clinician", scope=frozenset({UNIT}))
    question = Selection(shows=shows, units=(UNIT,), period=YEARS)
    parameters = {"unit": UNIT, "first": YEARS[0], "last": YEARS[1]}
    cell = registry.answer(question, viewer).rows[0].cells[0]
    count, total = connection.execute(sql, parameters).fetchone()
    if not isinstance(cell, Shown) or (cell.count, cell.total) != (count, total):
        raise ValueError(
            f"{shows}: the bare question does not give the same answer, so it is not the same question"
        )
    return Ratio(
        question=shows,
        ours_ms=_median_ms(lambda: registry.answer(question, viewer)),
        bare_ms=_median_ms(lambda: connection.execute(sql, parameters).fetchall()),
    )


def _seconds(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _median_ms(action: Callable[[], Any]) -> float:
    return 1000 * statistics.median(_seconds(action) for _ in range(REPEATS))
