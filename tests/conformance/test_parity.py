"""Document, PDF and Word file say the same, on every sample: part by part, number by number.

That no word is lost between them is in ``test_samples.py``.
"""

import re
from pathlib import Path

import pytest
from tests.docx_text import text_of_docx
from tests.printed import missing, normal
from tests.said import flat, said_by_document, said_by_pdf, said_by_word

from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks

SEED = Path(__file__).parents[1] / "corpus" / "coreweave.txt"
# What the files rightly do not repeat from the seed's web page:
NOT_PRINTED = {
    "阅读时间：8分钟": "a web page's reading time means nothing on paper (norms S11)",
}
PARTS = (
    "headings",
    "captions",
    "contents",
    "tables",
    "references",
    "sources",
    "notes",
    "label",
)


@pytest.fixture(scope="module")
def said(all_made):
    """Return a function from a sample to what it says in the three ways, read once."""
    known = {}

    def of(made):
        if made.name not in known:
            known[made.name] = (
                said_by_document(made.document),
                said_by_pdf(made.pdf.read_bytes(), made.tree),
                said_by_word(made.docx.read_bytes()),
            )
        return known[made.name]

    assert all_made
    return of


@pytest.mark.parametrize("part", PARTS)
def test_document_pdf_and_word_file_say_the_same(part, made, said, tool):
    tool("pdfinfo")
    document, pdf, word = (getattr(each, part) for each in said(made))
    assert pdf == document
    assert word == document


def test_no_part_is_compared_with_nothing_everywhere(all_made, said, tool):
    tool("pdfinfo")
    for part in PARTS:
        assert any(getattr(said(made)[0], part) for made in all_made.values()), part


def test_the_contents_name_the_same_pages(made, said, tool):
    tool("pdfinfo")
    _, pdf, word = said(made)
    assert [line.replace(".", "") for line in pdf.pages] == [
        line.replace(".", "") for line in word.pages
    ]


def test_every_bound_number_stands_at_its_place_in_both_files(made, said, tool):
    tool("pdfinfo")
    blocks = list(printed_blocks((*made.document.front, *made.document.body)))
    places = [
        [each.anchor for each in blocks if isinstance(each, kind)]
        for kind in (doc.Heading, doc.Table, doc.Figure)
    ]
    for file in said(made)[1:]:
        lost = [
            (number.place, number.text)
            for number in made.document.numbers
            if flat(number.text) not in words_at(number.place, places, file)
        ]
        assert lost == []


def words_at(place, places, file):
    """Return the words of ``file`` below a heading, in a table, or in a note."""
    headings, tables, figures = places
    if place in headings:
        return file.regions[headings.index(place) + 1]
    if place in tables:
        captions = [each for each in file.captions if each.startswith("表")]
        return " ".join([*file.tables[tables.index(place)], *captions])
    if place in figures:
        return " ".join(file.captions)
    return " ".join(file.notes if place.startswith("note") else file.regions[:1])


def test_the_notice_is_printed_in_both_files_as_often_as_in_the_document(made, said, tool):
    tool("pdfinfo")
    blocks = printed_blocks((*made.document.front, *made.document.body))
    notices = [flat(each.text) for each in blocks if isinstance(each, doc.Notice)]
    assert bool(notices) == bool(made.document.label)
    for file in said(made)[1:]:
        for notice in notices:
            assert "".join(file.regions).count(notice) == notices.count(notice)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_every_sentence_of_the_seed_is_there_in_order(kind, all_made, tool):
    tool("pdfinfo")
    made = all_made["coreweave"]
    printed = {
        "pdf": lambda: made.tree.text(without={"Note"}),
        "docx": lambda: text_of_docx(made.docx.read_bytes()),
    }
    text = normal(printed[kind]())
    lines = [line for line in seed_lines() if normal(line) not in map(normal, NOT_PRINTED)]
    cover = next(i for i, line in enumerate(lines) if line.startswith("一、"))
    for line in lines[:cover]:
        assert normal(line) in text, line
    body = text[text.rindex(normal("一、客户集中度现状分析")) :]
    known = [line for line in lines[cover:] if not line.startswith("[2]")]
    assert missing(known, body) == []


def seed_lines():
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    return [
        part for line in lines for part in re.split(r"(?<=。)|\s(?=分类|阅读时间)", line) if part
    ]
