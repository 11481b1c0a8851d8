"""Figures of every kind of answer: valid, equal to the shown cells, and nothing beyond them."""

import json
import re
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import charts, panels, sentences, theme
from dashboard.comparison import Comparison, Point, compare
from dashboard.pictures import PICTURE_WIDTH
from dashboard.theme import Figure
from queries import HIDDEN, Selection, Settings, Shown, Viewer
from tests.dashboard import made_up
from tests.dashboard.made_up import CLINICIAN, COUNCIL, SETTINGS, every_kind

KINDS = list(every_kind())
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True])


def made(name: str = "usual", viewer: Viewer = CLINICIAN, **view: Any) -> Comparison:
    answer, settings = every_kind()[name]
    return compare(answer, settings=settings, viewer=viewer, **view)


def of(answer: Any, settings: Settings = SETTINGS) -> Comparison:
    return compare(answer, settings=settings, viewer=CLINICIAN)


def texts(figure: Figure) -> str:
    return json.dumps(
        [figure["layout"].get("annotations"), figure["layout"].get("title")], ensure_ascii=False
    )


@BOTH_WIDTHS
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_a_valid_figure_of_a_set_height(name: str, narrow: bool) -> None:
    figure = charts.draw(made(name), narrow=narrow)
    go.Figure(figure)
    assert figure["layout"]["height"] > 100


@BOTH_WIDTHS
@pytest.mark.parametrize("name", KINDS)
def test_what_is_drawn_is_what_is_shown(name: str, narrow: bool) -> None:
    comparison = made(name)
    expected = sorted(
        round(mark.share, 4)
        for line in comparison.all_lines
        for mark in line.marks[: panels.MOST]
        if isinstance(mark, Point)
    )
    drawn = charts.draw(comparison, narrow=narrow)["data"]
    assert sorted(x for trace in drawn for x in trace["x"]) == expected


@BOTH_WIDTHS
def test_intervals_are_wilsons(narrow: bool) -> None:
    own = next(
        trace for trace in charts.draw(made(), narrow=narrow)["data"] if trace["marker"]["symbol"] == "square"
    )
    assert own["x"] == [0.7812]
    assert own["error_x"]["array"] == [pytest.approx(0.8897 - 0.7812, abs=1e-3)]
    assert own["error_x"]["arrayminus"] == [pytest.approx(0.7812 - 0.6125, abs=1e-3)]


@BOTH_WIDTHS
def test_the_own_unit_differs_by_shape_colour_weight_and_word(narrow: bool) -> None:
    figure = charts.draw(made(), narrow=narrow)
    own = [trace for trace in figure["data"] if trace["marker"]["symbol"] == "square"]
    assert [trace["marker"]["color"] for trace in own] == [theme.OWN]
    assert f'<b><span style=\\"color:{theme.OWN}\\">Haukeland (you)' in json.dumps(figure)


def test_a_viewer_without_a_unit_has_no_own_mark() -> None:
    answer = made_up.usual()
    shared = replace(answer, rows=tuple(replace(row, lane="shared") for row in answer.rows))
    figure = charts.draw(compare(shared, settings=SETTINGS, viewer=COUNCIL), narrow=False)
    assert "square" not in {trace["marker"]["symbol"] for trace in figure["data"]}


def test_units_stand_by_value_and_hidden_ones_last_by_name() -> None:
    names = [line.name for line in made().lines]
    assert names == ["Sunnaas", "Hornbæk", "Viborg", "St. Olavs", "Haukeland", "Linköping", "Reykjavik"]
    by_name = [line.name for line in made(order="name").lines]
    assert by_name == ["Haukeland", "Hornbæk", "Linköping", "St. Olavs", "Sunnaas", "Viborg", "Reykjavik"]


def test_where_lower_is_better_the_lowest_comes_first() -> None:
    answer = replace(made_up.usual(), shown=Selection(shows="nursing_home", period=made_up.PERIOD))
    shares = [line.points[0].share for line in of(answer).lines if line.points]
    assert shares == sorted(shares)


