"""Shows what `queries` answers: one Dash application, made by `create_app`."""

import datetime
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dash
from flask import Blueprint, Flask, Response, render_template, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.accounts import Accounts, Database, Sessions
from dashboard.commands import add_commands
from dashboard.config import Config, signing_key
from dashboard.errors import error_id_line, handle_errors, report_in_page
from dashboard.language import _, current_language, offered
from dashboard.routing import collect_pages, serve_known_pages_only
from dashboard.security import refuse_strangers, send_headers
from dashboard.services import Services
from dashboard.shell import NAME, make_layout, mark_current_page, synthetic_notice
from dashboard.sign_in import choose, recognise, sign_in_pages
from queries import Registry, load_settings

ROOT = Path(__file__).resolve().parent.parent
LARGEST_REQUEST = 1_000_000
BOOTSTRAP = "/bootstrap"


class Application(dash.Dash):
    """Dash with a first page of our own: in the reader's language, with a title from the start."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """The page that loads everything else."""
        named = {page["path"]: page["title"]() for page in dash.page_registry.values()}
        return render_template("index.html", **{**parts, "title": named.get(request.path, NAME)})


def create_app(config: Config, registry: Registry | None = None) -> Application:
    """An application for some settings; `registry` replaces the one they name. Connects to nothing."""
    services = _services(config, registry)
    server = _server(services)
    app = Application(
        server=server,  # type: ignore[arg-type]
        name=NAME,
        title=NAME,
        assets_folder=str(ROOT / "assets"),
        external_stylesheets=[_bootstrap_sheet()],
        use_pages=True,
        pages_folder="",
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        update_title="",
        add_log_handler=False,
        on_error=report_in_page,
        use_async=False,
        enable_mcp=False,
    )
    pages = collect_pages(server, lambda: _register_pages(app, services))
    serve_known_pages_only(server, pages)
    app.layout = make_layout(services, pages)
    mark_current_page(app)
    send_headers(server, secure=config.cookie_secure, inline_scripts=app.csp_hashes)
    return app


def _register_pages(app: dash.Dash, services: Services) -> None:
    if "dashboard.pages" in __import__("sys").modules or find_spec("dashboard.pages") is not None:
        import_module("dashboard.pages").register(app, services.registry)


def _services(config: Config, registry: Registry | None) -> Services:
    database = Database(config.accounts_url)
    return Services(
        config=config,
        registry=registry or _registry(config),
        database=database,
        accounts=Accounts(database),
        sessions=Sessions(
            database,
            lifetime=datetime.timedelta(hours=config.session_hours),
            idle=datetime.timedelta(minutes=config.idle_minutes),
        ),
    )


def _registry(config: Config) -> Registry:
    settings = load_settings(config.settings) if config.settings else load_settings()
    return Registry.open(
        registry_url=config.registry_url, releases_url=config.releases_url, settings=settings
    )


def _server(services: Services) -> Flask:
    """The Flask server, with everything that must happen before Dash sees a request."""
    config = services.config
    server = Flask("dashboard", static_folder=None)
    server.config.update(_flask_settings(config))
    server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        server.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
    )
    server.context_processor(lambda: _template_context(services))
    Compress(server)
    handle_errors(server)
    recognise(server, services)
    refuse_strangers(server)
    # Dash's requests carry no token: they change nothing, and none from another site gets this far.
    CSRFProtect(server).exempt("dash.dash.dispatch")
    limiter = Limiter(
        get_remote_address, app=server, storage_uri=config.limit_store, strategy="moving-window"
    )
    server.register_blueprint(sign_in_pages(services, limiter))
    server.register_blueprint(_bootstrap())
    server.add_url_rule("/language", "choose_language", choose(services), methods=["POST"])
    server.add_url_rule("/healthz", "health", lambda: Response("ok", mimetype="text/plain"))
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
        # How long a session may be idle is decided by the accounts, not by the age of its cookie.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": datetime.timedelta(hours=config.session_hours),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "TRUSTED_HOSTS": list(config.hosts) or None,
        # A form stays good as long as the session it belongs to.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _template_context(services: Services) -> dict[str, object]:
    return {
        "app_name": NAME,
        "language": current_language(),
        "languages": offered(),
        "_": _,
        "error_id_line": error_id_line,
        "stylesheets": _stylesheets(),
        "synthetic_notice": synthetic_notice() if services.synthetic() else "",
    }


def _stylesheets() -> list[str]:
    """The style sheets of the pages that Dash does not make, with a fingerprint as Dash gives them."""
    own = sorted((ROOT / "assets").glob("*.css"))
    return [_bootstrap_sheet(), *(f"/assets/{path.name}?m={path.stat().st_mtime}" for path in own)]


def _bootstrap() -> Blueprint:
    """Bootstrap's style sheets from the installed package: no copy of ours, and no foreign host."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("bootstrap-flask is not installed")
    folder = Path(spec.origin).parent / "static" / "bootstrap5" / "css"
    return Blueprint("bootstrap", __name__, static_folder=folder, static_url_path=BOOTSTRAP)


def _bootstrap_sheet() -> str:
    return f"{BOOTSTRAP}/bootstrap.min.css?v={version('bootstrap-flask')}"
