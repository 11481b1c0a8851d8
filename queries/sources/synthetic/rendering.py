"""Drawn arrays as the values the registry stores: dates as text, tick-boxes in the layout's own spelling."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.sources.layout import BOWEL, ColumnType, Layout, PhysicalTable
from queries.sources.synthetic.core_form import Columns
from queries.sources.synthetic.draws import NULL

Value = int | float | str | None
Rendered = dict[str, list[Value]]
TickValues = Mapping[int, Value]

TICKS: TickValues = {0: 0, 1: 1, NULL: None}
TICKS_2019: TickValues = {0: 0, 1: -1, NULL: None}
# Deliveries between the two layouts spelt tick-boxes as text; one table of the older layout is from then.
TICKS_AS_TEXT: TickValues = {0: "False", 1: "True", NULL: None}
TEXT_TICKS_2019 = frozenset({BOWEL})


def tick_values(table: PhysicalTable, layout: Layout) -> TickValues:
    """How a table of a layout spells its tick-boxes."""
    if layout == "current":
        return TICKS
    return TICKS_AS_TEXT if table.name in TEXT_TICKS_2019 else TICKS_2019


def render(table: PhysicalTable, columns: Columns, layout: Layout) -> Rendered:
    """The columns of a table, as plain values in the table's own order."""
    ticks = tick_values(table, layout)
    renderers: dict[ColumnType, Callable[[NDArray[Any]], list[Value]]] = {
        "tick": lambda values: _ticks(values, ticks),
        "date": _dates,
        "integer": _integers,
        "number": _numbers,
        "guid": _texts,
        "text": _texts,
    }
    return {column.name: renderers[column.type](columns[column.name]) for column in table.columns}


def _integers(values: NDArray[Any]) -> list[Value]:
    listed: list[Value] = values.tolist()
    return [None if value == NULL else value for value in listed] if (values == NULL).any() else listed


def _ticks(values: NDArray[Any], spelling: TickValues) -> list[Value]:
    return [spelling[value] for value in values.tolist()]


def _numbers(values: NDArray[Any]) -> list[Value]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def _texts(values: NDArray[Any]) -> list[Value]:
    return list(values.tolist())


def _dates(values: NDArray[Any]) -> list[Value]:
    """`YYYY-MM-DD hh:mm:ss`, empty if missing; equal days share one string, which keeps a chunk small."""
    known, position = np.unique(values.astype("datetime64[s]"), return_inverse=True)
    texts = np.array(["" if np.isnat(day) else str(day).replace("T", " ") for day in known], dtype=object)
    return list(texts[position].tolist())
