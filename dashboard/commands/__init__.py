"""The commands of `flask --app app`."""

from flask import Flask

from dashboard.commands.release import release_commands
from dashboard.services import Services

GROUPS = (release_commands,)


def add_commands(server: Flask, services: Services) -> None:
    """Make every group of commands known to a server."""
    for make_group in GROUPS:
        server.cli.add_command(make_group(services))
