"""`python -m benchmarks.browser [PAGE ...]`: what the browser makes of it: Lighthouse, bytes, and the pace of answers.

Needs Chromium, and for the scores Node's `npx`, which fetches Lighthouse by itself.
"""

import argparse
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

PAGES = (
    "/overview",
    "/scorecard",
    "/benchmark",
    "/trends",
    "/outcomes",
    "/explore",
    "/registrations",
    "/catalogue",
)
USER = "clinician"
CHROMIUM = os.environ.get("NORDICSCIR_TEST_CHROMIUM", "/usr/bin/chromium")
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
PROFILES = {"desktop": ("--preset=desktop",), "mobile": ()}
CHANGES = 15


def main() -> None:
    """Serve the demo, then measure each page on its own line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser", description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--at", help="measure what is served at this address instead of a server of its own")
    parser.add_argument("--no-lighthouse", action="store_true", help="only bytes and pace")
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        address = asked.at or stack.enter_context(_served())
        browser = stack.enter_context(_running())
        state = _signed_in(browser, address)
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in state["cookies"])
        for page in asked.pages:
            _tell(_loaded(browser, state, address, page))
            if not asked.no_lighthouse:
                for profile, flags in PROFILES.items():
                    _tell(_lighthouse(address + page, profile, flags, cookie))
        _tell(_pace(browser, state, address))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


# --- What is measured -----------------------------------------------------------------------------------
def _lighthouse(url: str, profile: str, flags: Sequence[str], cookie: str) -> str:
    """The scores of a page, once it is sure that this page was measured and not the sign-in page."""
    headers = json.dumps({"Cookie": cookie})
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--extra-headers={headers}"]
    command += [
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox",
        *flags,
    ]
    told = subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": CHROMIUM}
    )
    report = json.loads(told.stdout)
    if report["finalDisplayedUrl"].partition("?")[0] != url:
        raise RuntimeError(f"Lighthouse was led to {report['finalDisplayedUrl']}")
    scores = " ".join(f"{name} {report['categories'][name]['score'] * 100:.0f}" for name in CATEGORIES)
    audits = report["audits"]
    times = " ".join(f"{short} {audits[name]['numericValue'] / 1000:.2f} s" for name, short in TIMES.items())
    return f"  {profile:8}{scores} | {times} CLS {audits['cumulative-layout-shift']['numericValue']:.3f}"


def _loaded(browser: Browser, state: StorageState, address: str, path: str) -> str:
    """What a first visit of a page costs over the wire, and until its figures and words are there."""
    with _visit(browser, state) as page:
        page.goto(f"{address}/healthz")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        began = time.perf_counter()
        page.goto(address + path)
        _settled(page)
        seconds = time.perf_counter() - began
        page.wait_for_load_state("networkidle")
        return f"{path}: {sum(sizes) / 1000:.0f} kB in {len(sizes)} replies, complete after {seconds:.2f} s"


def _pace(browser: Browser, state: StorageState, address: str) -> str:
    """How long from the change of a filter until its answer is drawn, and how large the answers are."""
    with _visit(browser, state) as page:
        page.goto(f"{address}/benchmark")
        _settled(page)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        waits = [page.evaluate(_CHANGE, turn) for turn in range(CHANGES)]
        return (
            f"/benchmark, filter to drawn: median {statistics.median(waits):.0f} ms, longest {max(waits):.0f} ms;"
            f" answers of {statistics.median(sizes) / 1000:.1f} kB, largest {max(sizes) / 1000:.1f} kB"
        )


# Each turn asks for another kind of injury; drawn is when Plotly says so and a frame has passed.
_CHANGE = """async (turn) => {
  const control = document.querySelector("select[id$=ask-cause]");
  const values = [...control.options].filter((option) => !option.disabled).map((option) => option.value);
  const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value").set;
  const sentence = document.querySelector(".answer-sentence").textContent;
  set.call(control, values[(values.indexOf(control.value) + 1) % values.length]);
  const began = performance.now();
  const drawn = new Promise((done) => {
    const look = () => {
      const figure = document.querySelector(".js-plotly-plot");
      const other = document.querySelector(".answer-sentence")?.textContent !== sentence;
      if (!figure || !other) return requestAnimationFrame(look);
      return requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
    };
    control.dispatchEvent(new Event("change", { bubbles: true }));
    look();
  });
  return Promise.race([drawn, new Promise((done) => setTimeout(() => done(10000), 10000))]);
}"""


def _settled(page: Page) -> None:
    page.wait_for_function(
        """() => document.querySelector("main h1") && !document.querySelector("[data-dash-is-loading]")
             && [...document.querySelectorAll(".answer-graph")].every((one) => one.matches(".js-plotly-plot")
                 || one.getBoundingClientRect().top > innerHeight + 300)"""
    )


# --- What it is measured on -----------------------------------------------------------------------------
@contextlib.contextmanager
def _running() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _signed_in(browser: Browser, address: str) -> StorageState:
    """The cookies of somebody who has signed in: once, because attempts are counted."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/login")
    page.fill("input[name=name]", USER)
    page.fill("input[name=password]", f"demo-{USER}")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    state = context.storage_state()
    context.close()
    return state


@contextlib.contextmanager
def _visit(browser: Browser, state: StorageState) -> Iterator[Page]:
    """A page of a browser that has only these cookies."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", storage_state=state
    )
    yield context.new_page()
    context.close()


@contextlib.contextmanager
def _served() -> Iterator[str]:
    """The demo on made-up data, as `make run` serves it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        flask = [str(Path(sys.executable).with_name("flask")), "--app", "app", "demo"]
        environment = {**os.environ, "NORDICSCIR_DATA": folder}
        subprocess.run([*flask, "prepare"], check=True, env=environment, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*flask, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _answering(address: str) -> str:
    for _try in range(100):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz"):
            return address
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers at {address}")


if __name__ == "__main__":
    main()
