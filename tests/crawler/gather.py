"""Walks the tour: sends every question, judges every reply, and keeps what several of them say together."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Literal

from queries import Answer, Selection
from tests.crawler import tour
from tests.crawler.allowed import Permit
from tests.crawler.crawl import Reply, Visitor
from tests.crawler.figures import Build, build_key, build_of
from tests.crawler.files import frame_of, judge_file
from tests.crawler.judge import Asker, Leak, judge_answer
from tests.crawler.parse import Parts, take_apart

FILES: tuple[Literal["csv", "xlsx"], ...] = ("csv", "xlsx")
EXCEL_EVERY = 20
# What the log may say of a failure: an id made at random, and places in the code.
_FAILURE = re.compile(r"error [0-9a-f]{8}: [\w. ]+ at [\w .:>/<-]+")


@dataclass(kw_only=True)
class Crawl:
    """What a tour has found: leaks, the answers behind the replies, and what must be the same throughout."""

    leaks: list[Leak] = field(default_factory=list)
    answers: dict[Selection, Answer] = field(default_factory=dict)
    replies: Counter[str] = field(default_factory=Counter)
    builds: dict[object, Build] = field(default_factory=dict)
    frames: dict[str, frozenset[tuple[str, bytes]]] = field(default_factory=dict)

    def found(self, *where: str) -> list[Leak]:
        """The leaks in some outputs."""
        return [leak for leak in self.leaks if leak.where in where]

    def demand(self, *where: str) -> None:
        """Fail if there are leaks in some outputs."""
        assert self.found(*where) == []

    def add(self, where: str, search: str, told: Iterable[str]) -> None:
        """Note what was told of an output."""
        self.leaks += [Leak(where=where, search=search, what=what) for what in told]


def crawl(asker: Asker, visitors: Sequence[Visitor], questions: Iterable[Selection]) -> Crawl:
    """Ask every question in turn, by each visitor in turn (one a language), in wide and narrow windows."""
    gathered = Crawl()
    turns = cycle([(visitor, window) for window in ("wide", "narrow") for visitor in visitors])
    for place, (question, (visitor, window)) in enumerate(zip(questions, turns, strict=False)):
        search = tour.address(question, place)
        reply = visitor.ask(search, window=window)
        permitted = asker.permit(reply)
        judge_reply(gathered, reply, permitted)
        kind = FILES[place % EXCEL_EVERY == 0]
        judge_reply(gathered, visitor.file(kind, search), permitted)
    return gathered


def judge_reply(gathered: Crawl, reply: Reply, permitted: Permit) -> None:
    """Judge one reply to a question, and add it to what was gathered."""
    gathered.replies[reply.kind] += 1
    gathered.answers[permitted.answer.asked] = permitted.answer
    if reply.kind == "answer":
        parts = take_apart(reply.parts)
        gathered.leaks += judge_answer(reply, parts, permitted)
        gathered.add("build", reply.search, _odd_builds(gathered, parts, permitted))
    elif reply.kind in FILES:
        gathered.add("file", reply.search, judge_file(reply, permitted))
        gathered.add("workbook", reply.search, _odd_frame(gathered, reply))
    else:
        gathered.add("status", reply.search, [f"{reply.status}"])


def _odd_builds(gathered: Crawl, parts: Parts, permitted: Permit) -> Iterator[str]:
    """Figures of the same rows, shown and hidden alike, that are not built the same."""
    heights = {f"{figure['layout']['height']}px" for figure in parts.figures}
    if odd := {style for style in parts.styles if style.rpartition(" ")[2] not in heights}:
        yield f"styles {odd}"
    for figure in parts.figures:
        build = build_of(figure)
        known = gathered.builds.setdefault(build_key(figure, permitted), build)
        if known != build:
            yield f"{sorted(known ^ build)[:4]}"


def _odd_frame(gathered: Crawl, reply: Reply) -> Iterator[str]:
    """Workbooks that differ in more than their cells."""
    if reply.kind == "xlsx":
        frame = frame_of(reply.body)
        known = gathered.frames.setdefault(reply.language, frame)
        if known != frame:
            yield f"{sorted(name for name, _ in known ^ frame)}"


# --- The log ----------------------------------------------------------------------------------------
class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.getMessage()} {record.exc_info or ''}")


@contextmanager
def kept_log() -> Iterator[list[str]]:
    """Every line that anything logs, at any level that it has not been given itself."""
    kept, root = _Kept(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    try:
        yield kept.lines
    finally:
        root.removeHandler(kept)
        root.setLevel(level)


def judge_log(lines: Iterable[str]) -> Iterator[str]:
    """Lines with a number that is neither part of a failure's id nor of a place in the code."""
    return (line for line in lines if re.search(r"\d", _FAILURE.sub("", line)))
