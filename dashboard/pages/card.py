"""The answer as it stands on the page: title, sentence, notes, figure, table, and what belongs under them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import charts, notes, panels, sentences, tables
from dashboard.comparison import Comparison, Heading
from dashboard.language import _, ngettext
from dashboard.notes import Note
from dashboard.pages import protection
from dashboard.pages.address import Shape, View, local_path
from dashboard.pages.foot import foot
from dashboard.pages.links import Links, link
from dashboard.sentences import Words
from dashboard.theme import aria, graph
from queries import Selection

GRAPH_ID = "benchmark-graph"


def card(
    comparison: Comparison,
    *,
    heading: Heading,
    told: Sequence[Note],
    view: View,
    links: Links,
    narrow: bool,
) -> list[Component]:
    """All of an answer, in reading order."""
    asked = comparison.answer.asked

    def address(selection: Selection) -> str:
        return links.page(selection, view)

    words = sentences.sentence(comparison)
    seen = [] if comparison.nothing_shown else _seen(comparison, heading, view, words, address, narrow=narrow)
    return [
        html.Div([_title(heading), _switch(asked, view, links)], className="answer-head"),
        _sentence(comparison, words),
        *_notes(comparison, told, address),
        *seen,
        foot(comparison, heading, view, links),
    ]


def _title(heading: Heading) -> Component:
    facts = html.P(" · ".join(heading.facts), className="answer-facts")
    return html.Div([html.H1(heading.title), facts])


def _switch(asked: Selection, view: View, links: Links) -> Component:
    """Figure or table, as links: each is an address of its own."""
    names: dict[Shape, str] = {"figure": _("Figure"), "table": _("Table")}
    items = [
        link(name, links.page(asked, replace(view, shape=shape)), current=view.shape == shape)
        for shape, name in names.items()
    ]
    return html.Nav(items, className="switch", **aria(label=_("View")))


def _sentence(comparison: Comparison, words: Words) -> Component:
    own = any(line.points for line in comparison.own_lines)
    runs = [html.Strong(run.text) if run.strong else run.text for run in words]
    return html.P(runs, className="answer-sentence own" if own else "answer-sentence")


def _notes(
    comparison: Comparison, told: Sequence[Note], address: Callable[[Selection], str]
) -> Iterator[Component]:
    if not told:
        return
    items = [_note(note, address) for note in told]
    more = dcc.Link(_(protection.NAME), href=local_path(protection.PATH))
    why = html.Details(
        [html.Summary(_("Why?")), html.P([notes.reason(comparison.answer.provenance.k), " ", more])]
    )
    reason = [why] if any(note.needs_reason for note in told) else []
    yield html.Div([html.Ul(items), *reason], className="notes")


def _note(note: Note, address: Callable[[Selection], str]) -> Component:
    sign = html.Span(notes.SIGNS[note.about], className="note-sign", **aria(hidden="true"))
    links = [
        html.A(suggestion.text, href=address(suggestion.selection), className="ask")
        for suggestion in note.suggestions
    ]
    return html.Li([sign, html.Span([note.text, *(part for link in links for part in (" ", link))])])


def _seen(
    comparison: Comparison,
    heading: Heading,
    view: View,
    words: Words,
    address: Callable[[Selection], str],
    *,
    narrow: bool,
) -> list[Component]:
    """The figure with the table behind it for those who hear the page, or the table alone."""
    caption = f"{heading.title}: {' · '.join(heading.facts)}"
    if view.shape == "table":
        return [tables.draw(comparison, caption=caption, address=address)]
    label = f"{heading.title}. {sentences.plain(words)} {_('The same numbers follow as a table.')}"
    figure = charts.draw(comparison, narrow=narrow)
    # Plotly comes late and keeps no place for itself until it is there.
    kept = {"minHeight": f"{figure['layout']['height']}px"}
    drawn = graph(figure, id=GRAPH_ID)
    return [
        html.Div(drawn, className="answer-figure", role="img", style=kept, **aria(label=label)),
        *_more_groups(comparison),
        html.Div(tables.draw(comparison, caption=caption), className="visually-hidden"),
    ]


def _more_groups(comparison: Comparison) -> Iterator[Component]:
    if more := panels.not_drawn(comparison) if comparison.indicator is None else 0:
        text = ngettext("{n} more group is in the table.", "{n} more groups are in the table.", more, n=more)
        yield html.P(text, className="answer-facts")
