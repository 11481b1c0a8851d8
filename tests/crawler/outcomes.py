"""Holds every number of the Outcomes page against the answers behind it, asked for again of `queries` alone.

Rows of tables are judged by their own line and starting group (or outcome and group), marks and words by the union.
What is summed up on the page ("improved by a grade") is summed up here once more, in another way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.comparison import name_of_group
from dashboard.language import date, in_language
from dashboard.outcomes.address import PATIENT_OUTCOMES, Asked, read_address
from dashboard.outcomes.crossed import start_name
from queries import SEVERITY_GROUPS, Answer, Grid, Registry, Row, Shown, Viewer, wilson
from tests.crawler.crawl import Reply
from tests.crawler.parse import numbers_beside, plain, take_apart

Numbers = set[float]
GROUPS = {"A": "A", "B": "B", "C": "C", "B_C": "BC", "D_E": "DE", "A_C": "ABC"}
# 95 % intervals, each row 100 %, patients under 16, the place of a table in the order of the keyboard.
ALWAYS_SAID = {95.0, 100.0, 16.0, 0.0}


@dataclass(kw_only=True)
class Facts:
    """What the answers behind an address permit."""

    rows: dict[tuple[str, str], Numbers] = field(default_factory=dict)
    marks: Numbers = field(default_factory=set)
    decimals: Numbers = field(default_factory=set)
    words: Numbers = field(default_factory=set)
    phrases: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)


def facts_of(registry: Registry, search: str, viewer: Viewer, language: str) -> Facts:
    """Ask the question of an address again, and work out what its answers permit."""
    asked = read_address(search, registry.settings)
    found = Facts()
    with in_language(language):
        grid = None if asked.view == "patients" else _grid(registry, asked, viewer)
        for start, answer in _answers(registry, asked, viewer, grid):
            _add(found, registry, start, answer)
        if grid is not None and asked.view == "change":
            _add_improved(found, grid, registry)
        if grid is not None and grid.answers:
            _add_columns(found, grid)
        _add_words(found, registry, asked)
    return found


def _grid(registry: Registry, asked: Asked, viewer: Viewer) -> Grid:
    by = "ais_admission" if asked.view == "change" else SEVERITY_GROUPS
    detail = asked.selection.detail if asked.view == "change" else None
    grid = registry.grid(asked.selection, viewer, by=by, level=detail)
    if detail is None or grid.answers:
        return grid
    return registry.grid(replace(asked.selection, detail=None), viewer, by=by)


def _answers(
    registry: Registry, asked: Asked, viewer: Viewer, grid: Grid | None
) -> Iterator[tuple[str, Answer]]:
    if grid is not None:
        yield from (
            (start_name(start), answer) for start, answer in zip(grid.starts, grid.answers, strict=True)
        )
        return
    for shows in PATIENT_OUTCOMES:
        yield "", registry.outcome(replace(asked.selection, shows=shows), viewer)


def _add(found: Facts, registry: Registry, start: str, answer: Answer) -> None:
    found.answers.append(answer)
    for row in (*answer.rows, *answer.references):
        label = _label(row, registry)
        numbers = found.rows.setdefault((label, start), set())
        numbers |= {float(year) for year in row.period}
        for cell in row.cells:
            if isinstance(cell, Shown):
                numbers |= {float(cell.count), float(cell.total)} | _per_cents(cell)
                found.marks |= _marks(cell)
                found.decimals |= _decimals(cell)
        if isinstance(row.not_counted, Shown):
            numbers.add(float(row.not_counted.count))
            total = row.not_counted.total
            found.words |= {float(round(100 - 100 * row.not_counted.count / total))} if total else set()
        if row.lane == "own":
            found.own.add(label)


def _label(row: Row, registry: Registry) -> str:
    from dashboard.language import _  # noqa: PLC0415 - in the language in force

    name = name_of_group(row.group, registry.settings)
    return _("{unit} (you)", unit=name) if row.lane == "own" else name


def _per_cents(cell: Shown) -> Numbers:
    return {
        float(value) for end in _ends(cell) for value in (round(100 * end - 1e-9), round(100 * end + 1e-9))
    }


def _marks(cell: Shown) -> Numbers:
    if not cell.total:
        return set()
    share, low, high = _ends(cell)
    return {share, high - share, share - low}


def _decimals(cell: Shown) -> Numbers:
    return {round(end, 4) for end in _ends(cell)}


def _ends(cell: Shown) -> tuple[float, ...]:
    if not cell.total:
        return ()
    interval = wilson(cell.count, cell.total)
    return cell.count / cell.total, interval.low, interval.high


def _add_columns(found: Facts, grid: Grid) -> None:
    """How many ended in each group, whatever they started with: the right side of a flow."""
    for place in range(len((*grid.answers[0].rows, *grid.answers[0].references))):
        of_line = [(*answer.rows, *answer.references)[place] for answer in grid.answers]
        for cells in zip(*(row.cells for row in of_line), strict=True):
            if all(isinstance(cell, Shown) for cell in cells):
                found.words.add(float(sum(cell.count for cell in cells if isinstance(cell, Shown))))


# --- Improved, once more ----------------------------------------------------------------------------
def _add_improved(found: Facts, grid: Grid, registry: Registry) -> None:
    """Every sum of some categories of a starting grade's row that the page may make, with its shares and interval."""
    tables = [_improved(grid, registry, label) for label in {label for label, _start in found.rows}]
    for table in tables:
        for (label, start), (least, most, total) in table.items():
            allowed = found.rows[label, start]
            allowed |= {float(least), float(most), float(total)}
            for count in (least, most):
                allowed |= _share_and_interval(count, total)
    for one in tables:
        for other in tables:
            _add_expected(found, one, other)


