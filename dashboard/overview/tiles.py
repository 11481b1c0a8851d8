"""The parts of the Overview page."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.language import _, date, integer, ngettext, percent
from dashboard.overview import words
from dashboard.overview.found import Months, Standing
from dashboard.own.steps import step_name
from dashboard.pages.address import local_path
from dashboard.registrations.found import GOAL_DAYS, in_time, median_days
from dashboard.registrations.texts import GAP_NAMES
from dashboard.spark import Spark
from dashboard.texts import country_name, short_name, shown_name, years
from dashboard.theme import CLASS_SIGNS, aria
from queries import Answer, Indicator, Row, Shown, Summary, wilson

MOST_TO_DO = 6


def address(path: str, **fields: str) -> str:
    """An address of another page of ours."""
    kept = {name: value for name, value in fields.items() if value}
    return local_path(path) + (f"?{urlencode(kept)}" if kept else "")


def indicators(standings: Sequence[Standing], year: int, country: str | None) -> Component:
    """Each indicator: own value with target, trend, country and Nordic whole."""
    head = [
        _("Indicator"),
        _("You, last 12 months"),
        _("Target"),
        _("Last 5 years"),
        *([country] if country else []),
        _("Nordic"),
    ]
    rows = [_indicator_row(one, year, with_country=country is not None) for one in standings]
    released = next((one.release for one in standings if one.release), None)
    note = (
        [
            html.P(
                _(
                    "Country and Nordic: release {release}, the latest released years of each.",
                    release=released.provenance.release,
                ),
                className="soft note-text",
            )
        ]
        if released
        else [html.P(_("Country and Nordic appear here with the first release."), className="soft note-text")]
    )
    heads = [
        html.Th(name, scope="col", className="number" if place in (1, 4, 5) else "")
        for place, name in enumerate(head)
    ]
    table = html.Table(
        [
            html.Caption(_("Quality indicators"), className="visually-hidden"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="table overview-indicators",
    )
    box = html.Div(
        table, className="table-box", tabIndex="0", role="region", **aria(label=_("Quality indicators"))
    )
    return html.Section([html.H2(_("Quality indicators")), box, *note], className="card")


def _indicator_row(one: Standing, year: int, *, with_country: bool) -> Component:
    id_ = one.indicator.id
    lower = [html.Small(_("lower is better"))] if one.indicator.better == "lower" else []
    name = html.Th([html.A(short_name(id_), href=address("/benchmark", show=id_)), *lower], scope="row")
    own = html.Td(_own(one), className="number", title=words.standing(one))
    spark = Spark(
        id=f"spark-{id_}",
        values=[count / total if total else None for count, total in one.steps],
        bands=list(_bands(one.indicator, year)),
        signals=one.signals,
        label=words.trend(one),
    )
    trend = html.Td(
        html.A(
            spark,
            href=address("/explore", show=id_, split="year", axis="discharge"),
            className="overview-trend",
        )
    )
    references = [one.country, one.nordic] if with_country else [one.nordic]
    return html.Tr(
        [
            name,
            own,
            html.Td(_target(one, year)),
            trend,
            *(html.Td(_released(row), className="number") for row in references),
        ]
    )


def _own(one: Standing) -> list[Component | str]:
    if one.share is None:
        return [_("no stays")]
    count = _("{count} of {total}", count=integer(one.now[0]), total=integer(one.now[1]))
    return [html.Strong(percent(one.share), className="own-words"), html.Small(count)]


def _target(one: Standing, year: int) -> list[Component]:
    found = one.target_class(year)
    if found is None:
        return [html.Span(words.target_word(one, year), className="soft")]
    sign = html.Span(CLASS_SIGNS[found], **aria(hidden="true"))
    chip = html.Span([sign, " ", words.target_word(one, year)], className=f"target target-{found}")
    target = one.indicator.target_for(year, year)
    interval = wilson(*one.now)
    # The interval reaches over a limit: the class could as well be the one beside it.
    unsure = (
        target is not None
        and len({one.indicator.target_class(end, target) for end in (interval.low, interval.high)}) > 1
    )
    return [chip, *([html.Small(_("uncertain"))] if unsure else [])]


def _released(row: Row | None) -> list[Component | str]:
    cell = row.cells[0] if row else None
    if row is None or not isinstance(cell, Shown) or cell.share is None:
        return [
            html.Span("\N{EN DASH}", **aria(hidden="true")),
            html.Span(_("not shown"), className="visually-hidden"),
        ]
    return [percent(cell.share), html.Small(years(row.period))]


def _bands(indicator: Indicator, year: int) -> Iterator[tuple[float, float, str]]:
    target = indicator.target_for(year, year)
    if target is None:
        return
    high, moderate = target.high / 100, target.moderate / 100
    if indicator.better == "lower":
        yield from ((0.0, high, "high"), (high, moderate, "moderate"), (moderate, 1.0, "low"))
    else:
        yield from ((high, 1.0, "high"), (moderate, high, "moderate"), (0.0, moderate, "low"))


def months(discharged: Months, admitted: Months, scope: str) -> Component:
    """Discharges and admissions by month beside the same months before, as a table with small bars."""
    head = [_("Month"), _("Discharged"), _("Years before"), _("Admitted"), _("Years before")]
    rows = [
        html.Tr(
            [
                html.Th(step_name(first, "month"), scope="row"),
                *_month_cells(discharged, place),
                *_month_cells(admitted, place),
            ]
        )
        for place, first in enumerate(discharged.firsts)
    ]
    heads = [
        html.Th(name, scope="col", className="number" if place else "") for place, name in enumerate(head)
    ]
    table = html.Table(
        [
            html.Caption(_("By month"), className="visually-hidden"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="table",
    )
    box = html.Div(
        table,
        className="table-box",
        tabIndex="0",
        role="region",
        **aria(label=_("Discharges and admissions")),
    )
    more = html.P(html.A(_("See registrations"), href=address("/registrations", scope=scope)))
    return html.Section([html.H2(_("Discharges and admissions")), box, more], className="card")


def _month_cells(found: Months, place: int) -> list[Component]:
    before = found.before[place]
    return [
        html.Td(integer(found.counts[place]), className="number"),
        html.Td(_range(before), className="number soft"),
    ]


def _range(before: Sequence[int]) -> str:
    if not before:
        return ""
    low, high = min(before), max(before)
    return integer(low) if low == high else _("{low} to {high}", low=integer(low), high=integer(high))


def lengths(found: Mapping[str, Summary]) -> Iterator[Component]:
    """Lengths of stay: median first, as means of skewed lengths mislead."""
    for id_, one in found.items():
        facts = [html.P(words.days(one.median), className="tile-number")] if one.median is not None else []
        said = [html.P(_lengths_said(one), className="soft note-text")]
        link = html.P(html.A(_("See the distribution"), href=address("/explore", show=id_)))
        yield html.Section([html.H2(shown_name(id_)), *facts, *said, link], className="tile")


def _lengths_said(one: Summary) -> str:
    if one.median is None or one.quartiles is None or one.extremes is None:
        return _("No length is recorded in the last twelve months.")
    return _(
        "median of {n} stays; half lie between {low} and {high}, all between {least} and {most}",
        n=integer(one.n),
        low=integer(round(one.quartiles[0])),
        high=integer(round(one.quartiles[1])),
        least=integer(round(one.extremes[0])),
        most=integer(round(one.extremes[1])),
    )


def delay(days: Mapping[int, int], scope: str) -> Component:
    """How soon forms are completed."""
    total, middle = sum(days.values()), median_days(days)
    link = html.P(html.A(_("See the delay"), href=address("/registrations", part="delay", scope=scope)))
    if not total:
        said = [html.P(_("No form of the last twelve months is completed."), className="soft")]
    else:
        said = [
            html.P(words.days(middle), className="tile-number"),
            html.P(
                _(
                    "median from discharge to completed form; {share} ({count} of {total}) within {goal} days",
                    share=percent(in_time(days) / total),
                    count=integer(in_time(days)),
                    total=integer(total),
                    goal=integer(GOAL_DAYS),
                ),
                className="soft note-text",
            ),
        ]
    return html.Section([html.H2(_("Registration delay")), *said, link], className="tile")


def classified(long: tuple[int, int]) -> Component:
    """Neurological classification of stays over 28 days, which the indicator's row does not tell apart."""
    met, total = long
    number_ = [html.P(percent(met / total), className="tile-number")] if total else []
    said = (
        _(
            "{count} of {total} stays of more than 28 days, last 12 months",
            count=integer(met),
            total=integer(total),
        )
        if total
        else _("No stay of more than 28 days in the last twelve months.")
    )
    fields = {"show": "classification", "over_28_days": "yes", "split": "year", "axis": "discharge"}
    link = html.P(html.A(_("See it over time"), href=address("/explore", **fields)))
    head = html.H2(_("Classified at both times, long stays"))
    return html.Section([head, *number_, html.P(said, className="soft note-text"), link], className="tile")


