"""An own-unit question as a person would type it in SQL (SQLite), following docs/method.md to the letter.

It exists to be measured against.
"""

MAIN = "spinal_cord_injury_core_data_set_1"


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
NURSING_HOME = f"SELECT sum(PlaceDis = 3), count(*) FROM ({_STAYS}) WHERE PlaceDis BETWEEN 1 AND 11"  # noqa: S608
