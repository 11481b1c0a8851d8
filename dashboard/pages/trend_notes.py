"""The reader's own dated notes, under the answer of the Trends page: kept for themselves or for their unit's staff."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import dash
from dash import Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask_login import current_user

from dashboard.accounts import NOTE_LENGTH, InvalidNote, Note, Notes
from dashboard.language import _, date
from dashboard.note_form import Listed, NoteForm, form_words, item_props
from dashboard.pages.frame import Frame
from dashboard.theme import aria
from queries import Settings

NOTED, FORM = "noted", "note-form"
TITLE = "note-title"
ONLY_ME = ""


def notes_card(frame: Frame) -> Component:
    """The notes before they are read."""
    form = NoteForm(id=frame.id(FORM), items=[], readers=[], words=form_words(), longest=NOTE_LENGTH)
    hint = _(
        "A note is drawn as a line on its day. It is never part of a number, and nobody else's notes reach you."
    )
    title = html.H2(_("Your notes on the time line"), id=frame.id(TITLE))
    parts = [title, html.P(hint, className="question-hint"), form, dcc.Store(id=frame.id(NOTED))]
    return html.Section(parts, className="question note-card", **aria(labelledby=frame.id(TITLE)))


def list_output(frame: Frame) -> dict[str, Output]:
    """What the page's callback sets of the form."""
    return {part: Output(frame.id(FORM), part) for part in ("items", "readers")}


def listed_notes(seen: Sequence[Note], settings: Settings) -> dict[str, Any]:
    """The notes that the reader sees, and whom another could be seen by."""
    return {
        "items": item_props([_listed(note, settings) for note in seen]),
        "readers": [
            {"value": ONLY_ME, "label": _("Only me")},
            *({"value": str(unit), "label": _staff(unit, settings)} for unit in current_user.units),
        ],
    }


def _listed(note: Note, settings: Settings) -> Listed:
    text = _("{date}: {text}", date=date(note.day), text=note.text)
    seen_by = _("only me") if note.unit is None else _staff(note.unit, settings)
    if not note.mine:
        seen_by = _("by {author}", author=note.author)
    return Listed(id=note.id, text=text, seen_by=seen_by, mine=note.mine)


def _staff(unit: int, settings: Settings) -> str:
    return _("Everybody at {unit}", unit=settings.unit(unit).name)


def register_notes(app: dash.Dash, frame: Frame, notes: Notes, settings: Settings) -> None:
    """Add the callback that keeps and removes notes: the only one on a page that writes anything."""
    del settings

    def carry_out(wish: object) -> dict[str, Any]:
        if not isinstance(wish, Mapping):
            raise PreventUpdate
        told = _carried_out(notes, wish)
        return {"told": told, "noted": wish.get("at") if isinstance(wish.get("at"), int) else 0}

    app.callback(
        output={
            "told": Output(frame.id(FORM), "told"),
            "noted": Output(frame.id(NOTED), "data"),
        },
        inputs={"wish": Input(frame.id(FORM), "sent")},
        prevent_initial_call=True,
    )(carry_out)


def _carried_out(notes: Notes, wish: Mapping[str, object]) -> str:
    """Do what is wished for, if this reader may; whoever asks is known from the session alone."""
    added, removed = wish.get("add"), wish.get("remove")
    try:
        if isinstance(added, Mapping):
            day, text, unit = (str(added.get(part, "")) for part in ("day", "text", "unit"))
            notes.add(current_user.id, current_user.units, _day(day), text, _unit(unit))
            return _("The note is kept.")
        if isinstance(removed, int):
            notes.remove(current_user.id, removed)
            return _("The note is removed.")
    except InvalidNote:
        pass
    return _("This could not be kept: a note needs a day and at most {n} letters.", n=NOTE_LENGTH)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidNote("no such day") from error


def _unit(text: str) -> int | None:
    if text == ONLY_ME:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidNote("no such unit")
    return int(text)
