"""Rules of CLREQ 3.2 and CY/T 154-2017 8."""

import pytest

from reportgen.model.typography import Typography
from reportgen.zh.spacing import PLAIN, joint


@pytest.mark.parametrize("pair", ["云A", "A云", "年2", "5云", "云(", ")云", "%的"])
def test_a_quarter_em_stands_between_han_and_latin(pair):
    assert joint(pair).gap == 250


@pytest.mark.parametrize("pair", ["云 A", "A 云", "云\u00a0A"])
def test_a_space_typed_between_han_and_latin_is_replaced(pair):
    assert joint(pair).gap == 250
    assert not joint(pair).keeps_space


@pytest.mark.parametrize("pair", ["，A", "A，", "（A", "A）", "，云", "云，", "，\u00a0A", "， 云"])
def test_nothing_stands_beside_a_full_width_mark(pair):
    assert joint(pair).gap == 0
    assert not joint(pair).keeps_space


def test_a_space_stays_between_words_and_between_han():
    assert joint("A B").keeps_space
    assert joint("云 云").keeps_space
    assert joint("A B").gap == 250
    assert joint("A B").gap + joint("A B").stretch == 500


def test_a_no_break_space_is_a_space_where_no_line_ends():
    assert joint("A\u00a0B").keeps_space
    assert not joint("A\u00a0B").may_break


def test_latin_marks_do_not_stand_off_from_han():
    assert joint("云,").gap == 0
    assert joint("(云").gap == 0
    assert joint(",云").gap == 0


@pytest.mark.parametrize("pair", ["￥4", "＄3", "－5", "5％"])
def test_a_sign_stands_close_to_its_number(pair):
    assert joint(pair).gap == 0
    assert not joint(pair).may_break


@pytest.mark.parametrize("pair", ["。”", "，“", "）。", "》《", "”（"])
def test_two_marks_lose_the_blank_between_them(pair):
    assert joint(pair).cut_after == 500
    assert joint(pair).cut_before == 0


def test_two_opening_marks_lose_the_blank_of_the_second():
    assert joint("（“").cut_before == 500
    assert joint("（“").cut_after == 0


def test_the_middle_dot_is_narrow_and_fixed():
    assert joint("·云").cut_after
    assert joint("云·").cut_before
    assert not joint("云·").is_even


def test_brackets_are_squeezed_before_commas_gaps_and_stops():
    order = [joint(pair).rank for pair in ("）云", "，云", "云A", "。云")]
    assert order == sorted(order)
    assert len(set(order)) == 4


def test_a_gap_keeps_an_eighth_of_an_em_and_gets_half_an_em_at_most():
    gap = joint("云A")
    assert gap.gap - gap.squeeze == 125
    assert gap.gap + gap.stretch <= 500


def test_most_neighbours_are_as_between_two_han():
    assert joint("云端") is PLAIN
    assert PLAIN.may_break


def test_a_brand_may_set_two_marks_in_one_em():
    tight = Typography(adjacent=1000)
    assert joint("）（", tight).cut_after == joint("）（", tight).cut_before == 500
    assert joint("。”", tight).cut_after == 500


def test_a_brand_may_set_latin_close_to_han():
    close = Typography(autospace=0)
    assert joint("云A", close).gap == joint("云A", close).stretch == 0
    narrow = joint("云A", Typography(autospace=125))
    assert (narrow.gap, narrow.squeeze) == (125, 0)
