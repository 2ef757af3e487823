"""The whole Document: cover, front matter, body, notices, numbers and the label."""

import datetime as dt

import pytest
from msgspec.structs import replace
from tests.unit.resolve.desk import (
    HERE,
    ORIGIN,
    chart,
    facts,
    make,
    points,
    report,
    said,
    table,
    words,
)

from reportgen.diag import Sink, Source, Span
from reportgen.model import document as doc
from reportgen.model.facts import TableFacts, Wording
from reportgen.model.report import AigcMode, AigcSpec, ChartRef, Generated, GeneratedKind, TableRef
from reportgen.resolve import resolve

CONTENTS = Generated(GeneratedKind.CONTENTS, HERE)


def aigc(mode=AigcMode.ASSISTED, places=("start", "end"), text=""):
    return AigcSpec(mode, places, "reportgen-example", text, HERE)


def test_the_cover_says_who_what_and_when():
    cover = make(
        organisation="某研究所",
        title=words("{{ 本期 }}报告"),
        subtitle=words("风险与机遇"),
        category="金融分析",
        summary=words("**深度**解析"),
        known=facts(本期=Wording("2024年")),
    ).document.cover
    assert cover.organisation == "某研究所"
    assert (cover.title, cover.subtitle) == ("2024年报告", "风险与机遇")
    assert cover.meta == ("发布时间：2025年12月18日", "分类：金融分析")
    assert cover.summary == (doc.Run("深度", strong=True), doc.Run("解析"))


def test_a_report_without_a_category_says_none():
    made = make(date=dt.date(2026, 1, 5)).document
    assert made.cover.meta == ("发布时间：2026年1月5日",)
    assert made.keywords == ()


def test_the_category_is_the_keyword_of_both_files():
    assert make(category="金融分析").document.keywords == ("金融分析",)


def test_the_contents_stand_in_front_and_list_two_levels():
    written = report("# 现状{{ 年 }}\n\n## 行业\n\n### 芯片\n\n> ## 引文里的节\n\n# 附录 {-}\n")
    made = resolve(
        replace(written, blocks=(*written.blocks, CONTENTS)),
        facts(年="2024年"),
        Sink(),
    )
    (contents,) = made.front
    assert contents.title == "目录"
    assert [(e.level, e.label, e.text, e.anchor) for e in contents.entries] == [
        (1, "一、", "现状2024年", "sec-1"),
        (2, "1.1", "行业", "sec-1-1"),
        (2, "1.2", "引文里的节", "sec-1-2"),
        (1, "", "附录", "sec-unnumbered"),
    ]
    assert not any(isinstance(block, doc.Contents) for block in made.body)


def test_contents_are_made_only_when_asked_for():
    assert make("# 现状\n").document.front == ()


@pytest.mark.parametrize(
    ("places", "in_front", "at_end"),
    [(("start",), 1, 0), (("end",), 0, 1), (("start", "end"), 1, 1)],
)
def test_the_notice_stands_where_the_author_wants_it(places, in_front, at_end):
    made = make("甲。", aigc=aigc(places=places)).document
    assert sum(isinstance(block, doc.Notice) for block in made.front) == in_front
    assert sum(isinstance(block, doc.Notice) for block in made.body) == at_end


def test_the_notice_is_placed_once_and_where_sections_name_it():
    written = report("甲。", aigc=aigc(places=("end",)))
    here = Generated(GeneratedKind.NOTICE, HERE)
    made = resolve(replace(written, blocks=(here, *written.blocks, here)), facts(), Sink())
    assert [type(block).__name__ for block in made.body] == ["Notice", "Paragraph"]


@pytest.mark.parametrize("mode", [AigcMode.ASSISTED, AigcMode.GENERATED])
def test_without_words_of_the_author_the_notice_names_ai_and_making(mode):
    notice = make("甲。", aigc=aigc(mode)).body[-1]
    assert notice.label == "创作声明"
    assert "人工智能（AI）" in notice.text
    assert "生成" in notice.text


def test_the_authors_words_are_kept():
    text = "本文部分内容由AI辅助生成（AIGC），仅供参考"
    assert make("甲。", aigc=aigc(text=text)).body[-1].text == text


def test_what_no_machine_wrote_bears_no_label():
    made = make("甲。").document
    assert made.label is None
    assert len(made.body) == 1


