"""What of a release can be shown for whom and when: plans and calendars only, never a count."""

from collections.abc import Iterable, Iterator, Sequence

from queries.answer import Group, Period
from queries.release.content import Header, Rectangle, Table
from queries.release.lines import cuts_of, segments_of
from queries.selection import Selection
from queries.settings import Settings


class Availability:
    """Groups and periods of one release."""

    def __init__(self, header: Header, settings: Settings) -> None:
        self.header = header
        self._settings = settings
        self._in_service = tuple(unit for unit in header.units if header.active[unit])

    # --- Groups -----------------------------------------------------------------------------------
    def groups(self, selection: Selection) -> tuple[Group, ...]:
        """What a selection compares: its units, or the countries of its units."""
        of_country = self._settings.unit_ids(selection.country)
        units = [unit for unit in of_country if unit in self._in_service]
        units = [unit for unit in units if not selection.units or unit in selection.units]
        if selection.split_by == "unit":
            return tuple(Group(scope="unit", key=str(unit), units=(unit,)) for unit in units)
        return tuple(
            self.country(country) for country in dict.fromkeys(self._country_of(unit) for unit in units)
        )

    def country(self, country: str) -> Group:
        """All units of a country that took part."""
        units = (unit for unit in self._settings.unit_ids(country) if unit in self._in_service)
        return Group(scope="country", key=country, units=tuple(units))

    def whole(self) -> Group:
        """Every unit that took part. Those that joined later add nothing to earlier years."""
        return Group(scope="nordic", key="", units=self._in_service)

    def reference_country(self, selection: Selection, own_units: frozenset[int]) -> Group | None:
        """The country a unit is compared with: the one chosen, or the viewer's; none where it is one unit."""
        own = {self._country_of(unit) for unit in own_units if unit in self._in_service}
        country = selection.country or (own.pop() if len(own) == 1 else None)
        group = self.country(country) if country else None
        return group if group and len(group.units) > 1 else None

    def pool_from(self, units: Iterable[int]) -> Group:
        """The smallest pool of the plans' chain that holds some units: the largest of them and all after it."""
        first = min(self._indices(units))
        members = tuple(unit for unit in self.header.units[first:] if unit in self._in_service)
        return Group(scope="group", key="", units=members)

    def largest_sum(self, table: Table, period: Period) -> Group | None:
        """As many units as can be shown together for a period; None for fewer than two."""
        groups = (self._node_group(node) for node in table.plan.lines)
        shown = {unit for group in groups if self.is_shown(table, group, period) for unit in group.units}
        units = tuple(unit for unit in self.header.units if unit in shown)
        return Group(scope="group", key="", units=units) if len(units) > 1 else None

    # --- Periods ----------------------------------------------------------------------------------
    @property
    def latest_block(self) -> Period:
        """The last whole block of released years: what is shown where no period is asked for."""
        return next(iter(self._blocks()), (self.header.first_year, self.header.frozen_through))

    @property
    def all_closed(self) -> Period:
        """All years of closed blocks; every released year where no block is closed."""
        first, last = self.header.first_year, self.header.frozen_through
        return next(((first, block[1]) for block in self._blocks()), (first, last))

    def released_part(self, period: Period) -> Period | None:
        """The released years of a period; None if there are none."""
        first, last = max(self.header.first_year, period[0]), min(self.header.frozen_through, period[1])
        return (first, last) if first <= last else None

    def menu(self) -> tuple[Period, ...]:
        """Every single year, every block and all years, latest first."""
        first, last = self.header.first_year, self.header.frozen_through
        years = [(year, year) for year in range(last, first - 1, -1)]
        closed = [(first, block[1]) for block in self._blocks()[:1]]
        return tuple(dict.fromkeys([*years, *self._blocks(), *closed]))

    def _blocks(self) -> tuple[Period, ...]:
        """Whole blocks of released years, latest first."""
        first, last, block = (
            self.header.first_year,
            self.header.frozen_through,
            self._settings.rule.block_years,
        )
        starts = range(first, last - block + 2, block)
        return tuple((start, start + block - 1) for start in reversed(starts))

    def shortest(self, table: Table, group: Group, asked: Period) -> Period | None:
        """The shortest released period around one asked for, for a group; None if there is none."""
        line = table.plan.cuts(self._indices(group.units))
        if line is None:
            return None
        cuts = [self.header.first_year + cut for cut in cuts_of(line)]
        first = max((cut for cut in cuts if cut <= asked[0]), default=None)
        after = min((cut for cut in cuts if cut > asked[1]), default=None)
        return None if first is None or after is None else (first, after - 1)

    def periods(self, table: Table, group: Group) -> tuple[Period, ...]:
        """The finest released periods of a group, in order, those in which it took no part left out."""
        line = table.plan.cuts(self._indices(group.units))
        first = self.header.first_year
        found = [(first + start, first + end - 1) for start, end in segments_of(line)] if line else []
        return tuple(period for period in found if self.active(group, period))

    def is_shown(self, table: Table, group: Group, period: Period) -> bool:
        """Whether a group can be shown for exactly a period."""
        return self.active(group, period) and self.shortest(table, group, period) == period

    def enough(self, table: Table, groups: Sequence[Group], period: Period) -> bool:
        """Whether at least half of some groups, and one at least, are shown for a period."""
        shown = sum(self.is_shown(table, group, period) for group in groups)
        return shown > 0 and 2 * shown >= len(groups)

    def active(self, group: Group, period: Period) -> bool:
        """Whether any unit of a group took part in any year of a period."""
        return any(
            period[0] <= year <= period[1] for unit in group.units for year in self.header.active[unit]
        )

    # --- Counts -----------------------------------------------------------------------------------
    def sums(self, table: Table, group: Group, period: Period) -> dict[str, list[int]]:
        """Each measure's cells, summed over the released rectangles that make up a group and period."""
        sums: dict[str, list[int]] = {}
        for rectangle in self.parts(table, group, period):
            for measure, values in table.counts[rectangle].items():
                before = sums.get(measure, [0] * len(values))
                sums[measure] = [a + b for a, b in zip(before, values, strict=True)]
        return sums

    def parts(self, table: Table, group: Group, period: Period) -> Iterator[Rectangle]:
        """The released rectangles that make up a group and period."""
        start, end = period[0] - self.header.first_year, period[1] + 1 - self.header.first_year
        for node in table.plan.parts(self._indices(group.units)):
            for rectangle in table.parts.get(node, ()):
                if start <= rectangle[1] and rectangle[2] <= end:
                    yield rectangle

    def _indices(self, units: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(self.header.unit_index(unit) for unit in units))

    def _node_group(self, node: tuple[int, ...]) -> Group:
        return Group(scope="group", key="", units=tuple(self.header.units[index] for index in node))

    def _country_of(self, unit: int) -> str:
        return self._settings.unit(unit).country
