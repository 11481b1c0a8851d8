"""From a selection to an answer made of released rows, with the viewer's own unit laid beside them."""

from collections.abc import Sequence
from dataclasses import replace

from queries.answer import Answer, Change, Group, Period, Row
from queries.release.book import Book, OwnRows
from queries.release.question import alternatives, categories_of
from queries.release.rows import case_mix_of, expected_share, hidden_row, row_of
from queries.release.search import Candidate, best
from queries.selection import Selection


class Release(Book):
    """One published release, and the answers it gives."""

    def answer(self, selection: Selection, own_units: frozenset[int], own_rows: OwnRows) -> Answer:
        """The answer to a selection. `own_rows` reads groups of the viewer's own units from the registry."""
        groups = self.there.groups(selection)
        own = [group for group in groups if group.scope == "unit" and set(group.units) <= own_units]
        if own and len(own) == len(groups):
            return self._own_only(selection, own, own_units, own_rows)
        asked, early = self.released(selection.period)
        found = self._best_of(selection, [group for group in groups if group not in own], asked)
        if found is None:
            return self._nothing(selection, groups, own, own_rows, asked, early)
        longer = selection.period is not None and found.period != asked
        changes = (*early, *(("longer_period",) if longer else ()), *found.question.changes)
        rows = self._rows(found, groups, own, own_rows)
        merged = self._merged(found, rows)
        return Answer(
            asked=selection,
            shown=replace(found.question.selection, period=found.period),
            categories=found.question.categories,
            rows=(*rows, *merged),
            references=self._references(found, selection, own_units),
            changes=(*changes, *(("merged_units",) if merged else ())),
            provenance=self.provenance,
            case_mix=case_mix_of(self.header, found.question),
        )

    def periods(self, selection: Selection, own_units: frozenset[int]) -> tuple[tuple[Period, bool], ...]:
        """Every period of the menu, latest first, and whether enough of what is compared is shown for it."""
        groups = [group for group in self.there.groups(selection) if not set(group.units) <= own_units]
        table = next((table for question, table in self.answerable(selection) if not question.changes), None)
        return tuple(
            (period, not groups or (table is not None and self.there.enough(table, groups, period)))
            for period in self.there.menu()
        )

    def _best_of(self, selection: Selection, others: Sequence[Group], asked: Period) -> Candidate | None:
        """The best candidate for what is compared; else for the pool that holds it; else for the whole."""
        wider = [[self.there.pool_from(unit for group in others for unit in group.units)]] if others else []
        for groups in (others, *wider, [self.there.whole()]):
            found = best(self.there, self.answerable(selection), groups, asked)
            if found is not None:
                return found
        return None

    # --- Rows -------------------------------------------------------------------------------------
    def _rows(
        self, found: Candidate, groups: Sequence[Group], own: Sequence[Group], own_rows: OwnRows
    ) -> tuple[Row, ...]:
        asked = (found.question.selection, found.question.categories, own, found.period)
        rows = own_rows(*asked) if own else ()
        live = {row.group: self._with_expected(found, row) for row in rows}
        active = (group for group in groups if self.there.active(group, found.period))
        return tuple(live.get(group) or self._row(found, group) for group in active)

    def _with_expected(self, found: Candidate, row: Row) -> Row:
        """A live row with what the release expects of the unit's patients of the same period."""
        of = (found.question, found.table, row.group, found.period)
        return replace(row, expected=expected_share(self.there, *of))

    def _row(self, found: Candidate, group: Group) -> Row:
        return row_of(self.there, found.question, found.table, group, found.period)

    def _merged(self, found: Candidate, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The smallest pool that holds every hidden unit, if it is shown and says more than a shown row."""
        hidden = {unit for row in rows if not row.shown for unit in row.group.units}
        if not hidden:
            return ()
        pool = self.there.pool_from(hidden)
        alone = {row.group.units for row in rows if row.shown}
        everybody = set(pool.units) == set(self.there.whole().units)
        if len(pool.units) < 2 or everybody or pool.units in alone:
            return ()
        return (self._row(found, pool),) if self.there.is_shown(found.table, pool, found.period) else ()

    def _references(
        self, found: Candidate, selection: Selection, own_units: frozenset[int]
    ) -> tuple[Row, ...]:
        """The whole, or as much of it as can be shown, and the country, each where it is shown."""
        whole: Group | None = self.there.whole()
        if not self.there.is_shown(found.table, self.there.whole(), found.period):
            whole = self.there.largest_sum(found.table, found.period)
        country = self.there.reference_country(selection, own_units) if selection.split_by == "unit" else None
        wanted = [group for group in (whole, country) if group]
        return tuple(
            self._row(found, group)
            for group in wanted
            if self.there.is_shown(found.table, group, found.period)
        )

    # --- Only the viewer's own units, or nothing else to show ---------------------------------------
    def _own_only(
        self, selection: Selection, own: Sequence[Group], own_units: frozenset[int], own_rows: OwnRows
    ) -> Answer:
        """Exactly what was asked, any filters and years, with references only where these fit it exactly."""
        period = selection.period or self.there.latest_block
        settled = next(chosen for chosen, _ in alternatives(self.header, selection))
        categories = categories_of(settled)
        found = self._for_the_whole(selection, period)
        fits = found is not None and found.period == period and not found.question.changes
        if found is not None and fits:
            settled, categories = found.question.selection, found.question.categories
        return Answer(
            asked=selection,
            shown=replace(settled, period=period),
            categories=categories,
            rows=tuple(own_rows(settled, categories, own, period)),
            references=self._references(found, selection, own_units) if found is not None and fits else (),
            changes=(),
            provenance=self.provenance,
        )

    def _for_the_whole(self, selection: Selection, period: Period) -> Candidate | None:
        """The best candidate for the whole, for released years."""
        if self.there.released_part(period) != period:
            return None
        return best(self.there, self.answerable(selection), [self.there.whole()], period)

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
            rows=tuple(live.get(group) or hidden_row(group, asked, categories, None) for group in active),
            references=(),
            changes=early,
            provenance=self.provenance,
        )
