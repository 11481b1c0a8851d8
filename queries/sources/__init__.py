"""Opens a registry database, for reading only: by the driver, not by good behaviour."""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url


def open_registry(url: str) -> Engine:
    """An engine on which a write fails, on SQLite, PostgreSQL and MariaDB alike. Connects when first used."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return create_engine(_read_only_file(parsed))
        case "postgresql":
            options = {"options": "-c default_transaction_read_only=on"}
            return create_engine(parsed, pool_pre_ping=True, connect_args=options)
        case _:
            engine = create_engine(parsed, pool_pre_ping=True)
            event.listen(engine, "connect", _read_only_session)
            return engine


def _read_only_file(url: URL) -> URL:
    # mode=ro also keeps a mistyped path from becoming a new, empty registry.
    return url.set(database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})


def _read_only_session(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
