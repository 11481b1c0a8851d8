"""What no other site gets past, and what every reply carries."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.dashboard.applications import (
    HOST,
    SAME_SITE,
    for_tests,
    make_app,
    make_client,
    make_config,
)


@pytest.fixture(autouse=True)
def _for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)


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
    for kind in ("/assets/", "/style.css?", "/plotly.js?", "/_dash-component-suites/"):
        assert any(address.startswith(kind) for address in addresses), kind
    for address in addresses:
        answer = clinician.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "max-age=31536000, immutable" in answer.headers["Cache-Control"], address


def test_the_style_sheet_asks_no_other_host_for_a_font(client: FlaskClient) -> None:
    sheet = client.get("/style.css").text
    assert sheet.startswith("@charset")
    assert (
        sheet.index(".visually-hidden")
        < sheet.index("--ink:")
        < sheet.index(".shell ")
        < sheet.index("@page")
    )
    assert "@import" not in sheet
    assert not re.search(r"url\([\"']?(?:https?:)?//", sheet)


def test_replies_are_compressed(clinician: FlaskClient) -> None:
    for path in ("/style.css", "/_dash-layout"):
        answer = clinician.get(path, headers={"Accept-Encoding": "br"})
        assert answer.headers["Content-Encoding"] == "br", path
