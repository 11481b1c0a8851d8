"""An answer about own units in a sentence or two, from its own numbers.

Every message is a whole sentence with placeholders, so that each language can order its words; `**` marks what
stands in bold.
"""

from collections.abc import Sequence

from dashboard.comparison import Point
from dashboard.language import N_, _, integer, ngettext, number, percent
from dashboard.own.change import ends, halves, whole_steps
from dashboard.own.display import Display, Line, together
from dashboard.own.names import SAYING_NOTHING, amount, exact, is_missing, unit_of_measure
from dashboard.words import Run, Words, bold
from queries import PEOPLE, Summary

# From the fewest to the most in a step of time.
SPREADS = {
    "year": N_("A whole year had between {low} ({lowest}) and {high} ({highest})."),
    "halfyear": N_("A whole half-year had between {low} ({lowest}) and {high} ({highest})."),
    "quarter": N_("A whole quarter had between {low} ({lowest}) and {high} ({highest})."),
    "month": N_("A whole month had between {low} ({lowest}) and {high} ({highest})."),
}


def sentence(display: Display) -> Words:
    """What the answer says."""
    if display.nothing_recorded:
        return _nothing(display)
    if display.kind == "counts":
        return _counts(display)
    if display.kind == "numbers" or display.bins:
        return _number_sentence(display)
    if display.kind == "share":
        return _share_sentence(display)
    return _common_sentence(display)


def matrix_sentence(display: Display) -> Words:
    """What two crossed variables say: who stayed in the same group, and the most common other pair."""
    if display.nothing_recorded or not display.paired:
        return sentence(display)
    categories = display.answer.categories
    pairs = [
        (line, place)
        for line in display.lines
        if line.row.group in categories and line.row.group not in SAYING_NOTHING
        for place in range(len(categories))
        if categories[place] not in SAYING_NOTHING
    ]
    known = sum(line.counts[place] for line, place in pairs)
    same = sum(line.counts[place] for line, place in pairs if categories[place] == line.row.group)
    if not known:
        return sentence(display)
    words = bold(
        _("Of {all} stays known at both times, **{same} ({share})** are in the same group both times."),
        same=integer(same),
        all=integer(known),
        share=percent(same / known),
    )
    changed = [(line, place) for line, place in pairs if categories[place] != line.row.group]
    line, place = max(changed, key=lambda pair: pair[0].counts[pair[1]], default=(display.lines[0], 0))
    if not changed or not line.counts[place]:
        return words
    most = ngettext(
        "The most common change is from {before} to {after} ({n} stay).",
        "The most common change is from {before} to {after} ({n} stays).",
        line.counts[place],
        before=line.name,
        after=display.categories[place],
        n=integer(line.counts[place]),
    )
    return (*words, *_then(most))


def _nothing(display: Display) -> Words:
    if not display.stays:
        return bold(_("Nothing is recorded in this selection."))
    if display.not_counted.get("missing", 0):
        message = ngettext(
            "This is missing for the **{n} stay** in this selection.",
            "This is missing for all **{n} stays** in this selection to which it applies.",
            display.not_counted["missing"],
        )
        return bold(message, n=integer(display.not_counted["missing"]))
    message = ngettext(
        "This does not apply to the **{n} stay** in this selection.",
        "This does not apply to any of the **{n} stays** in this selection.",
        display.stays,
    )
    return bold(message, n=integer(display.stays))


# --- Counts ---------------------------------------------------------------------------------------
def _counts(display: Display) -> Words:
    if display.arrangement == "whole":
        return bold(_("**{count}** in this selection."), count=_how_many(display, display.lines[0].counts[0]))
    if display.arrangement == "time":
        return _counts_over_time(display)
    highest = max(display.lines, key=lambda line: line.counts[0])
    message = (
        _("**{count}**, counted as people in each row; the largest number is {n} ({name}).")
        if display.shows == PEOPLE
        else _("**{count}**; the largest number is {n} ({name}).")
    )
    return bold(message, count=_stays(display), name=highest.name, n=integer(highest.counts[0]))


