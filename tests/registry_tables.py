"""Registries as they are delivered: physical tables and rows, written into a database of any kind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Column, Connection, Double, Integer, MetaData, String, Table, create_engine, insert
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine

from tests.form_columns import (
    BOWEL_CODES,
    BOWEL_TICKS,
    COMPLICATIONS,
    DECIMALS,
    EQ5D_CODES,
    FOLLOW_UP_CODES,
    FOLLOW_UP_TICKS,
    PERFORMANCE_CODES,
    QUALITY_OF_LIFE_CODES,
    SATISFACTION_CODES,
    STAY_CODES,
    URINARY_CODES,
    URINARY_TICKS,
)
from tests.naive import (
    BOWEL,
    EQ5D,
    FOLLOW_UP,
    MAIN,
    PERFORMANCE,
    QUALITY_OF_LIFE,
    SATISFACTION,
    URINARY,
    Row,
)

Columns = Mapping[str, TypeEngine[Any]]

# The column that dates each kind of form.
DATED = {
    URINARY: "LutfxnDt",
    BOWEL: "BfxnbaDt",
    QUALITY_OF_LIFE: "QolDt",
    PERFORMANCE: "DataClDt",
    SATISFACTION: "DataClDtS",
    EQ5D: "Eq5d5lDt",
    FOLLOW_UP: "CNeuExmDt",
}

LEVELS = tuple(f"{time}{kind}Lvl" for time in "AF" for kind in ("Sens", "Mtr"))
AREAS = tuple(f"{level}Area{side}" for level in LEVELS for side in "LR")
SEGMENTS = tuple(f"{level}{side}C" for level in LEVELS for side in "LR")

KEYS = ("SkjemaGUID", "HovedskjemaGUID", "PatientInRegistryGuid")
DAYS = ("AdmitDt", "DischgDt", "FirstTimeClosed", *DATED.values(), "CreationDate")
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
    *STAY_CODES,
)
CODES = {
    URINARY: URINARY_CODES,
    BOWEL: BOWEL_CODES,
    QUALITY_OF_LIFE: QUALITY_OF_LIFE_CODES,
    PERFORMANCE: PERFORMANCE_CODES,
    SATISFACTION: SATISFACTION_CODES,
    EQ5D: EQ5D_CODES,
    FOLLOW_UP: ("PatientAge", *FOLLOW_UP_CODES),
}
BOXES = {URINARY: URINARY_TICKS, BOWEL: BOWEL_TICKS, FOLLOW_UP: FOLLOW_UP_TICKS}
MAIN_TICKS = ("ANeuNoMeasure", "FNeuNoMeasure", *COMPLICATIONS)
NUMBERS = (*MAIN_NUMBERS, *(name for names in CODES.values() for name in names))
TICKS = (*MAIN_TICKS, *(name for names in BOXES.values() for name in names))


def layout(ticks: TypeEngine[Any] | None = None) -> dict[str, Columns]:
    """The tables and columns that questions read, tick-boxes stored as `ticks` (Integer where not told)."""
    kinds = {
        KEYS: String(64),
        DAYS: String(32),
        NUMBERS: Integer(),
        DECIMALS: Double(),
        TICKS: ticks or Integer(),
    }
    types = {name: kind for names, kind in kinds.items() for name in names}
    child = ("SkjemaGUID", "HovedskjemaGUID")
    names = {
        MAIN: ("SkjemaGUID", "PatientInRegistryGuid", *DAYS[:3], *MAIN_NUMBERS, *DECIMALS, *MAIN_TICKS),
        **{table: (*child, DATED[table], *CODES[table], *BOXES.get(table, ())) for table in DATED},
    }
    names[FOLLOW_UP] += ("CreationDate",)
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
            table: {
                name: String(16) if name in (*NUMBERS, *DECIMALS) else kind for name, kind in columns.items()
            }
            for table, columns in self.columns.items()
        }
        return replace(self, rows=rows, columns=columns)


def _with_text(row: Row) -> Row:
    numbers = {name: _text(row[name], ".") for name in (*NUMBERS, DECIMALS[0]) if name in row}
    with_comma = {name: _text(row[name], ",") for name in DECIMALS[1:] if name in row}
    return {**row, **numbers, **with_comma}


def _text(value: object, point: str) -> str:
    return "" if value is None else str(value).replace(".", point)


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
