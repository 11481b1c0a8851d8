"""The Trends page: an indicator, or a group of a characteristic, over time.

The address holds the whole question, as on every page; only notes, which are the reader's own, are kept elsewhere.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import dash
from dash import Input, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard.accounts import Notes
from dashboard.controls import MORE, filters_allowed
from dashboard.files import FileTable
from dashboard.language import N_
from dashboard.pages import asking
from dashboard.pages.address import local_path
from dashboard.pages.files import serve_files
from dashboard.pages.frame import NARROW, Frame
from dashboard.pages.problems import problem_card
from dashboard.pages.sheet import draw
from dashboard.pages.trend_card import Told, make_sheet
from dashboard.pages.trend_notes import NOTED, list_output, listed_notes, notes_card, register_notes
from dashboard.pictures import picture
from dashboard.trends import downloads, sentences
from dashboard.trends.address import Asked, query_of, read_address, read_fields
from dashboard.trends.controls import FIELDS, FIRST, trend_controls
from dashboard.trends.timelines import timelines
from dashboard.words import plain
from queries import (
    InvalidSelection,
    NoRelease,
    NotAllowed,
    NotRecorded,
    Registry,
    Selection,
    SourceUnavailable,
)

PATH = "/trends"
FRAME = Frame(name="trends")
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry, notes: Notes) -> None:
    """Add the page, its callbacks and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        asked = read_fields(query, registry.settings)
        controls = trend_controls(asked, None, registry.settings, None)
        question = asking.question(FRAME, controls, FIRST, MORE, filters_allowed(registry.settings))
        return FRAME.layout(question, after=[notes_card(FRAME)])

    def update(values: Mapping[str, str], search: str | None, window: str | None, noted: int | None) -> Props:
        del noted  # that notes have changed is enough to draw anew
        if search is None or window is None:
            raise PreventUpdate  # the browser has not said yet where it is and how wide
        there = read_address(search, registry.settings)
        asked = _by_controls(there, values, registry) if FRAME.changed(FIELDS) else there
        shown = _show(registry, notes, asked, narrow=window == NARROW)
        return {**shown, "search": query_of(asked) if asked.what != there.what else no_update}

    def table(search: str, viewer: object) -> FileTable:
        del viewer
        told = _told(registry, notes, read_address(search, registry.settings))
        heading = sentences.heading(told.lines, registry.settings)
        return downloads.file_table(told.lines, told.judged, told.moments, heading)

    dash.register_page("trends", path=PATH, name=N_("Trends"), layout=layout)  # type: ignore[no-untyped-call]
    serve_files(app.server, PATH, table)
    inputs = {**asking.inputs(FRAME, FIELDS), "noted": Input(FRAME.id(NOTED), "data")}
    outputs = {**asking.outputs(FRAME, FIELDS, more=True), "notes": list_output(FRAME)}
    app.callback(output=outputs, inputs=inputs)(update)
    register_notes(app, FRAME, notes, registry.settings)
    FRAME.add_browser_callbacks(app)


def _by_controls(there: Asked, values: Mapping[str, str], registry: Registry) -> Asked:
    """What the controls ask; the centres chosen and the view stay, as far as they fit."""
    kept = {"unit": ",".join(map(str, there.selection.units))} if values.get("by") != "country" else {}
    asked = read_fields({**values, **kept}, registry.settings)
    return replace(asked, view=there.view, ignored=())


def _show(registry: Registry, notes: Notes, asked: Asked, *, narrow: bool) -> Props:
    """The page for a question, or what to say where it cannot be answered."""
    seen = notes.seen_by(current_user.id, current_user.units)
    common = {"notes": listed_notes(seen, registry.settings)}
    try:
        return {**common, **_answer(registry, notes, asked, narrow=narrow)}
    except (InvalidSelection, NoRelease, NotAllowed, NotRecorded, SourceUnavailable) as error:
        children, said = problem_card(error, asked.selection, _address_of)
        controls = _controls(asked, None, registry)
        return {**common, **controls, "answer": children, "said": said, "picture": None}


def _answer(registry: Registry, notes: Notes, asked: Asked, *, narrow: bool) -> Props:
    told = _told(registry, notes, asked)
    made = make_sheet(told, page=_page_address, file=_file_address, narrow=narrow)
    wide = told.figure(narrow=False)
    return {
        **_controls(asked, registry, registry),
        "answer": draw(made, FRAME),
        "said": plain(made.sentence),
        "picture": {
            "figure": None if wide is None else picture(wide, made.heading),
            "name": downloads.file_name(told.lines),
        },
    }


def _told(registry: Registry, notes: Notes, asked: Asked) -> Told:
    viewer = current_user.viewer
    trend = registry.trend(asked.selection, viewer, step=asked.step, today=today())
    lines = timelines(trend, group=asked.group, settings=registry.settings, viewer=viewer)
    seen = notes.seen_by(current_user.id, current_user.units)
    return Told.of(asked, lines, seen, registry.settings)


def today() -> datetime.date:
    """The day it is; a function of its own, so that tests can live on another."""
    return datetime.datetime.now(datetime.UTC).date()


def _controls(asked: Asked, offering: Registry | None, registry: Registry) -> Props:
    viewer = current_user.viewer
    offer = offering.offer(asked.selection, viewer) if offering else None
    controls = trend_controls(asked, offer, registry.settings, viewer)
    clear = _page_address(replace(asked, selection=Selection(shows=asked.selection.shows)))
    return asking.control_props(controls, clear, MORE)


def _page_address(asked: Asked) -> str:
    return local_path(PATH) + query_of(asked)


def _file_address(asked: Asked, kind: str) -> str:
    return local_path(f"{PATH}/table.{kind}") + query_of(asked)


def _address_of(selection: Selection) -> str:
    return _page_address(Asked(selection=selection))
