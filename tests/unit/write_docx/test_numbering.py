import pytest
from tests.docx_text import text_of_docx
from tests.unit.write_docx.sample import W, body_of, heading, make_docx, paragraph, tree, values

from reportgen.model import document as doc

SCHEMES = {
    "seed": ["一、", "1.1", "1.2", "二、", "2.1", "2.1.1"],
    "gongwen": ["一、", "（一）", "（二）", "二、", "（一）", "1."],
    "decimal": ["1", "1.1", "1.2", "2", "2.1", "2.1.1"],
}
LEVELS = [1, 2, 2, 1, 2, 3]


def headings(labels, levels=LEVELS):
    return [
        heading(level, label, f"标题{n}", f"sec-{n}")
        for n, (level, label) in enumerate(zip(levels, labels, strict=True))
    ]


def levels_of(docx, list_number="1"):
    made = tree(docx, "word/numbering.xml")
    (shape,) = (a for a in made if a.get(f"{W}abstractNumId") == list_number)
    return [
        (*values(level, "numFmt"), *values(level, "lvlText")) for level in shape.iter(f"{W}lvl")
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_word_counts_headings_to_the_printed_labels(scheme):
    labels = SCHEMES[scheme]
    docx = make_docx(headings(labels))
    counted = [
        line for line in text_of_docx(docx).splitlines() if "标题" in line and "\t" not in line
    ]
    assert counted == [f"{label}标题{n}" for n, label in enumerate(labels)]


def test_chinese_chapters_have_arabic_sections():
    docx = make_docx(headings(SCHEMES["seed"]))
    assert levels_of(docx)[:2] == [("chineseCountingThousand", "%1、"), ("decimal", "%1.%2")]
    made = tree(docx, "word/numbering.xml")
    assert len(list(made.iter(f"{W}isLgl"))) == 2


def test_a_heading_without_a_label_is_not_counted():
    made, *_ = body_of(heading(1, "", "参考文献", "sec-refs"))
    assert values(made, "numPr/numId") == ["0"]


def test_a_label_word_would_not_count_to_is_typed():
    first, second = body_of(*headings(["一、", "三、"], [1, 1]))
    assert values(first, "numPr/numId") == []
    assert values(second, "numPr/numId") == ["0"]
    assert "".join(t.text for t in second.iter(f"{W}t")) == "三、标题1"


def test_every_list_counts_for_itself():
    def listed():
        items = tuple(doc.ListItem(f"{n}.", (paragraph(f"第{n}项"),)) for n in (1, 2))
        return doc.ListBlock(ordered=True, start=1, items=items)

    made = body_of(listed(), paragraph("中间"), listed())
    numbers = [values(p, "numPr/numId") for p in made]
    assert numbers == [["3"], ["3"], [], ["4"], ["4"]]
    docx = make_docx([listed(), listed()])
    shapes = values(tree(docx, "word/numbering.xml"), "num/abstractNumId")
    assert len(shapes) == len(set(shapes)) == 4


def test_a_list_starts_where_the_author_starts_it():
    block = doc.ListBlock(ordered=True, start=5, items=(doc.ListItem("5.", (paragraph("项"),)),))
    docx = make_docx([block])
    assert text_of_docx(docx).splitlines()[-1] == "5.项"


def test_a_nested_list_stands_a_level_deeper():
    inner = doc.ListBlock(ordered=False, start=1, items=(doc.ListItem("•", (paragraph("里"),)),))
    outer = doc.ListBlock(
        ordered=True, start=1, items=(doc.ListItem("1.", (paragraph("外"), inner)),)
    )
    made = body_of(outer)
    assert [values(p, "numPr/ilvl") for p in made] == [["0"], ["1"]]


def test_the_bibliography_is_a_list_in_brackets():
    assert levels_of(make_docx(), "2") == [("decimal", "[%1]")]
