"""Sentences and notes: what they claim follows from shown cells, and no more than these can bear."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import notes, sentences
from dashboard.comparison import Comparison, compare
from dashboard.texts import shown_name
from dashboard.words import Run, plain
from queries import HIDDEN, Answer, Shown, Viewer
from queries.statistics.intervals import newcombe
from tests.dashboard import made_up
from tests.dashboard.made_up import ALL_YEARS, CLINICIAN, COUNCIL, HAUKELAND, SETTINGS, every_kind

DASH = "\N{EN DASH}"


def of(answer: Answer, viewer: Viewer = CLINICIAN) -> Comparison:
    return compare(answer, settings=SETTINGS, viewer=viewer)


def said(answer: Answer, viewer: Viewer = CLINICIAN) -> str:
    return plain(sentences.sentence(of(answer, viewer)))


def for_council(answer: Answer) -> Answer:
    """The same without a live row: a stakeholder has no unit."""
    return replace(answer, rows=tuple(replace(row, lane="shared") for row in answer.rows))


def told(answer: Answer, **more: Any) -> list[notes.Note]:
    return list(notes.notes(of(answer), settings=SETTINGS, **more))


@pytest.mark.parametrize("viewer", [CLINICIAN, COUNCIL])
@pytest.mark.parametrize("name", every_kind())
def test_every_kind_has_a_sentence_and_notes(name: str, viewer: Viewer) -> None:
    answer, settings = every_kind()[name]
    comparison = compare(answer, settings=settings, viewer=viewer)
    text = plain(sentences.sentence(comparison))
    assert text.endswith(".")
    assert "{" not in text
    assert "**" not in text
    for note in notes.notes(comparison, settings=settings, ignored=("show", "age")):
        assert note.text.endswith(".")
        assert "{" not in note.text


def test_the_own_unit_comes_first_and_in_bold() -> None:
    words = sentences.sentence(of(made_up.usual()))
    assert words[0] == Run(text="Haukeland: 78%", strong=True)
    assert plain(words) == (
        "Haukeland: 78% (25 of 32). The interval, 61% to 89%, includes the reference"
        " (Nordic units except Reykjavik: 84%), so this is no sign of a difference."
    )


def test_a_clear_difference_is_named_by_its_direction_and_never_judged() -> None:
    low, high = said(made_up.with_share((12, 32))), said(made_up.with_share((100, 100)))
    assert "lower than in the other units" in low
    assert "higher than in the other units" in high
    assert not any(word in low + high for word in ("better", "worse", "significant"))


@given(st.integers(0, 32))
def test_a_difference_is_claimed_only_where_newcombes_interval_excludes_none(count: int) -> None:
    """The unit against the rest of the whole: its own stays are in both otherwise."""
    text = said(made_up.with_share((count, 32)))
    interval = newcombe((count, 32), (339 - count, 402 - 32))
    assert ("lower than" in text) == (interval.high < 0)
    assert ("higher than" in text) == (interval.low > 0)
    assert ("no sign of a difference" in text or "due to chance" in text) == interval.includes(0)


def test_a_unit_that_is_no_part_of_the_reference_is_compared_with_all_of_it() -> None:
    answer = made_up.with_share((20, 32))
    others = replace(
        answer.references[0], group=replace(answer.references[0].group, units=(made_up.SUNNAAS,))
    )
    assert newcombe((20, 32), (339, 402)).high < 0
    assert "lower than" in said(replace(answer, references=(others,)))


@pytest.mark.parametrize(
    "whole",
    [
        Shown(count=20, total=30),  # fewer than the unit alone: the live count is no part of the release
        Shown(count=31, total=31),
    ],
)
def test_where_the_rest_cannot_be_had_less_is_said(whole: Shown) -> None:
    answer = made_up.with_share((25, 32))
    reference = replace(answer.references[0], cells=(whole,))
    text = said(replace(answer, references=(reference,)))
    assert "difference" not in text
    assert "includes the reference" in text or "does not include the reference" in text


def test_another_period_is_not_compared() -> None:
    answer = made_up.with_share((5, 32))
    rows = tuple(replace(row, period=(2024, 2024)) if row.lane == "own" else row for row in answer.rows)
    text = said(replace(answer, rows=rows))
    assert "lower" not in text
    assert "does not include the reference" in text


def test_without_a_reference_only_the_interval_is_said() -> None:
    text = said(replace(made_up.usual(), references=()))
    assert text == "Haukeland: 78% (25 of 32), with a 95 % interval from 61% to 89%."


def test_a_viewer_without_a_unit_hears_of_the_whole_and_the_spread() -> None:
    text = said(for_council(made_up.usual()), COUNCIL)
    assert text == (
        "Nordic units except Reykjavik: 84% (339 of 402)."
        " What is compared ranges from 75% (Linköping) to 89% (Sunnaas)."
        " Every 95 % interval includes 84%."
    )


def test_of_one_line_there_is_no_spread() -> None:
    answer = for_council(made_up.one_unit())
    assert said(answer, COUNCIL) == "Nordic units except Reykjavik: 84% (339 of 402)."


def test_the_spread_says_how_many_intervals_leave_the_whole_out() -> None:
    text = said(for_council(made_up.with_share((12, 32))), COUNCIL)
    assert "1 of 6 intervals does not include 84%." in text


def test_a_characteristic_names_its_most_common_group() -> None:
    text = said(made_up.distribution("cause", "injury_type"))
    assert text.startswith("Haukeland: most often Traumatic, 67%")
    assert text.endswith("(All Nordic units): 67%.")


def test_the_most_common_group_is_not_named_where_one_is_hidden() -> None:
    """A hidden group could be the largest; and naming one would bound the others."""
    answer = made_up.distribution("ais_admission", "grades")
    rows = tuple(
        replace(row, cells=(*row.cells[:-1], HIDDEN)) if row.group.key == str(HAUKELAND) else row
        for row in answer.rows
    )
    assert "not named" in said(replace(answer, rows=rows))


def test_nothing_recorded_and_nothing_shown_are_told_apart() -> None:
    assert said(made_up.empty()) == "Nothing is recorded in this selection."
    assert said(made_up.all_hidden()) == "No number can be shown for this selection."


def test_facts_say_of_whom_with_which_filters_and_when() -> None:
    heading = sentences.heading(of(made_up.usual()), SETTINGS)
    assert heading.title == shown_name("bladder_regime")
    assert heading.facts == (
        "Share of stays with paraplegia at discharge",
        "Injury: Traumatic",
        f"discharged 2020{DASH}2024",
        "339 of 402 stays",
    )
    assert "Release 2026-1, frozen through 2025" in heading.source


@pytest.mark.parametrize(
    ("shown", "counts"),
    [({}, "339 of 402 stays"), ({"country": "NO"}, "161 of 189 stays"), ({"units": (HAUKELAND,)}, None)],
)
def test_the_counts_of_the_facts_are_those_of_what_was_asked(
    shown: dict[str, Any], counts: str | None
) -> None:
    answer = made_up.usual()
    facts = sentences.heading(of(replace(answer, shown=replace(answer.shown, **shown))), SETTINGS).facts
    assert [fact for fact in facts if re.search(r"\d of \d", fact)] == ([counts] if counts else [])


def test_what_was_read_live_alone_names_no_release() -> None:
    live = replace(made_up.one_unit(), references=())
    assert sentences.heading(of(live), SETTINGS).source == ("Read live from the registry",)


def test_marks_that_must_not_be_lost() -> None:
    heading = sentences.heading(of(made_up.usual()), SETTINGS)
    assert heading.warnings == (
        f"Synthetic data {DASH} not real patients",
        "Contains live data of your own unit: do not pass on",
    )
    real = for_council(made_up.usual())
    real = replace(real, provenance=replace(real.provenance, synthetic=False))
    assert sentences.heading(of(real, COUNCIL), SETTINGS).warnings == ()


def test_every_change_is_told_in_the_order_it_was_made() -> None:
    found = told(made_up.changed_in_every_way())
    assert [note.text for note in found] == [
        f"You asked for 2026. Years after 2025 are not released yet; shown for 2020{DASH}2024.",
        (
            f"You asked for 2026. Shown for 2020{DASH}2024, the shortest period in which enough of these groups have"
            " at least 5 patients."
        ),
        (
            "You asked for “As recorded”. Some of these groups are too small here, so they are shown together:"
            " Traumatic and Non-traumatic."
        ),
        f"You asked for Age: 45{DASH}59 years. Shown for the wider group Age: Under 60 years.",
        (
            "At most 2 filters can be combined when units are compared, not counting country, centre and"
            f" period. Shown without Level at admission: C1{DASH}C4."
        ),
        "Units that cannot be shown alone are shown together with others: Linköping and Reykjavik.",
    ]


def test_a_filter_dropped_though_few_are_set_has_another_reason() -> None:
    made = made_up.changed_in_every_way()
    asked = replace(made.asked, where=made.asked.where[:2])
    found = told(replace(made, asked=asked, changes=("fewer_filters",)))
    assert found[0].text.startswith("Nothing can be shown with all filters together.")


def test_a_filter_on_what_is_shown_counts_among_those_allowed() -> None:
    made = made_up.changed_in_every_way()
    where = (("cause", ("traumatic",)), *made.asked.where[:2])
    (found,) = told(replace(made, asked=replace(made.asked, where=where), changes=("fewer_filters",)))[:1]
    assert "A filter on what is shown counts, too. Shown without" in found.text


def test_a_hidden_line_is_offered_the_period_that_shows_it() -> None:
    (note,) = told(made_up.usual())
    assert note.text == f"Not shown for 2020{DASH}2024: Reykjavik."
    (suggestion,) = note.suggestions
    assert suggestion.text == f"See 2017{DASH}2025"
    assert suggestion.selection == replace(made_up.usual().asked, period=ALL_YEARS)


def test_one_suggestion_a_period_and_none_where_none_would_do() -> None:
    (note,) = told(made_up.all_hidden())
    assert len(note.suggestions) == 1
    (hopeless,) = told(made_up.all_hidden(instead=None))
    assert hopeless.suggestions == ()
    assert "longer period" in hopeless.text


def test_a_link_in_part_not_understood_is_told_first() -> None:
    first = told(made_up.usual(), ignored=("period", "sex"))[0]
    assert first.text == "This part of the link was not understood: Discharged and Sex. Shown without it."
    assert first.needs_reason is False


def test_an_own_unit_shown_for_another_period_is_told() -> None:
    answer = made_up.usual()
    rows = tuple(replace(row, period=(2024, 2024)) if row.lane == "own" else row for row in answer.rows)
    assert told(replace(answer, rows=rows))[-1].text == "Your own unit is shown for 2024."


def test_the_reason_names_the_rule_in_force_and_nothing_of_the_numbers() -> None:
    assert "at least 7 patients" in notes.reason(7)
    assert "fewer than" not in notes.reason(5)
