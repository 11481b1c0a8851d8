"""Outcomes to tables: every number of the figures, with intervals and what is missing."""

from collections.abc import Iterable, Iterator, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Comparison, Line, Mark, NobodyThere, Point
from dashboard.language import _, integer, percent
from dashboard.outcomes.crossed import Crossed, Improved, improvements
from dashboard.outcomes.patients import Outcomes, whose
from dashboard.tables import not_shown
from dashboard.texts import percent_range, shown_name
from dashboard.theme import aria
from queries import Shown

Content = str | Component | Sequence[str | Component]
Cells = list[tuple[Content, bool]]


def crossed_table(crossed: Crossed, *, caption: str, seen: bool, improved: bool) -> Component:
    """A body for each line, a row for each starting group; `improved` adds who improved by a grade."""
    heads = [_("Whose"), _("At admission"), _("Stays"), *_group_heads(crossed), _("Not recorded")]
    heads += [_("Improved")] if improved else []
    bodies = [html.Tbody(list(_crossed_rows(crossed, line, improved=improved))) for line in crossed.lines]
    return _table(heads, bodies, caption=caption, how=_how(), seen=seen)


def _how() -> str:
    return _("Share of the starting group; under it the count and the 95 % interval.")


def _group_heads(crossed: Crossed) -> tuple[str, ...]:
    return (_("Share"),) if crossed.indicator else crossed.categories


def _crossed_rows(crossed: Crossed, line: Line, *, improved: bool) -> Iterator[Component]:
    found = {one.start: one for one in improvements(crossed, line)} if improved else {}
    for place, start in enumerate(crossed.starts):
        row, total = crossed.row(line, place).row, crossed.total(line, place)
        missing = row.not_counted
        cells: Cells = [
            (start, False),
            (not_shown() if total is None else integer(total), True),
            *((share_cell(mark), True) for mark in crossed.marks(line, place)),
            (integer(missing.count) if isinstance(missing, Shown) else not_shown(), True),
        ]
        if improved:
            cells.append((improved_words(found.get(start)), True))
        yield _row(line, cells)


def improved_words(one: Improved | None) -> Content:
    """How many improved, or between how many."""
    if one is None:
        return ""
    if one.exact:
        interval = percent_range(one.point.interval.low, one.point.interval.high)
        return [
            html.Span(percent(one.point.share)),
            html.Small(f"{integer(one.at_least)} / {integer(one.total)} · {interval}"),
        ]
    span = percent_range(one.at_least / one.total, one.at_most / one.total)
    counts = f"{integer(one.at_least)}–{integer(one.at_most)} / {integer(one.total)}"  # noqa: RUF001 - a range
    return [html.Span(span), html.Small(counts)]


def patients_table(outcomes: Outcomes, *, caption: str, seen: bool) -> Component:
    """A body for each outcome, a row for each of its groups and lines."""
    heads = [_("Whose"), _("Outcome"), _("Patients"), _("Share"), _("95 % interval"), _("Count"), _("Stays")]
    bodies = [html.Tbody(list(_patient_rows(one))) for one in outcomes.shown]
    return _table(
        heads, bodies, caption=caption, how=_("This is not a prediction for one patient."), seen=seen
    )


def _patient_rows(comparison: Comparison) -> Iterator[Component]:
    outcome = shown_name(comparison.answer.shown.shows)
    names = [""] if comparison.indicator else [f": {name}" for name in comparison.category_names()]
    for line in (*comparison.references, *comparison.lines):
        for name, mark, cell in zip(names, line.marks, line.row.cells, strict=True):
            yield _row(
                line,
                [
                    (f"{outcome}{name}", False),
                    (whose(comparison), False),
                    (_share(mark), True),
                    (_interval(mark), True),
                    (integer(cell.count) if isinstance(cell, Shown) else not_shown(), True),
                    (integer(cell.total) if isinstance(cell, Shown) else not_shown(), True),
                ],
            )


# --- Common -----------------------------------------------------------------------------------------
def _table(
    heads: Sequence[str], bodies: Iterable[Component], *, caption: str, how: str, seen: bool
) -> Component:
    words = {_("Whose"), _("At admission"), _("Outcome"), _("Patients")}
    head = html.Tr(
        [html.Th(text, scope="col", className="" if text in words else "number") for text in heads]
    )
    named = html.Caption([html.Span(f"{caption}. ", className="visually-hidden"), html.Span(how)])
    table = html.Table([named, html.Thead(head), *bodies], className="answer-table trend-table")
    if not seen:
        return html.Div(table)
    return html.Div(
        table, className="answer-table-box", tabIndex="0", role="region", **aria(label=_("Table"))
    )


def _row(line: Line, cells: Cells) -> Component:
    made = [html.Td(content, className="number" if number else "") for content, number in cells]
    reference = line.row.group.scope in ("nordic", "country")
    name = html.Th([html.Span(line.label)], scope="row")
    return html.Tr([name, *made], className="own" if line.own else "reference" if reference else "")


def share_cell(mark: Mark) -> Content:
    """A share with its count and interval under it."""
    if not isinstance(mark, Point):
        return _share(mark)
    small = f"{integer(mark.count)} · {percent_range(mark.interval.low, mark.interval.high)}"
    return [html.Span(percent(mark.share)), html.Small(small)]


def _share(mark: Mark) -> Content:
    match mark:
        case Point(share=share):
            return percent(share)
        case NobodyThere():
            return _("no stays")
        case _:
            return not_shown()


def _interval(mark: Mark) -> Content:
    return percent_range(mark.interval.low, mark.interval.high) if isinstance(mark, Point) else not_shown()
