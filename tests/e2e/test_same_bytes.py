"""Same input, same bytes: across processes, hash seeds and time zones."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BUILD = """
import hashlib, sys
from reportgen import build_report
built = build_report(sys.argv[1], env={})
print(*[hashlib.sha256(a.data).hexdigest() for a in built.artifacts])
"""


def digests(report, **env):
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(report)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **env},
    )
    return done.stdout.split()


@pytest.mark.parametrize("report", ["coreweave", "quarterly"])
def test_two_processes_make_the_same_bytes(report):
    folder = ROOT / "data" / report
    first = digests(folder, PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    second = digests(folder, PYTHONHASHSEED="2", TZ="America/New_York")
    assert len(first) == 2
    assert first == second


def test_the_folder_and_its_files_are_not_changed_by_a_build():
    folder = ROOT / "data" / "coreweave"
    files = sorted(p for p in folder.iterdir() if p.is_file())
    before = [hashlib.sha256(p.read_bytes()).hexdigest() for p in files]
    digests(folder)
    assert [hashlib.sha256(p.read_bytes()).hexdigest() for p in files] == before
