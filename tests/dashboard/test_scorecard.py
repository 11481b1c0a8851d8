"""The scorecard: each cell is that of its own comparison, nothing is ranked by what is hidden."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from dashboard.accounts import passwords
from dashboard.scorecard import table
from dashboard.scorecard.card import BY_NAME, Scorecard, counts_met, make_scorecard, standing
from queries import INDICATORS, NoRelease, Registry, Selection, Viewer, wilson
from tests.crawler.crawl import Visitor
from tests.crawler.places import Place, place
from tests.dashboard.components import of_kind, seen
from tests.dashboard.made_up import CLINICIAN, COUNCIL
from tests.release.registries import released


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("scorecard")
    with place(folder, released(folder, patients=1200, seed=8)) as there:
        yield there


def card_of(made: Place, viewer: Viewer = CLINICIAN, order: str = BY_NAME, **asked: str) -> Scorecard:
    return make_scorecard(made.released.registry, Selection(**asked), viewer, order)  # type: ignore[arg-type]


def drawn(card: Scorecard, order: str = BY_NAME) -> str:
    return seen(
        table.draw(
            card, caption="All", order=order, address=lambda _s: "/benchmark", sort=lambda by: f"?order={by}"
        )
    )


@pytest.mark.parametrize("by", ["unit", "country"])
def test_every_cell_is_that_of_its_own_comparison(made: Place, by: str) -> None:
    registry: Registry = made.released.registry
    card = card_of(made, COUNCIL, split_by=by)
    assert set(card.comparisons) == set(INDICATORS)
    for id_, comparison in card.comparisons.items():
        answer = registry.answer(Selection(shows=id_, split_by=by), COUNCIL)  # type: ignore[arg-type]
        rows = {row.group.key: row.cells for row in answer.rows}
        assert {line.row.group.key: line.row.cells for line in comparison.lines} == rows


def test_own_units_come_first_by_name_and_are_exact(made: Place) -> None:
    card = card_of(made)
    assert card.names[0] == "Haukeland"
    assert card.own == {"Haukeland"}
    assert list(card.names[1:]) == sorted(card.names[1:], key=str.casefold)
    assert "Haukeland (you)" in drawn(card)


@pytest.mark.parametrize("order", ["bowel_assessed", "nursing_home"])
def test_sorted_by_an_indicator_the_best_come_first_and_the_hidden_last(made: Place, order: str) -> None:
    card = card_of(made, COUNCIL, order)
    lines = [card.line(order, name) for name in card.names]
    shares = [line.points[0].share if line and line.points else None for line in lines]
    known = [share for share in shares if share is not None]
    assert known == sorted(known, reverse=INDICATORS[order].better == "higher")
    assert all(share is None for share in shares[len(known) :])


def test_a_class_is_sure_where_the_interval_stays_in_it(made: Place) -> None:
    card = card_of(made, COUNCIL)
    seen_sure = set()
    for id_, comparison in card.comparisons.items():
        indicator, target = INDICATORS[id_], comparison.target
        for line in comparison.lines:
            if not line.points or target is None:
                continue
            found = standing(indicator, target, line.points[0])
            assert found is not None
            interval = wilson(line.points[0].count, line.points[0].total)
            ends = {indicator.target_class(end, target) for end in (interval.low, interval.high)}
            assert found.sure == (ends == {found.found})
            seen_sure.add(found.sure)
    assert seen_sure == {True, False}


def test_without_a_target_nothing_is_judged(made: Place) -> None:
    card = card_of(made, COUNCIL)
    point = next(line.points[0] for line in card.comparisons["registered_in_time"].lines if line.points)
    assert standing(INDICATORS["registered_in_time"], None, point) is None
    met, judged = counts_met(card, card.references[0])
    assert 0 <= met <= judged < len(INDICATORS)


def test_a_file_holds_every_shown_number_and_no_other(made: Place) -> None:
    card = card_of(made, COUNCIL)
    shown = [
        (line.points[0].count, line.points[0].total)
        for name in (*card.names, *card.references)
        for id_ in card.comparisons
        if (line := card.line(id_, name)) and line.points
    ]
    records = list(table._records(card))
    assert [(row[2], row[3]) for row in records if row[2] is not None] == shown
    assert any(row[2] is None for row in records)


def test_every_interval_has_its_numbers_beside_it(made: Place) -> None:
    card = card_of(made, COUNCIL)
    made_table = table.draw(card, caption="All", order=BY_NAME, address=lambda _s: "/b", sort=lambda _b: "?")
    bars = [one for one in of_kind(made_table, "Span") if getattr(one, "className", "") == "interval"]
    points = sum(
        bool(line and line.points)
        for id_ in card.comparisons
        for line in [card.line(id_, n) for n in (*card.names, *card.references)]
    )
    assert len(bars) == points


# --- The page ---------------------------------------------------------------------------------------
def answer(visitor: Visitor, search: str = "") -> str:
    reply = visitor.see("scorecard", search)
    assert reply.status == 200
    return json.dumps(reply.parts["scorecard-answer"], ensure_ascii=False)


@pytest.mark.parametrize(
    "search",
    [
        "",
        "?order=nothing&by=planet",
        "?show=sex&unit=1",
        "?period=2030-2031",
        "?age=60_plus&sex=woman&cause=traumatic",
    ],
)
def test_whatever_the_address_says_there_is_a_scorecard(made: Place, search: str) -> None:
    assert "All indicators" in answer(made.visitor("council"), search)


def test_each_role_gets_its_file(made: Place) -> None:
    for name, own in (("clinician", True), ("council", False)):
        reply = made.visitor(name).client.get("/scorecard/table.csv?by=unit")
        text = reply.data.decode("utf-8-sig")
        assert ("live registry" in text) == own
        assert ("own-unit-data" in reply.headers["Content-Disposition"]) == own
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[rows.index([]) + 1][0] == "Compared"


def test_without_a_release_it_says_so(made: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_args: object) -> None:
        raise NoRelease("nothing has been released yet")

    monkeypatch.setattr(Registry, "offer", none)
    assert "No numbers have been released yet" in answer(made.visitor("clinician"))
