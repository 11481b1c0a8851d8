"""The pages, in the order of the navigation."""

from typing import TYPE_CHECKING

import dash

from dashboard.pages import benchmark, catalogue, protection, registrations, releases

if TYPE_CHECKING:
    from queries import Registry


def register(app: dash.Dash, registry: "Registry") -> None:
    """Add every page to an application, answering from a registry."""
    benchmark.register(app, registry)
    registrations.register(app, registry)
    catalogue.register(app, registry)
    protection.register(app, registry)
    releases.register(app, registry)
