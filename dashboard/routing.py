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
from dashboard.security import DASH_PAGES
from dashboard.shell import NAME, Page

Pages = dict[str, Page]
_EXTENSION = "nordicscir.pages"


def collect_pages(server: Flask, register: Callable[[], None]) -> Pages:
    """Let pages register themselves with Dash and keep what they registered with the application."""
    dash.page_registry.clear()
    register()
    pages: Pages = {}
    for module, entry in dash.page_registry.items():
        pages[module] = Page(path=entry["path"], name=entry["name"], layout=entry["layout"])
        entry.update(layout=_layout_of(module), title=_title_of(module))
    server.extensions[_EXTENSION] = pages
    return pages


def _layout_of(module: str) -> Callable[..., Component]:
    def layout(**query: Any) -> Component:
        return _page(module).layout(**query)

    return layout


def _title_of(module: str) -> Callable[..., str]:
    return lambda **_parts: title(_page(module))


def _page(module: str) -> Page:
    pages: Pages = current_app.extensions[_EXTENSION]
    return pages[module]


def title(page: Page) -> str:
    """What the browser's tab says."""
    return f"{_(page.name)} – {NAME}"  # noqa: RUF001 - an en dash is meant


def serve_known_pages_only(server: Flask, pages: Mapping[str, Page]) -> None:
    """Dash would answer any address with its one page; an address without a page of ours is not found."""
    paths = [page.path for page in pages.values()]

    def refuse_unknown_page() -> Response | None:
        if request.endpoint not in DASH_PAGES or not current_user.is_authenticated or request.path in paths:
            return None
        if request.path == "/" and paths:
            return redirect(paths[0])
        return abort(404)

    server.before_request(refuse_unknown_page)
