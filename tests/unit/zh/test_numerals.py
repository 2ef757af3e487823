"""Chinese numerals: the numbers of chapters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.zh.numerals import chinese_numeral, circled


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1101, "一千一百零一"),
        (2024, "二千零二十四"),
        (9999, "九千九百九十九"),
    ],
)
def test_numerals_as_chapters_say_them(number, words):
    assert chinese_numeral(number) == words


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_there_are_no_other_chapters(number):
    with pytest.raises(ValueError, match=str(number)):
        chinese_numeral(number)


@given(st.integers(1, 9999))
def test_every_numeral_can_be_read_back(number):
    assert read(chinese_numeral(number)) == number


def read(words):
    total, digit = 0, 0
    for char in words:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


def test_circled_numbers_end_at_twenty():
    assert [circled(n) for n in (1, 10, 20, 21)] == ["①", "⑩", "⑳", "(21)"]
