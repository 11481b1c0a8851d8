"""The pages of one application, and the addresses that lead to them.

Dash keeps pages in one list for the whole process. So that several applications can live beside each other, that
list holds only a lookup for each page: what is drawn is found with the application that serves the request.
"""

from collections.abc import Callable, Mapping
from typing import Any

import dash
from dash.development.base_component import Component
from flask import Flask, abort, current_app, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from dashboard.language import _
from dashboard.security import DASH_PAGES, wanted
from dashboard.shell import NAME, Page
from queries import NotAllowed

Pages = dict[str, Page]
# In the order of the navigation; the first is where a visit begins.
PATHS = (
    "/overview",
    "/scorecard",
    "/benchmark",
    "/trends",
    "/outcomes",
    "/explore",
    "/registrations",
    "/catalogue",
    "/releases",
    "/protection",
)
_EXTENSION = "nordicscir.pages"


def collect_pages(server: Flask, register: Callable[[], None]) -> Pages:
    """Let pages register themselves with Dash and keep what they registered with the application."""
    dash.page_registry.clear()
    register()
    pages: Pages = {}
    for module, entry in _in_order(dash.page_registry):
        pages[module] = _page_of(entry)
        entry.update(layout=_layout_of(module), title=_title_of(module))
    server.extensions[_EXTENSION] = pages
    return pages


def _in_order(registered: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Dash sorts pages by name; a reader meets them in this order, and a new one last."""
    places = {path: place for place, path in enumerate(PATHS)}
    return sorted(registered.items(), key=lambda item: places.get(item[1]["path"], len(places)))


def _page_of(entry: Mapping[str, Any]) -> Page:
    roles = entry.get("roles")
    return Page(
        path=entry["path"],
        name=entry["name"],
        layout=entry["layout"],
        roles=None if roles is None else frozenset(roles),
        place=entry.get("place", "pages"),
    )


def _layout_of(module: str) -> Callable[..., Component]:
    def layout(**query: Any) -> Component:
        page = _page(module)
        # A script can ask for a page without asking for its address first.
        _require_open(page)
        return page.layout(**query)

    return layout


def _require_open(page: Page) -> None:
    if page.roles is not None and not page.open_to(current_user.role):
        raise NotAllowed(page.path)


def _title_of(module: str) -> Callable[..., str]:
    return lambda **_parts: title(_page(module))


def _page(module: str) -> Page:
    pages: Pages = current_app.extensions[_EXTENSION]
    return pages[module]


def title(page: Page) -> str:
    """What the browser's tab says."""
    return f"{_(page.name)} – {NAME}"  # noqa: RUF001 - an en dash is meant


def serve_known_pages_only(server: Flask, pages: Mapping[str, Page]) -> None:
    """Dash would answer any address with its one page; an address without a page of ours is not found, and one
    of a page for others is refused."""
    by_path = {page.path: page for page in pages.values()}

    def refuse_unknown_page() -> Response | None:
        if request.endpoint not in DASH_PAGES or not current_user.is_authenticated:
            return None
        if request.path in by_path:
            _require_open(by_path[request.path])
            return None
        if request.path == "/" and by_path:
            return redirect(next(iter(by_path)) + wanted().removeprefix("/"))
        return abort(404)

    server.before_request(refuse_unknown_page)
