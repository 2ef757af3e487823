"""Statements of the house stand where practice has them, in the words of the author."""

import datetime as dt

import pytest
from tests.printed import plain
from tests.profiles import TODAY, found, whole

from reportgen import check_report
from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks

DECLARATION = (
    "署名分析师具有中国证券业协会授予的证券投资咨询执业资格，并注册为证券分析师；"
    "以勤勉的职业态度，独立、客观地出具本报告。本报告准确地反映了分析师本人的研究观点。"
    "分析师的薪酬过去、现在、将来都不与本报告中的具体建议或观点直接或间接相关。"
)


def document(keys, today=TODAY):
    return check_report(keys, env={}, today=today).document


def body(keys):
    made = document(keys)
    return tuple(printed_blocks((*made.front, *made.body)))


def titles(keys):
    return [plain(each.content) for each in body(keys) if isinstance(each, doc.Heading)]


def under(keys, title):
    """Return the blocks below the heading ``title``, up to the next."""
    blocks = iter(body(keys))
    for each in blocks:
        if isinstance(each, doc.Heading) and plain(each.content) == title:
            break
    below = []
    for each in blocks:
        if isinstance(each, doc.Heading | doc.PageBreak | doc.Bibliography):
            break
        below.append(each)
    return below


def test_sell_side_has_its_statements_in_the_order_of_practice():
    named = [each for each in titles(whole("sell_side")) if each not in {"概况", "目录"}]
    assert named == [
        *("风险提示", "参考文献", "分析师声明", "评级说明", "利益冲突披露", "免责声明")
    ]


def test_the_risk_warning_stands_before_an_appendix_and_the_statements_behind():
    keys = whole("sell_side")
    keys["sections"].append({"text": "# 附表 {.appendix}\n\n见正文。"})
    named = titles(keys)
    assert named.index("风险提示") < named.index("附表") < named.index("分析师声明")


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("analyst", "分析师声明"),
        ("ratings", "评级说明"),
        ("conflicts", "利益冲突披露"),
        ("disclaimer", "免责声明"),
        ("risks", "风险提示"),
    ],
)
def test_a_statement_is_printed_in_the_words_of_the_author(key, title):
    keys = whole("sell_side")
    keys["statements"][key] = "这一段由**本公司**写。"
    (paragraph,) = under(keys, title)
    assert plain(paragraph.content) == "这一段由本公司写。"


def test_the_usual_declaration_is_printed_where_it_is_asked_for():
    (paragraph,) = under(whole("sell_side"), "分析师声明")
    assert plain(paragraph.content) == DECLARATION


def test_ratings_become_a_table():
    keys = whole("sell_side")
    keys["statements"]["ratings"].append({"rating": "中性", "meaning": "在±5%之间"})
    (table,) = [each for each in under(keys, "评级说明") if isinstance(each, doc.Table)]
    cells = [[plain(cell.content) for cell in row.cells] for row in (*table.head, *table.rows)]
    assert cells == [["评级", "含义"], ["买入", "涨幅在15%以上"], ["中性", "在±5%之间"]]


def test_several_risks_become_a_numbered_list():
    keys = whole("research")
    keys["statements"]["risks"] = ["需求不及预期。", "价格波动。"]
    (list_, *_) = under(keys, "风险提示")
    assert [item.label for item in list_.items] == ["（1）", "（2）"]


def test_a_statement_stands_where_sections_places_it():
    keys = whole("research")
    keys["sections"] = ["disclaimer", *keys["sections"]]
    assert titles(keys)[:2] == ["免责声明", "概况"]
    assert titles(keys).count("免责声明") == 1


@pytest.mark.parametrize("name", ["risks", "analyst", "ratings", "conflicts", "disclaimer"])
def test_a_statement_that_is_placed_and_not_written_is_found(name):
    keys = whole("sell_side")
    del keys["statements"][name]
    keys["sections"].append(name)
    assert [each.values["name"] for each in found(keys) if each.code == "RG184"] == [name]


