"""Figures of every kind of answer about own units: valid, equal to the cells, readable at every size."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.own.display import Display
from dashboard.own.figures import histogram, matrix, over_time, panels, scales
from dashboard.own.figures.draw import categories_left_out, draw, least_width, rows_left_out
from dashboard.theme import BANDS, Figure
from queries import OwnQuestion, wilson
from tests.dashboard import own_answers
from tests.dashboard.own_answers import KINDS, SCORE, Kind, made, ready

BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True])


def drawable(kind: Kind) -> bool:
    return not made(*kind).nothing_recorded


DRAWN = [kind for kind in KINDS if drawable(kind)]
FEW = [
    kind for kind in DRAWN if kind[1] in (None, "unit", "ais_admission", "year") or kind[2] == "very large"
]


def marks(figure: Figure) -> list[dict[str, Any]]:
    """The traces that hold values, not what lies behind them."""
    return [trace for trace in figure["data"] if trace.get("hoverinfo") != "skip"]


def values(figure: Figure) -> list[float]:
    """Every value that is drawn, sorted: along the axis that has its interval."""
    along = [trace["x"] if "error_x" in trace else trace["y"] for trace in marks(figure)]
    return sorted(value for axis in along for value in axis if value is not None)


def texts(figure: Figure) -> str:
    return json.dumps(figure["layout"]["annotations"], ensure_ascii=False)


@pytest.mark.parametrize("kind", FEW, ids=str)
def test_every_kind_is_a_figure_that_plotly_knows(kind: Kind) -> None:
    given = made(*kind)
    for crossed in {False, given.is_matrix}:
        go.Figure(_without_names(draw(given, crossed=crossed, narrow=False)))


@BOTH_WIDTHS
@pytest.mark.parametrize("kind", DRAWN, ids=str)
def test_every_kind_has_a_set_height(kind: Kind, narrow: bool) -> None:
    given = made(*kind)
    for crossed in {False, given.is_matrix}:
        assert draw(given, crossed=crossed, narrow=narrow)["layout"]["height"] > 80


def _without_names(figure: Figure) -> Figure:
    """Plotly's own check knows no names of colours that the browser puts in."""
    return dict(json.loads(re.sub(r"var\(--[a-z0-9-]+\)", "#123456", json.dumps(figure))))


@BOTH_WIDTHS
@pytest.mark.parametrize("kind", FEW, ids=str)
def test_what_is_drawn_is_what_the_answer_says(kind: Kind, narrow: bool) -> None:
    given = made(*kind)
    figure = draw(given, crossed=False, narrow=narrow)
    assert values(figure) == pytest.approx(expected(given))


def expected(given: Display) -> list[float]:
    """The values of the rows and categories that are drawn, sorted."""
    if given.kind == "counts":
        return sorted(float(line.counts[0]) for line in given.lines)
    if given.kind == "numbers":
        is_mean = given.answer.asked.statistic == "mean"
        found = [line.summary.mean if is_mean else line.summary.median for line in given.lines]
        return sorted(round(value, 4) for value in found if value is not None)
    lines = given.lines[: histogram.MOST] if given.bins and given.arrangement == "rows" else given.lines
    all_drawn = given.arrangement == "whole" or given.kind == "share" or lines is not given.lines
    all_drawn = all_drawn or bool(given.bins and given.arrangement == "rows")
    places = range(len(given.categories)) if all_drawn else panels.drawn(given)
    return sorted(
        round(point.share, 4)
        for line in lines
        for place in places
        if (point := line.points[place]) is not None
    )


@pytest.mark.parametrize("kind", [kind for kind in FEW if made(*kind).is_matrix], ids=str)
def test_a_matrix_has_a_cell_for_each_pair(kind: Kind) -> None:
    given = made(*kind)
    figure = matrix.draw(given, narrow=False)
    (hovers,) = figure["data"]
    there = [one for line in given.lines for one in line.points if one is not None]
    assert len(hovers["x"]) == len(there)
    counts = sorted(int(n) for n in re.findall(r"<b>(\d+)</b><br>", texts(figure)))
    assert counts == sorted(one.count for one in there if one.count)


def test_a_row_of_nobody_is_no_row_of_a_matrix() -> None:
    given = made("groups", "ais_admission")
    nobody = replace(given.lines[0], points=tuple(None for _ in given.lines[0].points))
    layout = matrix.draw(replace(given, lines=(nobody, *given.lines[1:])), narrow=False)["layout"]
    assert len(layout["yaxis"]["tickvals"]) == len(given.lines) - 1


