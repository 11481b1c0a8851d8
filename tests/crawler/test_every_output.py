"""Every output of every question holds only numbers that its answer permits: nothing that is not from shown cells.

The answers are asked for again, of `queries` alone. The tour takes every single question, every group as a filter
and every pair of filters; what else is shown with a filter, and for which years, is a seeded sample: see tour.py.
"""

import json
from collections.abc import Iterator
from itertools import islice

import pytest

from queries import Selection, Settings
from tests.crawler import tour
from tests.crawler.cover import Export, claims, not_sums
from tests.crawler.crawl import PATH, SAME_SITE, Reply, without_nonces
from tests.crawler.gather import Crawl, crawl, judge_log, judge_reply, kept_log
from tests.crawler.parse import of_type, take_apart
from tests.crawler.places import Place


def council_tour(settings: Settings) -> Iterator[Selection]:
    yield from tour.every_shown()
    yield from tour.every_split(settings)
    yield from tour.every_period()
    yield from tour.single_filters(1)
    yield from tour.filter_pairs(2)
    yield from tour.larger(3, 60, settings)


@pytest.fixture(scope="module")
def log() -> Iterator[list[str]]:
    with kept_log() as lines:
        yield lines


@pytest.fixture(scope="module")
def council(made: Place, log: list[str]) -> Crawl:
    visitors = [made.visitor("council"), made.visitor("council-nb")]
    return crawl(made.asker("council"), visitors, council_tour(made.released.settings))


def test_the_tour_is_as_large_as_it_says_and_meets_much_that_is_hidden(council: Crawl) -> None:
    assert council.replies["answer"] > 800
    assert council.replies["csv"] + council.replies["xlsx"] == council.replies["answer"]
    rows = [row for answer in council.answers.values() for row in answer.rows]
    hidden = sum(not row.shown for row in rows)
    assert 0.2 < hidden / len(rows) < 0.8
    assert {change for answer in council.answers.values() for change in answer.changes} == {
        *("unreleased_years", "longer_period", "coarser_detail"),
        *("coarser_filter", "fewer_filters", "merged_units"),
    }
    assert not any(answer.contains_own_unit_data for answer in council.answers.values())


@pytest.mark.parametrize(
    "outputs",
    [
        ("table",),
        ("mark", "annotation", "figure words"),
        ("axis", "shape"),
        ("words",),
        ("address", "control"),
        ("file",),
        ("workbook",),
        ("status",),
    ],
    ids=" ".join,
)
def test_no_output_holds_a_number_that_its_answer_does_not_permit(
    council: Crawl, outputs: tuple[str, ...]
) -> None:
    council.demand(*outputs)


def test_how_a_figure_is_built_depends_on_names_and_on_what_is_hidden_only(council: Crawl) -> None:
    """Heights, margins, places and styles are the same for the same rows, whatever numbers hide behind them."""
    council.demand("build")
    assert len(council.builds) < council.replies["answer"]


# --- Pages, controls, and requests nobody should make -------------------------------------------------
def test_a_page_is_the_same_whatever_it_will_be_asked(made: Place) -> None:
    """Document, shell and controls are sent before anything is counted."""
    visitor = made.visitor("council")
    pages: list[list[Reply]] = []
    for question in islice(council_tour(made.released.settings), 0, None, 150):
        *before, _answer = visitor.open(tour.address(question, 0))
        pages.append(before)
    for kind in list(zip(*pages, strict=True))[:2]:
        assert len({without_nonces(page.body) for page in kind}) == 1
    for _document, _shell, controls in pages:
        told = json.loads(controls.body)["response"]
        assert told["_pages_store"]["data"]["title"] == "Benchmark – NordicSCIR"  # noqa: RUF001
        assert [of_type(told, kind) for kind in ("Table", "Graph", "H1")] == [[], [], []]


def test_every_option_of_every_control_can_be_chosen(made: Place, log: list[str]) -> None:
    visitor, asker, gathered = made.visitor("council"), made.asker("council"), Crawl()
    first = visitor.ask("")
    start = dict(visitor.state)
    for control, set_ in take_apart(first.parts).controls.items():
        for option in (option for group in set_["groups"] for option in group["options"]):
            visitor.state = dict(start)
            reply = visitor.choose(control, option["value"])
            judge_reply(gathered, reply, asker.permit(reply))
    assert gathered.leaks == []
    assert gathered.replies["answer"] > 100


@pytest.mark.parametrize("search", list(tour.hostile()))
def test_nonsense_gets_an_ordinary_answer(made: Place, log: list[str], search: str) -> None:
    visitor, asker, gathered = made.visitor("council"), made.asker("council"), Crawl()
    for reply in (visitor.ask(search), visitor.file("csv", search), visitor.file("xlsx", search)):
        judge_reply(gathered, reply, asker.permit(reply))
    assert gathered.leaks == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        '{"output": "nothing.children", "inputs": [], "changedPropIds": []}',
        '{"output": "..benchmark-answer.children..", "inputs": [{"id": "x", "property": "y", "value": 3}]}',
    ],
)
def test_a_request_that_fails_says_its_status_and_an_error_id_only(
    made: Place, log: list[str], body: str
) -> None:
    client = made.visitor("council").client
    headers = {**SAME_SITE, "Content-Type": "application/json"}
    reply = client.post("/_dash-update-component", data=body, headers=headers)
    assert reply.status_code >= 400
    told = json.loads(reply.text)
    assert told.keys() == {"status", "error_id"}
    assert told["status"] == reply.status_code


def test_the_log_holds_no_count(council: Crawl, log: list[str]) -> None:
    assert list(judge_log(log)) == []


@pytest.mark.parametrize("name", ["council", "clinician", "manager"])
def test_pages_that_are_not_in_the_navigation_are_closed(made: Place, name: str) -> None:
    visitor = made.visitor(name)
    paths = {page.path for page in made.app.server.extensions["nordicscir.pages"].values()}
    closed = paths - set(visitor.pages())
    assert closed
    for path in closed:
        document, _shell, content = visitor.load(path, "")
        assert document.status == 403
        told = json.loads(content.body)
        assert [of_type(told, kind) for kind in ("Table", "Dl", "H1", "H2")] == [[], [], [], []]


def test_other_addresses_hold_nothing(made: Place) -> None:
    client = made.visitor("council").client
    for path in (f"{PATH}/table.html", f"{PATH}/table.json", "/_dash-something", f"{PATH}/50000001"):
        assert client.get(path).status_code in (404, 405)


# --- What all replies say together --------------------------------------------------------------------
def test_every_shared_number_is_a_sum_of_exported_ones(council: Crawl, export: Export) -> None:
    """So the attack on the export covers the crawl: no set of replies spans more than the export does.

    Shown numbers are counts (the tests above hold every other number to be worked out from these), and each is
    found here as a sum of exported numbers, with a minus for what a process indicator leaves. Whatever linear
    combination of replies somebody may form is then one of exported numbers, which the audit attacks as a whole.
    """
    answers = council.answers.values()
    assert list(not_sums(answers, export)) == []
    assert sum(len(list(claims(answer, row, export))) for answer in answers for row in answer.rows) > 10_000
