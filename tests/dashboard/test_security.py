"""What nobody gets past, and what every reply carries."""

import base64
import hashlib
import logging
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Request, expect
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.routing import Rule

import dashboard
from dashboard.accounts import Accounts, Database
from dashboard.security import OPEN
from dashboard.sign_in import local
from queries import InvalidSelection, NoRelease, NotAllowed, SourceUnavailable
from tests.dashboard.applications import (
    CANARY,
    HOST,
    SAME_SITE,
    EmptyRegistry,
    for_tests,
    make_app,
    make_client,
    make_config,
    post,
    served,
    sign_in,
)

ARGUMENTS = {"filename": "a.css", "path": "first", "package_name": "dash", "fingerprinted_path": "x.js"}
CALLBACK = {
    "output": "said.children",
    "outputs": {"id": "said", "property": "children"},
    "inputs": [{"id": "fail", "property": "n_clicks", "value": 1}],
    "changedPropIds": ["fail.n_clicks"],
}


@pytest.fixture(autouse=True)
def _for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)


@pytest.fixture
def registry() -> EmptyRegistry:
    return EmptyRegistry()


@pytest.fixture
def app(tmp_path: Path, registry: EmptyRegistry) -> dashboard.Application:
    return make_app(make_config(tmp_path), registry)  # type: ignore[arg-type]


@pytest.fixture
def client(app: dashboard.Application) -> FlaskClient:
    return make_client(app)


@pytest.fixture
def clinician(client: FlaskClient) -> FlaskClient:
    sign_in(client)
    return client


# --- Signing in ------------------------------------------------------------------------------------


def test_nothing_but_the_sign_in_page_is_open_to_strangers(app: dashboard.Application) -> None:
    rules = [rule for rule in app.server.url_map.iter_rules() if rule.endpoint not in OPEN]
    assert {"/", "/<path:path>", "/_dash-layout", "/_dash-update-component"} <= {rule.rule for rule in rules}
    for rule in rules:
        for method in (rule.methods or set()) - {"OPTIONS"}:
            answer = make_client(app).open(
                _address(app.server, rule, method), method=method, headers=SAME_SITE
            )
            assert answer.status_code in (302, 401), (rule, method)
            assert answer.status_code == 401 or answer.location.startswith("/login?next="), (rule, method)


def _address(server: Flask, rule: Rule, method: str) -> str:
    values = {name: ARGUMENTS[name] for name in rule.arguments}
    return str(server.url_map.bind("localhost").build(rule.endpoint, values, method=method))


