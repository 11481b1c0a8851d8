"""What a reader must be told besides the answer: what was changed and why, and what is not shown.

Every message is a whole sentence with placeholders. One symbol and one reason stand for everything hidden.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.comparison import Comparison, Line
from dashboard.language import _, listed, ngettext
from dashboard.texts import field_name, filter_words, level_name, years
from queries import Answer, Change, Selection, Settings

About = Literal["period", "groups", "filters", "units", "hidden", "link"]
SIGNS: Mapping[About, str] = {
    "period": "◷",
    "groups": "⊕",
    "filters": "⊜",
    "units": "⊕",
    "hidden": "–",  # noqa: RUF001 - the sign that stands for a hidden number
    "link": "!",
}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Another question worth asking, in words."""

    text: str
    selection: Selection


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing a reader must know about the answer. `about` is what it concerns, for its sign."""

    about: About
    text: str
    suggestions: tuple[Suggestion, ...] = ()
    needs_reason: bool = True


def notes(comparison: Comparison, *, settings: Settings, ignored: tuple[str, ...] = ()) -> tuple[Note, ...]:
    """What a reader must be told: what of a link was not understood, what changed, and what is hidden."""
    answer = comparison.answer
    changed = [_CHANGES[change](comparison, settings) for change in answer.changes]
    return (*ignored_note(ignored), *changed, *_hidden_note(comparison), *_own_period_note(comparison))


def reason(k: int) -> str:
    """Why something else is shown than was asked, or nothing: one explanation for every kind of hiding."""
    return _(
        "Everything shown is an exact count. A breakdown appears only where each of its groups, here and in"
        " the units it is compared with, has at least {k} patients, so that nobody can be singled out even by"
        " subtracting one answer from another. Otherwise the nearest period or grouping for which that holds"
        " is shown. A dash says nothing about how small or large a number is.",
        k=k,
    )


def longer_period(asked: str, shown: str, k: int) -> str:
    """What is said where a longer period stands for the one that was asked for."""
    return _(
        "You asked for {asked}. Shown for {shown}, the shortest period in which enough of these groups have"
        " at least {k} patients.",
        asked=asked,
        shown=shown,
        k=k,
    )


def units_together(units: str) -> str:
    """What is said where some units have one number."""
    return _("Units that cannot be shown alone are shown together with others: {units}.", units=units)


def groups_together(groups: str) -> str:
    """What is said where some groups of a characteristic have one number."""
    return _("Some groups are shown together, because they are too small alone: {groups}.", groups=groups)


def wider_group(asked: str, shown: str) -> str:
    """What is said where a filter lets more patients through than was asked for."""
    return _("You asked for {asked}. Shown for the wider group {shown}.", asked=asked, shown=shown)


def fewer_filters(asked: Selection, shown: Selection, settings: Settings) -> str:
    """What is said where filters were left out: which, and why."""
    left_out = [variable for variable in asked.filters if variable not in shown.filters]
    dropped = listed([filter_words(variable, asked.filters[variable]) for variable in left_out])
    most = settings.rule.max_filters
    sentences = [_("Shown without {dropped}.", dropped=dropped)]
    if len(asked.filters) <= most:
        sentences = [_("Nothing can be shown with all filters together."), *sentences]
    elif asked.shows in asked.filters:
        sentences = [filter_limit(most), _("A filter on what is shown counts, too."), *sentences]
    else:
        sentences = [filter_limit(most), *sentences]
    return " ".join(sentences)


def number_hidden() -> str:
    """What is said where single numbers are hidden."""
    return _("A dash stands for a number that is not shown.")


def filter_limit(most: int) -> str:
    """How many filters a question about several units may have."""
    return ngettext(
        "At most {n} filter can be set when units are compared, not counting country, centre and period.",
        "At most {n} filters can be combined when units are compared, not counting country, centre and period.",
        most,
        n=most,
    )


def ignored_note(ignored: tuple[str, ...]) -> Iterator[Note]:
    """What of a link was not understood."""
    if ignored:
        parts = listed([field_name(field) for field in ignored])
        text = _("This part of the link was not understood: {parts}. Shown without it.", parts=parts)
        yield Note(about="link", text=text, needs_reason=False)


def _unreleased_years(comparison: Comparison, settings: Settings) -> Note:
    del settings
    answer = comparison.answer
    text = _(
        "You asked for {asked}. Years after {year} are not released yet; shown for {shown}.",
        asked=_asked_years(answer),
        year=str(answer.provenance.frozen_through),
        shown=years(answer.period),
    )
    return Note(about="period", text=text, needs_reason=False)


def _longer_period(comparison: Comparison, settings: Settings) -> Note:
    del settings
    answer = comparison.answer
    k = answer.provenance.k
    return Note(about="period", text=longer_period(_asked_years(answer), years(answer.period), k))


def _coarser_detail(comparison: Comparison, settings: Settings) -> Note:
    del settings
    answer = comparison.answer
    groups = listed(comparison.category_names())
    if answer.asked.detail is None:
        text = groups_together(groups)
    else:
        text = _(
            "You asked for “{asked}”. Some of these groups are too small here, so they are shown together:"
            " {groups}.",
            asked=level_name(answer.asked.detail),
            groups=groups,
        )
    return Note(about="groups", text=text)


def _coarser_filter(comparison: Comparison, settings: Settings) -> Note:
    del settings
    asked, shown = comparison.answer.asked.filters, comparison.answer.shown.filters
    changed = [variable for variable in shown if variable in asked and shown[variable] != asked[variable]]
    text = wider_group(
        listed([filter_words(variable, asked[variable]) for variable in changed]),
        listed([filter_words(variable, shown[variable]) for variable in changed]),
    )
    return Note(about="filters", text=text)


def _fewer_filters(comparison: Comparison, settings: Settings) -> Note:
    answer = comparison.answer
    return Note(about="filters", text=fewer_filters(answer.asked, answer.shown, settings))


def _merged_units(comparison: Comparison, settings: Settings) -> Note:
    del settings
    joint = [line.name for line in comparison.lines if line.row.group.scope == "group"]
    return Note(about="units", text=units_together("; ".join(joint)))


_CHANGES: Mapping[Change, Callable[[Comparison, Settings], Note]] = {
    "unreleased_years": _unreleased_years,
    "longer_period": _longer_period,
    "coarser_detail": _coarser_detail,
    "coarser_filter": _coarser_filter,
    "fewer_filters": _fewer_filters,
    "merged_units": _merged_units,
}


def _hidden_note(comparison: Comparison) -> Iterator[Note]:
    hidden = [line for line in comparison.lines if line.hidden]
    if comparison.nothing_shown:
        yield from _nothing_shown_note(comparison, hidden)
    elif hidden:
        names = listed([line.name for line in hidden])
        text = _("Not shown for {years}: {units}.", years=years(comparison.answer.period), units=names)
        yield Note(about="hidden", text=text, suggestions=tuple(_suggestions(comparison.answer, hidden)))
    elif any(line.points and len(line.points) < len(line.marks) for line in comparison.lines):
        yield Note(about="hidden", text=number_hidden())


def _nothing_shown_note(comparison: Comparison, hidden: list[Line]) -> Iterator[Note]:
    """The title says it already; what is left to say is where to find something."""
    suggestions = tuple(_suggestions(comparison.answer, hidden))
    if suggestions:
        yield Note(about="hidden", text=_("Another period can be shown."), suggestions=suggestions)
    elif hidden:
        text = _("Try a longer period, fewer filters or a coarser detail.")
        yield Note(about="hidden", text=text)


def _suggestions(answer: Answer, hidden: list[Line]) -> Iterator[Suggestion]:
    """One a period, so that seven hidden units do not suggest the same thing seven times."""
    periods = dict.fromkeys(line.row.instead for line in hidden)
    for period in periods:
        if period is not None:
            units = listed([line.name for line in hidden if line.row.instead == period])
            words = _("See {years}") if len(periods) == 1 else _("See {years} ({units})")
            text = words.format(years=years(period), units=units)
            yield Suggestion(text=text, selection=replace(answer.asked, period=period))


def _own_period_note(comparison: Comparison) -> Iterator[Note]:
    for line in comparison.own_lines:
        if line.points and line.row.period != comparison.answer.period:
            text = _("Your own unit is shown for {years}.", years=years(line.row.period))
            yield Note(about="period", text=text, needs_reason=False)


def _asked_years(answer: Answer) -> str:
    return years(answer.asked.period) if answer.asked.period else _("the latest years")
