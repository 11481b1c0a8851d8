"""The catalogue: everything that can be asked is in it, can be found, and says how complete it is."""

import datetime
import json
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from dashboard import catalogue, completeness, texts
from dashboard.accounts import passwords
from dashboard.language import in_language
from dashboard.pages.catalogue import PATH
from queries import INDICATORS, MULTIPLES, VARIABLES, NoRelease, NotRecorded, OwnQuestion, Registry, Viewer
from tests.crawler.crawl import Visitor
from tests.crawler.places import place
from tests.release.registries import released

HAUKELAND, SUNNAAS = 105593, 106896


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


def test_everything_that_can_be_asked_is_an_entry_or_an_answer_of_one() -> None:
    found = {entry.id for entry in catalogue.entries()}
    answers = {answer for one in MULTIPLES.values() for answer in one.answers}
    assert found == {*INDICATORS, *MULTIPLES, *VARIABLES} - answers


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: entry.id)
def test_an_entry_says_what_it_is_where_it_comes_from_and_what_can_be_answered(
    entry: catalogue.Entry,
) -> None:
    assert entry.definition == texts.definition(entry.id)
    assert entry.reference
    assert entry.columns
    assert bool(entry.answers) == (entry.id not in INDICATORS)


def test_a_search_finds_every_word_wherever_it_stands_in_whatever_case() -> None:
    everything = catalogue.entries()
    assert [e.id for e in catalogue.found("NURSING home indicator", everything)] == []
    assert "nursing_home" in [e.id for e in catalogue.found("NURSING home", everything)]
    assert "sex" in [e.id for e in catalogue.found("women", everything)]  # an answer
    assert catalogue.found("", everything) == everything


def test_a_search_is_in_the_readers_language() -> None:
    with in_language("nb"):
        assert "sex" in [e.id for e in catalogue.found("kjønn", catalogue.entries())]


def test_indicators_tell_every_target_they_ever_had() -> None:
    history = list(catalogue.target_history(INDICATORS["quality_of_life_reported"]))
    assert [when for when, _ in history] == ["from 2011", "from 2017"]
    assert "80%" in history[0][1]
    assert "90%" in history[1][1]


# --- Completeness -----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("catalogue")
    with place(folder, released(folder, patients=600, seed=3)) as there:
        yield there


def test_completeness_is_that_of_the_answers_year_by_year(made: Any) -> None:
    """Against a question for each year alone."""
    registry: Registry = made.released.registry
    viewer = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
    (found,) = completeness.own_completeness(registry, "bladder_regime", viewer, datetime.date(2025, 6, 1))
    assert set(found.years) <= set(range(2016, 2027))
    known = asked = 0
    for year, recorded in found.years.items():
        dates = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        question = OwnQuestion(shows="bladder_regime", dates=dates, axis="discharge", units=(HAUKELAND,))
        (row,) = registry.ask(question, viewer).rows
        assert (recorded.known, recorded.asked) == (
            row.cells[0].total,
            row.cells[0].total + row.not_counted["missing"],
        )
        known, asked = known + recorded.known, asked + recorded.asked
    assert (found.whole.known, found.whole.asked) == (known, asked)
    assert 0 < known < asked


def test_only_units_in_scope_are_counted_live(made: Any) -> None:
    registry: Registry = made.released.registry
    scope = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
    units = [
        one.unit for one in completeness.own_completeness(registry, "sex", scope, datetime.date(2025, 6, 1))
    ]
    assert units == [HAUKELAND]
    nobody = Viewer(role="council")
    assert completeness.own_completeness(registry, "sex", nobody, datetime.date(2025, 6, 1)) == ()


# --- The page ---------------------------------------------------------------------------------------
def words(reply: Any) -> str:
    return json.dumps(reply.parts["catalogue-answer"], ensure_ascii=False)


def test_an_entry_shows_own_units_by_year_and_others_as_released(made: Any) -> None:
    visitor = made.visitor("clinician")
    text = words(visitor.see("catalogue", "?id=bladder_regime"))
    assert "Haukeland" in text
    assert "Your own units, counted live" in text
    assert "From release 2025-1" in text
    assert "/benchmark?show=bladder_regime" in text


def test_the_council_sees_the_release_only(made: Any) -> None:
    text = words(made.visitor("council").see("catalogue", "?id=bladder_regime"))
    assert "counted live" not in text
    assert "From release 2025-1" in text
    assert "/explore" not in text


@pytest.mark.parametrize("search", ["", "?id=nothing", "?id=", "?q=%00&id=../../etc", "?q=" + "x" * 5000])
def test_whatever_the_address_says_there_is_a_page(made: Any, search: str) -> None:
    reply = made.visitor("council").see("catalogue", search)
    assert reply.status == 200
    assert "Choose an entry" in words(reply)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (NotRecorded("bladder_regime", ("urinary.id",)), "does not deliver it. Missing: urinary.id"),
        (NoRelease(), "No numbers of other units have been released yet"),
    ],
)
def test_what_cannot_be_read_is_said_in_its_place(
    made: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def fail(*_args: object, **_kw: object) -> None:
        raise error

    monkeypatch.setattr(Registry, "answer" if isinstance(error, NoRelease) else "ask", fail)
    text = words(made.visitor("clinician").see("catalogue", "?id=bladder_regime"))
    assert says in text
    assert "How complete it is" in text


def test_the_whole_catalogue_is_a_file(made: Any) -> None:
    visitor: Visitor = made.visitor("council")
    client: FlaskClient = visitor.client
    text = client.get(f"{PATH}/table.csv").get_data().decode("utf-8-sig")
    for entry in catalogue.entries():
        assert f"\n{entry.id}," in text
    assert "\nsex," not in client.get(f"{PATH}/table.csv?q=nursing").get_data().decode("utf-8-sig")
