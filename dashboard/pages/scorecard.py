"""The Scorecard page: every indicator of every unit at a glance, one click from depth."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import dash
from dash import Input, Output, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard import sentences
from dashboard.choice import Choice, as_props
from dashboard.controls import Control, make_controls
from dashboard.files import KINDS, FileTable
from dashboard.language import N_, _, integer, ngettext
from dashboard.pages.address import local_path, query_of
from dashboard.pages.files import serve_files
from dashboard.pages.frame import Frame
from dashboard.pages.sheet import Sheet, caption, draw
from dashboard.scorecard import table
from dashboard.scorecard.card import BY_NAME, Scorecard, counts_met, make_scorecard
from dashboard.texts import country_name, filter_words
from dashboard.theme import aria
from dashboard.words import Heading, Words, bold, plain
from queries import INDICATORS, NoRelease, Offer, QueryError, Registry, Selection, Viewer, read_query

PATH = "/scorecard"
NAME = N_("Scorecard")
FRAME = Frame(name="scorecard")
# Fields of the question; the indicator is not one of them, since every one is shown.
FIELDS = ("cause", "country", "period", "by", "sex", "age")
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page, its callback and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        return FRAME.layout(_question(read_query(query).selection, registry))

    def update(values: Mapping[str, str], search: str | None) -> Props:
        if search is None:
            raise PreventUpdate  # the browser has not said yet where it is
        there, order = _read(search)
        asked = read_query(values).selection if FRAME.changed(FIELDS) else there
        made = _answer(registry, asked, order, current_user.viewer)
        return {**made, "search": _search(asked, order) if asked != there else no_update}

    def file(search: str, viewer: Viewer) -> FileTable:
        asked, order = _read(search)
        card = make_scorecard(registry, asked, viewer, order)
        return table.file_table(card, _heading(card, registry))

    dash.register_page("scorecard", path=PATH, name=NAME, layout=layout)  # type: ignore[no-untyped-call]
    serve_files(app.server, PATH, file)
    app.callback(output=_outputs(), inputs=_inputs())(update)


def _inputs() -> Props:
    return {
        "values": {field: Input(FRAME.control(field), "value") for field in FIELDS},
        "search": Input(FRAME.url, "search"),
    }


def _outputs() -> Props:
    parts = ("groups", "value", "disabled")
    return {
        "search": Output(FRAME.url, "search"),
        "answer": Output(FRAME.answer, "children"),
        "said": Output(FRAME.said, "children"),
        "controls": {field: {part: Output(FRAME.control(field), part) for part in parts} for field in FIELDS},
    }


def _read(search: str) -> tuple[Selection, str]:
    """The question and the order; whatever else stands in the address is as at first."""
    fields = parse_qs(search.removeprefix("?"))
    asked = read_query({name: value for name, value in fields.items() if name in FIELDS}).selection
    order = fields.get("order", [BY_NAME])[-1]
    return asked, order if order in INDICATORS else BY_NAME


def _search(asked: Selection, order: str) -> str:
    fields = {**asked.to_query(), **({"order": order} if order != BY_NAME else {})}
    return f"?{urlencode(fields, safe=',')}" if fields else ""


# --- Question -----------------------------------------------------------------------------------------
def _question(asked: Selection, registry: Registry) -> Component:
    controls = make_controls(asked, None, registry.settings)
    fields = html.Div([_field(controls[field]) for field in FIELDS], className="question-row")
    return html.Section(fields, className="question", **aria(label=_("Question")))


def _field(control: Control) -> Component:
    id_ = FRAME.control(control.field)
    choice = Choice(id=id_, value=control.value, groups=as_props(control.groups), disabled=control.disabled)
    return html.Div([html.Label(control.label, htmlFor=id_), choice], className="field")


def _controls(asked: Selection, offer: Offer | None, registry: Registry) -> Props:
    controls = make_controls(asked, offer, registry.settings)
    return {
        field: {
            "groups": as_props(controls[field].groups),
            "value": controls[field].value,
            "disabled": controls[field].disabled,
        }
        for field in FIELDS
    }


# --- Answer -------------------------------------------------------------------------------------------
def _answer(registry: Registry, asked: Selection, order: str, viewer: Viewer) -> Props:
    try:
        offer = registry.offer(asked, viewer)
        card = make_scorecard(registry, asked, viewer, order)
    except QueryError as error:
        title, advice = _problem(error)
        problem = html.Div([html.H1(title), html.P(advice)], className="problem-card")
        controls = _controls(asked, None, registry)
        return {"answer": [problem], "said": f"{title}. {advice}", "controls": controls}
    heading = _heading(card, registry)
    said = sentence(card)
    drawn = table.draw(
        card,
        caption=caption(heading),
        order=order,
        address=lambda selection: local_path("/benchmark") + query_of(selection),
        sort=lambda by: local_path(PATH) + (_search(asked, by) or "?"),
    )
    sheet = Sheet(
        heading=heading,
        sentence=said,
        own=bool(card.own),
        table=drawn,
        key=(html.Span(_key()),),
        files={kind: local_path(f"{PATH}/table.{kind}") + _search(asked, order) for kind in KINDS},
        about=tuple(html.P(text) for text in _about()),
    )
    return {"answer": draw(sheet, FRAME), "said": plain(said), "controls": _controls(asked, offer, registry)}


def _problem(error: QueryError) -> tuple[str, str]:
    if isinstance(error, NoRelease):
        return _("No numbers have been released yet"), _(
            "Shared numbers appear here once the first release has been made."
        )
    return _("The data cannot be read just now"), _(
        "Nothing is lost. Wait a few minutes, then change a filter or load the page again."
    )


def sentence(card: Scorecard) -> Words:
    """How many targets the own unit meets, else how many the Nordic whole does."""
    name = next(iter(card.names), None) if card.own else next(iter(card.references), None)
    if name is None:
        return bold(_("**No number can be shown** for this selection."))
    met, judged = counts_met(card, name)
    text = ngettext(
        "**{name}** meets the high target in {met} of {n} indicator that can be judged here.",
        "**{name}** meets the high target in {met} of {n} indicators that can be judged here.",
        judged,
    )
    return bold(text, name=name, met=integer(met), n=integer(judged))


def _heading(card: Scorecard, registry: Registry) -> Heading:
    asked = card.asked
    facts = [filter_words(variable, groups) for variable, groups in asked.where]
    facts += [country_name(asked.country)] if asked.country else []
    facts += [
        _("each indicator for the latest years that can be shown")
        if asked.period is None
        else _("years as in each column")
    ]
    base = sentences.heading(card.first, registry.settings) if card.first else None
    return Heading(
        title=_("All indicators"),
        facts=tuple(facts),
        source=base.source if base else (),
        warnings=base.warnings if base else (),
    )


def _key() -> str:
    return " · ".join(
        (
            _("Dot: share"),
            _("line: 95 % interval (Wilson)"),
            _("uncertain: the interval reaches into another class"),
            _("dash: not shown"),
        )
    )


def _about() -> tuple[str, str]:
    return (
        _("Choose an indicator's name to sort by it, the best first; choose a share to see it in depth."),
        _(
            "Places in a list are mostly chance where units are small: no unit is ranked, and the Benchmark's funnel"
            " says who differs more than chance explains."
        ),
    )
