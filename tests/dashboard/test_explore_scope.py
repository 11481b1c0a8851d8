"""Whose page the Own unit page is: nobody counts a unit that is not theirs, whatever a request says."""

import json
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from dashboard.accounts import Accounts, Database, passwords
from dashboard.own.address import query_of
from dashboard.own.controls import units_chosen
from dashboard.pages.explore_question import FRAME
from queries import NotAllowed, OwnQuestion, Registry, Viewer
from tests.dashboard.applications import SAME_SITE, make_client, make_config, sign_in
from tests.dashboard.made_up import HAUKELAND, HORNBAEK, SETTINGS
from tests.dashboard.own_pages import (
    PATH,
    OwnRegistry,
    answered,
    app_with,
    ask,
    real_registry,
    replied,
    signed_in,
)

CLINICIAN = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
EVERYBODY = Viewer(role="data_manager", scope=frozenset(SETTINGS.unit_ids()))
NORWAY = ",".join(str(unit) for unit in sorted(SETTINGS.unit_ids("NO")))


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def registry() -> OwnRegistry:
    return OwnRegistry()


# --- Who may open it ---------------------------------------------------------------------------------
def test_the_page_is_closed_without_a_unit(registry: OwnRegistry, tmp_path: Path) -> None:
    council = signed_in(app_with(registry, tmp_path), "council")
    assert council.get(PATH).status_code == 403
    assert PATH not in council.get("/_dash-layout").text.replace("\\u002f", "/")


def test_a_data_manager_without_units_is_told_so(registry: OwnRegistry, tmp_path: Path) -> None:
    app, registry.size = app_with(registry, tmp_path), NotAllowed("x")
    accounts = Accounts(Database(make_config(tmp_path).accounts_url))
    accounts.add("nobody", "long enough to be one", role="data_manager", units=())
    client = make_client(app)
    sign_in(client, "nobody", password="long enough to be one")
    assert "No unit is yours" in answered(ask(client))


def test_strangers_get_nothing(registry: OwnRegistry, tmp_path: Path) -> None:
    stranger = make_client(app_with(registry, tmp_path))
    assert stranger.get(f"{PATH}/table.csv").status_code == 401
    assert registry.asked == []


def test_a_country_is_its_units_in_scope() -> None:
    two = Viewer(role="manager", scope=frozenset({HAUKELAND, HORNBAEK}))
    assert units_chosen("NO", two, SETTINGS) == str(HAUKELAND)
    assert units_chosen("SE", two, SETTINGS) == ""
    assert set(units_chosen("NO", EVERYBODY, SETTINGS).split(",")) == set(NORWAY.split(","))


# --- Units outside the scope --------------------------------------------------------------------------
@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return real_registry(tmp_path_factory.mktemp("real"))


@pytest.fixture
def haukeland(real: Registry, tmp_path: Path) -> FlaskClient:
    """A clinician of one unit, on a registry with numbers in it."""
    return signed_in(app_with(real, tmp_path))


REFUSED = "The question is about a unit that is not yours."


@pytest.mark.parametrize("units", [str(HORNBAEK), f"{HAUKELAND},{HORNBAEK}", "4711", NORWAY, "0"])
@pytest.mark.parametrize("show", ["stays", "ais_discharge", "nursing_home"])
def test_a_unit_of_others_is_refused_whatever_the_link_says(
    haukeland: FlaskClient, units: str, show: str
) -> None:
    reply = replied(ask(haukeland, f"?show={show}&unit={units}"))
    card = json.dumps(reply[FRAME.answer])
    assert REFUSED in card
    assert "figure" not in card
    assert reply[FRAME.picture]["data"] is None
    for kind in ("csv", "xlsx"):
        assert haukeland.get(f"{PATH}/table.{kind}?show={show}&unit={units}").status_code == 403


@pytest.mark.parametrize("value", ["DK", str(HORNBAEK), NORWAY, "all", "NO,DK"])
def test_a_forged_control_opens_no_unit(haukeland: FlaskClient, real: Registry, value: str) -> None:
    reply = replied(ask(haukeland, "?show=stays", changed="unit", show="stays", unit=value))
    card = json.dumps(reply[FRAME.answer])
    own = real.ask(OwnQuestion(shows="stays"), CLINICIAN).rows[0].stays
    assert REFUSED in card or f"{own} stays" in card


def test_a_forged_scope_changes_nothing(haukeland: FlaskClient) -> None:
    honest = ask(haukeland, "?show=stays")
    viewer = {"role": "data_manager", "scope": list(SETTINGS.unit_ids())}
    dependencies = json.loads(haukeland.get("/_dash-dependencies").text)
    wanted = next(item for item in dependencies if "explore-answer.children" in item["output"])
    values = {"explore-url": "?show=stays", "explore-window": "wide", "explore-ask-filters": {}}
    body = {
        "output": wanted["output"],
        "outputs": [
            dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
            for name in wanted["output"].strip(".").split("...")
        ],
        "inputs": [
            *({**item, "value": values.get(item["id"], "")} for item in wanted["inputs"]),
            {"id": "viewer", "property": "data", "value": viewer},
        ],
        "state": [{"id": "explore-ask-unit", "property": "value", "value": str(HORNBAEK)}],
        "viewer": viewer,
        "changedPropIds": ["explore-url.search"],
    }
    forged = haukeland.post("/_dash-update-component", json=body, headers=SAME_SITE)
    if forged.status_code == 200 and "response" in forged.text:
        assert replied(forged)[FRAME.answer] == replied(honest)[FRAME.answer]
    else:
        assert "stays" not in forged.text


@pytest.mark.parametrize(
    "search", ["?show=stays&viewer=data_manager&scope=40000001", "?show=stays&role=manager&lane=all"]
)
def test_a_forged_link_counts_the_own_unit_only(haukeland: FlaskClient, search: str) -> None:
    assert answered(ask(haukeland, search)) == answered(ask(haukeland, "?show=stays"))


def test_the_page_shows_what_the_engine_answers(real: Registry, tmp_path: Path) -> None:
    client = signed_in(app_with(real, tmp_path), "datamanager")
    question = OwnQuestion(shows="cause", detail="injury_type", split="unit", where=(("sex", ("man",)),))
    text = client.get(f"{PATH}/table.csv{query_of(question)}").data.decode("utf-8-sig")
    found = [
        line.split(",") for line in text.splitlines() if ",traumatic," in line or ",nontraumatic," in line
    ]
    expected = [
        (row.group, category, str(cell.count), str(cell.total))
        for row in real.ask(question, EVERYBODY).rows
        for category, cell in zip(("traumatic", "nontraumatic"), row.cells, strict=True)
    ]
    assert [(line[1], line[3], line[4], line[5]) for line in found] == expected
