"""What the Own unit page says where a question cannot be answered: plain words, and a way on."""

from collections.abc import Callable
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.language import _
from dashboard.own.address import START, Asked, View
from dashboard.own.names import COUNT_NAMES, what_is_shown
from dashboard.pages.problems import words_of
from queries import NotAllowed, NotRecorded, OwnQuestion, QueryError, Viewer


def problem_card(
    error: QueryError, asked: Asked, viewer: Viewer, page: Callable[[OwnQuestion, View], str]
) -> tuple[list[Component], str]:
    """The card in place of an answer, and the words of it that are read out."""
    title, advice = _words(error, viewer)
    way = _way_on(error, asked, viewer)
    more = [] if way is None else [html.P(html.A(way[0], href=page(way[1], asked.view), className="ask"))]
    return [html.Div([html.H1(title), html.P(advice), *more], className="problem-card")], f"{title}. {advice}"


def _words(error: QueryError, viewer: Viewer) -> tuple[str, str]:
    match error:
        case NotAllowed() if not viewer.scope:
            return _("No unit is yours"), _(
                "This page is about a unit's own patients, and your account has no unit. Whoever keeps the accounts"
                " can give it one."
            )
        case NotAllowed():
            return _("This is not open to you"), _("The question is about a unit that is not yours.")
        case NotRecorded(declared=declared) if declared in COUNT_NAMES:
            return _("Not in this registry"), _(
                "“{name}” cannot be counted: the registry in use does not deliver what tells people apart.",
                name=what_is_shown(declared),
            )
        case _:
            return words_of(error)


def _way_on(error: QueryError, asked: Asked, viewer: Viewer) -> tuple[str, OwnQuestion] | None:
    question = asked.question
    match error:
        case NotAllowed() if viewer.scope:
            return _("Ask it of your own units"), replace(question, units=())
        case NotRecorded(declared=declared):
            return _("Ask without it"), _without(declared, question)
        case _:
            return None


def _without(declared: str, question: OwnQuestion) -> OwnQuestion:
    """The question without what is not recorded; the first question of all where that is what it shows."""
    if declared == question.shows:
        return replace(START, units=question.units)
    where = tuple(item for item in question.where if item[0] != declared)
    split = None if question.split == declared else question.split
    ages = (None, None) if declared == "age" else question.ages
    return replace(
        question,
        where=where,
        split=split,
        split_level=question.split_level if split else None,
        ages=ages,
    )
