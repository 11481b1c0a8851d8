"""The errors that callers of `queries` may meet. Messages carry ids and counts of things, never patient values."""


class QueryError(Exception):
    """Base of every error this package raises on purpose."""


class InvalidSelection(QueryError):
    """The question names something that does not exist or does not fit together.

    `part` is the part of the question at fault (a field or variable id), fit to be shown to its author.
    """

    def __init__(self, part: str, message: str) -> None:
        super().__init__(f"{part}: {message}")
        self.part = part


class NotRecorded(QueryError):
    """The registry has no column for a variable or indicator that is asked for.

    `declared` is its id, `columns` the logical columns that are missing, as "table.column".
    """

    def __init__(self, declared: str, columns: tuple[str, ...]) -> None:
        super().__init__(f"{declared} needs {', '.join(columns)}")
        self.declared = declared
        self.columns = columns


class NotAllowed(QueryError):
    """The viewer has no right to what was asked."""


class SourceUnavailable(QueryError):
    """The registry or the release store cannot be read just now."""


class RegistryUnusable(QueryError):
    """The registry can be reached but lacks something without which no question can be answered."""


class ReleaseRefused(QueryError):
    """A release was not published because a check failed; `reasons` says which."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class NoRelease(QueryError):
    """There is no published release to answer from."""
