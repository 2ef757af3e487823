"""Every inline knows its line and column in the author's file."""

import pytest

from reportgen.model import report

PARTS = ("title", "content", "blocks", "items", "head", "rows")


def walk(items):
    for item in items:
        if isinstance(item, tuple):
            yield from walk(item)
        else:
            yield item
            yield from walk(getattr(item, part) for part in PARTS if hasattr(item, part))


def typed(span):
    return span.source.line(span.line)[span.column - 1 :][: span.length]


def only(kind, reading):
    found = [each for each in walk(reading.blocks) if isinstance(each, kind)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("营收{{ 营收 }}。", 1, 3),
        ("第一行\n第二行{{ 营收 }}", 2, 4),
        ("# 概况{{ 营收 }} {#sec-a}", 1, 5),
        ("> 引用\n> 又{{ 营收 }}", 2, 4),
        ("> > - 深{{ 营收 }}", 1, 8),
        ("- 一\n  二{{ 营收 }}", 2, 4),
        ("1. 一\n   - 二{{ 营收 }}", 2, 7),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | {{ 营收 }} |", 3, 7),
        ("> | 甲 | 乙 |\n> |---|---|\n> | 丙\\| | {{ 营收 }} |", 3, 11),
        (":::{提示} 看{{ 营收 }}\n:::", 1, 10),
        (":::{提示} 题\n内{{ 营收 }}\n:::", 2, 2),
        ("**着重{{ 营收 }}**", 1, 5),
        ("[连{{ 营收 }}](https://a.cn)", 1, 3),
        ("\t一\n二{{ 营收 }}", 2, 2),
        ("题{{ 营收 }}\n===", 1, 2),
    ],
)
def test_a_number_knows_where_it_stands(markdown, text, line, column):
    span = only(report.NumberRef, markdown(text)).span
    assert (span.line, span.column, typed(span)) == (line, column, "{{ 营收 }}")


def test_the_words_of_a_text_are_the_words_at_its_place(markdown):
    text = "甲**乙**`丙`[丁](https://a.cn)*戊*\n- 己\n\n> 庚\n\n| 辛 |\n|---|\n| 壬 |\n"
    texts = [each for each in walk(markdown(text).blocks) if isinstance(each, report.Text)]
    assert "".join(each.text for each in texts) == "甲乙丁戊己庚辛壬"
    assert all(typed(each.span) == each.text for each in texts)


def test_a_citation_key_is_marked_without_its_sign(markdown):
    cite = only(report.CiteRef, markdown("十九亿[@sina-ipo, 第5页; @b]。"))
    assert [(key.key, key.locator, key.span.column) for key in cite.keys] == [
        ("sina-ipo", "第5页", 6),
        ("b", "", 22),
    ]
    assert typed(cite.span) == "[@sina-ipo, 第5页; @b]"


def test_a_filter_is_marked_alone(markdown):
    number = only(report.NumberRef, markdown("{{ 营收@2022 | 亿(1) | 增减 }}"))
    assert [typed(each.span) for each in number.filters] == ["亿", "增减"]


def test_the_title_in_yaml_knows_its_place(folder):
    charts = 'charts:\n  a: {kind: bar, from: s, x: 甲, y: 乙, title: "约{{ 营收 }}"}\n'
    chart = folder(charts).report.charts["a"]
    assert typed(chart.title[1].span) == "{{ 营收 }}"
    assert chart.title[1].span.line == 5


@pytest.mark.parametrize("style", ["|", "|-", "|+", ">"])
def test_markdown_in_a_yaml_block_knows_its_place(folder, style):
    report_ = folder(f"summary: {style}\n    第一行\n    又{{{{ 营收 }}}}\n").report
    number = next(each for each in report_.summary if hasattr(each, "filters"))
    assert (number.span.line, number.span.column) == (6, 6)


def test_columns_count_characters_not_cells(markdown):
    assert markdown("营收增长𪚲<b>").found == ["正文.md:1:6 RG116"]
