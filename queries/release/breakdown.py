"""A breakdown: which characteristics, each at which level, and at most one outcome, are counted together.

The breakdowns of a release form a lattice: one step coarser is one characteristic a level coarser, or dropped.
Plans follow it (containment), so breakdowns are always listed coarser ones first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from queries.indicators import INDICATORS, Indicator
from queries.settings import Rule
from queries.variable import Variable
from queries.variables import CHARACTERISTICS


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """Characteristics with their levels, in declaration order, and the id of a sensitive indicator or None."""

    levels: tuple[tuple[str, str], ...] = ()
    indicator: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", tuple(sorted(self.levels, key=lambda item: _ORDER[item[0]])))

    @cached_property
    def key(self) -> str:
        """The breakdown as text, fit for a database key: `age@two_bands,sex@sex|nursing_home`."""
        levels = ",".join(f"{variable}@{level}" for variable, level in self.levels)
        return f"{levels}|{self.indicator}" if self.indicator else levels

    @property
    def variables(self) -> tuple[str, ...]:
        """Ids of the characteristics."""
        return tuple(variable for variable, _ in self.levels)

    def coarser(self) -> Iterator["Breakdown"]:
        """Every breakdown one step coarser. A gate cannot go while the indicator it gates stays."""
        if self.indicator:
            yield Breakdown(levels=self.levels)
        gate = _gate(self.indicator)
        for variable, level in self.levels:
            others = tuple(item for item in self.levels if item[0] != variable)
            if (variable, level) == gate:
                continue
            steps = CHARACTERISTICS[variable].level(level).coarser
            yield from (
                Breakdown(levels=(*others, (variable, step)), indicator=self.indicator) for step in steps
            )
            if not steps:
                yield Breakdown(levels=others, indicator=self.indicator)


_ORDER = {variable: place for place, variable in enumerate(CHARACTERISTICS)}


def _gate(indicator: str | None) -> tuple[str, str] | None:
    gate = INDICATORS[indicator].gate if indicator else None
    return gate[:2] if gate else None


def every_breakdown(rule: Rule, offered: frozenset[str]) -> tuple[Breakdown, ...]:
    """All breakdowns that the interface can ask for, coarser ones first.

    `offered` are the ids of the variables and indicators that the registry has columns for. A shown
    characteristic comes on top of the filters, so plain breakdowns hold one characteristic more.
    """
    variables = [variable for variable in CHARACTERISTICS.values() if variable.id in offered]
    plain = [Breakdown(levels=levels) for levels in _choices(variables, rule.max_filters + 1)]
    outcomes = [
        breakdown
        for indicator in INDICATORS.values()
        if indicator.id in offered and indicator.id not in rule.process_indicators
        for breakdown in _with_indicator(indicator, variables, rule.max_filters)
    ]
    return tuple(sorted(dict.fromkeys(plain + outcomes), key=_depth))


def _choices(variables: Iterable[Variable], most: int) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every choice of up to `most` characteristics, each at one of its shared levels."""
    leveled = [[(variable.id, level.id) for level in variable.shared_levels] for variable in variables]
    for size in range(most + 1):
        for chosen in combinations(leveled, size):
            yield from product(*chosen)


def _with_indicator(indicator: Indicator, variables: list[Variable], most: int) -> Iterator[Breakdown]:
    gate = _gate(indicator.id)
    barred = indicator.derived_from | ({gate[0]} if gate else set())
    free = [variable for variable in variables if variable.id not in barred]
    for levels in _choices(free, most):
        yield Breakdown(levels=(*levels, gate) if gate else levels, indicator=indicator.id)


def _depth(breakdown: Breakdown) -> int:
    steps = sum(_level_depth(CHARACTERISTICS[variable], level) for variable, level in breakdown.levels)
    return steps + (1 if breakdown.indicator else 0)


def _level_depth(variable: Variable, level_id: str) -> int:
    """Steps from not being in the breakdown at all to this level."""
    coarser = variable.level(level_id).coarser
    return 1 + max((_level_depth(variable, step) for step in coarser), default=0)


def expressible(levels: Mapping[str, frozenset[str]]) -> tuple[tuple[str, str], ...] | None:
    """The coarsest shared level of each variable that can express a set of codes; None if one has none."""
    found = []
    for variable, codes in levels.items():
        level = CHARACTERISTICS[variable].level_for(codes)
        if level is None:
            return None
        found.append((variable, level.id))
    return tuple(found)
