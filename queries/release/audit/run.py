"""The audit: every attack on one release, and on it together with others, as one report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from queries.release.audit.cases import Material, Sample
from queries.release.audit.contexts import Insider, Truth, attack_contexts, contradictions
from queries.release.audit.evidence import Numbers, Places, Publication, numbers_by_breakdown
from queries.release.audit.knapsack import attack_expected
from queries.release.audit.linear import (
    attack_as_insiders,
    attack_cases,
    attack_intervals,
    measure_cases,
    measure_intervals,
)
from queries.release.audit.modular import Spans
from queries.release.audit.over_time import kept
from queries.release.audit.report import AuditReport, Check, make_report
from queries.release.audit.smallest import attack_worst
from queries.release.audit.structure import check_structure
from queries.release.audit.truth import Known, fits
from queries.release.content import Header, Table
from queries.release.cube import Cube

DEFAULT = Sample(
    level="default",
    groups=8,
    characteristics=3,
    unknowns=2_600,
    drawn=60,
    insider_groups=1,
    interval_groups=2,
    intervals=10,
    problems=60,
    measure=False,
)
THOROUGH = Sample(
    level="thorough",
    groups=10_000,
    characteristics=3,
    unknowns=30_000,
    drawn=200,
    insider_groups=12,
    interval_groups=12,
    intervals=30,
    problems=2_000,
    measure=True,
)


def audit(
    header: Header,
    tables: Sequence[Table],
    *,
    cube: Cube | None = None,
    trusted: Mapping[int, frozenset[int]] | None = None,
    previous: Publication | None = None,
    beside: Publication | None = None,
    sample: Sample = DEFAULT,
    seed: int = 1,
) -> AuditReport:
    """Attack a release. Publishes nothing and stores nothing; the report names no hidden number.

    `cube` is what the release was built from: with it true counts are known, and which combinations of codes
    occur, so that insiders and dependent dimensions can be tried; without it these runs are "not run".
    `trusted` maps a unit to those whose patients its staff may single out. `previous` is the release before
    this one, `beside` one that another role sees. Raises ValueError for a cube of other data.
    """
    if cube is not None and not fits(cube, header):
        raise ValueError(f"the registry is not the one that release {header.id} was built from")
    run = _Run(
        header=header,
        tables=tables,
        cube=cube,
        trusted=trusted or {},
        others=tuple(filter(None, (previous, beside))),
        sample=sample,
        random=np.random.default_rng(seed),
    )
    checks = [
        *run.alone(),
        *(run.after(previous) if previous else ()),
        *(run.together() if run.others else ()),
    ]
    return make_report(header, checks, level=sample.level, seed=seed, with_registry=cube is not None)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Run:
    """One audit under way."""

    header: Header
    tables: Sequence[Table]
    cube: Cube | None
    trusted: Mapping[int, frozenset[int]]
    others: tuple[Publication, ...]
    sample: Sample
    random: np.random.Generator

    def alone(self) -> Iterator[Check]:
        """Every check of the release by itself."""
        places, spans, own = Places.of([self.header]), Spans(), (self.header, self.tables)
        numbers = list(numbers_by_breakdown([own], places))
        yield from check_structure(self.header, self.tables, places, spans)
        yield contradictions(numbers, spans)
        yield from self._sets(numbers, places, spans)
        yield from self._combinations(places)
        yield self._worst(numbers, places)
        if any(one.shares for one in self.header.expected):
            yield attack_expected(self.header, self.tables, self.cube, self.sample.intervals, self.random)

    def after(self, previous: Publication) -> Iterator[Check]:
        """Whether the release keeps the promise of the one before it."""
        places = Places.of([self.header, previous[0]])
        yield from kept((self.header, self.tables), previous, places, Spans())

    def together(self) -> Iterator[Check]:
        """The numbers of all releases as one."""
        publications = [(self.header, self.tables), *self.others]
        places, spans = Places.of(header for header, _ in publications), Spans()
        numbers = list(numbers_by_breakdown(publications, places))
        k = min(header.k for header, _ in publications)
        names = " and ".join(header.id for header, _ in publications)
        for check in (
            contradictions(numbers, spans),
            attack_contexts(numbers, places, k, spans=spans, random=self.random),
        ):
            yield replace(check, id=f"{check.id}_together", title=f"{check.title}, from {names} together")

    # --- The attacks ---------------------------------------------------------------------------------
    def _sets(self, numbers: Sequence[Numbers], places: Places, spans: Spans) -> Iterator[Check]:
        """Sets of unit-years: by anybody, and by each unit's staff where true counts are at hand."""
        k, truth = self.header.k, self._truth(places)
        yield attack_contexts(numbers, places, k, truth=truth, spans=spans, random=self.random)
        for insider in self._insiders() if truth else ():
            yield attack_contexts(
                numbers, places, k, truth=truth, insider=insider, spans=spans, random=self.random
            )

    def _combinations(self, places: Places) -> Iterator[Check]:
        """Combinations of codes, on a sample of groups of dimensions."""
        material = Material(header=self.header, tables=self.tables, places=places, cube=self.cube)
        k, sample, random = self.header.k, self.sample, self.random
        groups = material.choose(sample, random) if places.size else []
        cases = [material.case(group, "structural", sample.drawn, random) for group in groups]
        yield from attack_cases(cases, k, random)
        by_size = sorted(cases, key=lambda case: case.group.unknowns)
        inside = by_size[: sample.insider_groups] if self.cube else []
        yield from attack_as_insiders(inside, self._insiders(), k, random)
        plain = [case.group.dimensions for case in by_size if not case.group.facts.any()]
        plain = plain[: sample.interval_groups]
        free = [material.case(group, "every", 0, random) for group in plain]
        yield from attack_intervals(free, k, sample.intervals, random)
        if self.cube and sample.measure:
            yield measure_cases([material.case(g, "occurring", 0, random) for g in groups], k, random)
            knowing = [material.case(group, "occurring", 0, random) for group in plain]
            yield measure_intervals(knowing, k, sample.intervals, random)

    def _worst(self, numbers: Sequence[Numbers], places: Places) -> Check:
        """The worst derivable set of unit-years for a sample of cells, by anybody and by insiders in turn."""
        truth, insiders = self._truth(places), self._insiders()
        return attack_worst(
            numbers, places, self.header.k, truth, insiders, self.sample.problems, self.random
        )

    def _insiders(self) -> list[Insider]:
        if not self.header.insider_safe:
            return []
        units = (unit for unit in self.header.units if self.header.active[unit])
        return [Insider(unit=unit, trusted=self.trusted.get(unit, frozenset({unit}))) for unit in units]

    def _truth(self, places: Places) -> Truth | None:
        # Every insider's run asks the same; counting a large registry again for each would take most of the time.
        return cache(Known(cube=self.cube, places=places).people) if self.cube else None
