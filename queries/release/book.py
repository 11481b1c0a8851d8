"""One published release, opened: its tables as they are needed, and what they can answer."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from queries.answer import Change, Group, Period, Provenance, Row
from queries.release.availability import Availability
from queries.release.content import Header, Table
from queries.release.question import Question, alternatives, make_question, picks
from queries.release.store import Store
from queries.selection import Selection
from queries.settings import Settings

# Reads groups of the viewer's own units from the registry.
OwnRows = Callable[[Selection, tuple[str, ...], Sequence[Group], Period], Sequence[Row]]
_TABLES_KEPT = 512


class Book:
    """One published release, read as it is needed."""

    def __init__(self, store: Store, header: Header, settings: Settings) -> None:
        self.header = header
        self.there = Availability(header, settings)
        # An unbounded cache would grow to the whole release; a few hundred breakdowns are what people use.
        self.table = lru_cache(maxsize=_TABLES_KEPT)(lambda breakdown: store.table(header, breakdown))

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return Provenance(
            release=self.header.id,
            created=self.header.created,
            frozen_through=self.header.frozen_through,
            k=self.header.k,
            synthetic=self.header.synthetic,
        )

    def answerable(self, selection: Selection) -> Iterator[tuple[Question, Table]]:
        """The selection and its coarser alternatives, as far as the release holds them, nearest first."""
        for chosen, changes in alternatives(self.header, selection):
            question = make_question(self.header, chosen, changes)
            table = self.table(question.breakdown) if question else None
            if question and table and picks(question, table):
                yield question, table

    def released(self, period: Period | None) -> tuple[Period, tuple[Change, ...]]:
        """The asked period within the released years; the latest block where it is not among them."""
        if period is None:
            return self.there.latest_block, ()
        inside = self.there.released_part(period)
        return inside or self.there.latest_block, () if inside == period else ("unreleased_years",)
