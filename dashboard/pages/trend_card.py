"""The answer of the Trends page, put together for the sheet it stands on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from dash import html
from dash.development.base_component import Component

from dashboard.accounts import Note as OwnNote
from dashboard.language import _, listed, percent
from dashboard.pages.sheet import TABLE_FILES, Sheet, Way, caption, link
from dashboard.pages.told import told_box
from dashboard.texts import CLASS_NAMES, class_limits, class_name, definition
from dashboard.theme import CLASS_SIGNS, Figure, aria
from dashboard.trends import chart, notes, sentences, small, tables
from dashboard.trends.address import Asked, Shape, View
from dashboard.trends.judging import Judged, Kind, judge, kinds
from dashboard.trends.moments import Moment, moments
from dashboard.trends.timelines import MOST, NORDIC, TimeLine, TimeLines
from queries import Settings

Page = Callable[[Asked], str]
File = Callable[[Asked, str], str]
KIND_NAMES: dict[Kind, Callable[[], str]] = {
    "shares": lambda: _("Shares"),
    "events": lambda: _("Stays between events"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A trend with all that is said of it: the line judged where a chart is asked for, and the days marked."""

    asked: Asked
    lines: TimeLines
    judged: Judged | None
    moments: tuple[Moment, ...]
    settings: Settings

    @classmethod
    def of(cls, asked: Asked, lines: TimeLines, seen: Sequence[OwnNote], settings: Settings) -> Self:
        """Judge what is to be judged, and find the days to mark."""
        stretches = [stretch for line in lines.all_lines for stretch in line.stretches]
        first = min((stretch.start for stretch in stretches), default=0.0)
        last = max((stretch.end for stretch in stretches), default=0.0)
        line = _judged_line(asked, lines) if asked.view.shape == "chart" else None
        return cls(
            asked=asked,
            lines=lines,
            judged=judge(line, asked.view.kind) if line else None,
            moments=moments(lines.trend.shown.shows, seen, first, last),
            settings=settings,
        )

    def figure(self, *, narrow: bool) -> Figure | None:
        """The figure; None where there is nothing to draw."""
        if self.lines.nothing_shown or self.asked.view.shape == "table":
            return None
        if self.judged is not None:
            return chart.draw(self.lines, self.judged, self.moments, narrow=narrow)
        return small.draw(self.lines, self.moments, narrow=narrow)


def _judged_line(asked: Asked, lines: TimeLines) -> TimeLine | None:
    """The line asked for; else the viewer's own unit, the whole, or any."""
    wanted = lines.line(asked.view.of) if asked.view.of else None
    candidates = [*([wanted] if wanted else []), *lines.own_lines, *lines.references, *lines.lines]
    return next((line for line in candidates if line.points), None)


def make_sheet(told: Told, *, page: Page, file: File, narrow: bool) -> Sheet:
    """All of an answer."""
    lines, asked = told.lines, told.asked
    heading = sentences.heading(lines, told.settings)
    said = notes.notes(lines, settings=told.settings, group=asked.group, ignored=asked.ignored)
    empty = lines.nothing_shown
    seen = asked.view.shape == "table"
    table = tables.draw(lines, told.judged, told.moments, caption=caption(heading), seen=seen)
    return Sheet(
        heading=heading,
        sentence=sentences.sentence(lines, told.judged),
        own=_about_own(told),
        views=tuple(_views(asked, page)),
        notes=told_box(said, lines.trend.provenance.k),
        figure=told.figure(narrow=narrow),
        table=None if empty else table,
        under=tuple(_under(told, page)),
        key=() if empty else tuple(_key(told)),
        files=None if empty else {kind: file(asked, kind) for kind in TABLE_FILES},
        about=tuple(_about(told)),
    )


def _about_own(told: Told) -> bool:
    if told.judged is not None:
        return told.judged.line.own
    return any(line.points for line in told.lines.own_lines)


def _views(asked: Asked, page: Page) -> Iterator[Way]:
    """Small panels, the chart of one line, or a table: each is an address of its own."""
    names: dict[Shape, str] = {"figure": _("Figure"), "chart": _("Control chart"), "table": _("Table")}
    for shape, name in names.items():
        view = replace(asked.view, shape=shape)
        yield Way(name=name, address=page(replace(asked, view=view)), current=asked.view.shape == shape)


# --- Under the figure -------------------------------------------------------------------------------
def _under(told: Told, page: Page) -> Iterator[Component]:
    if told.lines.nothing_shown:
        return
    if told.judged is not None:
        yield html.P(sentences.rules_words(told.judged), className="answer-facts chart-rules")
        yield from _other_lines(told, page)
        yield from _other_kinds(told, page)
    elif told.asked.selection.split_by == "unit" and told.asked.view.shape == "figure":
        yield from _chosen(told, page)
    if told.asked.view.shape != "table":
        yield from tables.marked(told.moments)


