"""A registry with its release, shared by tests that only read it."""

import pytest

from tests.release.registries import Released, released


@pytest.fixture(scope="session")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Large enough that small units have time lines of several periods."""
    return released(tmp_path_factory.mktemp("read-only"))
