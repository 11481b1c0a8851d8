"""The report of the audit that a release passed, as it was filed when the release was built.

What was checked is said in the reader's language. What was measured is shown as it was filed, in English: a filed
report is not written anew.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.language import N_, _, integer, ngettext
from dashboard.theme import aria
from queries import Settings

Filed = Mapping[str, Any]
AS_FILED = "en"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a check asked, and of what it looked at so many (messages)."""

    title: str
    of: str


_SETS, _NUMBERS = N_("Sets of units and years"), N_("Numbers")
CHECKS: Mapping[str, Words] = {
    "cells": Words(title=N_("Every sensitive number stands for at least k patients"), of=_NUMBERS),
    "complete": Words(
        title=N_("Every breakdown is complete: no single number is left out"), of=N_("Breakdowns")
    ),
    "siblings": Words(title=N_("The parts of a pool of units have the same periods"), of=N_("Breakdowns")),
    "nesting": Words(title=N_("Every finer breakdown fits into each coarser one"), of=N_("Breakdowns")),
    "sums": Words(title=N_("Parts add up to their whole"), of=N_("Breakdowns")),
    "additive": Words(title=N_("All numbers agree with each other"), of=_NUMBERS),
    "additive_together": Words(title=N_("All numbers agree with those of the release before"), of=_NUMBERS),
    "sets": Words(title=N_("Nobody can calculate a small number for any set of units and years"), of=_SETS),
    "sets_together": Words(
        title=N_("Nobody can do so from this release and the one before together"), of=_SETS
    ),
    "combinations": Words(
        title=N_("Nobody can calculate a small number for any combination of characteristics"),
        of=N_("Combinations"),
    ),
    "combinations_insiders": Words(
        title=N_("Nor can staff of a unit, who know their own patients"), of=N_("Combinations")
    ),
    "combinations_support": Words(
        title=N_("Measured only: what somebody finds who knows which combinations occur"),
        of=N_("Combinations"),
    ),
    "intervals": Words(
        title=N_("No hidden small number can be narrowed down to fewer than k values"),
        of=N_("Hidden numbers"),
    ),
    "intervals_support": Words(
        title=N_("Measured only: how far somebody narrows it down who knows which combinations never occur"),
        of=N_("Hidden numbers"),
    ),
    "worst": Words(title=N_("The smallest number that can be calculated at all is k or more"), of=_NUMBERS),
    "knapsack": Words(
        title=N_("What is expected of patients like those of a unit tells of no small group of them"),
        of=N_("Expected values"),
    ),
    "kept": Words(title=N_("Every number of the release before can be found again in this one"), of=_NUMBERS),
}
OF_ONE_UNIT = re.compile(r"sets_(\d+)")
VERDICTS: Mapping[str, tuple[str, str]] = {
    "passed": ("✓", N_("passed")),
    "FAILED": ("✕", N_("failed")),
    "not run": ("○", N_("not run")),
}
KINDS: Mapping[str, str] = {"exact": N_("all of them"), "sampled": N_("a sample")}
LEVELS: Mapping[str, str] = {"default": N_("usual"), "thorough": N_("large")}


def draw(report: Filed | None, settings: Settings) -> Component:
    """A filed report, folded up under its verdict."""
    if not report:
        return html.P(_("No audit report is filed with this release."))
    checks: Sequence[Filed] = report["checks"]
    facts = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in _facts(report)]
    return html.Details(
        [
            html.Summary(_verdict(report, len(checks))),
            html.Dl(facts, className="page-facts"),
            html.P(_("What was measured stands under a check as it was filed, in English.")),
            _table(checks, settings),
        ],
        className="page-audit",
    )


def _verdict(report: Filed, checks: int) -> str:
    if not report["passed"]:
        return _("Audit report: not every check passed")
    return ngettext(
        "Audit report: {n} check, passed", "Audit report: all {n} checks passed", checks, n=checks
    )


def _facts(report: Filed) -> Iterator[tuple[str, str]]:
    """How the audit was made. Without the fingerprint of the data, which would let a reader test guesses."""
    at_hand = _("the release and the registry") if report["with_registry"] else _("the release alone")
    yield _("Looked at"), at_hand
    level = str(report["level"])
    yield _("Samples"), _(LEVELS[level]) if level in LEVELS else level
    yield _("Seed of the samples"), str(report["seed"])


def _table(checks: Sequence[Filed], settings: Settings) -> Component:
    heads = (_("Check"), _("Result"), _("Looked at"))
    rows = [html.Tr(list(_cells(check, settings))) for check in checks]
    table = html.Table(
        [
            html.Caption(_("Audit report"), className="visually-hidden"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(rows),
        ],
        className="page-table page-checks",
    )
    # What scrolls inside itself must be reached by the keyboard.
    return html.Div(
        table, className="page-scroll", tabIndex="0", role="region", **aria(label=_("Audit report"))
    )


def _cells(check: Filed, settings: Settings) -> Iterator[Component]:
    measured = [str(line) for line in (check["note"], *check["failures"]) if line]
    filed = [html.Small(line, lang=AS_FILED) for line in measured]
    yield html.Th([_title(check, settings), *filed], scope="row")
    yield html.Td(_result(check))
    kind = KINDS[check["kind"]]
    among = html.Small([_of(check), ", ", _(kind)])
    yield html.Td([integer(check["examined"]), among], className="number")


def _title(check: Filed, settings: Settings) -> Component:
    """What a check asked; of one that this version does not know, as it was filed."""
    of_one_unit = OF_ONE_UNIT.fullmatch(check["id"])
    if of_one_unit:
        unit = _unit_name(int(of_one_unit[1]), settings)
        return html.Span(_("Nor can staff of {unit}, who know their own patients", unit=unit))
    words = CHECKS.get(check["id"])
    return html.Span(_(words.title)) if words else html.Span(check["title"], lang=AS_FILED)


def _unit_name(unit: int, settings: Settings) -> str:
    """A unit may have left the settings since."""
    return settings.unit(unit).name if unit in settings.unit_ids() else str(unit)


def _of(check: Filed) -> Component:
    words = CHECKS.get(OF_ONE_UNIT.sub("sets", check["id"]))
    return html.Span(_(words.of)) if words else html.Span(check["of"], lang=AS_FILED)


def _result(check: Filed) -> Component:
    sign, word = VERDICTS[check["verdict"]]
    return html.Span([html.Span(sign, **aria(hidden="true")), " ", _(word)], className="page-result")
