"""Every sample, judged by the reference tools: one folder a report, all of them at once."""

import re
import subprocess
import zipfile
from pathlib import Path
from typing import get_args

import docx as python_docx
import pikepdf
import pytest
from tests.docx_text import fields_of_docx, text_of_docx
from tests.libreoffice import pages_of, text_of_pages
from tests.openings import endings, openings
from tests.pdf_text import tags_of
from tests.printed import missing, printed
from tests.samples import ROOT, SAMPLES

from reportgen.model import document as doc
from reportgen.model.document import Block
from reportgen.model.walk import printed_blocks
from reportgen.write_docx.inlines import printed_words

GOLDENS = Path(__file__).parent / "tags"
"""Tag trees without words; written by ``pytest --accept``."""
_MISTAKEN = {
    # Half of what is said must be letters; the words of a chart give its data, which are figures.
    "FIG-012",
}
"""Warnings of outloud that are none."""
_MISTAKEN_OF = {
    # Its grid is tagged as a table; with margins a millimetre narrower outloud sees that it is.
    "gongwen": {"TBL-014"},
}
MOVED = {
    # Word and LibreOffice do not break addresses: lines before them are shorter.
    "typography": {"引文里的窄栏同样"},
    # A row calls a note that calls a note: LibreOffice lets the second wait for the next page.
    "tables": {"含资本化研发支出"},
}
"""What LibreOffice has on another page than the PDF, and why."""
_LONGEST_LABEL = 5
pytestmark = pytest.mark.xdist_group("samples")


@pytest.fixture(scope="module")
def laid_out(all_made, tmp_path_factory, tool):
    """The pages of all Word files, as LibreOffice lays them out."""
    folder = tmp_path_factory.mktemp("laid-out")
    pages = pages_of([made.docx for made in all_made.values()], folder, tool)
    return dict(zip(all_made, pages, strict=True))


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def failures(standard, files, tool):
    """Return what veraPDF says of files that fail: it starts once for all of them."""
    main = (tool("java"), "-cp", tool("verapdf"), "org.verapdf.apps.GreenfieldCliWrapper")
    shown = output_of(*main, "-f", standard, "--format", "text", "-v", *map(str, files)).stdout
    assert len(re.findall(r"^(?:PASS|FAIL) ", shown, re.MULTILINE)) == len(files), shown
    return [line for line in shown.splitlines() if not line.startswith("PASS")]


def test_there_are_enough_samples():
    assert len(SAMPLES) >= 12


def test_one_of_them_holds_every_kind_of_block(all_made):
    document = all_made["blocks"].document
    held = set(map(type, printed_blocks((*document.front, *document.body))))
    assert held == set(get_args(Block))


def test_verapdf_passes_all_as_accessible(all_made, tool):
    assert failures("ua1", [made.pdf for made in all_made.values()], tool) == []


@pytest.mark.parametrize(("standard", "is_attached"), [("2a", False), ("3a", True)])
def test_verapdf_passes_all_as_archivable(standard, is_attached, all_made, tool):
    files = [made.pdf for made in all_made.values() if made.is_attached is is_attached]
    assert not files or failures(standard, files, tool) == []


def test_qpdf_finds_no_fault(made, tool):
    checked = output_of(tool("qpdf"), "--check", str(made.pdf))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_poppler_reads_every_page_without_a_word(made, tool):
    shown = output_of(tool("pdftotext"), str(made.pdf), "-")
    assert shown.stderr == ""
    assert shown.stdout.strip()


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing(version, made, tool):
    shown = output_of(tool("ooxml-validator"), str(made.docx), version).stdout
    assert '"errors": []' in shown or '"errors":[]' in shown, shown


def test_python_docx_opens_it(made):
    assert python_docx.Document(str(made.docx)).paragraphs


def test_every_field_of_word_has_its_result_before_any_update(made):
    found = list(fields_of_docx(made.docx.read_bytes()))
    assert found
    assert [code for code, shown in found if not shown.strip()] == []
    assert "Error" not in "".join(shown for _, shown in found)


