"""plotly.js as browsers get it: the part that figures here need, cut once from the installed package and kept."""

import hashlib
import logging
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response

from dashboard import plotly_parts

PATH = "/plotly.js"
# Besides scatter, which is always there. A test finds every kind that a figure uses.
KINDS = ("bar",)
_log = logging.getLogger(__name__)


def serve_plotly(server: Flask, folder: Path) -> None:
    """Add the script's route, `plotly`; what is cut is kept in `folder`."""
    server.add_url_rule(PATH, "plotly", lambda: Response(script(folder), mimetype="text/javascript"))


def address() -> str:
    """Where the script is, with a fingerprint of what it is made of."""
    return f"{PATH}?v={_fingerprint()}"


@cache
def script(folder: Path) -> bytes:
    """The script; cutting it takes some seconds, the first time."""
    kept = folder / f"plotly-{_fingerprint()}.js"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(".draft")
        draft.write_bytes(_cut())
        draft.replace(kept)
    return kept.read_bytes()


@cache
def _cut() -> bytes:
    """The part, or the whole where a later version of plotly.js is built otherwise."""
    whole = _whole().read_text(encoding="utf-8")
    try:
        return plotly_parts.part(whole, KINDS).encode()
    except ValueError as error:
        _log.warning("the whole of plotly.js is served: %s", error)
        return whole.encode()


@cache
def _fingerprint() -> str:
    made_of = f"{version('plotly')} {KINDS} {Path(plotly_parts.__file__).read_text(encoding='utf-8')}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _whole() -> Path:
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"
