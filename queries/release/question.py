"""A selection as a question to the release: which breakdown, and which of its cells make up each category."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from queries.answer import Change
from queries.indicators import INDICATORS, MET, NOT_MET
from queries.release.breakdown import Breakdown, expressible
from queries.release.content import STAYS, Header, Table
from queries.selection import Filter, Selection
from queries.variable import MISSING, Variable
from queries.variables import CHARACTERISTICS

CodesBy = Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A selection (with `detail` settled for a variable) in the release's terms.

    `codes` are the finest codes that each filter lets through. `categories` are the categories of the answer.
    """

    selection: Selection
    changes: tuple[Change, ...]
    breakdown: Breakdown
    codes: CodesBy
    categories: tuple[str, ...]

    @property
    def indicator(self) -> str | None:
        """Id of the indicator shown, if one is."""
        return self.selection.shows if self.selection.shows in INDICATORS else None


@dataclass(frozen=True, kw_only=True)
class Pick:
    """Where a number is found in a table: the sum of some cells of one measure."""

    measure: str
    cells: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Picks:
    """Picks for each category, for the total they are shares of, and for stays that have no answer."""

    categories: tuple[tuple[Pick, ...], ...]
    total: tuple[Pick, ...]
    not_counted: tuple[Pick, ...]


def make_question(header: Header, selection: Selection, changes: tuple[Change, ...] = ()) -> Question | None:
    """The question, or None where no breakdown of the release could answer it."""
    codes = {
        id_: CHARACTERISTICS[id_].expand(groups) - CHARACTERISTICS[id_].left_out
        for id_, groups in selection.where
    }
    if len(codes) > header.max_filters or not set(codes) <= set(header.dimensions) or not all(codes.values()):
        return None
    if selection.shows in INDICATORS:
        return _about_indicator(header, selection, changes, codes)
    return _about_variable(header, selection, changes, codes)


def _about_indicator(
    header: Header, selection: Selection, changes: tuple[Change, ...], codes: CodesBy
) -> Question | None:
    indicator = INDICATORS[selection.shows]
    levels = expressible(codes)
    if selection.shows not in header.dimensions or levels is None or indicator.derived_from & set(codes):
        return None
    if selection.shows in header.process_indicators:
        breakdown = Breakdown(levels=levels)
    elif indicator.gate is None:
        breakdown = Breakdown(levels=levels, indicator=selection.shows)
    elif indicator.gate[0] in codes:
        return None  # the gate is not a filter here: only its own group is counted
    else:
        breakdown = Breakdown(levels=(*levels, indicator.gate[:2]), indicator=selection.shows)
    return Question(selection=selection, changes=changes, breakdown=breakdown, codes=codes, categories=(MET,))


def _about_variable(
    header: Header, selection: Selection, changes: tuple[Change, ...], codes: CodesBy
) -> Question | None:
    variable = CHARACTERISTICS[selection.shows]
    detail = next((level for level in variable.shared_levels if level.id == selection.detail), None)
    if variable.id not in header.dimensions or detail is None:
        return None
    others = expressible({id_: chosen for id_, chosen in codes.items() if id_ != variable.id})
    own = _joint_level(variable, detail.id, codes.get(variable.id))
    if others is None or own is None:
        return None
    breakdown = Breakdown(levels=(*others, (variable.id, own)))
    categories = categories_of(selection, variable.left_out)
    return Question(
        selection=selection, changes=changes, breakdown=breakdown, codes=codes, categories=categories
    )


