"""What answers about own units say: headings, sentences, tables, notes and files, from their own numbers."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dashboard.own import sentences, tables
from dashboard.own.address import read_address
from dashboard.own.change import halves
from dashboard.own.display import Display
from dashboard.own.heading import heading, units_words
from dashboard.own.names import exact
from dashboard.own.notes import of_answer, of_question, ranges_words
from dashboard.words import plain
from queries import OwnAnswer, OwnQuestion, OwnRow, Shown, newcombe
from queries.own.measures import summary_of
from tests.dashboard import own_answers
from tests.dashboard.components import of_kind, words
from tests.dashboard.made_up import HAUKELAND, HORNBAEK, SETTINGS, SUNNAAS, VIBORG
from tests.dashboard.own_answers import KINDS, Kind, made, ready

JUDGING = re.compile(r"\b(better|worse|improv|deteriorat|good|bad|fail)", re.IGNORECASE)


def said(given: Display) -> str:
    return plain(sentences.sentence(given))


def shares(question: OwnQuestion, rows: dict[str, tuple[int, int]]) -> Display:
    """An indicator's answer with these counts of these totals."""
    made_rows = tuple(
        OwnRow(
            group=group,
            stays=n,
            cells=(Shown(count=x, total=n),),
            not_counted={"missing": 0, "not_applicable": 0},
        )
        for group, (x, n) in rows.items()
    )
    return ready(replace(own_answers.answer(question), rows=made_rows))


def numbers(question: OwnQuestion, rows: dict[str, list[float]]) -> Display:
    """An answer of a score with these values in each row."""
    given: OwnAnswer = own_answers.answer(question)
    made_rows = tuple(
        replace(
            own_answers.row(question, group, 1),
            stays=len(values),
            not_counted={"missing": 0, "not_applicable": 0},
            summary=summary_of({value: values.count(value) for value in values}),
        )
        for group, values in rows.items()
    )
    return ready(replace(given, rows=made_rows))


# --- Sentences ------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_says_something_and_judges_nothing(kind: Kind) -> None:
    given = made(*kind)
    for say in (sentences.sentence, sentences.matrix_sentence):
        text = plain(say(given))
        assert len(text) > 10
        assert not JUDGING.search(text)
        assert "None" not in text
        assert "**" not in text


