"""Holds every number of an answer on the page against what its answer permits.

Tables and marks are judged row by row, so that a number of one row is no excuse in another; words by the union.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.pages.address import read_address
from queries import Period, Registry, Selection, Viewer, load_settings
from tests.crawler.allowed import Facts, Permit, permit
from tests.crawler.crawl import PATH, Reply
from tests.crawler.figures import judge_figure
from tests.crawler.parse import Grid, Parts, fields_of, numbers_beside

SETTINGS = load_settings()
PLAIN_PATH = re.compile(r"/[a-z-]+")  # another page; it is asked nothing


@dataclass(frozen=True, kw_only=True)
class Leak:
    """A number or a name where the answer permits none: in which output of which question, and what it says."""

    where: str
    search: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who the replies were sent to, and the registry that can be asked the same question."""

    registry: Registry
    viewer: Viewer

    def permit(self, reply: Reply) -> Permit:
        """What the answer to a reply's question permits."""
        asked = read_address(reply.search, self.registry.settings)
        return permit(self.registry, asked.selection, self.viewer, reply.language, asked.view.order)


def judge_answer(reply: Reply, parts: Parts, permitted: Permit) -> Iterator[Leak]:
    """Everything in an answer on the page that its question does not permit."""
    for where, what in _judged(parts, permitted):
        yield Leak(where=where, search=reply.search, what=what)


def _judged(parts: Parts, permitted: Permit) -> Iterator[tuple[str, str]]:
    yield from (("words", told) for told in _words(parts.words, permitted))
    yield from (("address", told) for told in _addresses(parts, permitted))
    yield from (("table", told) for grid in parts.tables for told in judge_grid(grid, permitted))
    yield from (leak for figure in parts.figures for leak in judge_figure(figure, permitted))
    yield from (("control", told) for told in _controls(parts, permitted))


# --- Words ------------------------------------------------------------------------------------------
def _words(texts: list[str], permitted: Permit) -> Iterator[str]:
    for text in texts:
        found = numbers_beside(text, permitted.language, permitted.phrases)
        if odd := set(found) - permitted.words:
            yield f"{sorted(odd)} in {text!r}"


# --- Tables -----------------------------------------------------------------------------------------
def judge_grid(grid: Grid, permitted: Permit) -> Iterator[str]:
    """A table's cells, the names and order of its rows, and which are marked as the viewer's own."""
    names = [name for name, _cells, _own in grid.rows]
    if sorted(names) != sorted(facts.label for facts in permitted.facts):
        yield f"rows {names}"
    for name, cells, own in grid.rows:
        rows = permitted.of_label(name)
        yield from (f"{told} in row {name!r}" for cell in cells for told in _cell(cell, rows, permitted))
        if own != any(facts.line.row.lane == "own" for facts in rows):
            yield f"{name!r} marked as the viewer's own: {own}"
    yield from _order(names, permitted)


def _cell(cell: str, rows: list[Facts], permitted: Permit) -> Iterator[str]:
    allowed = frozenset().union(*(facts.numbers | facts.years for facts in rows))
    if odd := set(numbers_beside(cell, permitted.language)) - allowed:
        yield f"{sorted(odd)} ({cell!r})"


def _order(names: list[str], permitted: Permit) -> Iterator[str]:
    """Rows without a number stand together after those with one, by name: their place says nothing."""
    compared = names[: len(permitted.comparison.lines)]
    unseen = {facts.label: not facts.line.points for facts in permitted.facts}
    hidden = [name for name in compared if unseen.get(name)]
    if permitted.comparison.indicator is not None and compared[len(compared) - len(hidden) :] != hidden:
        yield f"hidden rows among shown ones: {compared}"
    plain_names = [name.casefold() for name in hidden]
    nobody = [facts.label for facts in permitted.facts if not facts.line.points and not facts.line.hidden]
    if not nobody and plain_names != sorted(plain_names):
        yield f"hidden rows out of alphabetical order: {hidden}"


# --- Addresses --------------------------------------------------------------------------------------
def _addresses(parts: Parts, permitted: Permit) -> Iterator[str]:
    asked, settings = permitted.answer.asked, permitted.settings
    periods = {asked.period, *(facts.line.row.instead for facts in permitted.facts)}
    for address in (address for address in parts.addresses if not PLAIN_PATH.fullmatch(address)):
        reading = read_address(f"?{address.partition('?')[2]}", settings).reading
        extra = fields_of(address).keys() - reading.selection.to_query().keys() - {"view", "order"}
        if extra or not address.startswith((PATH, "?")) or not _leads_on(reading.selection, asked, periods):
            yield address


def _leads_on(there: Selection, asked: Selection, periods: set[Period | None]) -> bool:
    """The same question, at a period that the answer names, or with fewer filters."""
    if there == Selection(shows=asked.shows) or there == Selection(period=asked.period):
        return True
    return there.period in periods and replace(there, period=asked.period) == asked


# --- Controls ---------------------------------------------------------------------------------------
def _controls(parts: Parts, permitted: Permit) -> Iterator[str]:
    for id_, control in parts.controls.items():
        options = [option for group in control["groups"] for option in group["options"]]
        if control["value"] not in {option["value"] for option in options}:
            yield f"{id_}: {control['value']!r} is no option"
        for option in options:
            value, label, shows = option["value"], option["label"], permitted.answer.asked.shows
            if _odd_option(id_, value, label, shows, permitted.language):
                yield f"{id_}: option {value!r} called {label!r}"
        headings = " ".join(group["label"] for group in control["groups"])
        odd = set(numbers_beside(headings, permitted.language)) - {permitted.settings.rule.block_years}
        if odd:
            yield f"{id_}: heading with {sorted(odd)}"


@lru_cache(maxsize=20_000)
def _odd_option(id_: str, value: str, label: str, shows: str, language: str) -> bool:
    """Whether an option's value means nothing where it stands, or its label says a number besides the years,
    or the ids, that the value holds."""
    held = {float(number) for part in value.split(",") for number in part.split("-") if number.isdigit()}
    query = urlencode({"show": shows, id_.removeprefix("benchmark-ask-"): value})
    unknown = value and read_address(f"?{query}", SETTINGS).reading.ignored
    return bool(unknown or set(numbers_beside(label, language)) - held)
