"""Blocks repeated for rows: as often as there are rows, each with names and data of its own."""

import datetime as dt

import pytest
from tests.dump import dump_document

from reportgen import check_report
from reportgen.diag import ReportgenError
from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks

HEAD = "---\ntitle: 甲\ndate: 2025-12-18\n{keys}\n---\n"
LINES = "业务线,收入_亿元\n云,10\n广告,20\n"


def made(folder, body, *, keys="sources: {线: {file: a.csv}}", rows=LINES):
    (folder / "a.csv").write_text(rows, "utf-8")
    (folder / "报告.md").write_text(HEAD.format(keys=keys) + body, "utf-8")
    return check_report(folder / "报告.md", env={}).document


def found(folder, body, **rest):
    with pytest.raises(ReportgenError) as caught:
        made(folder, body, **rest)
    return [each.code.value for each in caught.value.diagnostics]


def headings(document):
    blocks = printed_blocks(document.body)
    return [
        (block.label + "".join(piece.text for piece in block.content), block.anchor)
        for block in blocks
        if isinstance(block, doc.Heading)
    ]


def numbers(document):
    return [number.text for number in document.numbers]


def test_headings_come_once_a_row_and_each_has_an_anchor_of_its_own(tmp_path):
    document = made(tmp_path, ":::{每个} 线\n# {{ 业务线 }} {#sec-x}\n\n{{ 收入 }}。\n:::\n")
    assert headings(document) == [("一、云", "sec-x-1"), ("二、广告", "sec-x-2")]
    assert numbers(document) == ["10亿元", "20亿元"]


@pytest.mark.parametrize("word", ["每个", "each"])
def test_both_names_are_understood(tmp_path, word):
    assert numbers(made(tmp_path, f":::{{{word}}} 线\n{{{{ 收入 }}}}\n:::\n")) == [
        "10亿元",
        "20亿元",
    ]


def test_the_head_of_a_column_is_its_name_too(tmp_path):
    assert numbers(made(tmp_path, ":::{每个} 线\n{{ 收入_亿元 | 亿(1) }}\n:::\n"))[0] == "10.0亿元"


def test_a_source_made_by_a_query_is_repeated_as_well(tmp_path):
    keys = (
        'sources:\n  线: {file: a.csv}\n  大: {from: 线, query: "select * from 线 where 收入 > 15"}'
    )
    assert numbers(made(tmp_path, ":::{每个} 大\n{{ 收入 }}\n:::\n", keys=keys)) == ["20亿元"]


def test_the_values_of_a_column_are_rows_each_once(tmp_path):
    rows = "业务线,月份,收入_亿元\n云,2024-01,1\n云,2024-02,2\n广告,2024-01,4\n"
    keys = "sources: {线: {file: a.csv}}\nmetrics: {额: {from: 线, sql: sum(收入)}}"
    for name in ("线.业务线", "业务线"):
        body = f":::{{每个}} {name}\n{{{{ 额 }}}}\n:::\n"
        assert numbers(made(tmp_path, body, keys=keys, rows=rows)) == ["3亿元", "4亿元"]


def test_the_inner_table_keeps_to_the_outer_row(tmp_path):
    rows = "业务线,区域,店\n云,东,1\n云,西,2\n广告,东,3\n"
    body = (
        "::::{每个} 线.业务线\n# {{ 业务线 }}\n\n"
        ":::{每个} 线\n## {{ 区域 }}{{ 业务线 }}\n\n{{ 店 }}\n:::\n::::\n"
    )
    document = made(tmp_path, body, rows=rows)
    assert [words for words, _ in headings(document)] == [
        *("一、云", "1.1东云", "1.2西云"),
        *("二、广告", "2.1东广告"),
    ]
    assert numbers(document) == ["1", "2", "3"]


def test_rows_of_a_list_are_one_list(tmp_path):
    document = made(tmp_path, ":::{每个} 线\n1. {{ 业务线 }}\n:::\n")
    (listed,) = document.body
    assert isinstance(listed, doc.ListBlock)
    assert len(listed.items) == 2


