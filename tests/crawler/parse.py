"""Takes replies apart: words, addresses, figures, tables and controls, and the numbers in any of them.

Nothing is skipped: a property that is not known to be anything else is words.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from babel import Locale

from dashboard import texts
from dashboard.controls import filters_allowed
from dashboard.language import LANGUAGES, in_language
from dashboard.notes import reason
from queries import INDICATORS, load_settings

Json = Any
_DIGIT = re.compile(r"\d")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(kw_only=True)
class Parts:
    """Everything in a reply, by what it is."""

    words: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    figures: list[Json] = field(default_factory=list)
    tables: list["Grid"] = field(default_factory=list)
    controls: dict[str, Json] = field(default_factory=dict)
    styles: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table's rows: the name in the first cell, the texts of the others, and whether it is marked as own."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], bool], ...]


def take_apart(properties: Json, page: str = "benchmark") -> Parts:
    """The parts of an answer of a page, from the properties it sets by component."""
    parts = Parts()
    for id_, set_ in properties.items():
        if id_.startswith(f"{page}-ask-"):
            parts.controls[id_] = set_
        else:
            _walk(set_, parts)
    return parts


def _walk(node: Json, parts: Parts, name: str = "") -> None:
    match node:
        case {"type": "Table", "props": props}:
            parts.tables.append(_grid(props))
            _walk(of_type(props, "Caption"), parts)
        case {"type": str(), "namespace": str(), "props": props}:
            _walk(props, parts)
        case dict():
            _walk_properties(node, parts, name)
        case list():
            for item in node:
                _walk(item, parts, name)
        case _:
            _add(node, parts, name)


def _walk_properties(node: Json, parts: Parts, name: str) -> None:
    if name == "figure":
        parts.figures.append(node)
    elif name == "style":
        parts.styles |= {f"{key}: {value}" for key, value in node.items()}
    else:
        for key, value in node.items():
            _walk(value, parts, key)


def _add(value: Json, parts: Parts, name: str) -> None:
    if name in ("href", "search") and isinstance(value, str):
        parts.addresses.append(value)
    elif not isinstance(value, bool | None):
        parts.words.append(str(value))


def _grid(props: Json) -> Grid:
    heads = tuple(plain(text_of(head)) for head in of_type(of_type(props, "Thead"), "Th"))
    rows = [_row(row) for row in of_type(of_type(props, "Tbody"), "Tr")]
    return Grid(heads=heads, rows=tuple(rows))


def _row(row: Json) -> tuple[str, tuple[str, ...], bool]:
    name = of_type(row, "Th")[0]["props"]["children"]
    rest = [text_of(part) for part in name[1:]]
    cells = [text_of(cell) for cell in of_type(row, "Td")]
    return text_of(name[0]), (*rest, *cells), row["props"].get("className") == "own"


def of_type(node: Json, type_: str) -> list[Json]:
    """The components of a type, in reading order, not looking inside one that is found."""
    if isinstance(node, dict) and node.get("type") == type_:
        return [node]
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [found for part in inside for found in of_type(part, type_)]


def text_of(node: Json) -> str:
    """The words of a component; a gap between its parts, so that two numbers never become one."""
    if isinstance(node, dict):
        return text_of(node["props"].get("children"))
    if isinstance(node, list):
        return " ".join(map(text_of, node))
    return "" if node is None else str(node)


def fields_of(address: str) -> dict[str, str]:
    """The query fields of an address."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


# --- Numbers in words -------------------------------------------------------------------------------
def plain(text: str) -> str:
    """Text as it is read, without markup."""
    return re.sub(" +", " ", html.unescape(_MARKUP.sub(" ", text)))


def numbers_in(text: str, language: str) -> list[float]:
    """The numbers a reader finds in a text, thousands taken together."""
    decimal, group = _separators(language)
    return [
        float(found.replace(group, "").replace(decimal, ".")) for found in _pattern(language).findall(text)
    ]


@lru_cache(maxsize=10_000)
def numbers_beside(text: str, language: str, known: tuple[str, ...] = ()) -> tuple[float, ...]:
    """The numbers in a text besides those in declared words (names of groups, definitions) and `known` ones."""
    if not _DIGIT.search(text):
        return ()
    text = _declared(language).sub(" ", plain(text))
    for phrase in sorted(known, key=len, reverse=True):
        text = text.replace(phrase, " ")
    return tuple(numbers_in(text, language))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    decimal, group = (re.escape(sign) for sign in _separators(language))
    return re.compile(rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+(?:{decimal}\d+)?")


@cache
def _separators(language: str) -> tuple[str, str]:
    symbols = Locale.parse(LANGUAGES[language].locale).number_symbols["latn"]
    return str(symbols["decimal"]), str(symbols["group"])


@cache
def _declared(language: str) -> re.Pattern[str]:
    with in_language(language):
        phrases = {phrase for phrase in _phrases() if any(map(str.isdigit, phrase))}
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\d){re.escape(phrase)}(?!\d)" for phrase in ordered))


def _phrases() -> Iterator[str]:
    """What is declared once and says the same whatever is asked."""
    settings = load_settings()
    yield from map(texts.group_name, texts.GROUP_TEXTS)
    yield from map(texts.level_name, texts.LEVEL_TEXTS)
    for shows in (*texts.INDICATOR_TEXTS, *texts.VARIABLE_TEXTS):
        yield from (texts.shown_name(shows), texts.short_name(shows), texts.definition(shows))
    yield from map(texts.counted_among, texts.INDICATOR_TEXTS)
    for indicator in INDICATORS.values():
        for target in indicator.targets:
            yield from texts.class_limits(indicator, target).values()
    yield from (reason(settings.rule.k), filters_allowed(settings))
