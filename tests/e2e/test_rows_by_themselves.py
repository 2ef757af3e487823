"""A report of many rows that runs by itself: all rows, one that is faulty stops no other."""

import datetime as dt

import pytest
from tests.e2e.test_polls import Served

KEYS = """---
id: a
title: "{{ 客户 }}对账单"
params: 客户.csv
sources: {明细: {file: 明细.csv}}
metrics: {金额: {from: 明细, sql: sum(金额), label: 金额}}
outputs: [docx]
schedule: [{name: 月报, cron: "0 8 5 * *"}]
---
# 一

{{ 客户 }}：{{ 金额 }}。
"""
ROWS = "客户,月份,金额_元\n甲,1月,11\n乙,1月,22\n"


@pytest.fixture
def served(tmp_path):
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "报告.md").write_text(KEYS, "utf-8")
    (folder / "客户.csv").write_text("客户\n甲\n乙\n", "utf-8")
    (folder / "明细.csv").write_text(ROWS, "utf-8")
    return Served(folder, tmp_path / "none.yaml")


def names(made):
    return sorted(path.stem for path in made.ticked.rebuilt.paths)


@pytest.mark.timeout(300)
def test_every_row_is_made_and_made_again_when_something_changes(served):
    first = served.tick()
    assert (first.exit_code, names(first)) == (0, ["乙对账单", "甲对账单"])
    assert served.tick(minutes=1).ticked.rebuilt.is_unchanged
    served.now = dt.datetime(2026, 6, 5, 0, 0, tzinfo=dt.UTC)
    assert served.tick().ticked.due == ("月报",)

    (served.folder / "明细.csv").write_text(ROWS + "丙,1月,33\n", "utf-8")
    (served.folder / "客户.csv").write_text("客户\n甲\n乙\n丙\n", "utf-8")
    assert names(served.tick(minutes=1)) == ["丙对账单", "乙对账单", "甲对账单"]


@pytest.mark.timeout(300)
def test_a_row_without_data_is_told_once_and_the_others_are_made(served):
    (served.folder / "客户.csv").write_text("客户\n甲\n丁\n", "utf-8")
    made = served.tick()
    assert (made.exit_code, made.is_news, names(made)) == (1, True, ["甲对账单"])
    assert made.ticked.faults
    again = served.tick(seconds=10)
    assert (again.exit_code, again.is_news) == (1, False)
    (served.folder / "客户.csv").write_text("客户\n甲\n", "utf-8")
    mended = served.tick(seconds=10)
    assert (mended.exit_code, mended.is_mended) == (0, True)
