"""What SQL answers about each stay, beside what the naive twin says of the same registry."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from queries.indicators import INDICATORS
from queries.sources.nordicscir import Source
from queries.statement import facts
from queries.variables import VARIABLES
from tests import naive
from tests.naive import Stay
from tests.registry_tables import Registry, delivered

DECLARED: Mapping[str, Any] = {**VARIABLES, **INDICATORS}


def assert_agreement(url: str, contents: Registry, asked: Collection[str]) -> None:
    """That every stay has the same answers here and there, stay by stay where people are known."""
    expected, answered = naive.stays(contents.tables), answers(url, contents, asked)
    by = ["unit", "year", *asked]
    assert naive.counts(answered, by) == naive.counts(expected, by)
    assert by_person(answered, asked) == by_person(expected, asked)


def answers(
    url: str, contents: Registry, asked: Iterable[str], units: Sequence[int] | None = None
) -> list[Stay]:
    """The unit, year, person and answers of each stay, asked in one statement."""
    with delivered(url, contents) as connection:
        declared = [DECLARED[name] for name in asked]
        relation = facts(Source(connection), declared, units=units, also=("person",))
        return [dict(row) for row in connection.execute(select(relation)).mappings()]


def by_person(stays: Sequence[Stay], asked: Iterable[str]) -> Counter[tuple[str, ...]]:
    """The stays of each person, as text so that they can be sorted. Nobody known is somebody else each time."""
    of: dict[object, list[str]] = defaultdict(list)
    for number, stay in enumerate(stays):
        said = [stay[name] for name in ("unit", "year", *asked)]
        of[number if stay["person"] is None else stay["person"]].append(str(said))
    return Counter(tuple(sorted(said)) for said in of.values())
