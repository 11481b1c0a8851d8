"""The release store on each database: what is published is read back, and what is withdrawn is gone."""

import datetime
from dataclasses import replace

import pytest

from queries import NoRelease, SourceUnavailable
from queries.release.breakdown import Breakdown
from queries.release.content import STAYS, Header, Table
from queries.release.plan import Plan
from queries.release.store import Store, breakdown_of

HEADER = Header(
    id="2019-1",
    created=datetime.datetime(2020, 3, 1, 12, 0, 0),  # noqa: DTZ001 - the store keeps UTC without a zone
    first_year=2017,
    frozen_through=2019,
    k=5,
    insider_safe=True,
    max_filters=2,
    units=(30, 20, 10),
    active={30: (2017, 2018, 2019), 20: (2018, 2019), 10: ()},
    process_indicators=("bladder_assessed",),
    dimensions={"sex": ("woman", "man")},
    lacking={"nursing_home": ("stay.discharge_place",)},
    left_out={"without_sex": 7},
    settings_hash="s",
    code_hash="c",
    data_hash="d",
    synthetic=True,
)
REPORT = {"passed": True, "checks": []}
PLAIN = Table(
    breakdown=Breakdown(),
    labels=((),),
    plan=Plan(lines={(0, 1, 2): 0b1111, (0,): 0b1001}),
    counts={
        ((0, 1, 2), 0, 1): {STAYS: (12,), "bladder_assessed:met": (1,)},
        ((0, 1, 2), 1, 2): {STAYS: (13,), "bladder_assessed:met": (0,)},
        ((0,), 0, 3): {STAYS: (25,), "bladder_assessed:met": (2,)},
    },
)
BY_SEX = Table(
    breakdown=Breakdown(levels=(("sex", "sex"),)),
    labels=(("woman",), ("man",)),
    plan=Plan(lines={(0, 1, 2): 0b1001}),
    counts={((0, 1, 2), 0, 3): {STAYS: (9, 31)}},
)


def test_a_release_is_read_back_as_it_was_published(database_url: str) -> None:
    store = Store(database_url)
    store.publish(HEADER, [PLAIN, BY_SEX], REPORT)
    assert store.current_id() == HEADER.id
    assert store.header(HEADER.id) == HEADER
    assert [one.audit for one in store.releases()] == [REPORT]
    assert store.table(HEADER, PLAIN.breakdown) == PLAIN
    assert {table.breakdown.key: table for table in store.tables(HEADER)} == {"": PLAIN, "sex@sex": BY_SEX}
    assert store.table(HEADER, Breakdown(levels=(("age", "two_bands"),))) is None


def test_a_release_is_published_whole_or_not_at_all(database_url: str) -> None:
    store = Store(database_url)
    with pytest.raises(ZeroDivisionError):
        store.publish(HEADER, (1 / 0 for _ in [PLAIN]), REPORT)  # type: ignore[misc]
    with pytest.raises(NoRelease):
        store.current_id()


def test_the_latest_release_that_is_not_withdrawn_is_current(database_url: str) -> None:
    store = Store(database_url)
    later = replace(HEADER, id="2019-2", created=HEADER.created + datetime.timedelta(days=1))
    store.publish(HEADER, [PLAIN], REPORT)
    store.publish(later, [PLAIN], REPORT)
    assert store.current_id() == "2019-2"
    store.withdraw("2019-2", "a unit sent a wrong file", HEADER.created)
    assert store.current_id() == "2019-1"
    assert [(one.header.id, one.withdrawn_because) for one in store.releases()] == [
        ("2019-1", None),
        ("2019-2", "a unit sent a wrong file"),
    ]
    with pytest.raises(NoRelease):
        store.withdraw("2019-2", "again", HEADER.created)


def test_an_empty_store_has_no_release(database_url: str) -> None:
    store = Store(database_url)
    assert store.releases() == ()
    with pytest.raises(NoRelease):
        store.current_id()
    with pytest.raises(NoRelease):
        store.header("2019-1")


def test_a_store_that_cannot_be_reached_says_so() -> None:
    store = Store("postgresql+psycopg://root@127.0.0.1:1/nowhere")
    with pytest.raises(SourceUnavailable):
        store.current_id()


@pytest.mark.parametrize(
    "breakdown", [PLAIN.breakdown, BY_SEX.breakdown, Breakdown(indicator="nursing_home")]
)
def test_a_breakdown_is_known_by_its_key(breakdown: Breakdown) -> None:
    assert breakdown_of(breakdown.key) == breakdown
