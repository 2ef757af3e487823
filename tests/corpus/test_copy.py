"""The copy rules find what was planted, what is wrong in the seed, and nothing in clean text."""

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.corpus.planting import PLANTERS
from tests.unit.lint.desk import findings
from tests.unit.resolve.desk import facts, make, report

from reportgen.automate.desk.fixing import _applied
from reportgen.lint.copy import find_copy_faults
from reportgen.lint.rule import Subject
from reportgen.read.waivers import WAIVABLE

HERE = Path(__file__).parent
CLEAN = (HERE / "clean.md").read_text("utf-8")
SEED = (HERE / "coreweave.txt").read_text("utf-8")
COPY = {code for code in WAIVABLE if re.fullmatch(r"P\d\d|N0\d|H0\d|F02|X01", code)}
BODIES = {
    path.parent.name: path.read_text("utf-8").split("---\n", 2)[-1]
    for path in sorted(HERE.glob("*/*.md"))
}
PLANTED = 10
"""Faults of a kind: 22 kinds."""


def copy(text):
    return [each for each in findings(text) if each.code.value in COPY]


def sentences():
    for line in CLEAN.splitlines():
        if re.search("[。！？]”?$", line) and not re.match(r"[-\d（#|]", line):
            yield line


def faults(code):
    """Yield sentences with one planted fault of ``code``."""
    chance, lines = random.Random(code), list(sentences())  # noqa: S311 - no secret
    chance.shuffle(lines)
    planter, made = PLANTERS[code], 0
    for _ in range(PLANTED):
        for line in lines:
            faulty = planter(line, chance)
            if faulty is not None and made < PLANTED:
                made += 1
                yield line, faulty


def test_clean_text_of_twenty_thousand_characters_is_clean():
    whole = "\n\n".join((CLEAN, *BODIES.values()))
    assert len(whole) >= 20_000
    found = [(each.code.value, each.values["typed"]) for each in copy(CLEAN)]
    for body in BODIES.values():
        mended = body.replace("10000次", "10,000次")  # a fault that the report is there to have
        found += [(each.code.value, each.values["typed"]) for each in copy(mended)]
    assert found == []


def test_of_two_hundred_planted_faults_nearly_all_are_found():
    planted, missed = Counter(), []
    for code in PLANTERS:
        for _, faulty in faults(code):
            planted[code] += 1
            if code not in {each.code.value for each in copy(faulty)}:
                missed.append((code, faulty))
    assert planted.total() >= 200
    assert set(planted) == set(PLANTERS)
    assert len(missed) <= planted.total() // 20, missed


@pytest.mark.parametrize("code", list(PLANTERS))
def test_what_is_mended_has_nothing_left_to_mend(code):
    for _, faulty in faults(code):
        fixes = [each.fix for each in copy(faulty) if each.fix]
        mended = _applied(faulty, fixes)[1]
        assert [each.fix for each in copy(mended) if each.fix] == [], faulty


KEPT = ("`f(a,b);...`", "https://a.example/x,y?z=1:2&q=a--b", "Yahoo!", "$f(x),y$", "C++::sort")
"""Code, addresses, names and formulas."""


@pytest.mark.parametrize("code", list(PLANTERS))
def test_mending_leaves_code_addresses_and_names_as_they_are(code):
    for _, faulty in faults(code):
        text = f"{faulty}另见{KEPT[0]}，{KEPT[1]} 和{KEPT[2]}、{KEPT[3]}与{KEPT[4]}。"
        fixes = [each.fix for each in copy(text) if each.fix]
        mended = _applied(text, fixes)[1]
        assert [each for each in KEPT if each not in mended] == []


@pytest.mark.parametrize("code", ["P01", "P02", "P03", "P04", "P06", "P07", "P08", "P11"])
def test_mending_brings_the_clean_sentence_back(code):
    for clean, faulty in faults(code):
        fixes = [each.fix for each in copy(faulty) if each.fix]
        assert _applied(faulty, fixes)[1] == clean


def test_the_seed_has_just_the_faults_that_it_has():
    found = findings(SEED.replace("\n", "\n\n"))
    counted = Counter(each.code.value for each in found)
    assert counted == {
        "P01": 69,  # 63 commas and 6 colons; 3,584 and the addresses are right
        "P03": 2,  # (AIGC)
        "P04": 2,  # "裸金属GPU"
        "P13": 1,  # “英伟达亲儿子"IPO遇冷
        "H01": 1,  # 一、 and 2.1
        "X01": 2,  # InflectionAI, GPT-3175B
        "N110": 1,  # 7.474亿 and 5140万
        "N107": 1,  # numbers without a source, in one line
    }
    assert {each.values["typed"] for each in found if each.code == "X01"} == {
        "InflectionAI",
        "GPT-3175B",
    }
    (open_quote,) = (each for each in found if each.code == "P13")
    assert open_quote.span.source.line(open_quote.span.line).startswith("[2]")


@pytest.mark.parametrize("words", [CLEAN, SEED], ids=["clean", "seed"])
def test_a_megabyte_is_read_in_time(words):
    text = f"{words}\n\n" * (1_000_000 // len(words.encode()))
    subject, document = Subject(report(text), facts()), make("正文。").document
    started = time.process_time()
    list(find_copy_faults(subject, document))
    assert time.process_time() - started < 4  # less than 1 s alone on the machine


def test_ten_pages_are_read_in_a_moment():
    subject, document = Subject(report(CLEAN[:8000]), facts()), make("正文。").document
    spent = []
    for _ in range(6):
        started = time.process_time()
        list(find_copy_faults(subject, document))
        spent.append(time.process_time() - started)
    assert min(spent) < 0.015  # 3 ms alone on the machine
