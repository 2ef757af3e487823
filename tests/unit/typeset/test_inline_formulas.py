"""Formulas inside lines: one unit, on the baseline, in a line high enough, heard in place."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.typesetter import BODY, EM, end_of, fonts, lines_of, start_of, text_of, texts, words
from tests.unit.typeset.sample import document, made, paragraph, shown, table

from reportgen.model import document as doc
from reportgen.model.chart import PathMark, Picture
from reportgen.model.length import pt
from reportgen.model.page import FormulaItem, Tag, TextItem
from reportgen.typeset.line import Drawn
from reportgen.typeset.stack import baseline, lift, pitch

PATH = (("m", 0.0, 0.0), ("l", 10.0, 0.0), ("l", 10.0, 9.0), ("h",))


WIDE, HIGH, DEEP = pt(30), pt(9), pt(2)


def picture(width=WIDE, height=HIGH):
    ink = PathMark(PATH, BODY.colour, None, 0.0)
    return Picture(width, height, (ink,), "a的平方").as_chart("", "a的平方")


def formula(width=WIDE, height=HIGH, depth=DEEP, key=5):
    drawn = Drawn(picture(width, height), width, height, depth, "a²")
    return words("a²", key=key, drawn=drawn)


def drawn_in(line):
    return [segment for segment in line.segments if segment.drawn is not None]


@given(st.integers(8, 30), st.integers(0, 40), st.integers(5, 70))
def test_a_formula_is_on_one_line_inside_the_measure(ems, before, wide):
    lines = lines_of("文" * before, formula(pt(wide)), "字" * 30, ems=ems)
    assert "".join(texts(lines)) == "文" * before + "a²" + "字" * 30
    (segment,) = [each for line in lines for each in drawn_in(line)]
    assert segment.drawn.width == min(pt(wide), ems * EM)
    assert segment.x + segment.width <= ems * EM + 1


def test_a_formula_stands_off_chinese_by_the_gap_of_a_latin_word():
    (line,) = lines_of("文", formula(), "字", ems=20)
    (latin,) = lines_of("文x字", ems=20)
    (segment,) = drawn_in(line)
    gap = start_of(latin, "x") - end_of(latin, "文")
    assert abs(segment.x - end_of(line, "文") - gap) <= 1
    assert abs(start_of(line, "字") - segment.x - segment.width - gap) <= 1


def test_no_line_starts_with_the_mark_after_a_formula():
    for ems in range(6, 14):
        lines = lines_of("文" * 5, formula(), "，", "字" * 20, ems=ems)
        assert not any(text.startswith("，") for text in texts(lines))


def test_a_space_typed_between_a_formula_and_latin_words_stays():
    (line,) = lines_of("the ", formula(), " axis", ems=30)
    assert text_of(line) == "the a² axis"
    (segment,) = drawn_in(line)
    assert segment.x - end_of(line, "e") > pt(2)


def test_the_pitch_is_kept_where_the_line_has_room():
    (line,) = lines_of("文", formula(), ems=20)
    assert (pitch(line, BODY), lift(line, BODY)) == (BODY.leading, 0)


def test_a_higher_formula_opens_its_line_as_much_as_it_needs():
    (line,) = lines_of("文", formula(height=pt(30), depth=pt(10)), ems=20)
    room = baseline(BODY)
    assert lift(line, BODY) == pt(20) - room
    assert pitch(line, BODY) == pt(30)


def test_a_blank_as_wide_as_the_formula_stands_under_it():
    (line,) = lines_of("文", formula(), ems=20)
    (segment,) = drawn_in(line)
    (run,) = segment.runs
    face = fonts().by_name(run.face)
    width = (face.advance(" ") + run.tracking) * run.size / 1000
    assert abs(width - segment.width) < 2


def inline(tex="a^2", depth=DEEP):
    return doc.InlineFormula(picture(), depth, tex)


def text_items(of):
    return [item for page in of.body for item in page.items if isinstance(item, TextItem)]


def items(of):
    return [item for page in of.pages for item in page.items if isinstance(item, FormulaItem)]


def test_a_listener_hears_a_formula_where_it_stands_in_the_sentence():
    sheets = made(document(paragraph("设", inline(), doc.Run("为正"))))
    (element,) = [each for each in sheets.layout.structure if each.tag is Tag.FORMULA]
    assert element.alt == "a的平方"
    assert element.box is not None
    parent = sheets.layout.structure[element.parent]
    assert parent.tag is Tag.PARAGRAPH
    (item,) = items(sheets)
    assert item.words.actual_text == "a²"
    around = {shown(each.runs): each.mcid for each in text_items(sheets)}
    assert around["设"] < item.mcid < around["为正"]


def test_a_formula_is_as_large_as_the_words_around_it():
    def height(block):
        (item,) = items(made(document(block)))
        return item.height

    heading = doc.Heading(1, "", (doc.Run("关于"), inline()), "sec-1")
    assert height(heading) > height(paragraph("关于", inline()))


def test_the_repeated_head_of_a_table_shows_its_formula():
    long = table([(str(number), "1") for number in range(120)])
    head = doc.Row((replace(long.head[0].cells[0], content=(inline(),)), long.head[0].cells[1]))
    sheets = made(document(replace(long, head=(head,))))
    assert len(sheets.body) > 1
    marks = [item.mcid for item in items(sheets)]
    assert len(marks) == len(sheets.body)
    assert [mark for mark in marks if mark >= 0] == marks[:1]


def test_a_row_is_as_high_as_its_formula_needs():
    plain = table([("1", "2"), ("3", "4")])
    first = plain.rows[0]
    cell = replace(first.cells[0], content=(inline(depth=pt(30)),))
    high = replace(plain, rows=(replace(first, cells=(cell, first.cells[1])), plain.rows[1]))

    def depth(whole):
        lines = {item.actual_text or shown(item.runs): item.y for item in text_items(whole)}
        return lines["年度"] - lines["3"]

    assert depth(made(document(high))) > depth(made(document(plain))) + pt(10)
