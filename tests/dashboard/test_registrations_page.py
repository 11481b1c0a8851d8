"""The Registrations page: what is asked, what is counted (against plain loops), and who sees whose record keys."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from dashboard.accounts import passwords
from dashboard.registrations import downloads, figures, found, sentences, tables, texts
from dashboard.registrations.asked import FIELDS, MOST_STEPS, Asked, at_first, read
from dashboard.words import Heading, plain
from queries import Delays, Gap, OwnQuestion, Viewer, gap_kinds
from queries.own.measures import summary_of
from tests.crawler.crawl import Visitor
from tests.crawler.places import Place, place
from tests.dashboard.components import seen
from tests.dashboard.made_up import CLINICIAN, HAUKELAND, SETTINGS, SUNNAAS
from tests.release.registries import released

TODAY = datetime.date(2026, 3, 15)
EVERYBODY = Viewer(role="data_manager", scope=frozenset(SETTINGS.unit_ids()))
HEADING = Heading(title="Stays", facts=("Haukeland",), source=("live",), warnings=())


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


# --- What is asked ----------------------------------------------------------------------------------
def test_at_first_it_is_the_last_twelve_months() -> None:
    assert at_first(TODAY).dates == (datetime.date(2025, 4, 1), TODAY)
    assert at_first(TODAY).to_query(TODAY) == {}


ASKED = st.builds(
    Asked,
    part=st.sampled_from(("stays", "forms", "delay", "worklist")),
    scope=st.sampled_from(("", "NO", str(HAUKELAND))),
    dates=st.tuples(
        st.dates(datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)),
        st.dates(datetime.date(2021, 1, 1), datetime.date(2026, 1, 1)),
    ),
    axis=st.sampled_from(("discharge", "admission")),
    step=st.sampled_from(("month", "quarter", "halfyear", "year")),
)


@given(ASKED)
def test_an_address_says_the_whole_question(asked: Asked) -> None:
    assert read(asked.to_query(TODAY), EVERYBODY, SETTINGS, TODAY) == asked


@given(st.dictionaries(st.sampled_from((*FIELDS, "other")), st.text(max_size=20)))
def test_whatever_an_address_says_something_is_asked(fields: dict[str, str]) -> None:
    asked = read(fields, CLINICIAN, SETTINGS, TODAY)
    assert asked.units(CLINICIAN, SETTINGS) == (HAUKELAND,)
    assert asked.dates[0] <= asked.dates[1]


@pytest.mark.parametrize(
    ("fields", "ignored"),
    [
        ({"scope": str(SUNNAAS)}, ("scope",)),
        ({"scope": "SE"}, ("scope",)),
        ({"from": "2026-01-02", "to": "2026-01-01"}, ("from",)),
        ({"from": "0001-01-01"}, ("from",)),
        ({"part": "secrets", "what": "nothing"}, ("part", "what")),
    ],
)
def test_what_is_not_understood_is_named(fields: dict[str, str], ignored: tuple[str, ...]) -> None:
    assert read(fields, CLINICIAN, SETTINGS, TODAY).ignored == ignored


def test_a_century_is_not_asked_for_by_month() -> None:
    asked = read({"from": "1950-01-01", "step": "month"}, CLINICIAN, SETTINGS, TODAY)
    assert asked.step == "year"
    assert MOST_STEPS >= 76


def test_a_country_is_its_units_in_scope() -> None:
    asked = read({"scope": "NO"}, EVERYBODY, SETTINGS, TODAY)
    assert set(asked.units(EVERYBODY, SETTINGS)) == set(SETTINGS.unit_ids("NO"))


# --- Words ------------------------------------------------------------------------------------------
def test_everything_that_can_be_the_matter_has_words() -> None:
    assert set(texts.GAP_NAMES) == set(gap_kinds())


@given(st.dictionaries(st.integers(0, 3000), st.integers(1, 5)))
def test_bins_hold_every_day_once(days: dict[int, int]) -> None:
    delays = Delays(unit=1, days=days, summary=summary_of({}), implausible=0, unknown=0)
    counts = found.binned(delays)
    assert sum(counts) == sum(days.values())
    assert found.in_time(days) == sum(counts[:4])
    every = sorted(day for day, count in days.items() for _ in range(count))
    middle = None if not every else (every[(len(every) - 1) // 2] + every[len(every) // 2]) / 2
    assert found.median_days(days) == middle


def gaps() -> list[Gap]:
    day = datetime.date(2026, 1, 1)
    return [
        Gap(unit=unit, key=key, admission=day, discharge=None, what=what, detail=None, since=since)
        for unit, key, what, since in (
            (HAUKELAND, "b", "lacks_bowel", datetime.date(2026, 1, 3)),
            (HAUKELAND, "a", "lacks_urinary", datetime.date(2026, 1, 5)),
            (HAUKELAND, "a", "lacks_bowel", None),
        )
    ]


def test_a_work_list_is_narrowed_and_ordered_and_counts_stays() -> None:
    every = found.listed(gaps(), "", "since")
    assert [gap.key for gap in every.gaps] == ["a", "b", "a"]
    assert every.stays == 2
    assert [gap.key for gap in found.listed(gaps(), "", "key").gaps] == ["a", "a", "b"]
    narrowed = found.listed(gaps(), "lacks_bowel", "key")
    assert [gap.key for gap in narrowed.gaps] == ["a", "b"]
    assert narrowed.kinds == {"lacks_bowel": 2, "lacks_urinary": 1}
    assert "3 things to see to in 2 stays" in plain(sentences.worklist(every))
    assert "Nothing to see to" in plain(sentences.worklist(found.listed([], "", "since")))


def test_nothing_registered_is_said_and_drawn() -> None:
    none = found.Over(steps=(), by_unit={HAUKELAND: ()}, people=(), everybody=0, undated=0)
    assert "No stay" in plain(sentences.over_time(none))
    asked = at_first(TODAY)
    assert figures.over_time(none, asked, narrow=False)["data"][0]["y"] == []
    assert seen(tables.over_time(none, asked, SETTINGS, "caption"))
    assert downloads.over_time(none, asked, SETTINGS, HEADING).rows == ()
    assert "No form" in plain(sentences.delays({}, None))
    assert "No stay" in plain(sentences.forms([], []))


def test_a_step_that_is_not_whole_is_hatched() -> None:
    steps = (datetime.date(2026, 1, 1), datetime.date(2026, 2, 1), datetime.date(2026, 3, 1))
    over = found.Over(steps=steps, by_unit={HAUKELAND: (1, 2, 3)}, people=(1, 2, 2), everybody=5, undated=0)
    asked = Asked(dates=(datetime.date(2026, 1, 10), TODAY))
    bars = figures.over_time(over, asked, narrow=False)["data"][0]
    assert bars["y"] == [1, 2, 3]
    assert [bool(shape) for shape in bars["marker"]["pattern"]["shape"]] == [True, False, True]


# --- The page ---------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("registrations")
    with place(folder, released(folder, patients=500, seed=4)) as there:
        yield there


LONG_AGO = "from=2017-01-01&to=2025-12-31"


def answer(visitor: Visitor, search: str) -> str:
    reply = visitor.see("registrations", f"?{search}")
    assert reply.status == 200
    return json.dumps(reply.parts, ensure_ascii=False)


@pytest.mark.parametrize("part", ["stays", "forms", "delay", "worklist"])
@pytest.mark.parametrize("name", ["clinician", "manager", "datamanager"])
def test_every_part_has_an_answer_and_files(made: Place, name: str, part: str) -> None:
    visitor = made.visitor(name)
    text = answer(visitor, f"part={part}&{LONG_AGO}")
    assert "Contains live data of your own unit" in text
    for kind in ("csv", "xlsx"):
        reply = visitor.client.get(f"/registrations/table.{kind}?part={part}&{LONG_AGO}")
        assert reply.status_code == 200
        assert f"registrations_{part}_" in reply.headers["Content-Disposition"]


def test_stays_by_month_are_those_of_a_question_for_each_month(made: Place) -> None:
    registry = made.released.registry
    dates = (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    over = found.over_time(registry, Asked(dates=dates), (HAUKELAND,), CLINICIAN)
    assert len(over.steps) == 12
    for place_, first in enumerate(over.steps):
        last = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(
            days=1
        )
        question = OwnQuestion(shows="stays", units=(HAUKELAND,), dates=(first, last), axis="discharge")
        (row,) = registry.ask(question, CLINICIAN).rows
        assert over.by_unit[HAUKELAND][place_] == over.totals[place_] == row.stays
    assert sum(over.totals) > 0


KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def keys_of(text: str) -> set[str]:
    return set(KEY.findall(text))


def test_record_keys_are_for_the_units_own_staff_only(made: Place) -> None:
    """Of every unit that a clinician asks for by whatever means, the keys are those of the own unit."""
    registry, window = made.released.registry, f"part=worklist&{LONG_AGO}"
    stays = Asked(part="worklist", dates=(datetime.date(2017, 1, 1), datetime.date(2025, 12, 31)))
    own = {gap.key for gap in registry.worklist(stays.stays((HAUKELAND,)), CLINICIAN, today=TODAY)}
    visitor = made.visitor("clinician")
    for scope in ("", str(HAUKELAND), str(SUNNAAS), "NO", "DK", "*"):
        text = answer(visitor, f"{window}&scope={scope}")
        file = visitor.client.get(f"/registrations/table.csv?{window}&scope={scope}").text
        assert keys_of(text)
        assert keys_of(text) | keys_of(file) <= own
    others = keys_of(made.visitor("datamanager").client.get(f"/registrations/table.csv?{window}").text)
    assert len(others - own) > 50


def test_the_council_has_no_such_page_whatever_it_sends(made: Place) -> None:
    visitor = made.visitor("council")
    assert visitor.client.get("/registrations").status_code == 403
    assert visitor.client.get(f"/registrations/table.csv?part=worklist&{LONG_AGO}").status_code == 403
    reply = visitor.see("registrations", f"?part=worklist&{LONG_AGO}")
    assert not keys_of(reply.body.decode())


def test_no_log_holds_a_key(made: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    text = answer(made.visitor("datamanager"), f"part=worklist&{LONG_AGO}")
    assert keys_of(text)
    assert not keys_of(" ".join(record.getMessage() for record in caplog.records))


def test_a_control_that_names_another_unit_is_not_believed(made: Place) -> None:
    visitor = made.visitor("clinician")
    found_: Any = next(
        item for item in visitor._dependencies if "registrations-answer.children" in item["output"]
    )
    values = {
        "registrations-url.search": "?part=worklist",
        "registrations-window.data": "wide",
        "registrations-ask-scope.value": str(SUNNAAS),
        "registrations-ask-from.value": "2017-01-01",
        "registrations-ask-to.value": "2025-12-31",
        "registrations-ask-axis.value": "discharge",
        "registrations-ask-step.value": "month",
        "registrations-ask-what.value": "",
    }
    reply = visitor.call(found_, values, changed="registrations-ask-scope.value")
    assert reply.status_code == 200
    assert "Sunnaas" not in reply.text