@BOTH_WIDTHS
def test_a_hidden_line_has_no_mark_but_says_when_it_would_be_shown(narrow: bool) -> None:
    with_hidden = made_up.usual()
    without = replace(with_hidden, rows=with_hidden.rows[:-1])
    figure, bare = (charts.draw(of(answer), narrow=narrow) for answer in (with_hidden, without))
    assert [trace["x"] for trace in figure["data"]] == [trace["x"] for trace in bare["data"]]
    assert figure["layout"]["xaxis"] == bare["layout"]["xaxis"]
    assert "not shown here, but with 2017" in texts(figure)
    assert "not shown" not in texts(bare)


def test_a_hidden_line_is_placed_the_same_whatever_the_others_show() -> None:
    """Were its place to follow from its own number, the place would tell the number."""
    answer = made_up.usual()
    other = replace(answer, rows=(answer.rows[-1], *answer.rows[:-1]))
    assert of(answer).lines == of(other).lines


def test_nobody_there_is_told_from_hidden() -> None:
    answer = made_up.with_share((0, 0))
    assert "no stays" in texts(charts.draw(of(answer), narrow=False))


@pytest.mark.parametrize(
    ("shows", "period", "bands"),
    [
        ("bladder_regime", (2020, 2024), 3),
        ("nursing_home", (2020, 2024), 3),
        ("registered_in_time", (2020, 2024), 0),
        ("quality_of_life_reported", (2017, 2018), 3),
        ("quality_of_life_reported", (2016, 2018), 0),  # the limits changed within the period
    ],
)
def test_bands_only_where_one_target_holds(shows: str, period: tuple[int, int], bands: int) -> None:
    answer = replace(made_up.usual(), shown=Selection(shows=shows, period=period))
    layout = charts.draw(of(answer), narrow=False)["layout"]
    assert sum(shape["type"] == "rect" for shape in layout["shapes"]) == bands


def test_bands_lie_where_the_limits_are() -> None:
    layout = charts.draw(made(), narrow=False)["layout"]
    bands = {
        shape["fillcolor"]: (shape["x0"], shape["x1"])
        for shape in layout["shapes"]
        if shape["type"] == "rect"
    }
    low, moderate, high = (theme.BANDS[name] for name in ("low", "moderate", "high"))
    assert bands == {low: (0.0, 0.5), moderate: (0.5, 0.75), high: (0.75, 1.0)}
    assert "over 75%" in texts({"layout": layout})


def test_where_lower_is_better_the_axis_is_short_and_the_high_band_is_left() -> None:
    rows = tuple(
        replace(row, cells=(Shown(count=4, total=100),)) for row in made_up.usual().rows if row.shown
    )
    shown = Selection(shows="nursing_home", period=made_up.PERIOD)
    layout = charts.draw(of(replace(made_up.usual(), rows=rows, references=(), shown=shown)), narrow=False)[
        "layout"
    ]
    assert layout["xaxis"]["range"] == [0, 0.3]
    first = next(shape for shape in layout["shapes"] if shape["type"] == "rect")
    assert (first["fillcolor"], first["x0"], first["x1"]) == (theme.BANDS["high"], 0.0, 0.1)


@BOTH_WIDTHS
@pytest.mark.parametrize("name", KINDS)
def test_every_axis_starts_at_zero_and_holds_every_interval(name: str, narrow: bool) -> None:
    comparison = made(name)
    highest = max((p.interval.high for line in comparison.all_lines for p in line.points), default=0)
    layout = charts.draw(comparison, narrow=narrow)["layout"]
    ranges = [axis["range"] for key, axis in layout.items() if key.startswith("xaxis")]
    assert ranges
    assert all(low == 0 and highest <= high <= 1 for low, high in ranges)


def test_references_are_dashed_at_their_value_and_named_with_what_they_cover() -> None:
    layout = charts.draw(made(), narrow=False)["layout"]
    lines = {shape["line"]["dash"]: shape["x0"] for shape in layout["shapes"] if "dash" in shape["line"]}
    assert lines == {"dash": round(339 / 402, 4), "dot": round(161 / 189, 4)}
    assert any("Nordic units except<br>Reykjavik" in name for name in layout["yaxis"]["ticktext"])
    assert "339 of 402" in texts({"layout": layout})


def test_on_a_phone_names_stand_above_the_lines_and_the_plot_takes_the_width() -> None:
    layout = charts.draw(made(), narrow=True)["layout"]
    assert layout["yaxis"]["showticklabels"] is False
    assert layout["margin"]["r"] < 30
    assert "Sunnaas<br>" in texts({"layout": layout})


