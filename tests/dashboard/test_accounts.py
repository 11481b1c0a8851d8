"""Accounts and sessions, on every database."""

import datetime
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, select

from dashboard.accounts import (
    DEMO_ACCOUNTS,
    Accounts,
    Database,
    InvalidAccount,
    Sessions,
    WeakPassword,
    passwords,
    prepare_demo_accounts,
)
from dashboard.accounts.tables import METADATA, USERS
from queries import Role, Viewer

PASSWORD = "a long enough password"
START = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
HOUR, MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)


class Clock:
    """A clock that stands still until told otherwise."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime.datetime:
        return self.time


class Rig:
    """A database with one account, a clock, and what works on them."""

    def __init__(self, url: str) -> None:
        self.clock = Clock()
        self.database = Database(url, clock=self.clock)
        self.accounts = Accounts(self.database)
        self.sessions = Sessions(self.database, lifetime=12 * HOUR, idle=HOUR)
        self.accounts.add("Kari", PASSWORD, role="clinician", units=(105593,))

    def actions(self) -> list[str]:
        return [action for _time, _user, action in self.database.access_log()]


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real parameters are slow on purpose."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def rig(module_database_url: str) -> Iterator[Rig]:
    """A database of each kind with nothing in it but the one account."""
    rig = Rig(module_database_url)
    yield rig
    with rig.database.engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(delete(table))
    rig.database.engine.dispose()


def test_a_person_signs_in_is_recognised_and_signs_out(rig: Rig) -> None:
    person = rig.sessions.sign_in(" KARI ", PASSWORD, demo=False)
    assert person is not None
    assert person.viewer == Viewer(role="clinician", scope=frozenset({105593}))
    assert rig.sessions.person(person.token) == person
    rig.sessions.sign_out(person)
    assert rig.sessions.person(person.token) is None
    assert rig.database.access_log() == (
        (START, person.id, "signed in"),
        (START, person.id, "signed out"),
    )


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("kari", "a wrong password"),
        ("ola", PASSWORD),
        ("", PASSWORD),
        ("ka\x00ri", PASSWORD),
        ("k" * 99, PASSWORD),
    ],
)
def test_what_does_not_fit_is_refused_and_noted_without_the_name(rig: Rig, name: str, password: str) -> None:
    assert rig.sessions.sign_in(name, password, demo=False) is None
    ((_time, user_id, action),) = rig.database.access_log()
    assert action == "refused"
    assert (user_id is None) == (name != "kari")


def test_an_unknown_name_costs_as_much_as_a_wrong_password(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    hasher = passwords._HASHER

    class Counting:
        def verify(self, hashed: str, password: str) -> bool:
            verified.append(hashed)
            return hasher.verify(hashed, password)

        def hash(self, password: str) -> str:
            return hasher.hash(password)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    for name in ("kari", "ola"):
        rig.sessions.sign_in(name, "a wrong password", demo=False)
    known, unknown = verified
    assert known.split("$")[:4] == unknown.split("$")[:4]  # the same method and cost
    assert not passwords.password_fits("a wrong password", None)


@pytest.mark.parametrize(
    "close",
    [
        lambda rig: rig.accounts.deactivate("kari"),
        lambda rig: rig.accounts.set_password("kari", "another long password"),
    ],
    ids=["account closed", "password changed"],
)
def test_open_sessions_end_at_once(rig: Rig, close: Callable[[Rig], None]) -> None:
    person = rig.sessions.sign_in("kari", PASSWORD, demo=False)
    assert person is not None
    close(rig)
    assert rig.sessions.person(person.token) is None
    assert rig.sessions.sign_in("kari", PASSWORD, demo=False) is None


def test_a_new_password_signs_in(rig: Rig) -> None:
    rig.accounts.set_password("Kari", "another long password")
    assert rig.sessions.sign_in("kari", "another long password", demo=False) is not None
    assert rig.actions() == ["password changed", "signed in"]


def test_a_session_ends_when_idle_and_lasts_while_it_is_used(rig: Rig) -> None:
    person = rig.sessions.sign_in("kari", PASSWORD, demo=False)
    assert person is not None
    for _ in range(3):
        rig.clock.time += HOUR - MINUTE
        assert rig.sessions.person(person.token) is not None
    rig.clock.time += HOUR
    assert rig.sessions.person(person.token) is None


def test_a_session_ends_for_good_after_its_lifetime(rig: Rig) -> None:
    person = rig.sessions.sign_in("kari", PASSWORD, demo=False)
    assert person is not None
    while rig.clock.time < START + 12 * HOUR:
        assert rig.sessions.person(person.token) is not None
        rig.clock.time += HOUR / 2
    assert rig.sessions.person(person.token) is None


def test_the_account_says_when_it_was_last_seen(rig: Rig) -> None:
    assert rig.accounts.all()[0].last_seen is None
    person = rig.sessions.sign_in("kari", PASSWORD, demo=False)
    assert person is not None
    rig.clock.time += 5 * MINUTE
    rig.sessions.person(person.token)
    assert rig.accounts.all()[0].last_seen == START + 5 * MINUTE


def test_two_sessions_of_one_account_end_apart(rig: Rig) -> None:
    one, other = (rig.sessions.sign_in("kari", PASSWORD, demo=False) for _ in range(2))
    assert one is not None
    assert other is not None
    rig.sessions.sign_out(one)
    assert rig.sessions.person(one.token) is None
    assert rig.sessions.person(other.token) is not None


def test_demo_accounts_open_nothing_but_made_up_data(rig: Rig) -> None:
    assert prepare_demo_accounts(rig.accounts) == len(DEMO_ACCOUNTS)
    assert prepare_demo_accounts(rig.accounts) == 0
    for demo in DEMO_ACCOUNTS:
        assert rig.sessions.sign_in(demo.name, demo.password, demo=False) is None
        person = rig.sessions.sign_in(demo.name, demo.password, demo=True)
        assert person is not None
        assert person.viewer == Viewer(role=demo.role, scope=frozenset(demo.units))


@pytest.mark.parametrize(
    ("name", "role", "units"),
    [
        ("KARI", "clinician", (105593,)),
        ("", "clinician", (105593,)),
        ("two\nlines", "clinician", (105593,)),
        ("per", "clinician", ()),
        ("per", "council", (105593,)),
        ("per", "director", ()),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(
    rig: Rig, name: str, role: Role, units: tuple[int, ...]
) -> None:
    with pytest.raises(InvalidAccount):
        rig.accounts.add(name, PASSWORD, role=role, units=units)


@pytest.mark.parametrize("password", ["short", "x" * 257, "kari nordmann"])
def test_a_weak_password_is_refused_without_quoting_it(rig: Rig, password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        rig.accounts.add("Kari Nordmann", password, role="council")
    assert password not in str(refused.value)


@pytest.mark.parametrize("change", [Accounts.deactivate, lambda a, name: a.set_password(name, PASSWORD)])
def test_a_name_without_account_cannot_be_changed(rig: Rig, change: Callable[[Accounts, str], None]) -> None:
    with pytest.raises(InvalidAccount, match="ola"):
        change(rig.accounts, "ola")


def test_the_language_chosen_is_remembered(rig: Rig) -> None:
    person = rig.sessions.sign_in("kari", PASSWORD, demo=False)
    assert person is not None
    assert person.language is None
    rig.accounts.set_language(person.id, "nb")
    again = rig.sessions.person(person.token)
    assert again is not None
    assert again.language == "nb"


def test_an_old_hash_is_renewed_when_its_owner_signs_in(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert passwords.is_outdated(hash_of_kari(rig))
    assert rig.sessions.sign_in("kari", PASSWORD, demo=False) is not None
    assert not passwords.is_outdated(hash_of_kari(rig))
    assert rig.sessions.sign_in("kari", PASSWORD, demo=False) is not None


def hash_of_kari(rig: Rig) -> str:
    with rig.database.engine.connect() as connection:
        return str(connection.execute(select(USERS.c.password_hash)).scalar_one())


def test_the_file_is_its_owners_and_holds_neither_password_nor_token(tmp_path: Path) -> None:
    file = tmp_path / "new" / "accounts.sqlite"
    rig = Rig(f"sqlite:///{file}")
    person = rig.sessions.sign_in("kari", PASSWORD, demo=False)
    assert person is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_bytes()
    assert b"kari" in kept
    assert PASSWORD.encode() not in kept
    assert person.token.encode() not in kept


def test_nothing_is_made_before_it_is_used(tmp_path: Path) -> None:
    Accounts(Database(f"sqlite:///{tmp_path / 'accounts.sqlite'}"))
    assert not list(tmp_path.iterdir())


def test_passwords_are_hashed_with_argon2id_at_the_recommended_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    hashed = passwords.hash_password(PASSWORD, name="kari")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.password_fits(PASSWORD, hashed)
