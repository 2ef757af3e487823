"""Our words in a company's own Word file: its looks rule, nothing of ours is lost, it is valid."""

import datetime as dt
import io
import json
import re
import shutil
import subprocess
import zipfile
from functools import cached_property
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from tests.docx_text import fields_of_docx, notes_of_docx, text_of_docx
from tests.libreoffice import pages_of
from tests.printed import missing, printed
from tests.word_templates import LOGO, bank, house

from reportgen import PromiseError, build_report
from reportgen.model.document import Heading

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAKERS = {"house": (house, "公司模板.dotx"), "bank": (bank, "公司模板.docx")}
LABEL = re.compile(r"^(?:[一二三四五六七八九十]+、|[0-9.]+)")
FRONT = {"house": 2, "bank": 1}
"""Pages before the first of the body."""
ESTIMATE = {"house": 0, "bank": 1}
"""How far pages may be from those that the contents say."""
TODAY = dt.date(2025, 12, 18)
CHANGES = {"house": {}, "bank": {"headings: seed": "classification: 内部资料"}}


class Made:
    """The example report in one of the templates."""

    def __init__(self, name, folder):
        self.folder = folder / name
        shutil.copytree(ROOT / "data" / "coreweave", self.folder)
        maker, file = MAKERS[name]
        (self.folder / file).write_bytes(maker())
        report = self.folder / "report.yaml"
        text = report.read_text("utf-8")
        for old, new in CHANGES[name].items():
            text = text.replace(old, new)
        text += f"\norganisation: 示例研究院\ndocx: {{template: {file}}}\n"
        report.write_text(text, "utf-8")
        self.built = self.build()
        self.data = self.built.artifacts[0].data
        self.path = folder / f"{name}.docx"
        self.path.write_bytes(self.data)

    def build(self):
        return build_report(self.folder, to=["docx"], env={}, today=TODAY)

    @cached_property
    def parts(self):
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            return {name: package.read(name) for name in package.namelist()}

    def tree(self, name="word/document.xml"):
        return etree.fromstring(self.parts[name])

    def style(self, identifier):
        styles = self.tree("word/styles.xml").iter(f"{W}style")
        return next(each for each in styles if each.get(f"{W}styleId") == identifier)

    def style_of(self, words):
        """Return the id of the style of the first paragraph that holds ``words``."""
        for each in self.tree().iter(f"{W}p"):
            if words in "".join(t.text or "" for t in each.iter(f"{W}t")):
                found = each.find(f"{W}pPr/{W}pStyle")
                if found is None or not found.get(f"{W}val").startswith("TOC"):
                    return None if found is None else found.get(f"{W}val")
        return None


@pytest.fixture(scope="module")
def all_made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    return {name: Made(name, folder) for name in MAKERS}


@pytest.fixture(params=MAKERS)
def made(request, all_made):
    return all_made[request.param]


@pytest.fixture(scope="module")
def laid_out(all_made, tmp_path_factory, tool):
    """Return the pages of each file as LibreOffice lays them out."""
    folder = tmp_path_factory.mktemp("laid-out")
    pages = pages_of([made.path for made in all_made.values()], folder, tool)
    return dict(zip(all_made, pages, strict=True))


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing(version, made, tool):
    command = [tool("ooxml-validator"), str(made.path), version]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert json.loads(shown)["errors"] == []


def test_a_second_validator_finds_nothing(made):
    found = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(made.path)).errors
    assert [error.description for error in found if "definition '0'" not in error.description] == []


def test_all_that_is_printed_is_there_in_its_order(made):
    assert missing(printed(made.built.document), text_of_docx(made.data)) == []
    assert len(notes_of_docx(made.data)) >= len(made.built.document.notes)


def test_python_docx_opens_it_and_saves_it_without_loss(made):
    opened = python_docx.Document(io.BytesIO(made.data))
    saved = io.BytesIO()
    opened.save(saved)
    with zipfile.ZipFile(saved) as package:
        assert sorted(package.namelist()) == sorted(made.parts)
    assert text_of_docx(saved.getvalue()) == text_of_docx(made.data)


def test_the_same_report_gives_the_same_bytes(made):
    assert made.build().artifacts[0].data == made.data


def test_it_is_a_document_and_no_template_any_more(made):
    types = made.parts["[Content_Types].xml"].decode()
    assert "document.main+xml" in types
    assert "template.main+xml" not in types


def test_every_field_has_its_result_and_word_asks_nothing(made):
    empty = {code.split()[0] for code, shown in fields_of_docx(made.data) if not shown.strip()}
    assert empty <= {"STYLEREF"}
    assert b"updateFields" not in made.parts["word/settings.xml"]


