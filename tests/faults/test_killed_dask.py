"""kill -9 in a batch on Dask: of a worker, the scheduler, the batch; each report is made once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from tests.clients import amounts, canary, name, write_report
from tests.dask_cluster import DaskCluster, kill
from tests.e2e.test_rows import every_byte
from tests.faults.test_killed_batches import assert_all_done_once, wait_for

from reportgen.model.artifact import Artifact, ArtifactKind

SOAK = os.environ.get("REPORTGEN_SOAK")
CLIENTS, KILLS = (300, 200) if SOAK else (24, 3)
SEED = int(os.environ.get("REPORTGEN_SEED", "20251218"))
BATCH = [sys.executable, "-m", "reportgen", "build", "--all", "--to", "docx", "--engine", "dask"]
VICTIMS = ("worker", "scheduler", "batch")


@pytest.mark.timeout(10_800 if SOAK else 240)
def test_kills_on_a_cluster_lose_nothing_and_make_nothing_twice(tmp_path):
    dice = random.Random(SEED)  # noqa: S311 - not for secrets
    kills, turn = Counter(), 0
    with DaskCluster(2) as cluster:
        while sum(kills.values()) < KILLS:
            turn += 1
            report = write_report(tmp_path / "r", CLIENTS, turn)
            kills += killed_until_done(report, cluster, dice, KILLS - sum(kills.values()))
            assert_all_done_once(report, CLIENTS)
        assert_nothing_of_others(report, CLIENTS)
        cluster.start_worker()  # it clears away what killed ones have left
        cluster.wait_for(3)
        assert cluster.forgets()
    print(f"\n{dict(kills)} in {turn} batches of {CLIENTS}, seed {SEED}")  # noqa: T201 - for the record


def killed_until_done(report, cluster, dice, most):
    """Run the batch again and again, killing at random, until it ends by itself."""
    kills = Counter()
    while True:
        batch = start(report, cluster)
        while batch.poll() is None and sum(kills.values()) < most:
            wait_for_one_more(report, batch)
            time.sleep(dice.uniform(0.0, 0.5))
            victim = dice.choice(VICTIMS) if SOAK else VICTIMS[sum(kills.values())]
            if batch.poll() is not None:
                break
            kills[victim] += 1
            if victim == "batch":
                kill(batch)
            else:
                kill(cluster.scheduler if victim == "scheduler" else cluster.living()[0])
                cluster.mend(waits=False)
        if batch.wait() == 0:
            return kills
        cluster.mend()


def start(report, cluster, *options):
    command = [*BATCH, "--address", cluster.address, str(report), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_one_more(report, batch):
    """Wait until the batch has made something since it was last disturbed, or is over."""
    before, until = newest(report), time.monotonic() + 120
    while newest(report) == before and batch.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.02)


def newest(report):
    made = [path.stat().st_mtime_ns for path in (report.parent / "out").rglob("*.docx")]
    return max(made, default=0)


def assert_nothing_of_others(report, count):
    """No file of a client holds a byte of another one's data."""
    for number in range(count):
        (file,) = (report.parent / "out" / name(number)).iterdir()
        artifact = Artifact(ArtifactKind.DOCX, file.read_bytes())
        whole = b"\n".join(every_byte(artifact)).decode("utf-8", "replace")
        assert canary(number) in whole
        others = [other for other in range(count) if other != number]
        assert not any(canary(other) in whole for other in others)
        assert not any(str(amount) in whole for other in others for amount in amounts(other, 1))


def test_a_batch_on_a_cluster_that_is_told_to_stop_goes_on_later(tmp_path):
    report = write_report(tmp_path / "r", 8)
    with DaskCluster(1) as cluster:
        batch = start(report, cluster)
        wait_for(lambda: list((report.parent / "out").rglob("*.docx")), batch)
        batch.send_signal(signal.SIGINT)
        assert batch.wait(30) == 130
        assert cluster.forgets()
        (report.parent / "clients.csv").write_text("客户,口令\n客户0000,a\n无名,b\n", "utf-8")
        failing = start(report, cluster, "--fail-fast")
        assert failing.wait(60) == 1
        write_report(tmp_path / "r", 8, 1)
        assert start(report, cluster).wait(60) == 0
        assert_all_done_once(report, 8)
