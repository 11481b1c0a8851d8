"""What a text for a declared thing consists of."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Text:
    """The untranslated words for one thing; `short` stands where space is scarce."""

    label: str
    definition: str = ""
    short: str = ""
    among: str = ""
