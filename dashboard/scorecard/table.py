"""The Scorecard as a table and as a file: value, stays, interval, target class and whether chance could change it."""

from collections.abc import Callable, Iterator
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Line, NotShown, Point
from dashboard.files import FileTable, Record, name_of
from dashboard.language import _, integer, percent
from dashboard.scorecard.card import BY_NAME, Scorecard, standing
from dashboard.texts import class_name, percent_range, short_name, years
from dashboard.theme import CLASS_SIGNS, aria
from dashboard.words import Heading
from queries import INDICATORS, Selection

Address = Callable[[Selection], str]


def draw(
    card: Scorecard, *, caption: str, order: str, address: Address, sort: Callable[[str], str]
) -> Component:
    """Units down, indicators across; each cell leads to its indicator in depth, each head sorts."""
    first = html.Th(
        _sorter(_("Centre") if card.asked.split_by == "unit" else _("Country"), BY_NAME, order, sort),
        scope="col",
        **_sorted(BY_NAME, order),
    )
    heads = [
        html.Th(_head(card, id_, order, sort), scope="col", **_sorted(id_, order)) for id_ in card.comparisons
    ]
    rows = [_row(card, name, address, "own" if name in card.own else "") for name in card.names]
    rows += [_row(card, name, address, "reference") for name in card.references]
    table = html.Table(
        [html.Caption(caption), html.Thead(html.Tr([first, *heads])), html.Tbody(rows)],
        className="table scorecard",
    )
    return html.Div(table, className="table-box", tabIndex="0", role="region", **aria(label=caption))


def _sorted(by: str, order: str) -> dict[str, Any]:
    return aria(
        sort="descending" if by == order and by != BY_NAME else "ascending" if by == order else "none"
    )


def _sorter(text: str, by: str, order: str, sort: Callable[[str], str]) -> Component:
    current = aria(current="true") if by == order else {}
    return html.A(text, href=sort(by), className="ask", **current)


def _head(card: Scorecard, indicator: str, order: str, sort: Callable[[str], str]) -> list[Component]:
    """The indicator's name, and the years its numbers stand for."""
    lower = [html.Small(_("lower is better"))] if INDICATORS[indicator].better == "lower" else []
    period = html.Small(years(card.comparisons[indicator].answer.period))
    return [_sorter(short_name(indicator), indicator, order, sort), period, *lower]


def _row(card: Scorecard, name: str, address: Address, kind: str) -> Component:
    label = _("{unit} (you)", unit=name) if name in card.own else name
    cells = [html.Td(_cell(card, id_, name, address)) for id_ in card.comparisons]
    return html.Tr([html.Th(label, scope="row"), *cells], className=kind)


def _cell(card: Scorecard, indicator: str, name: str, address: Address) -> list[Component]:
    line = card.line(indicator, name)
    asked = card.comparisons[indicator].answer.asked
    if line is None:
        return [_dash(_("not in this comparison"))]
    if not line.points:
        return _without(line, asked, address)
    point = line.points[0]
    target = card.comparisons[indicator].target
    found = standing(INDICATORS[indicator], target, point)
    chip: list[Component] = []
    if found is not None:
        sign = html.Span(CLASS_SIGNS[found.found], **aria(hidden="true"))
        unsure = "" if found.sure else _(" (uncertain)")
        chip = [
            html.Span([sign, " ", class_name(found.found), unsure], className=f"target target-{found.found}")
        ]
    value = html.A(html.Strong(percent(point.share)), href=address(asked))
    count = _("{count} of {total}", count=integer(point.count), total=integer(point.total))
    return [
        value,
        _bar(point),
        html.Small(f"{count} · {percent_range(point.interval.low, point.interval.high)}"),
        *chip,
    ]


def _without(line: Line, asked: Selection, address: Address) -> list[Component]:
    """One sign for whatever is hidden, and the period that would show it."""
    if not any(isinstance(mark, NotShown) for mark in line.marks):
        return [html.Span(_("no stays"), className="soft")]
    if line.row.instead is None:
        return [_dash(_("not shown"))]
    longer = Selection(
        shows=asked.shows,
        split_by=asked.split_by,
        country=asked.country,
        where=asked.where,
        period=line.row.instead,
    )
    return [
        _dash(_("not shown")),
        html.Small(html.A(_("see {years}", years=years(line.row.instead)), href=address(longer))),
    ]


def _dash(said: str) -> Component:
    return html.Span(
        [html.Span("\N{EN DASH}", **aria(hidden="true")), html.Span(said, className="visually-hidden")]
    )


def _bar(point: Point) -> Component:
    """The interval as a line and the share as a dot, from 0 to 100 per cent; the same in figures stands beside it."""
    low, width = 100 * point.interval.low, 100 * (point.interval.high - point.interval.low)
    inside = [
        html.Span(className="interval-line", style={"left": f"{low:.1f}%", "width": f"{width:.1f}%"}),
        html.Span(className="interval-dot", style={"left": f"{100 * point.share:.1f}%"}),
    ]
    return html.Span(inside, className="interval", **aria(hidden="true"))


# --- File -------------------------------------------------------------------------------------------
def file_table(card: Scorecard, heading: Heading) -> FileTable:
    """One row for each line and indicator."""
    head = (
        _("Compared"),
        _("Indicator"),
        _("Count"),
        _("Stays"),
        _("Share"),
        _("95 % interval from"),
        _("95 % interval to"),
        _("Target"),
        _("Interval leaves every other class out"),
        _("First year"),
        _("Last year"),
        _("Read from"),
    )
    about = (
        (_("Shown"), heading.title),
        (_("Question"), " · ".join(heading.facts)),
        (_("Source"), " · ".join(heading.source)),
        *((_("Note"), warning) for warning in heading.warnings),
    )
    release = card.first.answer.provenance.release if card.first else ""
    own = "own-unit-data" if card.own else ""
    return FileTable(
        name=name_of("scorecard", f"release-{release}", own),
        about=about,
        head=head,
        rows=tuple(_records(card)),
        shares=frozenset({4, 5, 6}),
    )


def _records(card: Scorecard) -> Iterator[Record]:
    for name in (*card.names, *card.references):
        for id_, comparison in card.comparisons.items():
            line = card.line(id_, name)
            if line is None:
                continue
            yield (name, short_name(id_), *_numbers(card, id_, line), *comparison.answer.period, _lane(line))


def _numbers(card: Scorecard, indicator: str, line: Line) -> Record:
    if not line.points:
        return (None,) * 7
    point = line.points[0]
    found = standing(INDICATORS[indicator], card.comparisons[indicator].target, point)
    shares = (point.share, point.interval.low, point.interval.high)
    judged = (class_name(found.found), _("yes") if found.sure else _("no")) if found else (None, None)
    return (point.count, point.total, *(round(share, 4) for share in shares), *judged)


def _lane(line: Line) -> str:
    return _("live registry") if line.row.lane == "own" else _("release")
