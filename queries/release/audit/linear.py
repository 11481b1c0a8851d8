"""Runs the attack on single combinations over a sample of groups, by anybody and by each unit's staff."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from queries.release.audit.atoms import Derived, Unsolved, derive, totals
from queries.release.audit.cases import Case
from queries.release.audit.contexts import Insider
from queries.release.audit.groups import draw_targets, without_unit
from queries.release.audit.intervals import Interval, bounds, small_hidden
from queries.release.audit.report import Check


def attack_cases(cases: Sequence[Case], k: int, random: np.random.Generator) -> Iterator[Check]:
    """What anybody can derive from the numbers of each case."""
    failures, facts, examined = [], 0, 0
    for case in cases:
        try:
            derived = derive(case.group, case.targets, random)
        except Unsolved:
            failures.append(f"{case.group.name}: numbers that cannot all be true")
            continue
        small = _small(case, derived, k)
        examined += case.targets.size
        facts += int(small[:, case.targets.exempt].sum())
        failures += _told(case, small)
    yield Check(
        id="combinations",
        title="No small number can be calculated for any combination, one group of dimensions at a time",
        kind="sampled",
        examined=examined,
        of=f"products of unit-years and codes, in {len(cases)} groups",
        failures=tuple(failures),
        note=f"{_names(cases)}; derivable small sets that are exempt (not recorded, process facts): {facts:,}",
    )


def measure_cases(cases: Sequence[Case], k: int, random: np.random.Generator) -> Check:
    """The same attack by somebody who knows of every combination in the registry whether it occurs: a
    measurement without a verdict, because against him nothing is promised."""
    (check,) = attack_cases(cases, k, random)
    return replace(
        check,
        id="combinations_support",
        title="The same by somebody who knows of every combination whether it occurs in the registry",
        kind="measured",
        failures=(),
        note=f"{len(check.failures):,} small numbers found",
    )


def attack_as_insiders(
    cases: Sequence[Case], insiders: Sequence[Insider], k: int, random: np.random.Generator
) -> Iterator[Check]:
    """The same by the staff of each unit in turn, who take off their own patients."""
    failures, examined = [], 0
    for case in cases:
        for insider in insiders:
            seen = _as_insider(case, insider, random)
            small = _small(seen, derive(seen.group, seen.targets, random), k)
            strangers = ~np.isin(seen.group.places.units, sorted(insider.trusted))
            small[~(seen.targets.sets[:, strangers] > 0).any(axis=1)] = False
            examined += seen.targets.size
            failures += [f"staff of unit {insider.unit}: {told}" for told in _told(seen, small)]
    yield Check(
        id="combinations_insiders",
        title="Nor by staff of one unit who know its patients",
        kind="sampled",
        examined=examined,
        of=f"products, for {len(insiders)} units in {len(cases)} groups",
        failures=tuple(failures),
        note="" if cases else "needs the registry: what is left without a unit's patients is not stored",
    )


def _as_insider(case: Case, insider: Insider, random: np.random.Generator) -> Case:
    if case.truth is None:
        raise ValueError("an insider's run needs true counts")
    group, truth = without_unit(case.group, insider.unit, case.truth)
    return Case(group=group, targets=draw_targets(group, 0, random), truth=truth)


def _small(case: Case, derived: Derived, k: int) -> NDArray[np.bool_]:
    values = derived.values if case.truth is None else totals(case.targets, case.truth)
    small: NDArray[np.bool_] = np.logical_and(derived.found, values < k)
    return small


def _told(case: Case, small: NDArray[np.bool_]) -> list[str]:
    held: NDArray[np.bool_] = np.logical_and(small, ~case.targets.exempt)
    return [case.group.told(case.targets, int(row), int(column)) for row, column in np.argwhere(held)]


def _names(cases: Sequence[Case]) -> str:
    return ", ".join(case.group.name for case in cases) or "no group is small enough"


def attack_intervals(
    cases: Sequence[Case], k: int, each: int, random: np.random.Generator
) -> Iterator[Check]:
    """How closely a sample of hidden numbers is known from counts not being negative.

    Make the cases with every combination as an unknown: an attacker who knows of some that they do not occur
    is measured by `measure_intervals`, because against him nothing is promised.
    """
    found = [(case, _intervals(case, k, each, random)) for case in cases]
    intervals = [one for _, some in found for one in some]
    failures = [one.target for case, some in found for one in some if _tells(one, k, case)]
    yield Check(
        id="intervals",
        title="No hidden small number is known to less than k from counts not being negative",
        kind="sampled",
        examined=len(intervals),
        of=f"hidden {'small ' if _true(cases) else ''}numbers in {len(cases)} groups",
        failures=tuple(failures),
        note=_narrowest(intervals),
    )


def measure_intervals(cases: Sequence[Case], k: int, each: int, random: np.random.Generator) -> Check:
    """The same by an attacker who knows which combinations of codes never occur in the registry: a measurement
    without a verdict."""
    intervals = [one for case in cases for one in _intervals(case, k, each, random)]
    told = sum(one.tells(k) for one in intervals)
    return Check(
        id="intervals_support",
        title="The same by somebody who knows of every combination whether it occurs in the registry",
        kind="measured",
        examined=len(intervals),
        of=f"hidden small numbers in {len(cases)} groups",
        note=f"{told} of them known to less than k; {_narrowest(intervals)}",
    )


def _intervals(case: Case, k: int, each: int, random: np.random.Generator) -> list[Interval]:
    """Intervals of hidden numbers of one case; none where the numbers contradict each other (another check's)."""
    targets = draw_targets(case.group, 0, random)
    try:
        derived = derive(case.group, targets, random)
    except Unsolved:
        return []
    truth = None if case.truth is None else totals(targets, case.truth)
    return bounds(case.group, targets, small_hidden(targets, derived, truth, k, each, random))


def _narrowest(intervals: Sequence[Interval]) -> str:
    return f"narrowest interval: {min(one.width for one in intervals):.0f}" if intervals else "none hidden"


def _true(cases: Sequence[Case]) -> bool:
    return all(case.truth is not None for case in cases)


def _tells(interval: Interval, k: int, case: Case) -> bool:
    """Without the truth a narrow interval may hold k or more; it tells something only if it ends below k."""
    return interval.tells(k) if case.truth is not None else interval.high < k - 0.5
