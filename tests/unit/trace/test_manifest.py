"""The manifest names every number with its place and what it was computed from."""

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen import check_report
from reportgen.model.manifest import MANIFEST_VERSION, TextKind
from reportgen.trace import ManifestFaultError, pack, unpack

ROOT = Path(__file__).parents[3]
QUARTERLY = ROOT / "data" / "quarterly"


@pytest.fixture(scope="module")
def manifest():
    return check_report(QUARTERLY).manifest


def of(manifest, metric, kind):
    return next(
        each
        for each in manifest.numbers
        if each.metric == metric and each.at is not None and manifest.texts[each.at].kind is kind
    )


def test_a_number_knows_where_it_stands(manifest):
    found = of(manifest, "单季营收", TextKind.PARAGRAPH)
    text = manifest.texts[found.at]
    span = next(each for each in text.bound if each.number == found.number)
    assert text.text[span.start : span.end] == found.text == "7.47亿美元"
    assert text.place == found.place
    assert {each.anchor: each.words for each in manifest.places}[found.place] == "本期要点"


def test_a_number_knows_its_value_and_where_that_comes_from(manifest):
    found = of(manifest, "单季营收", TextKind.PARAGRAPH)
    assert (found.value, found.unit, found.period) == (Decimal(747400), "千美元", "2024Q4")
    origin = manifest.origins[found.origin]
    assert (origin.kind, origin.source, origin.formula) == ("sql", "quarterly.csv", "sum(营业收入)")
    assert origin.rows == 1
    assert len(origin.sha256) == 64


def test_a_number_of_an_expression_names_the_metrics_and_files_behind_it(manifest):
    found = of(manifest, "净亏损率", TextKind.PARAGRAPH)
    origin = manifest.origins[found.origin]
    assert origin.inputs == ("单季净亏损@2024Q4", "单季营收@2024Q4")
    assert [each.path for each in origin.files] == ["quarterly.csv"]
    names = {f"{each.name}@{each.period}" for each in manifest.metrics}
    assert set(origin.inputs) <= names


def test_a_number_in_a_title_is_found_by_its_words(manifest):
    text = next(each for each in manifest.texts if each.kind is TextKind.SUBTITLE)
    (span,) = text.bound
    assert text.text[span.start : span.end] == "增长28.0%"
    assert manifest.numbers[span.number].bookmark == ""


def test_the_names_of_periods_are_known_to_be_the_datas_words(manifest):
    for kind in (TextKind.TITLE, TextKind.PARAGRAPH, TextKind.CAPTION):
        text = next(each for each in manifest.texts if each.kind is kind)
        words = [text.text[each.start : each.end] for each in text.bound if each.number is None]
        assert "2024年第四季度" in words


def test_a_number_of_a_table_knows_its_cell(manifest):
    text = next(each for each in manifest.texts if each.text == "7.47" and each.row)
    assert (text.place, text.row, text.column) == ("tbl-quarters", 5, 2)
    assert manifest.numbers[text.numbers[0]].metric == "quarterly.营业收入"


def test_the_points_of_a_chart_are_there_with_their_origin(manifest):
    (chart,) = manifest.charts
    assert (chart.anchor, chart.kind) == ("fig-trend", "combo")
    assert len(chart.categories) == 4
    assert chart.series[0].unit == "亿美元"
    assert chart.series[0].values[-1] == Decimal("7.474")
    assert manifest.origins[chart.origin].source == "quarterly.csv"


def test_each_source_has_its_hash_and_its_rows(manifest):
    found = {each.name: each for each in manifest.sources}
    assert (found["quarterly"].path, found["quarterly"].rows) == ("quarterly.csv", 4)
    assert found["quarterly"].columns[0] == "季度"


def test_the_bookmark_is_that_of_the_word_file(manifest):
    found = of(manifest, "单季营收", TextKind.PARAGRAPH)
    assert found.bookmark == f"_rgm_{found.number}"
    cell = next(each for each in manifest.numbers if each.metric == "quarterly.营业收入")
    assert cell.bookmark == ""


