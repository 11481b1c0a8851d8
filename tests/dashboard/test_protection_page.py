"""The page "How numbers are protected": the rule in force, a true example, and the words of the notes."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import cast

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard import sentences
from dashboard.accounts import passwords
from dashboard.comparison import compare
from dashboard.language import in_language
from dashboard.notes import Note, notes
from dashboard.pages.address import View
from dashboard.pages.card import sheet
from dashboard.pages.example import Example, draw, make_example
from dashboard.pages.links import Links
from dashboard.pages.protection import page
from dashboard.pages.question import FRAME
from dashboard.pages.rule import rule_in_force
from dashboard.pages.sheet import draw as draw_sheet
from queries import Answer, Listed, Registry, SourceUnavailable
from tests.dashboard import made_up
from tests.dashboard.applications import make_app, make_client, make_config, sign_in
from tests.dashboard.components import of_kind, seen, words
from tests.dashboard.made_up import COUNCIL, SETTINGS
from tests.dashboard.published import ReleasedRegistry, listed

EXAMPLES = st.builds(
    make_example, k=st.integers(3, 20), insider_safe=st.booleans(), block_years=st.integers(1, 5)
)
LATER = listed("2025-2", k=8, insider_safe=False, max_filters=1)


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


def page_of(*releases: Listed) -> str:
    registry = cast("Registry", ReleasedRegistry(releases))
    return seen(page(rule_in_force(registry), SETTINGS))


# --- The example -----------------------------------------------------------------------------------


def smallest_derivable(example: Example, known: int | None = None) -> int:
    """The smallest number of patients that anybody can calculate from what is shown of one year, or somebody who
    knows one unit's patients; of others than these."""
    units = len(example.counts)
    shown: list[tuple[int, ...]] = [(place,) for place in range(len(example.alone))]
    shown += [tuple(range(len(example.alone), units)), tuple(range(units))]
    shown += [] if known is None else [(known,)]
    found = []
    for signs in product((-1, 0, 1), repeat=len(shown)):
        members = [
            sum(sign for sign, row in zip(signs, shown, strict=True) if u in row) for u in range(units)
        ]
        others = [place for place in range(units) if members[place] and place != known]
        if others and set(members) <= {0, 1}:
            found.append(sum(example.counts[place] for place in others))
    return min(found)


@given(EXAMPLES)
def test_nothing_small_can_be_calculated_in_the_example(example: Example) -> None:
    staff = range(len(example.counts)) if example.insider_safe else ()
    assert all(smallest_derivable(example, known) >= example.k for known in (None, *staff))


@given(EXAMPLES)
def test_what_the_example_says_is_so(example: Example) -> None:
    assert example.counts[-1] < example.k <= min(example.counts[:-1])
    assert min(example.longer) >= example.k
    fewer = replace(example, pooled=example.pooled - 1)
    if fewer.pooled > 1:
        assert smallest_derivable(fewer, len(example.counts) - 2) < example.k


def test_the_example_is_worked_out_step_by_step() -> None:
    table, steps = draw(make_example(k=5, insider_safe=True, block_years=3))
    rows = [[words(cell) for cell in row.children] for row in of_kind(table, "Tr")[1:]]
    assert [row[0] for row in rows] == ["North", "East", "West", "South", "All"]
    assert rows[3] == ["South", "4", "\N{EN DASH}not shown", "11"]
    assert rows[1][3] == "19together"
    text = words(steps).replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    assert "31 - 12 - 9 - 6 = 4" in text
    assert "10 - 6 = 4" in text
    assert "East, West and South are shown together: 19" in text


def test_where_staff_need_not_be_feared_the_example_says_nothing_of_them() -> None:
    _table, steps = draw(make_example(k=5, insider_safe=False, block_years=3))
    assert "works at" not in words(steps)
    assert "West and South are shown together: 10" in words(steps)


# --- The page --------------------------------------------------------------------------------------


