"""The words of an answer, whatever it is about: running text with some of it bold, and its heading."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of words, in bold or not."""

    text: str
    strong: bool = False


Words = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The words that go with an answer wherever it goes: on the page, in a picture, in a file."""

    title: str
    facts: tuple[str, ...]
    source: tuple[str, ...]
    warnings: tuple[str, ...]


def plain(words: Words) -> str:
    """The words without their weight."""
    return "".join(run.text for run in words)


def bold(message: str, **values: object) -> Words:
    """A translated message as runs; split before filling in, so that no name can be taken for a mark."""
    parts = message.split("**")
    return tuple(
        Run(text=part.format(**values) if values else part, strong=place % 2 == 1)
        for place, part in enumerate(parts)
        if part
    )
