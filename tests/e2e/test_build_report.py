"""build_report: a report from a dict and frames, with nothing on disk."""

import subprocess
import sys

import pandas as pd
import pytest
from msgspec.structs import replace
from tests.docx_text import text_of_docx

from reportgen import DataError, SourceError, build_report
from reportgen.automate import here
from reportgen.build import check

REPORT = {
    "id": "demo",
    "title": "演示报告",
    "date": "2025-12-18",
    "period": "2024",
    "sources": {"annual": {"period": "年度"}},
    "metrics": {"营收": {"from": "annual", "sql": "sum(营业收入)", "format": "亿(1)"}},
    "sections": [{"text": "# 概况\n\n营收为{{ 营收 }}。"}],
}


def frame(value=1915.4):
    return pd.DataFrame({"年度": ["2023", "2024"], "营业收入_百万美元": [228.9, value]})


def test_a_dict_and_a_frame_make_both_files_without_touching_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    built = build_report(REPORT, frames={"annual": frame()}, env={})
    assert [a.kind.value for a in built.artifacts] == ["pdf", "docx"]
    assert "营收为19.2亿美元。" in text_of_docx(built.artifacts[1].data)
    assert list(tmp_path.iterdir()) == []


def test_new_data_change_the_words_and_nothing_else():
    built = build_report(REPORT, frames={"annual": frame(2000)}, env={}, to=["docx"])
    assert "营收为20.0亿美元。" in text_of_docx(built.artifacts[0].data)


def test_a_missing_frame_is_a_finding():
    with pytest.raises((SourceError, DataError)) as caught:
        build_report(REPORT, env={})
    assert caught.value.diagnostics


def test_a_wrong_key_in_the_dict_is_found_by_its_name():
    with pytest.raises(SourceError) as caught:
        build_report({**REPORT, "titel": "x"}, frames={"annual": frame()}, env={})
    assert "RG101" in str(caught.value)


PIPED = (
    '{"title": "报告", "date": "2025-12-18", "period": "auto", '
    '"sources": {"a": {"file": "a.csv", "period": "年度"}}, '
    '"metrics": {"额": {"from": "a", "sql": "sum(金额)"}}, '
    '"sections": [{"text": "# 一\\n\\n金额{{ 额 }}。"}]}'
)


def piped(text, folder):
    command = [sys.executable, "-m", "reportgen", "build", "-", "--to", "docx"]
    return subprocess.run(
        command, input=text.encode(), capture_output=True, cwd=folder, check=False
    )


def test_another_program_gives_the_keys_as_json(tmp_path):
    (tmp_path / "a.csv").write_text("年度,金额_万元\n2024,12.5\n", "utf-8")
    done = piped(PIPED, tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    made = tmp_path / "out" / "报告.docx"
    assert done.stdout.decode().strip() == str(made.relative_to(tmp_path))
    assert "金额12.5万元。" in text_of_docx(made.read_bytes())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"title": "a",\n "x": [1,}', "<stdin>:2:10: 错误 RG108"),
        ('{"title": "a", "title": "b"}', "RG102"),
        ("[]", "RG104"),
        ("", "RG108"),
        ('{"title": "a", "sections": [{"file": "../x.md"}]}', "RG107"),
    ],
)
def test_what_is_no_report_in_json_is_a_finding(text, found, tmp_path):
    done = piped(text, tmp_path)
    assert done.returncode == 1
    assert found in done.stderr.decode()


def test_a_copied_report_is_called_what_the_original_is(tmp_path):
    (tmp_path / "brand").mkdir()
    report = tmp_path / "report.yaml"
    report.write_text("title: 稿\nbrand: brand/\nsections: [{file: 正文.md}]\n", "utf-8")
    (tmp_path / "brand" / "brand.yaml").write_text("nam: x\n", "utf-8")
    world = replace(here(env={}), called="月报")
    with pytest.raises(SourceError) as caught:
        check(tmp_path, world)
    places = {each.span.source.path for each in caught.value.diagnostics}
    assert places == {"月报/report.yaml", "月报/brand/brand.yaml"}
