"""The Flask server under Dash, with everything that must happen before Dash sees a request."""

import datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, Response
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.commands import add_commands
from dashboard.config import Config, signing_key
from dashboard.errors import error_id_line, handle_errors
from dashboard.language import _, current_language, offered
from dashboard.logs import keep_queries_out
from dashboard.security import refuse_strangers
from dashboard.services import Services
from dashboard.shell import NAME, synthetic_notice
from dashboard.sign_in import choose, recognise, sign_in_pages

ASSETS = Path(__file__).resolve().parent.parent / "assets"
BOOTSTRAP = "/bootstrap"
LARGEST_REQUEST = 1_000_000


def make_server(services: Services) -> Flask:
    """A server that knows who asks, in which language, and lets nobody else past the sign-in page."""
    server = Flask("dashboard", static_folder=None)
    server.config.update(_flask_settings(services.config))
    _believe_proxies(server, services.config.proxies)
    server.context_processor(lambda: _template_context(services))
    keep_queries_out()
    Compress(server)
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
        "stylesheets": _stylesheets(),
        "synthetic_notice": synthetic_notice() if services.partly_synthetic() else "",
    }


def _stylesheets() -> list[str]:
    """The style sheets of the pages that Dash does not make, with a fingerprint as Dash gives them."""
    own = sorted(ASSETS.glob("*.css"))
    return [bootstrap_sheet(), *(f"/assets/{path.name}?m={path.stat().st_mtime}" for path in own)]


def bootstrap_sheet() -> str:
    """The address of Bootstrap's style sheet."""
    return f"{BOOTSTRAP}/bootstrap.min.css?v={version('bootstrap-flask')}"


def _add_routes(server: Flask, services: Services) -> None:
    limiter = Limiter(
        get_remote_address,
        app=server,
        storage_uri=services.config.limit_store,
        strategy="moving-window",
        headers_enabled=True,
    )
    server.register_blueprint(sign_in_pages(services, limiter))
    server.register_blueprint(_bootstrap())
    server.add_url_rule("/language", "choose_language", choose(services), methods=["POST"])
    server.add_url_rule("/healthz", "health", lambda: Response("ok", mimetype="text/plain"))


def _bootstrap() -> Blueprint:
    """Bootstrap's style sheets from the installed package: no copy of ours, and no foreign host."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("bootstrap-flask is not installed")
    folder = Path(spec.origin).parent / "static" / "bootstrap5" / "css"
    return Blueprint("bootstrap", __name__, static_folder=folder, static_url_path=BOOTSTRAP)