def _other_lines(told: Told, page: Page) -> Iterator[Component]:
    """Whose chart it is, and whose it could be."""
    ways = [
        Way(
            name=line.label,
            address=page(replace(told.asked, view=View(shape="chart", of=line.key))),
            current=told.judged is not None and line == told.judged.line,
        )
        for line in told.lines.all_lines
        if line.points and line.key != "group"
    ]
    if len(ways) > 1:
        yield html.P([html.Span(_("Chart of:")), *map(link, ways)], className="order choices")


def _other_kinds(told: Told, page: Page) -> Iterator[Component]:
    judged = told.judged
    if judged is None or len(kinds(judged.line)) < 2:
        return
    ways = [
        Way(
            name=KIND_NAMES[kind](),
            address=page(replace(told.asked, view=replace(told.asked.view, kind=kind))),
            current=kind == judged.kind,
        )
        for kind in kinds(judged.line)
    ]
    yield html.P([html.Span(_("Charted:")), *map(link, ways)], className="order choices")


def _chosen(told: Told, page: Page) -> Iterator[Component]:
    """Which centres are drawn, each a link that takes it out or puts it in."""
    country = told.asked.selection.country
    offered = {str(unit): told.settings.unit(unit).name for unit in told.settings.unit_ids(country)}
    drawn = {line.key for line in told.lines.drawn} & offered.keys()
    ways = []
    for key, name in sorted(offered.items(), key=lambda item: item[1].casefold()):
        chosen = drawn ^ {key}
        if not chosen or len(chosen) > MOST:
            continue
        units = () if chosen == offered.keys() else tuple(map(int, chosen))
        asked = replace(told.asked, selection=replace(told.asked.selection, units=units))
        ways.append(Way(name=name, address=page(asked), current=key in drawn))
    if len(ways) > 1:
        yield html.P([html.Span(_("Centres drawn:")), *map(link, ways)], className="order choices toggles")


# --- In the foot ------------------------------------------------------------------------------------
def _key(told: Told) -> Iterator[Component]:
    if told.asked.view.shape == "table":
        return
    yield html.Span(" · ".join(_chart_signs(told) if told.judged else _signs(told)))
    yield from _target_key(told.lines)


def _signs(told: Told) -> Iterator[str]:
    yield _("Dot: share of one period")
    yield _("level bar: one share for several years")
    yield _("upright line: 95 % interval (Wilson)")
    if told.lines.references:
        yield _("dashes: {reference}", reference=told.lines.references[0].name)
    if told.lines.own_lines:
        yield _("square: your unit")
        yield _("hatched: not complete")


def _chart_signs(told: Told) -> Iterator[str]:
    yield _("Triangle: signal")
    yield _("steps: limits")
    yield _("level line: centre")
    if told.lines.references and told.judged is not None and told.judged.kind == "shares":
        yield _("dashes: {reference}", reference=told.lines.references[0].name)
    if told.judged is not None and told.judged.line.own:
        yield _("hatched: not complete, not judged")


def _target_key(lines: TimeLines) -> Iterator[Component]:
    """The target in force in the last year shown."""
    indicator = lines.indicator
    last = max((stretch.last.year for line in lines.all_lines for stretch in line.stretches), default=0)
    target = indicator.target_for(last, last) if indicator else None
    if indicator is None or target is None:
        return
    limits = class_limits(indicator, target)
    chips = [
        html.Span(
            [html.Span(CLASS_SIGNS[name], **aria(hidden="true")), f" {class_name(name)}: {limits[name]}"],
            className=f"target target-{name}",
        )
        for name in CLASS_NAMES
    ]
    yield html.Span([html.Span(_("Target:")), *chips], className="target-key trend-target")


def _about(told: Told) -> Iterator[Component]:
    """What is shown, what the reference stands for, and how much of it is recorded."""
    lines = told.lines
    yield html.P(definition(lines.trend.shown.shows))
    if lines.references:
        reference = lines.references[0]
        yield html.P(
            _("{reference} stands for {units}.", reference=reference.name, units=listed(reference.members))
        )
    yield from _completeness(lines)
    if lines.own_lines:
        yield html.P(
            _(
                "Your own unit counts every stay; the others leave out patients under 16 and incomplete records."
            )
        )


def _completeness(lines: TimeLines) -> Iterator[Component]:
    """Of the latest period of the whole."""
    whole = next((line for line in lines.references if line.key == NORDIC), None)
    latest = whole.stretches[-1] if whole and whole.stretches else None
    if latest is None or latest.not_counted is None or latest.point is None:
        return
    share = latest.point.total / (latest.point.total + latest.not_counted)
    yield html.P(
        _(
            "In {period} recorded for {share} of the stays it applies to, in the reference.",
            period=latest.name,
            share=percent(share),
        )
    )
