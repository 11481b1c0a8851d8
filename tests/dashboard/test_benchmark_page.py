"""The Benchmark page: its address, its states, its callback and its files."""

import io
import json
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

import dashboard
from dashboard.accounts import passwords
from dashboard.controls import FIELDS
from dashboard.pages import question
from dashboard.pages.address import ORDERS, SHAPES, View, query_of, read_address
from dashboard.pages.question import FRAME
from queries import (
    InvalidSelection,
    NoRelease,
    NotAllowed,
    Registry,
    Selection,
    SourceUnavailable,
)
from tests.dashboard import made_up
from tests.dashboard.applications import SAME_SITE, make_app, make_client, make_config, sign_in
from tests.dashboard.components import of_kind, parts, words
from tests.dashboard.made_up import HAUKELAND, SETTINGS, SUNNAAS, MadeUpRegistry
from tests.dashboard.questions import SELECTIONS

PATH = "/benchmark"
VIEWS = st.builds(
    View, shape=st.sampled_from(list(SHAPES.values())), order=st.sampled_from(list(ORDERS.values()))
)


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


def app_with(registry: MadeUpRegistry, folder: Path) -> dashboard.Application:
    return make_app(make_config(folder), cast("Registry", registry))


# --- The address -----------------------------------------------------------------------------------


@given(SELECTIONS, VIEWS)
def test_an_address_says_all_of_a_question_and_its_view(selection: Selection, view: View) -> None:
    asked = read_address(query_of(selection, view), SETTINGS)
    assert asked.what == (selection, view)
    assert asked.reading.ignored == ()


@given(st.text())
def test_no_address_is_an_error(text: str) -> None:
    asked = read_address(f"?{text}", SETTINGS)
    assert asked.view.shape in SHAPES


def test_the_first_question_has_the_shortest_address() -> None:
    assert query_of(Selection(), View()) == ""