def test_no_placeholder_is_left(made):
    for name, body in made.parts.items():
        if name.endswith(".xml"):
            words = "".join(etree.fromstring(body).itertext())
            assert not re.search(r"\{\{|\}\}", words), name


def test_nothing_tells_of_the_maker_of_the_template(made):
    told = (b"zhangsan", "张三".encode(), b"rsidRoot", b"comments+xml", b"commentReference")
    assert [n for n, body in made.parts.items() if any(each in body for each in told)] == []


def test_the_label_that_the_law_demands_is_in_words_and_in_the_properties(made):
    assert "本文部分内容由AI辅助生成" in text_of_docx(made.data)
    assert made.parts["docProps/custom.xml"].count(b'name="AIGC"') == 1


def test_ids_are_given_once(made):
    document = made.tree()
    for tag, key in (("bookmarkStart", f"{W}id"), ("footnoteReference", f"{W}id")):
        found = [each.get(key) for each in document.iter(f"{W}{tag}")]
        assert len(found) == len(set(found))
    drawings = [e.get("id") for e in document.iter() if str(e.tag).endswith("}docPr")]
    assert len(drawings) == len(set(drawings))
    for part in ("styles", "numbering"):
        tree = made.tree(f"word/{part}.xml")
        for tag, key in (("style", "styleId"), ("num", "numId"), ("abstractNum", "abstractNumId")):
            found = [each.get(f"{W}{key}") for each in tree.iter(f"{W}{tag}")]
            assert len(found) == len(set(found))


