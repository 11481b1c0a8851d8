"""Links of a page: each is an address of its own, followed without loading the page anew (`assets/ask.js`)."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.pages.address import View
from dashboard.theme import aria
from queries import Selection


@dataclass(frozen=True, kw_only=True)
class Links:
    """Where a view leads: the page for another question or view, and the files of this one."""

    page: Callable[[Selection, View], str]
    file: Callable[[Selection, View, str], str]


def link(name: str, address: str, *, current: bool) -> Component:
    """A link to another view; `current` marks the one that is seen."""
    return html.A(name, href=address, className="ask", **(aria(current="true") if current else {}))
