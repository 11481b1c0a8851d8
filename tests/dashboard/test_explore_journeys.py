"""The Own unit page in a browser, on a synthetic registry: from question to download, for those who use it."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Page, expect

from dashboard.accounts import passwords
from queries import OwnQuestion, Registry, Viewer
from tests.dashboard.applications import make_app, make_config, served
from tests.dashboard.made_up import HAUKELAND, SETTINGS
from tests.dashboard.own_pages import PATH, OwnRegistry, real_registry

pytestmark = pytest.mark.browser
CLINICIAN = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
EVERYBODY = Viewer(role="data_manager", scope=frozenset(SETTINGS.unit_ids()))
FILES = (("link", "CSV"), ("link", "Excel"), ("button", "PNG"), ("button", "SVG"))
PATIENCE = 30_000  # ms: how long an answer takes is not tested
ROLES = {"clinician": "Clinician", "data manager": "Data manager"}


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return real_registry(tmp_path_factory.mktemp("real"))


@contextmanager
def opened(
    registry: object,
    folder: Path,
    browser: Browser,
    *,
    who: str = "clinician",
    search: str = "",
    width: int = 1440,
) -> Iterator[Page]:
    """The page in a browser, signed in; fails on anything the browser complains about."""
    complaints: list[str] = []
    expect.set_options(timeout=PATIENCE)
    with served(make_app(make_config(folder), cast("Registry", registry))) as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}{PATH}{search}")
        page.get_by_role("button", name=f"Sign in: {ROLES[who]}").click()
        expect(page.locator(".answer-sentence, .problem-card")).to_be_visible()
        yield page
        context.close()
    assert complaints == []


def records(path: Path) -> list[list[str]]:
    """The rows of a saved table, without what stands over them."""
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    return rows[rows.index([]) + 2 :]


def type_in(page: Page, label: str, text: str) -> None:
    """Fill a field in and leave it by Enter; the address then holds it."""
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Enter")
    expect(page).to_have_url(re.compile(f"={text}"))


def save(page: Page, role: str, label: str, folder: Path) -> Path:
    """What a click on a download gives, under the name that it is given."""
    with page.expect_download() as download:
        page.get_by_role(cast("Any", role), name=label).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_clinician_goes_from_a_question_to_its_files(
    registry: Registry, tmp_path: Path, browser: Browser
) -> None:
    with opened(registry, tmp_path, browser) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("Stays, by year")
        page.get_by_label("Show", exact=True).select_option("ais_discharge")
        page.get_by_label("Divided by", exact=True).select_option("sex")
        expect(page.get_by_role("heading", level=1)).to_have_text("AIS grade at discharge, by sex")
        page.get_by_label("Detail", exact=True).select_option("grade_groups")
        page.get_by_text("More filters").click()
        page.get_by_label("Dates are of", exact=True).select_option("discharge")
        type_in(page, "From", "2018-01-01")
        type_in(page, "Age from", "16")
        page.get_by_label("Add a filter", exact=True).select_option("cause")
        page.get_by_label("Traumatic", exact=True).check()
        expect(page).to_have_url(re.compile(r"cause=traumatic"))
        expect(page.locator(".answer-facts").first).to_contain_text("Injury: Traumatic")
        question = OwnQuestion(
            shows="ais_discharge",
            detail="grade_groups",
            split="sex",
            where=(("cause", ("traumatic",)),),
            ages=(16, None),
            dates=(date(2018, 1, 1), None),
            axis="discharge",
        )
        saved = {label: save(page, role, label, tmp_path) for role, label in FILES}
    (name,) = {path.stem for path in saved.values()}
    assert name.startswith("nordicscir_ais_discharge_by-sex_2018-01-01_")
    assert name.endswith("_live_synthetic_own-unit-data")
    expected = [
        [row.group, category, str(cell.count)]
        for row in registry.ask(question, CLINICIAN).rows
        for category, cell in zip(("A", "B_C", "D_E", "not_classified"), row.cells, strict=True)
    ]
    assert [[row[1], row[3], row[4]] for row in records(saved["CSV"])] == expected
    drawing = saved["SVG"].read_text(encoding="utf-8")
    assert "do not pass on" in drawing
    assert "discharged from 1 January 2018" in drawing
    assert saved["PNG"].read_bytes().startswith(b"\x89PNG")


def test_a_data_manager_goes_from_everything_to_a_country_and_a_unit(
    registry: Registry, tmp_path: Path, browser: Browser
) -> None:
    with opened(registry, tmp_path, browser, who="data manager") as page:
        page.get_by_label("Divided by", exact=True).select_option("unit")
        expect(page.get_by_role("heading", level=1)).to_have_text("Stays, by centre")
        page.get_by_label("Units", exact=True).select_option("NO")
        expect(page.locator(".answer-facts").first).to_contain_text("Norway")
        page.get_by_role("link", name="Table").click()
        table = page.get_by_role("table")
        expect(table.get_by_role("row")).to_have_count(1 + len(SETTINGS.unit_ids("NO")))
        page.get_by_label("Units", exact=True).select_option(str(HAUKELAND))
        expect(table.get_by_role("row")).to_have_count(2)
        (row,) = records(save(page, "link", "CSV", tmp_path))
        (stays,) = registry.ask(OwnQuestion(shows="stays", units=(HAUKELAND,)), EVERYBODY).rows
        assert row[4] == str(stays.stays)
        page.go_back()
        expect(page.get_by_label("Units", exact=True)).to_have_value("NO")
        page.get_by_role("link", name="AIS: admission → discharge").click()
        expect(page.locator(".answer-sentence")).to_contain_text("in the same group both times")
        expect(page.get_by_label("Units", exact=True)).to_have_value("NO")


def test_dates_that_contradict_each_other_are_told_kept_and_mended(
    registry: Registry, tmp_path: Path, browser: Browser
) -> None:
    with opened(registry, tmp_path, browser, search="?show=sex&from=2022-01-01") as page:
        last = page.get_by_label("To", exact=True)
        last.fill("2020-12-31")
        last.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="before the first")).to_be_visible()
        expect(last).to_have_attribute("aria-invalid", "true")
        page.reload()
        expect(last).to_have_value("2020-12-31")
        page.get_by_label("From", exact=True).fill("2019-01-01")
        page.get_by_label("From", exact=True).press("Enter")
        expect(last).not_to_have_attribute("aria-invalid", "true")
        expect(page.locator(".answer-facts").first).to_contain_text("1 January 2019 to 31 December 2020")


def test_a_date_that_is_typed_key_by_key_is_asked_once(tmp_path: Path, browser: Browser) -> None:
    """Half a year, 0002 or 0020, is no question."""
    registry = OwnRegistry()
    with opened(registry, tmp_path, browser, search="?show=sex") as page:
        before = len(registry.asked)
        page.get_by_label("From", exact=True).press_sequentially("05032021", delay=60)
        expect(page).to_have_url(re.compile("from=2021-05-03"))
        assert len(registry.asked) == before + 1


def test_filters_by_keyboard_alone(tmp_path: Path, browser: Browser) -> None:
    with opened(OwnRegistry(), tmp_path, browser, search="?show=cause&age_from=16") as page:
        page.get_by_label("Add a filter", exact=True).select_option("sex")
        first = page.locator("[data-filter=sex] input").first
        expect(first).to_be_focused()
        page.keyboard.press("Space")
        expect(page).to_have_url(re.compile("sex=woman"))
        expect(first).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("[data-filter=sex] summary")).to_be_focused()
        expect(page.locator("[data-filter=sex]")).not_to_have_attribute("open", "")
        page.get_by_role("button", name="Remove: Sex").press("Enter")
        expect(page).not_to_have_url(re.compile("sex="))
        expect(page.get_by_label("Add a filter", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    "search",
    [
        "?show=cause&split=unit",
        "?show=stays&split=month",
        "?show=ais_discharge&split=ais_admission&view=matrix",
        "?show=bladder_main&split=month&view=table",
        "?show=bowel_dysfunction&cause=traumatic&age_from=16",
    ],
)
def test_a_phone_needs_no_sideways_scrolling(tmp_path: Path, browser: Browser, search: str) -> None:
    registry = OwnRegistry("very large")
    with opened(registry, tmp_path, browser, who="data manager", search=search, width=390) as page:
        page.locator(".js-plotly-plot, .answer-table").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
