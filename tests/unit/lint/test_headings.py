"""Headings end without a mark and skip no level."""

import pytest
from tests.unit.lint.desk import codes, findings, places


@pytest.mark.parametrize("mark", list("。，、；：,;:"))
def test_a_heading_ends_without_a_mark(mark):
    found = findings(f"# 现状分析{mark}\n\n正文。")
    assert places(found, "H02") == [(1, 7)]
    assert found[0].values == {"mark": mark}


def test_taking_the_mark_away_mends_it():
    (found,) = findings("# **现状**。\n\n正文。")
    assert (found.fix.text, found.fix.span.column, found.fix.span.length) == ("", 9, 1)


def test_a_mark_inside_strong_words_is_at_the_end_too():
    assert places(findings("# 现状**分析。**\n\n正文。"), "H02") == [(1, 9)]


@pytest.mark.parametrize(
    "title", ["为什么？", "警惕！", "CoreWeave, Inc.", "在U.S.", "现状（续）", "等等……"]
)
def test_questions_exclamations_and_abbreviations_may_end_a_heading(title):
    assert codes(findings(f"# {title}\n\n正文。")) == []


def test_a_skipped_level_is_found():
    (found,) = findings("# 现状\n\n### 芯片\n\n正文。")
    assert (found.code, found.span.line) == ("H04", 3)
    assert found.values == {"level": "3", "wanted": "2"}


def test_a_report_starts_with_a_chapter():
    (found,) = findings("## 现状\n\n正文。")
    assert found.values == {"level": "2", "wanted": "1"}


def test_going_back_up_skips_nothing():
    assert codes(findings("# 甲\n\n## 乙\n\n### 丙\n\n# 丁\n\n正文。")) == []
