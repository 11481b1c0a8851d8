"""An answer as it stands on a page, whatever it is about: title, sentence, notes, figure or table, files, definition.

A page says what is in each part; the order, and what a screen reader hears, is decided here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.language import _
from dashboard.pages.frame import Frame
from dashboard.theme import Figure, aria, graph
from dashboard.words import Heading, Words, plain

COPIED = "copy-said"
TABLE_FILES = {"csv": "CSV", "xlsx": "Excel"}


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link to another view of the same question; `current` marks the one that is seen."""

    name: str
    address: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a figure needs: in less than `least_width` pixels it scrolls inside itself, seen from its end first where
    that is the latest time."""

    least_width: int
    from_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All of an answer. Without a `figure` the `table` is seen, else it is there for those who hear the page; one too
    long to be heard is left to a view of its own.

    `own`: the sentence is about the viewer's own unit. `views` lead to other shapes of the same question, `files`
    are addresses by kind, `key` says what the marks mean, `about` defines what is shown, `under` stands between
    figure and foot. An answer without numbers has neither files nor key.
    """

    heading: Heading
    sentence: Words
    own: bool = False
    room: Room | None = None
    views: tuple[Way, ...] = ()
    notes: tuple[Component, ...] = ()
    figure: Figure | None = None
    table: Component | None = None
    under: tuple[Component, ...] = ()
    key: tuple[Component, ...] = ()
    files: Mapping[str, str] | None = None
    about: tuple[Component, ...] = ()


def draw(sheet: Sheet, frame: Frame) -> list[Component]:
    """All of an answer, in reading order."""
    return [
        html.Div([_title(sheet.heading), *_views(sheet.views)], className="answer-head"),
        _sentence(sheet),
        *sheet.notes,
        *_seen(sheet, frame),
        *sheet.under,
        _foot(sheet, frame),
    ]


def caption(heading: Heading) -> str:
    """What a table calls itself."""
    return f"{heading.title}: {' · '.join(heading.facts)}"


def link(way: Way) -> Component:
    """A link that is followed without loading the page anew (`assets/page.js`)."""
    current = aria(current="true") if way.current else {}
    return html.A(way.name, href=way.address, className="ask", **current)


def _title(heading: Heading) -> Component:
    facts = html.P(" · ".join(heading.facts), className="answer-facts")
    return html.Div([html.H1(heading.title), facts])


def _views(views: tuple[Way, ...]) -> Iterator[Component]:
    if views:
        yield html.Nav([link(way) for way in views], className="switch", **aria(label=_("View")))


def _sentence(sheet: Sheet) -> Component:
    runs = [html.Strong(run.text) if run.strong else run.text for run in sheet.sentence]
    return html.P(runs, className="answer-sentence own" if sheet.own else "answer-sentence")


def _seen(sheet: Sheet, frame: Frame) -> Iterator[Component]:
    """The figure with the table behind it, or the table alone."""
    if sheet.figure is None:
        yield from () if sheet.table is None else (sheet.table,)
        return
    says = (
        _("{title}. {sentence} The same numbers are in the view called Table.")
        if sheet.table is None
        else _("{title}. {sentence} The same numbers follow as a table.")
    )
    label = says.format(title=sheet.heading.title, sentence=plain(sheet.sentence))
    # Plotly comes late and keeps no place for itself until it is there.
    kept = {"minHeight": f"{sheet.figure['layout']['height']}px"}
    drawn = graph(sheet.figure, id=frame.id("graph"))
    figure = html.Div(drawn, className="answer-figure", role="img", style=kept, **aria(label=label))
    yield figure if sheet.room is None else _scrolling(figure, sheet.room)
    if sheet.table is not None:
        yield html.Div(sheet.table, className="visually-hidden")


def _scrolling(figure: Component, room: Room) -> Component:
    """What scrolls inside itself must be reached by the keyboard."""
    inner = html.Div(figure, style={"minWidth": f"{room.least_width}px"})
    box = "figure-box figure-box-end" if room.from_end else "figure-box"
    return html.Div(inner, className=box, tabIndex="0", role="region", **aria(label=_("Figure")))


def _foot(sheet: Sheet, frame: Frame) -> Component:
    """How to read it, its files, its definition and where it comes from."""
    key = [html.Div(list(sheet.key), className="answer-key")] if sheet.key else []
    files = [] if sheet.files is None else [_files(sheet, sheet.files, frame)]
    about = (
        [html.Details([html.Summary(_("Definition and completeness")), *sheet.about])] if sheet.about else []
    )
    source = html.P(" · ".join(sheet.heading.source), className="answer-source")
    warnings = [html.P(warning, className="answer-warning") for warning in sheet.heading.warnings]
    return html.Div([*key, *files, *about, source, *warnings], className="answer-foot")


def _files(sheet: Sheet, addresses: Mapping[str, str], frame: Frame) -> Component:
    """Files of the table are addresses; pictures of the figure are made in the browser."""
    items: list[Component] = [html.A(TABLE_FILES[kind], href=href) for kind, href in addresses.items()]
    items += frame.picture_buttons() if sheet.figure is not None else []
    return html.Div([html.Span(_("Download:")), *items, *_copy_link()], className="files")


def _copy_link() -> list[Component]:
    """The address holds the whole question; what `assets/copy.js` says of it is read out politely."""
    words: dict[str, Any] = {"data-copied": _("Copied"), "data-failed": _("Copy it from the address bar")}
    button = html.Button(_("Copy link"), type="button", className="copy-link", **words)
    return [button, html.Span(id=COPIED, role="status")]
