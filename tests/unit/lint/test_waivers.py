"""A waiver lets a finding of its block stand, and says why."""

import pytest
from tests.unit.lint.desk import codes, findings, places
from tests.unit.resolve.desk import report, said

from reportgen.diag import Sink, Source
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.markdown import Collected, read_blocks

REASON = '{: ignore=N107 reason="口头披露" }'


def read(text):
    collected = Collected(Folder(None), Sink())
    blocks = read_blocks(Excerpt.whole(Source("正文.md", text)), collected)
    return blocks, collected


@pytest.mark.parametrize(
    "waiver",
    [
        REASON,
        '{:ignore=N107 reason="口头披露"}',
        "{: 忽略=N107 理由=“口头披露” }",
        '｛：忽略＝n107　理由="口头披露"｝',
        '{: ignore="N107" reason=口头披露 }',
    ],
)
def test_a_number_without_source_is_waived_behind_its_paragraph(waiver):
    assert codes(findings(f"营收19亿元。\n{waiver}\n")) == []


@pytest.mark.parametrize(
    "body",
    [
        f"- 营收19亿元。\n- 成本3亿元。\n\n{REASON}\n",
        f"- 营收19亿元。\n  {REASON}\n",
        f"> 营收19亿元。\n\n{REASON}\n",
        f":::{{提示}} 要点\n营收19亿元。\n:::\n{REASON}\n",
        f"营收19亿元，\n利润3亿元。\n\n{REASON}\n",
    ],
)
def test_a_waiver_is_for_the_block_before_it_whatever_that_is(body):
    assert codes(findings(body)) == []


def test_a_waiver_is_for_no_other_block():
    assert places(findings(f"营收19亿元。\n\n利润3亿元。\n{REASON}\n"), "N107") == [(1, 3)]


def test_a_waiver_behind_a_heading_and_a_table_ends_them():
    heading = '# 标题。\n{: ignore=H02 reason="原文如此" }\n'
    body = heading + '\n| 甲 |\n|---|\n| 1 |\n{: ignore=N106 reason="乙" }\n'
    blocks, collected = read(body)
    assert [type(block).__name__ for block in blocks] == ["Heading", "PipeTable"]
    assert [(w.first, w.last) for w in collected.waivers] == [(1, 1), (4, 6)]
    assert codes(findings(body)) == ["RG861"]


def test_a_waiver_is_not_printed():
    (paragraph,) = report(f"营收19亿元。\n{REASON}\n").blocks
    assert said(paragraph.content) == "营收19亿元。"


def test_a_waiver_without_a_reason_is_found_and_has_no_effect():
    assert codes(findings("营收19亿元。\n{: ignore=N107 }\n")) == ["N107", "RG860"]


def test_a_waiver_that_waives_nothing_is_found_where_its_code_stands():
    found = findings('营收19亿元。\n{: ignore="N107 N105" reason="甲" }\n')
    assert places(found, "RG861") == [(2, 17)]


@pytest.mark.parametrize(
    ("waiver", "word"),
    [
        ('{: ignore=N999 reason="甲" }', "N999"),
        ('{: ignore=N111 reason="甲" }', "N111"),
        ('{: ignore=RG201 reason="甲" }', "RG201"),
        ('{: ignor=N107 reason="甲" }', "ignor=N107"),
        ("{: .class }", ".class"),
        ("{: }", "{: }"),
    ],
)
def test_what_a_waiver_cannot_say_is_an_error(waiver, word):
    _, collected = read(f"甲。\n{waiver}\n")
    assert [(d.code, d.values["word"]) for d in collected.sink] == [("RG862", word)]


def test_in_code_such_a_line_is_code():
    blocks, collected = read(f"```\n{REASON}\n```\n")
    assert (blocks[0].text, collected.waivers) == (REASON, [])
