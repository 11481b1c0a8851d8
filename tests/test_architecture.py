"""Rules about the code that imports cannot express; every rule must catch a deliberate violation.

What one package may import of another is checked by import-linter (`pyproject.toml`).
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = ("app.py", "dashboard", "queries")
CODE = (*PRODUCT, "benchmarks", "tests")
LONGEST_FILE = 400
NOT_OURS = {"__pycache__", "build", "dist", "node_modules", "var"}

# Whoever can build these can show a number nobody protected.
BUILDS_ANSWERS = frozenset(
    {
        "queries/live.py",
        "queries/own/ask.py",
        "queries/own/measures.py",
        "queries/own/registrations.py",
        "queries/release/answer.py",
        "queries/release/outcome.py",
        "queries/release/rows.py",
    }
)
# One door to each database, so that "read-only" and "no URL in a log" are looked for in one place.
OPENS_DATABASES = frozenset(
    {
        "queries/sources/__init__.py",
        "queries/sources/synthetic/loading.py",
        "queries/release/archive.py",
        "queries/release/store.py",
        "dashboard/accounts/database.py",
    }
)
READS_ENVIRONMENT = frozenset({"dashboard/config.py"})

Finder = Callable[[ast.AST], Iterator[int]]


def uses(*names: str) -> Finder:
    """Lines that call one of `names`, or import it under another name and so hide later calls."""

    def find(tree: ast.AST) -> Iterator[int]:
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in names:
                    yield node.lineno
                case ast.ImportFrom(names=imported) if any(a.name in names and a.asname for a in imported):
                    yield node.lineno

    return find


def reads_environment(tree: ast.AST) -> Iterator[int]:
    """Lines that reach for the process environment in any of its spellings."""
    names = {"environ", "environb", "getenv", "getenvb"}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in names:
                yield node.lineno
            case ast.ImportFrom(module="os", names=imported) if any(a.name in names for a in imported):
                yield node.lineno


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`find` must yield nothing in any Python file of the product but those in `allowed`."""

    find: Finder
    allowed: frozenset[str] = frozenset()
    broken_by: tuple[str, ...]
    kept_by: tuple[str, ...] = ()


RULES = {
    "answers are built only where they are protected": Rule(
        find=uses("Answer", "OwnAnswer", "OwnRow", "Shown"),
        allowed=BUILDS_ANSWERS,
        broken_by=(
            "cell = Shown(count=1, total=2)",
            "answer = queries.Answer(rows=())",
            "answer = OwnAnswer(rows=())",
            "from queries import Shown as Cell",
        ),
        kept_by=(
            "from queries import Shown\nisinstance(cell, Shown)",
            "def table(answer: Answer) -> None: ...",
        ),
    ),
    "each database is opened in one place": Rule(
        find=uses("create_engine", "create_async_engine", "engine_from_config"),
        allowed=OPENS_DATABASES,
        broken_by=(
            "engine = create_engine(url)",
            "engine = sqlalchemy.create_engine(url)",
            "from sqlalchemy import create_engine as connect",
        ),
        kept_by=("def read(engine: Engine) -> None: ...",),
    ),
    "the environment is read in one place": Rule(
        find=reads_environment,
        allowed=READS_ENVIRONMENT,
        broken_by=(
            "url = os.environ['NORDICSCIR_REGISTRY_URL']",
            "url = os.getenv('NORDICSCIR_REGISTRY_URL')",
            "from os import environ",
        ),
        kept_by=("os.replace(new, old)", "config.environ"),
    ),
    "library code does not print": Rule(
        find=uses("print", "pprint"),
        broken_by=("print(rows)", "pprint.pprint(rows)"),
        kept_by=("click.echo(line)", "fingerprint(rows)"),
    ),
}

# An address of somebody's machine or package registry works for nobody else.
FORBIDDEN_TEXT = {
    "package registry": re.compile(r"https?://\S*(?:pypi|pythonhosted|npmjs)|--(?:extra-)?index-url"),
    "path of one machine": re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/"),
}


def python_files(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def violations(rule: Rule) -> list[str]:
    """Every place that breaks the rule, as path:line."""
    relative = {path.relative_to(ROOT).as_posix(): path for path in python_files(*PRODUCT)}
    return [
        f"{name}:{line}"
        for name, path in relative.items()
        if name not in rule.allowed
        for line in rule.find(ast.parse(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("name", RULES)
def test_rule_is_kept(name: str) -> None:
    assert violations(RULES[name]) == []


@pytest.mark.parametrize(
    ("name", "source"), [(name, s) for name, rule in RULES.items() for s in rule.broken_by]
)
def test_rule_catches_a_violation(name: str, source: str) -> None:
    assert list(RULES[name].find(ast.parse(source)))


@pytest.mark.parametrize(
    ("name", "source"), [(name, s) for name, rule in RULES.items() for s in rule.kept_by]
)
def test_rule_lets_ordinary_code_pass(name: str, source: str) -> None:
    assert not list(RULES[name].find(ast.parse(source)))


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.allowed])
def test_every_exception_is_used(name: str) -> None:
    """An exception for a file that no longer needs it is a door left open."""
    rule = RULES[name]
    unused = [path for path in sorted(rule.allowed) if not _breaks(rule, ROOT / path)]
    assert unused == []


def _breaks(rule: Rule, path: Path) -> bool:
    return path.exists() and any(rule.find(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", sorted(OPENS_DATABASES))
def test_each_door_is_one_function(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert len(_functions_that_open(tree)) == 1


def test_a_second_door_is_noticed() -> None:
    tree = ast.parse("def read(): return create_engine(a)\ndef write(): return create_engine(b)")
    assert _functions_that_open(tree) == {"read", "write"}


def _functions_that_open(tree: ast.AST) -> set[str]:
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {node.name for node in functions if any(RULES["each database is opened in one place"].find(node))}


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path: _length(path) for path in python_files(*CODE)}
    assert {path.name: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_length_counts_every_line(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("\n" * (LONGEST_FILE + 1))
    assert _length(path) > LONGEST_FILE


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", FORBIDDEN_TEXT)
def test_no_file_names(name: str) -> None:
    found = [str(p.relative_to(ROOT)) for p in _text_files(ROOT) if FORBIDDEN_TEXT[name].search(_text(p))]
    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package registry", "https" + "://py" + "pi.org/simple"),
        ("package registry", "pip install --extra-" + "index-url x"),
        ("path of one machine", "cd /" + "home/someone/registry"),
    ],
)
def test_forbidden_text_is_found(name: str, text: str) -> None:
    assert FORBIDDEN_TEXT[name].search(text)


def _text_files(folder: Path) -> Iterator[Path]:
    """Not `.git`, which in a second working tree is a file that names where the first one lies."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and _is_ours(path):
            yield from _text_files(path)
        elif path.is_file() and path.suffix not in {".png", ".woff2", ".sqlite"} and path.name != ".git":
            yield path


def _is_ours(folder: Path) -> bool:
    """Hidden folders hold tools' caches and the environment; .ci is the one that is written by hand."""
    return folder.name == ".ci" or not (folder.name.startswith(".") or folder.name in NOT_OURS)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
