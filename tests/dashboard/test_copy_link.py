"""The button that copies the address of a question, in a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect

from dashboard.accounts import passwords
from queries import Registry
from tests.dashboard import made_up
from tests.dashboard.applications import make_app, make_config, served
from tests.dashboard.made_up import MadeUpRegistry

pytestmark = pytest.mark.browser
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
NO_COPYING = f"{NO_CLIPBOARD}; document.execCommand = () => false"


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@contextmanager
def opened(folder: Path, browser: Browser, *, script: str = "") -> Iterator[Page]:
    """The page in a browser that may use the clipboard, or lacks what `script` takes away."""
    registry = cast("Registry", MadeUpRegistry(made_up.usual()))
    complaints: list[str] = []
    with served(make_app(make_config(folder), registry)) as address:
        context = browser.new_context(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
        context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/benchmark?show=bladder_regime&view=table")
        page.get_by_role("button", name="Sign in: Clinician").click()
        yield page
        context.close()
    assert complaints == []


def test_the_address_is_copied_and_that_is_said(tmp_path: Path, browser: Browser) -> None:
    with opened(tmp_path, browser) as page:
        page.get_by_label("Injury", exact=True).select_option("traumatic")
        expect(page).to_have_url(re.compile("cause=traumatic"))
        button = page.get_by_role("button", name="Copy link")
        button.click()
        expect(page.locator(".files").get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        expect(button).to_be_focused()


def test_it_is_copied_without_https_too(tmp_path: Path, browser: Browser) -> None:
    with opened(tmp_path, browser, script=NO_CLIPBOARD) as page:
        button = page.get_by_role("button", name="Copy link")
        button.click()
        expect(page.locator(".files").get_by_role("status")).to_have_text("Copied")
        expect(button).to_be_focused()
        page.evaluate("document.querySelector('h1').innerHTML = '<textarea aria-label=\"There\"></textarea>'")
        page.get_by_label("There").focus()
        page.keyboard.press("Control+V")
        assert page.get_by_label("There").input_value() == page.url


def test_where_it_cannot_be_copied_another_way_is_said(tmp_path: Path, browser: Browser) -> None:
    with opened(tmp_path, browser, script=NO_COPYING) as page:
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator(".files").get_by_role("status")).to_have_text("Copy it from the address bar")
