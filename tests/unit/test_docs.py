"""The documents say what the code says."""

import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def rooms_of_the_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [name.strip() for layer in layers for name in layer.split("|")]
    return [name for name in names if not name.startswith("(")]


def rooms_of_the_page():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    text = text[text.index("| room |") : text.index("## Nouns")]
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", text, re.MULTILINE))


def test_the_architecture_page_lists_the_rooms_of_the_contract_in_order():
    assert list(rooms_of_the_page()) == rooms_of_the_contract()


def test_the_architecture_page_says_of_each_room_what_the_room_says():
    for room, words in rooms_of_the_page().items():
        module = importlib.import_module(f"reportgen.{room}")
        assert (module.__doc__ or "").splitlines()[0] == words


def test_the_generated_reference_is_fresh():
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_banned_synonym_is_a_name_in_the_code():
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    banned = {
        word.strip()
        for row in re.findall(r"^\|.*\|([^|]*)\|$", glossary, re.MULTILINE)[2:]
        for word in row.split(",")
        if word.strip()
    }
    assert banned
    for path in (ROOT / "src").rglob("*.py"):
        names = set(re.findall(r"[A-Za-z_]+", path.read_text("utf-8")))
        assert not names & banned, path
