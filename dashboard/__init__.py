"""Shows what `queries` answers: one Dash application, made by `create_app`."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import dash
from flask import render_template, request

from dashboard import pages, plotly_script
from dashboard.accounts import Accounts, Database, Notes, Sessions
from dashboard.config import Config
from dashboard.errors import report_in_page
from dashboard.routing import collect_pages, serve_known_pages_only
from dashboard.security import send_headers
from dashboard.server import make_server
from dashboard.services import Services
from dashboard.shell import NAME, Frame, frame, layout
from dashboard.stylesheet import ASSETS
from queries import Registry, load_settings

# What Dash loads with every page though none here needs it: its table, and what browsers lacked ten years ago.
UNUSED = re.compile(r'<script src="[^"]*/(?:dash_table/bundle|deps/polyfill)[^"]*"></script>')


class Application(dash.Dash):
    """Dash with a document of our own: in the reader's language, with title and shell from the start."""

    frame: Callable[[], Frame]

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """The page that loads everything else."""
        titles = {page["path"]: page["title"] for page in dash.page_registry.values()}
        title = titles[request.path]() if request.path in titles else NAME
        scripts = UNUSED.sub("", parts["scripts"])
        more = {"title": title, "frame": self.frame(), "plotly": plotly_script.address()}
        return render_template("index.html", **{**parts, "scripts": scripts, **more})


def create_app(config: Config, registry: Registry | None = None) -> Application:
    """An application for some settings; `registry` replaces the one they name. Connects to nothing."""
    services = _services(config, registry or _registry(config))
    server = make_server(services)
    app = Application(
        name=NAME,
        server=server,  # type: ignore[arg-type]
        title=NAME,
        update_title="",
        assets_folder=str(ASSETS),
        assets_ignore=r".*\.css$",  # they are in the one style sheet
        use_pages=True,
        pages_folder="",
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        on_error=report_in_page,
        add_log_handler=False,
        use_async=False,
        enable_mcp=False,
    )
    collected = collect_pages(server, lambda: pages.register(app, services))
    serve_known_pages_only(server, collected)
    app.frame = lambda: frame(services, collected.values())
    app.layout = layout()
    send_headers(server, secure=config.cookie_secure, inline_scripts=app.csp_hashes)
    return app


def _registry(config: Config) -> Registry:
    settings = load_settings(config.settings) if config.settings else load_settings()
    return Registry.open(
        registry_url=config.registry_url,
        releases_url=config.releases_url,
        archive_url=config.archive_url,
        settings=settings,
    )


def _services(config: Config, registry: Registry) -> Services:
    database = Database(config.accounts_url)
    lifetime = datetime.timedelta(hours=config.session_hours)
    idle = datetime.timedelta(minutes=config.idle_minutes)
    return Services(
        config=config,
        registry=registry,
        database=database,
        accounts=Accounts(database),
        sessions=Sessions(database, lifetime=lifetime, idle=idle),
        notes=Notes(database),
    )
