"""How most variables are read: the pieces that declarations are put together from."""

from collections.abc import Callable, Mapping

from sqlalchemy import case, literal
from sqlalchemy.sql import ColumnElement

from queries.variable import MISSING, Columns


def one_each(*codes: str) -> dict[str, tuple[str, ...]]:
    """A group for each code."""
    return {code: (code,) for code in codes}


def coded(
    column: str, codes: Mapping[int, str], otherwise: str = MISSING
) -> Callable[[Columns], ColumnElement[str]]:
    """A reader for a plain code list; codes that are not in it are missing."""
    return lambda columns: case(
        *((columns[column] == value, literal(code)) for value, code in codes.items()),
        else_=literal(otherwise),
    )
