"""Several releases read together: an earlier one of fewer years, or that of another role."""

from collections.abc import Iterable, Iterator

import numpy as np

from queries.release.audit.evidence import Integers, Places, Publication
from queries.release.audit.modular import Spans
from queries.release.audit.report import Check
from queries.release.content import STAYS, Rectangle


def kept(new: Publication, old: Publication, places: Places, spans: Spans) -> Iterator[Check]:
    """Whether a new release keeps every frozen number of an old one: same codes, and each old number can be made
    from the new ones. Whether it is then the same number is a matter of `contexts.contradictions`.

    If every old number can be made from new ones, reading both together tells no more than the new one alone.
    """
    failures = tuple(_lost(new, old, places, spans))
    yield Check(
        id="kept",
        title="Every number of the earlier release can be made from the new one",
        kind="exact",
        examined=sum(len(counts[STAYS]) for table in old[1] for counts in table.counts.values()),
        of=f"numbers of release {old[0].id}",
        failures=failures,
    )


def _lost(new: Publication, old: Publication, places: Places, spans: Spans) -> Iterator[str]:
    mine = {table.breakdown: (table.labels, _sets(new, table.counts, places)) for table in new[1]}
    nothing = ((), np.zeros((0, places.size), dtype=np.int64))
    for table in old[1]:
        labels, sets = mine.get(table.breakdown, nothing)
        name = table.breakdown.key or "plain counts"
        if spans.of(sets).remainder(_sets(old, table.counts, places)).any():
            yield f"{name}: cut differently, or no longer there"
        elif set(labels) != set(table.labels):
            yield f"{name}: other cells than before"


def _sets(publication: Publication, rectangles: Iterable[Rectangle], places: Places) -> Integers:
    header, _ = publication
    sets = [places.inside(header, rectangle) for rectangle in rectangles]
    return np.array(sets, dtype=np.int64).reshape(-1, places.size)
