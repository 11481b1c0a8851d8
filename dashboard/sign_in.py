"""The sign-in page, signing out, and the choice of language: pages that work without JavaScript."""

from collections.abc import Callable, Mapping

from flask import (
    Blueprint,
    Flask,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from dashboard.accounts import DEMO_ACCOUNTS, Person
from dashboard.addresses import came_from, local
from dashboard.language import _, choose_language, current_language, is_offered, set_language
from dashboard.security import WORDLESS
from dashboard.services import Services

View = Callable[[], AnyResponse]
LANGUAGE = "language"
REFUSED = 422


def recognise(server: Flask, services: Services) -> None:
    """Find out with every request who asks (flask-login's `current_user`) and in which language."""
    manager = LoginManager()
    # No current_user in templates: the page that says that accounts cannot be read must not read them.
    manager.init_app(server, add_context_processor=False)
    manager.user_loader(lambda token: _person(services, token))
    # A session is bound to its token, which the database can end; not to an address that roams.
    manager.session_protection = None
    server.before_request(_set_language)


def _person(services: Services, token: str) -> Person | None:
    person = services.sessions.person(token)
    if person is not None and person.demo and not services.synthetic():
        return None
    return person


def _set_language() -> None:
    """First without the account: should reading it fail, the error page has a language already."""
    if request.endpoint in WORDLESS:
        return
    set_language(_chosen(None))
    set_language(_chosen(getattr(current_user, "language", None)))


def _chosen(account: str | None) -> str:
    asked = request.args.get("lang")
    if is_offered(asked):
        session[LANGUAGE] = asked
    return choose_language(
        account=account,
        asked=asked,
        remembered=session.get(LANGUAGE),
        accepted=[tag for tag, _quality in request.accept_languages],
    )


def sign_in_pages(services: Services, limiter: Limiter) -> Blueprint:
    """The routes /login and /logout."""
    pages = Blueprint("sign_in", __name__)

    def page() -> AnyResponse:
        if current_user.is_authenticated:
            return redirect(local(request.args.get("next")))
        return _page(services)

    def sign_in() -> AnyResponse:
        faults = _faults(request.form)
        if faults:
            return _page(services, faults)
        person = services.sessions.sign_in(
            request.form["name"], request.form["password"], demo=services.synthetic()
        )
        if person is None:
            return _page(services, {"name": _("The name or the password is not right.")})
        return _begin(person)

    def sign_out() -> AnyResponse:
        services.sessions.sign_out(current_user)
        logout_user()
        _start_afresh(current_language())
        return redirect(url_for("sign_in.page"), 303)

    pages.add_url_rule("/login", view_func=page, methods=["GET"])
    pages.add_url_rule("/login", view_func=_limited(limiter, services)(sign_in), methods=["POST"])
    pages.add_url_rule("/logout", view_func=sign_out, methods=["POST"])
    return pages


def _limited(limiter: Limiter, services: Services) -> Callable[[View], View]:
    config = services.config
    by_name = limiter.limit(config.sign_in_limit, key_func=_name_and_address)
    by_address = limiter.limit(config.address_limit, key_func=get_remote_address)

    def limited(view: View) -> View:
        guarded: View = by_address(by_name(view))
        return guarded

    return limited


def _name_and_address() -> str:
    return f"{request.form.get('name', '').strip().casefold()} {get_remote_address()}"


def _faults(form: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a form, by field."""
    empty = {"name": _("Enter your name."), "password": _("Enter your password.")}
    return {field: text for field, text in empty.items() if not form.get(field)}


def _page(services: Services, faults: Mapping[str, str] | None = None) -> Response:
    text = render_template(
        "login.html",
        title=_("You are not signed in yet") if faults else _("Sign in"),
        faults=faults or {},
        name=request.form.get("name", ""),
        next=local(request.values.get("next")),
        demos=DEMO_ACCOUNTS if services.synthetic() else (),
    )
    return make_response(text, REFUSED if faults else 200)


def _begin(person: Person) -> AnyResponse:
    """Open a session in the browser, with nothing in it that was set before signing in.

    Its cookie ends with the browser: computers in a ward have many users.
    """
    _start_afresh(session.get(LANGUAGE))
    # Now, not when a page first needs it: of two replies at once the later cookie would win, perhaps without it.
    generate_csrf()
    login_user(person)
    return redirect(local(request.form.get("next")), 303)


def _start_afresh(language: str | None) -> None:
    session.clear()
    if language is not None:
        session[LANGUAGE] = language


def choose(services: Services) -> View:
    """The view that switches the language and returns to the view it was asked from."""

    def choose_language_of_reader() -> AnyResponse:
        language = request.form.get(LANGUAGE)
        if language is not None and is_offered(language):
            session[LANGUAGE] = language
            if current_user.is_authenticated:
                services.accounts.set_language(current_user.id, language)
        return redirect(came_from(), 303)

    return choose_language_of_reader
