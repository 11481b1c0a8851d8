"""What the Overview says: how the unit is doing, in sentences that never read noise as a signal."""

from collections.abc import Sequence

from dashboard.language import _, integer, ngettext, number, percent
from dashboard.overview.found import Months, Standing
from dashboard.texts import class_name, short_name
from dashboard.words import Words, bold
from queries import Chart, TooFew, wilson


def summary(discharged: Months, standings: Sequence[Standing], year: int) -> Words:
    """The page in three sentences: how many stays, how many targets are met, what has changed."""
    parts = [_stays(discharged), bold(_targets(standings, year)), *_changes(standings)]
    spaced = [part if not place else (*bold(" "), *part) for place, part in enumerate(parts)]
    return tuple(run for part in spaced for run in part)


def _stays(discharged: Months) -> Words:
    """How many, beside the years before; no judgement, since the latest stays are not all registered yet."""
    n, earlier = discharged.total, discharged.earlier_totals
    head = ngettext("**{n} stay discharged**", "**{n} stays discharged**", n)
    if not earlier or not max(earlier):
        return bold(_("{head} in the last twelve months.").replace("{head}", head), n=integer(n))
    said = _(
        "{head} in the last twelve months; {low} to {high} in the years before."
        " The latest may not all be registered yet."
    )
    low, high = integer(min(earlier)), integer(max(earlier))
    return bold(said.replace("{head}", head), n=integer(n), low=low, high=high)


def _targets(standings: Sequence[Standing], year: int) -> str:
    judged = [one for one in standings if one.target_class(year)]
    met = sum(one.target_class(year) == "high" for one in judged)
    return ngettext(
        "{met} of {n} indicator meets the high target.",
        "{met} of {n} indicators meet the high target.",
        len(judged),
        met=integer(met),
        n=integer(len(judged)),
    )


def _changes(standings: Sequence[Standing]) -> list[Words]:
    """What the chart rules signal now, and how often they would by chance."""
    said = []
    for one in standings:
        if one.worse is None or not isinstance(one.rule, Chart):
            continue
        text = (
            _(
                "**{name}** is lower than it used to be. Were nothing different, such a chart would still signal"
                " {chance} of the time."
            )
            if (one.indicator.better == "higher") == one.worse
            else _(
                "**{name}** is higher than it used to be. Were nothing different, such a chart would still signal"
                " {chance} of the time."
            )
        )
        said.append(bold(text, name=short_name(one.indicator.id), chance=percent(one.rule.by_chance)))
    return said or [bold(_("No indicator has changed more than chance explains."))]


def standing(one: Standing) -> str:
    """One indicator in words, for those who hear the page."""
    if one.share is None:
        return _("{name}: no stay in the last twelve months.", name=short_name(one.indicator.id))
    interval = wilson(*one.now)
    return _(
        "{name}: {share}, {count} of {total}, interval {low} to {high}.",
        name=short_name(one.indicator.id),
        share=percent(one.share),
        count=integer(one.now[0]),
        total=integer(one.now[1]),
        low=percent(interval.low),
        high=percent(interval.high),
    )


def trend(one: Standing) -> str:
    """The sparkline in words."""
    known = [count / total for count, total in one.steps if total]
    if not known:
        return _("No stay in these years")
    said = _("Half-years from {first} to {last}", first=percent(known[0]), last=percent(known[-1]))
    return f"{said}. {rule(one)}"


def rule(one: Standing) -> str:
    """What the chart rules say."""
    if isinstance(one.rule, TooFew):
        return _("Too few half-years to judge.")
    return _("The chart rules signal a change.") if one.signals else _("No change beyond chance.")


def days(value: float | None) -> str:
    """A length in days."""
    return "" if value is None else ngettext("{n} day", "{n} days", round(value), n=number(value, 0))


def target_word(one: Standing, year: int) -> str:
    """The target class, or that there is none."""
    found = one.target_class(year)
    return class_name(found) if found else _("no target")
