"""The Benchmark page: one indicator or characteristic, compared between units or countries.

The address holds the whole question. Controls and answer follow it, whoever changed it: a control, a link in the
answer, the Back button, a colleague's message.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import dash
from dash import Input, Output, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard import charts, downloads, sentences
from dashboard.choice import as_props
from dashboard.comparison import Comparison, compare
from dashboard.controls import FIELDS, Control, filters_set, make_controls
from dashboard.files import FileTable
from dashboard.language import N_
from dashboard.notes import notes
from dashboard.pages import question
from dashboard.pages.address import Asked, View, fitting, local_path, query_of, read_address
from dashboard.pages.card import sheet
from dashboard.pages.depth import depth_file
from dashboard.pages.files import serve_files
from dashboard.pages.frame import NARROW
from dashboard.pages.links import Links
from dashboard.pages.problems import problem_card
from dashboard.pages.question import CLEAR, DETAIL, FRAME, MORE_SUMMARY
from dashboard.pages.sheet import Sheet, draw
from dashboard.pictures import picture
from dashboard.theme import Figure
from dashboard.words import Heading, plain
from queries import (
    InvalidSelection,
    NoRelease,
    NotAllowed,
    NotRecorded,
    Offer,
    Reading,
    Registry,
    Selection,
    SourceUnavailable,
    Viewer,
    read_query,
)

PATH = "/benchmark"
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page, its callback and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        return question.layout(read_query(query).selection, registry.settings)

    def update(values: Mapping[str, str], search: str | None, window: str | None) -> Props:
        if search is None or window is None:
            raise PreventUpdate  # the browser has not said yet where it is and how wide
        there = read_address(search, registry.settings)
        asked = _by_controls(there, values, registry) if FRAME.changed(FIELDS) else there
        shown = _show(registry, asked, current_user.viewer, narrow=window == NARROW)
        # Writing an address that says the same would leave an entry in the history that traps the Back button.
        return {**shown, "search": query_of(*asked.what) if asked.what != there.what else no_update}

    def table(search: str, viewer: Viewer) -> FileTable:
        asked = read_address(search, registry.settings)
        answer = registry.answer(asked.selection, viewer)
        comparison = compare(answer, settings=registry.settings, viewer=viewer, order=asked.view.order)
        return depth_file(comparison, sentences.heading(comparison, registry.settings), asked.view)

    dash.register_page("benchmark", path=PATH, name=N_("Benchmark"), layout=layout)  # type: ignore[no-untyped-call]
    serve_files(app.server, PATH, table)
    app.callback(output=_outputs(), inputs=_inputs())(update)
    FRAME.add_browser_callbacks(app)


def _inputs() -> Props:
    return {
        "values": {field: Input(FRAME.control(field), "value") for field in FIELDS},
        "search": Input(FRAME.url, "search"),
        "window": Input(FRAME.window, "data"),
    }


def _outputs() -> Props:
    parts = ("groups", "value", "disabled")
    return {
        "search": Output(FRAME.url, "search"),
        "answer": Output(FRAME.answer, "children"),
        "said": Output(FRAME.said, "children"),
        "picture": Output(FRAME.picture, "data"),
        "clear": Output(CLEAR, "href"),
        "more": Output(MORE_SUMMARY, "children"),
        "detail": Output(DETAIL, "hidden"),
        "controls": {field: {part: Output(FRAME.control(field), part) for part in parts} for field in FIELDS},
    }


def _by_controls(there: Asked, values: Mapping[str, str], registry: Registry) -> Asked:
    selection = fitting(read_query(values).selection, registry.settings)
    return replace(there, reading=Reading(selection=selection))


def _show(registry: Registry, asked: Asked, viewer: Viewer, *, narrow: bool) -> Props:
    """The page for a question, or what to say where it cannot be answered."""
    try:
        return _answer(registry, asked, viewer, narrow=narrow)
    except (InvalidSelection, NoRelease, NotAllowed, NotRecorded, SourceUnavailable) as error:
        children, said = problem_card(error, asked.selection, _page_address)
        return {
            **_controls(asked.selection, None, registry),
            "answer": children,
            "said": said,
            "picture": None,
        }


def _answer(registry: Registry, asked: Asked, viewer: Viewer, *, narrow: bool) -> Props:
    settings, view = registry.settings, asked.view
    offer = registry.offer(asked.selection, viewer)
    answer = registry.answer(asked.selection, viewer)
    comparison = compare(answer, settings=settings, viewer=viewer, order=view.order)
    heading = sentences.heading(comparison, settings)
    told = notes(comparison, settings=settings, ignored=asked.reading.ignored)
    made = sheet(comparison, heading=heading, told=told, view=view, links=_links(), narrow=narrow)
    kept = _picture(comparison, heading, made)
    return {
        **_controls(asked.selection, offer, registry),
        "answer": draw(made, FRAME),
        "said": plain(made.sentence),
        "picture": {"figure": kept, "name": downloads.file_name(comparison)},
    }


def _picture(comparison: Comparison, heading: Heading, made: Sheet) -> Figure | None:
    """The figure on the page as a picture; beside a table it is that of the comparison."""
    if comparison.nothing_shown:
        return None
    if made.figure is None or made.figure == charts.draw(comparison, narrow=False):
        return charts.picture(comparison, heading)
    return picture(made.figure, heading)


def _controls(selection: Selection, offer: Offer | None, registry: Registry) -> Props:
    controls = make_controls(selection, offer, registry.settings)
    return {
        "clear": _page_address(Selection(shows=selection.shows)),
        "more": question.more_summary(filters_set(selection)),
        "detail": not controls["detail"].needed,
        "controls": {field: _control_props(control) for field, control in controls.items()},
    }


def _control_props(control: Control) -> Props:
    return {"groups": as_props(control.groups), "value": control.value, "disabled": control.disabled}


def _links() -> Links:
    return Links(page=_page_address, file=_file_address)


def _page_address(selection: Selection, view: View | None = None) -> str:
    return local_path(PATH) + query_of(selection, view)


def _file_address(selection: Selection, view: View, kind: str) -> str:
    return local_path(f"{PATH}/table.{kind}") + query_of(selection, view)