def test_all_styles_and_lists_that_are_asked_for_are_there(made):
    known = {each.get(f"{W}styleId") for each in made.tree("word/styles.xml").iter(f"{W}style")}
    lists = {each.get(f"{W}numId") for each in made.tree("word/numbering.xml").iter(f"{W}num")}
    for name in ("document", "footnotes", "styles"):
        tree = made.tree(f"word/{name}.xml")
        tags = [f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")]
        assert {each.get(f"{W}val") for each in tree.iter(*tags)} <= known
        assert {each.get(f"{W}val") for each in tree.iter(f"{W}numId")} <= {*lists, "0"}


def test_headings_have_the_companys_style_and_the_text_is_what_is_normal_there(all_made):
    for made in all_made.values():
        assert made.style_of("客户集中度现状分析") == "1"
        body = made.style(made.style_of("CoreWeave作为GPU云计算领域的新兴巨头"))
        assert body.find(f"{W}basedOn").get(f"{W}val") == "a"
        assert body.find(f"{W}rPr") is None
        assert body.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"


def test_what_the_template_lacks_is_made_in_its_colours_and_faces(all_made):
    made = all_made["house"]
    table = etree.tostring(made.style("ReportTable"), encoding="unicode")
    assert 'w:color="8B0000" w:themeColor="accent1"' in table
    assert "1F3A5F" not in made.parts["word/styles.xml"].decode()
    source = etree.tostring(made.style("SourceNote"), encoding="unicode")
    assert 'w:eastAsia="仿宋"' in source
    assert "黑体" not in source


def test_heads_logo_page_and_theme_are_the_companys(made):
    with zipfile.ZipFile(
        io.BytesIO(MAKERS["house" if made.path.stem == "house" else "bank"][0]())
    ) as old:
        assert made.parts["word/theme/theme1.xml"] == old.read("word/theme/theme1.xml")
        assert made.parts["word/media/image1.png"] == old.read("word/media/image1.png")
        own = etree.fromstring(old.read("word/document.xml")).find(f"{W}body/{W}sectPr")
    last = made.tree().find(f"{W}body/{W}sectPr")
    for name in ("pgSz", "pgMar"):
        assert dict(last.find(f"{W}{name}").attrib) == dict(own.find(f"{W}{name}").attrib)


def test_libreoffice_shows_the_companys_cover_heads_and_feet(laid_out):
    cover, contents, first, *_ = laid_out["house"]
    assert "CoreWeave客户集中度深度分析报" in flat(cover)
    assert "发布日期：2025年12月18日" in flat(cover)
    assert "类别：金融分析" in flat(cover)
    assert "目录" in flat(contents)
    assert flat(first).startswith("CoreWeave客户集中度深度分析报告")
    assert flat(first).endswith("华瑞研究1")
    opening, second, *_, last = laid_out["bank"]
    assert flat(opening).startswith("示例银行信笺内部资料")
    assert flat(second).startswith("示例银行内部资料")
    assert flat(last).count("本页以下为本行固定声明") == 1


@pytest.mark.parametrize("name", MAKERS)
def test_headings_stand_on_the_pages_that_the_contents_say(name, all_made, laid_out):
    """With an exact pitch all of them; on a grid, where fonts decide, at most a page away."""
    pages = [list(map(flat, page.splitlines())) for page in laid_out[name]]
    moved = {}
    for words, page in contents_of(all_made[name]):
        title = LABEL.sub("", words)
        found = [n for n, lines in enumerate(pages) if any(is_heading(e, title) for e in lines)]
        away = found[-1] - FRONT[name] - int(page) + 1
        if abs(away) > ESTIMATE[name]:
            moved[title] = away
    assert moved == {}


def is_heading(line, title):
    return line.endswith(title) and len(line) <= len(title) + 5


def contents_of(made):
    """Yield the entries of the contents and the pages printed beside them."""
    for paragraph in made.tree().iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val").startswith("TOC"):
            words = [t.text or "" for t in paragraph.iter(f"{W}t")]
            if len(words) > 1:
                yield flat("".join(words[:-1])), words[-1]


def test_a_report_that_asks_for_no_numbers_takes_those_of_the_companys_headings(all_made):
    headings = [each for each in all_made["bank"].built.document.body if isinstance(each, Heading)]
    assert [each.label for each in headings[:4]] == ["1", "2", "2.1", "2.2"]


def test_numbers_that_the_companys_headings_bring_are_kept(all_made):
    numbering = all_made["bank"].tree("word/numbering.xml")
    number = all_made["bank"].style("1").find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    assert number == "1"
    assert [e.get(f"{W}val") for e in numbering.iter(f"{W}pStyle")].count("1") == 1
    assert "RG630" not in {f.code.value for f in all_made["bank"].built.findings}


def test_other_headings_are_numbered_as_the_report_says(all_made):
    made = all_made["house"]
    number = made.style("1").find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    bound = [e.get(f"{W}val") for e in made.tree("word/numbering.xml").iter(f"{W}pStyle")]
    assert number != "0"
    assert bound.count("1") == 1


def test_what_the_template_has_of_notes_and_properties_stays(all_made):
    made = all_made["bank"]
    assert notes_of_docx(made.data)[0].endswith("本行统一口径。")
    assert "YH-01" in made.parts["docProps/custom.xml"].decode()


def test_pages_are_only_estimated_where_fonts_decide_how_high_lines_are(all_made):
    codes = {name: {f.code.value for f in made.built.findings} for name, made in all_made.items()}
    assert "RG631" in codes["bank"]
    assert "RG631" not in codes["house"]


def flat(text):
    return re.sub(r"\s", "", text)


def own_template():
    """Return a template as python-docx makes one, with a cover of its own."""
    made = python_docx.Document()
    made.add_paragraph("{{标题}}", style="Title")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "报告日期", "{{日期}}"
    made.add_picture(io.BytesIO(LOGO))
    made.add_heading("说明", 3)
    made.add_page_break()
    made.add_paragraph("{{正文}}")
    made.add_heading("联系我们", 4)
    sheet = io.BytesIO()
    made.save(sheet)
    return sheet.getvalue()


def test_headings_tables_and_pictures_of_a_template_keep_no_promise_of_ours_from_being_kept(
    tmp_path,
):
    (tmp_path / "公司.docx").write_bytes(own_template())
    (tmp_path / "report.yaml").write_text(
        "title: 题\nsections: [contents, {title: 章, text: '正文。\n\n## 节\n\n正文。'}]\n"
        "docx: {template: 公司.docx}\n",
        "utf-8",
    )
    built = build_report(tmp_path, to=["docx"], env={}, today=TODAY)
    text = text_of_docx(built.artifacts[0].data)
    assert [line for line in text.splitlines() if line in ("说明", "一、章", "联系我们")] == [
        "说明",
        "一、章",
        "联系我们",
    ]


def test_a_promise_that_a_template_breaks_points_to_the_template(tmp_path):
    broken = own_template()
    with zipfile.ZipFile(io.BytesIO(broken)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'"Title"', b'"Lost"')
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as package:
        for name, body in parts.items():
            package.writestr(name, body)
    (tmp_path / "公司.docx").write_bytes(sheet.getvalue())
    (tmp_path / "report.yaml").write_text(
        "title: 题\nsections: [{title: 章, text: 正文。}]\ndocx: {template: 公司.docx}\n", "utf-8"
    )
    with pytest.raises(PromiseError) as stopped:
        build_report(tmp_path, to=["docx"], env={}, today=TODAY)
    found = {each.code.value: each for each in stopped.value.diagnostics}
    assert found["RG635"].span.line == 3
