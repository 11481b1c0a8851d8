"""Trend to table: every period of every line, with what a chart says of it and the days that are marked."""

from collections.abc import Iterator, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import NobodyThere, Point
from dashboard.language import _, integer, percent
from dashboard.tables import not_shown
from dashboard.texts import class_name, percent_range
from dashboard.theme import CLASS_SIGNS, aria
from dashboard.trends.judging import Judged
from dashboard.trends.moments import Moment
from dashboard.trends.timelines import Stretch, TimeLine, TimeLines
from queries import Shown

Content = str | Component | Sequence[str | Component]


def draw(
    lines: TimeLines, judged: Judged | None, moments: Sequence[Moment], *, caption: str, seen: bool
) -> Component:
    """A table with a body for each line, in the order of the figure. What is only heard takes no focus."""
    heads = (*_heads(lines), *([_("Chart")] if judged else []))
    numbers = {_("Share"), _("95 % interval"), _("Met"), _("Count"), _("Stays"), _("Not recorded")}
    head = html.Tr(
        [html.Th(text, scope="col", className="number" if text in numbers else "") for text in heads]
    )
    kept = [judged.line] if judged else [line for line in lines.all_lines if line.stretches or not line.own]
    bodies = [_body(lines, line, judged) for line in kept]
    named = html.Caption([html.Span(f"{caption}. ", className="visually-hidden"), html.Span(_how())])
    table = html.Table([named, html.Thead(head), *bodies], className="answer-table trend-table")
    parts = [table, *marked(moments)]
    if not seen:
        return html.Div(parts)
    return html.Div(
        parts, className="answer-table-box", tabIndex="0", role="region", **aria(label=_("Table"))
    )


def _how() -> str:
    return _("Periods of different length are not compared with each other.")


def _heads(lines: TimeLines) -> Iterator[str]:
    yield _("Whose")
    yield _("Discharged")
    yield _("Share")
    yield _("95 % interval")
    yield _("Met") if lines.indicator else _("Count")
    yield _("Stays")
    yield _("Not recorded")
    if lines.indicator and lines.indicator.targets:
        yield _("Target")


def _body(lines: TimeLines, line: TimeLine, judged: Judged | None) -> Component:
    rows = [_row(lines, line, stretch, judged) for stretch in line.stretches] or [_nothing(lines, line)]
    return html.Tbody(rows)


def _nothing(lines: TimeLines, line: TimeLine) -> Component:
    cells = [html.Td(not_shown(), className="number") for _head in list(_heads(lines))[1:]]
    return html.Tr([html.Th([html.Span(line.label)], scope="row"), *cells])


def _row(lines: TimeLines, line: TimeLine, stretch: Stretch, judged: Judged | None) -> Component:
    period = stretch.name if stretch.complete else _("{period} (incomplete)", period=stretch.name)
    cells: list[tuple[Content, bool]] = [
        (period, False),
        (_share(stretch), True),
        (_interval(stretch), True),
        (integer(stretch.cell.count) if isinstance(stretch.cell, Shown) else not_shown(), True),
        (integer(stretch.cell.total) if isinstance(stretch.cell, Shown) else not_shown(), True),
        (not_shown() if stretch.not_counted is None else integer(stretch.not_counted), True),
    ]
    if lines.indicator and lines.indicator.targets:
        cells.append((_class(lines, stretch), False))
    if judged is not None:
        cells.append((signal_words(judged, stretch), False))
    made = [html.Td(content, className="number" if number else "") for content, number in cells]
    name = html.Th([html.Span(line.label)], scope="row")
    return html.Tr([name, *made], className=_row_class(lines, line))


def _row_class(lines: TimeLines, line: TimeLine) -> str:
    return "own" if line.own else "reference" if line in lines.references else ""


def _share(stretch: Stretch) -> Content:
    match stretch.mark:
        case Point(share=share):
            return percent(share)
        case NobodyThere():
            return _("no stays")
        case _:
            return not_shown()


def _interval(stretch: Stretch) -> Content:
    point = stretch.point
    return percent_range(point.interval.low, point.interval.high) if point else not_shown()


def _class(lines: TimeLines, stretch: Stretch) -> Content:
    """The target class by the limits of the period."""
    indicator, point = lines.indicator, stretch.point
    target = indicator.target_for(stretch.first.year, stretch.last.year) if indicator else None
    if indicator is None or target is None or point is None:
        return not_shown()
    found = indicator.target_class(point.share, target)
    sign = html.Span(CLASS_SIGNS[found], **aria(hidden="true"))
    return html.Span([sign, " ", class_name(found)], className=f"target target-{found}")


def signal_words(judged: Judged, stretch: Stretch) -> str:
    """What a chart says of a period, in words; nothing where it is not judged."""
    if judged.kind == "events" or stretch not in judged.stretches or not judged.points:
        return ""
    point = judged.points[judged.stretches.index(stretch)]
    names = {
        "above": _("above the limits"),
        "below": _("below the limits"),
        "run_above": _("in a run above the mean"),
        "run_below": _("in a run below the mean"),
    }
    said = [name for signal, name in names.items() if signal in point.signals]
    return ", ".join(said) if said else _("no signal") if point.value is not None else ""


def marked(moments: Sequence[Moment]) -> Iterator[Component]:
    """The marked days as a list, as they stand in the figure; notes with their numbers."""
    if not moments:
        return
    number, items = 0, []
    for moment in moments:
        number += moment.about == "note"
        sign = str(number) if moment.about == "note" else "⚑"
        items.append(html.Li([html.Span(f"{sign} ", className="mark-sign"), moment.words]))
    yield html.Div(
        [html.P(_("Marked in the figure:"), className="marked-head"), html.Ul(items)], className="marked-days"
    )
