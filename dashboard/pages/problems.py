"""What the page says where a question cannot be answered: plain words, and a way on."""

from collections.abc import Callable
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.language import _
from dashboard.texts import FIELD_NAMES, field_name, shown_name
from queries import (
    CHARACTERISTICS,
    InvalidSelection,
    NoRelease,
    NotAllowed,
    NotRecorded,
    QueryError,
    Selection,
)


def problem_card(
    error: QueryError, selection: Selection, address: Callable[[Selection], str]
) -> tuple[list[Component], str]:
    """The card in place of an answer, and the words of it that are read out; `address` is a question's on the page."""
    title, advice = words_of(error)
    way_on = html.A(_("Ask without it"), href=address(_without(error, selection)), className="ask")
    more = [html.P(way_on)] if isinstance(error, InvalidSelection | NotRecorded) else []
    card = html.Div([html.H1(title), html.P(advice), *more], className="problem-card")
    return [card], f"{title}. {advice}"


def words_of(error: QueryError) -> tuple[str, str]:
    """What is said of an error: a title, and what to do."""
    match error:
        case InvalidSelection(part=part):
            return _("This question cannot be answered"), _(
                "“{part}” does not fit the rest of the question.", part=_part(part)
            )
        case NotRecorded(declared=declared):
            return _("Not in this registry"), _(
                "“{name}” needs data that the registry in use does not deliver. Everything else can be asked.",
                name=shown_name(declared),
            )
        case NoRelease():
            return _("No numbers have been released yet"), _(
                "Shared numbers appear here once the first release has been made."
            )
        case NotAllowed():
            return _("This is not open to you"), _("Your account does not give access to what was asked.")
        case _:
            return _("The data cannot be read just now"), _(
                "Nothing is lost. Wait a few minutes, then change a filter or load the page again."
            )


def _part(part: str) -> str:
    return field_name(part) if part in FIELD_NAMES or part in CHARACTERISTICS else part


def _without(error: QueryError, selection: Selection) -> Selection:
    """The question without the part at fault; the first question of all where that is what it shows."""
    part = error.part if isinstance(error, InvalidSelection) else ""
    part = error.declared if isinstance(error, NotRecorded) else part
    if part in selection.filters:
        return selection.with_filter(part, ())
    if part == "unit":
        return replace(selection, units=())
    return Selection(period=selection.period)
