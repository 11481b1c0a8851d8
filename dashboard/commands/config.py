"""`flask --app app config show`: what can be set."""

import click
from flask.cli import AppGroup

from dashboard.config import describe
from dashboard.services import Services


def config_commands(_services: Services) -> AppGroup:
    """The commands about settings."""
    group = AppGroup("config", help="Settings and what they do.")
    group.add_command(_show)
    return group


@click.command("show", help="List every setting with its default, never the value in force.")
def _show() -> None:
    for setting in describe():
        click.echo(f"{setting.variable}\n    {setting.help}\n    default: {setting.default}")
