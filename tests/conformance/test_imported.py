"""A Word file of ours, or saved by another program, becomes the same report again."""

import os
import subprocess

import pytest
from tests.printed import printed
from tests.same_document import differences
from tests.samples import TODAY

from reportgen import build_report
from reportgen.adopt.word import adopt_word
from reportgen.automate.desk.adopting import adopt

DRAWN = frozenset({"Chart.height", "Chart.is_fixed", "ChartSeries.values"})
"""A chart has the size of all charts, and the numbers of its workbook, which are rounded."""
LAID_OUT = frozenset({"Cell.align", "Cell.is_head", "Table.widths - Decimal"})
"""Word does not tell the widths that were asked for, nor why a cell is set as a head."""
BY_RULE = frozenset({"Cell.hue", "Row.kind", "ChartOptions.tints - int"})
"""Colours and totals that follow from data are words and marks now."""
PICTURED = frozenset({"Document.body - Figure", "Document.body + Figure"})
"""A chart that Word cannot draw is a picture there, its source the paragraph below."""
LOST = {
    "attachments": frozenset(),
    "classic": frozenset(),
    "company-template": frozenset(),
    "own-fonts": frozenset(),
    "rare-characters": frozenset(),
    "references": frozenset(),
    "references-in-notes": frozenset(),
    "single-file": frozenset(),
    "coreweave": DRAWN | {"Cell.is_head", "NumberFormat.kind"},
    "quarterly": DRAWN,
    "two-files": DRAWN,
    "page": {"Document.back_cover"},  # it is told in the notes: the brand makes it
    "provenance": LAID_OUT,
    "tables": LAID_OUT | BY_RULE,
    "frames": LAID_OUT | BY_RULE | DRAWN | {"NumberFormat.digits", "NumberFormat.kind"},
    # a Japanese entry in Han alone is sorted among the Chinese ones
    "references-by-author": {"BibliographyEntry.cited_at", "BibliographyEntry.who", "Run.text"}
    | {f"BibliographyEntry.content {sign} {name}" for sign in "+-" for name in ("LinkRun", "Run")},
    # words in an emphasized link, and emphasized Latin, which Word gets as strong
    "typography": {"Paragraph.content + LinkRun", "Paragraph.content - LinkRun"}
    | {"Run.emphasis", "Run.strong"},
    # the letterhead, the signature and the record of an official document are keys, not text
    "gongwen": {"Cover.imprint - str", "Cover.marks - str", "Cover.meta + str", "Run.text"}
    | {"Cover.signatory", "Document.body + Divider", "Document.body + Paragraph"}
    | {"Document.body - Paragraph", "Stand.from_right", "Stand.is_flush", "Stand.lead"}
    | {"Stand.lines_above", "Stand.width"},
    # notices of one section are told in the notes; a picture keeps the label that is in it
    "labels": {"Document.body - Notice", "Figure.share", "ImageFile.label", "ImageFile.path"},
    "charts": DRAWN
    | PICTURED
    | {"Document.body + Paragraph", "Chart.kind", "Chart.series + ChartSeries"}
    | {"ChartOptions.annotations - Annotation", "ChartOptions.highlight - int"}
    | {"ChartOptions.lines - ReferenceLine", "ChartSeries.label", "NumberFormat.digits"}
    | {"Unit.base", "Unit.factor", "Unit.name"},
    # a list in a definition stands behind it, a formula that Word cannot draw is a picture
    "blocks": DRAWN
    | PICTURED
    | {f"Document.body {sign} {name}" for sign in "+-" for name in ("DefinitionList", "FigureRow")}
    | {"Document.body + ListBlock", "Document.body + Paragraph", "Document.body - Paragraph"}
    | {"Cell.is_head", "Chart.alt", "Chart.width", "Contents.entries + ContentsEntry"}
    | {"Figure.content", "Figure.share", "OwnDrawing.digest"},
}
"""What cannot be told of a sample by its Word file; of most of them, nothing."""


def imported(data, folder):
    adopted = adopt_word(data, "imported")
    folder.mkdir()
    for name, words in adopted.files.items():
        (folder / name).write_text(words, "utf-8")
    for name, picture in adopted.pictures.items():
        (folder / name).write_bytes(picture)
    return build_report(folder, to=["docx"], env={}, today=TODAY)


def words_of(document):
    return [words for words in printed(document) if words.strip()]


@pytest.mark.parametrize("name", LOST)
def test_a_file_of_ours_imported_and_rebuilt_has_the_same_document(name, all_made, tmp_path):
    made = all_made[name]
    built = imported(made.docx.read_bytes(), tmp_path / "folder")
    found = differences(made.document, built.document)
    more = [each for each in found if each[0] not in LOST[name]]
    assert not more


@pytest.mark.parametrize("name", [name for name in LOST if LOST[name] <= DRAWN | LAID_OUT])
def test_a_file_of_ours_imported_and_rebuilt_says_the_same(name, all_made, tmp_path):
    made = all_made[name]
    built = imported(made.docx.read_bytes(), tmp_path / "folder")
    assert words_of(built.document) == words_of(made.document)


def test_every_file_of_ours_makes_a_folder_that_builds(made, tmp_path):
    adopt(made.docx, tmp_path / "folder")
    assert build_report(tmp_path / "folder", to=["docx"], env={}, today=TODAY).document


def test_a_file_that_libreoffice_saved_says_the_same(all_made, tmp_path, tool):
    path = all_made["classic"].docx
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [tool("soffice"), "--headless", "--norestore", profile, "--convert-to", "docx"]
    command += ["--outdir", str(tmp_path), str(path)]
    subprocess.run(command, env=os.environ, capture_output=True, check=True, timeout=200)
    built = imported((tmp_path / path.name).read_bytes(), tmp_path / "folder")
    assert words_of(built.document) == words_of(all_made["classic"].document)
