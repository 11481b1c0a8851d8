"""What a reader sees when something went wrong: plain words and an id, nothing of what is inside.

The id finds the line in the log. The log has the kind of error and where it happened, but no message of it:
messages of databases quote statements, values and addresses.
"""

import logging
import secrets
import traceback
from dataclasses import dataclass

from dash import html, no_update, set_props
from dash.development.base_component import Component
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from dashboard.accounts import AccountsUnavailable
from dashboard.language import N_, _
from queries import InvalidSelection, NoRelease, NotAllowed, NotRecorded, SourceUnavailable

PROBLEM_ID = "problem"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A kind of failure in words (messages)."""

    title: str
    advice: str


TEXTS = {
    400: Text(
        title=N_("This request was not understood"),
        advice=N_("The address or the form is not complete. Start again from the first page."),
    ),
    401: Text(title=N_("You are signed out"), advice=N_("Sign in again to go on.")),
    403: Text(
        title=N_("This is not open to you"),
        advice=N_("Your account has no right to this, or the request came from another site."),
    ),
    404: Text(title=N_("There is no such page"), advice=N_("The address may be old or mistyped.")),
    429: Text(
        title=N_("Too many attempts"),
        advice=N_("For safety there is a pause after several attempts. Wait a minute and try again."),
    ),
    500: Text(
        title=N_("Something went wrong here"),
        advice=N_("It is not your doing, and nothing is lost. Try again; if it stays, tell us the error id."),
    ),
    503: Text(
        title=N_("The data cannot be read just now"),
        advice=N_("The database does not answer or holds no release yet. Try again in a while."),
    ),
}
KINDS: dict[type[Exception], int] = {
    CSRFError: 400,
    InvalidSelection: 400,
    NotRecorded: 404,
    NotAllowed: 403,
    DependencyException: 404,
    InvalidResourceError: 404,
    AccountsUnavailable: 503,
    NoRelease: 503,
    SourceUnavailable: 503,
}


def handle_errors(server: Flask) -> None:
    """Answer every error of a request with a page, or with JSON where a script asked."""
    server.register_error_handler(Exception, _reply)
    for kind in KINDS:
        server.register_error_handler(kind, _reply)


def _reply(error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.response is not None:
        return make_response(error.response)
    status = _status(error)
    error_id = _noted(error) if status >= 500 else None
    if request.path.startswith("/_"):
        return make_response(jsonify(status=status, error_id=error_id), status)
    text = TEXTS.get(status, TEXTS[400])
    page = render_template(
        "error.html", title=_(text.title), advice=_(text.advice), status=status, error_id=error_id
    )
    return make_response(page, status)


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException) and error.code is not None:
        return error.code
    return next((status for kind, status in KINDS.items() if isinstance(error, kind)), 500)


def report_in_page(error: Exception) -> object:
    """Tell of a failed callback above the page and leave the rest of it as it was."""
    status = _status(error)
    set_props(PROBLEM_ID, {"children": _problem(TEXTS.get(status, TEXTS[500]), _noted(error))})
    return no_update


def _problem(text: Text, error_id: str) -> Component:
    words = [html.Strong(_(text.title)), html.P([_(text.advice), " ", error_id_line(error_id)])]
    return html.Div([html.Div(words), html.Button(_("Close"), type="button")], className="shell-problem")


def error_id_line(error_id: str) -> str:
    """The id of an error in words."""
    return _("Error id: {error_id}", error_id=error_id)


def _noted(error: Exception) -> str:
    error_id = secrets.token_hex(4)
    _log.error("error %s: %s at %s", error_id, _chain(error), _where(error))
    return error_id


def _chain(error: BaseException) -> str:
    """The kinds of an error and of its causes."""
    cause = error.__cause__ or error.__context__
    name = type(error).__qualname__
    return f"{name} from {_chain(cause)}" if cause is not None else name


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
