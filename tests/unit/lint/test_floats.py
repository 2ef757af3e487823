"""Figures and tables are mentioned in the text and say where their data come from."""

import pytest
from tests.unit.lint.desk import codes, findings, places
from tests.unit.resolve.desk import HERE, ORIGIN, chart, facts, points, references, table, words

from reportgen.model import facts as fact
from reportgen.model.report import ImageBlock, ImageFile

DATA = facts(
    charts={"a": points(1, 2)},
    tables={"t": fact.TableFacts((fact.TableColumn("客户", is_number=False),), (), "", ORIGIN)},
)
PLACED = ":::{图表} a\n:::\n\n:::{表格} t\n:::\n"


def looked_at(body, cite="公司公告"):
    return findings(body, DATA, charts=chart("a", cite=cite), tables=table("t", cite=cite))


def test_a_figure_and_a_table_that_no_sentence_mentions_are_found_where_they_stand():
    found = looked_at(PLACED)
    assert places(found, "F01") == [(1, 9), (4, 9)]
    assert [d.values for d in found] == [
        {"label": "图1", "pointer": "@fig-a"},
        {"label": "表1", "pointer": "@tbl-t"},
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "见@fig-a和@tbl-t。",
        "**见@fig-a**和@tbl-t。",
        "如图1和表 1所示。",
        "甲[^n]。\n\n[^n]: 见@fig-a和@tbl-t。",
    ],
)
def test_a_sentence_anywhere_in_the_text_is_a_mention(sentence):
    assert codes(looked_at(f"{PLACED}\n{sentence}\n")) == []


def test_figure_1_is_not_mentioned_by_figure_12():
    assert codes(looked_at(f"{PLACED}\n见图12和表1。")) == ["F01"]


def test_a_chart_or_table_without_a_source_line_is_found():
    found = looked_at(f"见图1、表1。\n\n{PLACED}", cite="")
    assert codes(found) == ["F03", "F03"]
    assert [d.values for d in found] == [
        {"label": "图1", "key": "a"},
        {"label": "表1", "key": "t"},
    ]


def test_a_chart_inside_a_callout_is_looked_at_too():
    found = looked_at("::::{提示} 要点\n:::{图表} a\n:::\n::::\n")
    assert places(found, "F01") == [(2, 9)]


def test_a_chart_that_could_not_be_made_is_not_looked_at():
    assert codes(findings(":::{图表} a\n:::\n", charts=chart("a"))) == []


def test_a_picture_needs_a_mention_but_no_source_line():
    picture = ImageBlock("x.png", "map", words("机房"), "机房", HERE)
    found = findings(blocks=(picture,), images={"x.png": ImageFile("x.png", b"png", 1, 1)})
    assert [(d.code, d.values["pointer"]) for d in found] == [("F01", "@fig-map")]


def test_a_table_typed_in_the_text_needs_neither():
    assert codes(findings("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n")) == []


def test_a_cited_source_is_a_source_line():
    found = findings(
        "见图1。\n\n:::{图表} a\n:::",
        DATA,
        charts=chart("a", cite="[@s]"),
        references=references("s"),
    )
    assert codes(found) == []
