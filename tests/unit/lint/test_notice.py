"""The words of the notice name both AI and making; a report holds text."""

import pytest
from tests.unit.lint.desk import codes, findings
from tests.unit.resolve.desk import HERE, NO_AI, chart, facts, points

from reportgen.model.report import AigcMode, AigcSpec, Generated, GeneratedKind


def noticed(text, mode=AigcMode.ASSISTED):
    return codes(findings("正文。", aigc=AigcSpec(mode, ("end",), "x", text, HERE)))


@pytest.mark.parametrize(
    "text",
    [
        "本文部分内容由AI辅助生成(AIGC),仅供参考",
        "本报告内容由人工智能生成",
        "人工智能合成",
        "",
    ],
)
def test_words_that_name_both_pass(text):
    assert noticed(text) == []


@pytest.mark.parametrize("text", ["本文为AI报告", "本文由机器生成", "仅供参考"])
def test_words_that_lack_one_are_found(text):
    assert noticed(text) == ["A01"]


def test_a_report_that_no_machine_wrote_needs_no_notice():
    assert codes(findings("正文。", aigc=NO_AI)) == []


def test_a_report_of_headings_alone_is_empty():
    contents = Generated(GeneratedKind.CONTENTS, HERE)
    assert codes(findings("# 现状\n\n## 行业\n")) == ["RG120"]
    assert codes(findings(blocks=(contents,))) == ["RG120"]


def test_a_report_of_one_chart_is_not_empty():
    found = findings(":::{图表} a\n:::", facts(charts={"a": points(1)}), charts=chart("a"))
    assert "RG120" not in codes(found)
