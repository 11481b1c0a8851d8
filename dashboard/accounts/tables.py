"""The tables of the accounts database; every time in them is UTC."""

import datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

METADATA = MetaData()
NAME_LENGTH = 64
NOTE_LENGTH = 80


class UtcTime(TypeDecorator[datetime.datetime]):
    """An aware time, kept without its zone: not every database keeps one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime.datetime | None:
        return None if value is None else value.astimezone(datetime.UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime.datetime | None:
        return None if value is None else value.replace(tzinfo=datetime.UTC)


USERS = Table(
    "users",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(NAME_LENGTH), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("units", JSON, nullable=False),
    Column("language", String(8)),
    Column("demo", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("last_seen", UtcTime),
)

# A row for each open session: deleting it ends the session at once, wherever its cookie has been copied to.
# Only a digest of the session's token is kept, so that reading this table does not let anyone sign in.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("started", UtcTime, nullable=False),
    Column("seen", UtcTime, nullable=False),
)

# No name that was tried: people type passwords into the wrong field.
ACCESS_LOG = Table(
    "access_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("time", UtcTime, nullable=False),
    Column("user_id", Integer, ForeignKey("users.id")),
    Column("action", String(24), nullable=False),
)

# What people write beside their own time lines. `unit`: whose staff sees it, too; NULL: the author alone. The day is
# text, as in the registry: it has no time and no zone.
NOTES = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("day", String(10), nullable=False),
    Column("text", String(NOTE_LENGTH), nullable=False),
    Column("unit", Integer),
    Column("created", UtcTime, nullable=False),
)
