"""A place to crawl: a registry with its release, an application on it, and an account for everybody who visits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

import dashboard
from dashboard.accounts import Accounts, Database, passwords
from queries import Role, Viewer
from tests.crawler.crawl import Visitor
from tests.crawler.judge import Asker
from tests.dashboard.applications import make_app, make_config
from tests.release.registries import Released

HORNBAEK, SUNNAAS, VIBORG, ST_OLAVS, HAUKELAND, LINKOPING, REYKJAVIK = (
    *(40000001, 106896, 40000002, 107627),
    *(105593, 60000001, 50000001),
)
# The demo accounts, one more of each role for the second language, and one at the smallest unit.
VIEWERS: dict[str, Viewer] = {
    "clinician": Viewer(role="clinician", scope=frozenset({HAUKELAND})),
    "manager": Viewer(role="manager", scope=frozenset({HORNBAEK})),
    "council": Viewer(role="council"),
    "council-nb": Viewer(role="council"),
    "clinician-nb": Viewer(role="clinician", scope=frozenset({HAUKELAND})),
    "islander": Viewer(role="clinician", scope=frozenset({REYKJAVIK})),
}
DEMO: tuple[Role, ...] = ("clinician", "manager", "council")


@dataclass(frozen=True, kw_only=True)
class Place:
    """An application on a released registry."""

    released: Released
    app: dashboard.Application

    def visitor(self, name: str) -> Visitor:
        """Somebody signed in; whose name ends in "-nb" reads Norwegian."""
        return Visitor(self.app, name, language="nb" if name.endswith("-nb") else "en")

    def asker(self, name: str) -> Asker:
        """The same person, asking `queries` itself."""
        return Asker(registry=self.released.registry, viewer=VIEWERS[name])


@contextmanager
def place(folder: Path, released: Released) -> Iterator[Place]:
    """A place whose passwords are hashed without the cost that protects them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        passwords._nobodys_hash.cache_clear()
        config = make_config(folder / "app", address_limit="1000 per minute")
        app = make_app(config, released.registry)
        accounts = Accounts(Database(config.accounts_url))
        for name in VIEWERS.keys() - set(DEMO):
            viewer = VIEWERS[name]
            accounts.add(name, f"demo-{name}", role=viewer.role, units=viewer.scope, demo=True)
        yield Place(released=released, app=app)
