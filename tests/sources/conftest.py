"""The registry that calibration is looked at in: costly to write, so written once."""

import pytest

from tests.sources.calibrated import Registry, calibrated


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return calibrated(f"sqlite:///{tmp_path_factory.mktemp('calibration') / 'registry'}")
