"""A growing registry, released year by year: all its releases read together tell no more than the last one."""

from dataclasses import replace

import numpy as np
import pytest

from queries.release.audit import DEFAULT, audit
from queries.release.audit.contexts import Insider, attack_contexts, contradictions
from queries.release.audit.evidence import Places, numbers_by_breakdown
from queries.release.audit.modular import Spans
from queries.release.audit.truth import Known
from queries.release.cube import Cube
from tests.privacy.cubes import Built, Shape, build, first_years, make_cube

YEARS = 12
QUICK = replace(DEFAULT, groups=1, unknowns=1_000, insider_groups=1, interval_groups=0, problems=10)
SHAPES = [
    Shape(sizes=(40, 22, 12, 6), years=YEARS, seed=1),
    Shape(sizes=(90, 30, 20, 15, 8), years=YEARS, dimensions=("sex", "age"), seed=2),
    Shape(sizes=(25, 25, 25), years=YEARS, k=3, block=2, seed=3),
    Shape(
        sizes=(60, 10, 8), years=YEARS, k=8, insider_safe=False, dimensions=("sex", "nursing_home"), seed=4
    ),
]


def play(shape: Shape, cube: Cube) -> list[Built]:
    """A first release of the first block, and another every year."""
    releases: list[Built] = []
    for years in range(shape.block, shape.years + 1):
        early, known = first_years(shape, cube, years)
        before = releases[-1][1] if releases else ()
        releases.append(build(early, known, release_id=f"made-{years}", before=before))
    return releases


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_every_release_is_safe_and_keeps_the_one_before(shape: Shape) -> None:
    cube = make_cube(shape)
    releases = play(shape, cube)
    for number, (header, tables) in enumerate(releases):
        _, known = first_years(shape, cube, header.years)
        before = releases[number - 1] if number else None
        report = audit(header, tables, cube=known, previous=before, sample=QUICK)
        assert report.passed, (header.id, report.reasons)


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_all_releases_together_are_safe_against_anybody_and_each_unit(shape: Shape) -> None:
    cube = make_cube(shape)
    releases = play(shape, cube)
    places = Places.of(header for header, _ in releases)
    numbers, spans = list(numbers_by_breakdown(releases, places)), Spans()
    truth, random = Known(cube=cube, places=places).people, np.random.default_rng(0)
    insiders = [Insider(unit=unit, trusted=frozenset({unit})) for unit in cube.units if shape.insider_safe]
    assert contradictions(numbers, spans).passed
    for insider in (None, *insiders):
        check = attack_contexts(
            numbers, places, shape.k, truth=truth, insider=insider, spans=spans, random=random
        )
        assert check.passed, check.failures


def test_a_release_that_forgets_the_one_before_is_refused() -> None:
    """Without `before` the plan is made anew for all years, and cuts frozen ones differently."""
    shape = replace(SHAPES[0], years=6)
    cube = make_cube(shape)
    earlier = build(*first_years(shape, cube, 3))
    report = audit(*build(shape, cube, release_id="made-2"), previous=earlier, sample=QUICK)
    assert "kept" in {check.id for check in report.checks if not check.passed}
