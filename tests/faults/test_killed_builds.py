"""kill -9 of a build at random moments: the ledger's pair is whole, and nothing stray is left."""

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.automate import Order, here, open_state, rebuild

ROOT = Path(__file__).parents[2]
ROUNDS = 4 * int(os.environ.get("REPORTGEN_SOAK", "1"))
SEED = int(os.environ.get("REPORTGEN_SEED", "20251218"))
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)

BUILD = "import sys; from reportgen.cli import main; sys.argv[1:1] = ['build']; main()"


@pytest.mark.timeout(60 + 5 * ROUNDS)
def test_a_killed_build_leaves_the_old_pair_or_the_new_one(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    report = Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))
    rebuild(Order(report), here(env={}), NOW)
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    prose = report / "正文.md"
    for turn in range(ROUNDS):
        prose.write_text(prose.read_text("utf-8") + f"\n第{turn}轮。\n", "utf-8")
        _kill_a_build(report, dice.uniform(0.02, 1.3))
        _assert_the_pair_is_whole(report)
        done = rebuild(Order(report), here(env={}), NOW)
        assert all(path.stat().st_size > 1000 for path in done.paths)
        strays = [p for p in report.rglob("*") if p.name.endswith(".tmp")]
        assert not strays
        assert rebuild(Order(report), here(env={}), NOW).is_unchanged


def _kill_a_build(report, after):
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(report)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _assert_the_pair_is_whole(report):
    state = open_state(report)
    with state.ledger() as ledger:
        record = ledger.build_of("coreweave-quarterly")
    assert [kind for kind, _ in record.files] == ["pdf", "docx", "letter", "plan", "run"]
    assert all(state.store.holds(digest) for _, digest in record.files)
