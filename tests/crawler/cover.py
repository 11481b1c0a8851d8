"""Finds the exported numbers that a shown number is the sum of: an exact cover of its stays, none counted twice.

A number that is such a sum is a linear combination of what `release export` writes. So whatever can be worked out
from all shown numbers together can be worked out from the export, and the attack on the export covers the crawl.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from queries import CHARACTERISTICS, INDICATORS, Answer, Row, Shown

Line = Mapping[str, Any]
Codes = Mapping[str, frozenset[str]]
UnitYears = frozenset[tuple[int, int]]
Where = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, kw_only=True)
class Target:
    """Stays that a number counts: of which units and years, and of which finest released codes."""

    places: UnitYears
    codes: tuple[tuple[str, frozenset[str]], ...]


class Export:
    """The lines of an export, found by what they restrict and where."""

    def __init__(self, lines: Iterable[Line]) -> None:
        described, *numbers = lines
        self._described: Line = described
        self._sheets: dict[frozenset[str], dict[UnitYears, dict[Where, int]]] = {}
        for line in numbers:
            where = tuple(sorted((name, frozenset(codes)) for name, codes in line["where"].items()))
            places = self.places(line["units"], line["years"])
            sheet = self._sheets.setdefault(frozenset(line["where"]), {})
            sheet.setdefault(places, {})[where] = line["value"]

    def places(self, units: Iterable[int], years: Iterable[int]) -> UnitYears:
        """The unit-years among some units and years in which a unit takes part."""
        wanted = set(years)
        return frozenset((u, y) for u in units for y in self._active[u] if y in wanted)

    @cached_property
    def _active(self) -> dict[int, tuple[int, ...]]:
        return {int(unit): tuple(years) for unit, years in self._described["active"].items()}

    def finest(self, variable: str, codes: frozenset[str]) -> frozenset[str]:
        """The finest released codes that some codes of a variable are made of."""
        kept = CHARACTERISTICS[variable].left_out
        return frozenset(
            group
            for group in self._described["dimensions"][variable]
            if CHARACTERISTICS[variable].expand([group]) - kept <= codes
        )

    def total(self, target: Target) -> int | None:
        """The sum of exported numbers that cover a target exactly; None if there is no such cover."""
        sheet = self._sheets.get(frozenset(name for name, _ in target.codes), {})
        inside = sorted((places for places in sheet if places <= target.places), key=len, reverse=True)
        left, found = set(target.places), 0
        for places in inside:
            value = _tiled(sheet[places], dict(target.codes)) if places <= left else None
            if value is not None:
                left -= places
                found += value
        return found if not left else None


def _tiled(cells: Mapping[Where, int], codes: Codes) -> int | None:
    """The sum of the largest cells that together make up some codes; None where they do not."""
    inside = [where for where in cells if all(part <= codes[name] for name, part in where)]
    taken: list[Where] = []
    for where in sorted(inside, key=_size, reverse=True):
        if not any(_overlap(where, other) for other in taken):
            taken.append(where)
    return sum(cells[where] for where in taken) if _complete(taken, codes) else None


def _size(where: Where) -> int:
    size = 1
    for _name, part in where:
        size *= len(part)
    return size


def _overlap(one: Where, other: Where) -> bool:
    return all(a & b for (_, a), (_, b) in zip(one, other, strict=True))


def _complete(taken: Iterable[Where], codes: Codes) -> bool:
    whole = _size(tuple(codes.items()))
    return sum(map(_size, taken)) == whole


def not_sums(answers: Iterable[Answer], export: Export) -> Iterator[tuple[Answer, Row, int]]:
    """The shared numbers of some answers that are no sum of exported ones."""
    total = cache(export.total)
    for answer in answers:
        rows = (row for row in (*answer.rows, *answer.references) if row.lane == "shared")
        for row in rows:
            for parts, number in claims(answer, row, export):
                values = [(sign, total(target)) for sign, target in parts]
                if (None in (value for _, value in values)) or number != sum(s * (v or 0) for s, v in values):
                    yield answer, row, number


# --- What the numbers of an answer count -------------------------------------------------------------
def claims(answer: Answer, row: Row, export: Export) -> Iterator[tuple[list[tuple[int, Target]], int]]:
    """Each number of a row, and the targets that it is the sum of, each with its sign."""
    places = export.places(row.group.units, range(row.period[0], row.period[1] + 1))
    where = _filters(answer, export)
    shows = answer.shown.shows
    kinds = _of_indicator(shows, row) if shows in INDICATORS else _of_variable(answer, row, where, export)
    for parts, number in kinds:
        yield [(sign, _target(places, {**where, **codes})) for sign, codes in parts], number


def _target(places: UnitYears, codes: Codes) -> Target:
    return Target(places=places, codes=tuple(sorted(codes.items())))


def _filters(answer: Answer, export: Export) -> dict[str, frozenset[str]]:
    shown = answer.shown
    where = {v: export.finest(v, CHARACTERISTICS[v].expand(groups)) for v, groups in shown.where}
    gate = INDICATORS[shown.shows].gate if shown.shows in INDICATORS else None
    if gate is not None:
        where[gate[0]] = export.finest(gate[0], CHARACTERISTICS[gate[0]].expand([gate[2]]))
    return where


Parts = list[tuple[int, Codes]]


def _of_indicator(shows: str, row: Row) -> Iterator[tuple[Parts, int]]:
    """Met; met and not met; and those without an answer, which for a process indicator are the rest of all stays."""
    process = INDICATORS[shows].kind == "process"
    for cell in row.cells:
        if isinstance(cell, Shown):
            yield [(1, _one(shows, "met"))], cell.count
            yield [(1, _one(shows, "met")), (1, _one(shows, "not_met"))], cell.total
    if isinstance(row.not_counted, Shown):
        rest: Parts = [(1, {}), (-1, _one(shows, "met")), (-1, _one(shows, "not_met"))]
        yield rest if process else [(1, _one(shows, "missing"))], row.not_counted.count


def _one(shows: str, code: str) -> Codes:
    return {shows: frozenset({code})}


def _of_variable(answer: Answer, row: Row, where: Codes, export: Export) -> Iterator[tuple[Parts, int]]:
    shows = answer.shown.shows
    groups = CHARACTERISTICS[shows].level(str(answer.shown.detail)).groups
    everything = where.get(shows, export.finest(shows, frozenset(CHARACTERISTICS[shows].codes)))
    for category, cell in zip(answer.categories, row.cells, strict=True):
        if isinstance(cell, Shown):
            yield [(1, {shows: export.finest(shows, frozenset(groups[category])) & everything})], cell.count
            yield [(1, {shows: everything})], cell.total
