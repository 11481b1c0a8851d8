"""Trends of every kind as figures, tables, sentences and files: equal to the shown cells, and nothing beyond them."""

import datetime
import json
import re
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.accounts import Note
from dashboard.pages import told
from dashboard.pages.trend_card import Told, make_sheet
from dashboard.theme import Figure
from dashboard.trends import downloads, notes, sentences
from dashboard.trends.address import Asked, Shape, View, query_of, read_address
from dashboard.trends.axes import Span, period_names
from dashboard.trends.judging import Judged, judge, kinds, still_hidden, suiting
from dashboard.trends.moments import moments
from dashboard.trends.timelines import MOST, TimeLine, TimeLines, timelines
from dashboard.words import plain
from queries import Chart, Selection, Settings, Shown, TooFew, Trend, unregistered
from tests.dashboard import made_up_trends
from tests.dashboard.components import of_kind, words
from tests.dashboard.made_up import CLINICIAN, HAUKELAND, HORNBAEK, SETTINGS, SUNNAAS
from tests.dashboard.made_up_trends import every_kind, rare, with_own

KINDS = list(every_kind())
SHAPES: tuple[Shape, ...] = ("figure", "chart", "table")
NOTES = (
    Note(id=1, day=datetime.date(2021, 5, 12), text="New <b>guideline</b>", unit=None, author="a", mine=True),
    Note(id=2, day=datetime.date(2016, 1, 1), text="Before", unit=None, author="a", mine=True),
)


@pytest.fixture(autouse=True)
def _mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses of other pages need an application, which is not what is tested here."""
    monkeypatch.setattr(told, "local_path", lambda path: path)


def made(name: str = "usual") -> TimeLines:
    trend, settings = every_kind()[name]
    return of(trend, settings)


def of(trend: Trend, settings: Settings = SETTINGS, group: str | None = None) -> TimeLines:
    return timelines(trend, group=group, settings=settings, viewer=CLINICIAN)


def told_of(name: str, shape: Shape, seen: tuple[Note, ...] = NOTES) -> Told:
    trend, settings = every_kind()[name]
    asked = Asked(selection=trend.asked, view=View(shape=shape))
    return Told.of(asked, of(trend, settings), seen, settings)


# --- Figures ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("shape", SHAPES[:2])
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_a_valid_figure_or_none(name: str, shape: Shape, narrow: bool) -> None:
    one = told_of(name, shape)
    figure = one.figure(narrow=narrow)
    assert (figure is None) == one.lines.nothing_shown
    if figure is not None:
        go.Figure(in_colours(figure))
        assert figure["layout"]["height"] > 150
        assert len(json.dumps(figure)) < 60_000


def in_colours(figure: Figure) -> Figure:
    """Plotly's own check knows no names of colours."""
    coloured: Figure = json.loads(re.sub(r"var\(--[a-z-]+\d*\)", "#123456", json.dumps(figure)))
    return coloured


@pytest.mark.parametrize("name", [name for name in KINDS if not made(name).nothing_shown])
def test_what_is_drawn_is_what_is_shown(name: str) -> None:
    lines = made(name)
    expected = sorted(round(point.share, 4) for line in drawn_of(lines) for point in line.points)
    figure = told_of(name, "figure").figure(narrow=False)
    assert figure is not None
    marks = [trace for trace in figure["data"] if trace.get("mode") == "markers"]
    assert sorted(y for trace in marks for y in trace["y"]) == expected
    assert len(marks) <= MOST


def drawn_of(lines: TimeLines) -> tuple[TimeLine, ...]:
    return lines.drawn or lines.references[:1]


def test_the_own_unit_comes_first_and_differs_by_shape_colour_and_word() -> None:
    figure = told_of("usual", "figure").figure(narrow=False)
    assert figure is not None
    first = next(trace for trace in figure["data"] if trace.get("mode") == "markers")
    assert set(first["marker"]["symbol"]) == {"square", "square-open"}
    assert "Haukeland (you)" in json.dumps(figure["layout"]["annotations"][0])