def _counts_over_time(display: Display) -> Words:
    steps = whole_steps(display)
    message = (
        _("**{count}** in this time, counted as people in each step.")
        if display.shows == PEOPLE
        else _("**{count}** in this time.")
    )
    total = bold(message, count=_stays(display))
    if len(steps) < 2:
        return total
    low, high = (pick(steps, key=lambda line: line.counts[0]) for pick in (min, max))
    values = {"low": integer(low.counts[0]), "lowest": low.name}
    values |= {"high": integer(high.counts[0]), "highest": high.name}
    return (*total, *_then(_(SPREADS[str(display.answer.asked.split)], **values)))


def _how_many(display: Display, count: int) -> str:
    if display.shows == PEOPLE:
        return ngettext("{n} person", "{n} people", count, n=integer(count))
    return ngettext("{n} stay", "{n} stays", count, n=integer(count))


def _stays(display: Display) -> str:
    """The stays of all rows: people of several rows do not add up."""
    return ngettext("{n} stay", "{n} stays", display.stays, n=integer(display.stays))


# --- Shares ---------------------------------------------------------------------------------------
def _share_sentence(display: Display) -> Words:
    whole = together(line.points[0] for line in display.lines)
    if whole is None:
        return _nothing(display)
    words = bold(
        _("**{share}** ({count} of {total}), with a 95 % interval from {low} to {high}."), **_values(whole)
    )
    if display.arrangement == "time":
        return (*words, *_change(display, 0))
    return words if display.arrangement == "whole" else (*words, *_spread(display.lines, 0, whole))


def _common_sentence(display: Display) -> Words:
    """The most common group or answer, over all rows."""
    place = display.most_common[0]
    point = together(line.points[place] for line in display.lines)
    if point is None:
        return _nothing(display)
    message = _("Most common: **{name}, {share}** ({count} of {total}; 95 % interval {low} to {high}).")
    words = bold(message, name=display.categories[place], **_values(point))
    if display.arrangement == "time":
        return (*words, *_change(display, place))
    return words if display.arrangement == "whole" else (*words, *_spread(display.lines, place, point))


def _spread(lines: Sequence[Line], place: int, whole: Point) -> Words:
    """From where to where the rows range, and how many differ from all together by more than chance."""
    there = [
        (line.name, point)
        for line in lines
        if (point := line.points[place]) is not None and not is_missing(line.row.group)
    ]
    if len(there) < 2:
        return ()
    low, high = (pick(there, key=lambda item: item[1].share) for pick in (min, max))
    outside = sum(not point.interval.includes(whole.share) for _name, point in there)
    words = _(
        "It ranges from {low} ({lowest}, n = {few}) to {high} ({highest}, n = {many}).",
        low=percent(low[1].share),
        lowest=low[0],
        few=integer(low[1].total),
        high=percent(high[1].share),
        highest=high[0],
        many=integer(high[1].total),
    )
    if not outside:
        return _then(words, _("Every 95 % interval includes {share}.", share=percent(whole.share)))
    message = ngettext(
        "{n} of {all} intervals does not include {share}.",
        "{n} of {all} intervals do not include {share}.",
        outside,
        n=outside,
        all=len(there),
        share=percent(whole.share),
    )
    return _then(words, message)


def _change(display: Display, place: int) -> Words:
    found = halves(display, place)
    if found is None:
        return ()
    values = {
        "earlier": percent(found.earlier.share),
        "before": found.names[0],
        "later": percent(found.later.share),
        "after": found.names[1],
        "difference": number(abs(100 * found.difference), 0),
        "low": number(100 * found.interval.low, 0),
        "high": number(100 * found.interval.high, 0),
    }
    if found.interval.low <= 0 <= found.interval.high:
        message = _(
            "{before}: {earlier}; {after}: {later}. The interval of the difference, {low} to {high} percentage"
            " points, includes zero, so this is no clear sign of a change."
        )
    elif found.difference > 0:
        message = _(
            "{before}: {earlier}; {after}: {later}. This is {difference} percentage points more (95 % interval"
            " {low} to {high})."
        )
    else:
        message = _(
            "{before}: {earlier}; {after}: {later}. This is {difference} percentage points less (95 % interval"
            " of the difference {low} to {high})."
        )
    return _then(message.format(**values))


