"""Where the sense of a title pauses."""

import pytest

from reportgen.zh.titles import halves


@pytest.mark.parametrize(
    ("title", "parted"),
    [
        ("季度报告（四）", [("季度报告", "（四）")]),
        ("集中度：风险与机遇", [("集中度：", "风险与机遇")]),
        ("十二月\u3000高增长", [("十二月", "高增长")]),
        ("回顾——展望", [("回顾——", "展望")]),
        ("（内部）", []),
        ("年度报告：", []),
    ],
)
def test_a_title_pauses_behind_a_colon_or_a_blank_and_before_a_bracket(title, parted):
    assert list(halves(title)) == parted
