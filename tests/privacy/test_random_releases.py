"""Releases of registries of every shape, made by the real build and attacked with everything."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.release.audit import DEFAULT, audit
from tests.privacy.cubes import Shape, build, make_cube

SAMPLE = replace(
    DEFAULT, groups=3, unknowns=1_500, drawn=30, insider_groups=1, interval_groups=1, intervals=4, problems=14
)
DIMENSIONS = (
    ("sex",),
    ("sex", "ais_admission"),
    ("cause", "sex", "nursing_home"),
    ("level_discharge", "sex", "bladder_regime", "bowel_assessed"),
    ("age", "ais_discharge", "nursing_home", "bowel_assessed"),
)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """One to eight units, 50 to 5,000 patients, even or very uneven, some units empty, some joining later."""
    units = draw(st.integers(1, 8))
    years = draw(st.integers(3, 9))
    patients = draw(st.sampled_from((50, 150, 500, 1_500, 5_000)))
    skew = draw(st.sampled_from((0.0, 0.7, 1.6)))
    shares = np.exp(-skew * np.arange(units))
    shares[draw(st.integers(1, units)) :] *= draw(st.sampled_from((1, 1, 0)))
    sizes = patients / years * shares / shares.sum()
    return Shape(
        sizes=tuple(float(size) for size in sizes),
        dimensions=draw(st.sampled_from(DIMENSIONS)),
        years=years,
        block=draw(st.sampled_from((1, 2, 3))),
        k=draw(st.sampled_from((3, 5, 8, 10))),
        countries=draw(st.integers(1, 5)),
        joined=draw(st.just(()) | st.tuples(*[st.integers(0, 2)] * units)),
        insider_safe=draw(st.booleans()),
        trust=draw(st.sampled_from(((), (frozenset({units, max(units - 1, 1)}),)))),
        seed=draw(st.integers(0, 10_000)),
    )


@given(shape=shapes())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_small_can_be_derived_from_any_release(shape: Shape) -> None:
    cube = make_cube(shape)
    header, tables = build(shape, cube)
    rule = shape.settings().rule
    trusted = {unit: rule.trusted_by(unit) for unit in cube.units}
    report = audit(header, tables, cube=cube, trusted=trusted, sample=SAMPLE, seed=shape.seed)
    assert report.passed, report.reasons


@given(shape=shapes())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nor_from_its_stored_numbers_alone(shape: Shape) -> None:
    header, tables = build(shape, make_cube(shape))
    report = audit(header, tables, sample=SAMPLE, seed=shape.seed)
    assert report.passed, report.reasons
