"""What an answer says in words: its title, its facts, and the sentence to repeat in a meeting.

Every message is a whole sentence with placeholders, so that each language can order its words; `**` marks
what stands in bold. Numbers come from shown cells only.
"""

from collections.abc import Iterator
from typing import Literal

from dashboard.comparison import Comparison, Line, Point
from dashboard.language import _, date, integer, listed, ngettext, percent
from dashboard.texts import counted_among, country_name, filter_words, shown_name, years
from dashboard.words import Heading, Run, Words, bold
from queries import INDICATORS, Provenance, Settings, newcombe

Verdict = Literal["higher", "lower", "alike", "unknown"]


def heading(comparison: Comparison, settings: Settings) -> Heading:
    """Title, facts and source of an answer, and the marks that must never leave it."""
    answer = comparison.answer
    return Heading(
        title=shown_name(answer.shown.shows),
        facts=tuple(_facts(comparison, settings)),
        source=source_words(answer.provenance, released=comparison.released),
        warnings=warning_words(answer.provenance, own=answer.contains_own_unit_data),
    )


def _facts(comparison: Comparison, settings: Settings) -> Iterator[str]:
    shown = comparison.answer.shown
    yield counted_among(shown.shows) if shown.shows in INDICATORS else _("Share of stays in each group")
    for variable, groups in shown.where:
        yield filter_words(variable, groups)
    if shown.units:
        yield listed([settings.unit(unit).name for unit in shown.units])
    elif shown.country:
        yield country_name(shown.country)
    yield _("discharged {years}", years=years(comparison.answer.period))
    if comparison.indicator and (whole := _whole_asked_for(comparison)):
        yield _("{count} of {total} stays", **_counts(whole.points[0]))


def _whole_asked_for(comparison: Comparison) -> Line | None:
    """The reference that counts all stays asked for; for chosen units there is none."""
    shown = comparison.answer.shown
    if shown.units:
        return None
    wanted = (line for line in comparison.references if line.points)
    if shown.country is None:
        return next((line for line in wanted if line.row.group.scope != "country"), None)
    return next((line for line in wanted if line.row.group.key == shown.country), None)


def source_words(provenance: Provenance, *, released: bool) -> tuple[str, ...]:
    """Where numbers come from: the release, or the registry itself where nothing is `released`."""
    if not released:
        return (_("Read live from the registry"),)
    return (
        _(
            "Release {release}, frozen through {year}",
            release=provenance.release,
            year=str(provenance.frozen_through),
        ),
        _("made {date}", date=date(provenance.created.date())),
        _("groups of at least {k} patients", k=provenance.k),
    )


def warning_words(provenance: Provenance, *, own: bool) -> tuple[str, ...]:
    """The marks that must never leave an answer: that it is made up, and that it holds data of an `own` unit."""
    synthetic = _("Synthetic data – not real patients")  # noqa: RUF001 - the dash of the banner
    live = _("Contains live data of your own unit: do not pass on")
    return (*([synthetic] if provenance.synthetic else []), *([live] if own else []))


def sentence(comparison: Comparison) -> Words:
    """The answer in a sentence or two: the viewer's own unit if there is one, else the whole and the spread."""
    if comparison.nothing_recorded:
        return bold(_("Nothing is recorded in this selection."))
    if comparison.nothing_shown:
        return bold(_("No number can be shown for this selection."))
    own = [line for line in comparison.own_lines if line.points]
    if comparison.indicator is None:
        return _most_common(comparison, own[0] if own else comparison.reference)
    return _own_share(comparison, own[0]) if own else _whole_and_spread(comparison)


def _own_share(comparison: Comparison, own: Line) -> Words:
    point, reference = own.points[0], comparison.reference
    values = _values(own, point)
    if reference is None:
        return bold(
            _("**{unit}: {share}** ({count} of {total}), with a 95 % interval from {low} to {high}."),
            **values,
        )
    verdict = _verdict(own, reference)
    values |= {"reference": reference.name, "value": percent(reference.points[0].share)}
    return bold(_own_message(verdict, includes=point.interval.includes(reference.points[0].share)), **values)


