"""The answer of the Own unit page, put together for the sheet it stands on."""

from collections.abc import Callable, Iterable, Iterator

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.language import _, integer, listed, ngettext, percent
from dashboard.own import sentences, tables
from dashboard.own.address import Shape, View
from dashboard.own.display import Display
from dashboard.own.figures.draw import draw, least_width
from dashboard.own.names import COUNT_NAMES, inside, since, what_it_means
from dashboard.own.notes import SIGNS, Note
from dashboard.own.targets import target_of
from dashboard.pages.address import local_path
from dashboard.pages.sheet import TABLE_FILES, Room, Sheet, Way, caption
from dashboard.texts import CLASS_NAMES, class_limits, class_name
from dashboard.theme import CLASS_SIGNS, aria
from dashboard.words import Heading, Words
from queries import INDICATORS, MULTIPLES, VARIABLES, OwnQuestion

Address = Callable[[OwnQuestion, View], str]
FileAddress = Callable[[OwnQuestion, str], str]
# Cells: behind a figure, a longer table is heard by nobody to its end.
MOST_HEARD = 400


def sheet(
    display: Display,
    *,
    heading: Heading,
    told: Iterable[Note],
    view: View,
    page: Address,
    file: FileAddress,
    narrow: bool,
) -> Sheet:
    """All of an answer."""
    asked, shape = display.answer.asked, shape_of(display, view)
    empty, drawn = display.nothing_recorded, shape != "table"
    figure = draw(display, crossed=shape == "matrix", narrow=narrow) if drawn and not empty else None
    has_table = not empty and (not drawn or tables.cells(display) <= MOST_HEARD)
    return Sheet(
        heading=heading,
        sentence=sentence(display, view),
        own=True,
        views=tuple(_views(display, shape, page)),
        notes=tuple(_notes(told, view, page)),
        figure=figure,
        table=tables.draw(display, caption=caption(heading), seen=not drawn) if has_table else None,
        room=_room(display, shape),
        under=() if empty else tuple(_not_counted(display)),
        key=() if empty else tuple(_key(display, shape)),
        files=None if empty else {kind: file(asked, kind) for kind in TABLE_FILES},
        about=tuple(_about(display)),
    )


def sentence(display: Display, view: View) -> Words:
    """What is said of the answer in the view that is seen."""
    if shape_of(display, view) == "matrix":
        return sentences.matrix_sentence(display)
    return sentences.sentence(display)


def shape_of(display: Display, view: View) -> Shape:
    """The view that is seen: only two variables can be crossed."""
    return "figure" if view.shape == "matrix" and not display.is_matrix else view.shape


def _room(display: Display, shape: Shape) -> Room | None:
    """Time is seen from its latest end first, a matrix from its first column."""
    least = least_width(display, crossed=shape == "matrix")
    return Room(least_width=least, from_end=shape != "matrix") if least else None


def _views(display: Display, shape: Shape, page: Address) -> Iterator[Way]:
    names: dict[Shape, str] = {"figure": _("Figure"), "matrix": _("Matrix"), "table": _("Table")}
    for other, name in names.items():
        if other != "matrix" or display.is_matrix:
            address = page(display.answer.asked, View(shape=other))
            yield Way(name=name, address=address, current=other == shape)


def _notes(told: Iterable[Note], view: View, page: Address) -> Iterator[Component]:
    items = [_note(note, view, page) for note in told]
    if items:
        yield html.Div(html.Ul(items), className="notes")


def _note(note: Note, view: View, page: Address) -> Component:
    sign = html.Span(SIGNS[note.about], className="note-sign", **aria(hidden="true"))
    links = [html.A(one.text, href=page(one.question, view), className="ask") for one in note.suggestions]
    return html.Li([sign, html.Span([note.text, *(part for link in links for part in (" ", link))])])


def _not_counted(display: Display) -> Iterator[Component]:
    """What the numbers leave out, by reason, where it can be seen without opening anything."""
    left_out = [f"{integer(count)} {inside(name)}" for name, count in tables.left_out(display)]
    if left_out:
        yield html.P(_("Not counted: {reasons}.", reasons=listed(left_out)), className="answer-facts")


# --- Under the answer -----------------------------------------------------------------------------
def _key(display: Display, shape: Shape) -> Iterator[Component]:
    if shape != "table":
        yield html.Span(" · ".join(_signs(display, shape)))
    if (target := target_of(display)) is not None:
        limits = class_limits(INDICATORS[display.shows], target)
        chips = [
            html.Span(
                [
                    html.Span(CLASS_SIGNS[name], **aria(hidden="true")),
                    f" {class_name(name)}: {limits[name]}",
                ],
                className=f"target target-{name}",
            )
            for name in CLASS_NAMES
        ]
        yield html.Span([html.Span(_("Target:")), *chips], className="target-key")


def _signs(display: Display, shape: Shape) -> Iterator[str]:
    """What the marks mean."""
    if shape == "matrix":
        yield _("Cell: stays, and their share of the row")
        yield _("frame: the same group both times")
        return
    over_time = display.arrangement == "time"
    match display.kind:
        case "counts":
            yield _("Bar: how many")
        case "numbers":
            is_mean = display.answer.asked.statistic == "mean"
            yield _("Dot: mean") if is_mean else _("Dot: median")
            yield _("line: 95 % interval (t)") if is_mean else _("line: 95 % interval (order statistics)")
            yield from [] if is_mean else [_("band: the middle half")]
        case _:
            yield _("Dot: share") if over_time else _("Bar: share")
            yield _("line: 95 % interval (Wilson)")
    if display.bins and display.kind == "groups" and not over_time:
        yield _("thick line: median, with the middle half above")
        yield _("dotted: mean")
    if over_time and any(line.partial for line in display.lines):
        yield _("hatched: incomplete step")


def _about(display: Display) -> Iterator[Component]:
    """What is shown, since when, from where, and how much of it is recorded."""
    shows = display.shows
    yield html.P(what_it_means(shows))
    start, reference = since(shows), _reference(shows)
    if reference:
        yield html.P(_("Data set: {reference}.", reference=reference))
    if start is not None:
        yield html.P(_("Collected for stays admitted from {year} on.", year=start.isoformat()))
    if (words := _completeness(display)) is not None:
        yield html.P(words)
    if shows not in COUNT_NAMES:
        yield html.P(
            dcc.Link(_("More about it in the catalogue"), href=f"{local_path('/catalogue')}?id={shows}")
        )


def _reference(shows: str) -> str:
    declared = VARIABLES.get(shows) or MULTIPLES.get(shows) or INDICATORS.get(shows)
    return declared.reference if declared else ""


def _completeness(display: Display) -> str | None:
    """Of the stays that it applies to, how many have an answer."""
    missing = display.not_counted.get("missing", 0)
    asked = display.counted + missing
    if display.kind == "counts" or not asked:
        return None
    return ngettext(
        "Recorded for {share} of the {n} stay it applies to.",
        "Recorded for {share} of the {n} stays it applies to.",
        asked,
        share=percent(display.counted / asked),
        n=integer(asked),
    )
