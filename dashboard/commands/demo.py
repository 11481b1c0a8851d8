"""`flask --app app demo ...`: from nothing to a dashboard on made-up data, in two steps."""

import errno
import socket
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from dashboard.commands.accounts import demo_lines, make_demo_accounts
from dashboard.commands.registry import synthesize
from dashboard.commands.release import build
from dashboard.config import Config
from dashboard.services import Services
from queries import QueryError, ReleaseRefused

PATIENTS, SEED = 3000, 1


def demo_commands(services: Services) -> AppGroup:
    """The commands that `make run` calls."""
    group = AppGroup("demo", help="Prepare and serve the dashboard on a synthetic registry.")
    group.add_command(_prepare(services))
    group.add_command(_serve(services))
    return group


def _prepare(services: Services) -> click.Command:
    @click.command(
        "prepare", help="Write a synthetic registry, accounts and a release where they are missing."
    )
    def command() -> None:
        try:
            _prepare_registry(services)
            _prepare_accounts(services)
            _prepare_release(services)
        except ReleaseRefused as refused:
            raise click.ClickException("no release: " + "; ".join(refused.reasons)) from refused
        except QueryError as error:
            raise click.ClickException(str(error)) from error

    return command


def _prepare_registry(services: Services) -> None:
    """Only a missing file of our own is ever written: a registry that is named in the settings may be real."""
    file = services.config.own_registry_file
    if file is None or file.exists():
        return
    click.echo(f"Writing a synthetic registry of {PATIENTS} patients ...")
    file.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(services, file)


def _write_whole(services: Services, file: Path) -> None:
    """Under another name first, so that an interrupted run leaves no half registry."""
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    synthesize(services, f"sqlite:///{draft}", patients=PATIENTS, seed=SEED)
    draft.replace(file)


def _prepare_accounts(services: Services) -> None:
    if made := make_demo_accounts(services):
        click.echo(f"Made {made} demo accounts.")


def _prepare_release(services: Services) -> None:
    if all(listed.withdrawn for listed in services.registry.releases()):
        click.echo("Building the first release ...")
        click.echo(f"Published release {build(services).id}.")


def _serve(services: Services) -> click.Command:
    @click.command("serve", help="Serve the dashboard and print its address and the demo sign-ins.")
    @click.option("--host", default="127.0.0.1", show_default=True)
    @click.option("--port", type=click.IntRange(1, 65535), default=8050, show_default=True)
    @click.option("--threads", type=click.IntRange(min=1), default=4, show_default=True)
    def command(host: str, port: int, threads: int) -> None:
        _check_free(host, port)
        greeting = _greeting(host, port, demo=services.synthetic())
        _Server(services.config, greeting, bind=f"{_bracketed(host)}:{port}", threads=threads).run()

    return command


def _check_free(host: str, port: int) -> None:
    """Before the server would try again and again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is taken by another program. Choose another, for example: make run PORT={port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights. Choose one above 1023, for example: make run PORT=8050"
    return f"cannot listen on {host}, port {port}: {error.strerror}"


def _greeting(host: str, port: int, *, demo: bool) -> str:
    lines = [f"NordicSCIR dashboard: http://{_bracketed(host)}:{port}  (stop with Ctrl+C)"]
    if demo:
        lines += ["Synthetic data, not real patients. Sign in with name and password:", *demo_lines()]
    return "\n".join(lines)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with one process, so that sign-in attempts are counted in one place."""

    def __init__(self, config: Config, greeting: str, **options: Any) -> None:
        self._config = config
        self._greeting = greeting
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to serve; it logs no addresses, which hold questions."""
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("when_ready", lambda _arbiter: click.echo(self._greeting))
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """A new application for the worker: database connections do not survive the fork."""
        from dashboard import create_app  # noqa: PLC0415 - which imports the commands itself

        server: Flask = create_app(self._config).server
        return server