def test_statements_may_hold_citations():
    keys = whole("research")
    keys["statements"]["disclaimer"] = "数据来自公开资料[@a]。"
    (paragraph,) = under(keys, "免责声明")
    assert plain(paragraph.content).startswith("数据来自公开资料")
    assert [each.code.value for each in found(keys)] == []


# ---- the cover -----------------------------------------------------------------------------


def test_the_cover_says_what_the_law_asks():
    cover = document(whole("sell_side") | {"category": "行业深度"}).cover
    assert cover.kind == "证券研究报告｜行业深度"
    assert cover.lines == (
        "发布时间：2025年12月18日 16:30",
        "分析师：张之远（执业证书编号：S0000525010001）",
        "本公司具有证券投资咨询业务资格",
    )


def test_the_cover_of_research_does_not_say_that_it_is_of_securities():
    assert document(whole("research")).cover.kind == ""


def test_the_day_of_a_report_is_that_of_its_publication():
    made = document(whole("sell_side") | {"published_at": "2025-11-03 09:05"})
    assert made.cover.lines[0] == "发布时间：2025年11月3日 09:05"


@pytest.mark.parametrize("moment", ["2025-12-18 25:00", "2025-12-18 16:60", "2025-02-30 10:00"])
def test_a_moment_that_cannot_be_is_found(moment):
    keys = whole("sell_side") | {"published_at": moment}
    assert "RG186" in [each.code for each in found(keys)]


def test_a_moment_of_another_day_is_found():
    keys = whole("sell_side") | {"date": "2025-12-17"}
    assert "RG187" in [each.code for each in found(keys)]


# ---- official letters ----------------------------------------------------------------------


def letter(**parts):
    keys = whole("gongwen")
    keys["letter"] |= parts
    return keys


def paragraphs(keys):
    return [each for each in body(keys) if isinstance(each, doc.Paragraph)]


def test_a_letter_names_whom_it_is_to_flush_left_and_with_a_colon():
    first = paragraphs(letter())[0]
    assert plain(first.content) == "市人民政府："
    assert first.stand.is_flush


def test_a_letter_ends_with_what_is_attached_its_sender_its_day_and_a_remark():
    made = paragraphs(letter(attachments=["情况表", "清单"], remark="联系人：王敏"))
    assert [plain(each.content) for each in made[2:]] == [
        *("附件：1.情况表", "2.清单"),
        *("滨江市数据资源管理局", "2025年12月18日", "（联系人：王敏）"),
    ]
    assert [each.stand.lines_above for each in made[2:]] == [1, 0, 2, 0, 0]


def test_a_single_attachment_has_no_number():
    made = paragraphs(letter(attachments="情况表"))
    assert plain(made[2].content) == "附件：情况表"


def test_another_signature_may_be_asked_for():
    made = paragraphs(letter(signature="滨江市数据局办公室"))
    assert plain(made[-2].content) == "滨江市数据局办公室"


def test_the_day_stands_two_characters_right_of_the_sender():
    name, day = paragraphs(letter())[-2:]
    # Ten characters; the day is as wide as seven, with five gaps of a quarter beside its figures.
    assert 10_000 + name.stand.from_right == 8_250 + day.stand.from_right + 2_000
    assert min(name.stand.from_right, day.stand.from_right) == 2_000


def test_gongwen_is_only_a_default():
    made = check_report(letter() | {"headings": "decimal"}, env={}, today=TODAY).document
    heads = [each for each in printed_blocks(made.body) if isinstance(each, doc.Heading)]
    assert heads[0].label == "1"


def test_today_is_the_day_of_a_letter():
    made = printed_blocks(document(letter(), today=dt.date(2025, 1, 5)).body)
    words = [plain(each.content) for each in made if isinstance(each, doc.Paragraph)]
    assert words[-1] == "2025年1月5日"
