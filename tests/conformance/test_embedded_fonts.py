"""Fonts inside the Word file: cut, obfuscated, and shown where they are not installed."""

import io
import re
import shutil
import subprocess
import uuid
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from tests.libreoffice import pages_of

from reportgen import ReportgenError, build_report

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "conformance" / "samples"
EMBEDDED = re.compile(r'<w:font w:name="([^"]+)">.*?</w:font>')
LINK = re.compile(r'<w:embed(Regular|Bold) w:fontKey="\{([0-9A-F-]+)\}" r:id="(\w+)"/>')


def asking(folder, source):
    """Return a copy of ``source`` that asks for its fonts in the file."""
    report = Path(shutil.copytree(source, folder / source.name))
    file = report / "report.yaml"
    file.write_text(file.read_text("utf-8") + "\nWord: {嵌入字体: 是}\n", "utf-8")
    return report


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The example, and a report whose own fonts are of every kind."""
    folder = tmp_path_factory.mktemp("embedded")
    sources = {"example": ROOT / "data" / "coreweave", "own": SAMPLES / "own-fonts"}
    return {
        name: build_report(asking(folder, source), to=["docx"], env={})
        for name, source in sources.items()
    }


def fonts_in(data):
    """Yield family, weight and the font of each entry that is in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        table = package.read("word/fontTable.xml").decode()
        if "<w:embed" not in table:
            return
        links = package.read("word/_rels/fontTable.xml.rels").decode()
        for entry in EMBEDDED.finditer(table):
            for weight, key, number in LINK.findall(entry[0]):
                target = re.search(rf'Id="{number}"[^>]*Target="([^"]+)"', links)
                hidden = package.read(f"word/{target[1]}")
                mask = uuid.UUID(key).bytes[::-1] * 2
                head = bytes(a ^ b for a, b in zip(hidden[:32], mask, strict=True))
                yield entry[1], weight, TTFont(io.BytesIO(head + hidden[32:]))


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
@pytest.mark.parametrize("name", ["example", "own"])
def test_microsofts_validator_takes_the_fonts(name, version, made, tool, tmp_path):
    path = tmp_path / "fonts.docx"
    path.write_bytes(made[name].artifacts[0].data)
    command = [tool("ooxml-validator"), str(path), version]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert '"errors": []' in shown or '"errors":[]' in shown, shown


def test_each_font_holds_what_is_written_and_a_keyboard(made):
    data = made["example"].artifacts[0].data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    written = {ord(char) for words in re.findall(r"<w:t[^>]*>([^<]+)<", body) for char in words}
    found = list(fonts_in(data))
    assert {weight for _, weight, _ in found} == {"Regular", "Bold"}
    for family, _, font in found:
        known = set(font.getBestCmap())
        assert font["name"].getDebugName(1).startswith(family)
        assert set(range(0x21, 0x7F)) <= known
        if "SC" in family:
            assert {char for char in written if 0x4E00 <= char <= 0x9FFF} <= known


def test_word_is_told_that_fonts_are_inside_and_subsets(made):
    with zipfile.ZipFile(io.BytesIO(made["example"].artifacts[0].data)) as package:
        settings = package.read("word/settings.xml").decode()
    assert "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" in settings


def test_a_report_that_does_not_ask_holds_none():
    built = build_report(ROOT / "data" / "coreweave", to=["docx"], env={})
    assert list(fonts_in(built.artifacts[0].data)) == []
    with zipfile.ZipFile(io.BytesIO(built.artifacts[0].data)) as package:
        assert not [name for name in package.namelist() if name.endswith(".odttf")]


def test_outlines_that_word_does_not_embed_are_told(made):
    told = {each.values["file"] for each in made["own"].findings if each.code == "RG642"}
    assert {"fonts/RGTestSans-Regular.otf", "fonts/RGTestSans-VF.otc"} <= told
    families = {family for family, *_ in fonts_in(made["own"].artifacts[0].data)}
    assert any(family.startswith("RG Test Hei") or "Hei" in family for family in families)


def test_libreoffice_shows_a_face_that_is_only_in_the_file(made, tool, tmp_path):
    path = tmp_path / "own.docx"
    path.write_bytes(made["own"].artifacts[0].data)
    pages_of([path], tmp_path, tool)
    command = [tool("pdffonts"), str(tmp_path / "own.pdf")]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Hei" in shown, shown


def test_the_same_report_holds_the_same_fonts(made, tmp_path):
    again = build_report(asking(tmp_path, SAMPLES / "own-fonts"), to=["docx"], env={})
    assert again.artifacts[0].data == made["own"].artifacts[0].data


def test_a_template_and_fonts_in_the_file_exclude_each_other(tmp_path):
    report = Path(shutil.copytree(SAMPLES / "company-template", tmp_path / "company"))
    file = report / "report.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("docx: {", "docx: {embed_fonts: yes, "), "utf-8")
    with pytest.raises(ReportgenError) as stopped:
        build_report(report, to=["docx"], env={})
    assert "RG643" in {each.code.value for each in stopped.value.diagnostics}
