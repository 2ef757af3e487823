"""Both files of the example hold the seed's every sentence in order, and all notes and numbers.

That each file of each sample says what its Document says is in ``test_samples.py``.
"""

import re
from pathlib import Path

import pytest
from tests.docx_text import notes_of_docx, text_of_docx
from tests.pdf_text import tree_of_pdf
from tests.printed import missing, normal, plain

from reportgen import build_report
from reportgen.model import document as doc

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "corpus" / "coreweave.txt"

# What the files rightly do not repeat from the seed's web page:
NOT_PRINTED = {
    "阅读时间：8分钟": "a web page's reading time means nothing on paper (norms S11)",
}


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


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_every_sentence_of_the_seed_is_there_in_order(name, texts):
    lines = [line for line in seed_lines() if normal(line) not in map(normal, NOT_PRINTED)]
    cover = next(i for i, line in enumerate(lines) if line.startswith("一、"))
    for line in lines[:cover]:
        assert normal(line) in texts[name], line
    text = texts[name]
    body = text[text.rindex(normal("一、客户集中度现状分析")) :]
    known = [line for line in lines[cover:] if not line.startswith("[2]")]
    assert missing(known, body) == []


def test_both_files_hold_every_note(built, pdf_tree):
    of_pdf = [normal(note.text()) for note in pdf_tree.find("Note")]
    of_docx = [normal(note) for note in notes_of_docx(built.artifacts[1].data)]
    for note in built.document.notes:
        wanted = normal(plain(note.content))
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
