"""The Trends page: its callback for each role and state, its files, and the notes that are kept from it."""

import datetime
import json
from pathlib import Path
from typing import Any, cast

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.accounts import passwords
from dashboard.pages import trends
from dashboard.trends.address import SHAPES, Asked, View, query_of
from queries import InvalidSelection, NoRelease, NotAllowed, Registry, Selection, SourceUnavailable
from tests.dashboard import made_up, made_up_trends
from tests.dashboard.applications import make_app, make_client, make_config, sign_in
from tests.dashboard.callbacks import call, replied
from tests.dashboard.made_up import HAUKELAND, HORNBAEK, MadeUpRegistry

PATH = "/trends"
ROLES = ("clinician", "manager", "council", "datamanager")


@pytest.fixture(autouse=True)
def _cheap_passwords_and_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(trends, "today", lambda: made_up_trends.TODAY)


@pytest.fixture
def registry() -> MadeUpRegistry:
    registry = MadeUpRegistry(made_up.usual())
    registry.given_trend = made_up_trends.usual()
    return registry


@pytest.fixture
def client(registry: MadeUpRegistry, tmp_path: Path) -> FlaskClient:
    return signed_in(registry, tmp_path, "clinician")


def signed_in(registry: MadeUpRegistry, folder: Path, name: str) -> FlaskClient:
    client = make_client(make_app(make_config(folder), cast("Registry", registry)))
    sign_in(client, name)
    return client


def ask(client: FlaskClient, search: str = "", *, changed: str = "", **controls: Any) -> TestResponse:
    values = {f"trends-ask-{field}.value": value for field, value in controls.items()}
    values |= {"trends-url.search": search, "trends-window.data": "wide", "trends-noted.data": None}
    return call(
        client,
        "trends-answer.children",
        values,
        changed=f"trends-ask-{changed}.value" if changed else "trends-url.search",
    )


def wish(client: FlaskClient, wished: object) -> dict[str, Any]:
    return replied(call(client, "trends-noted.data", {"trends-note-form.sent": wished}))


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_of_trend_makes_a_page_for_every_role(
    registry: MadeUpRegistry, tmp_path: Path, role: str
) -> None:
    client = signed_in(registry, tmp_path, role)
    for trend, settings in made_up_trends.every_kind().values():
        registry.given_trend, registry.settings = trend, settings
        for shape in SHAPES.values():
            asked = Asked(selection=trend.asked, view=View(shape=shape))
            assert replied(ask(client, query_of(asked)))["trends-answer"]["children"]


