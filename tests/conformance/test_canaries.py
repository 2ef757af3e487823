"""What is not printed does not leave the house: rows, columns, queries, places, people, secrets."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest

from reportgen import build_report
from reportgen.verify import check_docx

TODAY = dt.date(2025, 12, 18)
SECRETS = {
    "a folder": "密夹canary",
    "a data file": "密档canary",
    "a column": "密列canary",
    "a word in a column that is not printed": "密客canary",
    "a number in a column that is not printed": "918273645",
    "a row of a period that is not printed": "80808.17",
    "the word of a query": "密问canary",
    "a figure that a query only compares with": "5550123",
    "the mail address of a client": "miyou-canary@example.com",
    "a host": "mihost-canary.example.com",
    "a password": "mima-canary-9f3",
    "a user": "miren-canary",
    "a comment of the author": "密注canary",
}
ROWS = """年度,营业收入,{a column},底价,备用
2020,{a row of a period that is not printed},{a word in a column that is not printed},1,1
2023,86.4,{a word in a column that is not printed},{a number in a column that is not printed},2
2024,112.7,{a word in a column that is not printed},3,3
"""
SHOWN = """年度,营业收入,底价
2023,86.4,{a number in a column that is not printed}
2024,112.7,3
"""
REPORT = """
id: canary
title: 年度收入
date: 2025-12-18
period: "2024"
# {a comment of the author}
aigc: {{mode: assisted, provider_name: reportgen-example}}
sources:
  annual: {{file: {a data file}.csv, period: 年度}}
  shown: {{file: {a data file}2.csv, period: 年度}}
metrics:
  营收:
    label: 营业收入
    from: annual
    sql: sum(营业收入) filter (where 备用 < {a figure that a query only compares with} \
and {a column} <> '{the word of a query}')
charts:
  revenue:
    {{kind: bar, native: {native}, from: shown, x: 年度, y: 营业收入, title: 收入上升, cite: 年报}}
tables:
  kpi: {{metrics: [营收], periods: ["2023", "2024"], title: 指标, cite: 年报}}
sections: [contents, {{file: 正文.md}}, notice]
delivery:
  via: {a host}
  from: {a user} <sender@example.com>
  to: [{the mail address of a client}]
  subject: 年度收入
"""
BODY = """# 概况

收入{{{{ 营收 }}}}，见@tbl-kpi、@fig-revenue。

:::{{表格}} kpi
:::

:::{{图表}} revenue
:::
"""


def files_of(data):
    """Yield the name and the bytes of all files of a package, and of packages inside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield "", package.comment
        for entry in package.infolist():
            body = package.read(entry)
            yield entry.filename, entry.extra + entry.comment + entry.filename.encode() + body
            if body.startswith(b"PK"):
                yield from files_of(body)


def made(folder, native):
    """Build the report, in a folder that must not be known, by a user who must not be."""
    place = folder / SECRETS["a folder"]
    place.mkdir()
    words = {**SECRETS, "native": native}
    files = {
        f"{SECRETS['a data file']}.csv": ROWS,
        f"{SECRETS['a data file']}2.csv": SHOWN,
        "report.yaml": REPORT,
        "正文.md": BODY,
    }
    for name, text in files.items():
        (place / name).write_text(text.format_map(words), "utf-8")
    env = {
        "USER": SECRETS["a user"],
        "LOGNAME": SECRETS["a user"],
        "HOSTNAME": SECRETS["a host"],
        "SMTP_PASSWORD": SECRETS["a password"],
    }
    return build_report(place, to=["docx"], env=env, today=TODAY)


@pytest.mark.parametrize("native", ["yes", "no"])
def test_no_part_of_a_word_file_holds_what_is_not_printed(native, tmp_path, monkeypatch):
    for name in ("USER", "LOGNAME", "HOSTNAME", "COMPUTERNAME", "USERNAME"):
        monkeypatch.setenv(name, SECRETS["a user"])
    built = made(tmp_path, native)
    data = built.artifacts[0].data
    files = list(files_of(data))
    assert len([name for name, _ in files if name.endswith(".xlsx")]) == (native == "yes")
    hidden = {**SECRETS, "the folder of the test": str(tmp_path)}
    told = [
        f"{what} in {name}"
        for what, secret in hidden.items()
        for name, body in files
        if any(secret.encode(coding) in body for coding in ("utf-8", "utf-16-le"))
    ]
    assert told == []
    assert any(b"112.7" in body for _, body in files)
    assert check_docx(data, built.document, "报告.docx") == ()


def test_bound_numbers_are_all_that_the_document_knows_of_the_data(tmp_path):
    numbers = made(tmp_path, "yes").document.numbers
    assert {each.value for each in numbers} == {Decimal("112.7"), Decimal("86.4")}
