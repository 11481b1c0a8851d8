"""Dated notes: kept for their author or the staff of a unit, and for nobody else."""

import datetime
from pathlib import Path

import pytest

from dashboard.accounts import Accounts, Database, InvalidNote, Notes, prepare_demo_accounts
from dashboard.accounts.notes import MOST_NOTES
from tests.dashboard.made_up import HAUKELAND, HORNBAEK

DAY = datetime.date(2023, 5, 12)
AUTHOR, COLLEAGUE, STRANGER = 1, 2, 3


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    database = Database(f"sqlite:///{tmp_path / 'accounts.sqlite'}")
    prepare_demo_accounts(Accounts(database))
    return Notes(database)


def texts(notes: Notes, user: int, *units: int) -> list[str]:
    return [note.text for note in notes.seen_by(user, units)]


def test_a_note_is_seen_by_its_author_alone(notes: Notes) -> None:
    notes.add(AUTHOR, (HAUKELAND,), DAY, "New guideline", None)
    (note,) = notes.seen_by(AUTHOR, (HAUKELAND,))
    assert (note.day, note.text, note.unit, note.mine) == (DAY, "New guideline", None, True)
    assert texts(notes, COLLEAGUE, HAUKELAND) == []


def test_a_note_for_a_unit_is_seen_by_its_staff_and_no_other(notes: Notes) -> None:
    notes.add(AUTHOR, (HAUKELAND,), DAY, "More beds", HAUKELAND)
    assert texts(notes, COLLEAGUE, HAUKELAND, HORNBAEK) == ["More beds"]
    assert not notes.seen_by(COLLEAGUE, (HAUKELAND,))[0].mine
    assert texts(notes, STRANGER, HORNBAEK) == []
    assert texts(notes, STRANGER) == []


def test_only_its_author_removes_a_note(notes: Notes) -> None:
    notes.add(AUTHOR, (HAUKELAND,), DAY, "More beds", HAUKELAND)
    (note,) = notes.seen_by(AUTHOR, ())
    notes.remove(COLLEAGUE, note.id)
    notes.remove(AUTHOR, note.id + 1)
    assert texts(notes, AUTHOR) == ["More beds"]
    notes.remove(AUTHOR, note.id)
    assert texts(notes, COLLEAGUE, HAUKELAND) == []


def test_notes_come_in_the_order_of_their_days(notes: Notes) -> None:
    for year in (2024, 2019, 2021):
        notes.add(AUTHOR, (), datetime.date(year, 1, 1), str(year), None)
    assert texts(notes, AUTHOR) == ["2019", "2021", "2024"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, "a\x00b", "\u202egnp"])
def test_a_text_that_is_none_or_too_long_is_refused(notes: Notes, text: str) -> None:
    with pytest.raises(InvalidNote):
        notes.add(AUTHOR, (), DAY, text, None)
    assert texts(notes, AUTHOR) == []


def test_white_space_is_made_plain(notes: Notes) -> None:
    notes.add(AUTHOR, (), DAY, "  New\n guideline ", None)
    assert texts(notes, AUTHOR) == ["New guideline"]


@pytest.mark.parametrize("day", [datetime.date(1989, 12, 31), datetime.date(2101, 1, 1)])
def test_an_impossible_day_is_refused(notes: Notes, day: datetime.date) -> None:
    with pytest.raises(InvalidNote):
        notes.add(AUTHOR, (), day, "x", None)


def test_a_unit_that_is_not_ones_own_is_refused(notes: Notes) -> None:
    with pytest.raises(InvalidNote):
        notes.add(AUTHOR, (HAUKELAND,), DAY, "x", HORNBAEK)


def test_nobody_keeps_more_than_a_page_can_hold(notes: Notes) -> None:
    for _ in range(MOST_NOTES):
        notes.add(AUTHOR, (), DAY, "x", None)
    with pytest.raises(InvalidNote):
        notes.add(AUTHOR, (), DAY, "x", None)
    notes.add(COLLEAGUE, (), DAY, "x", None)