def categories_of(selection: Selection, left_out: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The categories of an answer: groups of the detail shown that the filters let through."""
    if selection.shows in INDICATORS:
        return (MET,)
    variable = CHARACTERISTICS[selection.shows]
    filtered = selection.filters.get(variable.id)
    chosen = (variable.expand(filtered) if filtered else frozenset(variable.codes)) - left_out
    groups = variable.level(selection.detail or variable.levels[-1].id).groups
    return tuple(group for group, members in groups.items() if chosen & set(members) and group != MISSING)


def _joint_level(variable: Variable, detail: str, codes: frozenset[str] | None) -> str | None:
    """The coarsest shared level that has both the groups shown and the groups filtered by."""
    for level in variable.shared_levels:
        fine_enough = detail in {level.id, *_all_coarser(variable, level.id)}
        if fine_enough and (codes is None or _expresses(variable, level.id, codes)):
            return level.id
    return None


def _all_coarser(variable: Variable, level_id: str) -> set[str]:
    steps = variable.level(level_id).coarser
    return set(steps).union(*(_all_coarser(variable, step) for step in steps))


def _expresses(variable: Variable, level_id: str, codes: frozenset[str]) -> bool:
    groups = (frozenset(group) - variable.left_out for group in variable.level(level_id).groups.values())
    return all(group <= codes or not group & codes for group in groups)


def picks(question: Question, table: Table) -> Picks | None:
    """Which cells of a table answer a question; None if the table does not hold the indicator."""
    inside = tuple(cell for cell, label in enumerate(table.labels) if _passes(question, label))
    indicator = question.indicator
    if indicator is None:
        return _variable_picks(question, table, inside)
    if table.breakdown.indicator == indicator:
        return _outcome_picks(table, inside)
    measures = next(iter(table.counts.values()), {})
    return _process_picks(indicator, inside) if f"{indicator}:{MET}" in measures else None


def _passes(question: Question, label: tuple[str, ...]) -> bool:
    for (variable, level), group in zip(question.breakdown.levels, label, strict=False):
        chosen = question.codes.get(variable)
        if chosen is not None and not chosen & set(CHARACTERISTICS[variable].level(level).groups[group]):
            return False
    return True


def _variable_picks(question: Question, table: Table, inside: tuple[int, ...]) -> Picks:
    variable = CHARACTERISTICS[question.selection.shows]
    place = question.breakdown.variables.index(variable.id)
    fine = variable.level(question.breakdown.levels[place][1]).groups
    shown = variable.level(question.selection.detail or "").groups
    by_category = tuple(
        tuple(cell for cell in inside if set(fine[table.labels[cell][place]]) <= set(shown[category]))
        for category in question.categories
    )
    return Picks(
        categories=tuple((Pick(measure=STAYS, cells=cells),) for cells in by_category),
        total=(Pick(measure=STAYS, cells=inside),),
        not_counted=(),
    )


def _outcome_picks(table: Table, inside: tuple[int, ...]) -> Picks:
    def cells(*codes: str) -> Pick:
        return Pick(measure=STAYS, cells=tuple(cell for cell in inside if table.labels[cell][-1] in codes))

    return Picks(categories=((cells(MET),),), total=(cells(MET, NOT_MET),), not_counted=(cells(MISSING),))


def _process_picks(indicator: str, inside: tuple[int, ...]) -> Picks:
    met = Pick(measure=f"{indicator}:{MET}", cells=inside)
    not_met = Pick(measure=f"{indicator}:{NOT_MET}", cells=inside)
    # What is neither met nor not met has no answer: found by subtraction, with the sign carried by the caller.
    return Picks(categories=((met,),), total=(met, not_met), not_counted=(Pick(measure=STAYS, cells=inside),))


def alternatives(header: Header, selection: Selection) -> Iterator[tuple[Selection, tuple[Change, ...]]]:
    """The selection, then coarser ones, nearest first: coarser detail, coarser filters, fewer filters.

    A variable without a chosen detail is tried at each of its levels, finest first, as the question itself.
    """
    for detail in _details(selection):
        yield replace(selection, detail=detail), ()
    if selection.detail is not None:
        for detail in _coarser_details(selection):
            yield replace(selection, detail=detail), ("coarser_detail",)
    coarsest = _coarsest(selection)
    for where in _coarser_filters(selection.where):
        yield replace(coarsest, where=where), (*_detail_change(selection, coarsest), "coarser_filter")
    for where in _fewer_filters(header, selection.where):
        yield replace(coarsest, where=where), (*_detail_change(selection, coarsest), "fewer_filters")


def _details(selection: Selection) -> tuple[str | None, ...]:
    if selection.shows in INDICATORS or selection.detail is not None:
        return (selection.detail,)
    return tuple(level.id for level in reversed(CHARACTERISTICS[selection.shows].shared_levels))


def _coarser_details(selection: Selection) -> tuple[str, ...]:
    """Coarser shared levels than the one asked for, finest first."""
    variable = CHARACTERISTICS[selection.shows]
    coarser = _all_coarser(variable, selection.detail or "")
    return tuple(level.id for level in reversed(variable.shared_levels) if level.id in coarser)


def _coarsest(selection: Selection) -> Selection:
    if selection.shows in INDICATORS:
        return selection
    return replace(selection, detail=CHARACTERISTICS[selection.shows].shared_levels[0].id)


def _detail_change(selection: Selection, coarsest: Selection) -> tuple[Change, ...]:
    asked = selection.detail
    return ("coarser_detail",) if asked is not None and asked != coarsest.detail else ()


def _coarser_filters(where: tuple[Filter, ...]) -> Iterator[tuple[Filter, ...]]:
    """Each filter in turn widened, a level at a time, to the groups that hold what was asked."""
    for place, (variable_id, groups) in enumerate(where):
        for others in wider(CHARACTERISTICS[variable_id], groups):
            yield (*where[:place], (variable_id, others), *where[place + 1 :])


def wider(variable: Variable, groups: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The groups of each coarser shared level that hold some groups, nearest first, never everybody."""
    asked = variable.expand(groups) - variable.left_out
    everything = frozenset(variable.codes) - variable.left_out
    seen = {asked}
    for level in reversed(variable.shared_levels):
        touched = tuple(group for group, codes in level.groups.items() if asked & set(codes))
        codes = variable.expand(touched) - variable.left_out
        if codes not in seen and not everything <= codes:
            seen.add(codes)
            yield touched


def _fewer_filters(header: Header, where: tuple[Filter, ...]) -> Iterator[tuple[Filter, ...]]:
    """The filters without one of them, the last first, down to none."""
    for place in reversed(range(len(where))):
        yield (*where[:place], *where[place + 1 :])
    for kept in range(min(header.max_filters, len(where) - 1), -1, -1):
        yield where[:kept]
