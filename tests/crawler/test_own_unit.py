"""Staff see their own unit live and exactly, and no other, whatever a request says of who they are."""

from collections.abc import Mapping
from typing import Any

import pytest

from queries import Selection, Shown
from tests.crawler import tour
from tests.crawler.cover import Export, not_sums
from tests.crawler.crawl import without_nonces
from tests.crawler.gather import Crawl, crawl, judge_log, kept_log
from tests.crawler.places import HAUKELAND, HORNBAEK, REYKJAVIK, VIEWERS, Place

STAFF = {"clinician": ("clinician", "clinician-nb"), "manager": ("manager",)}
OUTPUTS = (
    "table",
    "mark",
    "annotation",
    "figure words",
    "axis",
    "shape",
    "words",
    "address",
    "control",
    "file",
)
VIEWER = {"role": "clinician", "scope": [REYKJAVIK]}
FORGED: Mapping[str, Mapping[str, Any]] = {
    "a viewer beside the inputs": {"viewer": VIEWER, "user": {"viewer": VIEWER}},
    "a viewer as state": {"state": [{"id": "viewer", "property": "data", "value": VIEWER}]},
    "a viewer as input": {"inputs": [{"id": "viewer", "property": "data", "value": VIEWER}]},
    "a unit as state": {
        "state": [{"id": "benchmark-ask-unit", "property": "value", "value": str(REYKJAVIK)}]
    },
    "a unit as one more input": {
        "inputs": [{"id": "benchmark-ask-unit", "property": "value", "value": str(REYKJAVIK)}]
    },
    "a lane": {"lane": "own", "shared": False, "state": [{"id": "lane", "property": "data", "value": "own"}]},
}


@pytest.fixture(scope="module", params=STAFF)
def staff(request: pytest.FixtureRequest, made: Place) -> tuple[str, Crawl]:
    name = str(request.param)
    visitors = [made.visitor(account) for account in STAFF[name]]
    own = sorted(VIEWERS[name].scope)
    alone = [Selection(shows=shows, units=tuple(own), period=(2016, 2026)) for shows in tour.SHOWN]
    questions = [*alone, *tour.sample(7, 60, made.released.settings)]
    with kept_log() as log:
        gathered = crawl(made.asker(name), visitors, questions)
    gathered.add("log", "", judge_log(log))
    return name, gathered


def test_no_output_holds_a_number_that_its_answer_does_not_permit(staff: tuple[str, Crawl]) -> None:
    """Marks of "you" included: a row is judged by whether its numbers were read live."""
    staff[1].demand(*OUTPUTS, "build", "workbook", "status", "log")


def test_only_the_own_unit_is_read_live(staff: tuple[str, Crawl]) -> None:
    name, gathered = staff
    rows = [row for answer in gathered.answers.values() for row in (*answer.rows, *answer.references)]
    live = {unit for row in rows if row.lane == "own" for unit in row.group.units}
    assert live == VIEWERS[name].scope
    assert all(row.group.scope == "unit" for row in rows if row.lane == "own")


def test_what_others_are_shown_of_a_unit_is_what_its_release_says(
    staff: tuple[str, Crawl], export: Export
) -> None:
    assert list(not_sums(staff[1].answers.values(), export)) == []


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("search", ["?show=nursing_home", f"?show=cause&unit={REYKJAVIK}&period=2024"])
def test_a_forged_request_changes_nothing(made: Place, search: str, forged: str) -> None:
    """It gets the honest reply, or an error without a number."""
    visitor = made.visitor("clinician")
    honest = visitor.ask(search)
    reply = visitor.forge(search, **FORGED[forged])
    if reply.status_code == 200 and "response" in reply.text:
        assert without_nonces(reply.data) == without_nonces(honest.body)
    else:
        assert reply.status_code >= 400
        assert "stays" not in reply.text


@pytest.mark.parametrize("extra", ["&viewer=manager", "&scope=50000001&role=clinician", "&lane=own&live=1"])
def test_a_forged_link_changes_nothing_but_the_links_own_address(made: Place, extra: str) -> None:
    visitor = made.visitor("clinician")
    search = f"?show=nursing_home&unit={REYKJAVIK}"
    honest, forged = visitor.ask(search), visitor.ask(search + extra)
    assert honest.parts["benchmark-answer"] == forged.parts["benchmark-answer"]


@pytest.mark.parametrize("unit", [REYKJAVIK, HORNBAEK])
def test_another_unit_alone_is_shown_to_staff_as_to_the_council(made: Place, unit: int) -> None:
    registry = made.released.registry
    for shows in tour.SHOWN:
        question = Selection(shows=shows, units=(unit,), period=(2024, 2024))
        answers = [registry.answer(question, VIEWERS[name]) for name in ("clinician", "council")]
        assert answers[0].rows == answers[1].rows


def test_signed_out_or_with_another_cookie_there_is_nothing(made: Place) -> None:
    visitor = made.visitor("clinician")
    cookie = visitor.client.get_cookie("nordicscir")
    assert cookie is not None
    visitor.client.set_cookie("nordicscir", cookie.value[:-3] + "xyz")
    for reply in (visitor.ask("?show=cause"), visitor.file("csv", "?show=cause")):
        assert reply.status == 401
        assert b"stays" not in reply.body


def test_the_own_unit_is_exact(made: Place) -> None:
    """A positive control of the live lane: what the crawl permits there is what the registry holds."""
    question = Selection(shows="nursing_home", units=(HAUKELAND,), period=(2024, 2024))
    (row,) = made.released.registry.answer(question, VIEWERS["clinician"]).rows
    counts = made.released.count(question, {HAUKELAND}, (2024, 2024), shared=False)
    met, not_met = (counts.get(code, 0) for code in ("met", "not_met"))
    assert row.cells == (Shown(count=met, total=met + not_met),)
