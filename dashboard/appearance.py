"""Light or dark: the reader's choice, kept in a cookie of its own, so that the first page already looks right.

Without a choice the page follows the system (`assets/theme.css`).
"""

from collections.abc import Mapping

from flask import current_app, redirect, request
from werkzeug.wrappers import Response

from dashboard.addresses import came_from
from dashboard.language import N_

COOKIE = "theme"
SYSTEM = "system"
THEMES: Mapping[str, str] = {"light": N_("Light"), "dark": N_("Dark"), SYSTEM: N_("As the system")}
YEAR_IN_SECONDS = 365 * 24 * 3600


def chosen_theme() -> str:
    """What the reader of this request has chosen: "light", "dark" or "system"."""
    theme = request.cookies.get(COOKIE, SYSTEM)
    return theme if theme in THEMES else SYSTEM


def choose_theme() -> Response:
    """Keep a choice, and go back to where it was made."""
    reply = redirect(came_from(), 303)
    theme = request.form.get(COOKIE)
    if theme == SYSTEM:
        reply.delete_cookie(COOKIE)
    elif theme is not None and theme in THEMES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        reply.set_cookie(COOKIE, theme, max_age=YEAR_IN_SECONDS, secure=secure, httponly=True, samesite="Lax")
    return reply