NURSING = OwnQuestion(shows="nursing_home", axis="discharge")
SCORE = OwnQuestion(shows=own_answers.SCORE)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: made("stays"), "3 stays in this selection."),
        (lambda: made("people"), "3 people in this selection."),
        (lambda: made("groups", size="empty"), "Nothing is recorded in this selection."),
        (
            lambda: made("groups", size="all missing"),
            "This is missing for all 4 stays in this selection to which it applies.",
        ),
        (
            lambda: shares(NURSING, {"all": (25, 32)}),
            "78% (25 of 32), with a 95 % interval from 61% to 89%.",
        ),
        (
            lambda: shares(replace(NURSING, split="sex"), {"woman": (1, 4), "man": (12, 20)}),
            (
                "54% (13 of 24), with a 95 % interval from 35% to 72%. It ranges from 25% (Women, n = 4) to 60%"
                " (Men, n = 20). Every 95 % interval includes 54%."
            ),
        ),
        (
            lambda: shares(
                replace(NURSING, split="sex"), {"woman": (1, 40), "man": (12, 20), "missing": (1, 1)}
            ),
            (
                "23% (14 of 61), with a 95 % interval from 14% to 35%. It ranges from 2% (Women, n = 40) to 60%"
                " (Men, n = 20). 2 of 2 intervals do not include 23%."
            ),
        ),
        (
            lambda: shares(
                replace(NURSING, split="year"),
                {"2020-01-01": (10, 40), "2021-01-01": (9, 9), "2022-01-01": (30, 40), "2026-01-01": (0, 9)},
            ),
            (
                "50% (49 of 98), with a 95 % interval from 40% to 60%. 2020: 25%; 2022: 75%. This is 50 percentage"
                " points more (95 % interval 29 to 65)."
            ),
        ),
        (
            lambda: shares(replace(NURSING, split="year"), {"2020-01-01": (10, 40), "2021-01-01": (12, 40)}),
            (
                "28% (22 of 80), with a 95 % interval from 19% to 38%. 2020: 25%; 2021: 30%. The interval of the"
                " difference, -14 to 24 percentage points, includes zero, so this is no clear sign of a change."
            ),
        ),
        (
            lambda: shares(replace(NURSING, split="year"), {"2020-01-01": (30, 40), "2021-01-01": (10, 40)}),
            (
                "50% (40 of 80), with a 95 % interval from 39% to 61%. 2020: 75%; 2021: 25%. This is 50 percentage"
                " points less (95 % interval of the difference -65 to -29)."
            ),
        ),
        (
            lambda: numbers(SCORE, {"all": [1.0, 2.0, 4.0, 9.0]}),
            "Median 3 points; half of the 4 stays lie between 1.8 and 5.2.",
        ),
        (
            lambda: numbers(replace(SCORE, statistic="mean"), {"all": [1.0, 2.0, 4.0, 9.0]}),
            "Mean 4.0 points (n = 4), with a 95 % interval from -1.7 to 9.7.",
        ),
        (
            lambda: numbers(replace(SCORE, statistic="mean"), {"all": [7.0]}),
            "Mean 7.0 points (n = 1; too few for an interval).",
        ),
        (
            lambda: numbers(
                replace(SCORE, split="sex"), {"woman": [5.0], "man": [1.0, 2.0], "missing": [40.0]}
            ),
            "The median ranges from 1.5 points (Men, n = 2) to 5 points (Women, n = 1).",
        ),
        (
            lambda: numbers(
                replace(SCORE, split="year", statistic="median"),
                {
                    "2020-01-01": [1.0, 2, 3, 4, 5, 6],
                    "2021-01-01": [9.0],
                    "2022-01-01": [11.0, 12, 13, 14, 15, 16],
                },
            ),
            "From 3.5 points (2020) to 13.5 points (2022); the two intervals lie apart. n = 13.",
        ),
        (
            lambda: numbers(
                replace(SCORE, split="year", statistic="median"),
                {"2020-01-01": [1.0, 2, 3, 4, 5, 6], "2022-01-01": [6.0, 12, 13, 14, 15, 16]},
            ),
            (
                "From 3.5 points (2020) to 13.5 points (2022); the two intervals overlap, so this is no clear sign of a"
                " change. n = 12."
            ),
        ),
        (
            lambda: numbers(replace(SCORE, split="year", statistic="median"), {"2020-01-01": [1.0, 2]}),
            "2 stays have this number: too few in each step to speak of a change.",
        ),
    ],
)
def test_what_is_said(make: Callable[[], Display], text: str) -> None:
    assert said(make()) == text


def test_a_range_of_medians_leaves_out_rows_of_a_stay_or_two() -> None:
    few, some, more = [90.0], [1.0, 2, 3, 4, 5, 6], [7.0, 8, 9, 10, 11, 12]
    given = numbers(replace(SCORE, split="ais_admission"), {"A": few, "B": some, "C": more})
    assert said(given) == "The median ranges from 3.5 points (AIS B, n = 6) to 9.5 points (AIS C, n = 6)."


@pytest.mark.parametrize(
    ("split", "text"),
    [
        ("sex", "18 stays, counted as people in each row; the largest number is 9 (Missing)."),
        (
            "year",
            "78 stays in this time, counted as people in each step. A whole year had between 3 (2016) and 12 (2019).",
        ),
    ],
)
def test_people_of_several_rows_are_not_added_up(split: str, text: str) -> None:
    assert said(made("people", split)) == text


def test_medians_that_are_all_the_same_are_no_range() -> None:
    given = numbers(replace(SCORE, split="sex"), {"woman": [5.0], "man": [5.0, 5.0]})
    assert said(given) == "The median is 5 points in every group."


@pytest.mark.parametrize(
    ("value", "text"),
    [(7, "7"), (7.5, "7.5"), (7.25, "7.2"), (104.5, "104.5"), (69.75, "70"), (1446.25, "1,446")],
)
def test_numbers_have_the_digits_that_say_something(value: float, text: str) -> None:
    assert exact(value) == text


