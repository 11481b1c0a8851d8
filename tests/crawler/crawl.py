"""A visitor who signs in as anybody may and sends what a browser would send, over HTTP and nothing else.

The visitor keeps what the controls hold, as the page does, so that a changed control asks with all the others.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import dashboard

HOST = "http://localhost"
SAME_SITE = {"Origin": HOST}
PATH = "/benchmark"
SHELL_URL, URL, WINDOW, ANSWER = "_pages_location", "benchmark-url", "benchmark-window", "benchmark-answer"
Json = Any
Kind = Literal["page", "answer", "csv", "xlsx", "error"]
# Random in every reply: the tokens of forms, Dash's own of a page, and the ids of errors.
_NONCES = re.compile(
    rb'"(?:end_id|error_id)":"[^"]*"|\{[^{}]*"csrf_token"[^{}]*\}|name="csrf_token" value="[^"]*"'
)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back, and which question (the query string in force) in which language it answers."""

    kind: Kind
    search: str
    language: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def parts(self) -> Json:
        """The properties that an answer sets, by component."""
        return json.loads(self.body)["response"]


def without_nonces(body: bytes) -> bytes:
    """A reply without what is random in it."""
    return _NONCES.sub(b"", body)


class Visitor:
    """One browser at one application, signed in through the form."""

    def __init__(self, app: dashboard.Application, name: str, *, language: str = "en") -> None:
        self.client: FlaskClient = app.server.test_client()
        self.name, self.language = name, language
        self.state: dict[str, Any] = {}
        self._sign_in()
        self._choose_language()
        self._dependencies = dependencies = self._json("/_dash-dependencies")
        self._page = next(item for item in dependencies if "_pages_content.children" in item["output"])
        self._answer = next(item for item in dependencies if f"{ANSWER}.children" in item["output"])

    # --- Signing in -------------------------------------------------------------------------------
    def _sign_in(self) -> None:
        token = _token(self.client.get("/login").text)
        form = {"csrf_token": token, "name": self.name, "password": f"demo-{self.name}", "next": PATH}
        reply = self.client.post("/login", data=form, headers=SAME_SITE)
        if reply.status_code != 303:
            raise PermissionError(f"{self.name} cannot sign in: {reply.status_code}")

    def _choose_language(self) -> None:
        token = _token(self.client.get(PATH).text)
        form = {"csrf_token": token, "language": self.language}
        self.client.post("/language", data=form, headers={**SAME_SITE, "Referer": HOST + PATH})

    def _json(self, path: str) -> Json:
        return json.loads(self.client.get(path).text)

    # --- What a browser does ------------------------------------------------------------------------
    def open(self, search: str) -> Iterator[Reply]:
        """Load the page anew: the document, the shell, the page's controls, and the answer."""
        yield from self.load(PATH, search)
        yield self.ask(search)

    def load(self, path: str, search: str) -> Iterator[Reply]:
        """Load any page anew, up to where its own callbacks begin."""
        yield self._reply("page", search, self.client.get(path + search))
        yield self._reply("page", search, self.client.get("/_dash-layout"))
        values = {f"{SHELL_URL}.pathname": path, f"{SHELL_URL}.search": search}
        yield self._reply("page", search, self.call(self._page, values, changed=f"{SHELL_URL}.pathname"))

    def pages(self) -> list[str]:
        """The paths that the shell leads to."""
        return sorted(set(re.findall(r'class="shell-link" href="(/[a-z-]+)"', self.client.get(PATH).text)))

    def ask(self, search: str, *, window: str = "wide") -> Reply:
        """Go to an address without loading the page anew, as links in an answer do."""
        self.state |= {f"{URL}.search": search, f"{WINDOW}.data": window}
        return self._asked(self.call(self._answer, self.state))

    def choose(self, control: str, value: str) -> Reply:
        """Change one control; the others keep what they hold."""
        self.state[f"{control}.value"] = value
        return self._asked(self.call(self._answer, self.state, changed=f"{control}.value"))

    def see(self, page: str, search: str, *, window: str = "wide") -> Reply:
        """The answer of another page to an address, its controls as they are at first."""
        found = next(item for item in self._dependencies if f"{page}-answer.children" in item["output"])
        values = {f"{page}-url.search": search, f"{page}-window.data": window}
        return self._reply("answer", search, self.call(found, values, changed=f"{page}-url.search"))

    def file(self, kind: Literal["csv", "xlsx"], search: str, *, path: str = PATH) -> Reply:
        """Fetch the table of a question as a file."""
        return self._reply(kind, search, self.client.get(f"{path}/table.{kind}{search}"))

    def call(
        self, callback: Json, values: Mapping[str, Any], *, changed: str = f"{URL}.search"
    ) -> TestResponse:
        """Post a callback's inputs."""
        return self._post(_request(callback, values, changed))

    def forge(self, search: str, *, inputs: Sequence[Json] = (), **parts: Any) -> TestResponse:
        """Ask for an answer with more in the request than a browser would send: inputs, or other parts."""
        values = {f"{URL}.search": search, f"{WINDOW}.data": "wide"}
        body = _request(self._answer, values, f"{URL}.search")
        return self._post({**body, "inputs": [*body["inputs"], *inputs], **parts})

    def _post(self, body: Json) -> TestResponse:
        return self.client.post("/_dash-update-component", json=body, headers=SAME_SITE)

    # --- Replies ------------------------------------------------------------------------------------
    def _asked(self, response: TestResponse) -> Reply:
        if response.status_code == 200:
            self._keep(json.loads(response.text)["response"])
        return self._reply("answer", self.state[f"{URL}.search"], response)

    def _keep(self, parts: Json) -> None:
        for id_, properties in parts.items():
            if id_.startswith("benchmark-ask-"):
                self.state[f"{id_}.value"] = properties["value"]
        self.state[f"{URL}.search"] = parts.get(URL, {}).get("search", self.state[f"{URL}.search"])

    def _reply(self, kind: Kind, search: str, response: TestResponse) -> Reply:
        return Reply(
            kind=kind if response.status_code == 200 else "error",
            search=search,
            language=self.language,
            status=response.status_code,
            headers=dict(response.headers),
            body=response.data,
        )


def _request(callback: Json, values: Mapping[str, Any], changed: str) -> dict[str, Any]:
    return {
        "output": callback["output"],
        "outputs": [_id_and_property(name) for name in callback["output"].strip(".").split("...")],
        "inputs": [{**item, "value": values.get(_name(item))} for item in callback["inputs"]],
        "changedPropIds": [changed],
    }


def _name(item: Mapping[str, str]) -> str:
    return f"{item['id']}.{item['property']}"


def _id_and_property(name: str) -> dict[str, str]:
    id_, _, property_ = name.rpartition(".")
    return {"id": id_, "property": property_}


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    if found is None:
        raise LookupError("the page has no form")
    return html.unescape(found.group(1))
