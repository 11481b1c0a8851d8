"""The Own unit page: its address, its states, its callback and its files, over HTTP."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.accounts import passwords
from dashboard.own.address import SHAPES, START, View, query_of, read_address
from dashboard.pages import explore_question
from dashboard.pages.explore_question import FIELDS, FRAME
from queries import (
    MULTIPLES,
    VARIABLES,
    NotAllowed,
    NotRecorded,
    OwnQuestion,
    RegistryUnusable,
    SourceUnavailable,
    Viewer,
)
from tests.dashboard import own_answers
from tests.dashboard.components import of_kind, parts
from tests.dashboard.made_up import HAUKELAND, SETTINGS, SUNNAAS
from tests.dashboard.own_answers import KINDS
from tests.dashboard.own_pages import PATH, OwnRegistry, answered, app_with, ask, held, replied, signed_in
from tests.own.test_address import questions

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


@pytest.fixture
def client(registry: OwnRegistry, tmp_path: Path) -> FlaskClient:
    return signed_in(app_with(registry, tmp_path))


@pytest.fixture
def manager(registry: OwnRegistry, tmp_path: Path) -> FlaskClient:
    return signed_in(app_with(registry, tmp_path), "datamanager")


# --- The address ----------------------------------------------------------------------------------
@given(questions(), st.sampled_from(list(SHAPES.values())))
def test_an_address_says_all_of_a_question_and_its_view(question: OwnQuestion, shape: Any) -> None:
    asked = read_address(query_of(question, View(shape=shape)))
    if max((age for age in question.ages if age is not None), default=0) <= 120:
        assert (asked.question, asked.view.shape, asked.ignored) == (question, shape, ())
    assert read_address(asked.query) == asked


@given(st.text())
def test_no_address_is_an_error(text: str) -> None:
    assert read_address(f"?{text}").view.shape in SHAPES


def test_without_a_question_there_is_one_to_begin_with() -> None:
    assert read_address("").question == START
    assert read_address("?view=table").question == START
    assert read_address(query_of(START)).question == START


def test_ranges_that_contradict_each_other_stay_in_the_address() -> None:
    asked = read_address("?show=sex&from=2024-01-01&to=2020-01-01&age_from=200")
    assert asked.question == OwnQuestion(shows="sex", dates=(date(2024, 1, 1), None))
    assert asked.kept == {"to": "2020-01-01", "age_from": "200"}
    assert asked.query == "?show=sex&from=2024-01-01&to=2020-01-01&age_from=200"


# --- The page before its answer -------------------------------------------------------------------
def test_every_control_is_there_once_and_has_a_label() -> None:
    page = explore_question.layout(
        read_address("?show=sex&cause=traumatic"), viewer=EVERYBODY, settings=SETTINGS
    )
    ids = [vars(part)["id"] for part in parts(page) if "id" in vars(part)]
    assert len(set(ids)) == len(ids)
    assert {FRAME.control(field) for field in FIELDS} <= set(ids)
    labelled = {vars(label)["htmlFor"] for label in of_kind(page, "Label")}
    assert labelled == {FRAME.control(field) for field in FIELDS} - {FRAME.control("filters")}
    assert vars(of_kind(page, "Details")[0])["open"] is True


@pytest.mark.parametrize(("viewer", "hidden"), [(CLINICIAN, True), (EVERYBODY, False)])
def test_units_are_a_choice_where_there_is_more_than_one(viewer: Viewer, hidden: bool) -> None:
    page = explore_question.layout(read_address(""), viewer=viewer, settings=SETTINGS)
    (field,) = [part for part in parts(page) if vars(part).get("id") == "explore-field-unit"]
    assert vars(field)["hidden"] is hidden


def test_everything_declared_can_be_shown(client: FlaskClient) -> None:
    groups = replied(ask(client))[FRAME.control("show")]["groups"]
    offered = {option["value"]: option for group in groups for option in group["options"]}
    single = {answer for multiple in MULTIPLES.values() for answer in multiple.answers}
    assert (set(VARIABLES) - single) | set(MULTIPLES) <= set(offered)
    assert offered["spinal_surgery"]["disabled"] is True
    assert "not in this registry" in offered["spinal_surgery"]["label"]
    filters = replied(ask(client))[FRAME.control("filters")]["addable"]
    addable = {option["value"] for group in filters for option in group["options"]}
    assert set(VARIABLES) - {"spinal_surgery"} == addable


# --- The callback ---------------------------------------------------------------------------------
def test_the_address_is_what_counts_unless_a_control_was_changed(
    client: FlaskClient, registry: OwnRegistry
) -> None:
    reply = replied(ask(client, "?show=nursing_home&sex=woman", show="cause"))
    assert registry.asked[-1] == OwnQuestion(shows="nursing_home", where=(("sex", ("woman",)),))
    assert FRAME.url not in reply
    assert held(reply) == {
        **dict.fromkeys(FIELDS, ""),
        "show": "nursing_home",
        "filters": {"sex": ["woman"]},
    }


def test_what_the_controls_hold_asks_the_same_again(client: FlaskClient, registry: OwnRegistry) -> None:
    search = (
        "?show=ais_discharge&detail=grades&split=ais_admission&split_level=severity&age_from=16&age_to=60"
        "&from=2020-01-01&to=2024-12-31&axis=discharge&cause=fall,traumatic&sex=woman&view=matrix"
    )
    values = held(replied(ask(client, search)))
    reply = replied(ask(client, search, changed="show", **values))
    assert registry.asked[-1] == registry.asked[-2]
    assert FRAME.url not in reply


def test_a_changed_control_writes_the_address_and_keeps_the_view(
    client: FlaskClient, registry: OwnRegistry
) -> None:
    reply = replied(ask(client, "?show=cause&view=table", changed="split", show="cause", split="year"))
    assert registry.asked[-1] == OwnQuestion(shows="cause", split="year")
    assert reply[FRAME.url]["search"] == "?show=cause&split=year&view=table"


def test_what_means_nothing_any_more_goes_without_a_word(client: FlaskClient, registry: OwnRegistry) -> None:
    reply = replied(
        ask(
            client,
            "",
            changed="show",
            show="sex",
            detail="grades",
            statistic="median",
            split="year",
            split_level="x",
        )
    )
    assert registry.asked[-1] == OwnQuestion(shows="sex", split="year")
    assert "not known here" not in json.dumps(reply[FRAME.answer])


def test_one_of_several_answers_is_a_detail_of_the_question(
    client: FlaskClient, registry: OwnRegistry
) -> None:
    answer = MULTIPLES["bladder_main"].answers[0]
    reply = replied(ask(client, "", changed="detail", show="bladder_main", detail=answer))
    assert registry.asked[-1].shows == answer
    assert held(reply)["show"] == "bladder_main"
    assert held(reply)["detail"] == answer


def test_a_filter_can_be_added_ticked_and_taken_away(client: FlaskClient, registry: OwnRegistry) -> None:
    reply = replied(ask(client, "", changed="filters", show="cause", filters={"sex": []}))
    (item,) = reply[FRAME.control("filters")]["items"]
    assert (item["id"], item["told"]) == ("sex", "no group ticked yet")
    assert {option["value"] for group in item["groups"] for option in group["options"]} == {
        "woman",
        "man",
        "missing",
    }
    reply = replied(
        ask(
            client,
            "?show=cause",
            changed="filters",
            show="cause",
            filters={"sex": ["woman"], "age": ["60_plus", "0_14"]},
        )
    )
    assert registry.asked[-1].filters == {"sex": ("woman",), "age": ("0_14", "60_plus")}
    assert reply[FRAME.url]["search"] == "?show=cause&age=0_14,60_plus&sex=woman"
    assert reply["explore-more"]["children"] == "More filters (2 set)"
    assert [item["id"] for item in reply[FRAME.control("filters")]["items"]] == [
        "sex",
        "age",
    ]  # as they were chosen
    reply = replied(ask(client, reply[FRAME.url]["search"], changed="filters", show="cause", filters={}))
    assert reply[FRAME.url]["search"] == "?show=cause"


def test_ranges_are_told_apart_and_nothing_typed_is_lost(client: FlaskClient, registry: OwnRegistry) -> None:
    typed: dict[str, Any] = {"show": "sex", "from": "2024-01-01", "to": "2020-01-01", "age_from": "16"}
    reply = replied(ask(client, "?show=sex", changed="to", **typed))
    assert registry.asked[-1] == OwnQuestion(shows="sex", dates=(date(2024, 1, 1), None), ages=(16, None))
    assert {**held(reply), "filters": ""} == {**dict.fromkeys(FIELDS, ""), **typed}
    assert reply[FRAME.control("to")]["wrong"] is True
    assert reply[FRAME.control("from")]["wrong"] is False
    assert "before the first" in reply["explore-told"]["children"]
    again = replied(
        ask(client, reply[FRAME.url]["search"], changed="from", **{**typed, "from": "2019-01-01"})
    )
    assert registry.asked[-1].dates == (date(2019, 1, 1), date(2020, 1, 1))
    assert again["explore-told"]["children"] == ""


@pytest.mark.parametrize("name", ["to", "age_to"])
@pytest.mark.parametrize("text", ["2024-", "-1", "1e9", "16.5", "9" * 400, "2020-13-01", "<b>", "0x10"])
def test_a_range_that_cannot_be_read_is_told_and_not_asked(
    client: FlaskClient, registry: OwnRegistry, name: str, text: str
) -> None:
    reply = replied(ask(client, "?show=sex", changed=name, show="sex", **{name: text}))
    assert registry.asked[-1] == OwnQuestion(shows="sex")
    assert held(reply)[name] == ""
    assert "that is not known here" in json.dumps(reply[FRAME.answer])


@pytest.mark.parametrize(
    ("value", "units"),
    [
        ("", ()),
        ("NO", SETTINGS.unit_ids("NO")),
        (str(SUNNAAS), (SUNNAAS,)),
        (NORWAY, SETTINGS.unit_ids("NO")),
    ],
)
def test_a_data_manager_chooses_a_unit_a_country_or_everything(
    manager: FlaskClient, registry: OwnRegistry, value: str, units: tuple[int, ...]
) -> None:
    reply = replied(ask(manager, "?show=sex", changed="unit", show="sex", unit=value))
    assert set(registry.asked[-1].units) == set(units)
    assert held(reply)["unit"] == ("NO" if value == NORWAY else value)
    options = [
        option["value"] for group in reply[FRAME.control("unit")]["groups"] for option in group["options"]
    ]
    assert {"", "DK", "NO", *map(str, SETTINGS.unit_ids())} <= set(options)


def test_nothing_is_asked_before_the_browser_says_where_it_is(
    client: FlaskClient, registry: OwnRegistry
) -> None:
    assert ask(client, cast("str", None)).status_code == 204
    assert ask(client, window=cast("str", None)).status_code == 204
    assert registry.asked == []


@pytest.mark.parametrize(
    "search",
    [
        "?show=__proto__&from=9999999999",
        "?unit=1%00&age=%FF",
        "?" + "sex=woman&" * 500,
        "?=&&;",
        "?show=" + "x" * 9000,
    ],
)
def test_a_hostile_address_gets_an_ordinary_answer(client: FlaskClient, search: str) -> None:
    assert FRAME.answer in replied(ask(client, search))


@pytest.mark.parametrize(
    "value",
    [
        5,
        ["woman"],
        {"sex": "woman"},
        {"sex": [{"a": 1}]},
        {"__class__": ["x"]},
        None,
        "x" * 10_000,
        {"sex": ["../../etc"]},
    ],
)
@pytest.mark.parametrize("field", ["filters", "show", "unit", "from"])
def test_a_hostile_control_gets_an_ordinary_answer(client: FlaskClient, field: str, value: Any) -> None:
    assert FRAME.answer in replied(ask(client, "", changed=field, **{field: value}))


# --- States ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("error", "title"),
    [
        (SourceUnavailable("sqlite:///secret"), "The data cannot be read just now"),
        (RegistryUnusable("secret"), "The data cannot be read just now"),
        (NotAllowed("secret"), "This is not open to you"),
        (NotRecorded("sex", ("stay.secret",)), "Not in this registry"),
        (NotRecorded("people", ("stay.secret",)), "Not in this registry"),
    ],
)
def test_what_cannot_be_answered_is_said_in_plain_words(
    client: FlaskClient, registry: OwnRegistry, error: Exception, title: str
) -> None:
    registry.size = error
    response = ask(client, "?show=cause&sex=woman&from=2020-01-01")
    reply = replied(response)
    assert title in json.dumps(reply[FRAME.answer])
    assert "secret" not in response.text
    assert reply[FRAME.picture]["data"] is None
    assert held(reply)["from"] == "2020-01-01"
    assert reply[FRAME.control("filters")]["items"][0]["id"] == "sex"


def test_a_variable_that_is_not_recorded_can_be_left_out(client: FlaskClient, registry: OwnRegistry) -> None:
    registry.size = NotRecorded("sex", ("stay.sex",))
    card = answered(ask(client, "?show=cause&sex=woman&split=sex"))
    assert '"/explore?show=cause"' in card


@pytest.mark.parametrize("shown", own_answers.SHOWN)
def test_every_kind_of_answer_makes_a_page(client: FlaskClient, registry: OwnRegistry, shown: str) -> None:
    for _shown, split, size in (kind for kind in KINDS if kind[0] == shown and kind[2] != "very large"):
        registry.size = size
        search = query_of(replace(own_answers.SHOWN[shown], split=split))
        empty = own_answers.made(shown, split, size).nothing_recorded
        for view, drawn in (("", True), ("&view=table", False)):
            reply = replied(ask(client, search + view, window="narrow"))
            card = json.dumps(reply[FRAME.answer])
            assert ("explore-graph" in card) == (drawn and not empty)
            assert ("table.csv" in card) == (not empty)
            assert "do not pass on" in card
            assert (reply[FRAME.picture]["data"]["figure"] is None) == empty


def test_a_table_too_long_to_be_heard_is_left_to_a_view_of_its_own(
    client: FlaskClient, registry: OwnRegistry
) -> None:
    registry.size = "very large"
    short, long_ = (answered(ask(client, f"?show=bladder_main&split={split}")) for split in ("sex", "month"))
    assert ("answer-table" in short, "follow as a table" in short) == (True, True)
    assert ("answer-table" in long_, "in the view called Table" in long_) == (False, True)
    assert "answer-table" in answered(ask(client, "?show=bladder_main&split=month&view=table"))


@pytest.mark.parametrize(
    ("search", "view"),
    [("?show=sex&split=cause&view=matrix", True), ("?show=sex&split=year&view=matrix", False)],
)
def test_only_two_variables_are_a_matrix(client: FlaskClient, search: str, view: bool) -> None:
    assert ("Matrix" in answered(ask(client, search))) == view


def test_ready_made_questions_keep_units_dates_and_filters(manager: FlaskClient) -> None:
    reply = replied(ask(manager, f"?show=sex&split=year&unit={SUNNAAS}&from=2020-01-01&cause=fall"))
    links = json.dumps(reply["explore-presets"]["children"])
    expected = f"/explore?show=ais_discharge&unit={SUNNAAS}&split=ais_admission&from=2020-01-01&cause=fall&view=matrix"
    assert expected in links


def test_clearing_filters_keeps_what_is_shown_and_whose(manager: FlaskClient) -> None:
    reply = replied(ask(manager, f"?show=sex&split=year&unit={SUNNAAS}&age_from=3&axis=discharge&cause=fall"))
    assert reply["explore-clear"]["href"] == f"/explore?show=sex&unit={SUNNAAS}&split=year"


# --- Files ----------------------------------------------------------------------------------------
def test_files_answer_the_question_of_their_address(client: FlaskClient, registry: OwnRegistry) -> None:
    response = client.get(f"{PATH}/table.csv?show=cause&sex=woman&split=year")
    assert registry.asked[-1] == OwnQuestion(shows="cause", split="year", where=(("sex", ("woman",)),))
    assert response.content_type == "text/csv; charset=utf-8"
    assert "own-unit-data" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "do not pass on" in response.data.decode("utf-8-sig")


def test_there_are_no_other_files(client: FlaskClient) -> None:
    assert client.get(f"{PATH}/table.html").status_code == 404
