"""What is said when something goes wrong, and what is not."""

import logging
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

import dashboard
from queries import InvalidSelection, NoRelease, NotAllowed, SourceUnavailable
from tests.dashboard.applications import (
    CANARY,
    SAME_SITE,
    for_tests,
    make_app,
    make_client,
    make_config,
    sign_in,
)

CALLBACK = {
    "output": "said.children",
    "outputs": {"id": "said", "property": "children"},
    "inputs": [{"id": "fail", "property": "n_clicks", "value": 1}],
    "changedPropIds": ["fail.n_clicks"],
}


@pytest.fixture(autouse=True)
def _for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError(CANARY), 500),
        (ServiceUnavailable(CANARY), 503),
        (SourceUnavailable(CANARY), 503),
        (NoRelease(CANARY), 503),
        (NotAllowed(CANARY), 403),
        (InvalidSelection("period", CANARY), 400),
    ],
)
@pytest.mark.parametrize("path", ["/fails", "/_fails"])
def test_an_error_says_what_to_do_and_nothing_of_what_is_inside(
    app: dashboard.Application, caplog: pytest.LogCaptureFixture, error: Exception, status: int, path: str
) -> None:
    def fail() -> str:
        raise error

    app.server.add_url_rule(path, f"fails at {path}", fail)
    client = make_client(app)
    sign_in(client)
    answer = client.get(f"{path}?patient=canary-in-query", headers={"Accept-Language": "nb"})
    logged = caplog.text
    assert answer.status_code == status
    for text in (answer.text, logged):
        for secret in ("4711", "Traceback", "canary-in-query"):
            assert secret not in text
    if status >= 500:
        found = re.search(r"(?:Feil-id: |\"error_id\": ?\")([0-9a-f]{8})", answer.text)
        assert found is not None
        assert f"error {found.group(1)}: {type(error).__name__} at " in logged
        assert "test_errors.py" in logged


def test_the_log_names_the_causes_of_an_error(
    app: dashboard.Application, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise ValueError(CANARY) from KeyError(CANARY)

    app.server.add_url_rule("/fails", "fails", fail)
    client = make_client(app)
    sign_in(client)
    client.get("/fails")
    assert "ValueError from KeyError" in caplog.text


def test_a_page_that_is_not_there_is_not_found(clinician: FlaskClient) -> None:
    answer = clinician.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert clinician.get("/").location == "/first"


def test_a_failed_callback_is_told_above_the_page(
    clinician: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = clinician.post("/_dash-update-component", json=CALLBACK, headers=SAME_SITE)
    assert answer.status_code == 200
    assert "Something went wrong here" in answer.text
    assert "4711" not in answer.text + caplog.text
    assert "RuntimeError at " in caplog.text


def test_without_the_accounts_there_is_an_error_page_not_a_way_in(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    client = make_client(make_app(config))
    sign_in(client)
    elsewhere = make_client(make_app(config))
    cookie = client.get_cookie("nordicscir")
    assert cookie is not None
    elsewhere.set_cookie("nordicscir", cookie.value)
    (tmp_path / "accounts.sqlite").unlink()
    (tmp_path / "accounts.sqlite").mkdir()
    answer = elsewhere.get("/first")
    assert answer.status_code == 503
    assert "accounts" not in answer.text
    assert elsewhere.get("/healthz").status_code == 200


def test_the_servers_log_holds_no_questions(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("werkzeug").info('"%s" %s', "GET /first?show=cause&age=75_plus HTTP/1.1", 200)
        logging.getLogger("gunicorn.error").error("Error handling request %s", "/first?show=cause")
    assert caplog.messages == ['"GET /first?... HTTP/1.1" 200', "Error handling request /first?..."]
