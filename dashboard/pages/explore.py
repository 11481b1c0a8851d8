"""The Own unit page: anything the registry records of the viewer's own units, live and exact, however divided.

The address holds the whole question. Controls and answer follow it, whoever changed it. Units outside the session's
scope are refused by the engine, whatever the page or the address says.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

import dash
from dash import Input, Output, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard.choice import as_props
from dashboard.controls import Control
from dashboard.files import FileTable
from dashboard.inputs import filter_props
from dashboard.language import N_
from dashboard.own import downloads
from dashboard.own.address import RANGES, Asked, View, query_of, read_address, read_fields
from dashboard.own.controls import (
    CHOICES,
    Controls,
    filters_set,
    make_controls,
    shown_and_detail,
    units_chosen,
)
from dashboard.own.display import Display, display
from dashboard.own.figures.draw import categories_left_out, draw, rows_left_out
from dashboard.own.heading import heading
from dashboard.own.notes import of_answer, of_question, ranges_words
from dashboard.own.presets import presets
from dashboard.pages import explore_question, sheet
from dashboard.pages.address import local_path
from dashboard.pages.explore_card import sentence, shape_of
from dashboard.pages.explore_card import sheet as make_sheet
from dashboard.pages.explore_problem import problem_card
from dashboard.pages.explore_question import (
    CLEAR,
    FIELDS,
    FILTERS,
    FRAME,
    MORE_SUMMARY,
    PRESETS,
    SOMETIMES,
    TOLD,
    field_id,
)
from dashboard.pages.files import serve_files
from dashboard.pages.frame import NARROW
from dashboard.pictures import picture
from dashboard.theme import Figure
from dashboard.words import plain
from queries import (
    MULTIPLES,
    NotAllowed,
    NotRecorded,
    OwnQuestion,
    Registry,
    RegistryUnusable,
    Role,
    SourceUnavailable,
    Viewer,
)

PATH = "/explore"
NAME = N_("Own unit")
ROLES: tuple[Role, ...] = ("clinician", "manager", "data_manager")
# Fields that mean nothing without what they belong to: dropped with it, without a word.
DEPENDENT = ("detail", "statistic", "split_level")
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page, its callback and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        asked = read_fields(query, View())
        return explore_question.layout(asked, viewer=current_user.viewer, settings=registry.settings)

    def update(values: Mapping[str, Any], search: str | None, window: str | None) -> Props:
        if search is None or window is None:
            raise PreventUpdate  # the browser has not said yet where it is and how wide
        viewer, there = current_user.viewer, read_address(search)
        changed = FRAME.changed(FIELDS)
        asked = _by_controls(there, values, registry, viewer) if changed else there
        shown = _show(
            registry, asked, viewer, _open_filters(values) if changed else (), narrow=window == NARROW
        )
        # Writing an address that says the same would leave an entry in the history that traps the Back button.
        return {**shown, "search": asked.query if asked != there else no_update}

    def table(search: str, viewer: Viewer) -> FileTable:
        made = _display(registry, read_address(search).question, viewer)
        return downloads.file_table(made, heading(made, synthetic=registry.partly_synthetic()))

    dash.register_page(  # type: ignore[no-untyped-call]
        "explore", path=PATH, name=NAME, layout=layout, roles=ROLES
    )
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
    return {
        "search": Output(FRAME.url, "search"),
        "answer": Output(FRAME.answer, "children"),
        "said": Output(FRAME.said, "children"),
        "picture": Output(FRAME.picture, "data"),
        "clear": Output(CLEAR, "href"),
        "more": Output(MORE_SUMMARY, "children"),
        "told": Output(TOLD, "children"),
        "presets": Output(PRESETS, "children"),
        "hidden": {field: Output(field_id(field), "hidden") for field in SOMETIMES},
        "choices": {
            field: {part: Output(FRAME.control(field), part) for part in ("groups", "value", "disabled")}
            for field in CHOICES
        },
        "ranges": {
            field: {part: Output(FRAME.control(field), part) for part in ("value", "wrong")}
            for field in RANGES
        },
        "filters": {part: Output(FRAME.control(FILTERS), part) for part in ("value", "items", "addable")},
    }


# --- Question -------------------------------------------------------------------------------------
def _by_controls(there: Asked, values: Mapping[str, Any], registry: Registry, viewer: Viewer) -> Asked:
    """The question that the controls ask; what means nothing without something else goes with it."""
    fields = {field: _text(values.get(field)) for field in (*CHOICES, *RANGES)}
    fields["show"], fields["detail"] = shown_and_detail(fields["show"], fields["detail"])
    fields["unit"] = units_chosen(fields["unit"], viewer, registry.settings)
    filters = {variable: ",".join(groups) for variable, groups in _filters(values).items() if groups}
    asked = read_fields({**filters, **fields}, there.view)
    ignored = tuple(name for name in asked.ignored if name not in DEPENDENT)
    return Asked(question=asked.question, view=asked.view, ignored=ignored, kept=asked.kept)


def _text(value: object) -> str:
    """A browser can send anything in the place of a text."""
    return value if isinstance(value, str) else ""


def _filters(values: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """What the list of filters says, as far as it is what that list can say."""
    filters = values.get(FILTERS)
    if not isinstance(filters, dict):
        return {}
    return {
        variable: [group for group in groups if isinstance(group, str)]
        for variable, groups in filters.items()
        if isinstance(variable, str) and isinstance(groups, list)
    }


def _open_filters(values: Mapping[str, Any]) -> Collection[str]:
    """Variables that were chosen to filter by, in the order in which they were."""
    return tuple(_filters(values))


# --- Answer ---------------------------------------------------------------------------------------
def _show(
    registry: Registry, asked: Asked, viewer: Viewer, open_filters: Collection[str], *, narrow: bool
) -> Props:
    """The page for a question, or what to say where it cannot be answered."""
    try:
        lacking = _lacking(registry)
        return {
            **_controls(registry, asked, viewer, open_filters, lacking),
            **_answer(registry, asked, viewer, narrow=narrow),
        }
    except (NotAllowed, NotRecorded, RegistryUnusable, SourceUnavailable) as error:
        children, said = problem_card(error, asked, viewer, _page_address)
        controls = _controls(registry, asked, viewer, open_filters, ())
        return {**controls, "answer": children, "said": said, "picture": None}


def _answer(registry: Registry, asked: Asked, viewer: Viewer, *, narrow: bool) -> Props:
    made = _display(registry, asked.question, viewer)
    words = heading(made, synthetic=registry.partly_synthetic())
    shape = shape_of(made, asked.view)
    crossed, drawn = shape == "matrix", shape != "table"
    told = [
        *(note for note in of_question(asked) if note.about != "range"),
        *of_answer(
            made,
            rows_left_out=rows_left_out(made, crossed=crossed) if drawn else 0,
            categories_left_out=categories_left_out(made, crossed=crossed) if drawn else 0,
        ),
    ]
    seen = make_sheet(
        made, heading=words, told=told, view=asked.view, page=_page_address, file=_file_address, narrow=narrow
    )
    figure = (
        None if made.nothing_recorded else picture(_wide(made, seen, crossed=crossed, narrow=narrow), words)
    )
    return {
        "answer": sheet.draw(seen, FRAME),
        "said": plain(sentence(made, asked.view)),
        "picture": {
            "figure": figure,
            "name": downloads.file_name(made, synthetic=len(words.warnings) > 1),
        },
    }


def _wide(made: Display, seen: sheet.Sheet, *, crossed: bool, narrow: bool) -> Figure:
    """The figure for a wide window: the one that is seen, where the window is wide."""
    if seen.figure is not None and not narrow:
        return seen.figure
    return draw(made, crossed=crossed, narrow=False)


def _display(registry: Registry, question: OwnQuestion, viewer: Viewer) -> Display:
    today = datetime.datetime.now(datetime.UTC).date()
    return display(registry.ask(question, viewer), settings=registry.settings, today=today)


def _lacking(registry: Registry) -> Collection[str]:
    """What the registry has no columns for; a question with several answers only where it has none of them."""
    lacking = set(registry.unavailable())
    return lacking | {one.id for one in MULTIPLES.values() if lacking.issuperset(one.answers)}


# --- Controls -------------------------------------------------------------------------------------
def _controls(
    registry: Registry,
    asked: Asked,
    viewer: Viewer,
    open_filters: Collection[str],
    lacking: Collection[str],
) -> Props:
    controls = make_controls(
        asked, viewer=viewer, settings=registry.settings, lacking=lacking, open_filters=open_filters
    )
    return {
        "clear": _page_address(_without_filters(asked.question), asked.view),
        "more": explore_question.more_summary(filters_set(asked.question)),
        "told": ranges_words(asked),
        "presets": explore_question.preset_links(
            (name, _page_address(question, View(shape=shape)), question == asked.question)
            for name, question, shape in presets(asked.question)
        ),
        "hidden": {field: not controls.choices[field].needed for field in SOMETIMES},
        "choices": {field: _choice(control) for field, control in controls.choices.items()},
        "ranges": {field: {"value": one.value, "wrong": one.wrong} for field, one in controls.ranges.items()},
        "filters": _filter_list(controls),
    }


def _choice(control: Control) -> Props:
    return {"groups": as_props(control.groups), "value": control.value, "disabled": control.disabled}


def _filter_list(controls: Controls) -> Props:
    return {
        "value": explore_question.filter_values(controls),
        "items": filter_props(controls.filters),
        "addable": as_props(controls.addable),
    }


def _without_filters(question: OwnQuestion) -> OwnQuestion:
    return OwnQuestion(
        shows=question.shows,
        detail=question.detail,
        statistic=question.statistic,
        units=question.units,
        split=question.split,
        split_level=question.split_level,
        dates=question.dates,
    )


def _page_address(question: OwnQuestion, view: View) -> str:
    return local_path(PATH) + query_of(question, view)


def _file_address(question: OwnQuestion, kind: str) -> str:
    return local_path(f"{PATH}/table.{kind}") + query_of(question)
