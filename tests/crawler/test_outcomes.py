"""The Outcomes page holds only numbers that its answers permit, each a sum of exported ones, for every role."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from dashboard.outcomes import downloads, matrix, rows, sentences, tables
from dashboard.words import Run
from tests.crawler.cover import Export, claims, not_sums
from tests.crawler.crawl import Visitor
from tests.crawler.files import about_and_records
from tests.crawler.gather import judge_log, kept_log
from tests.crawler.outcomes import Facts, facts_of, judge, odd_words
from tests.crawler.places import VIEWERS, Place
from tests.crawler.tour_of_outcomes import PATH, addresses

VISITS = {"council": 90, "council-nb": 20, "clinician": 50, "clinician-nb": 20, "manager": 20, "islander": 20}
Told = list[tuple[str, str, str]]


def asked_of(made: Place, name: str, searches: Sequence[str]) -> Told:
    """Every address by one visitor, on the page and as a file: what is told that no cell permits."""
    visitor, told = made.visitor(name), list[tuple[str, str, str]]()
    for place, search in enumerate(searches):
        found = facts_of(made.released.registry, search, VIEWERS[name], visitor.language)
        reply = visitor.see("outcomes", search, window=("wide", "narrow")[place % 2])
        told += [("status", search, str(reply.status))] if reply.status != 200 else []
        told += [(where, search, what) for where, what in judge(reply, found)]
        told += [("file", search, what) for what in odd_in_file(visitor, search, found, place)]
    return told


def odd_in_file(visitor: Visitor, search: str, found: Facts, place: int) -> Iterator[str]:
    reply = visitor.file("xlsx" if place % 10 == 0 else "csv", search, path=PATH)
    about, records = about_and_records(reply)
    for record in records:
        allowed = set(found.decimals)
        for (label, start), numbers in found.rows.items():
            if label.startswith(str(record[0])) and start in ("", record[1]):
                allowed |= numbers
        if odd := {float(value) for value in record if isinstance(value, int | float)} - allowed:
            yield f"{sorted(odd)} in {record}"
    texts = [*about, reply.headers["Content-Disposition"]]
    yield from odd_words(texts, found, visitor.language)


@pytest.mark.parametrize("name", VISITS)
def test_no_output_holds_a_number_that_its_answers_do_not_permit(made: Place, name: str) -> None:
    with kept_log() as log:
        told = asked_of(made, name, addresses(3, VISITS[name], made.released.settings))
    assert told == []
    assert list(judge_log(log)) == []


def test_every_released_number_is_a_sum_of_exported_ones(made: Place, export: Export) -> None:
    answers = [
        answer
        for name in ("council", "clinician")
        for search in addresses(5, 90, made.released.settings)
        for answer in facts_of(made.released.registry, search, VIEWERS[name], "en").answers
    ]
    assert list(not_sums(answers, export)) == []
    shown = (row for answer in answers for row in (*answer.rows, *answer.references))
    assert sum(row.shown for row in shown) > 500
    assert sum(len(list(claims(one, row, export))) for one in answers for row in one.references) > 1000


@pytest.mark.parametrize("name", ["clinician", "manager", "islander"])
def test_only_the_own_unit_is_read_live(made: Place, name: str) -> None:
    for search in addresses(7, 45, made.released.settings):
        answers = facts_of(made.released.registry, search, VIEWERS[name], "en").answers
        rows_ = [row for answer in answers for row in (*answer.rows, *answer.references)]
        assert {unit for row in rows_ if row.lane == "own" for unit in row.group.units} <= VIEWERS[name].scope


# --- The judge can fail -----------------------------------------------------------------------------
def leak_into_hover(patch: pytest.MonkeyPatch) -> None:
    told = matrix._told
    patch.setattr(matrix, "_told", lambda *given: f"{told(*given)}<br>4711")


def leak_into_a_tint(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(matrix, "DARKEST", 0.613)


def leak_into_a_mark(patch: pytest.MonkeyPatch) -> None:
    draw = rows.draw

    def leaky(*given: Any, **how: Any) -> Any:
        figure = draw(*given, **how)
        figure["data"][0]["x"][0] += 0.0123
        return figure

    patch.setattr(rows, "draw", leaky)


def leak_into_words(patch: pytest.MonkeyPatch) -> None:
    sentence = sentences.change_sentence
    patch.setattr(
        sentences, "change_sentence", lambda crossed: (*sentence(crossed), Run(text=" 4711 are hidden."))
    )


def leak_into_a_cell(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tables, "_crossed_rows", _with_hidden(tables._crossed_rows))


def _with_hidden(rows_of: Any) -> Any:
    """Rows in which the first number is another."""

    def leaky(*given: Any, **how: Any) -> Any:
        for row in rows_of(*given, **how):
            row.children[2].children = "fewer than 4711"
            yield row

    return leaky


def leak_into_a_file(patch: pytest.MonkeyPatch) -> None:
    name = downloads._name
    patch.setattr(downloads, "_name", lambda *given, **how: f"{name(*given, **how)}_4711")


LEAKS = {
    "mark": (leak_into_hover, leak_into_a_mark),
    "shape": (leak_into_a_tint,),
    "words": (leak_into_words,),
    "table": (leak_into_a_cell,),
    "file": (leak_into_a_file,),
}


@pytest.mark.parametrize(
    ("where", "leak"), [(where, leak) for where, leaks in LEAKS.items() for leak in leaks]
)
def test_a_planted_leak_is_caught(
    made: Place, monkeypatch: pytest.MonkeyPatch, where: str, leak: Any
) -> None:
    searches = ["", "?shape=table", "?view=severity", "?view=patients&ais_admission=A"]
    assert asked_of(made, "council", searches) == []
    leak(monkeypatch)
    assert where in {found for found, _search, _what in asked_of(made, "council", searches)}
