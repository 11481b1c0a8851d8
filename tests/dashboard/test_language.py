"""Text, numbers and dates in the reader's language, and that no text of an offered language is missing."""

import datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask.testing import FlaskClient

from dashboard.catalogues import TEMPLATE, catalogue_path, read_catalogue
from dashboard.commands.translations import extracted, lacking, stale, wrong
from dashboard.language import (
    LANGUAGES,
    SOURCE_LANGUAGE,
    _,
    choose_language,
    current_language,
    date,
    in_language,
    integer,
    is_offered,
    listed,
    ngettext,
    number,
    offered,
    percent,
    separators,
)
from tests.dashboard.applications import (
    for_tests,
    make_app,
    make_client,
    make_config,
    post,
    sign_in,
)

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    for_tests(monkeypatch)
    return make_client(make_app(make_config(tmp_path)))


@pytest.mark.parametrize(
    ("account", "asked", "remembered", "accepted", "chosen"),
    [
        (None, None, None, [], "en"),
        (None, None, None, ["fr", "de-DE"], "en"),
        (None, None, None, ["fr", "nb-NO", "en"], "nb"),
        (None, None, None, ["no"], "nb"),
        (None, None, None, ["nn-NO", "en"], "nb"),
        (None, None, "en", ["nb"], "en"),
        (None, "nb", "en", ["en"], "nb"),
        ("en", "nb", "nb", ["nb"], "en"),
        (None, "xx", "<script>", ["nb"], "nb"),
        ("xx", None, None, ["nb"], "nb"),
    ],
)
def test_the_most_personal_wish_that_is_offered_wins(
    account: str | None, asked: str | None, remembered: str | None, accepted: list[str], chosen: str
) -> None:
    wished = choose_language(account=account, asked=asked, remembered=remembered, accepted=accepted)
    assert wished == chosen


def test_a_language_is_in_force_for_its_block_only() -> None:
    with in_language("nb"):
        assert current_language() == "nb"
        with in_language("en"):
            assert current_language() == "en"
        assert current_language() == "nb"
    assert current_language() == SOURCE_LANGUAGE


def test_only_complete_languages_are_offered() -> None:
    assert [language.code for language in offered()] == ["en", "nb"]
    assert not is_offered("fi")
    assert not is_offered(None)


def test_a_message_is_translated_and_its_placeholders_filled_in() -> None:
    assert _("Error id: {error_id}", error_id="4711") == "Error id: 4711"
    with in_language("nb"):
        assert _("Sign out") == "Logg ut"
        assert _("Error id: {error_id}", error_id="4711") == "Feil-id: 4711"
        assert _("No such text {as} this") == "No such text {as} this"


@pytest.mark.parametrize(
    ("n", "english", "norwegian"), [(1, "1 unit", "1 enhet"), (2, "2 units", "2 enheter")]
)
def test_a_count_takes_its_plural(n: int, english: str, norwegian: str) -> None:
    assert ngettext("{n} unit", "{n} units", n, n=n) == english
    with in_language("nb"):
        assert ngettext("{n} unit", "{n} units", n, n=n) == norwegian


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["78%", "7.9%", "1,234,567", "-0.5", "22 November 2026", "a, b and c", ".,"]),
        ("nb", [f"78{NBSP}%", f"7,9{NBSP}%", f"1{NBSP}234{NBSP}567", "-0,5", "22. november 2026",
                "a, b og c", f",{NBSP}"]),
        ("da", [f"78{NBSP}%", f"7,9{NBSP}%", "1.234.567", "-0,5", "22. november 2026", "a, b og c", ",."]),
        ("sv", [f"78{NBSP}%", f"7,9{NBSP}%", f"1{NBSP}234{NBSP}567", "-0,5", "22 november 2026",
                "a, b och c", f",{NBSP}"]),
        ("is", ["78%", "7,9%", "1.234.567", "-0,5", "22. nóvember 2026", "a, b og c", ",."]),
        ("fi", [f"78{NBSP}%", f"7,9{NBSP}%", f"1{NBSP}234{NBSP}567", "-0,5", "22. marraskuuta 2026",
                "a, b ja c", f",{NBSP}"]),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_written_as_the_language_does(code: str, expected: list[str]) -> None:
    with in_language(code):
        day = datetime.date(2026, 11, 22)
        written = [percent(0.784), percent(0.0786, 1), integer(1234567), number(-0.5), date(day)]
        assert [*written, listed(["a", "b", "c"]), separators()] == expected


