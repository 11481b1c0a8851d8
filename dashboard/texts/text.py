"""What a text for a declared thing consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Text:
    """The untranslated words for one thing; `short` stands where space is scarce. `values` fill the label's places."""

    label: str
    definition: str = ""
    short: str = ""
    among: str = ""
    values: Mapping[str, int] = field(default_factory=dict)
