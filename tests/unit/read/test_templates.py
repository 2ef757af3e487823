"""Which Word template a report asks for: its own goes before that of its kit."""

import datetime as dt

import pytest
from tests.word_templates import bank, house

from reportgen.automate import MemoryCache
from reportgen.build import check
from reportgen.diag import Sink, SourceError
from reportgen.model.colour import Colour
from reportgen.model.world import World
from reportgen.read import read_report

TODAY = dt.date(2025, 12, 18)
REPORT = "title: 题\ncover: no\nsections: [{title: 章, text: 正文。}]\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "公司.dotx").write_bytes(house())
    (tmp_path / "银行.docx").write_bytes(bank())
    kit = tmp_path / "kit"
    kit.mkdir()
    (kit / "kit.docx").write_bytes(bank())
    (kit / "brand.yaml").write_text(
        "name: 本行\nextends: default\ndocx: {template: kit.docx}\n", "utf-8"
    )
    return tmp_path


def asked(folder, more):
    (folder / "report.yaml").write_text(REPORT + more, "utf-8")
    sink = Sink()
    return read_report(folder, sink, env={}, today=TODAY), {each.code.value for each in sink.found}


def test_a_report_names_its_template_in_english_or_in_chinese(folder):
    for keys in ("docx: {template: 公司.dotx, for_all: yes}", "Word: {模板: 公司.dotx, 通用: 是}"):
        inputs, found = asked(folder, keys)
        template = inputs.brand.template
        assert (template.name, template.is_for_all, found) == ("公司.dotx", True, set())
        assert template.data == house()
        assert any(path.endswith("公司.dotx") for path, _ in inputs.files)


def test_styles_may_be_called_by_names_of_the_template(folder):
    inputs, _ = asked(folder, "docx: {template: 公司.dotx, styles: {正文: 公司正文}}")
    (style,) = inputs.brand.template.styles
    assert (style.role, style.name, style.span.line) == ("body", "公司正文", 4)


def test_a_kit_may_bring_a_template_and_a_report_its_own(folder):
    inputs, _ = asked(folder, "brand: kit\n")
    assert inputs.brand.template.name == "kit.docx"
    own, _ = asked(folder, "brand: kit\ndocx: {template: 公司.dotx}\n")
    assert own.brand.template.name == "公司.dotx"
    assert own.brand.digest != inputs.brand.digest


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("docx: {template: 没有.dotx}", "RG106"),
        ("docx: {template: ../外面.dotx}", "RG107"),
        ("docx: {for_all: yes}", "RG105"),
        ("docx: {template: 公司.dotx, password: x}", "RG132"),
    ],
)
def test_what_cannot_be_read_is_found(folder, keys, code):
    _, found = asked(folder, keys)
    assert code in found


def test_a_template_of_a_kit_that_is_missing_is_found(folder):
    (folder / "kit" / "kit.docx").unlink()
    _, found = asked(folder, "brand: kit\n")
    assert "RG106" in found


def test_a_template_for_all_gives_the_pdf_its_colours_and_its_sheet(folder):
    for answer, wanted in (("no", "#1F3A5F"), ("yes", "#8B0000")):
        asked(folder, f"docx: {{template: 公司.dotx, for_all: {answer}}}")
        checked = check(folder, World(env={}, today=TODAY, cache=MemoryCache()))
        assert checked.brand.palette.primary == Colour.parse(wanted)
        assert checked.word.brand.palette.primary == Colour.parse("#8B0000")


def test_a_broken_template_stops_a_check_as_a_fault_of_the_source(folder):
    (folder / "公司.dotx").write_bytes(b"PK")
    asked(folder, "docx: {template: 公司.dotx}")
    with pytest.raises(SourceError) as stopped:
        check(folder, World(env={}, today=TODAY, cache=MemoryCache()))
    (found,) = (each for each in stopped.value.diagnostics if each.code.value == "RG620")
    assert (found.span.line, found.span.column) == (4, 18)