def _own_message(verdict: Verdict, *, includes: bool) -> str:
    match verdict, includes:
        case "higher", _:
            return _(
                "**{unit}: {share}** ({count} of {total}; interval {low} to {high}). This is higher than in"
                " the other units taken together ({reference}: {value})."
            )
        case "lower", _:
            return _(
                "**{unit}: {share}** ({count} of {total}; interval {low} to {high}). This is lower than in"
                " the other units taken together ({reference}: {value})."
            )
        case "alike", True:
            return _(
                "**{unit}: {share}** ({count} of {total}). The interval, {low} to {high}, includes the"
                " reference ({reference}: {value}), so this is no sign of a difference."
            )
        case "alike", False:
            return _(
                "**{unit}: {share}** ({count} of {total}; interval {low} to {high}). The distance to the"
                " reference ({reference}: {value}) may be due to chance."
            )
        case _, True:
            return _(
                "**{unit}: {share}** ({count} of {total}). The interval, {low} to {high}, includes the"
                " reference ({reference}: {value})."
            )
        case _:
            return _(
                "**{unit}: {share}** ({count} of {total}). The interval, {low} to {high}, does not include"
                " the reference ({reference}: {value})."
            )


def _verdict(own: Line, reference: Line) -> Verdict:
    """Whether a unit differs from the rest of the reference, by Newcombe's interval for independent shares.

    A unit may not be compared with a whole that holds its own stays. Where the rest cannot be had from what
    is shown (another period, or a live count that is no part of the frozen one), nothing is concluded.
    """
    point, whole = own.points[0], reference.points[0]
    inside = set(own.row.group.units) <= set(reference.row.group.units)
    if own.row.period != reference.row.period:
        return "unknown"
    rest = (whole.count - point.count, whole.total - point.total) if inside else (whole.count, whole.total)
    if not (rest[1] > 0 and 0 <= rest[0] <= rest[1]):
        return "unknown"
    difference = newcombe((point.count, point.total), rest)
    return "higher" if difference.low > 0 else "lower" if difference.high < 0 else "alike"


def _whole_and_spread(comparison: Comparison) -> Words:
    reference = comparison.reference
    lines = sorted((line for line in comparison.lines if line.points), key=lambda line: line.points[0].share)
    spread = () if len(lines) < 2 else _spread(lines[0], lines[-1])
    if reference is None:
        return spread or bold(_("**{unit}: {share}** ({count} of {total})."), **_line_values(lines[0]))
    whole = bold(_("**{unit}: {share}** ({count} of {total})."), **_line_values(reference))
    return (*whole, *spread, *_outside(lines, reference))


def _spread(lowest: Line, highest: Line) -> Words:
    return _spaced(
        _("What is compared ranges from {low} ({lowest}) to {high} ({highest})."),
        low=percent(lowest.points[0].share),
        lowest=lowest.name,
        high=percent(highest.points[0].share),
        highest=highest.name,
    )


def _outside(lines: list[Line], reference: Line) -> Words:
    """How many intervals do not include the reference: the spread alone is mostly chance."""
    share = reference.points[0].share
    outside = sum(not line.points[0].interval.includes(share) for line in lines)
    if len(lines) < 2:
        return ()
    if outside == 0:
        return _spaced(_("Every 95 % interval includes {share}."), share=percent(share))
    message = ngettext(
        "{n} of {all} intervals does not include {share}.",
        "{n} of {all} intervals do not include {share}.",
        outside,
    )
    return _spaced(message, n=outside, all=len(lines), share=percent(share))


def _most_common(comparison: Comparison, line: Line | None) -> Words:
    if line is None or len(line.points) < len(line.marks):
        return bold(_("Some groups cannot be shown, so the most common one is not named here."))
    place = max(range(len(line.points)), key=lambda index: line.points[index].share)
    values = _values(line, line.points[place]) | {"group": comparison.category_names()[place]}
    words = bold(_("**{unit}: most often {group}, {share}** ({count} of {total})."), **values)
    reference = comparison.reference
    if reference is None or reference is line or len(reference.points) < len(reference.marks):
        return words
    value = percent(reference.points[place].share)
    return (
        *words,
        *_spaced(_("The reference for the same group ({unit}): {value}."), unit=reference.name, value=value),
    )


def _spaced(message: str, **values: object) -> Words:
    return (Run(text=" "), *bold(message, **values))


def _line_values(line: Line) -> dict[str, object]:
    return _values(line, line.points[0])


def _values(line: Line, point: Point) -> dict[str, object]:
    return {
        "unit": line.name,
        "share": percent(point.share),
        **_counts(point),
        "low": percent(point.interval.low),
        "high": percent(point.interval.high),
    }


def _counts(point: Point) -> dict[str, object]:
    return {"count": integer(point.count), "total": integer(point.total)}