def to_do(kinds: Mapping[str, int], scope: str) -> Component:
    """What there is to see to in the registry."""
    items = [
        html.Li(
            html.A(
                _("{what}: {n}", what=_(GAP_NAMES[kind]), n=integer(n)),
                href=address("/registrations", part="worklist", what=kind, scope=scope),
            )
        )
        for kind, n in list(kinds.items())[:MOST_TO_DO]
    ]
    said = (
        html.Ul(items)
        if items
        else html.P(_("Nothing to see to in the last twelve months."), className="soft")
    )
    return html.Section([html.H2(_("To do in the registry")), said], className="tile")


def news(visit: datetime.datetime | None, registered: int | None, release: Answer | None) -> Component:
    """What is new since the last visit."""
    said = []
    if visit is None:
        said.append(_("This is your first visit."))
    elif registered is not None:
        said.append(
            ngettext(
                "{n} stay has been completed since your last visit on {date}.",
                "{n} stays have been completed since your last visit on {date}.",
                registered,
                n=integer(registered),
                date=date(visit.date()),
            )
        )
    if release is not None:
        made = release.provenance.created
        since = visit is None or made.replace(tzinfo=visit.tzinfo) > visit
        text = (
            _("New: release {release} holds years up to {year}.")
            if since
            else _("Release {release} holds years up to {year}.")
        )
        said.append(text.format(release=release.provenance.release, year=release.provenance.frozen_through))
    return html.Section(
        [html.H2(_("Since your last visit")), *(html.P(text) for text in said)], className="tile"
    )


