"""The page "Releases", for data managers: every release ever published, with the report of its audit."""

from collections.abc import Iterator, Mapping

import dash
from dash import html
from dash.development.base_component import Component

from dashboard.language import N_, _, date, integer, listed, percent
from dashboard.pages import filed_audit
from dashboard.pages.rule import in_service
from dashboard.texts import shown_name, years
from dashboard.theme import aria
from queries import Header, Listed, Registry, Role, Settings

PATH = "/releases"
NAME = N_("Releases")
ROLES: tuple[Role, ...] = ("data_manager",)
# Why stays are not in the shared numbers, by the reason's id in a release.
LEFT_OUT: Mapping[str, str] = {
    "admitted_early_or_undated": N_("Admitted too early, or without a date of admission"),
    "without_age": N_("Under 16 years, or age not recorded"),
    "without_sex": N_("Sex not recorded"),
    "without_cause": N_("Cause of injury not recorded"),
    "before_the_unit_joined": N_("Before the unit took part"),
}


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page to an application. Who may open it is seen to where pages are served."""
    del app

    def layout(**_query: str) -> Component:
        return page(registry.releases(), registry.settings)

    dash.register_page(  # type: ignore[no-untyped-call]
        "releases", path=PATH, name=NAME, layout=layout, roles=ROLES
    )


def page(releases: tuple[Listed, ...], settings: Settings) -> Component:
    """Every release, the latest first."""
    current = in_service(releases)
    told = [_release(one, current, settings) for one in reversed(releases)]
    nothing = [html.P(_("Nothing has been released yet."))]
    lead = _(
        "A release is never changed. It can be followed by another, or withdrawn; its numbers are then no"
        " longer shown anywhere."
    )
    return html.Div(
        [html.H1(_(NAME)), html.P(lead, className="page-lead"), *(told or nothing)], className="page"
    )


def _release(one: Listed, current: Header | None, settings: Settings) -> Component:
    header = one.header
    name = f"release-{header.id}"
    facts = [html.Div([html.Dt(term), html.Dd(value)]) for term, value in _facts(header)]
    return html.Section(
        [
            html.H2(_("Release {release}", release=header.id), id=name),
            _state(one, current),
            html.Dl(facts, className="page-facts"),
            filed_audit.draw(one.audit, settings),
        ],
        className="page-release",
        **aria(labelledby=name),
    )


def _state(one: Listed, current: Header | None) -> Component:
    """Whether numbers are shown from it, as a sign and a word."""
    if one.withdrawn is not None:
        return _said(
            "○",
            _(
                "Withdrawn on {date}: {reason}",
                date=date(one.withdrawn),
                reason=one.withdrawn_because,
            ),
        )
    if one.header is current:
        return _said("●", _("In service"))
    return _said("◐", _("Not in service: a later release is"))


def _said(sign: str, words: str) -> Component:
    return html.P([html.Span(sign, **aria(hidden="true")), " ", words], className="page-state")


def _facts(header: Header) -> Iterator[tuple[str, str | list[Component]]]:
    yield _("Years of discharge"), years((header.first_year, header.frozen_through))
    yield _("Smallest group (patients)"), integer(header.k)
    yield _("Holds against unit staff, too"), _("Yes") if header.insider_safe else _("No")
    yield _("Made"), date(header.created)
    yield _("Data"), _("made up") if header.synthetic else _("of the registry")
    if header.appends:
        yield _("Goes on from"), header.appends
    if header.because:
        yield _("All years counted anew because"), header.because
    yield _("Stays left out"), _left_out(header)
    yield _("Not in this registry"), _lacking(header)


def _left_out(header: Header) -> str | list[Component]:
    """In whole per cent of the registry, never by unit."""
    if not header.left_out:
        return _("None")
    reasons = (
        f"{_(LEFT_OUT.get(reason, reason))}: {_share(part)}" for reason, part in header.left_out.items()
    )
    return [html.Div(reason) for reason in reasons]


def _share(part: int) -> str:
    """Whole per cent; a few are not none."""
    return percent(part / 100) if part else _("under {limit}", limit=percent(0.01))


def _lacking(header: Header) -> str | list[Component]:
    """What cannot be shown, with the columns that it needs."""
    if not header.lacking:
        return _("Nothing is missing")
    return [
        html.Div([f"{shown_name(id_)}: ", html.Code(listed(columns))])
        for id_, columns in header.lacking.items()
    ]
