"""An old issue is made again from what was kept of it, byte for byte."""

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.automate import Order, here, open_state, rebuild, redline, reissue
from reportgen.automate.history import archive
from reportgen.automate.history.archive import manifest_of_run
from reportgen.automate.history.runs import Runs, compare_runs, find_run
from reportgen.diag import UsageError
from reportgen.model.artifact import ArtifactKind

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
TODAY = dt.date(2026, 1, 1)
ROW = "2025Q1,2025-03-31,981600,314600,press-2025q1\n"


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    source = ROOT / "data" / "quarterly"
    return Path(shutil.copytree(source, tmp_path / "quarterly", ignore=ignore))


def world(env=None, today=TODAY):
    return here(env=env or {}, today=today)


def made(report, **options):
    return rebuild(Order(report, **options), world(), NOW)


def add(report, row=ROW):
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(row)


def again(report, run, **options):
    return reissue(Order(report, **options), run, world(today=dt.date(2027, 7, 7)))


def codes(done):
    return [each.code.value for each in done.findings]


def test_an_old_issue_comes_out_byte_for_byte_though_data_and_words_have_changed(report):
    first = made(report)
    before = [path.read_bytes() for path in first.paths]
    add(report)
    text = report / "正文.md"
    text.write_text(text.read_text("utf-8").replace("作为参照", "参照"), "utf-8")
    second = made(report)
    for path in first.paths:
        path.unlink()
    done = again(report, "2024Q4")
    assert not done.findings
    assert [path.read_bytes() for path in done.paths] == before
    assert done.paths[0].parent == report / "out" / "run-1"
    assert all(path.exists() for path in second.paths)
    assert made(report).is_unchanged


def test_the_day_of_a_dated_issue_is_that_of_its_build(report):
    file = report / "report.yaml"
    file.write_text(file.read_text("utf-8").replace("date: 2025-12-18", "date: auto"), "utf-8")
    before = [path.read_bytes() for path in made(report).paths]
    assert [path.read_bytes() for path in again(report, "#1").paths] == before


def test_one_kind_can_be_asked_for_and_another_folder(report, tmp_path):
    before = made(report).paths[0].read_bytes()
    done = again(report, "1", kinds=(ArtifactKind.PDF,), out=tmp_path / "old")
    assert [path.parent for path in done.paths] == [tmp_path / "old"]
    assert done.paths[0].read_bytes() == before


def test_a_report_of_one_file_comes_back_too(tmp_path):
    file = tmp_path / "报告.md"
    file.write_text("---\ntitle: 一\ndate: 2025-01-01\n---\n\n# 一\n\n字。\n", "utf-8")
    before = made(file).paths[0].read_bytes()
    file.write_text(file.read_text("utf-8") + "\n又。\n", "utf-8")
    made(file)
    assert again(file, "1").paths[0].read_bytes() == before


def test_a_file_that_is_not_kept_is_named(report):
    made(report)
    add(report)
    state = open_state(report)
    record = first_run(report)
    digest = next(d for path, d in record.inputs if path.endswith("quarterly.csv"))
    (state.folder / "store" / digest).unlink()
    with pytest.raises(UsageError) as caught:
        again(report, "1")
    (found,) = caught.value.diagnostics
    assert found.code.value == "RG681"
    assert found.values["path"] == "quarterly.csv"


def test_a_file_too_large_to_keep_is_read_where_it_lies_unchanged(report, monkeypatch):
    monkeypatch.setattr(archive, "_LARGEST", 10)
    before = made(report).paths[0].read_bytes()
    assert again(report, "1").paths[0].read_bytes() == before


