"""A file that comes back from its reader says which number and which paragraph is which."""

import io
import re
import zipfile

import docx as python_docx
from lxml import etree
from tests.unit.write_docx.sample import heading, make_docx, part, tree

from reportgen.model import document as doc

MAP = "{urn:reportgen:numbers}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def ids(data):
    notes = etree.fromstring(part(data, "word/footnotes.xml").encode())[2:]  # rules come first
    stories = (tree(data), *notes)
    return [each.get(f"{W14}paraId") for story in stories for each in story.iter(f"{W}p")]


def text_by_id(data):
    return {each.get(f"{W14}paraId"): "".join(each.itertext()) for each in tree(data).iter(f"{W}p")}


def test_each_bound_number_is_named_and_nothing_else_is_told():
    data = make_docx()
    numbers = etree.fromstring(part(data, "customXml/item1.xml").encode())
    told = [(each.get("bookmark"), each.get("metric"), each.text) for each in numbers]
    assert ("_rgm_0", "营收", "19.15亿美元") in told
    assert "annual.csv" not in part(data, "customXml/item1.xml")
    assert "sum(" not in part(data, "customXml/item1.xml")


def test_every_name_of_the_map_is_a_bookmark_round_the_number():
    data = make_docx()
    numbers = etree.fromstring(part(data, "customXml/item1.xml").encode())
    body = part(data, "word/document.xml")
    for each in numbers:
        marked = body.partition(f'w:name="{each.get("bookmark")}"/>')[2].partition("<w:bookmarkEnd")
        assert "".join(re.findall("<w:t[^>]*>([^<]*)", marked[0])) == each.text


def test_a_document_without_bound_numbers_has_no_map():
    data = make_docx((doc.Paragraph((doc.Run("没有数字。"),)),))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert [name for name in package.namelist() if "customXml" in name] == []


def test_python_docx_reads_the_numbers_inside_their_bookmarks():
    opened = python_docx.Document(io.BytesIO(make_docx()))
    assert any("19.15亿美元" in paragraph.text for paragraph in opened.paragraphs)


def test_every_paragraph_has_an_id_of_its_own():
    found = ids(make_docx())
    assert len(set(found)) == len(found)
    assert all(re.fullmatch("[0-7][0-9A-F]{7}", each) and int(each, 16) for each in found)


def test_an_edited_paragraph_keeps_its_id_and_so_do_those_of_other_sections():
    blocks = (
        heading(1, "一、", "甲", "a"),
        doc.Paragraph((doc.Run("第一段。"),)),
        heading(1, "二、", "乙", "b"),
        doc.Paragraph((doc.Run("第二段。"),)),
    )
    longer = (
        blocks[0],
        doc.Paragraph((doc.Run("改过的第一段。"),)),
        doc.Paragraph((doc.Run("新增一段。"),)),
        *blocks[2:],
    )
    before, after = text_by_id(make_docx(blocks)), text_by_id(make_docx(longer))
    moved = {key: (words, after[key]) for key, words in before.items() if after[key] != words}
    assert list(moved.values()) == [("第一段。", "改过的第一段。")]
