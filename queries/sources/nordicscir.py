"""The MRS layout of the NordicSCIR and NorSCIR registries, offered as the logical tables of `schema.py`.

Everything physical (table names, column names, which of them a delivery lacks) ends here. One logical stay is
one main form: deliveries repeat main forms with the same key, and a repeated form is the same stay.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    inspect,
    null,
    or_,
    select,
)
from sqlalchemy.sql import ColumnElement

from queries.errors import RegistryUnusable
from queries.forms import FORMS
from queries.schema import REQUIRED, SIDES, TABLES
from queries.sources import layout
from queries.sources.other_forms import (
    EQ5D_COLUMNS,
    FOLLOW_UP_COLUMNS,
    MISSED_FOLLOW_UP_COLUMNS,
    PERFORMANCE_COLUMNS,
    QUALITY_OF_LIFE_COLUMNS,
    SATISFACTION_COLUMNS,
    STAY_COMPLICATIONS,
)
from queries.sources.readers import READERS
from queries.sources.urinary_and_bowel import BOWEL_COLUMNS, URINARY_COLUMNS

PHYSICAL_TABLES: Mapping[str, str] = {
    "stay": layout.MAIN,
    "quality_of_life": layout.QUALITY_OF_LIFE,
    "urinary": layout.URINARY,
    "bowel": layout.BOWEL,
    "performance": layout.PERFORMANCE,
    "satisfaction": layout.SATISFACTION,
    "eq5d": layout.EQ5D,
    "follow_up": layout.FOLLOW_UP,
    "missed_follow_up": layout.FOLLOW_UP,
}

_SIDE_NAMES = {
    "sensory_left": "SensLvl{}L",
    "sensory_right": "SensLvl{}R",
    "motor_left": "MtrLvl{}L",
    "motor_right": "MtrLvl{}R",
}
_TIME_PREFIX = {"admission": "A", "discharge": "F"}


def _level_columns() -> dict[str, str]:
    """`AMtrLvlAreaR` is the region, `AMtrLvlRC` the cervical segment, of the motor level, right, at admission."""
    columns = {}
    for side in SIDES:
        kind, letter = _SIDE_NAMES[side].split("{}")
        for time, prefix in _TIME_PREFIX.items():
            columns[f"area_{side}_{time}"] = f"{prefix}{kind}Area{letter}"
            columns[f"cervical_{side}_{time}"] = f"{prefix}{kind}{letter}C"
    return columns


PHYSICAL_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "stay": {
        "id": "SkjemaGUID",
        "person": "PatientInRegistryGuid",
        "unit": "UnitId",
        "admission": "AdmitDt",
        "discharge": "DischgDt",
        "first_closed": "FirstTimeClosed",
        "age": "PatientAge",
        "sex": "PatientGender",
        "cause": "Scietiol",
        "nontraumatic_cause": "Ntsci",
        "ais_admission": "AAis",
        "ais_discharge": "FAis",
        "ais_not_done_admission": "ANeuNoMeasure",
        "ais_not_done_discharge": "FNeuNoMeasure",
        "discharge_place": "PlaceDis",
        "planned_place": "PPlacedis",
        "recommended_follow_up": "RecCtrl",
        "days_to_rehab": "BeforeRehDy",
        "rehab_days": "RehabDy",
        "total_days": "HosptlDy",
        "spinal_surgery": "SpnlSurg2",
        "ventilation": "VentAssi2",
        "bmi_admission": "ABMI",
        "bmi_discharge": "FBMI",
        **STAY_COMPLICATIONS,
        **_level_columns(),
    },
    "quality_of_life": QUALITY_OF_LIFE_COLUMNS,
    "urinary": URINARY_COLUMNS,
    "bowel": BOWEL_COLUMNS,
    "performance": PERFORMANCE_COLUMNS,
    "satisfaction": SATISFACTION_COLUMNS,
    "eq5d": EQ5D_COLUMNS,
    "follow_up": FOLLOW_UP_COLUMNS,
    "missed_follow_up": MISSED_FOLLOW_UP_COLUMNS,
}


class Source:
    """The logical tables that one registry database really offers.

    `offered` maps each logical table to its columns found; `missing` names what the layout lacks, as
    `table.column`. Raises RegistryUnusable when the main table or one of its keys is absent.
    """

    def __init__(self, connection: Connection) -> None:
        self._tables = _reflect(connection)
        self.offered = {name: self._found(name) for name in TABLES if self._usable(name)}
        if "stay" not in self.offered:
            raise RegistryUnusable("the main table, or a column without which it means nothing, is missing")
        self.missing = frozenset(
            f"{name}.{column}"
            for name in TABLES
            for column in TABLES[name]
            if column not in self.offered.get(name, ())
        )

    def rows(self, name: str, columns: Iterable[str], units: Iterable[int] | None = None) -> Select[Any]:
        """One SELECT that offers a logical table's `columns`, as sent, restricted to `units` for stays."""
        table = self._tables[name]
        statement = select(*(self._read(name, column).label(column) for column in columns))
        if name == "stay" and units is not None:
            statement = statement.where(self._read("stay", "unit").in_(tuple(units)))
        return statement.select_from(table)

    def stays(self, columns: Iterable[str], units: Iterable[int] | None = None) -> Select[Any]:
        """One SELECT with one row per stay: of repeated main forms the one closed last.

        The unit belongs to the key, so that a restriction to units sees the same stays as the whole does. A
        main form without a key is a stay of its own.
        """
        # By the reader's expression, not the bare column: SQLite would use an index on it, take the stays for
        # few, and then compare each of them with every form.
        unit, key = self._read("stay", "unit"), self._read("stay", "id")
        nth = func.row_number().over(partition_by=(unit, key), order_by=self._closed_last())
        keyless = case((key.is_(None), 1), else_=0)
        delivered = self.rows("stay", columns, units).add_columns(nth.label("nth"), keyless.label("keyless"))
        numbered = delivered.subquery("delivered")
        kept = or_(numbered.c.nth == 1, numbered.c.keyless == 1)
        return select(*(numbered.c[column] for column in columns)).where(kept)

    def _closed_last(self) -> tuple[ColumnElement[Any], ...]:
        """By the day a form was closed, latest first, then by the time of day as it is written."""
        if not self._has("stay", "first_closed"):
            return (null(),)
        written = cast(self._tables["stay"].c[PHYSICAL_COLUMNS["stay"]["first_closed"]], String(64))
        return func.coalesce(self._read("stay", "first_closed"), "").desc(), func.coalesce(written, "").desc()

    def _usable(self, name: str) -> bool:
        """Whether a table has what it cannot do without; so must the one its forms hang on."""
        through = FORMS[name].through if name in FORMS else None
        there = name in self._tables and REQUIRED[name] <= frozenset(self._found(name))
        return there and (through is None or self._usable(through))

    def _found(self, name: str) -> tuple[str, ...]:
        return tuple(column for column in TABLES[name] if self._has(name, column))

    def _has(self, name: str, column: str) -> bool:
        return name in self._tables and PHYSICAL_COLUMNS[name][column] in self._tables[name].c

    def _read(self, name: str, column: str) -> ColumnElement[Any]:
        physical = self._tables[name].c[PHYSICAL_COLUMNS[name][column]]
        return READERS[TABLES[name][column]](physical)


def is_synthetic(connection: Connection) -> bool:
    """Whether a registry says of itself that it is made up."""
    return inspect(connection).has_table(layout.SYNTHETIC_MARKER)


def _reflect(connection: Connection) -> dict[str, Table]:
    """The physical tables found, with their columns; names match whatever case the server keeps."""
    inspector = inspect(connection)
    there = {name.lower(): name for name in inspector.get_table_names() + inspector.get_view_names()}
    return {
        logical: _table(there[physical], inspector.get_columns(there[physical]))
        for logical, physical in PHYSICAL_TABLES.items()
        if physical in there
    }


def _table(name: str, columns: list[Any]) -> Table:
    return Table(name, MetaData(), *(Column(column["name"], column["type"]) for column in columns))
