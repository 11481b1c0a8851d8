"""The physical tables of the registry as its forms service delivers them: names, types and code lists.

One declaration serves three uses: the synthetic registry writes these tables, the registry check compares a
real database with them, and a reader can look up what a column may hold. Two layouts are known: `current`,
and `2019`, which lacks the columns introduced since and has a few that were replaced. Older names of tables
are unknown, so both layouts use the current ones.

Code lists hold every code the form offers, among them -1 ("choose value", not answered) and the form's own
unknown (9 or 99). NULL and, for dates, the empty string mean missing in any column.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["guid", "date", "integer", "number", "tick", "text"]
Layout = Literal["current", "2019"]


@dataclass(frozen=True, kw_only=True)
class PhysicalColumn:
    """One column. `codes` is None where any value is allowed; no question works without a `required` one."""

    name: str
    type: ColumnType
    codes: frozenset[int] | None = None
    in_2019: bool = True
    in_current: bool = True
    required: bool = False

    def present(self, layout: Layout) -> bool:
        """Whether a layout has the column."""
        return self.in_2019 if layout == "2019" else self.in_current


@dataclass(frozen=True, kw_only=True)
class PhysicalTable:
    """One form. `parents` are the tables its HovedskjemaGUID may point to, none for the main form."""

    name: str
    columns: tuple[PhysicalColumn, ...]
    date: str
    parents: tuple[str, ...] = ()
    required: bool = False
    in_2019: bool = True

    def column(self, name: str) -> PhysicalColumn:
        """The column with a name; KeyError if the table has none."""
        return {column.name: column for column in self.columns}[name]


MAIN = "spinal_cord_injury_core_data_set_1"
FOLLOW_UP = "control_form_2"
QUALITY_OF_LIFE = "registration_of_quality_of_life_3"
URINARY = "lower_urinary_tract_function_4"
BOWEL = "bowel_function_5"
PERFORMANCE = "activities_and_participation_performance_6"
SATISFACTION = "activities_and_participation_satisfaction_7"
EQ5D = "eq_5d_5l_9"

KEY, PARENT_KEY, UNIT = "SkjemaGUID", "HovedskjemaGUID", "UnitId"
SYNTHETIC_MARKER = "nordicscir_synthetic"

COMPLICATIONS = (
    "PressureUlcer",
    "VTE",
    "UTI",
    "Sepsis",
    "Pneumonia",
    "Spasticity",
    "Syringomyelia",
    "HeterotopicOssification",
    "AutonomicDysreflexia",
    "OrthostaticHypotension",
    "Osteoporosis",
    "ComplicOther",
    "ComplicNone",
)
# Sensory and motor level, left and right; each is a region and, within the region, a segment.
LEVELS = ("SensLvl{}L", "SensLvl{}R", "MtrLvl{}L", "MtrLvl{}R")
REGIONS = {"C": 8, "T": 12, "L": 5, "S": 4}

NOT_ANSWERED = -1


def codes(*listed: int | range) -> frozenset[int]:
    """A code list: single codes and ranges, and always "not answered"."""
    spans = (part if isinstance(part, range) else range(part, part + 1) for part in listed)
    return frozenset({NOT_ANSWERED}.union(*spans))


YES_NO_UNKNOWN = codes(0, 1, 9)
AIS_GRADES = codes(range(1, 6), 9)
LEVEL_REGIONS = codes(range(1, 6), 9)
PLACES = codes(range(1, 12), 99)


def tables(layout: Layout = "current") -> tuple[PhysicalTable, ...]:
    """The tables of a layout, each with the columns that layout has; the main form first."""
    return tuple(
        PhysicalTable(
            name=table.name,
            columns=tuple(column for column in table.columns if column.present(layout)),
            date=table.date,
            parents=table.parents,
            required=table.required,
            in_2019=table.in_2019,
        )
        for table in TABLES
        if layout == "current" or table.in_2019
    )


def _guid(name: str, *, required: bool = False) -> PhysicalColumn:
    return PhysicalColumn(name=name, type="guid", required=required)


def _dates(*names: str, required: bool = False, in_2019: bool = True) -> tuple[PhysicalColumn, ...]:
    return tuple(PhysicalColumn(name=name, type="date", required=required, in_2019=in_2019) for name in names)


def _ticks(names: Iterable[str], *, in_2019: bool = True) -> tuple[PhysicalColumn, ...]:
    return tuple(PhysicalColumn(name=name, type="tick", in_2019=in_2019) for name in names)


def _integers(*names: str) -> tuple[PhysicalColumn, ...]:
    return tuple(PhysicalColumn(name=name, type="integer") for name in names)


def _choices(
    listed: frozenset[int], *names: str, in_2019: bool = True, in_current: bool = True
) -> tuple[PhysicalColumn, ...]:
    return tuple(
        PhysicalColumn(name=name, type="integer", codes=listed, in_2019=in_2019, in_current=in_current)
        for name in names
    )


def _levels() -> tuple[PhysicalColumn, ...]:
    """Region and segments of the four levels, at admission (A) and at discharge (F)."""
    return tuple(
        column
        for prefix in "AF"
        for level in LEVELS
        for column in (
            *_choices(LEVEL_REGIONS, prefix + level.format("Area")),
            *(
                column
                for region, last in REGIONS.items()
                for column in _choices(codes(range(1, last + 1)), prefix + level.format("") + region)
            ),
        )
    )


_CHILD_KEYS = (
    _guid(KEY, required=True),
    _guid(PARENT_KEY, required=True),
    _guid("PatientInRegistryGuid"),
    PhysicalColumn(name=UNIT, type="integer"),
    *_integers("PatientAge"),
    *_choices(codes(1, 2), "PatientGender"),
)

_MAIN_COLUMNS = (
    _guid(KEY, required=True),
    _guid("PatientInRegistryGuid"),
    PhysicalColumn(name=UNIT, type="integer", required=True),
    PhysicalColumn(name="HealthUnitShortName", type="text"),
    *_integers("PatientAge"),
    *_choices(codes(1, 2), "PatientGender"),
    *_dates("AdmitDt", required=True),
    *_dates("AdmitRehDt"),
    *_dates("DischgDt", required=True),
    *_dates("InjuryDt", "FirstTimeClosed", "ANeuExmDt", "FNeuExmDt"),
    *_ticks(("InjuryDateUnknown", "ANeuNoMeasure", "FNeuNoMeasure")),
    *_choices(AIS_GRADES, "AAis", "FAis"),
    *_levels(),
    *_integers("BeforeRehDy", "RehabDy", "HosptlDy", "OutOfHosptlDy", "OutOfHosptlDy2", "OutOfRehabDy"),
    *_choices(codes(range(1, 7), 9), "Scietiol"),
    *_choices(codes(range(1, 7), 8, 9), "Ntsci"),
    *_choices(PLACES, "PlaceDis"),
    *_choices(codes(range(1, 5), 8), "PPlacedis"),
    *_choices(codes(0, 1, 8, 9), "VrtbrInj", "AssocInj", "SpnlSurg"),
    *_choices(codes(range(4), 9), "VentAssi"),
    *_choices(codes(range(1, 9)), "RecCtrl", in_2019=False),
    *_choices(codes(0, 1, 8, 9), "SpnlSurg2", in_2019=False),
    *_choices(codes(range(5), 9), "VentAssi2", in_2019=False),
    *_ticks(COMPLICATIONS, in_2019=False),
    PhysicalColumn(name="ABMI", type="number", in_2019=False),
    PhysicalColumn(name="FBMI", type="number", in_2019=False),
)

_FOLLOW_UP_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("CNeuExmDt"),
    *_dates("CreationDate", in_2019=False),
    *_choices(codes(range(1, 5)), "CNum"),
    *_choices(codes(0, 1), "ControlStatus", in_2019=False),
    *_choices(codes(range(1, 10)), "ControlInterruptedReason", in_2019=False),
    *_choices(codes(range(1, 5)), "ControlPerformed", in_2019=False),
    PhysicalColumn(name="NoControl", type="tick", in_current=False),
    *_choices(codes(range(1, 10)), "NoControlReason", in_current=False),
    *_choices(AIS_GRADES, "CAis"),
    *_choices(PLACES, "CPlaceDis"),
    *_ticks((f"C{name}" for name in COMPLICATIONS), in_2019=False),
)

_URINARY_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("LutfxnDt"),
    *_ticks(("EmbladUn", *(f"EmbladM{n}" for n in range(1, 13)), *(f"EmbladS{n}" for n in range(1, 13)))),
    *_choices(codes(range(5), 9), "Incontnc"),
    *_choices(codes(1, 2, 3, 7, 8, 9), "Incontnc2", in_2019=False),
    *_choices(YES_NO_UNKNOWN, "AnyDrugs"),
    *_choices(YES_NO_UNKNOWN, "AnyDrugs2", in_2019=False),
    *_choices(codes(0, 1), "Bladrelx", "Spncrelx", "DrugsAnti", "Antiuti", "Antiprop", "Othdrg"),
    *_choices(YES_NO_UNKNOWN, "Surgicalpr"),
    *_ticks(("Spcath", "Bstnrm", "Ustnrm", "Bladag", "Ustent", "Botox")),
    *_ticks(("Artsph", "Ilvscs", "Ilurts", "Ccathv", "Sarstm", "Othsrg")),
)

_BOWEL_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("BfxnbaDt"),
    *_ticks(("DefcmthUn", *(f"DefcmthM{n}" for n in range(1, 11)))),
    *_ticks(("DefcmthNa",), in_2019=False),
    *_ticks(f"OthdefS{n}" for n in range(1, 11)),
    *_choices(YES_NO_UNKNOWN, "OralLaxatives"),
    *_choices(codes(0, 1), "Osmodrp", "Osmotab", "Irrtdrp", "Irrttab", "Prokinet", "Othorlax"),
    *_choices(codes(range(1, 8), 9), "Fcincfrq"),
    *_choices(codes(1, 2, 3, 4, 7, 8, 9), "Fcincfrq2", in_2019=False),
    *_choices(codes(1, 2, 3, 4, 8, 9), "Fcincfrq3", in_2019=False),
    *_choices(YES_NO_UNKNOWN, "SurgicalIntervention"),
    *_ticks(("Apndec", "Chcyec", "Colost", "Ileost", "Otgisurg")),
    *_ticks(("Hemec", "Apndic"), in_2019=False),
    *_dates("ChcyecDt"),
    *_choices(codes(range(48)), "NBD", in_2019=False),
)

_QUALITY_OF_LIFE_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("QolDt"),
    *_choices(codes(range(11)), "SatGenrl", "SatPhys", "SatPsych"),
    *_choices(codes(range(11)), "SatSocIf", in_2019=False),
)

_PERFORMANCE_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("DataClDt"),
    *_choices(codes(range(9), 99), "Mobilmod"),
    *_choices(codes(range(5), 99), "Dreslbdy", "Toiletin"),
    *_choices(codes(range(4), 99), "Feeding"),
)

_SATISFACTION_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("DataClDtS"),
    *_choices(codes(range(3), 99), "MobilmodS", "DreslbdyS", "FeedingS", "ToiletinS"),
)

EQ5D_ITEMS = (
    "Eq5dQ1Mobility",
    "Eq5dQ2Selfcare",
    "Eq5dQ3UsualActivities",
    "Eq5dQ4PainDiscomfort",
    "Eq5dQ5AnxietyDepression",
)

_EQ5D_COLUMNS = (
    *_CHILD_KEYS,
    *_dates("Eq5d5lDt"),
    *_choices(codes(range(1, 6)), *EQ5D_ITEMS),
    *_choices(codes(range(101)), "Eq5dQ6HealthToday"),
)

_STAY_OR_FOLLOW_UP = (MAIN, FOLLOW_UP)


def _child(
    name: str,
    date: str,
    columns: tuple[PhysicalColumn, ...],
    parents: tuple[str, ...],
    *,
    in_2019: bool = True,
) -> PhysicalTable:
    return PhysicalTable(name=name, date=date, columns=columns, parents=parents, in_2019=in_2019)


TABLES = (
    PhysicalTable(name=MAIN, date="DischgDt", columns=_MAIN_COLUMNS, required=True),
    _child(FOLLOW_UP, "CNeuExmDt", _FOLLOW_UP_COLUMNS, (MAIN,)),
    _child(QUALITY_OF_LIFE, "QolDt", _QUALITY_OF_LIFE_COLUMNS, _STAY_OR_FOLLOW_UP),
    _child(URINARY, "LutfxnDt", _URINARY_COLUMNS, _STAY_OR_FOLLOW_UP),
    _child(BOWEL, "BfxnbaDt", _BOWEL_COLUMNS, _STAY_OR_FOLLOW_UP),
    _child(PERFORMANCE, "DataClDt", _PERFORMANCE_COLUMNS, _STAY_OR_FOLLOW_UP),
    _child(SATISFACTION, "DataClDtS", _SATISFACTION_COLUMNS, (PERFORMANCE,)),
    _child(EQ5D, "Eq5d5lDt", _EQ5D_COLUMNS, _STAY_OR_FOLLOW_UP, in_2019=False),
)
