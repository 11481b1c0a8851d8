"""Who may sign in, what they may see, and which sessions are open: a small database of its own."""

from dashboard.accounts.database import AccountsUnavailable, Database
from dashboard.accounts.demo import DEMO_ACCOUNTS, DemoAccount, prepare_demo_accounts
from dashboard.accounts.passwords import WeakPassword
from dashboard.accounts.sessions import Person, Sessions
from dashboard.accounts.store import Account, Accounts, InvalidAccount

__all__ = [
    "DEMO_ACCOUNTS",
    "Account",
    "Accounts",
    "AccountsUnavailable",
    "Database",
    "DemoAccount",
    "InvalidAccount",
    "Person",
    "Sessions",
    "WeakPassword",
    "prepare_demo_accounts",
]
