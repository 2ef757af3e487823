"""Small reports for the tests of compute: metrics, snapshots and numbers in a few words."""

import csv
import datetime as dt
import hashlib
import re
from decimal import Decimal, InvalidOperation

from reportgen.compute import compute_facts
from reportgen.diag import Sink, Source, Span
from reportgen.model import report as rep
from reportgen.model.facts import Snapshot, SnapshotColumn
from reportgen.zh.quantity import FORMAT_NAMES, parse_format
from reportgen.zh.units import parse_unit, split_header

ANNUAL = """年度,营业收入_百万美元,净亏损_百万美元
2022,16.0,31
2023,228.9,593.7
2024,1915.4,863.4"""
QUARTERLY = """季度,营业收入_千美元,净亏损_千美元
2024Q1,188700,129200
2024Q2,395371,323021
2024Q3,583941,359807
2024Q4,747400,51400"""
CUSTOMERS = """客户,占比_百分比
微软,65
英伟达,15
其他客户,20"""
PERIODS = {"annual": "年度", "quarterly": "季度"}

_WORDS = {
    "日期": "date",
    "同比": "yoy",
    "环比": "qoq",
    "方向": "direction",
    "增减": "change",
    "幅度": "magnitude",
}


def place(text="x", path="report.yaml"):
    return Span(Source(path, text), 1, 1, max(1, len(text)))


def snapshot(name, text, period=""):
    header, *rows = csv.reader(text.splitlines())
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    columns, values = [], []
    for typed, column in zip(header, cells, strict=True):
        short, unit = split_header(typed)
        numbers = [number(cell) for cell in column]
        is_number = short != period and all(
            n is not None for n, c in zip(numbers, column, strict=True) if c
        )
        columns.append(SnapshotColumn(short, typed, unit, is_number))
        values.append(numbers if is_number else [cell or None for cell in column])
    return Snapshot(
        name,
        f"{name}.csv",
        hashlib.sha256(text.encode()).hexdigest(),
        tuple(columns),
        tuple(zip(*values, strict=True)),
        period,
        place(),
    )


def number(cell):
    try:
        return Decimal(cell)
    except InvalidOperation:
        return None


def metric(name, *, source="annual", unit="", how="", evidence="ref", **formula):
    kind, text = next(iter(formula.items()), ("sql", "sum(营业收入)"))
    formula_place = place(str(text), f"{name}.yaml")
    return rep.MetricSpec(
        name=name,
        label=name,
        source=source if kind in ("sql", "text") else "",
        sql=text if kind == "sql" else "",
        expr=text if kind == "expr" else "",
        value=Decimal(text) if kind == "value" else None,
        unit=parse_unit(unit) if unit else None,
        period=formula.get("period", ""),
        format=parse_format(how) if how else None,
        evidence=rep.Evidence(evidence, place()) if evidence else None,
        span=place(name, f"{name}.yaml"),
        formula_span=formula_place,
        text=text if kind == "text" else "",
    )


def ref(text):
    head, *filters = (part.strip() for part in text.split("|"))
    name, _, period = head.partition("@")
    return rep.NumberRef(name, period, tuple(map(asked, filters)), place(text, "正文.md"))


def asked(text):
    word, digits = re.fullmatch(r"(\S+?)(?:\((\d)\))?", text).groups()
    name = _WORDS.get(word) or FORMAT_NAMES[word].value
    return rep.Filter(name, (Decimal(digits),) if digits else (), place(text, "正文.md"))


def report(metrics=(), text=(), *, charts=(), tables=(), period="2024", sources=None):
    paragraph = rep.Paragraph(tuple(ref(each) for each in text), place())
    return rep.Report(
        id="case",
        title=(),
        subtitle=(),
        summary=(),
        date=dt.date(2025, 12, 18),
        category="",
        organisation="",
        profile="research",
        outputs=("pdf",),
        headings=rep.HeadingScheme.SEED,
        citations=rep.CitationMode.LIST,
        aigc=rep.AigcSpec(rep.AigcMode.NONE, (), "", "", place()),
        period=period,
        sources={
            name: rep.SourceSpec(name, f"{name}.csv", PERIODS.get(name, ""), place())
            for name in sources or data()
        },
        metrics={spec.name: spec for spec in metrics},
        charts={spec.key: spec for spec in charts},
        tables={spec.key: spec for spec in tables},
        references={"ref": rep.Reference("ref", {}, place())},
        blocks=(paragraph,),
        notes={},
        images={},
        span=place(f"period: {period}"),
    )


def data(**texts):
    texts = {"annual": ANNUAL, "quarterly": QUARTERLY, "customers": CUSTOMERS, **texts}
    return {name: snapshot(name, text, PERIODS.get(name, "")) for name, text in texts.items()}


def compute(metrics=(), text=(), **rest):
    """Return the facts of a small report, and the findings as ``RG301 place value…``."""
    snapshots = rest.pop("snapshots", None) or data()
    sink = Sink()
    made = report(metrics, text, sources=list(snapshots), **rest)
    return compute_facts(made, snapshots, sink), list(sink)


def said(metrics, text, **rest):
    """Return the words for one number of a report without faults."""
    facts, found = compute(metrics, [text], **rest)
    assert [str(each) for each in found] == []
    return facts.wordings[ref(text).key].text


def codes(found):
    return [each.code.value for each in found]