def test_the_rule_is_that_of_the_release_in_service() -> None:
    text = page_of(listed("2025-1", k=5), LATER)
    assert "has at least 8 patients" in text
    assert "Release2025-2" in text
    assert "Filters at a time1" in text
    assert "Holds against unit staff, tooNo" in text
    assert "at least 5" not in text


def test_a_withdrawn_release_states_no_rule() -> None:
    text = page_of(listed("2025-1", k=5), replace(LATER, withdrawn=LATER.header.created))
    assert "Release2025-1" in text
    assert "has at least 5 patients" in text


@pytest.mark.parametrize("releases", [(), SourceUnavailable("sqlite:///secret")])
def test_the_page_is_there_without_a_release(releases: tuple[Listed, ...] | Exception) -> None:
    registry = cast("Registry", ReleasedRegistry(releases))
    text = seen(page(rule_in_force(registry), SETTINGS))
    assert f"has at least {SETTINGS.rule.k} patients" in text
    assert "Made" not in text.partition("Periods")[2]


def test_the_notes_are_quoted_as_they_are_said() -> None:
    made, partly = made_up.changed_in_every_way(), made_up.partly_hidden()
    any_detail = replace(made, asked=replace(made.asked, detail=None), changes=("coarser_detail",))
    cells_hidden = replace(partly, rows=(partly.rows[0], *partly.rows[2:]))
    said = [stem(note.text) for answer in (made, any_detail, cells_hidden) for note in told(answer)]
    registry = cast("Registry", ReleasedRegistry((listed("2025-1"),)))
    quoted = [words(quote) for quote in of_kind(page(rule_in_force(registry), SETTINGS), "Q")]
    assert len(quoted) == 6
    for quote in quoted:
        assert any(text.startswith(stem(quote)) for text in said), quote


def told(answer: Answer) -> tuple[Note, ...]:
    return notes(compare(answer, settings=SETTINGS, viewer=COUNCIL), settings=SETTINGS)


def stem(text: str) -> str:
    """A note without the years and the groups that it names."""
    return re.sub("\\b\\d{4}(\N{EN DASH}\\d{4})?", "YEARS", text).partition("together")[0]


def test_who_is_counted_and_what_is_not_protected_is_said() -> None:
    text = page_of(listed("2025-1"))
    assert "from 2017 on, of patients who were 16 or older" in text
    assert "admitted on 1 January 2016 or later" in text
    assert "“Bladder assessed”" in text
    assert "The rule holds against the staff of each unit alone." in text
    assert "taking away their own patients" in page_of(LATER)


def test_it_is_all_there_in_norwegian() -> None:
    with in_language("nb"):
        assert "Alle tall du ser, er nøyaktige." in page_of(listed("2025-1"))


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    registry = ReleasedRegistry((listed("2025-1"),), made_up.usual())
    return make_client(make_app(make_config(tmp_path), cast("Registry", registry)))


@pytest.mark.parametrize("name", ["clinician", "manager", "council", "datamanager"])
def test_everybody_signed_in_may_read_it(client: FlaskClient, name: str) -> None:
    assert client.get("/protection").status_code == 302
    sign_in(client, name)
    page = client.get("/protection")
    assert page.status_code == 200
    assert page.text.count('href="/protection"') == 2  # under "Help", and at the foot of every page


def test_why_something_is_hidden_leads_there() -> None:
    answer = compare(made_up.usual(), settings=SETTINGS, viewer=COUNCIL)
    told = notes(answer, settings=SETTINGS)
    links = Links(page=lambda *_question: "", file=lambda *_question: "")
    heading = sentences.heading(answer, SETTINGS)
    made = draw_sheet(
        sheet(answer, heading=heading, told=told, view=View(), links=links, narrow=False), FRAME
    )
    (why,) = [part for part in of_kind(made, "Details") if words(part).startswith("Why?")]
    assert "A dash says nothing about how small or large a number is." in words(why)
    assert [vars(link)["href"] for link in of_kind(why, "Link")] == ["/protection"]
