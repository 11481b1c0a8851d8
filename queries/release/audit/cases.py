"""The sample of cases for the attack on single combinations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from queries.release.audit.atoms import Dimensions, Group, Targets
from queries.release.audit.evidence import Integers, Places
from queries.release.audit.groups import draw_targets, every_group, make_group
from queries.release.audit.support import Support, combinations_of, dependence, true_counts
from queries.release.content import Header, Table
from queries.release.cube import Cube


@dataclass(frozen=True, kw_only=True)
class Sample:
    """How much of what is sampled: groups of dimensions with at most so many unknowns and characteristics,
    random sets drawn for each, groups for insiders and for intervals, intervals a group, integer problems,
    and whether attackers against whom nothing is promised are measured too."""

    level: str
    groups: int
    characteristics: int
    unknowns: int
    drawn: int
    insider_groups: int
    interval_groups: int
    intervals: int
    problems: int
    measure: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A group with its targets, and true counts by place and combination if there is a registry."""

    group: Group
    targets: Targets
    truth: Integers | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """What cases are made of: a release, its unit-years, and the registry if it is at hand."""

    header: Header
    tables: Sequence[Table]
    places: Places
    cube: Cube | None

    def choose(self, sample: Sample, random: np.random.Generator) -> list[Dimensions]:
        """Groups to attack: where the registry is at hand, first those in which one dimension decides another
        (half of the sample), then groups at random."""
        fitting = [group for group in self._groups(sample) if self._size(group) <= sample.unknowns]
        shuffled = [fitting[place] for place in random.permutation(len(fitting))]
        if self.cube is None:
            return shuffled[: sample.groups]
        cube = self.cube
        ordered = sorted(shuffled, key=lambda group: -dependence(cube, self.header, group))
        first = ordered[: sample.groups // 2]
        return [*first, *(group for group in shuffled if group not in first)][: sample.groups]

    def _groups(self, sample: Sample) -> Iterator[Dimensions]:
        """Without the registry a process indicator cannot be placed on what it is a function of."""
        for group in every_group(self.header, self.tables, sample.characteristics):
            if self.cube is not None or not set(group) & set(self.header.process_indicators):
                yield group

    def _size(self, group: Dimensions) -> int:
        return self.places.size * len(combinations_of(self.header, group, self.cube, "structural"))

    def case(self, dimensions: Dimensions, support: Support, drawn: int, random: np.random.Generator) -> Case:
        """A group as an attacker sees it who takes these combinations to be possible."""
        found = combinations_of(self.header, dimensions, self.cube, support)
        group = make_group([(self.header, self.tables)], self.places, dimensions, found)
        truth = true_counts(group, self.cube, self.header) if self.cube else None
        return Case(group=group, targets=draw_targets(group, drawn, random), truth=truth)
