"""Definitions, cards, figures side by side, dividers: what the author types for them."""

import pytest

from reportgen.model import report as src
from reportgen.read.inline import plain_words


def terms(block):
    return [
        (plain_words(item.term), [type(each).__name__ for each in item.blocks])
        for item in block.items
    ]


def test_a_term_and_its_meaning_below_make_a_definition(markdown):
    text = "PUE\n：用电之比，\n越近1越好。\n\n上架率\n: 比例\n\n  - 一\n: 又一说\n\n正文。"
    definitions, rest = markdown(text).blocks
    assert terms(definitions) == [
        ("PUE", ["Paragraph"]),
        ("上架率", ["Paragraph", "ListBlock", "Paragraph"]),
    ]
    assert isinstance(rest, src.Paragraph)


def test_terms_may_follow_without_an_empty_line(markdown):
    (block,) = markdown("甲\n：一\n乙\n：二").blocks
    assert [term for term, _ in terms(block)] == ["甲", "乙"]


@pytest.mark.parametrize(
    "text", ["注：甲\n乙", "甲\n\n：乙", "：甲\n：乙", "甲\n:乙", "甲\n::: 乙"]
)
def test_other_colons_make_no_definition(markdown, text):
    assert not any(isinstance(block, src.DefinitionList) for block in markdown(text).blocks)


def test_a_card_is_an_item_of_label_value_and_note(markdown):
    cards = "- 营收 | {{ 营收 | 亿(1) }} | 说明\n- 员工 ｜ 312人"
    (block,) = markdown(f":::{{指标卡}}\n{cards}\n:::").blocks
    first, second = block.cards
    assert isinstance(first.value[0], src.NumberRef)
    assert [plain_words(part) for part in (first.label, first.note)] == ["营收", "说明"]
    assert [plain_words(part) for part in (second.label, second.value)] == ["员工", "312人"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":::{kpi}\n:::", ["正文.md:1:5 RG155"]),
        (":::{kpi}\n- 甲\n:::", ["正文.md:2:3 RG155"]),
        (":::{kpi}\n- 甲 | | 乙\n:::", ["正文.md:2:3 RG155"]),
        (":::{kpi}\n- 甲 | 1\n\n文字\n:::", ["正文.md:4:1 RG132"]),
        (":::{并排}\n文字\n:::", ["正文.md:2:1 RG156"]),
    ],
)
def test_what_is_no_card_and_no_figure_is_found(markdown, text, found):
    assert markdown(text).found == found


def test_figures_stand_side_by_side_three_at_most(markdown):
    fences = "".join(f":::{{图表}} {key}\n:::\n" for key in "abcd")
    made = markdown(f"::::{{side-by-side}}\n{fences}::::")
    assert [each.key for each in made.blocks[0].blocks] == ["a", "b", "c"]
    assert made.codes == ["RG156"]


def test_a_line_of_dashes_is_a_divider(markdown):
    assert [type(block).__name__ for block in markdown("甲\n\n---\n\n乙").blocks] == [
        "Paragraph",
        "Divider",
        "Paragraph",
    ]


def test_the_last_line_of_a_quote_may_say_whose_words_it_has(markdown):
    (quote,) = markdown("> 第一句，\n> 第二句。\n> ——某人，某年").blocks
    assert [(plain_words(p.content), p.is_credit) for p in quote.blocks] == [
        ("第一句，第二句。", False),
        ("——某人，某年", True),
    ]
    (quote,) = markdown("> 第一段——不是署名。\n>\n> - 项").blocks
    assert not quote.blocks[0].is_credit


def test_alerts_say_what_they_are(markdown):
    names = ("风险", "caution", "提示")
    found = [markdown(f":::{{{name}}} 题\n甲\n:::").blocks[0].alert for name in names]
    assert found == ["风险", "注意", ""]
