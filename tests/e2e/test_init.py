"""A new folder: it builds at once, and says what is still to be filled in."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

PROFILES = ("research", "consulting", "sell_side", "gongwen")


def run(*words, where):
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *words],
        cwd=where,
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_a_new_report_of_each_kind_builds_without_an_edit(profile, tmp_path):
    made = run("init", "新报告", "--profile", profile, where=tmp_path)
    assert made.returncode == 0, made.stderr
    built = run("build", "新报告", where=tmp_path)
    assert built.returncode == 0, built.stderr
    assert [Path(line).suffix for line in built.stdout.splitlines()] == [".pdf", ".docx"]


@pytest.mark.parametrize("profile", PROFILES)
def test_check_finds_nothing_but_what_is_to_be_filled_in(profile, tmp_path):
    known = ("--title", "关于某事的通知", "--organisation", "某研究所")
    run("init", "新报告", "--profile", profile, *known, where=tmp_path)
    found = run("check", "新报告", "--json", where=tmp_path).stderr
    assert '"RG740"' in found
    others = [line for line in found.splitlines() if '"code"' in line and "RG740" not in line]
    assert all("RG190" in line for line in others), others


def test_each_place_to_fill_in_is_named(tmp_path):
    run("init", "a", "--profile", "sell_side", where=tmp_path)
    text = "".join(p.read_text("utf-8") for p in (tmp_path / "a").iterdir() if p.is_file())
    found = run("check", "a", "--json", where=tmp_path).stderr
    assert found.count('"RG740"') == text.count("【待填")


def test_what_is_there_is_left_alone(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.md").write_text("我的", "utf-8")
    made = run("init", "a", where=tmp_path)
    assert made.returncode == 2
    assert "RG007" in made.stderr
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["mine.md"]


def test_a_brand_that_is_not_known_is_named_with_the_nearest(tmp_path):
    made = run("init", "a", "--brand", "clasic", where=tmp_path)
    assert made.returncode != 0
    assert "classic" in made.stderr
    assert not (tmp_path / "a").exists()


def test_a_brand_of_ones_own_goes_into_the_folder(tmp_path):
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "brand.yaml").write_text("extends: default\nname: 我的\n", "utf-8")
    made = run("init", "a", "--brand", "kit", where=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "a" / "brand" / "brand.yaml").is_file()
    assert run("build", "a", where=tmp_path).returncode == 0


def test_a_title_with_a_colon_and_quotes_is_no_broken_file(tmp_path):
    title = '深度："算力" # 与电力'
    run("init", "a", "--title", title, where=tmp_path)
    built = run("build", "a", where=tmp_path)
    assert built.returncode == 0, built.stderr


def test_the_first_line_leads_editors_to_the_keys(tmp_path):
    run("init", "a", where=tmp_path)
    first = (tmp_path / "a" / "report.yaml").read_text("utf-8").splitlines()[0]
    schema = first.partition("$schema=")[2]
    assert '"properties"' in (tmp_path / "a" / schema).read_text("utf-8")


def test_two_reports_with_chinese_names_have_ids_of_their_own(tmp_path):
    run("init", "甲", where=tmp_path)
    run("init", "乙", where=tmp_path)
    first, second = (
        next(
            line
            for line in (tmp_path / name / "report.yaml").read_text("utf-8").splitlines()
            if line.startswith("id:")
        )
        for name in ("甲", "乙")
    )
    assert first != second


def test_on_a_terminal_four_questions_are_asked(tmp_path):
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "init", "a"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(ours, "季度简报\nconsulting\n某研究所\n\n".encode())
    out, asked = child.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert child.returncode == 0, asked
    assert asked.count("]:") == 4
    text = (tmp_path / "a" / "report.yaml").read_text("utf-8")
    assert 'title: "季度简报"' in text
    assert 'organisation: "某研究所"' in text
    assert "profile: consulting" in text
    assert "brand: default" in text
    assert "a/report.yaml" in out
