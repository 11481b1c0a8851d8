"""One outcome by how patients came: a row for each starting group, all from one breakdown and one period.

So that the rows of a matrix can be read together (and summed up, such as "improved by a grade", which is never
released itself), no row stands for other years or for another detail than its neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from queries.answer import Answer, Change
from queries.indicators import INDICATORS
from queries.release.book import Book, OwnRows
from queries.release.breakdown import Breakdown, expressible
from queries.release.content import Table
from queries.release.nearest import nearest_groups
from queries.release.outcome import answer_for, years_asked
from queries.release.question import Question, make_question, picks
from queries.release.schemes import Scheme, Where, schemes
from queries.release.search import best
from queries.selection import Selection
from queries.variables import CHARACTERISTICS


@dataclass(frozen=True, kw_only=True)
class Grid:
    """An outcome by starting group: `starts` are the criteria of each, and `answers` one for each, all for the same
    period and detail. None of either where nothing can be shown.

    `by` is the characteristic (or `SEVERITY_GROUPS`) that tells starting groups apart, `scheme` the way it does so;
    `changes` names how what is shown differs from what was asked.
    """

    asked: Selection
    by: str
    scheme: str | None
    starts: tuple[Where, ...]
    answers: tuple[Answer, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class _Way:
    scheme: Scheme
    questions: tuple[Question, ...]
    table: Table


def grid(
    book: Book, selection: Selection, by: str, own_units: frozenset[int], own_rows: OwnRows, level: str | None
) -> Grid:
    """What a selection shows, by starting group, for the whole at the finest detail and nearest patients that can be.

    Units, country and period as in `outcome`. Raises InvalidSelection for a `by` or `level` that is not there.
    """
    asked, early = years_asked(book, selection)
    ways = list(_ways(book, selection, schemes(by, level)))
    offered = ((way.questions[0], way.table) for way in ways)
    found = best(book.there, offered, [book.there.whole()], asked)
    if found is None:
        return Grid(asked=selection, by=by, scheme=None, starts=(), answers=(), changes=())
    way = next(way for way in ways if way.questions[0] is found.question)
    longer = selection.period is not None and found.period != asked
    answers = tuple(
        answer_for(book, question, found, _asked(selection, start), own_units, own_rows)
        for question, start in zip(way.questions, way.scheme.starts, strict=True)
    )
    return Grid(
        asked=selection,
        by=by,
        scheme=way.scheme.id,
        starts=way.scheme.starts,
        answers=answers,
        changes=(*early, *(("longer_period",) if longer else ()), *found.question.changes),
    )


def _asked(selection: Selection, start: Where) -> Selection:
    """The question of one row by itself."""
    return replace(selection, where=(*_besides(selection.where, start), *start))


def _besides(where: Where, start: Where) -> Where:
    """Criteria that do not concern what starting groups are told apart by."""
    told_apart = {variable for variable, _ in start}
    return tuple((variable, groups) for variable, groups in where if variable not in told_apart)


def _ways(book: Book, selection: Selection, offered: tuple[Scheme, ...]) -> Iterator[_Way]:
    """Every way to answer, the nearest patients first, and of these the finest detail first."""
    apart = {variable for scheme in offered for variable, _ in scheme.levels}
    where = tuple((variable, groups) for variable, groups in selection.where if variable not in apart)
    for kept, changes in nearest_groups(where, book.header.max_filters):
        for scheme, detail in _details(selection, offered):
            chosen = replace(selection, where=kept, detail=detail)
            if way := _way(book, chosen, scheme, changes):
                yield way


def _details(selection: Selection, offered: tuple[Scheme, ...]) -> list[tuple[Scheme, str | None]]:
    """Schemes with details of what is shown, from both at their finest to both at their coarsest."""
    details: list[str | None] = [selection.detail]
    if selection.shows in CHARACTERISTICS and selection.detail is None:
        details = [level.id for level in reversed(CHARACTERISTICS[selection.shows].shared_levels)]
    pairs = [(place, step) for place in range(len(offered)) for step in range(len(details))]
    ordered = sorted(pairs, key=lambda pair: (sum(pair), pair))
    return [(offered[place], details[step]) for place, step in ordered]


def _way(book: Book, selection: Selection, scheme: Scheme, changes: tuple[Change, ...]) -> _Way | None:
    breakdown = _breakdown(book, selection, scheme)
    table = book.table(breakdown) if breakdown else None
    questions = [
        make_question(book.header, replace(selection, where=(*selection.where, *start)), changes)
        for start in scheme.starts
    ]
    if breakdown is None or table is None or None in questions:
        return None
    made = tuple(replace(one, breakdown=breakdown) for one in questions if one is not None)
    return _Way(scheme=scheme, questions=made, table=table) if picks(made[0], table) else None


def _breakdown(book: Book, selection: Selection, scheme: Scheme) -> Breakdown | None:
    """The breakdown that tells all starting groups apart; None where criteria are too many or too fine."""
    others = expressible({id_: CHARACTERISTICS[id_].expand(groups) for id_, groups in selection.where})
    if others is None or len(others) + len(scheme.levels) > book.header.max_filters:
        return None
    levels = (*others, *scheme.levels)
    if selection.shows in CHARACTERISTICS:
        return Breakdown(levels=(*levels, (selection.shows, str(selection.detail))))
    if selection.shows in book.header.process_indicators:
        return Breakdown(levels=levels)
    gate = INDICATORS[selection.shows].gate
    return Breakdown(levels=(*levels, *((gate[:2],) if gate else ())), indicator=selection.shows)
