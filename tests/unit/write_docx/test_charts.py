"""Charts in Word: drawn by Word itself, from a workbook that holds what is printed."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.unit.draw.charts import ALL, QUARTERS, REVENUE, chart, series
from tests.unit.draw.kinds import KINDS, scatter
from tests.unit.write_docx.chart_sample import (
    C,
    cached,
    chart_trees,
    docx_of,
    make_brand,
    parts_of,
    sheet_of,
)

from reportgen.draw.native_kinds import is_native
from reportgen.write_docx.theme import scheme_name

ROOT = Path(__file__).parents[3]
NATIVE = [
    *(made for made in ALL.values() if is_native(made)),
    *(made for name, made in KINDS.items() if is_native(made) and name not in {"odd range", "log"}),
    scatter(groups=tuple("甲乙甲乙甲乙甲乙甲乙")),
]
SHOWS = {"LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"}


@pytest.fixture(scope="module")
def every():
    return docx_of(NATIVE)


def test_each_chart_has_its_part_and_its_workbook(every):
    names = parts_of(every)
    count = len(NATIVE)
    assert len(chart_trees(every)) == count
    assert len([name for name in names if name.startswith("word/embeddings/")]) == count
    assert not [name for name in names if name.startswith("word/media/")]


def test_the_workbook_holds_what_the_chart_remembers(every):
    for number, tree in enumerate(chart_trees(every), 1):
        sheet = sheet_of(every, number)
        remembered = dict(cached(tree))
        assert remembered
        assert {place: sheet.get(place) for place in remembered} == remembered


def test_the_workbook_holds_nothing_but_what_the_chart_remembers(every):
    for number, tree in enumerate(chart_trees(every), 1):
        more = set(sheet_of(every, number)) - {place for place, _ in cached(tree)}
        heads = {place for place in more if place[1:] == "1"}
        beside = {place for place in more - heads if place[0] in "AC"}
        assert more == heads | beside  # names of points, shares of slices


def test_shares_of_slices_follow_their_amounts():
    book = parts_of(
        parts_of(docx_of([KINDS["pie"]]))["word/embeddings/Microsoft_Excel_Sheet1.xlsx"]
    )
    cells = book["xl/worksheets/sheet1.xml"].decode()
    assert "<f>TEXT(B2/SUM(B$2:B$5),&quot;0.0%&quot;)</f><v>42.5%</v>" in cells


def test_another_reader_opens_the_workbook(every):
    openpyxl = pytest.importorskip("openpyxl")
    book = parts_of(every)["word/embeddings/Microsoft_Excel_Sheet1.xlsx"]
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.values)
    assert rows == [
        ("类别", "营业收入"),
        ("2022年", 0.16),
        ("2023年", 2.289),
        ("2024年", 19.154),
    ]


def test_what_a_label_may_show_is_always_said(every):
    for tree in chart_trees(every):
        for label in tree.iter(f"{C}dLbl", f"{C}dLbls"):
            named = {each.tag.removeprefix(f"{C}show") for each in label if "show" in each.tag}
            assert named >= SHOWS


def test_office_suites_are_left_no_choice(every):
    for tree in chart_trees(every):
        assert tree.find(f"{C}date1904").get("val") == "0"
        assert tree.find(f"{C}roundedCorners").get("val") == "0"
        assert {each.get("val") for each in tree.iter(f"{C}smooth")} <= {"0"}
        assert all(int(each.get("val")) > 0 for each in tree.iter(f"{C}axId"))
        lines = list(tree.iter(f"{C}lineChart"))
        assert all(each.find(f"{C}smooth") is not None for g in lines for each in g.iter(f"{C}ser"))


def test_every_chart_has_words_for_those_who_cannot_see_it(every):
    body = parts_of(every)["word/document.xml"].decode()
    assert body.count('descr="替代文字"') == len(NATIVE)


def test_lying_bars_start_at_the_top():
    (tree,) = chart_trees(docx_of([KINDS["grouped lying"]]))
    assert tree.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"


def test_names_stand_below_bars_that_go_down():
    (tree,) = chart_trees(docx_of([ALL["negative"]]))
    assert tree.find(f".//{C}catAx/{C}tickLblPos").get("val") == "low"


def test_a_colour_of_the_theme_is_asked_for_by_its_name():
    brand = make_brand()
    xml = parts_of(docx_of([REVENUE], brand))["word/charts/chart1.xml"].decode()
    assert scheme_name(brand.palette.chart[0], brand.palette) == "accent1"
    assert '<c:spPr><a:solidFill><a:schemeClr val="accent1"/>' in xml
    assert 'typeface="黑体"' in xml


def test_a_chart_in_a_narrow_column_has_smaller_words():
    wide = replace(REVENUE, width=REVENUE.width * 2, height=REVENUE.height * 2)
    xml = parts_of(docx_of([wide]))["word/charts/chart1.xml"].decode()
    assert 'sz="850"' not in xml


def test_figures_are_written_as_in_the_picture():
    xml = parts_of(docx_of([chart("bar", ["甲", "乙"], series("收入", [1234.5, 2]))]))[
        "word/charts/chart1.xml"
    ].decode()
    assert '<c:numFmt formatCode="#,##0.00;\\−#,##0.00;#,##0.00" sourceLinked="0"/>' in xml


def test_helpers_are_taken_out_of_the_legend():
    (tree,) = chart_trees(docx_of([KINDS["waterfall"]]))
    taken = [entry.find(f"{C}idx").get("val") for entry in tree.iter(f"{C}legendEntry")]
    assert taken == ["0", "4", "5", "6"]


def test_what_word_cannot_draw_stays_a_picture():
    names = parts_of(docx_of([KINDS["heat map"], replace(QUARTERS, is_native=False), REVENUE]))
    assert len([name for name in names if name.endswith(".svg")]) == 2
    assert [name for name in names if name.startswith("word/charts/chart")] == [
        "word/charts/chart1.xml"
    ]


CODE = """
import sys, hashlib
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/src"]
from tests.unit.write_docx.test_charts import NATIVE, docx_of
data = docx_of(NATIVE)
assert "matplotlib" not in sys.modules and "numpy" not in sys.modules
print(hashlib.sha256(data).hexdigest())
"""


def test_charts_are_the_same_in_any_process_and_need_no_heavy_tool(every):
    for seed in ("1", "77"):
        done = subprocess.run(
            [sys.executable, "-c", CODE, str(ROOT)],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.strip() == hashlib.sha256(every).hexdigest(), done.stderr