def countries(answers: Sequence[Answer]) -> Component:
    """For somebody without a unit: each indicator in each country and the Nordic whole, as released."""
    groups = list(
        dict.fromkeys(
            row.group.key for answer in answers for row in answer.rows if row.group.scope == "country"
        )
    )
    heads = [_("Indicator"), *map(country_name, groups), _("Nordic")]
    rows = []
    for answer in answers:
        by_country = {row.group.key: row for row in answer.rows if row.group.scope == "country"}
        whole = next((row for row in answer.references if row.group.scope == "nordic"), None)
        shows = answer.shown.shows
        name = html.Th(
            html.A(short_name(shows), href=address("/benchmark", show=shows, by="country")), scope="row"
        )
        cells = [html.Td(_released(by_country.get(key)), className="number") for key in groups]
        rows.append(html.Tr([name, *cells, html.Td(_released(whole), className="number")]))
    table = html.Table(
        [
            html.Caption(_("Quality indicators by country"), className="visually-hidden"),
            html.Thead(
                html.Tr(
                    [
                        html.Th(name, scope="col", className="number" if place else "")
                        for place, name in enumerate(heads)
                    ]
                )
            ),
            html.Tbody(rows),
        ],
        className="table",
    )
    box = html.Div(
        table,
        className="table-box",
        tabIndex="0",
        role="region",
        **aria(label=_("Quality indicators by country")),
    )
    return html.Section([html.H2(_("Quality indicators by country")), box], className="card")
