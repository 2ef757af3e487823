from hypothesis import given
from hypothesis import strategies as st
from tests.unit.write_docx.sample import (
    W,
    body_of,
    figure,
    heading,
    make_docx,
    paragraph,
    part,
    text_of,
    values,
)

from reportgen.model import document as doc
from reportgen.model.report import Script
from reportgen.write_docx.hints import chinese_marks, segments


def hinted(text):
    """Return the characters of ``text`` that are set in the Chinese font by a hint."""
    return "".join(text[place] for place in sorted(chinese_marks(text)))


def test_chinese_quotes_are_set_in_the_chinese_font():
    assert hinted("其“裸金属GPU”服务") == "“”"
    assert hinted("“CoreWeave”是一家公司") == "“”"
    assert hinted("增长——从2022年……到2024年") == "——……"


def test_latin_quotes_and_apostrophes_stay_latin():
    assert hinted("CoreWeave’s “bare metal” GPUs") == ""
    assert hinted("CoreWeave’s服务") == ""


def test_a_quote_belongs_with_its_partner_over_the_end_of_a_run():
    (made,) = body_of(paragraph("他说“", doc.Run("CoreWeave", strong=True), "”。"))
    runs = [r for r in made.iter(f"{W}r") if text_of(r) in "“”"]
    assert [text_of(run) for run in runs] == ["“", "”"]
    for run in runs:
        assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"


@given(st.text(st.sampled_from("“”‘’—…· 中文ab，。")), st.integers(0, 5))
def test_cutting_at_hints_loses_no_character(text, offset):
    before = "x" * offset
    chinese = chinese_marks(before + text)
    assert "".join(words for words, _ in segments(text, offset, chinese)) == text


def test_strong_words_and_code_have_character_styles():
    (made,) = body_of(paragraph(doc.Run("重点", strong=True), doc.Run("x = 1", code=True)))
    assert values(made, "rPr/rStyle") == ["Strong", "InlineCode"]


def test_a_figure_is_referred_to_by_a_field_with_its_printed_label():
    *_, made = body_of(figure(), paragraph("见", doc.CrossReference("图1", "fig-revenue")))
    assert text_of(made) == "见图1"
    assert " REF _Ref100000000 \\h " in [i.text for i in made.iter(f"{W}instrText")]


def test_a_section_is_referred_to_by_its_number():
    blocks = (
        heading(1, "一、", "甲", "sec-1"),
        heading(2, "1.1", "乙", "sec-1-1"),
        paragraph("见", doc.CrossReference("1.1", "sec-1-1"), "节"),
    )
    *_, made = body_of(*blocks)
    assert " REF _Toc100000001 \\n \\h " in [i.text for i in made.iter(f"{W}instrText")]


def test_a_chapter_is_linked_where_its_pointer_prints_less_than_its_label():
    blocks = (heading(1, "一、", "甲", "sec-1"), paragraph(doc.CrossReference("一", "sec-1")))
    *_, made = body_of(*blocks)
    assert made.find(f"{W}hyperlink").get(f"{W}anchor") == "_Toc100000000"
    assert text_of(made) == "一"


def test_a_bound_number_can_be_found_again_by_its_bookmark():
    (made,) = body_of(paragraph("营收", doc.Run("19.15亿美元", number=0)))
    names = [each.get(f"{W}name") for each in made.iter(f"{W}bookmarkStart")]
    assert names == ["_rgm_0", "_rg_end"]


def test_bookmark_names_and_numbers_are_given_once():
    made = part(make_docx())
    starts = [line.split('"')[1::2] for line in made.split("<w:bookmarkStart ")[1:]]
    numbers = [number for number, *_ in starts]
    names = [name for _, name, *_ in starts]
    assert len(numbers) == len(set(numbers))
    assert len(names) == len(set(names))


def test_a_link_leads_outside():
    docx = make_docx([paragraph(doc.LinkRun("链接", "https://example.cn/?a=1&b=2"))])
    assert 'Target="https://example.cn/?a=1&amp;b=2" TargetMode="External"' in part(
        docx, "word/_rels/document.xml.rels"
    )


def test_small_characters_are_raised_and_lowered_natively():
    (made,) = body_of(
        paragraph("m", doc.Run("2", script=Script.SUPER), "与H", doc.Run("2", script=Script.SUB))
    )
    places = [each.get(f"{W}val") for each in made.iter(f"{W}vertAlign")]
    assert places == ["superscript", "subscript"]


def test_emphasis_is_dots_below_han_and_bold_latin():
    (made,) = body_of(paragraph(doc.Run("不含AI，", emphasis=True)))
    looks = [
        (each.get(f"{W}val"), text_of(run))
        for run in made.iter(f"{W}r")
        for each in run.iter(f"{W}rStyle")
    ]
    assert looks == [("Emphasis", "不含"), ("Strong", "AI")]
    assert text_of(made) == "不含AI，"
    assert '<w:em w:val="underDot"/>' in part(make_docx(), "word/styles.xml")


def test_words_of_a_link_keep_their_look():
    link = doc.LinkRun("口径", "https://example.cn/", emphasis=True)
    (made,) = body_of(paragraph(link))
    assert [each.get(f"{W}val") for each in made.iter(f"{W}em")] == ["underDot"]