@BOTH_WIDTHS
def test_the_tint_of_a_cell_is_its_share_of_the_row(narrow: bool) -> None:
    given = made("groups", "ais_admission")
    shapes = matrix.draw(given, narrow=narrow)["layout"]["shapes"]
    tints = [shape["opacity"] for shape in shapes if "opacity" in shape]
    assert sorted(tints) == sorted(
        round(matrix.DARKEST * one.share, 4) for line in given.lines for one in line.points if one is not None
    )


def test_cells_of_the_same_group_twice_are_framed() -> None:
    given = made("groups", "ais_admission")
    shapes = matrix.draw(given, narrow=False)["layout"]["shapes"]
    framed = [shape for shape in shapes if shape["line"]["width"]]
    assert [shape["x0"] + 0.47 for shape in framed] == pytest.approx(range(7))
    assert [shape["y0"] + 0.46 for shape in framed] == pytest.approx(range(7))


@BOTH_WIDTHS
@pytest.mark.parametrize(
    "kind", [kind for kind in FEW if made(*kind).kind in ("share", "groups", "answers")], ids=str
)
def test_intervals_are_wilsons_and_lie_on_the_axis(kind: Kind, narrow: bool) -> None:
    given = made(*kind)
    ends = {
        (round(wilson(p.count, p.total).low, 4), round(wilson(p.count, p.total).high, 4))
        for line in given.lines
        for p in line.points
        if p
    }
    figure = draw(given, crossed=False, narrow=narrow)
    for trace in marks(figure):
        along, error = ("x", "error_x") if trace.get("orientation") == "h" else ("y", "error_y")
        top = figure["layout"][f"{along}axis{trace.get(f'{along}axis', along)[1:]}"]["range"][1]
        bars = zip(trace[along], trace[error]["arrayminus"], trace[error]["array"], strict=True)
        for value, down, up in bars:
            if value is not None:
                assert min(abs(value - down - low) + abs(value + up - high) for low, high in ends) < 3e-4
                assert value + up <= top + 1e-9


@BOTH_WIDTHS
@pytest.mark.parametrize("kind", [kind for kind in FEW if kind[0] not in ("mean", "median")], ids=str)
def test_shares_and_counts_have_axes_from_zero(kind: Kind, narrow: bool) -> None:
    layout = draw(made(*kind), crossed=False, narrow=narrow)["layout"]
    horizontal = made(*kind).arrangement != "time" and not made(*kind).bins
    along = "xaxis" if horizontal else "yaxis"
    assert {axis["range"][0] for name, axis in layout.items() if name.startswith(along)} == {0}


@BOTH_WIDTHS
@pytest.mark.parametrize("kind", [kind for kind in FEW if kind[1] is not None], ids=str)
def test_panels_do_not_overlap(kind: Kind, narrow: bool) -> None:
    layout = draw(made(*kind), crossed=False, narrow=narrow)["layout"]
    names = [name.removeprefix("xaxis") for name in layout if name.startswith("xaxis")]
    boxes = [
        (layout[f"xaxis{n}"].get("domain", [0, 1]), layout[f"yaxis{n}"].get("domain", [0, 1])) for n in names
    ]
    assert len(boxes) <= 7
    for index, (across, up) in enumerate(boxes):
        assert 0 <= across[0] < across[1] <= 1 + 1e-9
        assert -1e-9 <= up[0] < up[1] <= 1
        for other_across, other_up in boxes[:index]:
            assert across[0] >= other_across[1] or across[1] <= other_across[0] or up[1] <= other_up[0]


@pytest.mark.parametrize("kind", [kind for kind in DRAWN if kind[2] == "very large"], ids=str)
def test_the_largest_figures_stay_light_and_readable(kind: Kind) -> None:
    given = made(*kind)
    for narrow in (False, True):
        figure = draw(given, crossed=False, narrow=narrow)
        assert "template" not in figure["layout"]
        assert len(json.dumps(figure)) < 400_000
    if given.arrangement == "time":
        steps = len(over_time.steps_drawn(given))
        assert least_width(given, crossed=False) >= steps * over_time.LEAST_STEP


def test_sixty_categories_stand_under_each_other() -> None:
    with own_answers.sixty_categories() as question:
        given = ready(own_answers.answer(question))
        figure = draw(given, crossed=False, narrow=True)
        assert len(values(figure)) == 60
        assert figure["layout"]["height"] > 60 * 50
        by_year = ready(own_answers.answer(replace(question, split="year")))
        assert categories_left_out(by_year, crossed=False) == 53


def test_more_steps_than_can_be_drawn_are_in_the_table_only() -> None:
    given = made("stays", "month", "very large")
    many = replace(given, lines=given.lines * 3)
    assert rows_left_out(many, crossed=False) == 3 * 124 - over_time.MOST_STEPS
    assert len(values(draw(many, crossed=False, narrow=False))) == over_time.MOST_STEPS


