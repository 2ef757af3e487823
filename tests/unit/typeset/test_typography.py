"""What a brand may choose, and what small characters, dots and hyphens look like."""

import pytest
from tests.typesetter import (
    EM,
    end_of,
    glyphs_of,
    ink_end,
    lines_of,
    runs_of,
    start_of,
    text_of,
    texts,
    words,
)

from reportgen.fonts import SOFT_HYPHEN, written
from reportgen.model.brand import FontRole
from reportgen.model.typography import Kinsoku

LONG = "internationalization"


# ---- marks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("marks", "ems"), [("？！", 1), ("！！", 1), ("？？", 1), ("！！！", 2)])
def test_two_marks_of_a_kind_share_one_em_and_three_share_two(marks, ems):
    (line,) = lines_of(f"云{marks}端")
    assert start_of(line, "端") - end_of(line, "云") == pytest.approx(ems * EM, abs=10)
    assert text_of(line) == f"云{marks}端"


def test_a_quote_after_marks_that_share_an_em_loses_no_more():
    (line,) = lines_of("“云？！”端")
    assert start_of(line, "端") - end_of(line, "云") == pytest.approx(2 * EM, abs=10)


def test_marks_that_share_an_em_stay_together():
    for n in range(8, 12):
        assert not any(line.endswith("？") for line in texts(lines_of("云" * n + "？！端", ems=10)))


def test_a_mark_may_keep_its_width_at_the_line_end():
    first, *_ = lines_of("云云云云云云云云云，云云云云", ems=10, halves_line_end=False)
    assert text_of(first) == "云云云云云云云云云，"
    assert glyphs_of(first)[-1][2] == pytest.approx(10 * EM, abs=10)


def test_a_mark_may_hang_in_the_margin():
    first, *_ = lines_of("云云云云云云云云云云，云云云云", ems=10, hangs=True)
    assert text_of(first) == "云云云云云云云云云云，"
    assert glyphs_of(first)[-1][1] == pytest.approx(10 * EM, abs=10)


def test_a_bracket_never_hangs():
    first, *_ = lines_of("云云云云云云云云（云）云云云云", ems=10.5, hangs=True)
    assert text_of(first)[-1] == "）"
    assert ink_end(first) == pytest.approx(10.5 * EM, abs=100)


def test_a_strict_brand_starts_no_line_with_a_dash():
    text = "云" * 10 + "——" + "云" * 12
    assert texts(lines_of(text, ems=10))[1].startswith("——")
    strict = texts(lines_of(text, ems=10, kinsoku=Kinsoku.STRICT))
    assert not any(line.startswith("—") for line in strict)


def test_word_spaces_grow_before_the_gaps_beside_han():
    first, *_ = lines_of("云端用 AI Cloud 算力云端用算力计算云端算力", ems=15.5)
    (line,) = lines_of(text_of(first))
    spread = {char: start_of(first, char) - start_of(line, char) for char in "C算"}
    assert spread["C"] > 0


# ---- hyphens -------------------------------------------------------------------------------


def test_a_long_word_is_hyphenated_rather_than_a_line_torn_apart():
    lines = lines_of("云" * 7 + LONG + "云端", ems=14)
    assert "".join(texts(lines)) == "云" * 7 + LONG + "云端"
    assert [char for char, _, _ in glyphs_of(lines[0])][-1] == SOFT_HYPHEN
    assert written(SOFT_HYPHEN) == "\u00ad" not in text_of(lines[0])
    assert ink_end(lines[0]) == pytest.approx(14 * EM, abs=100)


def test_a_word_is_whole_where_the_line_is_good_without():
    assert not any(SOFT_HYPHEN in shown_in(line) for line in lines_of("云" * 4 + LONG, ems=14))


def test_a_brand_may_forbid_hyphens():
    lines = lines_of("云" * 7 + LONG + "云端", ems=14, hyphenates=False)
    assert not any(SOFT_HYPHEN in shown_in(line) for line in lines)


def test_code_names_and_addresses_are_never_hyphenated():
    code = words(LONG, role=FontRole.CODE)
    for part in (code, LONG.upper(), LONG.capitalize(), "https://example.com/" + LONG):
        lines = lines_of("云" * 7, part, "云端", ems=16)
        assert not any(SOFT_HYPHEN in shown_in(line) for line in lines)


def test_no_line_ends_with_the_hyphen_of_an_address():
    address = "https://example.com/jj-xw/2025-03-28/doc--inerexcp-7132368.shtml"
    for ems in range(8, 30):
        lines = texts(lines_of("见", address, "云端", ems=ems))
        assert not any(line.endswith("-") for line in lines[:-1])


# ---- small characters and dots -------------------------------------------------------------


def small(text, rise):
    return words(text, size=EM * 2 // 3, rise=rise, glued=True, is_script=True)


def test_a_small_character_never_parts_from_what_it_belongs_to():
    for ems in range(8, 14):
        lines = texts(lines_of("面积约为三万", "m", small("2", EM // 3), "的机房在园区", ems=ems))
        assert not any(line.startswith("2") or line.endswith("m") for line in lines)


def test_a_gap_stands_between_a_small_character_and_han():
    (line,) = lines_of("m", small("2", EM // 3), "云")
    assert start_of(line, "云") - end_of(line, "2") == pytest.approx(EM / 4, abs=10)


def test_nothing_stands_within_a_formula():
    (line,) = lines_of("H", small("2", -EM // 6), "O")
    assert start_of(line, "O") == pytest.approx(end_of(line, "2"), abs=10)
    assert text_of(line) == "H2O"


def test_a_dot_stands_below_the_middle_of_each_han_character():
    (line,) = lines_of("年度", words("平均值，", dotted=True), "云")
    middles = [(start_of(line, char) + end_of(line, char)) / 2 for char in "平均值"]
    assert [dot.x for dot in line.dots] == pytest.approx(middles, abs=2)
    assert all(dot.y < 0 for dot in line.dots)
    assert text_of(line) == "年度平均值，云"


def test_dots_follow_the_characters_of_a_spaced_line():
    text = words("云计算的需求增长很快而且云计算的成本下降", dotted=True)
    for line in lines_of(text, "很多，", ems=9.3):
        inked = [glyph for glyph in glyphs_of(line) if glyph[0] != "，"]
        middles = [(start + end) / 2 for _, start, end in inked]
        assert all(any(abs(dot.x - each) < 5 for each in middles) for dot in line.dots)


# ---- once ----------------------------------------------------------------------------------


def test_a_paragraph_that_was_set_before_is_not_set_again():
    assert lines_of("云端算力", ems=11) is lines_of("云端算力", ems=11)
    assert lines_of("云端算力", ems=11) is not lines_of("云端算力", ems=12)


def shown_in(line):
    return "".join(piece for run in runs_of(line) for piece in run.pieces if isinstance(piece, str))


def test_a_line_with_an_address_is_spaced_throughout_rather_than_torn():
    address = "https://www.example.com/research/2025/compute-leasing/regional_breakdown.csv"
    first, *_ = lines_of("原始数据见" + address + "云端", ems=39)
    assert ink_end(first) == pytest.approx(39 * EM, abs=100)
    assert start_of(first, "始") - end_of(first, "原") < 0.2 * EM


def test_ordinals_within_han_stay_whole():
    for ems in range(8, 16):
        lines = texts(lines_of("云计算的需求在第四季度与第二十一届大会之后增长", ems=ems))
        assert not any(line.endswith(("第", "第二", "第二十")) for line in lines)
