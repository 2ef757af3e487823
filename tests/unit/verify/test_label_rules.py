"""The label of any file is judged: right, wrong, lost, none (GB 45438-2025, Annex E)."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from reportgen.diag import Code
from reportgen.model.label import ImplicitLabel
from reportgen.verify import read_label
from reportgen.verify.inspect import inspect
from reportgen.verify.label_rules import LabelVerdict, has_notice, label_faults, verdict_on

CODE = "001191440300708461136T1XGW3"
LABEL = ImplicitLabel("1", CODE, "da97801b-f202-510e-adb7-176f387a52af").as_json()
NOTICE = "创作声明：本报告部分内容由人工智能（AI）辅助生成，请核实后使用。"


def with_value(key, value):
    return json.dumps(json.loads(LABEL) | {key: value}, ensure_ascii=False)


def test_our_label_is_right():
    assert label_faults(LABEL) == ()
    assert verdict_on(LABEL, "") is LabelVerdict.VALID


def test_a_wrapped_label_is_right_too():
    assert label_faults(json.dumps({"AIGC": json.loads(LABEL)})) == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Label", "AIGC"),
        ("Label", "4"),
        ("ContentProducer", "某某公司"),
        ("ContentProducer", "a company"),
        ("ContentProducer", ""),
        ("ContentProducer", CODE.replace("1136T", "1137T")),
        ("ProduceID", ""),
        ("PropagateID", 7),
        ("ReservedCode1", "有字"),
    ],
)
def test_a_value_that_breaks_the_rules_is_named(key, value):
    assert label_faults(with_value(key, value)) == (key,)
    assert verdict_on(with_value(key, value), NOTICE) is LabelVerdict.FAULTY


def test_a_key_that_is_missing_or_unknown_is_named():
    record = json.loads(LABEL)
    del record["ReservedCode2"]
    assert label_faults(json.dumps(record)) == ("ReservedCode2",)
    assert label_faults(with_value("Extra", "1")) == ("Extra",)


def test_words_without_a_label_tell_that_it_was_lost():
    assert verdict_on("", f"标题\n{NOTICE}\n正文") is LabelVerdict.MISSING
    assert verdict_on("", "标题\n正文讲人工智能。生成树是一种图。") is LabelVerdict.NONE


def test_the_title_of_the_standard_is_no_notice():
    entry = "[3] 网络安全技术 人工智能生成合成内容标识方法：GB 45438—2025[S]"
    assert verdict_on("", entry) is LabelVerdict.NONE


@pytest.mark.parametrize("place", [0, 1])
def test_a_notice_is_looked_for_at_both_ends_of_a_long_text(place):
    text = "字" * 100_000
    assert has_notice(f"{NOTICE}{text}" if place else f"{text}。{NOTICE}")
    assert not has_notice(f"{text}。{NOTICE}{text}")


@given(st.text() | st.sampled_from(["[]", "1", '{"AIGC":[]}', "null"]))
def test_any_words_in_the_place_of_a_label_are_judged(words):
    assert words == LABEL or label_faults(words)


def made_by_another(words):
    canvas = Canvas(out := BytesIO(), invariant=1)
    canvas.drawString(72, 72, words)
    canvas.save()
    return out.getvalue()


def test_a_pdf_of_another_hand_is_judged_by_its_words():
    lost = inspect(made_by_another("Parts of it were made by AI (生成)."[:31]), "a.pdf")
    assert lost.verdict is LabelVerdict.NONE
    assert Code.SAVED_BY_ANOTHER in {each.code for each in lost.findings}


def test_a_markdown_file_keeps_its_label_in_its_head():
    pairs = "".join(f'  {key}: "{value}"\n' for key, value in json.loads(LABEL).items())
    text = f"---\ntitle: 报告\nAIGC:\n{pairs}---\n\n{NOTICE}\n"
    assert read_label(text.encode()) == LABEL
    assert inspect(text.encode(), "a.md").verdict is LabelVerdict.VALID
    bare = f"---\ntitle: 报告\n---\n\n{NOTICE}\n"
    assert inspect(bare.encode(), "a.md").verdict is LabelVerdict.MISSING


def test_a_picture_without_a_label_says_nothing():
    Image.new("L", (1, 1)).save(out := BytesIO(), "JPEG")
    assert inspect(out.getvalue(), "a.jpg").verdict is LabelVerdict.NONE
