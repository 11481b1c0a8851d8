"""What stands under the answer of the Benchmark page: how to read it, and its definition."""

from collections.abc import Iterator
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Comparison
from dashboard.language import _, integer, listed, percent
from dashboard.pages.address import View
from dashboard.pages.links import Links
from dashboard.pages.sheet import Way, link
from dashboard.texts import CLASS_NAMES, class_limits, class_name, definition
from dashboard.theme import CLASS_SIGNS, aria
from queries import Shown, share_bounds


def key(comparison: Comparison, view: View, links: Links) -> Iterator[Component]:
    """What the marks mean, and the order they are in."""
    if view.shape == "figure":
        yield html.Span(" · ".join(_signs(comparison)))
    if comparison.target:
        yield _target_key(comparison)
    if comparison.indicator:
        yield _order_links(comparison, view, links)


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
        link(Way(name=_("value"), address=links.page(asked, by_value), current=view.order == "value")),
        link(Way(name=_("name"), address=links.page(asked, by_name), current=view.order == "name")),
    ]
    return html.Span([html.Span(_("Order:")), *items], className="order")


def about(comparison: Comparison) -> Iterator[Component]:
    """What is shown, what the reference stands for, and how much of it is recorded."""
    yield html.P(definition(comparison.answer.shown.shows))
    if (reference := comparison.reference) is not None:
        units = listed(reference.members)
        yield html.P(_("{reference} stands for {units}.", reference=reference.name, units=units))
    if (completeness := comparison.completeness) is not None:
        share = percent(completeness)
        yield html.P(_("Recorded for {share} of the stays it applies to, in the reference.", share=share))
    yield from _missing_bounds(comparison)


def _missing_bounds(comparison: Comparison) -> Iterator[Component]:
    """Where many answers are missing: what the share could be if all of them were met, or none."""
    for line in comparison.all_lines if comparison.indicator else ():
        missing = line.row.not_counted
        if not line.points or not isinstance(missing, Shown):
            continue
        point = line.points[0]
        if found := share_bounds(point.count, point.total, missing.count):
            text = _(
                "{unit}: {missing} of {asked} answers are missing; with them the share is between {low} and {high}."
            )
            yield html.P(
                text.format(
                    unit=line.label,
                    missing=integer(missing.count),
                    asked=integer(missing.total),
                    low=percent(found.low),
                    high=percent(found.high),
                )
            )
