"""The Registrations page: stays over time, forms, delay and work list of the viewer's own units."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import dash
from dash import Input, Output, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard.choice import Choice, Group, Option, as_props
from dashboard.files import KINDS, FileTable
from dashboard.inputs import Typed
from dashboard.language import N_, _, date, integer, listed, ngettext
from dashboard.pages.address import local_path
from dashboard.pages.files import serve_files
from dashboard.pages.frame import NARROW, Frame
from dashboard.pages.sheet import Sheet, Way, caption, draw
from dashboard.pictures import picture
from dashboard.registrations import downloads, figures, found, sentences, tables
from dashboard.registrations.asked import Asked, read
from dashboard.registrations.texts import (
    AXIS_NAMES,
    FORM_NAMES,
    GAP_NAMES,
    PART_NAMES,
    STEP_NAMES,
    scope_name,
)
from dashboard.texts import country_name
from dashboard.theme import Figure, aria
from dashboard.words import Heading, Words, plain
from queries import NotRecorded, QueryError, Registry, Settings, Viewer

PATH = "/registrations"
NAME = N_("Registrations")
ROLES = ("clinician", "manager", "data_manager")
FRAME = Frame(name="registrations")
TOLD = FRAME.id("told")
CONTROLS = ("scope", "from", "to", "axis", "step", "what")
Props = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One part of the page, ready: words, figure, table and file."""

    sentence: Words
    figure: Figure | None
    table: Component
    file: FileTable
    notes: tuple[str, ...] = ()


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page, its callback and its files to an application."""

    def layout(**query: str | list[str]) -> Component:
        asked = read(query, current_user.viewer, registry.settings, _today())
        return FRAME.layout(_question(asked, current_user.viewer, registry.settings))

    def update(values: Mapping[str, str], search: str | None, window: str | None) -> Props:
        if search is None or window is None:
            raise PreventUpdate  # the browser has not said yet where it is and how wide
        viewer, settings = current_user.viewer, registry.settings
        there = read(parse_qs(search.removeprefix("?")), viewer, settings, _today())
        asked = _by_controls(there, values, viewer, settings) if FRAME.changed(CONTROLS) else there
        children, said, kept = _answer(registry, asked, viewer, narrow=window == NARROW)
        moved = replace(asked, ignored=()) != replace(there, ignored=())
        return {
            "search": _address(asked).partition("?")[1] + _address(asked).partition("?")[2]
            if moved
            else no_update,
            "answer": children,
            "said": said,
            "picture": kept,
            "controls": _values(asked),
            "step": asked.part != "stays",
            "what": asked.part != "worklist",
        }

    def table(search: str, viewer: Viewer) -> FileTable:
        asked = read(parse_qs(search), viewer, registry.settings, _today())
        heading = _heading(asked, viewer, registry)
        return _shown(registry, asked, viewer, heading, narrow=False).file

    dash.register_page("registrations", path=PATH, name=NAME, layout=layout, roles=ROLES)  # type: ignore[no-untyped-call]
    serve_files(app.server, PATH, table)
    app.callback(output=_outputs(), inputs=_inputs())(update)
    FRAME.add_browser_callbacks(app)


def _inputs() -> Props:
    return {
        "values": {field: Input(FRAME.control(field), "value") for field in CONTROLS},
        "search": Input(FRAME.url, "search"),
        "window": Input(FRAME.window, "data"),
    }


def _outputs() -> Props:
    return {
        "search": Output(FRAME.url, "search"),
        "answer": Output(FRAME.answer, "children"),
        "said": Output(FRAME.said, "children"),
        "picture": Output(FRAME.picture, "data"),
        "controls": {field: Output(FRAME.control(field), "value") for field in CONTROLS},
        "step": Output(FRAME.id("step-field"), "hidden"),
        "what": Output(FRAME.id("what-field"), "hidden"),
    }


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _by_controls(there: Asked, values: Mapping[str, str], viewer: Viewer, settings: Settings) -> Asked:
    """What the controls say; the part and the order are links, so they stay."""
    fields = {
        **{name: value or "" for name, value in values.items()},
        "part": there.part,
        "order": there.order,
    }
    return read(fields, viewer, settings, _today())


def _address(asked: Asked, path: str = PATH) -> str:
    fields = asked.to_query(_today())
    return local_path(path) + (f"?{urlencode(fields)}" if fields else "")


# --- Question -----------------------------------------------------------------------------------------
def _question(asked: Asked, viewer: Viewer, settings: Settings) -> Component:
    values = _values(asked)
    chosen = {
        "scope": (_("Centre"), _scopes(viewer, settings)),
        "axis": (_("Time by"), [_options(AXIS_NAMES)]),
        "step": (_("Steps"), [_options(STEP_NAMES)]),
        "what": (_("Only"), [Group(options=(Option(value="", label=_("Everything")),)), _options(GAP_NAMES)]),
    }
    days = {"from": _("From"), "to": _("To")}
    fields = [
        _field(name, chosen[name][0], _choice(name, chosen[name][1], values[name]))
        if name in chosen
        else _field(name, days[name], _day(name, values[name]))
        for name in CONTROLS
    ]
    return html.Section(
        html.Div(fields, className="question-row"), className="question", **aria(label=_("Question"))
    )


def _values(asked: Asked) -> dict[str, str]:
    return {
        "scope": asked.scope,
        "from": asked.dates[0].isoformat(),
        "to": asked.dates[1].isoformat(),
        "axis": asked.axis,
        "step": asked.step,
        "what": asked.what,
    }


def _field(name: str, label: str, control: Component) -> Component:
    return html.Div(
        [html.Label(label, htmlFor=FRAME.control(name)), control],
        className="field",
        id=FRAME.id(f"{name}-field"),
    )


def _choice(name: str, groups: list[Group], value: str) -> Component:
    return Choice(id=FRAME.control(name), value=value, groups=as_props(groups), disabled=False)


def _day(name: str, value: str) -> Component:
    return Typed(
        id=FRAME.control(name),
        kind="date",
        value=value,
        least="1900-01-01",
        most="2100-12-31",
        wrong=False,
        told=TOLD,
    )


def _options(names: Mapping[Any, str]) -> Group:
    return Group(options=tuple(Option(value=id_, label=_(name)) for id_, name in names.items()))


def _scopes(viewer: Viewer, settings: Settings) -> list[Group]:
    """All own units, the countries of which all units are the viewer's own, and each unit."""
    units = [unit for unit in settings.units if viewer.sees_exactly(unit.id)]
    every = Option(value="", label=scope_name("", viewer, settings))
    if len(units) < 2:
        return [Group(options=(every,))]
    countries = [one for one in settings.countries() if all(map(viewer.sees_exactly, settings.unit_ids(one)))]
    return [
        Group(options=(every,)),
        Group(
            label=_("Countries"),
            options=tuple(Option(value=one, label=country_name(one)) for one in countries),
        ),
        Group(
            label=_("Centres"), options=tuple(Option(value=str(unit.id), label=unit.name) for unit in units)
        ),
    ]


