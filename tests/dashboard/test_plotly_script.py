"""The part of plotly.js that browsers get: it has what figures here are made of, and little else."""

import ast
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

import dashboard
from dashboard import plotly_parts, plotly_script
from tests.dashboard.applications import served

FOLDER = Path(dashboard.__file__).parent
WHOLE = (
    '(factory => {"use strict";var Plotly=(()=>{var W=(e,t)=>()=>(t||e((t={exports:{}}).exports,t),t.exports);'
    "function half(a){return a/2}"
    "function third(a){return a/3}"
    'var pie=W((e,t)=>{t.exports={moduleType:"trace",name:"pie",draw:"}) ;",third}});'
    'var bar=W((e,t)=>{let r=/[/"]}/;t.exports={moduleType:"trace",name:"bar",draw:`a${half(4)+"`"}b`,r}});'
    "var barAgain=W((e,t)=>{t.exports=bar()});"
    "var core=W((e,t)=>{let pie=[];t.exports={register(a){this.all=pie.concat(a)}}});"
    "var all=W((e,t)=>{var c=core();c.register([pie(),barAgain()]);t.exports=c});return all();})();\nreturn Plotly})"
)


def kinds_used() -> set[str]:
    """Every kind of trace that a figure of ours is made of: {"type": ..., "x": ...} and the like."""
    found = set()
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                entries = {
                    key.value: value.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                }
                found.add(entries.get("type"))
    return {kind for kind in found if kind in every_kind()}


def every_kind() -> set[str]:
    whole = plotly_script._whole().read_text(encoding="utf-8")
    return set(re.findall(r'name:"([a-z0-9]+)",basePlotModule', whole)) | {"bar", "scatter"}


def test_a_part_has_what_it_needs_and_nothing_else() -> None:
    part = plotly_parts.part(WHOLE, ["bar"])
    assert "var core=" in part
    assert "function half" in part
    assert "c.register([barAgain()])" in part
    assert "var pie=" not in part
    assert "third" not in part
    assert part.startswith("(factory =>")
    assert part.endswith("return Plotly})")


@pytest.mark.parametrize("broken", [WHOLE.replace("register([", "add(["), WHOLE.replace("W((e", "Z((e"), ""])
def test_what_is_built_otherwise_is_not_taken_apart(broken: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        plotly_parts.part(broken, ["bar"])


def test_a_kind_that_is_not_there_is_missed() -> None:
    with pytest.raises(ValueError, match="sunburst"):
        plotly_parts.part(WHOLE, ["bar", "sunburst"])


def test_every_kind_of_trace_that_figures_use_is_in_it() -> None:
    assert kinds_used() <= {"scatter", *plotly_script.KINDS}
    assert kinds_used() >= {"scatter"}


def test_the_part_is_small_and_is_kept(tmp_path: Path) -> None:
    script = plotly_script.script(tmp_path)
    assert 1_000_000 < len(script) < 1_300_000
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [script]


def test_it_goes_over_the_wire_compressed(clinician: FlaskClient) -> None:
    for way, most in (("br", 360_000), ("gzip", 400_000)):
        reply = clinician.get(plotly_script.address(), headers={"Accept-Encoding": f"{way}, deflate"})
        assert reply.headers["Content-Encoding"] == way
        assert len(reply.data) < most
        assert "immutable" in reply.headers["Cache-Control"]
    plain = clinician.get(plotly_script.address(), headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers


@pytest.mark.browser
def test_a_browser_draws_with_it(app: dashboard.Application, browser: Browser) -> None:
    traces = [{"type": kind, "x": [1, 2], "y": [3, 4]} for kind in ("scatter", *plotly_script.KINDS)]
    with served(app) as address:
        page = browser.new_context().new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/login")
        page.get_by_role("button", name="Sign in: Manager").click()
        expect(page.get_by_role("heading", name="First page")).to_be_visible()
        drawn = page.evaluate(
            """async (traces) => {
              const Plotly = await window.nordicscir.plotly();
              const box = document.getElementById("main");
              await Plotly.newPlot(box, traces, { annotations: [{ x: 1, y: 3, text: "<b>you</b>" }] });
              const svg = await Plotly.toImage(box, { format: "svg", width: 300, height: 200 });
              return [box._fullData.map((trace) => trace.type), svg.slice(0, 18)];
            }""",
            traces,
        )
        page.context.close()
    assert drawn == [["scatter", *plotly_script.KINDS], "data:image/svg+xml"]
    assert complaints == []