def test_the_label_names_the_provider():
    label = make("甲。", aigc=aigc()).document.label
    assert (label.label, label.producer) == ("1", "reportgen-example")


def test_the_same_content_has_the_same_identity_wherever_it_was_typed():
    moved = report("甲。", aigc=aigc())
    elsewhere = replace(moved, span=Span(Source("别处.yaml", ""), 9, 9))
    assert resolve(moved, facts(), Sink()).label == resolve(elsewhere, facts(), Sink()).label


@pytest.mark.parametrize("change", [{"body": "乙。"}, {"id": "other"}, {"category": "科技"}])
def test_other_content_has_another_identity(change):
    first = make("甲。", aigc=aigc()).document.label
    other = make(**({"body": "甲。", "aigc": aigc()} | change)).document.label
    assert first.produce_id != other.produce_id


def test_a_bound_number_is_kept_with_the_place_where_it_is_printed():
    made = make("{{ 营收 }}。\n\n# 财务\n\n## 收入\n\n**{{ 营收 }}**", facts(营收="19亿美元"))
    assert [number.place for number in made.document.numbers] == ["", "sec-1-1"]
    assert made.body[-1].content == (doc.Run("19亿美元", strong=True, number=1, is_bound=True),)
    assert made.document.numbers[1].text == "19亿美元"


def test_words_that_are_no_number_are_printed_without_a_record():
    made = make("{{ 本期 }}", facts(本期=Wording("2024年")))
    assert made.lines == ["2024年"]
    assert made.document.numbers == ()


def test_a_number_that_could_not_be_computed_is_left_out():
    made = make("营收{{ 营收 }}。")
    assert made.lines == ["营收。"]
    assert made.codes == []


def test_an_address_is_a_link_wherever_it_is_typed():
    made = make("见https://a.cn/b。**www.a.cn**，`https://c.cn`，[甲 x@a.cn](https://d.cn)。")
    links = [p for p in made.body[0].content if isinstance(p, doc.LinkRun)]
    assert [(link.text, link.url) for link in links] == [
        ("https://a.cn/b", "https://a.cn/b"),
        ("www.a.cn", "https://www.a.cn"),
        ("甲 x@a.cn", "https://d.cn"),
    ]
    assert [link.strong for link in links] == [False, True, False]


def test_looks_and_links_are_kept():
    made = make("**着重**与*强调*，`代码`，[公告](https://a.cn/**x**)。  \n下行")
    assert doc.Run("着重", strong=True) in made.body[0].content
    assert doc.Run("强调", emphasis=True) in made.body[0].content
    assert doc.Run("代码", code=True) in made.body[0].content
    assert any(isinstance(p, doc.LinkRun) and p.text == "公告" for p in made.body[0].content)
    assert doc.LineBreak() in made.body[0].content


def test_lists_quotes_callouts_code_and_page_breaks_come_through():
    made = make(
        "3. 甲\n4. 乙\n\n- 丙\n\n> 丁\n\n"
        ":::{提示} 要点\n戊\n:::\n\n```\nx = 1\ny\n```\n\n:::{分页}\n:::"
    )
    ordered, bulleted, quote, callout, code, page_break = made.body
    assert [item.label for item in ordered.items] == ["3.", "4."]
    assert [item.label for item in bulleted.items] == ["•"]
    assert said(quote.blocks[0].content) == "丁"
    assert (said(callout.title), said(callout.blocks[0].content)) == ("要点", "戊")
    assert code.lines == ("x = 1", "y")
    assert page_break == doc.PageBreak()


def test_figures_and_tables_are_listed_where_they_are_asked_for():
    asked = tuple(Generated(kind, HERE) for kind in GeneratedKind)
    body = (*asked[:3], ChartRef("a", HERE), TableRef("b", HERE))
    made = make(
        known=facts({"a": points(1)}, {"b": TableFacts((), (), "", ORIGIN)}),
        charts=chart("a"),
        tables=table("b"),
        blocks=body,
    )
    lists = [block for block in made.document.front if isinstance(block, doc.Contents)]
    assert [(each.title, [e.label for e in each.entries]) for each in lists] == [
        ("目录", []),
        ("图目录", ["图1"]),
        ("表目录", ["表1"]),
    ]
