"""A finished report of another hand becomes a folder that builds; nothing of it is dropped."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reportgen import build_report
from reportgen.adopt import adopt_markdown, adopt_text
from reportgen.adopt.notes import NoteKind
from reportgen.cli import main
from reportgen.lint.printed import printed_words
from reportgen.verify.pdf_file import PdfFile
from reportgen.zh.repair import repaired

SEED = Path(__file__).parents[2] / "corpus" / "coreweave.txt"
NOT_PRINTED = ("阅读时间", "参考文献", "创作声明")


def letters(text):
    return re.sub(r"[\s　]+", "", text)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("adopted") / "coreweave"
    done = CliRunner().invoke(main, ["init", str(folder), "--from", str(SEED)])
    assert done.exit_code == 0, done.output
    return folder


def notes_about(kind, text=None):
    notes = adopt_text(SEED.read_text("utf-8") if text is None else text, "x").notes
    return [note.words for note in notes if note.kind is kind]


def test_the_seed_is_repaired_as_the_standard_asks():
    rules = Counter(words[:9] for words in notes_about(NoteKind.REPAIRED))
    assert rules == {
        "P01 `,` →": 63,
        "P01 `:` →": 6,
        "P03 `(` →": 1,
        "P03 `)` →": 1,
        'P04 `"` →': 2,
    }


def test_an_open_quote_is_reported_and_left():
    assert len(notes_about(NoteKind.UNCLEAR)) == 1
    assert "[2]" in notes_about(NoteKind.UNCLEAR)[0]


def test_what_has_no_place_is_listed():
    assert notes_about(NoteKind.UNUSED) == ["阅读时间：8 分钟"]


def test_numbers_that_could_be_metrics_are_listed():
    listed = [words.split("：")[0] for words in notes_about(NoteKind.NUMBERS)]
    assert {"80%", "19亿美元", "7.474亿美元", "5140万美元"} <= set(listed)
    assert not any("2029" in each or "H100" in each for each in listed)


def test_offered_metrics_can_be_put_into_the_report_and_bound_by_the_lint(adopted, tmp_path):
    home = tmp_path / "bound"
    shutil.copytree(adopted, home)
    told = (home / "导入说明.md").read_text("utf-8")
    offered = told.partition("```yaml\n")[2].partition("```")[0]
    report = home / "report.yaml"
    report.write_text(offered + report.read_text("utf-8"), "utf-8")
    assert CliRunner().invoke(main, ["check", str(home), "--fix", "--yes"]).exit_code == 0
    assert (home / "正文.md").read_text("utf-8").count("{{ 指标") >= 10
    text = letters("".join(printed_words(build_report(home, env={}).document)))
    before = letters("".join(printed_words(build_report(adopted, env={}).document)))
    assert text == before


def test_the_folder_builds_with_no_hand_edit_and_says_what_the_seed_says(adopted):
    built = build_report(adopted, env={})
    document = built.document
    said = re.sub(r"\[\d\]", "", letters("".join(printed_words(document))))
    for line in SEED.read_text("utf-8").splitlines():
        words = re.sub(r"^(?:[一二三四五六]、|\d\.\d )", "", repaired(line).strip())
        words = re.sub(r"\[\d\]", "", words)
        if words and not words.startswith(("发布时间", *NOT_PRINTED)):
            assert letters(words) in said, words
    assert str(document.date) == "2025-12-18"
    assert document.label is not None
    assert PdfFile(built.artifacts[0].data)


def test_headings_have_the_numbers_they_had(adopted):
    headings = SEED.read_text("utf-8").splitlines()
    document = build_report(adopted, env={}).document
    labels = [block.label for block in document.body if hasattr(block, "level") and block.label]
    typed = [m[0] for m in map(re.compile(r"[一二三四五六]、|\d\.\d(?= )").match, headings) if m]
    assert [label.strip() for label in labels] == typed


def test_a_folder_with_something_in_it_is_left_alone(adopted):
    done = CliRunner().invoke(main, ["init", str(adopted), "--from", str(SEED)])
    assert done.exit_code == 2
    assert "RG007" in done.output


def test_a_file_of_an_unknown_kind_is_refused(tmp_path):
    (tmp_path / "a.pptx").write_bytes(b"PK")
    done = CliRunner().invoke(
        main, ["init", str(tmp_path / "x"), "--from", str(tmp_path / "a.pptx")]
    )
    assert done.exit_code == 2
    assert "RG008" in done.output
    assert not (tmp_path / "x").exists()


def test_a_text_of_the_older_encoding_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(
        "季度报告\n\n一、概况\n\n收入增长,利润下降。\n".encode("gb18030")
    )
    done = CliRunner().invoke(
        main, ["init", str(tmp_path / "x"), "--from", str(tmp_path / "a.txt")]
    )
    assert done.exit_code == 0
    assert "收入增长，利润下降。" in (tmp_path / "x" / "正文.md").read_text("utf-8")


MARKDOWN = """# 一份旧报告

## 背景

收入增长,利润下降[1]。

```
f(1,2)
```

## 参考文献

[1] 搜狐 - “甲,乙” (https://a.example/1)
[2] 王某. 某书[M]. 北京: 某社, 2020.
"""


def test_markdown_keeps_its_marks_and_its_code():
    files = adopt_markdown(MARKDOWN, "x").files
    assert files["正文.md"] == "# 背景\n\n收入增长，利润下降[@ref-1]。\n\n```\nf(1,2)\n```\n"
    assert 'title: "甲，乙"' in files["references.yaml"]
    assert "title: 一份旧报告" in files["report.yaml"]
    assert 'publisher: "某社"' in files["references.yaml"]


LINES = st.lists(
    st.text("一二、.0123（）[]@{}*_#`$|<>:：,，\"'甲乙丙abc\t -", min_size=1, max_size=30),
    max_size=12,
)


@given(LINES)
def test_any_text_makes_a_folder_that_can_be_read(lines):
    made = adopt_text("报告\n\n一、甲\n\n" + "\n".join(lines), "x")
    written = letters("".join(made.files.values()))
    kept = [char for line in lines for char in line if char in "甲乙丙abc"]
    assert all(char in written for char in kept)
