"""What a test needs from the machine, and what happens when the machine does not have it."""

import os
from collections.abc import Mapping
from typing import NoReturn

import pytest


def is_continuous_integration(environment: Mapping[str, str] = os.environ) -> bool:
    return environment.get("CI", "").lower() == "true"


def missing(reason: str, *, environment: Mapping[str, str] = os.environ) -> NoReturn:
    """Skip the running test with `reason`; under CI=true fail it.

    A skip keeps a laptop without servers usable. Where changes are judged, a skip would be a green
    light for something nobody looked at.
    """
    if is_continuous_integration(environment):
        pytest.fail(f"{reason} (CI=true: a missing requirement is a failure)", pytrace=False)
    pytest.skip(reason)
