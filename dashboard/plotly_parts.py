"""A part of plotly.js, cut out of the whole one that the package plotly brings.

The whole is 4.8 MB, most of it maps and three dimensions, which no figure here has. Its published parts come from a
registry that needs Node. But the file is a sequence of statements, nearly all of them modules as esbuild writes
them, `var name=W((exports,module)=>{...});`, which call each other by name: what is not called from the start with
a shorter list of kinds of traces can be left out. docs/decisions.md has the sizes and what else was tried.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

BEGIN, END = '"use strict";var Plotly=(()=>{', ";return "
SIGN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/)"""
    r"|(?P<template>`)|(?P<slash>/)|(?P<open>[({\[])|(?P<close>[)}\]])|(?P<stop>;)",
    re.DOTALL,
)
IN_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?P<end>`|\$\{)", re.DOTALL)
PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
BEFORE_PATTERN = re.compile(r"(?:^|[^\w$.])(?:return|typeof|case|in|of|void|throw|else|instanceof|yield)$")
FUNCTION = re.compile(r"\s*(?:async )?function")
MODULE = re.compile(r"\s*var (?:[\w$]+,)*([\w$]+)=(W|Ea)\(")
# A function, and what fills a name space that was declared before: neither does anything unless it is used.
HELPER = re.compile(r"\s*(?:async )?function\*? ([\w$]+)\(|\s*Fp\(([\w$]+),")
USED = re.compile(r"(?<![\w$.])([\w$]+)(\(\))?")
REGISTERED = re.compile(r"\.register\(\[([^\]]*)\]\)")
KIND = re.compile(r'moduleType:"trace",name:"(\w+)"|name:"(\w+)"[^{}]*moduleType:"trace"')
FORWARDED = re.compile(r"exports=([\w$]+)\(\)")


def part(whole: str, kinds: Iterable[str]) -> str:
    """plotly.js with scatter and these kinds of traces only. Raises ValueError if it is not as described above."""
    start = whole.index(BEGIN) + len(BEGIN)
    end = whole.rindex(END)
    found = list(_statements(whole[start : end + 1]))
    modules = {match[1]: place for place, text in enumerate(found) if (match := MODULE.match(text))}
    entry = _entry(found)
    found[entry] = _shortened(found[entry], modules, found, frozenset(kinds))
    needed = _needed(found, modules, entry)
    return whole[:start] + "".join(found[place] for place in sorted(needed)) + whole[end + 1 :]


def _entry(found: list[str]) -> int:
    """The last module, which registers every kind of trace."""
    last = max(place for place, text in enumerate(found) if MODULE.match(text))
    if not REGISTERED.search(found[last]):
        raise ValueError("plotly.js does not end with its list of traces")
    return last


def _shortened(text: str, modules: Mapping[str, int], found: list[str], kinds: frozenset[str]) -> str:
    """The list of traces with those of some kinds only."""
    match = REGISTERED.search(text)
    names = re.findall(r"([\w$]+)\(\)", match[1]) if match else []
    kept = {kind: name for name in names if (kind := _kind(name, modules, found)) in kinds}
    if kept.keys() != kinds:
        raise ValueError(f"plotly.js has no {sorted(kinds - kept.keys())}")
    return REGISTERED.sub(f".register([{','.join(f'{name}()' for name in kept.values())}])", text)


def _kind(name: str, modules: Mapping[str, int], found: list[str]) -> str | None:
    """The kind of trace that a module is or hands on."""
    text = found[modules[name]]
    if kind := KIND.search(text):
        return kind[1] or kind[2]
    forwarded = FORWARDED.search(text)
    return _kind(forwarded[1], modules, found) if forwarded and forwarded[1] in modules else None


def _needed(found: list[str], modules: Mapping[str, int], entry: int) -> set[int]:
    """Places of the statements that the entry needs, and of all that are neither module nor helper."""
    helpers: dict[str, list[int]] = {}
    for place, text in enumerate(found):
        if helper := HELPER.match(text):
            helpers.setdefault(helper[1] or helper[2], []).append(place)
    unused = {*modules.values(), *(place for places in helpers.values() for place in places)}
    needed: set[int] = set()
    waiting = [entry, *(place for place in range(len(found)) if place not in unused)]
    while waiting:
        place = waiting.pop()
        if place not in needed:
            needed.add(place)
            waiting += _used(found[place], modules, helpers)
    return needed


def _used(text: str, modules: Mapping[str, int], helpers: Mapping[str, list[int]]) -> Iterator[int]:
    """A module is used by calling it, a helper by naming it: short names of modules are local names elsewhere."""
    for name, called in set(USED.findall(text)):
        if called and name in modules:
            yield modules[name]
        yield from helpers.get(name, ())


# --- Statements -----------------------------------------------------------------------------------------
def _statements(text: str) -> Iterator[str]:
    """The statements of a script, each with what ends it."""
    depth, start = 0, 0
    for sign, end in _signs(text):
        depth += {"open": 1, "close": -1}.get(sign, 0)
        over = sign == "stop" or (sign == "close" and FUNCTION.match(text, start))
        if depth == 0 and over and (sign == "stop" or text[end - 1] == "}"):
            yield text[start:end]
            start = end
    if depth:
        raise ValueError("plotly.js cannot be taken apart")
    yield text[start:]


def _signs(text: str, place: int = 0) -> Iterator[tuple[str, int]]:
    """Brackets and semicolons with where they end; not those in texts, comments and regular expressions."""
    while match := SIGN.search(text, place):
        sign, place = str(match.lastgroup), match.end()
        if sign == "slash":
            place = _after_slash(text, match.start())
        elif sign == "template":
            place = _after_template(text, place)
        elif sign != "text":
            yield sign, place


def _after_slash(text: str, place: int) -> int:
    """Behind a regular expression, or behind the sign of a division."""
    before = text[max(0, place - 12) : place].rstrip()
    ends_a_value = before[-1:].isalnum() or before[-1:] in ")]}_$\"'`"
    if ends_a_value and not BEFORE_PATTERN.search(before):
        return place + 1
    pattern = PATTERN.match(text, place)
    return pattern.end() if pattern else place + 1


def _after_template(text: str, place: int) -> int:
    """Behind a template's closing backtick; what is put into it is code of its own."""
    while match := IN_TEMPLATE.match(text, place):
        place = match.end()
        if match["end"] == "`":
            return place
        depth = 1
        for sign, end in _signs(text, place):
            depth += {"open": 1, "close": -1}.get(sign, 0)
            if depth == 0:
                place = end
                break
    raise ValueError("plotly.js has a template without an end")
