"""Properties of the Word file, and the parts around its text."""

import io
import json

import docx as python_docx
from tests.unit.write_docx.sample import W, make_docx, part, tree


def test_the_file_knows_its_title_maker_date_and_language():
    made = python_docx.Document(io.BytesIO(make_docx())).core_properties
    assert made.title == "CoreWeave客户集中度深度分析报告"
    assert made.author == "示例研究院"
    assert made.language == "zh-CN"
    assert made.created.date().isoformat() == "2025-12-18"
    assert made.keywords == "客户集中度；GPU"


def test_a_labelled_document_carries_the_record_as_a_custom_property():
    made = part(make_docx(), "docProps/custom.xml")
    assert 'pid="2" name="AIGC"' in made
    record = made.split("<vt:lpwstr>")[1].split("</vt:lpwstr>")[0].replace("&quot;", '"')
    assert json.loads(record)["Label"] == "1"


def test_a_document_no_machine_wrote_has_no_record():
    docx = make_docx(label=None)
    assert "custom-properties" not in part(docx, "[Content_Types].xml")
    assert "custom-properties" not in part(docx, "_rels/.rels")


def test_chinese_is_the_language_of_the_text():
    assert 'w:eastAsia="zh-CN"' in part(make_docx(), "word/styles.xml")
    assert '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>' in part(
        make_docx(), "word/settings.xml"
    )


def test_a_brand_colour_is_named_by_the_theme_and_spelt_out():
    assert '<w:color w:val="1F4E79" w:themeColor="accent1"/>' in part(
        make_docx(), "word/styles.xml"
    )
    assert '<a:accent1><a:srgbClr val="1F4E79"/></a:accent1>' in part(
        make_docx(), "word/theme/theme1.xml"
    )


def test_chinese_fonts_are_known_by_both_their_names():
    table = part(make_docx(), "word/fontTable.xml")
    assert '<w:font w:name="宋体"><w:altName w:val="SimSun"/>' in table
    theme = part(make_docx(), "word/theme/theme1.xml")
    assert '<a:font script="Hans" typeface="宋体"/>' in theme


def test_a_font_that_is_missing_has_a_kind_that_word_can_put_in_its_place():
    fonts = tree(make_docx(), "word/fontTable.xml")
    kinds = {
        each.get(f"{W}name"): each.find(f"{W}family").get(f"{W}val")
        for each in fonts.iter(f"{W}font")
    }
    assert kinds["宋体"] == kinds["Times New Roman"] == "roman"
    assert kinds["黑体"] == kinds["Arial"] == "swiss"
    assert kinds["Consolas"] == "modern"


def test_words_list_of_styles_starts_with_those_an_editor_reaches_for():
    styles = tree(make_docx(), "word/styles.xml")
    ranked = [
        (int(rank.get(f"{W}val")), each.find(f"{W}name").get(f"{W}val"))
        for each in styles.iter(f"{W}style")
        if each.get(f"{W}type") == "paragraph" and (rank := each.find(f"{W}uiPriority")) is not None
    ]
    names = [name for _, name in sorted(ranked)]
    assert names[:4] == ["Body Text", "heading 1", "heading 2", "heading 3"]
    latent = styles.find(f"{W}latentStyles")
    assert latent.get(f"{W}defSemiHidden") == "1"
