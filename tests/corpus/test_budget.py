"""A megabyte of text is linted within seconds, whatever stands in it."""

import re
import time
from pathlib import Path

import pytest
from tests.unit.resolve.desk import report

from reportgen.lint.numbers import find_number_faults
from reportgen.lint.rule import Subject
from reportgen.model import facts as fact

TEXTS = "".join(
    path.read_text("utf-8").split("---\n", 2)[-1]
    for path in sorted(Path(__file__).parent.glob("*/报告.md"))
)
MEGABYTE = 1_000_000
NOTHING = fact.Facts(None, {}, {}, {}, {})


@pytest.mark.parametrize("is_one_paragraph", [False, True])
def test_a_megabyte_is_linted_in_time(is_one_paragraph):
    words = re.sub(r"(?m)^:::.*$|^\|.*$", "", TEXTS)
    if is_one_paragraph:
        words = re.sub(r"[#\n]", " ", words)
    written = report(words * (MEGABYTE // len(words.encode())))
    started = time.process_time()
    found = list(find_number_faults(Subject(written, NOTHING), lambda *_: False, each_place=True))
    assert time.process_time() - started < 6  # about 1 s alone on the machine
    assert len(found) > 1000