def test_what_another_program_would_make_is_given_from_the_archive(report):
    before = [path.read_bytes() for path in made(report).paths]
    state = open_state(report)
    with state.ledger() as ledger:
        record = find_run("1", report, ledger)
        files = dict(record.files)
        files["pdf"] = state.store.put(b"%PDF-1.7 of long ago")
        older = tuple({**dict(record.settings), "engine": "0.0.9"}.items())
        ledger.add_build(replace(record, files=tuple(files.items()), settings=older))
    done = again(report, "2")
    assert codes(done) == ["RG682"]
    assert done.findings[0].values["moved"] == "reportgen"
    assert done.paths[0].read_bytes() == b"%PDF-1.7 of long ago"
    assert done.paths[1].read_bytes() == before[1]


def first_run(report):
    state = open_state(report)
    with state.ledger() as ledger:
        return find_run("1", report, ledger)


def test_a_run_is_a_number_a_period_the_latest_or_the_one_before(report):
    made(report)
    add(report)
    made(report)
    state = open_state(report)
    with state.ledger() as ledger:
        found = [
            find_run(word, report, ledger).id
            for word in (
                "1",
                "#2",
                "2024Q4",
                "2025年第一季度",
                "最新",
                "latest",
                "上期",
                "previous",
            )
        ]
        assert found == [1, 2, 1, 2, 2, 2, 1, 1]
        with pytest.raises(UsageError) as caught:
            find_run("2023Q1", report, ledger)
    assert caught.value.diagnostics[0].code.value == "RG680"
    assert caught.value.diagnostics[0].values["known"] == "#2 2025Q1、#1 2024Q4"
    assert caught.value.exit_code == 2


def test_each_run_has_its_manifest_beside_the_ledger_and_nowhere_else(report):
    done = made(report)
    path = report / ".reportgen" / "runs" / "1" / "run.json"
    record = first_run(report)
    manifest = manifest_of_run(record, open_state(report))
    said = json.loads(path.read_bytes())
    assert said["built_at"] == "2025-12-18T00:00:00+00:00"
    made_files = {each["kind"]: each["sha256"] for each in said["files"]}
    assert made_files == {each.kind: each.sha256 for each in manifest.files}
    assert made_files["pdf"] == dict(record.files)["pdf"]
    assert {path.suffix for path in (report / "out").iterdir()} == {".pdf", ".docx"}
    path.unlink()
    assert made(report).is_unchanged
    assert path.exists()
    assert done.paths


def test_old_drafts_are_forgotten_and_issues_are_not(report, monkeypatch):
    monkeypatch.setattr(archive, "_NEWEST", 2)
    monkeypatch.setattr(archive, "_EVERY", 1)
    made(report, kinds=(ArtifactKind.DOCX,))
    add(report)
    for number in range(4):
        with (report / "正文.md").open("a", encoding="utf-8") as file:
            file.write(f"\n又一段{number}。\n")
        made(report, kinds=(ArtifactKind.DOCX,))
    folder = report / ".reportgen" / "runs"
    assert sorted(path.name for path in folder.iterdir()) == ["1", "4", "5"]
    assert again(report, "2024Q4").paths[0].exists()
    assert made(report, kinds=(ArtifactKind.DOCX,)).is_unchanged
    with pytest.raises(UsageError):
        again(report, "2")


def test_what_waits_to_be_sent_is_kept(report, monkeypatch):
    from reportgen.ledger import Addressee, Draft

    monkeypatch.setattr(archive, "_NEWEST", 1)
    monkeypatch.setattr(archive, "_EVERY", 1)
    made(report, kinds=(ArtifactKind.DOCX,))
    record = first_run(report)
    state = open_state(report)
    with state.ledger() as ledger:
        to = Addressee(record.report, "", "2024Q4", "a@x.cn", "mail")
        ledger.outbox.enqueue(to, Draft(1, "c", "m"), "2025-12-18")
    with (report / "正文.md").open("a", encoding="utf-8") as file:
        file.write("\n又一段。\n")
    made(report, kinds=(ArtifactKind.DOCX,))
    assert all(state.store.holds(digest) for _, digest in record.files)


