"""The Outcomes page: its callback for each role, view and state, and its files."""

import json
from pathlib import Path
from typing import Any, cast

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.accounts import passwords
from dashboard.outcomes.address import FILTERS, PATIENT_OUTCOMES, SHAPES, VIEWS
from dashboard.outcomes.controls import FIELDS
from queries import InvalidSelection, NoRelease, NotAllowed, Registry, SourceUnavailable
from tests.dashboard import made_up, made_up_outcomes
from tests.dashboard.applications import make_app, make_client, make_config, sign_in
from tests.dashboard.callbacks import call, replied
from tests.dashboard.made_up import HAUKELAND, SUNNAAS, MadeUpRegistry

PATH = "/outcomes"
ROLES = ("clinician", "manager", "council", "datamanager")


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def registry() -> MadeUpRegistry:
    registry = MadeUpRegistry(made_up.usual())
    registry.given_grid = made_up_outcomes.change()
    where = (("ais_admission", ("A",)),)
    registry.given_outcomes = {
        shows: made_up_outcomes.of_patients(shows, where) for shows in PATIENT_OUTCOMES
    }
    return registry


@pytest.fixture
def client(registry: MadeUpRegistry, tmp_path: Path) -> FlaskClient:
    return signed_in(registry, tmp_path, "clinician")


def signed_in(registry: MadeUpRegistry, folder: Path, name: str) -> FlaskClient:
    client = make_client(make_app(make_config(folder), cast("Registry", registry)))
    sign_in(client, name)
    return client


def ask(client: FlaskClient, search: str = "", *, changed: str = "", **controls: Any) -> TestResponse:
    values = {f"outcomes-ask-{field}.value": value for field, value in controls.items()}
    values |= {"outcomes-url.search": search, "outcomes-window.data": "wide"}
    return call(
        client,
        "outcomes-answer.children",
        values,
        changed=f"outcomes-ask-{changed}.value" if changed else "outcomes-url.search",
    )


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_of_outcome_makes_a_page_for_every_role(
    registry: MadeUpRegistry, tmp_path: Path, role: str
) -> None:
    client = signed_in(registry, tmp_path, role)
    for grid, settings in made_up_outcomes.every_kind().values():
        registry.given_grid, registry.settings = grid, settings
        for shape in SHAPES:
            assert replied(ask(client, f"?shape={shape}"))["outcomes-answer"]["children"]
        if grid.asked.shows == "nursing_home":
            assert replied(ask(client, "?view=severity"))["outcomes-answer"]["children"]
    for shape in SHAPES:
        assert replied(ask(client, f"?view=patients&shape={shape}"))["outcomes-answer"]["children"]


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_the_controls_it_can_be_asked_with(
    client: FlaskClient, registry: MadeUpRegistry, view: str
) -> None:
    if view == "severity":
        registry.given_grid = made_up_outcomes.by_severity()
    reply = replied(ask(client, f"?view={view}"))
    needed = {field for field in FIELDS if not reply[f"outcomes-field-{field}"]["hidden"]}
    more = {"change": {"detail"}, "severity": {"show"}, "patients": set()}[view]
    assert needed == {"unit", "country", "period", *FILTERS[VIEWS[view]], *more}


def test_a_changed_control_keeps_view_and_shape(client: FlaskClient, registry: MadeUpRegistry) -> None:
    reply = replied(ask(client, "?view=patients&shape=table", changed="age", age="60_plus"))
    assert reply["outcomes-url"]["search"] == "?age=60_plus&view=patients&shape=table"
    assert [dict(asked.where) for asked in registry.asked] == [{"age": ("60_plus",)}] * len(PATIENT_OUTCOMES)


def test_a_filter_of_another_view_is_not_looked_at(client: FlaskClient, registry: MadeUpRegistry) -> None:
    ask(client, "?ais_admission=A&sex=man&view=change")
    assert registry.asked[-1].where == (("sex", ("man",)),)


def test_a_centre_of_any_country_can_be_laid_beside(client: FlaskClient, registry: MadeUpRegistry) -> None:
    ask(client, f"?country=DK&unit={SUNNAAS}")
    assert (registry.asked[-1].units, registry.asked[-1].country) == ((SUNNAAS,), "DK")


def test_a_detail_that_cannot_be_shown_is_asked_again_without(
    client: FlaskClient, registry: MadeUpRegistry
) -> None:
    registry.given_grid = made_up_outcomes.nothing()
    ask(client, "?detail=grades")
    assert [asked.detail for asked in registry.asked] == ["grades", None]


def test_staff_finds_the_way_to_its_own_follow_up(registry: MadeUpRegistry, tmp_path: Path) -> None:
    for role, there in (("clinician", True), ("council", False)):
        text = json.dumps(replied(ask(signed_in(registry, tmp_path, role)))["outcomes-answer"])
        assert ("show=ais_follow_up" in text) == there


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (NoRelease(), "No numbers have been released yet"),
        (SourceUnavailable("sqlite:///secret"), "The data cannot be read just now"),
        (NotAllowed("x"), "This is not open to you"),
        (InvalidSelection("sex", "secret"), "This question cannot be answered"),
    ],
)
@pytest.mark.parametrize("view", VIEWS)
def test_what_cannot_be_answered_is_said_in_plain_words(
    client: FlaskClient, registry: MadeUpRegistry, view: str, error: Exception, title: str
) -> None:
    registry.given = error
    response = ask(client, f"?view={view}")
    reply = replied(response)
    assert title in json.dumps(reply["outcomes-answer"])
    assert "secret" not in response.text
    assert reply["outcomes-views"]["children"]


@pytest.mark.parametrize(
    "search",
    ["?view=__proto__&shape=x", "?unit=1%00&detail=%FF", "?" + "sex=woman&" * 500, "?=&&;", "?show=sex"],
)
def test_a_hostile_address_gets_an_ordinary_answer(client: FlaskClient, search: str) -> None:
    assert "outcomes-answer" in replied(ask(client, search))


@pytest.mark.parametrize("value", [5, ["woman"], {"a": 1}, None, "x" * 10_000])
def test_a_hostile_control_gets_an_ordinary_answer(client: FlaskClient, value: object) -> None:
    assert "outcomes-answer" in replied(ask(client, "", changed="sex", sex=value, detail=value, unit=value))


@pytest.mark.parametrize("view", VIEWS)
def test_files_answer_the_question_of_their_address(client: FlaskClient, view: str) -> None:
    response = client.get(f"{PATH}/table.csv?view={view}&unit={HAUKELAND}")
    assert response.headers["Content-Disposition"].startswith(
        f"attachment; filename=nordicscir_outcomes_{view}"
    )
    assert b"Haukeland" in response.data
    assert client.get(f"{PATH}/table.xlsx?view={view}").status_code == 200


def test_strangers_get_nothing(registry: MadeUpRegistry, tmp_path: Path) -> None:
    stranger = make_client(make_app(make_config(tmp_path), cast("Registry", registry)))
    assert stranger.get(f"{PATH}/table.csv").status_code == 401
    assert registry.asked == []
