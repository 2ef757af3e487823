"""A table of numbers in words, each format by its Chinese and its ASCII name."""

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.model.facts import NO_UNIT
from reportgen.zh.quantity import parse_format, say
from reportgen.zh.units import parse_unit

LINES = (Path(__file__).parent / "wordings.txt").read_text("utf-8").splitlines()
ROWS = [tuple(line.split("|")) for line in LINES if not line.startswith("#")]


def test_there_are_more_than_two_hundred():
    assert len(ROWS) >= 200


@pytest.mark.parametrize(("value", "unit", "chinese", "ascii_name", "words"), ROWS)
def test_a_number_in_words(value, unit, chinese, ascii_name, words):
    measured = NO_UNIT if unit == "-" else parse_unit(unit)
    for name in (chinese, ascii_name):
        assert say(Decimal(value), measured, parse_format(name)) == words


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_nought_has_no_sign(row):
    if not any(char in "123456789壹贰叁肆伍陆柒捌玖" for char in row[-1]):
        assert not row[-1].startswith(("−", "负"))
