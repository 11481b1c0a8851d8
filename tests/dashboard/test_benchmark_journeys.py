"""The Benchmark page in a browser: the Back button, the keyboard, saved files, a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect

from dashboard.accounts import passwords
from queries import Registry
from tests.dashboard import made_up
from tests.dashboard.applications import make_app, make_config, served
from tests.dashboard.made_up import MadeUpRegistry

pytestmark = pytest.mark.browser
PATH = "/benchmark"


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def registry() -> MadeUpRegistry:
    return MadeUpRegistry(made_up.usual())


@contextmanager
def opened(
    registry: MadeUpRegistry, folder: Path, browser: Browser, search: str = "", width: int = 1440
) -> Iterator[Page]:
    """The page in a browser, signed in as the clinician; fails on anything the browser complains about."""
    complaints: list[str] = []
    with served(make_app(make_config(folder), cast("Registry", registry))) as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}{PATH}{search}")
        page.get_by_role("button", name="Sign in: Clinician").click()
        expect(page.locator(".answer-sentence, .problem-card")).to_be_visible()
        yield page
        context.close()
    assert complaints == []


def test_back_and_forward_and_a_copied_link_show_the_question_again(
    registry: MadeUpRegistry, tmp_path: Path, browser: Browser
) -> None:
    with opened(registry, tmp_path, browser) as page:
        entries = page.evaluate("history.length")
        page.get_by_label("Injury", exact=True).select_option("traumatic")
        expect(page).to_have_url(re.compile(r"\?cause=traumatic$"))
        page.get_by_label("Country", exact=True).select_option("NO")
        expect(page).to_have_url(re.compile(r"\?country=NO\&cause=traumatic$"))
        assert page.evaluate("history.length") == entries + 2
        page.go_back()
        expect(page.get_by_label("Country", exact=True)).to_have_value("")
        expect(page.get_by_label("Injury", exact=True)).to_have_value("traumatic")
        page.go_back()
        expect(page.get_by_label("Injury", exact=True)).to_have_value("")
        page.go_forward()
        expect(page.get_by_label("Injury", exact=True)).to_have_value("traumatic")
        page.reload()
        expect(page.get_by_label("Injury", exact=True)).to_have_value("traumatic")
        assert page.evaluate("history.length") == entries + 2


def test_by_keyboard_alone(registry: MadeUpRegistry, tmp_path: Path, browser: Browser) -> None:
    with opened(registry, tmp_path, browser) as page:
        page.get_by_label("Injury", exact=True).focus()
        page.keyboard.press("ArrowDown")
        expect(page).to_have_url(re.compile(r"\?cause=traumatic$"))
        expect(page.get_by_label("Injury", exact=True)).to_be_focused()
        page.get_by_role("link", name="Table").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("table")).to_be_visible()
        expect(page.get_by_role("link", name="Table")).to_be_focused()
        page.get_by_role("link", name="see 2017\N{EN DASH}2025", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("period=2017-2025"))
        assert page.evaluate("document.activeElement !== document.body")


def test_pictures_and_tables_are_saved_under_telling_names(
    registry: MadeUpRegistry, tmp_path: Path, browser: Browser
) -> None:
    name = "nordicscir_bladder_regime_2020-2024_release-2026-1_synthetic_own-unit-data"
    with opened(registry, tmp_path, browser) as page:
        saved = {}
        for role, label in (("link", "CSV"), ("link", "Excel"), ("button", "PNG"), ("button", "SVG")):
            with page.expect_download() as download:
                page.get_by_role(cast("Any", role), name=label).click()
            saved[label] = download.value
        assert [file.suggested_filename for file in saved.values()] == [
            f"{name}.{end}" for end in ("csv", "xlsx", "png", "svg")
        ]
        drawing = Path(saved["SVG"].path()).read_text(encoding="utf-8")
        assert "Synthetic data" in drawing
        assert "Release 2026-1" in drawing
        assert Path(saved["PNG"].path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("search", ["", "?view=table"])
def test_a_phone_needs_no_sideways_scrolling(
    registry: MadeUpRegistry, tmp_path: Path, browser: Browser, search: str
) -> None:
    registry.given = made_up.distribution()
    with opened(registry, tmp_path, browser, search, width=390) as page:
        page.locator(".js-plotly-plot, .answer-table").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_turning_a_tablet_draws_the_other_figure(
    registry: MadeUpRegistry, tmp_path: Path, browser: Browser
) -> None:
    with opened(registry, tmp_path, browser) as page:
        expect(page.get_by_text("under 50%", exact=True).first).to_be_attached()
        page.set_viewport_size({"width": 600, "height": 900})
        expect(page.locator(".answer-figure").get_by_text("under 50%", exact=True)).to_have_count(0)
