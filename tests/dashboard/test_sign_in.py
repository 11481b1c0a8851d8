"""Who gets in, how often they may try, and when a session ends."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Rule

import dashboard
from dashboard.accounts import Accounts, Database
from dashboard.addresses import local
from dashboard.security import OPEN
from tests.dashboard.applications import (
    HOST,
    SAME_SITE,
    EmptyRegistry,
    for_tests,
    make_app,
    make_client,
    make_config,
    post,
    sign_in,
)

ARGUMENTS = {"filename": "a.css", "path": "first", "package_name": "dash", "fingerprinted_path": "x.js"}


@pytest.fixture(autouse=True)
def _for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)


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
    page = clinician.get("/first").text
    assert "Synthetic data" in page
    assert "Haukeland" in page


def test_the_shell_is_drawn_for_whoever_asks(app: dashboard.Application) -> None:
    shown = []
    for name in ("clinician", "manager", "council"):
        client = make_client(app)
        sign_in(client, name)
        shown.append(client.get("/first").text)
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
