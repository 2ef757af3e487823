"""Quarter by quarter by data alone: what is bound changes and nothing else; diff lists it."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest
from tests.libreoffice import pages_of
from tests.revisions import ACCEPTED, REJECTED, resolved

ROOT = Path(__file__).parents[2]
UPDATE = {
    "2025Q1": "2025Q1,2025-03-31,981600,314600,press-2025q1\n",
    "2025Q2": "2025Q2,2025-06-30,1212788,290509,press-2025q2\n",
    "2025Q3": "2025Q3,2025-09-30,1364676,110124,press-2025q3\n",
}
REVENUE = {"2024Q4": "7.47", "2025Q1": "9.82", "2025Q2": "12.13", "2025Q3": "13.65"}
BOUND = ["title", "subtitle", "paragraph", "paragraph", "caption"]


def reportgen(*words):
    command = [sys.executable, "-m", "reportgen", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    source = ROOT / "data" / "quarterly"
    return Path(shutil.copytree(source, tmp_path / "quarterly", ignore=ignore))


def add(report, quarter):
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write(UPDATE[quarter])


def check_list(found, before, quarter):
    """Hold what diff lists against what the data moved."""
    assert (found["old"]["period"], found["new"]["period"]) == (before, quarter)
    assert [each["place"]["kind"] for each in found["texts"]] == BOUND
    assert all(each["only_data"] for each in found["texts"])
    numbers = {(each["place"]["label"], each["metric"]): each for each in found["numbers"]}
    revenue = numbers["1", "单季营收"]
    texts = revenue["old"]["text"], revenue["new"]["text"]
    assert texts == (f"{REVENUE[before]}亿美元", f"{REVENUE[quarter]}亿美元")
    metrics = {each["metric"].partition("|")[0] for each in found["numbers"]}
    assert metrics == {"单季营收", "单季净亏损", "净亏损率"}
    (row,) = found["rows"]
    assert (row["change"], row["cells"][1]) == ("came", REVENUE[quarter])
    points = [(each["change"], each["category"]) for each in found["points"]]
    assert points == [("came", quarter)] * 2


def test_each_quarter_moves_what_is_bound_and_diff_lists_it(report):
    assert reportgen("build", report).returncode == 0
    again = reportgen("build", report)
    assert "无变化" in again.stderr
    before = "2024Q4"
    for quarter in UPDATE:
        add(report, quarter)
        done = reportgen("build", report)
        assert done.returncode == 0, done.stderr
        assert "无变化" not in done.stderr
        found = reportgen("diff", report, "--json")
        assert found.returncode == 1, found.stderr
        check_list(json.loads(found.stdout), before, quarter)
        assert "无变化" in reportgen("build", report).stderr
        before = quarter
    shown = reportgen("diff", report, "2024Q4", "2025Q3", "--html", report / "变化.html")
    assert "7.47亿美元" in shown.stdout
    assert "13.65亿美元" in shown.stdout
    page = (report / "变化.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<ins>13.65亿美元</ins>" in page
    assert reportgen("diff", report, "最新", "2025Q3").returncode == 0


def words(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
    parts = text.split("<w:t")[1:]
    return unescape("".join(part.partition(">")[2].partition("<")[0] for part in parts))


@pytest.fixture
def redline(report):
    """The redline of the first quarter against the one before, and both Word files."""
    reportgen("build", report)
    add(report, "2025Q1")
    done = reportgen("build", report, "--redline", "上期")
    assert done.returncode == 0, done.stderr
    _, new, marked = (Path(line) for line in done.stdout.splitlines())
    old = next(path for path in new.parent.glob("*.docx") if "第四季度" in path.name)
    return old, new, marked


def test_the_redline_of_a_run_says_both_issues(redline):
    old, new, marked = redline
    data = marked.read_bytes()
    assert words(resolved(data, ACCEPTED)) == words(new.read_bytes())
    assert words(resolved(data, REJECTED)) == words(old.read_bytes())


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing_in_the_redline(version, redline, tool):
    command = [tool("ooxml-validator"), str(redline[2]), version]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert '"errors": []' in shown or '"errors":[]' in shown, shown


def test_libreoffice_opens_the_redline_with_its_changes(redline, tool, tmp_path):
    (pages,) = pages_of([redline[2]], tmp_path, tool)
    shown = "".join("".join(pages).split())
    assert "7.47亿美元9.82亿美元" in shown


def test_what_cannot_be_compared_is_said_and_ends_in_2(report):
    done = reportgen("diff", report)
    assert done.returncode == 2
    assert "RG680" in done.stderr
    reportgen("build", report, "--to", "docx")
    run = report / ".reportgen" / "runs" / "1" / "run.json"
    assert reportgen("diff", run, run).returncode == 0
    done = reportgen("diff", run, report / "report.json")
    assert done.returncode == 2
    assert "RG683" in done.stderr
    assert reportgen("diff", report, "1", "1", "1").returncode == 2


def test_the_manifest_stays_with_the_operator(report):
    done = reportgen("build", report)
    pdf, docx = (Path(line) for line in done.stdout.splitlines())
    with zipfile.ZipFile(docx) as package:
        parts = [package.read(name) for name in package.namelist()]
    for word in ("sum(营业收入)", "run.json", "quarterly.csv"):
        assert not any(word.encode() in part for part in (*parts, pdf.read_bytes()))
