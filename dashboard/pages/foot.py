"""What stands under an answer: how to read it, its files, its definition and where it comes from."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Comparison, Heading
from dashboard.language import _, listed, percent
from dashboard.pages.address import View
from dashboard.pages.links import Links, link
from dashboard.texts import CLASS_NAMES, class_limits, class_name, definition
from dashboard.theme import CLASS_SIGNS, aria

PICTURE_BUTTONS = {"png": "benchmark-png", "svg": "benchmark-svg"}
COPIED = "copy-said"
TABLE_FILES = {"csv": "CSV", "xlsx": "Excel"}


def foot(comparison: Comparison, heading: Heading, view: View, links: Links) -> Component:
    """Key, order, files, definition and source."""
    shown = (
        [] if comparison.nothing_shown else [_key(comparison, view, links), _files(comparison, view, links)]
    )
    about = html.Details([html.Summary(_("Definition and completeness")), *_about(comparison)])
    source = html.P(" · ".join(heading.source), className="answer-source")
    warnings = [html.P(warning, className="answer-warning") for warning in heading.warnings]
    return html.Div([*shown, about, source, *warnings], className="answer-foot")


def _key(comparison: Comparison, view: View, links: Links) -> Component:
    """What the marks mean, and the order they are in."""
    key: list[Component] = [html.Span(" · ".join(_signs(comparison)))] if view.shape == "figure" else []
    key += [_target_key(comparison)] if comparison.target else []
    key += [_order_links(comparison, view, links)] if comparison.indicator else []
    return html.Div(key, className="answer-key")


def _signs(comparison: Comparison) -> Iterator[str]:
    yield _("Dot: share")
    yield _("line: 95 % interval (Wilson)")
    if comparison.reference is not None:
        yield _("diamond and dashes: reference")
    if comparison.own_lines:
        yield _("square: your unit")


def _target_key(comparison: Comparison) -> Component:
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or target is None:
        raise ValueError("no target is valid here")
    limits = class_limits(indicator, target)
    chips = [
        html.Span(
            [html.Span(CLASS_SIGNS[name], **aria(hidden="true")), f" {class_name(name)}: {limits[name]}"],
            className=f"target target-{name}",
        )
        for name in CLASS_NAMES
    ]
    return html.Span([html.Span(_("Target:")), *chips], className="target-key")


def _order_links(comparison: Comparison, view: View, links: Links) -> Component:
    asked = comparison.answer.asked
    by_value, by_name = replace(view, order="value"), replace(view, order="name")
    items = [
        link(_("value"), links.page(asked, by_value), current=view.order == "value"),
        link(_("name"), links.page(asked, by_name), current=view.order == "name"),
    ]
    return html.Span([html.Span(_("Order:")), *items], className="order")


def _files(comparison: Comparison, view: View, links: Links) -> Component:
    """Files of the table are addresses; pictures of the figure are made in the browser."""
    asked = comparison.answer.asked
    items: list[Component] = [
        html.A(name, href=links.file(asked, view, kind)) for kind, name in TABLE_FILES.items()
    ]
    if view.shape == "figure":
        items += [
            html.Button(kind.upper(), id=button, type="button") for kind, button in PICTURE_BUTTONS.items()
        ]
    return html.Div([html.Span(_("Download:")), *items, *_copy_link()], className="files")


def _copy_link() -> list[Component]:
    """The address holds the whole question; what `assets/copy.js` says of it is read out politely."""
    words: dict[str, Any] = {"data-copied": _("Copied"), "data-failed": _("Copy it from the address bar")}
    button = html.Button(_("Copy link"), type="button", className="copy-link", **words)
    return [button, html.Span(id=COPIED, role="status")]


def _about(comparison: Comparison) -> Iterator[Component]:
    yield html.P(definition(comparison.answer.shown.shows))
    if (reference := comparison.reference) is not None:
        units = listed(reference.members)
        yield html.P(_("{reference} stands for {units}.", reference=reference.name, units=units))
    if (completeness := comparison.completeness) is not None:
        share = percent(completeness)
        yield html.P(_("Recorded for {share} of the stays it applies to, in the reference.", share=share))
