"""`flask --app app translations ...`: messages from the source to the catalogues, and whether any is missing."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from flask.cli import AppGroup

from dashboard.catalogues import FOLDER, TEMPLATE, catalogue_path, read_catalogue
from dashboard.language import LANGUAGES, SOURCE_LANGUAGE
from dashboard.services import Services

SOURCE = FOLDER.parent / "dashboard"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
# Dates of making would differ in every run, and hide in noise what has really changed.
NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def translation_commands(_services: Services) -> AppGroup:
    """The commands for the catalogues."""
    group = AppGroup("translations", help="Extract, update and check the message catalogues.")
    for command in (_extract, _update, _check):
        group.add_command(command)
    return group


@click.command("extract", help="Collect the messages of the source into locales/messages.pot.")
def _extract() -> None:
    catalog = extracted()
    _write(catalog, TEMPLATE)
    click.echo(f"{len(catalog)} messages.")


def extracted() -> Catalog:
    """The messages of the source as it is."""
    catalog = _empty(None)
    for _file, _line, message, comments, context in extract_from_dir(SOURCE, METHODS):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def _empty(code: str | None) -> Catalog:
    catalog = Catalog(
        locale=code,
        header_comment="#",
        project="NordicSCIR dashboard",
        version="1",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
    )
    # Given empty, each of these would become a made-up address.
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    return catalog


@click.command("update", help="Bring catalogues up to messages.pot; a CODE that has none yet gets one.")
@click.argument("codes", metavar="[CODE]...", nargs=-1, type=click.Choice(sorted(LANGUAGES)))
def _update(codes: tuple[str, ...]) -> None:
    template = read_catalogue(TEMPLATE)
    for code in codes or tuple(code for code in LANGUAGES if catalogue_path(code).exists()):
        path = catalogue_path(code)
        catalog = _empty(code)
        for message in read_catalogue(path, code) if path.exists() else ():
            if message.id:
                catalog[message.id] = message
        catalog.update(template, no_fuzzy_matching=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(catalog, path)
        click.echo(
            f"{code}: {len(catalog)} messages, {sum(1 for _ in _missing(catalog))} without a translation."
        )


@click.command("check", help="Exit with 1 if a language that is offered lacks a message or has one wrong.")
@click.pass_context
def _check(context: click.Context) -> None:
    findings = [*stale(extracted(), read_catalogue(TEMPLATE))]
    for language in LANGUAGES.values():
        path = catalogue_path(language.code)
        if path.exists():
            catalog = read_catalogue(path, language.code)
            findings += [f"{language.code}: {finding}" for finding in wrong(catalog)]
            findings += [f"{language.code}: {finding}" for finding in lacking(catalog) if language.complete]
        elif language.complete and language.code != SOURCE_LANGUAGE:
            findings.append(f"{language.code}: no catalogue")
    click.echo("\n".join(findings) or "Every text is there in every language that is offered.")
    context.exit(1 if findings else 0)


def stale(source: Catalog, template: Catalog) -> Iterator[str]:
    """How the template differs from the source."""
    there, kept = _keys(source), _keys(template)
    for _context, text in sorted(there - kept, key=str):
        yield f"not extracted: {text[0]!r} (translations extract, then update)"
    for _context, text in sorted(kept - there, key=str):
        yield f"extracted but no longer used: {text[0]!r}"


def lacking(catalog: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete: missing, fuzzy, unused, or absent from it."""
    for message in _missing(catalog):
        yield f"no translation: {message.id!r}"
    for message in catalog:
        if message.id and message.fuzzy:
            yield f"fuzzy: {message.id!r}"
    for message in catalog.obsolete.values():
        yield f"no longer used: {message.id!r}"
    for _context, text in sorted(_keys(read_catalogue(TEMPLATE)) - _keys(catalog), key=str):
        yield f"not in the catalogue: {text[0]!r} (translations update)"


def wrong(catalog: Catalog) -> Iterator[str]:
    """Translations that fail or lose something when filled in: their placeholders are not the source's.

    Of a message with a plural each form may leave some out ("one unit"), but not name others.
    """
    for message in catalog:
        named = _placeholders(message.id)
        for text in filter(None, _forms(message.string)):
            used = _placeholders(text)
            if used - named or (isinstance(message.id, str) and used != named):
                yield f"placeholders differ: {text!r}"


def _placeholders(text: str | list[str] | tuple[str, ...]) -> set[str]:
    return {name for form in _forms(text) for name in PLACEHOLDER.findall(form)}


def _missing(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id and not all(_forms(message.string)))


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A message's one text, or its singular and plural forms."""
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


def _keys(catalog: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(message.context, _forms(message.id)) for message in catalog if message.id}


def _write(catalog: Catalog, path: Path) -> None:
    with path.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, ignore_obsolete=True)