# --- Answer -------------------------------------------------------------------------------------------
def _answer(
    registry: Registry, asked: Asked, viewer: Viewer, *, narrow: bool
) -> tuple[list[Component], str, Props]:
    try:
        heading = _heading(asked, viewer, registry)
        shown = _shown(registry, asked, viewer, heading, narrow=narrow)
    except QueryError as error:
        title, advice = _problem(error)
        card = html.Div([html.H1(title), html.P(advice)], className="problem-card")
        return [card], f"{title}. {advice}", {"figure": None, "name": ""}
    sheet = Sheet(
        heading=heading,
        sentence=shown.sentence,
        own=True,
        views=tuple(
            Way(name=_(name), address=_address(replace(asked, part=part)), current=part == asked.part)
            for part, name in PART_NAMES.items()
        ),
        notes=tuple(_notes(asked, shown)),
        figure=shown.figure,
        # Nothing is drawn of the work list; of the rest the table is seen under the figure.
        table=shown.table if shown.figure is None else html.Div(),
        under=() if shown.figure is None else (shown.table,),
        files={kind: _address(asked, f"{PATH}/table.{kind}") for kind in KINDS},
        about=(html.P(_about(asked)),),
    )
    kept = {"figure": shown.figure and picture(shown.figure, heading), "name": shown.file.name}
    return draw(sheet, FRAME), plain(shown.sentence), kept


def _problem(error: QueryError) -> tuple[str, str]:
    if isinstance(error, NotRecorded):
        return _("Not in this registry"), _("The registry in use does not deliver what this is counted from.")
    return _("The data cannot be read just now"), _(
        "Nothing is lost. Wait a few minutes, then change a filter or load the page again."
    )


def _notes(asked: Asked, shown: Ready) -> Iterator[Component]:
    told = list(shown.notes)
    if asked.ignored:
        parts = listed(sorted(asked.ignored))
        told.insert(0, _("This part of the link was not understood: {parts}. Shown without it.", parts=parts))
    if told:
        items = [
            html.Li([html.Span("!", className="note-sign", **aria(hidden="true")), html.Span(text)])
            for text in told
        ]
        yield html.Div(html.Ul(items), className="notes")


