import re
from itertools import pairwise

import pytest
from msgspec.structs import replace
from tests.typesetter import (
    BODY,
    EM,
    INDENTED,
    end_of,
    glyphs_of,
    ink_end,
    lines_of,
    mark,
    runs_of,
    start_of,
    text_of,
    texts,
    words,
)

from reportgen.fonts import DASH_PAIR
from reportgen.model.brand import Alignment, FontRole

LEFT = replace(BODY, alignment=Alignment.START)
PROSE = "公司成立于2017年，是美国一家GPU云服务商，“英伟达亲儿子”（AI Hyperscaler）。" * 3


# ---- spaces and gaps -----------------------------------------------------------------------


def test_han_and_latin_stand_a_quarter_em_apart_whatever_the_author_typed():
    for text in ("中A", "中 A", "中  A"):
        (line,) = lines_of(text)
        assert start_of(line, "A") - end_of(line, "中") == EM / 4
        assert text_of(line) == "中A"


def test_latin_words_stand_apart_by_a_real_space():
    (line,) = lines_of("AI Cloud")
    assert " " in [char for char, _, _ in glyphs_of(line)]
    assert start_of(line, "C") - end_of(line, "I") == pytest.approx(EM / 4, abs=EM / 1000)


def test_a_space_between_han_stays():
    (line,) = lines_of("18日 分类")
    assert text_of(line) == "18日 分类"


def test_a_space_at_a_line_end_is_written_but_not_shown():
    first, *_ = lines_of("a real word space at the end of a line", ems=10)
    assert text_of(first).endswith(" ")
    assert glyphs_of(first)[-1][0] != " "


def test_tabs_and_line_ends_are_spaces():
    assert texts(lines_of("AI\tCloud\nGPU")) == ["AI Cloud GPU"]


def test_spaces_in_code_are_kept_as_typed():
    code = words("  x  = 1", role=FontRole.CODE)
    (line,) = lines_of(code, style=LEFT)
    assert text_of(line) == "  x  = 1"
    assert [char for char, _, _ in glyphs_of(line)] == list("  x  = 1")


# ---- marks ---------------------------------------------------------------------------------


def test_two_marks_are_an_em_and_a_half_wide():
    (line,) = lines_of("云》，端")
    assert start_of(line, "端") - end_of(line, "云") == 1.5 * EM


def test_a_mark_at_the_line_end_takes_half_its_width():
    first, *_ = lines_of("云云云云云云云云云，云云云云", ems=9.5)
    assert text_of(first) == "云云云云云云云云云，"
    assert ink_end(first) == pytest.approx(9.5 * EM, abs=10)


def test_an_opening_mark_at_the_line_start_takes_half_its_width():
    (line,) = lines_of("“云”端")
    assert start_of(line, "云") == EM / 2


def test_two_dashes_are_one_glyph_and_copied_as_two():
    (line,) = lines_of("云——端")
    assert DASH_PAIR in [char for char, _, _ in glyphs_of(line)]
    assert text_of(line) == "云——端"


def test_the_middle_dot_is_half_an_em_wide():
    (line,) = lines_of("乔·布")
    assert start_of(line, "布") - end_of(line, "乔") == pytest.approx(EM / 2, abs=10)


def test_an_apostrophe_is_narrow():
    (line,) = lines_of("CoreWeave’s")
    assert text_of(line) == "CoreWeave’s"
    assert line.width < 7 * EM


# ---- lines ---------------------------------------------------------------------------------


def test_all_lines_of_a_paragraph_but_the_last_are_full():
    *full, last = lines_of(PROSE, ems=30, style=INDENTED)
    assert all(ink_end(line) == pytest.approx(30 * EM, abs=100) for line in full)
    assert all(line.width == pytest.approx(30 * EM, abs=2) for line in full)
    assert last.width < 30 * EM
    assert not any(run.tracking for run in runs_of(last))


def test_the_first_line_is_indented_and_no_other():
    first, second, *_ = lines_of(PROSE, ems=30, style=INDENTED)
    assert first.segments[0].x == 2 * EM
    assert second.segments[0].x == 0


def test_latin_words_are_not_letter_spaced():
    for line in lines_of(PROSE, ems=23):
        for run in runs_of(line):
            letters = "".join(piece for piece in run.pieces if isinstance(piece, str))
            assert not run.tracking or not any(a + b in "GPUHyper" for a, b in pairwise(letters))


def test_lines_may_stand_at_the_middle_or_the_end():
    for alignment, x in ((Alignment.CENTER, 4 * EM), (Alignment.END, 8 * EM)):
        (line,) = lines_of("云端", ems=10, style=replace(BODY, alignment=alignment))
        assert line.segments[0].x == x
        assert line.width == x + 2 * EM