def test_a_period_of_several_years_is_as_long_as_it_is_and_named() -> None:
    figure = told_of("usual", "figure").figure(narrow=False)
    assert figure is not None
    levels = [
        trace for trace in figure["data"] if trace.get("mode") == "lines" and trace["line"]["width"] > 3
    ]
    assert [2017.0, 2020.0] in [trace["x"][:2] for trace in levels]
    names = [
        name for key, axis in figure["layout"].items() if key.startswith("xaxis") for name in axis["ticktext"]
    ]
    assert "2017–19" in names  # noqa: RUF001 - a range


def test_periods_of_different_length_are_not_joined() -> None:
    figure = told_of("usual", "figure").figure(narrow=False)
    assert figure is not None
    joined = [
        trace for trace in figure["data"] if trace.get("mode") == "lines" and trace["line"]["width"] == 1
    ]
    hornbaek = joined[1]
    ends = list(zip(hornbaek["x"][::3], hornbaek["x"][1::3], strict=True))
    assert ends == [(2020.5, 2021.5), (2021.5, 2022.5)]


def test_the_last_incomplete_period_is_hatched_open_and_not_judged() -> None:
    lines = made()
    own = lines.own_lines[0]
    assert [stretch.complete for stretch in own.stretches] == [True] * 9 + [False]
    figure = told_of("usual", "chart").figure(narrow=False)
    assert figure is not None
    (bar,) = [trace for trace in figure["data"] if trace["type"] == "bar"]
    assert bar["x"] == [2026.5]
    assert bar["marker"]["pattern"]["shape"] == "/"
    assert len(judge(own).stretches) == 9


def test_a_signal_is_a_triangle() -> None:
    figure = told_of("a drop", "chart").figure(narrow=False)
    assert figure is not None
    symbols = [
        s for trace in figure["data"] if trace.get("mode") == "markers" for s in trace["marker"]["symbol"]
    ]
    assert symbols.count("triangle-down") == 1
    assert symbols[8] == "triangle-down"


def test_limits_are_drawn_only_where_there_is_a_chart() -> None:
    def lines_drawn(name: str) -> int:
        figure = told_of(name, "chart").figure(narrow=False)
        assert figure is not None
        return sum(trace.get("line", {}).get("width") == 1.3 for trace in figure["data"])

    assert lines_drawn("usual") == 3
    assert lines_drawn("too few") == 0


def test_notes_are_drawn_escaped_and_only_within_the_years_shown() -> None:
    figure = told_of("usual", "chart").figure(narrow=False)
    text = json.dumps(figure)
    assert "New &lt;b&gt;guideline" in text
    assert "<b>guideline" not in text
    assert "Before" not in text
    narrow = told_of("usual", "chart").figure(narrow=True)
    assert "guideline" not in json.dumps(narrow)


def test_no_more_than_seven_lines_are_drawn_and_the_rest_can_be_chosen() -> None:
    one = told_of("forty units", "figure")
    assert len(one.lines.drawn) == MOST
    said = notes.notes(one.lines, settings=one.settings, group=None)
    assert any("33 more lines" in note.text for note in said)


def test_under_a_panel_names_never_run_into_each_other() -> None:
    lines = made()
    for line in lines.drawn:
        named = period_names(line.stretches, Span(first=2017, last=2027, top=1), 300)
        for (one, name), (other, text) in pairwise(named):
            assert (other - one) * 30 >= 3.7 * (len(name) + len(text))


# --- Tables and files -------------------------------------------------------------------------------
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_makes_a_sheet(name: str, shape: Shape) -> None:
    one = told_of(name, shape)
    sheet = make_sheet(one, page=query_of, file=lambda _asked, kind: kind, narrow=False)
    assert plain(sheet.sentence)
    assert (sheet.files is None) == one.lines.nothing_shown


