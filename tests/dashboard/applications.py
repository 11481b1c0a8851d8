"""Applications to test the shell with: a registry that holds nothing, and pages that do nothing but fail on order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, cast

import dash
import pytest
from argon2 import PasswordHasher
from dash import Input, Output, html
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

import dashboard
import dashboard.pages
from dashboard import create_app
from dashboard.accounts import Accounts, Database, passwords, prepare_demo_accounts
from dashboard.config import Config
from queries import NoRelease, Registry, Settings, load_settings

HOST = "http://localhost"
SAME_SITE = {"Origin": HOST}
CANARY = "sqlite:///secret.sqlite?password=4711"


class EmptyRegistry:
    """Stands in for a registry; whether its data are made up can change while it is used."""

    def __init__(self) -> None:
        self.settings: Settings = load_settings()
        self.made_up: bool | None = True

    def synthetic(self) -> bool:
        if self.made_up is None:
            raise NoRelease
        return self.made_up

    def partly_synthetic(self) -> bool:
        if self.made_up is None:
            raise NoRelease
        return self.made_up


def empty_registry() -> Registry:
    """An `EmptyRegistry` in the place of a real one."""
    return cast("Registry", EmptyRegistry())


def make_config(folder: Path, **settings: Any) -> Config:
    """Settings for a test: generous limits, so that one test's sign-ins do not use up another's."""
    return Config(**{"data": folder, "sign_in_limit": "1000 per minute", **settings})


def for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the test pages in place of the real ones, and hash passwords without the cost that protects them."""
    monkeypatch.setattr(dashboard.pages, "register", _register_test_pages)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    passwords._nobodys_hash.cache_clear()


def make_client(app: dashboard.Application) -> FlaskClient:
    """A browser without a screen."""
    client: FlaskClient = app.server.test_client()
    return client


def make_app(config: Config, registry: Registry | None = None) -> dashboard.Application:
    """An application with the demo accounts and the test pages."""
    prepare_demo_accounts(Accounts(Database(config.accounts_url)))
    return create_app(config, registry or empty_registry())


def _register_test_pages(app: dash.Dash, registry: Registry) -> None:
    """Two pages; the first has a button whose callback fails with something that nobody may see."""

    def first(**query: str) -> html.Div:
        button = html.Button("Fail", id="fail")
        return html.Div(
            [html.H1("First page"), html.P(repr(sorted(query.items()))), button, html.P(id="said")]
        )

    def fail(_clicks: int) -> str:
        raise RuntimeError(CANARY)

    def second(**_query: str) -> html.Div:
        return html.Div([html.H1("Second page"), html.P(f"made up: {registry.synthetic()}")])

    dash.register_page("first", path="/first", name="Benchmark", layout=first)  # type: ignore[no-untyped-call]
    dash.register_page("second", path="/second", name="Second", layout=second)  # type: ignore[no-untyped-call]
    app.callback(Output("said", "children"), Input("fail", "n_clicks"), prevent_initial_call=True)(fail)


def post(client: FlaskClient, path: str, fields: dict[str, str], **headers: str) -> TestResponse:
    """Send a form as a browser does: with a token, and saying which site it comes from."""
    client.get("/login")
    return client.post(path, data={"csrf_token": _token(client), **fields}, headers={**SAME_SITE, **headers})


def _token(client: FlaskClient) -> str:
    """The token that pages made for this client's session would hold."""
    signer = URLSafeTimedSerializer(client.application.secret_key or "", salt="wtf-csrf-token")
    with client.session_transaction() as session:
        return str(signer.dumps(session["csrf_token"]))


def sign_in(client: FlaskClient, name: str = "clinician", **fields: str) -> TestResponse:
    """Sign in with a demo account."""
    return post(client, "/login", {"name": name, "password": f"demo-{name}", **fields})


@contextmanager
def served(app: dash.Dash) -> Iterator[str]:
    """The address at which an application is served while the block lasts."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
