"""What outcomes say in words: titles, facts, and the sentence to repeat in a meeting. Nothing is called better."""

from collections.abc import Iterator

from dashboard.comparison import Comparison, Line, Point
from dashboard.language import _, integer, listed, percent
from dashboard.outcomes.address import Asked
from dashboard.outcomes.crossed import Crossed, Improved, improvements
from dashboard.outcomes.patients import Outcomes, listed_criteria, whose
from dashboard.sentences import source_words, warning_words
from dashboard.texts import counted_among, filter_words, shown_name, years
from dashboard.words import Heading, Run, Words, bold
from queries import INDICATORS, Period, Provenance, Selection, newcombe, wilson


# --- Headings -------------------------------------------------------------------------------------
def crossed_heading(crossed: Crossed, asked: Asked) -> Heading:
    """Title, facts and source of outcomes by starting group."""
    title = _("AIS grade at admission and at discharge") if asked.view == "change" else _severity_title(asked)
    return Heading(
        title=title,
        facts=tuple(_crossed_facts(crossed)),
        source=_source(crossed.provenance, released=crossed.whole is not None),
        warnings=_warnings(crossed.provenance, own=crossed.contains_own_unit_data),
    )


def _severity_title(asked: Asked) -> str:
    return _("{outcome}, by severity at admission", outcome=shown_name(asked.selection.shows))


def _crossed_facts(crossed: Crossed) -> Iterator[str]:
    if not crossed.comparisons:
        return
    answer = crossed.comparisons[0].answer
    shows = answer.shown.shows
    yield counted_among(shows) if shows in INDICATORS else _("Share of each starting group")
    apart = {variable for start in crossed.grid.starts for variable, _groups in start}
    for variable, groups in answer.shown.where:
        if variable not in apart:
            yield filter_words(variable, groups)
    yield _("discharged {years}", years=years(answer.period))
    totals = (
        [crossed.total(crossed.whole, row) for row in range(len(crossed.starts))] if crossed.whole else []
    )
    if totals and None not in totals:
        yield _("{total} stays", total=integer(sum(total for total in totals if total is not None)))


def patients_heading(outcomes: Outcomes, provenance: Provenance | None) -> Heading:
    """Title, facts and source of patients like these."""
    period = outcomes.shown[0].answer.period if outcomes.shown else None
    return Heading(
        title=_("Patients like these"),
        facts=tuple(_patients_facts(outcomes.asked, period)),
        source=_source(provenance, released=True),
        warnings=_warnings(provenance, own=outcomes.contains_own_unit_data),
    )


def _patients_facts(asked: Selection, period: Period | None) -> Iterator[str]:
    if period is None:
        return
    yield listed_criteria(asked, asked.period or period)


def _source(provenance: Provenance | None, *, released: bool) -> tuple[str, ...]:
    return () if provenance is None else source_words(provenance, released=released)


def _warnings(provenance: Provenance | None, *, own: bool) -> tuple[str, ...]:
    return () if provenance is None else warning_words(provenance, own=own)


# --- Change of grade ------------------------------------------------------------------------------
def change_sentence(crossed: Crossed) -> Words:
    """Who improved by at least one grade, by starting grade: the whole, and the viewer's own unit beside it."""
    if crossed.empty:
        return nothing_words(crossed)
    line = crossed.whole or crossed.lines[0]
    found = [one for one in improvements(crossed, line) if one.total]
    if not found:
        return _kept_grade(crossed, line)
    said = listed([_improved_words(one) for one in found])
    words = bold(_("**{unit}: improved by at least one grade:** {groups}."), unit=line.name, groups=said)
    own = crossed.own
    return words if own is None or own is line else (*words, *_own_words(crossed, own, line))


def _improved_words(one: Improved) -> str:
    values = {
        "start": one.start,
        "share": percent(one.at_least / one.total),
        "most": percent(one.at_most / one.total),
        "count": integer(one.at_least),
        "total": integer(one.total),
    }
    if one.exact:
        return _("{share} of those with {start} ({count} of {total})", **values)
    return _("{share} to {most} of those with {start}", **values)


def _own_words(crossed: Crossed, own: Line, whole: Line) -> Words:
    """The viewer's unit against what the whole's shares for the same starting grades would give."""
    mine = {one.start: one for one in improvements(crossed, own) if one.exact and one.total}
    shares = {one.start: one.at_least / one.total for one in improvements(crossed, whole) if one.exact}
    starts = [start for start in mine if start in shares]
    total = sum(mine[start].total for start in starts)
    if not total:
        return ()
    count = sum(mine[start].at_least for start in starts)
    expected = sum(shares[start] * mine[start].total for start in starts)
    interval = wilson(count, total)
    values = {
        "unit": own.name,
        "count": integer(count),
        "total": integer(total),
        "share": percent(count / total),
        "starts": listed(starts),
        "expected": integer(round(expected)),
        "low": percent(interval.low),
        "high": percent(interval.high),
    }
    message = _includes() if interval.includes(expected / total) else _excludes()
    return (Run(text=" "), *bold(message, **values))


