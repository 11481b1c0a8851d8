"""Ways to leak, each planted into one output: what the crawler must catch. The numbers come from the registry."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from dashboard import charts, comparison, downloads, sentences, tables
from dashboard.comparison import Comparison, Line
from dashboard.pages import benchmark
from dashboard.theme import Figure
from dashboard.words import Heading, Run, Words
from queries import CHARACTERISTICS, INDICATORS, Answer
from tests.release.registries import Released

Patch = pytest.MonkeyPatch
Leak = Callable[[Patch, Released], None]


def hidden_number(made: Released, answer: Answer, units: tuple[int, ...]) -> int:
    """How many stays of a hidden row are met, or in the first group."""
    counts = made.count(answer.shown, set(units), answer.period, shared=True)
    return sum(counts.get(code, 0) for code in _first(answer))


def _first(answer: Answer) -> tuple[str, ...]:
    shows, first = answer.shown.shows, answer.categories[0]
    return (
        (first,)
        if shows in INDICATORS
        else CHARACTERISTICS[shows].level(str(answer.shown.detail)).groups[first]
    )


def hidden_sum(made: Released, shown: Comparison) -> int:
    """A number that is in no shown row: all hidden ones, large enough to be told from a year or k."""
    hidden = sorted(line.row.group.units for line in shown.lines if line.hidden)
    numbers = (hidden_number(made, shown.answer, units) for units in hidden)
    return 100 + sum(place * number for place, number in enumerate(numbers, start=1))


# --- Figures ----------------------------------------------------------------------------------------
def into_customdata(patch: Patch, made: Released) -> None:
    """A hidden number travels with the marks."""
    _change_figure(
        patch, lambda figure, shown: figure["data"][0].update(customdata=[hidden_sum(made, shown)])
    )


def into_a_hover_text(patch: Patch, made: Released) -> None:
    """A mark's text has one number too many."""

    def change(figure: Figure, shown: Comparison) -> None:
        figure["data"][0]["text"][0] += f"<br>{hidden_sum(made, shown)}"

    _change_figure(patch, change)


def into_the_height(patch: Patch, made: Released) -> None:
    """A figure is higher the more is hidden."""

    def change(figure: Figure, shown: Comparison) -> None:
        figure["layout"]["height"] += hidden_sum(made, shown)

    _change_figure(patch, change)


def into_a_mark(patch: Patch, made: Released) -> None:
    """A mark is drawn a little off its share."""

    def change(figure: Figure, shown: Comparison) -> None:
        figure["data"][0]["x"][0] += hidden_sum(made, shown) / 100_000

    _change_figure(patch, change)


def _change_figure(patch: Patch, change: Callable[[Figure, Comparison], None]) -> None:
    draw = charts.draw

    def leaky(shown: Comparison, *, narrow: bool) -> Figure:
        figure = draw(shown, narrow=narrow)
        change(figure, shown)
        return figure

    patch.setattr(charts, "draw", leaky)


def into_the_axis(patch: Patch, made: Released) -> None:
    """The axis has room for what is hidden."""

    def change(figure: Figure, shown: Comparison) -> None:
        start, top = figure["layout"]["xaxis"]["range"]
        figure["layout"]["xaxis"]["range"] = [start, round(top + hidden_sum(made, shown) / 1000, 4)]

    _change_figure(patch, change)


# --- Words, tables and files ------------------------------------------------------------------------
def into_the_sentence(patch: Patch, made: Released) -> None:
    """The sentence says how many there are."""
    sentence = sentences.sentence

    def leaky(shown: Comparison) -> Words:
        return (*sentence(shown), Run(text=f" Hidden: {hidden_sum(made, shown)}."))

    patch.setattr(sentences, "sentence", leaky)


def into_a_cell(patch: Patch, made: Released) -> None:
    """A dash in the table has a number for those who hear the page."""
    del made
    patch.setattr(tables, "not_shown", lambda: ["–", "fewer than 9"])  # noqa: RUF001


def into_the_order(patch: Patch, made: Released) -> None:
    """Hidden rows stand in the order of their hidden numbers."""
    compare = comparison.compare

    def leaky(answer: Answer, **how: Any) -> Comparison:
        shown = compare(answer, **how)

        def by_number(line: Line) -> tuple[bool, int]:
            return line.hidden, -hidden_number(made, answer, line.row.group.units) if line.hidden else 0

        return replace(shown, lines=tuple(sorted(shown.lines, key=by_number)))

    patch.setattr(benchmark, "compare", leaky)


def into_a_file(patch: Patch, made: Released) -> None:
    """A file says in its head how many are left out."""
    provenance = downloads.provenance

    def leaky(shown: Comparison, heading: Heading) -> Iterator[tuple[str, str]]:
        yield from provenance(shown, heading)
        yield "Note", f"{hidden_sum(made, shown)} stays are not shown"

    patch.setattr(downloads, "provenance", leaky)


def into_a_files_name(patch: Patch, made: Released) -> None:
    """The name of a file ends with how many are left out."""
    name = downloads.file_name
    patch.setattr(downloads, "file_name", lambda shown: f"{name(shown)}_{hidden_sum(made, shown)}")


# --- The log ----------------------------------------------------------------------------------------
def into_the_log(patch: Patch, made: Released) -> None:
    """A line for those who run the server says what was counted."""
    compare = comparison.compare

    def leaky(answer: Answer, **how: Any) -> Comparison:
        shown = compare(answer, **how)
        logging.getLogger("dashboard").debug("hidden: %d", hidden_sum(made, shown))
        return shown

    patch.setattr(benchmark, "compare", leaky)


# Each with the outputs in which it must be noticed.
LEAKS: Mapping[str, tuple[Leak, str]] = {
    "customdata": (into_customdata, "mark"),
    "hover": (into_a_hover_text, "mark"),
    "height": (into_the_height, "build"),
    "mark": (into_a_mark, "mark"),
    "axis": (into_the_axis, "axis"),
    "sentence": (into_the_sentence, "words"),
    "cell": (into_a_cell, "table"),
    "order": (into_the_order, "table"),
    "file": (into_a_file, "file"),
    "file name": (into_a_files_name, "file"),
    "log": (into_the_log, "log"),
}
