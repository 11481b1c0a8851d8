"""The chance of an end of a ranking: agreement with drawing at random, and what must hold for any units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.statistics import ranking
from queries.statistics.ranking import Thirds, thirds

Counts = list[tuple[int, int]]
UNITS = st.lists(
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=3, max_size=9
)
FEW = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize(
    "counts",
    [
        [(24, 30), (15, 25), (40, 80)],
        [(0, 5), (5, 5), (3, 5), (2, 5)],
        [(1, 2), (500, 1000), (495, 1000), (505, 1000)],
        [(30, 40), (28, 40), (25, 40), (20, 40), (33, 40), (31, 40), (10, 15)],
    ],
)
def test_as_drawn_at_random(counts: Counts) -> None:
    found, drawn = _thirds(counts), _drawn(counts)
    assert [one.lowest for one in found] == pytest.approx([one.lowest for one in drawn], abs=0.005)
    assert [one.highest for one in found] == pytest.approx([one.highest for one in drawn], abs=0.005)


@FEW
@given(UNITS)
def test_as_many_places_as_a_third_has(counts: Counts) -> None:
    found = _thirds(counts)
    assert sum(one.lowest for one in found) == pytest.approx(len(counts) // 3, abs=0.001)
    assert sum(one.highest for one in found) == pytest.approx(len(counts) // 3, abs=0.001)


def test_finer_cells_change_nothing_that_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [(1, 2), (500, 1000), (0, 1), (35, 70), (9, 9)]
    found = _thirds(counts)
    monkeypatch.setattr(ranking, "CELLS", 4000)
    for one, finer in zip(found, _thirds(counts), strict=True):
        assert (one.lowest, one.highest) == pytest.approx((finer.lowest, finer.highest), abs=0.001)


@FEW
@given(UNITS)
def test_the_ends_turn_round_with_the_shares(counts: Counts) -> None:
    turned = _thirds([(total - count, total) for count, total in counts])
    for one, other in zip(_thirds(counts), turned, strict=True):
        assert (one.lowest, one.highest) == pytest.approx((other.highest, other.lowest), abs=0.001)


def test_units_alike_share_the_ends() -> None:
    for one in _thirds([(8, 10)] * 7):
        assert (one.lowest, one.highest) == pytest.approx((2 / 7, 2 / 7), abs=1e-4)


def test_units_far_apart_are_certain() -> None:
    low, middle, high = _thirds([(10, 500), (250, 500), (490, 500)])
    assert (low.lowest, high.highest) == pytest.approx((1, 1), abs=1e-4)
    assert (middle.lowest, middle.highest) == pytest.approx((0, 0), abs=1e-4)


@pytest.mark.parametrize("counts", [[], [(1, 2)], [(1, 2), (2, 2)]])
def test_too_few_units_to_rank(counts: Counts) -> None:
    assert thirds(counts) is None


@pytest.mark.parametrize("count", [(0, 0), (-1, 5), (6, 5)])
def test_a_unit_without_a_share_is_refused(count: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="needs a share"):
        thirds([(3, 5), (4, 5), count])


def _thirds(counts: Counts) -> tuple[Thirds, ...]:
    found = thirds(counts)
    if found is None:
        pytest.fail("too few units")
    return found


def _drawn(counts: Counts, draws: int = 200_000) -> list[Thirds]:
    random, size = np.random.default_rng(5), len(counts) // 3
    shares = np.array([random.beta(n + 0.5, total - n + 0.5, draws) for n, total in counts])
    place = shares.argsort(axis=0).argsort(axis=0)
    lowest, highest = (place < size).mean(axis=1), (place >= len(counts) - size).mean(axis=1)
    return [Thirds(lowest=float(low), highest=float(high)) for low, high in zip(lowest, highest, strict=True)]