def test_the_table_has_every_number_and_marks_the_own_rows() -> None:
    one = told_of("usual", "table")
    sheet = make_sheet(one, page=query_of, file=lambda _asked, kind: kind, narrow=False)
    rows = [row for row in of_kind(sheet.table, "Tr") if of_kind(row, "Td")]
    shown = sum(len(line.stretches) or 1 for line in one.lines.all_lines)
    assert len(rows) == shown
    own = [row for row in rows if vars(row).get("className") == "own"]
    assert len(own) == 10
    assert "(incomplete)" in words(own[-1])
    assert "190" in words(sheet.table)
    assert "12 May 2021: New <b>guideline</b>" in words(sheet.table)


def test_a_line_that_cannot_be_shown_has_dashes() -> None:
    sheet = make_sheet(told_of("usual", "table"), page=query_of, file=lambda _a, kind: kind, narrow=False)
    row = next(row for row in of_kind(sheet.table, "Tr") if "Reykjavik" in words(row))
    assert not any(character.isdigit() for character in words(row))


def test_a_file_holds_each_period_and_says_what_it_is() -> None:
    one = told_of("usual", "chart")
    heading = sentences.heading(one.lines, SETTINGS)
    made_file = downloads.file_table(one.lines, one.judged, one.moments, heading)
    assert made_file.name == "nordicscir_trend_bladder_regime_release-2026-1_synthetic_own-unit-data"
    first = made_file.rows[0]
    assert first[:6] == ("Haukeland", "2017-01-01", "2017-12-31", "yes", 8, 10)
    assert first[-2:] == ("no signal", "live registry")
    assert any(name == "Marked" for name, _value in made_file.about)
    hidden = next(row for row in made_file.rows if row[0] == "Reykjavik")
    assert set(hidden[1:-1]) == {None}


# --- Words ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("usual", "Haukeland: no sign of a change. All 9 complete periods, 2017 to 2025, lie within"),
        ("a drop", "Haukeland: a sign of a change. 2025 lies below the lower limit."),
        ("too few", "Haukeland: too few to judge. A chart needs 8 complete periods with stays; there are 3."),
        (
            "shared only",
            "All Nordic units: 87% in 2025, 78% in 2017. The share has risen by more than chance",
        ),
        ("all hidden", "No number can be shown for this selection."),
        ("empty", "Nothing is recorded in this selection."),
        ("of a group", "This is no sign of a difference."),
    ],
)
def test_the_sentence_says_what_the_chart_does(name: str, said: str) -> None:
    assert said in plain(sentences.sentence(made(name)))


def test_nothing_is_called_better() -> None:
    for name in KINDS:
        text = plain(sentences.sentence(made(name))).casefold()
        assert not any(word in text for word in ("better", "worse", "improve", "best", "worst"))


def test_a_run_is_told_from_its_first_to_its_last_period() -> None:
    judged = judged_of([3, *[7] * 8], total=10)
    assert any(told.run and told.side == "above" for told in judged.signals)
    assert "From 2018 to 2025 all values lie above the centre line, 8 in a row." in plain(
        sentences.chart_words(judged)
    )


def judged_of(counts: list[int], total: int) -> Judged:
    return judge(of(with_own(counts, total)).own_lines[0], "shares")


def test_every_chart_says_how_often_it_errs() -> None:
    judged = judged_of([8] * 9, 10)
    assert isinstance(judged.chart, Chart)
    chance = f"{round(100 * judged.chart.by_chance)}%"
    assert chance in plain(sentences.chart_words(judged))
    assert chance in sentences.rules_words(judged)


def test_lines_with_uneven_periods_are_not_judged() -> None:
    lines = made()
    hornbaek = next(line for line in lines.lines if line.key == str(HORNBAEK))
    assert "not judged" in plain(sentences.chart_words(judge(hornbaek)))
    sunnaas = next(line for line in lines.lines if line.key == str(SUNNAAS))
    assert isinstance(judge(sunnaas).chart, Chart)