@BOTH_WIDTHS
def test_a_characteristic_has_a_panel_a_group_up_to_seven(narrow: bool) -> None:
    comparison = made("distribution")
    figure = charts.draw(comparison, narrow=narrow)
    assert len(comparison.answer.categories) == 9
    assert len({trace["xaxis"] for trace in figure["data"]}) == 7
    assert panels.not_drawn(comparison) == 2
    tops = {tuple(axis["range"]) for key, axis in figure["layout"].items() if key.startswith("xaxis")}
    assert len(tops) == 1


@BOTH_WIDTHS
def test_panels_do_not_overlap(narrow: bool) -> None:
    layout = charts.draw(made("distribution"), narrow=narrow)["layout"]
    boxes = [
        (layout[f"xaxis{place}"]["domain"], layout[f"yaxis{place}"]["domain"]) for place in ("", *range(2, 8))
    ]
    for index, (across, up) in enumerate(boxes):
        assert 0 <= across[0] < across[1] <= 1
        assert 0 <= up[0] < up[1] <= 1
        for other_across, other_up in boxes[:index]:
            assert across[0] >= other_across[1] or across[1] <= other_across[0] or up[1] <= other_up[0]


def test_a_partly_hidden_line_draws_its_shown_groups_only() -> None:
    comparison = made("partly hidden")
    hornbaek = next(line for line in comparison.lines if line.name == "Hornbæk")
    drawn = charts.draw(comparison, narrow=False)["data"]
    found = [text for trace in drawn for text in trace["text"] if text.startswith("<b>Hornbæk")]
    assert len(hornbaek.points) == len(found) == 2


def test_hover_says_no_more_than_the_table() -> None:
    figure = charts.draw(made(), narrow=False)
    own = next(trace for trace in figure["data"] if trace["marker"]["symbol"] == "square")
    assert [re.sub("<.*?>", "|", text) for text in own["text"]] == [
        "|Haukeland (you): 78%||25 of 32 stays|95 % interval 61% to 89%|discharged 2020\N{EN DASH}2024"
    ]


def test_a_name_cannot_bring_markup_into_a_figure() -> None:
    units = tuple(
        replace(unit, name="<b>x</b>") if unit.id == made_up.SUNNAAS else unit for unit in SETTINGS.units
    )
    figure = charts.draw(of(made_up.usual(), replace(SETTINGS, units=units)), narrow=False)
    assert "<b>x</b>" not in json.dumps(figure)
    assert "&lt;b&gt;x" in json.dumps(figure)


def test_a_picture_carries_question_source_and_marks() -> None:
    comparison = made()
    heading = sentences.heading(comparison, SETTINGS)
    figure = charts.picture(comparison, heading)
    go.Figure(figure)
    title = figure["layout"]["title"]["text"]
    for part in (heading.title, *heading.facts, *heading.source, *heading.warnings):
        assert part in title
    assert "Synthetic data" in title
    assert "your own unit" in title
    assert figure["layout"]["width"] == PICTURE_WIDTH


def test_the_figure_of_the_page_is_not_changed_by_making_a_picture() -> None:
    comparison = made()
    before = charts.draw(comparison, narrow=False)
    charts.picture(comparison, sentences.heading(comparison, SETTINGS))
    assert charts.draw(comparison, narrow=False) == before


@pytest.mark.parametrize("name", KINDS)
def test_figures_are_small(name: str) -> None:
    """Plotly's default template alone weighs 25 kB."""
    figure = charts.draw(made(name), narrow=False)
    assert "template" not in figure["layout"]
    assert len(json.dumps(figure)) < (60_000 if name in ("forty units", "distribution") else 30_000)


def test_no_graph_offers_to_send_anything_away() -> None:
    config = vars(theme.graph(charts.draw(made(), narrow=False), id="x"))["config"]
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displayModeBar"] is False
    assert {"sendChartToCloud", "sendDataToCloud"} <= set(config["modeBarButtonsToRemove"])


def test_every_hidden_cell_is_the_same_hidden_cell() -> None:
    for answer, _settings in every_kind().values():
        cells = [cell for row in (*answer.rows, *answer.references) for cell in row.cells]
        assert all(isinstance(cell, Shown) or cell == HIDDEN for cell in cells)
