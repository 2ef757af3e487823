"""The PDF as validators and other programs read it: by hand-set pages, and the example report."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.unit.write_pdf.builder import LABEL, Builder, document, sample, written

import reportgen
from reportgen.model.artifact import ArtifactKind

ROOT = Path(__file__).parents[2]
LABELS = {"by-hand": 1, "coreweave": 1, "quarterly": 0}
"""The examples, and how many AIGC labels are due: the last one holds nothing a machine wrote."""


def made(name):
    if name == "by-hand":
        return written(*sample())
    built = reportgen.build_report(ROOT / "data" / name, to=("pdf",), env={})
    return next(each.data for each in built.artifacts if each.kind is ArtifactKind.PDF)


@pytest.fixture(scope="module", params=LABELS)
def pdf(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / f"{request.param}.pdf"
    path.write_bytes(made(request.param))
    return path


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("standard", ["ua1", "2a"])
def test_verapdf_passes_it(standard, pdf, tool):
    main = ("-cp", tool("verapdf"), "org.verapdf.apps.GreenfieldCliWrapper")
    verdict = output_of(tool("java"), *main, "-f", standard, "--format", "text", "-v", str(pdf))
    assert verdict.stdout.startswith("PASS"), verdict.stdout


def test_qpdf_finds_no_fault(pdf, tool):
    checked = output_of(tool("qpdf"), "--check", str(pdf))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_poppler_reads_the_tag_tree(pdf, tool):
    tree = output_of(tool("pdfinfo"), "-struct-text", str(pdf))
    assert tree.stderr == ""
    lines = [line.strip() for line in tree.stdout.splitlines()]
    assert lines[0] == "Document"
    assert any(line.startswith("H1") for line in lines)


def test_pikepdf_opens_it_without_a_warning(pdf):
    with pikepdf.open(pdf) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.Root.MarkInfo.Marked
        assert len(opened.pages) > 0


def test_exiftool_shows_the_label_that_is_due(pdf, tool):
    shown = json.loads(output_of(tool("exiftool"), "-j", "-a", "-G1", str(pdf)).stdout)[0]
    labels = [value for key, value in shown.items() if "aigc" in key.lower()]
    assert len(labels) == LABELS[pdf.stem]
    assert all("ContentProducer" in str(label) for label in labels)


def test_the_label_can_be_found_without_unpacking_anything():
    data = written(Builder(), document(label=LABEL))
    assert data.count(b"/AIGC (" + LABEL.as_json().encode() + b")") == 1


@pytest.mark.timeout(600)
def test_verapdf_passes_a_thousand_pages(tmp_path, tool):
    path = tmp_path / "long.pdf"
    source = tmp_path / "报告.md"
    source.write_text(long_report(), "utf-8")
    built = reportgen.build_report(source, to=("pdf",), env={})
    path.write_bytes(built.artifacts[0].data)
    with pikepdf.open(path) as opened:
        assert len(opened.pages) >= 1000
    main = ("-cp", tool("verapdf"), "org.verapdf.apps.GreenfieldCliWrapper")
    for standard in ("ua1", "2a"):
        verdict = output_of(tool("java"), *main, "-f", standard, "--format", "text", str(path))
        assert verdict.stdout.startswith("PASS"), verdict.stdout


def long_report():
    """Return a report of a thousand pages: chapters, sections, notes, citations, pointers."""
    sentence = (
        "2024年第四季度，CoreWeave的营业收入约7.474亿美元[@a]，同比增长超过五倍；"
        "受利息支出影响，净亏损5140万美元，年末债务接近80亿美元。"
    )
    parts = [LONG_HEAD]
    for chapter in range(1, 158):
        parts.append(f"# 第{chapter}家公司的经营情况 {{#sec-{chapter}}}")
        for section in range(1, 4):
            note = f"[^{chapter}-{section}]"
            words = f"第{chapter}章第{section}节。" + sentence * 9
            parts += [f"## 观察{section}", f"{words}见@sec-{max(1, chapter - 1)}{note}。"]
            parts += [f"第{number}段。{words}" for number in range(2, 6)]
            parts.append(f"{note}: 第{chapter}家公司的口径：合并报表，未经审计。")
    return "\n\n".join(parts)


LONG_HEAD = """---
id: long
title: 一千页
date: 2025-12-18
aigc: {mode: none}
references: {style: simple, entries: {a: {publisher: 新华社, title: 新闻, url: "https://example.cn"}}}
---"""


def test_a_chart_takes_two_kilobytes_at_most():
    with pikepdf.open(BytesIO(made("coreweave"))) as opened:
        forms = {
            form.objgen: len(form.read_raw_bytes())
            for page in opened.pages
            for form in page.Resources.get("/XObject", {}).values()
            if form.Subtype == "/Form"
        }
    assert len(forms) >= 4
    assert max(forms.values()) <= 2048
