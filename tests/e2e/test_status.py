"""What the ledger knows, as a person and as a program read it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.cli.say import aligned
from reportgen.diag.show import columns

ROOT = Path(__file__).parents[2]


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    return Path(shutil.copytree(ROOT / "data" / "quarterly", tmp_path / "q", ignore=ignore))


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def again(report, old, new, file="正文.md"):
    path = report / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert run("build", report).exit_code == 0


def test_nothing_built_yet_is_said(report):
    done = run("status", report)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "还没有生成过" in done.stderr


def test_runs_are_listed_with_the_current_one_and_what_comes_next(report):
    run("build", report)
    again(report, "作为参照", "作为对照")
    lines = run("status", report).stdout.splitlines()
    assert lines[0].startswith("#2  ")
    assert "当前" in lines[0]
    assert "当前" not in lines[1]
    assert "下次" in lines
    plain = json.loads(run("status", report, "--json").stdout)
    assert [each["current"] for each in plain["builds"]] == [True, False]
    assert plain["due"][0]["schedule"] == "月度"
    assert (plain["batches"], plain["open"]) == ([], [])


@pytest.mark.parametrize("word", ["1", "#1"])
def test_a_run_is_shown_with_what_it_was_made_of_and_why(word, report):
    run("build", report)
    again(report, "作为参照", "作为对照")
    told = run("status", report, word).stdout
    for part in ("quarterly.csv", "正文.md", "pdf", "docx", "2024Q4", "engine"):
        assert part in told
    newest = run("status", report, "最新").stdout
    assert "正文.md  第 5 行" in newest
    plain = json.loads(run("status", report, "2", "--json").stdout)
    assert plain["why"]["reasons"][0]["lines"] == [5]
    assert set(plain["inputs"]) >= {"quarterly.csv", "report.yaml", "正文.md"}
    assert plain["missing"] == []


def test_what_a_build_found_is_told_again(report):
    again(report, "作为参照", "作为参照,")
    plain = json.loads(run("status", report, "1", "--json").stdout)
    assert [each["code"] for each in plain["findings"]] == ["P01"]
    assert "P01" in run("status", report, "1").stderr


def test_a_label_is_shown_by_its_seven_keys(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    report = Path(shutil.copytree(ROOT / "data" / "coreweave", tmp_path / "c", ignore=ignore))
    run("build", report)
    assert "ContentProducer" in run("status", report, "1").stdout
    assert len(json.loads(run("status", report, "1", "--json").stdout)["label"]) == 7


def test_a_sound_archive_is_said_to_be_sound_and_a_damaged_file_is_named(report):
    run("build", report)
    assert run("status", report, "--check").exit_code == 0
    plain = json.loads(run("status", report, "1", "--json").stdout)
    (report / ".reportgen" / "store" / plain["files"]["docx"]).write_bytes(b"")
    done = run("status", report, "--check")
    assert done.exit_code == 1
    assert "RG555" in done.stderr
    assert run("status", report, "--check", "--json").stdout == ""
    assert json.loads(run("status", report, "1", "--json").stdout)["missing"] == ["docx"]


def test_who_reads_only_the_first_lines_sees_no_fault(report):
    run("build", report)
    command = [sys.executable, "-m", "reportgen", "why", str(report), "图1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""


def test_columns_stand_below_each_other_in_chinese_too():
    lines = list(
        aligned([["1", "季度", "", "a"], ["20", "x", "", "b"], ["3", "年度报告", "", "c"]])
    )
    assert {columns(line[: line.index(mark)]) for line, mark in zip(lines, "abc", strict=True)} == {
        14
    }
