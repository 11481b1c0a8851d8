"""The one style sheet of the application: Bootstrap's ground, then ours, in the order in which they overrule.

One file is one request, compressed once and kept by browsers for a year. Of Bootstrap it has what evens out browsers
(90 % of its sheet are components that no page here has), from the installed package: no copy of ours, no other host.
"""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response

ASSETS = Path(__file__).resolve().parent.parent / "assets"
PATH = "/style.css"
# The theme first, then what is common; the pages' own sheets overrule it, and paper overrules everything.
FIRST, LAST = ("theme", "parts", "shell", "answer", "pages"), ("print",)
COMPONENTS_BEGIN = ".lead{"
HIDDEN = (
    ".visually-hidden{position:absolute!important;width:1px!important;height:1px!important;padding:0!important;"
    "margin:-1px!important;overflow:hidden!important;clip-path:inset(50%)!important;white-space:nowrap!important;"
    "border:0!important}"
)


def serve_stylesheet(server: Flask) -> None:
    """Add the style sheet's route, `style`."""
    server.add_url_rule(PATH, "style", lambda: Response(text(), mimetype="text/css"))


def address() -> str:
    """Where the style sheet is, with a fingerprint of what it says."""
    return f"{PATH}?v={hashlib.sha256(text().encode()).hexdigest()[:12]}"


@cache
def text() -> str:
    """The whole sheet."""
    sheets = {path.stem: path for path in sorted(ASSETS.glob("*.css"))}
    order = [*FIRST, *(name for name in sheets if name not in FIRST + LAST), *LAST]
    return "\n".join([_ground(), HIDDEN, *(sheets[name].read_text(encoding="utf-8") for name in order)])


def _ground() -> str:
    """Bootstrap's variables and its reset, which its sheet begins with."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("bootstrap-flask is not installed")
    sheet = Path(spec.origin).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    ground, mark, _components = sheet.read_text(encoding="utf-8").partition(COMPONENTS_BEGIN)
    if not mark:
        raise ValueError(f"Bootstrap's style sheet has no {COMPONENTS_BEGIN!r}")
    return ground
