"""`flask --app app release ...`: build, list, describe, export and withdraw releases."""

import datetime
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TextIO

import click
from flask.cli import AppGroup
from tqdm import tqdm

from dashboard.commands.registry import progress_on
from dashboard.services import Services
from queries import Header, Listed, NoRelease, ReleaseRefused, Settings, Tally, Utility

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


def release_commands(services: Services) -> AppGroup:
    """The commands for releases of one application's registry."""
    group = AppGroup("release", help="Build, list, describe, export and withdraw releases.")
    group.add_command(_build(services))
    group.add_command(_refreeze(services))
    group.add_command(_list(services))
    group.add_command(_show(services))
    group.add_command(_export(services))
    group.add_command(_audit(services))
    group.add_command(_utility(services))
    group.add_command(_withdraw(services))
    return group


def build(services: Services) -> Header:
    """Build and publish the first release, with a progress bar. Raises ReleaseRefused."""
    return _with_progress(services.registry.build_release)


def _with_progress(make: Callable[..., Header]) -> Header:
    with tqdm(desc="Release", unit="breakdown", leave=False, disable=None) as bar:
        return make(today=datetime.datetime.now(datetime.UTC).date(), progress=progress_on(bar))


def _build(services: Services) -> click.Command:
    @click.command("build", help="Build a release of the closed years; publish it if every check holds.")
    @click.option(
        "--append", is_flag=True, help="add new closed years to the release in service, which is kept"
    )
    def command(append: bool) -> None:
        registry = services.registry
        _publish(registry.append_release if append else registry.build_release)

    return command


def _refreeze(services: Services) -> click.Command:
    @click.command("refreeze", help="Count every closed year anew, late registrations included.")
    @click.option("--because", required=True, help="the reason, kept with the release")
    def command(because: str) -> None:
        _publish(partial(services.registry.refreeze_release, because))

    return command


def _publish(make: Callable[..., Header]) -> None:
    try:
        header = _with_progress(make)
    except ReleaseRefused as refused:
        reasons = "\n  ".join(refused.reasons)
        raise click.ClickException(f"not published; a release in service stays:\n  {reasons}") from refused
    except NoRelease as missing:
        raise click.ClickException(str(missing)) from missing
    click.echo(f"Published {_summary(header)}")


def _list(services: Services) -> click.Command:
    @click.command("list", help="List every release ever published.")
    @FORMAT
    def command(form: str) -> None:
        listed = services.registry.releases()
        if form == "json":
            click.echo(json.dumps([_as_json(one) for one in listed], ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_as_text(one) for one in listed) or "Nothing has been released yet.")

    return command


def _show(services: Services) -> click.Command:
    @click.command("show", help="Describe a release.")
    @click.argument("release_id", metavar="ID")
    @FORMAT
    def command(release_id: str, form: str) -> None:
        described = _known(lambda: services.registry.describe_release(release_id))
        if form == "json":
            click.echo(json.dumps(described, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(f"{name:18} {_one_line(value)}" for name, value in described.items()))

    return command


def _export(services: Services) -> click.Command:
    @click.command("export", help="Write every number of a release, one JSON object a line.")
    @click.argument("release_id", metavar="ID")
    @click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", expose_value=False)
    @click.option(
        "--output", type=click.File("w", encoding="utf-8"), default="-", help="default: standard output"
    )
    def command(release_id: str, output: TextIO) -> None:
        lines: Iterator[dict[str, Any]] = _known(lambda: services.registry.export_release(release_id))
        output.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    return command


def _audit(services: Services) -> click.Command:
    @click.command("audit", help="Attack a stored release and print the report: exit 1 if anything is found.")
    @click.argument("release_id", metavar="ID")
    @click.option("--thorough", is_flag=True, help="larger samples; takes minutes")
    @FORMAT
    @click.pass_context
    def command(context: click.Context, release_id: str, form: str, thorough: bool) -> None:
        report = _known(partial(services.registry.audit_release, release_id, thorough=thorough))
        as_json = json.dumps(report.to_dict(), ensure_ascii=False, indent=2)
        click.echo(as_json if form == "json" else "\n".join(report.lines()))
        context.exit(0 if report.passed else 1)

    return command


def _utility(services: Services) -> click.Command:
    @click.command("utility", help="How many questions a release answers as asked, otherwise, or not.")
    @click.argument("release_id", metavar="ID")
    @FORMAT
    def command(release_id: str, form: str) -> None:
        measured: Utility = _known(lambda: services.registry.release_utility(release_id))
        if form == "json":
            click.echo(json.dumps(measured.to_dict(), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_utility_lines(measured, services.registry.settings)))

    return command


def _utility_lines(measured: Utility, settings: Settings) -> Iterator[str]:
    yield "Questions about one unit and one year, weighted by patients, in per cent."
    yield "Primary: answered if only small numbers themselves were hidden, which protects nothing."
    yield f"\n{'':34}{'filters':>8}{'exact':>8}{'longer':>8}{'coarser':>8}{'refused':>8}{'primary':>9}"
    for filters, tally in sorted(measured.by_filters.items()):
        yield _utility_line("all", filters, tally)
    for (unit, filters), tally in sorted(measured.by_unit.items()):
        yield _utility_line(settings.unit(unit).name, filters, tally)
    for (shown, filters), tally in sorted(measured.by_shown.items()):
        yield _utility_line(shown, filters, tally)


def _utility_line(name: str, filters: int, tally: Tally) -> str:
    shares = "".join(f"{100 * tally.share(fate):8.1f}" for fate in ("exact", "longer", "coarser", "refused"))
    return f"{name:34}{filters:8}{shares}{100 * tally.share('primary'):9.1f}"


def _withdraw(services: Services) -> click.Command:
    @click.command("withdraw", help="Stop serving a release at once; its record stays.")
    @click.argument("release_id", metavar="ID")
    @click.option("--because", required=True, help="the reason, kept with the release")
    def command(release_id: str, because: str) -> None:
        _known(lambda: services.registry.withdraw_release(release_id, because))
        click.echo(f"{release_id} is withdrawn.")

    return command


def _known(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except NoRelease as missing:
        raise click.ClickException(str(missing)) from missing


def _summary(header: Header) -> str:
    mark = ", synthetic data" if header.synthetic else ""
    return f"{header.id}: years {header.first_year}-{header.frozen_through}, k = {header.k}{mark}"


def _as_text(listed: Listed) -> str:
    withdrawn = (
        f"  withdrawn {listed.withdrawn:%Y-%m-%d}: {listed.withdrawn_because}" if listed.withdrawn else ""
    )
    return f"{_summary(listed.header)}, created {listed.header.created:%Y-%m-%d %H:%M}{withdrawn}"


def _as_json(listed: Listed) -> dict[str, Any]:
    return {
        "id": listed.header.id,
        "created": listed.header.created.isoformat(),
        "first_year": listed.header.first_year,
        "frozen_through": listed.header.frozen_through,
        "k": listed.header.k,
        "synthetic": listed.header.synthetic,
        "withdrawn": listed.withdrawn.isoformat() if listed.withdrawn else None,
        "withdrawn_because": listed.withdrawn_because,
    }


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_one_line(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
