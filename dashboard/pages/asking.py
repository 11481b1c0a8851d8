"""A question over its answer, for any page: a row of labelled controls, and the rest under "More filters"."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Input, Output, html
from dash.development.base_component import Component

from dashboard.choice import Choice, as_props
from dashboard.controls import Control
from dashboard.language import _, ngettext
from dashboard.pages.frame import Frame
from dashboard.theme import aria

Props = dict[str, Any]
CLEAR, MORE = "clear", "more"


def question(
    frame: Frame, controls: Mapping[str, Control], first: Sequence[str], more: Sequence[str], hint: str = ""
) -> Component:
    """The controls of a page; `more` stand under "More filters", which a `hint` explains."""
    row = html.Div([_field(frame, controls[field]) for field in first], className="question-row")
    rest = [_more(frame, [controls[field] for field in more], hint)] if more else [_clear(frame)]
    return html.Section([row, *rest], className="question", **aria(label=_("Question")))


def _field(frame: Frame, control: Control) -> Component:
    """A control under its label; one that is not needed for a question is not there to be chosen."""
    id_ = frame.control(control.field)
    choice = Choice(id=id_, value=control.value, groups=as_props(control.groups), disabled=control.disabled)
    return html.Div(
        [html.Label(control.label, htmlFor=id_), choice],
        id=_field_id(frame, control.field),
        className=f"field field-{control.field}",
        hidden=not control.needed,
    )


def _field_id(frame: Frame, field: str) -> str:
    return frame.id(f"field-{field}")


def _more(frame: Frame, controls: Sequence[Control], hint: str) -> Component:
    set_ = sum(bool(control.value) for control in controls)
    row = html.Div([_field(frame, control) for control in controls], className="question-row")
    explained = [html.P(hint, className="question-hint")] if hint else []
    opened = html.Details([html.Summary(more_words(set_), id=frame.id(MORE)), row, *explained], open=set_ > 0)
    return html.Div([opened, *_clear_link(frame)], className="question-more")


def _clear(frame: Frame) -> Component:
    return html.Div(_clear_link(frame), className="question-more question-clear")


def _clear_link(frame: Frame) -> list[Component]:
    return [html.A(_("Clear filters"), id=frame.id(CLEAR), href="", className="ask clear")]


def more_words(set_: int) -> str:
    """The words that open the other filters, with how many of them are set."""
    if not set_:
        return _("More filters")
    return ngettext("More filters ({n} set)", "More filters ({n} set)", set_, n=set_)


# --- For the callback -------------------------------------------------------------------------------
def inputs(frame: Frame, fields: Sequence[str]) -> Props:
    """The value of every control, the address and the window."""
    return {
        "values": {field: Input(frame.control(field), "value") for field in fields},
        "search": Input(frame.url, "search"),
        "window": Input(frame.window, "data"),
    }


def outputs(frame: Frame, fields: Sequence[str], *, more: bool) -> Props:
    """The address, the answer with what is said and kept of it, and every control; `more`: there are more filters."""
    parts = ("groups", "value", "disabled")
    return {
        "search": Output(frame.url, "search"),
        "answer": Output(frame.answer, "children"),
        "said": Output(frame.said, "children"),
        "picture": Output(frame.picture, "data"),
        "clear": Output(frame.id(CLEAR), "href"),
        **({"more": Output(frame.id(MORE), "children")} if more else {}),
        "hidden": {field: Output(_field_id(frame, field), "hidden") for field in fields},
        "controls": {field: {part: Output(frame.control(field), part) for part in parts} for field in fields},
    }


def control_props(controls: Mapping[str, Control], clear: str, more: Sequence[str]) -> Props:
    """What the callback sets of the controls: `clear` is the address without filters."""
    set_ = sum(bool(controls[field].value) for field in more)
    return {
        "clear": clear,
        **({"more": more_words(set_)} if more else {}),
        "hidden": {field: not control.needed for field, control in controls.items()},
        "controls": {
            field: {
                "groups": as_props(control.groups),
                "value": control.value,
                "disabled": control.disabled,
            }
            for field, control in controls.items()
        },
    }
