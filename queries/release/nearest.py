"""The nearest group of patients that may be shown: criteria made wider or left out, the least important first."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from queries.answer import Change
from queries.release.question import wider
from queries.release.schemes import Where
from queries.selection import Filter
from queries.variables import CHARACTERISTICS

# What says most of an outcome first: the grade, then the level, then age (domain knowledge: DeVivo et al., Spinal
# Cord 2011;49:596-599, whose severity groups are made of grade and level). Criteria that are not listed come after.
IMPORTANCE = ("ais_admission", "level_admission", "age", "cause", "sex")


def nearest_groups(where: Where, most: int) -> Iterator[tuple[Where, tuple[Change, ...]]]:
    """The criteria, then wider ones, at most `most` of them at a time, nearest first.

    Leaving a criterion out is further than any number of wider ones, and the least important goes first; of as many
    steps wider those of less important criteria are nearer.
    """
    criteria = sorted(where, key=_rank)
    for size in range(min(most, len(criteria)), -1, -1):
        # `combinations` keeps the order of importance: the first of a size has lost the least.
        for kept in combinations(criteria, size):
            for groups in _wider_and_wider(kept):
                yield tuple(sorted(groups.items())), tuple(_changes(where, groups))


def _wider_and_wider(kept: Sequence[Filter]) -> Iterator[dict[str, tuple[str, ...]]]:
    """The groups of each criterion kept, then wider ones, in the order of how many steps wider they are."""
    chains = [[groups, *wider(CHARACTERISTICS[variable], groups)] for variable, groups in kept]
    ways = product(*(range(len(chain)) for chain in chains))
    for way in sorted(ways, key=lambda steps: (sum(steps), steps)):
        yield {variable: chain[step] for (variable, _), chain, step in zip(kept, chains, way, strict=True)}


def _rank(criterion: Filter) -> tuple[int, str]:
    variable = criterion[0]
    return IMPORTANCE.index(variable) if variable in IMPORTANCE else len(IMPORTANCE), variable


def _changes(where: Where, kept: dict[str, tuple[str, ...]]) -> Iterator[Change]:
    if any(variable in kept and kept[variable] != groups for variable, groups in where):
        yield "coarser_filter"
    if len(kept) < len(where):
        yield "fewer_filters"
