"""The Benchmark page in depth: the funnel, and the same comparison for the same case mix, as sheets and files."""

from dash import html
from dash.development.base_component import Component

from dashboard import downloads
from dashboard.comparison import Comparison
from dashboard.depth import case_mix, funnel
from dashboard.files import FileTable, name_of
from dashboard.pages.address import View
from dashboard.pages.foot import about
from dashboard.pages.links import Links
from dashboard.pages.sheet import TABLE_FILES, Sheet, caption
from dashboard.words import Heading, bold


def depth_sheet(
    comparison: Comparison, *, heading: Heading, view: View, links: Links, narrow: bool
) -> Sheet | None:
    """The funnel or the adjusted comparison, where it is asked for and there is one; else None."""
    files = {kind: links.file(comparison.answer.asked, view, kind) for kind in TABLE_FILES}
    if view.shape == "funnel":
        return _funnel(comparison, heading, files, narrow=narrow)
    if view.shape == "adjusted":
        return _adjusted(comparison, heading, files)
    return None


def depth_file(comparison: Comparison, heading: Heading, view: View) -> FileTable:
    """The table of the shape that is asked for."""
    plain = downloads.file_table(comparison, heading)
    if view.shape == "funnel" and (made := funnel.make_funnel(comparison)):
        shares = frozenset({2, 3, 4, 5, 6, 8, 9})
        return _other(plain, "funnel", funnel.file_head(), tuple(funnel.records(made)), shares)
    if view.shape == "adjusted" and (adjusted := case_mix.make_adjustment(comparison)):
        rows = tuple(case_mix.records(adjusted))
        return _other(plain, "case-mix", case_mix.head(), rows, frozenset({2, 3, 4, 5, 6}))
    return plain


def _other(
    plain: FileTable,
    name: str,
    head: tuple[str | int | float | None, ...],
    rows: tuple[tuple[str | int | float | None, ...], ...],
    shares: frozenset[int],
) -> FileTable:
    named = name_of(plain.name.removeprefix("nordicscir_"), name)
    return FileTable(name=named, about=plain.about, head=head, rows=rows, shares=shares)


def _funnel(comparison: Comparison, heading: Heading, files: dict[str, str], *, narrow: bool) -> Sheet | None:
    made = funnel.make_funnel(comparison)
    if made is None:
        return None
    table = funnel.table(made, caption(heading))
    return Sheet(
        heading=heading,
        sentence=funnel.sentence(made),
        figure=funnel.draw(made, narrow=narrow),
        table=html.Div(),
        under=(table, *_paragraphs(funnel.not_judged(comparison))),
        key=(html.Span(funnel.key()),),
        files=files,
        about=tuple(about(comparison)),
    )


def _adjusted(comparison: Comparison, heading: Heading, files: dict[str, str]) -> Sheet | None:
    model, made = comparison.answer.case_mix, case_mix.make_adjustment(comparison)
    if model is None:
        return None
    told = tuple(html.P(text) for text in case_mix.about(model))
    if made is None:
        return Sheet(
            heading=heading,
            sentence=bold(case_mix.refused(model)),
            about=(*told, *about(comparison)),
            files=None,
        )
    return Sheet(
        heading=heading,
        sentence=case_mix.sentence(made),
        own=any(unit.line.own for unit in made.units),
        figure=case_mix.draw(made),
        table=html.Div(),
        under=(case_mix.table(made, caption(heading)), *_paragraphs(case_mix.left_out(made)), *told),
        key=(html.Span(case_mix.key()),),
        files=files,
        about=tuple(about(comparison)),
    )


def _paragraphs(text: str) -> tuple[Component, ...]:
    return (html.P(text, className="answer-facts"),) if text else ()
