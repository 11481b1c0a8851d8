"""The same questions as a person would type them in SQL (SQLite), following docs/method.md to the letter.

They exist to be measured against. The forms are read once and joined by a key of their own: joined by an
expression, SQLite compares every form with every stay and takes minutes at 100,000 patients.
"""

MAIN = "spinal_cord_injury_core_data_set_1"
URINARY = "lower_urinary_tract_function_4"


def _day(column: str) -> str:
    day = f"substr({column}, 1, 10)"
    return f"CASE WHEN date({day}, '+0 days') = {day} THEN {day} END"


_CLOSED = f"coalesce({_day('FirstTimeClosed')}, '')"
_STAYS = f"""
    SELECT * FROM (
        SELECT m.*, lower(SkjemaGUID) AS stay_id, {_day("DischgDt")} AS discharged,
               row_number() OVER (PARTITION BY lower(SkjemaGUID) ORDER BY {_CLOSED} DESC) AS nth
        FROM {MAIN} AS m WHERE UnitId = :unit
    ) WHERE nth = 1 AND CAST(substr(discharged, 1, 4) AS INTEGER) BETWEEN :first AND :last
"""  # noqa: S608 - nothing but constants of this module
_KNOWN = " AND ".join(
    f"FSensLvlArea{side} IN (2, 3, 4, 5) AND FMtrLvlArea{side} IN (2, 3, 4, 5)" for side in "LR"
)
_INTACT = " AND ".join(f"FSensLvlArea{side} = 5 AND FMtrLvlArea{side} = 5" for side in "LR")
_METHODS = " OR ".join(f"EmbladM{number} = 1" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12))

NURSING_HOME = f"SELECT sum(PlaceDis = 3), count(*) FROM ({_STAYS}) WHERE PlaceDis BETWEEN 1 AND 11"  # noqa: S608

_FORM_DAY = _day("LutfxnDt")

BLADDER_REGIME = f"""
    WITH stays AS MATERIALIZED (
        SELECT stay_id, discharged FROM ({_STAYS})
        WHERE {_KNOWN} AND NOT ({_INTACT}) AND {_day("AdmitDt")} >= '2015-01-01'
    ),
    urinary AS MATERIALIZED (
        SELECT *, lower(HovedskjemaGUID) AS parent, lower(SkjemaGUID) AS form_id, {_FORM_DAY} AS day FROM {URINARY}
    ),
    forms AS (
        SELECT urinary.*, row_number() OVER (PARTITION BY stay_id ORDER BY day DESC, form_id DESC) AS nth
        FROM stays JOIN urinary ON parent = stay_id WHERE day <= discharged
    )
    SELECT sum(EmbladM1 = 1 OR EmbladM6 = 1 OR EmbladM7 = 1), count(*) FROM forms WHERE nth = 1 AND ({_METHODS})
"""  # noqa: S608 - nothing but constants of this module