def test_word_asks_its_reader_nothing_and_names_no_folder_of_the_maker(made):
    with zipfile.ZipFile(made.docx) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert b"updateFields" not in parts["word/settings.xml"]
    told = (str(ROOT).encode(), str(made.docx.parent).encode(), b"file://", b"w:dirty")
    assert [name for name, body in parts.items() if any(each in body for each in told)] == []


def test_libreoffice_puts_each_heading_on_the_page_that_the_pdf_has(laid_out, made, tool):
    ours = text_of_pages(made.pdf, tool("pdftotext"))
    headings = [block for block in made.document.body if isinstance(block, doc.Heading)]
    moved = {
        words
        for words in (flat(printed_words(heading.content)) for heading in headings)
        if last_page(words, ours) != last_page(words, laid_out[made.name])
    }
    assert moved == set()


def test_libreoffice_puts_all_else_where_the_pdf_has_it(laid_out, made, tool):
    """Paragraphs, figures, tables, notes and sources begin, and sections end, on the same pages."""
    ours, theirs = text_of_pages(made.pdf, tool("pdftotext")), laid_out[made.name]
    assert len(ours) == len(theirs)
    wanted = {*openings(made.document), *endings(made.document)} - {""}
    compared = {words: (with_words(words, ours), with_words(words, theirs)) for words in wanted}
    moved = {words for words, (here, there) in compared.items() if here and there and here != there}
    assert moved == MOVED.get(made.name, set())
    assert sum(bool(here and there) for here, there in compared.values()) * 10 >= 9 * len(wanted)


def with_words(words, pages):
    """Return the pages that print ``words``; the head of a table that goes on does not count."""
    return [number for number, page in enumerate(map(flat, pages)) if begins(words, page)]


def begins(words, page):
    return any(
        "续" not in page[:at][-6:]
        for at in (m.start() for m in re.finditer(re.escape(words), page))
    )


def last_page(words, pages):
    """Return the last page with a line that ends in ``words`` and has but a label before them."""
    found = [
        number
        for number, page in enumerate(pages)
        for line in map(flat, page.splitlines())
        if line.endswith(words) and len(line) <= len(words) + _LONGEST_LABEL
    ]
    return max(found, default=None)


def flat(text):
    return re.sub(r"\s", "", text)


def test_a_screen_reader_hears_the_document_in_its_order(made, tool):
    tool("pdfinfo")
    heard = made.tree.text(without={"Note"})
    assert missing(printed(made.document), heard) == []


def test_the_tag_tree_is_the_accepted_one(made, tool, request):
    tool("pdfinfo")
    tree = "\n".join(tags_of(made.tree.parts[0])) + "\n"
    golden = GOLDENS / f"{made.name}.txt"
    if request.config.getoption("--accept"):
        golden.write_text(tree, "utf-8")
    assert golden.read_text("utf-8") == tree


def test_each_page_is_painted_in_the_order_in_which_it_is_heard(made):
    with pikepdf.open(made.pdf) as opened:
        heard = {}
        for page, mark in marks_of(opened.Root.StructTreeRoot.K, None):
            heard.setdefault(page, []).append(mark)
    assert heard
    assert [marks for marks in heard.values() if marks != sorted(marks)] == []


def marks_of(element, page):
    """Yield page and number of all marked content below ``element``, in the order of the tree."""
    page = element.Pg.objgen if "/Pg" in element else page
    for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield kid.Pg.objgen, int(kid.MCID)
        elif "/S" in kid:
            yield from marks_of(kid, page)


def test_word_holds_the_document_in_its_order(made):
    assert missing(printed(made.document), text_of_docx(made.docx.read_bytes())) == []


def test_outloud_finds_nothing_that_is_so(made, tool):
    shown = output_of(tool("outloud"), "--no-info", str(made.pdf))
    assert shown.returncode == 0, shown.stdout
    warned = set(re.findall(r"^ *WARNING ([A-Z]+-[0-9]+)", shown.stdout, re.MULTILINE))
    assert warned <= _MISTAKEN | _MISTAKEN_OF.get(made.name, set()), shown.stdout


def test_every_note_is_on_a_page_once(made, tool):
    tool("pdfinfo")
    notes = [note.text() for note in made.tree.find("Note")]
    assert len(notes) == len(made.document.notes)
