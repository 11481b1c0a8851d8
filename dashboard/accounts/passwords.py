"""Password hashes: argon2id with the parameters that argon2-cffi recommends (RFC 9106, low memory)."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 256
_HASHER = PasswordHasher()


class WeakPassword(Exception):
    """A password is too short, too long or the name itself. The message does not quote it."""


def hash_password(password: str, *, name: str) -> str:
    """A salted hash of a new password for an account. Raises WeakPassword."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"a password has {SHORTEST} to {LONGEST} characters")
    if password.casefold() == name.casefold():
        raise WeakPassword("a password differs from the name")
    return _HASHER.hash(password)


def password_fits(password: str, hashed: str | None) -> bool:
    """Whether a password belongs to a hash.

    Without a hash (no such account) the work is done all the same, on a hash of nobody's password: how long
    the reply takes must not tell which names exist.
    """
    nobodys = _nobodys_hash()
    try:
        _HASHER.verify(hashed or nobodys, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def is_outdated(hashed: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe())
