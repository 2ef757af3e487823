"""``{% 若 … %}``: tags pair inside a paragraph, and each fault has its place."""

import pytest

from reportgen.diag import Sink, Source
from reportgen.model.report import Conditional
from reportgen.read.excerpt import Excerpt
from reportgen.read.inline import plain_words, read_inlines


def read(text):
    sink = Sink()
    return read_inlines(Excerpt.whole(Source("正文.md", text)), sink), sink


def branches(text):
    (made,) = [each for each in read(text)[0] if isinstance(each, Conditional)]
    return [
        (each.condition.text if each.condition else "", plain_words(each.content))
        for each in made.branches
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% 若 a > 0 %}甲{% 完 %}", [("a > 0", "甲")]),
        ("{% if a > 0 %}甲{% else %}乙{% end %}", [("a > 0", "甲"), ("", "乙")]),
        (
            "{% 如果 a > 0 %}甲{% 否则若 a = 0 %}乙{% 否则 %}丙{% 完 %}",
            [("a > 0", "甲"), ("a = 0", "乙"), ("", "丙")],
        ),
        ("{%若 a%b > 5% %}**甲**{%完%}", [("a%b > 5%", "甲")]),
        ("{% 若 a | 同比 > 0 %}{% 完 %}", [("a | 同比 > 0", "")]),
        ("前{% 若 a >\t0 %}甲\n乙{% endif %}后", [("a > 0", "甲乙")]),
    ],
)
def test_tags_choose_between_words(text, expected):
    assert branches(text) == expected
    assert not read(text)[1].found


def test_choices_stand_inside_choices():
    ((_, words),) = branches("{% 若 a > 0 %}甲{% 若 b > 0 %}乙{% 否则 %}丙{% 完 %}丁{% 完 %}")
    assert words == "甲丁"


def test_full_width_tags_are_read_and_mended():
    content, sink = read("｛％ 若 a＞0 ％｝甲｛％ 完 ％｝")
    assert isinstance(content[0], Conditional)
    assert [each.code.value for each in sink.found] == ["RG113", "RG113"]
    assert sink.found[0].fix.text == "{% 若 a＞0 %}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲{% 若 a > 0 %}乙", ["1:2 RG251"]),
        ("甲{% 完 %}", ["1:2 RG251"]),
        ("{% 否则 %}", ["1:1 RG251"]),
        ("{% 若 a > 0 %}甲{% 否则 %}乙{% 否则 %}丙{% 完 %}", ["1:24 RG251"]),
        ("{% 若 a > 0 %}**甲{% 完 %}**", ["1:1 RG251"]),
        ("{% 若 %}甲{% 完 %}", ["1:1 RG250"]),
        ("{% 若 a > 0 %}甲{% 完 a %}", ["1:15 RG250"]),
        ("{% 当 a > 0 %}", ["1:1 RG250"]),
        ("{% 若 a > 0", ["1:1 RG250"]),
        ("{% 若 " + "a > 0 且 " * 60 + "a > 0 %}{% 完 %}", ["1:6 RG250"]),
    ],
)
def test_a_tag_without_its_other_half_is_found(text, found):
    seen = [f"{e.span.line}:{e.span.column} {e.code.value}" for e in read(text)[1].found]
    assert sorted(seen)[: len(found)] == sorted(found)


@pytest.mark.parametrize("depth", [11, 2000])
def test_choices_nested_deeper_than_anybody_reads_are_refused(depth):
    _, sink = read("{% 若 a > 0 %}" * depth + "{% 完 %}" * depth)
    assert {each.code.value for each in sink.found} == {"RG251"}


def test_a_bar_in_a_condition_parts_no_cells():
    content, sink = read("x {% 若 a | 同比 > 0 %}甲{% 完 %}")
    assert not sink.found
    assert isinstance(content[1], Conditional)
