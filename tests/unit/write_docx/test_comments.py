"""On request every bound number says where it comes from, in words that may leave the house."""

import io

import docx as python_docx
import pytest
from msgspec.structs import replace
from tests.unit.write_docx.sample import make_document, make_docx, part, tree

from reportgen.model import document as doc

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASKED = doc.DocxOptions(has_comments=True)
NUMBER = make_document().numbers[0]


def told(number, *more, body=None):
    runs = tuple(doc.Run(each.text, number=n) for n, each in enumerate((number, *more)))
    data = make_docx(body or (doc.Paragraph(runs),), docx=ASKED, numbers=(number, *more))
    return [comment.text for comment in python_docx.Document(io.BytesIO(data)).comments]


def test_without_asking_there_is_no_comment():
    assert not list(python_docx.Document(io.BytesIO(make_docx())).comments)


def test_a_comment_names_the_metric_its_period_its_source_and_the_date():
    (words,) = told(NUMBER)
    assert words.splitlines()[0] == "指标：营收"
    assert "来源：由报告的数据算出" in words
    assert "报告日期：2025年12月18日" in words


def test_a_comment_names_no_file_and_no_query():
    (words,) = told(NUMBER)
    assert "annual.csv" not in words
    assert "sum(" not in words


def test_a_derived_number_says_from_which_metrics():
    origin = replace(NUMBER.origin, kind="expr", formula="营收 / 营收@2022")
    (words,) = told(replace(NUMBER, origin=origin))
    assert "由其他指标算出：营收 / 营收@2022" in words


def test_a_number_typed_into_an_expression_is_not_told():
    origin = replace(NUMBER.origin, kind="expr", formula="营收 * 7.1")
    (words,) = told(replace(NUMBER, origin=origin))
    assert "7.1" not in words


def test_a_number_typed_by_hand_names_the_source_that_vouches_for_it():
    entry = doc.BibliographyEntry(1, "[1]", (doc.Run("公告（https://a.example/x）"),), "ref-a", "")
    body = (doc.Paragraph((doc.Run("80%", number=0),)), doc.Bibliography((entry,)))
    origin = replace(NUMBER.origin, kind="value", formula="0.8", evidence="a")
    (words,) = told(replace(NUMBER, origin=origin), body=body)
    assert "来源：手填，凭据 [1] 公告" in words
    assert "a.example" not in words


def test_each_metric_has_one_comment_where_it_stands_first():
    other = replace(NUMBER, metric="净亏损|yoy")
    words = told(NUMBER, other, NUMBER)
    assert [each.splitlines()[0] for each in words] == ["指标：营收", "指标：净亏损，同比"]


def test_the_range_of_a_comment_is_the_number():
    data = make_docx(docx=ASKED)
    body = part(data, "word/document.xml")
    inside = body.partition("<w:commentRangeStart")[2].partition("<w:commentRangeEnd")[0]
    assert NUMBER.text in inside


@pytest.mark.parametrize("name", ["commentRangeStart", "commentRangeEnd", "commentReference"])
def test_every_comment_is_anchored_once(name):
    data = make_docx(docx=ASKED)
    known = [each.get(f"{W}id") for each in tree(data, "word/comments.xml").iter(f"{W}comment")]
    assert [each.get(f"{W}id") for each in tree(data).iter(f"{W}{name}")] == known
