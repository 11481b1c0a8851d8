"""`python -m benchmarks.own [PATIENTS ...]`: questions about own units against the least SQL that reads as much.

On SQLite, and on PostgreSQL where `--postgresql URL` names an empty database that may be written.
"""

import argparse
import datetime
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from queries import OwnQuestion, OwnStays, Registry, Viewer, load_settings, write_synthetic_registry

SIZES = (1_600, 100_000, 1_000_000)
UNITS = (105593, 106896)
VIEWER = Viewer(role="clinician", scope=frozenset(UNITS))
TODAY = datetime.date(2026, 11, 22)
REPEATS = 5
_MAIN = "spinal_cord_injury_core_data_set_1"
_OWN = "{q}UnitId{q} IN (105593, 106896)"
_LATEST = "(SELECT {q}HovedskjemaGUID{q} AS stay, max({q}%s{q}) AS latest FROM %s GROUP BY 1) AS %s"
_FORMS = {
    "urinary": ("LutfxnDt", "lower_urinary_tract_function_4"),
    "bowel": ("BfxnbaDt", "bowel_function_5"),
    "quality": ("QolDt", "registration_of_quality_of_life_3"),
}
_JOINS = " ".join(
    f"LEFT JOIN {_LATEST % (*form, name)} ON {name}.stay = {_MAIN}.{{q}}SkjemaGUID{{q}}"
    for name, form in _FORMS.items()
)
_COUNTS = ", ".join(f"count({name}.stay)" for name in _FORMS)
_LINKED = f"SELECT {{q}}UnitId{{q}}, count(*), {_COUNTS} FROM {_MAIN} {_JOINS} WHERE {_OWN} GROUP BY 1"  # noqa: S608
_LISTED = f"SELECT {_MAIN}.{{q}}SkjemaGUID{{q}} FROM {_MAIN} {_JOINS} WHERE {_OWN} AND bowel.stay IS NULL"  # noqa: S608

Ask = Callable[[Registry], object]


def _stays(what: str) -> str:
    return f"SELECT {what}, count(*) FROM {_MAIN} WHERE {_OWN} GROUP BY {what}"  # noqa: S608 - constants only


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of ours, and SQL that has to read and group the same rows; `{q}` is the database's quote."""

    ask: Ask
    bare: str


def _own(**asked: Any) -> Ask:
    return lambda registry: registry.ask(OwnQuestion(**asked), VIEWER)


QUESTIONS: Mapping[str, Question] = {
    "distribution": Question(ask=_own(shows="cause"), bare=_stays("{q}Scietiol{q}")),
    "monthly trend": Question(
        ask=_own(shows="nursing_home", split="month"),
        bare=_stays("substr({q}AdmitDt{q}, 1, 7), {q}PlaceDis{q}"),
    ),
    "three variables": Question(
        ask=_own(shows="ais_discharge", split="ais_admission", where=(("sex", ("man",)),)),
        bare=_stays("{q}AAis{q}, {q}FAis{q}, {q}PatientGender{q}"),
    ),
    "linked forms": Question(ask=lambda registry: registry.linked_forms(OwnStays(), VIEWER), bare=_LINKED),
    "work list": Question(
        ask=lambda registry: registry.worklist(OwnStays(), VIEWER, today=TODAY), bare=_LISTED
    ),
}


def main() -> None:
    """Measure every size on every database and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.own", description=__doc__)
    parser.add_argument("patients", type=int, nargs="*", default=SIZES, help=f"default: {SIZES}")
    parser.add_argument("--postgresql", metavar="URL", help="an empty database, filled anew for every size")
    arguments = parser.parse_args()
    _write("| Database | Patients | Question | Ours, ms | Bare SQL, ms | Times |\n|---|---|---|---|---|---|")
    for patients in arguments.patients:
        with tempfile.TemporaryDirectory() as folder:
            for url in filter(None, (f"sqlite:///{Path(folder) / 'registry.sqlite'}", arguments.postgresql)):
                for line in _measured(url, patients, Path(folder)):
                    _write(line)


def _measured(url: str, patients: int, folder: Path) -> Iterator[str]:
    settings = load_settings()
    write_synthetic_registry(url, units=settings.units, patients=patients, seed=1, replace=True)
    releases = f"sqlite:///{folder / 'releases.sqlite'}"
    registry = Registry.open(registry_url=url, releases_url=releases, settings=settings)
    engine = create_engine(url)
    quote = engine.dialect.identifier_preparer.initial_quote
    with engine.connect() as connection:
        for name, question in QUESTIONS.items():
            bare = text(question.bare.replace("{q}", quote))
            ours_ms = _median_ms(lambda asked=question.ask: asked(registry))  # type: ignore[misc]
            bare_ms = _median_ms(lambda asked=bare: connection.execute(asked).all())  # type: ignore[misc]
            times = ours_ms / bare_ms
            yield f"| {engine.name} | {patients:,} | {name} | {ours_ms:.1f} | {bare_ms:.1f} | {times:.1f} |"
    engine.dispose()


def _median_ms(action: Callable[[], object]) -> float:
    action()  # the first time also compiles the statement
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        action()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
