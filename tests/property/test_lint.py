"""Lint on any text: it never fails, its places are exact, and fixes print what was typed."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.unit.lint.test_typed_numbers import METRICS, look
from tests.unit.resolve.desk import facts, report

from reportgen.automate.desk.fixing import mend
from reportgen.diag import Source, Span
from reportgen.lint.numbers import find_number_faults
from reportgen.lint.passages import passages
from reportgen.lint.rule import Subject
from reportgen.model import facts as fact
from reportgen.zh.quantity import say

PARTS = st.sampled_from(
    [
        *("营收", "营业收入", "毛利率", "公司", "2024年", "去年", "上季度", "2022—2024年", "预计"),
        *(
            "同比",
            "环比",
            "增长",
            "下降",
            "提高",
            "为",
            "达到",
            "超过",
            "近",
            "约",
            "不足",
            "其他占",
        ),
        *("19.2亿美元", "19.15亿美元", "19亿美元", "1.92亿美元", "35.2%", "35%", "3.2个百分点"),
        *("5140万美元", "120倍", "10%～15%", "三成", "12家", "H100", "GPT-3 175B", "第3条", "图3"),
        *(
            "，",
            "。",
            "；",
            "、",
            "\n",
            "\n\n",
            "（",
            "）",
            "[^n]",
            "**",
            "`",
            "\\",
            "&amp;",
            "\ue000",
        ),
        *(
            "{{ 营收 }}",
            "[链接](https://a.cn/19.2亿美元)",
            "{: ignore=N107 reason=甲 }",
            "| a | b |",
        ),
    ]
)
TEXTS = st.lists(PARTS, max_size=25).map("".join)


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_can_be_linted_and_every_place_is_in_it(body):
    for diagnostic in look(body, is_strict=True):
        span = diagnostic.span
        if span.source.path == "正文.md":
            line = span.source.line(span.line)
            assert 1 <= span.column <= len(line) + 1
        typed = diagnostic.values.get("typed", "")
        if diagnostic.code in ("N101", "N102") and diagnostic.fix is not None:
            line, fix = span.source.line(span.line), diagnostic.fix.span
            assert typed.endswith(line[fix.column - 1 :][: fix.length])


@settings(max_examples=150)
@given(TEXTS)
def test_a_fix_prints_what_was_typed_and_is_made_once(tmp_path_factory, body):
    folder = tmp_path_factory.mktemp("fix")
    file = folder / "正文.md"
    fixes = [each for each in look(body) if each.fix is not None and each.code == "N101"]
    file.write_text(body, "utf-8")
    moved = [_at(each, file) for each in fixes]
    (made,) = mend(moved, folder) or (None,)
    if made is None:
        assert not fixes
        return
    again = [each for each in look(made.new) if each.fix is not None and each.code == "N101"]
    assert again == []
    assert _printed(made.new) == _printed(body)


def _at(diagnostic, file):
    """Return ``diagnostic`` as found in ``file``."""
    span = diagnostic.fix.span
    there = Span(Source(str(file), span.source.text), span.line, span.column, span.length)
    return replace(diagnostic, fix=replace(diagnostic.fix, span=there))


def _printed(text):
    """Return ``text`` with the marks of the metrics of the desk said."""
    known = {metric.name: metric for metric in METRICS}
    for name, metric in known.items():
        for digits in range(3):
            for kind, word in ((fact.FormatKind.YI, "亿"), (fact.FormatKind.PERCENT, "百分比")):
                how = fact.NumberFormat(kind, digits)
                if (metric.unit.base == "") == (kind is fact.FormatKind.PERCENT):
                    words = say(metric.value, metric.unit, how)
                    for mark in (name, f"{name}@2024"):
                        text = text.replace(f"{{{{ {mark} | {word}({digits}) }}}}", words)
                        if how == metric.format:
                            text = text.replace(f"{{{{ {mark} }}}}", words)
    change = f"{abs(Decimal('-5.2'))}%"
    return text.replace("{{ 营收 | 同比 | 幅度 }}", change)


@given(st.text(max_size=200))
def test_passages_hold_all_text_and_every_character_has_a_place(body):
    written = report(body)
    for passage in passages(written, facts()):
        for place in range(len(passage.text)):
            assert passage.span(place, place + 1).line >= 1
        covered = sum(each.end - each.start for each in passage.all_sentences)
        assert covered == len(passage.text)


@given(TEXTS)
def test_findings_are_the_same_twice(body):
    written, known = report(body), facts()
    runs = [
        [
            str(each)
            for each in find_number_faults(
                Subject(written, known), lambda *_: False, each_place=True
            )
        ]
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


WAIVERS = st.text(
    st.sampled_from('{｛}｝:： ignoreN107忽略理由=＝"“”,、\n>-#|1.\t\u3000'), max_size=60
)


@settings(max_examples=200)
@given(st.lists(WAIVERS | st.just('{: ignore=N107 reason="甲" }\n'), max_size=4).map("".join))
def test_anything_like_a_waiver_can_be_read(body):
    written = report(body)
    for waiver in written.waivers:
        assert 1 <= waiver.first <= waiver.last
        assert waiver.span.source.line(waiver.span.line)[waiver.span.column - 1] in "{｛"
        assert waiver.codes
