"""Utility figures against answers: a question counted as exact is answered exactly, and nothing is lost."""

import pytest

from queries import Selection, Utility, Viewer
from tests.release.registries import Released, released

COUNCIL = Viewer(role="council")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Released:
    return released(tmp_path_factory.mktemp("utility"), patients=2000)


@pytest.fixture(scope="module")
def utility(made: Released) -> Utility:
    return made.registry.release_utility("2025-1")


def test_every_question_has_one_fate(utility: Utility) -> None:
    for tally in (*utility.by_filters.values(), *utility.by_unit.values(), *utility.by_shown.values()):
        fates = [tally.share(fate) for fate in ("exact", "longer", "coarser", "refused")]
        assert sum(fates) == pytest.approx(1)
        assert 0 <= tally.share("primary") <= 1


def test_more_filters_are_never_answered_better(utility: Utility) -> None:
    exact = [utility.by_filters[filters].share("exact") for filters in (0, 1, 2)]
    assert exact == sorted(exact, reverse=True)
    assert exact[0] > 0


@pytest.mark.parametrize("shows", ["nursing_home", "bladder_regime", "bowel_assessed"])
def test_without_filters_the_share_is_what_answers_give(made: Released, utility: Utility, shows: str) -> None:
    asked = answered = 0
    for unit in made.settings.unit_ids():
        for year in range(2017, 2026):
            selection = Selection(shows=shows, units=(unit,), period=(year, year))
            patients = patients_of(made, unit, year)
            answer = made.registry.answer(selection, COUNCIL)
            rows = [row for row in answer.rows if row.group.units == (unit,)]
            asked += patients
            answered += patients if rows and rows[0].shown and rows[0].period == (year, year) else 0
    assert utility.by_shown[shows, 0].share("exact") == pytest.approx(answered / asked)


def patients_of(made: Released, unit: int, year: int) -> int:
    """Patients a question is about: those of the whole breakdown, its gate's other groups included."""
    return sum(
        made.in_shared_lane(stay) for stay in made.stays if stay["unit"] == unit and stay["year"] == year
    )