def test_counts_over_time_name_the_fewest_and_the_most_of_whole_steps_only() -> None:
    question = OwnQuestion(shows="stays", split="year")
    rows = tuple(
        own_answers.row(question, f"{year}-01-01", w) for year, w in ((2024, 2), (2025, 4), (2026, 1))
    )
    assert said(ready(replace(own_answers.answer(question), rows=rows))) == (
        "21 stays in this time. A whole year had between 6 (2024) and 12 (2025)."
    )


def test_a_matrix_says_who_stayed_where_something_is_known_and_the_most_common_change() -> None:
    given = made("groups", "ais_admission")
    known = ["A", "B", "C", "D", "E"]
    cells = {
        line.row.group: dict(zip(given.answer.categories, line.counts, strict=True)) for line in given.lines
    }
    pairs = {(before, after): cells[before][after] for before in known for after in known}
    same, total = sum(pairs[grade, grade] for grade in known), sum(pairs.values())
    text = plain(sentences.matrix_sentence(given))
    assert text.startswith(f"Of {total} stays known at both times, {same} ({round(100 * same / total)}%)")
    most = max((pair for pair in pairs if pair[0] != pair[1]), key=lambda pair: pairs[pair])
    assert f"from AIS {most[0]} to AIS {most[1]} ({pairs[most]} stays)" in text


def test_halves_leave_out_steps_that_are_not_whole_and_the_middle_one() -> None:
    rows = {f"{year}-01-01": (year - 2015, 40) for year in range(2020, 2027)}
    found = halves(shares(replace(NURSING, split="year"), rows), 0)
    assert found is not None
    assert (found.earlier.count, found.earlier.total, found.later.count) == (5 + 6 + 7, 120, 8 + 9 + 10)
    assert found.interval == newcombe((27, 120), (18, 120))
    assert found.names == ("2020\N{EN DASH}2022", "2023\N{EN DASH}2025")


# --- Headings -------------------------------------------------------------------------------------
def test_a_heading_says_all_of_the_question() -> None:
    question = OwnQuestion(
        shows="ais_discharge",
        detail="grades",
        split="sex",
        where=(("cause", ("traumatic",)),),
        ages=(16, None),
        dates=(date(2020, 1, 1), date(2024, 12, 31)),
        axis="discharge",
    )
    found = heading(ready(own_answers.answer(question)), synthetic=True)
    assert found.title == "AIS grade at discharge, by sex"
    assert found.facts[:5] == (
        "Haukeland",
        "discharged 1 January 2020 to 31 December 2024",
        "age 16 or older",
        "Injury: Traumatic",
        "in detail: Grades",
    )
    assert found.source == ("Read live from the registry on 20 May 2026",)
    assert found.warnings[-1] == "Contains live data of your own unit: do not pass on"


@pytest.mark.parametrize(
    ("units", "text"),
    [
        ((HAUKELAND,), "Haukeland"),
        (SETTINGS.unit_ids("NO"), "Norway"),
        (SETTINGS.unit_ids(), "All units"),
        ((HORNBAEK, SUNNAAS), "Hornbæk and Sunnaas"),
        ((HORNBAEK, SUNNAAS, VIBORG, 4711), "4 units"),
        ((4711,), "4711"),
    ],
)
def test_units_are_called_what_they_are_together(units: tuple[int, ...], text: str) -> None:
    assert units_words(units, SETTINGS) == text


# --- Tables ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind[2] in ("usual", "all missing", "one row")], ids=str
)
def test_a_table_holds_every_count_and_what_is_not_counted(kind: Kind) -> None:
    given = made(*kind)
    table = tables.draw(given, caption="x", seen=True)
    text = words(table)
    rows = [[words(cell) for cell in row.children] for row in of_kind(table, "Tbody")[0].children]
    if given.kind != "numbers":
        counts = [cell.count for line in given.lines for cell in line.row.cells if cell.total]
        assert all(f"{count:,}" in text for count in counts)
    if given.kind != "counts":
        missing = sum(given.not_counted.values())
        column = [row[1:] for row in rows]
        assert str(4) in str(column) or not missing
    assert len({len(row) for row in rows}) == 1
    assert len(of_kind(table, "Th")) - len(rows) == len(rows[0])


