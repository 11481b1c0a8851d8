"""The pages, in the order of the navigation."""

from typing import TYPE_CHECKING

import dash

from dashboard.pages import (
    benchmark,
    catalogue,
    explore,
    outcomes,
    overview,
    protection,
    registrations,
    releases,
    scorecard,
    trends,
)

if TYPE_CHECKING:
    from dashboard.services import Services


def register(app: dash.Dash, services: "Services") -> None:
    """Add every page to an application."""
    registry = services.registry
    overview.register(app, registry, services.sessions)
    scorecard.register(app, registry)
    benchmark.register(app, registry)
    outcomes.register(app, registry)
    trends.register(app, registry, services.notes)
    explore.register(app, registry)
    registrations.register(app, registry)
    catalogue.register(app, registry)
    protection.register(app, registry)
    releases.register(app, registry)
