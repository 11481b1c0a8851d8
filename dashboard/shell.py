"""What stands around every page: header, navigation, synthetic banner, footer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, dcc, html
from dash.development.base_component import Component
from flask import request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from dashboard.errors import PROBLEM_ID
from dashboard.language import N_, _, current_language, ngettext, offered
from dashboard.services import Services
from queries import Role

NAME = "NordicSCIR"
LAYOUT = "/_dash-layout"
MAIN_ID = "main"
NAVIGATION_ID, LOCATION_ID = "shell-navigation", "shell-location"
MOST_UNIT_NAMES = 2
ROLES = {
    "clinician": N_("Clinician"),
    "manager": N_("Manager"),
    "council": N_("Registry council"),
    "data_manager": N_("Data manager"),
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as the shell and the router know it; `name` is a message. `roles` may open it, or everybody."""

    path: str
    name: str
    layout: Callable[..., Component]
    roles: frozenset[Role] | None = None

    def open_to(self, role: Role) -> bool:
        """Whether somebody with this role may see the page."""
        return self.roles is None or role in self.roles


def make_layout(services: Services, pages: Mapping[str, Page]) -> Callable[[], Component]:
    """The function that draws the shell anew for whoever loads a page."""

    def layout() -> Component:
        if request.endpoint != LAYOUT:
            # Dash draws the layout once for itself, with whichever request comes first, signed in or not.
            return html.Div(dash.page_container)
        return html.Div(
            [
                dcc.Location(id=LOCATION_ID, refresh=False),
                html.A(_("Skip to the content"), href=f"#{MAIN_ID}", className="shell-skip"),
                _header(services, [page for page in pages.values() if page.open_to(current_user.role)]),
                html.Div(id=PROBLEM_ID, role="alert", className="shell-width"),
                html.Main(dash.page_container, id=MAIN_ID, tabIndex="-1", className="shell-width shell-main"),
                _footer(),
            ],
            className="shell",
        )

    return layout


def mark_current_page(app: dash.Dash) -> None:
    """Say in the navigation which page is open, also after going to another without loading anew."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("shell", "markCurrentPage"),
        Output(NAVIGATION_ID, "data-path"),
        Input(LOCATION_ID, "pathname"),
    )


def _header(services: Services, pages: Sequence[Page]) -> Component:
    bar = html.Div(
        [
            dcc.Link(NAME, href=pages[0].path if pages else "/", className="shell-mark"),
            _navigation(pages),
            html.Div([_badge(services), _language_menu(), _sign_out()], className="shell-who"),
        ],
        className="shell-bar shell-width",
    )
    banner = [html.P(synthetic_notice(), className="shell-banner")] if services.partly_synthetic() else []
    return html.Header([bar, *banner], className="shell-header")


def _navigation(pages: Sequence[Page]) -> Component:
    links = [html.Li(dcc.Link(_(page.name), href=page.path)) for page in pages]
    label: dict[str, Any] = {"aria-label": _("Pages")}
    return html.Nav(html.Ul(links), id=NAVIGATION_ID, className="shell-nav", **label)


def _badge(services: Services) -> Component:
    """The viewer's own units, in the colour of "you"; a role where there is no unit."""
    units = [services.registry.settings.unit(unit_id).name for unit_id in current_user.units]
    if not units:
        return html.Span(_(ROLES[current_user.role]), className="shell-role")
    few = len(units) <= MOST_UNIT_NAMES
    text = ", ".join(units) if few else ngettext("{n} unit", "{n} units", len(units), n=len(units))
    whose = _("Your unit:") if len(units) == 1 else _("Your units:")
    return html.Span([html.Span([whose, " "], className="visually-hidden"), text], className="shell-unit")


def _language_menu() -> Component:
    here = current_language()
    names = {language.code: language.name for language in offered()}
    summary = [
        html.Span([_("Language:"), " "], className="visually-hidden"),
        html.Span(names[here], className="shell-wide"),
        html.Span(here.upper(), className="shell-narrow"),
    ]
    choices = [
        html.Button(name, type="submit", name="language", value=code, lang=code)
        for code, name in names.items()
        if code != here
    ]
    form = _form(url_for("choose_language"), choices)
    return html.Details([html.Summary(summary), form], className="shell-menu")


def _sign_out() -> Component:
    return _form(url_for("sign_in.sign_out"), [html.Button(_("Sign out"), type="submit")])


def _form(action: str, children: Sequence[Component]) -> Component:
    """A form that works by itself and cannot be sent from another site."""
    token = dcc.Input(type="hidden", name="csrf_token", value=generate_csrf())
    return html.Form([token, *children], action=action, method="POST")


def synthetic_notice() -> str:
    """What every screen made from made-up data says."""
    return _("Synthetic data – not real patients")  # noqa: RUF001 - an en dash is meant


def _footer() -> Component:
    name = html.Span(_("Nordic Spinal Cord Injury Registry (NordicSCIR)"))
    return html.Footer(html.Div(name, className="shell-width"), className="shell-footer")
