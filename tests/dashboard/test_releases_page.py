"""The page "Releases": what is told of each release, its filed audit, and who may see it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from dashboard.accounts import passwords
from dashboard.language import in_language
from dashboard.pages.filed_audit import CHECKS, OF_ONE_UNIT
from dashboard.pages.releases import page
from queries import Listed, Registry
from queries.release.audit import DEFAULT, audit
from queries.release.audit.report import Check
from queries.release.content import Expected
from tests.dashboard.applications import SAME_SITE, make_app, make_client, make_config, sign_in
from tests.dashboard.components import of_kind, parts, seen, words
from tests.dashboard.made_up import SETTINGS
from tests.dashboard.published import MADE, ReleasedRegistry, as_stored, listed
from tests.privacy.cubes import Shape, build, first_years, make_cube

PATH = "/releases"
FIRST, LATER = listed("2025-1"), listed("2025-2")


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


def told(*releases: Listed) -> list[str]:
    """Each release in words, in the order of the page."""
    return [seen(section) for section in of_kind(page(releases, SETTINGS), "Section")]


# --- What is told ----------------------------------------------------------------------------------


def test_the_latest_comes_first_and_is_in_service() -> None:
    later, first = told(FIRST, LATER)
    assert later.startswith("Release 2025-2● In serviceYears of discharge2017\N{EN DASH}2025")
    assert first.startswith("Release 2025-1◐ Not in service")


def test_a_withdrawn_release_says_when_and_why_and_the_one_before_is_in_service() -> None:
    gone = replace(LATER, withdrawn=MADE, withdrawn_because="units had been mixed up")
    later, first = told(FIRST, gone)
    assert "○ Withdrawn on 2 March 2026: units had been mixed up" in later
    assert "In service" not in later
    assert "● In service" in first


def test_everything_is_told_that_makes_a_release_what_it_is() -> None:
    one = listed(
        "2025-2",
        k=10,
        insider_safe=False,
        appends="2024-1",
        because="late registrations",
        left_out={"without_age": 4, "without_cause": 0, "something_new": 1},
        lacking={"sex": ("stay.sex", "person.sex")},
    )
    (text,) = told(one)
    for part in (
        "Smallest group (patients)10",
        "Holds against unit staff, tooNo",
        "Made2 March 2026",
        "Goes on from2024-1",
        "All years counted anew becauselate registrations",
        "Under 16 years, or age not recorded: 4%",
        "Cause of injury not recorded: under 1%",
        "something_new: 1%",
        "Sex: stay.sex and person.sex",
        "Datamade up",
    ):
        assert part in text


def test_nothing_is_left_out_or_missing_or_released() -> None:
    (text,) = told(FIRST)
    assert "Stays left outNone" in text
    assert "Nothing is missing" in text
    assert "Goes on from" not in text
    assert "Nothing has been released yet." in words(page((), SETTINGS))


# --- The filed report ------------------------------------------------------------------------------


def test_each_check_says_what_it_asked_how_much_it_looked_at_and_what_came_out() -> None:
    rows = [[words(cell) for cell in row.children] for row in of_kind(page((FIRST,), SETTINGS), "Tr")]
    assert rows == [
        ["Check", "Result", "Looked at"],
        [
            "Every sensitive number stands for at least k patientssmallest: 5",
            "✓ passed",
            "31,751Numbers, all of them",
        ],
        [
            "Nor can staff of Haukeland, who know their own patients",
            "✓ passed",
            "1,062,480Sets of units and years, all of them",
        ],
        [
            "No hidden small number can be narrowed down to fewer than k values",
            "○ not run",
            "0Hidden numbers, a sample",
        ],
    ]


def test_no_fingerprint_of_the_data_is_shown() -> None:
    """Whoever guesses the hidden numbers could test the guess with it."""
    assert FIRST.header.data_hash[:8] not in str(page((FIRST,), SETTINGS))


def test_a_report_says_its_verdict_before_it_is_unfolded() -> None:
    failed = Check(id="cells", title="", kind="exact", examined=3, of="", failures=("sex: below k",))
    found = [page((listed("2025-1", checks=checks),), SETTINGS) for checks in ((), (failed,))]
    summaries = [words(of_kind(one, "Summary")) for one in (page((FIRST,), SETTINGS), found[1])]
    assert summaries == ["Audit report: all 3 checks passed", "Audit report: not every check passed"]
    assert "✕ failed" in words(found[1])
    assert "sex: below k" in words(found[1])


def test_a_release_without_a_report_says_so() -> None:
    assert "No audit report is filed with this release." in told(replace(FIRST, audit={}))[0]


def test_a_check_that_is_not_known_here_is_shown_as_it_was_filed() -> None:
    new = Check(id="sets_of_sets", title="A new check", kind="exact", examined=2, of="things")
    made = page((listed("2025-1", checks=(new,)),), SETTINGS)
    in_english = [words(part) for part in parts(made) if getattr(part, "lang", None) == "en"]
    assert in_english == ["A new check", "things"]


def test_a_unit_that_has_left_the_settings_is_told_by_its_id() -> None:
    gone = Check(id="sets_4711", title="", kind="exact", examined=2, of="")
    assert "staff of 4711" in told(listed("2025-1", checks=(gone,)))[0]


def test_every_check_that_an_audit_makes_has_words_of_its_own() -> None:
    assert set(made_checks()) == set(CHECKS)


def made_checks() -> Iterator[str]:
    """The checks of an audit that leaves none out: with the registry, after an earlier release, measuring."""
    shape = Shape(sizes=(30.0, 20.0), dimensions=("sex", "ais_admission", "nursing_home"), years=6)
    cube = make_cube(shape)
    before = build(*first_years(shape, cube, 3), release_id="made-0")
    header, tables = build(shape, cube, before=before[1])
    row = next(iter(next(table for table in tables if table.breakdown.key == "|nursing_home").counts))
    share = Expected(
        indicator="nursing_home", factors=(), refused=None, discrimination=None, slope=None, shares={row: 0.5}
    )
    expecting = replace(header, expected=(share,))
    sample = replace(DEFAULT, groups=1, drawn=5, intervals=1, problems=2, measure=True)
    report = as_stored(audit(expecting, tables, cube=cube, previous=before, sample=sample).to_dict())
    for check in report["checks"]:
        yield OF_ONE_UNIT.sub("sets", check["id"])


def test_it_is_all_there_in_norwegian() -> None:
    with in_language("nb"):
        (text,) = told(FIRST)
    assert "I bruk" in text
    assert "Kontrollrapport: Alle 3 kontroller er bestått" in text
    assert "31\N{NO-BREAK SPACE}751" in text


# --- Who may see it --------------------------------------------------------------------------------


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    registry = cast("Registry", ReleasedRegistry((FIRST,)))
    return make_client(make_app(make_config(tmp_path), registry))


def open_by_script(client: FlaskClient) -> str:
    """What a script gets that asks for the page's content without asking for its address."""
    client.get("/_dash-layout")
    place = "_pages_content.children"
    wanted = next(one for one in json.loads(client.get("/_dash-dependencies").text) if place in one["output"])
    inputs = [{**one, "value": PATH if one["property"] == "pathname" else ""} for one in wanted["inputs"]]
    outputs = [dict(zip(("id", "property"), one.split("."), strict=True)) for one in outputs_of(wanted)]
    body = {"output": wanted["output"], "outputs": outputs, "inputs": inputs, "state": []}
    changed = {"changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs]}
    return client.post("/_dash-update-component", json={**body, **changed}, headers=SAME_SITE).text


def linked(client: FlaskClient) -> list[str]:
    """Where the shell leads."""
    return list(
        dict.fromkeys(re.findall(r'class="shell-link" href="(/[^"]*)"', client.get("/benchmark").text))
    )


def outputs_of(dependency: dict[str, str]) -> list[str]:
    return dependency["output"].strip(".").split("...")


@pytest.mark.parametrize("name", ["clinician", "manager", "council"])
def test_nobody_but_a_data_manager_sees_it(client: FlaskClient, name: str) -> None:
    sign_in(client, name)
    refused = client.get(PATH)
    assert refused.status_code == 403
    assert "This is not open to you" in refused.text
    assert PATH not in linked(client)
    assert "31,751" not in open_by_script(client)


def test_a_data_manager_sees_it(client: FlaskClient) -> None:
    sign_in(client, "datamanager")
    assert client.get(PATH).status_code == 200
    assert PATH in linked(client)
    assert "31,751" in open_by_script(client)