# --- Numbers --------------------------------------------------------------------------------------
def _number_sentence(display: Display) -> Words:
    is_mean = display.answer.asked.statistic == "mean"
    if display.arrangement == "whole":
        summary = display.lines[0].summary
        return _mean(display, summary) if is_mean else _median(display, summary)
    if display.arrangement == "time":
        return _numbers_over_time(display)
    there = _comparable(display)
    if not there:
        return _nothing(display)
    low, high = (pick(there, key=lambda line: _value(display, line)) for pick in (min, max))
    message = (
        _("The mean ranges from **{low}** ({lowest}, n = {few}) to **{high}** ({highest}, n = {many}).")
        if is_mean
        else _(
            "The median ranges from **{low}** ({lowest}, n = {few}) to **{high}** ({highest}, n = {many})."
        )
    )
    if len(there) == 1:
        return _mean(display, low.summary) if is_mean else _median(display, low.summary)
    if _told(display, low) == _told(display, high):
        same = (
            _("The mean is **{value}** in every group.")
            if is_mean
            else _("The median is **{value}** in every group.")
        )
        return bold(same, value=_told(display, low))
    return bold(
        message,
        low=_told(display, low),
        lowest=low.name,
        few=integer(low.summary.n),
        high=_told(display, high),
        highest=high.name,
        many=integer(high.summary.n),
    )


def _comparable(display: Display) -> Sequence[Line]:
    """Rows with an answer and a number, without those of too few stays for an interval if others are left."""
    there = [line for line in display.lines if line.summary.n and not is_missing(line.row.group)]
    is_mean = display.answer.asked.statistic == "mean"
    sure = [
        line for line in there if (line.summary.mean_interval if is_mean else line.summary.median_interval)
    ]
    return sure if len(sure) > 1 else there


def _median(display: Display, summary: Summary) -> Words:
    if summary.median is None or summary.quartiles is None:
        return _nothing(display)
    return bold(
        _("**Median {median} {unit}**; half of the {n} stays lie between {low} and {high}."),
        median=exact(summary.median),
        unit=unit_of_measure(display.measure),
        n=integer(summary.n),
        low=exact(summary.quartiles[0]),
        high=exact(summary.quartiles[1]),
    )


def _mean(display: Display, summary: Summary) -> Words:
    if summary.mean is None:
        return _nothing(display)
    values = {"mean": amount(summary.mean, display.measure, 1), "n": integer(summary.n)}
    if summary.mean_interval is None:
        return bold(_("**Mean {mean}** (n = {n}; too few for an interval)."), **values)
    values |= {"low": number(summary.mean_interval.low), "high": number(summary.mean_interval.high)}
    return bold(_("**Mean {mean}** (n = {n}), with a 95 % interval from {low} to {high}."), **values)


def _numbers_over_time(display: Display) -> Words:
    found, counted = ends(display), integer(display.counted)
    if found is None:
        return bold(
            _("**{n} stays** have this number: too few in each step to speak of a change."), n=counted
        )
    values = {
        "first": _told(display, found.first),
        "before": found.first.name,
        "last": _told(display, found.last),
        "after": found.last.name,
        "n": counted,
    }
    if found.apart:
        return bold(
            _("From **{first}** ({before}) to **{last}** ({after}); the two intervals lie apart. n = {n}."),
            **values,
        )
    return bold(
        _(
            "From **{first}** ({before}) to **{last}** ({after}); the two intervals overlap, so this is no clear sign"
            " of a change. n = {n}."
        ),
        **values,
    )


def _value(display: Display, line: Line) -> float:
    value = line.summary.mean if display.answer.asked.statistic == "mean" else line.summary.median
    return 0.0 if value is None else value


def _told(display: Display, line: Line) -> str:
    if display.answer.asked.statistic == "mean":
        return amount(_value(display, line), display.measure, 1)
    return f"{exact(_value(display, line))} {unit_of_measure(display.measure)}"


def _values(point: Point) -> dict[str, str]:
    return {
        "share": percent(point.share),
        "count": integer(point.count),
        "total": integer(point.total),
        "low": percent(point.interval.low),
        "high": percent(point.interval.high),
    }


def _then(*sentences: str) -> Words:
    return tuple(Run(text=f" {one}") for one in sentences)
