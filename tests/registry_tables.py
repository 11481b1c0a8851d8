"""Registries as they are delivered: physical tables and rows, written into a database of any kind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, create_engine, insert
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine

from tests.form_columns import BOWEL_CODES, BOWEL_TICKS, URINARY_CODES, URINARY_TICKS
from tests.naive import BOWEL, MAIN, QUALITY_OF_LIFE, URINARY, Row

Columns = Mapping[str, TypeEngine[Any]]

FOLLOW_UP = "control_form_2"
# The column that dates each kind of form.
DATED = {URINARY: "LutfxnDt", BOWEL: "BfxnbaDt", QUALITY_OF_LIFE: "QolDt", FOLLOW_UP: "CNeuExmDt"}

LEVELS = tuple(f"{time}{kind}Lvl" for time in "AF" for kind in ("Sens", "Mtr"))
AREAS = tuple(f"{level}Area{side}" for level in LEVELS for side in "LR")
SEGMENTS = tuple(f"{level}{side}C" for level in LEVELS for side in "LR")

KEYS = ("SkjemaGUID", "HovedskjemaGUID", "PatientInRegistryGuid")
DAYS = ("AdmitDt", "DischgDt", "FirstTimeClosed", *DATED.values())
MAIN_NUMBERS = (
    "UnitId",
    "PatientAge",
    "PatientGender",
    "Scietiol",
    "Ntsci",
    "AAis",
    "FAis",
    "PlaceDis",
    *AREAS,
    *SEGMENTS,
)
NUMBERS = (*MAIN_NUMBERS, *URINARY_CODES, *BOWEL_CODES)
TICKS = ("ANeuNoMeasure", "FNeuNoMeasure", *URINARY_TICKS, *BOWEL_TICKS)


def layout(ticks: TypeEngine[Any] | None = None) -> dict[str, Columns]:
    """The tables and columns that questions read, tick-boxes stored as `ticks` (Integer where not told)."""
    kinds = {KEYS: String(64), DAYS: String(32), NUMBERS: Integer(), TICKS: ticks or Integer()}
    types = {name: kind for names, kind in kinds.items() for name in names}
    child = ("SkjemaGUID", "HovedskjemaGUID")
    names = {
        MAIN: ("SkjemaGUID", "PatientInRegistryGuid", *DAYS[:3], *MAIN_NUMBERS, *TICKS[:2]),
        URINARY: (*child, DATED[URINARY], *URINARY_CODES, *URINARY_TICKS),
        BOWEL: (*child, DATED[BOWEL], *BOWEL_CODES, *BOWEL_TICKS),
        **{table: (*child, DATED[table]) for table in (QUALITY_OF_LIFE, FOLLOW_UP)},
    }
    return {table: {name: types[name] for name in columns} for table, columns in names.items()}


@dataclass(frozen=True, kw_only=True)
class Registry:
    """A registry database: its rows, and the tables and columns it has."""

    rows: Mapping[str, Sequence[Row]]
    columns: Mapping[str, Columns] = field(default_factory=layout)

    @property
    def tables(self) -> dict[str, list[Row]]:
        """Its rows with exactly the columns it has; a column that a row does not give is NULL."""
        return {
            table: [{name: row.get(name) for name in columns} for row in self.rows.get(table, ())]
            for table, columns in self.columns.items()
        }

    def without(self, lacking: Collection[tuple[str, str | None]]) -> "Registry":
        """The same registry without some columns, or whole tables (a table and None)."""
        kept = {
            table: {name: kind for name, kind in columns.items() if (table, name) not in lacking}
            for table, columns in self.columns.items()
            if (table, None) not in lacking
        }
        return replace(self, columns=kept)

    def with_numbers_as_text(self) -> "Registry":
        """The same registry, its numbers other than tick-boxes in text columns, and empty text where there are none."""
        rows = {table: [_with_text(row) for row in forms] for table, forms in self.tables.items()}
        columns = {
            table: {name: String(16) if name in NUMBERS else kind for name, kind in columns.items()}
            for table, columns in self.columns.items()
        }
        return replace(self, rows=rows, columns=columns)


def _with_text(row: Row) -> Row:
    numbers = {name: "" if row[name] is None else str(row[name]) for name in NUMBERS if name in row}
    return {**row, **numbers}


@contextmanager
def delivered(url: str, registry: Registry) -> Iterator[Connection]:
    """A connection to the database at `url`, which holds the registry until it is closed."""
    metadata = MetaData()
    for table, columns in registry.columns.items():
        Table(table, metadata, *(Column(name, kind) for name, kind in columns.items()))
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        metadata.create_all(connection, checkfirst=False)
        try:
            _insert(connection, metadata, registry.tables)
            yield connection
        finally:
            connection.rollback()
            metadata.drop_all(connection, checkfirst=False)
            connection.commit()


def _insert(connection: Connection, metadata: MetaData, tables: Mapping[str, Sequence[Row]]) -> None:
    for table, rows in tables.items():
        if rows:
            connection.execute(insert(metadata.tables[table]), [dict(row) for row in rows])
    connection.commit()
