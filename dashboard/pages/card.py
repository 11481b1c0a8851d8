"""The answer of the Benchmark page, put together for the sheet it stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import charts, panels, sentences, tables
from dashboard.comparison import Comparison
from dashboard.language import _, ngettext
from dashboard.notes import Note
from dashboard.pages.address import Shape, View
from dashboard.pages.depth import depth_sheet
from dashboard.pages.foot import about, key
from dashboard.pages.links import Links
from dashboard.pages.sheet import TABLE_FILES, Sheet, Way, caption
from dashboard.pages.told import told_box
from dashboard.words import Heading
from queries import Selection


def sheet(
    comparison: Comparison,
    *,
    heading: Heading,
    told: Sequence[Note],
    view: View,
    links: Links,
    narrow: bool,
) -> Sheet:
    """All of an answer, in the shape that is asked for; a shape that it does not have is shown as the figure."""
    made = depth_sheet(comparison, heading=heading, view=view, links=links, narrow=narrow)
    plain_view = view if view.shape == "table" else replace(view, shape="figure")
    whole = _plain_sheet(comparison, heading=heading, told=told, view=plain_view, links=links, narrow=narrow)
    if made is None:
        return whole
    return replace(made, notes=whole.notes, views=tuple(_views(comparison, view, links)))


def _plain_sheet(
    comparison: Comparison,
    *,
    heading: Heading,
    told: Sequence[Note],
    view: View,
    links: Links,
    narrow: bool,
) -> Sheet:
    """The figure with its table, or the table alone."""
    asked = comparison.answer.asked

    def address(selection: Selection) -> str:
        return links.page(selection, view)

    empty, drawn = comparison.nothing_shown, view.shape == "figure"
    seen = (
        None
        if empty
        else tables.draw(comparison, caption=caption(heading), address=None if drawn else address)
    )
    return Sheet(
        heading=heading,
        sentence=sentences.sentence(comparison),
        own=any(line.points for line in comparison.own_lines),
        views=tuple(_views(comparison, view, links)),
        notes=told_box(told, comparison.answer.provenance.k, address),
        figure=charts.draw(comparison, narrow=narrow) if drawn and not empty else None,
        table=seen,
        under=tuple(_more_groups(comparison)) if drawn and not empty else (),
        key=() if empty else tuple(key(comparison, view, links)),
        files=None if empty else {kind: links.file(asked, view, kind) for kind in TABLE_FILES},
        about=tuple(about(comparison)),
    )


def _views(comparison: Comparison, view: View, links: Links) -> Iterator[Way]:
    """The shapes that this answer has: each is an address of its own."""
    names: dict[Shape, str] = {"figure": _("Figure")}
    if comparison.indicator is not None and not comparison.nothing_shown:
        names["funnel"] = _("Funnel")
    if comparison.answer.case_mix is not None:
        names["adjusted"] = _("Same case mix")
    names["table"] = _("Table")
    for shape, name in names.items():
        address = links.page(comparison.answer.asked, replace(view, shape=shape))
        yield Way(name=name, address=address, current=view.shape == shape)


def _more_groups(comparison: Comparison) -> Iterator[Component]:
    if more := panels.not_drawn(comparison) if comparison.indicator is None else 0:
        text = ngettext("{n} more group is in the table.", "{n} more groups are in the table.", more, n=more)
        yield html.P(text, className="answer-facts")