def test_the_address_is_what_counts_unless_a_control_was_changed(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    reply = replied(ask(client, "?show=nursing_home", show="sex"))
    assert registry.asked[-1] == Selection(shows="nursing_home")
    assert "trends-url" not in reply
    assert reply["trends-ask-show"]["value"] == "nursing_home"


def test_a_changed_control_keeps_the_view_and_the_centres(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    search = f"?show=nursing_home&unit={HAUKELAND},{HORNBAEK}&view=table"
    reply = replied(ask(client, search, changed="sex", show="nursing_home", sex="man"))
    assert registry.asked[-1].units == (HAUKELAND, HORNBAEK)
    assert reply["trends-url"]["search"] == (
        f"?show=nursing_home&unit={HAUKELAND},{HORNBAEK}&sex=man&view=table"
    )


def test_a_group_is_chosen_of_a_characteristic_only(client: FlaskClient, registry: MadeUpRegistry) -> None:
    registry.given_trend = made_up_trends.of_a_group()
    reply = replied(ask(client, "?show=cause&group=fall"))
    assert reply["trends-field-group"]["hidden"] is False
    assert reply["trends-ask-group"]["value"] == "fall"
    assert registry.asked[-1].detail == "main_causes"
    registry.given_trend = made_up_trends.usual()
    assert replied(ask(client, "?show=nursing_home"))["trends-field-group"]["hidden"] is True


def test_only_staff_chooses_the_step_of_its_own_unit(registry: MadeUpRegistry, tmp_path: Path) -> None:
    for role, hidden in (("clinician", False), ("council", True)):
        reply = replied(ask(signed_in(registry, tmp_path, role)))
        assert reply["trends-field-step"]["hidden"] is hidden


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
    assert title in json.dumps(reply["trends-answer"])
    assert "secret" not in response.text
    assert reply["trends-picture"]["data"] is None


@pytest.mark.parametrize(
    "search",
    ["?show=__proto__&group=x", "?unit=1%00&step=%FF", "?" + "sex=woman&" * 500, "?=&&;", "?of=1&kind=2"],
)
def test_a_hostile_address_gets_an_ordinary_answer(client: FlaskClient, search: str) -> None:
    assert "trends-answer" in replied(ask(client, search))


@pytest.mark.parametrize("value", [5, ["woman"], {"a": 1}, None, "x" * 10_000])
def test_a_hostile_control_gets_an_ordinary_answer(client: FlaskClient, value: object) -> None:
    assert "trends-answer" in replied(ask(client, "", changed="sex", sex=value, step=value, group=value))


def test_files_answer_the_question_of_their_address(client: FlaskClient, registry: MadeUpRegistry) -> None:
    response = client.get(f"{PATH}/table.csv?show=nursing_home&sex=woman&view=chart")
    assert registry.asked[-1] == Selection(shows="nursing_home", where=(("sex", ("woman",)),))
    assert response.headers["Content-Disposition"].startswith("attachment; filename=nordicscir_trend_")
    assert b"Haukeland" in response.data
    assert client.get(f"{PATH}/table.xlsx").status_code == 200


def test_strangers_get_nothing(registry: MadeUpRegistry, tmp_path: Path) -> None:
    stranger = make_client(make_app(make_config(tmp_path), cast("Registry", registry)))
    assert stranger.get(f"{PATH}/table.csv").status_code == 401
    assert registry.asked == []


# --- Notes ------------------------------------------------------------------------------------------
ADD = {"add": {"day": "2021-05-12", "text": "New guideline", "unit": ""}, "at": 7}


def test_a_note_is_kept_listed_drawn_and_filed(client: FlaskClient) -> None:
    reply = wish(client, ADD)
    assert reply["trends-noted"]["data"] == 7
    answer = replied(ask(client, "?view=chart"))
    assert answer["trends-note-form"]["items"] == [
        {"id": 1, "text": "12 May 2021: New guideline", "seen_by": "only me", "mine": True}
    ]
    assert "New guideline" in json.dumps(answer["trends-answer"])
    assert b"New guideline" in client.get(f"{PATH}/table.csv").data


def test_a_removed_note_is_gone(client: FlaskClient) -> None:
    wish(client, ADD)
    assert "removed" in wish(client, {"remove": 1, "at": 8})["trends-note-form"]["told"]
    assert replied(ask(client))["trends-note-form"]["items"] == []


def test_notes_of_a_unit_reach_its_staff_and_private_ones_nobody(
    registry: MadeUpRegistry, tmp_path: Path
) -> None:
    clinician = signed_in(registry, tmp_path, "clinician")
    wish(clinician, ADD)
    wish(clinician, {"add": {"day": "2022-01-01", "text": "More beds", "unit": str(HAUKELAND)}, "at": 1})
    found = {}
    for role in ROLES:
        reader = make_client(make_app(make_config(tmp_path), cast("Registry", registry)))
        sign_in(reader, role)
        items = replied(ask(reader))["trends-note-form"]["items"]
        found[role] = [item["text"].partition(": ")[2] for item in items]
        for item in items:
            wish(reader, {"remove": item["id"] if role != "clinician" else 99})
    assert found == {
        "clinician": ["New guideline", "More beds"],
        "manager": [],
        "council": [],
        "datamanager": ["More beds"],
    }
    assert len(replied(ask(clinician))["trends-note-form"]["items"]) == 2


@pytest.mark.parametrize(
    "wished",
    [
        {"add": {"day": "2021-13-12", "text": "x", "unit": ""}},
        {"add": {"day": "", "text": "x", "unit": ""}},
        {"add": {"day": "2021-05-12", "text": "", "unit": ""}},
        {"add": {"day": "2021-05-12", "text": "x" * 81, "unit": ""}},
        {"add": {"day": "2021-05-12", "text": "x", "unit": str(HORNBAEK)}},
        {"add": {"day": "2021-05-12", "text": "x", "unit": "1; drop table"}},
        {"add": {"day": ["2021-05-12"], "text": {"a": 1}, "unit": None}},
        {"add": 5},
        {"remove": "1"},
        {"user_id": 2, "add": {}},
    ],
)
def test_a_wish_that_cannot_be_granted_says_so_and_changes_nothing(
    client: FlaskClient, wished: object
) -> None:
    assert "could not be kept" in wish(client, wished)["trends-note-form"]["told"]
    assert replied(ask(client))["trends-note-form"]["items"] == []


@pytest.mark.parametrize("wished", [None, 5, "x", [1]])
def test_nothing_is_done_without_a_wish(client: FlaskClient, wished: object) -> None:
    response = call(client, "trends-noted.data", {"trends-note-form.sent": wished})
    assert response.status_code == 204


def test_another_site_cannot_write_a_note(client: FlaskClient) -> None:
    headers = {"Origin": "http://elsewhere", "Content-Type": "application/json"}
    reply = client.post("/_dash-update-component", data="{}", headers=headers)
    assert reply.status_code == 403


def test_a_day_is_a_day_of_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert isinstance(trends.today(), datetime.date)
