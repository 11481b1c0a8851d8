"""What one application works with. Held by its Flask server, so that several can live in one process."""

from dataclasses import dataclass

from dashboard.accounts import Accounts, Database, Notes, Sessions
from dashboard.config import Config
from queries import QueryError, Registry


@dataclass(frozen=True, kw_only=True)
class Services:
    """The collaborators that requests and commands share."""

    config: Config
    registry: Registry
    database: Database
    accounts: Accounts
    sessions: Sessions
    notes: Notes

    def synthetic(self) -> bool:
        """Whether all data in use are made up. Where that cannot be told, no: it opens the demo accounts."""
        try:
            return self.registry.synthetic()
        except QueryError:
            return False

    def partly_synthetic(self) -> bool:
        """Whether any data in use are made up, which every page says."""
        try:
            return self.registry.partly_synthetic()
        except QueryError:
            return False
