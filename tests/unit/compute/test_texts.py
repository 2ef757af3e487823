"""Text metrics: words that the data choose."""

import pytest
from tests.unit.compute.builder import codes, compute, data, metric, said

CUSTOMERS = """季度,客户,收入_百万美元,备注
2024Q3,微软,40,稳
2024Q3,英伟达,30,稳
2024Q3,其他客户,90,稳
2024Q4,微软,10,增长来自训练
2024Q4,英伟达,25,
2024Q4,Meta,25,增长来自训练
2024Q4,其他客户,70,"""


def words(formula, *, at="2024Q4", filters=""):
    metrics = [metric("词", source="quarterly", text=formula)]
    return said(metrics, f"词{filters}", period=at, snapshots=data(quarterly=CUSTOMERS))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("argmax(客户, 收入)", "英伟达、Meta"),
        ("最大(客户，收入)", "英伟达、Meta"),
        ("argmin(客户, 收入)", "微软"),
        ("最小（客户, 收入_百万美元）", "微软"),
        ("列举(客户)", "微软、英伟达、Meta、其他客户"),
        ("列举(客户, 2)", "微软、英伟达"),
        ("list(客户, 收入, 2)", "英伟达、Meta"),
        ("列举(客户, 收入)", "英伟达、Meta、微软"),
        ("备注", "增长来自训练"),
    ],
)
def test_words_of_the_rows_of_the_period(formula, text):
    assert words(formula) == text


def test_the_period_moves_the_words():
    assert words("argmax(客户, 收入)", at="2024Q3") == "微软"
    assert words("argmax(客户, 收入)", filters="@上期") == "微软"


def test_the_parts_of_a_period_add_up():
    assert words("argmax(客户, 收入)", at="2024H2") == "英伟达"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("argmax(客户)", "RG253"),
        ("argmax(客户, 备注)", "RG253"),
        ("argmax(客户, 收入, 3)", "RG253"),
        ("列举()", "RG301"),
        ("列举(客户, 收入, 备注)", "RG253"),
        ("首位(客户, 收入)", "RG253"),
        ("argmax(客户, 收入", "RG253"),
        ("argmax(列举(客户), 收入)", "RG253"),
        ("客户端", "RG301"),
        ("argmax(客户端, 收入)", "RG301"),
        ("客户", "RG254"),
        ("os.system", "RG301"),
    ],
)
def test_what_gives_no_words_is_a_finding(formula, code):
    metrics = [metric("词", source="quarterly", text=formula)]
    facts, found = compute(metrics, ["词"], period="2024Q4", snapshots=data(quarterly=CUSTOMERS))
    assert codes(found) == [code]
    assert facts.wordings == {}


def test_words_are_no_number():
    metrics = [
        metric("词", source="customers", text="argmax(客户, 占比)"),
        metric("和", expr="词 + 1"),
    ]
    for text in (["词 | 亿(1)"], ["词 | 同比"]):
        assert codes(compute(metrics[:1], text)[1]) == ["RG255"]
    assert codes(compute(metrics)[1]) == ["RG255"]


def test_a_period_without_rows_is_missing():
    metrics = [metric("词", source="quarterly", text="argmax(客户, 收入)")]
    _, found = compute(metrics, ["词@2020"], period="2024Q4", snapshots=data(quarterly=CUSTOMERS))
    assert codes(found) == ["RG306"]
