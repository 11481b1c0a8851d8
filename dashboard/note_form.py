"""The reader's own dated notes: a list with a button to remove each, and a form for another.

Its other half is `assets/notes.js`. What is sent is only a wish: who may keep or remove what is decided where it
arrives, from the session.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from dashboard.language import _


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A note in words, whom it is seen by, and whether the reader may remove it."""

    id: int
    text: str
    seen_by: str
    mine: bool


class NoteForm(Component):
    """`items` are the notes, `readers` whom a new one may be seen by (value and label), `told` what became of the
    last wish. `sent` is the wish itself: {"add": {"day", "text", "unit"}} or {"remove": id}."""

    _children_props: list[str] = []  # noqa: RUF012 - the base class declares it so
    _namespace = "nordicscir"
    _type = "NoteForm"

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - as every component calls it
        items: Sequence[Mapping[str, Any]],
        readers: Sequence[Mapping[str, str]],
        words: Mapping[str, str],
        longest: int,
        told: str = "",
        sent: Mapping[str, Any] | None = None,
    ) -> None:
        self._prop_names = ["id", "items", "readers", "words", "longest", "told", "sent"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(  # type: ignore[no-untyped-call]
            id=id, items=items, readers=readers, words=words, longest=longest, told=told, sent=sent
        )


def item_props(notes: Sequence[Listed]) -> list[dict[str, Any]]:
    """Notes in the form in which they go to the browser."""
    return [{"id": note.id, "text": note.text, "seen_by": note.seen_by, "mine": note.mine} for note in notes]


def form_words() -> dict[str, str]:
    """What the form says."""
    return {
        "day": _("Day"),
        "text": _("Note"),
        "readers": _("Seen by"),
        "add": _("Add note"),
        "remove": _("Remove"),
        "none": _("There are no notes yet."),
    }
