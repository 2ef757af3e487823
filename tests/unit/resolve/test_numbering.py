"""Headings bear the numbers of the report's scheme."""

from tests.unit.resolve.desk import make

from reportgen.model import document as doc
from reportgen.model.report import HeadingLevel, HeadingPattern, HeadingScheme
from reportgen.resolve.numbering import Numbering, heading_pointer

OUTLINE = """
# 现状

# 原因

## 行业

## 技术

### 芯片

#### 制程

##### 良率

# 风险

## 竞争
"""


CHAPTERS = HeadingPattern(
    (
        HeadingLevel("第%1章", is_chinese=True, is_legal=False),
        HeadingLevel("%1.%2", is_chinese=False, is_legal=True),
        HeadingLevel("（%3）", is_chinese=True, is_legal=False),
    )
)
"""A company's own way."""


def labels(scheme, body=OUTLINE):
    return make(body, headings=scheme).lines


def test_the_seeds_scheme_says_yi_for_chapters_and_2_1_for_sections():
    assert labels(HeadingScheme.SEED) == [
        "一、现状",
        "二、原因",
        "2.1行业",
        "2.2技术",
        "2.2.1芯片",
        "2.2.1.1制程",
        "2.2.1.1.1良率",
        "三、风险",
        "3.1竞争",
    ]


def test_the_scheme_of_official_documents_changes_its_marks_with_the_level():
    assert labels(HeadingScheme.GONGWEN) == [
        "一、现状",
        "二、原因",
        "（一）行业",
        "（二）技术",
        "1.芯片",
        "（1）制程",
        "①良率",
        "三、风险",
        "（一）竞争",
    ]


def test_the_decimal_scheme_counts_in_arabic_numerals():
    assert labels(HeadingScheme.DECIMAL)[:5] == [
        "1现状",
        "2原因",
        "2.1行业",
        "2.2技术",
        "2.2.1芯片",
    ]


def test_a_heading_marked_with_a_dash_has_no_number_and_does_not_count():
    assert make("# 前言 {-}\n\n# 现状\n\n# 附录 {-}\n\n# 风险\n").lines == [
        "前言",
        "一、现状",
        "附录",
        "二、风险",
    ]


def test_sections_of_an_unnumbered_chapter_have_no_numbers_either():
    body = "# 现状\n\n## 行业\n\n# 附录 {-}\n\n## 数据\n\n### 口径\n\n# 风险\n\n## 竞争\n"
    assert make(body).lines == [
        "一、现状",
        "1.1行业",
        "附录",
        "数据",
        "口径",
        "二、风险",
        "2.1竞争",
    ]


def test_a_skipped_level_counts_as_there():
    assert make("# 现状\n\n### 芯片\n\n## 技术\n").lines == ["一、现状", "1.1.1芯片", "1.2技术"]


def test_anchors_follow_the_numbers():
    headings = make("# 现状\n\n## 行业\n\n# 前言 {-}\n\n# 风险 {#sec-risk}\n").body
    assert [heading.anchor for heading in headings] == [
        "sec-1",
        "sec-1-1",
        "sec-unnumbered",
        "sec-risk",
    ]


def test_an_authors_key_that_looks_like_an_automatic_anchor_keeps_its_anchor():
    headings = make("# 现状\n\n# 风险 {#sec-1}\n").body
    assert [heading.anchor for heading in headings] == ["sec-1_2", "sec-1"]


def test_a_pointer_names_the_chapter_where_labels_start_anew():
    assert heading_pointer(HeadingScheme.SEED, [3]) == "第三部分"
    assert heading_pointer(HeadingScheme.SEED, [3, 1]) == "3.1"
    assert heading_pointer(HeadingScheme.DECIMAL, [12]) == "第12部分"
    assert heading_pointer(HeadingScheme.DECIMAL, [12, 4]) == "12.4"
    assert heading_pointer(HeadingScheme.GONGWEN, [3]) == "第三部分"
    assert heading_pointer(CHAPTERS, [3]) == "第三章"
    assert heading_pointer(CHAPTERS, [3, 1]) == "3.1"
    assert heading_pointer(CHAPTERS, [3, 1, 2]) == "3.1（二）"
    assert heading_pointer(HeadingScheme.GONGWEN, [3, 2, 1]) == "第三部分（二）1"


def test_an_appendix_has_letters_and_numbers_of_its_own():
    text = "# 甲\n\n## 子\n\n# 乙 {#app-b .appendix}\n\n## 丑\n\n### 寅\n\n# 丙 {附录}\n\n# 丁"
    text += "\n\n见{@app-b}。"
    made = make(text, headings=HeadingScheme.DECIMAL)
    labels = [heading.label for heading in made.of(doc.Heading)]
    assert labels == ["1", "1.1", "附录A", "A.1", "A.1.1", "附录B", "2"]
    assert made.lines[-1] == "见附录A。"


def test_figures_of_an_appendix_bear_its_letter():
    numbers = Numbering(HeadingScheme.SEED)
    labels = [numbers.figure()]
    for _ in range(2):
        numbers.heading(1, is_numbered=True, is_appendix=True)
        labels += [numbers.figure(), numbers.figure(), numbers.table()]
    numbers.heading(1, is_numbered=True)
    labels.append(numbers.figure())
    assert labels == ["图1", "图A1", "图A2", "表A1", "图B1", "图B2", "表B1", "图2"]
