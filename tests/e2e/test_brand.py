"""A brand from a company's Word file, and a specimen of any brand."""

import io
import zipfile

import docx
import pytest
from tests.word_templates import LOGO, bank, house

from reportgen import build_report
from reportgen.automate.desk.branding import new_brand, specimen
from reportgen.diag import ReportgenError


@pytest.fixture
def company(tmp_path):
    def made(name, data):
        (tmp_path / name).write_bytes(data)
        new_brand(tmp_path / "品牌", tmp_path / name)
        return tmp_path / "品牌"

    return made


def _codes(fault):
    return {each.code.value for each in fault.value.diagnostics}


@pytest.mark.parametrize(("name", "make"), [("house.dotx", house), ("bank.docx", bank)])
def test_a_report_in_the_new_brand_builds(company, name, make):
    kit = company(name, make())
    built = build_report(
        {
            "id": "a",
            "title": "题",
            "date": "2025-12-18",
            "brand": "品牌",
            "sections": [{"text": "文"}],
        },
        folder=kit.parent,
    )
    assert len(built.artifacts) == 2


def test_colours_faces_sheet_and_logo_are_the_companys(company):
    kit = company("house.dotx", house())
    words = (kit / "brand.yaml").read_text("utf-8")
    assert 'primary: "#8B0000"' in words
    assert 'word_east_asian: "仿宋"' in words
    assert "inner: 30" in words
    assert (kit / "标志.png").read_bytes() == LOGO


def test_the_word_file_is_made_in_the_companys_own(company):
    kit = company("house.dotx", house())
    assert 'docx: {template: "house.dotx"}' in (kit / "brand.yaml").read_text("utf-8")
    assert (kit / "house.dotx").read_bytes() == house()


def test_a_file_without_a_place_for_the_text_gives_its_looks_alone(company):
    plain = docx.Document()
    plain.add_paragraph("公司信纸")
    held = io.BytesIO()
    plain.save(held)
    kit = company("plain.docx", held.getvalue())
    assert "\ndocx:" not in (kit / "brand.yaml").read_text("utf-8")
    assert sorted(path.name for path in kit.iterdir()) == ["brand.yaml"]
    assert specimen(str(kit), kit.parent / "out")


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "house.dotx").write_bytes(house())
    (tmp_path / "品牌").mkdir()
    (tmp_path / "品牌" / "a").touch()
    with pytest.raises(ReportgenError) as fault:
        new_brand(tmp_path / "品牌", tmp_path / "house.dotx")
    assert _codes(fault) == {"RG007"}


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no package", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_word_file_is_said_to_be_none(tmp_path, data):
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(ReportgenError) as fault:
        new_brand(tmp_path / "品牌", tmp_path / "a.docx")
    assert _codes(fault) <= {"RG620", "RG621"}
    assert not (tmp_path / "品牌").exists()


def test_a_file_with_macros_is_not_taken(tmp_path):
    with (
        zipfile.ZipFile(io.BytesIO(house())) as source,
        zipfile.ZipFile(tmp_path / "a.docm", "w") as target,
    ):
        for name in source.namelist():
            body = source.read(name)
            if name == "[Content_Types].xml":
                plain = b"wordprocessingml.template.main+xml"
                assert plain in body
                body = body.replace(
                    b"application/vnd.openxmlformats-officedocument." + plain,
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            target.writestr(name, body)
    with pytest.raises(ReportgenError) as fault:
        new_brand(tmp_path / "品牌", tmp_path / "a.docm")
    assert _codes(fault) == {"RG622"}


@pytest.mark.parametrize("name", ["default", "classic", "gongwen"])
def test_each_brand_of_ours_has_a_specimen_in_both_files(name, tmp_path):
    paths = specimen(name, tmp_path)
    assert [path.name for path in paths] == [f"{name}-样张.pdf", f"{name}-样张.docx"]


def test_a_brand_that_is_not_there_is_named_with_the_nearest(tmp_path):
    with pytest.raises(ReportgenError) as fault:
        specimen("clasic", tmp_path)
    assert "classic" in str(fault.value.diagnostics[0].values)