Table = dict[tuple[str, str], tuple[int, int, int]]


def _improved(grid: Grid, registry: Registry, label: str) -> Table:
    table: Table = {}
    for start, answer in zip(grid.starts, grid.answers, strict=True):
        before = GROUPS.get(start[0][1][0], "")
        row = next(row for row in (*answer.rows, *answer.references) if _label(row, registry) == label)
        counts = [cell.count for cell in row.cells if isinstance(cell, Shown)]
        if (
            not before
            or "D" in before
            or len(counts) < len(row.cells)
            or "D_E_not_classified" in answer.categories
        ):
            continue
        after = [GROUPS.get(category, "") for category in answer.categories]
        pairs = list(zip(after, counts, strict=True))
        total = sum(count for letters, count in pairs if letters)
        least = sum(count for letters, count in pairs if letters and min(letters) > max(before))
        most = sum(count for letters, count in pairs if letters and max(letters) > min(before))
        if total:
            table[label, start_name(start)] = (least, most, total)
    return table


def _share_and_interval(count: int, total: int) -> Numbers:
    interval = wilson(count, total)
    ends = (count / total, interval.low, interval.high)
    return {float(value) for end in ends for value in (round(100 * end - 1e-9), round(100 * end + 1e-9))}


def _add_expected(found: Facts, mine: Table, whole: Table) -> None:
    """A line's exact rows together, and what the shares of another for the same rows would give."""
    rates = {start: least / total for (_l, start), (least, most, total) in whole.items() if least == most}
    exact = {start: row for (_l, start), row in mine.items() if row[0] == row[1] and start in rates}
    total = sum(row[2] for row in exact.values())
    if total:
        count = sum(row[0] for row in exact.values())
        expected = sum(rates[start] * row[2] for start, row in exact.items())
        found.words |= {float(count), float(total), float(round(expected))} | _share_and_interval(
            count, total
        )


def _add_words(found: Facts, registry: Registry, asked: Asked) -> None:
    rule = registry.settings.rule
    found.words |= ALWAYS_SAID | {float(rule.k), float(rule.max_filters), float(len(asked.selection.where))}
    found.words |= {float(count) for count in range(1, len(found.answers) + 1)}
    periods = [asked.selection.period, *(answer.period for answer in found.answers)]
    found.words |= {float(year) for period in periods if period for year in period}
    if found.rows:
        found.words |= set().union(*found.rows.values())
        wholes = [answer.references[0].cells[0] for answer in found.answers if answer.references]
        found.words.add(float(sum(cell.total for cell in wholes if isinstance(cell, Shown))))
    for answer in found.answers[:1]:
        source = answer.provenance
        made = date(source.created.date())
        found.words |= {float(source.frozen_through), float(source.k)}
        found.phrases += [source.created.isoformat(), f"release-{source.release}", source.release, made]


# --- Judging ------------------------------------------------------------------------------------------
def judge(reply: Reply, found: Facts) -> Iterator[tuple[str, str]]:
    """Every number in an answer on the page that its question does not permit, and where."""
    parts = take_apart(reply.parts, "outcomes")
    yield from (("words", told) for told in odd_words(parts.words, found, reply.language))
    for grid in parts.tables:
        for name, cells, own in grid.rows:
            yield from (("table", told) for told in _odd_cells(name, cells, found, reply.language))
            if own != (name in found.own):
                yield "table", f"{name!r} marked as the viewer's own: {own}"
    for figure in parts.figures:
        yield from _odd_figure(figure, found, reply.language)


def odd_words(texts: Sequence[str], found: Facts, language: str) -> Iterator[str]:
    """Texts with a number that nothing permits."""
    for text in texts:
        odd = set(numbers_beside(plain(text), language, tuple(found.phrases))) - found.words
        if odd:
            yield f"{sorted(odd)} in {text!r}"


def _odd_cells(name: str, cells: tuple[str, ...], found: Facts, language: str) -> Iterator[str]:
    """By line and starting group; of patients like these by line."""
    allowed: Numbers = set()
    for (label, start), numbers in found.rows.items():
        if label == name and start in ("", cells[0]):
            allowed |= numbers
    for cell in cells:
        if odd := set(numbers_beside(cell, language, tuple(found.phrases))) - allowed:
            yield f"{sorted(odd)} in row {name!r} of {cells[0]!r}"


def _odd_figure(figure: Any, found: Facts, language: str) -> Iterator[tuple[str, str]]:
    for trace in figure["data"]:
        if "error_x" in trace:
            across = [*trace["x"], *trace["error_x"]["array"], *trace["error_x"]["arrayminus"]]
            if odd := [x for x in across if not any(abs(x - one) < 1e-4 for one in found.marks)]:
                yield "mark", f"shares {odd[:3]}"
        yield from (("mark", told) for told in odd_words(trace.get("text", ()), found, language))
    layout = figure["layout"]
    tints = [shape["opacity"] for shape in layout["shapes"] if shape["type"] == "rect" and "opacity" in shape]
    if odd := [tint for tint in tints if not any(abs(tint - 0.62 * one) < 1e-3 for one in found.marks)]:
        yield "shape", f"tints {odd[:3]}"
    notes = [note["text"] for note in layout.get("annotations", ())]
    yield from (("annotation", told) for told in odd_words(notes, found, language))
    title = layout.get("title", {}).get("text", "")
    yield from (("title", told) for told in odd_words([title], found, language))
