"""Native inputs that Dash lacks: a date or a whole number that is typed, and a list of filters with tick-boxes.

Their other half is `assets/inputs.js`. What is typed counts when it is whole, or when the field is left: no question
is asked about half a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dash.development.base_component import Component

from dashboard.choice import Group, as_props

Kind = Literal["date", "number"]


class _Native(Component):
    """What our own components have in common: plain properties, and a half in the browser of the same name."""

    _children_props: list[str] = []  # noqa: RUF012 - the base class declares it so
    _namespace = "nordicscir"

    def __init__(self, **props: Any) -> None:
        self._prop_names = list(props)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)  # type: ignore[no-untyped-call]


class Typed(_Native):
    """A date or number field: `value` as text ("2024-01-31", "16", or "" for none), between `least` and `most`.

    `wrong` says that it contradicts something; `told` is the id of the words that say what.
    """

    _type = "Typed"

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - as every component calls it
        kind: Kind,
        value: str,
        least: str,
        most: str,
        wrong: bool,
        told: str,
    ) -> None:
        super().__init__(id=id, kind=kind, value=value, least=least, most=most, wrong=wrong, told=told)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter that is set or about to be: the groups to tick, those `chosen`, and both in words."""

    id: str
    label: str
    told: str
    groups: tuple[Group, ...]
    chosen: tuple[str, ...]


class Filters(_Native):
    """A list of filters: `value` maps variables to the groups ticked; `items` are shown, `addable` can be added."""

    _type = "Filters"

    def __init__(
        self,
        *,
        id: str,  # noqa: A002
        value: Mapping[str, Sequence[str]],
        items: Sequence[Mapping[str, Any]],
        addable: Sequence[Mapping[str, Any]],
        words: Mapping[str, str],
    ) -> None:
        super().__init__(id=id, value=value, items=items, addable=addable, words=words)


def filter_props(filters: Sequence[Filter]) -> list[dict[str, Any]]:
    """Filters in the form in which they go to the browser."""
    return [
        {
            "id": one.id,
            "label": one.label,
            "told": one.told,
            "chosen": list(one.chosen),
            "groups": as_props(one.groups),
        }
        for one in filters
    ]
