"""The ledger remembers builds, migrates step by step, and is never left half-changed."""

import os
import sqlite3
import threading

import pytest

from reportgen.ledger import (
    BuildRecord,
    LedgerTooNewError,
    Lock,
    LockHeldError,
    Store,
    digest_of,
    open_ledger,
)
from reportgen.ledger.schema import NEWEST, STEPS


def build(name="甲", **changes):
    values = {
        "place": "/r",
        "report": "r-1",
        "params": "",
        "period": "2024Q4",
        "name": name,
        "wanted": "",
        "fingerprint": "f",
        "inputs": (("/r/report.yaml", "aa"), ("/r/正文.md", "bb")),
        "settings": (("env:X", "cc"),),
        "files": (("pdf", "dd"), ("docx", "ee")),
        "built_at": "2025-12-18T08:00:00+00:00",
    }
    return BuildRecord(**{**values, **changes})


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_build_is_read_back_as_it_was_written(ledger):
    ledger.add_build(build())
    assert ledger.build_at("/r", "") == build(id=1)
    assert ledger.build_of("r-1") == build(id=1)


def test_the_newest_build_of_a_place_is_the_current_one(ledger):
    ledger.add_build(build("旧"))
    ledger.add_build(build("新"))
    assert ledger.build_at("/r", "").name == "新"
    assert [b.name for b in ledger.builds()] == ["新", "旧"]


def test_what_was_built_for_one_kind_is_not_the_pair(ledger):
    ledger.add_build(build(wanted="docx"))
    assert ledger.build_at("/r", "") is None


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_a_ledger_of_any_earlier_version_is_brought_up_to_date(version, tmp_path):
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as old:
        for step in STEPS[:version]:
            old.executescript(step)
        old.execute(f"PRAGMA user_version = {version}")
    old.close()
    with open_ledger(path) as opened:
        opened.add_build(build())
        assert opened.build_of("r-1") == build(id=1)


def test_a_ledger_of_a_later_version_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as later:
        later.execute(f"PRAGMA user_version = {NEWEST + 1}")
    later.close()
    before = path.read_bytes()
    with pytest.raises(LedgerTooNewError):
        open_ledger(path)
    assert path.read_bytes()[100:] == before[100:]


def test_two_processes_may_open_a_new_ledger_at_once(tmp_path):
    def work():
        with open_ledger(tmp_path / "ledger.db") as opened:
            opened.add_build(build())

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with open_ledger(tmp_path / "ledger.db") as opened:
        assert len(opened.builds()) == 8


def test_the_store_gives_back_what_it_was_given(tmp_path):
    store = Store(tmp_path / "store")
    digest = store.put(b"abc")
    assert store.holds(digest)
    assert store.get(digest) == b"abc"
    assert store.put(b"abc") == digest
    assert [path.name for path in (tmp_path / "store").iterdir()] == [digest]


def test_a_damaged_file_is_not_held_and_is_mended(tmp_path):
    store = Store(tmp_path)
    digest = store.put(b"abc")
    (tmp_path / digest).write_bytes(b"abd")
    assert not store.holds(digest)
    store.put(b"abc")
    assert store.get(digest) == b"abc"


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    store = Store(tmp_path / "store")
    store.put(b"abc")
    (tmp_path / "store-desk" / ".reportgen-x.tmp").write_bytes(b"half")
    store.sweep()
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_file_that_is_rewritten_in_place_has_another_digest(tmp_path):
    file = tmp_path / "f"
    file.write_bytes(b"abc")
    os.utime(file, (1, 1))
    first = digest_of(file)
    file.write_bytes(b"abd")
    os.utime(file, (1, 1))
    assert digest_of(file) != first


def test_a_lock_is_held_by_one_at_a_time_and_falls_open(tmp_path):
    with Lock(tmp_path / "l", 0.1), pytest.raises(LockHeldError), Lock(tmp_path / "l", 0.1):
        pass
    with Lock(tmp_path / "l", 0.1):
        pass
