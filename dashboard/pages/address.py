"""The address of a view: the question and how it is looked at, from the query string and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import parse_qs, urlencode

import dash

from dashboard.comparison import Order
from queries import Reading, Selection, Settings, read_query

Shape = Literal["figure", "funnel", "adjusted", "table"]
SHAPES: Mapping[str, Shape] = {shape: shape for shape in get_args(Shape)}
ORDERS: Mapping[str, Order] = {"value": "value", "name": "name"}


@dataclass(frozen=True, kw_only=True)
class View:
    """How an answer is looked at; nothing in here can change a number."""

    shape: Shape = "figure"
    order: Order = "value"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks: the question as read, and the view."""

    reading: Reading
    view: View

    @property
    def selection(self) -> Selection:
        """The question."""
        return self.reading.selection

    @property
    def what(self) -> tuple[Selection, View]:
        """What two addresses have in common that show the same."""
        return self.selection, self.view


def read_address(search: str, settings: Settings) -> Asked:
    """Read the query string of an address, whatever stands in it."""
    fields = parse_qs(search.removeprefix("?"))
    reading = read_query(fields)
    selection = fitting(reading.selection, settings)
    ignored = reading.ignored if selection == reading.selection else (*reading.ignored, "unit")
    return Asked(reading=Reading(selection=selection, ignored=ignored), view=_view(fields))


def fitting(selection: Selection, settings: Settings) -> Selection:
    """The selection without units that are not there, or not in its country: neither is a dead end."""
    there = settings.unit_ids(selection.country)
    return replace(selection, units=tuple(unit for unit in selection.units if unit in there))


def _view(fields: Mapping[str, list[str]]) -> View:
    shape, order = fields.get("view", [""])[-1], fields.get("order", [""])[-1]
    return View(shape=SHAPES.get(shape, "figure"), order=ORDERS.get(order, "value"))


def query_of(selection: Selection, view: View | None = None) -> str:
    """The query string of a question, with its view if there is one: "?..." or nothing at all."""
    fields = selection.to_query()
    if view is not None and view.shape != "figure":
        fields["view"] = view.shape
    if view is not None and view.order != "value":
        fields["order"] = view.order
    return f"?{urlencode(fields, safe=',')}" if fields else ""


def local_path(path: str) -> str:
    """A path of ours, wherever the application is mounted."""
    return str(dash.get_relative_path(path))  # type: ignore[no-untyped-call]
