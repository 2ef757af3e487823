"""Both files say what the Document says, and the seed's every sentence is in them, in order."""

import re
import unicodedata
from pathlib import Path

import pytest
from tests.docx_text import notes_of_docx, text_of_docx
from tests.dump import words
from tests.pdf_text import tree_of_pdf

from reportgen import build_report
from reportgen.model import document as doc

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "corpus" / "coreweave.txt"

# What the files rightly do not repeat from the seed's web page:
NOT_PRINTED = {
    "阅读时间：8分钟": "a web page's reading time means nothing on paper (norms S11)",
}
# What stands on the cover, whose order is the cover's own.
ON_THE_COVER = 3


def normal(text):
    """Return ``text`` without white space, in half width, with one kind of quote."""
    flat = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", re.sub('[“”"‘’]', '"', flat))


@pytest.fixture(scope="module")
def built():
    return build_report(ROOT / "data" / "coreweave", env={})


@pytest.fixture(scope="module")
def pdf_tree(built, tmp_path_factory, tool):
    tool("pdfinfo")
    path = tmp_path_factory.mktemp("parity") / "report.pdf"
    path.write_bytes(built.artifacts[0].data)
    return tree_of_pdf(path)


@pytest.fixture(scope="module")
def texts(built, pdf_tree):
    """The body's words of both files, without notes."""
    return {
        "pdf": normal(pdf_tree.text(without={"Note"})),
        "docx": normal(text_of_docx(built.artifacts[1].data)),
    }


def seed_lines():
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    return [
        part for line in lines for part in re.split(r"(?<=。)|\s(?=分类|阅读时间)", line) if part
    ]


def block_texts(blocks):
    """Yield what each block of the Document prints, piece by piece, in order."""
    for block in blocks:
        match block:
            case doc.Heading():
                yield block.label + plain(block.content)
            case doc.Paragraph():
                yield plain(block.content)
            case doc.Figure():
                yield block.caption.label + plain(block.caption.content)
                yield plain(block.source)
            case doc.Table():
                if block.caption:
                    yield block.caption.label + plain(block.caption.content)
                for row in (*block.head, *block.rows):
                    yield from (plain(cell.content) for cell in row.cells)
                yield from map(plain, block.notes)
                yield plain(block.source)
            case doc.Bibliography():
                yield from (entry.label + plain(entry.content) for entry in block.entries)
            case doc.Notice():
                yield block.label
                yield block.text
            case doc.Contents():
                yield from (entry.label + entry.text for entry in block.entries)
            case _:
                raise AssertionError(f"the example holds no {type(block).__name__} yet: teach me")


def plain(pieces):
    """Return the words of ``pieces``; an author's note mark is each format's own."""
    parts = []
    for piece in pieces:
        match piece:
            case doc.CitationMark():
                parts.append(piece.label)
            case doc.NoteMark():
                pass
            case _:
                parts.append(piece.text)
    return "".join(parts)


def assert_in_order(wanted, text, name):
    place = 0
    for each in wanted:
        found = text.find(normal(each), place)
        assert found >= 0, f"{name} lacks {each!r} after {text[max(0, place - 40) : place]!r}"
        place = found


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_every_sentence_of_the_seed_is_there_in_order(name, texts):
    lines = [line for line in seed_lines() if normal(line) not in map(normal, NOT_PRINTED)]
    cover = next(i for i, line in enumerate(lines) if line.startswith("一、"))
    for line in lines[:cover]:
        assert normal(line) in texts[name], line
    text = texts[name]
    body = text[text.rindex(normal("一、客户集中度现状分析")) :]
    known = [line for line in lines[cover:] if not line.startswith("[2]")]
    assert_in_order(known, body, name)


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_every_block_of_the_document_is_there_in_order(name, texts, built):
    parts = [*block_texts(built.document.front), *block_texts(built.document.body)]
    text = re.sub("[①-⑳]", "", texts[name]) if name == "pdf" else texts[name]
    marks = normal("①②③④⑤⑥⑦⑧⑨")
    assert marks  # NFKC turns circled digits into plain ones; the note mark is taken out below
    assert_in_order([p for p in parts if p.strip()], _without_note_marks(text, built), name)


def _without_note_marks(text, built):
    """Take out the marks of author's notes, which each format prints in its own way."""
    for block in built.document.body:
        if isinstance(block, doc.Paragraph):
            for before, mark in zip(block.content, block.content[1:], strict=False):
                if isinstance(mark, doc.NoteMark) and isinstance(
                    before, doc.Run | doc.CrossReference
                ):
                    tail = normal(before.text)
                    text = re.sub(re.escape(tail) + r"\d(?=\D)", tail, text, count=1)
    return text


def test_both_files_hold_every_note(built, pdf_tree):
    of_pdf = [normal(note.text()) for note in pdf_tree.find("Note")]
    of_docx = [normal(note) for note in notes_of_docx(built.artifacts[1].data)]
    for note in built.document.notes:
        wanted = normal(
            words(note.content).replace("«", "").replace("»", "").replace("<", "").replace(">", "")
        )
        assert any(wanted in text for text in of_pdf), note.id
        assert any(wanted in text for text in of_docx), note.id
    assert len(of_pdf) == len(of_docx) == len(built.document.notes)


def test_every_bound_number_is_in_both_files(texts, built):
    for number in built.document.numbers:
        for name, text in texts.items():
            assert normal(number.text) in text or number.place.startswith("note"), (
                name,
                number.text,
            )


def test_the_printed_page_numbers_of_the_contents_are_the_same(built, pdf_tree):
    entries = next(b for b in built.document.front if isinstance(b, doc.Contents)).entries
    of_pdf = [normal(item.text()) for item in pdf_tree.find("TOCI")]
    lines = [
        normal(line.replace("\t", " "))
        for line in text_of_docx(built.artifacts[1].data).splitlines()
    ]
    assert len(of_pdf) == len(entries)
    for item in of_pdf:
        bare = item.replace(".", "").replace("·", "")
        assert any(line.replace(".", "") == bare for line in lines), item
