"""Accounts: made, listed, changed and closed from the command line."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from dashboard.accounts.database import Database
from dashboard.accounts.passwords import hash_password
from dashboard.accounts.tables import NAME_LENGTH, SESSIONS, USERS
from queries import Role, Viewer


class InvalidAccount(Exception):
    """An account cannot be made or found as asked; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account as an administrator sees it."""

    name: str
    role: Role
    units: tuple[int, ...]
    language: str | None
    demo: bool
    active: bool
    created: datetime.datetime
    last_seen: datetime.datetime | None


class Accounts:
    """The accounts of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        name: str,
        password: str,
        *,
        role: Role,
        units: Iterable[int] = (),
        language: str | None = None,
        demo: bool = False,
    ) -> None:
        """Make an account. Raises InvalidAccount (name taken, units do not fit the role) and WeakPassword."""
        name = _checked_name(name)
        values = {
            "name": name,
            "password_hash": hash_password(password, name=name),
            "role": role,
            "units": _checked_scope(role, units),
            "language": language,
            "demo": demo,
            "active": True,
            "created": self._database.now(),
        }
        try:
            with self._database.engine.begin() as connection:
                connection.execute(insert(USERS).values(values))
        except IntegrityError as error:
            raise InvalidAccount(f"there is already an account {name}") from error

    def all(self) -> tuple[Account, ...]:
        """All accounts by name."""
        columns = [USERS.c[name] for name in Account.__dataclass_fields__]
        with self._database.engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(USERS.c.name)).mappings()
            return tuple(Account(**{**row, "units": tuple(row["units"])}) for row in rows)

    def set_password(self, name: str, password: str) -> None:
        """Change a password and end the account's sessions. Raises InvalidAccount and WeakPassword."""
        hashed = hash_password(password, name=name)
        with self._database.engine.begin() as connection:
            user_id = _user_id(connection, name)
            connection.execute(update(USERS).where(USERS.c.id == user_id).values(password_hash=hashed))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user_id == user_id))
            self._database.note(connection, "password changed", user_id)

    def deactivate(self, name: str) -> None:
        """Close an account and end its sessions; it stays in the log. Raises InvalidAccount."""
        with self._database.engine.begin() as connection:
            user_id = _user_id(connection, name)
            connection.execute(update(USERS).where(USERS.c.id == user_id).values(active=False))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user_id == user_id))

    def set_language(self, user_id: int, language: str) -> None:
        """Remember the language that somebody chose."""
        with self._database.engine.begin() as connection:
            connection.execute(update(USERS).where(USERS.c.id == user_id).values(language=language))


def normal_name(name: str) -> str | None:
    """A name as it is kept, or None if no account can have it. Upper and lower case sign in alike."""
    normal = name.strip().casefold()
    return normal if 1 <= len(normal) <= NAME_LENGTH and normal.isprintable() else None


def _checked_name(name: str) -> str:
    normal = normal_name(name)
    if normal is None:
        raise InvalidAccount(f"a name has 1 to {NAME_LENGTH} printable characters")
    return normal


def _checked_scope(role: Role, units: Iterable[int]) -> list[int]:
    scope = sorted(set(units))
    if role not in get_args(Role):
        raise InvalidAccount(f"there is no role {role!r}")
    try:
        Viewer(role=role, scope=frozenset(scope))
    except ValueError as error:
        raise InvalidAccount(str(error)) from error
    return scope


def _user_id(connection: Connection, name: str) -> int:
    user_id: int | None = connection.scalar(select(USERS.c.id).where(USERS.c.name == normal_name(name)))
    if user_id is None:
        raise InvalidAccount(f"there is no account {name}")
    return user_id