def test_missing_and_not_applicable_have_columns_of_their_own() -> None:
    given = made("indicator", "unit", "one row")
    (line,) = given.lines
    row = replace(line.row, not_counted={"missing": 7, "not_applicable": 3})
    grid = tables.by_rows(replace(given, lines=(replace(line, row=row),)))
    assert dict(zip(grid.heads[-2:], grid.rows[0][-2:], strict=True)) == {
        "Missing": "7",
        "Not applicable": "3",
    }


def test_a_table_that_is_seen_scrolls_inside_itself_and_takes_the_keyboard() -> None:
    seen, unseen = (tables.draw(made("groups", "unit"), caption="x", seen=seen) for seen in (True, False))
    assert vars(seen)["tabIndex"] == "0"
    assert "own-table-box" in vars(seen)["className"]
    assert "tabIndex" not in vars(unseen)


def test_what_is_not_counted_stands_by_reason_under_the_categories() -> None:
    given = made("groups")
    assert list(tables.left_out(given)) == [("Missing", 4), ("Without a date of admission", 2)]
    grid = tables.whole(given)
    assert [row[0] for row in grid.rows][-2:] == ["Missing", "Without a date of admission"]
    assert grid.aside == {7, 8}


def test_an_incomplete_step_says_so_in_the_table() -> None:
    text = words(tables.draw(made("stays", "year"), caption="x", seen=True))
    assert text.count("incomplete") == 1
    assert "2026incomplete" in text


# --- Notes ----------------------------------------------------------------------------------------
def told(given: Display, **left_out: int) -> str:
    notes = of_answer(given, **{"rows_left_out": 0, "categories_left_out": 0, **left_out})
    return " ".join(note.text for note in notes)


def test_the_latest_admissions_are_said_to_be_incomplete() -> None:
    assert "registered when they end" in told(made("stays", "year"))
    assert "registered when they end" not in told(made("indicator", "year"))  # by discharge
    (note,) = of_answer(made("stays", "year"), rows_left_out=0, categories_left_out=0)
    assert note.suggestions[0].question == OwnQuestion(shows="stays", split="year", axis="discharge")


def test_what_is_not_drawn_is_told_with_a_coarser_step() -> None:
    notes = list(of_answer(made("stays", "month"), rows_left_out=3, categories_left_out=2))
    assert [s.question.split for note in notes for s in note.suggestions if note.about == "drawn"] == [
        "quarter"
    ]
    assert "2 more are in the table" in told(made("groups", "unit"), categories_left_out=2)
    assert "1 more row is in the table" in told(made("bins", "unit"), rows_left_out=1)


def test_an_older_wording_is_a_question_of_its_own() -> None:
    question = OwnQuestion(shows="urinary_incontinence", split="year", units=(HAUKELAND,))
    notes = of_answer(ready(own_answers.answer(question)), rows_left_out=0, categories_left_out=0)
    (note,) = [note for note in notes if note.about == "wording"]
    assert "Before 1 January 2019" in note.text
    assert note.suggestions[0].question == replace(question, shows="urinary_incontinence_to_2018")


def test_answers_that_this_registry_lacks_are_named() -> None:
    given = made("several answers")
    fewer = replace(given, answer=replace(given.answer, categories=given.answer.categories[1:]))
    assert "Not in this registry:" in told(fewer)


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("?show=nothing&detail=x", "what is shown and the level of detail"),
        ("?show=sex&cause=alien", "Injury"),
        ("?show=sex&unit=a", "the units"),
        ("?show=sex&from=2020-02-30", "the first day"),
    ],
)
def test_what_was_not_understood_of_a_link_is_named(search: str, text: str) -> None:
    (note,) = of_question(read_address(search))
    assert text in note.text
    assert "default" in note.text


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("?show=sex&from=2024-01-02&to=2024-01-01", "The last day is before the first"),
        ("?show=sex&age_from=20&age_to=19", "The oldest age is below the youngest"),
        ("?show=sex&age_from=200", "Ages go from 0 to 120 years"),
        ("?show=sex&age_to=121", "Ages go from 0 to 120 years"),
        ("?show=sex&age_from=0&age_to=120", ""),
    ],
)
def test_ranges_that_make_no_sense_are_told(search: str, text: str) -> None:
    assert ranges_words(read_address(search)).startswith(text)
    assert bool(ranges_words(read_address(search))) == bool(text)
