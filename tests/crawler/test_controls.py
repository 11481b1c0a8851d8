"""The crawler can fail: every planted leak is caught, where it is planted and by the twins."""

from collections.abc import Iterable

import pytest

from queries import Selection
from tests.crawler import leaks
from tests.crawler.cover import Export, not_sums
from tests.crawler.gather import Crawl, crawl, judge_log, kept_log
from tests.crawler.leaks import LEAKS
from tests.crawler.places import Place
from tests.crawler.tour import ALL_YEARS, PERIODS

# Of an outcome where lower is better the axis need not reach 100 %; of sex the same rows hide other numbers in
# other years.
OUTCOME = [Selection(shows="nursing_home", period=period) for period in (None, ALL_YEARS, (2019, 2019))]
CHARACTERISTIC = [Selection(shows="sex", period=period) for period in (*PERIODS[-3:], (2021, 2021))]
QUESTIONS = (*OUTCOME, *CHARACTERISTIC)


def questioned(made: Place, questions: Iterable[Selection] = QUESTIONS) -> Crawl:
    with kept_log() as log:
        gathered = crawl(made.asker("council"), [made.visitor("council")], questions)
    gathered.add("log", "", judge_log(log))
    return gathered


def test_without_a_planted_leak_nothing_is_found(made: Place) -> None:
    gathered = questioned(made)
    assert gathered.leaks == []
    assert any(not row.shown for answer in gathered.answers.values() for row in answer.rows)


@pytest.mark.parametrize("name", LEAKS)
def test_a_planted_leak_is_caught(made: Place, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    plant, where = LEAKS[name]
    plant(monkeypatch, made.released)
    with pytest.raises(AssertionError):
        questioned(made).demand(where)


def test_a_number_that_is_not_exported_is_caught(made: Place) -> None:
    answer = questioned(made, QUESTIONS[1:2]).answers[QUESTIONS[1]]
    described, *every = made.released.registry.export_release("2025-1")
    lines = [line for line in every if line["show"] == "nursing_home"]
    assert list(not_sums([answer], Export([described, *lines]))) == []
    wrong = [
        {**line, "value": line["value"] + (line["where"].get("nursing_home") == ["met"])} for line in lines
    ]
    assert list(not_sums([answer], Export([described, *wrong])))
    fewer = [line for line in lines if len(line["units"]) > 1]
    assert list(not_sums([answer], Export([described, *fewer])))


def test_what_is_planted_is_a_hidden_number(made: Place) -> None:
    """Else the tests above would only show that a figure of any kind is noticed."""
    answer = questioned(made, QUESTIONS[1:2]).answers[QUESTIONS[1]]
    hidden = [row.group.units for row in answer.rows if not row.shown]
    numbers = [leaks.hidden_number(made.released, answer, units) for units in hidden]
    assert hidden
    assert any(0 < number < 5 for number in numbers)
