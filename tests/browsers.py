"""The distribution's Chromium, driven by Playwright: nothing is downloaded when the tests run."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.requirements import missing

# Inside a container Chromium can neither make its own sandbox nor rely on a large /dev/shm.
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A headless Chromium. Skips the running test, or fails it under CI=true, where there is none."""
    reason = unusable_chromium()
    if reason is not None:
        missing(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def unusable_chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """Why there is no browser, or None."""
    path = chromium_path(environment)
    if os.access(path, os.X_OK):
        return None
    return f"Chromium is not at {path}: install the package chromium or set NORDICSCIR_TEST_CHROMIUM"


def chromium_path(environment: Mapping[str, str] = os.environ) -> Path:
    return Path(environment.get("NORDICSCIR_TEST_CHROMIUM") or "/usr/bin/chromium")
