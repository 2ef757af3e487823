"""The Word file as its readers open it: Microsoft's validator, LibreOffice, python-docx."""

import io
import json
import re
import subprocess

import docx as python_docx
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from tests.libreoffice import pages_of
from tests.unit.write_docx.sample import make_document, make_docx, odd_blocks


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("docx") / "sample.docx"
    place.write_bytes(make_docx())
    return place


@pytest.fixture(scope="module", params=["usual", "odd", "empty"])
def any_path(request, tmp_path_factory):
    bodies = {"usual": None, "odd": odd_blocks(), "empty": ()}
    place = tmp_path_factory.mktemp("docx") / f"{request.param}.docx"
    place.write_bytes(make_docx(bodies[request.param]))
    return place


@pytest.fixture(scope="module")
def printed(path, tool):
    """Return the text of the file as LibreOffice lays it out, a page an item."""
    (pages,) = pages_of([path], path.parent, tool)
    return pages


def flat(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing(any_path, tool, version):
    command = [tool("ooxml-validator"), str(any_path), version]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert json.loads(shown)["errors"] == []


@pytest.mark.parametrize("version", [FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365])
def test_a_second_validator_finds_nothing(any_path, version):
    found = OpenXmlValidator(version).validate(str(any_path)).errors
    # Number 0 takes a style's number away and refers to nothing (ECMA-376 Part 1, 17.9.18): this
    # validator looks for it all the same.
    assert [error.description for error in found if "definition '0'" not in error.description] == []


def test_python_docx_opens_it_and_sees_styles_tables_and_sections():
    opened = python_docx.Document(io.BytesIO(make_docx()))
    assert len(opened.sections) == 3
    assert opened.styles["Heading 1"].font.color.rgb is not None
    assert next(iter(opened.tables)).style.name == "三线表"
    assert "Heading 1" in {p.style.name for p in opened.paragraphs}


def test_libreoffice_prints_the_cover_the_contents_and_the_body(printed):
    assert flat(make_document().cover.title) in flat(printed[0])
    assert "目录" in flat(printed[1])
    assert flat("一、客户集中度现状分析") in flat(printed[2])


def test_libreoffice_prints_a_citation_once_in_the_text_and_once_at_the_foot(printed):
    page = flat(printed[2])
    assert "的飞跃。[1]其“裸金属GPU”" in page
    assert "19.15亿美元[1,2]。" in page
    assert page.count("[1]搜狐") == 1
    assert page.count("[1]") == 2


def test_libreoffice_counts_notes_of_the_author_with_circled_numbers(printed):
    assert "①" in printed[2]
    assert "口径为合并收入" in flat(printed[2])


def test_libreoffice_numbers_the_pages_of_the_body_from_one(printed):
    assert flat(printed[2]).endswith(f"第1页/共{len(printed) - 2}页")
    assert flat(printed[1]).endswith("i")
    assert "页" not in printed[0]


def test_libreoffice_asks_no_field_for_what_it_does_not_find(printed):
    assert not [page for page in printed if "Error" in page or "错误" in page]
