"""The funnel and the adjusted comparison: from shown cells only, and saying no more than the numbers do."""

from dataclasses import replace
from typing import Any

import pytest
from scipy.stats import binom

from dashboard.comparison import Comparison, compare
from dashboard.depth import case_mix, funnel
from dashboard.words import plain
from queries import ALARM, WARNING, Answer, CaseMix, Shown
from tests.dashboard import made_up
from tests.dashboard.components import seen
from tests.dashboard.made_up import CLINICIAN, HAUKELAND, SETTINGS, every_kind

MODEL = CaseMix(factors=("age", "sex"), discrimination=0.75, slope=0.98, refused=None)


def of(answer: Answer) -> Comparison:
    return compare(answer, settings=SETTINGS, viewer=CLINICIAN)


def adjusted(expected: float = 0.8) -> Answer:
    usual = made_up.usual()
    rows = tuple(replace(row, expected=expected) if row.shown else row for row in usual.rows)
    return replace(usual, rows=rows, case_mix=MODEL)


# --- Funnel -----------------------------------------------------------------------------------------
def test_a_dot_is_a_shown_share_over_its_stays() -> None:
    made = funnel.make_funnel(of(made_up.usual()))
    assert made is not None
    figure = funnel.draw(made, narrow=False)
    dots = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    drawn = {(x, y) for trace in dots for x, y in zip(trace["x"], trace["y"], strict=True)}
    assert drawn == {(n, round(count / n, 4)) for count, n in made_up.USUAL.values()}
    own = next(trace for trace in dots if trace["marker"]["symbol"] == "square")
    assert (own["x"], own["y"]) == ([32], [round(25 / 32, 4)])


def test_where_a_unit_stands_is_what_the_binomial_distribution_says() -> None:
    made = funnel.make_funnel(of(made_up.usual()))
    assert made is not None
    share = 339 / 402
    for unit in made.units:
        n, count = unit.point.total, unit.point.count
        for level, stands in ((WARNING, unit.warning), (ALARM, unit.alarm)):
            tail = (1 - level) / 2
            low, high = binom.cdf(count, n, share) <= tail, binom.sf(count - 1, n, share) <= tail
            assert stands == ("below" if low else "above" if high else "inside")
    by_chance = sum(
        binom.pmf(count, n, share)
        for _met, n in made_up.USUAL.values()
        for count in range(n + 1)
        if binom.cdf(count, n, share) <= 0.025 or binom.sf(count - 1, n, share) <= 0.025
    )
    assert made.by_chance[WARNING] == pytest.approx(by_chance)


def test_hidden_units_are_not_in_the_funnel_but_said_to_be_missing() -> None:
    comparison = of(made_up.usual())
    made = funnel.make_funnel(comparison)
    assert made is not None
    assert "Reykjavik" not in seen(funnel.table(made, "caption"))
    assert funnel.not_judged(comparison) == "1 unit is not shown."


def test_nobody_outside_is_not_said_to_be_alike() -> None:
    made = funnel.make_funnel(of(made_up.usual()))
    assert made is not None
    text = plain(funnel.sentence(made))
    assert "No unit lies outside the limits." in text
    assert "Inside does not mean alike" in text


def test_who_is_outside_is_named() -> None:
    usual = made_up.usual()
    far = tuple(
        replace(row, cells=(Shown(count=5, total=32),)) if row.group.units == (HAUKELAND,) else row
        for row in usual.rows
    )
    made = funnel.make_funnel(of(replace(usual, rows=far)))
    assert made is not None
    assert "Outside the 99.8 % limits" in plain(funnel.sentence(made))
    assert "Haukeland (you)" in plain(funnel.sentence(made))


def test_chances_of_either_end_stand_in_the_table_and_in_no_order() -> None:
    made = funnel.make_funnel(of(made_up.usual()))
    assert made is not None
    sums = [sum(getattr(unit.ends, end) for unit in made.units) for end in ("lowest", "highest")]
    assert sums == pytest.approx([len(made.units) // 3] * 2, abs=0.01)


@pytest.mark.parametrize("name", every_kind())
def test_every_kind_of_answer_has_a_funnel_or_none(name: str) -> None:
    answer, settings = every_kind()[name]
    comparison = compare(answer, settings=settings, viewer=CLINICIAN)
    made = funnel.make_funnel(comparison)
    if comparison.indicator is None or comparison.nothing_shown or comparison.reference is None:
        assert made is None
    elif made is not None:
        for narrow in (False, True):
            assert funnel.draw(made, narrow=narrow)["layout"]["height"] > 0
        assert len(list(funnel.records(made))) == len(made.units)
        assert all(len(record) == len(funnel.file_head()) for record in funnel.records(made))


# --- Case mix ---------------------------------------------------------------------------------------
def test_the_difference_from_the_reference_is_split_in_two() -> None:
    made = case_mix.make_adjustment(of(adjusted(0.8)))
    assert made is not None
    reference = 339 / 402
    for unit in made.units:
        share = unit.point.count / unit.point.total
        assert unit.parts.case_mix == pytest.approx(0.8 - reference)
        assert unit.parts.rest == pytest.approx(share - 0.8)
        assert unit.parts.whole == pytest.approx(share - reference)


def test_ratios_lie_between_the_crude_one_and_one() -> None:
    made = case_mix.make_adjustment(of(adjusted(0.8)))
    assert made is not None
    for unit in made.units:
        crude = unit.point.share / 0.8
        assert min(crude, 1) - 1e-9 <= unit.ratio <= max(crude, 1) + 1e-9


@pytest.mark.parametrize(("expected", "says"), [(0.8, "no sign of a difference"), (0.3, "does not include")])
def test_the_sentence_goes_by_the_interval(expected: float, says: str) -> None:
    made = case_mix.make_adjustment(of(adjusted(expected)))
    assert made is not None
    text = plain(case_mix.sentence(made))
    assert text.startswith("Haukeland: 78%")
    assert says in text
    assert "better" not in text


def test_a_group_without_an_expected_share_is_left_out_and_named() -> None:
    answer = adjusted()
    rows = tuple(
        replace(row, expected=None) if row.group.units == (HAUKELAND,) else row for row in answer.rows
    )
    made = case_mix.make_adjustment(of(replace(answer, rows=rows)))
    assert made is not None
    assert case_mix.left_out(made) == "Not adjusted, because too few: Haukeland."
    assert "Haukeland" not in seen(case_mix.table(made, "caption"))


@pytest.mark.parametrize("refused", ["too_few_events", "poor_discrimination", "poor_calibration"])
def test_a_poor_model_adjusts_nothing_and_says_why(refused: Any) -> None:
    model = replace(MODEL, refused=refused, discrimination=None, slope=None)
    assert case_mix.make_adjustment(of(replace(adjusted(), case_mix=model))) is None
    assert case_mix.refused(model)


def test_nothing_is_adjusted_where_the_release_does_not() -> None:
    assert case_mix.make_adjustment(of(made_up.usual())) is None


def test_what_is_expected_is_drawn_where_it_is() -> None:
    made = case_mix.make_adjustment(of(adjusted(0.8)))
    assert made is not None
    figure = case_mix.draw(made)
    assert figure["data"][-1]["x"] == [0.8] * len(made.units)
    assert all(len(record) == len(case_mix.head()) for record in case_mix.records(made))


def test_the_model_is_described_with_what_it_lacks() -> None:
    text = " ".join(case_mix.about(MODEL))
    assert "Age and Sex" in text
    assert "0.75" in text
    assert "muscle strength" in text
