"""A report whose text is written in Word: built, built anew, checked, mended and returned."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from tests.docx_text import text_of_docx
from tests.dump import dump_document
from tests.word_sources import CHAPTER, chapter
from tests.word_templates import LOGO

from reportgen import build_report
from reportgen.automate import Order, here, rebuild
from reportgen.cli import main

SAMPLE = Path(__file__).parents[1] / "conformance" / "samples" / "written-in-word"
NOW, TODAY = dt.datetime(2025, 12, 18, tzinfo=dt.UTC), dt.date(2025, 12, 18)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    return Path(shutil.copytree(SAMPLE, tmp_path / "年报", ignore=ignore))


def made(report):
    return rebuild(Order(report), here(env={}, today=TODAY), NOW)


def ran(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def rewritten(report, old, new):
    """Change words of the chapter as its author does in Word."""
    document = Document(report / "正文.docx")
    (found,) = (each for each in document.paragraphs if old in each.text)
    found.runs[0].text = found.text.replace(old, new)
    for each in found.runs[1:]:
        each.text = ""
    document.save(report / "正文.docx")


def test_the_chapter_of_the_sample_is_the_one_that_is_made_here(report):
    (report / "made.docx").write_bytes(chapter())
    kept, fresh = (
        text_of_docx((report / name).read_bytes()) for name in ("正文.docx", "made.docx")
    )
    assert kept == fresh


def test_the_same_text_in_word_and_in_markdown_is_the_same_document(report):
    word = build_report(report, env={}, today=TODAY).document
    (report / "正文.md").write_text(CHAPTER, "utf-8")
    (report / "旗.png").write_bytes(LOGO)
    keys = (report / "report.yaml").read_text("utf-8")
    keys = keys.replace("{file: 正文.docx, styles: {章标题: 标题1}}", "{file: 正文.md}")
    (report / "report.yaml").write_text(keys, "utf-8")
    markdown = build_report(report, env={}, today=TODAY).document
    told = dump_document(word).replace("正文-t1", "fee").replace("正文.docx!image1.png", "旗.png")
    assert told == dump_document(markdown)


def test_a_changed_chapter_is_built_anew_and_an_unchanged_one_is_not(report):
    assert not made(report).is_unchanged
    (report / "正文.docx").touch()
    assert made(report).is_unchanged
    rewritten(report, "电价上调会拉长回收期。", "电价下调会缩短回收期。")
    again = made(report)
    assert not again.is_unchanged
    (word,) = (path for path in again.paths if path.suffix == ".docx")
    assert "电价下调会缩短回收期。" in str(text_of_docx(word.read_bytes()))


def test_a_finding_names_the_paragraph_in_words_and_in_json(report):
    rewritten(report, "电价上调会拉长回收期。", "电价{{ 电价 }}会拉长回收期。")
    shown = ran("check", report)
    assert "正文.docx:第 29 段:3: 错误 RG205" in shown.output
    assert "| 电价{{ 电价 }}会拉长回收期。" in shown.output
    told = [json.loads(line) for line in ran("check", report, "--json").output.splitlines()]
    (found,) = (each for each in told if each.get("code") == "RG205")
    assert found["place"] == "第 29 段"
    assert found["file"].endswith("正文.docx")


def test_no_fix_is_written_into_a_word_file(report):
    rewritten(report, "电价上调会拉长回收期。", "电价上调,会拉长回收期。")
    before = (report / "正文.docx").read_bytes()
    shown = ran("check", report, "--fix", "--yes")
    assert "程序不写 .docx" in shown.output
    assert (report / "正文.docx").read_bytes() == before


def test_what_a_reader_changed_is_told_and_left_to_the_author(report):
    (word,) = (path for path in made(report).paths if path.suffix == ".docx")
    document = Document(word)
    (found,) = (each for each in document.paragraphs if "拉长回收期" in each.text)
    found.runs[0].text = "电价上调会缩短回收期。"
    for each in found.runs[1:]:
        each.text = ""
    came = report.parent / "回来.docx"
    document.save(came)
    assert ran("verify", word, "--report", report).exit_code == 0
    shown = ran("pull", came, report)
    assert "RG710" in shown.output
    assert "缩短" in shown.output
