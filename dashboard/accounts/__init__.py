"""Who may sign in, what they may see, and which sessions are open: a small database of its own."""

from dashboard.accounts.database import AccountsUnavailable, Database
from dashboard.accounts.demo import DEMO_ACCOUNTS, DemoAccount, prepare_demo_accounts
from dashboard.accounts.notes import InvalidNote, Note, Notes
from dashboard.accounts.passwords import WeakPassword
from dashboard.accounts.sessions import Person, Sessions
from dashboard.accounts.store import Account, Accounts, InvalidAccount
from dashboard.accounts.tables import NOTE_LENGTH

__all__ = [
    "DEMO_ACCOUNTS",
    "NOTE_LENGTH",
    "Account",
    "Accounts",
    "AccountsUnavailable",
    "Database",
    "DemoAccount",
    "InvalidAccount",
    "InvalidNote",
    "Note",
    "Notes",
    "Person",
    "Sessions",
    "WeakPassword",
    "prepare_demo_accounts",
]
