"""The page before it has an answer: its controls over an empty card that keeps its place."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.choice import Choice, as_props
from dashboard.controls import FIRST, MORE, Control, filters_allowed, filters_set, make_controls
from dashboard.language import _, ngettext
from dashboard.pages.frame import Frame
from dashboard.theme import aria
from queries import Selection, Settings

FRAME = Frame(name="benchmark")
CLEAR = FRAME.id("clear")
MORE_SUMMARY = FRAME.id("more")
DETAIL = FRAME.id("detail-field")


def layout(selection: Selection, settings: Settings) -> Component:
    """The page for a question. Reads nothing: the callback fills in what the release can offer."""
    controls = make_controls(selection, None, settings)
    return FRAME.layout(_question(controls, selection, settings))


def _question(controls: dict[str, Control], selection: Selection, settings: Settings) -> Component:
    row = html.Div([_field(controls[field]) for field in FIRST], className="question-row")
    return html.Section(
        [row, _more(controls, selection, settings)], className="question", **aria(label=_("Question"))
    )


def _field(control: Control) -> Component:
    """A control under its label; the detail of an indicator is not there to be chosen."""
    id_ = FRAME.control(control.field)
    choice = Choice(id=id_, value=control.value, groups=as_props(control.groups), disabled=control.disabled)
    hidden: dict[str, Any] = {} if control.field != "detail" else {"id": DETAIL, "hidden": not control.needed}
    return html.Div(
        [html.Label(control.label, htmlFor=id_), choice], className=f"field field-{control.field}", **hidden
    )


def _more(controls: dict[str, Control], selection: Selection, settings: Settings) -> Component:
    set_ = filters_set(selection)
    return html.Div(
        [
            html.Details(
                [
                    html.Summary(more_summary(set_), id=MORE_SUMMARY),
                    html.Div([_field(controls[field]) for field in MORE], className="question-row"),
                    html.P(filters_allowed(settings), className="question-hint"),
                ],
                open=set_ > 0,
            ),
            html.A(_("Clear filters"), id=CLEAR, href="", className="ask clear"),
        ],
        className="question-more",
    )


def more_summary(filters: int) -> str:
    """The words that open the other filters, with how many of them are set."""
    if not filters:
        return _("More filters")
    return ngettext("More filters ({n} set)", "More filters ({n} set)", filters, n=filters)
