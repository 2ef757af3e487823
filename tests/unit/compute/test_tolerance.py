"""Tolerance: how far apart two numbers may be and still be the same."""

import pytest

from reportgen import DataError, SourceError, check_report

CSV = "年度,营收_亿元,利润率_百分比\n2023,100,10\n2024,160,12.3\n"


def report(folder, tolerance, check="= 总表", text="全年营收为{{ 营收 }}。", metric="营收"):
    (folder / "a.csv").write_text(CSV, "utf-8")
    declared = {"营收": f"checks: '{check}'", "利润率": "format: 百分比(1)"}
    declared[metric] += f", tolerance: {tolerance}"
    (folder / "报告.md").write_text(
        f"""---
title: 容差
period: "2024"
sources: {{a: {{file: a.csv, period: 年度}}}}
references:
  - {{key: r, title: 年报, publisher: 公司, url: "https://e.com/", accessed: "2025-12-18"}}
metrics:
  营收: {{from: a, sql: sum(营收), {declared["营收"]}}}
  利润率: {{from: a, sql: max(利润率), {declared["利润率"]}}}
  总表: {{value: 160.7, unit: 亿元, evidence: {{ref: r}}}}
  目标: {{value: 12, unit: "%", evidence: {{ref: r}}}}
---
# 甲

{text}[@r]
""",
        "utf-8",
    )
    return folder / "报告.md"


def codes(found):
    return [each.code.value for each in found if each.code.value.startswith(("N", "RG"))]


@pytest.mark.parametrize("tolerance", ["0.5%", "1亿元", "±0.5%", "8000万元"])
def test_a_check_of_equality_holds_within_the_tolerance(tmp_path, tolerance):
    assert codes(check_report(report(tmp_path, tolerance)).findings) == []


@pytest.mark.parametrize("tolerance", ["0.4%", "0.5亿元"])
def test_beyond_it_the_check_fails(tmp_path, tolerance):
    with pytest.raises(DataError) as caught:
        check_report(report(tmp_path, tolerance))
    assert codes(caught.value.diagnostics) == ["RG270"]


def test_so_does_a_check_that_they_differ(tmp_path):
    with pytest.raises(DataError):
        check_report(report(tmp_path, "0.5%", "!= 总表"))


@pytest.mark.parametrize(("check", "holds"), [("利润率 = 目标", True), ("利润率 = 11%", False)])
def test_of_a_share_it_counts_in_points(tmp_path, check, holds):
    made = report(tmp_path, "0.5%", check, metric="利润率")
    if holds:
        assert codes(check_report(made).findings) == []
    else:
        with pytest.raises(DataError):
            check_report(made)


def test_words_are_chosen_by_the_exact_numbers(tmp_path):
    text = "{% 若 营收 = 总表 %}一样{% 否则 %}不一样{% 完 %}，营收为{{ 营收 }}。"
    document = check_report(report(tmp_path, "0.5%", text=text)).document
    assert "不一样" in str(document.body)


def test_a_typed_number_within_it_is_not_taken_for_an_old_one(tmp_path):
    text = "全年营收为160.4亿元。"
    assert "N102" not in codes(check_report(report(tmp_path, "0.5%", text=text)).findings)
    assert "N102" in codes(check_report(report(tmp_path, "0.1%", "> 0", text)).findings)


@pytest.mark.parametrize("tolerance", ["半成左右", "-1%", "5%%", "[1, 2]"])
def test_what_is_no_tolerance_is_found(tmp_path, tolerance):
    with pytest.raises(SourceError) as caught:
        check_report(report(tmp_path, tolerance))
    assert {"RG143", "RG104"} & set(codes(caught.value.diagnostics))


def test_one_in_another_unit_is_found(tmp_path):
    with pytest.raises(DataError) as caught:
        check_report(report(tmp_path, "3台"))
    assert "RG307" in codes(caught.value.diagnostics)
