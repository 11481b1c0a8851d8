"""The commands of `flask --app app`, on a small synthetic registry."""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import Result

import dashboard.commands.demo
import dashboard.commands.translations
from dashboard import create_app
from dashboard.accounts import DEMO_ACCOUNTS
from dashboard.commands import GROUPS
from dashboard.config import Config
from dashboard.services import Services
from tests.dashboard.applications import EmptyRegistry, for_tests, make_config

Run = Callable[..., Result]
UNREACHABLE = "postgresql+psycopg://registry:hunter2@127.0.0.1:1/registry"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)
    monkeypatch.setattr(dashboard.commands.demo, "PATIENTS", 400)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command of an application whose data are in a folder of the test."""
    return runner(make_config(tmp_path))


def runner(config: Config, registry: EmptyRegistry | None = None) -> Run:
    app = create_app(config, registry)  # type: ignore[arg-type]

    def invoke(*arguments: str, typed: str = "") -> Result:
        result: Result = app.server.test_cli_runner().invoke(args=list(arguments), input=typed)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


def test_the_demo_is_prepared_once(run: Run, tmp_path: Path) -> None:
    first = run("demo", "prepare")
    assert first.exit_code == 0, first.output
    assert "Published release" in first.output
    assert not list(tmp_path.glob("*draft*"))
    kept = {name: (tmp_path / name).read_bytes() for name in ("registry.sqlite", "releases.sqlite")}
    second = run("demo", "prepare")
    assert (second.exit_code, second.output) == (0, "")
    assert kept == {name: (tmp_path / name).read_bytes() for name in kept}
    listed = run("accounts", "list").output
    assert [line.split()[0] for line in listed.splitlines()] == sorted(demo.name for demo in DEMO_ACCOUNTS)


def test_an_interrupted_preparation_leaves_no_half_registry(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_services: Services, url: str, **_order: int) -> None:
        Path(url.removeprefix("sqlite:///")).write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(dashboard.commands.demo, "synthesize", interrupted)
        assert run("demo", "prepare").exit_code == 1
    assert not (tmp_path / "registry.sqlite").exists()
    assert run("demo", "prepare").exit_code == 0


def test_a_registry_that_was_named_is_never_written(tmp_path: Path) -> None:
    named = tmp_path / "named.sqlite"
    run = runner(make_config(tmp_path, registry_url=f"sqlite:///{named}"))
    assert run("demo", "prepare").exit_code == 1
    assert not named.exists()


def test_demo_accounts_are_refused_beside_real_data(tmp_path: Path) -> None:
    registry = EmptyRegistry()
    registry.made_up = False
    run = runner(make_config(tmp_path), registry)
    for command in (("accounts", "demo"), ("demo", "prepare")):
        refused = run(*command)
        assert refused.exit_code == 1
    assert "only for a synthetic registry" in run("accounts", "demo").output
    assert run("accounts", "list").output == "There are no accounts yet.\n"


def test_an_account_is_added_listed_changed_and_closed(run: Run) -> None:
    password = "a long enough password\n"
    options = ("--role", "clinician", "--unit", "105593", "--language", "nb")
    assert run("accounts", "add", "kari", *options, typed=password * 2).exit_code == 0
    assert re.match(r"kari +clinician +units 105593 +last seen never\n", run("accounts", "list").output)
    assert run("accounts", "passwd", "kari", "--password-stdin", typed="another long one\n").exit_code == 0
    assert run("accounts", "deactivate", "kari").exit_code == 0
    assert "closed" in run("accounts", "list").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "kari", "--role", "clinician", "--unit", "4711"), "105593 Haukeland"),
        (("add", "kari", "--role", "clinician"), "a clinician needs a unit"),
        (("add", "kari", "--role", "council", "--unit", "105593"), "a council stakeholder has no unit"),
        (("passwd", "kari"), "there is no account kari"),
        (("deactivate", "kari"), "there is no account kari"),
    ],
)
def test_a_mistake_is_told_plainly(run: Run, arguments: tuple[str, ...], told: str) -> None:
    result = run("accounts", *arguments, typed="a long enough password\n" * 2)
    assert result.exit_code == 1
    assert told in result.output


def test_a_short_password_is_refused_and_not_repeated(run: Run) -> None:
    arguments = ("accounts", "add", "kari", "--role", "council", "--password-stdin")
    result = run(*arguments, typed="hunter2\n")
    assert result.exit_code == 1
    assert "12 to 256 characters" in result.output
    assert "hunter2" not in result.output


def test_settings_are_explained_without_their_values(tmp_path: Path) -> None:
    shown = runner(make_config(tmp_path, releases_url=UNREACHABLE))("config", "show")
    assert shown.exit_code == 0
    assert "NORDICSCIR_RELEASES_URL\n    URL of the release store\n" in shown.output
    assert "hunter2" not in shown.output


def test_a_synthetic_registry_is_written_and_not_overwritten_by_accident(run: Run, tmp_path: Path) -> None:
    options = ("registry", "synthesize", "--url", f"sqlite:///{tmp_path / 'made.sqlite'}", "--patients", "50")
    assert "Wrote 50 made-up patients" in run(*options).output
    again = run(*options)
    assert again.exit_code == 1
    assert "already" in again.output
    assert run(*options, "--layout", "2019", "--replace").exit_code == 0


@pytest.mark.parametrize("arguments", [("synthesize", "--url", UNREACHABLE), ("check", UNREACHABLE)])
def test_a_database_that_is_not_there_is_told_without_its_password(
    run: Run, arguments: tuple[str, ...]
) -> None:
    result = run("registry", *arguments)
    assert result.exit_code in (1, 2)
    assert "hunter2" not in result.output


def test_a_registry_is_checked(run: Run, tmp_path: Path) -> None:
    run("registry", "synthesize", "--patients", "200")
    found = run("registry", "check")
    assert found.exit_code == 1  # usable, with the oddities that a real one has
    assert "spinal_cord_injury_core_data_set_1" in found.output
    as_json = run("registry", "check", f"sqlite:///{tmp_path / 'registry.sqlite'}", "--format", "json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.output)["status"] == 1
    assert run("registry", "check", f"sqlite:///{tmp_path / 'nothing.sqlite'}").exit_code == 2


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of `locales`."""
    folder = tmp_path / "locales"
    folder.mkdir()
    commands = dashboard.commands.translations
    monkeypatch.setattr(commands, "TEMPLATE", folder / "messages.pot")
    monkeypatch.setattr(commands, "catalogue_path", lambda code: folder / code / "messages.po")
    return folder


