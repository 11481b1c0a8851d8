"""Addresses: the first page keeps its question, and pages for some roles stay closed to others."""

import pytest
from flask.testing import FlaskClient

from dashboard.routing import title
from dashboard.shell import Page
from queries import ROLES


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/", "/first"),
        ("/?show=cause&sex=woman", "/first?show=cause&sex=woman"),
        ("/?unit=1%2C2&x=%C3%A6%0d%0aSet-Cookie:a", "/first?unit=1%2C2&x=%C3%A6%0d%0aSet-Cookie:a"),
        ("/?next=//elsewhere.example", "/first?next=//elsewhere.example"),
    ],
)
def test_the_first_page_keeps_what_was_asked(clinician: FlaskClient, address: str, leads_to: str) -> None:
    reply = clinician.get(address)
    assert reply.status_code == 302
    assert reply.headers["Location"] == leads_to
    assert "Set-Cookie" not in [name for name, value in reply.headers if value == "a"]


def test_a_page_is_open_to_everybody_unless_it_names_roles() -> None:
    page = Page(path="/x", name="Benchmark", layout=lambda: None)  # type: ignore[arg-type,return-value]
    assert [page.open_to(role) for role in ROLES] == [True] * len(ROLES)
    assert title(page).startswith("Benchmark")
