"""`flask --app app registry ...`: look at a registry, or write a made-up one."""

import json
from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup
from tqdm import tqdm

from dashboard.services import Services
from queries import QueryError, check_registry, report_lines, write_synthetic_registry


def registry_commands(services: Services) -> AppGroup:
    """The commands for registries."""
    group = AppGroup("registry", help="Check a registry, or write a synthetic one.")
    group.add_command(_check(services))
    group.add_command(_synthesize(services))
    return group


def _check(services: Services) -> click.Command:
    @click.command("check", help="Say what is in a registry and what is wrong with it. Exit status: 0 usable, "
                                 "1 usable with findings, 2 unusable.")  # fmt: skip
    @click.argument("url", required=False)
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
    @click.pass_context
    def command(context: click.Context, url: str | None, form: str) -> None:
        report = check_registry(url or services.config.registry_url, services.registry.settings)
        if form == "json":
            click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(report_lines(report)))
        context.exit(report.status)

    return command


def _synthesize(services: Services) -> click.Command:
    @click.command("synthesize", help="Write a synthetic registry; the same options give the same rows.")
    @click.option("--url", help="SQLAlchemy URL of the database; default: the registry of the settings")
    @click.option("--patients", type=click.IntRange(min=1), default=3000, show_default=True)
    @click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
    @click.option("--layout", type=click.Choice(["current", "2019"]), default="current", show_default=True)
    @click.option("--replace", is_flag=True, help="overwrite a synthetic registry that is already there")
    def command(url: str | None, **order: Any) -> None:
        try:
            rows = synthesize(services, url or services.config.registry_url, **order)
        except QueryError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"Wrote {order['patients']} made-up patients, {rows} rows in all.")

    return command


def synthesize(services: Services, url: str, **order: Any) -> int:
    """Write a synthetic registry of our units with a progress bar; the number of rows. Raises QueryError."""
    units = services.registry.settings.units
    with tqdm(desc="Synthetic registry", unit="patient", leave=False) as bar:
        report = write_synthetic_registry(url, units=units, progress=progress_on(bar), **order)
    return sum(report.rows.values())


def progress_on(bar: Any) -> Callable[[int, int], None]:
    """What a long step calls with (done, in all), shown on a progress bar."""

    def progress(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return progress
