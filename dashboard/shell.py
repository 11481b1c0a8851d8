"""What stands around every page: header, navigation, menus, synthetic banner, footer.

It is part of the document that the server sends (`templates/`), so that it is there, and works, before any script is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import dash
from dash import html
from dash.development.base_component import Component
from flask import request
from flask_login import current_user

from dashboard.appearance import THEMES
from dashboard.errors import PROBLEM_ID
from dashboard.language import N_, _, ngettext
from dashboard.services import Services
from queries import Role

NAME = "NordicSCIR"
MOST_UNIT_NAMES = 2
ROLES = {
    "clinician": N_("Clinician"),
    "manager": N_("Manager"),
    "council": N_("Registry council"),
    "data_manager": N_("Data manager"),
}
# Where a page is found: among the pages, or under "Help".
Place = Literal["pages", "help"]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as the shell and the router know it; `name` is a message. `roles` may open it, or everybody."""

    path: str
    name: str
    layout: Callable[..., Component]
    roles: frozenset[Role] | None = None
    place: Place = "pages"

    def open_to(self, role: Role) -> bool:
        """Whether somebody with this role may see the page."""
        return self.roles is None or role in self.roles


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page in the navigation, in words; `current` is the one that is open."""

    path: str
    name: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the templates draw around a page, for whoever is signed in."""

    pages: tuple[Link, ...]
    help: tuple[Link, ...]
    current: str
    person: str
    role: str
    units: str
    whose: str
    themes: Mapping[str, str]


def layout() -> Component:
    """The part of a page that Dash draws: what went wrong, and the page itself."""
    return html.Div([html.Div(id=PROBLEM_ID, role="alert"), dash.page_container])


def frame(services: Services, pages: Iterable[Page]) -> Frame:
    """The shell for this request."""
    role = current_user.role
    links = {place: _links(pages, role, place) for place in ("pages", "help")}
    units = [services.registry.settings.unit(unit_id).name for unit_id in current_user.units]
    return Frame(
        pages=links["pages"],
        help=links["help"],
        current=next((link.name for found in links.values() for link in found if link.current), _("Pages")),
        person=current_user.name,
        role=_(ROLES[role]),
        units=_badge(units),
        whose=_("Your unit:") if len(units) == 1 else _("Your units:"),
        themes=THEMES,
    )


def _links(pages: Iterable[Page], role: Role, place: Place) -> tuple[Link, ...]:
    return tuple(
        Link(path=page.path, name=_(page.name), current=page.path == request.path)
        for page in pages
        if page.place == place and page.open_to(role)
    )


def _badge(units: list[str]) -> str:
    """The viewer's own units by name, or how many they are."""
    few = len(units) <= MOST_UNIT_NAMES
    return ", ".join(units) if few else ngettext("{n} unit", "{n} units", len(units), n=len(units))


def synthetic_notice() -> str:
    """What every screen made from made-up data says."""
    return _("Synthetic data – not real patients")  # noqa: RUF001 - an en dash is meant
