"""What a trend says in words: its title and facts, and whether a line has changed by more than chance.

Every message is a whole sentence with placeholders; `**` marks what stands in bold. Nothing is called better.
"""

from collections.abc import Iterator

from dashboard.language import _, integer, listed, ngettext, percent
from dashboard.sentences import source_words, warning_words
from dashboard.texts import counted_among, country_name, filter_words, years
from dashboard.trends.judging import Judged, Told, Uneven, judge
from dashboard.trends.timelines import Stretch, TimeLine, TimeLines
from dashboard.words import Heading, Run, Words, bold
from queries import INDICATORS, RUN, Chart, Settings, TooFew, newcombe

MOST_SIGNALS = 3


def heading(lines: TimeLines, settings: Settings) -> Heading:
    """Title, facts and source of a trend, and the marks that must never leave it."""
    trend = lines.trend
    return Heading(
        title=lines.title,
        facts=tuple(_facts(lines, settings)),
        source=source_words(trend.provenance, released=lines.released),
        warnings=warning_words(trend.provenance, own=trend.contains_own_unit_data),
    )


def _facts(lines: TimeLines, settings: Settings) -> Iterator[str]:
    shown = lines.trend.shown
    yield counted_among(shown.shows) if shown.shows in INDICATORS else _("Share of stays")
    for variable, groups in shown.where:
        yield filter_words(variable, groups)
    if shown.units:
        yield listed([settings.unit(unit).name for unit in shown.units])
    elif shown.country:
        yield country_name(shown.country)
    stretches = [stretch for line in lines.all_lines for stretch in line.stretches]
    if stretches:
        first = min(stretch.first.year for stretch in stretches)
        last = max(stretch.last.year for stretch in stretches)
        yield _("discharged {years}", years=years((first, last)))


def sentence(lines: TimeLines, judged: Judged | None = None) -> Words:
    """The trend in a sentence or two: what the chart says of the line judged, or of the viewer's own unit; else how
    the whole went."""
    if lines.nothing_recorded:
        return bold(_("Nothing is recorded in this selection."))
    if lines.nothing_shown:
        return bold(_("No number can be shown for this selection."))
    own = [line for line in lines.own_lines if line.points]
    if judged is None and own:
        judged = judge(own[0])
    if judged is not None:
        return chart_words(judged)
    return _course(next(line for line in (*lines.references, *lines.lines) if line.points))


# --- What a chart says ----------------------------------------------------------------------------
def chart_words(judged: Judged) -> Words:
    """Whether a line has changed, with how often such a chart errs; or why that cannot be judged."""
    match judged.chart:
        case TooFew(there=there, needed=needed):
            return _too_few(judged, there, needed)
        case Uneven():
            return bold(
                _(
                    "**{unit}: not judged.** Its periods have different lengths, and such periods are not"
                    " compared with each other."
                ),
                unit=judged.line.name,
            )
        case chart:
            return (*_verdict(judged, chart), *_errs(chart))


def _too_few(judged: Judged, there: int, needed: int) -> Words:
    if judged.kind == "events":
        message = _(
            "**{unit}: too few to judge.** A chart of the stays between events needs {needed} such gaps; there"
            " are {there}."
        )
    else:
        message = _(
            "**{unit}: too few to judge.** A chart needs {needed} complete periods with stays; there are {there}."
        )
    return bold(message, unit=judged.line.name, needed=needed, there=there)


def _verdict(judged: Judged, chart: Chart) -> Words:
    signals = judged.signals
    if signals:
        said = [_signal(judged, told) for told in signals[:MOST_SIGNALS]]
        return bold(
            _("**{unit}: a sign of a change.** {signals}"), unit=judged.line.name, signals=" ".join(said)
        )
    if judged.kind == "events":
        return bold(
            _(
                "**{unit}: no sign of a change.** The stays between one event and the next, {n} times, lie within"
                " the limits, with no run of {run} on one side of the median."
            ),
            unit=judged.line.name,
            n=len(judged.events),
            run=RUN,
        )
    return bold(
        _(
            "**{unit}: no sign of a change.** All {n} complete periods, {first} to {last}, lie within the limits"
            " round the mean of {share}, with no run of {run} on one side."
        ),
        unit=judged.line.name,
        n=len(judged.stretches),
        first=judged.stretches[0].name,
        last=judged.stretches[-1].name,
        share=percent(chart.centre),
        run=RUN,
    )


def _signal(judged: Judged, told: Told) -> str:
    first, last = (_when(judged, told.places[end]) for end in (0, -1))
    if told.run:
        above = _("From {first} to {last} all values lie above the centre line, {n} in a row.")
        below = _("From {first} to {last} all values lie below the centre line, {n} in a row.")
        message = above if told.side == "above" else below
        return message.format(first=first, last=last, n=integer(len(told.places)))
    above, below = _("{period} lies above the upper limit."), _("{period} lies below the lower limit.")
    return (above if told.side == "above" else below).format(period=first)


def _when(judged: Judged, place: int) -> str:
    if judged.kind == "events":
        return str(judged.events[place].day.year)
    return judged.stretches[place].name


def _errs(chart: Chart) -> Words:
    message = _("A unit that never changes gives a signal on {chance} of such charts.")
    return (Run(text=" "), Run(text=message.format(chance=percent(chart.by_chance))))


def rules_words(judged: Judged) -> str:
    """The rules of a chart in plain words."""
    chart = judged.chart
    if not isinstance(chart, Chart):
        return _("No limits are drawn where there is too little to judge.")
    limits = _(
        "Limits are exact: of a unit that has not changed 998 in 1,000 periods lie inside. A signal is a period"
        " outside them, or {run} in a row on one side of the centre line.",
        run=RUN,
    )
    chance = ngettext(
        "With {n} point a unit that never changes has a chance of {chance} to give a signal.",
        "With {n} points a unit that never changes has a chance of {chance} to give at least one signal.",
        len(judged.points),
        n=len(judged.points),
        chance=percent(chart.by_chance),
    )
    return f"{limits} {chance}"


# --- How the whole went ---------------------------------------------------------------------------
def _course(line: TimeLine) -> Words:
    """The first and the last period of one length, and whether they differ by more than chance."""
    shown = [stretch for stretch in line.complete if stretch.point is not None]
    last = shown[-1]
    like = [stretch for stretch in shown if stretch.months == last.months]
    if len(like) < 2:
        return bold(_("**{unit}: {share}** in {period} ({count} of {total})."), **_values(line, last))
    first = like[0]
    values = {**_values(line, last), "before": _share(first), "earlier": first.name}
    return bold(_course_message(first, last), **values)


def _course_message(first: Stretch, last: Stretch) -> str:
    one, other = first.point, last.point
    if one is None or other is None:
        raise ValueError("only shares have a course")
    difference = newcombe((other.count, other.total), (one.count, one.total))
    if difference.low > 0:
        return _(
            "**{unit}: {share} in {period}**, {before} in {earlier}. The share has risen by more than chance"
            " explains."
        )
    if difference.high < 0:
        return _(
            "**{unit}: {share} in {period}**, {before} in {earlier}. The share has fallen by more than chance"
            " explains."
        )
    return _("**{unit}: {share} in {period}**, {before} in {earlier}. This is no sign of a difference.")


def _values(line: TimeLine, stretch: Stretch) -> dict[str, object]:
    point = stretch.point
    return {
        "unit": line.name,
        "period": stretch.name,
        "share": _share(stretch),
        "count": integer(point.count) if point else "",
        "total": integer(point.total) if point else "",
    }


def _share(stretch: Stretch) -> str:
    return percent(stretch.point.share) if stretch.point else ""
