"""Calling the callback of the Own unit page as a browser, or anybody else, may."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import Application
from dashboard.own.address import RANGES
from dashboard.own.controls import CHOICES
from dashboard.pages.explore_question import FIELDS, FILTERS, FRAME
from queries import (
    OwnAnswer,
    OwnQuestion,
    Registry,
    Settings,
    Viewer,
    load_settings,
    write_synthetic_registry,
)
from tests.dashboard import own_answers
from tests.dashboard.applications import SAME_SITE, make_app, make_client, make_config, sign_in
from tests.dashboard.made_up import SETTINGS

PATH = "/explore"


class OwnRegistry:
    """Stands in for `queries.Registry`: answers every question with made-up numbers of some size, or fails."""

    def __init__(self, size: str | Exception = "usual", settings: Settings = SETTINGS) -> None:
        self.size, self.settings = size, settings
        self.asked: list[OwnQuestion] = []

    def ask(self, question: OwnQuestion, viewer: Viewer) -> OwnAnswer:  # noqa: ARG002
        """An answer to the question that was really asked."""
        self.asked.append(question)
        if isinstance(self.size, Exception):
            raise self.size
        return own_answers.answer(question, self.size, self.settings)

    def unavailable(self) -> dict[str, tuple[str, ...]]:
        """Two variables, one of them all that a question with several answers has."""
        if isinstance(self.size, Exception):
            raise self.size
        return {"spinal_surgery": ("stay.spinal_surgery",)}

    def synthetic(self) -> bool:
        """Always."""
        return True

    def partly_synthetic(self) -> bool:
        """Always."""
        return True


def app_with(registry: object, folder: Path) -> Application:
    """An application with the demo accounts that answers from a registry."""
    return make_app(make_config(folder), cast("Registry", registry))


def signed_in(app: Application, name: str = "clinician") -> FlaskClient:
    """A browser of somebody with a demo account."""
    client = make_client(app)
    sign_in(client, name)
    client.get("/_dash-layout")
    return client


def real_registry(folder: Path, patients: int = 300) -> Registry:
    """A synthetic registry without a release, which own units do not need."""
    url = f"sqlite:///{folder / 'registry.sqlite'}"
    write_synthetic_registry(url, patients=patients, seed=4)
    releases = f"sqlite:///{folder / 'releases.sqlite'}"
    return Registry.open(registry_url=url, releases_url=releases, settings=load_settings())


def ask(
    client: FlaskClient, search: str = "", *, window: str = "wide", changed: str = "", **controls: Any
) -> TestResponse:
    """Call the page's callback; `controls` are the values that differ from none chosen."""
    dependencies = json.loads(client.get("/_dash-dependencies").text)
    wanted = next(item for item in dependencies if "explore-answer.children" in item["output"])
    values: dict[str, Any] = {FRAME.control(field): controls.get(field, _nothing(field)) for field in FIELDS}
    values |= {FRAME.url: search, FRAME.window: window}
    body = {
        "output": wanted["output"],
        "outputs": [
            dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in _names(wanted)
        ],
        "inputs": [{**item, "value": values[item["id"]]} for item in wanted["inputs"]],
        "changedPropIds": [f"{FRAME.control(changed)}.value" if changed else f"{FRAME.url}.search"],
    }
    # In the order of a browser: Flask's own client would sort the filters.
    headers = {**SAME_SITE, "Content-Type": "application/json"}
    return client.post("/_dash-update-component", data=json.dumps(body), headers=headers)


def _nothing(field: str) -> Any:
    return {} if field == FILTERS else ""


def _names(callback: Mapping[str, str]) -> Iterator[str]:
    yield from callback["output"].strip(".").split("...")


def replied(response: TestResponse) -> dict[str, Any]:
    """What the callback sets, by component."""
    assert response.status_code == 200, response.text[:300]
    return dict(json.loads(response.text)["response"])


def answered(response: TestResponse) -> str:
    """The answer's card as text."""
    return json.dumps(replied(response)[FRAME.answer], ensure_ascii=False)


def held(reply: Mapping[str, Any]) -> dict[str, Any]:
    """What the controls hold after a reply, to be sent with the next call."""
    return {field: reply[FRAME.control(field)]["value"] for field in (*CHOICES, *RANGES, FILTERS)}
