"""Outcomes of every kind as figures, tables, sentences and files: equal to the shown cells, and nothing beyond them."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.comparison import Point, compare
from dashboard.outcomes import downloads, flow, matrix, notes, patients, rows, sentences, severity, tables
from dashboard.outcomes.address import (
    CHANGED,
    OUTCOMES,
    SHAPES,
    VIEWS,
    Asked,
    in_view,
    query_of,
    read_address,
)
from dashboard.outcomes.crossed import Crossed, cross, improvements, start_name
from dashboard.outcomes.patients import Outcomes
from dashboard.theme import Figure
from dashboard.words import plain
from queries import Grid, Selection, Settings, wilson
from tests.dashboard import made_up_outcomes
from tests.dashboard.components import of_kind, words
from tests.dashboard.made_up import CLINICIAN, COUNCIL, HAUKELAND, SETTINGS
from tests.dashboard.made_up_outcomes import MINE, WHOLE, change, every_kind, of_patients

KINDS = list(every_kind())
CHANGE = Asked(selection=Selection(shows=CHANGED))
SEVERITY = Asked(selection=Selection(shows="nursing_home"), view="severity")


def made(name: str) -> Crossed:
    grid, settings = every_kind()[name]
    return of(grid, settings)


def of(grid: Grid, settings: Settings = SETTINGS) -> Crossed:
    return cross(grid, settings=settings, viewer=CLINICIAN)


def in_colours(figure: Figure) -> Figure:
    """Plotly's own check knows no names of colours."""
    coloured: Figure = json.loads(re.sub(r"var\(--[a-z-]+\d*\)", "#123456", json.dumps(figure)))
    return coloured


# --- Figures ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", [name for name in KINDS if not made(name).empty])
def test_every_kind_is_a_valid_figure(name: str, narrow: bool) -> None:
    crossed = made(name)
    figures = [matrix.draw(crossed, narrow=narrow), rows.draw(severity.blocks(crossed), narrow=narrow)]
    if any(flow.drawable(crossed, line) for line in crossed.lines):
        figures.append(flow.draw(crossed, narrow=narrow))
    for figure in figures:
        go.Figure(in_colours(figure))
        assert figure["layout"]["height"] > 80


def test_a_matrix_has_every_cell_of_every_line() -> None:
    figure = matrix.draw(made("usual"), narrow=False)
    texts = [re.sub("<.*?>", "|", note["text"]) for note in figure["layout"]["annotations"]]
    for table in (MINE, WHOLE):
        for row in table:
            for count in row:
                share = f"{round(100 * count / sum(row))}%"
                assert any(share in text and f"{count:,}" in text for text in texts)
    tints = [shape["opacity"] for shape in figure["layout"]["shapes"] if "opacity" in shape]
    assert max(tints) == pytest.approx(matrix.DARKEST * 114 / 138, abs=1e-3)


def test_the_same_grade_is_framed() -> None:
    figure = matrix.draw(made("usual"), narrow=False)
    framed = [shape for shape in figure["layout"]["shapes"] if shape["line"]["width"] > 1]
    assert {(shape["x0"], shape["y0"]) for shape in framed} == {(0, 0), (2, 3), (3, 4)}


def test_a_hidden_line_is_left_out_and_named() -> None:
    crossed = made("usual")
    assert [line.name for line in crossed.lines] == ["Haukeland", "All Nordic units"]
    said = notes.crossed_notes(crossed, CHANGE, SETTINGS, coarser=False)
    assert any("Norway" in note.text for note in said)


@given(st.lists(st.lists(st.integers(0, 300), min_size=4, max_size=4), min_size=5, max_size=5))
def test_every_patient_flows_once_and_nothing_overlaps(counts: list[list[int]]) -> None:
    crossed = of(change(mine=None, whole=counts))
    line = next((line for line in crossed.lines if line.row.group.scope == "nordic"), None)
    if line is None:
        assert sum(map(sum, counts)) == 0
        return
    starts, ends, bands = flow.flow_of(crossed, line)
    assert starts.counts == tuple(map(sum, counts))
    assert ends.counts == tuple(map(sum, zip(*counts, strict=True)))
    assert len(bands) == sum(count > 0 for row in counts for count in row)
    for side, column in (("left", starts), ("right", ends)):
        for place, (top, bottom) in enumerate(column.extents):
            parts = sorted(
                getattr(band, side) for band in bands if (band.start if side == "left" else band.end) == place
            )
            assert sum(b - a for a, b in parts) == pytest.approx(bottom - top)
            for (_a, end), (start, _b) in pairwise(parts):
                assert end == pytest.approx(start)


