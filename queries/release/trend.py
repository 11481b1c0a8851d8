"""Time lines of released rows: each group at the finest periods that its own plan has.

Periods of different length stand beside each other here; whoever draws them says how long each is, and compares
none with another of a different length. Nothing is made up of several periods, so that every number is released.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from queries.answer import Change, Group, Row
from queries.release.book import Book
from queries.release.content import Table
from queries.release.question import Question, alternatives, categories_of
from queries.release.rows import row_of
from queries.selection import Selection

# A time line has to have a course: with two periods there is a difference and no course.
FEWEST_PERIODS = 3


@dataclass(frozen=True, kw_only=True)
class Series:
    """A group's released rows in the order of time, each with its own period; none where nothing is shown."""

    group: Group
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ReleasedTrend:
    """What is shown over time of what was asked: what is compared, and the whole and the country beside it.

    `shown` is the question really answered, without a period; `changes` names how it differs from the one asked.
    """

    shown: Selection
    changes: tuple[Change, ...]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    references: tuple[Series, ...]


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    question: Question
    table: Table
    enough: bool
    periods: int


def released_trend(book: Book, selection: Selection, own_units: frozenset[int]) -> ReleasedTrend:
    """The time lines of everybody whom a selection compares but the viewer's own units; its period is not minded.

    The nearest question for which at least half of them, or the whole where there are no others, have three
    periods; else the one with the most periods.
    """
    asked = replace(selection, period=None)
    groups = [group for group in book.there.groups(asked) if not set(group.units) <= own_units]
    found = _found(book, asked, groups or [book.there.whole()])
    if found is None:
        settled = next(chosen for chosen, _ in alternatives(book.header, asked))
        nothing = tuple(Series(group=group, rows=()) for group in groups)
        return ReleasedTrend(
            shown=settled, changes=(), categories=categories_of(settled), series=nothing, references=()
        )
    series = [_series(book, found, group) for group in groups]
    merged = _merged(book, found, series)
    references = (_series(book, found, group) for group in _references(book, found.table, asked, own_units))
    return ReleasedTrend(
        shown=found.question.selection,
        changes=(*found.question.changes, *(("merged_units",) if merged else ())),
        categories=found.question.categories,
        series=(*series, *merged),
        references=tuple(one for one in references if one.rows),
    )


def _found(book: Book, asked: Selection, groups: Sequence[Group]) -> _Candidate | None:
    best: _Candidate | None = None
    for question, table in book.answerable(asked):
        lengths = [len(book.there.periods(table, group)) for group in groups]
        enough = sum(length >= FEWEST_PERIODS for length in lengths)
        one = _Candidate(
            question=question, table=table, enough=2 * enough >= len(groups), periods=sum(lengths)
        )
        if one.enough:
            return one
        if best is None or one.periods > best.periods:
            best = one
    return best if best and best.periods else None


def _series(book: Book, found: _Candidate, group: Group) -> Series:
    periods = book.there.periods(found.table, group)
    rows = (row_of(book.there, found.question, found.table, group, period) for period in periods)
    return Series(group=group, rows=tuple(rows))


def _merged(book: Book, found: _Candidate, series: Sequence[Series]) -> tuple[Series, ...]:
    """The smallest pool that holds every unit without a time line, if it has one and is not there already."""
    hidden = {unit for one in series if not one.rows for unit in one.group.units}
    if not hidden:
        return ()
    pool = book.there.pool_from(hidden)
    known = {one.group.units for one in series if one.rows}
    if len(pool.units) < 2 or pool.units in known or set(pool.units) == set(book.there.whole().units):
        return ()
    made = _series(book, found, pool)
    return (made,) if made.rows else ()


def _references(book: Book, table: Table, asked: Selection, own_units: frozenset[int]) -> Iterator[Group]:
    """The whole, and the country that units are compared with."""
    yield book.there.whole()
    country = book.there.reference_country(asked, own_units) if asked.split_by == "unit" else None
    if country is not None and book.there.periods(table, country):
        yield country
