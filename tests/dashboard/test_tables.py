"""Tables of every kind of answer: real tables, equal to the shown cells, with one sign for whatever is hidden."""

from dataclasses import replace
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboard import tables
from dashboard.comparison import Comparison, compare
from dashboard.language import in_language
from queries import Selection
from tests.dashboard import made_up
from tests.dashboard.components import of_kind, seen, words
from tests.dashboard.made_up import CLINICIAN, SETTINGS, every_kind

CAPTION = "What it is"
NOT_SHOWN = "\N{EN DASH}not shown"


def made(name: str = "usual") -> Comparison:
    answer, settings = every_kind()[name]
    return compare(answer, settings=settings, viewer=CLINICIAN)


def of(answer: Any) -> Comparison:
    return compare(answer, settings=SETTINGS, viewer=CLINICIAN)


def table(comparison: Comparison, *, links: bool = True) -> Component:
    address = (lambda selection: f"?period={selection.period}") if links else None
    return tables.draw(comparison, caption=CAPTION, address=address)


def heads(drawn: Component) -> list[str]:
    return [words(cell) for cell in of_kind(of_kind(drawn, "Thead"), "Th")]


def rows(drawn: Component) -> dict[str, list[str]]:
    """The words of each line's cells, by the first part of its head."""
    body = of_kind(of_kind(drawn, "Tbody"), "Tr")
    return {
        words(of_kind(of_kind(row, "Th"), "Span")[0]): [words(cell) for cell in of_kind(row, "Td")]
        for row in body
    }


@pytest.mark.parametrize("name", every_kind())
def test_every_kind_has_a_caption_heads_and_a_row_for_every_line(name: str) -> None:
    comparison = made(name)
    drawn = table(comparison)
    assert words(of_kind(drawn, "Caption")).startswith(CAPTION)
    assert {vars(cell)["scope"] for cell in of_kind(of_kind(drawn, "Thead"), "Th")} == {"col"}
    assert {vars(cell)["scope"] for cell in of_kind(of_kind(drawn, "Tbody"), "Th")} == {"row"}
    found = rows(drawn)
    assert list(found) == [line.label for line in comparison.all_lines]
    assert {len(cells) for cells in found.values()} == {len(heads(drawn)) - 1}


def test_an_indicator_shows_value_counts_interval_target_and_missing() -> None:
    drawn = table(made())
    assert heads(drawn) == ["Centre", "Share", "95 % interval", "Met", "Stays", "Target", "Not recorded"]
    dash = "\N{EN DASH}"
    assert rows(drawn)["Haukeland (you)"] == ["78%", f"61{dash}89%", "25", "32", "● high", "3"]
    assert rows(drawn)["Linköping"] == ["75%", f"57{dash}87%", "21", "28", "◐ moderate", "3"]
    assert rows(drawn)["Nordic units except Reykjavik"][:1] == ["84%"]


def test_without_a_target_there_is_no_target_column() -> None:
    answer = replace(made_up.usual(), shown=Selection(shows="registered_in_time", period=made_up.PERIOD))
    assert "Target" not in heads(table(of(answer)))


def test_whatever_is_hidden_has_one_sign_and_one_text() -> None:
    assert set(rows(table(made()))["Reykjavik"]) == {NOT_SHOWN}
    for cells in rows(table(made("all hidden"))).values():
        assert set(cells) == {NOT_SHOWN}


def test_the_text_of_a_hidden_cell_is_for_screen_readers_only() -> None:
    hidden = [cell for cell in of_kind(table(made()), "Td") if words(cell) == NOT_SHOWN]
    assert {seen(cell) for cell in hidden} == {"\N{EN DASH}"}
    signs = [part for cell in hidden for part in of_kind(cell, "Span") if words(part) == "\N{EN DASH}"]
    assert all(vars(sign)["aria-hidden"] == "true" for sign in signs)


def test_nobody_there_is_told_from_hidden() -> None:
    cells = rows(table(of(made_up.with_share((0, 0)))))["Haukeland (you)"]
    assert cells[0] == "no stays"
    assert cells[3] == "0"


def test_a_hidden_line_links_to_the_period_that_shows_it() -> None:
    links = of_kind(table(made()), "A")
    assert [(words(link), vars(link)["href"]) for link in links] == [
        ("see 2017\N{EN DASH}2025", f"?period={made_up.ALL_YEARS}")
    ]


def test_a_table_that_only_screen_readers_see_takes_no_focus() -> None:
    drawn = table(made(), links=False)
    assert of_kind(drawn, "A") == []
    assert not any("tabIndex" in vars(part) for part in of_kind(drawn, "Div"))
    assert "see 2017" in words(drawn)


def test_a_table_that_scrolls_can_be_reached_by_keyboard() -> None:
    box = of_kind(table(made()), "Div")[0]
    assert (vars(box)["tabIndex"], vars(box)["role"], vars(box)["aria-label"]) == ("0", "region", "Table")


def test_the_period_stands_where_a_row_has_another() -> None:
    answer = made_up.usual()
    assert "Discharged" not in heads(table(of(answer)))
    rows_ = tuple(replace(row, period=(2024, 2024)) if row.lane == "own" else row for row in answer.rows)
    drawn = table(of(replace(answer, rows=rows_)))
    assert heads(drawn)[-1] == "Discharged"
    assert rows(drawn)["Haukeland (you)"][-1] == "2024"


def test_a_characteristic_has_a_column_a_group_with_share_count_and_interval() -> None:
    drawn = table(made("partly hidden"))
    assert heads(drawn)[:4] == ["Centre", "Stays", "AIS A", "AIS B"]
    cells = rows(drawn)["Haukeland (you)"]
    assert cells[:2] == ["105", "33%35 · 25\N{EN DASH}43%"]
    assert rows(drawn)["Hornbæk"][2] == "27%12 · 16\N{EN DASH}41%"
    assert rows(drawn)["Hornbæk"][3] == NOT_SHOWN


def test_a_characteristic_shows_all_its_groups() -> None:
    comparison = made("distribution")
    assert len(heads(table(comparison))) == 3 + len(comparison.answer.categories) == 12


def test_the_own_unit_and_the_references_are_marked_rows() -> None:
    marks = {
        words(of_kind(row, "Th")): vars(row)["className"]
        for row in of_kind(of_kind(table(made(), links=False), "Tbody"), "Tr")
    }
    assert marks["Haukeland (you)"] == "own"
    assert marks["Norway"] == "reference"
    assert marks["Sunnaas"] == ""


def test_numbers_are_in_the_readers_language() -> None:
    with in_language("nb"):
        share = rows(table(made()))["Sunnaas"][0]
    assert share == "89\N{NO-BREAK SPACE}%"
