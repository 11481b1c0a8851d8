"""What a reader must be told besides an answer, as it stands over it: one box of notes, and why."""

from collections.abc import Callable, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import notes
from dashboard.language import _
from dashboard.notes import Note
from dashboard.pages import protection
from dashboard.pages.address import local_path
from dashboard.theme import aria
from queries import Selection


def told_box(
    told: Sequence[Note], k: int, address: Callable[[Selection], str] | None = None
) -> tuple[Component, ...]:
    """The notes of an answer, none where there are none. `address` makes a suggested question into a link."""
    if not told:
        return ()
    more = dcc.Link(_(protection.NAME), href=local_path(protection.PATH))
    why = html.Details([html.Summary(_("Why?")), html.P([notes.reason(k), " ", more])])
    reason = [why] if any(note.needs_reason for note in told) else []
    return (html.Div([html.Ul([_note(note, address) for note in told]), *reason], className="notes"),)


def _note(note: Note, address: Callable[[Selection], str] | None) -> Component:
    sign = html.Span(notes.SIGNS[note.about], className="note-sign", **aria(hidden="true"))
    links = [
        html.A(suggestion.text, href=address(suggestion.selection), className="ask")
        for suggestion in note.suggestions
        if address is not None
    ]
    return html.Li([sign, html.Span([note.text, *(part for link in links for part in (" ", link))])])
