"""Open sessions: who a cookie stands for, and when that ends."""

import datetime
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Row

from dashboard.accounts.database import Database
from dashboard.accounts.passwords import hash_password, is_outdated, password_fits
from dashboard.accounts.store import normal_name
from dashboard.accounts.tables import ACCESS_LOG, SESSIONS, USERS
from queries import Role, Viewer

# Writing down every request would make each reader a writer.
SEEN_STEP = datetime.timedelta(minutes=1)
TOKEN_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody signed in. Has what flask-login asks of a user; `token` names the session, not the account."""

    id: int
    name: str
    role: Role
    units: tuple[int, ...]
    language: str | None
    demo: bool
    token: str
    is_authenticated: Literal[True] = True
    is_active: Literal[True] = True
    is_anonymous: Literal[False] = False

    @property
    def viewer(self) -> Viewer:
        """The rights of this person, for `queries`."""
        return Viewer(role=self.role, scope=frozenset(self.units))

    def get_id(self) -> str:
        """What the session cookie holds."""
        return self.token


class Sessions:
    """The sessions of a database; one ends `lifetime` after its start and `idle` after its last request."""

    def __init__(self, database: Database, *, lifetime: datetime.timedelta, idle: datetime.timedelta) -> None:
        self._database = database
        self._lifetime = lifetime
        self._idle = idle

    def sign_in(self, name: str, password: str, *, demo: bool) -> Person | None:
        """Open a session, or None without saying why. Demo accounts open one only where `demo` is true."""
        user = self._user(name)
        fits = password_fits(password, user.password_hash if user else None)
        with self._database.engine.begin() as connection:
            if user is None or not fits or not user.active or (user.demo and not demo):
                self._database.note(connection, "refused", user.id if user else None)
                return None
            if is_outdated(user.password_hash):
                hashed = hash_password(password, name=user.name)
                connection.execute(update(USERS).where(USERS.c.id == user.id).values(password_hash=hashed))
            return self._opened(connection, user)

    def person(self, token: str) -> Person | None:
        """Whose session a token names, or None if it has ended or never was."""
        now, digest = self._database.now(), _digest(token)
        with self._database.engine.connect() as connection:
            found = select(USERS, SESSIONS.c.seen, SESSIONS.c.started).join(SESSIONS)
            row = connection.execute(found.where(SESSIONS.c.digest == digest)).one_or_none()
        if row is None or not row.active or self._ended(row, now):
            return None
        if now - row.seen >= SEEN_STEP:
            self._saw(digest, row.id, now)
        return _person(row, token)

    def sign_out(self, person: Person) -> None:
        """End a person's session, also for whoever has a copy of its cookie."""
        with self._database.engine.begin() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == _digest(person.token)))
            self._database.note(connection, "signed out", person.id)

    def previous_visit(self, user_id: int) -> datetime.datetime | None:
        """When somebody signed in the time before this; None the first time."""
        visits = select(ACCESS_LOG.c.time).where(
            ACCESS_LOG.c.user_id == user_id, ACCESS_LOG.c.action == "signed in"
        )
        latest = visits.order_by(ACCESS_LOG.c.time.desc(), ACCESS_LOG.c.id.desc()).limit(2)
        with self._database.engine.connect() as connection:
            times = connection.execute(latest).scalars().all()
        return times[1] if len(times) > 1 else None

    def _user(self, name: str) -> Row[Any] | None:
        normal = normal_name(name)
        if normal is None:
            return None
        with self._database.engine.connect() as connection:
            return connection.execute(select(USERS).where(USERS.c.name == normal)).one_or_none()

    def _opened(self, connection: Connection, user: Row[Any]) -> Person:
        now, token = self._database.now(), secrets.token_urlsafe(TOKEN_BYTES)
        self._forget_ended(connection, now)
        session = {"digest": _digest(token), "user_id": user.id, "started": now, "seen": now}
        connection.execute(insert(SESSIONS).values(session))
        connection.execute(update(USERS).where(USERS.c.id == user.id).values(last_seen=now))
        self._database.note(connection, "signed in", user.id)
        return _person(user, token)

    def _ended(self, row: Row[Any], now: datetime.datetime) -> bool:
        return bool(now - row.started >= self._lifetime or now - row.seen >= self._idle)

    def _forget_ended(self, connection: Connection, now: datetime.datetime) -> None:
        ended = (SESSIONS.c.started <= now - self._lifetime) | (SESSIONS.c.seen <= now - self._idle)
        connection.execute(delete(SESSIONS).where(ended))

    def _saw(self, digest: str, user_id: int, now: datetime.datetime) -> None:
        with self._database.engine.begin() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.digest == digest).values(seen=now))
            connection.execute(update(USERS).where(USERS.c.id == user_id).values(last_seen=now))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _person(row: Row[Any], token: str) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        role=row.role,
        units=tuple(row.units),
        language=row.language,
        demo=row.demo,
        token=token,
    )
