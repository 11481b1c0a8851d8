"""Judges a figure: what is data against the answer, and what is drawing as a function of names and hidden rows.

Data are the marks with their intervals, everything said, and whatever lies on the axis of shares. All else
(heights, margins, sizes, colours, places counted in lines) is collected as the figure's build: the crawl demands
that two figures of the same rows, shown and hidden alike, have the same build whatever is behind the hidden ones.
"""

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dashboard.comparison import Line
from dashboard.language import in_language
from tests.crawler.allowed import Facts, Permit
from tests.crawler.parse import numbers_beside, plain

Json = Any
Told = Iterator[tuple[str, str]]
Build = frozenset[tuple[str, str]]
DATA_OF_TRACE = ("x", "text")
DATA_OF_ERRORS = ("array", "arrayminus")
KNOWN_OF_TRACE = frozenset(
    {
        *DATA_OF_TRACE,
        "type",
        "mode",
        "y",
        "error_x",
        "marker",
        "hovertemplate",
        "cliponaxis",
        "xaxis",
        "yaxis",
    }
)
# The ends an axis of shares may have: multiples of the steps that ticks may have.
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)


def judge_figure(figure: Json, permitted: Permit) -> Told:
    """What a figure holds that its answer does not permit."""
    for trace in figure["data"]:
        yield from (("mark", told) for told in _trace(trace, permitted))
    layout = figure["layout"]
    tops = {name: axis for name, axis in layout.items() if name.startswith("xaxis")}
    for name, axis in tops.items():
        yield from (("axis", f"{name}: {told}") for told in _axis(axis, permitted))
    on_axis = _on_axis(tops, permitted)
    for shape in layout["shapes"]:
        if odd := {shape["x0"], shape["x1"]} - on_axis:
            yield "shape", f"{sorted(odd)}"
    yield from (("annotation", told) for told in _annotations(layout, on_axis, permitted))
    yield from (("figure words", told) for told in _title_and_names(layout, permitted))


# --- Marks ------------------------------------------------------------------------------------------
def _trace(trace: Json, permitted: Permit) -> Iterator[str]:
    errors = trace["error_x"]
    bars = zip(trace["x"], errors["array"], errors["arrayminus"], trace["text"], strict=True)
    for *bar, text in bars:
        label = plain(text.partition("<br>")[0]).strip().rpartition(": ")[0]
        rows = permitted.of_label(label)
        if not any(tuple(bar) in facts.bars for facts in rows):
            yield f"bar {bar} of {label!r}"
        yield from _said(text, rows, permitted)
    for key in trace.keys() - KNOWN_OF_TRACE:
        if numbers_beside(str(trace[key]), permitted.language):
            yield f"{key}: {trace[key]}"


def _said(text: str, rows: list[Facts], permitted: Permit) -> Iterator[str]:
    """What is said of a row, besides that its interval is one of 95 %."""
    allowed = frozenset({95.0}).union(*(facts.numbers | facts.years for facts in rows))
    if odd := set(numbers_beside(text, permitted.language)) - allowed:
        yield f"{sorted(odd)} in {text!r}"


# --- The axis of shares -----------------------------------------------------------------------------
def _axis(axis: Json, permitted: Permit) -> Iterator[str]:
    """It ends at the first round number beyond what is shown and what must be seen (100 %, or every band)."""
    start, top = axis["range"]
    needed = max(_highest(permitted), _least(permitted), 0.05)
    step = axis["tickvals"][1] - axis["tickvals"][0]
    tight = any(math.isclose(top, min(1.0, _rounded_up(needed, one))) for one in STEPS if one <= step + 1e-9)
    if start != 0 or not tight:
        yield f"range {axis['range']}, needed {needed}"
    if any(not math.isclose(value, round(value / step) * step, abs_tol=1e-6) for value in axis["tickvals"]):
        yield f"ticks {axis['tickvals']}"
    said = [number for text in axis["ticktext"] for number in numbers_beside(text, permitted.language)]
    if [round(100 * value) for value in axis["tickvals"]] != said:
        yield f"ticks {axis['ticktext']}"


def _rounded_up(value: float, step: float) -> float:
    return round(math.ceil(round(value / step, 6)) * step, 4)


def _highest(permitted: Permit) -> float:
    ends = (point.interval.high for facts in permitted.facts for point in facts.line.points)
    return max(ends, default=1.0)


def _least(permitted: Permit) -> float:
    indicator, target = permitted.comparison.indicator, permitted.comparison.target
    if indicator is None:
        return 0.0
    if indicator.better == "higher":
        return 1.0
    return 0.0 if target is None else 1.5 * max(target.high, target.moderate) / 100


