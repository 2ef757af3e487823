"""The command line as a newcomer meets it: real processes, real files."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"


def reportgen(*words, **env):
    command = [sys.executable, "-m", "reportgen", *map(str, words)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("AIGC")}
    return subprocess.run(
        command, capture_output=True, text=True, env={**clean, **env}, check=False, cwd=ROOT
    )


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    return Path(shutil.copytree(ROOT / "data" / "coreweave", tmp_path / "coreweave", ignore=ignore))


def test_build_writes_both_files_and_prints_their_paths(report):
    done = reportgen("build", report)
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.suffix for path in paths] == [".pdf", ".docx"]
    assert all(path.parent == report / "out" for path in paths)
    assert paths[0].read_bytes().startswith(b"%PDF-1.7")
    assert paths[1].read_bytes().startswith(b"PK")


def test_a_missing_provider_code_is_said_and_does_not_stop_the_build(report):
    done = reportgen("build", report, "--to", "docx")
    assert done.returncode == 0
    assert "RG126" in done.stderr


def test_a_real_provider_code_is_taken_from_the_environment(report):
    code = "001191110102MAD55U9H0F10002"
    done = reportgen("build", report, "--to", "pdf", AIGC_PROVIDER_CODE=code)
    assert done.returncode == 0
    assert "RG126" not in done.stderr
    assert code.encode() in Path(done.stdout.strip()).read_bytes()


def test_an_invented_provider_code_stops_the_build(report):
    done = reportgen("build", report, AIGC_PROVIDER_CODE="001191110102MAD55U9H0X10002")
    assert done.returncode == 1
    assert "RG125" in done.stderr


def test_the_output_folder_can_be_chosen(report, tmp_path):
    done = reportgen("build", report, "--to", "docx", "--out", tmp_path / "elsewhere")
    assert Path(done.stdout.strip()).parent == tmp_path / "elsewhere"
    assert not (report / "out").exists()


def test_an_unknown_format_is_a_fault_of_the_command(report):
    done = reportgen("build", report, "--to", "odt")
    assert done.returncode == 2
    assert "RG002" in done.stderr


def test_a_report_that_is_not_there_is_said_without_a_traceback(tmp_path):
    done = reportgen("build", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "RG001" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("unknown-key", 1),
        ("unknown-citation", 1),
        ("non-numeric-cell", 3),
        ("division-by-zero", 3),
        ("character-no-font-has", 1),
        ("faults-of-several-rooms", 1),
    ],
)
def test_a_fault_gives_its_exit_code_and_touches_no_output(case, code, tmp_path):
    report = Path(shutil.copytree(CASES / case, tmp_path / case))
    old = report / "out" / "测试报告.pdf"
    old.parent.mkdir()
    old.write_bytes(b"the old file")
    done = reportgen("build", report)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert [path.name for path in old.parent.iterdir()] == [old.name]
    assert old.read_bytes() == b"the old file"


def test_findings_can_be_read_by_a_program():
    done = reportgen("check", CASES / "unknown-citation", "--json", "--lang", "en")
    finding = json.loads(done.stderr.splitlines()[0])
    assert finding["code"] == "RG203"
    assert finding["file"].endswith("正文.md")
    assert (finding["line"], finding["severity"]) == (3, "error")


def test_check_says_that_all_is_well():
    done = reportgen("check", CASES / "a-sound-report")
    assert done.returncode == 0, done.stderr
    assert "没有发现问题" in done.stderr


def test_explain_shows_marks_as_they_are_typed():
    assert "写 {{ 本期 }}、{{ 上期 }}" in reportgen("explain", "N109").stdout


def test_explain_tells_what_a_code_means():
    done = reportgen("explain", "rg203", "--lang", "en")
    assert done.returncode == 0
    assert "RG203 (error)" in done.stdout


def test_schema_is_json():
    assert json.loads(reportgen("schema").stdout)["$schema"].startswith("https://json-schema.org")


def test_the_help_names_every_command():
    done = reportgen("--help")
    assert all(name in done.stdout for name in ("build", "check", "schema", "explain"))


def test_nothing_is_said_on_stderr_when_it_is_not_a_terminal_and_all_is_well(tmp_path):
    report = Path(shutil.copytree(CASES / "a-sound-report", tmp_path / "r"))
    assert reportgen("build", report, "--to", "docx").stderr == ""


def test_an_output_that_cannot_be_written_is_a_finding(report):
    (report / "out").write_text("a file where the folder should be")
    done = reportgen("build", report, "--to", "docx")
    assert done.returncode == 2
    assert "RG003" in done.stderr


def test_a_fault_made_hundreds_of_times_is_shown_twenty_times_and_counted(tmp_path):
    text = "---\ntitle: 测试\n---\n" + "".join(f"第{n}段[@没有{n}]。\n\n" for n in range(90))
    (tmp_path / "报告.md").write_text(text, "utf-8")
    done = reportgen("check", tmp_path / "报告.md")
    assert done.stderr.count(" RG203:") == 20
    assert "另有 70 处未列出（--json 列出全部）" in done.stderr
    assert "共 90 个错误" in done.stderr
    listed = reportgen("check", tmp_path / "报告.md", "--json").stderr.splitlines()
    assert len(listed) >= 90