# --- Time -----------------------------------------------------------------------------------------
def test_zeros_are_drawn_and_no_stays_are_a_gap() -> None:
    question = replace(own_answers.SHOWN["indicator"], split="year")
    rows = tuple(
        own_answers.row(question, f"{year}-01-01", weight)
        for year, weight in ((2020, 2), (2021, 0), (2022, 1))
    )
    given = replace(own_answers.answer(question), rows=rows)
    (line,) = marks(draw(ready(given), crossed=False, narrow=False))
    assert line["y"][1] is None
    assert line["connectgaps"] is False
    counts = replace(own_answers.SHOWN["stays"], split="year")
    rows = tuple(own_answers.row(counts, f"{year}-01-01", weight) for year, weight in ((2020, 2), (2021, 0)))
    (bars,) = draw(ready(replace(own_answers.answer(counts), rows=rows)), crossed=False, narrow=False)["data"]
    assert bars["y"] == [6.0, 0.0]
    assert bars["text"] == ["6", "0"]


def test_the_step_that_is_going_on_is_hatched() -> None:
    (bars,) = draw(made("stays", "year"), crossed=False, narrow=False)["data"]
    assert bars["marker"]["pattern"]["shape"] == [*[""] * 10, "/"]
    behind, line = draw(made("indicator", "year"), crossed=False, narrow=False)["data"]
    assert behind["x"] == [10]
    assert behind["marker"]["pattern"]["shape"] == "/"
    assert line["marker"]["symbol"] == [*["circle"] * 10, "circle-open"]


@pytest.mark.parametrize(
    ("dates", "partial"),
    [
        ((None, None), [2026]),
        ((date(2016, 2, 1), date(2024, 12, 30)), [2016, 2024, 2025, 2026]),
        ((date(2016, 1, 1), date(2024, 12, 31)), [2025, 2026]),
    ],
)
def test_steps_cut_by_the_dates_asked_for_are_incomplete(dates: Any, partial: list[int]) -> None:
    given = made("stays", "year", dates=dates)
    assert [int(line.name) for line in given.lines if line.partial] == partial


def test_a_change_of_wording_breaks_the_line_and_has_a_flag() -> None:
    question = OwnQuestion(shows="urinary_incontinence", split="year")
    figure = draw(ready(own_answers.answer(question)), crossed=False, narrow=False)
    first = marks(figure)[0]
    at = first["x"].index(2.5)  # between 2018 and 2019
    assert first["y"][at] is None
    assert texts(figure).count("⚑") == 1
    assert "other wording before 1 Jan 2019" in texts(figure)
    lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"]
    assert {shape["x0"] for shape in lines} == {2.5}
    assert len(lines) == len(marks(figure))


def test_the_first_day_of_collection_has_a_flag_only_where_it_is_seen() -> None:
    question = OwnQuestion(shows="ais_discharge", split="year")
    assert "⚑" not in texts(draw(ready(own_answers.answer(question)), crossed=False, narrow=False))
    rows = tuple(own_answers.row(question, f"{year}-01-01", 1) for year in range(2013, 2018))
    figure = draw(ready(replace(own_answers.answer(question), rows=rows)), crossed=False, narrow=False)
    assert "collected since 1 Jan 2015" in texts(figure)


def test_target_bands_stand_where_each_target_holds() -> None:
    question = OwnQuestion(shows="quality_of_life_reported", split="year", axis="discharge")
    rows = tuple(own_answers.row(question, f"{year}-01-01", 1) for year in (2015, 2016, 2017, 2018))
    figure = draw(ready(replace(own_answers.answer(question), rows=rows)), crossed=False, narrow=False)
    highs = [s for s in figure["layout"]["shapes"] if s.get("fillcolor") == BANDS["high"]]
    assert [(band["x0"], band["x1"], band["y0"]) for band in highs] == [(-0.5, 1.5, 0.8), (1.5, 3.5, 0.9)]


@pytest.mark.parametrize("split", ["year", "halfyear", "quarter", "month"])
@BOTH_WIDTHS
def test_words_under_the_axis_have_room(split: str, narrow: bool) -> None:
    layout = draw(made("indicator", split, "very large"), crossed=False, narrow=narrow)["layout"]
    ticks, low_high = layout["xaxis"]["tickvals"], layout["xaxis"]["range"]
    room = max(over_time.NARROW if narrow else over_time.WIDE, 124 * over_time.LEAST_STEP)
    distance = min(after - before for before, after in pairwise(ticks))
    assert distance * room / (low_high[1] - low_high[0]) > 30