@pytest.mark.parametrize(
    ("search", "ignored"),
    [
        ("?show=nothing", ("show",)),
        ("?unit=1", ("unit",)),
        (f"?unit={HAUKELAND}&country=DK", ("unit",)),
        ("?period=2024-2020&sex=x", ("period", "sex")),
        ("?view=x&order=y&utm_source=z", ()),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(search: str, ignored: tuple[str, ...]) -> None:
    asked = read_address(search, SETTINGS)
    assert asked.reading.ignored == ignored
    assert asked.selection.units == ()
    assert asked.view == View()


# --- The page before its answer ----------------------------------------------------------------------


def test_the_layout_needs_no_request_and_no_database() -> None:
    page = question.layout(Selection(where=(("sex", ("woman",)),)), SETTINGS)
    ids = [vars(part)["id"] for part in parts(page) if "id" in vars(part)]
    assert len(set(ids)) == len(ids)
    assert {FRAME.control(field) for field in FIELDS} <= set(ids)
    assert vars(of_kind(page, "Details")[0])["open"] is True
    assert "More filters (1 set)" in words(page)


def test_every_control_has_a_label() -> None:
    page = question.layout(Selection(), SETTINGS)
    labelled = {vars(label)["htmlFor"] for label in of_kind(page, "Label")}
    assert labelled == {FRAME.control(field) for field in FIELDS}


# --- The callback, as a browser or anybody else may call it -------------------------------------------


@pytest.fixture
def registry() -> MadeUpRegistry:
    return MadeUpRegistry(made_up.usual())


@pytest.fixture
def client(registry: MadeUpRegistry, tmp_path: Path) -> FlaskClient:
    client = make_client(app_with(registry, tmp_path))
    sign_in(client)
    client.get("/_dash-layout")
    return client


def ask(
    client: FlaskClient, search: str = "", *, window: str = "wide", changed: str = "", **controls: Any
) -> TestResponse:
    """Call the page's callback; `controls` are the values that differ from none chosen."""
    dependencies = json.loads(client.get("/_dash-dependencies").text)
    wanted = next(item for item in dependencies if "benchmark-answer.children" in item["output"])
    values = {FRAME.control(field): controls.get(field, "") for field in FIELDS}
    values |= {"benchmark-url": search, "benchmark-window": window}
    inputs = [{**item, "value": values[item["id"]]} for item in wanted["inputs"]]
    outputs = [
        dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
        for name in wanted["output"].strip(".").split("...")
    ]
    body = {"output": wanted["output"], "outputs": outputs, "inputs": inputs}
    changed_ids = [f"{FRAME.control(changed)}.value"] if changed else ["benchmark-url.search"]
    return client.post(
        "/_dash-update-component", json={**body, "changedPropIds": changed_ids}, headers=SAME_SITE
    )


def replied(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 200
    return dict(json.loads(response.text)["response"])


def test_the_address_is_what_counts_unless_a_control_was_changed(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    reply = replied(ask(client, "?show=nursing_home", show="cause", sex="woman"))
    assert registry.asked[-1] == Selection(shows="nursing_home")
    assert "benchmark-url" not in reply
    assert reply["benchmark-ask-show"]["value"] == "nursing_home"
    assert reply["benchmark-ask-sex"]["value"] == ""


def test_a_changed_control_is_what_counts_and_writes_the_address(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    reply = replied(ask(client, "?show=nursing_home&view=table", changed="sex", show="cause", sex="woman"))
    assert registry.asked[-1] == Selection(shows="cause", where=(("sex", ("woman",)),))
    assert reply["benchmark-url"]["search"] == "?show=cause&sex=woman&view=table"


def test_an_address_that_says_the_same_is_not_written_anew(client: FlaskClient) -> None:
    reply = replied(ask(client, "?sex=woman&show=cause", changed="sex", show="cause", sex="woman"))
    assert "benchmark-url" not in reply


def test_choosing_a_country_drops_a_centre_of_another(client: FlaskClient, registry: MadeUpRegistry) -> None:
    ask(client, "", changed="country", country="DK", unit=str(SUNNAAS))
    assert registry.asked[-1] == Selection(country="DK")


def test_nothing_is_asked_before_the_browser_says_where_it_is(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    assert ask(client, cast("str", None)).status_code == 204
    assert ask(client, window=cast("str", None)).status_code == 204
    assert registry.asked == []


@pytest.mark.parametrize(
    "search", ["?show=__proto__&period=9999999999-1", "?unit=1%00&age=%FF", "?" + "sex=woman&" * 500, "?=&&;"]
)
def test_a_hostile_address_gets_an_ordinary_answer(client: FlaskClient, search: str) -> None:
    assert "benchmark-answer" in replied(ask(client, search))


@pytest.mark.parametrize("value", [5, ["woman"], {"a": 1}, None, "x" * 10_000, "woman,../../etc"])
def test_a_hostile_control_gets_an_ordinary_answer(
    client: FlaskClient, registry: MadeUpRegistry, value: object
) -> None:
    assert "benchmark-answer" in replied(ask(client, "", changed="sex", sex=value))
    assert registry.asked[-1] in (Selection(), Selection(where=(("sex", ("woman",)),)))


def test_a_phone_gets_a_figure_of_its_own(client: FlaskClient) -> None:
    wide, narrow = (ask(client, window=window).text for window in ("wide", "narrow"))
    figures = [json.dumps(json.loads(reply)["response"]["benchmark-answer"]) for reply in (wide, narrow)]
    assert ['"automargin"' in figure for figure in figures] == [True, False]


@pytest.mark.parametrize(("search", "pictures"), [("", True), ("?view=table", False)])
def test_pictures_are_offered_with_the_figure_only(client: FlaskClient, search: str, pictures: bool) -> None:
    """What draws them is loaded with the figure."""
    assert ("benchmark-png" in json.dumps(replied(ask(client, search))["benchmark-answer"])) == pictures


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (NoRelease(), "No numbers have been released yet"),
        (SourceUnavailable("sqlite:///secret"), "The data cannot be read just now"),
        (NotAllowed("x"), "This is not open to you"),
        (InvalidSelection("sex", "secret"), "This question cannot be answered"),
    ],
)
def test_what_cannot_be_answered_is_said_in_plain_words(
    client: FlaskClient, registry: MadeUpRegistry, error: Exception, title: str
) -> None:
    registry.given = error
    response = ask(client, "?sex=woman")
    reply = replied(response)
    assert title in json.dumps(reply["benchmark-answer"])
    assert "secret" not in response.text
    assert reply["benchmark-picture"]["data"] is None
    assert reply["benchmark-ask-sex"]["value"] == "woman"


def test_a_question_that_does_not_fit_can_be_asked_without_the_part(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    registry.given = InvalidSelection("sex", "x")
    reply = replied(ask(client, "?show=cause&sex=woman"))
    assert '"/benchmark?show=cause"' in json.dumps(reply["benchmark-answer"])


@pytest.mark.parametrize("name", made_up.every_kind())
def test_every_kind_of_answer_makes_a_page(client: FlaskClient, registry: MadeUpRegistry, name: str) -> None:
    registry.given, registry.settings = made_up.every_kind()[name]
    for search in ("", "?view=table"):
        assert "benchmark-answer" in replied(ask(client, search))


def test_strangers_get_nothing(registry: MadeUpRegistry, tmp_path: Path) -> None:
    stranger = make_client(app_with(registry, tmp_path))
    assert stranger.get(f"{PATH}/table.csv").status_code == 401
    assert registry.asked == []


# --- Files -----------------------------------------------------------------------------------------


def test_files_answer_the_question_of_their_address(client: FlaskClient, registry: MadeUpRegistry) -> None:
    response = client.get(f"{PATH}/table.csv?show=cause&sex=woman")
    assert registry.asked[-1] == Selection(shows="cause", where=(("sex", ("woman",)),))
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=nordicscir_")
    assert response.headers["Cache-Control"] == "no-store"
    assert b"Haukeland" in response.data


def test_excel_is_a_workbook(client: FlaskClient) -> None:
    response = client.get(f"{PATH}/table.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(response.data)).sheetnames == ["Table", "About"]
    assert ".xlsx" in response.headers["Content-Disposition"]


def test_there_are_no_other_files(client: FlaskClient) -> None:
    assert client.get(f"{PATH}/table.html").status_code == 404