TYPED = """\
id: trace
title: 债务
date: 2025-01-31
references: {file: references.yaml, style: simple}
metrics:
  债务: {value: 80, unit: 亿美元, evidence: {ref: press, page: "3", retrieved: "2025-12-16"}}
sections: [{title: 一, text: "债务为{{ 债务 }}[@press]。"}]
"""


def test_a_typed_number_keeps_its_page_and_its_day(tmp_path):
    (tmp_path / "references.yaml").write_text("press: {title: 公告, publisher: 公司}\n", "utf-8")
    (tmp_path / "report.yaml").write_text(TYPED, "utf-8")
    manifest = check_report(tmp_path).manifest
    (origin,) = [manifest.origins[each.origin] for each in manifest.numbers]
    assert (origin.evidence, origin.page, origin.retrieved) == ("press", "3", "2025-12-16")


def test_the_same_report_gives_the_same_bytes(manifest):
    again = check_report(QUARTERLY).manifest
    assert pack(again) == pack(manifest)
    assert unpack(pack(manifest)) == manifest


def test_what_is_no_manifest_is_said_to_be_none():
    with pytest.raises(ManifestFaultError):
        unpack(b"{}")
    with pytest.raises(ManifestFaultError):
        unpack(b"\xff")


def test_a_manifest_of_a_later_program_is_refused(manifest):
    data = pack(manifest).replace(b'"version": 1', b'"version": %d' % (MANIFEST_VERSION + 1))
    with pytest.raises(ManifestFaultError):
        unpack(data)


def test_words_and_numbers_know_where_they_were_written(manifest):
    found = of(manifest, "单季营收", TextKind.PARAGRAPH)
    line, column = found.written.removeprefix("正文.md:").split(":")
    source = (QUARTERLY / "正文.md").read_text("utf-8").splitlines()[int(line) - 1]
    assert source[int(column) - 1 :].startswith("{{ 单季营收 }}")
    assert manifest.texts[found.at].written == f"正文.md:{line}"
    subtitle = next(each for each in manifest.texts if each.kind is TextKind.SUBTITLE)
    lines = (QUARTERLY / "report.yaml").read_text("utf-8").splitlines()
    assert lines[int(subtitle.written.partition(":")[2]) - 1].startswith("subtitle:")


def test_a_metric_and_a_chart_know_where_they_are_declared(manifest):
    lines = (QUARTERLY / "report.yaml").read_text("utf-8").splitlines()
    metric = next(each for each in manifest.metrics if each.name == "净亏损率")
    written = manifest.origins[metric.origin].written
    assert lines[int(written.partition(":")[2]) - 1].strip().startswith("净亏损率:")
    chart = next(each for each in manifest.places if each.anchor == "fig-trend")
    assert lines[int(chart.written.partition(":")[2]) - 1].strip() in ("trend:", "kind: combo")


def test_words_chosen_by_the_data_know_the_metrics_that_chose_them(tmp_path):
    (tmp_path / "report.yaml").write_text(
        "id: r\ntitle: 报告\ndate: 2025-01-01\naigc: {mode: none}\n"
        "sources: {d: {file: d.csv}}\n"
        "metrics:\n  甲: {from: d, sql: sum(x)}\n  乙: {from: d, sql: max(x)}\n"
        "sections: [{file: a.md}]\n",
        "utf-8",
    )
    (tmp_path / "d.csv").write_text("x\n3\n4\n", "utf-8")
    (tmp_path / "a.md").write_text(
        "# 一\n\n{% 若 甲 > 2 %}高{% 否则 %}低{% 完 %}。\n\n:::{若} 乙 > 1\n有乙。\n:::\n", "utf-8"
    )
    texts = check_report(tmp_path).manifest.texts
    assert {each.text: each.needs for each in texts if each.needs} == {
        "高。": ("甲",),
        "有乙。": ("乙",),
    }