def _heading(asked: Asked, viewer: Viewer, registry: Registry) -> Heading:
    first, last = (date(day) for day in asked.dates)
    by = (
        _("discharged {first} to {last}", first=first, last=last)
        if asked.axis == "discharge"
        else _("admitted {first} to {last}", first=first, last=last)
    )
    titles = {
        "stays": _("Stays registered"),
        "forms": _("Forms of each stay"),
        "delay": _("From discharge to completed form"),
        "worklist": _("Work list"),
    }
    synthetic = [_("Synthetic data – not real patients")] if registry.partly_synthetic() else []  # noqa: RUF001
    return Heading(
        title=titles[asked.part],
        facts=(scope_name(asked.scope, viewer, registry.settings), by),
        source=(_("Read live from the registry"),),
        warnings=(*synthetic, _("Contains live data of your own unit: do not pass on")),
    )


def _about(asked: Asked) -> str:
    texts = {
        "stays": _(
            "A stay is one main form; of a form delivered several times the one closed last counts. People are counted"
            " once in each period. Steps that are not whole are hatched."
        ),
        "forms": _(
            "Forms that hang on the stay's main form. By discharge: dated on or before the day of discharge. A stay may"
            " have forms before and after."
        ),
        "delay": _(
            "Whole days from discharge to the first completion of the main form. The registry's goal is 30 days."
        ),
        "worklist": _(
            "Stays that lack a form or hold a value that cannot be right. The record key is that of the main form. It"
            " names a patient: it is shown to the unit's own staff only and does not belong in an e-mail."
        ),
    }
    return texts[asked.part]


def _shown(registry: Registry, asked: Asked, viewer: Viewer, heading: Heading, *, narrow: bool) -> Ready:
    units = asked.units(viewer, registry.settings)
    parts = {"stays": _stays, "forms": _forms, "delay": _delay, "worklist": _worklist}
    return parts[asked.part](registry, asked, units, viewer, heading, narrow)


def _stays(
    registry: Registry, asked: Asked, units: tuple[int, ...], viewer: Viewer, heading: Heading, narrow: bool
) -> Ready:
    over, settings = found.over_time(registry, asked, units, viewer), registry.settings
    undated = ngettext(
        "{n} stay has no date on this axis and is in no row.",
        "{n} stays have no date on this axis and are in no row.",
        over.undated,
        n=integer(over.undated),
    )
    return Ready(
        sentence=sentences.over_time(over),
        figure=figures.over_time(over, asked, narrow=narrow),
        table=tables.over_time(over, asked, settings, caption(heading)),
        file=downloads.over_time(over, asked, settings, heading),
        notes=(undated,) if over.undated else (),
    )


def _forms(
    registry: Registry, asked: Asked, units: tuple[int, ...], viewer: Viewer, heading: Heading, narrow: bool
) -> Ready:
    linked, settings = registry.linked_forms(asked.stays(units), viewer), registry.settings
    kinds = [kind for kind in FORM_NAMES if linked and kind in linked[0].forms]
    counts = [found.with_form(linked, kind) for kind in kinds]
    return Ready(
        sentence=sentences.forms(linked, kinds),
        figure=figures.shares([_(FORM_NAMES[kind]) for kind in kinds], counts, narrow=narrow),
        table=tables.forms(linked, kinds, settings, caption(heading)),
        file=downloads.forms(linked, kinds, asked, settings, heading),
    )


def _delay(
    registry: Registry, asked: Asked, units: tuple[int, ...], viewer: Viewer, heading: Heading, narrow: bool
) -> Ready:
    delays, settings = registry.registration_delays(asked.stays(units), viewer), registry.settings
    days = found.together(delays)
    counts = [sum(column) for column in zip(*(found.binned(one) for one in delays), strict=True)]
    return Ready(
        sentence=sentences.delays(days, found.median_days(days)),
        figure=figures.delays(counts, narrow=narrow),
        table=tables.delays(delays, settings, caption(heading)),
        file=downloads.delays(delays, asked, settings, heading),
    )


def _worklist(
    registry: Registry, asked: Asked, units: tuple[int, ...], viewer: Viewer, heading: Heading, narrow: bool
) -> Ready:
    del narrow  # a table on every screen
    gaps, settings = registry.worklist(asked.stays(units), viewer, today=_today()), registry.settings
    listed_ = found.listed(gaps, asked.what, asked.order)
    more = len(listed_.gaps) - tables.MOST_GAPS
    rest = ngettext("{n} more row is in the files.", "{n} more rows are in the files.", more, n=integer(more))
    return Ready(
        sentence=sentences.worklist(listed_),
        figure=None,
        table=tables.worklist(
            listed_,
            settings,
            caption(heading),
            asked.order,
            lambda order: _address(replace(asked, order=order)),
        ),
        file=downloads.worklist(listed_, asked, settings, heading),
        notes=(rest,) if more > 0 else (),
    )
