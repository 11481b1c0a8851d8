"""Dated notes: what somebody wrote beside their own time lines, for themselves or for the staff of a unit."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.engine import Connection

from dashboard.accounts.database import Database
from dashboard.accounts.tables import NOTE_LENGTH, NOTES, USERS

MOST_NOTES = 60
EARLIEST, LATEST = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)


class InvalidNote(Exception):
    """A note cannot be kept as it is: its text is empty or too long, its day impossible, or there are too many."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note on a day. `unit` is whose staff sees it; None: its author alone. `mine`: the reader is the author."""

    id: int
    day: datetime.date
    text: str
    unit: int | None
    author: str
    mine: bool


class Notes:
    """The notes of a database. Who asks is always an account's id and the units in its scope, from the session."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, user_id: int, units: Collection[int], day: datetime.date, text: str, unit: int | None
    ) -> None:
        """Keep a note. Raises InvalidNote, also for a unit that is not among the author's own."""
        words = " ".join(text.split())
        if not words or len(words) > NOTE_LENGTH or not words.isprintable():
            raise InvalidNote("a note has 1 to 80 printable characters")
        if not EARLIEST <= day <= LATEST or (unit is not None and unit not in units):
            raise InvalidNote("the day or the unit is not possible")
        values = {"user_id": user_id, "day": day.isoformat(), "text": words, "unit": unit}
        with self._database.engine.begin() as connection:
            if _count(connection, user_id) >= MOST_NOTES:
                raise InvalidNote("there are too many notes")
            connection.execute(insert(NOTES).values(**values, created=self._database.now()))

    def seen_by(self, user_id: int, units: Collection[int]) -> tuple[Note, ...]:
        """Somebody's own notes and those for their units, by day."""
        columns = (NOTES.c.id, NOTES.c.day, NOTES.c.text, NOTES.c.unit, NOTES.c.user_id, USERS.c.name)
        wanted = select(*columns).join(USERS).order_by(NOTES.c.day, NOTES.c.id)
        visible = or_(NOTES.c.user_id == user_id, NOTES.c.unit.in_(sorted(units)))
        with self._database.engine.connect() as connection:
            rows = connection.execute(wanted.where(visible)).all()
        return tuple(
            Note(
                id=row.id,
                day=datetime.date.fromisoformat(row.day),
                text=row.text,
                unit=row.unit,
                author=row.name,
                mine=row.user_id == user_id,
            )
            for row in rows
        )

    def remove(self, user_id: int, note_id: int) -> None:
        """Forget one of somebody's own notes; another's, or one that is not there, stays as it is."""
        with self._database.engine.begin() as connection:
            mine = (NOTES.c.id == note_id) & (NOTES.c.user_id == user_id)
            connection.execute(delete(NOTES).where(mine))


def _count(connection: Connection, user_id: int) -> int:
    written = select(func.count()).select_from(NOTES).where(NOTES.c.user_id == user_id)
    return connection.scalar(written) or 0
