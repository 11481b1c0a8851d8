"""A registry with known small and unmistakable hidden numbers: they are in no reply to anybody but their own unit."""

import json
import re
from collections.abc import Iterator

import pytest

from queries import Selection
from tests.crawler import tour, tour_of_outcomes
from tests.crawler.crawl import Reply
from tests.crawler.gather import kept_log
from tests.crawler.parse import numbers_in, plain
from tests.crawler.places import REYKJAVIK, Place, place
from tests.crawler.planted import CANARY_LARGE, CANARY_SMALL, canary
from tests.crawler.tour_of_trends import about as about_the_grade

TOTAL = CANARY_SMALL + CANARY_LARGE
# As a count and as shares of the unit's stays; the small number alone would be found everywhere, so it is looked
# for as a share and as a count of the total.
SHARES = {round(count / TOTAL, 4) for count in (CANARY_SMALL, CANARY_LARGE)}
BESIDE_TOTAL = re.compile(rf"(?<!\d){CANARY_SMALL}( of | av |,){TOTAL}(?!\d)")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("canary")
    with place(folder, canary(folder, patients=600)) as made:
        yield made


def test_the_canary_is_there(planted: Place) -> None:
    counts = planted.released.count(Selection(shows="ais_admission"), {REYKJAVIK}, (2017, 2025), shared=True)
    assert counts == {"A": CANARY_SMALL, "D": CANARY_LARGE}


@pytest.mark.parametrize(
    ("name", "questions"), [("council", 120), ("council-nb", 40), ("clinician", 60), ("manager", 40)]
)
def test_nobody_elses_replies_and_no_log_hold_the_canary(planted: Place, name: str, questions: int) -> None:
    with kept_log() as log:
        found = [reply.search for reply in replies(planted, name, questions) if sings(reply)]
    assert found == []
    assert not any(str(CANARY_LARGE) in line for line in log)


def test_its_own_unit_sees_it_so_that_it_can_be_found_at_all(planted: Place) -> None:
    found = [reply.kind for reply in replies(planted, "islander", 20) if sings(reply)]
    assert {"answer", "csv"} <= set(found)


def replies(planted: Place, name: str, questions: int) -> Iterator[Reply]:
    """Every kind of question about what the canary is, evenly thinned out, on the page and as a file."""
    visitor = planted.visitor(name)
    asked = list(tour.about("ais_admission", planted.released.settings))
    yield from visitor.open("?show=ais_admission")
    for search in about_the_grade("ais_admission"):
        yield visitor.see("trends", search)
        yield visitor.file("csv", search, path="/trends")
    for search in tour_of_outcomes.about("ais_admission"):
        yield visitor.see("outcomes", search)
        yield visitor.file("csv", search, path="/outcomes")
    for number, question in enumerate(asked[:: -(-len(asked) // questions)]):
        search = tour.address(question, number)
        yield visitor.ask(search, window=("wide", "narrow")[number % 2])
        yield visitor.file("csv", search)


def sings(reply: Reply) -> bool:
    """Whether a reply holds one of the canary's numbers, in whatever form and place, its headers included."""
    texts = [*_texts(reply), *reply.headers.values()]
    numbers = {number for text in texts for number in _numbers(text, reply.language)}
    return bool(numbers & {CANARY_LARGE, *SHARES}) or any(map(BESIDE_TOTAL.search, texts))


def _numbers(text: str, language: str) -> set[float]:
    """Read as the language writes numbers, and as programs do."""
    return {*numbers_in(text, language), *numbers_in(text, "en")}


def _texts(reply: Reply) -> Iterator[str]:
    if reply.kind == "answer" or reply.headers["Content-Type"].startswith("application/json"):
        yield from _leaves(json.loads(reply.body))
    else:
        yield from plain(reply.body.decode()).splitlines()


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (leaf for part in node.values() for leaf in _leaves(part))
    elif isinstance(node, list):
        yield from (leaf for part in node for leaf in _leaves(part))
    elif node is not None:
        yield plain(str(node))
