"""`flask --app app ask`: one exact question about the registry on the command line, for those who run it.

Whoever runs commands can read the registry itself: units are not protected from each other here.
"""

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from dashboard.services import Services
from queries import (
    INDICATORS,
    MULTIPLES,
    PEOPLE,
    SPLITS,
    STAYS,
    VARIABLES,
    Indicator,
    Interval,
    Multiple,
    OwnAnswer,
    OwnQuestion,
    OwnRow,
    QueryError,
    Settings,
    Shown,
    Variable,
    Viewer,
    wilson,
)

DAY = click.DateTime(["%Y-%m-%d"])
Facts = dict[str, Any]


class Refused(click.ClickException):
    """A question that cannot be answered, told in one line."""

    exit_code = 2


def ask_command(services: Services) -> click.Command:
    """The command that asks the registry what the unit's own pages ask it."""

    @click.command("ask", help="Ask the registry one question, exactly and live. See docs/ask.md.")
    @click.option("--list", "listing", is_flag=True, help="list everything that can be shown, and stop")
    @click.option("--scope", default="all", show_default=True, help="a unit's id, a country's code, or all")
    @click.option("--show", "shows", help=f"what to count: an id of --list, {STAYS} or {PEOPLE}")
    @click.option("--detail", help="level of detail of what is shown; default: as recorded")
    @click.option("--statistic", type=click.Choice(["count", "mean", "median"]), default="count")
    @click.option("--split", help=f"one row for each {', '.join(SPLITS)} or group of a variable")
    @click.option("--split-level", help="level of detail of a variable that makes rows")
    @click.option(
        "--where", multiple=True, metavar="ID=CODE,CODE", help="only stays with these codes or groups"
    )
    @click.option("--age-from", type=int, help="youngest age at admission, in years")
    @click.option("--age-to", type=int, help="oldest age at admission, in years")
    @click.option("--from", "first", type=DAY, help="first day")
    @click.option("--to", "last", type=DAY, help="last day")
    @click.option("--time-axis", "axis", type=click.Choice(["admission", "discharge"]), default="admission")
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
    def command(listing: bool, form: str, **options: Any) -> None:
        try:
            told = {"offered": _offered()} if listing else _told(_answer(services, **options))
        except QueryError as error:
            raise Refused(str(error)) from error
        if form == "json":
            click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_listed(told) if listing else _lines(told)))

    return command


def _answer(services: Services, **options: Any) -> OwnAnswer:
    settings = services.registry.settings
    viewer = Viewer(role="data_manager", scope=frozenset(settings.unit_ids()))
    return services.registry.ask(_question(settings, **options), viewer)


def _question(
    settings: Settings,
    *,
    scope: str,
    shows: str | None,
    where: Iterable[str],
    age_from: int | None,
    age_to: int | None,
    first: datetime.datetime | None,
    last: datetime.datetime | None,
    **plain: Any,
) -> OwnQuestion:
    if shows is None:
        raise Refused("say what to show: --show ID, or --list to see what there is")
    return OwnQuestion(
        shows=shows,
        units=_units(settings, scope),
        where=tuple(_filter(one) for one in where),
        ages=(age_from, age_to),
        dates=(first and first.date(), last and last.date()),
        **plain,
    )


def _units(settings: Settings, scope: str) -> tuple[int, ...]:
    if scope == "all":
        return settings.unit_ids()
    if scope in settings.countries():
        return settings.unit_ids(scope)
    found = tuple(unit for unit in settings.unit_ids() if str(unit) == scope)
    if not found:
        raise Refused(f"scope: no unit or country {scope!r} in the unit table")
    return found


def _filter(text: str) -> tuple[str, tuple[str, ...]]:
    variable, given, codes = text.partition("=")
    if not given:
        raise Refused(f"where: {text!r} is not of the form ID=CODE,CODE")
    return variable, tuple(codes.split(","))


def _told(answer: OwnAnswer) -> Facts:
    """An answer as plain data, everything that was asked included."""
    asked = answer.asked
    return {
        "asked": {
            "show": asked.shows,
            "detail": asked.detail,
            "units": answer.units,
            "split": asked.split,
            "split_level": asked.split_level,
            "where": dict(asked.where),
            "ages": asked.ages,
            "dates": tuple(map(_day, asked.dates)),
            "time_axis": asked.axis,
        },
        "statistic": asked.statistic,
        "period": (_day(answer.first), _day(answer.last)),
        "undated": answer.undated,
        "rows": [_row(answer, row) for row in answer.rows],
    }


