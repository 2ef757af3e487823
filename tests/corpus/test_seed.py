"""What is wrong with the seed, point by point (S1 to S13), and what importing it makes of that."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.lint.desk import findings
from tests.unit.resolve.desk import pieces_of

from reportgen import build_report
from reportgen.adopt import adopt_text
from reportgen.adopt.notes import NoteKind
from reportgen.automate.desk.adopting import adopt
from reportgen.automate.front import check_report
from reportgen.diag import SourceError
from reportgen.model import document as doc
from reportgen.zh.repair import repaired

SEED = Path(__file__).parent / "coreweave.txt"
TEXT = SEED.read_text("utf-8")
MENDED = "\n".join(map(repaired, TEXT.splitlines()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("seed") / "coreweave"
    adopt(SEED, home)
    return home


@pytest.fixture(scope="module")
def found():
    return Counter(each.code.value for each in findings(TEXT.replace("\n", "\n\n")))


def test_s1_63_commas_6_colons_and_a_pair_of_brackets_are_half_width(found):
    assert (found["P01"], found["P03"]) == (69, 2)
    assert "3,584块" in MENDED
    assert MENDED.count("https://") == 4


def test_s2_one_pair_of_quotes_is_straight_and_one_quote_is_open(found):
    assert (found["P04"], found["P13"]) == (2, 1)
    assert MENDED.count('"') == 1


def test_s3_two_names_are_run_together(found):
    assert found["X01"] == 2


def test_s4_the_references_have_no_access_dates(folder, tmp_path):
    report = (folder / "report.yaml").read_text("utf-8")
    assert "style: simple" in report
    for path in folder.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "report.yaml").write_text(report.replace("simple", "gb7714-2025"), "utf-8")
    with pytest.raises(SourceError) as stopped:
        check_report(tmp_path, env={})
    errors = [each for each in stopped.value.diagnostics if each.code == "RG430"]
    assert len(errors) == 4


def test_s5_citations_come_in_the_order_of_their_first_places(folder):
    document = build_report(folder, env={}, to=["docx"]).document
    marks = [each.label for each in pieces_of(document) if isinstance(each, doc.CitationMark)]
    assert marks == [f"[{number}]" for number in re.findall(r"\[(\d)\](?! )", TEXT)]


def test_s6_headings_are_numbered_in_two_ways(found, folder):
    assert found["H01"] == 1
    assert "headings: seed" in (folder / "report.yaml").read_text("utf-8")


def test_s7_and_s8_the_notice_stays_and_the_label_comes(folder):
    assert found_in(folder) == Counter({"X01": 2, "N110": 1, "RG126": 1})
    document = build_report(folder, env={}, to=["docx"]).document
    (notice,) = (each for each in document.body if isinstance(each, doc.Notice))
    assert notice.text == "本文部分内容由AI辅助生成（AIGC），仅供参考"
    assert document.label is not None


def found_in(folder):
    return Counter(each.code.value for each in check_report(folder, env={}).findings)


def test_s9_two_scales_stand_in_one_sentence(found):
    assert found["N110"] == 1


def test_s10_numbers_are_offered_as_metrics(found):
    notes = adopt_text(TEXT, "x").notes
    offered = {each.words.partition("：")[0] for each in notes if each.kind is NoteKind.NUMBERS}
    assert {"80%", "65%", "150亿美元", "29倍"} <= offered
    assert found["N107"] == 1


def test_s11_the_reading_time_is_not_printed_but_told(folder):
    assert "阅读时间：8 分钟" in (folder / "导入说明.md").read_text("utf-8")
    assert "阅读时间" not in (folder / "正文.md").read_text("utf-8")


def test_s12_it_rates_no_securities(found):
    assert found["D01"] == 0


def test_s13_blanks_that_part_two_phrases_stay(found):
    assert found["P07"] == 0
    assert "2025年12月中旬 CoreWeave客户集中度分析" in MENDED


def test_there_is_nothing_else(found):
    assert set(found) == {"P01", "P03", "P04", "P13", "X01", "H01", "N110", "N107"}
