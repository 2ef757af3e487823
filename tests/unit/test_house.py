"""The house keeps its own rules: sizes a reader can hold in mind, one home for each tool."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "reportgen"
MODULES = sorted(SOURCE.rglob("*.py"))
MAX_LINES = 400
MAX_LINES_OF_CODES = 800
"""A list of names, one a line, is looked up and not read."""
MAX_FUNCTION_LINES = 50
JUNK_DRAWERS = {"utils", "helpers", "common", "misc", "base"}
MODEL_BUDGET = 0.12
BUDGET_STARTS_AT = 8000

HOMES = {
    "yaml": {"read"},
    "markdown_it": {"read"},
    "mdit_py_plugins": {"read"},
    "pydantic": {"read"},
    "bibtexparser": {"read"},
    "pylatexenc": {"read"},
    "duckdb": {"limited", "compute"},
    "python_calamine": {"limited"},
    "sqlalchemy": {"read"},
    "pandas": {"read", "compute"},
    "matplotlib": {"draw"},
    "reportlab": set(),
    "fontTools": {"fonts"},
    "uharfbuzz": {"fonts"},
    "pyphen": {"typeset"},
    "docx": {"write_docx", "verify", "adopt"},
    "lxml": {"write_docx", "verify", "adopt"},
    "pikepdf": {"verify"},
    "sqlite3": {"ledger", "limited"},
    "smtplib": {"deliver"},
    "cronsim": {"automate"},
    "dask": {"automate"},
    "distributed": {"automate"},
    "chinese_calendar": {"automate"},
    "exchange_calendars": {"automate"},
    "watchfiles": {"automate"},
    "click": {"cli"},
    "rich": {"cli"},
}


def relative(path):
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_file_is_short_and_says_what_it_is(path):
    text = path.read_text("utf-8")
    first = ast.get_docstring(ast.parse(text))
    assert first, "a file opens with one line that says what it is for"
    limit = MAX_LINES_OF_CODES if relative(path) == "diag/codes.py" else MAX_LINES
    assert len(text.splitlines()) <= limit
    assert path.stem not in JUNK_DRAWERS


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_function_fits_on_a_screen(path):
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_each_heavy_tool_has_one_home(path):
    room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    strangers = [tool for tool in _imported(path) if tool in HOMES and room not in HOMES[tool]]
    assert not strangers


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_an_exception_to_the_linter_has_a_reason(path):
    bare = [
        line
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"#\s*(noqa|type: ignore)", line)
        and not re.search(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])\s+(-|#) ?\S", line)
    ]
    assert not bare


def test_the_nouns_stay_a_small_part_of_the_house():
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    total = sum(lines.values())
    nouns = sum(count for path, count in lines.items() if relative(path).startswith("model"))
    assert total < BUDGET_STARTS_AT or nouns / total <= MODEL_BUDGET


def test_no_path_of_a_machine_and_no_package_host_is_in_the_project():
    root = SOURCE.parents[1]
    lock = (root / "constraints.txt").read_text("utf-8")
    assert "http" not in lock


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
