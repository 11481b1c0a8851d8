"""Sign-ins for trying the dashboard out. They are no secret, so they open nothing but made-up data."""

from dataclasses import dataclass

from dashboard.accounts.store import Accounts
from dashboard.language import N_
from queries import Role, load_settings


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """A sign-in that is shown to everybody; `description` is a message."""

    name: str
    password: str
    role: Role
    description: str
    units: tuple[int, ...] = ()


DEMO_ACCOUNTS = (
    DemoAccount(
        name="clinician",
        password="demo-clinician",  # noqa: S106 - shown on the sign-in page on purpose
        role="clinician",
        units=(105593,),
        description=N_("Clinician at Haukeland"),
    ),
    DemoAccount(
        name="manager",
        password="demo-manager",  # noqa: S106
        role="manager",
        units=(40000001,),
        description=N_("Manager at Hornbæk"),
    ),
    DemoAccount(
        name="council",
        password="demo-council",  # noqa: S106
        role="council",
        description=N_("Registry council, without a unit"),
    ),
    DemoAccount(
        name="datamanager",
        password="demo-datamanager",  # noqa: S106
        role="data_manager",
        units=load_settings().unit_ids(),
        description=N_("Data manager, all units"),
    ),
)


def prepare_demo_accounts(accounts: Accounts) -> int:
    """Make the demo accounts that are missing; how many were. Only for a synthetic registry."""
    there = {account.name for account in accounts.all()}
    missing = [demo for demo in DEMO_ACCOUNTS if demo.name not in there]
    for demo in missing:
        accounts.add(demo.name, demo.password, role=demo.role, units=demo.units, demo=True)
    return len(missing)
