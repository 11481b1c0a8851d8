"""Settings: read from the environment, refused when misspelt, never shown."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.config import Config, InvalidConfig, describe, signing_key

SECRET = "postgresql+psycopg://registry:hunter2@db/registry"


def test_everything_is_kept_in_the_data_folder_unless_told_otherwise() -> None:
    config = Config.from_env({"NORDICSCIR_DATA": "/srv/nordicscir"})
    assert config.registry_url == "sqlite:////srv/nordicscir/registry.sqlite"
    assert config.releases_url == "sqlite:////srv/nordicscir/releases.sqlite"
    assert config.accounts_url == "sqlite:////srv/nordicscir/accounts.sqlite"
    assert config.own_registry_file == Path("/srv/nordicscir/registry.sqlite")


def test_a_relative_data_folder_stays_the_same_folder_wherever_the_process_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = Config.from_env({})
    monkeypatch.chdir("/")
    assert config.data == tmp_path / "var"


def test_a_registry_that_was_named_is_never_taken_for_our_own_file() -> None:
    assert Config.from_env({"NORDICSCIR_REGISTRY_URL": SECRET}).own_registry_file is None


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("NORDICSCIR_COOKIE_SECURE", "yes", "cookie_secure", True),
        ("NORDICSCIR_COOKIE_SECURE", "0", "cookie_secure", False),
        ("NORDICSCIR_IDLE_MINUTES", "15", "idle_minutes", 15),
        ("NORDICSCIR_HOSTS", "a.example, b.example", "hosts", ("a.example", "b.example")),
        ("NORDICSCIR_SETTINGS", "/etc/settings.toml", "settings", Path("/etc/settings.toml")),
        ("NORDICSCIR_SETTINGS", "", "settings", None),
        ("NORDICSCIR_LIMIT_STORE", "redis://store", "limit_store", "redis://store"),
    ],
)
def test_each_kind_of_value_is_read(variable: str, text: str, name: str, value: object) -> None:
    assert getattr(Config.from_env({variable: text}), name) == value


@pytest.mark.parametrize(
    "environment",
    [
        {"NORDICSCIR_REGISTRY_ULR": SECRET},
        {"NORDICSCIR_IDLE_MINUTES": SECRET},
        {"NORDICSCIR_IDLE_MINUTES": "0"},
        {"NORDICSCIR_COOKIE_SECURE": SECRET},
    ],
)
def test_a_wrong_setting_is_refused_by_name_without_its_value(environment: dict[str, str]) -> None:
    with pytest.raises(InvalidConfig, match=next(iter(environment))) as refused:
        Config.from_env(environment)
    assert "hunter2" not in str(refused.value)


def test_settings_of_the_tests_are_not_ours() -> None:
    assert Config.from_env({"NORDICSCIR_TEST_POSTGRESQL_URL": SECRET}).registry_url.startswith("sqlite:")


def test_settings_do_not_show_themselves() -> None:
    config = Config(registry_url=SECRET, secret_key="kept")
    assert "hunter2" not in repr(config)
    assert "kept" not in str(config)


def test_every_setting_is_described_with_its_default() -> None:
    described = {setting.variable: setting for setting in describe()}
    assert list(described) == [f"NORDICSCIR_{item.name.upper()}" for item in fields(Config)]
    assert all(setting.help and setting.default for setting in described.values())


def test_the_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "new" / "folder")
    key = signing_key(config)
    assert len(bytes.fromhex(key)) == 32
    assert signing_key(config) == key
    assert stat.S_IMODE((config.data / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    config = Config(data=tmp_path)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_key(config), range(32)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_is_set_is_not_written_down(tmp_path: Path) -> None:
    assert signing_key(Config(data=tmp_path, secret_key="given")) == "given"
    assert not list(tmp_path.iterdir())
