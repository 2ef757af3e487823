"""YAML is read strictly, with places, and hostile files stop at a budget."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diag import Sink, Source
from reportgen.read.excerpt import Excerpt
from reportgen.read.yaml_tree import Mapping, Scalar, Sequence, load_tree


def load(text):
    sink = Sink()
    tree = load_tree(Excerpt.whole(Source("report.yaml", text)), sink)
    return tree, [f"{d.span.line}:{d.span.column} {d.code}" for d in sink]


def plain(node):
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(each) for each in node.items]
        case Mapping():
            return {name: plain(entry.value) for name, entry in node.entries.items()}
    return None


def test_scalars_stay_what_was_typed():
    text = "a: no\nb: 12:30\nc: 010\nd: 1e3\ne: 2025-12-18\nf: 1.10\ng: on\nh: ~\n"
    assert plain(load(text)[0]) == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": "1e3",
        "e": "2025-12-18",
        "f": "1.10",
        "g": "on",
        "h": "~",
    }


def test_texts_of_several_lines_join_as_chinese_does():
    text = 'a: 第一行\n  第二行\nb: >\n  汉字\n  汉字\nc: "one\n  two"\nd: |\n  一\n\n  二\n'
    assert plain(load(text)[0]) == {
        "a": "第一行第二行",
        "b": "汉字汉字",
        "c": "one two",
        "d": "一\n\n二",
    }


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 值", 1, 4),
        ("a: '值'", 1, 5),
        ('a: "值"', 1, 5),
        ("a: {b: 值}", 1, 8),
        ("a:\n  - 值", 2, 5),
        ("a: |\n   值", 2, 4),
    ],
)
def test_every_value_knows_where_its_first_character_stands(text, line, column):
    node = load(text)[0]
    while not isinstance(node, Scalar):
        node = (
            node.items[0] if isinstance(node, Sequence) else next(iter(node.entries.values())).value
        )
    assert (node.text.strip(), node.span.line, node.span.column) == ("值", line, column)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\na: 2\n", ["2:1 RG102"]),
        ("a：1\nb: 2\n", ["1:2 RG103"]),
        ("a: 1\nb：2\n", ["2:2 RG103"]),
        ("a:\n  b：1\n  c: 2\n", ["2:4 RG103"]),
        ("a: %x\n", ["1:4 RG109"]),
        ("a: @x\nb: `y`\n", ["1:4 RG109", "2:4 RG109"]),
        ("a: {{ x }}\n", ["1:4 RG109"]),
        ("a: {{ x }}报告\n", ["1:4 RG109"]),
        ("- {{ x | y }}z\n", ["1:3 RG109"]),
        ("a: 第一季度: 增长\nb: %\n", ["1:4 RG108", "2:4 RG109"]),
        ("a: 1\n没有冒号\nb: 2\n", ["2:1 RG108"]),
        ("- a: b: c\n", ["1:6 RG108"]),
        ("a: **重点**\nb: *是*\n", ["1:4 RG109", "2:4 RG109"]),
        ("a: 1\n\tb: 2\n", ["2:1 RG108"]),
        ("a: [1\n", ["1:6 RG108"]),
        ("a: 'x\n", ["1:6 RG108"]),
        ("a: !!python/object:os.system x\n", ["1:4 RG108"]),
        ("a: !x y\n", ["1:4 RG108"]),
        ("a: *b\n", ["1:4 RG108"]),
        ("a: &b [*b]\n", ["1:8 RG108"]),
        ("a: 1\n---\nb: 2\n", ["2:1 RG108"]),
        ('a: "\\uFFFFFFFF\\UFFFFFFFF"\n', ["1:1 RG108"]),
        ('a: "\\0"\n', ["1:4 RG111"]),
        ("? [a]\n: 1\n", ["1:1 RG109"]),
    ],
)
def test_a_fault_is_found_at_its_place(text, found):
    assert load(text)[1] == found


@pytest.mark.parametrize("value", ["最大客户是{{ 客户 }}", "公司财报[@bond]"])
def test_a_value_in_braces_that_holds_brackets_is_told_to_be_quoted(value):
    sink = Sink()
    load_tree(Excerpt.whole(Source("report.yaml", f"a: {{title: {value}, cite: 甲}}\n")), sink)
    reasons = [each.values["reason"] for each in sink]
    assert len(reasons) == 1
    assert "整个值要放进引号" in reasons[0]


def test_faults_that_can_be_mended_are_found_together():
    text = "a：1\nb: %2\nc: 3\nc: 4\nd: {{ e }}\nf: 5\n"
    tree, found = load(text)
    assert found == ["1:2 RG103", "2:4 RG109", "4:1 RG102", "5:4 RG109"]
    assert plain(tree) == {"a": "1", "b": "%2", "c": "3", "d": "{{ e }}", "f": "5"}


def test_a_place_is_right_on_a_line_that_was_mended():
    assert load("a：[1, {b: 2, b: 3}]\nc: 1\n")[1] == ["1:2 RG103", "1:14 RG102"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n"
            for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "[" * 5000,
        "{a: " * 5000,
        "a: " + "x" * 3_000_000,
        "- " * 5000 + "x",
    ],
    ids=["aliases", "brackets", "braces", "size", "dashes"],
)
def test_a_hostile_file_stops_at_a_budget(text):
    before = time.perf_counter()
    tree, found = load(text)
    assert tree is None
    assert len(found) == 1
    assert time.perf_counter() - before < 5


def test_an_alias_repeats_its_anchor():
    assert plain(load("a: &x {b: 1}\nc: *x\n")[0]) == {"a": {"b": "1"}, "c": {"b": "1"}}


@given(st.text(alphabet="ab:：,[]{}'\"|>-?&*!%@`# \n\t汉1\\", max_size=50))
def test_no_text_breaks_the_loader(text):
    sink = Sink()
    tree = load_tree(Excerpt.whole(Source("x.yaml", text)), sink)
    assert tree is not None or sink.errors
    for finding in sink:
        assert finding.span.column <= len(finding.span.source.line(finding.span.line)) + 1


ROOT = Path(__file__).parents[3]


def test_the_fast_parser_reads_every_file_of_ours_as_the_careful_one_does(monkeypatch):
    files = [path for each in ("data", "templates", "tests") for path in (ROOT / each).rglob("*")]
    texts = [each.read_text("utf-8", "replace") for each in files if each.suffix == ".yaml"]
    texts += [
        "表: {甲: '乙😀', 丙: |\n",
        'a:\n- 甲 😀: 乙\n- >-\n  丙\n  丁\n\nb: "一\\n二"\n',
        "a: 甲\tb\n",
    ]
    fast = [repr(load(text)) for text in texts]
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert len(texts) > 50
    assert [repr(load(text)) for text in texts] == fast