def test_what_somebody_got_is_never_tidied_away(report, monkeypatch):
    from reportgen.ledger import Addressee, Draft, MessageState

    monkeypatch.setattr(archive, "_NEWEST", 1)
    monkeypatch.setattr(archive, "_EVERY", 1)
    made(report, kinds=(ArtifactKind.DOCX,))
    record = first_run(report)
    state = open_state(report)
    with state.ledger() as ledger:
        to = Addressee(record.report, "", "2024Q4", "a@x.cn", "mail")
        row = ledger.outbox.enqueue(to, Draft(1, "c", "m"), "2025-12-18")
        ledger.outbox.mark([row.id], MessageState.SENT, "2025-12-18")
    for words in ("又一段。", "再一段。"):
        with (report / "正文.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        made(report, kinds=(ArtifactKind.DOCX,))
    assert all(state.store.holds(digest) for _, digest in record.files)


# ---- a report for each row of a table --------------------------------------------------------

CLIENTS = """\
---
id: clients
title: "{{ 客户 }}对账单（{{ 本期 }}）"
date: 2025-01-01
period: auto
params: clients.csv
sources: {明细: {file: 明细.csv, period: 月份}}
metrics: {金额: {from: 明细, sql: sum(金额), format: 整数}}
---
# 情况

{{ 客户 }}本月金额为{{ 金额 }}。
"""


@pytest.fixture
def clients(tmp_path):
    (tmp_path / "clients.csv").write_text("客户\n甲公司\n乙公司\n", "utf-8")
    (tmp_path / "报告.md").write_text(CLIENTS, "utf-8")
    rows = "客户,月份,金额_元\n甲公司,2024-01,111\n乙公司,2024-01,222\n"
    (tmp_path / "明细.csv").write_text(rows, "utf-8")
    return tmp_path


def of_client(report, name, **options):
    order = Order(report, kinds=(ArtifactKind.DOCX,), **options)
    return rebuild(order, replace(world(), row={"客户": name}), NOW)


def next_month(clients):
    with (clients / "明细.csv").open("a", encoding="utf-8") as file:
        file.write("甲公司,2024-02,333\n乙公司,2024-02,444\n")


def test_a_redline_for_one_client_never_holds_anothers_words(clients):
    of_client(clients, "乙公司")
    next_month(clients)
    now = of_client(clients, "甲公司")
    assert now.paths
    mine = replace(world(), row={"客户": "甲公司"})
    for word in ("上期", "2024-01", "1", "#1"):
        with pytest.raises(UsageError) as caught:
            redline(Order(clients, redline=word), mine)
        assert caught.value.diagnostics[0].code.value == "RG680"


def test_the_last_issue_of_a_client_is_his_own(clients):
    before = of_client(clients, "甲公司").paths[0].read_bytes()
    of_client(clients, "乙公司")
    next_month(clients)
    of_client(clients, "甲公司")
    of_client(clients, "乙公司")
    mine = replace(world(), row={"客户": "甲公司"})
    done = reissue(Order(clients), "上期", mine)
    assert [path.read_bytes() for path in done.paths] == [before]
    (marked,) = redline(Order(clients, redline="上期"), mine).paths
    with zipfile.ZipFile(marked) as package:
        text = package.read("word/document.xml").decode()
    assert "111" in text
    assert "222" not in text


def test_of_one_period_diff_compares_the_last_two_runs(report):
    made(report)
    prose = report / "正文.md"
    prose.write_text(prose.read_text("utf-8").replace("作为参照", "作为对照"), "utf-8")
    made(report)
    found = compare_runs("", "最新", Runs(report))
    assert [each.place.written for each in found.texts] == ["正文.md:5"]


def test_of_one_run_diff_says_that_there_is_none_before(report):
    made(report)
    with pytest.raises(UsageError) as caught:
        compare_runs("", "最新", Runs(report))
    assert caught.value.diagnostics[0].values["run"] == "上期"
