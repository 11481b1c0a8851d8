"""How physical values become logical ones, on SQLite, PostgreSQL and MariaDB alike.

Registry exports hold dates as text, numbers now and then as text, and tick-boxes in three spellings. A reader
turns a physical column into an expression of one logical type; whatever cannot be read becomes NULL and is
counted by the registry check, because a cast that fails would stop the whole question.
"""

from typing import Any

from sqlalchemy import Date, Integer, Numeric, String, case, cast, func, literal_column
from sqlalchemy import types as sqltypes
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

# A calendar day written YYYY-MM-DD, with months of the right length and leap years: a pattern, because
# PostgreSQL 15 has no cast that yields NULL for the 30th of February.
_YEAR = "[0-9]{4}"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY_PATTERN = (
    f"^({_YEAR}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)$"
)


class is_day(FunctionElement[bool]):
    """Whether ten characters of text name a day that exists."""

    type = sqltypes.Boolean()
    inherit_cache = True


@compiles(is_day)
def _is_day_by_pattern(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    operator = "~" if compiler.dialect.name == "postgresql" else "REGEXP"
    pattern = compiler.process(literal_column(f"'{_DAY_PATTERN}'"), **kw)
    return f"({compiler.process(element.clauses, **kw)} {operator} {pattern})"


@compiles(is_day, "sqlite")
def _is_day_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    # SQLite has no native pattern language beyond GLOB, but arithmetic turns impossible days into other ones;
    # without any, it hands the 30th of February back as it came.
    text = compiler.process(element.clauses, **kw)
    return f"(date({text}, '+0 days') = {text})"


class days_between(FunctionElement[int]):
    """Whole days from the second ISO day to the first; NULL if either is NULL."""

    type = sqltypes.Integer()
    inherit_cache = True


@compiles(days_between)
def _days_between_standard(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(cast(clause, Date), **kw) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _days_between_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(days_between, "mysql")
@compiles(days_between, "mariadb")
def _days_between_mysql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"DATEDIFF({later}, {earlier})"


class whole_number(FunctionElement[int]):
    """The whole number a column holds or a text spells, or NULL where it spells none."""

    type = sqltypes.Integer()
    inherit_cache = True


@compiles(whole_number)
def _whole_number_by_pattern(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    (column,) = element.clauses
    if isinstance(column.type, Integer):
        return compiler.process(column, **kw)
    text = compiler.process(_as_text(column), **kw)
    operator = "~" if compiler.dialect.name == "postgresql" else "REGEXP"
    target = "INTEGER" if compiler.dialect.name == "postgresql" else "SIGNED"
    return f"CASE WHEN {text} {operator} '^-?[0-9]{{1,9}}$' THEN CAST({text} AS {target}) END"


@compiles(whole_number, "sqlite")
def _whole_number_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    # Any SQLite column can hold any type, whatever its declaration says; one declared an integer holds no
    # text that spells a whole number, because that is converted when it is stored.
    (column,) = element.clauses
    value = compiler.process(column, **kw)
    if isinstance(column.type, Integer):
        return f"CASE WHEN typeof({value}) = 'integer' THEN {value} END"
    return (
        f"CASE WHEN typeof({value}) = 'integer' THEN {value}"
        f" WHEN CAST(CAST({value} AS INTEGER) AS TEXT) = CAST({value} AS TEXT) THEN CAST({value} AS INTEGER) END"
    )


class decimal_number(FunctionElement[float]):
    """The number a column holds or a text spells, with a decimal point or comma, or NULL where it spells none."""

    type = sqltypes.Double()
    inherit_cache = True


_DECIMAL_PATTERN = "^[0-9]{1,9}([.,][0-9]{1,9})?$"


@compiles(decimal_number)
def _decimal_number_mysql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    (column,) = element.clauses
    if isinstance(column.type, Numeric | Integer):
        return compiler.process(column, **kw)
    text = compiler.process(_as_text(column), **kw)
    return f"CASE WHEN {text} REGEXP '{_DECIMAL_PATTERN}' THEN CAST(REPLACE({text}, ',', '.') AS DOUBLE) END"


@compiles(decimal_number, "postgresql")
def _decimal_number_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    (column,) = element.clauses
    if isinstance(column.type, Numeric | Integer):
        # What is not a number would be greater than every number.
        return f"NULLIF(CAST({compiler.process(column, **kw)} AS DOUBLE PRECISION), 'NaN')"
    text = compiler.process(_as_text(column), **kw)
    number = f"CAST(REPLACE({text}, ',', '.') AS DOUBLE PRECISION)"
    return f"CASE WHEN {text} ~ '{_DECIMAL_PATTERN}' THEN {number} END"


@compiles(decimal_number, "sqlite")
def _decimal_number_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    # A column may hold any type, whatever its declaration says, and there is no pattern language beyond GLOB.
    (column,) = element.clauses
    value = compiler.process(column, **kw)
    text = f"REPLACE({value}, ',', '.')"
    spelt = (
        f"{text} GLOB '[0-9]*[0-9]' OR {text} GLOB '[0-9]'",
        f"{text} NOT GLOB '*[^0-9.]*'",
        f"{text} NOT GLOB '*.*.*'",
    )
    return (
        f"CASE WHEN typeof({value}) IN ('integer', 'real') THEN {value}"
        f" WHEN {' AND '.join(f'({one})' for one in spelt)} THEN CAST({text} AS REAL) END"
    )


def read_id(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """An identifier, lower case: deliveries differ in the case of the same GUID."""
    return func.nullif(func.lower(_as_text(column)), "")


def read_date(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day of a date or timestamp, as ISO text; NULL if missing or impossible."""
    day = func.substr(_as_text(column), 1, 10)
    return case((is_day(day), day))


def read_code(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A whole number; NULL if missing or not a whole number."""
    return whole_number(column)


def read_number(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A number that need not be whole; NULL if missing or not a number. One that is text is never negative."""
    return decimal_number(column)


def read_tick(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A tick-box, 1 or 0, from any of the spellings 0/1, 0/-1 and True/False."""
    if isinstance(column.type, Integer):
        return case((column.in_((1, -1)), 1), (column == 0, 0))
    text = func.lower(_as_text(column))
    return case((text.in_(("1", "-1", "true", "t")), 1), (text.in_(("0", "false", "f")), 0))


def _as_text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column if isinstance(column.type, String) else cast(column, String(64))


READERS = {"id": read_id, "date": read_date, "code": read_code, "number": read_number, "tick": read_tick}