def test_messages_travel_from_the_source_to_a_catalogue(run: Run, catalogues: Path) -> None:
    assert run("translations", "extract").exit_code == 0
    assert 'msgid "Sign out"' in (catalogues / "messages.pot").read_text(encoding="utf-8")
    assert "without a translation" in run("translations", "update", "nb").output
    before = (catalogues / "nb" / "messages.po").read_bytes()
    checked = run("translations", "check")
    assert checked.exit_code == 1
    assert "nb: no translation: 'Sign out'" in checked.output
    run("translations", "update")
    assert (catalogues / "nb" / "messages.po").read_bytes() == before


def test_a_translation_outlives_an_update_and_an_unused_one_does_not(run: Run, catalogues: Path) -> None:
    run("translations", "extract")
    catalog = Catalog("nb")
    catalog.add("Sign out", "Logg ut")
    catalog.add("Gone from the source", "Borte")
    (catalogues / "nb").mkdir()
    dashboard.commands.translations._write(catalog, catalogues / "nb" / "messages.po")
    run("translations", "update")
    text = (catalogues / "nb" / "messages.po").read_text(encoding="utf-8")
    assert 'msgid "Sign out"\nmsgstr "Logg ut"' in text
    assert "Borte" not in text


def test_an_offered_language_without_catalogue_is_found(run: Run, catalogues: Path) -> None:
    assert catalogues.exists()
    run("translations", "extract")
    assert "nb: no catalogue" in run("translations", "check").output


def test_the_catalogues_that_are_kept_pass_the_check(run: Run) -> None:
    checked = run("translations", "check")
    assert (checked.exit_code, checked.output) == (
        0,
        "Every text is there in every language that is offered.\n",
    )


def test_every_command_explains_itself(run: Run) -> None:
    for make_group in GROUPS:
        group = make_group(None)  # type: ignore[arg-type]
        for name in group.commands:
            shown = run(group.name or "", name, "--help")
            assert shown.exit_code == 0
            assert len(shown.output.splitlines()) >= 3


def test_a_taken_port_is_told_before_anything_starts(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("demo", "serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} is taken" in result.output


def test_the_demo_is_served_and_says_where(run: Run, tmp_path: Path) -> None:
    assert run("demo", "prepare").exit_code == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "flask", "--app", "app", "demo", "serve", "--port", str(port)]
    environment = {"NORDICSCIR_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        greeting = [server.stdout.readline() for _ in range(2 + len(DEMO_ACCOUNTS))]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=30) as page:
            assert "demo-clinician" in page.read().decode()
        server.terminate()
    assert f"http://127.0.0.1:{port}" in greeting[0]
    assert [line.split()[:2] for line in greeting[2:]] == [
        [demo.name, demo.password] for demo in DEMO_ACCOUNTS
    ]
    assert server.returncode == 0
