"""Builds a release: counts, plans, rectangles. Publishes nothing; `queries.registry` stores what passed the gate."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from queries.errors import ReleaseRefused
from queries.indicators import INDICATORS, MET, NOT_MET
from queries.release.breakdown import Breakdown, every_breakdown
from queries.release.content import STAYS, Header, Table, rectangles
from queries.release.cube import Cells, Counts, Cube, make_cells, require_applicable
from queries.release.lines import Menu
from queries.release.plan import EMPTY, Domain, Node, Plan, make_plan
from queries.settings import Settings

Progress = Callable[[int, int], None]
NOTHING: Mapping[str, Table] = {}


def last_closed_year(settings: Settings, today: datetime.date) -> int:
    """The last year that a first release may hold: the end of the last whole block of years that is over.

    Raises ReleaseRefused before the first block is over.
    """
    first, block = settings.population.first_year, settings.rule.block_years
    blocks = (today.year - first) // block
    if blocks < 1:
        raise ReleaseRefused((f"the first block of years, from {first}, is not over",))
    return first + blocks * block - 1


def make_domain(cube: Cube, settings: Settings, before: Mapping[str, Table] = NOTHING) -> Domain:
    """Units, years and weights for the plans. A unit without a single stay takes no part.

    Lines end with the last year, or where a line of the release `before` ended.
    """
    lines = (line for table in before.values() for line in table.plan.lines.values())
    ends = {len(cube.years), *(line.bit_length() - 1 for line in lines)}
    present = np.bincount(cube.unit, weights=cube.stays, minlength=len(cube.units)) > 0
    active = np.array([[unit.active(year) for year in cube.years] for unit in settings.units])
    sizes = np.bincount(cube.unit, weights=cube.stays, minlength=len(cube.units))
    share = sizes / max(sizes.sum(), 1)
    weights = settings.rule.weights
    index = {unit: place for place, unit in enumerate(cube.units)}
    countries = {
        country: tuple(index[unit] for unit in settings.unit_ids(country)) for country in settings.countries()
    }
    return Domain(
        units=len(cube.units),
        menu=Menu(years=len(cube.years), block=settings.rule.block_years, ends=frozenset(ends)),
        active=active & present[:, None],
        unit_weights=tuple(float(weights["units"] * part) for part in share),
        country_weights={
            node: float(weights["countries"] * share[list(node)].sum()) for node in countries.values()
        },
        whole_weight=weights["all"],
        trusted=tuple(
            frozenset(index[other] for other in settings.rule.trusted_by(unit)) for unit in cube.units
        ),
        insider_safe=settings.rule.insider_safe,
        k=settings.rule.k,
    )


def make_tables(
    cube: Cube,
    settings: Settings,
    progress: Progress | None = None,
    before: Mapping[str, Table] = NOTHING,
) -> Iterator[Table]:
    """Every breakdown that can be shown at all, coarser ones first.

    `before` are the tables of the release that this one appends to, by key. Their rectangles are kept as they
    are; a breakdown for which the new years cannot be added without breaking that waits, as it was.
    """
    require_applicable(cube, settings.rule.process_indicators)
    domain = make_domain(cube, settings, before)
    breakdowns = every_breakdown(settings.rule, cube.offered)
    plans: dict[str, Plan] = {}
    for done, breakdown in enumerate(breakdowns, start=1):
        parents = [plans[parent.key] for parent in breakdown.coarser()]
        old = before.get(breakdown.key)
        table = _table(cube, settings, domain, breakdown, parents, old) or old
        plans[breakdown.key] = table.plan if table else EMPTY
        if table:
            yield table
        if progress:
            progress(done, len(breakdowns))


def _table(
    cube: Cube,
    settings: Settings,
    domain: Domain,
    breakdown: Breakdown,
    parents: list[Plan],
    old: Table | None,
) -> Table | None:
    if any(not parent.lines for parent in parents):
        return None
    cells = make_cells(cube, breakdown)
    before = old.plan if old else EMPTY
    plan = make_plan(domain, cube.counts(cells, cube.people)[cells.sensitive], parents, before)
    if not plan.lines:
        return None
    measures = dict(_measures(cube, settings, breakdown, cells))
    counts = {
        (node, start, end): {
            name: tuple(values[:, list(node), start:end].sum(axis=(1, 2)).tolist())
            for name, values in measures.items()
        }
        for node, start, end in rectangles(plan)
        if _takes_part(domain, node, start, end)
    }
    labels = tuple(label for label, possible in zip(cells.labels, cells.possible, strict=True) if possible)
    return Table(breakdown=breakdown, labels=labels, plan=plan, counts=counts)


def _takes_part(domain: Domain, node: Node, start: int, end: int) -> bool:
    return bool(domain.active[list(node), start:end].any())


def _measures(
    cube: Cube, settings: Settings, breakdown: Breakdown, cells: Cells
) -> Iterator[tuple[str, Counts]]:
    """Stays, and what each process indicator allowed here counts, by possible cell, unit and year."""
    yield STAYS, cube.counts(cells, cube.stays)[cells.possible]
    for id_ in process_indicators(breakdown, settings, cube.offered):
        for code in (MET, NOT_MET):
            chosen = cube.codes[id_] == INDICATORS[id_].codes.index(code)
            yield f"{id_}:{code}", cube.counts(cells, cube.stays * chosen)[cells.possible]


def process_indicators(breakdown: Breakdown, settings: Settings, offered: frozenset[str]) -> tuple[str, ...]:
    """Process indicators shown by this breakdown: as many characteristics as there may be filters, and none
    that the indicator is a function of."""
    if breakdown.indicator or len(breakdown.levels) > settings.rule.max_filters:
        return ()
    return tuple(
        id_
        for id_ in INDICATORS
        if id_ in settings.rule.process_indicators & offered
        and not INDICATORS[id_].derived_from & set(breakdown.variables)
    )


def make_header(
    cube: Cube,
    settings: Settings,
    *,
    release_id: str,
    created: datetime.datetime,
    synthetic: bool,
    appends: str | None = None,
    because: str | None = None,
) -> Header:
    """The description of a release built from a cube."""
    domain = make_domain(cube, settings)
    active = {
        unit: tuple(year for place, year in enumerate(cube.years) if domain.active[index, place])
        for index, unit in enumerate(cube.units)
    }
    return Header(
        id=release_id,
        created=created,
        first_year=cube.years[0],
        frozen_through=cube.years[-1],
        k=settings.rule.k,
        insider_safe=settings.rule.insider_safe,
        max_filters=settings.rule.max_filters,
        units=cube.units,
        active=active,
        process_indicators=tuple(sorted(settings.rule.process_indicators & cube.offered)),
        dimensions=dimensions(cube, settings),
        lacking=cube.lacking,
        left_out=_shares(cube),
        settings_hash=hashlib.sha256(repr(settings).encode()).hexdigest(),
        code_hash=_code_hash(),
        data_hash=cube.data_hash,
        synthetic=synthetic,
        appends=appends,
        because=because,
    )


def _shares(cube: Cube) -> dict[str, int]:
    """Left-out stays by reason, in whole per cent of all: a count less one's own would tell of the others."""
    everything = int(cube.stays.sum()) + sum(cube.left_out.values())
    return {reason: round(100 * stays / everything) for reason, stays in sorted(cube.left_out.items())}


def dimensions(cube: Cube, settings: Settings) -> dict[str, tuple[str, ...]]:
    """The finest codes of everything released: groups of the finest shared level, and indicator codes."""
    finest = {}
    for breakdown in every_breakdown(settings.rule, cube.offered):
        if len(breakdown.levels) == 1 and breakdown.indicator is None:
            # Breakdowns come coarser first, so that the last one of a variable is its finest.
            finest[breakdown.variables[0]] = tuple(label[0] for label in make_cells(cube, breakdown).labels)
    return finest | {id_: INDICATORS[id_].codes for id_ in INDICATORS if id_ in cube.offered}


def _code_hash() -> str:
    """A fingerprint of the code that asks: two releases with the same one were made by the same rules."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        digest.update(str(file.relative_to(package)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
