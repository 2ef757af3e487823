"""Markdown of any hand becomes a folder that builds; what we have no place for is told."""

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reportgen import build_report
from reportgen.adopt import adopt_markdown
from reportgen.adopt.notes import NoteKind
from reportgen.cli import main
from reportgen.lint.printed import printed_words

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63f8cfc0000003010100f7034143"
    "0000000049454e44ae426082"
)
FOREIGN = """---
title: 市场周报
author: 李四
date: 2025-10-20 08:30
tags: [市场, 周报]
---

# 市场周报

> 摘要:本周指数上涨1.2%。

[TOC]

## 一、行情回顾

本周**指数**收于3,200点,上涨1.2%[^1];成指*下跌*0.5%<sup>注</sup>。

见[网页](https://a.example/x?a=1,2 "标,题")和[甲][ref]。

![走势图](img/chart.png) 图在左边。

<div align="center"><img src="img/chart.png" alt="同一张"/></div>

<!-- 内部评论 -->

<table><tr><th>指数</th><th>收盘</th></tr><tr><td>上证</td><td>3,200</td></tr></table>

- [x] 完成
- [ ] 未完成

### 1.1 细节

代码 `a,b` 和 $x^2,y$ 与 ==高亮==、~~删除~~,C++ 的 std::sort。行内注^[在这里]。

```python
print("a,b")  # <b>
```

术语
: 定义

展望
----

远处![没有](https://b.example/no.png)的图,{{ 未知 }}与[@nobody]。

:::

[ref]: https://c.example/
[^1]: 来源:Wind,截至周五。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("foreign")
    (home / "img").mkdir()
    (home / "img" / "chart.png").write_bytes(PNG)
    (home / "a.md").write_text(FOREIGN, "utf-8")
    done = CliRunner().invoke(main, ["init", str(home / "x"), "--from", str(home / "a.md")])
    assert done.exit_code == 0, done.output
    return home / "x"


def body(folder):
    return (folder / "正文.md").read_text("utf-8")


def told(folder):
    return (folder / "导入说明.md").read_text("utf-8")


def test_a_foreign_markdown_builds_with_no_hand_edit(folder):
    built = build_report(folder, env={}, to=["docx"])
    said = "".join(printed_words(built.document))
    for words in ("市场周报", "本周指数", "https://b.example/no.png", "{{ 未知 }}", "[@nobody]"):
        assert words in said or built.document.cover.title == words, words


def test_the_head_of_a_foreign_markdown_fills_the_report(folder):
    report = (folder / "report.yaml").read_text("utf-8")
    assert "title: 市场周报" in report
    assert "date: 2025-10-20\n" in report
    assert "- contents" in report
    assert "author: 李四" in told(folder)
    assert "tags: [市场, 周报]" in told(folder)


def test_only_the_punctuation_of_prose_is_mended(folder):
    text = body(folder)
    assert "上涨1.2%[^1]；成指" in text
    assert '(https://a.example/x?a=1,2 "标,题")' in text
    assert "`a,b`" in text
    assert "$x^2,y$" in text
    assert "std::sort" in text
    assert 'print("a,b")  # <b>' in text
    assert "[^1]: 来源：Wind，截至周五。" in text
    assert "\n: 定义" in text


def test_headings_lose_the_numbers_they_had(folder):
    assert re.findall(r"(?m)^#+ .*$", body(folder)) == ["# 行情回顾", "## 细节", "# 展望"]


def test_html_becomes_markdown(folder):
    text = body(folder)
    assert "0.5%^注^" in text
    assert "| 指数 | 收盘 |\n|---|---|\n| 上证 | 3,200 |" in text
    assert "<div" not in text
    assert "HTML 标记 <div>" in told(folder)
    assert "内部评论" in told(folder)


def test_pictures_come_along_and_lost_ones_are_told(folder):
    assert (folder / "图片-chart.png").read_bytes() == PNG
    assert "![走势图](图片-chart.png)\n\n图在左边。" in body(folder)
    assert "![同一张](图片-chart.png)" in body(folder)
    assert "〔图：没有〕（https://b.example/no.png）" in body(folder)
    assert "图片没有带来" in told(folder)


def test_links_and_notes_of_other_programs_are_rewritten(folder):
    assert "[甲](https://c.example/)" in body(folder)
    assert "行内注[^n1]" in body(folder)
    assert "[^n1]: 在这里" in body(folder)


def test_looks_that_we_have_not_are_told(folder):
    assert "高亮、删除，C++" in body(folder)
    assert "突出显示（高亮）" in told(folder)
    assert "删除线（删除）" in told(folder)


def test_what_would_stop_a_build_is_typed_as_words_and_told(folder):
    assert r"\{{ 未知 }}" in body(folder)
    for words in ("{{ 未知 }}（RG205）", "[@nobody]（RG203）", ":::（RG118）"):
        assert f"照原样印成了字：{words}" in told(folder)


def test_ratings_that_need_a_licence_are_waived_and_told(tmp_path):
    (tmp_path / "a.md").write_text("# 点评\n\n维持“买入”评级,目标价30元。\n", "utf-8")
    made = tmp_path / "x"
    assert (
        not CliRunner()
        .invoke(main, ["init", str(made), "--from", str(tmp_path / "a.md")])
        .exit_code
    )
    assert build_report(made, env={}, to=["docx"]).document
    assert "profile: sell_side" in told(made)


def test_numbers_of_markdown_and_its_tables_are_offered_as_metrics():
    notes = adopt_markdown(
        "# 甲\n\n收入12.5亿元。\n\n| 项 | 值 |\n|---|---|\n| 利润 | 3.2亿元 |\n", "x"
    ).notes
    found = [note.words for note in notes if note.kind is NoteKind.NUMBERS]
    assert [words.partition("：")[0] for words in found] == ["12.5亿元", "3.2亿元"]


def test_a_number_is_offered_once_with_all_its_places():
    notes = adopt_markdown("# 甲\n\n收入12.5亿元。\n\n又说收入12.5亿元。\n", "x").notes
    (found,) = (note for note in notes if note.kind is NoteKind.NUMBERS)
    assert found.words.endswith("（2 处：3、5）")


def test_a_table_of_numbers_is_offered_as_data():
    notes = adopt_markdown(
        "# 甲\n\n| 项 | 值 |\n|---|---|\n| 利润 | 3.2 |\n| 成本 | 4 |\n", "x"
    ).notes
    assert any("表里有 2 个数" in note.words for note in notes)


LINES = st.lists(
    st.text("#-*_`~<>/bp![]()^|:：=$\\{}@,，.1甲乙丙 ", min_size=1, max_size=24), max_size=14
)


@given(LINES)
def test_nothing_of_any_markdown_is_lost(lines):
    made = adopt_markdown("\n".join(lines), "x")
    written = "".join(made.files.values())
    kept = [char for line in lines for char in line if char in "甲乙丙"]
    assert all(char in written for char in kept)


def test_merged_cells_of_html_stay_merged():
    table = (
        "<table><tr><td rowspan=2>区域</td><td colspan=2>收入</td></tr>"
        "<tr><td>本期</td><td>上期</td></tr><tr><td>华东</td><td>2</td><td>1</td></tr></table>"
    )
    body = adopt_markdown(f"# 甲\n\n{table}\n", "x").files["正文.md"]
    rows = "| 区域 | 收入 | < |\n|---|---|---|\n| ^^ | 本期 | 上期 |\n| 华东 | 2 | 1 |"
    assert f":::{{表格}}\n:表头行: 2\n\n{rows}\n:::" in body


def test_a_character_that_no_font_has_leaves_the_title(tmp_path):
    (tmp_path / "a.md").write_text("# 一季度复盘 \U0001f389\n\n完\U0001f389成。\n", "utf-8")
    made = tmp_path / "x"
    assert (
        not CliRunner()
        .invoke(main, ["init", str(made), "--from", str(tmp_path / "a.md")])
        .exit_code
    )
    assert "title: 一季度复盘\n" in (made / "report.yaml").read_text("utf-8")
    assert "完（U+1F389）成。" in body(made)
    assert "U+1F389" in told(made)
