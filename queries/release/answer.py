"""From a selection to an answer made of released rows, with the viewer's own unit laid beside them.

What is shown instead of what was asked depends on plans alone, never on a count: a plan is the same for every
viewer, and what it tells by refusing is part of what the proof allows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from queries.answer import HIDDEN, Answer, Cell, Change, Group, Period, Provenance, Row, Shown
from queries.release.availability import Availability
from queries.release.content import STAYS, Header, Table
from queries.release.question import Pick, Picks, Question, alternatives, categories_of, make_question, picks
from queries.release.store import Store
from queries.selection import Selection
from queries.settings import Settings

OwnRows = Callable[[Selection, tuple[str, ...], Sequence[Group], Period], Sequence[Row]]
_TABLES_KEPT = 512


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A question with the table that answers it, and a period, with how many of the groups it shows."""

    question: Question
    table: Table
    period: Period
    shown: int
    enough: bool

    @property
    def length(self) -> int:
        return self.period[1] - self.period[0]


class Release:
    """One published release, read as it is needed."""

    def __init__(self, store: Store, header: Header, settings: Settings) -> None:
        self.header = header
        self.there = Availability(header, settings)
        # An unbounded cache would grow to the whole release; a few hundred breakdowns are what people use.
        self._table = lru_cache(maxsize=_TABLES_KEPT)(lambda breakdown: store.table(header, breakdown))

    def answer(self, selection: Selection, own_units: frozenset[int], own_rows: OwnRows) -> Answer:
        """The answer to a selection. `own_rows` reads groups of the viewer's own units from the registry."""
        groups = self.there.groups(selection)
        own = [group for group in groups if group.scope == "unit" and set(group.units) <= own_units]
        if own and len(own) == len(groups):
            return self._own_only(selection, own, own_units, own_rows)
        asked, early = self._released(selection.period)
        best = self._best_of(selection, [group for group in groups if group not in own], asked)
        if best is None:
            return self._nothing(selection, groups, own, own_rows, asked, early)
        longer = selection.period is not None and best.period != asked
        changes = (*early, *(("longer_period",) if longer else ()), *best.question.changes)
        rows = self._rows(best, groups, own, own_rows)
        merged = self._merged(best, rows)
        return Answer(
            asked=selection,
            shown=replace(best.question.selection, period=best.period),
            categories=best.question.categories,
            rows=(*rows, *merged),
            references=self._references(best, selection, own_units),
            changes=(*changes, *(("merged_units",) if merged else ())),
            provenance=self.provenance,
        )

    def periods(self, selection: Selection, own_units: frozenset[int]) -> tuple[tuple[Period, bool], ...]:
        """Every period of the menu, latest first, and whether enough of what is compared is shown for it."""
        groups = [group for group in self.there.groups(selection) if not set(group.units) <= own_units]
        table = next((table for question, table in self._answerable(selection) if not question.changes), None)
        return tuple(
            (period, not groups or (table is not None and self.there.enough(table, groups, period)))
            for period in self.there.menu()
        )

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return Provenance(
            release=self.header.id,
            created=self.header.created,
            frozen_through=self.header.frozen_through,
            k=self.header.k,
            synthetic=self.header.synthetic,
        )

    # --- Which question, at which period ----------------------------------------------------------
    def _released(self, period: Period | None) -> tuple[Period, tuple[Change, ...]]:
        """The asked period within the released years; the latest block where it is not among them."""
        if period is None:
            return self.there.latest_block, ()
        inside = self.there.released_part(period)
        return inside or self.there.latest_block, () if inside == period else ("unreleased_years",)

    def _answerable(self, selection: Selection) -> Iterator[tuple[Question, Table]]:
        """The selection and its coarser alternatives, as far as the release holds them, nearest first."""
        for chosen, changes in alternatives(self.header, selection):
            question = make_question(self.header, chosen, changes)
            table = self._table(question.breakdown) if question else None
            if question and table and picks(question, table):
                yield question, table

    def _best_of(self, selection: Selection, others: Sequence[Group], asked: Period) -> _Candidate | None:
        """The best candidate for what is compared; else for the pool that holds it; else for the whole."""
        wider = [[self.there.pool_from(unit for group in others for unit in group.units)]] if others else []
        for groups in (others, *wider, [self.there.whole()]):
            best = self._best(selection, groups, asked)
            if best is not None:
                return best
        return None

    def _best(self, selection: Selection, others: Sequence[Group], asked: Period) -> _Candidate | None:
        """What was asked, for the shortest period that shows half the groups; else the nearest coarser
        question that does; else whatever shows most."""
        seen: list[_Candidate] = []
        for question, table in self._answerable(selection):
            if question.changes and (enough := [one for one in seen if one.enough]):
                return min(enough, key=lambda one: one.length)
            seen += self._candidates(question, table, others, asked)
            exact = [one for one in seen if one.enough and one.period == asked]
            if exact:
                return exact[0]
        enough = [one for one in seen if one.enough]
        if enough:
            return min(enough, key=lambda one: one.length)
        return min(seen, key=lambda one: (-one.shown, len(one.question.changes), one.length), default=None)

    def _candidates(
        self, question: Question, table: Table, groups: Sequence[Group], asked: Period
    ) -> Iterator[_Candidate]:
        """The shortest period around the one asked for each group, where it shows any of them."""
        found = (self.there.shortest(table, group, asked) for group in groups)
        for period in sorted({period for period in found if period is not None}):
            shown = sum(self.there.is_shown(table, group, period) for group in groups)
            enough = self.there.enough(table, groups, period)
            if shown:
                yield _Candidate(question=question, table=table, period=period, shown=shown, enough=enough)

    # --- Rows -------------------------------------------------------------------------------------
    def _rows(
        self, best: _Candidate, groups: Sequence[Group], own: Sequence[Group], own_rows: OwnRows
    ) -> tuple[Row, ...]:
        asked = (best.question.selection, best.question.categories, own, best.period)
        live = {row.group: row for row in own_rows(*asked)} if own else {}
        active = (group for group in groups if self.there.active(group, best.period))
        return tuple(live.get(group) or self._row(best, group) for group in active)

    def _row(self, best: _Candidate, group: Group) -> Row:
        if not self.there.is_shown(best.table, group, best.period):
            instead = self.there.shortest(best.table, group, best.period)
            return _hidden(group, best.period, best.question.categories, instead)
        sums = self.there.sums(best.table, group, best.period)
        found = picks(best.question, best.table)
        if found is None:
            raise LookupError("a candidate always has picks")
        total = _sum(sums, found.total)
        return Row(
            group=group,
            period=best.period,
            cells=tuple(Shown(count=_sum(sums, pick), total=total) for pick in found.categories),
            not_counted=_not_counted(sums, found, total),
            lane="shared",
        )

    def _merged(self, best: _Candidate, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The smallest pool that holds every hidden unit, if it is shown and says more than a shown row."""
        hidden = {unit for row in rows if not row.shown for unit in row.group.units}
        if not hidden:
            return ()
        pool = self.there.pool_from(hidden)
        alone = {row.group.units for row in rows if row.shown}
        everybody = set(pool.units) == set(self.there.whole().units)
        if len(pool.units) < 2 or everybody or pool.units in alone:
            return ()
        return (self._row(best, pool),) if self.there.is_shown(best.table, pool, best.period) else ()

    def _references(
        self, best: _Candidate, selection: Selection, own_units: frozenset[int]
    ) -> tuple[Row, ...]:
        """The whole, or as much of it as can be shown, and the country, each where it is shown."""
        whole: Group | None = self.there.whole()
        if not self.there.is_shown(best.table, self.there.whole(), best.period):
            whole = self.there.largest_sum(best.table, best.period)
        country = self.there.reference_country(selection, own_units) if selection.split_by == "unit" else None
        wanted = [group for group in (whole, country) if group]
        return tuple(
            self._row(best, group) for group in wanted if self.there.is_shown(best.table, group, best.period)
        )

    # --- Only the viewer's own units, or nothing else to show ---------------------------------------
    def _own_only(
        self, selection: Selection, own: Sequence[Group], own_units: frozenset[int], own_rows: OwnRows
    ) -> Answer:
        """Exactly what was asked, any filters and years, with references only where these fit it exactly."""
        period = selection.period or self.there.latest_block
        settled = next(chosen for chosen, _ in alternatives(self.header, selection))
        categories = categories_of(settled)
        best = self._best(selection, [self.there.whole()], period) if self._known(period) else None
        fits = best is not None and best.period == period and not best.question.changes
        if best is not None and fits:
            settled, categories = best.question.selection, best.question.categories
        return Answer(
            asked=selection,
            shown=replace(settled, period=period),
            categories=categories,
            rows=tuple(own_rows(settled, categories, own, period)),
            references=self._references(best, selection, own_units) if best is not None and fits else (),
            changes=(),
            provenance=self.provenance,
        )

    def _known(self, period: Period) -> bool:
        return self.there.released_part(period) == period

    def _nothing(
        self,
        selection: Selection,
        groups: Sequence[Group],
        own: Sequence[Group],
        own_rows: OwnRows,
        asked: Period,
        early: tuple[Change, ...],
    ) -> Answer:
        """Every group hidden, except the viewer's own."""
        settled = next(chosen for chosen, _ in alternatives(self.header, selection))
        categories = categories_of(settled)
        live = {row.group: row for row in own_rows(settled, categories, own, asked)} if own else {}
        active = [group for group in groups if self.there.active(group, asked)]
        return Answer(
            asked=selection,
            shown=replace(settled, period=asked),
            categories=categories,
            rows=tuple(live.get(group) or _hidden(group, asked, categories, None) for group in active),
            references=(),
            changes=early,
            provenance=self.provenance,
        )


def _hidden(group: Group, period: Period, categories: tuple[str, ...], instead: Period | None) -> Row:
    cells: tuple[Cell, ...] = (HIDDEN,) * len(categories)
    return Row(group=group, period=period, cells=cells, not_counted=HIDDEN, lane="shared", instead=instead)


def _sum(sums: dict[str, list[int]], chosen: tuple[Pick, ...]) -> int:
    return sum(sums[pick.measure][cell] for pick in chosen for cell in pick.cells)


def _not_counted(sums: dict[str, list[int]], found: Picks, total: int) -> Cell:
    """Stays without an answer. For a process indicator: those that are neither met nor not met."""
    stays = _sum(sums, found.not_counted)
    process = any(pick.measure != STAYS for pick in found.total)
    count = stays - total if process else stays
    return Shown(count=count, total=total + count)
