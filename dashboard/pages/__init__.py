"""The pages, each with its layout and its one callback."""

from typing import TYPE_CHECKING

import dash

from dashboard.pages import benchmark

if TYPE_CHECKING:
    from queries import Registry


def register(app: dash.Dash, registry: "Registry") -> None:
    """Add every page to an application, answering from a registry."""
    benchmark.register(app, registry)
