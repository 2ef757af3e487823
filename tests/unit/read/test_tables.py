"""Typed tables: merged cells, heads of several rows, the words round them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model import report
from reportgen.read.table_merges import Mark, merge

HEAD = "| 项目 | 2023年 | < |\n|---|---|---|\n| ^^ | 金额 | 占比 |\n| 收入 | 288.81 | 100% |\n"


PLAIN = "| 项目 | 甲 | 乙 |\n|---|---|---|\n| 丙 | 1 | 2 |\n"


def words(inlines):
    return "".join(each.text for each in inlines)


def cells(rows):
    return [[(words(c.content), c.columns, c.rows) for c in row] for row in rows]


def fence(*options, body=PLAIN, name="表格"):
    return f":::{{{name}}}\n" + "".join(f":{each}\n" for each in options) + f"\n{body}:::\n"


def test_cells_join_the_left_and_the_upper_one(markdown):
    (table,) = markdown(fence("表头行: 2", body=HEAD)).blocks
    assert cells(table.head) == [
        [("项目", 1, 2), ("2023年", 2, 1)],
        [("金额", 1, 1), ("占比", 1, 1)],
    ]
    assert cells(table.rows) == [[("收入", 1, 1), ("288.81", 1, 1), ("100%", 1, 1)]]


def test_a_block_of_cells_may_be_joined_either_way(markdown):
    for last in ("<", "^^"):
        text = f"| 甲 | 乙 | 丙 |\n|---|---|---|\n| 丁 | < | 戊 |\n| ^^ | {last} | 己 |\n"
        (table,) = markdown(text).blocks
        assert cells(table.rows) == [[("丁", 2, 2), ("戊", 1, 1)], [("己", 1, 1)]]


def test_full_width_marks_join_too_and_a_backslash_prints_them(markdown):
    (table,) = markdown("| 甲 | 乙 |\n|---|---|\n| 丙 | ＜ |\n| \\< | \\^^ |\n").blocks
    assert cells(table.rows) == [[("丙", 2, 1)], [("<", 1, 1), ("^^", 1, 1)]]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (["| < | 乙 |"], ["3:3"]),
        (["| ^^ | 乙 |"], ["3:3"]),
        (["| 甲 | < |", "| ^^ | 乙 |"], ["4:3"]),
        (["| 甲 | 乙 |", "| ^^ | < |"], ["4:8"]),
    ],
)
def test_marks_that_join_nothing_or_no_rectangle_are_found(markdown, rows, places):
    text = "| 一 | 二 |\n|---|---|\n" + "\n".join(rows) + "\n"
    assert markdown(text).found == [f"正文.md:{place} RG146" for place in places]


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from(Mark), min_size=width, max_size=width), min_size=1, max_size=6
        )
    ),
    st.integers(1, 3),
)
def test_any_marks_give_cells_that_cover_every_place_once(rows, heads):
    merged = merge(rows, heads)
    covered = [
        (row + down, column + right)
        for (row, column), (columns, height) in merged.sizes.items()
        for down in range(height)
        for right in range(columns)
    ]
    assert sorted(covered) == sorted((r, c) for r, row in enumerate(rows) for c in range(len(row)))


def test_a_fence_says_what_stands_round_its_table(markdown):
    made = markdown(
        fence(
            "标题: 利润**表**[@a]",
            "名称: tbl-income",
            "单位: 亿元",
            "注: 甲",
            "注: 乙[^n]",
            "来源: [@b]",
            "列宽: 3, 1，1",
            "行头: 是",
        )
    )
    assert made.found == []
    frame = made.blocks[0].frame
    assert [type(each).__name__ for each in frame.caption] == ["Text", "Strong", "CiteRef"]
    assert (frame.key, frame.unit, frame.has_row_heads) == ("income", "亿元", True)
    assert [words(note[:1]) for note in frame.notes] == ["甲", "乙"]
    assert frame.source[0].keys[0].key == "b"
    assert frame.widths == (Decimal(3), Decimal(1), Decimal(1))


def test_every_option_has_an_ascii_name(markdown):
    options = ("title: t", "name: n", "unit: u", "note: a", "source: s", "head_rows: 2")
    made = markdown(fence(*options, "widths: 3 1 1", "row_heads: yes", name="table"))
    assert made.found == []
    assert len(made.blocks[0].head) == 2


def test_a_wide_page_may_be_asked_for_by_the_table_itself(markdown):
    (section,) = markdown(fence("横页: 是")).blocks
    assert (section.is_wide, type(section.blocks[0])) == (True, report.PipeTable)
    assert type(markdown(fence("横页: 否")).blocks[0]) is report.PipeTable


def test_a_declared_table_may_be_told_more_where_it_stands(markdown):
    made = markdown(":::{表格} kpi\n:标题: 别的题\n:注: 甲\n:::\n")
    assert made.found == []
    (ref,) = made.blocks
    assert (ref.key, words(ref.frame.caption), words(ref.frame.notes[0])) == ("kpi", "别的题", "甲")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (fence("名称: a"), "RG105"),
        (fence("表头行: 0"), "RG104"),
        (fence("表头行: 5"), "RG150"),
        (fence("列宽: 3, 1"), "RG149"),
        (fence("列宽: 3, 0, 1"), "RG104"),
        (fence("行头: 也许"), "RG104"),
        (fence("标题: 甲", "标题: 乙"), "RG102"),
        (fence("标提: 甲"), "RG101"),
        (fence(body="文字\n"), "RG148"),
        (fence(body=""), "RG148"),
        (fence(body=f"{PLAIN}\n文字\n"), "RG148"),
        (":::{表格} kpi\n:单位: 元\n:::", "RG101"),
    ],
)
def test_what_a_table_cannot_take_is_found(markdown, text, code):
    assert [each.split()[1] for each in markdown(text).found] == [code]
