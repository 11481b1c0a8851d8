"""The Scorecard put together: one comparison an indicator, lines by name, sorted by name or by one indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.comparison import Comparison, Line, Point, compare
from dashboard.texts import TargetClass
from queries import INDICATORS, Indicator, NotRecorded, Registry, Selection, Target, Viewer, wilson

BY_NAME = "name"


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """Comparisons by indicator, and the lines' names in reading order: own units first where sorted by name.

    `own` are names of the viewer's own units; `references` stand last. Nothing in here depends on a hidden number.
    """

    asked: Selection
    comparisons: Mapping[str, Comparison]
    names: tuple[str, ...]
    own: frozenset[str]
    references: tuple[str, ...]

    def line(self, indicator: str, name: str) -> Line | None:
        """The line of a name; None where the indicator's answer has none."""
        return next((line for line in self.comparisons[indicator].all_lines if line.name == name), None)

    @property
    def first(self) -> Comparison | None:
        """Any comparison: they share release, filters and viewer."""
        return next(iter(self.comparisons.values()), None)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A point against a target: its class, and whether its interval leaves every other class out."""

    found: TargetClass
    sure: bool


def make_scorecard(registry: Registry, asked: Selection, viewer: Viewer, order: str) -> Scorecard:
    """Every indicator for one question. Raises QueryError other than NotRecorded."""
    comparisons: dict[str, Comparison] = {}
    for id_ in INDICATORS:
        selection = _for(asked, id_)
        try:
            answer = registry.answer(selection, viewer)
        except NotRecorded:
            continue
        comparisons[id_] = compare(answer, settings=registry.settings, viewer=viewer, order="name")
    lines = [line for one in comparisons.values() for line in one.lines if line.row.group.scope != "group"]
    names = list(dict.fromkeys(line.name for line in lines))
    own = frozenset(line.name for line in lines if line.own)
    references = dict.fromkeys(line.name for one in comparisons.values() for line in one.references)
    return Scorecard(
        asked=asked,
        comparisons=comparisons,
        names=tuple(_ordered(names, own, comparisons, order)),
        own=own,
        references=tuple(references),
    )


def _for(asked: Selection, indicator: str) -> Selection:
    return Selection(
        shows=indicator,
        split_by=asked.split_by,
        country=asked.country,
        where=asked.where,
        period=asked.period,
    )


def _ordered(
    names: Sequence[str], own: frozenset[str], comparisons: Mapping[str, Comparison], order: str
) -> list[str]:
    """By name, the own unit first; or by an indicator, the best first and what is hidden last, by name."""
    by_name = sorted(names, key=lambda name: (name not in own, name.casefold()))
    if order not in comparisons:
        return by_name
    sign = 1 if INDICATORS[order].better == "lower" else -1
    shares = {line.name: line.points[0].share for line in comparisons[order].lines if line.points}
    return sorted(
        by_name, key=lambda name: (name not in shares, sign * shares.get(name, 0.0), name.casefold())
    )


def standing(indicator: Indicator, target: Target | None, point: Point) -> Standing | None:
    """Where a point stands; None without a target for its whole period."""
    if target is None:
        return None
    interval = wilson(point.count, point.total)
    classes = {indicator.target_class(share, target) for share in (interval.low, point.share, interval.high)}
    return Standing(found=indicator.target_class(point.share, target), sure=len(classes) == 1)


def counts_met(card: Scorecard, name: str) -> tuple[int, int]:
    """Of one line: indicators in the high class, and those that can be judged at all."""
    found = []
    for id_, comparison in card.comparisons.items():
        line = card.line(id_, name)
        indicator = INDICATORS[id_]
        if line is not None and line.points:
            found.append(standing(indicator, comparison.target, line.points[0]))
    judged = [one for one in found if one is not None]
    return sum(one.found == "high" for one in judged), len(judged)
