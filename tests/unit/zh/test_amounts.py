"""Amounts in capitals, as the rules for bills write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.zh.amounts import amount_words

_VALUES = {word: place for place, word in enumerate("零壹贰叁肆伍陆柒捌玖")}


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.1", "壹角整"),
        ("0.12", "壹角贰分"),
        ("0.004", "零元整"),
        ("0.005", "壹分"),
        ("-0.004", "零元整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("11", "壹拾壹元整"),
        ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"),
        ("110.5", "壹佰壹拾元伍角整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1409.5", "壹仟肆佰零玖元伍角整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("9999.995", "壹万元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1000000", "壹佰万元整"),
        ("10010000", "壹仟零壹万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("120000000", "壹亿贰仟万元整"),
        ("1000000000000", "壹万亿元整"),
        ("-1234.56", "负壹仟贰佰叁拾肆元伍角陆分"),
    ],
)
def test_an_amount_in_capitals(yuan, words):
    assert amount_words(Decimal(yuan)) == words


@given(st.integers(0, 10**15) | st.sampled_from([10**n for n in range(16)]))
def test_capitals_are_read_back_as_the_same_amount(cents):
    assert read_back(amount_words(Decimal(cents) / 100)) == cents


@given(st.integers(0, 10**15))
def test_no_two_noughts_follow_one_another(cents):
    words = amount_words(Decimal(cents) / 100)
    assert "零零" not in words
    assert "零元" not in words or words == "零元整"


def read_back(words):
    """Return the 分 of an amount, reading it place by place as a teller does."""
    total = part = digit = 0
    for char in words:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in "仟佰拾":
            part += digit * {"仟": 1000, "佰": 100, "拾": 10}[char]
            digit = 0
        elif char in "万亿":
            scale = {"万": 10**4, "亿": 10**8}[char]
            part += digit
            digit = 0
            total = (total + part) * scale if char == "亿" else total + part * scale
            part = 0
        elif char == "元":
            total, part, digit = (total + part + digit) * 100, 0, 0
        elif char in "角分":
            total += digit * {"角": 10, "分": 1}[char]
            digit = 0
    return total
