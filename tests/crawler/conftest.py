"""A registry with its release and an application on it, shared by every test of the crawler: they only read."""

from collections.abc import Iterator

import pytest

from tests.crawler.cover import Export
from tests.crawler.places import Place, place
from tests.release.registries import released


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A synthetic registry, small enough that much of it is hidden."""
    folder = tmp_path_factory.mktemp("crawler")
    with place(folder, released(folder, patients=1000, seed=7)) as made:
        yield made


@pytest.fixture(scope="session")
def export(made: Place) -> Export:
    """Every exported number of its release."""
    return Export(made.released.registry.export_release("2025-1"))
