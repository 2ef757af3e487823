"""Every finding can be said in both languages, with the same values."""

import re
import string
from pathlib import Path

import pytest

import reportgen
from reportgen.diag import Code, catalogue


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", list(Code), ids=lambda code: f"{code.name}")
def test_a_code_has_words_in_both_languages_with_the_same_values(code):
    zh, en = catalogue("zh"), catalogue("en")
    for part in ("what", "why", "mend"):
        assert zh[code][part].strip()
        assert en[code][part].strip()
        assert fields(zh[code][part]) == fields(en[code][part])


def test_every_code_is_found_by_some_room():
    source = Path(reportgen.__file__).parent
    used = {
        name
        for path in source.rglob("*.py")
        for name in re.findall(r"Code\.([A-Z_0-9]+)", path.read_text("utf-8"))
    }
    assert {code.name for code in Code} == used


def test_no_words_are_left_for_a_code_that_is_gone():
    known = {code.value for code in Code} | {"severity", "label"}
    assert set(catalogue("zh")) == known
    assert set(catalogue("en")) == known
