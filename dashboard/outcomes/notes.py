"""What a reader must be told besides outcomes: what was changed and why, and who is not shown."""

from collections.abc import Iterator

from dashboard.language import _, listed, ngettext
from dashboard.notes import (
    Note,
    fewer_filters,
    groups_together,
    ignored_note,
    longer_period,
    wider_group,
)
from dashboard.outcomes.address import Asked
from dashboard.outcomes.crossed import Crossed
from dashboard.outcomes.patients import Outcomes, nearest_words, ordered
from dashboard.texts import filter_words, short_name, shown_name, years
from queries import IMPORTANCE, Settings


def crossed_notes(crossed: Crossed, asked: Asked, settings: Settings, *, coarser: bool) -> tuple[Note, ...]:
    """Of outcomes by starting group. `coarser`: the detail asked for could not be shown."""
    return (
        *ignored_note(asked.ignored),
        *_changes(crossed, settings),
        *([Note(about="groups", text=groups_together(listed(crossed.starts)))] if coarser else []),
        *_hidden(crossed),
        *_not_drawn(crossed),
    )


def _changes(crossed: Crossed, settings: Settings) -> Iterator[Note]:
    if not crossed.comparisons:
        return
    answer, asked, changes = crossed.comparisons[0].answer, crossed.grid.asked, crossed.grid.changes
    apart = {variable for start in crossed.grid.starts for variable, _groups in start}
    shown = {variable: groups for variable, groups in answer.shown.where if variable not in apart}
    if "unreleased_years" in changes:
        text = _("Not all years asked for are released; shown for {years}.", years=years(answer.period))
        yield Note(about="period", text=text, needs_reason=False)
    if "longer_period" in changes and asked.period:
        yield Note(
            about="period",
            text=longer_period(years(asked.period), years(answer.period), answer.provenance.k),
        )
    if "coarser_filter" in changes:
        changed = [variable for variable in shown if shown[variable] != asked.filters[variable]]
        before = listed([filter_words(variable, asked.filters[variable]) for variable in changed])
        yield Note(
            about="filters", text=wider_group(before, listed([filter_words(v, shown[v]) for v in changed]))
        )
    if "fewer_filters" in changes:
        yield Note(about="filters", text=fewer_filters(asked, answer.shown, settings))


def _hidden(crossed: Crossed) -> Iterator[Note]:
    names = [line.name for line in crossed.hidden]
    if names:
        text = _(
            "Cannot be shown at this detail: {units}. A coarser detail may show more.", units=listed(names)
        )
        yield Note(about="hidden", text=text)


def _not_drawn(crossed: Crossed) -> Iterator[Note]:
    more = len(crossed.lines) - len(crossed.drawn)
    if more > 0:
        text = ngettext(
            "{n} more centre is in the table.", "{n} more centres are in the table.", more, n=more
        )
        yield Note(about="units", text=text, needs_reason=False)


def patients_notes(outcomes: Outcomes, asked: Asked, settings: Settings) -> tuple[Note, ...]:
    """Of patients like these: whose outcomes are shown instead, one sentence for each outcome."""
    return (
        *ignored_note(asked.ignored),
        *_order(outcomes, settings),
        *_nearest(outcomes),
        *_without_number(outcomes),
    )


def _order(outcomes: Outcomes, settings: Settings) -> Iterator[Note]:
    most, asked = settings.rule.max_filters, [variable for variable, _groups in ordered(outcomes.asked)]
    if len(asked) <= most:
        return
    kept = listed([short_name(variable) for variable in IMPORTANCE[:4]])
    text = ngettext(
        "At most {n} criterion can be combined. It is kept in this order: {order}.",
        "At most {n} criteria can be combined. They are kept in this order: {order}.",
        most,
        n=most,
        order=kept,
    )
    yield Note(about="filters", text=text)


def _nearest(outcomes: Outcomes) -> Iterator[Note]:
    for comparison in outcomes.shown:
        if text := nearest_words(comparison):
            yield Note(about="groups", text=text)


def _without_number(outcomes: Outcomes) -> Iterator[Note]:
    names = [shown_name(one.answer.asked.shows) for one in outcomes.comparisons if one.nothing_shown]
    if names:
        yield Note(about="hidden", text=_("Cannot be shown: {outcomes}.", outcomes=listed(names)))
