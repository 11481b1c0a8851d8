"""The Overview: its numbers against plain questions, its words, and what each role sees."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher

from dashboard.accounts import passwords
from dashboard.overview import found, tiles, words
from dashboard.overview.found import Months, Standing
from dashboard.words import plain
from queries import INDICATORS, Chart, NoRelease, OwnQuestion, Registry, SourceUnavailable, TooFew, p_chart
from tests.crawler.crawl import Visitor
from tests.crawler.places import Place, place
from tests.dashboard.components import of_kind, seen
from tests.dashboard.made_up import CLINICIAN, HAUKELAND
from tests.release.registries import released

TODAY = datetime.date(2025, 9, 20)
YEAR_FROM, FIRST = datetime.date(2024, 10, 1), datetime.date(2020, 10, 1)


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("overview")
    with place(folder, released(folder, patients=1200, seed=6)) as there:
        yield there


@pytest.fixture(autouse=True)
def _application(made: Place) -> None:
    """Addresses on the page are those of an application, so that there has to be one."""


# --- Numbers ----------------------------------------------------------------------------------------
def test_twelve_months_end_with_this_one_and_so_do_five_years() -> None:
    assert found.windows(TODAY) == (YEAR_FROM, FIRST)
    assert found.windows(datetime.date(2024, 1, 31)) == (datetime.date(2023, 2, 1), datetime.date(2019, 2, 1))


@pytest.mark.parametrize("indicator", ["nursing_home", "bladder_regime", "classification"])
def test_an_indicator_counts_what_plain_questions_count(made: Place, indicator: str) -> None:
    registry: Registry = made.released.registry
    standings = found.standings(registry, (HAUKELAND,), CLINICIAN, TODAY)
    one = next(one for one in standings if one.indicator.id == indicator)
    assert one.now == counted(registry, indicator, YEAR_FROM, TODAY)
    assert len(one.steps) == 10
    for place_, step in enumerate(one.steps):
        first = found.month_before(FIRST, -6 * place_)
        last = min(found.month_before(FIRST, -6 * place_ - 6) - datetime.timedelta(days=1), TODAY)
        assert step == counted(registry, indicator, first, last)


def counted(registry: Registry, shows: str, first: datetime.date, last: datetime.date) -> tuple[int, int]:
    question = OwnQuestion(shows=shows, units=(HAUKELAND,), dates=(first, last), axis="discharge")
    (row,) = registry.ask(question, CLINICIAN).rows
    return row.cells[0].count, row.cells[0].total


@pytest.mark.parametrize("axis", ["discharge", "admission"])
def test_months_stand_beside_the_same_months_of_earlier_years(made: Place, axis: str) -> None:
    registry: Registry = made.released.registry
    months = found.stays_by_month(registry, (HAUKELAND,), CLINICIAN, TODAY, axis)
    assert months.firsts[0] == YEAR_FROM
    assert len(months.counts) == len(months.before) == 12
    for place_, first in enumerate(months.firsts):
        history = [stays(registry, axis, found.month_before(first, 12 * back)) for back in (4, 3, 2, 1, 0)]
        assert [*months.before[place_], months.counts[place_]] == history
    assert sum(months.earlier_totals) > 0


def stays(registry: Registry, axis: str, first: datetime.date) -> int:
    last = min(found.month_before(first, -1) - datetime.timedelta(days=1), TODAY)
    question = OwnQuestion(shows="stays", units=(HAUKELAND,), dates=(first, last), axis=axis)  # type: ignore[arg-type]
    return registry.ask(question, CLINICIAN).rows[0].stays


def test_country_and_whole_are_released_numbers_of_everybody(made: Place) -> None:
    registry: Registry = made.released.registry
    one = found.standings(registry, (HAUKELAND,), CLINICIAN, TODAY)[0]
    assert one.nordic is not None
    assert one.nordic.lane == "shared"
    assert one.release is not None
    assert not one.release.contains_own_unit_data


def test_classification_of_long_stays_is_told_apart(made: Place) -> None:
    registry: Registry = made.released.registry
    long = found.classified_long(registry, (HAUKELAND,), CLINICIAN, TODAY)
    every = counted(registry, "classification", YEAR_FROM, TODAY)
    question = OwnQuestion(
        shows="classification",
        units=(HAUKELAND,),
        dates=(YEAR_FROM, TODAY),
        axis="discharge",
        split="rehab_days",
    )
    short = registry.ask(question, CLINICIAN).rows[0].cells[0]
    assert long is not None
    assert 0 < long[1] <= every[1] - short.total
    assert f"{long[0]} of {long[1]} stays of more than 28 days" in seen(tiles.classified(long))


# --- Words ------------------------------------------------------------------------------------------
def months(now: int, *earlier: int) -> Months:
    return Months(firsts=(TODAY,), counts=(now,), before=(earlier,))


def standing(steps: list[tuple[int, int]], indicator: str = "bladder_assessed") -> Standing:
    return Standing(
        indicator=INDICATORS[indicator],
        now=(steps[-1][0] + steps[-2][0], steps[-1][1] + steps[-2][1]),
        steps=tuple(steps),
        rule=p_chart(steps),
        nordic=None,
        country=None,
        release=None,
    )


STEADY = standing([(18, 20)] * 10)
FALLEN = standing([(19, 20)] * 9 + [(6, 20)])


@pytest.mark.parametrize("now", [10, 24, 40])
def test_stays_stand_beside_the_years_before_without_a_judgement(now: int) -> None:
    """The latest stays are not all registered yet: fewer of them is no sign of anything."""
    text = plain(words.summary(months(now, 19, 28, 22, 25), [STEADY], 2025))
    assert f"{now} stays discharged in the last twelve months; 19 to 28 in the years before." in text
    assert "may not all be registered yet" in text
    assert "No indicator has changed more than chance explains." in text


def test_a_first_year_is_compared_with_nothing() -> None:
    assert "years before" not in plain(words.summary(months(4), [STEADY], 2025))


def test_a_fall_is_said_with_how_often_chance_would_say_so() -> None:
    assert FALLEN.worse is True
    assert isinstance(FALLEN.rule, Chart)
    text = plain(words.summary(months(24, 20), [FALLEN], 2025))
    assert "Bladder assessed is lower than it used to be" in text
    assert "would still signal" in text
    assert "worse" not in text


def test_where_lower_is_better_a_rise_is_for_the_worse() -> None:
    assert standing([(1, 20)] * 9 + [(14, 20)], "nursing_home").worse is True
    assert standing([(19, 20)] * 9 + [(6, 20)], "nursing_home").worse is False


def test_few_steps_are_too_few_to_judge() -> None:
    few = standing([(1, 2), (2, 2), (0, 1)])
    assert isinstance(few.rule, TooFew)
    assert few.worse is None
    assert few.signals == ()
    assert words.rule(few) == "Too few half-years to judge."


def test_targets_met_are_counted_among_those_that_have_one() -> None:
    without = standing([(9, 10)] * 10, "registered_in_time")
    text = plain(words.summary(months(24, 20), [STEADY, FALLEN, without], 2025))
    assert "0 of 2 indicators meet the high target." in text


def test_a_class_that_could_as_well_be_another_says_so() -> None:
    sure = standing([(199, 200)] * 10)
    assert "uncertain" in seen(tiles.indicators([STEADY], 2025, None))
    assert "uncertain" not in seen(tiles.indicators([sure], 2025, None))


def test_every_indicator_has_a_drawing_with_words() -> None:
    drawn: list[Any] = of_kind(tiles.indicators([STEADY, FALLEN], 2025, "Norway"), "Spark")
    assert [len(one.values) for one in drawn] == [10, 10]
    assert drawn[1].signals[-1] == 9
    assert drawn[0].label.startswith("Half-years from 90% to 90%")
    assert drawn[0].bands == [[0.9, 1.0, "high"], [0.8, 0.9, "moderate"], [0.0, 0.8, "low"]]


def test_an_indicator_nobody_has_is_no_zero() -> None:
    empty = replace(STEADY, now=(0, 0), steps=((0, 0),) * 10, rule=p_chart([(0, 0)] * 10))
    text = seen(tiles.indicators([empty], 2025, None))
    assert "no stays" in text
    assert "0%" not in text


# --- The page ---------------------------------------------------------------------------------------
def answer(visitor: Visitor, search: str = "") -> str:
    reply = visitor.see("overview", search)
    assert reply.status == 200
    return json.dumps(reply.parts["overview-answer"], ensure_ascii=False)


def test_a_clinician_sees_the_own_unit_first(made: Place) -> None:
    visitor = made.visitor("clinician")
    assert visitor.client.get("/").headers["Location"].endswith("/overview")
    text = answer(visitor)
    assert "Haukeland, last 12 months" in text
    assert "do not pass on" in text


def test_the_council_sees_countries_as_released_and_nothing_live(made: Place) -> None:
    text = answer(made.visitor("council"))
    assert "Quality indicators by country" in text
    assert "do not pass on" not in text


def test_a_data_manager_chooses_a_unit_and_a_clinician_no_other(made: Place) -> None:
    assert "Sunnaas, last 12 months" in answer(made.visitor("datamanager"), "?scope=106896")
    assert "Haukeland, last 12 months" in answer(made.visitor("clinician"), "?scope=106896")


def test_without_a_release_the_own_unit_goes_on(made: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_args: object) -> None:
        raise NoRelease("nothing has been released yet")

    monkeypatch.setattr(Registry, "answer", none)
    text = answer(made.visitor("clinician"))
    assert "Haukeland, last 12 months" in text
    assert "appear here with the first release" in text
    assert "No numbers have been released yet" in answer(made.visitor("council"))


def test_without_the_registry_it_says_so(made: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object) -> None:
        raise SourceUnavailable("the registry cannot be read")

    monkeypatch.setattr(Registry, "ask", away)
    assert "The data cannot be read just now" in answer(made.visitor("clinician"))


def test_a_country_is_called_so_only_where_all_its_units_are_the_viewers(made: Place) -> None:
    assert "Haukeland, last 12 months" in answer(made.visitor("clinician"), "?scope=NO")
    assert "Norway, last 12 months" in answer(made.visitor("datamanager"), "?scope=NO")


def test_the_last_visit_is_the_one_before_this(made: Place) -> None:
    first = answer(made.visitor("manager"))
    second = answer(made.visitor("manager"))
    assert "This is your first visit." in first
    assert "since your last visit on" in second