def test_signing_in_leads_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    turned_away = client.get("/first?show=cause&period=2020-2024")
    page = client.get(turned_away.location)
    kept = re.search(r'name="next" value="([^"]+)"', page.text)
    assert kept is not None
    answer = sign_in(client, next=kept.group(1).replace("&amp;", "&"))
    assert (answer.status_code, answer.location) == (303, "/first?show=cause&period=2020-2024")
    assert client.get("/_dash-layout").status_code == 200
    assert client.get("/login?next=/second").location == "/second"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "clinician", "password": "wrong"}, "The name or the password is not right."),
        ({"name": "nobody", "password": "wrong"}, "The name or the password is not right."),
        ({"name": "", "password": "wrong"}, "Enter your name."),
        ({"name": "clinician"}, "Enter your password."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_no_more(
    client: FlaskClient, fields: dict[str, str], told: str
) -> None:
    page = post(client, "/login", fields)
    assert page.status_code == 422
    assert page.text.count(told) == 2  # in the summary, and at the field
    assert 'aria-invalid="true"' in page.text
    assert "wrong" not in page.text
    assert client.get("/_dash-layout").status_code == 401


def test_what_is_typed_as_a_name_is_shown_as_text(client: FlaskClient) -> None:
    page = post(client, "/login", {"name": '"><script>alert(1)</script>', "password": "x"})
    assert "<script>" not in page.text


def test_the_sixth_attempt_in_a_minute_must_wait(tmp_path: Path) -> None:
    client = make_client(make_app(make_config(tmp_path, sign_in_limit="5 per minute")))
    wrong = {"name": "clinician", "password": "wrong"}
    assert [post(client, "/login", wrong).status_code for _ in range(5)] == [422] * 5
    waiting = sign_in(client)
    assert waiting.status_code == 429
    assert "Too many attempts" in waiting.text
    assert int(waiting.headers["Retry-After"]) <= 60
    assert sign_in(client, " CLINICIAN ").status_code == 429
    assert sign_in(client, "manager").status_code == 303


def test_one_address_cannot_try_many_names(tmp_path: Path) -> None:
    client = make_client(make_app(make_config(tmp_path, address_limit="3 per minute")))
    tried = [post(client, "/login", {"name": f"name{n}", "password": "wrong"}) for n in range(4)]
    assert [answer.status_code for answer in tried] == [422, 422, 422, 429]


def test_a_made_up_forwarded_address_does_not_help(tmp_path: Path) -> None:
    client = make_client(make_app(make_config(tmp_path, address_limit="1 per minute")))
    codes = [
        post(
            client, "/login", {"name": "x", "password": "y"}, **{"X-Forwarded-For": f"10.0.0.{n}"}
        ).status_code
        for n in range(2)
    ]
    assert codes == [422, 429]


@given(st.text(st.sampled_from("/\\.:@?#%ax \t\n\r\x00")) | st.text())
def test_one_always_stays_on_this_site_after_signing_in(target: str) -> None:
    reached = urlsplit(urljoin(f"{HOST}/login", local(target).replace("\\", "/")))
    assert f"{reached.scheme}://{reached.netloc}" == HOST
    assert reached.path not in ("/login", "/logout", "/language")


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/\tx", "", None]
)
def test_an_address_elsewhere_is_not_followed(target: str | None) -> None:
    assert local(target) == "/"


# --- Sessions --------------------------------------------------------------------------------------


def test_signing_out_ends_the_session_for_every_copy_of_its_cookie(clinician: FlaskClient) -> None:
    cookie = clinician.get_cookie("nordicscir")
    assert cookie is not None
    thief = clinician.application.test_client()
    thief.set_cookie("nordicscir", cookie.value)
    assert thief.get("/_dash-layout").status_code == 200
    assert post(clinician, "/logout", {}).location == "/login"
    assert clinician.get("/_dash-layout").status_code == 401
    assert thief.get("/_dash-layout").status_code == 401


def test_a_session_planted_before_signing_in_does_not_live_on(client: FlaskClient) -> None:
    client.get("/login")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    sign_in(client)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