def _includes() -> str:
    return _(
        "**{unit}:** {count} of {total} with {starts} ({share}). With the Nordic shares for the same starting grades it"
        " would be {expected}, which lies within the interval, {low} to {high}: no sign of a difference."
    )


def _excludes() -> str:
    return _(
        "**{unit}:** {count} of {total} with {starts} ({share}). With the Nordic shares for the same starting grades it"
        " would be {expected}, which lies outside the interval, {low} to {high}."
    )


def _kept_grade(crossed: Crossed, line: Line) -> Words:
    """Where the groups are too coarse for that: how many of the first group stayed in it."""
    mark = crossed.marks(line, 0)[0]
    if not isinstance(mark, Point):
        return bold(_("Some groups cannot be shown, so nothing is summed up here."))
    return bold(
        _("**{unit}: of those with {start}, {share}** ({count} of {total}) had {after} at discharge."),
        unit=line.name,
        start=crossed.starts[0],
        after=crossed.categories[0],
        share=percent(mark.share),
        count=integer(mark.count),
        total=integer(mark.total),
    )


# --- By severity ------------------------------------------------------------------------------------
def severity_sentence(crossed: Crossed) -> Words:
    """The first and the last starting group of the whole, and whether they differ by more than chance."""
    if crossed.empty:
        return nothing_words(crossed)
    line = crossed.whole or crossed.lines[0]
    rows = [(start, crossed.marks(line, n)[0]) for n, start in enumerate(crossed.starts)]
    shown = [(start, mark) for start, mark in rows if isinstance(mark, Point)]
    if not shown:
        return bold(_("Some groups cannot be shown, so nothing is summed up here."))
    (first, one), (last, other) = shown[0], shown[-1]
    values = {
        "unit": line.name,
        "category": crossed.categories[0],
        "first": first,
        "share": percent(one.share),
        "last": last,
        "other": percent(other.share),
    }
    if crossed.indicator:
        told = bold(_("**{unit}: {share} of those with {first}**, {other} of those with {last}."), **values)
    else:
        told = bold(
            _("**{unit}: {category} at {share} of those with {first}**, at {other} of those with {last}."),
            **values,
        )
    if len(shown) < 2:
        return told
    difference = newcombe((one.count, one.total), (other.count, other.total))
    chance = (
        _("This is no sign of a difference.") if difference.includes(0) else _("Chance does not explain it.")
    )
    return (*told, Run(text=" "), Run(text=chance))


def nothing_words(crossed: Crossed) -> Words:
    """What is said where there is nothing to show."""
    if crossed.comparisons and all(one.nothing_recorded for one in crossed.comparisons):
        return bold(_("Nothing is recorded in this selection."))
    return bold(_("No number can be shown for this selection."))


# --- Patients like these ------------------------------------------------------------------------------
def patients_sentence(outcomes: Outcomes) -> Words:
    """The first outcome of the whole with its interval, whose it is, and that it is no prediction."""
    first = next((one for one in outcomes.shown if one.reference), None)
    if first is None or first.reference is None:
        return bold(_("No number can be shown for this selection."))
    told = _outcome_words(first, first.reference)
    return (*told, Run(text=" "), Run(text=_("This is not a prediction for one patient."), strong=True))


def _outcome_words(comparison: Comparison, line: Line) -> Words:
    point = line.points[0]
    values = {
        "unit": line.name,
        "patients": whose(comparison),
        "outcome": shown_name(comparison.answer.shown.shows),
        "group": (_("yes") if comparison.indicator else comparison.category_names()[0]),
        "share": percent(point.share),
        "count": integer(point.count),
        "total": integer(point.total),
        "low": percent(point.interval.low),
        "high": percent(point.interval.high),
    }
    if comparison.indicator:
        return bold(
            _(
                "**{outcome}: {share}** of {total} patients like these in {unit} ({patients}); the interval is {low}"
                " to {high}."
            ),
            **values,
        )
    return bold(
        _(
            "**{outcome}: {group} in {share}** of {total} patients like these in {unit} ({patients}); the interval is"
            " {low} to {high}."
        ),
        **values,
    )
