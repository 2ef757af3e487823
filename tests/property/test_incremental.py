"""Whatever is edited, in whatever order: what is built on an old state is what is built anew."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen import build_report
from reportgen.automate import Order, here, rebuild

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
TODAY = dt.date(2026, 1, 1)
KIT = "extends: default\nname: house\npalette: {{primary: '{}'}}\n"
QUARTERS = ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]

cells = st.tuples(
    st.just("cell"),
    st.sampled_from(QUARTERS),
    st.sampled_from([2, 3]),
    st.integers(1_000_000, 99_999_999),
)
prose = st.tuples(
    st.just("prose"),
    st.text("的营收增长了，。“”（）AB12", min_size=1, max_size=30).map("句".__add__),
)
others = st.sampled_from(
    [
        ("keys", "title: 又一个标题"),
        ("keys", "title: CoreWeave季度跟踪报告（{{ 本期 }}）"),
        ("chart", "unit: 亿美元"),
        ("chart", "unit: 百万美元"),
        ("kit", "#1F3A5F"),
        ("kit", "#7A1F2B"),
        ("undo",),
        ("touch",),
    ]
)
edits = st.lists(st.one_of(cells, prose, others), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("incremental") / "quarterly"
    ignore = shutil.ignore_patterns("out", ".reportgen")
    shutil.copytree(ROOT / "data" / "quarterly", folder, ignore=ignore)
    kit = folder / "品牌"
    kit.mkdir()
    (kit / "brand.yaml").write_text(KIT.format("#1F3A5F"), "utf-8")
    keys = folder / "report.yaml"
    keys.write_text(keys.read_text("utf-8").replace("brand: default", "brand: 品牌"), "utf-8")
    return folder


def line_with(file, start, line):
    lines = file.read_text("utf-8").splitlines()
    at = next(n for n, each in enumerate(lines) if each.strip().startswith(start))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at] = indent + line
    file.write_text("\n".join(lines) + "\n", "utf-8")


def make(edit, report):
    data, text, keys = report / "quarterly.csv", report / "正文.md", report / "report.yaml"
    match edit:
        case "cell", quarter, column, value:
            rows = [row.split(",") for row in data.read_text("utf-8").splitlines()]
            for row in rows:
                if row[0] == quarter:
                    row[column] = str(value)
            data.write_text("\n".join(map(",".join, rows)) + "\n", "utf-8")
        case "prose", words:
            line_with(text, "作为参照", f"作为参照，{words}[@s1-2025]。")
        case "keys", line:
            line_with(keys, "title:", line)
        case "chart", line:
            line_with(keys, "unit:", line)
        case "kit", colour:
            kit = report / "品牌" / "brand.yaml"
            kit.write_text(KIT.format(colour), "utf-8")
        case ("undo",):
            shutil.copyfile(ROOT / "data" / "quarterly" / "quarterly.csv", data)
        case ("touch",):
            data.write_bytes(data.read_bytes())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_what_is_built_on_an_old_state_is_what_is_built_anew(report, steps):
    for edit in steps:
        make(edit, report)
        done = rebuild(Order(report), here(env={}, today=TODAY), NOW)
        clean = build_report(report, env={}, today=TODAY)
        assert [path.read_bytes() for path in done.paths] == [a.data for a in clean.artifacts]
        assert rebuild(Order(report), here(env={}, today=TODAY), NOW).is_unchanged