@pytest.mark.parametrize("name", ["AT&T (US)", "A/B", "50%", "a-b", "5亿", "甲 乙", "[x]", "“引”"])
def test_any_name_of_a_row_can_be_computed_with(tmp_path, name):
    body = (
        ":::{每个} 线\n{{ 收入 / 收入 | 百分比(0) }}"
        '{% 若 收入 > 0 且 业务线 != "x" %}正{% 否则 %}负{% 完 %}\n:::\n'
    )
    document = made(tmp_path, body, rows=f'业务线,收入_亿元\n"{name}",10\nx,-5\n')
    assert numbers(document) == ["100%", "100%"]
    words = ["".join(piece.text for piece in block.content) for block in document.body]
    assert words == ["100%正", "100%负"]


def test_rows_whose_names_look_alike_are_not_mixed_up(tmp_path):
    rows = "业务线,收入_亿元\na b,1\na-b,2\na(b,3\n"
    body = ":::{每个} 线\n{{ 收入 * 2 }}\n:::\n"
    assert numbers(made(tmp_path, body, rows=rows)) == ["2亿元", "4亿元", "6亿元"]


def test_more_rows_than_anybody_reads_are_refused(tmp_path):
    rows = "业务线,收入_亿元\n" + "".join(f"线{n},1\n" for n in range(301))
    assert found(tmp_path, ":::{每个} 线\nx\n:::\n", rows=rows) == ["RG271"]


def test_rows_inside_rows_are_counted_together(tmp_path):
    rows = "业务线,收入_亿元\n" + "".join(f"线{n},1\n" for n in range(40))
    keys = "sources: {线: {file: a.csv}, 别: {file: b.csv}}"
    (tmp_path / "b.csv").write_text("别\n" + "".join(f"别{n}\n" for n in range(40)), "utf-8")
    body = "::::{每个} 线\n:::{每个} 别\nx\n:::\n::::\n"
    assert set(found(tmp_path, body, rows=rows, keys=keys)) == {"RG271"}


def test_an_unknown_name_inside_is_found_once_where_it_stands(tmp_path):
    body = ":::{每个} 线\n{{ 业务钱 }}\n:::\n"
    with pytest.raises(ReportgenError) as caught:
        made(tmp_path, body)
    (fault,) = caught.value.diagnostics
    assert (fault.code.value, fault.span.line, fault.values["nearest"]) == ("RG205", 7, "业务线")


def test_the_row_is_not_known_outside(tmp_path):
    assert "RG205" in found(tmp_path, ":::{每个} 线\n{{ 收入 }}\n:::\n\n{{ 收入 }}\n")


def test_a_note_about_the_row_is_one_of_its_own(tmp_path):
    body = ":::{每个} 线\n甲[^n][^m]。\n:::\n\n[^n]: {{ 业务线 }}。\n[^m]: 同一条。\n"
    notes = made(tmp_path, body).notes
    assert ["".join(p.text for p in note.content) for note in notes] == [
        "云。",
        "同一条。",
        "广告。",
    ]


def test_the_same_data_give_the_same_document(tmp_path):
    body = ":::{每个} 线\n# {{ 业务线 }}\n\n{{ 收入 }}。\n:::\n"
    assert dump_document(made(tmp_path, body)) == dump_document(made(tmp_path, body))


def test_a_report_with_repeated_blocks_waits_for_its_next_period_too(tmp_path):
    """What is due is asked of the data as of any report of the last period."""
    keys = (
        "period: auto\nsources: {线: {file: a.csv, period: 季度}}\nfreshness: {线: {due: 45d}}\n"
        "metrics: {收: {from: 线, sql: sum(收入)}}"
    )
    rows = "季度,业务线,收入_亿元\n2024Q3,云,10\n2024Q4,云,12\n"
    text = "收{{ 收 }}。\n\n:::{每个} 线.业务线\n# {{ 业务线 }}\n\n{{ 收 }}\n:::\n"
    (tmp_path / "a.csv").write_text(rows, "utf-8")
    (tmp_path / "报告.md").write_text(HEAD.format(keys=keys) + text, "utf-8")
    checked = check_report(tmp_path / "报告.md", env={})
    late = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
    assert [each.code.value for each in checked.held(late)] == ["RG261"]
