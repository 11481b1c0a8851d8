"""Fixtures for tests of the shell: an application on a registry that holds nothing, and who visits it."""

from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient

import dashboard
from queries import Registry
from tests.dashboard.applications import EmptyRegistry, for_tests, make_app, make_client, make_config, sign_in


@pytest.fixture
def registry() -> EmptyRegistry:
    return EmptyRegistry()


@pytest.fixture
def app(tmp_path: Path, registry: EmptyRegistry, monkeypatch: pytest.MonkeyPatch) -> dashboard.Application:
    """An application with test pages and demo accounts."""
    for_tests(monkeypatch)
    return make_app(make_config(tmp_path), cast("Registry", registry))


@pytest.fixture
def client(app: dashboard.Application) -> FlaskClient:
    """A stranger."""
    return make_client(app)


@pytest.fixture
def clinician(client: FlaskClient) -> FlaskClient:
    """Somebody signed in."""
    sign_in(client)
    return client