def test_a_figure_that_scrolls_has_its_numbers_at_the_end_that_is_seen_first() -> None:
    given = made("stays", "month", "very large")
    sides = [draw(given, crossed=False, narrow=n)["layout"]["yaxis"]["side"] for n in (True, False)]
    assert sides == ["right", "left"]


# --- Numbers --------------------------------------------------------------------------------------
def test_median_and_mean_lie_in_their_bin() -> None:
    given = made("bins")
    (line,) = given.lines
    bins = histogram.Bins(starts=(0.0, 7.0, 10.0, 14.0), highest=20.0)
    assert given.bins == bins.starts
    assert [bins.place(value) for value in (0, 3.5, 7, 8.5, 14, 17, 20)] == pytest.approx(
        [-0.5, 0, 0.5, 1, 2.5, 3, 3.5]
    )
    shapes = draw(given, crossed=False, narrow=False)["layout"]["shapes"]
    ends = {shape["x0"] for shape in shapes} | {shape["x1"] for shape in shapes}
    median, mean = line.summary.median, line.summary.mean
    assert median is not None
    assert mean is not None
    assert {round(bins.place(median), 4), round(bins.place(mean), 4)} <= ends


def test_whole_numbers_stand_in_the_middle_of_their_bars() -> None:
    bins = histogram.Bins(starts=tuple(map(float, range(11))), highest=10.0)
    assert bins.single
    assert [bins.place(value) for value in (0, 7, 7.5)] == [0, 7, 7.5]


def test_a_median_has_its_quartiles_behind_it_and_a_mean_has_not() -> None:
    median, mean = (
        draw(made(name, "unit"), crossed=False, narrow=False)["data"] for name in ("median", "mean")
    )
    assert len(median) == 2
    assert len(mean) == 1
    low, high = made("median", "unit").lines[3].summary.quartiles or (0, 0)
    assert (median[0]["base"][3], round(median[0]["base"][3] + median[0]["x"][3], 4)) == (low, high)


def test_quartiles_over_time_are_a_band_in_pieces() -> None:
    question = OwnQuestion(shows=SCORE, statistic="median", split="year")
    rows = tuple(own_answers.row(question, f"{2018 + place}-01-01", w) for place, w in enumerate((2, 0, 3)))
    behind, line = draw(ready(replace(own_answers.answer(question), rows=rows)), crossed=False, narrow=False)[
        "data"
    ]
    assert behind["fill"] == "toself"
    assert behind["x"] == [-0.5, 0.5, 0.5, -0.5, None, 1.5, 2.5, 2.5, 1.5, None]
    assert line["y"] == [5.5, None, 8]


@pytest.mark.parametrize(
    ("values_", "ends"),
    [([3, 8.2], (0, 10)), ([61, 75.5], (60, 80)), ([0.2], (0.2, 0.3)), ([], (0, 0.1)), ([5, 230], (0, 250))],
)
def test_axes_of_numbers_end_at_round_numbers_beyond_all(
    values_: list[float], ends: tuple[float, float]
) -> None:
    scale = scales.numbers(values_)
    assert (scale.low, scale.high) == pytest.approx(ends)
    assert len(scale.ticks) <= 8


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (3, 3), (7, 8), (33, 35), (350, 350), (1_446, 1_500)]
)
def test_axes_of_counts_have_whole_ticks(highest: int, top: int) -> None:
    scale = scales.counts([highest])
    assert scale.low == 0
    assert scale.high >= highest
    assert all(tick == int(tick) for tick in scale.ticks)
    assert scale.high <= max(2 * top, 1)


# --- Words in figures -----------------------------------------------------------------------------
def test_a_name_cannot_bring_markup_into_a_figure() -> None:
    given = made("indicator", "unit")
    bad = replace(given, lines=tuple(replace(line, name="<b>x</b>") for line in given.lines))
    for narrow in (False, True):
        assert "<b>x</b>" not in json.dumps(draw(bad, crossed=False, narrow=narrow))


def test_hover_says_share_counts_and_interval() -> None:
    (bars,) = marks(draw(made("indicator"), crossed=False, narrow=False))
    told = [re.sub("<.*?>", "|", text) for text in bars["hovertext"]]
    assert told == ["|All together||67%|4 of 6 stays|95 % interval 30% to 90%"]


def test_every_share_stands_beside_its_count() -> None:
    for narrow in (False, True):
        written = texts(draw(made("groups"), crossed=False, narrow=narrow))
        for one in made("groups").lines[0].points:
            assert one is not None
            assert f"{one.count} of {one.total}" in written