def test_the_template_has_every_text_of_the_source_and_no_other() -> None:
    assert list(stale(extracted(), read_catalogue(TEMPLATE))) == []


@pytest.mark.parametrize(
    "code", [language.code for language in offered() if language.code != SOURCE_LANGUAGE]
)
def test_an_offered_language_has_every_text(code: str) -> None:
    assert list(lacking(read_catalogue(catalogue_path(code), code))) == []


@pytest.mark.parametrize("code", [code for code in LANGUAGES if catalogue_path(code).exists()])
def test_no_translation_fails_when_it_is_filled_in(code: str) -> None:
    assert list(wrong(read_catalogue(catalogue_path(code), code))) == []


def test_the_check_finds_what_is_wrong() -> None:
    catalog = Catalog("nb", fuzzy=False)
    catalog.add("{n} of {total}", "{n} av {totalt}")
    catalog.add(("one {unit}", "{n} {unit}s"), ("en {unit}", "{n} {units}"))
    catalog.add(("one", "{n} ones"), ("en", "{n} av dem"))
    assert list(wrong(catalog)) == [
        "placeholders differ: '{n} av {totalt}'",
        "placeholders differ: '{n} {units}'",
    ]
    catalog.add("without", "")
    catalog.add("guessed", "gjettet", flags=["fuzzy"])
    found = list(lacking(catalog))
    assert found[:2] == ["no translation: 'without'", "fuzzy: 'guessed'"]
    assert "not in the catalogue: 'Sign out' (translations update)" in found
    source = extracted()
    source.add("new in the source")
    source.delete("Sign out")
    assert list(stale(source, extracted())) == [
        "not extracted: 'new in the source' (translations extract, then update)",
        "extracted but no longer used: 'Sign out'",
    ]


@pytest.mark.parametrize(
    ("address", "header", "expected"),
    [
        ("/login", "nb-NO,en;q=0.5", "nb"),
        ("/login?lang=nb", "en", "nb"),
        ("/login?lang=xx", "fi,en;q=0.5", "en"),
    ],
)
def test_the_first_page_is_in_the_readers_language(
    client: FlaskClient, address: str, header: str, expected: str
) -> None:
    page = client.get(address, headers={"Accept-Language": header})
    assert f'<html lang="{expected}"' in page.text
    assert ("Logg inn" in page.text) == (expected == "nb")


def test_a_language_chosen_before_signing_in_stays(client: FlaskClient) -> None:
    client.get("/login?lang=nb")
    sign_in(client)
    assert '<html lang="nb"' in client.get("/first").text


def test_switching_keeps_the_view_and_is_remembered_with_the_account(client: FlaskClient) -> None:
    sign_in(client)
    came_from = {"Referer": "http://localhost/first?show=cause&period=2020-2024"}
    switched = post(client, "/language", {"language": "nb"}, **came_from)
    assert switched.location == "/first?show=cause&period=2020-2024"
    elsewhere = client.application.test_client()
    sign_in(elsewhere)
    assert '<html lang="nb"' in elsewhere.get("/first").text


def test_a_link_does_not_change_the_language_of_an_account(client: FlaskClient) -> None:
    sign_in(client)
    post(client, "/language", {"language": "nb"})
    assert '<html lang="nb"' in client.get("/first?lang=en").text


@pytest.mark.parametrize("language", ["fi", "xx", "../../etc", ""])
def test_a_language_that_is_not_offered_changes_nothing(client: FlaskClient, language: str) -> None:
    sign_in(client)
    answer = post(client, "/language", {"language": language}, Referer="http://elsewhere.example/first")
    assert (answer.status_code, answer.location) == (303, "/")
    with client.session_transaction() as session:
        assert "language" not in session
    assert '<html lang="en"' in client.get("/first").text
