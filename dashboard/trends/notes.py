"""What a reader must be told besides a trend: what was changed, what is not shown, and what is not complete."""

from collections.abc import Iterator

from dashboard.language import _, date, integer, listed, ngettext
from dashboard.notes import Note, fewer_filters, groups_together, ignored_note, units_together, wider_group
from dashboard.texts import filter_words, group_name
from dashboard.trends.judging import still_hidden
from dashboard.trends.timelines import TimeLine, TimeLines
from queries import Settings


def notes(
    lines: TimeLines, *, settings: Settings, group: str | None, ignored: tuple[str, ...] = ()
) -> tuple[Note, ...]:
    """What a reader must be told; `group` is the group of a characteristic that was asked for."""
    return (
        *ignored_note(ignored),
        *_changes(lines, settings),
        *_other_group(lines, group),
        *_not_shown(lines),
        *_not_drawn(lines),
        *_incomplete(lines),
    )


def _changes(lines: TimeLines, settings: Settings) -> Iterator[Note]:
    asked, shown = lines.trend.asked.filters, lines.trend.shown.filters
    changes = lines.trend.changes
    if "coarser_filter" in changes:
        changed = [variable for variable in shown if shown[variable] != asked.get(variable)]
        before = listed([filter_words(variable, asked[variable]) for variable in changed])
        after = listed([filter_words(variable, shown[variable]) for variable in changed])
        yield Note(about="filters", text=wider_group(before, after))
    if "fewer_filters" in changes:
        yield Note(about="filters", text=fewer_filters(lines.trend.asked, lines.trend.shown, settings))
    if "merged_units" in changes:
        joint = [line.name for line in lines.lines if line.key == "group"]
        yield Note(about="units", text=units_together("; ".join(joint)))


def _other_group(lines: TimeLines, group: str | None) -> Iterator[Note]:
    if lines.indicator is None and group is not None and group != lines.category:
        yield Note(about="groups", text=groups_together(group_name(lines.category)))


def _not_shown(lines: TimeLines) -> Iterator[Note]:
    hidden = [line.name for line in lines.hidden if not line.own]
    if hidden:
        text = _("Cannot be shown over time: {units}.", units=listed(hidden))
        yield Note(about="hidden", text=text)


def _not_drawn(lines: TimeLines) -> Iterator[Note]:
    more = sum(bool(line.stretches) for line in lines.lines) - len(lines.drawn)
    if more > 0:
        text = ngettext(
            "{n} more line is in the table. Choose below which are drawn.",
            "{n} more lines are in the table. Choose below which are drawn.",
            more,
            n=more,
        )
        yield Note(about="units", text=text, needs_reason=False)


def _incomplete(lines: TimeLines) -> Iterator[Note]:
    for line in lines.own_lines:
        late = [stretch for stretch in line.stretches if not stretch.complete]
        if late:
            names = listed([stretch.name for stretch in late])
            text = _("Not complete, drawn hatched and not judged: {periods}.", periods=names)
            yield Note(about="period", text=f"{text} {_hidden(line, lines)}".strip(), needs_reason=False)


def _hidden(line: TimeLine, lines: TimeLines) -> str:
    hidden = still_hidden(line, lines.trend)
    if hidden is None:
        return ""
    low, high = round(hidden.found.interval.low), round(hidden.found.interval.high)
    return _(
        "About {n} more stays discharged since {date} are probably not registered yet ({low} to {high}), judged by"
        " how long registration has taken {unit} before.",
        n=integer(round(hidden.found.expected)),
        date=date(hidden.since),
        low=integer(low),
        high=integer(high),
        unit=line.name,
    )
