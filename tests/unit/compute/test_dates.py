"""Days in words: the last one of a period, and those that the data name."""

import pytest
from tests.unit.compute.builder import codes, compute, data, metric, said

DAYS = "年度,营业收入_亿元,截止日,备注\n2023,1,2023-12-31,好\n2024,2,2024/11/8,好"
METRICS = [
    metric("截止", source="annual", text="截止日"),
    metric("备注", source="annual", text="备注"),
    metric("营收", sql="sum(营业收入)", unit="亿元"),
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本期 | 日期", "2024年12月31日"),
        ("上期 | 日期", "2023年12月31日"),
        ("截止 | 日期", "2024年11月8日"),
        ("截止@上期 | 日期", "2023年12月31日"),
        ("截止", "2024/11/8"),
        ("营收 | 大写", "贰亿元整"),
    ],
)
def test_a_day_or_an_amount_is_said_in_full(text, words):
    assert said(METRICS, text, snapshots=data(annual=DAYS)) == words


@pytest.mark.parametrize(
    ("text", "code"),
    [("备注 | 日期", "RG130"), ("营收 | 日期", "RG114"), ("营收 | 环比 | 日期", "RG114")],
)
def test_what_is_no_day_is_a_finding(text, code):
    assert codes(compute(METRICS, [text], snapshots=data(annual=DAYS))[1]) == [code]
