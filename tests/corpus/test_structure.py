"""Planted faults of whole reports: each rule of the copy lint, in numbers, headings and labels."""

import random
from collections import Counter

import pytest
from tests.corpus import structure_faults as planted
from tests.corpus.planting import PLANTERS
from tests.corpus.test_copy import PLANTED, sentences
from tests.unit.lint.desk import findings
from tests.unit.lint.test_number_rules import look
from tests.unit.lint.test_typed_numbers import look as look_at_metrics
from tests.unit.resolve.desk import HERE, ORIGIN, chart, facts, make, points, references, table

from reportgen.model import facts as fact
from reportgen.model.report import AigcMode, AigcSpec, ReferenceStandard, ReferenceStyle
from reportgen.read.waivers import WAIVABLE

PLAIN = [line for line in sentences() if not any(map(str.isdigit, line))]
COLUMNS = (fact.TableColumn("客户", is_number=False),)
DATA = facts(charts={"c": points(1, 2)}, tables={"t": fact.TableFacts(COLUMNS, (), "", ORIGIN)})
BY_RESOLVING = {"R01": "RG203", "R03": "RG430"}
"""Rules of references, by the codes under which they are found."""
NEEDS_ANOTHER_ISSUE = {"N104", "N108"}
"""Held against data that only a whole folder has: tests/corpus/*/expect.txt, test_number_rules."""


def between(text):
    before, after = random.Random(text).sample(PLAIN, 2)  # noqa: S311 - no secret
    return f"{before}\n\n{text}\n\n{after}\n"


def headed(first, second):
    one, other = random.Random(first + second).sample(PLAIN, 2)  # noqa: S311 - no secret
    return f"{first}\n\n{one}\n\n{second}\n\n{other}\n"


def drawn(body, cite="公司公告"):
    return findings(body, DATA, charts=chart("c", cite=cite), tables=table("t", cite=cite))


def noticed(text):
    return findings(between("正文。"), aigc=AigcSpec(AigcMode.ASSISTED, ("end",), "x", text, HERE))


def lacking(kind):
    style = ReferenceStyle(ReferenceStandard("gb7714-2025"))
    fields = {"type": kind, "title": "某某", "url": "https://a.example/", "publisher": "某社"}
    return make("甲[@a]。", references=references(a=fields), style=style).sink


def faults():
    """Yield the rule of each planted fault, and what is found."""
    for code, pairs in planted.HEADINGS.items():
        yield from ((code, findings(headed(*pair))) for pair in pairs)
    for code, texts in planted.SENTENCES.items():
        yield from ((code, look(between(text))) for text in texts)
    for code, texts in planted.TYPED.items():
        cited = references("a")
        yield from ((code, look_at_metrics(between(text), references=cited)) for text in texts)
    for body in planted.PLACED:
        yield from [("F01", drawn(body))] * 2
        yield from [("F03", drawn(between("见图1、表1。") + "\n" + body, cite=""))] * 2
    for label in planted.LABELS:
        typed = f":::{{表格}}\n:标题: {label}\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n:::"
        yield "F02", findings(between(typed))
    yield from (("A01", noticed(text)) for text in planted.NOTICES)
    for text in planted.CITED:
        yield "R01", make(between(text), references=references("a")).sink
    yield from (("R03", lacking(kind)) for kind in ("EB", "DS", "PP", "EB/OL", "DS/OL", "PP/OL"))


def test_of_the_planted_faults_of_all_rules_nearly_all_are_found():
    counts, missed = Counter(), []
    for code, found in faults():
        counts[code] += 1
        if BY_RESOLVING.get(code, code) not in {each.code.value for each in found}:
            missed.append(code)
    total = counts.total() + PLANTED * len(PLANTERS)
    assert total >= 300
    assert len(missed) <= counts.total() // 20, missed


def test_no_rule_misses_more_than_one_of_its_faults():
    missed = Counter(
        code
        for code, found in faults()
        if BY_RESOLVING.get(code, code) not in {each.code.value for each in found}
    )
    assert max(missed.values(), default=0) <= 1, missed


def test_every_rule_has_planted_faults():
    tried = {*planted.HEADINGS, *planted.SENTENCES, *planted.TYPED, *PLANTERS, "F01", "F02", "F03"}
    assert {*WAIVABLE} - tried - NEEDS_ANOTHER_ISSUE - {"A01"} == set()


@pytest.mark.parametrize("text", random.Random(1).sample(PLAIN, 10))  # noqa: S311 - no secret
def test_the_hosts_have_no_fault(text):
    assert [each.code.value for each in look(f"# 概况\n\n{text}\n")] == []
