"""The rule in force: that of the release in service, or of the settings where there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.language import _, date, integer
from dashboard.texts import years
from dashboard.theme import aria
from queries import Header, Listed, QueryError, Registry, Settings

TITLE_ID = "rule-in-force"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What decides whether a number is shown, and the release that was built by it."""

    k: int
    insider_safe: bool
    max_filters: int
    process_indicators: tuple[str, ...]
    release: Header | None


def rule_in_force(registry: Registry) -> Rule:
    """The rule; that of the settings also where releases cannot be read, because explaining needs no data."""
    try:
        header = in_service(registry.releases())
    except QueryError:
        header = None
    stated = header or registry.settings.rule
    return Rule(
        k=stated.k,
        insider_safe=stated.insider_safe,
        max_filters=stated.max_filters,
        process_indicators=tuple(sorted(stated.process_indicators)),
        release=header,
    )


def in_service(releases: Sequence[Listed]) -> Header | None:
    """The release that numbers are shown from: the latest that is not withdrawn."""
    return next((one.header for one in reversed(releases) if one.withdrawn is None), None)


def draw_rule(rule: Rule, settings: Settings) -> Component:
    """The rule as a list of facts, and what is done so that it holds."""
    facts = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in _facts(rule, settings)]
    tried = _(
        "Before a release is published, the software itself tries to calculate small numbers from everything in"
        " it. If it finds one, nothing is published."
    )
    title = html.H2(_("The rule in force"), id=TITLE_ID)
    return html.Section(
        [title, html.Dl(facts, className="page-facts"), html.P(tried)],
        className="page-beside",
        **aria(labelledby=TITLE_ID),
    )


def _facts(rule: Rule, settings: Settings) -> Iterator[tuple[str, str]]:
    block = settings.rule.block_years
    yield _("Smallest group (patients)"), integer(rule.k)
    yield _("Holds against unit staff, too"), _("Yes") if rule.insider_safe else _("No")
    yield _("Filters at a time"), integer(rule.max_filters)
    yield _("Periods"), _("Single years, or blocks of {n} years", n=block) if block > 1 else _("Single years")
    if rule.release:
        yield _("Release"), rule.release.id
        yield _("Years of discharge"), years((rule.release.first_year, rule.release.frozen_through))
        yield _("Made"), date(rule.release.created)
