"""The shell around the pages: one for each application, and how it works in a browser."""

from pathlib import Path
from urllib.parse import urlsplit

import dash
import pytest
from playwright.sync_api import Browser, Page, Request, expect

import dashboard
from tests.dashboard.applications import (
    EmptyRegistry,
    for_tests,
    make_app,
    make_client,
    make_config,
    served,
    sign_in,
)


@pytest.fixture(autouse=True)
def _for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)


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
    drawn = []
    for client in clients:
        with client.application.app_context():
            drawn.append(str(dash.page_registry["second"]["layout"]()))
    assert ["made up: False" in text for text in drawn] == [True, False]


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
        open_pages(page, width)
        expect(page.get_by_role("link", name="Sammenligning")).to_have_attribute("aria-current", "page")
        assert page.title() == "Sammenligning – NordicSCIR"  # noqa: RUF001 - an en dash is meant
        page.keyboard.press("Escape")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("summary", has_text="Konto").or_(page.locator("summary", has_text="Account")).click()
        page.get_by_role("button", name="English").click()
        open_pages(page, width)
        expect(page.get_by_role("link", name="Benchmark")).to_be_visible()
        assert page.url == f"{address}/first?show=cause"
        page.get_by_role("link", name="Second").click()
        expect(page.get_by_role("heading", name="Second page")).to_be_visible()
        _sign_out(page, width)
        context.close()
    assert complaints == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {
        urlsplit(address).netloc
    }


def _sign_out(page: Page, width: int) -> None:
    open_pages(page, width)
    expect(page.get_by_role("link", name="Second")).to_have_attribute("aria-current", "page")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def open_pages(page: Page, width: int) -> None:
    """On a phone the pages are behind a button that names the current one."""
    if width < 760:
        page.locator(".shell-pages").click()


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
