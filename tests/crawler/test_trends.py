"""The Trends page holds only numbers that its trend permits, each a sum of exported ones, for every role."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dashboard.pages import trends
from dashboard.trends import downloads, marks, sentences, small, tables
from dashboard.trends.address import read_address
from dashboard.words import Run
from queries import Answer, Selection, Trend
from tests.crawler.cover import Export, claims, not_sums
from tests.crawler.crawl import Visitor
from tests.crawler.files import about_and_records
from tests.crawler.gather import judge_log, kept_log
from tests.crawler.over_time import Facts, facts_of, judge
from tests.crawler.parse import numbers_beside
from tests.crawler.places import HAUKELAND, HORNBAEK, REYKJAVIK, VIEWERS, Place
from tests.crawler.tour_of_trends import PATH, addresses

TODAY = datetime.date(2026, 11, 22)
Told = list[tuple[str, str, str]]
VISITS = {
    "council": 160,
    "council-nb": 30,
    "clinician": 50,
    "clinician-nb": 20,
    "manager": 20,
    "islander": 20,
}


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "today", lambda: TODAY)


def asked_of(made: Place, name: str, searches: Sequence[str]) -> Told:
    """Every address by one visitor, on the page and as a file: what is told that no cell permits."""
    visitor, told = made.visitor(name), list[tuple[str, str, str]]()
    for place, search in enumerate(searches):
        found = facts_of(made.released.registry, search, VIEWERS[name], visitor.language, TODAY)
        reply = visitor.see("trends", search, window=("wide", "narrow")[place % 2])
        told += [("status", search, str(reply.status))] if reply.status != 200 else []
        told += [(where, search, what) for where, what in judge(reply, found)]
        told += [("file", search, what) for what in odd_in_file(visitor, search, found, place)]
    return told


def odd_in_file(visitor: Visitor, search: str, found: Facts, place: int) -> Iterator[str]:
    reply = visitor.file("xlsx" if place % 10 == 0 else "csv", search, path=PATH)
    about, records = about_and_records(reply)
    for record in records:
        names = [label for label in found.lines if label.startswith(str(record[0]))]
        allowed = set().union(*(found.lines[name] | found.decimals.get(name, set()) for name in names))
        if odd := {float(value) for value in record if isinstance(value, int | float)} - allowed:
            yield f"{sorted(odd)} in {record}"
    for text in (*about, reply.headers["Content-Disposition"]):
        if odd := set(numbers_beside(text, visitor.language, tuple(found.phrases))) - found.words - {95.0}:
            yield f"{sorted(odd)} in {text!r}"


@pytest.mark.parametrize("name", VISITS)
def test_no_output_holds_a_number_that_its_trend_does_not_permit(made: Place, name: str) -> None:
    with kept_log() as log:
        told = asked_of(made, name, addresses(3, VISITS[name], made.released.settings))
    assert told == []
    assert list(judge_log(log)) == []


def test_every_released_number_is_a_sum_of_exported_ones(made: Place, export: Export) -> None:
    answers = [
        answer
        for name in ("council", "clinician")
        for search in addresses(5, 60, made.released.settings)
        for answer in as_answers(trend_of(made, search, name))
    ]
    assert list(not_sums(answers, export)) == []
    assert sum(len(list(claims(answer, row, export))) for answer in answers for row in answer.rows) > 3000


def trend_of(made: Place, search: str, name: str) -> Trend:
    asked = read_address(search, made.released.settings)
    return made.released.registry.trend(asked.selection, VIEWERS[name], step=asked.step, today=TODAY)


def as_answers(trend: Trend) -> Iterator[Answer]:
    """Each line of a trend as an answer of its own."""
    for series in (*trend.series, *trend.references):
        yield Answer(
            asked=trend.asked,
            shown=trend.shown,
            categories=trend.categories,
            rows=series.rows,
            references=(),
            changes=(),
            provenance=trend.provenance,
        )


@pytest.mark.parametrize(
    ("name", "own"), [("clinician", HAUKELAND), ("manager", HORNBAEK), ("islander", REYKJAVIK)]
)
def test_only_the_own_unit_is_read_live(made: Place, name: str, own: int) -> None:
    for search in addresses(7, 40, made.released.settings):
        trend = trend_of(made, search, name)
        assert {unit for one in trend.own for unit in one.answer.units} <= {own}
        council = trend_of(made, search, "council")
        mine = [one for one in trend.series if own not in one.group.units]
        assert all(one in council.series for one in mine if trend.shown == council.shown)


# --- The judge can fail -----------------------------------------------------------------------------
def leak_into_hover(patch: pytest.MonkeyPatch) -> None:
    hover = marks.hover
    patch.setattr(small, "hover", lambda line, stretch: f"{hover(line, stretch)}<br>4711")


def leak_into_heights(patch: pytest.MonkeyPatch) -> None:
    draw = small.draw

    def leaky(*given: Any, **how: Any) -> Any:
        figure = draw(*given, **how)
        marks = next(trace for trace in figure["data"] if trace.get("mode") == "markers")
        marks["y"][0] += 0.0123
        return figure

    patch.setattr(small, "draw", leaky)


def leak_into_words(patch: pytest.MonkeyPatch) -> None:
    sentence = sentences.sentence
    patch.setattr(sentences, "sentence", lambda *given: (*sentence(*given), Run(text=" 4711 are hidden.")))


def leak_into_a_cell(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tables, "not_shown", lambda: ["–", "fewer than 9"])  # noqa: RUF001


def leak_into_another_row(patch: pytest.MonkeyPatch) -> None:
    """A number that is shown, at a period that is not its own."""
    interval = tables._interval
    kept: list[Any] = []

    def leaky(stretch: Any) -> Any:
        kept.append(interval(stretch))
        return kept[0]

    patch.setattr(tables, "_interval", leaky)


def leak_into_a_file(patch: pytest.MonkeyPatch) -> None:
    name = downloads.file_name
    patch.setattr(downloads, "file_name", lambda lines: f"{name(lines)}_4711")


LEAKS = {
    "mark": (leak_into_hover, leak_into_heights),
    "words": (leak_into_words,),
    "table": (leak_into_a_cell, leak_into_another_row),
    "file": (leak_into_a_file,),
}


@pytest.mark.parametrize(
    ("where", "leak"), [(where, leak) for where, leaks in LEAKS.items() for leak in leaks]
)
def test_a_planted_leak_is_caught(
    made: Place, monkeypatch: pytest.MonkeyPatch, where: str, leak: Any
) -> None:
    leak(monkeypatch)
    told = asked_of(made, "council", ["?show=nursing_home", "?show=ais_admission&group=A&view=table"])
    assert where in {found for found, _search, _what in told}


def test_a_number_that_is_not_exported_is_caught(made: Place, export: Export) -> None:
    (answer, *_rest) = as_answers(trend_of(made, "?show=nursing_home", "council"))
    other = replace(answer, shown=Selection(shows="nursing_home", where=(("sex", ("man",)),)))
    assert list(not_sums([other], export))
