"""The Own unit page before it has an answer: its controls over an empty card that keeps its place."""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.choice import Choice, as_props
from dashboard.controls import Control
from dashboard.inputs import Filters, Typed, filter_props
from dashboard.language import _, ngettext
from dashboard.own.address import AGES, DAYS, RANGES, Asked
from dashboard.own.controls import CHOICES, Controls, Range, filters_set, make_controls
from dashboard.pages.frame import Frame
from dashboard.theme import aria
from queries import Settings, Viewer

FRAME = Frame(name="explore")
CLEAR, MORE_SUMMARY, TOLD, PRESETS = (FRAME.id(part) for part in ("clear", "more", "told", "presets"))
FILTERS = "filters"
FIELDS = (*CHOICES, *RANGES, FILTERS)
# Controls that are there only where they have something to choose.
SOMETIMES = ("detail", "statistic", "split_level", "unit")


def field_id(name: str) -> str:
    """The id of a control with its label."""
    return FRAME.id(f"field-{name}")


def layout(asked: Asked, *, viewer: Viewer, settings: Settings) -> Component:
    """The page for a question. Reads nothing: the callback fills in what the registry has."""
    controls = make_controls(asked, viewer=viewer, settings=settings)
    first = [
        *(_field(controls.choices[name]) for name in ("show", "detail", "statistic", "split", "split_level")),
        *(_typed(controls.ranges[name]) for name in DAYS),
        _field(controls.choices["unit"]),
    ]
    row = html.Div(first, className="question-row")
    ready = html.Nav(id=PRESETS, className="presets", **aria(label=_("Ready-made questions")))
    told = html.P(id=TOLD, className="range-told", role="alert")
    question = html.Section(
        [row, told, _more(controls, asked), ready], className="question", **aria(label=_("Question"))
    )
    return FRAME.layout(question)


def _more(controls: Controls, asked: Asked) -> Component:
    set_ = filters_set(asked.question)
    ranges = [_typed(controls.ranges[name]) for name in AGES]
    row = html.Div([_field(controls.choices["axis"]), *ranges], className="question-row")
    details = html.Details(
        [html.Summary(more_summary(set_), id=MORE_SUMMARY), row, _filters(controls)], open=set_ > 0
    )
    clear = html.A(_("Clear filters"), id=CLEAR, href="", className="ask clear")
    return html.Div([details, clear], className="question-more")


def more_summary(filters: int) -> str:
    """The words that open the other filters, with how many of them are set."""
    if not filters:
        return _("More filters")
    return ngettext("More filters ({n} set)", "More filters ({n} set)", filters, n=filters)


def _field(control: Control) -> Component:
    id_ = FRAME.control(control.field)
    choice = Choice(id=id_, value=control.value, groups=as_props(control.groups), disabled=control.disabled)
    hidden: dict[str, Any] = {"hidden": not control.needed} if control.field in SOMETIMES else {}
    return html.Div(
        [html.Label(control.label, htmlFor=id_), choice],
        id=field_id(control.field),
        className=f"field field-{control.field}",
        **hidden,
    )


def _typed(one: Range) -> Component:
    id_, (least, most) = FRAME.control(one.field), one.ends
    typed = Typed(
        id=id_,
        kind="date" if one.is_day else "number",
        value=one.value,
        least=least,
        most=most,
        wrong=one.wrong,
        told=TOLD,
    )
    return html.Div([html.Label(one.label, htmlFor=id_), typed], className=f"field field-{one.field}")


def _filters(controls: Controls) -> Component:
    words = {"add": _("Add a filter"), "choose": _("Choose what to filter by"), "remove": _("Remove")}
    return Filters(
        id=FRAME.control(FILTERS),
        value=filter_values(controls),
        items=filter_props(controls.filters),
        addable=as_props(controls.addable),
        words=words,
    )


def filter_values(controls: Controls) -> dict[str, list[str]]:
    """The groups ticked in each filter that is shown."""
    return {one.id: list(one.chosen) for one in controls.filters}


def preset_links(links: Iterable[tuple[str, str, bool]]) -> list[Component]:
    """Links to ready-made questions: name, address, and whether it is the one that is seen."""
    items = [
        html.A(name, href=address, className="ask", **(aria(current="true") if current else {}))
        for name, address, current in links
    ]
    return [html.Span(_("Ready-made:")), *items] if items else []