def test_a_new_password_signs_out_everywhere(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    client = make_client(make_app(config))
    sign_in(client)
    Accounts(Database(config.accounts_url)).set_password("clinician", "another long password")
    assert client.get("/_dash-layout").status_code == 401


@pytest.mark.parametrize("made_up", [False, None], ids=["real data", "not to be told"])
def test_demo_sign_ins_are_worth_nothing_without_made_up_data(
    client: FlaskClient, registry: EmptyRegistry, made_up: bool | None
) -> None:
    assert "demo-clinician" in client.get("/login").text
    sign_in(client)
    registry.made_up = made_up
    assert client.get("/_dash-layout").status_code == 401
    assert "demo-clinician" not in client.get("/login").text
    assert "Synthetic data" not in client.get("/login").text
    assert sign_in(client).status_code == 422


def test_the_banner_and_the_unit_are_on_the_page(clinician: FlaskClient) -> None:
    layout = clinician.get("/_dash-layout").text
    assert "Synthetic data" in layout
    assert "Haukeland" in layout


def test_the_shell_is_drawn_for_whoever_asks(app: dashboard.Application) -> None:
    shown = []
    for name in ("clinician", "manager", "council"):
        client = make_client(app)
        sign_in(client, name)
        shown.append(client.get("/_dash-layout").text)
    units = [["Haukeland" in text, "Hornb" in text, "Registry council" in text] for text in shown]
    assert units == [[True, False, False], [False, True, False], [False, False, True]]


@pytest.mark.parametrize(
    ("secure", "name", "flags"),
    [
        (False, "nordicscir", {"HttpOnly", "SameSite=Lax", "Path=/"}),
        (True, "__Host-nordicscir", {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"}),
    ],
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(
    tmp_path: Path, secure: bool, name: str, flags: set[str]
) -> None:
    client = make_client(make_app(make_config(tmp_path, cookie_secure=secure)))
    answer = client.get("/login", base_url=f"http{'s' * secure}://localhost")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{name}=")
    assert {part.strip() for part in cookie.split(";")[1:]} == flags
    assert ("Strict-Transport-Security" in answer.headers) == secure


# --- Requests from elsewhere -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 500),
        ({"Origin": HOST}, 500),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HOST}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": HOST}, 403),
        ({"Sec-Fetch-Site": "none", "Origin": HOST}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_may_send_anything(
    clinician: FlaskClient, headers: dict[str, str], status: int
) -> None:
    body = {"output": "nothing.children"}
    answer = clinician.post("/_dash-update-component", json=body, headers=headers)
    assert answer.status_code == status
    assert answer.get_json()["status"] == status


@pytest.mark.parametrize("path", ["/login", "/logout", "/language"])
def test_a_form_without_its_token_is_refused(clinician: FlaskClient, path: str) -> None:
    answer = clinician.post(path, data={"csrf_token": "made up"}, headers=SAME_SITE)
    assert answer.status_code == 400
    assert clinician.get("/_dash-layout").status_code == 200


def test_signing_out_is_not_a_link(clinician: FlaskClient) -> None:
    clinician.get("/logout")
    assert clinician.get("/_dash-layout").status_code == 200


def test_only_named_hosts_are_answered(tmp_path: Path) -> None:
    client = make_client(make_app(make_config(tmp_path, hosts=("localhost",))))
    assert client.get("/login").status_code == 200
    assert client.get("/login", base_url="http://rebound.example").status_code == 401


# --- Replies ---------------------------------------------------------------------------------------


def test_scripts_run_only_if_they_are_ours(clinician: FlaskClient) -> None:
    for _ in range(2):  # Dash adds a script while it serves its first page
        page = clinician.get("/first")
        policy = _policy(page.headers["Content-Security-Policy"])
        scripts = re.findall(
            r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", page.text, re.DOTALL
        )
        assert scripts
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts
        }
        assert hashes <= set(policy["script-src"])
        assert not {"'unsafe-inline'", "'unsafe-eval'"} & set(policy["script-src"])
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
        assert policy["connect-src"] == policy["form-action"] == ["'self'"]


def _policy(header: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in header.split(";"))}


@pytest.mark.parametrize("path", ["/login", "/nowhere", "/login?next=/"])
def test_pages_of_our_own_need_nothing_inline(clinician: FlaskClient, path: str) -> None:
    page = (clinician.application.test_client() if "login" in path else clinician).get(path)
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "sha256" not in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script|<style|style=|onclick", page.text)


@pytest.mark.parametrize("path", ["/first", "/login", "/_dash-layout", "/_dash-dependencies", "/nowhere"])
def test_what_may_hold_numbers_is_kept_nowhere(clinician: FlaskClient, path: str) -> None:
    answer = clinician.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_files_with_a_fingerprint_are_kept_for_good(clinician: FlaskClient) -> None:
    page = clinician.get("/first").text
    addresses = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js)[^"]*)"', page)
    assert any("/assets/" in address for address in addresses)
    assert any("/bootstrap/" in address for address in addresses)
    for address in addresses:
        answer = clinician.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"], address


def test_the_chosen_style_sheet_asks_no_other_host_for_a_font(client: FlaskClient) -> None:
    sheet = client.get("/bootstrap/bootstrap.min.css").text
    assert len(sheet) > 100_000
    assert "@import" not in sheet
    assert not re.search(r"url\([\"']?(?:https?:)?//", sheet)


def test_replies_are_compressed(clinician: FlaskClient) -> None:
    for path in ("/assets/shell.css", "/_dash-layout"):
        answer = clinician.get(path, headers={"Accept-Encoding": "br"})
        assert answer.headers["Content-Encoding"] == "br", path


# --- Errors ----------------------------------------------------------------------------------------


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
        assert "test_security.py" in logged


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


def test_several_applications_live_in_one_process(tmp_path: Path) -> None:
    """Each answers with its own registry, though Dash keeps pages in one place."""
    one, other = EmptyRegistry(), EmptyRegistry()
    clients = []
    for name, registry in (("one", one), ("other", other)):
        app = make_app(make_config(tmp_path / name), registry)  # type: ignore[arg-type]
        clients.append(make_client(app))
        sign_in(clients[-1])
    one.made_up = False
    assert [client.get("/_dash-layout").status_code for client in clients] == [401, 200]


# --- In a browser ----------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_signing_in_working_and_signing_out(app: dashboard.Application, browser: Browser, width: int) -> None:
    with served(app) as address:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale="nb-NO")
        page = context.new_page()
        complaints, asked = _watched(page)
        page.goto(f"{address}/first?show=cause")
        page.get_by_label("Navn", exact=True).fill("clinician")
        page.get_by_label("Passord", exact=True).fill("demo-clinician")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="First page")).to_be_visible()
        expect(page.get_by_text("[('show', 'cause')]")).to_be_visible()
        expect(page.get_by_role("link", name="Sammenligning")).to_have_attribute("aria-current", "page")
        assert page.title() == "Sammenligning – NordicSCIR"  # noqa: RUF001 - an en dash is meant
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("summary").click()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("link", name="Benchmark")).to_be_visible()
        assert page.url == f"{address}/first?show=cause"
        page.get_by_role("link", name="Second").click()
        expect(page.get_by_role("heading", name="Second page")).to_be_visible()
        expect(page.get_by_role("link", name="Second")).to_have_attribute("aria-current", "page")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
        context.close()
    assert complaints == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        urlsplit(address).netloc
    }


