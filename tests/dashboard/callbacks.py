"""Calling the callbacks of a page as a browser does, or as anybody else may."""

import json
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.dashboard.applications import SAME_SITE


def call(
    client: FlaskClient, output: str, values: Mapping[str, Any], *, changed: str | None = None
) -> TestResponse:
    """Call the callback with an output, given the values of inputs by "id.property"; "" for what is not given."""
    dependencies = json.loads(client.get("/_dash-dependencies").text)
    wanted = next(item for item in dependencies if output in item["output"])
    inputs = [
        {**item, "value": values.get(f"{item['id']}.{item['property']}", "")} for item in wanted["inputs"]
    ]
    outputs = [
        dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
        for name in wanted["output"].strip(".").split("...")
    ]
    body = {"output": wanted["output"], "outputs": outputs, "inputs": inputs}
    body["changedPropIds"] = [changed or f"{inputs[0]['id']}.{inputs[0]['property']}"]
    return client.post("/_dash-update-component", json=body, headers=SAME_SITE)


def replied(response: TestResponse) -> dict[str, Any]:
    """What a callback sets, by id. AssertionError where it failed."""
    assert response.status_code == 200
    return dict(json.loads(response.text)["response"])
