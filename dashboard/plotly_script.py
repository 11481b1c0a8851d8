"""Where the browser gets plotly.js from: the installed package, once, when the first figure is to be seen."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, send_from_directory

PATH = "/plotly.js"


def serve_plotly(server: Flask) -> None:
    """Add the script's route, `plotly`."""
    folder, name = _file()
    server.add_url_rule(PATH, "plotly", lambda: _sent(folder, name))


def _sent(folder: Path, name: str) -> Response:
    return send_from_directory(folder, name, mimetype="text/javascript")


def address() -> str:
    """Where the script is, with its version."""
    return f"{PATH}?v={version('plotly')}"


def _file() -> tuple[Path, str]:
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed")
    return Path(spec.origin).parent / "package_data", "plotly.min.js"
