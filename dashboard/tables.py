"""Answer to table: every number of the figure, with what is missing and from when it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Comparison, Line, Mark, NobodyThere, Point
from dashboard.language import _, integer, percent
from dashboard.texts import class_name, percent_range, years
from dashboard.theme import CLASS_SIGNS, aria
from queries import Cell, Selection, Shown

Content = str | Component | Sequence[str | Component]
Address = Callable[[Selection], str]
DASH = "\N{EN DASH}"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column after the names: its head, what stands in it for a line, and whether that is a number."""

    head: Content
    cell: Callable[[Line], Content]
    number: bool = True


def draw(comparison: Comparison, *, caption: str, address: Address | None = None) -> Component:
    """The table of an answer, in the order of the figure.

    `address` makes a question into a link. Without it there are none: a table that only screen readers see may
    hold nothing that takes the keyboard's focus.
    """
    columns = list(_columns(comparison))
    heads = [html.Th(_first_head(comparison), scope="col"), *(_head(column) for column in columns)]
    rows = [
        html.Tr(
            [_name(comparison, line, address), *(_cell(column, line) for column in columns)],
            className=_row_class(comparison, line),
        )
        for line in comparison.all_lines
    ]
    named = html.Caption(
        [html.Span(f"{caption}. ", className="visually-hidden"), html.Span(_how(comparison))]
    )
    table = html.Table([named, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="answer-table")
    if address is None:
        return html.Div(table)
    # What scrolls inside itself must be reached by the keyboard.
    return html.Div(
        table, className="answer-table-box", tabIndex="0", role="region", **aria(label=_("Table"))
    )


def _how(comparison: Comparison) -> str:
    """How to read a cell."""
    if comparison.indicator:
        return _("Met: stays that are counted. Not recorded: stays left out because the answer is missing.")
    return _("Share of the stays in each group; under it the count and the 95 % interval.")


def _columns(comparison: Comparison) -> Iterator[Column]:
    yield from _indicator_columns(comparison) if comparison.indicator else _group_columns(comparison)
    yield Column(head=_("Not recorded"), cell=lambda line: _count(line.row.not_counted))
    periods = {line.row.period for line in comparison.all_lines}
    if periods != {comparison.answer.period}:
        yield Column(head=_("Discharged"), cell=lambda line: years(line.row.period), number=False)


def _indicator_columns(comparison: Comparison) -> Iterator[Column]:
    yield Column(head=_("Share"), cell=lambda line: _share(line.marks[0]))
    yield Column(head=_("95 % interval"), cell=lambda line: _interval(line.marks[0]))
    yield Column(head=_("Met"), cell=lambda line: _count(line.row.cells[0]))
    yield Column(head=_("Stays"), cell=lambda line: _total(line.row.cells[0]))
    if comparison.target is not None:
        yield Column(head=_("Target"), cell=lambda line: _class(comparison, line.marks[0]), number=False)


def _group_columns(comparison: Comparison) -> Iterator[Column]:
    yield Column(head=_("Stays"), cell=_stays)
    for place, group in enumerate(comparison.category_names()):
        yield Column(head=group, cell=_group_cell(place))


def _group_cell(place: int) -> Callable[[Line], Content]:
    """Share in a group, with the count and interval under it."""

    def cell(line: Line) -> Content:
        mark = line.marks[place]
        if not isinstance(mark, Point):
            return _share(mark)
        small = f"{integer(mark.count)} · {_range(mark)}"
        return [html.Span(percent(mark.share)), html.Small(small)]

    return cell


def _head(column: Column) -> Component:
    return html.Th(column.head, scope="col", className="number" if column.number else "")


def _cell(column: Column, line: Line) -> Component:
    return html.Td(column.cell(line), className="number" if column.number else "")


def _first_head(comparison: Comparison) -> str:
    return _("Centre") if comparison.answer.shown.split_by == "unit" else _("Country")


def _name(comparison: Comparison, line: Line, address: Address | None) -> Component:
    instead = line.row.instead
    more: list[Component] = []
    if line.hidden and instead is not None:
        text = _("see {years}", years=years(instead))
        asked = replace(comparison.answer.asked, period=instead)
        more = [html.A(text, href=address(asked), className="ask") if address else html.Span(text)]
    return html.Th([html.Span(line.label), *more], scope="row")


def _row_class(comparison: Comparison, line: Line) -> str:
    if line.own:
        return "own"
    return "reference" if line in comparison.references else ""


def _share(mark: Mark) -> Content:
    match mark:
        case Point(share=share):
            return percent(share)
        case NobodyThere():
            return _("no stays")
        case _:
            return not_shown()


def _interval(mark: Mark) -> Content:
    return _range(mark) if isinstance(mark, Point) else not_shown()


def _range(point: Point) -> str:
    return percent_range(point.interval.low, point.interval.high)


def _stays(line: Line) -> Content:
    return next((_total(cell) for cell in line.row.cells if isinstance(cell, Shown)), not_shown())


def _count(cell: Cell) -> Content:
    return integer(cell.count) if isinstance(cell, Shown) else not_shown()


def _total(cell: Cell) -> Content:
    return integer(cell.total) if isinstance(cell, Shown) else not_shown()


def _class(comparison: Comparison, mark: Mark) -> Content:
    """The target class as a sign and a word."""
    indicator, target = comparison.indicator, comparison.target
    if indicator is None or target is None or not isinstance(mark, Point):
        return not_shown()
    found = indicator.target_class(mark.share, target)
    sign = html.Span(CLASS_SIGNS[found], **aria(hidden="true"))
    return html.Span([sign, " ", class_name(found)], className=f"target target-{found}")


def not_shown() -> list[Component]:
    """One sign and one text for whatever is hidden, whyever it is."""
    sign = html.Span(DASH, **aria(hidden="true"))
    return [sign, html.Span(_("not shown"), className="visually-hidden")]
