"""A report of clients: as many as wanted, each with rows and words of his own to look for."""

REPORT = """---
title: "{{ 客户 }}对账单"
id: statements
date: 2025-12-18
period: auto
params: clients.csv
sources:
  明细: {file: 明细.csv, period: 月份}
metrics:
  金额: {from: 明细, sql: sum(金额)}
charts:
  月: {kind: bar, from: 明细, x: 月份, y: 金额, title: "{{ 客户 }}每月金额", cite: 本行}
tables:
  表: {from: 明细, columns: [月份, 金额], title: "{{ 客户 }}明细", cite: 本行}
---
# {{ 客户 }}的情况

{{ 客户 }}的口令是{{ 口令 }}，本月{{ 金额 }}。见{@fig-月}和{@tbl-表}。

:::{图表} 月
:::

:::{表格} 表
:::
"""


def name(number):
    return f"客户{number:04}"


def canary(number):
    """Return a word that is in no other client's row."""
    letters = str(number * 7919 + 100003).translate(str.maketrans("0123456789", "abcdefghij"))
    return f"口令{letters}号"  # no figures: an amount of another might have the same


def amounts(number, turn=0):
    """Return what the client has in the two months: no other client has the same."""
    return 1_000_000 + number * 1000 + turn, 5_000_000 + number * 1000 + turn


def write_report(folder, count, turn=0):
    """Write the report of ``count`` clients into ``folder``; each ``turn`` has other amounts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "报告.md").write_text(REPORT, "utf-8")
    clients = [f"{name(n)},{canary(n)}" for n in range(count)]
    (folder / "clients.csv").write_text("\n".join(["客户,口令", *clients, ""]), "utf-8")
    rows = [
        f"{name(n)},2024-0{month},{amount}"
        for n in range(count)
        for month, amount in enumerate(amounts(n, turn), 1)
    ]
    (folder / "明细.csv").write_text("\n".join(["客户,月份,金额_元", *rows, ""]), "utf-8")
    return folder / "报告.md"
