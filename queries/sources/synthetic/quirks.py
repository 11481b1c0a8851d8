"""The irregularities of a real delivery, put into a clean registry at low rates.

Each quirk is declared once: what it is, in which table, how often, and what it does to a row. The number of
rows is the rounded share of the chunk, not drawn, so that from about 2,000 people on every quirk occurs.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from queries.sources.layout import (
    BOWEL,
    COMPLICATIONS,
    EQ5D,
    FOLLOW_UP,
    KEY,
    MAIN,
    PARENT_KEY,
    PERFORMANCE,
    QUALITY_OF_LIFE,
    SATISFACTION,
    UNIT,
    URINARY,
)
from queries.sources.synthetic.draws import Rng, guids
from queries.sources.synthetic.rendering import Rendered, Value

Change = Callable[[Rng, Rendered, int], None]

MIDNIGHT = " 00:00:00"
FAR_FUTURE = "2112-05-09" + MIDNIGHT
ZERO_DATE = "0000-00-00" + MIDNIGHT
NO_SUCH_DAY = "2021-02-30" + MIDNIGHT
UNLISTED_COUNTRY_UNIT, UNLISTED_UNIT = 30000001, 999999
NO_METHODS: dict[str, Value] = {"EmbladUn": None, **{f"EmbladM{number}": None for number in range(1, 13)}}
CHILDREN = (FOLLOW_UP, QUALITY_OF_LIFE, URINARY, BOWEL, PERFORMANCE, SATISFACTION, EQ5D)


@dataclass(frozen=True, kw_only=True)
class Quirk:
    """One irregularity: `share` of the rows of a table get `change`."""

    name: str
    table: str
    share: float
    change: Change


def add_quirks(rng: Rng, registry: dict[str, Rendered]) -> None:
    """Change the rendered tables of a chunk in place."""
    for quirk in QUIRKS:
        rows = registry.get(quirk.table, {})
        size = len(rows.get(KEY, ()))
        for row in rng.choice(size, round(size * quirk.share), replace=False).tolist() if size else ():
            quirk.change(rng, rows, row)


def put(**values: Value) -> Change:
    """Overwrite columns with fixed values; columns the layout lacks are left out."""

    def change(_rng: Rng, rows: Rendered, row: int) -> None:
        for column, value in values.items():
            if column in rows:
                rows[column][row] = value

    return change


def upper_case(column: str) -> Change:
    """Spell a GUID in capitals."""

    def change(_rng: Rng, rows: Rendered, row: int) -> None:
        rows[column][row] = str(rows[column][row]).upper()

    return change


def _orphan(rng: Rng, rows: Rendered, row: int) -> None:
    """Let a form hang on a form that was never delivered."""
    rows[PARENT_KEY][row] = str(guids(rng, 1)[0])


def _delivered_twice(_rng: Rng, rows: Rendered, row: int) -> None:
    for values in rows.values():
        values.append(values[row])


def _admitted_a_year_late(_rng: Rng, rows: Rendered, row: int) -> None:
    """A mistyped year: admission after discharge. The counts of days were typed apart and stay right."""
    rows["AdmitDt"][row] = _moved(rows["AdmitDt"][row], 365)


def _years_in_hospital(rng: Rng, rows: Rendered, row: int) -> None:
    """A stay over 730 days, by an admission long before rehabilitation."""
    longer = int(rng.integers(740, 1100))
    rows["AdmitDt"][row] = _moved(rows["AdmitDt"][row], -longer)
    for column in ("BeforeRehDy", "HosptlDy"):
        value = rows[column][row]
        rows[column][row] = value + longer if isinstance(value, int) else value


def _closed_before_discharge(_rng: Rng, rows: Rendered, row: int) -> None:
    rows["FirstTimeClosed"][row] = _moved(rows["DischgDt"][row], -3)


def _moved(text: Value, days: int) -> str:
    day = datetime.date.fromisoformat(str(text)[:10]) + datetime.timedelta(days=days)
    return f"{day}{MIDNIGHT}"


def _main(name: str, share: float, change: Change) -> Quirk:
    return Quirk(name=name, table=MAIN, share=share, change=change)


# Changes that need readable dates come first, repeated delivery last.
QUIRKS = (
    _main("stay over 730 days", 0.001, _years_in_hospital),
    _main("discharge before admission", 0.001, _admitted_a_year_late),
    _main("closed before discharge", 0.002, _closed_before_discharge),
    _main("discharge in the far future", 0.0003, put(DischgDt=FAR_FUTURE)),
    _main("discharge on a day that does not exist", 0.0004, put(DischgDt=NO_SUCH_DAY)),
    _main("admission of zeros", 0.0004, put(AdmitDt=ZERO_DATE)),
    _main("rehabilitation start of zeros", 0.0005, put(AdmitRehDt=ZERO_DATE)),
    _main("admission missing", 0.001, put(AdmitDt="")),
    _main("discharge missing", 0.0015, put(DischgDt="")),
    _main("rehabilitation start missing", 0.01, put(AdmitRehDt="")),
    _main("no date at all", 0.001, put(AdmitDt="", AdmitRehDt="", DischgDt="")),
    _main("never closed", 0.008, put(FirstTimeClosed="")),
    _main("sex missing", 0.0012, put(PatientGender=None)),
    _main("sex unlisted", 0.0004, put(PatientGender=0)),
    _main("age missing", 0.001, put(PatientAge=None)),
    _main("cause NULL", 0.001, put(Scietiol=None)),
    _main("cause unlisted", 0.0005, put(Scietiol=7)),
    _main("non-traumatic cause unlisted", 0.0005, put(Ntsci=7)),
    _main("grade NULL", 0.001, put(AAis=None)),
    _main("grade at discharge NULL", 0.001, put(FAis=None)),
    _main("grade unlisted", 0.0004, put(AAis=8)),
    _main("not-done tick NULL", 0.001, put(FNeuNoMeasure=None)),
    _main("discharge place NULL", 0.001, put(PlaceDis=None)),
    _main("discharge place unlisted", 0.0005, put(PlaceDis=12)),
    _main("days in rehabilitation negative", 0.0005, put(RehabDy=-4)),
    _main("complications NULL", 0.001, put(**dict.fromkeys(COMPLICATIONS))),
    _main("level areas NULL", 0.001, put(FSensLvlAreaL=None, FMtrLvlAreaL=None)),
    _main("unit of a country not taking part", 0.0005, put(**{UNIT: UNLISTED_COUNTRY_UNIT})),
    _main("unit unknown", 0.0003, put(**{UNIT: UNLISTED_UNIT})),
    Quirk(name="operation in the far future", table=BOWEL, share=0.0008, change=put(ChcyecDt=FAR_FUTURE)),
    Quirk(name="form date of zeros", table=QUALITY_OF_LIFE, share=0.0005, change=put(QolDt=ZERO_DATE)),
    Quirk(name="form date does not exist", table=URINARY, share=0.0005, change=put(LutfxnDt=NO_SUCH_DAY)),
    Quirk(name="form date missing", table=URINARY, share=0.002, change=put(LutfxnDt="")),
    Quirk(name="form date missing", table=BOWEL, share=0.002, change=put(BfxnbaDt=None)),
    Quirk(name="method ticks NULL", table=URINARY, share=0.001, change=put(**NO_METHODS)),
    Quirk(name="leakage unlisted", table=URINARY, share=0.001, change=put(Incontnc2=4)),
    Quirk(name="laxatives NULL", table=BOWEL, share=0.001, change=put(OralLaxatives=None)),
    Quirk(name="score beyond its scale", table=BOWEL, share=0.001, change=put(NBD=48)),
    Quirk(name="score beyond its scale", table=QUALITY_OF_LIFE, share=0.001, change=put(SatGenrl=11)),
    Quirk(name="form date missing", table=PERFORMANCE, share=0.002, change=put(DataClDt="")),
    Quirk(name="satisfaction NULL", table=SATISFACTION, share=0.002, change=put(FeedingS=None)),
    Quirk(name="form date missing", table=EQ5D, share=0.002, change=put(Eq5d5lDt=None)),
    # Early deliveries hold follow-ups that were carried out and have no number: nobody can tell which they are.
    Quirk(name="no number", table=FOLLOW_UP, share=0.01, change=put(CNum=None)),
    # Follow-ups without their main form are common in practice: about a quarter of an early delivery.
    Quirk(name="orphan", table=FOLLOW_UP, share=0.05, change=_orphan),
    *(Quirk(name="orphan", table=name, share=0.004, change=_orphan) for name in CHILDREN[1:]),
    *(
        Quirk(name="parent key in capitals", table=name, share=0.05, change=upper_case(PARENT_KEY))
        for name in CHILDREN
    ),
    _main("key in capitals", 0.01, upper_case(KEY)),
    _main("person key in capitals", 0.01, upper_case("PatientInRegistryGuid")),
    _main("delivered twice", 0.002, _delivered_twice),
)