def _watched(page: Page) -> tuple[list[str], list[str]]:
    """What the browser complains about, and every address it asks for."""
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    return complaints, asked


@pytest.mark.browser
def test_when_the_session_has_ended_one_signs_in_and_is_back_at_the_question(
    app: dashboard.Application, browser: Browser
) -> None:
    with served(app) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/first?show=cause")
        page.get_by_role("button", name="Sign in: Manager").click()
        expect(page.get_by_role("heading", name="First page")).to_be_visible()
        context.clear_cookies()
        page.get_by_role("button", name="Fail").click()
        expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
        page.get_by_role("button", name="Sign in: Manager").click()
        expect(page.get_by_text("[('show', 'cause')]")).to_be_visible()
        context.close()


@pytest.mark.browser
def test_a_failure_and_a_lost_connection_are_told_and_go_away(
    app: dashboard.Application, browser: Browser
) -> None:
    with served(app) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/first")
        page.get_by_role("button", name="Sign in: Manager").click()
        page.get_by_role("button", name="Fail").click()
        expect(page.get_by_role("alert")).to_contain_text("Error id:")
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("alert")).to_be_empty()
        context.set_offline(True)
        page.get_by_role("button", name="Fail").click()
        expect(page.get_by_text("There is no connection.")).to_be_visible()
        context.set_offline(False)
        page.get_by_role("button", name="Fail").click()
        expect(page.get_by_text("There is no connection.")).to_be_hidden()
        context.close()
