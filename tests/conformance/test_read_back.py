"""Other programs read our Word files and lose nothing: two validators, Pandoc, python-docx."""

import io
import json
import subprocess
import zipfile

import docx as python_docx
import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from tests.docx_text import notes_of_docx
from tests.printed import normal

from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks
from reportgen.write_docx.inlines import printed_words

NO_LIST = "definition '0'"
"""Number 0 takes a style's number away and refers to nothing (ECMA-376 Part 1, 17.9.18)."""


@pytest.mark.parametrize("version", [FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365])
def test_a_second_validator_finds_nothing(version, made):
    found = OpenXmlValidator(version).validate(str(made.docx)).errors
    assert [each.description for each in found if NO_LIST not in each.description] == []


def test_pandoc_reads_the_headings_with_their_levels_in_their_order(made, tool):
    read = tree_of(made.docx, tool)["blocks"]
    headings = [(each["c"][0], normal(words(each["c"][2]))) for each in nodes(read, "Header")]
    blocks = printed_blocks((*made.document.front, *made.document.body))
    wanted = [
        (each.level, normal(printed_words(each.content)))
        for each in blocks
        if isinstance(each, doc.Heading)
    ]
    assert headings == wanted


def test_pandoc_reads_every_note_in_its_order(made, tool):
    notes = [normal(words(each["c"])) for each in nodes(tree_of(made.docx, tool), "Note")]
    assert notes == [normal(each) for each in notes_of_docx(made.docx.read_bytes())]
    assert len(notes) == len(made.document.notes)


def test_python_docx_saves_what_it_opens(made):
    saved = io.BytesIO()
    python_docx.Document(str(made.docx)).save(saved)
    assert content_of(saved) == content_of(io.BytesIO(made.docx.read_bytes()))


def tree_of(path, tool):
    """Return what Pandoc reads, revisions and comments too."""
    command = [tool("pandoc"), "--from=docx", "--to=json", "--track-changes=all", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def nodes(tree, kind):
    """Yield the nodes of one kind, those inside others too."""
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree
        yield from nodes(list(tree.values()), kind)
    elif isinstance(tree, list):
        for each in tree:
            yield from nodes(each, kind)


def words(tree):
    """Return the words below a node, as they follow each other."""
    if isinstance(tree, dict):
        if tree.get("t") in ("Str", "Code", "Math"):
            return tree["c"] if tree["t"] == "Str" else ""
        return words(tree.get("c", []))
    return "".join(map(words, tree)) if isinstance(tree, list) else ""


def content_of(file):
    """Return each part of a package, with its type, in one form: its spelling does not matter."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = etree.fromstring(parts.pop("[Content_Types].xml"))
    by_name = {each.get("PartName"): each.get("ContentType") for each in types}
    by_ending = {each.get("Extension"): each.get("ContentType") for each in types}
    return {
        name: (
            by_name.get(f"/{name}") or by_ending[name.rpartition(".")[2]],
            _in_one_form(name, body),
        )
        for name, body in parts.items()
    }


def _in_one_form(name, body):
    if not name.endswith((".xml", ".rels")):
        return body
    root = etree.fromstring(body)
    if name.endswith(".rels"):
        return sorted(sorted(each.attrib.items()) for each in root)
    return etree.tostring(root, method="c14n")