def _on_axis(axes: dict[str, Json], permitted: Permit) -> set[float]:
    """Everything that may lie on an axis of shares: ends, ticks, limits of targets, and shown shares."""
    found = {0.0, 1.0}.union(*({*axis["range"], *axis["tickvals"]} for axis in axes.values()))
    found = found.union(*(facts.shares for facts in permitted.facts))
    target = permitted.comparison.target
    return found | ({target.high / 100, target.moderate / 100} if target else set())


# --- Words in the figure ----------------------------------------------------------------------------
def _annotations(layout: Json, on_axis: set[float], permitted: Permit) -> Iterator[str]:
    rows = _rows_by_height(layout, permitted)
    middles = {(a + b) / 2 for a in on_axis for b in on_axis}
    for note in layout["annotations"]:
        yield from _said_beside(note["text"], rows.get(note["y"], []), permitted)
        if note["x"] not in middles:
            yield f"at {note['x']}: {note['text']!r}"


def _said_beside(text: str, rows: list[Facts], permitted: Permit) -> Iterator[str]:
    allowed = frozenset().union(*(facts.numbers | facts.years for facts in rows))
    if odd := set(numbers_beside(text, permitted.language)) - allowed:
        yield f"{sorted(odd)} in {text!r}"


def _rows_by_height(layout: Json, permitted: Permit) -> dict[float, list[Facts]]:
    """Which rows stand at which height: by the names beside the axis, or, on a phone, over the marks."""
    axis = layout["yaxis"]
    named = list(zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True))
    named += [] if named else [(note["y"], note["text"]) for note in layout["annotations"]]
    return {height: rows for height, text in named if (rows := _rows_named(text, permitted))}


def _rows_named(text: str, permitted: Permit) -> list[Facts]:
    """The rows whose name a text begins with, the longest where several do; where it is broken is no matter."""
    squeezed = re.sub(r"\s", "", plain(text))
    fitting = [facts for facts in permitted.facts if squeezed.startswith(re.sub(r"\s", "", facts.label))]
    longest = max((len(facts.label) for facts in fitting), default=0)
    return [facts for facts in fitting if len(facts.label) == longest]


def _title_and_names(layout: Json, permitted: Permit) -> Iterator[str]:
    upright = [axis for name, axis in layout.items() if name.startswith("yaxis")]
    for text in (text for axis in upright for text in axis.get("ticktext", ())):
        yield from _said_beside(text, _rows_named(text, permitted), permitted)
    title = layout.get("title", {}).get("text", "")
    if odd := set(numbers_beside(title, permitted.language, permitted.phrases)) - permitted.words:
        yield f"{sorted(odd)} in the title"


# --- The build --------------------------------------------------------------------------------------
def build_key(figure: Json, permitted: Permit) -> tuple[object, ...]:
    """What the build of a figure may depend on: names, what is hidden, whether there is a target, its title."""
    lines, references = permitted.comparison.lines, permitted.comparison.references
    rows = *sorted(map(_build_of_row, lines)), *map(_build_of_row, references)
    with in_language(permitted.language):
        groups = permitted.comparison.category_names() if permitted.comparison.indicator is None else ()
    title = figure["layout"].get("title", {}).get("text", "")
    phone = "tickvals" not in figure["layout"]["yaxis"] if not groups else figure["layout"]["xaxis"]["domain"]
    return (
        rows,
        groups,
        permitted.comparison.target is not None,
        title.count("<br>") if title else -1,
        str(phone),
    )


def _build_of_row(line: Line) -> tuple[str, bool, bool, bool]:
    return line.label, line.own, bool(line.points), line.hidden


def build_of(figure: Json) -> Build:
    """Everything about a figure that is not data, each with its path."""
    return frozenset(_drawn(figure, ""))


def _drawn(node: Json, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if not _is_data(path, key):
                yield from _drawn(value, f"{path}.{key}")
    elif isinstance(node, list):
        for item in node:
            yield from _drawn(item, path)
    else:
        yield path, str(node)


@cache
def _is_data(path: str, key: str) -> bool:
    if path == ".data":
        return key in DATA_OF_TRACE
    if re.fullmatch(r"\.layout\.xaxis\d*", path):
        return key in ("range", "tickvals", "ticktext")
    if re.fullmatch(r"\.layout\.yaxis\d*", path):
        return key == "ticktext"
    of_shares = {
        ".data.error_x": DATA_OF_ERRORS,
        ".layout.shapes": ("x0", "x1"),
        ".layout.annotations": ("x", "text"),
        ".layout.title": ("text",),
    }
    return key in of_shares.get(path, ())
