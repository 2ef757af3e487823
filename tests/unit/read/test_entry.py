"""The ways in, and the door that never leads out of the report's folder."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.read.conftest import read_entry

from reportgen.diag import Sink
from reportgen.model.report import ImageBlock
from reportgen.read.entry import open_entry
from reportgen.read.yaml_tree import load_tree

HEAD = "---\ntitle: 题\nid: one\n---\n"


def png(width=2, height=3):
    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(width + 1) * min(height, 100))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01\x01\x11\x00\xff\xd9"


def test_a_markdown_file_with_a_head_is_a_report(tmp_path):
    file = tmp_path / "报告.md"
    file.write_text(HEAD + "# 概况\n\n又<b>\n", "utf-8")
    reading = read_entry(file)
    assert reading.report.id == "one"
    assert reading.found == ["报告.md:7:2 RG116"]


def test_the_body_of_one_file_follows_its_contents(tmp_path):
    file = tmp_path / "报告.md"
    file.write_text("---\ntitle: 题\nsections: [contents, notice]\n---\n文\n", "utf-8")
    kinds = [type(block).__name__ for block in read_entry(file).report.blocks]
    assert kinds == ["Generated", "Paragraph", "Generated"]


def test_a_head_that_does_not_end_is_found(tmp_path):
    file = tmp_path / "报告.md"
    file.write_text("---\ntitle: 题\n", "utf-8")
    assert "RG108" in read_entry(file).codes


@pytest.mark.parametrize("name", ["缺.md", "数据.xlsx", "空文件夹"])
def test_what_is_no_report_is_said(tmp_path, name):
    (tmp_path / "空文件夹").mkdir()
    (tmp_path / "数据.xlsx").write_bytes(b"PK")
    reading = read_entry(tmp_path / name)
    assert reading.codes == ["RG001"]
    assert reading.inputs is None


def test_paths_are_shown_as_the_user_would_type_them(tmp_path, monkeypatch):
    home = tmp_path / "data" / "demo"
    home.mkdir(parents=True)
    (home / "report.yaml").write_text("title: 题\nsections: [{file: 正文.md}]\n", "utf-8")
    (home / "正文.md").write_text("<b>\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (finding,) = read_entry(Path("data/demo")).sink.found
    assert str(finding.span) == "data/demo/正文.md:1:1"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../secret.md", "RG107"),
        ("/etc/passwd.md", "RG107"),
        ("link.md", "RG107"),
        ("loop.md", "RG106"),
        ("sub/../../secret.md", "RG107"),
        ("缺.md", "RG106"),
        ("dir.md", "RG106"),
        ("a\\0.md", "RG106"),
        ("x" * 5000 + ".md", "RG106"),
    ],
)
def test_nothing_outside_the_folder_is_read(tmp_path, path, code):
    home = tmp_path / "home"
    (home / "dir.md").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("秘密", "utf-8")
    (home / "link.md").symlink_to(tmp_path / "secret.md")
    (home / "loop.md").symlink_to(home / "loop.md")
    (home / "report.yaml").write_text(f'title: 题\nsections: [{{file: "{path}"}}]\n', "utf-8")
    reading = read_entry(home)
    assert code in reading.codes
    assert not reading.report.blocks


def test_bytes_that_are_no_utf_8_are_found(folder, tmp_path):
    folder()
    (tmp_path / "正文.md").write_bytes("正文".encode("gb18030"))
    assert read_entry(tmp_path).codes == ["RG110"]


def test_control_characters_and_turned_text_are_found(folder):
    reading = folder(body="一\x08二\n三\u202e四\n")
    assert reading.found == ["正文.md:1:2 RG111", "正文.md:2:2 RG111"]


def test_odd_line_ends_do_not_shift_lines(folder):
    assert folder(body="一\r\n二\u2028三\x0b四\r<b>\n").found == ["正文.md:5:1 RG116"]


def test_a_dict_is_a_report_with_places():
    entry = {
        "title": "题",
        "metrics": {"a": {"value": 3.5}},
        "sections": [{"title": "附录", "text": "一\n\n二{{ a | 亿元 }}\n"}],
    }
    reading = read_entry(entry)
    (finding,) = reading.sink.found
    assert finding.span.source.line(finding.span.line)[finding.span.column - 1 :].startswith("亿元")
    assert str(reading.report.metrics["a"].value) == "3.5"


@pytest.mark.parametrize("entry", [{"title": object()}, {}, {"sections": 3}, {"title": ["a"]}])
def test_a_dict_of_a_wrong_shape_is_found(entry):
    assert read_entry(entry).sink.errors


def test_a_dict_reads_no_file():
    entry = {"title": "题", "sections": [{"file": "README.md"}]}
    assert read_entry(entry).codes == ["RG106"]


@pytest.mark.parametrize(
    ("name", "data", "size"), [("a.png", png(), (2, 3)), ("a.jpg", JPEG, (7, 5))]
)
def test_the_size_of_a_picture_stands_in_its_head(folder, name, data, size):
    reading = folder(body=f"![图]({name}){{#fig-a}}\n", **{name.replace(".", "__"): data})
    image = reading.report.images[name]
    (block,) = reading.report.blocks
    assert (image.width, image.height) == size
    assert isinstance(block, ImageBlock)
    assert (block.key, block.alt) == ("a", "图")


def test_a_figure_has_caption_and_alt_text(folder):
    body = ":::{图} a.png\n:name: fig-b\n:alt: 一张图\n题**注**[@a]\n:::\n"
    (block,) = folder(body=body, a__png=png()).report.blocks
    assert (block.key, block.alt, len(block.caption)) == ("b", "一张图", 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "RG122"),
        (png()[:20], "RG122"),
        (b"\xff\xd8\xff\xe0\x00\x00", "RG122"),
        (png(0, 3), "RG122"),
        (png(20000, 20000), "RG121"),
    ],
)
def test_a_hostile_picture_is_found(folder, data, code):
    assert folder(body="![图](a.png)\n", a__png=data).codes == [code]


def test_a_picture_needs_words(folder):
    assert folder(body="![](a.png)\n", a__png=png()).codes == ["RG133"]


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn")), max_size=30)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(WORDS, TREES, max_size=4))
def test_a_dict_is_read_as_it_was_given(entry):
    sink = Sink()
    opened = open_entry(entry, sink)
    assert plain(load_tree(opened.keys, sink)) == entry
    assert not sink.found


def plain(node):
    if hasattr(node, "entries"):
        return {name: plain(entry.value) for name, entry in node.entries.items()}
    return [plain(each) for each in node.items] if hasattr(node, "items") else node.text


@pytest.mark.parametrize("text", ["一\n\n  二\n\n三", "甲 \n乙", "  前\n后", "\n前", "- 一\n- 二"])
def test_texts_of_several_lines_come_through(text):
    sink = Sink()
    tree = load_tree(open_entry({"text": text}, sink).keys, sink)
    assert tree.word("text") == text
