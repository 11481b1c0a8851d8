"""Tables of registrations."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.language import _, day_of, integer, percent
from dashboard.own.steps import step_name
from dashboard.registrations.asked import Asked, Order
from dashboard.registrations.found import BINS, Listed, Over, binned
from dashboard.registrations.texts import FORM_NAMES, bin_name, gap_name
from dashboard.theme import aria
from queries import Delays, FormCount, Gap, LinkedForms, Settings, Shown

MOST_GAPS = 200
Cells = Sequence[str | Component]


def over_time(over: Over, asked: Asked, settings: Settings, caption: str) -> Component:
    """A row a step; a column a unit, then stays and people of all."""
    units = [settings.unit(unit).name for unit in over.by_unit]
    several = len(units) > 1
    head = [_("Period"), *(units if several else ()), _("Stays"), _("People")]
    columns = [*(over.by_unit.values() if several else ()), over.totals, over.people]
    rows = [
        (step_name(step, asked.step), [integer(column[place]) for column in columns])
        for place, step in enumerate(over.steps)
    ]
    return _table(caption, head, rows)


def forms(linked: Sequence[LinkedForms], kinds: Sequence[str], settings: Settings, caption: str) -> Component:
    """A row for each kind of form, for each unit where there are several."""
    head = [_("Form"), _("Stays"), _("With the form"), _("By discharge"), _("After discharge")]
    several = len(linked) > 1
    rows = [
        (
            f"{settings.unit(one.unit).name}: {_(FORM_NAMES[kind])}" if several else _(FORM_NAMES[kind]),
            _counts(one.forms[kind]),
        )
        for one in linked
        for kind in kinds
    ]
    return _table(caption, head, rows)


def _counts(form: FormCount) -> list[str]:
    cells = (form.at_all, form.before_discharge, form.after_discharge)
    return [integer(form.at_all.total), *map(_counted, cells)]


def _counted(cell: Shown) -> str:
    if cell.share is None:
        return integer(cell.count)
    return _("{count} ({share})", count=integer(cell.count), share=percent(cell.share))


def delays(found: Sequence[Delays], settings: Settings, caption: str) -> Component:
    """A row for each bin of days; a column a unit. Then what is in no bin."""
    head = [_("From discharge to completed form"), *(settings.unit(one.unit).name for one in found)]
    columns = [binned(one) for one in found]
    rows = [(bin_name(place), [integer(column[place]) for column in columns]) for place in range(len(BINS))]
    rows.append((_("Completed before discharge"), [integer(one.implausible) for one in found]))
    rows.append((_("Not completed, or without a date"), [integer(one.unknown) for one in found]))
    return _table(caption, head, rows)


def worklist(
    found: Listed, settings: Settings, caption: str, order: Order, address: Callable[[Order], str]
) -> Component:
    """One row for each thing to see to. The heads sort."""
    heads: dict[Order, str] = {
        "what": _("What"),
        "unit": _("Centre"),
        "key": _("Record key"),
        "since": _("Since"),
    }
    cells = [
        html.Th(
            html.A(name, href=address(by), className="ask"),
            scope="col",
            **aria(sort="ascending" if by == order else "none"),
        )
        for by, name in heads.items()
    ]
    dates = [html.Th(name, scope="col") for name in (_("Admitted"), _("Discharged"))]
    rows = [html.Tr(_gap_cells(gap, settings)) for gap in found.gaps[:MOST_GAPS]]
    return _boxed(caption, html.Thead(html.Tr([*cells, *dates])), rows)


def _gap_cells(gap: Gap, settings: Settings) -> list[Component]:
    days = (gap.since, gap.admission, gap.discharge)
    key = html.Code(gap.key or _("without a key"))
    texts: Cells = [settings.unit(gap.unit).name, key, *(day_of(day) if day else "" for day in days)]
    return [html.Th(gap_name(gap), scope="row"), *(html.Td(text) for text in texts)]


def _table(caption: str, head: Sequence[str], rows: Sequence[tuple[str, Cells]]) -> Component:
    heads = [
        html.Th(name, scope="col", className="number" if place else "") for place, name in enumerate(head)
    ]
    body = [
        html.Tr([html.Th(name, scope="row"), *(html.Td(cell, className="number") for cell in cells)])
        for name, cells in rows
    ]
    return _boxed(caption, html.Thead(html.Tr(heads)), body)


def _boxed(caption: str, head: Component, rows: Sequence[Component]) -> Component:
    table = html.Table([html.Caption(caption), head, html.Tbody(list(rows))], className="table")
    return html.Div(table, className="table-box", tabIndex="0", role="region", **aria(label=caption))
