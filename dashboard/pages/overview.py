"""The Overview: how the viewer's own unit is doing; for somebody without a unit, the countries as released."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard.accounts import Person, Sessions
from dashboard.language import N_, _
from dashboard.overview import found, tiles, words
from dashboard.overview.found import Standing
from dashboard.pages.frame import Frame
from dashboard.registrations.asked import Asked, read
from dashboard.registrations.texts import scope_name
from dashboard.texts import country_name
from dashboard.theme import aria
from dashboard.words import Words, plain
from queries import NoRelease, NotRecorded, QueryError, Registry

PATH = "/overview"
NAME = N_("Overview")
FRAME = Frame(name="overview")
Props = dict[str, Any]


def register(app: dash.Dash, registry: Registry, sessions: Sessions) -> None:
    """Add the page and its callback to an application."""

    def layout(**_query: str | list[str]) -> Component:
        data: dict[str, Any] = {"data-address": FRAME.url}
        return html.Div(
            [
                dcc.Location(id=FRAME.url, refresh=False),
                html.P(id=FRAME.said, role="status", className="visually-hidden"),
                html.Div(id=FRAME.answer, className="answer overview", tabIndex="-1"),
            ],
            **data,
        )

    def update(search: str | None) -> Props:
        if search is None:
            raise PreventUpdate  # the browser has not said yet where it is
        children, said = _page(registry, sessions, current_user, parse_qs(search.removeprefix("?")))
        return {"answer": children, "said": said}

    dash.register_page("overview", path=PATH, name=NAME, layout=layout)  # type: ignore[no-untyped-call]
    outputs = {"answer": Output(FRAME.answer, "children"), "said": Output(FRAME.said, "children")}
    app.callback(output=outputs, inputs={"search": Input(FRAME.url, "search")})(update)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _page(
    registry: Registry, sessions: Sessions, person: Person, fields: dict[str, list[str]]
) -> tuple[list[Component], str]:
    try:
        if not person.viewer.scope:
            return _of_countries(registry)
        asked = read(fields, person.viewer, registry.settings, _today())
        return _of_units(registry, sessions, person, asked)
    except QueryError:
        return _unreadable()


def _of_units(
    registry: Registry, sessions: Sessions, person: Person, asked: Asked
) -> tuple[list[Component], str]:
    viewer, today = person.viewer, _today()
    units = asked.units(viewer, registry.settings)
    standings = found.standings(registry, units, viewer, today)
    discharged = found.stays_by_month(registry, units, viewer, today, "discharge")
    admitted = found.stays_by_month(registry, units, viewer, today, "admission")
    name = scope_name(asked.scope, viewer, registry.settings)
    said = words.summary(discharged, standings, today.year)
    countries = {registry.settings.unit(unit).country for unit in units}
    long = found.classified_long(registry, units, viewer, today)
    beside = [
        *tiles.lengths(found.lengths(registry, units, viewer, today)),
        *([tiles.classified(long)] if long else []),
        tiles.to_do(found.to_do(registry, units, viewer, today), asked.scope),
        *_optional(lambda: tiles.delay(found.delay_days(registry, units, viewer, today), asked.scope)),
        _news(registry, sessions, person, units, standings),
    ]
    country = country_name(countries.pop()) if len(countries) == 1 else None
    return [
        html.Div(
            [html.H1(_("{unit}, last 12 months", unit=name)), *_scopes(registry, person, asked)],
            className="card-head",
        ),
        _lead(said),
        html.Div(
            [
                html.Div(
                    [
                        tiles.indicators(standings, today.year, country),
                        tiles.months(discharged, admitted, asked.scope),
                    ],
                    className="stack",
                ),
                html.Div(beside, className="stack"),
            ],
            className="beside",
        ),
        _source(registry, own=True),
    ], plain(said)


def _optional(tile: Callable[[], Component]) -> Iterator[Component]:
    """A tile, or nothing where the registry does not record what it is made of."""
    try:
        yield tile()
    except NotRecorded:
        return


def _news(
    registry: Registry,
    sessions: Sessions,
    person: Person,
    units: tuple[int, ...],
    standings: tuple[Standing, ...],
) -> Component:
    visit = sessions.previous_visit(person.id)
    release = next((one.release for one in standings if one.release), None)
    try:
        registered = registry.closed_since(units, visit.date(), person.viewer) if visit else None
    except NotRecorded:
        registered = None
    return tiles.news(visit, registered, release)


def _scopes(registry: Registry, person: Person, asked: Asked) -> Iterator[Component]:
    """For viewers of several units: all together, and each."""
    units = [unit for unit in registry.settings.units if person.viewer.sees_exactly(unit.id)]
    if len(units) < 2:
        return
    choices = {"": _("All"), **{str(unit.id): unit.name for unit in units}}
    links = [
        html.A(
            name,
            href=tiles.address(PATH, scope=scope),
            className="ask",
            **(aria(current="true") if scope == asked.scope else {}),
        )
        for scope, name in choices.items()
    ]
    yield html.Nav(links, className="switch", **aria(label=_("Centre")))


def _of_countries(registry: Registry) -> tuple[list[Component], str]:
    try:
        answers = found.by_country(registry)
    except NoRelease:
        said = _("Shared numbers appear here once the first release has been made.")
        return [
            html.Div([html.H1(_("No numbers have been released yet")), html.P(said)], className="state")
        ], said
    provenance = answers[0].provenance
    said = _(
        "Release {release} holds the years up to {year}. Each number stands for the latest years that can be shown.",
        release=provenance.release,
        year=str(provenance.frozen_through),
    )
    ways = {
        "/benchmark": _("Compare centres"),
        "/outcomes": _("See outcomes"),
        "/catalogue": _("What is recorded"),
        "/protection": _("How numbers are protected"),
    }
    links = [html.A(name, href=tiles.address(path), className="button") for path, name in ways.items()]
    return [
        html.H1(_("The Nordic registry")),
        html.P(said, className="lead"),
        html.Div([tiles.countries(answers), html.Div(links, className="row")], className="stack"),
        _source(registry, own=False),
    ], said


def _unreadable() -> tuple[list[Component], str]:
    """The registry is away; what is released goes on elsewhere."""
    said = _("Nothing is lost. Released numbers go on: see the comparison of centres.")
    way = html.P(html.A(_("Compare centres"), href=tiles.address("/benchmark"), className="button"))
    title = _("The data cannot be read just now")
    return [html.Div([html.H1(title), html.P(said), way], className="state")], f"{title}. {said}"


def _lead(said: Words) -> Component:
    runs = [html.Strong(run.text) if run.strong else run.text for run in said]
    return html.P(runs, className="lead")


def _source(registry: Registry, *, own: bool) -> Component:
    notes = [_("Read live from the registry; recent stays may not be registered yet.")] if own else []
    notes += [_("Contains live data of your own unit: do not pass on")] if own else []
    notes += [_("Synthetic data – not real patients")] if registry.partly_synthetic() else []  # noqa: RUF001
    return html.P(" · ".join(notes), className="soft note-text overview-source")
