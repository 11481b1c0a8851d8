"""What to know of an answer about own units: what was not understood, what is not counted, what is not drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.language import N_, _, date, integer, listed, ngettext
from dashboard.own.address import AGES, DAYS, Asked
from dashboard.own.display import Display
from dashboard.own.names import since, what_is_shown
from dashboard.texts import short_name
from queries import MONTHS, MULTIPLES, OLDEST_PLAUSIBLE, VARIABLES, OwnQuestion

About = Literal["link", "range", "counted", "drawn", "wording"]
SIGNS: dict[About, str] = {"link": "↩", "range": "↔", "counted": "–", "drawn": "⋯", "wording": "⚑"}  # noqa: RUF001
COARSER = {"month": "quarter", "quarter": "halfyear", "halfyear": "year"}
COARSER_NAMES = {"quarter": N_("Show quarters"), "halfyear": N_("Show half-years"), "year": N_("Show years")}
FIELD_NAMES = {
    "show": N_("what is shown"),
    "detail": N_("the level of detail"),
    "statistic": N_("mean or median"),
    "split": N_("what it is divided by"),
    "split_level": N_("the groups it is divided into"),
    "unit": N_("the units"),
    "axis": N_("admission or discharge"),
    "from": N_("the first day"),
    "to": N_("the last day"),
    "age_from": N_("the youngest age"),
    "age_to": N_("the oldest age"),
}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Another question, as it is offered."""

    text: str
    question: OwnQuestion


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing to know, and where it leads."""

    about: About
    text: str
    suggestions: tuple[Suggestion, ...] = ()


def of_question(asked: Asked) -> Iterator[Note]:
    """What of an address or of the fields was not understood, or contradicts itself."""
    if any(name in asked.kept for name in DAYS):
        yield Note(about="range", text=_days())
    if any(name in asked.kept for name in AGES):
        yield Note(about="range", text=_ages(asked))
    ignored = [name for name in asked.ignored if name not in asked.kept]
    if ignored:
        text = ngettext(
            "This link says something of {parts} that is not known here; the default is shown instead.",
            "This link says something of {parts} that is not known here; the defaults are shown instead.",
            len(ignored),
            parts=listed([field_words(name) for name in ignored]),
        )
        yield Note(about="link", text=text)


def field_words(name: str) -> str:
    """A part of a question in running words."""
    return _(FIELD_NAMES[name]) if name in FIELD_NAMES else short_name(name)


def ranges_words(asked: Asked) -> str:
    """What is wrong with what was typed into ranges; nothing where nothing is."""
    return " ".join(note.text for note in of_question(asked) if note.about == "range")


def _days() -> str:
    return _(
        "The last day is before the first, so only the first is used. Change either of them; both are kept as"
        " you typed them."
    )


def _ages(asked: Asked) -> str:
    if any(int(asked.kept[name]) > OLDEST_PLAUSIBLE for name in AGES if name in asked.kept):
        return _("Ages go from 0 to {most} years; one that is higher is not used.", most=OLDEST_PLAUSIBLE)
    return _(
        "The oldest age is below the youngest, so only the youngest is used. Change either of them; both are kept"
        " as you typed them."
    )


def of_answer(display: Display, *, rows_left_out: int, categories_left_out: int) -> Iterator[Note]:
    """What is not counted, not drawn, or not comparable in an answer."""
    yield from _latest_admissions(display)
    yield from _not_drawn(display, rows_left_out, categories_left_out)
    yield from _other_wording(display)
    yield from _not_recorded(display)


def _latest_admissions(display: Display) -> Iterator[Note]:
    asked = display.answer.asked
    if asked.axis == "admission" and any(line.partial for line in display.lines[-1:]):
        text = _(
            "Stays are registered when they end, so the latest admissions are not all here yet. By discharge,"
            " the latest steps are more complete."
        )
        by_discharge = Suggestion(text=_("Show by discharge"), question=replace(asked, axis="discharge"))
        yield Note(about="counted", text=text, suggestions=(by_discharge,))


def _not_drawn(display: Display, rows: int, categories: int) -> Iterator[Note]:
    asked = display.answer.asked
    if rows and asked.split in MONTHS:
        coarser = COARSER.get(str(asked.split))
        text = _("The figure shows the last {n} steps; the table and the files have all.").format(
            n=integer(len(display.lines) - rows)
        )
        ways = (
            ()
            if coarser is None
            else (
                Suggestion(
                    text=_(COARSER_NAMES[coarser]), question=replace(asked, split=coarser, split_level=None)
                ),
            )
        )
        yield Note(about="drawn", text=text, suggestions=ways)
    elif rows:
        yield Note(
            about="drawn",
            text=ngettext(
                "{n} more row is in the table.", "{n} more rows are in the table.", rows, n=integer(rows)
            ),
        )
    if categories:
        text = ngettext(
            "The most common ones are drawn; {n} more is in the table.",
            "The most common ones are drawn; {n} more are in the table.",
            categories,
            n=integer(categories),
        )
        yield Note(about="drawn", text=text)


def _other_wording(display: Display) -> Iterator[Note]:
    """An older question of the same is a variable of its own; the answers are never added up."""
    asked = display.answer.asked
    replaced = VARIABLES[asked.shows].replaces if asked.shows in VARIABLES else None
    if replaced is not None:
        text = _(
            "Before {date} this was asked in other words, which are not mixed in.", date=date(replaced.on)
        )
        older = OwnQuestion(
            shows=replaced.variable,
            units=asked.units,
            split=asked.split,
            split_level=asked.split_level,
            where=asked.where,
            ages=asked.ages,
            dates=asked.dates,
            axis=asked.axis,
        )
        link = Suggestion(text=what_is_shown(replaced.variable), question=older)
        yield Note(about="wording", text=text, suggestions=(link,))
    start = since(asked.shows)
    if (
        start is not None
        and display.not_counted.get("not_applicable")
        and not _starts_after(display, start.year)
    ):
        yield Note(about="wording", text=_("Collected for stays admitted from {date}.", date=date(start)))


def _starts_after(display: Display, year: int) -> bool:
    first = display.answer.asked.dates[0]
    return first is not None and first.year > year


def _not_recorded(display: Display) -> Iterator[Note]:
    """Answers of a question that this registry has no column for; missing rows of a variable that divides."""
    multiple = MULTIPLES.get(display.shows)
    gone = set(multiple.answers) - set(display.answer.categories) if multiple else set()
    if gone:
        names = listed([what_is_shown(one) for one in sorted(gone)])
        yield Note(about="counted", text=_("Not in this registry: {answers}.", answers=names))
