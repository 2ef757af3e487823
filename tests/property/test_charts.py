"""Any chart an author may ask for is refused or drawn soundly: no traceback, no collision."""

import os
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.draw.test_charts import assert_sound, box, texts

from reportgen import check_report
from reportgen.diag import ReportgenError
from reportgen.draw.chart import draw_chart
from reportgen.model.chart import Chart
from reportgen.model.document import Figure
from reportgen.read.chart_keys import KINDS

COLUMNS = ["甲", "乙", "丙", "丁"]
CELLS = st.sampled_from(["", "0", "1", "3.5", "-2", "40", "999999999999", "0.000004"])
NAMES = ["期初", "期中", "期末", "一个名称很长很长的业务单元之一", "2024-01-02", "2024-02-03"]
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "target": st.sampled_from(["5", "-3", {"value": "4", "axis": "2"}]),
        "mean": st.just("yes"),
        "bands": st.just([{"from": "1", "to": "3", "label": "区间"}]),
        "annotations": st.just([{"at": "期中", "text": "说明这一点为什么变了的一句话"}]),
        "highlight": st.sampled_from(["期中", "乙"]),
        "secondary_range": st.just(["auto", "2000"]),
        "x_axis": st.sampled_from(["date", "category"]),
        "range": st.sampled_from([["auto", "1000"], ["0", "auto"], ["-7", "333"]]),
        "scale": st.just("log"),
        "labels": st.sampled_from(["all", "none"]),
        "legend": st.sampled_from(["top", "bottom", "right", "none"]),
        "height": st.sampled_from(["30", "120"]),
        "sort": st.sampled_from(["ascending", "descending"]),
        "reverse": st.just("yes"),
        "layout": st.just("horizontal"),
        "facet": st.just("组"),
        "totals": st.just(["期末"]),
        "trend": st.just("yes"),
        "size": st.just("丙"),
        "points": st.just("名"),
        "group": st.just("组"),
        "volume": st.just("丙"),
    },
)


@st.composite
def asked(make):
    kind = make(st.sampled_from([o.name for o in KINDS.options if o.name != "figure"]))
    rows = make(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6))
    text = "名,组," + ",".join(f"{name}_元" for name in COLUMNS) + "\n"
    for place, row in enumerate(rows):
        text += ",".join([NAMES[place], "甲乙"[place % 2], *row]) + "\n"
    count = {"candle": 4, "donut": 1, "pie": 1, "scatter": 1, "waterfall": 1, "box": 1}.get(kind)
    y = COLUMNS[: count or make(st.integers(1, 4))]
    if kind == "combo":
        look = make(st.fixed_dictionaries({"axis": st.sampled_from("12")}))
        y = [y[0], *({"column": name, **look} for name in y[1:])]
    x = "丁" if kind == "scatter" else "名"
    keys = {"kind": kind, "from": "s", "x": x, "y": y, "title": "题", "cite": "数据"}
    return keys | make(OPTIONS), text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("charts")


EXAMPLES = 60 * int(os.environ.get("REPORTGEN_SOAK", "1"))


@settings(max_examples=EXAMPLES)
@given(asked())
def test_a_chart_is_refused_or_drawn_soundly(folder, made):
    keys, text = made
    (folder / "s.csv").write_text(text, "utf-8")
    report = ["id: c", "title: t", "date: 2025-01-01", "sources: {s: {file: s.csv}}"]
    report += ["charts:", "  c:", *(f"    {key}: {_yaml(value)}" for key, value in keys.items())]
    report += ["sections:", "  - {file: 正文.md}"]
    (folder / "report.yaml").write_text("\n".join(report), "utf-8")
    (folder / "正文.md").write_text("# 题\n\n见@fig-c。\n\n:::{图表} c\n:::\n", "utf-8")
    try:
        checked = check_report(folder)
    except ReportgenError:
        return
    for block in checked.document.body:
        if isinstance(block, Figure) and isinstance(block.content, Chart):
            picture = draw_chart(block.content, checked.brand, checked.fonts)
            assert_sound(picture, checked.fonts)
            boxes = [box(mark, checked.fonts) for mark in texts(picture) if not mark.angle]
            for one, two in combinations(boxes, 2):
                apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
                assert apart


def _yaml(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(each)}" for key, each in value.items()) + "}"
    return f'"{value}"'