def test_of_partly_hidden_patients_no_flow_is_drawn() -> None:
    crossed = of(change(country=None))
    assert [flow.drawable(crossed, line) for line in crossed.lines] == [True, True]
    made_figure = flow.draw(crossed, narrow=False)
    assert "Norway" not in json.dumps(made_figure)


def test_rows_show_every_mark_with_its_counts() -> None:
    figure = rows.draw(severity.blocks(made("by severity")), narrow=False)
    shares = sorted(x for trace in figure["data"] for x in trace["x"])
    totals = [(40, 200), (38, 210), (30, 320), (52, 1500)]
    expected = (
        [(c, n) for c, n in totals]
        + [(c // 2, n // 2) for c, n in totals]
        + [(c // 10, n // 10) for c, n in totals]
    )
    assert shares == sorted(round(count / total, 4) for count, total in expected)
    assert {trace["marker"]["symbol"] for trace in figure["data"]} == {
        "square",
        "diamond-open",
        "circle-open",
    }
    assert "40 of 200" in json.dumps(figure)


# --- Improved by a grade --------------------------------------------------------------------------------
def test_improved_is_summed_up_from_shown_cells() -> None:
    crossed = made("usual")
    assert crossed.whole is not None
    found = {
        one.start: (one.at_least, one.at_most, one.total) for one in improvements(crossed, crossed.whole)
    }
    assert found == {
        "AIS A": (52 + 16, 52 + 16, 280 + 52 + 16),
        "AIS B": (43, 43 + 104, 13 + 104 + 43),
        "AIS C": (192, 192, 8 + 163 + 192),
    }


GRADES = "ABCDE"
GROUPS = {"A": "A", "B_C": "BC", "D_E": "DE", "not_classified": ""}


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABCDE-")), min_size=1, max_size=60))
def test_the_truth_lies_between_least_and_most(patients_: list[tuple[str, str]]) -> None:
    """Counted one by one from the grades that the groups no longer tell."""
    table = [[0, 0, 0, 0] for _ in range(5)]
    for before, after in patients_:
        column = next((n for n, letters in enumerate(GROUPS.values()) if after in letters), 3)
        table["ABC".index(before)][column] += 1
    crossed = of(change(mine=None, whole=table))
    if crossed.whole is None:
        return
    for one in improvements(crossed, crossed.whole):
        grade = one.start.removeprefix("AIS ")
        graded = [after for before, after in patients_ if before == grade and after in GRADES]
        truth = sum(GRADES.index(after) > GRADES.index(grade) for after in graded)
        assert one.total == len(graded)
        assert one.at_least <= truth <= one.at_most
        assert one.exact or grade == "B"


def test_groups_that_mix_graded_and_ungraded_tell_nothing() -> None:
    grid = change()
    coarse = tuple(
        replace(
            one,
            shown=replace(one.shown, detail="severity"),
            categories=("A_C", "D_E_not_classified"),
            references=tuple(replace(row, cells=row.cells[:2]) for row in one.references),
            rows=tuple(replace(row, cells=row.cells[:2]) for row in one.rows),
        )
        for one in grid.answers
    )
    crossed = of(replace(grid, answers=coarse))
    assert crossed.whole is not None
    assert list(improvements(crossed, crossed.whole)) == []
    assert "had AIS A to C at discharge" in plain(sentences.change_sentence(crossed))


# --- Words --------------------------------------------------------------------------------------------
def test_the_sentence_compares_with_the_same_starting_grades() -> None:
    text = plain(sentences.change_sentence(made("usual")))
    assert "All Nordic units: improved by at least one grade: 20% of those with AIS A (68 of 348)" in text
    assert "27% to 92% of those with AIS B" in text
    expected = 31 * 68 / 348 + 40 * 192 / 363
    assert f"it would be {round(expected)}, which lies within the interval" in text
    interval = wilson(34, 71)
    assert f"{round(100 * interval.low)}% to {round(100 * interval.high)}%" in text


def test_outside_the_interval_is_said_without_a_verdict() -> None:
    mine = [list(row) for row in MINE]
    mine[0], mine[2] = [0, 20, 15, 0], [0, 0, 40, 2]
    text = plain(sentences.change_sentence(of(change(mine=mine))))
    assert "which lies outside the interval" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing", "No number can be shown for this selection."),
        ("all hidden", "No number can be shown for this selection."),
        ("empty", "Nothing is recorded in this selection."),
    ],
)
def test_where_there_is_nothing_that_is_said(name: str, said: str) -> None:
    assert plain(sentences.change_sentence(made(name))) == said
    assert plain(sentences.severity_sentence(made(name))) == said


def test_by_severity_the_extremes_are_told_with_whether_chance_explains_them() -> None:
    text = plain(sentences.severity_sentence(made("by severity")))
    assert text.startswith(
        "All Nordic units: 20% of those with C1\N{EN DASH}C4, AIS A to C, 3% of those with AIS D or E."
    )
    assert text.endswith("Chance does not explain it.")
    alike = of(made_up_outcomes.by_severity(((4, 20), (4, 20), (4, 20), (3, 20))))
    assert plain(sentences.severity_sentence(alike)).endswith("This is no sign of a difference.")


def test_nothing_is_called_better_than_anything() -> None:
    for name in KINDS:
        crossed = made(name)
        for text in (sentences.change_sentence(crossed), sentences.severity_sentence(crossed)):
            assert not any(word in plain(text).casefold() for word in ("better", "worse", "best "))


def test_every_change_is_told() -> None:
    said = " ".join(note.text for note in notes.crossed_notes(made("wider"), CHANGE, SETTINGS, coarser=True))
    assert "You asked for 2024. Shown for 2017" in said
    assert "wider group Injury: Traumatic" in said
    assert "Shown without Sex: Men" in said
    assert "AIS A, AIS B, AIS C" in said


def test_a_starting_group_is_called_by_level_and_grade() -> None:
    start = (("ais_admission", ("A_C",)), ("level_admission", ("c1_4",)))
    assert start_name(start) == "C1\N{EN DASH}C4, AIS A to C"


# --- Tables and files -----------------------------------------------------------------------------------
@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("name", KINDS)
def test_a_table_has_a_row_for_each_line_and_start(name: str, seen: bool) -> None:
    crossed = made(name)
    table = tables.crossed_table(crossed, caption="x", seen=seen, improved=True)
    data = [row for row in of_kind(table, "Tr") if of_kind(row, "Td")]
    assert len(data) == len(crossed.lines) * len(crossed.starts)
    own = [row for row in data if vars(row).get("className") == "own"]
    assert len(own) == (len(crossed.starts) if crossed.own else 0)


def test_a_table_says_share_count_interval_and_who_improved() -> None:
    table = tables.crossed_table(made("usual"), caption="x", seen=True, improved=True)
    nordic = next(row for row in of_kind(table, "Tr") if "All Nordic" in words(row))
    assert "73%280 · 69\N{EN DASH}77%" in words(nordic)
    assert "20%68 / 348 · 16\N{EN DASH}24%" in words(nordic)


def test_a_file_holds_hidden_rows_without_numbers() -> None:
    crossed = made("usual")
    heading = sentences.crossed_heading(crossed, CHANGE)
    made_file = downloads.crossed_file(crossed, CHANGE, heading)
    assert made_file.name == "nordicscir_outcomes_change_ais_discharge_release-2026-1_synthetic_own-unit-data"
    assert len(made_file.rows) == 5 * 4 * 3
    hidden = [row for row in made_file.rows if row[0] == "Norway"]
    assert {value for row in hidden for value in row[4:10]} == {None}
    first = made_file.rows[0]
    assert first[:6] == ("Haukeland", "AIS A", "AIS grade at discharge", "AIS A", 21, 35)


# --- Patients like these ----------------------------------------------------------------------------------
WHERE = (("age", ("60_74",)), ("ais_admission", ("B",)), ("cause", ("fall",)))


def outcomes(*, hidden: bool = False) -> Outcomes:
    answers = [
        of_patients("ais_discharge", WHERE, changes=["fewer_filters"], shown=WHERE[:2]),
        of_patients(
            "nursing_home",
            WHERE,
            changes=["coarser_filter"],
            shown=(("ais_admission", ("A_C",)), *WHERE[::2]),
        ),
    ]
    if hidden:
        answers = [replace(one, rows=(), references=()) for one in answers]
    comparisons = tuple(compare(one, settings=SETTINGS, viewer=CLINICIAN, order="name") for one in answers)
    return Outcomes(asked=Selection(shows=CHANGED, where=WHERE), comparisons=comparisons)


def test_patients_like_these_have_a_block_for_each_outcome() -> None:
    blocks = patients.blocks(outcomes())
    assert [len(block.rows) for block in blocks] == [4, 1]
    assert "AIS at admission: AIS B · Age: 60\N{EN DASH}74 years" in blocks[0].heading
    figure = rows.draw(blocks, narrow=False)
    drawn = sorted(x for trace in figure["data"] for x in trace["x"])
    points = [
        p
        for one in outcomes().comparisons
        for line in one.all_lines
        for p in line.marks
        if isinstance(p, Point)
    ]
    assert drawn == sorted(round(point.share, 4) for point in points)


def test_it_is_said_whose_they_are_why_and_that_it_is_no_prediction() -> None:
    made_outcomes = outcomes()
    text = plain(sentences.patients_sentence(made_outcomes))
    assert "This is not a prediction for one patient." in text
    assert "of 382 patients like these in All Nordic units" in text
    asked = Asked(selection=made_outcomes.asked, view="patients")
    said = [note.text for note in notes.patients_notes(made_outcomes, asked, SETTINGS)]
    assert said[0].startswith(
        "At most 2 criteria can be combined. They are kept in this order: AIS at admission, "
    )
    assert any(text.startswith("AIS grade at discharge: shown without Injury: Fall") for text in said)
    assert any("for the wider group AIS at admission: AIS A to C" in text for text in said)


def test_without_a_number_that_is_said_of_every_outcome() -> None:
    made_outcomes = outcomes(hidden=True)
    assert made_outcomes.nothing_shown
    assert plain(sentences.patients_sentence(made_outcomes)) == "No number can be shown for this selection."
    asked = Asked(selection=made_outcomes.asked, view="patients")
    said = " ".join(note.text for note in notes.patients_notes(made_outcomes, asked, SETTINGS))
    assert "Cannot be shown: AIS grade at discharge and Discharged to a nursing home." in said


def test_a_file_of_patients_says_whose_each_outcome_is() -> None:
    asked = Asked(selection=outcomes().asked, view="patients")
    heading = sentences.patients_heading(outcomes(), None)
    records = downloads.patients_file(outcomes(), asked, heading, None).rows
    assert len(records) == 2 * 4 + 2
    assert {str(record[1])[:27] for record in records[:8]} == {"AIS at admission: AIS B · A"}


# --- The address ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "search",
    [
        "",
        "?detail=severity&country=DK&shape=flow",
        f"?unit={HAUKELAND}&period=2020-2025&cause=traumatic&shape=table",
        "?show=bladder_regime&cause=fall&view=severity",
        "?age=60_plus&ais_admission=A&cause=fall&level_admission=c1_4&view=patients&shape=table",
    ],
)
def test_an_address_says_all_of_a_question(search: str) -> None:
    asked = read_address(search, SETTINGS)
    assert asked.ignored == ()
    assert query_of(asked).count("=") == search.count("=")
    assert read_address(query_of(asked), SETTINGS).what == asked.what


@pytest.mark.parametrize(
    "search", ["?view=x&shape=y", "?show=sex&view=severity", "?shape=flow&view=patients", "?unit=1"]
)
def test_what_makes_no_sense_is_left_at_its_default(search: str) -> None:
    asked = read_address(search, SETTINGS)
    assert asked.view in VIEWS
    assert asked.shape in SHAPES
    assert asked.selection.shows in (CHANGED, *OUTCOMES)
    assert asked.shape == "figure"


def test_a_centre_may_be_of_another_country_than_the_one_beside_it() -> None:
    asked = read_address(f"?unit={HAUKELAND}&country=DK", SETTINGS)
    assert (asked.selection.units, asked.selection.country) == ((HAUKELAND,), "DK")


def test_another_view_keeps_whom_it_is_about() -> None:
    asked = read_address("?age=60_plus&ais_admission=A&cause=fall&view=patients", SETTINGS)
    other = in_view(asked, "change")
    assert dict(other.selection.where) == {"age": ("60_plus",), "cause": ("fall",)}
    assert other.selection.shows == CHANGED


def test_the_council_sees_no_own_line() -> None:
    grid = made_up_outcomes.change(mine=None)
    assert cross(grid, settings=SETTINGS, viewer=COUNCIL).own is None


def test_severity_has_its_own_title() -> None:
    assert sentences.crossed_heading(made("by severity"), SEVERITY).title.endswith("by severity at admission")