def test_rare_events_of_an_own_unit_are_charted_by_the_stays_between_them() -> None:
    trend = with_own([10, 10, 10, 9, 10, 10, 10, 10, 10])
    few = replace(trend, own=(replace(trend.own[0], gaps=rare(6)),))
    many = replace(trend, own=(replace(trend.own[0], gaps=rare(14)),))
    assert suiting(of(few).own_lines[0]) == "shares"
    assert suiting(of(many).own_lines[0]) == "events"
    judged = judge(of(many).own_lines[0])
    assert (judged.kind, len(judged.events)) == ("events", 13)
    assert isinstance(judge(of(few).own_lines[0], "events").chart, TooFew)
    assert kinds(next(line for line in of(many).lines if not line.own)) == ("shares",)


def test_what_registration_hides_is_told_of_the_own_unit_from_its_own_delays() -> None:
    lines = made()
    own = lines.own_lines[0]
    hidden = still_hidden(own, lines.trend)
    assert hidden is not None
    assert own.series is not None
    assert own.series.delays is not None
    assert hidden.found == unregistered(own.series.delays.days, 3 * 365, 0, 325)
    said = [note.text for note in notes.notes(lines, settings=SETTINGS, group=None)]
    assert any("probably not registered yet" in text for text in said)


def test_every_change_is_told() -> None:
    trend, settings = every_kind()["changed"]
    said = " ".join(note.text for note in notes.notes(of(trend), settings=settings, group=None))
    assert "wider group Injury: Traumatic" in said
    assert "Shown without AIS at admission: AIS B" in said
    assert "Linköping and Reykjavik" in said


def test_another_group_than_asked_is_told() -> None:
    lines = of(made_up_trends.of_a_group(), group="fall")
    assert lines.category == "traumatic"
    said = [note.text for note in notes.notes(lines, settings=SETTINGS, group="fall")]
    assert any("Traumatic" in text for text in said)


def test_changes_of_target_and_of_what_is_collected_are_marked() -> None:
    found = [(moment.day.year, moment.text) for moment in moments("quality_of_life_reported", (), 2010, 2027)]
    assert found == [(2017, "target from 2017: over 90%")]
    assert [moment.day for moment in moments("bowel_assessed", (), 2010, 2027)] == [datetime.date(2016, 1, 1)]
    assert moments("bowel_assessed", (), 2017, 2027) == ()


# --- The address --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "search",
    [
        "",
        "?show=cause&group=fall&step=quarter&view=chart",
        "?show=sex&group=man&by=country&view=table",
        f"?show=nursing_home&country=NO&unit={HAUKELAND},{SUNNAAS}&sex=man&view=chart&of={SUNNAAS}&kind=events",
    ],
)
def test_an_address_says_all_of_a_question_and_its_view(search: str) -> None:
    asked = read_address(search, SETTINGS)
    assert asked.ignored == ()
    assert read_address(query_of(asked), SETTINGS).what == asked.what
    assert set(query_of(asked).split("&")) == set(search.split("&")) or query_of(asked).count(
        "="
    ) == search.count("=")


@pytest.mark.parametrize(
    "search",
    ["?step=month&view=x&of=zz&kind=y", "?period=2020&detail=recorded", "?show=nursing_home&group=fall"],
)
def test_what_makes_no_sense_is_left_at_its_default(search: str) -> None:
    asked = read_address(search, SETTINGS)
    assert asked.view == View()
    assert asked.step == "year"
    assert asked.selection.period is None


def test_a_group_is_asked_for_at_the_coarsest_detail_that_has_it() -> None:
    assert read_address("?show=cause&group=traumatic", SETTINGS).selection.detail == "injury_type"
    assert read_address("?show=cause&group=fall", SETTINGS).selection.detail == "main_causes"
    asked = read_address("?show=cause&group=nothing", SETTINGS)
    assert (asked.selection, asked.ignored) == (Selection(shows="cause", detail="injury_type"), ("group",))


def test_only_shown_cells_are_in_a_trend() -> None:
    for trend, _settings in every_kind().values():
        cells = [cell for one in trend.series for row in one.rows for cell in row.cells]
        assert all(isinstance(cell, Shown) for cell in cells)
