"""The commands of `flask --app app`."""

from flask import Flask

from dashboard.commands.accounts import account_commands
from dashboard.commands.ask import ask_command
from dashboard.commands.config import config_commands
from dashboard.commands.demo import demo_commands
from dashboard.commands.registry import registry_commands
from dashboard.commands.release import release_commands
from dashboard.commands.translations import translation_commands
from dashboard.services import Services

GROUPS = (
    account_commands,
    config_commands,
    demo_commands,
    registry_commands,
    release_commands,
    translation_commands,
)


def add_commands(server: Flask, services: Services) -> None:
    """Make every command and group of commands known to a server."""
    server.cli.add_command(ask_command(services))
    for make_group in GROUPS:
        server.cli.add_command(make_group(services))
