"""Every setting, declared once with its default and what it does; the only reader of the environment."""

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

PREFIX = "NORDICSCIR_"
# Read by the tests, which have their own settings.
FOREIGN_PREFIX = "NORDICSCIR_TEST_"
KEY_BYTES = 32


class InvalidConfig(Exception):
    """A setting is misspelt or has no usable value. The message names the setting, never its value."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a setting does, and its default where the plain value would not say it."""

    help: str
    default: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Config:
    """The settings of one application. Has no repr: URLs and the key may hold passwords."""

    data: Annotated[Path, About(help="folder for everything the application keeps itself")] = Path("var")
    registry_url: Annotated[
        str, About(help="URL of the registry, only ever read", default="registry.sqlite in the data folder")
    ] = ""
    releases_url: Annotated[
        str, About(help="URL of the release store", default="releases.sqlite in the data folder")
    ] = ""
    archive_url: Annotated[
        str,
        About(
            help="URL of the archive of frozen years, for building releases",
            default="archive.sqlite in the data folder",
        ),
    ] = ""
    accounts_url: Annotated[
        str, About(help="URL of the accounts database", default="accounts.sqlite in the data folder")
    ] = ""
    secret_key: Annotated[
        str, About(help="key that signs session cookies", default="a random key kept in the data folder")
    ] = ""
    settings: Annotated[
        Path | None,
        About(help="file with units, population and disclosure rule", default="the one that is included"),
    ] = None
    cookie_secure: Annotated[bool, About(help="served over https: mark cookies Secure and send HSTS")] = False
    session_hours: Annotated[int, About(help="hours after which everybody signs in again")] = 12
    idle_minutes: Annotated[int, About(help="minutes without a request after which a session ends")] = 60
    sign_in_limit: Annotated[str, About(help="sign-in attempts for one name from one address")] = (
        "5 per minute"
    )
    address_limit: Annotated[str, About(help="sign-in attempts from one address")] = "30 per minute"
    limit_store: Annotated[
        str, About(help="where attempts are counted; several processes need a shared store (redis://...)")
    ] = "memory://"
    proxies: Annotated[int, About(help="reverse proxies in front whose X-Forwarded headers are believed")] = 0
    hosts: Annotated[
        tuple[str, ...], About(help="host names answered to, separated by commas", default="any")
    ] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", self.data.absolute())
        for name in ("registry", "releases", "archive", "accounts"):
            if not getattr(self, f"{name}_url"):
                object.__setattr__(self, f"{name}_url", self._own_url(name))
        for name in ("session_hours", "idle_minutes"):
            if getattr(self, name) < 1:
                raise InvalidConfig(f"{_variable(name)} must be at least 1")

    def _own_url(self, name: str) -> str:
        return f"sqlite:///{self.data / name}.sqlite"

    @property
    def own_registry_file(self) -> Path | None:
        """The registry's file if it is the default one, which may be written; None for one that was named."""
        is_default = self.registry_url == self._own_url("registry")
        return self.data / "registry.sqlite" if is_default else None

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read the settings from environment variables. Raises InvalidConfig.

        A variable with our prefix that is no setting is refused: a misspelt setting would else be ignored.
        """
        given = {name: text for name, text in environment.items() if _is_ours(name) and text}
        known = {_variable(name): name for name in _declared()}
        if unknown := sorted(given.keys() - known.keys()):
            raise InvalidConfig(f"unknown settings: {', '.join(unknown)}")
        return cls(**{known[variable]: _parsed(known[variable], text) for variable, text in given.items()})


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a person needs to know of a setting."""

    variable: str
    default: str
    help: str


def describe() -> Iterator[Description]:
    """The settings in order of declaration, without any value in force."""
    plain = {item.name: item.default for item in fields(Config)}
    for name, (_, about) in _declared().items():
        default = about.default or _as_text(plain[name])
        yield Description(variable=_variable(name), default=default, help=about.help)


def signing_key(config: Config) -> str:
    """The key that signs session cookies: the one set, or one made once that only its owner can read."""
    return config.secret_key or _kept_key(config.data / "secret_key")


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create_once(path, secrets.token_hex(KEY_BYTES))
    return path.read_text(encoding="ascii")


def _create_once(path: Path, text: str) -> None:
    """Write a file of our own unless it exists; several processes starting together end up with one key."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600, exist_ok=False)
    try:
        draft.write_text(text, encoding="ascii")
        draft.chmod(0o600)
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX) and not name.startswith(FOREIGN_PREFIX)


def _declared() -> dict[str, tuple[Any, About]]:
    """The settings by name: type and what they do."""
    hints = get_type_hints(Config, include_extras=True)
    return {item.name: get_args(hints[item.name]) for item in fields(Config)}


def _parsed(name: str, text: str) -> Any:
    kind, _ = _declared()[name]
    try:
        return _PARSERS[kind](text)
    except ValueError as error:
        raise InvalidConfig(f"{_variable(name)} has no usable value") from error


def _boolean(text: str) -> bool:
    values = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in values:
        raise ValueError("neither true nor false")
    return values[text.lower()]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


_PARSERS: Mapping[Any, Callable[[str], object]] = {
    str: str,
    int: int,
    bool: _boolean,
    Path: Path,
    Path | None: Path,
    tuple[str, ...]: _listed,
}


def _as_text(default: object) -> str:
    return "no" if default is False else str(default)
