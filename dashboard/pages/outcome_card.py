"""The answers of the Outcomes page, put together for the sheet they stand on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from dashboard.comparison import Comparison, Line
from dashboard.language import _, listed, percent
from dashboard.outcomes import flow, matrix, notes, patients, rows, sentences, severity, tables
from dashboard.outcomes.address import Asked, Shape, View, in_view
from dashboard.outcomes.crossed import Crossed
from dashboard.outcomes.patients import Outcomes
from dashboard.pages.sheet import TABLE_FILES, Sheet, Way, caption, link
from dashboard.pages.told import told_box
from dashboard.texts import definition
from dashboard.theme import Figure
from queries import Provenance, Settings

Page = Callable[[Asked], str]
File = Callable[[Asked, str], str]


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where the links of an answer lead, and to the follow-up of the viewer's own unit, if there is one."""

    page: Page
    file: File
    follow_up: str | None = None


def crossed_sheet(
    crossed: Crossed, asked: Asked, settings: Settings, where: Where, *, coarser: bool, narrow: bool
) -> Sheet:
    """Outcomes by starting group."""
    heading = sentences.crossed_heading(crossed, asked)
    said = notes.crossed_notes(crossed, asked, settings, coarser=coarser)
    change = asked.view == "change"
    table = tables.crossed_table(
        crossed, caption=caption(heading), seen=asked.shape == "table", improved=change
    )
    empty = crossed.empty
    k = crossed.provenance.k if crossed.provenance else settings.rule.k
    return Sheet(
        heading=heading,
        sentence=sentences.change_sentence(crossed) if change else sentences.severity_sentence(crossed),
        views=tuple(_shapes(asked, where)),
        notes=told_box(said, k),
        figure=None if empty else crossed_figure(crossed, asked, narrow=narrow),
        table=None if empty else table,
        under=tuple(_under(asked, where)),
        key=() if empty else tuple(_key(asked, crossed)),
        files=None if empty else {kind: where.file(asked, kind) for kind in TABLE_FILES},
        about=tuple(_about(crossed, asked)),
    )


def crossed_figure(crossed: Crossed, asked: Asked, *, narrow: bool) -> Figure | None:
    """A matrix, a flow or rows; None where a table is asked for."""
    if asked.shape == "table" or crossed.empty:
        return None
    if asked.view == "severity":
        return rows.draw(severity.blocks(crossed), narrow=narrow)
    if asked.shape == "flow" and any(flow.drawable(crossed, line) for line in crossed.lines):
        return flow.draw(crossed, narrow=narrow)
    return matrix.draw(crossed, narrow=narrow)


def patients_sheet(
    outcomes: Outcomes,
    asked: Asked,
    settings: Settings,
    where: Where,
    *,
    provenance: Provenance | None,
    narrow: bool,
) -> Sheet:
    """Patients like these."""
    heading = sentences.patients_heading(outcomes, provenance)
    said = notes.patients_notes(outcomes, asked, settings)
    empty = outcomes.nothing_shown
    table = tables.patients_table(outcomes, caption=caption(heading), seen=asked.shape == "table")
    return Sheet(
        heading=heading,
        sentence=sentences.patients_sentence(outcomes),
        views=tuple(_shapes(asked, where)),
        notes=told_box(said, provenance.k if provenance else settings.rule.k),
        figure=None if empty else patients_figure(outcomes, asked, narrow=narrow),
        table=None if empty else table,
        under=tuple(_under(asked, where)),
        key=() if empty else tuple(_row_key(_lines_of(outcomes))),
        files=None if empty else {kind: where.file(asked, kind) for kind in TABLE_FILES},
        about=tuple(html.P(definition(one.answer.shown.shows)) for one in outcomes.shown),
    )


def patients_figure(outcomes: Outcomes, asked: Asked, *, narrow: bool) -> Figure | None:
    """Rows of marks; None where a table is asked for."""
    if asked.shape == "table" or outcomes.nothing_shown:
        return None
    return rows.draw(patients.blocks(outcomes), narrow=narrow)


# --- Links ------------------------------------------------------------------------------------------
def _shapes(asked: Asked, where: Where) -> Iterator[Way]:
    """The shapes of a view, each an address of its own."""
    names: dict[Shape, str] = {
        "figure": _("Matrix") if asked.view == "change" else _("Figure"),
        **({"flow": _("Flow")} if asked.view == "change" else {}),
        "table": _("Table"),
    }
    for shape, name in names.items():
        yield Way(name=name, address=where.page(replace(asked, shape=shape)), current=asked.shape == shape)


def view_links(asked: Asked, page: Page) -> list[Component]:
    """The views of the page: each keeps whom it is about, as far as it can be asked."""
    names: dict[View, str] = {
        "change": _("Change of AIS grade"),
        "severity": _("By severity"),
        "patients": _("Patients like these"),
    }
    ways = [
        Way(name=name, address=page(in_view(asked, view)), current=asked.view == view)
        for view, name in names.items()
    ]
    return [link(way) for way in ways]


def _under(asked: Asked, where: Where) -> Iterator[Component]:
    if where.follow_up and asked.view == "change":
        words = _("Your own unit: AIS grade at discharge and at the first follow-up")
        yield html.P(html.A(words, href=where.follow_up), className="answer-facts")


# --- In the foot ------------------------------------------------------------------------------------
def _key(asked: Asked, crossed: Crossed) -> Iterator[Component]:
    if asked.shape == "table":
        return
    if asked.view == "severity":
        yield from _row_key(crossed.lines)
    elif asked.shape == "flow":
        yield html.Span(
            _("Left: grade at admission · right: at discharge · a band is as thick as its patients are many")
        )
    else:
        yield html.Span(
            _(
                "Rows: grade at admission, each 100 % · columns: at discharge · framed: the same grade · tint: share"
            )
        )


def _row_key(lines: Sequence[Line]) -> Iterator[Component]:
    """What the marks of rows mean: those that are there."""
    scopes = {"own" if line.own else line.row.group.scope for line in lines}
    names = {
        "nordic": _("Diamond: all Nordic units"),
        "country": _("ring: country"),
        "unit": _("dot: centre"),
        "own": _("square: your unit"),
    }
    signs = [name for scope, name in names.items() if scope in scopes]
    yield html.Span(" · ".join([*signs, _("line: 95 % interval (Wilson)")]))


def _lines_of(outcomes: Outcomes) -> list[Line]:
    return [line for one in outcomes.shown for line in one.all_lines if line.points]


def _about(crossed: Crossed, asked: Asked) -> Iterator[Component]:
    yield html.P(definition(asked.selection.shows))
    if asked.view == "change":
        yield html.P(
            _(
                "Improved: of those with a grade at both times the share whose grade at discharge is at least one"
                " better than at admission. It is summed up from the cells shown; where these join two grades, only the"
                " least and the most can be said."
            )
        )
    else:
        yield html.P(
            _(
                "Severity groups as recommended by ISCoS: AIS D of any level is one group, and A to C are divided by"
                " neurological level. Ventilator dependence is not among the characteristics compared."
            )
        )
    for comparison in crossed.comparisons[:1]:
        yield from _reference(comparison)


def _reference(comparison: Comparison) -> Iterator[Component]:
    reference = comparison.reference
    if reference is not None:
        units = listed(reference.members)
        yield html.P(_("{reference} stands for {units}.", reference=reference.name, units=units))
    if (completeness := comparison.completeness) is not None and comparison.indicator:
        share = percent(completeness)
        yield html.P(_("Recorded for {share} of the stays it applies to, in the reference.", share=share))