def _row(answer: OwnAnswer, row: OwnRow) -> Facts:
    cells = dict(zip(answer.categories, row.cells, strict=True))
    said = _number(answer, row) if answer.asked.statistic != "count" else _counts(answer, cells)
    return {"group": row.group, "stays": row.stays, **said, "not_counted": dict(row.not_counted)}


def _counts(answer: OwnAnswer, cells: dict[str, Shown]) -> Facts:
    """`n` is the one denominator; questions with several answers have one for each."""
    total = {} if answer.asked.shows in MULTIPLES else {"n": next(iter(cells.values())).total}
    return {**total, "categories": {category: _cell(cell) for category, cell in cells.items()}}


def _cell(cell: Shown) -> Facts:
    interval = wilson(cell.count, cell.total) if cell.total else None
    return {
        "count": cell.count,
        "denominator": cell.total,
        "percent": None if cell.share is None else 100 * cell.share,
        "interval_percent": None if interval is None else (100 * interval.low, 100 * interval.high),
    }


def _number(answer: OwnAnswer, row: OwnRow) -> Facts:
    summary = row.summary
    if summary is None:
        raise Refused(f"{answer.asked.shows} is not a number")
    is_mean = answer.asked.statistic == "mean"
    return {
        "n": summary.n,
        "value": summary.mean if is_mean else summary.median,
        "interval": _ends(summary.mean_interval if is_mean else summary.median_interval),
        "quartiles": summary.quartiles,
        "extremes": summary.extremes,
    }


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(told: Facts) -> Iterator[str]:
    """The rows to read, one line each."""
    for row in told["rows"]:
        if "categories" in row:
            said = ", ".join(_share(category, cell) for category, cell in row["categories"].items())
        else:
            said = f"{told['statistic']} {_brief(row['value'])} {_brief(row['interval'])}, n {row['n']}"
        reasons = "".join(f", {name} {count}" for name, count in row["not_counted"].items() if count)
        yield f"{row['group']}: {said}{reasons}"
    yield f"without a day of {told['asked']['time_axis']}: {told['undated']}"


def _share(category: str, cell: Facts) -> str:
    percent = "" if cell["percent"] is None else f" ({cell['percent']:.1f} %)"
    return f"{category} {cell['count']} of {cell['denominator']}{percent}"


def _brief(value: float | tuple[float, float] | None) -> str:
    if isinstance(value, tuple):
        return f"({value[0]:.1f} to {value[1]:.1f})"
    return "none" if value is None else f"{value:.1f}"


def _offered() -> list[Facts]:
    plain = [{"id": id_, "kind": "count"} for id_ in (STAYS, PEOPLE)]
    declared: tuple[Variable | Multiple | Indicator, ...] = (
        *VARIABLES.values(),
        *MULTIPLES.values(),
        *INDICATORS.values(),
    )
    return [*plain, *map(_declaration, declared)]


def _declaration(item: Variable | Multiple | Indicator) -> Facts:
    if isinstance(item, Multiple):
        return {"id": item.id, "kind": "several answers", "answers": item.answers, "keys": item.keys}
    since = _day(item.first_admission)
    restricted = {"first_admission": since, "asked_of_some_stays_only": item.among is not None}
    if isinstance(item, Indicator):
        return {"id": item.id, "kind": "indicator", "codes": item.codes, **restricted}
    unit = item.quantity.unit if item.quantity else None
    return {
        "id": item.id,
        "kind": "number" if unit else "variable",
        "unit": unit,
        "codes": item.codes,
        "levels": {level.id: dict(level.groups) for level in item.levels},
        **restricted,
        "keys": item.keys,
    }


def _listed(told: Facts) -> Iterator[str]:
    for item in told["offered"]:
        yield f"{item['id']} ({item['kind']})"
        for name, value in item.items():
            if name not in ("id", "kind") and value:
                yield f"  {name}: {_listing(value)}"


def _listing(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} ({' '.join(groups)})" for name, groups in value.items())
    return value if isinstance(value, str) else "yes" if value is True else " ".join(value)
