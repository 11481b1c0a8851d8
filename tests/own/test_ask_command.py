"""The command `ask`: the same answers as the registry gives, and every refusal in one plain line."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from dashboard import create_app
from dashboard.config import Config
from queries import INDICATORS, MULTIPLES, VARIABLES, OwnQuestion, Registry, Viewer, write_synthetic_registry
from queries import load_settings as load
from tests.dashboard.applications import for_tests, make_config

Run = Callable[..., Result]
NORWAY = (106896, 107627, 105593)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("ask")
    config = make_config(folder)
    write_synthetic_registry(config.registry_url, units=load().units, patients=300, seed=1)
    return config


@pytest.fixture
def run(config: Config, monkeypatch: pytest.MonkeyPatch) -> Run:
    for_tests(monkeypatch)
    app = create_app(config)

    def invoke(*arguments: str) -> Result:
        result: Result = app.server.test_cli_runner().invoke(args=["ask", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def registry(config: Config) -> Registry:
    return Registry.open(registry_url=config.registry_url, releases_url=config.releases_url, settings=load())


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_the_command_gives_the_registrys_answer(run: Run, registry: Registry) -> None:
    about = ("--scope", "NO", "--show", "nursing_home", "--split", "year", "--format", "json")
    among = ("--where", "cause=traumatic,degenerative", "--age-from", "20")
    when = ("--from", "2018-01-01", "--to", "2021-12-31", "--time-axis", "discharge")
    told = _json(run(*about, *among, *when))
    viewer = Viewer(role="data_manager", scope=frozenset(NORWAY))
    answer = registry.ask(OwnQuestion(**_asked(told)), viewer)
    assert told["asked"]["units"] == list(NORWAY)
    assert told["asked"]["dates"] == told["period"] == ["2018-01-01", "2021-12-31"]
    assert [row["group"] for row in told["rows"]] == [f"{year}-01-01" for year in range(2018, 2022)]
    for row, own in zip(told["rows"], answer.rows, strict=True):
        cell, met = own.cells[0], row["categories"]["met"]
        assert (row["stays"], row["n"], met["count"], met["denominator"]) == (
            own.stays,
            cell.total,
            cell.count,
            cell.total,
        )
        assert met["percent"] == pytest.approx(100 * cell.count / cell.total)
        assert row["not_counted"] == own.not_counted


def _asked(told: Any) -> dict[str, Any]:
    asked = told["asked"]
    return {
        "shows": asked["show"],
        "split": asked["split"],
        "where": tuple((name, tuple(codes)) for name, codes in asked["where"].items()),
        "ages": tuple(asked["ages"]),
        "dates": tuple(map(datetime.date.fromisoformat, asked["dates"])),
        "axis": asked["time_axis"],
    }


def test_one_unit_a_country_and_all(run: Run) -> None:
    def stays(scope: str) -> int:
        return sum(
            row["stays"]
            for row in _json(run("--scope", scope, "--show", "stays", "--format", "json"))["rows"]
        )

    norway = stays("NO")
    assert norway == sum(stays(str(unit)) for unit in NORWAY)
    assert 0 < norway < stays("all")


def test_text_says_every_row_and_what_is_not_counted(run: Run) -> None:
    lines = run("--show", "sex", "--split", "unit").output.splitlines()
    assert len(lines) == 1 + len(load().units)
    assert lines[0].startswith("40000001: woman ")
    assert lines[-1].startswith("without a day of admission: ")


def test_the_list_has_everything_that_can_be_shown(run: Run) -> None:
    offered = {item["id"]: item for item in _json(run("--list", "--format", "json"))["offered"]}
    assert set(offered) == {"stays", "people", *VARIABLES, *MULTIPLES, *INDICATORS}
    assert offered["ais_admission"]["first_admission"] == "2015-01-01"
    assert offered["bladder_regime"]["asked_of_some_stays_only"] is True
    for id_, variable in VARIABLES.items():
        assert offered[id_]["codes"] == list(variable.codes)
        assert offered[id_]["keys"] == list(variable.keys)
    assert set(offered) <= {line.split(" ")[0] for line in run("--list").output.splitlines()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say what to show"),
        (("--show", "shoe_size"), "show: no such"),
        (("--show", "sex", "--scope", "99"), "scope: no unit or country '99'"),
        (("--show", "sex", "--where", "sex"), "not of the form"),
        (("--show", "sex", "--where", "sex=alien"), "sex: no such group"),
        (("--show", "sex", "--split", "bed"), "split: no such"),
        (("--show", "sex", "--statistic", "mean"), "only numbers"),
        (("--show", "sex", "--age-from", "3", "--age-to", "2"), "ages: "),
        (("--show", "sex", "--from", "2020-02-30"), "2020-02-30"),
    ],
)
def test_a_bad_question_is_refused_plainly(run: Run, arguments: tuple[str, ...], message: str) -> None:
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert message in refused.output
    assert "Traceback" not in refused.output


def test_an_unreachable_registry_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for_tests(monkeypatch)
    app = create_app(
        make_config(tmp_path, registry_url="postgresql+psycopg://who:hunter2@127.0.0.1:1/registry")
    )
    refused = app.server.test_cli_runner().invoke(args=["ask", "--show", "sex"])
    assert refused.exit_code == 2
    assert "hunter2" not in refused.output
