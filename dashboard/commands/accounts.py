"""`flask --app app accounts ...`: who may sign in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from dashboard.accounts import (
    DEMO_ACCOUNTS,
    Account,
    AccountsUnavailable,
    InvalidAccount,
    WeakPassword,
    prepare_demo_accounts,
)
from dashboard.language import LANGUAGES
from dashboard.services import Services
from queries import ROLES, Role

FROM_STDIN = click.option(
    "--password-stdin", is_flag=True, help="read the password from standard input instead of asking for it"
)


def account_commands(services: Services) -> AppGroup:
    """The commands for the accounts of one application."""
    group = AppGroup("accounts", help="Add, list and close accounts.")
    for make in (_add, _list, _passwd, _deactivate, _demo):
        group.add_command(make(services))
    return group


def _add(services: Services) -> click.Command:
    @click.command("add", help="Make an account; the password is asked for.")
    @click.argument("name")
    @click.option("--role", type=click.Choice(ROLES), required=True)
    @click.option("--unit", "units", type=int, multiple=True, help="id of a unit seen exactly; repeatable")
    @click.option("--language", type=click.Choice(list(LANGUAGES)))
    @FROM_STDIN
    def command(
        name: str, role: Role, units: tuple[int, ...], language: str | None, password_stdin: bool
    ) -> None:
        _check_units(services, units)
        with _told_plainly():
            services.accounts.add(
                name, _new_password(password_stdin), role=role, units=units, language=language
            )
        click.echo(f"{name} can sign in.")

    return command


def _check_units(services: Services, units: tuple[int, ...]) -> None:
    known = {unit.id: unit.name for unit in services.registry.settings.units}
    if unknown := sorted(set(units) - known.keys()):
        there = ", ".join(f"{unit_id} {name}" for unit_id, name in known.items())
        raise click.ClickException(f"no such unit: {', '.join(map(str, unknown))}. There are: {there}")


def _list(services: Services) -> click.Command:
    @click.command("list", help="List all accounts.")
    def command() -> None:
        with _told_plainly():
            accounts = services.accounts.all()
        click.echo("\n".join(map(_as_text, accounts)) or "There are no accounts yet.")

    return command


def _as_text(account: Account) -> str:
    seen = f"{account.last_seen:%Y-%m-%d}" if account.last_seen else "never"
    marks = ", demo" * account.demo + ", closed" * (not account.active)
    units = ",".join(map(str, account.units)) or "-"
    return f"{account.name:20} {account.role:13} units {units:10} last seen {seen}{marks}"


def _passwd(services: Services) -> click.Command:
    @click.command("passwd", help="Change a password; open sessions of the account end.")
    @click.argument("name")
    @FROM_STDIN
    def command(name: str, password_stdin: bool) -> None:
        with _told_plainly():
            services.accounts.set_password(name, _new_password(password_stdin))
        click.echo(f"{name} has a new password.")

    return command


def _deactivate(services: Services) -> click.Command:
    @click.command("deactivate", help="Close an account; its open sessions end.")
    @click.argument("name")
    def command(name: str) -> None:
        with _told_plainly():
            services.accounts.deactivate(name)
        click.echo(f"{name} can no longer sign in.")

    return command


def _demo(services: Services) -> click.Command:
    @click.command("demo", help="Make the demo accounts; only for a synthetic registry.")
    def command() -> None:
        make_demo_accounts(services)
        click.echo("\n".join(demo_lines()))

    return command


def make_demo_accounts(services: Services) -> int:
    """Make the demo accounts that are missing; how many. Refused unless the registry is synthetic."""
    if not services.synthetic():
        raise click.ClickException("demo accounts are only for a synthetic registry, and this is none")
    with _told_plainly():
        return prepare_demo_accounts(services.accounts)


def demo_lines() -> Iterator[str]:
    """The demo sign-ins, one a line."""
    for demo in DEMO_ACCOUNTS:
        yield f"  {demo.name:12} {demo.password:18} {demo.description}"


def _new_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except (InvalidAccount, WeakPassword) as error:
        raise click.ClickException(str(error)) from error
    except AccountsUnavailable as error:
        raise click.ClickException("the accounts database cannot be reached") from error
