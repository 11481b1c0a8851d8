"""A native select with groups of options, which neither Dash nor its Bootstrap components have.

Its other half is `assets/choice.js`. A native control works with every keyboard, screen reader and phone, and
costs no library.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option; `value` is what goes into the address."""

    value: str
    label: str
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Options under a heading; without one they stand by themselves."""

    options: tuple[Option, ...]
    label: str = ""


class Choice(Component):
    """A select element: `groups` as from `as_props`, the `value` chosen, and whether it is `disabled`."""

    _children_props: list[str] = []  # noqa: RUF012 - the base class declares it so
    _namespace = "nordicscir"
    _type = "Choice"

    def __init__(self, *, id: str, value: str, groups: Sequence[Mapping[str, Any]], disabled: bool) -> None:  # noqa: A002 - as every component calls it
        self._prop_names = ["id", "value", "groups", "disabled"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(  # type: ignore[no-untyped-call]
            id=id, value=value, groups=groups, disabled=disabled
        )


def as_props(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Groups in the form in which they go to the browser."""
    return [
        {
            "label": group.label,
            "options": [
                {"value": option.value, "label": option.label, "disabled": option.disabled}
                for option in group.options
            ],
        }
        for group in groups
        if group.options
    ]
