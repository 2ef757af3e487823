"""Same input, same bytes: across processes, places, hash seeds, locales and time zones."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("src", "assets", "templates", "data", "tests/conformance/samples")
"""What a second checkout holds of this one."""
BUILD = """
import hashlib, sys
import reportgen
assert reportgen.__file__.startswith(sys.argv[1])
for report in sys.argv[2:]:
    made = reportgen.build_report(report, env={}).artifacts
    print(report, *[hashlib.sha256(each.data).hexdigest() for each in made])
"""


def reports():
    """Return the paths of all samples, as they stand in a checkout."""
    folders = [
        folder
        for parent in ("tests/conformance/samples", "data")
        for folder in sorted((ROOT / parent).glob("*/"))
    ]
    entries = [
        entry
        for folder in folders
        for entry in (folder / "report.yaml", folder / "报告.md")
        if entry.is_file()
    ]
    return [str(entry.relative_to(ROOT)) for entry in entries]


def digests(root, **env):
    """Return what a process of its own makes of all samples of the checkout at ``root``."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(root), *reports()],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONIOENCODING": "utf-8", **env},
    )
    return done.stdout.splitlines()


def files(folder):
    """Return the bytes of all files below ``folder``, by their digests."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    root = tmp_path_factory.mktemp("another place")
    leave = shutil.ignore_patterns("__pycache__", "out", ".reportgen")
    for name in NEEDED:
        shutil.copytree(ROOT / name, root / name, ignore=leave)
    return root


def test_two_checkouts_make_the_same_bytes_and_leave_their_sources_alone(checkout):
    before = files(checkout / "data") | files(checkout / "tests")
    first = digests(ROOT, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    second = digests(checkout, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C")
    assert len(first) == len(reports())
    assert all(len(line.split()) == 3 for line in first)
    assert first == second
    assert files(checkout / "data") | files(checkout / "tests") == before
