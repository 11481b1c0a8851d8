"""The catalogue: what can be asked, what each number means, since when, and how complete it is."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

import dash
from dash import Input, Output, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard import catalogue, completeness
from dashboard.catalogue import Entry
from dashboard.completeness import Recorded, UnitYears
from dashboard.files import KINDS, FileTable
from dashboard.language import N_, _, integer, ngettext, percent
from dashboard.pages.address import local_path
from dashboard.pages.files import serve_files
from dashboard.pages.frame import Frame
from dashboard.pages.sheet import TABLE_FILES
from dashboard.texts import country_name, years
from dashboard.theme import aria
from queries import (
    INDICATORS,
    NoRelease,
    NotRecorded,
    QueryError,
    Registry,
    Row,
    SourceUnavailable,
    Viewer,
)

PATH = "/catalogue"
NAME = N_("Catalogue")
FRAME = Frame(name="catalogue")
SEARCH, LIST = FRAME.control("search"), FRAME.id("list")
LONGEST_SEARCH = 80
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page, its callback and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        text, _chosen = _read(
            {name: value if isinstance(value, list) else [value] for name, value in query.items()}
        )
        return html.Div([FRAME.layout(_question(text))], className="catalogue")

    def update(text: str | None, search: str | None) -> Props:
        if search is None:
            raise PreventUpdate  # the browser has not said yet where it is
        there = _read(parse_qs(search.removeprefix("?")))
        asked = ((text or "")[:LONGEST_SEARCH], there[1]) if FRAME.changed(("search",)) else there
        answer, said = _answer(registry, *asked, viewer=current_user.viewer)
        address = _address(*asked)
        return {
            "search": address.partition("?")[2] and f"?{address.partition('?')[2]}"
            if asked != there
            else no_update,
            "text": asked[0],
            "list": _list(*asked),
            "answer": answer,
            "said": said,
        }

    def table(search: str, viewer: Viewer) -> FileTable:
        del viewer  # it holds no numbers
        text, _chosen = _read(parse_qs(search))
        return catalogue.file_table(catalogue.found(text, catalogue.entries()))

    dash.register_page("catalogue", path=PATH, name=NAME, layout=layout)  # type: ignore[no-untyped-call]
    serve_files(app.server, PATH, table)
    app.callback(
        output={
            "search": Output(FRAME.url, "search"),
            "text": Output(SEARCH, "value"),
            "list": Output(LIST, "children"),
            "answer": Output(FRAME.answer, "children"),
            "said": Output(FRAME.said, "children"),
        },
        inputs={"text": Input(SEARCH, "value"), "search": Input(FRAME.url, "search")},
    )(update)


def _read(fields: Mapping[str, list[str]]) -> tuple[str, str | None]:
    """The text searched for and the entry chosen; one that there is not is none."""
    text, chosen = fields.get("q", [""])[-1][:LONGEST_SEARCH], fields.get("id", [""])[-1]
    return text, chosen if chosen in {entry.id for entry in catalogue.entries()} else None


def _address(text: str, chosen: str | None, path: str = PATH) -> str:
    fields = {name: value for name, value in (("q", text), ("id", chosen)) if value}
    return local_path(path) + (f"?{urlencode(fields)}" if fields else "")


# --- Question: the search and what it finds ---------------------------------------------------------
def _question(text: str) -> Component:
    field = [
        html.Label(_("Search the catalogue"), htmlFor=SEARCH),
        dcc.Input(
            id=SEARCH,
            type="search",
            value=text,
            debounce=0.3,
            className="catalogue-search",
            maxLength=LONGEST_SEARCH,
        ),
    ]
    found = html.Nav(id=LIST, className="catalogue-list", **aria(label=_("Catalogue")))
    return html.Section(
        [html.Div(field, className="field"), found], className="question", **aria(label=_("Search"))
    )


def _list(text: str, chosen: str | None) -> list[Component]:
    found = catalogue.found(text, catalogue.entries())
    count = ngettext("{n} entry", "{n} entries", len(found), n=integer(len(found)))
    forms = dict.fromkeys(entry.form for entry in found)
    return [
        html.P(
            count if found else _("Nothing in the catalogue holds these words."), className="catalogue-count"
        ),
        *(_form(form, [entry for entry in found if entry.form == form], text, chosen) for form in forms),
    ]


def _form(form: str, found: list[Entry], text: str, chosen: str | None) -> Component:
    items = [
        html.Li(
            html.A(
                entry.name,
                href=_address(text, entry.id),
                className="ask",
                **(aria(current="true") if entry.id == chosen else {}),
            )
        )
        for entry in found
    ]
    return html.Div([html.H2(form), html.Ul(items)], className="catalogue-form")


# --- Answer: one entry ------------------------------------------------------------------------------
def _answer(
    registry: Registry, text: str, chosen: str | None, *, viewer: Viewer
) -> tuple[list[Component], str]:
    entry = next((one for one in catalogue.entries() if one.id == chosen), None)
    if entry is None:
        return _start(text), _("The catalogue of everything that can be asked.")
    parts = [
        html.H1(entry.name),
        html.P(
            " · ".join(dict.fromkeys((_(catalogue.KIND_NAMES[entry.kind]), entry.form))),
            className="answer-facts",
        ),
        html.P(entry.definition, className="answer-sentence"),
        _ways(registry, entry, viewer),
        _facts(entry),
        *_codes(entry),
        _columns(entry),
        html.H2(_("How complete it is")),
        *_completeness(registry, entry, viewer),
    ]
    return parts, f"{entry.name}. {entry.definition}"


def _start(text: str) -> list[Component]:
    files = [html.A(TABLE_FILES[kind], href=_address(text, None, f"{PATH}/table.{kind}")) for kind in KINDS]
    return [
        html.H1(_(NAME)),
        html.P(
            _(
                "Everything the registry records and every indicator made of it: what it means, since when it is"
                " collected, and how complete it is. Choose an entry."
            ),
            className="answer-sentence",
        ),
        html.Div([html.Span(_("Download:")), *files], className="files"),
    ]


def _ways(registry: Registry, entry: Entry, viewer: Viewer) -> Component:
    """Where its numbers are."""
    ways = []
    if entry.id in _compared(registry):
        ways.append(html.A(_("Compare centres"), href=local_path("/benchmark") + f"?show={entry.id}"))
    if viewer.scope:
        ways.append(html.A(_("See your own unit"), href=local_path("/explore") + f"?show={entry.id}"))
    return html.P(ways, className="catalogue-ways")


def _compared(registry: Registry) -> frozenset[str]:
    """What the release in service can compare; nothing where there is none."""
    try:
        return registry.compared()
    except (NoRelease, SourceUnavailable):
        return frozenset()


def _facts(entry: Entry) -> Component:
    rows: list[tuple[str, str]] = [(_("Data set"), entry.reference)]
    rows += [(_("Asked of"), restriction) for restriction in catalogue.restrictions(entry)]
    if entry.id in INDICATORS:
        indicator = INDICATORS[entry.id]
        rows.append((_("Better"), _("lower") if indicator.better == "lower" else _("higher")))
        rows += [
            (_("Target {when}", when=when), limits) for when, limits in catalogue.target_history(indicator)
        ]
    if entry.keys:
        rows.append((_("Key in the registry's variable list"), ", ".join(entry.keys)))
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(value)]) for name, value in rows],
        className="page-facts catalogue-facts",
    )


def _codes(entry: Entry) -> Iterator[Component]:
    """The answers as recorded, and how they are grouped where less detail can be shown."""
    if not entry.codes:
        return
    yield html.H2(_("Answers"))
    *coarser, (_finest, answers) = entry.codes.items()
    yield html.Ul([html.Li(answer) for answer in answers], className="catalogue-answers")
    if coarser:
        items = [html.Li([html.Strong(f"{level}: "), " | ".join(groups)]) for level, groups in coarser]
        yield html.Details([html.Summary(_("Grouped more coarsely")), html.Ul(items)])


def _columns(entry: Entry) -> Component:
    items = [html.Li(html.Code(column)) for column in entry.columns]
    return html.Details([html.Summary(_("Columns of the registry that it is made of")), html.Ul(items)])


# --- Completeness -----------------------------------------------------------------------------------
def _completeness(registry: Registry, entry: Entry, viewer: Viewer) -> Iterator[Component]:
    yield html.P(_("Recorded: stays with an answer among those it was asked of, by year of discharge."))
    yield from _tried(lambda: _own(registry, entry, viewer))
    yield from _tried(lambda: _released(registry, entry, viewer))


def _tried(part: Callable[[], Iterable[Component]]) -> Iterator[Component]:
    """A part of the page, or in its place why it cannot be shown."""
    try:
        yield from part()
    except NotRecorded as lacking:
        columns = ", ".join(lacking.columns)
        yield html.P(_("The registry in use does not deliver it. Missing: {columns}.", columns=columns))
    except NoRelease:
        yield html.P(_("No numbers of other units have been released yet."))
    except QueryError:
        yield html.P(_("The data cannot be read just now. Nothing is lost; try again in a few minutes."))


def _own(registry: Registry, entry: Entry, viewer: Viewer) -> list[Component]:
    if not viewer.scope:
        return []
    found = completeness.own_completeness(registry, entry.id, viewer, datetime.date.today())  # noqa: DTZ011
    shown = list(completeness.years_of(found))
    if not shown:
        return [html.P(_("No stay of your unit is registered in these years."))]
    names = {unit.id: unit.name for unit in registry.settings.units}
    head = [html.Th(_("Your units"), scope="col"), *(html.Th(str(year), scope="col") for year in shown)]
    rows = [_own_row(one, names[one.unit], shown) for one in found]
    return [_table(_("Your own units, counted live"), [*head, html.Th(_("All"), scope="col")], rows)]


def _own_row(found: UnitYears, name: str, shown: list[int]) -> Component:
    none = Recorded(known=0, asked=0)
    cells = [found.years.get(year, none) for year in shown]
    return html.Tr([html.Th(name, scope="row"), *(html.Td(_share(one)) for one in (*cells, found.whole))])


def _released(registry: Registry, entry: Entry, viewer: Viewer) -> list[Component]:
    answer = completeness.released_completeness(registry, entry.id, viewer)
    if answer is None:
        return []
    rows = [row for row in (*answer.references, *answer.rows) if row.lane == "shared"]
    caption = _(
        "From release {release}, discharged {years}",
        release=answer.provenance.release,
        years=years(answer.period),
    )
    head = [html.Th(_("Centre"), scope="col"), html.Th(_("Recorded"), scope="col")]
    return [_table(caption, head, [_released_row(registry, row) for row in rows])]


def _released_row(registry: Registry, row: Row) -> Component:
    found = completeness.recorded_of(row)
    shown = (
        _share(found)
        if found
        else [
            html.Span("\N{EN DASH}", **aria(hidden="true")),
            html.Span(_("not shown"), className="visually-hidden"),
        ]
    )
    return html.Tr([html.Th(_name(registry, row), scope="row"), html.Td(shown)])


def _name(registry: Registry, row: Row) -> str:
    match row.group.scope:
        case "unit":
            return registry.settings.unit(int(row.group.key)).name
        case "country":
            return country_name(row.group.key)
        case "nordic":
            return _("All Nordic units")
        case _:
            return ", ".join(registry.settings.unit(unit).name for unit in row.group.units)


def _share(found: Recorded) -> str:
    if found.share is None:
        return _("not asked")
    # 99.6 % is not complete: only every single stay makes 100 %.
    share = min(found.share, 0.99) if found.known < found.asked and found.share > 0.99 else found.share
    return _("{share} of {n}", share=percent(share), n=integer(found.asked))


def _table(caption: str, head: Sequence[Component], rows: Sequence[Component]) -> Component:
    table = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(list(head))), html.Tbody(list(rows))],
        className="page-table catalogue-table",
    )
    return html.Div(table, className="page-scroll", tabIndex="0", role="region", **aria(label=caption))
