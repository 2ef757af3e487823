"""Reports made on a real Dask cluster: the same bytes as here, and nothing of anybody else's."""

import datetime as dt
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dask_cluster import DaskCluster, PlainDesk, kill, make_keys

from reportgen.automate.batches.engines import Bench, Brief, Finished, Lost, Task, perform
from reportgen.automate.batches.engines.dask_cluster import Cluster, dask_engine
from reportgen.automate.cache import MemoryCache
from reportgen.diag import UsageError
from reportgen.fonts import assets_dir

HOW_TO = (Path(__file__).parents[2] / "docs" / "how-to" / "dask.md").read_text("utf-8")
NOON = dt.datetime(2025, 12, 18, 12, tzinfo=dt.UTC)
CLIENTS = [*(f"客户{number}" for number in range(4)), "毒", *(f"慢{number}" for number in range(8))]
SLOW = CLIENTS[5:]
REPORT = """---
id: bill
title: "{{ 客户 }}对账单"
date: 2025-12-18
period: auto
params: clients.csv
brand: brand/
sources:
  明细: {file: 明细.csv, period: 月份}
metrics:
  金额: {from: 明细, sql: sum(金额)}
charts:
  月: {kind: bar, from: 明细, x: 月份, y: 金额, title: "{{ 客户 }}每月金额", cite: 本行}
---
# {{ 客户 }}的情况

{{ 客户 }}本月{{ 金额 }}，见{@fig-月}。

:::{图表} 月
:::
"""
# How the workers of these tests behave; Dask loads it twice.
WORKER = """
import os
import time
import reportgen.automate.batches.engines.dask_worker as worker
make = worker.made = getattr(worker, "made", worker.perform)
def perform(brief, task, bench):
    client = task.row["客户"]
    if client.startswith("慢"):
        time.sleep(0.5)
    if client == "毒":
        os._exit(1)
    return make(brief, task, bench)
worker.perform = perform
"""
FOREIGN = """
import reportgen.automate.batches.engines.dask_worker as worker
ours = worker.identity()
worker.identity = lambda: {**ours, "reportgen": "0.0.9+abc", "fonts": "other", "python": "3.99"}
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    preload = tmp_path_factory.mktemp("preload") / "worker.py"
    preload.write_text(WORKER, "utf-8")
    with DaskCluster(2, preload=preload) as cluster:
        yield cluster


@pytest.fixture
def cluster(started):
    """The cluster with two workers, whatever the last test did to it."""
    started.mend()
    return started


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "对账单"
    (folder / "brand").mkdir(parents=True)
    rows = "".join(
        f"{name},2024-{month:02},{100 + 7 * place + month}\n"
        for place, name in enumerate(CLIENTS)
        for month in (1, 2, 3)
    )
    kit = "extends: default\nname: 我们\nfonts: {code: {file: own.ttf}}\n"
    files = {
        "报告.md": REPORT,
        "clients.csv": "客户\n" + "\n".join(CLIENTS) + "\n",
        "rows/明细.csv": "客户,月份,金额_万元\n" + rows,
        "brand/brand.yaml": kit,
        "底稿.txt": "密档canary",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "明细.csv").symlink_to(folder / "rows" / "明细.csv")
    shutil.copyfile(assets_dir() / "fonts" / "DejaVuSans.ttf", folder / "brand" / "own.ttf")
    return folder / "报告.md"


def brief_of(report, **env):
    return Brief(str(report), (), "", False, NOON.date(), NOON, {**os.environ, **env})


def rows(names=CLIENTS[:4]):
    return [{"客户": name} for name in names]


def engine_of(cluster, **settings):
    return replace(dask_engine(Cluster(cluster.address)), **settings)


def made_here(report, row):
    """Return the record and the files of a report made in this process."""
    desk = PlainDesk()
    outcome = perform(brief_of(report), Task("0", row), Bench(desk.keep, MemoryCache()))
    return outcome.made, desk.files


def test_a_report_has_the_same_bytes_on_both_engines(cluster, report, monkeypatch):
    monkeypatch.chdir(report.parent.parent)
    typed = Path("对账单") / "报告.md"
    desk = PlainDesk(rows(CLIENTS[:3]))
    found = desk.outcomes(engine_of(cluster), brief_of(typed))
    assert len(found) == 3
    for key, name in enumerate(CLIENTS[:3]):
        here, files = made_here(typed, {"客户": name})
        there = found[str(key)].made
        assert dict(there.record.files) == dict(here.record.files)
        assert {"pdf", "docx"} <= set(dict(here.record.files))
        assert all(desk.files[digest] == data for digest, data in files.items())
        assert set(there.record.inputs) == {
            (str(Path(path).resolve()), digest) for path, digest in here.record.inputs
        }
        assert replace(there.record, inputs=(), fingerprint="") == replace(
            here.record, inputs=(), fingerprint=""
        )
        assert (there.judged, there.holds) == (here.judged, here.holds)
        assert list(map(str, there.findings)) == list(map(str, here.findings))


def test_a_worker_has_what_is_needed_and_nothing_afterwards(cluster, report):
    desk, seen = PlainDesk(rows()), set()
    before = cluster.kept()
    for _ in engine_of(cluster).run(brief_of(report), desk):
        kept = [path for path in cluster.folder.rglob("reportgen-*/**/*") if path.is_file()]
        seen |= {path.name for path in kept}
        assert not any("密档canary".encode() in path.read_bytes() for path in kept)
    assert {"报告.md", "own.ttf", "明细.csv"} <= seen
    assert "底稿.txt" not in seen
    assert cluster.forgets(before)


def test_what_is_wrong_with_a_row_is_said_as_it_is_here(cluster, report, monkeypatch):
    monkeypatch.chdir(report.parent.parent)
    typed = Path("对账单") / "报告.md"
    (report.parent / "clients.csv").write_text("客户\n客户0\n无名\n", "utf-8")
    desk = PlainDesk(rows(["客户0", "无名"]))
    found = desk.outcomes(engine_of(cluster), brief_of(typed))
    here = perform(brief_of(typed), Task("0", {"客户": "无名"}), Bench(desk.keep, MemoryCache()))
    assert isinstance(found["0"], Finished)
    assert list(map(str, found["1"].findings)) == list(map(str, here.findings))


def test_the_scheduler_keeps_nothing_of_what_is_done(cluster, report):
    from distributed import Client

    PlainDesk(rows(CLIENTS[:4])).outcomes(engine_of(cluster), brief_of(report))
    with Client(cluster.address, set_as_default=False) as client:
        assert client.run_on_scheduler(_tasks) == 0


def _tasks(dask_scheduler):
    return len(dask_scheduler.tasks)


def test_a_batch_that_is_broken_off_leaves_nothing_behind(cluster, report):
    desk, before = PlainDesk(rows(SLOW)), cluster.kept()
    running = engine_of(cluster).run(brief_of(report), desk)
    next(running)
    running.close()
    assert cluster.forgets(before)
    again = PlainDesk(rows(CLIENTS[:2])).outcomes(engine_of(cluster), brief_of(report))
    assert len(again) == 2


def test_a_killed_worker_costs_one_try_of_one_report(cluster, report):
    desk, lost, done = PlainDesk(rows(SLOW)), [], []
    for key, outcome in engine_of(cluster).run(brief_of(report), desk):
        (lost if isinstance(outcome, Lost) else done).append(key)
        if isinstance(outcome, Lost):
            desk.hand_back(key)
        if len(done) == 2 and not lost:
            kill(cluster.living()[0])
    assert len(lost) <= 1
    assert sorted(done) == sorted(map(str, range(8)))


def test_a_lost_scheduler_costs_no_report_a_try(cluster, report):
    desk, done = PlainDesk(rows(SLOW)), []
    for key, outcome in engine_of(cluster).run(brief_of(report), desk):
        assert isinstance(outcome, Finished)
        done.append(key)
        if len(done) == 2:
            cluster.fall()
            cluster.mend()
    assert sorted(done) == sorted(map(str, range(8)))


def test_a_scheduler_that_stays_away_ends_the_batch_with_a_finding(cluster, report):
    running = engine_of(cluster, patience_seconds=0.5).run(brief_of(report), PlainDesk(rows(SLOW)))
    next(running)
    cluster.fall()
    with pytest.raises(UsageError) as caught:
        list(running)
    assert [each.code.value for each in caught.value.diagnostics] == ["RG537"]


def test_a_report_that_kills_its_workers_is_left_out_and_the_rest_is_made(cluster, report):
    cluster.mend(workers=6)  # a death may be laid at the door of what was done just before
    found = PlainDesk(rows(CLIENTS[:8])).outcomes(engine_of(cluster), brief_of(report))
    assert 1 <= len(cluster.living()) <= 3
    assert len(found) == 8
    assert [key for key, outcome in found.items() if isinstance(outcome, Lost)] == ["4"]


def test_a_worker_of_another_version_is_not_used(cluster, report, tmp_path):
    (tmp_path / "foreign.py").write_text(FOREIGN, "utf-8")
    stranger = cluster.start_worker(tmp_path / "foreign.py")
    cluster.wait_for(3)
    desk = PlainDesk(rows(SLOW))
    found = desk.outcomes(engine_of(cluster), brief_of(report))
    assert len(found) == 8
    assert all(isinstance(outcome, Finished) for outcome in found.values())
    (note,) = desk.notes
    assert note.code.value == "RG535"
    wrong = note.values["differences"]
    assert all(each in wrong for each in ("≠ 0.0.9+abc", "≠ other", "python 3.", "≠ 3.99"))
    for worker in cluster.living():
        if worker is not stranger:
            kill(worker)
    with pytest.raises(UsageError) as caught:
        list(engine_of(cluster).run(brief_of(report), PlainDesk(rows())))
    kill(stranger)
    (finding,) = caught.value.diagnostics
    assert finding.code.value == "RG536"
    assert "≠ 0.0.9+abc" in finding.values["reason"]


def test_nobody_there_is_a_finding(report):
    engine = replace(dask_engine(Cluster("tcp://127.0.0.1:9")), connect_seconds=0.5)
    with pytest.raises(UsageError) as caught:
        list(engine.run(brief_of(report), PlainDesk(rows())))
    assert [each.code.value for each in caught.value.diagnostics] == ["RG533"]


def test_the_certificates_of_the_how_to_let_in_who_has_one(report, tmp_path, tool):
    tool("openssl")
    (commands,) = re.findall(r"```sh\n(# 一次.*?)```", HOW_TO, re.DOTALL)
    subprocess.run(["bash", "-ec", commands], cwd=tmp_path, check=True, capture_output=True)
    keys = [tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem")]
    others = make_keys(tmp_path / "others", "other")
    with DaskCluster(workers=1, keys=keys, is_cold=True) as cluster:
        engine = dask_engine(Cluster(cluster.address, *keys))
        found = PlainDesk(rows(CLIENTS[:2])).outcomes(engine, brief_of(report))
        assert all(isinstance(outcome, Finished) for outcome in found.values())
        plain = cluster.address.replace("tls://", "tcp://")
        for stranger in (Cluster(plain), Cluster(cluster.address, *others)):
            engine = replace(dask_engine(stranger), connect_seconds=1.0)
            with pytest.raises(UsageError) as caught:
                list(engine.run(brief_of(report), PlainDesk(rows())))
            assert [each.code.value for each in caught.value.diagnostics] == ["RG533"]


def test_what_a_database_gives_to_a_client_goes_with_his_report_only(cluster, report, tmp_path):
    database = tmp_path / "mart.db"
    numbers = {name: 918_273_000 + place for place, name in enumerate(CLIENTS)}
    with closing(sqlite3.connect(database)) as mart, mart:
        mart.execute("CREATE TABLE bill (客户 TEXT, 月份 TEXT, 金额 INTEGER)")
        mart.executemany("INSERT INTO bill VALUES (?, '2024-01', ?)", numbers.items())
    query = "select 月份, 金额 from bill where 客户 = :客户"
    asked = f'明细: {{sql: mart, query: "{query}", period: 月份}}'
    text = REPORT.replace("明细: {file: 明细.csv, period: 月份}", asked)
    report.write_text(text, "utf-8")
    settings = tmp_path / "config.yaml"
    settings.write_text("databases: {mart: {url: env:MART}}\n", "utf-8")
    brief = replace(brief_of(report, MART=f"sqlite:///{database}"), settings=str(settings))
    desk, found = PlainDesk(rows(CLIENTS[:3])), {}
    for key, outcome in engine_of(cluster).run(brief, desk):
        found[key] = outcome
        kept = b"".join(path.read_bytes() for path in cluster.folder.rglob("*") if path.is_file())
        assert not any(str(number).encode() in kept for number in numbers.values())
        assert str(database).encode() not in kept
    for place, name in enumerate(CLIENTS[:3]):
        here = perform(brief, Task("0", {"客户": name}), Bench(desk.keep, MemoryCache())).made
        there = found[str(place)].made
        assert there.record.files == here.record.files
        assert there.record.settings == here.record.settings
        (run,) = (digest for kind, digest in there.record.files if kind == "remote")
        others = [str(number) for other, number in numbers.items() if other != name]
        assert str(numbers[name]) in desk.files[run].decode()
        assert not any(number in desk.files[run].decode() for number in others)


def test_a_batch_on_this_machine_loads_nothing_of_dask(report):
    code = (
        "import sys; from reportgen.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print([name for name in sys.modules if name in ('dask', 'distributed')])"
    )
    command = [sys.executable, "-c", code, "build", str(report), "--param", "客户=客户0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]"
