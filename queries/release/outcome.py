"""One question about the whole, with a country, a centre or the viewer's own units beside it.

Where the whole cannot be shown for what was asked it is shown for the nearest group of patients that can be: what
counts is the whole alone, so that plans of small units decide nothing here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from queries.answer import Answer, Change, Group, Period, Row
from queries.release.book import Book, OwnRows
from queries.release.content import Table
from queries.release.nearest import nearest_groups
from queries.release.question import Question, alternatives, categories_of, make_question, picks
from queries.release.rows import hidden_row, row_of
from queries.release.search import Candidate, best
from queries.selection import Selection

MOST_OWN = 2  # whose staff has more units looks at them one by one


def outcome(book: Book, selection: Selection, own_units: frozenset[int], own_rows: OwnRows) -> Answer:
    """The whole for what a selection asks, for all released years where it names none, at the nearest group.

    `units` of the selection are those laid beside it, by default the viewer's own (if they are few), `country` the
    country, by default the viewer's. Rows are of units, references are the whole and the country, where shown.
    """
    asked, early = years_asked(book, selection)
    found = best(book.there, _answerable(book, selection), [book.there.whole()], asked)
    groups = beside(book, selection, own_units)
    if found is None:
        return _nothing(book, selection, asked, groups, own_units, own_rows)
    longer = selection.period is not None and found.period != asked
    changes = (*early, *(("longer_period",) if longer else ()), *found.question.changes)
    made = answer_for(book, found.question, found, selection, own_units, own_rows)
    return replace(made, changes=changes)


def answer_for(
    book: Book,
    question: Question,
    found: Candidate,
    asked: Selection,
    own_units: frozenset[int],
    own_rows: OwnRows,
) -> Answer:
    """The answer to a question at the table and period of a candidate."""

    def released(group: Group) -> Row:
        return row_of(book.there, question, found.table, group, found.period)

    groups = [group for group in beside(book, asked, own_units) if book.there.active(group, found.period)]
    own = [group for group in groups if set(group.units) <= own_units]
    live = _live(question.selection, question.categories, own, found.period, own_rows)
    return Answer(
        asked=asked,
        shown=replace(question.selection, period=found.period),
        categories=question.categories,
        rows=tuple(live.get(group) or released(group) for group in groups),
        references=tuple(released(group) for group in references(book, asked, own_units)),
        changes=question.changes,
        provenance=book.provenance,
    )


def years_asked(book: Book, selection: Selection) -> tuple[Period, tuple[Change, ...]]:
    """The released years of the period asked for, by default all in closed blocks."""
    if selection.period is None:
        return book.there.all_closed, ()
    return book.released(selection.period)


def beside(book: Book, selection: Selection, own_units: frozenset[int]) -> tuple[Group, ...]:
    """The units laid beside the whole: those chosen, else the viewer's own."""
    chosen = selection.units or (tuple(own_units) if len(own_units) <= MOST_OWN else ())
    if not chosen:
        return ()
    return book.there.groups(Selection(shows=selection.shows, units=chosen))


def references(book: Book, selection: Selection, own_units: frozenset[int]) -> Iterator[Group]:
    """The whole, and the country."""
    yield book.there.whole()
    country = book.there.reference_country(selection, own_units)
    if country is not None:
        yield country


def _answerable(book: Book, selection: Selection) -> Iterator[tuple[Question, Table]]:
    """The nearest groups of patients, each at the finest detail first."""
    for where, changes in nearest_groups(selection.where, book.header.max_filters):
        for chosen, more in alternatives(book.header, replace(selection, where=where)):
            if chosen.where != where:
                break  # from here on its own idea of coarser filters
            question = make_question(book.header, chosen, (*more, *changes))
            table = book.table(question.breakdown) if question else None
            if question and table and picks(question, table):
                yield question, table


def _live(
    selection: Selection,
    categories: tuple[str, ...],
    own: Sequence[Group],
    period: Period,
    own_rows: OwnRows,
) -> dict[Group, Row]:
    return {row.group: row for row in own_rows(selection, categories, own, period)} if own else {}


def _nothing(
    book: Book,
    selection: Selection,
    period: Period,
    groups: Sequence[Group],
    own_units: frozenset[int],
    own_rows: OwnRows,
) -> Answer:
    """Only the viewer's own units."""
    settled = next(chosen for chosen, _ in alternatives(book.header, selection))
    categories = categories_of(settled)
    own = [group for group in groups if set(group.units) <= own_units]
    live = _live(settled, categories, own, period, own_rows)
    return Answer(
        asked=selection,
        shown=replace(settled, period=period),
        categories=categories,
        rows=tuple(live.get(group) or hidden_row(group, period, categories, None) for group in groups),
        references=(),
        changes=(),
        provenance=book.provenance,
    )