def test_an_author_may_end_a_line():
    end = words("", is_break=True)
    assert texts(lines_of("甲", end, "乙", style=INDENTED)) == ["甲", "乙"]
    assert texts(lines_of("甲", end, words("", is_break=True), "乙")) == ["甲", "", "乙"]
    assert texts(lines_of("甲", end)) == ["甲"]


def test_a_paragraph_without_words_is_one_empty_line():
    assert lines_of("") == lines_of(" ")
    assert lines_of("")[0].segments == ()
    assert lines_of() == ()


def test_a_last_line_of_one_character_is_avoided():
    lines = texts(lines_of("云" * 41 + "。", ems=20))
    assert len(lines[-1]) > 2


# ---- long words ----------------------------------------------------------------------------


def test_an_address_breaks_after_its_marks_without_a_hyphen():
    address = "https://www.sec.gov/Archives/edgar/data/d899798ds1.htm?x=1&y=2"
    lines = texts(lines_of("见" + address, ems=12))
    assert len(lines) > 2
    assert "".join(lines) == "见" + address
    assert all(line[-1] in "/.-_?&=" for line in lines[:-1])


def test_a_reference_without_spaces_breaks_between_its_parts_not_in_its_dates():
    reference = "Form[EB/OL].(2025-03-03)[2025-12-18].https://www.sec.gov/Archives/edgar/x.htm"
    for ems in range(12, 34):
        lines = texts(lines_of(reference, ems=ems))
        assert "".join(lines) == reference
        assert not any(re.search(r"\d-?$", line) for line in lines[:-1])


def test_a_long_part_of_an_address_is_cut_rather_than_leave_a_hole():
    reference = (
        "见[2025-12-18]. https://www.sec.gov/Archives/edgar/data/000119312525044231/d89.htm。"
    )
    for ems in range(20, 40):
        for line in lines_of(reference, ems=ems)[:-1]:
            inked = [glyph for glyph in glyphs_of(line) if glyph[0] != " "]
            assert all(b[1] - a[2] < 3 * EM for a, b in pairwise(inked))


def test_a_long_number_is_not_cut_at_its_point():
    lines = texts(lines_of("云" * 15 + "1,234,567.891-2", ems=20))
    assert any("1,234,567.891-2" in line for line in lines)


def test_a_word_breaks_anywhere_only_if_it_is_wider_than_the_measure():
    word = "Supercalifragilisticexpialidocious"
    whole = lines_of("云" * 9 + word, ems=20, hyphenates=False)
    assert any(word in line for line in texts(whole))
    assert len(lines_of(word, ems=5)) > 3
    assert "".join(texts(lines_of(word, ems=5))) == word


def test_what_no_line_can_hold_sticks_out_but_is_not_lost():
    lines = texts(lines_of("（（（（（（（（（（云", ems=2))
    assert "".join(lines) == "（（（（（（（（（（云"


# ---- fragments -----------------------------------------------------------------------------


def test_neighbours_with_different_keys_are_different_segments():
    (line,) = lines_of("见", words("图1", key=1), "和", words("表2", key=2), "。")
    assert [(each.key, each.text) for each in line.segments] == [
        (0, "见"), (1, "图1"), (0, "和"), (2, "表2"), (0, "。"),
    ]  # fmt: skip
    figure = line.segments[1]
    assert figure.x == EM
    assert figure.width == pytest.approx(EM * 1.805, abs=10)


def test_a_look_changes_within_a_segment():
    (line,) = lines_of("增长", words("七倍", role=FontRole.STRONG), "。")
    (segment,) = line.segments
    assert [run.face for run in segment.runs] == [
        "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSansSC-Regular",
    ]  # fmt: skip


def test_a_number_of_another_look_stays_with_its_unit():
    for ems in (10, 10.5, 11, 11.5, 12):
        lines = texts(lines_of("云" * 9, words("25", role=FontRole.STRONG), "万美元", ems=ems))
        assert not any(line.endswith("25") for line in lines)


def test_a_raised_mark_stays_with_the_word_before_it():
    for count in range(16, 22):
        for line in texts(lines_of("云" * count, mark("[1]"), "，端" * 9, ems=20)):
            assert not line.startswith(("[", "，"))


def test_a_raised_mark_is_raised_and_small():
    (line,) = lines_of("云", mark("[1]"), "。")
    run = line.segments[1].runs[0]
    assert (run.y, run.size) == (EM // 3, EM * 7 // 10)
    assert line.segments[1].x == EM


def test_a_fallback_face_shows_what_the_face_lacks():
    (line,) = lines_of("完成☑吗")
    assert [run.face for run in runs_of(line)] == [
        "NotoSansSC-Regular", "DejaVuSans", "NotoSansSC-Regular",
    ]  # fmt: skip
