"""The Flask server under Dash, with everything that must happen before Dash sees a request."""

import datetime

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import plotly_script, stylesheet
from dashboard.appearance import choose_theme, chosen_theme
from dashboard.commands import add_commands
from dashboard.compression import compress_replies
from dashboard.config import Config, signing_key
from dashboard.errors import error_id_line, handle_errors
from dashboard.language import _, current_language, offered
from dashboard.logs import keep_queries_out
from dashboard.security import refuse_strangers
from dashboard.services import Services
from dashboard.shell import NAME, synthetic_notice
from dashboard.sign_in import choose, recognise, sign_in_pages

LARGEST_REQUEST = 1_000_000


def make_server(services: Services) -> Flask:
    """A server that knows who asks, in which language, and lets nobody else past the sign-in page."""
    server = Flask("dashboard", static_folder=None)
    server.config.update(_flask_settings(services.config))
    _believe_proxies(server, services.config.proxies)
    server.context_processor(lambda: _template_context(services))
    keep_queries_out()
    compress_replies(server)
    # In this order with every request: who and in which language, may they, and is the form ours.
    handle_errors(server)
    recognise(server, services)
    refuse_strangers(server)
    # Dash's requests carry no token: they change nothing, and none from another site gets this far.
    CSRFProtect(server).exempt("dash.dash.dispatch")
    _add_routes(server, services)
    add_commands(server, services)
    return server


def _flask_settings(config: Config) -> dict[str, object]:
    # The __Host- prefix makes browsers refuse the cookie unless it is Secure and of this host alone.
    name = "__Host-nordicscir" if config.cookie_secure else "nordicscir"
    return {
        "SECRET_KEY": signing_key(config),
        "SESSION_COOKIE_NAME": name,
        "SESSION_COOKIE_SECURE": config.cookie_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # Beyond this age a cookie is not read at all; the accounts end sessions earlier.
        "PERMANENT_SESSION_LIFETIME": datetime.timedelta(hours=config.session_hours),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "TRUSTED_HOSTS": list(config.hosts) or None,
        # A form stays good as long as the session it belongs to.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _believe_proxies(server: Flask, count: int) -> None:
    """Take address, scheme and host from that many proxies; from none, a visitor could make them up."""
    application = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=count)
    server.wsgi_app = application  # type: ignore[method-assign]


def _template_context(services: Services) -> dict[str, object]:
    return {
        "app_name": NAME,
        "_": _,
        "error_id_line": error_id_line,
        "language": current_language(),
        "languages": offered(),
        "stylesheet": stylesheet.address(),
        "synthetic_notice": synthetic_notice() if services.partly_synthetic() else "",
        "theme": chosen_theme(),
    }


def _add_routes(server: Flask, services: Services) -> None:
    limiter = Limiter(
        get_remote_address,
        app=server,
        storage_uri=services.config.limit_store,
        strategy="moving-window",
        headers_enabled=True,
    )
    server.register_blueprint(sign_in_pages(services, limiter))
    stylesheet.serve_stylesheet(server)
    plotly_script.serve_plotly(server, services.config.data)
    server.add_url_rule("/language", "choose_language", choose(services), methods=["POST"])
    server.add_url_rule("/theme", "choose_theme", choose_theme, methods=["POST"])
    server.add_url_rule("/healthz", "health", lambda: Response("ok", mimetype="text/plain"))
