"""A ledger that is damaged, old, read-only or far away: said, and nothing is lost or resent."""

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest

from reportgen.automate import Order, here, open_state, rebuild
from reportgen.automate.history.losses import losses, refuse_unknown
from reportgen.automate.history.runs import find_run
from reportgen.diag import DeliveryError, UsageError
from reportgen.ledger import LedgerFaultError, database, open_ledger
from reportgen.ledger.place import kind_of
from reportgen.ledger.schema import STEPS

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    return Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))


def made(report):
    return rebuild(Order(report), here(env={}), NOW)


def codes(done):
    return [each.code.value for each in done.findings]


def fill(path, builds=400):
    """Make the ledger at ``path`` large enough to be cut in the middle; all is in the file."""
    with open_ledger(path) as ledger:
        one = ledger.builds(1)[0]
        for _ in range(builds):
            ledger.add_build(one)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def garbage(path):
    path.write_bytes(b"this is no database" * 400)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def hole(path):
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(bytes(data))


def test_a_ledger_that_is_none_is_put_aside_and_the_report_is_built(report):
    first = made(report)
    before = [path.read_bytes() for path in first.paths]
    state = report / ".reportgen"
    for file in state.glob("ledger.db*"):
        garbage(file)
    done = made(report)
    assert codes(done) == ["RG551"]
    assert (state / "ledger.damaged-1.db").read_bytes().startswith(b"this is no database")
    assert [path.read_bytes() for path in done.paths] == before
    assert made(report).is_unchanged


@pytest.mark.parametrize("damage", [cut, hole])
def test_what_can_be_read_of_a_damaged_ledger_is_kept(damage, report):
    made(report)
    path = report / ".reportgen" / "ledger.db"
    fill(path)
    damage(path)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    state = open_state(report)
    with suppress(UsageError):  # found in the middle of the work: the next command goes on
        made(report)
    made(report)
    (finding,) = losses(state.folder)
    assert int(finding.values["builds"]) > 100
    with state.ledger() as ledger:
        assert len(list(ledger.all_builds())) > 100


def test_after_a_loss_nothing_is_sent_until_a_person_has_looked(report):
    made(report)
    folder = report / ".reportgen"
    for file in folder.glob("ledger.db*"):
        garbage(file)
    made(report)
    with pytest.raises(DeliveryError) as caught:
        refuse_unknown(folder)
    assert [each.code.value for each in caught.value.diagnostics] == ["RG552"]
    (folder / "ledger.lost.json").unlink()
    refuse_unknown(folder)


def test_after_a_loss_no_archived_file_is_tidied_away(report, monkeypatch):
    made(report)
    folder = report / ".reportgen"
    kept = {path.name for path in (folder / "store").iterdir()}
    for file in folder.glob("ledger.db*"):
        garbage(file)
    monkeypatch.setattr("reportgen.automate.history.archive._EVERY", 1)
    (report / "正文.md").write_text("# 一\n\n一句。\n", "utf-8")
    made(report)
    assert kept <= {path.name for path in (folder / "store").iterdir()}


def test_an_old_ledger_is_kept_as_it_was_before_it_is_brought_up_to_date(tmp_path):
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as old:
        for step in STEPS[:3]:
            old.executescript(step)
        old.execute("PRAGMA user_version = 3")
    old.close()
    open_ledger(path).close()
    with sqlite3.connect(tmp_path / "ledger.v3.db") as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (3,)
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()
    assert [each.name for each in tmp_path.glob("ledger.v*")] == ["ledger.v3.db"]


def test_a_step_that_fails_leaves_the_old_ledger(tmp_path, monkeypatch):
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as old:
        old.executescript(STEPS[0])
        old.execute("PRAGMA user_version = 1")
    old.close()
    broken = (STEPS[0], "CREATE TABLE a (b); CREATE NONSENSE;", *STEPS[2:])
    monkeypatch.setattr(database, "STEPS", broken)
    with pytest.raises(LedgerFaultError):
        open_ledger(path)
    with sqlite3.connect(path) as left:
        assert left.execute("PRAGMA user_version").fetchone() == (1,)
        names = {name for (name,) in left.execute("SELECT name FROM sqlite_master")}
    left.close()
    assert "a" not in names


def test_a_ledger_says_on_disk_that_a_step_is_done_before_the_call_returns(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as ledger:
        connection = ledger._connection  # noqa: SLF001 - nothing else knows
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_on_a_network_disk_the_ledger_is_written_without_shared_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "is_on_network", lambda _path: True)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.builds()
    with sqlite3.connect(tmp_path / "ledger.db") as kept:
        assert kept.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    kept.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/mnt/share/报告/.reportgen", "nfs4"), ("/mnt/other", "ext4"), ("/mnt/a b/x", "cifs")],
)
def test_the_kind_of_disk_is_that_of_the_longest_mount(path, kind):
    mounts = (
        "1 0 8:1 / / rw - ext4 /dev/sda rw\n"
        "2 1 0:40 / /mnt/share rw,relatime shared:5 - nfs4 host:/x rw\n"
        "3 1 0:41 / /mnt/a\\040b rw - cifs //host/y rw\n"
    )
    assert kind_of(PurePosixPath(path), mounts) == kind


def test_a_state_that_cannot_be_written_is_said_and_the_report_is_built(
    report, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    done = rebuild(Order(report, out=tmp_path / "out"), here(env={}), NOW)
    assert codes(done) == ["RG553"]
    assert all(path.stat().st_size for path in done.paths)


def test_two_processes_at_once_build_one_report_once(report):
    command = [sys.executable, "-m", "reportgen", "build", str(report)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    ended = [(each.communicate(timeout=300), each.returncode) for each in running]
    assert [code for _, code in ended] == [0, 0, 0]
    said = [err.decode("utf-8", "replace") for (_, err), _ in ended]
    assert sum("无变化" in each for each in said) == 2
    with open_state(report).ledger() as ledger:
        assert len(ledger.builds()) == 1
        assert find_run("latest", report, ledger).id == 1
