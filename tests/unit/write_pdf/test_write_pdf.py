"""What a reader, a screen reader and a search find in the PDF."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.write_pdf.builder import (
    FONTS,
    LEFT,
    Builder,
    document,
    run,
    sample,
    written,
)

from reportgen.model.brand import FontRole
from reportgen.model.length import pt
from reportgen.model.page import ContentKid, Tag, TextItem
from reportgen.verify import check_pdf

ROOT = Path(__file__).parents[3]


def opened(data):
    return pikepdf.open(BytesIO(data))


def operators(page):
    return [str(each.operator) for each in pikepdf.parse_content_stream(page)]


def text_of(data, page=0):
    return pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()


def test_a_whole_sample_keeps_every_promise():
    builder, whole = sample()
    assert check_pdf(written(builder, whole), whole, "sample.pdf") == ()


PROCESS = """
import hashlib
from tests.unit.write_pdf.builder import sample, written
print(hashlib.sha256(written(*sample())).hexdigest())
"""


def test_the_same_pages_give_the_same_bytes_whatever_the_process():
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "RL_invariant": "0"},
        {"PYTHONHASHSEED": "3", "RL_pdfMultiLine": "1", "SOURCE_DATE_EPOCH": "1"},
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", PROCESS],
            cwd=ROOT,
            env={**os.environ, **world},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for world in worlds
    }
    assert len(digests) == 1


def test_what_is_copied_is_what_was_written():
    builder = Builder()
    builder.text("x", pieces=("2024", 250, "年", -500, "”\ue000"), actual="2024 年”——")
    assert text_of(written(builder)).strip() == "2024 年”——"


WORDS = st.text(
    st.sampled_from([c for c in map(chr, range(0x20, 0x9FA6)) if FONTS.face(FontRole.BODY).has(c)])
    | st.sampled_from("()\\<>[]{}%/，。“”"),
    min_size=1,
    max_size=30,
)


@given(WORDS)
@settings(max_examples=60)
def test_every_character_reads_back_without_help(words):
    builder = Builder()
    words = words.strip() or "字"
    builder.text(words)
    with opened(written(builder)) as pdf:
        pdf.save(out := BytesIO())
    shown = text_of(out.getvalue()).strip()
    assert "".join(shown.split()) == "".join(words.split())


@given(
    st.lists(
        st.sampled_from(["text", "artifact", "furniture", "rule", "figure", "slot", "total"]),
        max_size=20,
    )
)
@settings(max_examples=60)
def test_marks_and_text_objects_never_overlap(kinds):
    builder, whole = sample()
    builder.page("3")
    for kind in kinds:
        match kind:
            case "artifact":
                builder.add(TextItem(-1, LEFT, builder.y, (run("字"),)))
            case "figure":
                builder.figure("fig-revenue", pt(5))
            case "slot":
                builder.slot("page", 0)
            case "total":
                builder.slot("total")
            case "rule":
                builder.rule()
            case _:
                getattr(builder, kind)("字")
    with opened(written(builder, whole)) as pdf:
        stack = []
        for operator in operators(pdf.pages[-1]):
            if operator in ("BDC", "BMC", "BT", "q"):
                assert operator != "BT" or "BT" not in stack
                stack.append(operator)
            elif operator in ("EMC", "ET", "Q"):
                start = {"EMC": ("BDC", "BMC"), "ET": ("BT",), "Q": ("q",)}[operator]
                assert stack.pop() in start
            elif operator in ("Tj", "TJ", "re", "Do"):
                assert "BDC" in stack or "BMC" in stack  # nothing is untagged
        assert stack == []


def test_a_colour_and_a_font_are_said_once():
    builder = Builder()
    for _ in range(10):
        builder.text("字")
    with opened(written(builder)) as pdf:
        found = operators(pdf.pages[0])
    assert (found.count("Tf"), found.count("rg"), found.count("BT")) == (1, 1, 1)


def test_glyphs_stand_where_the_page_puts_them():
    builder = Builder()
    item = TextItem(
        builder.mcid(builder.element(Tag.PARAGRAPH)),
        pt(100),
        pt(500),
        (run("甲"), run("乙", x=pt(30.5), y=pt(4)), run("丙", size=pt(7), x=pt(60.25))),
    )
    builder.add(item)
    page = pypdfium2.PdfDocument(written(builder))[0].get_textpage()
    shown = page.get_text_range()
    origins = [page.get_charbox(shown.index(char), loose=True)[0] for char in "甲乙丙"]
    assert [round(x, 1) for x in origins] == [100.0, 130.5, 160.2]


def test_a_link_leads_to_its_anchor_and_is_part_of_the_tree():
    builder, whole = sample()
    with opened(written(builder, whole)) as pdf:
        link = pdf.pages[1].Annots[0]
        names = dict(zip(*[iter(pdf.Root.Names.Dests.Names)] * 2, strict=True))
        target = names[link.Dest]
        assert target[0].objgen == pdf.pages[2].objgen
        assert link.F == 4
        assert str(link.Contents) == "一、现状"
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        tree = dict(zip(numbers[::2], numbers[1::2], strict=True))
        element = tree[link.StructParent]
        assert element.S == "/Link"
        assert element.K[-1].Obj.objgen == link.objgen


def test_an_address_outside_is_plain_ascii():
    builder = Builder()
    builder.link("年报", url="https://example.com/年报?a=(1)")
    with opened(written(builder)) as pdf:
        address = str(pdf.pages[0].Annots[0].A.URI)
    assert address == "https://example.com/%E5%B9%B4%E6%8A%A5?a=(1)"


def test_every_mark_finds_its_element():
    builder, whole = sample()
    with opened(written(builder, whole)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        tree = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for index, page in enumerate(pdf.pages):
            parents = tree[page.StructParents]
            for mcid, element in enumerate(parents):
                node = next(node for node in builder.nodes if ContentKid(index, mcid) in node.kids)
                assert f"/{node.tag}" == element.S


def test_an_element_may_go_on_over_pages():
    builder = Builder()
    element = builder.text("前半")
    builder.page("1")
    builder.add(TextItem(builder.mcid(element), LEFT, pt(700), (run("后半"),)))
    with opened(written(builder)) as pdf:
        kids = pdf.Root.StructTreeRoot.K.K[0].K
        assert kids[0] == 0
        assert kids[1].Pg.objgen == pdf.pages[1].objgen


def test_the_info_dictionary_says_what_the_document_says():
    whole = document(title="标题 (A)")
    with opened(written(Builder(), whole)) as pdf:
        info = pdf.docinfo
        assert str(info.Title) == "标题 (A)"
        assert str(info["/AIGC"]) == whole.label.as_json()
        assert str(info.CreationDate) == str(info.ModDate) == "D:20251218000000+08'00'"
        assert str(pdf.Root.Lang) == "zh-CN"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "标题 (A)"
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
            assert xmp["pdfuaid:part"] == "1"
            assert not any("TC260" in key for key in xmp)


def test_a_document_without_a_label_says_nothing_of_one():
    with opened(written(Builder(), document(label=None))) as pdf:
        assert "/AIGC" not in pdf.docinfo


def test_only_faces_that_are_shown_are_in_the_file():
    builder = Builder()
    builder.text("字")
    with opened(written(builder)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert len(fonts) == 1
        assert str(fonts["/F1"].BaseFont).endswith("+NotoSerifSC-Regular")


def test_what_is_known_only_at_the_end_is_written_once_and_shown_on_every_page():
    builder = Builder()
    for label in "123":
        builder.slot("total")
        builder.page(label)
    with opened(written(builder)) as pdf:
        forms = {form.objgen for page in pdf.pages[:3] for form in page.Resources.XObject.values()}
        assert len(forms) == 1
    assert "12 页" in text_of(written(builder), 0)
