"""Gaps that attacks once found in the build, and that must stay closed."""

from queries.release.audit import DEFAULT, audit
from queries.release.export import describe
from tests.privacy.cubes import Shape, build, cube_of_counts, make_cube


def test_anybody_and_two_units_that_join_in_the_second_year() -> None:
    """All units are shown by year, each unit for all years; in the first year only unit 1 takes part. So unit 1
    has 12 stays in all years less 9 in the first: 3 in the other two."""
    shape = Shape(sizes=(5, 5, 5), dimensions=("sex",), years=3, joined=(0, 1, 1))
    cube = cube_of_counts(shape, "sex", {"man": [[9, 2, 1], [0, 6, 4], [0, 5, 7]]})
    report = audit(*build(shape, cube), cube=cube, sample=DEFAULT)
    assert report.passed, report.reasons


def test_staff_and_one_unit_that_joins_in_the_second_year() -> None:
    """As above with one late unit: staff of unit 2 take off their own patients, and find 3 stays of unit 3."""
    shape = Shape(sizes=(9, 6, 3), dimensions=("sex",), years=3, joined=(1, 0, 0))
    cube = cube_of_counts(shape, "sex", {"man": [[0, 13, 14], [5, 8, 4], [6, 1, 2]]})
    report = audit(*build(shape, cube), cube=cube, sample=DEFAULT)
    assert report.passed, report.reasons


def test_the_export_holds_no_fingerprint_of_hidden_data() -> None:
    shape = Shape(sizes=(40, 22, 12, 6))
    header, _ = build(shape, make_cube(shape))
    assert header.data_hash not in describe(header).values()


def test_a_registry_without_patients_releases_nothing() -> None:
    shape = Shape(sizes=(0, 0))
    assert build(shape, make_cube(shape))[1] == []
