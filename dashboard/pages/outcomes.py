"""The Outcomes page: change of AIS grade, outcomes by severity, and patients like these."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import dash
from dash import Output, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard.comparison import compare
from dashboard.files import FileTable
from dashboard.language import N_, _
from dashboard.outcomes import downloads, sentences
from dashboard.outcomes.address import CHANGED, PATIENT_OUTCOMES, Asked, query_of, read_address, read_fields
from dashboard.outcomes.controls import FIELDS, FIRST, outcome_controls
from dashboard.outcomes.crossed import Crossed, cross
from dashboard.outcomes.patients import Outcomes
from dashboard.own.address import View as OwnView
from dashboard.own.address import query_of as own_query
from dashboard.pages import asking, explore
from dashboard.pages.address import local_path
from dashboard.pages.files import serve_files
from dashboard.pages.frame import NARROW, Frame
from dashboard.pages.outcome_card import (
    Where,
    crossed_figure,
    crossed_sheet,
    patients_figure,
    patients_sheet,
    view_links,
)
from dashboard.pages.problems import problem_card
from dashboard.pages.sheet import Sheet, draw
from dashboard.pictures import picture
from dashboard.theme import Figure, aria
from dashboard.words import Heading, plain
from queries import (
    SEVERITY_GROUPS,
    VARIABLES,
    InvalidSelection,
    NoRelease,
    NotAllowed,
    NotRecorded,
    OwnQuestion,
    Provenance,
    Registry,
    Selection,
    SourceUnavailable,
    Viewer,
)

PATH = "/outcomes"
FRAME = Frame(name="outcomes")
VIEWS = FRAME.id("views")
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page, its callback and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        asked = read_fields(query, registry.settings)
        controls = outcome_controls(asked, None, registry.settings, None)
        question = asking.question(FRAME, controls, FIRST, ())
        views = html.Nav(id=VIEWS, className="switch page-views", **aria(label=_("Views")))
        return FRAME.layout(views, question)

    def update(values: Mapping[str, str], search: str | None, window: str | None) -> Props:
        if search is None or window is None:
            raise PreventUpdate  # the browser has not said yet where it is and how wide
        there = read_address(search, registry.settings)
        asked = _by_controls(there, values, registry) if FRAME.changed(FIELDS) else there
        shown = _show(registry, asked, current_user.viewer, narrow=window == NARROW)
        return {**shown, "search": query_of(asked) if asked.what != there.what else no_update}

    def table(search: str, viewer: Viewer) -> FileTable:
        return _made(registry, read_address(search, registry.settings), viewer).file()

    dash.register_page("outcomes", path=PATH, name=N_("Outcomes"), layout=layout)  # type: ignore[no-untyped-call]
    serve_files(app.server, PATH, table)
    outputs = {**asking.outputs(FRAME, FIELDS, more=False), "views": Output(VIEWS, "children")}
    app.callback(output=outputs, inputs=asking.inputs(FRAME, FIELDS))(update)
    FRAME.add_browser_callbacks(app)


def _by_controls(there: Asked, values: Mapping[str, str], registry: Registry) -> Asked:
    """What the controls ask, in the view and shape of the address."""
    fields: dict[str, Any] = {**values, "view": there.view, "shape": there.shape}
    return replace(read_fields(fields, registry.settings), ignored=())


def _show(registry: Registry, asked: Asked, viewer: Viewer, *, narrow: bool) -> Props:
    """The page for a question, or what to say where it cannot be answered."""
    views = {"views": view_links(asked, _page_address)}
    try:
        return {**views, **_answer(registry, asked, viewer, narrow=narrow)}
    except (InvalidSelection, NoRelease, NotAllowed, NotRecorded, SourceUnavailable) as error:
        children, said = problem_card(error, asked.selection, lambda one: _page_address(_about(asked, one)))
        controls = _controls(registry, asked, viewer, readable=False)
        return {**views, **controls, "answer": children, "said": said, "picture": None}


def _about(asked: Asked, selection: Selection) -> Asked:
    return replace(asked, selection=replace(selection, shows=asked.selection.shows))


def _answer(registry: Registry, asked: Asked, viewer: Viewer, *, narrow: bool) -> Props:
    made = _made(registry, asked, viewer)
    sheet, wide = made.sheet(narrow=narrow), made.figure(narrow=False)
    kept = None if wide is None else picture(wide, made.heading)
    return {
        **_controls(registry, asked, viewer, readable=True),
        "answer": draw(sheet, FRAME),
        "said": plain(sheet.sentence),
        "picture": {"figure": kept, "name": made.file().name},
    }


# --- What is asked of the registry ----------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class ByStart:
    """Outcomes by starting group; `coarser`: the detail asked for could not be shown."""

    registry: Registry
    asked: Asked
    crossed: Crossed
    coarser: bool
    where: Where

    @property
    def heading(self) -> Heading:
        """Title, facts and source."""
        return sentences.crossed_heading(self.crossed, self.asked)

    def figure(self, *, narrow: bool) -> Figure | None:
        """The figure, if there is one."""
        return crossed_figure(self.crossed, self.asked, narrow=narrow)

    def sheet(self, *, narrow: bool) -> Sheet:
        """All of the answer."""
        settings = self.registry.settings
        return crossed_sheet(
            self.crossed, self.asked, settings, self.where, coarser=self.coarser, narrow=narrow
        )

    def file(self) -> FileTable:
        """The answer as a file."""
        return downloads.crossed_file(self.crossed, self.asked, self.heading)


@dataclass(frozen=True, kw_only=True)
class OfPatients:
    """Patients like these."""

    registry: Registry
    asked: Asked
    outcomes: Outcomes
    where: Where

    @property
    def provenance(self) -> Provenance | None:
        """Where the numbers come from."""
        return next((one.answer.provenance for one in self.outcomes.comparisons), None)

    @property
    def heading(self) -> Heading:
        """Title, facts and source."""
        return sentences.patients_heading(self.outcomes, self.provenance)

    def figure(self, *, narrow: bool) -> Figure | None:
        """The figure, if there is one."""
        return patients_figure(self.outcomes, self.asked, narrow=narrow)

    def sheet(self, *, narrow: bool) -> Sheet:
        """All of the answer."""
        return patients_sheet(
            self.outcomes,
            self.asked,
            self.registry.settings,
            self.where,
            provenance=self.provenance,
            narrow=narrow,
        )

    def file(self) -> FileTable:
        """The answer as a file."""
        return downloads.patients_file(self.outcomes, self.asked, self.heading, self.provenance)


def _made(registry: Registry, asked: Asked, viewer: Viewer) -> ByStart | OfPatients:
    where = Where(page=_page_address, file=_file_address, follow_up=_follow_up(viewer))
    if asked.view == "patients":
        return OfPatients(
            registry=registry, asked=asked, outcomes=_outcomes(registry, asked, viewer), where=where
        )
    crossed, coarser = _crossed(registry, asked, viewer)
    return ByStart(registry=registry, asked=asked, crossed=crossed, coarser=coarser, where=where)


def _crossed(registry: Registry, asked: Asked, viewer: Viewer) -> tuple[Crossed, bool]:
    """The grid at the detail asked for; at the finest possible where that cannot be shown."""
    by = "ais_admission" if asked.view == "change" else SEVERITY_GROUPS
    detail = asked.selection.detail if asked.view == "change" else None
    grid = registry.grid(asked.selection, viewer, by=by, level=detail)
    coarser = detail is not None and not grid.answers
    if coarser:
        grid = registry.grid(replace(asked.selection, detail=None), viewer, by=by)
    return cross(grid, settings=registry.settings, viewer=viewer), coarser


def _outcomes(registry: Registry, asked: Asked, viewer: Viewer) -> Outcomes:
    """Every outcome that the release has, those that need a column the registry lacks left out."""
    lacking = registry.offer(asked.selection, viewer).unavailable
    found = [
        compare(
            registry.outcome(replace(asked.selection, shows=shows), viewer),
            settings=registry.settings,
            viewer=viewer,
            order="name",
        )
        for shows in PATIENT_OUTCOMES
        if shows not in lacking
    ]
    return Outcomes(asked=asked.selection, comparisons=tuple(found))


def _controls(registry: Registry, asked: Asked, viewer: Viewer, *, readable: bool) -> Props:
    offer = registry.offer(asked.selection, viewer) if readable else None
    controls = outcome_controls(asked, offer, registry.settings, viewer)
    clear = _page_address(replace(asked, selection=Selection(shows=asked.selection.shows)))
    return asking.control_props(controls, clear, ())


def _follow_up(viewer: Viewer) -> str | None:
    """Where staff sees its own unit's grades at discharge and at the first follow-up, exactly."""
    if not viewer.scope or "ais_follow_up" not in VARIABLES:
        return None
    question = OwnQuestion(shows="ais_follow_up", split=CHANGED, axis="discharge")
    return local_path(explore.PATH) + own_query(question, OwnView(shape="matrix"))


def _page_address(asked: Asked) -> str:
    return local_path(PATH) + query_of(asked)


def _file_address(asked: Asked, kind: str) -> str:
    return local_path(f"{PATH}/table.{kind}") + query_of(asked)
