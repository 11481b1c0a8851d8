"""Hidden cells are indistinguishable: of two registries that differ in hidden numbers every reply is the same.

To the last byte, but for tokens, error ids and the time at which a workbook was written. So no order, axis, height,
width, hover text, file, header or length of a reply depends on a hidden number, in whatever way.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import product

import pytest

from dashboard.catalogue import entries
from queries import Period, Selection
from tests.crawler import tour, tour_of_outcomes
from tests.crawler.crawl import Reply, Visitor, without_nonces
from tests.crawler.files import without_times
from tests.crawler.gather import judge_log, kept_log
from tests.crawler.leaks import LEAKS, hidden_number
from tests.crawler.places import REYKJAVIK, ST_OLAVS, VIEWERS, Place, place
from tests.crawler.planted import KINDS, UNITS, YEARS, twins
from tests.crawler.tour_of_trends import about, addresses
from tests.release.registries import Released

Pair = tuple[Place, Place]
# The first holds random tokens; the second differs with the time in a workbook, else it is that of the body.
NOT_COMPARED = ("Set-Cookie", "Content-Length")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("twins")
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(place(folder / f"at-{number}", twin))
            for number, twin in enumerate(twins(folder, patients=1000))
        )
        yield one, other


def test_the_twins_differ_in_hidden_numbers_and_are_released_alike(pair: Pair) -> None:
    one, other = (made.released for made in pair)
    headers = [replace(twin.store.header("2025-1"), data_hash="") for twin in (one, other)]
    assert headers[0] == headers[1]
    assert list(one.store.tables(headers[0])) == list(other.store.tables(headers[1]))
    for shows, unit, year in product(KINDS, UNITS, YEARS):
        counts = [_counts(twin, shows, unit, (year, year)) for twin in (one, other)]
        assert counts[0] != counts[1], (shows, unit, year)
    grade_a = [_counts(twin, "ais_admission", REYKJAVIK, (2019, 2019)).get("A", 0) for twin in (one, other)]
    assert grade_a == [1, 3]


def _counts(twin: Released, shows: str, unit: int, period: Period) -> dict[str, int]:
    return twin.count(Selection(shows=shows), {unit}, period, shared=True)


def test_some_answers_hide_the_numbers_in_which_the_twins_differ(pair: Pair) -> None:
    differ = 0
    for question in hiding_what_differs():
        answers = [made.released.registry.answer(question, VIEWERS["council"]) for made in pair]
        assert answers[0] == answers[1]
        hidden = [row.group.units for row in answers[0].rows if not row.shown]
        differ += any(
            len({hidden_number(m.released, answers[0], units) for m in pair}) > 1 for units in hidden
        )
    assert differ > 1


@pytest.mark.parametrize("name", sorted(LEAKS.keys() - {"cell", "log"}))
def test_a_planted_leak_tells_the_twins_apart(pair: Pair, name: str) -> None:
    """A positive control: each leak that depends on a hidden number."""
    plant, _where = LEAKS[name]
    heard = []
    for made in pair:
        with pytest.MonkeyPatch.context() as patch:
            plant(patch, made.released)
            heard.append([settled(reply) for reply in asked(made.visitor("council"), hiding_what_differs())])
    assert heard[0] != heard[1]


@pytest.mark.parametrize(("name", "questions"), [("council", 60), ("clinician-nb", 20), ("manager", 20)])
def test_every_reply_is_the_same_to_the_last_byte(pair: Pair, name: str, questions: int) -> None:
    with kept_log() as log:
        one, other = (list(replies(made, name, questions)) for made in pair)
    assert len(one) == len(other) > 2 * questions
    for mine, yours in zip(one, other, strict=True):
        assert settled(mine) == settled(yours), (mine.kind, mine.search)
    assert list(judge_log(log)) == []


def replies(made: Place, name: str, questions: int) -> Iterator[Reply]:
    """The page and its shell, then a sample of every kind of question and all about what was planted."""
    visitor, settings = made.visitor(name), made.released.settings
    yield from visitor.open("?show=cause")
    yield from asked(visitor, [*about_planted(), *tour.sample(5, questions, settings)])
    for search in (*about("ais_admission"), *addresses(5, questions // 2, settings)):
        yield visitor.see("trends", search)
        yield visitor.file("csv", search, path="/trends")
    for search in (
        *tour_of_outcomes.about("ais_admission"),
        *tour_of_outcomes.addresses(5, questions, settings),
    ):
        yield visitor.see("outcomes", search)
        yield visitor.file("csv", search, path="/outcomes")


def asked(visitor: Visitor, questions: Iterable[Selection]) -> Iterator[Reply]:
    for number, question in enumerate(questions):
        search = tour.address(question, number)
        yield visitor.ask(search, window=("wide", "narrow")[number % 2])
        yield visitor.file("xlsx" if number % 10 == 0 else "csv", search)


def about_planted() -> Iterator[Selection]:
    """What was planted, asked for where it hides: in single years, alone, and as a filter."""
    for shows, unit in product(KINDS, UNITS):
        yield Selection(shows=shows, units=(unit,), period=(YEARS[0], YEARS[0]))
        yield Selection(shows=shows, units=(unit, ST_OLAVS), period=(2017, 2025))
    for shows, by in product(KINDS, tour.SPLITS):
        yield Selection(shows=shows, split_by=by, period=(YEARS[1], YEARS[1]))
        yield Selection(shows=shows, split_by=by, period=(2026, 2026))
    yield from hiding_what_differs()
    yield Selection(shows="sex", where=(("ais_admission", ("A",)),), units=UNITS)


def hiding_what_differs() -> Iterator[Selection]:
    """The blocks of years: each holds one of the planted years and not the other."""
    for shows, period in product(KINDS, tour.PERIODS[-3:]):
        yield Selection(shows=shows, period=period)


def settled(reply: Reply) -> tuple[object, ...]:
    """A reply without what is random in it or tells the time."""
    headers = {name: value for name, value in reply.headers.items() if name not in NOT_COMPARED}
    body = without_times(reply.body) if reply.kind == "xlsx" else without_nonces(reply.body)
    return reply.status, headers, body


@pytest.mark.parametrize("name", ["council", "clinician"])
def test_the_catalogue_is_the_same(pair: Pair, name: str) -> None:
    """It says how complete everything is, of everybody."""
    one, other = (made.visitor(name) for made in pair)
    for entry in entries():
        pages = [settled(visitor.see("catalogue", f"?id={entry.id}")) for visitor in (one, other)]
        assert pages[0] == pages[1], entry.id


@pytest.mark.parametrize("name", ["council", "clinician"])
@pytest.mark.parametrize("view", ["funnel", "adjusted"])
def test_the_benchmark_in_depth_is_the_same(pair: Pair, name: str, view: str) -> None:
    one, other = (made.visitor(name) for made in pair)
    periods = [period for period in tour.PERIODS[-4:] if period]
    for shows, period in product(("nursing_home", "bladder_regime", "bowel_assessed"), periods):
        search = f"?show={shows}&period={period[0]}-{period[1]}&view={view}"
        replies = [(v.see("benchmark", search), v.file("csv", search)) for v in (one, other)]
        assert [settled(r) for r in replies[0]] == [settled(r) for r in replies[1]], search


@pytest.mark.parametrize("name", ["council", "clinician"])
def test_the_scorecard_is_the_same(pair: Pair, name: str) -> None:
    one, other = (made.visitor(name) for made in pair)
    for by, period, more in product(tour.SPLITS, (None, *YEARS), ("", "&sex=woman", "&order=nursing_home")):
        search = f"?by={by}{more}" + (f"&period={period}" if period else "")
        assert settled(one.see("scorecard", search)) == settled(other.see("scorecard", search)), search
        files = [v.client.get(f"/scorecard/table.csv{search}").data for v in (one, other)]
        assert files[0] == files[1], search


def test_the_overview_of_the_countries_is_the_same(pair: Pair) -> None:
    one, other = (settled(made.visitor("council").see("overview", "")) for made in pair)
    assert one == other


@pytest.mark.parametrize("name", ["council", "clinician"])
def test_every_page_of_the_navigation_is_the_same(pair: Pair, name: str) -> None:
    one, other = (made.visitor(name) for made in pair)
    assert one.pages()
    for path in one.pages():
        pages = [[settled(reply) for reply in visitor.load(path, "")] for visitor in (one, other)]
        assert pages[0] == pages[1], path
