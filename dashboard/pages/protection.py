"""The page "How numbers are protected": the rule in plain words, with an example and what it does not do."""

from collections.abc import Iterator

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import notes
from dashboard.language import N_, _, date, listed
from dashboard.pages import example
from dashboard.pages.rule import Rule, draw_rule, rule_in_force
from dashboard.texts import filter_words, group_names, short_name, years
from dashboard.theme import aria
from queries import Registry, Settings

PATH = "/protection"
NAME = N_("How numbers are protected")


def register(app: dash.Dash, registry: Registry) -> None:
    """Add the page to an application."""
    del app

    def layout(**_query: str) -> Component:
        return page(rule_in_force(registry), registry.settings)

    dash.register_page(  # type: ignore[no-untyped-call]
        "protection", path=PATH, name=NAME, layout=layout, place="help"
    )


def page(rule: Rule, settings: Settings) -> Component:
    """The whole page, for everybody alike."""
    lead = _(
        "Every number you see is exact. A breakdown is shown only where each of its groups has at least {k}"
        " patients. Otherwise you see the nearest one for which that holds.",
        k=rule.k,
    )
    return html.Div(
        [
            html.H1(_(NAME)),
            html.P(lead, className="page-lead"),
            html.Div([_reasons(rule, settings), draw_rule(rule, settings)], className="page-columns"),
            _section(_("What the notes on an answer mean"), *_notes(rule)),
            html.Div(list(_whose(rule, settings)), className="page-pair"),
        ],
        className="page",
    )


def _reasons(rule: Rule, settings: Settings) -> Component:
    return html.Div(
        [
            _section(_("Why a small number is hidden"), *_why_small(rule)),
            _section(_("Why larger numbers are hidden, too"), *_why_larger(rule, settings)),
        ]
    )


def _whose(rule: Rule, settings: Settings) -> Iterator[Component]:
    yield html.Div(
        [
            _section(_("Numbers of your own unit"), html.P(_own_unit(rule))),
            _section(_("Who is counted"), html.P(_counted(rule, settings))),
        ]
    )
    yield _section(_("What is not protected"), html.Ul([html.Li(text) for text in _limits(rule)]))


def _section(title: str, *content: Component) -> Component:
    return html.Section([html.H2(title), *content])


# --- The reasons -------------------------------------------------------------------------------------
def _why_small(rule: Rule) -> Iterator[Component]:
    yield html.P(
        _(
            "A few patients can be recognised. If a unit had two young women with a sports injury in a year, a"
            " colleague or a neighbour may know who they are, and every further number about them would tell"
            " something about them. So a number must stand for at least {k} different people. Nobody and"
            " everybody are small numbers, too: “none of 12” says something about all twelve.",
            k=rule.k,
        )
    )


def _why_larger(rule: Rule, settings: Settings) -> Iterator[Component]:
    yield html.P(
        _(
            "Because numbers can be subtracted. What is shown is decided once for each release, before"
            " anybody has asked anything, and is the same for everybody. A dash therefore says nothing about"
            " the number behind it: it may be 0, 3 or 40."
        )
    )
    block_years = settings.rule.block_years
    made = example.make_example(k=rule.k, insider_safe=rule.insider_safe, block_years=block_years)
    yield from example.draw(made)


# --- The notes ---------------------------------------------------------------------------------------
def _notes(rule: Rule) -> Iterator[Component]:
    """Each with the words in which it is said; the units are those of the example."""
    names = [_(name) for name in example.UNIT_NAMES[-3:]]
    grades = group_names(("A", "B_C", "D_E", "not_classified"))
    age, wider_age = filter_words("age", ("45_59",)), filter_words("age", ("0_59",))
    asked, shown = years((2025, 2025)), years((2023, 2025))
    explained: tuple[tuple[notes.About, str, str, str], ...] = (
        ("period", _("Longer period"), notes.longer_period(asked, shown, rule.k), _period_meaning()),
        ("units", _("Units together"), notes.units_together(listed(names)), _units_meaning()),
        ("groups", _("Coarser groups"), notes.groups_together(grades), _groups_meaning()),
        ("filters", _("Wider group"), notes.wider_group(age, wider_age), _filter_meaning()),
        ("filters", _("Fewer filters"), notes.filter_limit(rule.max_filters), _limit_meaning()),
        ("hidden", _("A dash"), notes.number_hidden(), _dash_meaning()),
    )
    yield html.Dl([_note(*one) for one in explained], className="page-notes")


def _note(about: notes.About, name: str, words: str, meaning: str) -> Component:
    sign = html.Span(notes.SIGNS[about], className="note-sign", **aria(hidden="true"))
    return html.Div([html.Dt([sign, " ", name]), html.Dd(html.Q(words)), html.Dd(meaning)])


def _period_meaning() -> str:
    return _(
        "Years are put together until the groups are large enough. The numbers are exact for those years."
    )


def _units_meaning() -> str:
    return _("They share one row, which names every unit in it. Nothing is estimated or spread over them.")


def _groups_meaning() -> str:
    return _("Neighbouring groups are added up. Nobody is left out.")


def _filter_meaning() -> str:
    return _("The filter lets in more patients than you asked for, and the answer says which.")


def _limit_meaning() -> str:
    return _(
        "Each filter makes groups smaller. Where there is one too many, the answer says which was dropped."
    )


def _dash_meaning() -> str:
    return _(
        "There is one sign for everything hidden: a small number, and a large one that protects a small one."
    )


# --- Whose numbers -----------------------------------------------------------------------------------
def _own_unit(rule: Rule) -> str:
    return _(
        "If you work at a unit, its own numbers are read from the registry as it is now: exact, with any"
        " filters, and however small. You know these patients; others must not. Files and pictures with such"
        " numbers say so. Do not pass them on: a number below {k} may point to one patient, and two units that"
        " put their own numbers together can find out about a third.",
        k=rule.k,
    )


def _counted(rule: Rule, settings: Settings) -> str:
    first = rule.release.first_year if rule.release else settings.population.first_year
    return " ".join(
        [
            _(
                "The shared numbers count stays with discharge from {year} on, of patients who were 16 or older,"
                " whose sex and cause of injury are known, and who were admitted on {date} or later.",
                year=str(first),
                date=date(settings.population.admitted_from),
            ),
            _(
                "The few others are left out, because a very small group would hide the numbers of everybody."
                " Your own unit's numbers count them, and may therefore be a little larger."
            ),
        ]
    )


def _limits(rule: Rule) -> Iterator[str]:
    """What a reader may still learn, honestly."""
    yield _("Groups of {k} or more. Facts about them are what the dashboard is for.", k=rule.k)
    yield _(
        "What is known from elsewhere. Somebody who has read of an accident in the news, or who knows some of a"
        " group of {k}, can tell more from a number than others can.",
        k=rule.k,
    )
    if rule.process_indicators:
        names = [_("“{name}”", name=short_name(indicator)) for indicator in rule.process_indicators]
        yield _(
            "Whether a unit did its work. How many stays do not meet {indicators} may be a small number, and so"
            " may the number of stays for which something was not recorded.",
            indicators=listed(names),
        )
    if rule.insider_safe:
        yield _("What two units find out together. The rule holds against the staff of each unit alone.")
    else:
        yield _("What the staff of a unit find out by taking away their own patients.")
    yield _("That something is hidden. It shows that some group is small, but not which one, or how small.")
